package ui

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"acs-chat-tui/acs"
	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/style/text"
)

// TestEveryBindingIsInTheHelpAndInThePalette walks all screens in all their states:
// what the footer offers, the help lists, and what the help lists, the palette finds.
func TestEveryBindingIsInTheHelpAndInThePalette(t *testing.T) {
	t.Parallel()
	for _, state := range states() {
		t.Run(state.name, func(t *testing.T) {
			t.Parallel()
			h := start(t, setup{
				emulator: emulator.Options{Seed: emulator.SeedEmpty},
				client:   func(o *acs.ClientOptions) { o.Retry.MaxRetries = -1 },
			}).settle()
			state.reach(h)
			if h.app.Covered() {
				return // they have keys of their own, and the footer shows all of them
			}
			top := h.app.Screen()
			listed := map[string]string{}
			for _, group := range append(top.Help().FullHelp(), h.app.GlobalHelp(top.CapturesKeys())...) {
				for _, b := range group {
					listed[strings.Join(b.Keys(), " ")] = b.Help().Desc
				}
			}
			for _, group := range append(top.Help().FullHelp(), h.app.GlobalHelp(top.CapturesKeys())...) {
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
			h.press("ctrl+p")
			seen := h.screen()
			for range listed {
				seen += h.press("down").screen()
			}
			for name, does := range listed {
				if shown := text.Truncate(does, 40); name != "" && !strings.Contains(seen, strings.TrimSuffix(shown, "…")) {
					t.Errorf("the palette does not offer %q", does)
				}
			}
			h.press("esc")
			if h.app.Covered() {
				t.Error("esc does not close the palette")
			}
		})
	}
}

// TestThePaletteDoesWhatTheKeyDoes, and nothing that cannot be done.
func TestThePaletteDoesWhatTheKeyDoes(t *testing.T) {
	t.Parallel()
	h := start(t, setup{}).settle()
	h.press(":")
	h.wants("Do what?", "new thread", "open by id")
	h.write("new thr").press("enter")
	h.wants("what the thread is about")
	h.write("Typed : and more").press("ctrl+p").write("requ").press("enter")
	h.wants("The request that ctrl+s sends", "Typed : and more")
	h.press("esc", "ctrl+p").write("leave").press("enter")
	h.wants("Leave the form?")
	h.press("y", ":").write("zzz")
	h.wants("nothing has such a name")
	h.press("enter")
	h.wants("Nothing has such a name.")
	h.press("esc", ":").write("opnbyid").press("enter")
	h.wants("Nothing has this name; ↓ chooses what is like it.")
	h.press("down", "enter")
	h.wants("Open a thread by its id")
	h.press("esc", ":").write("quit").press("enter").settle()
	if !h.quit {
		t.Errorf("quit by name does not quit:\n%s", h.screen())
	}
}

func TestThePaletteSaysWhatCannotBeDone(t *testing.T) {
	t.Parallel()
	h := start(t, empty()).settle()
	h.press(":").write("copy id").press("enter")
	h.wants("That cannot be done now: there is no thread.")
	h.press("esc")
	h = start(t, setup{scopes: []string{"chat.join"}}).settle()
	h.press(":").write("new thread").press("enter")
	h.wants("creating a thread needs scope chat")
}

// TestThePaletteReachesScreens, from a form as well, whose text stays.
func TestThePaletteReachesScreens(t *testing.T) {
	t.Parallel()
	h := start(t, setup{}).settle()
	h.press("n").write("Typed")
	for name, shows := range map[string]string{
		"request log": "newest first", "notific": "Nothing has been reported", "connections": "● is the one in use",
		"identities": "Identities", "faults of": "Nothing goes wrong on purpose.",
	} {
		h.press("ctrl+p").settle().write(name).press("enter").settle()
		h.wants(shows)
		h.press("esc").settle()
		h.wants("Typed")
	}
	h.press("ctrl+p").settle().write("all threads").press("enter")
	h.wants("Go to the threads?", "What was typed has not been sent")
	h.press("n")
	h.wants("Typed", "New thread")
	h.press("ctrl+p").settle().write("all threads").press("enter", "y").settle()
	if got := h.title(); got != "Threads" {
		t.Errorf("on %q", got)
	}
	h.press(":").settle().write("all threads")
	h.wants("nothing has such a name")
	h.press("esc")
	h.openBig().press(":").settle().write("all threads").press("enter").settle()
	if got := h.title(); got != "Threads" {
		t.Errorf("on %q", got)
	}
}

// TestThePaletteConnects to a profile by its name; what cannot be used says why.
func TestThePaletteConnects(t *testing.T) {
	t.Parallel()
	h := start(t, setup{}).settle()
	h.press(":").settle().write("connect to the env").press("enter")
	h.wants("That cannot be done now: AZURE_COMMUNICATION_ACCESS_TOKEN is not set.")
	h.press("esc", ":").settle().write("connect to keyed").press("enter").settle()
	h.wants("now on keyed")
	if got := h.title(); got != "Threads" {
		t.Errorf("on %q", got)
	}
	// What is typed is not lost by it without a question.
	h.press("n").write("Typed").press("ctrl+p").settle().write("connect to test").press("enter").settle()
	h.wants("Switch, and close what is open?", "What was typed has not been sent")
	h.press("n", "esc")
	h.wants("Typed", "New thread")
	h.press("ctrl+p").settle().write("connect to test").press("enter").settle().press("y").settle()
	h.wants("now on test")
	h.wantsNot("Typed")
}

// TestThePaletteKeepsItsMark while the connections come.
func TestThePaletteKeepsItsMark(t *testing.T) {
	t.Parallel()
	h := start(t, setup{}).settle()
	h.press(":")
	late := h.holdBack()
	h.press("down", "down")
	before := h.lines("▸")
	for _, msg := range late {
		h.send(msg)
	}
	if diff := cmp.Diff(before, h.lines("▸")); diff != "" {
		t.Errorf("the mark has moved (-before +after):\n%s", diff)
	}
	h.write("connect to asks")
	h.wants("connect to asks")
}
