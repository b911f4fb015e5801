package requestlog

import (
	"strings"

	"acs-chat-tui/ui/style/text"
	"acs-chat-tui/ui/style/theme"
)

// columns are the widths of the list's columns; one of no width is left out.
type columns struct{ at, method, path, status, took, attempt, sent, received int }

// markerWidth is the width of the cursor's mark.
const markerWidth = 2

// columns divides the width, less the scrollbar's: a narrow terminal shows what was
// asked and what came of it, a wide one times and sizes as well.
func (m *Model) columns() columns {
	const wide, medium, narrow = 110, 76, 56
	c := columns{method: 6, status: 13}
	if m.width >= narrow {
		c.at = 8
	}
	if m.width >= medium {
		c.status, c.took, c.attempt = 21, 7, 7
	}
	if m.width >= wide {
		c.sent, c.received = 9, 9
	}
	used := markerWidth + 2 // the scrollbar and the gap behind the path
	for _, width := range []int{c.at, c.method, c.status, c.took, c.attempt, c.sent, c.received} {
		if width > 0 {
			used += width + 1
		}
	}
	used-- // no gap behind the last one
	c.path = max(0, m.width-used)
	return c
}

// heading names the columns.
func (c columns) heading(t *theme.Theme) string {
	r := text.NewRow(0)
	label := func(s string) string { return t.Label.Render(s) }
	r.Cell(label, "", markerWidth)
	for _, column := range []struct {
		name  string
		width int
	}{
		{"time", c.at},
		{"method", c.method},
		{"path", c.path},
		{"answer", c.status},
		{"took", c.took},
		{"attempt", c.attempt},
		{"sent", c.sent},
		{"received", c.received},
	} {
		if column.width > 0 {
			r.Cell(label, column.name, column.width)
			r.Cell(label, "", 1)
		}
	}
	return r.String()
}

// row draws one entry.
func (m *Model) row(e *entry, selected bool) string {
	answer := m.theme.Success.Render
	switch e.how {
	case fine:
	case doubtful:
		answer = m.theme.Warning.Render
	case bad:
		answer = m.theme.Error.Render
	}
	marker, plain, muted := "  ", func(s string) string { return s }, m.theme.Muted.Render
	if selected {
		marker, answer, muted = "▸ ", m.theme.Selected.Render, m.theme.Selected.Render
		plain = func(s string) string { return m.theme.Selected.Render(s) }
	}
	c := m.columns()
	r := text.NewRow(0)
	r.Glyphs(plain(marker), markerWidth)
	if c.at > 0 {
		r.Cell(func(s string) string { return muted(s) }, e.Started.In(m.host.Now().Location()).Format("15:04:05"), c.at)
		r.Cell(plain, "", 1)
	}
	r.Cell(plain, e.Method, c.method)
	r.Cell(plain, "", 1)
	r.Cell(plain, text.TruncateMiddle(e.path, c.path), c.path)
	r.Cell(plain, "", 1)
	r.Cell(func(s string) string { return answer(s) }, e.words, c.status)
	// The rest is the program's own plain text, in one piece: styles cost time.
	var rest strings.Builder
	for i, width := range [...]int{c.took, c.attempt, c.sent, c.received} {
		if width > 0 {
			rest.WriteString(" " + text.Fit(e.numbers[i], width))
		}
	}
	r.Cell(func(s string) string { return muted(s) }, rest.String(), text.Width(rest.String()))
	return r.String()
}
