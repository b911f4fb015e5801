package ui

import (
	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/style/text"
	"acs-chat-tui/ui/style/theme"
	"acs-chat-tui/ui/widget/dialog"
	"acs-chat-tui/ui/widget/document"
)

// helpPage lists the keys of the screen below it and the global ones.
type helpPage struct {
	keys   *keys.Map
	title  string
	groups [][]key.Binding
	facts  []screen.DetailLine
	*document.Model
}

var (
	_ dialog.Dialog   = (*helpPage)(nil)
	_ dialog.Covering = (*helpPage)(nil)
	_ dialog.Wheeled  = (*helpPage)(nil)
)

func (a *App) openHelp() tea.Cmd {
	top := a.top().screen
	p := &helpPage{keys: a.bindings, title: text.Sanitize(top.Title()), Model: document.New(a.bindings)}
	if own := top.Help(); own != nil {
		p.groups = append(p.groups, own.FullHelp()...)
	}
	p.groups = append(p.groups, a.globalHelp(top.CapturesKeys())...)
	p.facts = append(a.connectionFacts(), limits()...)
	a.openDialog(0, p)
	return nil
}

// Covers marks a dialog.Covering.
func (p *helpPage) Covers() {}

// Paste is refused: there is no field.
func (p *helpPage) Paste(tea.KeyMsg) bool { return false }

// Guarded is false: no key does anything but here.
func (p *helpPage) Guarded() bool { return false }

// Hints are the page's keys.
func (p *helpPage) Hints() [][2]string {
	return [][2]string{{"esc", "close"}, {p.keys.Name(keys.Up) + " " + p.keys.Name(keys.Down), "scroll"}}
}

// Key takes one key; true closes the page.
func (p *helpPage) Key(msg tea.KeyMsg) (closed bool, cmd tea.Cmd) {
	is := func(action keys.Action) bool { return p.keys.Is(msg, action) }
	switch {
	case msg.Type == tea.KeyEscape, is(keys.Back), is(keys.Quit), is(keys.Help), is(keys.FormHelp), is(keys.Open):
		return true, nil
	case msg.Type == tea.KeySpace:
		msg = p.keys.Press(keys.PageDown)
	}
	p.Model.Key(msg)
	return false, nil
}

// keyColumn is the width of the column of keys.
const keyColumn = 18

// Lines draws the page.
func (p *helpPage) Lines(t *theme.Theme, width, height int) []string {
	lines := []string{t.Heading.Render("Keys: " + p.title), ""}
	for n, group := range p.groups {
		if n > 0 {
			lines = append(lines, "")
		}
		for _, b := range group {
			if b.Help().Key == "" {
				continue
			}
			name, style := t.Key.Render(text.Fit(b.Help().Key, keyColumn)), t.Plain
			if !b.Enabled() {
				name, style = t.Muted.Render(text.Fit(b.Help().Key, keyColumn)), t.Muted
			}
			// Why something cannot be done is said whole.
			for _, words := range text.Wrap(b.Help().Desc, max(1, width-keyColumn-2)) {
				lines = append(lines, "  "+name+style.Render(words))
				name = text.Fit("", keyColumn)
			}
		}
	}
	lines = append(lines, "")
	lines = append(lines, document.Labelled(t, p.facts, width)...)
	p.SetSize(width, height)
	p.SetLines(lines)
	return p.View()
}
