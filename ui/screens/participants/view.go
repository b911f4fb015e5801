package participants

import (
	"strconv"
	"strings"

	"acs-chat-tui/ui/style/text"
	"acs-chat-tui/ui/style/theme"
	"acs-chat-tui/ui/widget/document"
)

// columns are the widths of the list's columns.
type columns struct{ number, name, id, history int }

const (
	markerWidth  = 2
	numberWidth  = 6 // at the least
	historyWidth = 10
	// wholeID is the length of an Azure Communication user's raw id.
	wholeID = 79
	minName = 26
)

// columns divides the width, less the scrollbar's. Where there is room for the
// whole id it is shown whole; the line below the list shows it in any case.
func (m *Model) columns() columns {
	c := columns{number: max(numberWidth, 1+len(strconv.Itoa(m.list.LastNumber()))), history: historyWidth}
	rest := max(0, m.width-1-markerWidth-c.number-1)
	if rest >= wholeID+minName+1 {
		c.id = wholeID
		if rest < wholeID+minName+1+historyWidth+1 {
			c.history = 0
		}
	} else {
		c.id = max(0, min(wholeID, (rest-c.history-2)*55/100))
	}
	c.name = max(0, rest-c.id-1)
	if c.history > 0 {
		c.name = max(0, c.name-c.history-1)
	}
	return c
}

func (c columns) heading(t *theme.Theme) string {
	line := "  " + text.FitRight("#", c.number) + " " + text.Fit("display name", c.name) + " " + text.Fit("raw id", c.id)
	if c.history > 0 {
		line += " " + text.Fit("history", c.history)
	}
	return t.Label.Render(line)
}

// row draws one participant.
func (m *Model) row(one member, number, _ int, selected bool) string {
	p := one.ChatParticipant
	c := m.columns()
	style := func(s string) string { return s }
	muted := func(s string) string { return m.theme.Muted.Render(s) }
	marker := " "
	if selected {
		marker = "▸"
		style = func(s string) string { return m.theme.Selected.Render(s) }
		muted = style
	}
	mark := " "
	switch {
	case m.marks.has(rawID(p)):
		mark = "●"
	case p.Odd.IsOdd():
		mark = "!"
	}
	nameStyle := style
	if displayName(p) == "" {
		nameStyle = muted
	}
	r := text.NewRow(0)
	r.Glyphs(style(marker+mark), markerWidth)
	change, _ := m.list.ChangeOf(rawID(p))
	r.Cell(style, change.Sign(), 1)
	place := ""
	if number > 0 {
		place = strconv.Itoa(number)
	}
	r.Cell(muted, text.FitRight(place, c.number-1), c.number-1)
	r.Cell(style, "", 1)
	r.Cell(nameStyle, shownName(p), c.name)
	r.Cell(style, "", 1)
	r.Cell(muted, text.TruncateMiddle(text.Sanitize(shownID(p)), c.id), c.id)
	if c.history > 0 {
		r.Cell(style, "", 1)
		r.Cell(muted, shortHistory(p.ShareHistoryTime, m.host.Now()), c.history)
	}
	return r.String()
}

// paneHeight is the height of the lines below the list that tell of the
// participant under the cursor; small terminals have none.
func (m *Model) paneHeight() int {
	if m.height < 12 {
		return 0
	}
	return 4
}

// pane tells of the participant under the cursor: the whole raw id on a line of
// its own, so that a terminal of 80 columns shows all of it.
func (m *Model) pane() []string {
	var lines []string
	if one, ok := m.list.Selected(); ok {
		p := one.ChatParticipant
		facts := historyText(p.ShareHistoryTime, m.host.Now())
		switch {
		case p.Odd.IsOdd() && rawID(p) == "":
			facts = "as it came: " + p.Odd.Excerpt()
		case p.Odd.IsOdd():
			facts = "! " + p.Odd.Why + " · as it came: " + p.Odd.Excerpt()
		}
		if len(p.Metadata) > 0 {
			facts += " · " + metadataText(p.Metadata)
		}
		lines = append(lines,
			text.Fit(text.Sanitize(shownID(p)), m.width),
			m.theme.Heading.Render(text.Truncate(text.Sanitize(shownName(p)), m.width)),
			m.theme.Muted.Render(text.Truncate(text.Sanitize(facts), m.width)))
	}
	return document.Pane(m.theme, lines, m.width, m.paneHeight())
}

// View draws the screen.
func (m *Model) View() string {
	if m.height <= 0 {
		return ""
	}
	if failure := m.list.Failure(true, m.width, m.height); failure != nil {
		return strings.Join(failure, "\n")
	}
	return strings.Join(append([]string{m.list.View(m.columns().heading(m.theme))}, m.pane()...), "\n")
}

// FullText is why a page failed.
func (m *Model) FullText() []string { return m.list.FullText() }
