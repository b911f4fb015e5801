package ui

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"acs-chat-tui/acs"
	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/keys"
)

// otherKeys rebinds every action: those of forms to function keys, all others to
// Greek letters.
func otherKeys(t *testing.T) *keys.Map {
	t.Helper()
	var rebindings []keys.Rebinding
	letter, function := 'α', 1
	for _, action := range keys.Actions() {
		name := string(letter)
		if strings.HasPrefix(string(action), "form_") || action == keys.Suspend || action == keys.SaveReport || action == keys.ShowWhole {
			name = fmt.Sprintf("f%d", function)
			function++
		} else {
			letter++
		}
		rebindings = append(rebindings, keys.Rebinding{Action: action, Keys: []string{name}})
	}
	m, err := keys.New(rebindings)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// defaultKeyNamed finds a sentence that names a key as it is by default.
func defaultKeyNamed() *regexp.Regexp {
	return regexp.MustCompile(`ctrl\+[abd-z]\b|\b([anoyrqgGJ]|esc|enter|pgup|pgdn) (makes|opens|tries|goes|clears|copies|shows|adds|reads|sends|ends|closes)\b|! reads`)
}

// TestReboundKeysAreTheOnesShown walks all screens with every key rebound: they can
// be reached with the new keys, and no screen speaks of an old one.
func TestReboundKeysAreTheOnesShown(t *testing.T) {
	t.Parallel()
	old := defaultKeyNamed()
	for _, state := range states() {
		t.Run(state.name, func(t *testing.T) {
			t.Parallel()
			h := start(t, setup{
				emulator: emulator.Options{Seed: emulator.SeedEmpty}, keys: otherKeys(t),
				client: func(o *acs.ClientOptions) { o.Retry.MaxRetries = -1 },
			}).settle()
			state.reach(h)
			// What the screen says with the keys that are named in it left out.
			named := strings.NewReplacer("ctrl+s", h.keys.Name(keys.Submit), "enter ", h.keys.Name(keys.Open)+" ")
			if !h.shows(state.shows) && !h.shows(named.Replace(state.shows)) {
				t.Errorf("not shown: %q\n%s", state.shows, h.screen())
			}
			// While a filter is typed esc is no action, and stays.
			drawn := strings.ReplaceAll(h.screen(), "matches the filter. esc clears it.", "")
			if found := old.FindString(drawn); found != "" {
				t.Errorf("%q names a key that is rebound:\n%s", found, h.screen())
			}
			if slices.ContainsFunc([]string{h.keys.Name(keys.Help), h.keys.Name(keys.FormHelp), "close", "cancel", "y "}, h.shows) {
				return
			}
			t.Errorf("the footer shows no key:\n%s", h.screen())
		})
	}
}

// TestAnOldKeyDoesNothing: what was rebound has left its key.
func TestAnOldKeyDoesNothing(t *testing.T) {
	t.Parallel()
	h := start(t, setup{keys: otherKeys(t)}).settle()
	before := h.screen()
	for _, name := range []string{"n", "o", "j", "G", "/", "?", "!", "q", "ctrl+r", "enter", "y"} {
		h.read(keyOf(t, name))
	}
	if after := h.screen(); after != before || h.quit {
		t.Errorf("a key that was rebound still works:\n%s", after)
	}
	h.press("n").write("Typed αβγ q n")
	h.wants("Typed αβγ q n")
	h.read(keyOf(t, "ctrl+s"))
	h.wantsNot("sending")
	h.press("ctrl+s").settle()
	h.wants("The thread is made")
}
