package list

// Source is what a window shows.
type Source interface {
	// Len is the number of rows.
	Len() int
	// Height is the number of lines of a row where each may be width cells wide.
	Height(index, width int) int
	// Line draws a line of a row, of exactly width cells.
	Line(index, line, width int, selected bool) string
}

// Window is a place in rows: the first line in sight, and the window's size. Not safe for
// concurrent use.
type Window struct {
	source        Source
	width, height int
	// top is the first row in the window, skip how many of its lines are above it.
	top, skip int
}

// NewWindow returns a window of size 0×0 at the first line.
func NewWindow(source Source) *Window { return &Window{source: source} }

// SetSource shows other rows.
func (w *Window) SetSource(source Source) { w.source = source }

// SetSize sets the window's size in cells and lines; less than 0 counts as 0.
func (w *Window) SetSize(width, height int) { w.width, w.height = max(width, 0), max(height, 0) }

// Top is the index of the first row in the window, of which not all may be in sight.
func (w *Window) Top() int { return w.top }

// Home goes to the first line.
func (w *Window) Home() { w.top, w.skip = 0, 0 }

// End goes as far down as the rows fill the window.
func (w *Window) End() {
	last := max(0, w.source.Len()-1)
	w.showEnd(last)
	w.ScrollDown(w.heightOf(last) - w.height)
}

// Fit brings the window back to rows that have changed: no line of it is empty that could
// be filled.
func (w *Window) Fit() {
	length := w.source.Len()
	w.top = within(w.top, length)
	if length == 0 {
		w.skip = 0
		return
	}
	w.skip = max(0, min(w.skip, w.heightOf(w.top)-1))
	if w.height > 0 {
		w.ScrollUp(w.missing(w.height))
	}
}

// Show scrolls no further than needed to bring the rows first to last into sight; of more
// than there is room for, the first ones.
func (w *Window) Show(first, last int) {
	w.Fit()
	last = min(last, w.source.Len()-1)
	height := w.heightOf(last)
	switch line := w.lineOf(last); {
	case last < w.top:
	case line >= w.height:
		w.showEnd(last)
		w.ScrollDown(height - w.height)
	case line+height > w.height:
		w.ScrollDown(line + height - w.height)
	}
	if first < w.top || first == w.top && w.skip > 0 {
		w.top, w.skip = first, 0
	}
	w.Fit()
}

// RowAt is the row that is shown on a line of the window; ok is false where none is.
func (w *Window) RowAt(line int) (index int, ok bool) {
	if line < 0 || line >= w.height || w.missing(line+1) > 0 {
		return 0, false
	}
	return w.rowAt(line), true
}

// Begins are the rows from first to before end: those that begin in sight.
func (w *Window) Begins() (first, end int) {
	first, end = w.top, w.top
	if w.skip > 0 {
		first++
	}
	if w.height > 0 && w.source.Len() > 0 {
		end = w.rowAt(w.height-1) + 1
	}
	return first, max(first, end)
}

// Lines draws the lines in sight, each width cells wide at the most.
func (w *Window) Lines(width, selected int) []string {
	lines := make([]string, 0, w.height)
	index, line := w.top, w.skip
	for len(lines) < w.height && index < w.source.Len() {
		if line >= w.source.Height(index, width) {
			index, line = index+1, 0
			continue
		}
		lines = append(lines, w.source.Line(index, line, width, index == selected))
		line++
	}
	return lines
}

// rowWidth is the width of a row: the last column is the scrollbar's, whether it is shown
// or not, so that no text is wrapped anew when it appears.
func (w *Window) rowWidth() int {
	if w.width < 2 {
		return w.width
	}
	return w.width - 1
}

func (w *Window) heightOf(index int) int {
	if index < 0 || index >= w.source.Len() {
		return 0
	}
	return w.source.Height(index, w.rowWidth())
}

// lineOf is the line of the window in which a row begins; less than 0 where it begins
// above it, and no less than the window's height where it begins below.
func (w *Window) lineOf(index int) int {
	line := -w.skip
	for i := w.top; i < index && line < w.height; i++ {
		line += w.heightOf(i)
	}
	return line
}

// rowAt is the row that a line of the window belongs to, or else the last one.
func (w *Window) rowAt(line int) int {
	index, end := w.top, w.heightOf(w.top)-w.skip
	for line >= end && index+1 < w.source.Len() {
		index++
		end += w.heightOf(index)
	}
	return index
}

// missing is by how many lines the rows end before a number of lines from the window's
// top.
func (w *Window) missing(lines int) int {
	lines += w.skip
	for i := w.top; i < w.source.Len() && lines > 0; i++ {
		lines -= w.heightOf(i)
	}
	return max(0, lines)
}

// ScrollDown moves the window down, not beyond the end of the rows, and returns by how many
// lines.
func (w *Window) ScrollDown(lines int) int {
	lines = max(0, lines-w.missing(w.height+lines))
	w.skip += lines
	for w.top+1 < w.source.Len() {
		height := w.heightOf(w.top)
		if w.skip < height {
			break
		}
		w.skip -= height
		w.top++
	}
	return lines
}

// ScrollUp moves the window up and returns by how many lines.
func (w *Window) ScrollUp(lines int) int {
	moved := 0
	for moved < lines {
		if w.skip == 0 {
			if w.top == 0 {
				break
			}
			w.top--
			w.skip = w.heightOf(w.top)
		}
		step := min(w.skip, lines-moved)
		w.skip -= step
		moved += step
	}
	return moved
}

// showEnd puts a row at the window's end, or where it does not fit, its first line at the
// window's top.
func (w *Window) showEnd(index int) {
	w.top, w.skip = index, 0
	w.ScrollUp(w.height - w.heightOf(index))
}

// within is the index of the list that is nearest to i.
func within(i, length int) int { return max(min(i, length-1), 0) }
