package settings

import (
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/style/text"
	"acs-chat-tui/ui/style/theme"
	"acs-chat-tui/ui/widget/clickable"
)

// Model is the fields with the focus.
type Model struct {
	settings []*Setting
	at       int
	begun    []string
}

// New makes a form of fields, the first that can be changed with the focus.
func New(settings ...*Setting) *Model {
	m := &Model{settings: settings}
	m.Begin()
	return m
}

// Begin says that nothing was typed yet: what the fields hold now is what they began
// with.
func (m *Model) Begin() {
	m.begun = nil
	for _, s := range m.settings {
		m.begun = append(m.begun, s.Value())
	}
	m.at = 0
	if m.settings[0].Fixed || m.settings[0].Hidden {
		m.move(1)
	}
}

// Changed says whether a field holds something else than it began with.
func (m *Model) Changed() bool {
	return slices.ContainsFunc(m.settings, func(s *Setting) bool {
		return s.Value() != m.begun[slices.Index(m.settings, s)]
	})
}

// Drafts is what stands in the fields of text that are shown.
func (m *Model) Drafts() []screen.Draft {
	var drafts []screen.Draft
	for _, s := range m.settings {
		if s.field != nil && !s.Hidden {
			drafts = append(drafts, s.field.Draft(s.Label))
		}
	}
	return drafts
}

// Get is a field by its key.
func (m *Model) Get(key string) *Setting {
	at := slices.IndexFunc(m.settings, func(s *Setting) bool { return s.Key == key })
	return m.settings[at]
}

// Value is the value of a field, without white space around it.
func (m *Model) Value(key string) string { return m.Get(key).trimmed() }

// On says whether a Switch is on.
func (m *Model) On(key string) bool { return m.Value(key) == Yes }

// Focus puts the focus on a field; on one that there is not, it stays.
func (m *Model) Focus(key string) {
	if at := slices.IndexFunc(m.settings, func(s *Setting) bool { return s.Key == key && !s.Hidden }); at >= 0 {
		m.at = at
	}
}

// Choosing says that the field under the focus is a choice, which the arrows change.
func (m *Model) Choosing() bool { return m.settings[m.at].field == nil && !m.settings[m.at].Fixed }

// Label is a field's label; empty where there is no such field.
func (m *Model) Label(key string) string {
	for _, s := range m.settings {
		if s.Key == key && !s.Hidden {
			return s.Label
		}
	}
	return ""
}

// Key takes one key or a paste: fields are moved through and edited.
func (m *Model) Key(msg tea.KeyMsg) {
	if !msg.Paste {
		switch msg.Type {
		case tea.KeyTab, tea.KeyEnter, tea.KeyDown:
			m.move(1)
			return
		case tea.KeyShiftTab, tea.KeyUp:
			m.move(-1)
			return
		default:
		}
	}
	m.settings[m.at].update(msg)
}

// move moves the focus to the next field that can be changed, around the ends.
func (m *Model) move(by int) {
	for range m.settings {
		m.at = (m.at + by + len(m.settings)) % len(m.settings)
		if s := m.settings[m.at]; !s.Fixed && !s.Hidden {
			return
		}
	}
}

// labelWidth is the width of the column of labels.
const labelWidth = 20

// Lines draws the fields, and says on which line the focus is. Without editing nothing
// has the focus, and a click gives it to none.
func (m *Model) Lines(t *theme.Theme, width int, editing bool) (drawn clickable.Lines, focus int) {
	for i, s := range m.settings {
		if s.Hidden {
			continue
		}
		focused := i == m.at && editing
		marker := "  "
		if focused {
			marker, focus = t.Accent.Render("▸ "), len(drawn)
		}
		label := t.Label.Render(text.Fit(s.Label, labelWidth))
		line := clickable.Line{Text: marker + label + s.view(t, max(1, width-labelWidth-3), focused)}
		if editing && !s.Fixed {
			line.Click = func(int) { m.at = i }
		}
		drawn = append(drawn, line)
		for _, note := range s.noteLines(width - 4) {
			drawn = append(drawn, clickable.Line{Text: "    " + t.Accent.Render(note)})
		}
		if !focused || s.Hint == "" {
			continue
		}
		for _, hint := range text.Wrap(s.Hint, max(1, width-4)) {
			drawn = append(drawn, clickable.Line{Text: "    " + t.Muted.Render(hint)})
		}
	}
	return drawn, focus
}
