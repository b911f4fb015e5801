package messages

import (
	"strings"

	"acs-chat-tui/acs"
	"acs-chat-tui/ui/data/pages"
	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/style/text"
	"acs-chat-tui/ui/widget/list"
)

// source hands the messages to the virtual list, and behind the last one a row that
// tells of the pages to come.
type source struct{ *Model }

var _ list.Source = source{}

// Len is the number of rows.
func (s source) Len() int {
	if s.statusRow() {
		return s.count() + 1
	}
	return s.count()
}

// count is the number of messages in sight.
func (m *Model) count() int {
	if m.query != "" {
		return len(m.matches)
	}
	return m.feed.Len()
}

// statusRow says whether a last row tells of the pages to come.
func (m *Model) statusRow() bool {
	return m.query == "" && m.feed.State() != pages.Complete && m.feed.Fetched() > 0
}

// at is the message of a row; false for the last row that is none.
func (m *Model) at(row int) (entry, bool) {
	switch {
	case row < 0 || row >= m.count():
		return entry{}, false
	case m.query != "":
		return m.matches[row], true
	}
	return m.feed.At(row), true
}

// Height is the number of lines of a row.
func (s source) Height(index, width int) int {
	e, ok := s.at(index)
	if !ok {
		return 1
	}
	height := s.layout(e, width).height()
	if s.beginsDay(index, e) {
		height++
	}
	return height
}

// beginsDay says whether a row is the newest message of its day.
func (m *Model) beginsDay(row int, e entry) bool {
	if e.CreatedOn == nil {
		return false
	}
	newer, ok := m.at(row - 1)
	for ; ok && newer.CreatedOn == nil; newer, ok = m.at(row - 1) {
		row--
	}
	if !ok {
		return true
	}
	zone := m.host.Now().Location()
	a, b := e.CreatedOn.In(zone), newer.CreatedOn.In(zone)
	return a.YearDay() != b.YearDay() || a.Year() != b.Year()
}

// Line draws a line of a row.
func (s source) Line(index, number, width int, selected bool) string {
	e, ok := s.at(index)
	if !ok {
		return s.status(width, selected)
	}
	if s.beginsDay(index, e) {
		if number == 0 {
			return s.day(e, width)
		}
		number--
	}
	l := s.layout(e, width)
	r := text.NewRow(0)
	sign := " "
	if number == 0 {
		sign = s.look.changes[e.key()].kind.Sign()
	}
	switch {
	case selected && number == 0:
		r.Glyphs(s.theme.Accent.Render("▸"+sign), min(indent, width))
	case selected:
		r.Glyphs(s.theme.Accent.Render("┃ "), min(indent, width))
	default:
		r.Glyphs(s.theme.Accent.Render(" "+sign), min(indent, width))
	}
	if l.headed {
		if number == 0 {
			s.heading(r, e, width-indent, selected)
			return r.String()
		}
		number--
		r.Gap(min(bodyIndent-indent, max(0, width-indent)))
	}
	drawn := l.lines[number]
	style := s.plainStyle
	if drawn.kind == aside {
		style = s.mutedStyle
	}
	if selected && !l.headed {
		style = s.selectedStyle
	}
	r.Cell(style, drawn.text, width-r.Width())
	return r.String()
}

func (m *Model) plainStyle(s string) string    { return m.theme.Plain.Render(s) }
func (m *Model) mutedStyle(s string) string    { return m.theme.Muted.Render(s) }
func (m *Model) selectedStyle(s string) string { return m.theme.Selected.Render(s) }
func (m *Model) labelStyle(s string) string    { return m.theme.Label.Render(s) }
func (m *Model) headingStyle(s string) string  { return m.theme.Heading.Render(s) }

// day is the line over the newest message of a day.
func (m *Model) day(e entry, width int) string {
	day := e.CreatedOn.In(m.host.Now().Location()).Format("── Monday, 2 January 2006 ")
	if missing := width - text.Width(day); missing > 0 {
		day += strings.Repeat("─", missing)
	}
	return text.NewRow(0).Cell(m.labelStyle, day, width).String()
}

// heading says who wrote a message, when, and what became of it.
func (m *Model) heading(r *text.Row, e entry, width int, selected bool) {
	name, facts := text.Sanitize(m.named(e.author(), e.SenderDisplayName)), " · "+strings.Join(m.facts(e), " · ")
	room := width - text.Width(facts)
	if least := width / 2; room < least {
		room = least
	}
	nameStyle, factStyle := m.headingStyle, m.mutedStyle
	if selected {
		nameStyle, factStyle = m.selectedStyle, m.selectedStyle
	}
	r.Cell(nameStyle, name, min(text.WidestWidth(name), room))
	r.Cell(factStyle, facts, width+indent-r.Width())
}

// facts are what the heading says beside the name.
func (m *Model) facts(e entry) []string {
	var facts []string
	switch {
	case e.CreatedOn != nil:
		facts = append(facts, m.clock(*e.CreatedOn))
	case e.Odd.Hides("createdOn"):
		facts = append(facts, "its time can't be read")
	default:
		facts = append(facts, "the service gave no time")
	}
	if e.EditedOn != nil {
		facts = append(facts, "edited "+m.later(*e.EditedOn, e.CreatedOn))
	}
	if e.Type == acs.ChatMessageTypeHTML && e.DeletedOn == nil {
		facts = append(facts, "html")
	}
	return facts
}

// status is the last row: what is known of the pages to come.
func (m *Model) status(width int, selected bool) string {
	marker := "  "
	if selected {
		marker = "▸ "
	}
	if m.feed.State() == pages.Failed {
		hint := " · " + m.host.Keys().Name(keys.Open) + " tries again"
		if pages.IsFinal(m.feed.Err()) {
			hint = " · " + m.host.Keys().Name(keys.Refresh) + " starts over"
		}
		why := marker + "✗ " + text.Sanitize(strings.Join(m.problem[:min(1, len(m.problem))], ""))
		return m.theme.Error.Render(text.Fit(text.Truncate(why, max(0, width-text.Width(hint)))+hint, width))
	}
	return m.theme.Muted.Render(text.Fit(marker+"… loading older messages", width))
}
