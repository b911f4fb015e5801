package ui

import (
	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/style/text"
	"acs-chat-tui/ui/widget/dialog"
)

// whole is all that the screen on top and the footer have to say, where they may have cut
// it; nil where there is nothing.
func (a *App) whole() []string {
	var lines []string
	if top, ok := a.top().screen.(screen.Expandable); ok {
		for _, line := range top.FullText() {
			lines = append(lines, ansi.Strip(line))
		}
	}
	if problem := a.pollProblem(); problem != "" {
		lines = append(lines, "Not read again: "+problem)
	}
	for _, t := range a.toasts.Waiting(a.now()) {
		if len(lines) > 0 {
			lines = append(lines, "")
		}
		said, _ := t.Said()
		lines = append(lines, text.Sanitize(said))
		for _, detail := range t.Details {
			if detail != t.Text {
				lines = append(lines, text.Sanitize(detail))
			}
		}
	}
	return lines
}

// showWhole shows on a page what the screen and the footer have no room for. What the
// footer said has then been read.
func (a *App) showWhole() tea.Cmd {
	lines := a.whole()
	if len(lines) == 0 {
		a.notify(screen.Notification{Level: screen.LevelInfo, Text: "nothing here is cut"})
		return nil
	}
	for _, t := range a.toasts.Waiting(a.now()) {
		t.Seen = true
	}
	a.openDialog(0, dialog.NewPage(a.bindings, screen.Page{
		Title: text.Sanitize(a.top().screen.Title()) + ": all of it", Lines: lines,
		CloseKey: keys.ShowWhole, CloseLabel: "close",
	}, nil))
	return nil
}
