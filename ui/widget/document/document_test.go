package document_test

import (
	"fmt"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/google/go-cmp/cmp"

	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/style/text"
	"acs-chat-tui/ui/style/theme"
	"acs-chat-tui/ui/widget/document"
)

func TestScrolling(t *testing.T) {
	t.Parallel()
	m := document.New(keys.Default())
	var lines []string
	for n := range 20 {
		lines = append(lines, fmt.Sprint(n))
	}
	m.SetSize(10, 5)
	m.SetLines(lines)
	for _, step := range []struct {
		key tea.KeyMsg
		top int
	}{
		{tea.KeyMsg{Type: tea.KeyDown}, 1},
		{tea.KeyMsg{Type: tea.KeyUp}, 0},
		{tea.KeyMsg{Type: tea.KeyUp}, 0},
		{tea.KeyMsg{Type: tea.KeyPgDown}, 5},
		{tea.KeyMsg{Type: tea.KeyCtrlD}, 7},
		{tea.KeyMsg{Type: tea.KeyCtrlU}, 5},
		{tea.KeyMsg{Type: tea.KeyEnd}, 15},
		{tea.KeyMsg{Type: tea.KeyDown}, 15},
		{tea.KeyMsg{Type: tea.KeyPgUp}, 10},
		{tea.KeyMsg{Type: tea.KeyHome}, 0},
	} {
		if !m.Key(step.key) {
			t.Fatalf("%s is not taken", step.key)
		}
		if diff := cmp.Diff(lines[step.top:step.top+5], m.View()); diff != "" {
			t.Errorf("after %s (-want +got):\n%s", step.key, diff)
		}
	}
	if m.Key(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("x")}) {
		t.Error("x is taken")
	}
	m.Key(tea.KeyMsg{Type: tea.KeyEnd})
	m.SetLines(lines[:3])
	if diff := cmp.Diff(lines[:3], m.View()); diff != "" {
		t.Errorf("after the text became shorter (-want +got):\n%s", diff)
	}
	m.SetSize(10, 0)
	if got := m.View(); len(got) != 0 {
		t.Errorf("without room: %q", got)
	}
}

// TestLabelledLosesNothing at any width: what does not fit is wrapped.
func TestLabelledLosesNothing(t *testing.T) {
	t.Parallel()
	style := theme.New(theme.Options{Name: theme.None})
	value := strings.Repeat("0123456789abcdef", 12)
	for width := 8; width < 140; width++ {
		lines := document.Labelled(style, []screen.DetailLine{{Label: "raw id", Text: value}, {Label: "name", Text: "日本\x1b[5m\u202e"}}, width)
		for _, line := range lines {
			if got := text.Width(line); got > width {
				t.Fatalf("%d cells of %d: %q", got, width, line)
			}
			if strings.Contains(line, "\x1b[5m") || strings.Contains(line, "\u202e") {
				t.Fatalf("outside text is not sanitised: %q", line)
			}
		}
		var hexadecimal strings.Builder
		for _, line := range lines {
			for _, r := range strings.TrimPrefix(strings.TrimSpace(line), "raw id") {
				if strings.ContainsRune("0123456789abcdef", r) {
					hexadecimal.WriteRune(r)
				}
			}
		}
		if !strings.Contains(hexadecimal.String(), value) {
			t.Fatalf("at width %d the value is not whole:\n%s", width, strings.Join(lines, "\n"))
		}
	}
}

func TestProblem(t *testing.T) {
	t.Parallel()
	style := theme.New(theme.Options{Term: "dumb"})
	want := []string{"  ✗ It failed", "  Try again"}
	if diff := cmp.Diff(want, document.Problem(style, []string{"It failed", "Try again"}, 40)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got := document.Problem(style, []string{strings.Repeat("word ", 20)}, 20); len(got) < 5 {
		t.Errorf("not wrapped: %q", got)
	}
}
