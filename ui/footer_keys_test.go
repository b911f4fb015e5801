package ui_test

import (
	"fmt"
	"testing"

	"github.com/charmbracelet/bubbles/key"

	"acs-chat-tui/acs"
	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/uitest"
)

// TestEveryKeyOfTheFooterDoesSomething walks all screens in all their states: a key that
// a footer offers changes what the user sees, or begins a request. Whether it does what
// its words say, the tests of the screens show.
func TestEveryKeyOfTheFooterDoesSomething(t *testing.T) {
	t.Parallel()
	pressed := map[string]bool{}
	for _, state := range states() {
		on, offered := footerOf(t, state)
		for _, b := range offered {
			id := on + " " + b.Help().Desc
			if pressed[id] {
				continue
			}
			pressed[id] = true
			h := reached(t, state)
			screen, calls, notified := h.App.View(), len(h.App.Calls()), len(h.App.History())
			did := func() bool {
				return h.App.View() != screen || len(h.App.Calls()) != calls || len(h.App.History()) != notified
			}
			h.Press(b.Keys()[0])
			for !did() && h.Pending > 0 {
				h.Receive()
			}
			if !did() {
				t.Errorf("%s: %s %s does nothing\n%s", state.name, b.Help().Key, b.Help().Desc, h.Screen())
			}
		}
	}
	if len(pressed) < 100 {
		t.Errorf("%d different keys pressed", len(pressed))
	}
}

func reached(t *testing.T, state state) *uitest.Harness {
	t.Helper()
	h := uitest.Start(t, uitest.Setup{
		Emulator: emulator.Options{Seed: emulator.SeedEmpty},
		Client:   func(o *acs.ClientOptions) { o.Retry.MaxRetries = -1 },
	}).Settle()
	state.reach(h)
	return h
}

// footerOf is what the footer offers on a screen that nothing covers, and the screen's
// type.
func footerOf(t *testing.T, state state) (on string, offered []key.Binding) {
	t.Helper()
	h := reached(t, state)
	if h.App.Covered() {
		return "", nil
	}
	for _, b := range h.App.Screen().Help().ShortHelp() {
		if b.Enabled() {
			offered = append(offered, b)
		}
	}
	return fmt.Sprintf("%T", h.App.Screen()), offered
}
