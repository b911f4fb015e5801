package ui_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"acs-chat-tui/acs"
	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/style/text"
	"acs-chat-tui/ui/uitest"
)

// TestEveryBindingIsInTheHelpAndInThePalette walks all screens in all their states:
// what the footer offers, the help lists, and what the help lists, the palette finds.
func TestEveryBindingIsInTheHelpAndInThePalette(t *testing.T) {
	t.Parallel()
	for _, state := range states() {
		t.Run(state.name, func(t *testing.T) {
			t.Parallel()
			h := uitest.Start(t, uitest.Setup{
				Emulator: emulator.Options{Seed: emulator.SeedEmpty},
				Client:   func(o *acs.ClientOptions) { o.Retry.MaxRetries = -1 },
			}).Settle()
			state.reach(h)
			if h.App.Covered() {
				return // they have keys of their own, and the footer shows all of them
			}
			top := h.App.Screen()
			listed := map[string]string{}
			for _, group := range append(top.Help().FullHelp(), h.App.GlobalHelp(top.CapturesKeys())...) {
				for _, b := range group {
					listed[strings.Join(b.Keys(), " ")] = b.Help().Desc
				}
			}
			for _, group := range append(top.Help().FullHelp(), h.App.GlobalHelp(top.CapturesKeys())...) {
				for _, b := range group {
					if !b.Enabled() && b.Help().Key != "" && !strings.Contains(b.Help().Desc, ": ") {
						t.Errorf("%q cannot be done, and does not say why", b.Help().Desc)
					}
				}
			}
			for _, b := range top.Help().ShortHelp() {
				if _, ok := listed[strings.Join(b.Keys(), " ")]; !ok {
					t.Errorf("the help does not list %q (%s), which the footer shows", b.Help().Desc, b.Help().Key)
				}
			}
			h.Press("ctrl+p")
			seen := h.Screen()
			for range listed {
				seen += h.Press("down").Screen()
			}
			for name, does := range listed {
				if shown := text.Truncate(does, 40); name != "" && !strings.Contains(seen, strings.TrimSuffix(shown, "…")) {
					t.Errorf("the palette does not offer %q", does)
				}
			}
			h.Press("esc")
			if h.App.Covered() {
				t.Error("esc does not close the palette")
			}
		})
	}
}

// TestThePaletteDoesWhatTheKeyDoes, and nothing that cannot be done.
func TestThePaletteDoesWhatTheKeyDoes(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{}).Settle()
	h.Press(":")
	h.Wants("Do what?", "new thread", "open by id")
	h.Write("new thr").Press("enter")
	h.Wants("what the thread is about")
	h.Write("Typed : and more").Press("ctrl+p").Write("requ").Press("enter")
	h.Wants("The request that ctrl+s sends", "Typed : and more")
	h.Press("esc", "ctrl+p").Write("leave").Press("enter")
	h.Wants("Leave the form?")
	h.Press("y", ":").Write("zzz")
	h.Wants("nothing has such a name")
	h.Press("enter")
	h.Wants("Nothing has such a name.")
	h.Press("esc", ":").Write("opnbyid").Press("enter")
	h.Wants("Nothing has this name; ↓ chooses what is like it.")
	h.Press("down", "enter")
	h.Wants("Open a thread by its id")
	h.Press("esc", ":").Write("quit").Press("enter").Settle()
	if !h.Quit {
		t.Errorf("quit by name does not quit:\n%s", h.Screen())
	}
}

func TestThePaletteSaysWhatCannotBeDone(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Empty()).Settle()
	h.Press(":").Write("copy id").Press("enter")
	h.Wants("That cannot be done now: there is no thread.")
	h.Press("esc")
	h = uitest.Start(t, uitest.Setup{Scopes: []string{"chat.join"}}).Settle()
	h.Press(":").Write("new thread").Press("enter")
	h.Wants("creating a thread needs scope chat")
}

// TestThePaletteReachesScreens, from a form as well, whose text stays.
func TestThePaletteReachesScreens(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{}).Settle()
	h.Press("n").Write("Typed")
	for name, shows := range map[string]string{
		"request log": "newest first", "notific": "Nothing has been reported", "connections": "● is the one in use",
		"identities": "Identities", "faults of": "Nothing goes wrong on purpose.",
	} {
		h.Press("ctrl+p").Settle().Write(name).Press("enter").Settle()
		h.Wants(shows)
		h.Press("esc").Settle()
		h.Wants("Typed")
	}
	h.Press("ctrl+p").Settle().Write("all threads").Press("enter")
	h.Wants("Go to the threads?", "What was typed has not been sent")
	h.Press("n")
	h.Wants("Typed", "New thread")
	h.Press("ctrl+p").Settle().Write("all threads").Press("enter", "y").Settle()
	if got := h.Title(); got != "Threads" {
		t.Errorf("on %q", got)
	}
	h.Press(":").Settle().Write("all threads")
	h.Wants("nothing has such a name")
	h.Press("esc")
	h.OpenBig().Press(":").Settle().Write("all threads").Press("enter").Settle()
	if got := h.Title(); got != "Threads" {
		t.Errorf("on %q", got)
	}
}

// TestThePaletteConnects to a profile by its name; what cannot be used says why.
func TestThePaletteConnects(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{}).Settle()
	h.Press(":").Settle().Write("connect to the env").Press("enter")
	h.Wants("That cannot be done now: AZURE_COMMUNICATION_ACCESS_TOKEN is not set.")
	h.Press("esc", ":").Settle().Write("connect to keyed").Press("enter").Settle()
	h.Wants("now on keyed")
	if got := h.Title(); got != "Threads" {
		t.Errorf("on %q", got)
	}
	// What is typed is not lost by it without a question.
	h.Press("n").Write("Typed").Press("ctrl+p").Settle().Write("connect to test").Press("enter").Settle()
	h.Wants("Switch, and close what is open?", "What was typed has not been sent")
	h.Press("n", "esc")
	h.Wants("Typed", "New thread")
	h.Press("ctrl+p").Settle().Write("connect to test").Press("enter").Settle().Press("y").Settle()
	h.Wants("now on test")
	h.WantsNot("Typed")
}

// TestThePaletteKeepsItsMark while the connections come.
func TestThePaletteKeepsItsMark(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{}).Settle()
	h.Press(":")
	late := h.HoldBack()
	h.Press("down", "down")
	before := h.Lines("▸")
	for _, msg := range late {
		h.Send(msg)
	}
	if diff := cmp.Diff(before, h.Lines("▸")); diff != "" {
		t.Errorf("the mark has moved (-before +after):\n%s", diff)
	}
	h.Write("connect to asks")
	h.Wants("connect to asks")
}
