package ui

import (
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/screens/faults"
)

// onEmulator says that the badge is shown: the service is this program's own emulator,
// or its newest answer came from one.
func (a *App) onEmulator() bool { return a.emulator || a.runner.Session().BuiltInEmulator }

// hasFaults reports whether the faults can be switched: never those of a real resource.
func (a *App) hasFaults() bool { return a.onEmulator() && a.runner.HasControl() }

// openFaults opens the faults, once.
func (a *App) openFaults() {
	if _, open := a.top().screen.(*faults.Model); !open {
		a.open(screen.ToFaults{})
	}
}
