package roster

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// escapeMark is put before a part of a cell that a spreadsheet would run.
const escapeMark = '\''

// emptyValue is the cell of metadata that is there and empty. escape never makes
// it: a cell that is this already gets a second mark.
const emptyValue = string(escapeMark)

// escape makes a cell harmless for spreadsheets: see the package's documentation.
// unescape(escape(s)) is s.
func escape(s string) string {
	if isPlain(s) {
		return s
	}
	return rewrite(s, false)
}

// isPlain says that s is one part that begins with a letter or a digit of ASCII, as
// nearly all cells are: such a one needs no mark.
func isPlain(s string) bool {
	return s == "" || !strings.ContainsAny(s, partEnds) &&
		(s[0] >= '0' && s[0] <= '9' || s[0] >= 'A' && s[0] <= 'Z' || s[0] >= 'a' && s[0] <= 'z')
}

// unescape undoes escape, and nothing else.
func unescape(s string) string {
	if strings.IndexByte(s, escapeMark) < 0 {
		return s
	}
	return rewrite(s, true)
}

// rewrite puts a mark before every part that needs one, or takes it away.
func rewrite(s string, undo bool) string {
	var out strings.Builder
	copied, later := 0, false
	for i := range len(s) {
		if beginsPart(s, i) {
			switch {
			case !undo && needsMark(s[i:], i == 0, later):
				out.WriteString(s[copied:i])
				out.WriteByte(escapeMark)
				copied = i
			case undo && s[i] == escapeMark && needsMark(s[i+1:], i == 0, later):
				out.WriteString(s[copied:i])
				copied = i + 1
			}
		}
		later = later || s[i] == '\n' || s[i] == '\r'
	}
	if copied == 0 && out.Len() == 0 {
		return s
	}
	out.WriteString(s[copied:])
	return out.String()
}

// partEnds are the characters at which a spreadsheet may split a cell, whatever the
// file's separator is.
const partEnds = ",;\t\r\n"

// beginsPart says whether a part of s begins at its byte i.
func beginsPart(s string, i int) bool {
	return i == 0 || strings.IndexByte(partEnds, s[i-1]) >= 0
}

// part is the part of s that begins at its byte i.
func part(s string, i int) string {
	if end := strings.IndexAny(s[i:], partEnds); end >= 0 {
		return s[i : i+end]
	}
	return s[i:]
}

// needsMark says whether the part that begins rest gets a mark. first says that it
// begins its cell, later that it is not on its cell's first line.
func needsMark(rest string, first, later bool) bool {
	if rest == "" {
		return false
	}
	if rest[0] == escapeMark || first && strings.IndexByte("\t\r\n", rest[0]) >= 0 {
		return true
	}
	p := part(rest, 0)
	return looksLikeFormula(p) || later && looksLikeID(p)
}

// looksLikeFormula says whether a spreadsheet, in any of its ways to read a file,
// may take s for a formula.
func looksLikeFormula(s string) bool {
	s = strings.TrimLeftFunc(s, func(r rune) bool {
		return r == '"' || unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r)
	})
	r, _ := utf8.DecodeRuneInString(s)
	switch r {
	case '=', '+', '-', '@',
		'\uff1d', '\uff0b', '\uff0d', '\uff20', // full-width
		'\ufe66', '\ufe62', '\ufe63', '\ufe6b', // small
		'\u2212': // the minus sign
		return true
	}
	return false
}

// looksLikeID says whether s is, behind white space and quotation marks, the start
// of a raw id of a known kind.
func looksLikeID(s string) bool { return rawIDStart(strings.TrimLeft(s, " \"")) }
