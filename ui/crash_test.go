package ui

import (
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/acs"
	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/screen"
)

// TestTypedTextSurvivesACrash of every form and dialog, and no secret does.
func TestTypedTextSurvivesACrash(t *testing.T) {
	t.Parallel()
	fill := func(h *harness, fields int) {
		for n := range fields {
			h.write("typed " + string(rune('A'+n))).press("tab")
		}
	}
	for _, c := range []struct {
		name   string
		reach  func(h *harness)
		fields int
		// keeps are further texts of the report, and lacks what is not in it.
		keeps, lacks []string
	}{
		{"new thread", func(h *harness) { h.press("n"); fill(h, 8) }, 8, nil, nil},
		{"new thread, a pasted list", func(h *harness) {
			h.press("n", "tab", "tab", "tab", "tab").paste(emulator.KnownUserID(7) + ", Ada\n" + emulator.KnownUserID(8) + ", \"Hopper, Grace\"")
		}, 0, []string{emulator.KnownUserID(7) + ",Ada,", emulator.KnownUserID(8) + `,"Hopper, Grace",`}, nil},
		{"add participants", func(h *harness) { openHostile(h); h.press("a"); fill(h, 3) }, 3, nil, nil},
		{"edit thread", func(h *harness) {
			openHostile(h)
			h.press("e").settle().write("typed A").press("ctrl+n").write("typed B").press("tab").write("typed C")
		}, 3, nil, nil},
		{"compose", func(h *harness) {
			openHostile(h)
			h.press("3").settle().press("w").write("typed A").press("enter").write("second line").press("tab", "tab").write("typed B").press("tab").write("typed C")
		}, 3, []string{"typed A\nsecond line"}, nil},
		{"profile", func(h *harness) {
			h.press("P").settle().press("n").write("typed A").press("tab", "tab").write("secret typed").press("tab").write("typed B").press("tab").write("typed C")
		}, 3, nil, []string{"secret typed"}},
		{"issue a token", func(h *harness) {
			h.switchTo("keyed").press("U", "t", "tab", "tab", "tab", "tab", "tab").write("typed A")
		}, 1, nil, nil},
		{"prompt over a form", func(h *harness) { h.press("n").write("typed A").press("ctrl+o").write("typed B") }, 2, nil, nil},
		{"a form below another screen", func(h *harness) {
			h.press("n").write("typed A").press("ctrl+p").write("request log").press("enter")
		}, 1, nil, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			h := start(t, setup{emulator: emulator.Options{Seed: emulator.SeedEmpty}}).settle()
			c.reach(h)
			report := h.crash()
			for n := range c.fields {
				c.keeps = append(c.keeps, "typed "+string(rune('A'+n)))
			}
			for _, text := range c.keeps {
				if !strings.Contains(report, text) {
					t.Errorf("the report lacks %q:\n%s", text, report)
				}
			}
			for _, text := range c.lacks {
				if strings.Contains(report, text) {
					t.Errorf("the report holds %q:\n%s", text, report)
				}
			}
		})
	}
}

// crash lets the program fail, and returns what the report says of it.
func (h *harness) crash() string {
	h.t.Helper()
	h.send(panicMsg{fault: "a fault that tests put here", stack: []byte("a stack")})
	h.until("the program's end", func() bool { return h.quit })
	if h.app.failure == nil {
		h.t.Fatal("the program goes on")
	}
	details := h.app.failure.Details
	h.app.failure = nil // Wanted, and not to be told as a fault of the test.
	return details
}

// TestWhatCanBeLostCanBeReported holds for every form that says that something would be
// lost with it.
func TestWhatCanBeLostCanBeReported(t *testing.T) {
	t.Parallel()
	for _, state := range states() {
		t.Run(state.name, func(t *testing.T) {
			t.Parallel()
			h := start(t, setup{
				emulator: emulator.Options{Seed: emulator.SeedEmpty},
				client:   func(o *acs.ClientOptions) { o.Retry.MaxRetries = -1 },
			}).settle()
			state.reach(h)
			for _, e := range h.app.stack {
				for _, i := range e.tabs {
					if i == nil || i.unsaved == "" || !i.screen.CapturesKeys() {
						continue
					}
					if _, typing := i.screen.(screen.Drafting); !typing {
						t.Errorf("%T says %q and gives no text", i.screen, i.unsaved)
					}
				}
			}
		})
	}
}

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

// caught runs a command as Bubble Tea does, and says whether a panic was caught.
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
