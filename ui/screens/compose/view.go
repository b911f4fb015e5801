package compose

import (
	"fmt"
	"slices"

	"acs-chat-tui/ui/component/form"
	"acs-chat-tui/ui/style/text"
	"acs-chat-tui/ui/widget/clickable"
	"acs-chat-tui/ui/widget/field"
)

// labelWidth is the width of the column of labels, textIndent that of the text's
// margin.
const (
	labelWidth = 13
	textIndent = 2
)

// View draws the form.
func (m *Model) View() string {
	m.drawn = m.lines()
	return m.drawn.String()
}

func (m *Model) lines() clickable.Lines {
	if m.height <= 0 || m.width <= 0 {
		return nil
	}
	heading := "New message in “" + text.Sanitize(m.topic()) + "”"
	if m.to.Message != nil {
		heading = "Edit your message in “" + text.Sanitize(m.topic()) + "”"
		if m.html {
			heading += " · html, as it is sent"
		}
	}
	head := clickable.Plain(m.theme.Heading.Render(text.Truncate(heading, m.width)))
	status := m.form.Status()
	foot, focus := m.foot()
	foot = append(foot, clickable.Line{Text: m.note()})
	room := m.height - len(head) - len(foot) - len(status)
	if room < 1 {
		// The part under the focus is what is needed most.
		if m.focus == partText {
			foot = nil
		} else {
			foot = foot[focus : focus+1]
		}
		room = m.height - len(head) - len(foot) - len(status)
	}
	written := clickable.For(func() { m.focus = partText }, m.textLines(max(1, room))...)
	return form.Window(slices.Concat(head, written, foot, clickable.Plain(status...)), len(head), m.height)
}

// textLines is the text's field with a margin that shows where it is.
func (m *Model) textLines(height int) []string {
	focused := m.focus == partText && !m.form.Sending()
	margin := m.theme.Muted.Render("│ ")
	if focused {
		margin = m.theme.Accent.Render("┃ ")
	}
	width := max(0, m.width-textIndent)
	lines := m.text.View(m.theme, textIndent, width, height, focused)
	for i, line := range lines {
		lines[i] = margin + line
	}
	return lines
}

// foot is the fields below the text, and which of them has the focus.
func (m *Model) foot() (drawn clickable.Lines, focus int) {
	for _, p := range m.parts() {
		if p == m.focus {
			focus = len(drawn)
		}
		line := ""
		switch p {
		case partType:
			line = m.typeLine()
		case partName:
			line = m.line("name", m.name, p)
		case partMetadata:
			line = m.line("metadata", m.metadata, p)
		case partText:
			continue
		}
		drawn = append(drawn, clickable.For(func() { m.focus = p }, line)...)
	}
	return drawn, focus
}

func (m *Model) label(label string, p part) (drawn string, focused bool) {
	focused = m.focus == p && !m.form.Sending()
	marker := "  "
	if focused {
		marker = m.theme.Accent.Render("▸ ")
	}
	return marker + m.theme.Label.Render(text.Fit(label, labelWidth)), focused
}

func (m *Model) line(label string, f *field.Field, p part) string {
	drawn, focused := m.label(label, p)
	return drawn + f.View(m.theme, max(1, m.width-labelWidth-3), focused, false)
}

// typeLine is the choice of the message's type.
func (m *Model) typeLine() string {
	drawn, focused := m.label("type", partType)
	chosen := "text"
	if m.html {
		chosen = "html"
	}
	style := m.theme.Plain
	if focused {
		style = m.theme.Cursor
		return drawn + style.Render(chosen) + m.theme.Muted.Render(text.Truncate("  space changes it", max(0, m.width-labelWidth-textIndent-len(chosen))))
	}
	return drawn + style.Render(chosen)
}

// limit is the size up to which the service takes a message (documented as about 28
// KB).
const limit = 28 * 1024

// note says how long the message is, once that matters, and as whom it is sent.
func (m *Model) note() string {
	if size := len(m.text.Value()); size > limit*9/10 {
		line := fmt.Sprintf("  %d bytes; the service takes about 28 KB", size)
		return m.theme.Warning.Render(text.Truncate(line, m.width))
	}
	user := m.scope.Session().UserID
	if user == "" {
		return ""
	}
	return m.theme.Muted.Render(text.Truncate("  sent as "+text.TruncateMiddle(text.Sanitize(user), max(0, m.width-10)), m.width))
}
