// Package settings is a form of labelled fields: texts, secrets and choices.
//
//	setting.go  Setting: one field
//	settings.go Model: all of them with the focus, and drawing
package settings

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/style/text"
	"acs-chat-tui/ui/style/theme"
	"acs-chat-tui/ui/widget/field"
)

// Option is one of the values of a choice.
type Option struct {
	Value string
	// Words are what the field shows.
	Words string
}

// Setting is one field. Its Key is the owner's name for it.
type Setting struct {
	Key, Label string
	// Hint is said while the field has the focus.
	Hint string
	// Note says what the text is understood as, or nothing; it may be nil.
	Note func(value string) string
	// Fixed fields cannot be changed, and Hidden ones are not there.
	Fixed, Hidden bool

	field   *field.Field
	secret  bool
	options []Option
	at      int
}

// Text is a field of text.
func Text(key, label, placeholder, hint string) *Setting {
	return &Setting{Key: key, Label: label, Hint: hint, field: field.New(placeholder)}
}

// Secret is a field of text that shows dots.
func Secret(key, label, placeholder, hint string) *Setting {
	return &Setting{Key: key, Label: label, Hint: hint, field: field.NewSecret(placeholder), secret: true}
}

// Choice is a field of one of some values, the first one to begin with.
func Choice(key, label, hint string, options ...Option) *Setting {
	return &Setting{Key: key, Label: label, Hint: hint, options: options}
}

// The values of a Switch.
const (
	No  = "no"
	Yes = "yes"
)

// Switch is a choice of no and yes.
func Switch(key, label, hint string) *Setting {
	return Choice(key, label, hint, Option{Value: No, Words: "no"}, Option{Value: Yes, Words: "yes"})
}

// Value is the text as it was typed, or the value chosen.
func (s *Setting) Value() string {
	if s.field != nil {
		return s.field.Value()
	}
	return s.options[s.at].Value
}

// SetValue replaces the text, or chooses a value; one that there is not is not chosen.
func (s *Setting) SetValue(value string) {
	if s.field != nil {
		s.field.SetValue(value)
		return
	}
	for i, option := range s.options {
		if option.Value == value {
			s.at = i
		}
	}
}

// SetPlaceholder changes what an empty text shows.
func (s *Setting) SetPlaceholder(placeholder string) { s.field.SetPlaceholder(placeholder) }

// update takes a key.
func (s *Setting) update(msg tea.KeyMsg) {
	switch {
	case s.Fixed:
	case s.field != nil:
		s.field.Update(msg)
	case msg.Type == tea.KeyRight, msg.Type == tea.KeySpace:
		s.at = (s.at + 1) % len(s.options)
	case msg.Type == tea.KeyLeft:
		s.at = (s.at + len(s.options) - 1) % len(s.options)
	}
}

// view draws the value in at most width cells.
func (s *Setting) view(t *theme.Theme, width int, focused bool) string {
	switch {
	case s.Fixed && s.field != nil:
		return t.Muted.Render(text.Truncate(text.Sanitize(s.field.Value()), width))
	case s.field != nil:
		return s.field.View(t, width, focused, !s.secret)
	case focused:
		return t.Selected.Render(text.Truncate("← "+s.options[s.at].Words+" →", width))
	}
	return text.Truncate(s.options[s.at].Words, width)
}

// trimmed is the value without white space around it.
func (s *Setting) trimmed() string { return strings.TrimSpace(s.Value()) }

// noteLines is what is to be said of the text, in lines of a width.
func (s *Setting) noteLines(width int) []string {
	if s.Note == nil {
		return nil
	}
	note := text.Sanitize(s.Note(s.trimmed()))
	if note == "" {
		return nil
	}
	return text.Wrap(note, max(1, width))
}
