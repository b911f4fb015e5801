package ui

import (
	"testing"

	"github.com/charmbracelet/bubbles/key"

	"acs-chat-tui/acs"
	"acs-chat-tui/acs/emulator"
)

// TestTheHelpSaysWhatTheFooterSays walks all screens in all their states: a key of the
// footer is in the help with the same words, and no key there stands for two things.
func TestTheHelpSaysWhatTheFooterSays(t *testing.T) {
	t.Parallel()
	for _, state := range states() {
		t.Run(state.name, func(t *testing.T) {
			t.Parallel()
			h := start(t, setup{
				emulator: emulator.Options{Seed: emulator.SeedEmpty},
				client:   func(o *acs.ClientOptions) { o.Retry.MaxRetries = -1 },
			}).settle()
			state.reach(h)
			if len(h.app.dialogs) > 0 {
				return // the keys are those of what covers the screen
			}
			top := h.app.top().screen
			listed := map[string]string{}
			for _, group := range append(top.Help().FullHelp(), h.app.globalHelp(top.CapturesKeys())...) {
				h.listKeys(listed, group)
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
func (h *harness) listKeys(listed map[string]string, group []key.Binding) {
	h.t.Helper()
	for _, b := range group {
		if !b.Enabled() {
			continue
		}
		for _, name := range b.Keys() {
			if said, twice := listed[name]; twice {
				h.t.Errorf("the help says of %s both %q and %q", name, said, b.Help().Desc)
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
		h := start(t, setup{
			emulator: emulator.Options{Seed: emulator.SeedEmpty},
			client:   func(o *acs.ClientOptions) { o.Retry.MaxRetries = -1 },
		}).settle()
		state.reach(h)
		if len(h.app.dialogs) > 0 || !h.offers("/", "filter") {
			continue
		}
		offered++
		if h.press("/"); !h.app.top().screen.CapturesKeys() {
			t.Errorf("%s: no filter begins", state.name)
		}
	}
	if offered < 10 {
		t.Errorf("%d footers offer a filter", offered)
	}
}

// offers reports whether the screen on top names a key with such words for its footer.
func (h *harness) offers(name, words string) bool {
	h.t.Helper()
	for _, b := range h.app.top().screen.Help().ShortHelp() {
		if b.Enabled() && b.Help().Key == name && b.Help().Desc == words {
			return true
		}
	}
	return false
}

// TestTheFooterOfADeletedThread says that it can be neither edited nor deleted.
func TestTheFooterOfADeletedThread(t *testing.T) {
	t.Parallel()
	h := start(t, setup{width: 200, height: 40}).settle()
	if !h.offers("e", "edit") || !h.offers("d", "delete") {
		t.Error("a thread cannot be changed")
	}
	h.press("/").write("deleted").press("enter")
	h.wants("Office move")
	h.press("esc")
	h.wants("Office move")
	const why = ": this thread is deleted: nothing of it can be changed"
	if !h.offers("e", "edit"+why) || !h.offers("d", "delete"+why) {
		t.Errorf("the footer does not say why nothing can be changed:\n%s", h.screen())
	}
}

// TestTheFooterOfAFormOffersToChooseWhereThereIsAChoice, and not where the arrows move
// through text.
func TestTheFooterOfAFormOffersToChooseWhereThereIsAChoice(t *testing.T) {
	t.Parallel()
	h := start(t, setup{}).settle().press("P").settle().press("n")
	h.wants("▸ name")
	for _, at := range []struct {
		field   string
		chooses bool
	}{{"name", false}, {"credential", true}} {
		h.wants("▸ " + at.field)
		if h.offers("← →", "choose a value") != at.chooses {
			t.Errorf("on the field %s the footer offers to choose: %t", at.field, !at.chooses)
		}
		h.press("tab")
	}
}

// TestEscClearsAFilterFirst, and the footer says so.
func TestEscClearsAFilterFirst(t *testing.T) {
	t.Parallel()
	h := start(t, setup{}).settle().press("U")
	if !h.offers("esc", "back") {
		t.Error("esc does not go back")
	}
	h.press("/").write("zzz").press("enter")
	if !h.offers("esc", "clear the filter") || h.offers("esc", "back") {
		t.Errorf("the footer does not say that esc clears the filter:\n%s", h.screen())
	}
	h.press("esc")
	h.wants("Identities")
	if !h.offers("esc", "back") {
		t.Error("esc does not go back")
	}
}

// TestTheFooterOfAFormOffersWhatTheRowTakes: a row is removed where there is one, and a
// user is made for one without an identifier.
func TestTheFooterOfAFormOffersWhatTheRowTakes(t *testing.T) {
	t.Parallel()
	s := setup{client: func(o *acs.ClientOptions) { o.APIVersion = string(acs.APIVersion20240307) }}
	old := start(t, s).settle().press("e").settle()
	old.wants("has none")
	if old.offers("ctrl+n", "new row") || old.offers("ctrl+d", "remove row") {
		t.Error("a form without rows offers keys for them")
	}

	h := start(t, setup{}).settle()
	h.switchTo("keyed")
	offers := func(where string, removes, makes bool) {
		t.Helper()
		if h.offers("ctrl+d", "remove row") != removes || h.offers("ctrl+y", "new user for this row") != makes {
			t.Errorf("%s: the footer offers to remove a row: %t, to make a user: %t", where, !removes, !makes)
		}
	}
	h.press("e").settle()
	h.wants("Edit “")
	offers("on the topic of a thread", false, false)
	h.press("ctrl+n")
	offers("on a key of its metadata", true, false)
	h.press("esc", "n")
	h.wants("▸ topic")
	offers("on the topic", false, false)
	h.press("ctrl+n")
	offers("on an empty row", true, true)
	h.write("8:acs:x")
	offers("on a row with an identifier", true, false)
}
