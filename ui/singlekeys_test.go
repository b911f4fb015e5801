package ui

import (
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/google/go-cmp/cmp"
)

func TestSingleKeys(t *testing.T) {
	t.Parallel()
	runes := func(s string) tea.KeyMsg { return tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(s)} }
	esc := tea.KeyMsg{Type: tea.KeyEscape}
	for _, c := range []struct {
		name string
		msg  tea.KeyMsg
		want []tea.KeyMsg
	}{
		{"one rune", runes("a"), []tea.KeyMsg{runes("a")}},
		{"many runes", runes("añ日"), []tea.KeyMsg{runes("a"), runes("ñ"), runes("日")}},
		{"alt and runes", tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("ab"), Alt: true}, []tea.KeyMsg{esc, runes("a"), runes("b")}},
		{"alt and enter", tea.KeyMsg{Type: tea.KeyEnter, Alt: true}, []tea.KeyMsg{esc, {Type: tea.KeyEnter}}},
		{"alt and backspace", tea.KeyMsg{Type: tea.KeyBackspace, Alt: true}, []tea.KeyMsg{esc, {Type: tea.KeyBackspace}}},
		{"alt and an arrow is a sequence of its own", tea.KeyMsg{Type: tea.KeyUp, Alt: true}, []tea.KeyMsg{{Type: tea.KeyUp, Alt: true}}},
	} {
		if diff := cmp.Diff(c.want, singleKeys(c.msg)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}
