package text

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

const (
	// maximumMarks is how many marks may stand on one base. Living languages
	// need four or five; more is a name that paints over its neighbours.
	maximumMarks = 8
	// maximumJoiners is how many joiners one chain of characters may have.
	// The longest emoji in use have three.
	maximumJoiners = 6
	// maximumCluster is how many runes one grapheme may have. Terminals that
	// know no graphemes draw every rune of it.
	maximumCluster = 16
	// tabStop is the distance of tab stops in cells, as in every terminal.
	tabStop = 8

	openingMark = '⟨'
	closingMark = '⟩'
)

// Sanitize makes a string that came from outside harmless on one line of a
// terminal. What it replaces stays visible as replaced:
//
//   - C0 controls and DEL become their pictures (␛ for ESC, ␉ for a tab, ␤ for
//     a line feed), so an escape sequence is read, not executed;
//   - C1 controls, bidi controls, zero-width and other hidden characters, line
//     separators, tags, and selectors and joiners where they have no effect but
//     hiding become their number, as in ⟨U+202E⟩;
//   - a byte that is not UTF-8 becomes �;
//   - of more than 8 marks on one base the rest becomes its count, as in ⟨+37⟩,
//     and so does the rest of a grapheme of more than 16 characters;
//   - a mark with nothing to stand on is given a dotted circle.
//
// Emoji joined by ZWJ, ZWNJ in scripts that use it, ideographic variation
// sequences and ordinary combining marks stay. Flags made of tags (England,
// Scotland, Wales) do not: tags carry hidden text.
//
// Sanitize(Sanitize(s)) is Sanitize(s). A clean string is returned as it is,
// without allocation.
func Sanitize(s string) string {
	c := cleaner{}
	for i := 0; i < len(s); {
		if b := s[i]; b >= ' ' && b < 0x7f {
			c.before, c.marks, c.joiners, c.run = rune(b), 0, 0, 0
			if c.dirty {
				c.out.WriteByte(b)
			}
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if r != utf8.RuneError && AgreedWidth(r) > 0 {
			c.takeBase(s, i, size, r)
			i += size
			continue
		}
		i += c.take(s, i, r, size)
	}
	result := s
	if c.dirty {
		result = c.out.String()
	}
	if c.longest >= maximumCluster {
		result = cutClusters(result)
	}
	return result
}

// cleaner is what Sanitize knows while it walks through a string.
type cleaner struct {
	out     strings.Builder
	dirty   bool // out is in use: something was replaced
	before  rune // the last rune of the result, 0 at the start
	marks   int  // marks on the present base
	joiners int  // joiners in the present chain
	run     int  // runes since the last one that surely begins a grapheme
	longest int  // the longest such run
}

// take judges the rune r of size bytes at s[i:] and returns how many bytes it
// has dealt with.
func (c *cleaner) take(s string, i int, r rune, size int) int {
	switch {
	case r == utf8.RuneError && size == 1:
		c.replace(s, i, string(utf8.RuneError), utf8.RuneError)
	case r < ' ':
		picture := controlPicture(r)
		c.replace(s, i, string(picture), picture)
	case r == 0x7f:
		c.replace(s, i, "␡", '␡')
	case isJoiner(r) && c.mayJoin(s[i+size:]):
		c.joiners++
		c.keep(s, i, size, r)
	case isSelector(r) && takesSelector(c.before, r):
		c.keep(s, i, size, r)
	case isJoiner(r), isSelector(r), unicode.Is(hidden, r):
		c.replace(s, i, fmt.Sprintf("%cU+%04X%c", openingMark, r, closingMark), closingMark)
	case isMark(r):
		return c.takeMark(s, i, size, r)
	default:
		c.takeBase(s, i, size, r)
	}
	return size
}

// takeBase keeps a character on which marks can stand.
func (c *cleaner) takeBase(s string, i, size int, r rune) {
	if !isJoiner(c.before) {
		c.joiners = 0
	}
	c.marks = 0
	c.keep(s, i, size, r)
}

// takeMark keeps a mark, gives it a base, or cuts the whole rest of a stack
// that is too high.
func (c *cleaner) takeMark(s string, i, size int, r rune) int {
	switch {
	case c.before == 0 && !isSkinTone(r):
		c.replace(s, i, string(dottedCircle), dottedCircle)
		fallthrough
	case c.marks < maximumMarks:
		c.marks++
		c.keep(s, i, size, r)
		return size
	}
	end, count := i, 0
	for end < len(s) {
		next, n := utf8.DecodeRuneInString(s[end:])
		if !isMark(next) {
			break
		}
		end += n
		count++
	}
	c.replace(s, i, cutNote(count), closingMark)
	return end - i
}

// mayJoin reports whether a joiner may stay between what was written last and
// rest: it must touch something that it can join, and not be one of a heap.
func (c *cleaner) mayJoin(rest string) bool {
	if c.before == 0 || c.before == closingMark || isJoiner(c.before) || c.joiners >= maximumJoiners {
		return false
	}
	if joins(c.before) {
		return true
	}
	next, _ := utf8.DecodeRuneInString(rest)
	return unicode.IsLetter(next) && !unicode.Is(hidden, next) && joins(next)
}

// keep lets s[i:i+size], the rune r, stand.
func (c *cleaner) keep(s string, i, size int, r rune) {
	if c.dirty {
		c.out.WriteString(s[i : i+size])
	}
	c.before = r
	if AgreedWidth(r) > 0 {
		c.run = 0
		return
	}
	c.run++
	c.longest = max(c.longest, c.run)
}

// replace writes instead for the rune at s[i:]. last is the last rune of it.
func (c *cleaner) replace(s string, i int, instead string, last rune) {
	if !c.dirty {
		c.dirty = true
		c.out.Grow(len(s) + len(instead))
		c.out.WriteString(s[:i])
	}
	c.out.WriteString(instead)
	c.before, c.marks, c.joiners, c.run = last, 0, 0, 0
}

// controlPicture is the picture of a C0 control. A line feed gets the symbol
// for a new line, which is what it meant.
func controlPicture(r rune) rune {
	if r == '\n' {
		return '␤'
	}
	return '␀' + r
}

func cutNote(count int) string {
	return string(openingMark) + "+" + strconv.Itoa(count) + string(closingMark)
}

// cutClusters cuts every grapheme of s that has too many runes. Only strings
// with a long run of uncommon runes come here.
func cutClusters(s string) string {
	var out strings.Builder
	for rest := s; rest != ""; {
		cluster, _ := ansi.FirstGraphemeCluster(rest, ansi.GraphemeWidth)
		rest = rest[len(cluster):]
		count := utf8.RuneCountInString(cluster)
		if count <= maximumCluster {
			out.WriteString(cluster)
			continue
		}
		end := 0
		for range maximumCluster {
			_, n := utf8.DecodeRuneInString(cluster[end:])
			end += n
		}
		kept := strings.TrimRight(cluster[:end], string(zeroWidthJoiner)+string(zeroWidthNonJoiner))
		out.WriteString(kept)
		out.WriteString(cutNote(count - utf8.RuneCountInString(kept)))
	}
	return out.String()
}

// SanitizeLines is [Sanitize] for text of several lines: line feeds stay (a
// carriage return before one is part of it and goes), and tabs become spaces
// up to the next multiple of 8 cells.
func SanitizeLines(s string) string {
	var out strings.Builder
	clean := true
	for start := 0; start <= len(s); {
		line, next := s[start:], len(s)+1
		if end := strings.IndexByte(line, '\n'); end >= 0 {
			line, next = line[:end], start+end+1
		}
		safe := sanitizeLine(line, next <= len(s))
		if clean && safe != line {
			clean = false
			out.Grow(len(s) + len(safe))
			out.WriteString(s[:start])
		}
		if !clean {
			out.WriteString(safe)
			if next <= len(s) {
				out.WriteByte('\n')
			}
		}
		start = next
	}
	if clean {
		return s
	}
	return out.String()
}

func sanitizeLine(line string, ended bool) string {
	if ended {
		line = strings.TrimSuffix(line, "\r")
	}
	if strings.IndexByte(line, '\t') < 0 {
		return Sanitize(line)
	}
	var out strings.Builder
	column := 0
	for i, part := range strings.Split(line, "\t") {
		if i > 0 {
			blanks := tabStop - column%tabStop
			out.WriteString(spaces(blanks))
			column += blanks
		}
		safe := Sanitize(part)
		out.WriteString(safe)
		column += Width(safe)
	}
	return out.String()
}
