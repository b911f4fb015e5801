package ui_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"acs-chat-tui/acs"
	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/uitest"
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
			h := uitest.Start(t, uitest.Setup{
				Emulator: emulator.Options{Seed: emulator.SeedEmpty}, Keys: otherKeys(t),
				Client: func(o *acs.ClientOptions) { o.Retry.MaxRetries = -1 },
			}).Settle()
			state.reach(h)
			// What the screen says with the keys that are named in it left out.
			named := strings.NewReplacer("ctrl+s", h.Keys.Name(keys.Submit), "enter ", h.Keys.Name(keys.Open)+" ")
			if !h.Shows(state.shows) && !h.Shows(named.Replace(state.shows)) {
				t.Errorf("not shown: %q\n%s", state.shows, h.Screen())
			}
			// While a filter is typed esc is no action, and stays.
			drawn := strings.ReplaceAll(h.Screen(), "matches the filter. esc clears it.", "")
			if found := old.FindString(drawn); found != "" {
				t.Errorf("%q names a key that is rebound:\n%s", found, h.Screen())
			}
			if slices.ContainsFunc([]string{h.Keys.Name(keys.Help), h.Keys.Name(keys.FormHelp), "close", "cancel", "y "}, h.Shows) {
				return
			}
			t.Errorf("the footer shows no key:\n%s", h.Screen())
		})
	}
}

// TestAnOldKeyDoesNothing: what was rebound has left its key.
func TestAnOldKeyDoesNothing(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{Keys: otherKeys(t)}).Settle()
	before := h.Screen()
	for _, name := range []string{"n", "o", "j", "G", "/", "?", "!", "q", "ctrl+r", "enter", "y"} {
		h.Read(uitest.KeyOf(t, name))
	}
	if after := h.Screen(); after != before || h.Quit {
		t.Errorf("a key that was rebound still works:\n%s", after)
	}
	h.Press("n").Write("Typed αβγ q n")
	h.Wants("Typed αβγ q n")
	h.Read(uitest.KeyOf(t, "ctrl+s"))
	h.WantsNot("sending")
	h.Press("ctrl+s").Settle()
	h.Wants("The thread is made")
}
