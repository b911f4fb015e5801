package form

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/lipgloss"

	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/style/text"
	"acs-chat-tui/ui/style/theme"
	"acs-chat-tui/ui/widget/clickable"
	"acs-chat-tui/ui/widget/document"
	"acs-chat-tui/ui/widget/field"
)

// Option is one of the values of a choice; the field shows its Words.
type Option struct{ Value, Words string }

// Input is a field on one line: a text, a secret or a choice.
type Input struct {
	Base
	Label string
	// Hint is shown while the field has the focus.
	Hint string
	// Note says what the text is understood as, or nothing; it may be nil.
	Note func(value string) string
	// Facts is a line below the field, or nothing; it may be nil.
	Facts func() string
	// Fixed fields cannot be changed.
	Fixed bool
	// Shown reports whether the field is there; nil for always.
	Shown func() bool
	// Loose reports whether white space around the text makes no difference.
	Loose bool

	text    *field.Field
	secret  bool
	options []Option
	at      int
	begun   string
}

// Text is a field of text.
func Text(label, placeholder, hint string) *Input {
	return &Input{Label: label, Hint: hint, text: field.New(placeholder)}
}

// Secret is a field of text that shows dots.
func Secret(label, placeholder, hint string) *Input {
	return &Input{Label: label, Hint: hint, text: field.NewSecret(placeholder), secret: true}
}

// Choice is a field of one of some values, the first one to begin with.
func Choice(label, hint string, options ...Option) *Input {
	return &Input{Label: label, Hint: hint, options: options, begun: options[0].Value}
}

// The values of a Switch.
const (
	No  = "no"
	Yes = "yes"
)

// Switch is a choice of no and yes.
func Switch(label, hint string, on bool) *Input {
	s := Choice(label, hint, Option{No, No}, Option{Yes, Yes})
	if on {
		s.Begin(Yes)
	}
	return s
}

// Begin makes a value the one that the field begins with.
func (i *Input) Begin(value string) {
	i.Set(value)
	i.begun = i.Value()
}

// Rebase makes a text the one that the field began with, and leaves what stands in it.
func (i *Input) Rebase(value string) {
	shown := field.New("")
	shown.SetValue(value)
	i.begun = shown.Value()
}

// Set replaces the text, or chooses a value; one that is no option is not chosen.
func (i *Input) Set(value string) {
	if i.text != nil {
		i.text.SetValue(value)
		return
	}
	for at, option := range i.options {
		if option.Value == value {
			i.at = at
		}
	}
}

// Value is the text as it was typed, or the value chosen.
func (i *Input) Value() string {
	if i.text != nil {
		return i.text.Value()
	}
	return i.options[i.at].Value
}

// Trimmed is the value without white space around it.
func (i *Input) Trimmed() string { return strings.TrimSpace(i.Value()) }

// On reports whether a Switch is on.
func (i *Input) On() bool { return i.Value() == Yes }

// SetPlaceholder changes what an empty text shows.
func (i *Input) SetPlaceholder(placeholder string) { i.text.SetPlaceholder(placeholder) }

// Enabled reports whether the field can be changed.
func (i *Input) Enabled() bool { return !i.Fixed && i.shown() }

func (i *Input) shown() bool { return i.Shown == nil || i.Shown() }

// Changed reports whether the value differs from the one that the field began with.
func (i *Input) Changed() bool {
	if i.Loose {
		return i.Trimmed() != strings.TrimSpace(i.begun)
	}
	return i.Value() != i.begun
}

// Drafts is the text of a field that is shown.
func (i *Input) Drafts() []screen.Draft {
	if i.text == nil || !i.shown() {
		return nil
	}
	return []screen.Draft{i.text.Draft(i.Label)}
}

// Key takes a key or a paste.
func (i *Input) Key(msg tea.KeyMsg) Step {
	step, walks := Walk(msg)
	switch {
	case walks:
	case i.text != nil:
		i.text.Update(msg)
	case msg.Type == tea.KeyRight, msg.Type == tea.KeySpace:
		i.at = (i.at + 1) % len(i.options)
	case msg.Type == tea.KeyLeft:
		i.at = (i.at + len(i.options) - 1) % len(i.options)
	}
	return step
}

// Lines draws the field and what is to be said of it.
func (i *Input) Lines(c Canvas) (drawn clickable.Lines, focus int) {
	if !i.shown() {
		return nil, 0
	}
	label, room := c.Label(i.Label, i.Changed())
	drawn = clickable.Plain(label + i.view(c.Theme, room, c.Focused))
	if !i.Fixed {
		drawn[0].Click = func(int) {}
	}
	say := func(style lipgloss.Style, words string) {
		if words != "" {
			drawn = append(drawn, clickable.Plain(document.Paragraph(style, words, 4, c.Width)...)...)
		}
	}
	if i.Note != nil {
		say(c.Theme.Accent, text.Sanitize(i.Note(i.Trimmed())))
	}
	if i.Facts != nil {
		say(c.Theme.Muted, i.Facts())
	}
	if c.Focused {
		say(c.Theme.Muted, i.Hint)
	}
	return drawn, 0
}

// view draws the value in at most width cells.
func (i *Input) view(t *theme.Theme, width int, focused bool) string {
	switch {
	case i.Fixed && i.text != nil:
		return t.Muted.Render(text.Truncate(text.Sanitize(i.Value()), width))
	case i.text != nil:
		return i.text.View(t, width, focused, !i.secret)
	case focused:
		return t.Selected.Render(text.Truncate("← "+i.options[i.at].Words+" →", width))
	}
	return text.Truncate(i.options[i.at].Words, width)
}
