package dialog_test

import (
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/widget/dialog"
)

// TestABodyLongerThanItsRoomScrolls, and the answers stay in sight.
func TestABodyLongerThanItsRoomScrolls(t *testing.T) {
	t.Parallel()
	q := &dialog.Question{Question: screen.Question{
		Title: "Remove the profile prod?", Yes: "remove", No: "keep",
		Body: strings.Repeat("It is taken out of the configuration file, and its secret out of the keyring. ", 4) + "The very end.",
	}}
	drawn := func() string {
		lines := q.Lines(plain(), 38, 8)
		if len(lines) > 8 || !strings.Contains(lines[len(lines)-1], "n keep") {
			t.Fatalf("the answers are out of sight: %q", lines)
		}
		return strings.Join(lines, "\n")
	}
	if first := drawn(); strings.Contains(first, "very end") || !strings.Contains(first, "pgdn shows more") {
		t.Fatalf("the first lines say %q", first)
	}
	for range 10 {
		if done, _ := q.Key(tea.KeyMsg{Type: tea.KeyPgDown}); done {
			t.Fatal("scrolling answers the question")
		}
	}
	if last := drawn(); !strings.Contains(last, "very end.") || !strings.Contains(last, "pgup") {
		t.Errorf("the last lines say %q", last)
	}
}
