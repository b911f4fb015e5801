package keys_test

import (
	"os"
	"strings"
	"testing"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/keys"
)

func TestDefaultsCollideNowhere(t *testing.T) {
	// Rebinding an action to its own keys finds every collision with another one.
	for _, action := range keys.Actions() {
		m := keys.Default()
		if _, err := keys.New([]keys.Rebinding{{Action: action, Keys: m.Bind(action, "").Keys()}}); err != nil {
			t.Error(err)
		}
	}
}

func TestARebindingReplacesTheKeys(t *testing.T) {
	m, err := keys.New([]keys.Rebinding{
		{Action: keys.NewThread, Keys: []string{"c", "F5", "c"}},
		{Action: keys.Mark, Keys: []string{"n"}},
		{Action: keys.Up, Keys: []string{"Insert"}},
		{Action: keys.PageDown, Keys: []string{"J"}},
		{Action: keys.RawJSON, Keys: []string{"ä"}},
		{Action: keys.Filter, Keys: []string{"Space", "PgDn"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	letter := func(r rune) tea.KeyMsg { return tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}} }
	for _, c := range []struct {
		key    tea.KeyMsg
		action keys.Action
		starts bool
	}{
		{letter('c'), keys.NewThread, true},
		{tea.KeyMsg{Type: tea.KeyF5}, keys.NewThread, true},
		{letter('n'), keys.NewThread, false},
		{letter('n'), keys.Mark, true},
		{tea.KeyMsg{Type: tea.KeySpace, Runes: []rune{' '}}, keys.Mark, false},
		{tea.KeyMsg{Type: tea.KeySpace, Runes: []rune{' '}}, keys.Filter, true},
		{tea.KeyMsg{Type: tea.KeyPgDown}, keys.Filter, true},
		{tea.KeyMsg{Type: tea.KeyInsert}, keys.Up, true},
		{letter('J'), keys.PageDown, true},
		{letter('j'), keys.PageDown, false},
		{letter('ä'), keys.RawJSON, true},
	} {
		if m.Is(c.key, c.action) != c.starts || key.Matches(c.key, m.Bind(c.action, "")) != c.starts {
			t.Errorf("%q and %s: want %v", c.key, c.action, c.starts)
		}
	}
	if got := m.Bind(keys.NewThread, "words").Help(); got.Key != "c f5" || got.Desc != "words" {
		t.Errorf("help shows %+v", got)
	}
	if m.Name(keys.NewThread) != "c" || m.Name(keys.Up) != "insert" || m.Name(keys.Submit) != "ctrl+s" {
		t.Errorf("sentences name %s, %s, %s", m.Name(keys.NewThread), m.Name(keys.Up), m.Name(keys.Submit))
	}
	for _, action := range keys.Actions() {
		if press := m.Press(action); !m.Is(press, action) {
			t.Errorf("%q, which stands for %s, does not start it", press, action)
		}
	}
}

func TestWhatCannotBeRebound(t *testing.T) {
	for _, c := range []struct {
		name       string
		rebindings []keys.Rebinding
		want       string
	}{
		{"unknown action", []keys.Rebinding{{Action: "explode", Keys: []string{"x"}, Place: "file:3"}}, `file:3: there is no action "explode"; the actions are help, `},
		{"no place", []keys.Rebinding{{Action: "explode", Keys: []string{"x"}}}, `there is no action "explode"`},
		{"no key", []keys.Rebinding{{Action: keys.Quit, Place: "file:1"}}, "file:1: quit has no key"},
		{"fixed", []keys.Rebinding{{Action: keys.Interrupt, Keys: []string{"x"}}}, "ctrl+c always quits"},
		{"empty name", []keys.Rebinding{{Action: keys.Quit, Keys: []string{""}}}, "an empty name is no key"},
		{"two letters", []keys.Rebinding{{Action: keys.Quit, Keys: []string{"gg"}}}, `"gg" is no key: write one character, or a name like ctrl+t`},
		{"alt", []keys.Rebinding{{Action: keys.Quit, Keys: []string{"alt+q"}}}, "sends alt and a key as esc and that key"},
		{"shift", []keys.Rebinding{{Action: keys.Quit, Keys: []string{"shift+q"}}}, `write the letter itself, as in "Q"`},
		{"tab's other name", []keys.Rebinding{{Action: keys.Quit, Keys: []string{"ctrl+i"}}}, "is tab to a terminal"},
		{"enter's other name", []keys.Rebinding{{Action: keys.Quit, Keys: []string{"ctrl+m"}}}, "is enter to a terminal"},
		{"esc's other name", []keys.Rebinding{{Action: keys.Quit, Keys: []string{"ctrl+["}}}, "is esc to a terminal"},
		{"a control character", []keys.Rebinding{{Action: keys.Quit, Keys: []string{"\x1b"}}}, "is no key"},
		{"text in a form", []keys.Rebinding{{Action: keys.Submit, Keys: []string{"s"}}}, `form_submit: "s" is text in a form`},
		{"a space in a form", []keys.Rebinding{{Action: keys.Leave, Keys: []string{"space"}}}, `"space" is text in a form`},
		{"editing in a form", []keys.Rebinding{{Action: keys.Import, Keys: []string{"ctrl+w"}}}, "edits text or moves the focus in a form"},
		{"text everywhere", []keys.Rebinding{{Action: keys.Suspend, Keys: []string{"z"}}}, `"z" is text in a form`},
		{"the answer to its own question", []keys.Rebinding{{Action: keys.Copy, Keys: []string{"f5"}}, {Action: keys.Delete, Keys: []string{"y"}}}, `delete: "y" answers the question that this action asks`},
		{"a dialog's key, everywhere", []keys.Rebinding{{Action: keys.Back, Keys: []string{"b"}}, {Action: keys.FormHelp, Keys: []string{"esc"}}}, `"esc" leaves a dialog`},
		{"a line's end in a form", []keys.Rebinding{{Action: keys.Submit, Keys: []string{"ctrl+j"}}}, "is what a pasted line ends with"},
		{"collision with a default", []keys.Rebinding{{Action: keys.NewThread, Keys: []string{"a"}, Place: "file:2"}}, "file:2: the key a is bound to both new_thread and add_participants"},
		{
			"collision of two",
			[]keys.Rebinding{{Action: keys.NewThread, Keys: []string{"f5"}, Place: "file:2"}, {Action: keys.Refresh, Keys: []string{"f5"}, Place: "file:3"}},
			"file:2: the key f5 is bound to both new_thread and refresh (file:3)",
		},
		{"collision with what works everywhere", []keys.Rebinding{{Action: keys.Quit, Keys: []string{"ctrl+g"}}}, "bound to both quit and form_help"},
		{"collision within forms", []keys.Rebinding{{Action: keys.Preview, Keys: []string{"ctrl+s"}}}, "bound to both form_preview and form_submit"},
	} {
		_, err := keys.New(c.rebindings)
		if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
	}
}

// TestSwappedKeysDoNotCollide: what an action had is free for another one.
func TestSwappedKeysDoNotCollide(t *testing.T) {
	if _, err := keys.New([]keys.Rebinding{
		{Action: keys.NewThread, Keys: []string{"o"}}, {Action: keys.OpenByID, Keys: []string{"n"}},
	}); err != nil {
		t.Error(err)
	}
	// A form's action and a screen's may share a key.
	if _, err := keys.New([]keys.Rebinding{{Action: keys.Submit, Keys: []string{"ctrl+r"}}}); err != nil {
		t.Error(err)
	}
}

// TestTheREADMENamesEveryAction: its list is the only one that a user has.
func TestTheREADMENamesEveryAction(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, list, _ := strings.Cut(string(readme), "The actions are ")
	list, _, _ = strings.Cut(list, "What is shown")
	for _, action := range keys.Actions() {
		if !strings.Contains(list, "`"+string(action)+"`") {
			t.Errorf("the README does not name %s", action)
		}
	}
}
