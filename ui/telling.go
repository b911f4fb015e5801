package ui

import "acs-chat-tui/ui/screen"

// tell shows a notice where the user is to see it, and says when that is.
func (a *App) tell(msg screen.Addressed, owner *instance) screen.When {
	notice, ok := msg.(screen.Notice)
	if !ok {
		return screen.WhenHidden
	}
	when := screen.WhenHidden
	if telling, ok := msg.(screen.Telling); ok {
		when = telling.When()
	}
	if owner == nil || when == screen.Always || (when == screen.WhenHidden && !a.visible(owner)) {
		a.notify(notice.Notification())
	}
	return when
}
