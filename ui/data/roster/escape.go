package roster

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// escapeMark is put before a part of a cell that a spreadsheet would run.
const escapeMark = '\''

// emptyValue is the cell of an empty value of metadata. escape never makes it.
const emptyValue = string(escapeMark)

// escape makes a cell harmless for spreadsheets; unescape undoes it.
func escape(s string) string {
	if isPlain(s) {
		return s
	}
	return rewrite(s, false)
}

// isPlain reports whether s is one part that begins with a letter or a digit of ASCII, as
// nearly all cells are.
func isPlain(s string) bool {
	return s == "" || !strings.ContainsAny(s, partEnds) &&
		(s[0] >= '0' && s[0] <= '9' || s[0] >= 'A' && s[0] <= 'Z' || s[0] >= 'a' && s[0] <= 'z')
}

func unescape(s string) string {
	if strings.IndexByte(s, escapeMark) < 0 {
		return s
	}
	return rewrite(s, true)
}

// rewrite puts a mark before every part that needs one, or removes it.
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

// partEnds are the characters at which spreadsheets split cells.
const partEnds = ",;\t\r\n"

// beginsPart reports whether a part of s begins at its byte i.
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

// needsMark reports whether the part that begins rest gets a mark: the cell's first one, or
// one on a later line of it.
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

// looksLikeFormula reports whether a spreadsheet, however it reads a file, may run s.
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

// looksLikeID reports whether s begins, behind white space and quotation marks, as a raw id.
func looksLikeID(s string) bool { return rawIDStart(strings.TrimLeft(s, " \"")) }
