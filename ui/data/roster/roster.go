package roster

import (
	"fmt"
	"time"

	"acs-chat-tui/acs"
)

// Options say what a list is read against.
type Options struct {
	// Now is what the time "now" of a list stands for, and the bound of its times.
	Now time.Time
	// Location is where times that name no offset are; nil for Now's location.
	Location *time.Location
	// IsMember says whether a raw id is known to be in the thread; nil where nothing
	// is known. It is asked once for every good entry.
	IsMember func(rawID string) bool
}

// Roster is a list of participants as it was read.
type Roster struct {
	// Format is what the text was taken for.
	Format Format
	// HeaderLine is the line of the header, counted from 1; 0 where there is none.
	HeaderLine int
	// Columns are the header's columns from left to right. Nil without a header.
	Columns []Column
	// Entries are the participants, in the order of the text.
	Entries []Entry
	// Comments are the lines that were passed over as comments.
	Comments []int
	// Problems are those of the list as a whole, such as a column that is not used.
	// They are warnings: what breaks an entry is the entry's own.
	Problems []Problem
}

// Entry is one record of a list.
type Entry struct {
	// Line and LastLine are the lines of the record, counted from 1. They differ
	// where a cell in quotation marks, or a JSON object, goes over several lines.
	Line, LastLine int
	// Source is the record as it stands in the text; of a literal or YAML, as JSON.
	Source string
	// RawID is the identifier without white space around it. It is checked only in
	// an entry that is not broken.
	RawID string
	// Written is the identifier as it stands in the list, where that is another form
	// of RawID, such as a percent-encoded one; empty where it is RawID itself, and in
	// JSON where RawID is made of several fields.
	Written string
	// DisplayName is the display name; empty for none.
	DisplayName string
	// History is the share history time as it stands in the list.
	History string
	// ShareHistoryTime is the time that History means; nil for the service's default,
	// the whole history, and where History is no time.
	ShareHistoryTime *time.Time
	// Metadata holds the participant's keys and values; nil where there are none.
	Metadata map[string]string
	// Member says that the participant is known to be in the thread already. Only a
	// good entry is asked about.
	Member bool
	// DuplicateOf is the line of the first entry with the same identifier that is
	// not broken; 0 where this is the first.
	DuplicateOf int
	// Problems are what is wrong with the entry, and what is doubtful.
	Problems []Problem
}

// Problem is something to be said of a list or of one of its records.
type Problem struct {
	// Line is the line it is about, counted from 1.
	Line int
	// Text says what is wrong, in words. What it cites of the list is in Go's
	// notation for strings, so it holds no control characters.
	Text string
	// Warning says that the record may be sent all the same.
	Warning bool
}

// String is the text with its line before it, as in "line 7: …".
func (p Problem) String() string { return fmt.Sprintf("line %d: %s", p.Line, p.Text) }

// State is what an entry is: each is exactly one of the states.
type State int

// A good entry can be sent; a broken one cannot; a duplicate is not broken, but
// names a participant whom a good entry before it names.
const (
	Good State = iota
	Broken
	Duplicate
)

// State says whether the entry can be sent.
func (e Entry) State() State {
	for _, p := range e.Problems {
		if !p.Warning {
			return Broken
		}
	}
	if e.DuplicateOf != 0 {
		return Duplicate
	}
	return Good
}

// Participant is the entry as the service is sent it. Only a good entry makes a
// participant that the service is not known to refuse.
func (e Entry) Participant() acs.ChatParticipant {
	p := acs.ChatParticipant{
		CommunicationIdentifier: acs.ParseRawID(e.RawID),
		ShareHistoryTime:        e.ShareHistoryTime,
		Metadata:                e.Metadata,
	}
	if e.DisplayName != "" {
		p.DisplayName = &e.DisplayName
	}
	return p
}

func (e *Entry) fault(line int, format string, a ...any) {
	e.Problems = append(e.Problems, Problem{Line: line, Text: fmt.Sprintf(format, a...)})
}

func (e *Entry) warn(line int, format string, a ...any) {
	e.Problems = append(e.Problems, Problem{Line: line, Text: fmt.Sprintf(format, a...), Warning: true})
}

// Counts are the numbers of a roster. Good, Broken and Duplicates add up to Entries.
type Counts struct {
	Entries, Good, Broken, Duplicates int
	// Members are the good entries that are members already.
	Members int
	// Warned are the good entries with a warning.
	Warned int
	// Comments are the lines passed over as comments.
	Comments int
}

// Counts counts.
func (r Roster) Counts() Counts {
	c := Counts{Entries: len(r.Entries), Comments: len(r.Comments)}
	for _, e := range r.Entries {
		switch e.State() {
		case Broken:
			c.Broken++
		case Duplicate:
			c.Duplicates++
		case Good:
			c.Good++
			if e.Member {
				c.Members++
			}
			if len(e.Problems) > 0 {
				c.Warned++
			}
		}
	}
	return c
}

// Read reads a list of participants from a text in any of the forms that the
// package's documentation describes. It does not fail: what cannot be read is in
// the result, as a broken entry with its problem.
func Read(text string, options Options) Roster {
	if options.Location == nil {
		options.Location = options.Now.Location()
	}
	r := &reader{text: text, line: 1, options: options, roster: Roster{Format: List}}
	r.run()
	return r.roster
}
