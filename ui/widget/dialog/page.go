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

// Page is a text over the screens. It scrolls, and goes with the key that closes it or
// with one of its actions.
type Page struct {
	keys     *keys.Map
	page     screen.Page
	document *document.Model
	onAction func(keys.Action) tea.Cmd
}

var (
	_ Dialog   = (*Page)(nil)
	_ Covering = (*Page)(nil)
	_ Wheeled  = (*Page)(nil)
)

// NewPage makes a page. onAction does one of its actions.
func NewPage(k *keys.Map, page screen.Page, onAction func(keys.Action) tea.Cmd) *Page {
	return &Page{keys: k, page: page, document: document.New(k), onAction: onAction}
}

// Covers marks a Covering.
func (p *Page) Covers() {}

// Key takes one key.
func (p *Page) Key(msg tea.KeyMsg) (bool, tea.Cmd) {
	for _, a := range p.page.Actions {
		if p.keys.Is(msg, a.Action) {
			return true, p.onAction(a.Action)
		}
	}
	if msg.Type == tea.KeyEscape || p.keys.Is(msg, keys.Back) || p.keys.Is(msg, keys.Quit) || p.keys.Is(msg, p.page.Closes.Action) {
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
	for _, a := range p.page.Actions {
		hints = append(hints, [2]string{p.keys.Name(a.Action), a.Does})
	}
	return append(hints, [2]string{"esc", p.page.Closes.Does}, [2]string{"↑ ↓", "scroll"})
}

// Wheel scrolls.
func (p *Page) Wheel(down bool) {
	for range screen.WheelLines {
		p.document.Key(screen.Arrow(down))
	}
}

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
