package settings_test

import (
	"strings"
	"testing"

	"acs-chat-tui/ui/style/theme"
	"acs-chat-tui/ui/widget/settings"
)

// TestAFieldSaysWhatItsTextIsUnderstoodAs, also while another field has the focus.
func TestAFieldSaysWhatItsTextIsUnderstoodAs(t *testing.T) {
	t.Parallel()
	m := settings.New(settings.Text("a", "A", "", ""), settings.Text("b", "B", "", ""))
	m.Get("b").Note = func(value string) string {
		if value == "" {
			return ""
		}
		return "Understood as " + strings.ToUpper(value)
	}
	empty, _ := m.Lines(theme.New(theme.Options{Name: theme.None}), 60, true)
	m.Get("b").SetValue(" xyz ")
	lines, _ := m.Lines(theme.New(theme.Options{Name: theme.None}), 60, true)
	if len(empty) != 2 || !strings.Contains(lines.String(), "Understood as XYZ") {
		t.Errorf("%d lines without a text, and then:\n%s", len(empty), lines.String())
	}
}
