package form

import (
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/text"
)

// previewKey scrolls the preview or closes it; false for a key of the form,
// which closes it too, so that no character goes where nobody sees it.
func (f *Form) previewKey(msg tea.KeyMsg) bool {
	k := f.host.Keys()
	scroll := map[tea.KeyType]keys.Action{
		tea.KeyUp: keys.Up, tea.KeyDown: keys.Down, tea.KeyPgUp: keys.PageUp, tea.KeyPgDown: keys.PageDown,
	}
	if action, scrolls := scroll[msg.Type]; scrolls {
		return f.preview.Key(k.Press(action))
	}
	if k.Is(msg, keys.Leave) || k.Is(msg, keys.Preview) {
		f.viewing = false
		return true
	}
	f.viewing = false
	return false
}

func (f *Form) showPreview() {
	lines, fault := f.owner.Preview()
	if f.fault = fault; fault != "" {
		return
	}
	f.viewing, f.lines = true, lines
	f.preview.Home()
	f.drawPreview()
}

func (f *Form) drawPreview() {
	var lines []string
	for _, line := range f.lines {
		lines = append(lines, text.Wrap(line, max(1, f.width))...)
	}
	f.preview.SetLines(lines)
}

// Preview is the exact request, where it is asked for; nil otherwise.
func (f *Form) Preview() []string {
	if !f.viewing {
		return nil
	}
	head := f.theme.Heading.Render(text.Truncate(fmt.Sprintf("The request that %s sends, less the headers of every request · %s or %s closes",
		f.keys.Submit.Help().Key, f.keys.Preview.Help().Key, f.keys.Leave.Help().Key), f.width))
	return append([]string{head, ""}, f.preview.View()...)
}
