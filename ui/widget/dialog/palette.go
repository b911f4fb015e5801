package dialog

import (
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"
	"github.com/sahilm/fuzzy"

	"acs-chat-tui/ui/text"
	"acs-chat-tui/ui/theme"
	"acs-chat-tui/ui/widget/field"
)

// Palette finds an action by a part of its name and starts it.
type Palette struct {
	field    *field.Field
	bindings []key.Binding
	found    []int
	at       int
	onChoose func(key.Binding)
	fault    string
}

// NewPalette offers bindings, by the words that help says of them. onChoose is called
// with the one that is chosen; one that is disabled cannot be.
func NewPalette(bindings []key.Binding, onChoose func(key.Binding)) *Palette {
	p := &Palette{field: field.New("part of an action's name"), bindings: bindings, onChoose: onChoose}
	p.find()
	return p
}

// Key takes one key.
func (p *Palette) Key(msg tea.KeyMsg) (bool, tea.Cmd) {
	p.fault = ""
	switch msg.String() {
	case "esc":
		return true, nil
	case "up", "shift+tab":
		p.at = max(0, p.at-1)
	case "down", "tab":
		p.at = max(0, min(p.at+1, len(p.found)-1))
	case "pgup":
		p.at = 0
	case "pgdown":
		p.at = max(0, len(p.found)-1)
	case "enter":
		if len(p.found) > 0 && p.at < 0 {
			p.fault = "No action has this name; ↓ chooses one that is like it."
			return false, nil
		}
		if len(p.found) == 0 {
			p.fault = "No action has such a name."
			return false, nil
		}
		chosen := p.bindings[p.found[p.at]]
		if !chosen.Enabled() {
			p.fault = "That cannot be done now."
			return false, nil
		}
		p.onChoose(chosen)
		return true, nil
	default:
		p.field.Update(msg)
		p.find()
	}
	return false, nil
}

// find looks for the actions that the text fits: those that hold it, then those that
// are like it.
func (p *Palette) find() {
	typed := strings.ToLower(strings.TrimSpace(p.field.Value()))
	p.found, p.at = p.found[:0], 0
	words := make([]string, len(p.bindings))
	for i, b := range p.bindings {
		words[i] = strings.ToLower(b.Help().Desc)
		if strings.Contains(words[i], typed) {
			p.found = append(p.found, i)
		}
	}
	if len(p.found) > 0 {
		return
	}
	// What is only like it is not chosen by itself.
	p.at = -1
	for _, match := range fuzzy.Find(typed, words) {
		p.found = append(p.found, match.Index)
	}
}

// Paste puts the text into the field.
func (p *Palette) Paste(msg tea.KeyMsg) bool {
	p.field.Update(msg)
	p.find()
	return true
}

// Guarded is false: what is typed ahead belongs into the field.
func (p *Palette) Guarded() bool { return false }

// Hints are the palette's keys.
func (p *Palette) Hints() [][2]string {
	return [][2]string{{"enter", "do it"}, {"↑ ↓", "choose"}, {"esc", "cancel"}}
}

// Lines draws the palette: the field, and as many actions as fit around the chosen
// one.
func (p *Palette) Lines(t *theme.Theme, width, height int) []string {
	head := []string{title(t, "Do what?", width), t.Accent.Render("› ") + p.field.View(t, width-2, true, false)}
	if p.fault != "" {
		head = append(head, t.Error.Render(text.Truncate("✗ "+p.fault, width)))
	}
	room := max(1, height-len(head))
	first := max(0, min(max(0, p.at)-room/2, len(p.found)-room))
	for i := first; i < len(p.found) && i < first+room; i++ {
		head = append(head, p.line(t, i, width))
	}
	if len(p.found) == 0 {
		head = append(head, t.Muted.Render(text.Truncate("no action has such a name", width)))
	}
	return head[:min(len(head), max(height, 1))]
}

// keyWidth is the width of the column of keys.
const keyWidth = 16

func (p *Palette) line(t *theme.Theme, i, width int) string {
	b := p.bindings[p.found[i]]
	marker := "  "
	if i == p.at {
		marker = "▸ "
	}
	name := text.Fit(marker+b.Help().Desc, max(0, width-keyWidth))
	keyName := text.Fit(b.Help().Key, min(keyWidth, width))
	switch {
	case !b.Enabled():
		return t.Muted.Render(name + keyName)
	case i == p.at:
		return t.Selected.Render(name) + t.Key.Render(keyName)
	}
	return name + t.Key.Render(keyName)
}
