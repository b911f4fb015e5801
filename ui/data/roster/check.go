package roster

import (
	"errors"
	"fmt"
	"maps"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"acs-chat-tui/acs"
)

// MetadataLimit is the number of bytes that the keys and values of a participant's metadata
// may take together: documented as 1 KB, taken for 1024 bytes of UTF-8.
const MetadataLimit = 1024

// findDuplicates marks the entries that name a participant of an entry before them.
func (r *reader) findDuplicates() {
	r.foreignHeader()
	first := make(map[string]*Entry, len(r.roster.Entries))
	for i := range r.roster.Entries {
		e := &r.roster.Entries[i]
		if e.State() == Broken {
			continue
		}
		// Ids are the same in either case, as everywhere in this program.
		key := strings.ToLower(e.RawID)
		if before, twice := first[key]; twice {
			e.DuplicateOf = before.Line
			e.warn(e.Line, "the same identifier as in line %d%s", before.Line, difference(before, e))
			continue
		}
		first[key] = e
	}
}

// foreignHeader breaks a first line without an identifier where every other line has one: it
// is a header in another language.
func (r *reader) foreignHeader() {
	all := r.roster.Entries
	if r.roster.HeaderLine != 0 || r.roster.Format == JSON || len(all) < 2 || strings.Contains(all[0].RawID, ":") || all[0].DisplayName == "" || all[0].State() == Broken {
		return
	}
	for _, e := range all[1:] {
		if !rawIDStart(e.RawID) {
			return
		}
	}
	all[0].fault(all[0].Line, "this line names no identifier while every other one does: it looks like a header; "+
		"name its columns identifier, display name, share history time, or take it out")
}

// difference names the fields in which a duplicate differs from the entry that counts.
func difference(first, second *Entry) string {
	var other []string
	if first.DisplayName != second.DisplayName {
		other = append(other, "display name")
	}
	if !sameTime(first, second) {
		other = append(other, "share history time")
	}
	if !maps.Equal(first.Metadata, second.Metadata) {
		other = append(other, "metadata")
	}
	if other == nil {
		return ""
	}
	return fmt.Sprintf(", which counts; other here, and not used: %s", strings.Join(other, ", "))
}

func sameTime(a, b *Entry) bool {
	if a.ShareHistoryTime == nil || b.ShareHistoryTime == nil {
		return a.ShareHistoryTime == b.ShareHistoryTime
	}
	return a.ShareHistoryTime.Equal(*b.ShareHistoryTime)
}

// check adds the problems of the entry's fields. Those of a record that is not UTF-8 say
// nothing.
func (r *reader) check(e *Entry) {
	if !utf8.ValidString(e.Source) {
		return
	}
	e.checkIdentifier()
	if strings.ContainsRune(e.DisplayName, utf8.RuneError) {
		e.warn(e.Line, "the display name holds %s, which stands where a character could not be read", cite(string(utf8.RuneError)))
	}
	history, err := ParseHistory(e.History, r.now)
	if err != nil {
		e.fault(e.Line, "%s", err)
	}
	e.ShareHistoryTime = history
	size := 0
	for key, value := range e.Metadata {
		size += len(key) + len(value)
	}
	if size > MetadataLimit {
		e.fault(e.Line, "the metadata takes %d bytes, %d more than the %d that the service takes for a participant", size, size-MetadataLimit, MetadataLimit)
	}
	if e.LastLine > e.Line && r.roster.Format != JSON {
		e.warn(e.Line, "a cell in quotation marks goes over several lines: the row is the lines %d to %d", e.Line, e.LastLine)
	}
}

// checkIdentifier adds a fault for what cannot be an identifier or is known to be refused by
// the service. An unknown kind is a warning: it may be sent.
func (e *Entry) checkIdentifier() {
	understood := acs.UnderstandRawID(e.RawID)
	// Words around an identifier may be a name, which must not be lost.
	if understood.Decoded && !strings.ContainsFunc(e.RawID, unicode.IsSpace) {
		e.RawID, e.Written = understood.ID, e.RawID
	}
	id := e.RawID
	switch {
	case id == "":
		e.fault(e.Line, "the identifier is missing")
		return
	case isColumnName(id):
		e.fault(e.Line, "%s is the name of a column and no identifier; a header is the first line of a list and names the identifier's column", cite(id))
		return
	case isVisible(id):
		// As nearly all are.
	case strings.ContainsFunc(id, unicode.IsSpace):
		e.fault(e.Line, "the identifier %s holds white space; there is one participant a row", cite(id))
		return
	case strings.ContainsFunc(id, unicode.IsControl):
		e.fault(e.Line, "the identifier %s holds a control character", cite(id))
		return
	}
	if understood.Fault != acs.IDFaultNone && understood.Fault != acs.IDFaultAbsent {
		e.warn(e.Line, "the identifier %s holds %s; it may be sent all the same", cite(id), understood.Problem)
		return
	}
	if err := acs.ValidateRawID(id); err != nil {
		reason := err.Error()
		if malformed, ok := errors.AsType[*acs.IdentifierFormatError](err); ok {
			reason = malformed.Reason
		}
		e.fault(e.Line, "the service refuses the identifier %s: %s", cite(id), reason)
		return
	}
	if _, unknown := acs.ParseRawID(id).(acs.UnknownIdentifier); unknown {
		e.warn(e.Line, "the identifier %s is not of a kind that this program knows; it may be sent all the same", cite(id))
	}
}

// isVisible reports whether s holds nothing but visible ASCII.
func isVisible(s string) bool {
	for i := range len(s) {
		if s[i] <= ' ' || s[i] >= 0x7f {
			return false
		}
	}
	return true
}

const citeLength = 90

// cite quotes a text of the list, at most citeLength characters of it.
func cite(s string) string {
	if utf8.RuneCountInString(s) > citeLength {
		s = string([]rune(s)[:citeLength]) + "…"
	}
	return strconv.Quote(s)
}

// citeEnd quotes the end of a text's last line.
func citeEnd(s string) string {
	const length = 20
	s = s[strings.LastIndexAny(s, "\r\n")+1:]
	if runes := []rune(s); len(runes) > length {
		s = "…" + string(runes[len(runes)-length:])
	}
	return strconv.Quote(s)
}
