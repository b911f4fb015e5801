package roster_test

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"acs-chat-tui/ui/data/roster"
)

func statuses() []roster.Status {
	return []roster.Status{
		roster.Accepted, roster.AlreadyMember, roster.Refused, roster.NotSent, roster.BrokenRow, roster.DuplicateRow, roster.Unknown,
	}
}

func outcomeOf(e roster.Entry, status roster.Status, reason string) roster.Outcome {
	return roster.Outcome{
		Line: e.Line, RawID: e.RawID, DisplayName: e.DisplayName, Metadata: e.Metadata,
		ShareHistoryTime: e.ShareHistoryTime, History: e.History, Status: status, Reason: reason,
	}
}

// outcomes are those of a list with a row of every kind.
func outcomes(t *testing.T) []roster.Outcome {
	t.Helper()
	list := read(withIDs("id,name,history,metadata.desk\n{1},Jane,now,a1\n{2},\"=1+1\",2026-11-22 07:08,'\n{3},,,\n4:+4930,Bo,,b,c\n{3},,never,\n{1},Jane,,\n8:acs:fakeid,\"Doe, J\",,\n"))
	rows := make([]roster.Outcome, 0, len(list.Entries))
	for i, e := range list.Entries {
		o := outcomeOf(e, statuses()[i], "")
		switch e.State() {
		case roster.Broken, roster.Duplicate:
			o.Status, o.Reason = roster.BrokenRow, e.Problems[0].Text
			if e.State() == roster.Duplicate {
				o.Status = roster.DuplicateRow
			}
		case roster.Good:
			o.Batch = i/2 + 1
		}
		rows = append(rows, o)
	}
	rows[2].Reason, rows[2].Code = "=cmd|'/c calc'!A1: Permissions check failed", "403"
	return append(rows,
		roster.Outcome{RawID: id(8), Status: roster.NotSent, Reason: "the thread is full"},
		roster.Outcome{RawID: id(9), Status: roster.Unknown, Reason: "no answer", Batch: 3},
	)
}

func reportOf(t *testing.T, rows []roster.Outcome) roster.Report {
	t.Helper()
	return roster.Report{About: roster.About{
		Operation: "add participants", ThreadID: "19:abc@thread.v2", Topic: "All <hands>", At: time.Date(2026, 11, 23, 10, 15, 0, 0, zone()),
	}, Rows: rows}
}

func reported(t *testing.T, format roster.Format, report roster.Report) string {
	t.Helper()
	var out bytes.Buffer
	if err := roster.WriteReport(&out, format, report); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestWriteReport(t *testing.T) {
	t.Parallel()
	report := reportOf(t, outcomes(t))
	golden(t, "report.csv.golden", reported(t, roster.CSV, report))
	golden(t, "report.json.golden", reported(t, roster.JSON, report))
}

// TestAReportIsReadAgain: what was asked for comes back, and so does what was wrong
// with it.
func TestAReportIsReadAgain(t *testing.T) {
	t.Parallel()
	rows := outcomes(t)
	for _, format := range []roster.Format{roster.CSV, roster.TSV, roster.Semicolons, roster.JSON} {
		got := read(reported(t, format, reportOf(t, rows)))
		if len(got.Entries) != len(rows) || len(got.Problems) > 0 {
			t.Fatalf("%s: %d entries of %d rows, problems %v", format, len(got.Entries), len(rows), got.Problems)
		}
		for i, e := range got.Entries {
			again := outcomeOf(e, rows[i].Status, rows[i].Reason)
			again.Line, again.Code, again.Batch = rows[i].Line, rows[i].Code, rows[i].Batch
			want := rows[i]
			if want.ShareHistoryTime != nil {
				// It was written as a time.
				again.History, want.History = "", ""
			}
			if diff := cmp.Diff(want, again); diff != "" {
				t.Errorf("%s, row %d (-want +got):\n%s", format, i, diff)
			}
		}
	}
}

// TestTheTallyIsThatOfTheRows, for any rows.
func TestTheTallyIsThatOfTheRows(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(8, 9))
	for range 300 {
		rows, want := make([]roster.Outcome, random.IntN(40)), map[roster.Status]int{}
		for i := range rows {
			rows[i].Status = statuses()[random.IntN(len(statuses()))]
			want[rows[i].Status]++
		}
		report := reportOf(t, rows)
		tally := report.Tally()
		got := map[roster.Status]int{}
		for status, n := range map[roster.Status]int{
			roster.Accepted: tally.Accepted, roster.AlreadyMember: tally.AlreadyMember, roster.Refused: tally.Refused, roster.NotSent: tally.NotSent,
			roster.BrokenRow: tally.Broken, roster.DuplicateRow: tally.Duplicate, roster.Unknown: tally.Unknown,
		} {
			if n > 0 {
				got[status] = n
			}
		}
		if diff := cmp.Diff(want, got); diff != "" || tally.Rows != len(rows) {
			t.Fatalf("%d rows, tally %+v (-want +got):\n%s", len(rows), tally, diff)
		}
		var document struct {
			Counts map[string]int
			Rows   []json.RawMessage
		}
		if err := json.Unmarshal([]byte(reported(t, roster.JSON, report)), &document); err != nil {
			t.Fatal(err)
		}
		sum := 0
		for name, n := range document.Counts {
			if name != "rows" {
				sum += n
			}
		}
		if sum != len(rows) || document.Counts["rows"] != len(rows) || len(document.Rows) != len(rows) {
			t.Fatalf("%d rows, written as %d with the counts %v", len(rows), len(document.Rows), document.Counts)
		}
	}
}
