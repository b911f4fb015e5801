package area

import (
	"strings"

	"github.com/rivo/uniseg"

	"acs-chat-tui/ui/style/text"
)

// line is a line of the text: its characters as a user perceives them, and how they
// are broken into rows of a width.
type line struct {
	clusters []string
	// rows are those of the width laid; 0 where none were laid yet.
	rows []row
	laid int
}

// row is the part of a line that stands on one line of the screen: the characters from
// first up to next.
type row struct{ first, next int }

func newLine(s string) *line {
	l := &line{}
	for rest, state := s, -1; rest != ""; {
		var cluster string
		cluster, rest, _, state = uniseg.FirstGraphemeClusterInString(rest, state)
		l.clusters = append(l.clusters, cluster)
	}
	return l
}

// String is the line's text.
func (l *line) String() string { return strings.Join(l.clusters, "") }

// cut is the text before and from a column on.
func (l *line) cut(column int) (before, after string) {
	return strings.Join(l.clusters[:column], ""), strings.Join(l.clusters[column:], "")
}

// columnAt is the column behind the character that holds the byte before offset: what
// is put together may be fewer characters than its parts.
func (l *line) columnAt(offset int) int {
	length := 0
	for i, cluster := range l.clusters {
		if length >= offset {
			return i
		}
		length += len(cluster)
	}
	return len(l.clusters)
}

// cells is the width of a character as it is shown, in the terminal that draws it
// widest.
func cells(cluster string) int {
	if len(cluster) == 1 && cluster[0] >= ' ' && cluster[0] < 0x7f {
		return 1
	}
	return text.WidestWidth(text.Sanitize(cluster))
}

// lay breaks the line into rows of at most width cells: behind spaces, else within a
// word. The space at the end of a full row hangs in the cell behind it.
func (l *line) lay(width int) []row {
	if l.laid == width {
		return l.rows
	}
	l.laid, l.rows = width, nil
	first, used, gap := 0, 0, -1 // gap is the place behind the last space of the row
	for i, cluster := range l.clusters {
		if cluster == " " && used <= width {
			used, gap = used+1, i+1
			continue
		}
		w := cells(cluster)
		for used+w > width && i > first {
			next := i
			if gap > first {
				next = gap
			}
			l.rows = append(l.rows, row{first, next})
			first, used, gap = next, 0, -1
			for _, moved := range l.clusters[first:i] {
				used += cells(moved)
			}
		}
		used += w
	}
	l.rows = append(l.rows, row{first, len(l.clusters)})
	return l.rows
}

// lastOf is the column at the end of a row: behind the line's last character, or before
// the last one of a row that goes on.
func (l *line) lastOf(r row) int {
	if r.next == len(l.clusters) {
		return r.next
	}
	return r.next - 1
}
