package ui

import (
	"fmt"
	"strconv"
	"time"

	"github.com/charmbracelet/bubbles/help"
	"github.com/charmbracelet/bubbles/key"

	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/style/text"
	"acs-chat-tui/ui/widget/toast"
)

// minHints is the room below which key hints would be mere fragments.
const minHints = 16

// rightGap parts the hints from what stands to their right.
const rightGap = 2

// footer is one line: what can be done now on the left; what is under way, or
// what the program has to say, on the right.
func (a *App) footer() string {
	a.pointer.tail = tail{}
	right := a.status()
	left := a.width - text.Width(right)
	if right != "" {
		left -= rightGap
	}
	left = max(0, left)
	a.tailSpot(left + rightGap)
	hints := ""
	if left >= minHints {
		hints = a.hints(left)
	}
	hints = text.Fit(hints, left)
	if right == "" {
		return hints
	}
	return text.Truncate(text.Fit(hints, left+rightGap)+right, a.width)
}

// status is the right part of the footer: a wait, else an unread error with a sign
// of what is under way, else a notification, else what is under way. What passes
// by itself may take the whole line; what stays leaves room for the keys.
func (a *App) status() string {
	now, width := a.now(), a.width*2/3
	if call := a.waiting(); call != nil {
		endKey := ""
		if !a.Covered() && a.endable(call) {
			endKey = a.bindings.Name(a.backAction())
			a.pointer.tail = tail{from: text.Width(waitText(call, now, "") + betweenHints), action: a.backAction()}
		}
		return a.theme.Warning.Render(text.Truncate(waitText(call, now, endKey), width))
	}
	running := a.running(now)
	current := a.toasts.Current(now)
	switch {
	case current != nil && a.folded(current, now):
		return a.foldedText(current)
	case current != nil && current.Level >= screen.LevelWarning:
		if running != "" {
			width -= 2
			return a.toastText(current, width) + " " + a.theme.Accent.Render(a.spinner())
		}
		return a.toastText(current, width)
	case current != nil && running == "":
		return a.toastText(current, max(width, a.width-2*minHints))
	}
	return a.theme.Accent.Render(text.Truncate(running, width))
}

func (a *App) spinner() string { return string(spinner[a.frame%len(spinner)]) }

// running is the oldest call that takes long enough to be worth a word.
func (a *App) running(now time.Time) string {
	calls := a.runner.Calls()
	for _, call := range calls {
		took := now.Sub(call.Started)
		if took < showAfter {
			continue
		}
		running := a.spinner() + " " + call.Operation
		if former := a.runner.Former(call); former != "" {
			running += " on " + text.Truncate(text.Sanitize(former), 16)
		}
		if took >= countAfter {
			running += " " + text.Life(took)
		}
		if use, much := a.runner.Budget().Fullest(now); much {
			running += fmt.Sprintf(" (%d of %d calls in %s)", use.Calls, use.Of, text.Life(use.Within))
		}
		if more := len(calls) - 1; more > 0 {
			running += fmt.Sprintf(" +%d", more)
		}
		return running
	}
	return ""
}

// foldAfter is how long what stays until it is read takes the room of a form's keys,
// where no key reads it.
const foldAfter = 12 * time.Second

// folded reports whether a toast has had its time over a form, and leaves the room to its keys.
func (a *App) folded(current *toast.Toast, now time.Time) bool {
	return current.Level >= screen.LevelWarning && !a.Covered() && a.top().screen.CapturesKeys() && now.Sub(current.At) >= foldAfter
}

// foldsAt is when the toast in the footer folds; fold is false where none will.
func (a *App) foldsAt(now time.Time) (at time.Time, fold bool) {
	current := a.toasts.Current(now)
	if current == nil || a.folded(current, now) || !a.folded(current, current.At.Add(foldAfter)) {
		return time.Time{}, false
	}
	return current.At.Add(foldAfter), true
}

// foldedText is a folded toast, and the key that reads it.
func (a *App) foldedText(current *toast.Toast) string {
	style := a.theme.Warning
	if current.Level == screen.LevelError {
		style = a.theme.Error
	}
	return style.Render(fmt.Sprintf("! %d unread", a.toasts.Unseen()) + betweenHints + a.bindings.Name(keys.ShowWhole))
}

func (a *App) toastText(current *toast.Toast, width int) string {
	sign, style := "·", a.theme.Plain
	switch current.Level {
	case screen.LevelInfo:
	case screen.LevelSuccess:
		sign, style = "✓", a.theme.Success
	case screen.LevelWarning:
		sign, style = "!", a.theme.Warning
	case screen.LevelError:
		sign, style = "✗", a.theme.Error
	}
	said, _ := current.Said()
	said = sign + " " + text.Sanitize(said)
	hint, action := "", keys.Notifications
	switch cut := text.Width(said) > width; {
	case a.globalKeys() && (cut || current.Level >= screen.LevelWarning):
		reads := betweenHints + a.bindings.Name(action) + " reads "
		hint = reads + "it"
		if unseen := a.toasts.Unseen(); unseen > 1 {
			hint = reads + strconv.Itoa(unseen)
		}
	case cut && !a.Covered():
		action = keys.ShowWhole
		hint = betweenHints + a.bindings.Name(action) + " shows it"
	}
	line := text.Truncate(said, max(0, width-text.Width(hint)))
	if hint != "" {
		a.pointer.tail = tail{from: text.Width(line + betweenHints), action: action}
	}
	return style.Render(text.Truncate(line+hint, width))
}

// globalKeys reports whether the global keys work: nothing takes the keys as text.
func (a *App) globalKeys() bool { return !a.Covered() && !a.top().screen.CapturesKeys() }

// hints are the keys of whatever is on top.
func (a *App) hints(width int) string {
	if len(a.dialogs) > 0 {
		var hints []hint
		for _, named := range a.dialogs[len(a.dialogs)-1].Hints() {
			hints = append(hints, namedHint(named[0], named[1]))
		}
		return a.drawHints(hints, width)
	}
	top := a.top().screen
	last := a.bindings.Bind(keys.Help, "")
	if top.CapturesKeys() {
		last = a.bindings.Bind(keys.FormHelp, "")
	}
	bindings := shortHelp(top.Help())
	if watching := a.watchShortcuts(); watching != nil && !top.CapturesKeys() {
		bindings = append(bindings, watching[0].binding)
	}
	return a.drawHints(fitting(append(bindings, last), width), width)
}

// fitting are the hints of bindings for which there is room, the last one always among
// them.
func fitting(bindings []key.Binding, width int) []hint {
	last := hintOf(bindings[len(bindings)-1])
	used := last.width()
	var hints []hint
	for _, b := range bindings[:len(bindings)-1] {
		if !b.Enabled() || b.Help().Key == "" {
			continue
		}
		h := hintOf(b)
		need := h.width() + text.Width(betweenHints)
		if used+need > width {
			continue
		}
		used += need
		hints = append(hints, h)
	}
	return append(hints, last)
}

func shortHelp(m help.KeyMap) []key.Binding {
	if m == nil {
		return nil
	}
	return m.ShortHelp()
}
