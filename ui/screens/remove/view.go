package remove

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/style/text"
	"acs-chat-tui/ui/widget/document"
)

// headLines are the lines above the rows: the heading, how far the run is, and the
// names of the columns.
const headLines = 3

// paneHeight is the height of the lines below the rows that tell of the one under the
// cursor; small terminals have none.
func (m *Model) paneHeight() int {
	if m.height < 12 {
		return 0
	}
	return 5
}

// View draws the screen.
func (m *Model) View() string {
	if m.height <= 0 || m.width <= 0 {
		return ""
	}
	where := cmp.Or(m.to.Topic, m.to.ThreadID)
	c := m.columns()
	lines := []string{
		m.theme.Heading.Render(text.Truncate(fmt.Sprintf("Remove %d participants from “%s”", len(m.run.rows), text.Sanitize(where)), m.width)),
		m.progress(),
		m.theme.Label.Render(text.Truncate("    "+text.Fit("display name", c.name)+" "+text.Fit("raw id", c.id)+" outcome", m.width)),
	}
	if rows := m.list.Rows(); rows != "" {
		lines = append(lines, strings.Split(rows, "\n")...)
	}
	lines = append(lines, m.pane()...)
	return strings.Join(lines[:min(len(lines), m.height)], "\n")
}

// progress says how far the run is, and how long the rest takes at the least.
func (m *Model) progress() string {
	said := m.counts()
	switch {
	case m.run.ended() && m.run.stopped != "":
		said += " · " + m.run.stopped
	case m.run.ended():
	case m.run.stopped != "":
		said += " · stopping when the service has answered"
	default:
		left := command.RemovalsEnd(m.scope, m.to.ThreadID, len(m.run.queue)).Sub(m.host.Now())
		if left >= time.Second {
			said += " · at least " + text.Life(left) + " left"
		}
	}
	if m.run.ended() && m.run.left() > 0 {
		said += " · " + m.keys.Retry.Help().Key + " tries the rest again"
	}
	style := m.theme.Accent
	switch {
	case m.run.ended() && m.run.left() > 0:
		style = m.theme.Warning
	case m.run.ended():
		style = m.theme.Success
	}
	return style.Render(text.Truncate(said, m.width))
}

// counts says how many rows of each kind there are.
func (m *Model) counts() string {
	said := []string{fmt.Sprintf("%d of %d removed", m.run.count(removed), len(m.run.rows))}
	for _, kind := range []struct {
		state state
		words string
	}{{refused, "✗ %d refused"}, {notRemoved, "– %d not removed"}, {unknown, "? %d unknown"}} {
		if n := m.run.count(kind.state); n > 0 {
			said = append(said, fmt.Sprintf(kind.words, n))
		}
	}
	return strings.Join(said, " · ")
}

// columns are the widths of the columns behind the cursor's and the sign's.
type columns struct{ name, id, outcome int }

func (m *Model) columns() columns {
	const signs, scrollbar, gaps, wholeID = 4, 1, 2, 79
	rest := max(0, m.width-signs-scrollbar-gaps)
	c := columns{name: rest * 26 / 100}
	c.id = min(wholeID, rest*30/100)
	c.outcome = max(0, rest-c.name-c.id)
	return c
}

// row draws one participant.
func (m *Model) row(one *row, selected bool) string {
	c := m.columns()
	sign, drawn := m.sign(one.state)
	plain := func(t string) string { return t }
	muted := func(t string) string { return m.theme.Muted.Render(t) }
	marker := " "
	if selected {
		marker = "▸"
		plain = func(t string) string { return m.theme.Selected.Render(t) }
		muted, drawn = plain, plain
	}
	name, nameStyle := one.name(), plain
	if name == "" {
		name, nameStyle = "(no name)", muted
	}
	r := text.NewRow(0)
	r.Glyphs(plain(marker)+plain(" ")+drawn(sign)+plain(" "), 4)
	r.Cell(nameStyle, name, c.name)
	r.Cell(plain, "", 1)
	r.Cell(muted, text.TruncateMiddle(text.Sanitize(one.rawID()), c.id), c.id)
	r.Cell(plain, "", 1)
	r.Cell(drawn, m.outcome(one), c.outcome)
	return r.String()
}

// sign is a state's sign, and the style of the row's outcome.
func (m *Model) sign(of state) (sign string, style func(string) string) {
	render := func(s interface{ Render(...string) string }) func(string) string {
		return func(t string) string { return s.Render(t) }
	}
	switch of {
	case underWay:
		return "…", render(m.theme.Accent)
	case removed:
		return "✓", render(m.theme.Success)
	case refused:
		return "✗", render(m.theme.Error)
	case notRemoved:
		return "–", render(m.theme.Warning)
	case unknown:
		return "?", render(m.theme.Warning)
	case waiting:
	}
	return "·", render(m.theme.Muted)
}

// outcome is what became of a row, in words.
func (m *Model) outcome(one *row) string {
	switch one.state {
	case underWay:
		return "being removed"
	case removed:
		return cmp.Or(one.reason, "removed")
	case refused:
		return "refused: " + one.reason
	case notRemoved, unknown:
		return one.reason
	case waiting:
	}
	return "waiting"
}

// pane tells of the row under the cursor whole.
func (m *Model) pane() []string {
	height := m.paneHeight()
	if height == 0 || len(m.run.rows) == 0 {
		return nil
	}
	one := m.selected()
	outcome := text.Wrap(text.Sanitize(m.outcome(one)), m.width)
	const above = 2
	lines := append([]string{text.Fit(text.Sanitize(one.rawID()), m.width)},
		document.Cut(m.theme, m.host.Keys(), outcome, height-above, m.width)...)
	return document.Pane(m.theme, lines, m.width, height)
}

// FullText is who is under the cursor, and what became of him.
func (m *Model) FullText() []string {
	if len(m.run.rows) == 0 {
		return nil
	}
	one := m.selected()
	lines := []string{cmp.Or(text.Sanitize(one.name()), "(no name)"), text.Sanitize(one.rawID()), "", text.Sanitize(m.outcome(one))}
	if m.run.stopped != "" {
		lines = append(lines, "", text.Sanitize(m.run.stopped))
	}
	return lines
}
