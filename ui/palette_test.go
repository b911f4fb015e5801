package ui

import (
	"strings"
	"testing"

	"acs-chat-tui/acs"
	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/text"
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
			if len(h.app.dialogs) > 0 || h.app.help != nil {
				return // they have keys of their own, and the footer shows all of them
			}
			top := h.app.top().screen
			listed := map[string]string{}
			for _, group := range append(top.Help().FullHelp(), h.app.globalHelp(top.CapturesKeys())...) {
				for _, b := range group {
					listed[strings.Join(b.Keys(), " ")] = b.Help().Desc
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
			if len(h.app.dialogs) > 0 {
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
	h.wants("no action has such a name")
	h.press("enter")
	h.wants("No action has such a name.")
	h.press("esc", ":").write("opnbyid").press("enter")
	h.wants("No action has this name; ↓ chooses one that is like it.")
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
	h.wants("That cannot be done now.")
	h.press("esc")
	h = start(t, setup{scopes: []string{"chat.join"}}).settle()
	h.press(":").write("new thread").press("enter")
	h.wants("creating a thread needs scope chat")
}
