package roster

import (
	"strings"
	"time"
	"unicode/utf8"
)

// reader walks over a text, record by record.
type reader struct {
	text string
	now  time.Time
	// at is where the next record begins, line its line.
	at, line int
	table    *table
	roster   Roster
}

func (r *reader) run() {
	if strings.HasPrefix(r.text, ByteOrderMark) {
		r.at = len(ByteOrderMark)
	}
	if document, ok := literalAsJSON(r.text[r.at:]); ok {
		r.text, r.at = document, 0
		r.readJSON()
	} else if looksLikeJSON(r.text[r.at:]) {
		r.readJSON()
	} else if !r.readFragment() {
		r.readRecords()
	}
	r.findDuplicates()
}

// readRecords reads a table or a list.
func (r *reader) readRecords() {
	hint := r.readSeparatorLine()
	for first := true; r.at < len(r.text); {
		line := firstLine(r.text[r.at:])
		switch {
		case strings.TrimSpace(line) == "":
			r.skipLine(line)
		case r.isComment(line):
			r.roster.Comments = append(r.roster.Comments, r.line)
			r.skipLine(line)
		case first && r.readHeader(hint):
			first = false
		case r.table != nil:
			r.tableRecord()
		default:
			first = false
			r.listRecord(line)
		}
	}
}

// isComment reports whether the line where the reader stands is a comment, and not a record
// of a table whose first cell is a name such as "#1 fan".
func (r *reader) isComment(line string) bool {
	if !strings.HasPrefix(strings.TrimSpace(line), "#") {
		return false
	}
	return r.table == nil || r.table.identifier == 0 || !r.table.namesSomebody(r.text[r.at:])
}

// readSeparatorLine skips a first line such as "sep=;" and returns its separator; 0 means
// that there is none.
func (r *reader) readSeparatorLine() byte {
	const start = "sep="
	line := firstLine(r.text[r.at:])
	named := strings.Trim(strings.TrimRight(line, " "), `"`)
	if len(named) != len(start)+1 || !strings.EqualFold(named[:len(start)], start) || strings.IndexByte(separators, named[len(start)]) < 0 {
		return 0
	}
	r.skipLine(line)
	return named[len(start)]
}

// skipLine advances behind the line where the reader stands.
func (r *reader) skipLine(line string) { r.advance(len(line) + lineEnd(r.text[r.at+len(line):])) }

// advance goes on by size bytes.
func (r *reader) advance(size int) {
	r.line += lineEnds(r.text[r.at : r.at+size])
	r.at += size
}

// record makes an entry of the next size bytes and advances behind them.
func (r *reader) record(size int, broken *breach) *Entry {
	source := strings.TrimRight(r.text[r.at:r.at+size], "\r\n")
	e := r.entry(source)
	if broken != nil {
		e.fault(r.line+broken.line, "%s", broken.text)
	}
	r.advance(size)
	return e
}

// entry adds an empty entry for a record that begins on the reader's line.
func (r *reader) entry(source string) *Entry {
	if r.roster.Entries == nil {
		r.roster.Entries = make([]Entry, 0, lineEnds(r.text[r.at:])+1)
	}
	r.roster.Entries = append(r.roster.Entries, Entry{Line: r.line, LastLine: r.line + lineEnds(source), Source: source})
	e := &r.roster.Entries[len(r.roster.Entries)-1]
	if !utf8.ValidString(source) {
		before := validPrefix(source)
		e.fault(r.line+lineEnds(before), "the byte 0x%02X behind %s is not UTF-8; save the list as UTF-8 (in Excel: “CSV UTF-8”)",
			source[len(before)], citeEnd(before))
	}
	return e
}

// validPrefix is s up to its first byte that is not UTF-8.
func validPrefix(s string) string {
	for i, c := range s {
		if c == utf8.RuneError {
			if _, size := utf8.DecodeRuneInString(s[i:]); size == 1 {
				return s[:i]
			}
		}
	}
	return s
}
