package roster

import (
	"fmt"
	"strings"
)

// cell is one cell of a record, without its quotation marks or the white space around it.
type cell struct {
	text   string
	quoted bool
}

// breach describes quotation marks that do not match; line counts from 0.
type breach struct {
	line int
	text string
}

// readCells reads the record at the start of text; size includes its line end. With a breach
// they are those of its first line alone, split at every separator.
//
// encoding/csv reads to the end of the text after a quotation mark that is not closed, knows
// no CR, and changes line ends within cells.
func readCells(text string, separator byte) (cells []cell, size int, broken *breach) {
	const usual = 4
	cells = make([]cell, 0, usual)
	at, line := 0, 0
	for {
		start := at
		at += blanks(text[at:], separator)
		if strings.HasPrefix(text[at:], `"`) {
			content, length, why := readQuoted(text[at:], separator)
			if why != "" {
				cells, size = splitFirstLine(text, separator)
				return cells, size, &breach{line: line, text: why}
			}
			cells = append(cells, cell{content, true})
			line += lineEnds(content)
			at += length
		} else {
			for at < len(text) && text[at] != separator && text[at] != '\n' && text[at] != '\r' {
				at++
			}
			cells = append(cells, cell{strings.TrimSpace(text[start:at]), false})
		}
		if at == len(text) {
			return cells, at, nil
		}
		if text[at] != separator {
			return cells, at + lineEnd(text[at:]), nil
		}
		at++
	}
}

// readQuoted reads the cell whose opening quotation mark begins text. length reaches to the
// separator, line end or end of text behind it; why is why the quotation marks do not match.
func readQuoted(text string, separator byte) (content string, length int, why string) {
	at := 1
	for {
		next := strings.IndexByte(text[at:], '"')
		if next < 0 {
			return "", 0, "the quotation mark that opens in this line is never closed; " + goesOn
		}
		at += next + 1
		if at == len(text) || text[at] != '"' {
			break
		}
		at++
	}
	content = text[1 : at-1]
	if strings.Contains(content, `""`) {
		content = strings.ReplaceAll(content, `""`, `"`)
	}
	at += blanks(text[at:], separator)
	behind := at < len(text) && text[at] != separator && lineEnd(text[at:]) == 0
	switch lines := lineEnds(content); {
	case behind && lines == 0:
		return "", 0, "there is text behind the quotation mark that closes a cell; within a cell a quotation mark is written twice"
	case behind:
		return "", 0, fmt.Sprintf("the quotation mark that opens in this line is not closed: the next one, %d lines on, stands within a cell; %s", lines, goesOn)
	case lines > 0 && holdsRecord(content):
		return "", 0, fmt.Sprintf("the quotation mark that opens in this line is closed %d lines on, behind lines that look like participants of their own; it is taken as never closed: %s", lines, goesOn)
	}
	return content, at, ""
}

const goesOn = "only this line is left out, reading goes on with the next one"

// blanks counts the spaces and tabs that begin text and are not the separator.
func blanks(text string, separator byte) int {
	at := 0
	for at < len(text) && (text[at] == ' ' || text[at] == '\t') && text[at] != separator {
		at++
	}
	return at
}

// holdsRecord reports whether a later line of a cell looks like a record behind an unclosed
// quotation mark. What this package writes never does: see escape.
func holdsRecord(content string) bool {
	later := false
	for i := range len(content) {
		if later && beginsPart(content, i) && looksLikeID(part(content, i)) {
			return true
		}
		later = later || content[i] == '\n' || content[i] == '\r'
	}
	return false
}

// splitFirstLine splits the first line of text regardless of quotation marks.
func splitFirstLine(text string, separator byte) (cells []cell, size int) {
	line := firstLine(text)
	for piece := range strings.SplitSeq(line, string(separator)) {
		cells = append(cells, cell{trimQuotes(piece), false})
	}
	return cells, len(line) + lineEnd(text[len(line):])
}

// firstLine is text up to its first line end.
func firstLine(text string) string {
	if end := strings.IndexAny(text, "\r\n"); end >= 0 {
		return text[:end]
	}
	return text
}

// lineEnd is the length of the line end that begins text: LF, CR LF or CR.
func lineEnd(text string) int {
	switch {
	case strings.HasPrefix(text, "\r\n"):
		return 2
	case text != "" && (text[0] == '\n' || text[0] == '\r'):
		return 1
	}
	return 0
}

// lineEnds counts the line ends in text.
func lineEnds(text string) int {
	return strings.Count(text, "\n") + strings.Count(text, "\r") - strings.Count(text, "\r\n")
}

// trimQuotes removes white space and quotation marks from both ends.
func trimQuotes(s string) string {
	return strings.TrimSpace(strings.Trim(strings.TrimSpace(s), `"'`))
}

// rawIDStart reports whether s begins as raw ids of known kinds do: a number, a colon and
// something that is no space.
func rawIDStart(s string) bool {
	const longest = len("28:") + 1
	number, rest, found := strings.Cut(s[:min(len(s), longest)], ":")
	if !found || rest == "" || strings.IndexByte(" \t\r\n,;\"'", rest[0]) >= 0 {
		return false
	}
	return number == "8" || number == "4" || number == "28" || number == "48"
}

// isRawID reports whether s is a raw id of a known kind and nothing else.
func isRawID(s string) bool { return rawIDStart(s) && !strings.ContainsAny(s, " \t\r\n,;") }
