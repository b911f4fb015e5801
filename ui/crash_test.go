package ui_test

import (
	"strings"
	"testing"

	"acs-chat-tui/acs"
	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/uitest"
)

// TestTypedTextSurvivesACrash of every form and dialog, and no secret does.
func TestTypedTextSurvivesACrash(t *testing.T) {
	t.Parallel()
	fill := func(h *uitest.Harness, fields int) {
		for n := range fields {
			h.Write("typed " + string(rune('A'+n))).Press("tab")
		}
	}
	for _, c := range []struct {
		name   string
		reach  func(h *uitest.Harness)
		fields int
		// keeps are further texts of the report, and lacks what is not in it.
		keeps, lacks []string
	}{
		{"new thread", func(h *uitest.Harness) { h.Press("n"); fill(h, 8) }, 8, nil, nil},
		{"new thread, a pasted list", func(h *uitest.Harness) {
			h.Press("n", "tab", "tab", "tab", "tab").Paste(emulator.KnownUserID(7) + ", Ada\n" + emulator.KnownUserID(8) + ", \"Hopper, Grace\"")
		}, 0, []string{emulator.KnownUserID(7) + ",Ada,", emulator.KnownUserID(8) + `,"Hopper, Grace",`}, nil},
		{"add participants", func(h *uitest.Harness) { uitest.OpenHostile(h); h.Press("a"); fill(h, 3) }, 3, nil, nil},
		{"edit thread", func(h *uitest.Harness) {
			uitest.OpenHostile(h)
			h.Press("e").Settle().Write("typed A").Press("ctrl+n").Write("typed B").Press("tab").Write("typed C")
		}, 3, nil, nil},
		{"compose", func(h *uitest.Harness) {
			uitest.OpenHostile(h)
			h.Press("3").Settle().Press("w").Write("typed A").Press("enter").Write("second line").Press("tab", "tab").Write("typed B").Press("tab").Write("typed C")
		}, 3, []string{"typed A\nsecond line"}, nil},
		{"profile", func(h *uitest.Harness) {
			h.Press("P").Settle().Press("n").Write("typed A").Press("tab", "tab").Write("secret typed").Press("tab").Write("typed B").Press("tab").Write("typed C")
		}, 3, nil, []string{"secret typed"}},
		{"issue a token", func(h *uitest.Harness) {
			h.SwitchTo("keyed").Press("U", "t", "tab", "tab", "tab", "tab", "tab").Write("typed A")
		}, 1, nil, nil},
		{"prompt over a form", func(h *uitest.Harness) { h.Press("n").Write("typed A").Press("ctrl+o").Write("typed B") }, 2, nil, nil},
		{"a form below another screen", func(h *uitest.Harness) {
			h.Press("n").Write("typed A").Press("ctrl+p").Write("request log").Press("enter")
		}, 1, nil, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			h := uitest.Start(t, uitest.Setup{Emulator: emulator.Options{Seed: emulator.SeedEmpty}}).Settle()
			c.reach(h)
			report := crash(h)
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
func crash(h *uitest.Harness) string {
	h.T.Helper()
	h.Send(ui.Panic("a fault that tests put here"))
	h.Until("the program's end", func() bool { return h.Quit })
	failure := h.App.TakeFailure()
	if failure == nil {
		h.T.Fatal("the program goes on")
	}
	return failure.Details
}

// TestWhatCanBeLostCanBeReported holds for every form that says that something would be
// lost with it.
func TestWhatCanBeLostCanBeReported(t *testing.T) {
	t.Parallel()
	for _, state := range states() {
		t.Run(state.name, func(t *testing.T) {
			t.Parallel()
			h := uitest.Start(t, uitest.Setup{
				Emulator: emulator.Options{Seed: emulator.SeedEmpty},
				Client:   func(o *acs.ClientOptions) { o.Retry.MaxRetries = -1 },
			}).Settle()
			state.reach(h)
			h.App.EachScreen(func(s screen.Screen, unsaved string) {
				if _, typing := s.(screen.Drafting); unsaved != "" && s.CapturesKeys() && !typing {
					t.Errorf("%T says %q and gives no text", s, unsaved)
				}
			})
		})
	}
}
