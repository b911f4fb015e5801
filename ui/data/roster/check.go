package roster

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"acs-chat-tui/acs"
)

// MetadataLimit is the number of bytes that the names and the values of a
// participant's metadata may take together (1 KB, documented; that bytes of UTF-8
// are counted, 1024 of them, is a choice of ours).
const MetadataLimit = 1024

// settle finds duplicates and members.
func (r *reader) settle() {
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
		e.Member = r.options.IsMember != nil && r.options.IsMember(e.RawID)
	}
}

// foreignHeader breaks a first line of several words that names no identifier where every other line
// does: it is a header whose words are not known, and no participant.
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

// difference says what a duplicate asks for that is lost with it.
func difference(first, second *Entry) string {
	var other []string
	if first.DisplayName != second.DisplayName {
		other = append(other, "display name")
	}
	if !sameTime(first, second) {
		other = append(other, "share history time")
	}
	if !sameMetadata(first.Metadata, second.Metadata) {
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

func sameMetadata(a, b map[string]string) bool {
	if len(a) != len(b) {
		return false
	}
	for key, value := range a {
		if other, there := b[key]; !there || other != value {
			return false
		}
	}
	return true
}

// check looks for what is wrong with the fields of an entry. Of a record that could
// not be taken apart for certain they say nothing.
func (r *reader) check(e *Entry) {
	if !utf8.ValidString(e.Source) {
		return
	}
	e.checkIdentifier()
	if strings.ContainsRune(e.DisplayName, utf8.RuneError) {
		e.warn(e.Line, "the display name holds %s, which stands where a character could not be read", cite(string(utf8.RuneError)))
	}
	history, err := ParseHistory(e.History, r.options.Now, r.options.Location)
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

// checkRecord checks the entry of a record whose quotation marks match.
func (r *reader) checkRecord(e *Entry, broken *breach) {
	if broken == nil {
		r.check(e)
	}
}

// checkIdentifier blocks what cannot be an identifier and what the service is known
// to refuse. An unknown kind is a warning: it may be sent.
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

// isVisible says that s is of visible ASCII alone.
func isVisible(s string) bool {
	for i := range len(s) {
		if s[i] <= ' ' || s[i] >= 0x7f {
			return false
		}
	}
	return true
}

// citeLength is the number of characters that are cited of a list's text.
const citeLength = 90

// cite cites a text of the list: in quotation marks, without control characters, and
// not at any length.
func cite(s string) string {
	if utf8.RuneCountInString(s) > citeLength {
		s = string([]rune(s)[:citeLength]) + "…"
	}
	return strconv.Quote(s)
}

// citeEnd cites the end of a text.
func citeEnd(s string) string {
	const length = 20
	s = s[strings.LastIndexAny(s, "\r\n")+1:]
	if runes := []rune(s); len(runes) > length {
		s = "…" + string(runes[len(runes)-length:])
	}
	return strconv.Quote(s)
}
