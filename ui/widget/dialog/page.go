package dialog

import (
	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/style/text"
	"acs-chat-tui/ui/style/theme"
	"acs-chat-tui/ui/widget/document"
)

// Covering is a dialog that takes the whole room of the screens, without a frame.
type Covering interface{ Covers() }

// Page is a text over the screens. It scrolls, and closes with its key or its action.
type Page struct {
	keys     *keys.Map
	page     screen.Page
	document *document.Model
	onAction func() tea.Cmd
}

var (
	_ Dialog   = (*Page)(nil)
	_ Covering = (*Page)(nil)
	_ Wheeled  = (*Page)(nil)
)

// NewPage makes a page. onAction does its action.
func NewPage(k *keys.Map, page screen.Page, onAction func() tea.Cmd) *Page {
	return &Page{keys: k, page: page, document: document.New(k), onAction: onAction}
}

// Covers marks a Covering.
func (p *Page) Covers() {}

// Key takes one key.
func (p *Page) Key(msg tea.KeyMsg) (bool, tea.Cmd) {
	switch is := func(a keys.Action) bool { return p.keys.Is(msg, a) }; {
	case is(p.page.ActionKey):
		return true, p.onAction()
	case msg.Type == tea.KeyEscape, is(keys.Back), is(keys.Quit), is(p.page.CloseKey):
		return true, nil
	}
	p.document.Key(msg)
	return false, nil
}

// Paste is refused: there is no field.
func (p *Page) Paste(tea.KeyMsg) bool { return false }

// Guarded is true: its actions are for what was read.
func (p *Page) Guarded() bool { return true }

// Hints are the page's keys.
func (p *Page) Hints() [][2]string {
	var hints [][2]string
	if p.page.ActionKey != "" {
		hints = append(hints, [2]string{p.keys.Name(p.page.ActionKey), p.page.ActionLabel})
	}
	return append(hints, [2]string{"esc", p.page.CloseLabel}, [2]string{"↑ ↓", "scroll"})
}

// Wheel scrolls.
func (p *Page) Wheel(down bool) { p.document.Wheel(down) }

// Lines draws the page.
func (p *Page) Lines(t *theme.Theme, width, height int) []string {
	var lines []string
	for _, line := range p.page.Lines {
		lines = append(lines, text.Wrap(line, max(1, width))...)
	}
	head := []string{title(t, p.page.Title, width), ""}
	p.document.SetSize(width, max(0, height-len(head)))
	p.document.SetLines(lines)
	return append(head, p.document.View()...)
}
