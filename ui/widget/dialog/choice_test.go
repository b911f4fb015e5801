package dialog_test

import (
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/style/text"
	"acs-chat-tui/ui/widget/dialog"
)

func TestChoice(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ keys, chosen string }{
		{"enter", "a"},
		{"2", "b"},
		{"j enter", "b"},
		{"up enter", "c"},
		{"tab tab tab enter", "a"},
		{"down shift+tab enter", "a"},
		{"4 9 0 x enter", "a"},
		{"esc", ""},
		{"q", ""},
	} {
		chosen := ""
		way := func(name string) screen.Option {
			return screen.Option{Label: "way " + name, OnChoose: func() tea.Cmd { chosen += name; return nil }}
		}
		d := dialog.NewChoice("Which?", "A body.", []screen.Option{way("a"), way("b"), way("c")})
		done := false
		for name := range strings.FieldsSeq(c.keys) {
			if done {
				t.Fatalf("%s: closed before %s", c.keys, name)
			}
			key := keyOf(name)
			if name == "down" {
				key = tea.KeyMsg{Type: tea.KeyDown}
			}
			done, _ = d.Key(key)
		}
		if !done || chosen != c.chosen {
			t.Errorf("%s: closed %t, chosen %q, want %q", c.keys, done, chosen, c.chosen)
		}
	}
}

// TestAChoiceShowsItsMarkedWay in every room.
func TestAChoiceShowsItsMarkedWay(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("日本語🧑🏽‍🚒 \x1b[5mword ", 20)
	options := []screen.Option{{Label: long}, {Label: "second"}, {Label: long}, {Label: "fourth"}}
	d := dialog.NewChoice(long, long, options)
	if d.Paste(keyOf("1")) || !d.Guarded() {
		t.Error("a paste chooses, or the choice is not guarded")
	}
	for range 4 {
		for width := 20; width < 90; width++ {
			for _, height := range []int{2, 4, 20} {
				lines := d.Lines(plain(), width, height)
				marked := 0
				for _, line := range lines {
					if text.Width(line) > width || strings.Contains(line, "\x1b[5m") {
						t.Fatalf("%d cells of %d: %q", text.Width(line), width, line)
					}
					if strings.HasPrefix(ansi.Strip(line), "▸ ") {
						marked++
					}
				}
				if marked != 1 || (height == 2 && len(lines) > 2) {
					t.Fatalf("%d options are marked in %d lines of %d:\n%s", marked, len(lines), height, strings.Join(lines, "\n"))
				}
			}
		}
		d.Key(keyOf("tab"))
	}
}
