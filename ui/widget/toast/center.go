// Package toast keeps what the program has told the user: one line at a time for
// the footer, and a history to read again.
package toast

import (
	"slices"
	"time"

	"acs-chat-tui/ui/screen"
)

// Lifetime is how long a notification that needs no answer stays in the footer.
const Lifetime = 6 * time.Second

// historyLength bounds the history.
const historyLength = 50

// Toast is one notification with its time.
type Toast struct {
	screen.Notification
	At   time.Time
	Seen bool
}

// Center keeps the notifications, newest last.
type Center struct{ toasts []*Toast }

// Add keeps a notification. Where there are too many, the oldest goes that nobody
// waits for: not an error or a warning that has not been seen, as long as there is
// another.
func (c *Center) Add(notification screen.Notification, now time.Time) {
	c.Supersede(notification.About)
	c.toasts = append(c.toasts, &Toast{Notification: notification, At: now})
	if len(c.toasts) <= historyLength {
		return
	}
	oldest := max(0, slices.IndexFunc(c.toasts, func(t *Toast) bool { return t.Seen || !t.sticky() }))
	c.toasts = slices.Delete(c.toasts, oldest, oldest+1)
}

// Supersede says that there is something newer about a thing: what was said of it is old
// news. Nothing is about the empty one.
func (c *Center) Supersede(about string) {
	for _, t := range c.toasts {
		if about != "" && t.About == about {
			t.Seen = true
		}
	}
}

// Said is what a toast says by now; ok is false once it is so no more.
func (t *Toast) Said() (text string, ok bool) {
	if t.Still == nil {
		return t.Text, true
	}
	return t.Still()
}

// unread says that the footer still has to show a toast: one that is not true any more
// is not shown.
func (t *Toast) unread() bool {
	if t.Seen {
		return false
	}
	_, ok := t.Said()
	t.Seen = !ok
	return ok
}

// sticky reports whether a toast stays until it has been seen.
func (t *Toast) sticky() bool { return t.Level >= screen.LevelWarning }

// Current is the toast for the footer: the newest one that is still fresh, else
// the newest error or warning that nobody has seen; nil where there is none.
func (c *Center) Current(now time.Time) *Toast {
	for _, t := range slices.Backward(c.toasts) {
		if t.waits(now) {
			return t
		}
	}
	return nil
}

// Waiting are the toasts that the footer has, one at a time, newest first.
func (c *Center) Waiting(now time.Time) []*Toast {
	waiting := slices.DeleteFunc(slices.Clone(c.toasts), func(t *Toast) bool { return !t.waits(now) })
	slices.Reverse(waiting)
	return waiting
}

// waits reports whether a toast is still to be shown in the footer.
func (t *Toast) waits(now time.Time) bool {
	return (t.sticky() || now.Sub(t.At) < Lifetime) && t.unread()
}

// Unseen counts the errors and warnings that nobody has seen.
func (c *Center) Unseen() int {
	unseen := 0
	for _, t := range c.toasts {
		if t.sticky() && t.unread() {
			unseen++
		}
	}
	return unseen
}

// MarkSeen says that the user has read all of them.
func (c *Center) MarkSeen() {
	for _, t := range c.toasts {
		t.Seen = true
	}
}

// History holds the notifications, newest first.
func (c *Center) History() []*Toast {
	history := slices.Clone(c.toasts)
	slices.Reverse(history)
	return history
}
