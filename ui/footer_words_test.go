package ui_test

import (
	"testing"

	"github.com/charmbracelet/bubbles/key"

	"acs-chat-tui/acs"
	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/uitest"
)

// TestTheHelpSaysWhatTheFooterSays walks all screens in all their states: a key of the
// footer is in the help with the same words, and no key there stands for two things.
func TestTheHelpSaysWhatTheFooterSays(t *testing.T) {
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
				return // the keys are those of what covers the screen
			}
			top := h.App.Screen()
			listed := map[string]string{}
			for _, group := range append(top.Help().FullHelp(), h.App.GlobalHelp(top.CapturesKeys())...) {
				listKeys(h, listed, group)
			}
			for _, b := range top.Help().ShortHelp() {
				if b.Enabled() && listed[b.Keys()[0]] != b.Help().Desc {
					t.Errorf("the footer says %q of %s, and the help %q", b.Help().Desc, b.Help().Key, listed[b.Keys()[0]])
				}
			}
		})
	}
}

// listKeys notes what the help says of each key, which must be one thing.
func listKeys(h *uitest.Harness, listed map[string]string, group []key.Binding) {
	h.T.Helper()
	for _, b := range group {
		if !b.Enabled() {
			continue
		}
		for _, name := range b.Keys() {
			if said, twice := listed[name]; twice {
				h.T.Errorf("the help says of %s both %q and %q", name, said, b.Help().Desc)
			}
			listed[name] = b.Help().Desc
		}
	}
}

// TestTheFooterOffersNoFilterWhereThereIsNothingToFilter: where it names the key, the
// key begins a filter.
func TestTheFooterOffersNoFilterWhereThereIsNothingToFilter(t *testing.T) {
	t.Parallel()
	offered := 0
	for _, state := range states() {
		h := uitest.Start(t, uitest.Setup{
			Emulator: emulator.Options{Seed: emulator.SeedEmpty},
			Client:   func(o *acs.ClientOptions) { o.Retry.MaxRetries = -1 },
		}).Settle()
		state.reach(h)
		if h.App.Covered() || !offers(h, "/", "filter") {
			continue
		}
		offered++
		if h.Press("/"); !h.App.Screen().CapturesKeys() {
			t.Errorf("%s: no filter begins", state.name)
		}
	}
	if offered < 10 {
		t.Errorf("%d footers offer a filter", offered)
	}
}

// offers reports whether the screen on top names a key with such words for its footer.
func offers(h *uitest.Harness, name, words string) bool {
	h.T.Helper()
	for _, b := range h.App.Screen().Help().ShortHelp() {
		if b.Enabled() && b.Help().Key == name && b.Help().Desc == words {
			return true
		}
	}
	return false
}

// TestTheFooterOfADeletedThread says that it can be neither edited nor deleted.
func TestTheFooterOfADeletedThread(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{Width: 200, Height: 40}).Settle()
	if !offers(h, "e", "edit") || !offers(h, "d", "delete") {
		t.Error("a thread cannot be changed")
	}
	h.Press("/").Write("deleted").Press("enter")
	h.Wants("Office move")
	h.Press("esc")
	h.Wants("Office move")
	const why = ": this thread is deleted: nothing of it can be changed"
	if !offers(h, "e", "edit"+why) || !offers(h, "d", "delete"+why) {
		t.Errorf("the footer does not say why nothing can be changed:\n%s", h.Screen())
	}
}

// TestTheFooterOfAFormOffersToChooseWhereThereIsAChoice, and not where the arrows move
// through text.
func TestTheFooterOfAFormOffersToChooseWhereThereIsAChoice(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{}).Settle().Press("P").Settle().Press("n")
	h.Wants("▸ name")
	for _, at := range []struct {
		field   string
		chooses bool
	}{{"name", false}, {"credential", true}} {
		h.Wants("▸ " + at.field)
		if offers(h, "← →", "choose a value") != at.chooses {
			t.Errorf("on the field %s the footer offers to choose: %t", at.field, !at.chooses)
		}
		h.Press("tab")
	}
}

// TestEscClearsAFilterFirst, and the footer says so.
func TestEscClearsAFilterFirst(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{}).Settle().Press("U")
	if !offers(h, "esc", "back") {
		t.Error("esc does not go back")
	}
	h.Press("/").Write("zzz").Press("enter")
	if !offers(h, "esc", "clear the filter") || offers(h, "esc", "back") {
		t.Errorf("the footer does not say that esc clears the filter:\n%s", h.Screen())
	}
	h.Press("esc")
	h.Wants("Identities")
	if !offers(h, "esc", "back") {
		t.Error("esc does not go back")
	}
}

// TestTheFooterOfAFormOffersWhatTheRowTakes: a row is removed where there is one, and a
// user is made for one without an identifier.
func TestTheFooterOfAFormOffersWhatTheRowTakes(t *testing.T) {
	t.Parallel()
	s := uitest.Setup{Client: func(o *acs.ClientOptions) { o.APIVersion = string(acs.APIVersion20240307) }}
	old := uitest.Start(t, s).Settle().Press("e").Settle()
	old.Wants("has none")
	if offers(old, "ctrl+n", "new row") || offers(old, "ctrl+d", "remove row") {
		t.Error("a form without rows offers keys for them")
	}

	h := uitest.Start(t, uitest.Setup{}).Settle()
	h.SwitchTo("keyed")
	offers := func(where string, removes, makes bool) {
		t.Helper()
		if offers(h, "ctrl+d", "remove row") != removes || offers(h, "ctrl+y", "new user for this row") != makes {
			t.Errorf("%s: the footer offers to remove a row: %t, to make a user: %t", where, !removes, !makes)
		}
	}
	h.Press("e").Settle()
	h.Wants("Edit “")
	offers("on the topic of a thread", false, false)
	h.Press("ctrl+n")
	offers("on a key of its metadata", true, false)
	h.Press("esc", "n")
	h.Wants("▸ topic")
	offers("on the topic", false, false)
	h.Press("ctrl+n")
	offers("on an empty row", true, true)
	h.Write("8:acs:x")
	offers("on a row with an identifier", true, false)
}
