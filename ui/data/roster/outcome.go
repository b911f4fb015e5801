package roster

import (
	"fmt"
	"slices"
	"time"
)

// Status is what became of one row of a list that was sent, or was to be sent.
type Status string

// The statuses. Each row has exactly one.
const (
	// Accepted: the service answered, and did not name the row as refused. Of a
	// removal: removed.
	Accepted Status = "accepted"
	// AlreadyMember: accepted, but known to have been a member before; the service
	// leaves name and history of such a one unchanged (documented).
	AlreadyMember Status = "already a member"
	// Refused: the service named the row as refused.
	Refused Status = "refused"
	// NotSent: nothing was asked of the service for the row, or what was asked was
	// refused whole for another reason than this row.
	NotSent Status = "not sent"
	// BrokenRow: the row could not be sent; see Broken.
	BrokenRow Status = "broken"
	// DuplicateRow: a row before it names the same participant; see Duplicate.
	DuplicateRow Status = "duplicate"
	// Unknown: the row was sent, and no answer said what became of it.
	Unknown Status = "unknown"
)

// Outcome is one row of a report.
type Outcome struct {
	// Line is the line of the list that the row was read from; 0 where it was typed.
	Line int
	// RawID, DisplayName and Metadata are what was asked for.
	RawID       string
	DisplayName string
	Metadata    map[string]string
	// ShareHistoryTime is the time that was asked for; nil for none.
	ShareHistoryTime *time.Time
	// History is the share history time as it was written, for a row where it is no
	// time. It is reported only where ShareHistoryTime is nil.
	History string
	Status  Status
	// Reason says why, in words; empty where there is nothing to say.
	Reason string
	// Code is the service's code for a refusal, such as 403; empty where there is none.
	Code string
	// Batch is the request that the row was sent with, counted from 1; 0 for none.
	Batch int
}

// OutcomeOf makes an outcome of an entry. "now" is reported as the time when the
// list was read, and a time without an offset as the time that it was taken for:
// so the report means the same whenever and wherever it is read.
func OutcomeOf(e Entry, status Status, reason string) Outcome {
	return Outcome{
		Line: e.Line, RawID: e.RawID, DisplayName: e.DisplayName, Metadata: e.Metadata,
		ShareHistoryTime: e.ShareHistoryTime, History: e.History, Status: status, Reason: reason,
	}
}

// About says what a report is of. Empty fields are left out.
type About struct {
	// Operation is what was done, as in "add participants".
	Operation string
	// ThreadID and Topic are the thread's.
	ThreadID, Topic string
	// At is when it was done.
	At time.Time
}

// Tally counts the rows of a report by status. All but Rows add up to Rows.
type Tally struct {
	Rows          int `json:"rows"`
	Accepted      int `json:"accepted"`
	AlreadyMember int `json:"alreadyMember"`
	Refused       int `json:"refused"`
	NotSent       int `json:"notSent"`
	Broken        int `json:"broken"`
	Duplicate     int `json:"duplicate"`
	Unknown       int `json:"unknown"`
}

// Report is what became of every row of a list. Only NewReport makes one with rows,
// so its tally is always that of its rows.
type Report struct {
	about About
	rows  []Outcome
	tally Tally
}

// NewReport makes a report of outcomes, in their order. It returns an error where
// one of them has a status that is not one of the constants: such a row could not
// be counted.
func NewReport(about About, outcomes []Outcome) (Report, error) {
	r := Report{about: about, rows: slices.Clone(outcomes), tally: Tally{Rows: len(outcomes)}}
	for i, o := range outcomes {
		count := r.tally.of(o.Status)
		if count == nil {
			return Report{}, fmt.Errorf("making a report: row %d has the status %q, which is none", i+1, o.Status)
		}
		*count++
	}
	return r, nil
}

// of is the count of a status; nil for a status that is none.
func (t *Tally) of(status Status) *int {
	switch status {
	case Accepted:
		return &t.Accepted
	case AlreadyMember:
		return &t.AlreadyMember
	case Refused:
		return &t.Refused
	case NotSent:
		return &t.NotSent
	case BrokenRow:
		return &t.Broken
	case DuplicateRow:
		return &t.Duplicate
	case Unknown:
		return &t.Unknown
	}
	return nil
}

// About says what the report is of.
func (r Report) About() About { return r.about }

// Rows are the outcomes, in the order they were given.
func (r Report) Rows() []Outcome { return slices.Clone(r.rows) }

// Tally is how many rows there are of each status.
func (r Report) Tally() Tally { return r.tally }
