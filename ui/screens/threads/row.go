package threads

import (
	"strings"

	"acs-chat-tui/acs"
	"acs-chat-tui/ui/style/text"
	"acs-chat-tui/ui/style/theme"
)

// columns are the widths of the list's columns.
type columns struct{ topic, activity, state, id int }

const (
	activityWidth = 13
	stateWidth    = 9
	markerWidth   = 2
)

// columns divides the width, less the scrollbar's: a wide terminal shows thread
// ids whole.
func (m *Model) columns() columns {
	const wholeID = 66
	c := columns{activity: activityWidth, state: stateWidth}
	rest := max(0, m.listWidth()-1-markerWidth-c.activity-c.state-3)
	c.id = max(0, min(wholeID, rest*45/100))
	const roomForBoth = 90
	if rest < 30 || (m.besideWidth() > 0 && rest < roomForBoth) {
		// Beside the list the id stands anyway.
		c.id = 0
	}
	c.topic = rest - c.id
	return c
}

func (c columns) heading(t *theme.Theme) string {
	return t.Label.Render(text.Fit("  "+text.Fit("topic", c.topic)+" "+text.Fit("last activity", c.activity)+" "+
		text.Fit("", c.state)+" "+text.Fit("id", c.id), markerWidth+c.topic+c.activity+c.state+c.id+3))
}

// row draws one thread.
func (m *Model) row(item acs.ChatThreadItem, _, _ int, selected bool) string {
	c := m.columns()
	style := func(s string) string { return s }
	muted := func(s string) string { return m.theme.Muted.Render(s) }
	warning := func(s string) string { return m.theme.Warning.Render(s) }
	change, _ := m.changeOf(item.ID)
	marker := " " + change.Sign()
	if selected {
		marker = "▸" + change.Sign()
		style = func(s string) string { return m.theme.Selected.Render(s) }
		muted, warning = style, style
	}
	activity := ""
	if item.LastMessageReceivedOn != nil {
		activity = text.Ago(m.host.Now(), *item.LastMessageReceivedOn)
	}
	r := text.NewRow(0)
	r.Glyphs(style(marker), markerWidth)
	r.Cell(style, shownTopic(item), c.topic)
	r.Cell(style, "", 1)
	r.Cell(muted, activity, c.activity)
	r.Cell(style, "", 1)
	r.Cell(warning, m.state(item), c.state)
	r.Cell(style, "", 1)
	r.Cell(muted, text.TruncateMiddle(text.Sanitize(shownID(item)), c.id), c.id)
	return r.String()
}

// shownID is a thread's id, or what came in its place.
func shownID(item acs.ChatThreadItem) string {
	if item.ID == "" {
		return "! " + item.Odd.Why
	}
	return item.ID
}

// shownTopic is a thread's topic, or that it shows none.
func shownTopic(item acs.ChatThreadItem) string {
	if item.ID == "" && item.Topic == "" {
		return "! " + item.Odd.Why + ": " + item.Odd.Excerpt()
	}
	if strings.TrimSpace(item.Topic) == "" {
		return "(blank topic)"
	}
	return item.Topic
}
