package participantrows

import (
	"fmt"
	"slices"
	"strings"

	"github.com/charmbracelet/lipgloss"

	"acs-chat-tui/ui/component/form"
	"acs-chat-tui/ui/data/roster"
	"acs-chat-tui/ui/style/text"
	"acs-chat-tui/ui/widget/clickable"
	"acs-chat-tui/ui/widget/document"
)

// The widths of a row's columns: what is left goes to the identifier, which
// needs 79 cells to be seen whole.
const (
	numberWidth = 5
	signWidth   = 1
	gap         = 1
	wholeID     = 80
)

type widths struct{ id, name, history int }

func layout(width int) widths {
	w := widths{name: 18, history: 17}
	if width < 70 {
		w = widths{name: 10, history: 6}
	}
	fixed := 2 + numberWidth + signWidth + 3*gap
	w.id = max(6, min(wholeID, width-fixed-w.name-w.history))
	if rest := width - fixed - w.name - w.history - w.id; rest > 0 {
		w.name += min(rest, 14)
	}
	return w
}

// Lines draws the rows, the one under the focus among them. A click on a field puts the
// rows' focus there, one on an offered identity chooses it, to be taken by a key.
func (e *Editor) Lines(c form.Canvas) (drawn clickable.Lines, focus int) {
	width, height, focused := c.Width, c.Height, c.Focused
	e.checkAll()
	w := layout(width)
	drawn = clickable.Plain(e.theme.Label.Render(text.Fit(
		"  "+text.Fit("", numberWidth)+text.Fit("identifier", w.id)+" "+text.Fit("display name", w.name)+" "+text.Fit("history", w.history), width)))
	room := height - 1
	focusLines := e.cutRow(e.rowLines(e.at, e.rows[e.at].check, w, width, focused), room, width)
	above, below := e.windowAround(len(focusLines), room, width)
	for i := above; i < e.at; i++ {
		drawn = append(drawn, e.rowLines(i, e.rows[i].check, w, width, false)...)
	}
	focus = len(drawn)
	drawn = append(drawn, focusLines...)
	for i := e.at + 1; i <= below; i++ {
		drawn = append(drawn, e.rowLines(i, e.rows[i].check, w, width, false)...)
	}
	if len(drawn) > height {
		drawn = drawn[:height]
	}
	return drawn, focus
}

// windowAround chooses the rows around the focus that fit: as many above as
// below where both are there.
func (e *Editor) windowAround(used, room, width int) (first, last int) {
	first, last = e.at, e.at
	for {
		grown := false
		if last+1 < len(e.rows) && used+e.rowHeight(last+1, width) <= room {
			last++
			used += e.rowHeight(last, width)
			grown = true
		}
		if first > 0 && used+e.rowHeight(first-1, width) <= room {
			first--
			used += e.rowHeight(first, width)
			grown = true
		}
		if !grown {
			return first, last
		}
	}
}

func (e *Editor) rowHeight(i, width int) int {
	return 1 + len(e.remark(i, e.rows[i].check, false).lines(width))
}

// remark is what is to be said of a row, in harmless words.
type remark struct {
	style lipgloss.Style
	words string
}

// lines are a remark below its row, whole.
func (r remark) lines(width int) []string {
	if r.words == "" {
		return nil
	}
	return document.Paragraph(r.style, r.words, min(6, width), width)
}

// rowLines draws one row: its fields, then what is to be said of it.
func (e *Editor) rowLines(i int, c check, w widths, width int, focused bool) clickable.Lines {
	r := e.rows[i]
	marker := "  "
	if focused {
		marker = e.theme.Accent.Render("▸ ")
	}
	line := text.NewRow(0)
	line.Glyphs(marker, 2)
	line.Cell(func(s string) string { return e.theme.Muted.Render(s) }, fmt.Sprintf("%4d", i+1), numberWidth)
	var begins [columns]int
	for _, cell := range []struct {
		column column
		width  int
	}{{columnID, w.id}, {columnName, w.name}, {columnHistory, w.history}} {
		begins[cell.column] = line.Width()
		e.drawField(line, r, cell.column, cell.width, focused)
		line.Gap(gap)
	}
	line.Glyphs(e.sign(r, c), 1)
	drawn := clickable.Lines{{Text: line.String(), Click: func(x int) { e.focus(i, columnAt(begins, x)) }}}
	drawn = append(drawn, clickable.For(func() { e.focus(i, e.column) }, e.remark(i, c, focused).lines(width)...)...)
	if focused {
		drawn = append(drawn, e.offerLines(width)...)
	}
	return drawn
}

// cutRow leaves of the row under the focus what there is room for, and says which key
// shows the rest of it.
func (e *Editor) cutRow(lines clickable.Lines, room, width int) clickable.Lines {
	if len(lines) <= room || room < 1 {
		return lines
	}
	said := make([]string, 0, len(lines)-1)
	for _, line := range lines[1:] {
		said = append(said, line.Text)
	}
	if room == 1 {
		return lines[:1]
	}
	cut := document.Cut(e.theme, e.host.Keys(), said, room-1, width)
	kept := slices.Clone(lines[:room])
	for i, line := range cut {
		kept[i+1].Text = line
	}
	return kept
}

