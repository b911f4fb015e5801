package ui

import (
	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/screen"
)

// tell shows a notice where the user is to see it, and says when that is.
func (a *App) tell(msg screen.Addressed, owner *instance) screen.When {
	notice, ok := msg.(screen.Notice)
	if !ok {
		return screen.WhenHidden
	}
	n := notice.Notification()
	switch {
	case n.Text == "":
	case owner == nil, n.When == screen.Always, n.When == screen.WhenHidden && !a.visible(owner):
		a.notify(n)
	default:
		// The screen itself says what is new: what was said of the same before is old.
		a.toasts.Supersede(n.About)
	}
	return n.When
}

// tellThread tells the tabs of a thread something.
func (a *App) tellThread(threadID string, msg tea.Msg) {
	for _, e := range a.stack {
		if e.thread == nil || e.thread.ThreadID != threadID {
			continue
		}
		for _, i := range e.tabs {
			if i != nil {
				i.screen.Update(msg)
			}
		}
	}
}

// tellAll tells all screens something.
func (a *App) tellAll(msg tea.Msg) {
	for _, e := range a.stack {
		for _, i := range e.tabs {
			if i != nil {
				i.screen.Update(msg)
			}
		}
	}
}

// endable reports whether a key may end a call's wait: of some, the screen asks first,
// as long as it is there.
func (a *App) endable(call *command.Call) bool {
	return !call.Batched || a.find(call.Ref.Screen) == nil
}
