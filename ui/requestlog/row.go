package requestlog

import (
	"fmt"

	"acs-chat-tui/ui/text"
	"acs-chat-tui/ui/theme"
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
	used := markerWidth + 1
	for _, width := range []int{c.at, c.method, c.status, c.took, c.attempt, c.sent, c.received} {
		if width > 0 {
			used += width + 1
		}
	}
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
	plain, muted, answer := m.theme.Plain.Render, m.theme.Muted.Render, m.theme.Success.Render
	words, how := outcome(e.Exchange)
	switch how {
	case fine:
	case doubtful:
		answer = m.theme.Warning.Render
	case bad:
		answer = m.theme.Error.Render
	}
	marker := "  "
	if selected {
		marker = "▸ "
		plain, muted, answer = m.theme.Selected.Render, m.theme.Selected.Render, m.theme.Selected.Render
	}
	c := m.columns()
	r := text.NewRow(0)
	r.Glyphs(plain(marker), markerWidth)
	cell := func(style func(...string) string, s string, width int) {
		if width > 0 {
			styled := func(s string) string { return style(s) }
			r.Cell(styled, s, width)
			r.Cell(styled, "", 1)
		}
	}
	cell(muted, e.Started.In(m.host.Now().Location()).Format("15:04:05"), c.at)
	cell(plain, e.Method, c.method)
	cell(plain, text.TruncateMiddle(shortPath(e.path), c.path), c.path)
	cell(answer, words, c.status)
	cell(muted, took(e.Duration), c.took)
	cell(muted, fmt.Sprintf("%d of %d", e.Attempt, e.MaxAttempts), c.attempt)
	cell(muted, size(e.RequestBody.Size), c.sent)
	cell(muted, size(e.ResponseBody.Size), c.received)
	return r.String()
}