// FullText is all that is known of the row under the focus: who it is, and what is to be said
// of it.
func (e *Editor) FullText() []string {
	e.checkAll()
	r := e.rows[e.at]
	if r.empty() && !r.fixed {
		return nil
	}
	said := e.remark(e.at, r.check, true).words
	lines := []string{fmt.Sprintf("Row %d: %s", e.at+1, text.Sanitize(r.rawID()))}
	if name := strings.TrimSpace(r.name.Value()); name != "" {
		lines = append(lines, "Display name: "+text.Sanitize(name))
	}
	if said != "" {
		lines = append(lines, said)
	}
	return lines
}

// columnAt is the field that a cell of a row belongs to, where begins says in which cell
// each begins.
func columnAt(begins [columns]int, x int) column {
	at := columnID
	for c, begin := range begins {
		if x >= begin {
			at = column(c)
		}
	}
	return at
}

// drawField draws one field of a row. What can no longer be edited is dim.
func (e *Editor) drawField(line *text.Row, r *row, c column, width int, focused bool) {
	done := r.done()
	f := r.field(c)
	if focused && e.column == c && !done {
		line.Drawn(f.View(e.theme, width, true, false), width)
		return
	}
	value := f.Value()
	if c == columnID {
		value = r.rawID()
	}
	value = text.Sanitize(value)
	if value == "" {
		line.Drawn(f.View(e.theme, width, false, false), width)
		return
	}
	if c == columnID {
		value = text.TruncateMiddle(value, width)
	}
	var style func(string) string
	if done || (r.fixed && c == columnID) {
		style = func(s string) string { return e.theme.Muted.Render(s) }
	}
	line.Cell(style, value, width)
}

// appearance is how a status is shown: its sign, and what stands before its reason.
type appearance struct {
	sign  string
	style lipgloss.Style
	says  string
}

func (e *Editor) appearance(status Status) appearance {
	t := e.theme
	return [...]appearance{
		Editing: {style: t.Plain}, Waiting: {"·", t.Muted, ""},
		Accepted: {"✓", t.Success, "✓ "}, Member: {"✓", t.Success, "✓ "},
		Refused: {"✗", t.Error, "✗ refused: "}, Broken: {"✗", t.Error, "✗ not sent: "},
		NotSent: {"–", t.Warning, "– "}, Uncertain: {"?", t.Warning, "? "}, Duplicate: {"=", t.Warning, "= not sent: "},
	}[status]
}

// sign is a row's state in one cell.
func (e *Editor) sign(r *row, c check) string {
	shown := e.appearance(r.status)
	switch {
	case c.fault != "" && e.submitted && !r.done():
		return e.theme.Error.Render("✗")
	case shown.sign != "":
		return shown.style.Render(shown.sign)
	case c.warning != "":
		return e.theme.Warning.Render("!")
	}
	return " "
}

// remark is what is to be said of a row, below it.
func (e *Editor) remark(i int, c check, focused bool) remark {
	r := e.rows[i]
	shown := e.appearance(r.status)
	switch {
	case r.status == Waiting, r.done() && r.reason == "":
		return remark{}
	case r.done():
		return remark{e.theme.Muted, shown.says + text.Sanitize(r.reason)}
	case shown.says != "":
		return remark{shown.style, shown.says + text.Sanitize(r.reason)}
	case c.fault != "" && (e.submitted || !focused):
		return remark{e.theme.Error, "✗ " + text.Sanitize(c.fault)}
	case focused:
		return e.hint(r, c)
	case c.warning != "":
		return remark{e.theme.Warning, "! " + text.Sanitize(c.warning)}
	}
	return remark{}
}

// hint helps with the field under the focus.
func (e *Editor) hint(r *row, c check) remark {
	note := text.Sanitize(c.note)
	switch {
	case len(e.offers()) > 0:
		return remark{e.theme.Muted, "part of a name or id: → takes the offered identity, pgup and pgdn choose"}
	case r.empty() && e.column != columnHistory:
		return remark{}
	case r.fixed:
		return remark{e.theme.Muted, "you: the service adds the creator in any case, and the name cannot be changed later"}
	case e.column == columnHistory:
		return remark{e.theme.Muted, roster.HistoryHint}
	case c.fault != "" && note != "":
		return remark{e.theme.Muted, "… " + note + ", not complete"}
	case c.fault != "":
		return remark{e.theme.Muted, "… " + text.Sanitize(c.fault)}
	case c.warning != "":
		return remark{e.theme.Warning, note + " · " + text.Sanitize(c.warning)}
	}
	return remark{e.theme.Muted, note}
}

func (e *Editor) offerLines(width int) clickable.Lines {
	offers := e.offers()
	drawn := make(clickable.Lines, 0, len(offers))
	selected := min(e.offered, max(0, len(offers)-1))
	for i, offer := range offers {
		line := text.Fit("        "+text.Sanitize(offer.Name)+"  "+text.Sanitize(offer.RawID), width)
		if i == selected {
			line = e.theme.Accent.Render(text.Fit("      → "+text.Sanitize(offer.Name)+"  "+text.Sanitize(offer.RawID), width))
		}
		drawn = append(drawn, clickable.For(func() { e.offered = i }, line)...)
	}
	return drawn
}
