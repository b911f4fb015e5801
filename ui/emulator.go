package ui

import (
	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/screen"
)

// onEmulator says that the badge is shown: the service is this program's own emulator,
// or its newest answer came from one.
func (a *App) onEmulator() bool { return a.emulator || a.runner.Session().BuiltInEmulator }

// hasFaults reports whether the faults can be switched: never those of a real resource.
func (a *App) hasFaults() bool { return a.onEmulator() && a.runner.HasControl() }

// openFaults opens the faults, once.
func (a *App) openFaults() tea.Cmd {
	if _, open := a.stack[len(a.stack)-1].destination.(screen.ToFaults); !open {
		a.open(screen.ToFaults{})
	}
	return nil
}

// openRequestLog brings the log of requests to the top. One that is open below goes:
// two pages of the same log would only be two steps back.
func (a *App) openRequestLog() tea.Cmd {
	if page := a.find(a.requestLog); page != nil {
		if a.visible(page) {
			return nil
		}
		a.remove(page.id)
	}
	a.open(screen.ToRequestLog{})
	a.requestLog = a.top().id
	return nil
}
