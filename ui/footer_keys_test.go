package ui

import (
	"fmt"
	"testing"

	"github.com/charmbracelet/bubbles/key"

	"acs-chat-tui/acs"
	"acs-chat-tui/acs/emulator"
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
			screen, calls, notified := h.app.View(), len(h.app.Calls()), len(h.app.History())
			did := func() bool {
				return h.app.View() != screen || len(h.app.Calls()) != calls || len(h.app.History()) != notified
			}
			h.press(b.Keys()[0])
			for !did() && h.pending > 0 {
				h.receive()
			}
			if !did() {
				t.Errorf("%s: %s %s does nothing\n%s", state.name, b.Help().Key, b.Help().Desc, h.screen())
			}
		}
	}
	if len(pressed) < 100 {
		t.Errorf("%d different keys pressed", len(pressed))
	}
}

func reached(t *testing.T, state state) *harness {
	t.Helper()
	h := start(t, setup{
		emulator: emulator.Options{Seed: emulator.SeedEmpty},
		client:   func(o *acs.ClientOptions) { o.Retry.MaxRetries = -1 },
	}).settle()
	state.reach(h)
	return h
}

// footerOf is what the footer offers on a screen that nothing covers, and the screen's
// type.
func footerOf(t *testing.T, state state) (on string, offered []key.Binding) {
	t.Helper()
	h := reached(t, state)
	if h.app.Covered() {
		return "", nil
	}
	for _, b := range h.app.Screen().Help().ShortHelp() {
		if b.Enabled() {
			offered = append(offered, b)
		}
	}
	return fmt.Sprintf("%T", h.app.Screen()), offered
}
