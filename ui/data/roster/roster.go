package roster

import (
	"fmt"
	"time"

	"acs-chat-tui/acs"
)

// Roster is a list of participants as it was read.
type Roster struct {
	// Format is the format that the text has.
	Format Format
	// HeaderLine counts from 1; 0 means that there is no header.
	HeaderLine int
	Columns    []Column
	Entries    []Entry
	// Comments are the lines of comments.
	Comments []int
	// Problems are warnings about the list as a whole, such as a column that is not used.
	Problems []Problem
}

// Entry is one record of a list.
type Entry struct {
	// Line and LastLine are the first and the last line of the record, counted from 1.
	Line, LastLine int
	// Source is the record as it stands in the text; of a literal or YAML, as JSON.
	Source string
	RawID  string
	// Written is the identifier as it stands in the list where that is another form of
	// RawID, such as a percent-encoded one; empty otherwise.
	Written     string
	DisplayName string
	// History is the share history time as it stands in the list.
	History string
	// ShareHistoryTime is nil for the whole history, the service's default, and where
	// History is no time.
	ShareHistoryTime *time.Time
	Metadata         map[string]string
	// DuplicateOf is the line of the first unbroken entry with the same identifier; 0
	// where this is the first.
	DuplicateOf int
	Problems    []Problem
}

// Problem is a fault or a warning about a list or one of its records.
type Problem struct {
	Line int
	// Text quotes the list in Go's notation, so it holds no control characters.
	Text string
	// Warning says that the record may be sent all the same.
	Warning bool
}

// String is the text with its line before it, as in "line 7: …".
func (p Problem) String() string { return fmt.Sprintf("line %d: %s", p.Line, p.Text) }

// State says whether an entry can be sent.
type State int

// The states. A duplicate is not broken, but names a participant of an entry before it.
const (
	Good State = iota
	Broken
	Duplicate
)

// State returns the entry's state.
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

// Participant is the entry as it is sent to the service.
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

// Read reads a list of participants from a text in any of the forms that the package's
// documentation describes. now is what "now" in the list stands for and the bound of its
// times; a time without an offset is in now's location. Read does not fail: what cannot be
// read is a broken entry of the result.
func Read(text string, now time.Time) Roster {
	r := &reader{text: text, line: 1, now: now, roster: Roster{Format: List}}
	r.run()
	return r.roster
}
