package dialog

import (
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/sahilm/fuzzy"

	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/style/text"
	"acs-chat-tui/ui/style/theme"
	"acs-chat-tui/ui/widget/field"
)

// Entry is something that a palette offers.
type Entry struct {
	// Words say what it does, and where it cannot be done why. They are looked for.
	Words string
	// Key is how its key is shown; empty where it has none.
	Key string
	// Disabled says that it cannot be done now.
	Disabled bool
	// Do does it.
	Do func() tea.Cmd
}

// Palette finds an action, a screen or a connection by a part of its name.
type Palette struct {
	field   *field.Field
	entries []Entry
	// fixed is how many entries were there from the start.
	fixed    int
	found    []int
	at       int
	onChoose func(Entry)
	fault    string
	// shown is which of the found ones were drawn last.
	shown window
}

// NewPalette offers entries. onChoose is called with the one that is chosen; one that
// is disabled cannot be.
func NewPalette(entries []Entry, onChoose func(Entry)) *Palette {
	p := &Palette{field: field.New("part of a name"), entries: entries, fixed: len(entries), onChoose: onChoose}
	p.find()
	return p
}

// Extend replaces what follows the entries of the start. The marked one stays marked,
// as long as it is there.
func (p *Palette) Extend(entries []Entry) {
	marked, was := "", p.at
	if p.at >= 0 && p.at < len(p.found) {
		marked = p.entries[p.found[p.at]].Words
	}
	p.entries = slices.Concat(p.entries[:p.fixed:p.fixed], entries)
	p.find()
	if marked == "" {
		p.at = min(was, p.at)
		return
	}
	if at := slices.IndexFunc(p.found, func(i int) bool { return p.entries[i].Words == marked }); at >= 0 {
		p.at = at
	}
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
			p.fault = "Nothing has this name; ↓ chooses what is like it."
			return false, nil
		}
		if len(p.found) == 0 {
			p.fault = "Nothing has such a name."
			return false, nil
		}
		chosen := p.entries[p.found[p.at]]
		if chosen.Disabled {
			p.fault = "That cannot be done now."
			if _, reason, said := strings.Cut(chosen.Words, ": "); said {
				p.fault = "That cannot be done now: " + reason + "."
			}
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

// find looks for the entries that the text fits: those that hold it, then those that
// are like it.
func (p *Palette) find() {
	typed := strings.ToLower(strings.TrimSpace(p.field.Value()))
	p.found, p.at = p.found[:0], 0
	words := make([]string, len(p.entries))
	for i, entry := range p.entries {
		words[i] = strings.ToLower(entry.Words)
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

// Lines draws the palette: the field, and as many entries as fit, the chosen one
// among them.
func (p *Palette) Lines(t *theme.Theme, width, height int) []string {
	head := []string{title(t, "Do what?", width), t.Accent.Render("› ") + p.field.View(t, width-2, true, false)}
	if p.fault != "" {
		for _, line := range text.Wrap("✗ "+p.fault, width) {
			head = append(head, t.Error.Render(line))
		}
	}
	room := max(1, height-len(head))
	p.shown.line = len(head)
	p.shown.around(max(0, p.at), len(p.found), room)
	for i := p.shown.first; i < p.shown.first+p.shown.count; i++ {
		head = append(head, p.line(t, i, width))
	}
	if len(p.found) == 0 {
		head = append(head, t.Muted.Render(text.Truncate("nothing has such a name", width)))
	}
	if most := max(height, 1); len(head) > most {
		head = head[:most]
		head[most-1] = text.Truncate(head[most-1]+" …", width)
	}
	return head
}

// keyWidth is the width of the column of keys.
const keyWidth = 16

func (p *Palette) line(t *theme.Theme, i, width int) string {
	entry := p.entries[p.found[i]]
	marker := "  "
	if i == p.at {
		marker = "▸ "
	}
	name := text.Fit(marker+entry.Words, max(0, width-keyWidth))
	keyName := text.Fit(entry.Key, min(keyWidth, width))
	switch {
	case entry.Disabled:
		return t.Muted.Render(name + keyName)
	case i == p.at:
		return t.Selected.Render(name) + t.Key.Render(keyName)
	}
	return name + t.Key.Render(keyName)
}

// Drafts is what stands in the field.
func (p *Palette) Drafts() []screen.Draft { return []screen.Draft{p.field.Draft("Do what?")} }
