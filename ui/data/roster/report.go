package roster

import (
	"cmp"
	"io"
	"slices"
	"strconv"
)

// WriteReport writes a report to w as CSV, Semicolons, TSV or JSON; any other format
// is an error. A table has one row for each outcome and no summary; its columns are
// those of Write without kind, then status, reason, code, batch, line, which Read
// passes over: rows that failed can be mended in the file and read again. Read does
// not leave out the rows that were accepted; delete them, or let Options.IsMember
// find them. JSON is an object with about, counts and rows.
func WriteReport(w io.Writer, format Format, report Report) error {
	if format == JSON {
		return writeJSON(w, jsonReportOf(report))
	}
	t, err := newTableWriter(w, format)
	if err != nil {
		return err
	}
	keys := metadataKeys(slices.Values(report.rows), func(o Outcome) map[string]string { return o.Metadata })
	t.add(append(headerRow([]string{columnRawID, columnDisplayName, columnHistory}, keys), "status", "reason", "code", "batch", "line"))
	for _, o := range report.rows {
		row := []string{escape(o.RawID), escape(o.DisplayName), escape(o.history())}
		row = append(row, metadataCells(o.Metadata, keys)...)
		t.add(append(row, escape(string(o.Status)), escape(o.Reason), escape(o.Code), numberOrNone(o.Batch), numberOrNone(o.Line)))
	}
	return t.flush()
}

func (o Outcome) history() string { return cmp.Or(writtenTime(o.ShareHistoryTime), o.History) }

// numberOrNone is a number that counts from 1; 0 is none.
func numberOrNone(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

type jsonReport struct {
	About  jsonAbout     `json:"about"`
	Counts Tally         `json:"counts"`
	Rows   []jsonOutcome `json:"rows"`
}

type jsonAbout struct {
	Operation string `json:"operation,omitempty"`
	ThreadID  string `json:"threadId,omitempty"`
	Topic     string `json:"topic,omitempty"`
	At        string `json:"at,omitempty"`
}

type jsonOutcome struct {
	Line        int               `json:"line,omitempty"`
	Status      Status            `json:"status"`
	Reason      string            `json:"reason,omitempty"`
	Code        string            `json:"code,omitempty"`
	Batch       int               `json:"batch,omitempty"`
	RawID       string            `json:"rawId"`
	DisplayName string            `json:"displayName,omitempty"`
	History     string            `json:"shareHistoryTime,omitempty"`
	Metadata    map[string]string `json:"metadata,omitempty"`
}

func jsonReportOf(report Report) jsonReport {
	about := report.about
	document := jsonReport{
		About:  jsonAbout{Operation: about.Operation, ThreadID: about.ThreadID, Topic: about.Topic},
		Counts: report.tally,
		Rows:   make([]jsonOutcome, len(report.rows)),
	}
	if !about.At.IsZero() {
		document.About.At = writtenTime(&about.At)
	}
	for i, o := range report.rows {
		document.Rows[i] = jsonOutcome{
			Line: o.Line, Status: o.Status, Reason: o.Reason, Code: o.Code, Batch: o.Batch,
			RawID: o.RawID, DisplayName: o.DisplayName, History: o.history(), Metadata: o.Metadata,
		}
	}
	return document
}
