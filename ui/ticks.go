package ui

import (
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/widget/toast"
)

// tickMsg moves the spinner, lets toasts go, wakes screens, and lets a watched one
// look. due is when it was to come.
type tickMsg struct{ due time.Time }

const tickEvery = 100 * time.Millisecond

// tick takes a tick. One that came in its time is believed even where the program's
// clock stands still.
func (a *App) tick(msg tickMsg) tea.Cmd {
	a.frame++
	if msg.due.IsZero() || msg.due.Equal(a.tickDue) {
		a.tickDue = time.Time{}
	}
	a.watchExpiry()
	now := a.now()
	if msg.due.After(now) {
		now = msg.due
	}
	top := a.top()
	if top.wake.IsZero() || now.Before(top.wake) || a.Covered() {
		return nil
	}
	top.wake = time.Time{}
	return top.screen.Update(screen.WakeMsg{})
}

// keepTicking runs one tick at a time, and none while there is nothing to move. What
// begins while a slow tick is awaited brings a quick one.
func (a *App) keepTicking() tea.Cmd {
	now := a.now()
	due, needed := a.nextTick(now)
	if !needed || (!a.tickDue.IsZero() && !due.Before(a.tickDue)) {
		return nil
	}
	a.tickDue = due
	return a.after(due.Sub(now), func(time.Time) tea.Msg { return tickMsg{due: due} })
}

// nextTick is when something is to move; needed is false where nothing will.
func (a *App) nextTick(now time.Time) (due time.Time, needed bool) {
	sooner := func(at time.Time) {
		if !needed || at.Before(due) {
			due, needed = at, true
		}
	}
	if len(a.runner.Calls()) > 0 {
		sooner(now.Add(tickEvery))
	} else if current := a.toasts.Current(now); current != nil && current.Level < screen.LevelWarning {
		sooner(now.Add(toast.Lifetime))
	}
	if end := a.runner.Session().TokenExpiresOn; end.After(now) && end.Sub(now) <= minuteEvery {
		// Nothing says that it ends once it has.
		sooner(end)
	}
	if at, fold := a.foldsAt(now); fold {
		sooner(at)
	}
	if wake := a.top().wake; !wake.IsZero() && !a.Covered() {
		sooner(wake)
	}
	if at, watched := a.nextPoll(now); watched {
		sooner(at)
	}
	if soonest := now.Add(tickEvery / 2); needed && due.Before(soonest) {
		// What is late already is not looked for all the time.
		due = soonest
	}
	return due, needed
}
