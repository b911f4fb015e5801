package ui

import (
	"github.com/charmbracelet/bubbles/help"
	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/text"
	"acs-chat-tui/ui/theme"
	"acs-chat-tui/ui/widget/document"
)

// helpPage lists the keys of the screen below it and the global ones.
type helpPage struct {
	keys   *keys.Map
	title  string
	groups [][]key.Binding
	facts  []screen.DetailLine
	top    int
	last   int
}

func (a *App) openHelp() {
	top := a.top().screen
	p := &helpPage{keys: a.bindings, title: text.Sanitize(top.Title())}
	if own := top.Help(); own != nil {
		p.groups = append(p.groups, own.FullHelp()...)
	}
	p.groups = append(p.groups, a.globalHelp(top.CapturesKeys())...)
	p.facts = append(a.connectionFacts(), limits()...)
	a.help = p
}

// globalHelp is the global keys that work where help was asked for.
func (a *App) globalHelp(capturing bool) [][]key.Binding {
	if capturing {
		return [][]key.Binding{{a.keys.FormKey, a.keys.FormPalette, a.keys.Interrupt, a.keys.Suspend}}
	}
	groups := [][]key.Binding{{a.keys.Help, a.keys.Palette, a.keys.Notifications, a.keys.RequestLog, a.keys.Connections, a.keys.Identities, a.keys.Quit, a.keys.Interrupt, a.keys.Suspend}}
	if a.hasFaults() {
		groups[0] = append(groups[0], a.keys.Faults)
	}
	if watching := a.watchBindings(); watching != nil {
		groups = append([][]key.Binding{watching}, groups...)
	}
	if a.onThread() {
		groups = append([][]key.Binding{{a.keys.Properties, a.keys.Participants, a.keys.Messages, a.keys.NextTab, a.keys.PreviousTab}}, groups...)
	}
	return groups
}

var _ help.KeyMap = (*helpPage)(nil)

// ShortHelp is what the footer shows.
func (p *helpPage) ShortHelp() []key.Binding { return nil }

// FullHelp is the groups themselves.
func (p *helpPage) FullHelp() [][]key.Binding { return p.groups }

// key takes one key; true closes the page.
func (p *helpPage) key(msg tea.KeyMsg, height int) (closed bool) {
	page := max(1, height-2)
	is := func(action keys.Action) bool { return p.keys.Is(msg, action) }
	switch {
	case msg.Type == tea.KeyEscape, is(keys.Back), is(keys.Quit), is(keys.Help), is(keys.FormHelp), is(keys.Open):
		return true
	case is(keys.Down):
		p.top++
	case is(keys.Up):
		p.top--
	case is(keys.PageDown), is(keys.HalfPageDown), msg.Type == tea.KeySpace:
		p.top += page
	case is(keys.PageUp), is(keys.HalfPageUp):
		p.top -= page
	case is(keys.First):
		p.top = 0
	case is(keys.Last):
		p.top = p.last
	}
	p.top = max(0, min(p.top, p.last))
	return false
}

// keyColumn is the width of the column of keys.
const keyColumn = 18

func (p *helpPage) lines(t *theme.Theme, width, height int) []string {
	lines := []string{t.Heading.Render("Keys: " + p.title), ""}
	for n, group := range p.groups {
		if n > 0 {
			lines = append(lines, "")
		}
		for _, b := range group {
			if b.Help().Key == "" {
				continue
			}
			line := "  " + t.Key.Render(text.Fit(b.Help().Key, keyColumn)) + text.Truncate(b.Help().Desc, max(0, width-keyColumn-2))
			if !b.Enabled() {
				line = "  " + t.Muted.Render(text.Fit(b.Help().Key, keyColumn)+text.Truncate(b.Help().Desc, max(0, width-keyColumn-2)))
			}
			lines = append(lines, line)
		}
	}
	lines = append(lines, "")
	lines = append(lines, document.Labelled(t, p.facts, width)...)
	p.last = max(0, len(lines)-height)
	p.top = min(p.top, p.last)
	return lines[p.top:]
}
