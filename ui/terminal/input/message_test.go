package input

import (
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/google/go-cmp/cmp"
)

func TestReplies(t *testing.T) {
	for sequence, want := range map[string]tea.Msg{
		"\x1b]11;rgb:1e1e/1e1e/2e2e\x07":   ColourMsg{true, 0x1e, 0x1e, 0x2e},
		"\x1b]10;rgb:ff/80/0\x1b\\":        ColourMsg{false, 0xff, 0x80, 0},
		"\x1b]11;rgba:ffff/ffff/ffff/8\a":  ColourMsg{true, 0xff, 0xff, 0xff},
		"\x1b[?2026;2$y":                   ModeMsg{2026, true},
		"\x1b[?2026;0$y":                   ModeMsg{2026, false},
		"\x1b[?62;22c":                     nil,
		"\x1b[24;80R":                      nil,
		"\x1b]11;#1e1e2e\x07":              nil,
		"\x1b]52;c;aGVsbG8=\x07":           nil,
		"\x1bP1+r524742=8\x1b\\":           nil,
		"\x1b[?99999999999999999999;1$y":   nil,
		"\x1b]11;rgb:12345/0/0\x07":        nil,
		"\x1b]11;rgb:zz/00/00\x07":         nil,
		"\x1b_Gi=31;OK\x1b\\":              nil,
		"\x1b]4;0;rgb:0000/0000/0000\x07":  nil,
		"\x1b]11;rgb:0000/0000/0000\x1b\\": ColourMsg{true, 0, 0, 0},
	} {
		if diff := cmp.Diff(want, reply([]byte(sequence))); diff != "" {
			t.Errorf("%q: %s", sequence, diff)
		}
	}
}

func TestLines(t *testing.T) {
	lines := LinesMsg("a b\r\té\xff")
	want := []tea.KeyMsg{
		{Type: tea.KeyRunes, Runes: []rune("a")},
		{Type: tea.KeySpace, Runes: []rune(" ")},
		{Type: tea.KeyRunes, Runes: []rune("b")},
		{Type: tea.KeyEnter},
		{Type: tea.KeyTab},
		{Type: tea.KeyRunes, Runes: []rune("é")},
	}
	if diff := cmp.Diff(want, lines.Keys()); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(tea.KeyMsg{Type: tea.KeyRunes, Paste: true, Runes: []rune("a b\r\té")}, lines.Paste()); diff != "" {
		t.Error(diff)
	}
}
