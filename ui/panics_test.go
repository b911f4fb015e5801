package ui

import (
	"testing"

	tea "github.com/charmbracelet/bubbletea"
)

// TestPanicsOfCommandsAreCaught wherever a command stands: alone, in a batch, or as what
// a command answers with.
func TestPanicsOfCommandsAreCaught(t *testing.T) {
	t.Parallel()
	panics := func() tea.Msg { panic("a fault that tests put here") }
	quiet := func() tea.Msg { return nil }
	for name, cmd := range map[string]tea.Cmd{
		"alone":      panics,
		"in a batch": tea.Batch(quiet, panics),
		"nested":     tea.Batch(quiet, tea.Batch(quiet, panics)),
		"answered":   func() tea.Msg { return tea.BatchMsg{quiet, panics} },
	} {
		if !caught(guard(cmd)) {
			t.Errorf("%s: the panic was not caught", name)
		}
	}
	if guard(nil) != nil {
		t.Error("no command became one")
	}
}

// caught runs a command as Bubble Tea does, and reports whether a panic was caught.
func caught(cmd tea.Cmd) bool {
	switch msg := cmd().(type) {
	case panicMsg:
		return true
	case tea.BatchMsg:
		for _, one := range msg {
			if one != nil && caught(one) {
				return true
			}
		}
	}
	return false
}
