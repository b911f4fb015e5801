package dialog_test

import (
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/style/text"
	"acs-chat-tui/ui/style/theme"
	"acs-chat-tui/ui/widget/dialog"
)

func plain() *theme.Theme { return theme.New(theme.Options{Name: theme.None}) }

func keyOf(name string) tea.KeyMsg {
	special := map[string]tea.KeyType{
		"enter": tea.KeyEnter, "esc": tea.KeyEsc, "left": tea.KeyLeft, "right": tea.KeyRight, "tab": tea.KeyTab, "up": tea.KeyUp,
		"ctrl+s": tea.KeyCtrlS, "shift+tab": tea.KeyShiftTab,
	}
	if k, ok := special[name]; ok {
		return tea.KeyMsg{Type: k}
	}
	return tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(name)}
}

func TestQuestion(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		keys      string
		done, yes bool
	}{
		{"y", true, true},
		{"n", true, false},
		{"q", true, false},
		{"esc", true, false},
		{"enter", true, false},
		{"left enter", true, true},
		{"tab enter", true, true},
		{"left right enter", true, false},
		{"x", false, false},
		{"Y", false, false},
	} {
		answered := false
		q := &dialog.Question{Question: screen.Question{Title: "Go?", Body: "One.\nTwo.", Yes: "go", No: "stay", OnYes: func() tea.Cmd { answered = true; return nil }}}
		done := false
		for name := range strings.FieldsSeq(c.keys) {
			if done {
				t.Fatalf("%s: closed before %s", c.keys, name)
			}
			done, _ = q.Key(keyOf(name))
		}
		if done != c.done || answered != c.yes {
			t.Errorf("%s: closed %t, yes %t", c.keys, done, answered)
		}
	}
}

func TestQuestionShowsItsDefault(t *testing.T) {
	t.Parallel()
	q := &dialog.Question{Question: screen.Question{Title: "Go?\x1b[5m", Body: "One\u202e.\nTwo.", Yes: "go", No: "stay"}}
	shown := strings.Join(q.Lines(plain(), 40, 20), "\n")
	if strings.Contains(shown, "\x1b[5m") || strings.Contains(shown, "\u202e") {
		t.Errorf("outside text is not sanitised: %q", shown)
	}
	shown = ansi.Strip(shown)
	if !strings.Contains(shown, "▸ n stay") || strings.Contains(shown, "▸ y") || !strings.Contains(shown, "\nTwo.") {
		t.Errorf("No is not the default:\n%s", shown)
	}
	q.Key(keyOf("left"))
	if shown := ansi.Strip(strings.Join(q.Lines(plain(), 40, 20), "\n")); !strings.Contains(shown, "▸ y go") {
		t.Errorf("Yes is not marked:\n%s", shown)
	}
	if q.Paste(keyOf("y")) || !q.Guarded() {
		t.Error("a paste answers, or the question is not guarded")
	}
}

func TestPrompt(t *testing.T) {
	t.Parallel()
	var got []string
	p := dialog.NewPrompt(screen.Prompt{
		Title: "Open", Body: "A body.", Placeholder: "hint",
		Check: func(s string) string {
			if s == "bad" {
				return "It is bad."
			}
			return ""
		},
		OnSubmit: func(s string) tea.Cmd { got = append(got, s); return nil },
	})
	p.Paste(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(" bad "), Paste: true})
	if done, _ := p.Key(keyOf("enter")); done {
		t.Fatal("closed on a fault")
	}
	shown := func() string { return ansi.Strip(strings.Join(p.Lines(plain(), 30, 20), "\n")) }
	if !strings.Contains(shown(), "✗ It is bad.") || !strings.Contains(shown(), "bad") {
		t.Errorf("the fault is not told, or the text is gone:\n%s", shown())
	}
	p.Key(keyOf("!"))
	if strings.Contains(shown(), "It is bad.") {
		t.Errorf("the fault stays while one types:\n%s", shown())
	}
	if done, _ := p.Key(keyOf("enter")); !done || len(got) != 1 || got[0] != "bad !" {
		t.Errorf("closed %t, submitted %q", done, got)
	}
	if done, _ := p.Key(keyOf("esc")); !done || len(got) != 1 {
		t.Errorf("esc: closed %t, submitted %q", done, got)
	}
	if p.Guarded() {
		t.Error("what is typed ahead must reach the field")
	}
}

func TestLinesFitTheWidth(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("日本語🧑🏽‍🚒 word ", 20)
	prompt := dialog.NewPrompt(screen.Prompt{Title: long, Body: long, Placeholder: long, Check: func(string) string { return long }})
	prompt.Paste(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(long), Paste: true})
	prompt.Key(keyOf("enter"))
	for _, d := range []dialog.Dialog{&dialog.Question{Question: screen.Question{Title: long, Body: long, Yes: "yes", No: "no"}}, prompt} {
		for width := 20; width < 90; width++ {
			for _, line := range d.Lines(plain(), width, 20) {
				if got := text.Width(line); got > width {
					t.Fatalf("%d cells of %d: %q", got, width, line)
				}
			}
		}
	}
}
