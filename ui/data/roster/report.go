package roster

import (
	"io"
	"strconv"
	"time"
)

// Status says what happened to one row of a list.
type Status string

// The statuses. Each row has exactly one.
const (
	Accepted Status = "accepted"
	// AlreadyMember is an accepted row of somebody who is known to have been a member
	// before; the service leaves their name and history unchanged (documented).
	AlreadyMember Status = "already a member"
	// Refused is a row that the service named as refused.
	Refused Status = "refused"
	// NotSent is a row that was never sent, or only in a request that was refused whole.
	NotSent Status = "not sent"
	// BrokenRow and DuplicateRow could not be sent; see Broken and Duplicate.
	BrokenRow    Status = "broken"
	DuplicateRow Status = "duplicate"
	// Unknown is a row that was sent and that no answer mentioned.
	Unknown Status = "unknown"
)

// Outcome is one row of a report. Its JSON is that of a report.
type Outcome struct {
	// Line is the line of the list; 0 for a row that was typed.
	Line   int    `json:"line,omitempty"`
	Status Status `json:"status"`
	Reason string `json:"reason,omitempty"`
	// Code is the service's code for a refusal, such as 403.
	Code string `json:"code,omitempty"`
	// Batch is the request that the row was sent with, counted from 1; 0 for none.
	Batch       int    `json:"batch,omitempty"`
	RawID       string `json:"rawId"`
	DisplayName string `json:"displayName,omitempty"`
	// History is the share history time as it was written. A report has ShareHistoryTime
	// in its place where that is set: it means the same whenever and wherever it is read.
	History          string            `json:"shareHistoryTime,omitempty"`
	ShareHistoryTime *time.Time        `json:"-"`
	Metadata         map[string]string `json:"metadata,omitempty"`
}

// About says what a report is of. Empty fields are left out.
type About struct {
	// Operation is what was done, as in "add participants".
	Operation string    `json:"operation,omitempty"`
	ThreadID  string    `json:"threadId,omitempty"`
	Topic     string    `json:"topic,omitempty"`
	At        time.Time `json:"at,omitzero"`
}

// Tally counts the rows of a report by status; the other counts add up to Rows.
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

// Report says what happened to every row of a list.
type Report struct {
	About About
	Rows  []Outcome
}

// Tally counts the rows by status.
func (r Report) Tally() Tally {
	counts := map[Status]int{}
	for _, o := range r.Rows {
		counts[o.Status]++
	}
	return Tally{
		Rows: len(r.Rows), Accepted: counts[Accepted], AlreadyMember: counts[AlreadyMember], Refused: counts[Refused],
		NotSent: counts[NotSent], Broken: counts[BrokenRow], Duplicate: counts[DuplicateRow], Unknown: counts[Unknown],
	}
}

// WriteReport writes a report to w as CSV, Semicolons, TSV or JSON; any other format is an
// error. A table has one row for each outcome; its columns are those of Write without kind,
// then status, reason, code, batch, line, which Read skips: rows that failed can be corrected
// in the file and read again. JSON is an object with about, counts and rows.
func WriteReport(w io.Writer, format Format, report Report) error {
	rows := append([]Outcome{}, report.Rows...)
	for i, o := range rows {
		if o.ShareHistoryTime != nil {
			rows[i].History = writtenTime(o.ShareHistoryTime)
		}
	}
	if format == JSON {
		about := report.About
		about.At = about.At.UTC()
		return writeJSON(w, map[string]any{"about": about, "counts": report.Tally(), "rows": rows})
	}
	keys := metadataKeys(rows, func(o Outcome) map[string]string { return o.Metadata })
	t := sheet{append(headerRow([]string{columnRawID, columnDisplayName, columnHistory}, keys), "status", "reason", "code", "batch", "line")}
	for _, o := range rows {
		row := append([]string{escape(o.RawID), escape(o.DisplayName), escape(o.History)}, metadataCells(o.Metadata, keys)...)
		t.add(append(row, escape(string(o.Status)), escape(o.Reason), escape(o.Code), numberOrNone(o.Batch), numberOrNone(o.Line)))
	}
	return t.write(w, format)
}

// numberOrNone is a number that counts from 1; 0 is none.
func numberOrNone(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}
