package text

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// Wrap breaks clean text (see [SanitizeLines]) into lines of at most width cells: at line
// feeds, spaces and beside wide characters (Chinese and Japanese have no spaces), else inside
// a word that is longer than a line. Graphemes stay whole; one that is wider than width
// becomes "…". Spaces at a break go. A width of 0 or less gives nil.
func Wrap(s string, width int) []string {
	if width <= 0 {
		return nil
	}
	var lines []string
	for line := range strings.SplitSeq(s, "\n") {
		lines = wrapLine(lines, line, width)
	}
	return lines
}

func wrapLine(lines []string, line string, width int) []string {
	if Width(line) <= width {
		return append(lines, line)
	}
	w := wrapper{lines: lines, width: width}
	for rest := line; rest != ""; {
		cluster, cells := ansi.FirstGraphemeCluster(rest, ansi.GraphemeWidth)
		rest = rest[len(cluster):]
		switch {
		case cells > width:
			w.endWord()
			w.add(Truncate(cluster, width))
			w.endWord()
		case cluster == " ":
			w.endWord()
			w.gap++
		case cells > 1:
			w.endWord()
			w.add(cluster)
			w.endWord()
		default:
			w.add(cluster)
		}
	}
	w.endWord()
	return append(w.lines, w.line.String())
}

// wrapper fills lines with words.
type wrapper struct {
	lines []string
	width int
	line  strings.Builder
	word  strings.Builder
	gap   int // spaces between line and word
}

// add adds a grapheme to the word. A word that fills a line by itself is
// broken there.
func (w *wrapper) add(cluster string) {
	if Width(w.word.String()+cluster) > w.width {
		w.endWord()
	}
	w.word.WriteString(cluster)
}

// endWord puts the word on the line, or on a new one where it does not fit.
func (w *wrapper) endWord() {
	word := w.word.String()
	if word == "" {
		return
	}
	line := w.line.String()
	if joined := line + spaces(w.gap) + word; Width(joined) <= w.width {
		w.line.Reset()
		w.line.WriteString(joined)
	} else {
		if line != "" {
			w.lines = append(w.lines, line)
		}
		w.line.Reset()
		w.line.WriteString(word)
	}
	w.gap = 0
	w.word.Reset()
}
