package settings_test

import (
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"

	"acs-chat-tui/ui/style/text"
	"acs-chat-tui/ui/style/theme"
	"acs-chat-tui/ui/widget/settings"
)

func form() *settings.Model {
	hidden := settings.Text("hidden", "hidden", "", "")
	hidden.Hidden = true
	fixed := settings.Text("fixed", "fixed", "", "")
	fixed.Fixed = true
	fixed.SetValue("stays")
	m := settings.New(
		fixed, settings.Text("name", "name", "somebody", "a hint"), hidden, settings.Secret("secret", "secret", "", ""),
		settings.Choice("kind", "kind", "", settings.Option{Value: "a", Words: "the first"}, settings.Option{Value: "b", Words: "the second"}),
		settings.Switch("on", "on", ""),
	)
	return m
}

func press(m *settings.Model, keys ...tea.KeyType) {
	for _, k := range keys {
		m.Key(tea.KeyMsg{Type: k})
	}
}

func write(m *settings.Model, s string) {
	for _, r := range s {
		m.Key(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}})
	}
}

func TestFieldsAreFilledInOrder(t *testing.T) {
	t.Parallel()
	m := form()
	write(m, " Ada ") // the first that can be changed has the focus
	press(m, tea.KeyTab)
	m.Key(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("hush now"), Paste: true})
	press(m, tea.KeyEnter, tea.KeyRight)
	write(m, "x") // a choice takes no text
	press(m, tea.KeyDown, tea.KeySpace)
	got := map[string]string{}
	for _, key := range []string{"fixed", "name", "hidden", "secret", "kind", "on"} {
		got[key] = m.Value(key)
	}
	want := map[string]string{"fixed": "stays", "name": "Ada", "hidden": "", "secret": "hush now", "kind": "b", "on": settings.Yes}
	if diff := cmp.Diff(want, got); diff != "" || !m.On("on") || !m.Changed() {
		t.Errorf("(-want +got):\n%s", diff)
	}
	press(m, tea.KeyTab) // around the end, past what cannot be changed
	write(m, "!")
	press(m, tea.KeyShiftTab, tea.KeyLeft)
	if m.Value("name") != "Ada !" || m.On("on") {
		t.Errorf("%q, %t", m.Value("name"), m.On("on"))
	}
	m.Begin()
	if m.Changed() {
		t.Error("changed after it has begun anew")
	}
	m.Focus("kind")
	press(m, tea.KeyLeft)
	if m.Value("kind") != "a" || !m.Changed() {
		t.Errorf("%q", m.Value("kind"))
	}
	m.Focus("hidden")
	press(m, tea.KeyLeft)
	if m.Value("kind") != "b" || m.Label("hidden") != "" || m.Label("kind") != "kind" || m.Label("none") != "" {
		t.Error("a hidden field got the focus, or has a label")
	}
}

func TestFieldsAreDrawn(t *testing.T) {
	t.Parallel()
	m := form()
	m.Get("secret").SetValue("hush")
	lines, focus := m.Lines(theme.New(theme.Options{Name: theme.Auto}), 40, true)
	var plain []string
	for _, line := range lines.Texts() {
		plain = append(plain, strings.TrimRight(ansi.Strip(line), " "))
		if text.Width(line) > 40 {
			t.Errorf("%q is %d cells wide", line, text.Width(line))
		}
	}
	want := []string{
		"  fixed               stays", "▸ name                somebody", "    a hint", "  secret              ••••", "  kind                the first", "  on                  no",
	}
	if diff := cmp.Diff(want, plain); diff != "" || focus != 1 {
		t.Errorf("focus in line %d (-want +got):\n%s", focus, diff)
	}
	m.Focus("kind")
	lines, focus = m.Lines(theme.New(theme.Options{Name: theme.Auto}), 40, true)
	if got := ansi.Strip(lines[focus].Text); strings.TrimSpace(got) != "▸ kind                ← the first →" {
		t.Errorf("%q", got)
	}
	if lines, _ := m.Lines(theme.New(theme.Options{Name: theme.Auto}), 40, false); strings.Contains(ansi.Strip(lines.String()), "▸") {
		t.Error("something has the focus while nothing is edited")
	}
}
