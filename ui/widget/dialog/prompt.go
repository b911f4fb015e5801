package dialog

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/style/text"
	"acs-chat-tui/ui/style/theme"
	"acs-chat-tui/ui/widget/field"
)

// Prompt asks for one line of text.
type Prompt struct {
	asked screen.Prompt
	field *field.Field
	fault string
	// trying says that the text is being tried, and held are the keys that came since.
	trying bool
	held   []tea.KeyMsg
	scroll scroll
}

// TriedMsg says what came of the text of a prompt.
type TriedMsg struct {
	Prompt *Prompt
	Then   func() tea.Cmd
	fault  string
}

// NewPrompt makes a prompt.
func NewPrompt(asked screen.Prompt) *Prompt {
	p := &Prompt{asked: asked, field: field.New(asked.Placeholder), fault: asked.Fault}
	p.field.SetValue(asked.Initial)
	return p
}

// Key takes one key.
func (p *Prompt) Key(msg tea.KeyMsg) (bool, tea.Cmd) {
	switch name := msg.String(); {
	case name == "esc":
		return true, nil
	case p.trying:
		p.held = append(p.held, msg)
		return false, nil
	case p.scroll.key(name):
		return false, nil
	case name == "enter":
		value := strings.TrimSpace(p.field.Value())
		switch p.fault = p.asked.Check(value); {
		case p.fault != "":
			return false, nil
		case p.asked.Try == nil:
			return true, p.asked.OnSubmit(value)
		}
		p.trying = true
		return false, func() tea.Msg {
			then, fault := p.asked.Try(value)
			return TriedMsg{Prompt: p, Then: then, fault: fault}
		}
	}
	p.fault = ""
	p.field.Update(msg)
	return false, nil
}

// Tried takes what came of the text. done says that it was right; held are the keys then
// that came meanwhile, which were for what comes after the prompt.
func (p *Prompt) Tried(msg TriedMsg) (done bool, held []tea.KeyMsg) {
	held = p.held
	p.trying, p.held, p.fault = false, nil, msg.fault
	return p.fault == "", held
}

// Paste puts the text into the field.
func (p *Prompt) Paste(msg tea.KeyMsg) bool {
	if p.trying {
		p.held = append(p.held, msg)
		return true
	}
	p.fault = ""
	p.field.Update(msg)
	return true
}

// Drafts is what stands in the field.
func (p *Prompt) Drafts() []screen.Draft { return []screen.Draft{p.field.Draft(p.asked.Title)} }

// Guarded is false: what is typed ahead belongs into the field.
func (p *Prompt) Guarded() bool { return false }

// Hints are the prompt's keys.
func (p *Prompt) Hints() [][2]string { return [][2]string{{"enter", "go"}, {"esc", "cancel"}} }

// Lines draws the prompt.
func (p *Prompt) Lines(t *theme.Theme, width, height int) []string {
	var body []string
	if p.asked.Body != "" {
		body = text.Wrap(text.Sanitize(p.asked.Body), width)
	}
	end := []string{t.Accent.Render("› ") + p.field.View(t, width-2, true, false)}
	if note := p.said(); note != "" {
		for _, line := range text.Wrap(note, width) {
			end = append(end, t.Accent.Render(line))
		}
	}
	if p.trying {
		end = append(end, t.Muted.Render(text.Truncate("… esc stops", width)))
	}
	if p.fault != "" {
		var fault []string
		for _, line := range text.Wrap("✗ "+text.Sanitize(p.fault), width) {
			fault = append(fault, t.Error.Render(line))
		}
		if 1+len(end)+len(fault) > height {
			// It scrolls in the body's place.
			body = append(fault, body...)
		} else {
			end = append(end, fault...)
		}
	}
	return p.scroll.fit(t, title(t, p.asked.Title, width), body, end, width, height)
}

// said is what the text is understood as, where nothing is wrong with it.
func (p *Prompt) said() string {
	if p.asked.Note == nil || p.fault != "" {
		return ""
	}
	return text.Sanitize(p.asked.Note(strings.TrimSpace(p.field.Value())))
}
