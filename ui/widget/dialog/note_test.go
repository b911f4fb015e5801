package dialog_test

import (
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/widget/dialog"
)

// TestAPromptSaysWhatItUnderstood while the text is typed, and a fault takes its place.
func TestAPromptSaysWhatItUnderstood(t *testing.T) {
	t.Parallel()
	p := dialog.NewPrompt(screen.Prompt{
		Title: "Open", Check: func(string) string { return "no such thing" },
		Note: func(typed string) string {
			if typed == "" {
				return ""
			}
			return "Understood as " + strings.ToUpper(typed)
		},
	})
	drawn := func() string { return strings.Join(p.Lines(plain(), 60, 10), "\n") }
	if strings.Contains(drawn(), "Understood") {
		t.Errorf("of nothing:\n%s", drawn())
	}
	p.Paste(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(" abc "), Paste: true})
	if !strings.Contains(drawn(), "Understood as ABC") {
		t.Errorf("of a paste:\n%s", drawn())
	}
	p.Key(tea.KeyMsg{Type: tea.KeyEnter})
	if !strings.Contains(drawn(), "no such thing") || strings.Contains(drawn(), "Understood") {
		t.Errorf("with a fault:\n%s", drawn())
	}
}
