package add_test

import (
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"acs-chat-tui/acs"
	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/data/roster"
	"acs-chat-tui/ui/screens/add"
	"acs-chat-tui/ui/uitest"
)

// fourHundredAndFifty is a file of as many rows below its header: 7 of them broken, 5
// duplicates, 12 users whom the service does not know.
func fourHundredAndFifty(t *testing.T) string {
	t.Helper()
	lines := []string{"identifier,display name,share history time,metadata.desk"}
	known := 1
	for n := range 450 {
		id, rest := emulator.KnownUserID(known), fmt.Sprintf(",Person %d,2025-01-02T03:04:05Z,D%d", n, n)
		known++
		switch {
		case n%64 == 63:
			id = "8:acs:nobody"
		case n%90 == 89:
			id = strings.ToUpper(emulator.KnownUserID(3))
		case n%37 == 5 && n < 440:
			id = emulator.UnknownUserID(n)
		}
		lines = append(lines, id+rest)
	}
	return uitest.WriteList(t, lines...)
}

// report reads a saved report: how many rows have which status.
func readReport(t *testing.T, path string) map[string]int {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close() //nolint:errcheck // nothing was written
	records, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	counts, status := map[string]int{}, -1
	for i, name := range records[0] {
		if name == "status" {
			status = i
		}
	}
	for _, record := range records[1:] {
		counts[record[status]]++
	}
	return counts
}

// TestALongListGoesIntoAFreshThread with as many requests as it takes, and no
// further than the service allows; the report says what became of each row.
func TestALongListGoesIntoAFreshThread(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Empty()).Settle()
	h.Press("n").Write("All of them").Press("ctrl+o").Paste(fourHundredAndFifty(t)).Press("enter").Settle()
	h.Wants("7 broken rows of the list and 5 duplicates will not be sent", "438 participants go out in several requests of at most 200",
		"a thread has at most 250 participants: at least 189 of these will not fit")
	h.Press("ctrl+s").Settle()
	h.Wants("The thread is made, but the service refused", "the thread has 250 participants, the most that the service allows", "✗ 7 broken", "= 5 duplicate")

	report := filepath.Join(t.TempDir(), "report.csv")
	h.Press("ctrl+t", "ctrl+u").Paste(report).Press("enter").Settle()
	h.Wants("the report of 450 rows saved in")
	counts := readReport(t, report)
	if counts["accepted"] != 249 || counts["broken"] != 7 || counts["duplicate"] != 5 {
		t.Errorf("reported %v", counts)
	}
	sum := 0
	for _, n := range counts {
		sum += n
	}
	if sum != 450 || counts["refused"] == 0 || counts["refused"]+counts["not sent"] != 450-249-7-5 {
		t.Errorf("reported %v, %d in all", counts, sum)
	}
	bodies, _ := h.Creates()
	if len(bodies) != 1 || len(bodies[0].Participants) != 200 {
		t.Errorf("%d creates", len(bodies))
	}
	h.Press("enter").Settle().Press("2").Settle().Press("G").Settle().Press("G").Settle()
	h.Wants("250 participants, all loaded")

	// What is left goes into another form, and nothing else does.
	h.Press("esc", "n").Write("Another").Press("ctrl+o").Paste(fourHundredAndFifty(t)).Press("enter").Settle().Press("ctrl+s").Settle()
	left := 450 - 249 - 7 - 5
	h.Wants(fmt.Sprintf("a tries what is left again (%d)", left))
	h.Press("a")
	h.Wants("Add participants to “Another”", "refused before: 403 Permissions check failed")
}

// TestARunCanBeStopped between its requests; the report says what was sent.
func TestARunCanBeStopped(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Empty()).Settle().OpenAdd()
	h.Paste(uitest.People(1, 240)).Press("ctrl+s")
	h.Wants("request 1: sending 200", "0 of 240 rows done", "esc stops after it")
	h.Press("esc")
	h.Wants("stopping after request 1")
	h.Settle()
	h.Wants("✓ 200 accepted", "– 40 not added", "– not sent: you stopped before this request")
	report := filepath.Join(t.TempDir(), "report.csv")
	h.Press("ctrl+t", "ctrl+u").Paste(report).Press("enter").Settle()
	if counts := readReport(t, report); counts["accepted"] != 200 || counts["not sent"] != 40 || len(counts) != 2 {
		t.Errorf("reported %v", counts)
	}
	h.Press("ctrl+s").Settle()
	h.Wants("✓ 240 accepted")
	if requests := h.Added(); len(requests) != 2 || len(requests[1]) != 40 {
		t.Errorf("%d requests", len(requests))
	}
}

// TestAReportReplacesNoFileUnasked: where it is kept, another can be named.
func TestAReportReplacesNoFileUnasked(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Empty()).Settle().OpenAdd()
	h.Press("ctrl+t")
	h.Wants("there is nothing to report: nothing was sent yet")
	h.Paste(uitest.People(1, 1)).Press("ctrl+s").Settle()
	path := uitest.WriteList(t, "kept")
	h.Press("ctrl+t", "ctrl+u").Paste(path).Press("enter").Settle()
	h.Wants("Replace the file?", "▸ n keep")
	h.Press("n")
	h.Wants("Save the report", filepath.Base(path))
	h.Press("ctrl+u").Write("report.txt").Press("enter")
	h.Wants("The name must end in .csv, .tsv or .json.")
	h.Press("esc")
	if content, err := os.ReadFile(path); err != nil || string(content) != "kept\n" {
		t.Errorf("%q, %v", content, err)
	}
}

// tally is what the form on top says of its rows.
func tally(h *uitest.Harness) roster.Tally {
	h.T.Helper()
	form, ok := h.App.Screen().(*add.Model)
	if !ok {
		h.T.Fatalf("no form on top:\n%s", h.Screen())
	}
	report, ok := form.Report()
	if !ok {
		h.T.Fatal("no report")
	}
	return report.Tally()
}

// TestNoRowIsSentTwice: random lists, random faults. Every row is always exactly one
// of what a row can be, and one that was accepted, or refused by name, is not in a
// later request of the same run; an accepted one in none at all.
func TestNoRowIsSentTwice(t *testing.T) {
	t.Parallel()
	for seed := range uint64(12) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			random := rand.New(rand.NewPCG(seed, 7))
			s := uitest.Empty()
			s.Client = uitest.NoRetries
			h := uitest.Start(t, s).Settle().OpenAdd()
			rows := 1 + random.IntN(300)
			var list []string
			for n := range rows {
				list = append(list, [...]string{
					emulator.KnownUserID(n), emulator.KnownUserID(n), emulator.KnownUserID(n), emulator.UnknownUserID(n),
					emulator.KnownUserID(random.IntN(n + 1)), "8:acs:nobody", "9:odd", emulator.DeletedUserID(n),
				}[random.IntN(8)])
			}
			h.Press("ctrl+o").Paste(uitest.WriteList(t, list...)).Press("enter").Settle()
			done := map[string]bool{}
			for range 6 {
				kind := [...]emulator.FaultKind{"status", "drop", "drop-after-commit", "truncate", "garbage", "status"}[random.IntN(6)]
				h.Fault(emulator.Fault{Operation: "AddChatParticipants", Kind: kind, Status: [...]int{400, 403, 429, 500, 503}[random.IntN(5)], RetryAfter: "90s", Times: random.IntN(2)})
				if kind == "status" && random.IntN(2) == 0 {
					h.Fault()
				}
				before := len(h.Added())
				h.Press("ctrl+s").Settle()
				checkRun(h, before, done)
				tally := tally(h)
				sum := tally.Accepted + tally.AlreadyMember + tally.Refused + tally.NotSent + tally.Broken + tally.Duplicate + tally.Unknown
				if tally.Rows != rows || sum != rows {
					t.Fatalf("%d rows: %+v", rows, tally)
				}
				h.Fault()
			}
			before := len(h.Added())
			h.Press("ctrl+s").Settle()
			checkRun(h, before, done)
			if tally := tally(h); tally.Unknown+tally.NotSent > 0 {
				t.Errorf("after a run without faults: %+v", tally)
			}
		})
	}
}

// checkRun looks at the requests of one run. done are the ids that were accepted.
func checkRun(h *uitest.Harness, before int, done map[string]bool) {
	h.T.Helper()
	refused := map[string]bool{}
	for n, request := range h.Requests("POST", "/participants/:add") {
		if n < before {
			continue
		}
		for _, id := range uitest.Added(h.T, []string{request.Body})[0] {
			if done[id] || refused[id] {
				h.T.Errorf("%s is sent again after a definite answer", id)
			}
			switch {
			case request.Status != 201:
			case strings.Contains(id, "ffffffff") || !strings.Contains(id, emulator.ResourceID):
				refused[id] = true
			default:
				done[id] = true
			}
		}
	}
}

// TestARowThatWasInNoLostRequestIsAdded: the thread that a lost attempt made holds only
// whom that attempt asked for.
func TestARowThatWasInNoLostRequestIsAdded(t *testing.T) {
	t.Parallel()
	s := uitest.Empty()
	s.Client = uitest.NoRetries
	h := uitest.Start(t, s).Settle()
	h.Fault(emulator.Fault{Operation: "CreateChatThread", Kind: "drop-after-commit", Times: 1})
	h.Press("n").Write("Big").Press("ctrl+o").Paste(uitest.WriteList(t, strings.Fields(uitest.People(1, 210))...)).Press("enter").Settle().Press("ctrl+s").Settle()
	h.Wants("Whether the thread was made is not known")
	h.Press("ctrl+t")
	h.Wants("Save the report")
	h.Press("esc", "pgup", "pgup", "pgup", "pgup", "pgup", "pgup", "pgup", "pgup", "pgup", "pgup", "pgup", "pgup", "pgup", "pgup", "pgup", "pgup", "pgup", "pgup", "pgup", "pgup", "pgup", "down")
	h.Press("ctrl+d")
	if h.Shows("Remove row") {
		h.Press("y")
	}
	h.Press("ctrl+s").Settle()
	h.Wants("The thread is made", "209 accepted")
	h.Press("enter").Settle().Press("2").Settle().Press("G").Settle().Press("G").Settle()
	// The creator and all of the list: the row that was removed had been sent.
	h.Wants("211 participants, all loaded")
}

// TestLeavingARunTellsWhoIsNotSent before, and after.
func TestLeavingARunTellsWhoIsNotSent(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Empty()).Settle().OpenAdd()
	h.Paste(uitest.People(1, 240)).Press("ctrl+s", "esc", "esc")
	h.Wants("Leave while sending?", "40 rows that wait for a further request will not be sent")
	h.Press("y")
	h.Wants("40 rows were not sent")
	h.Settle()
}

// TestADuplicateIsSentOnceItIsNone: the row before it was removed.
func TestADuplicateIsSentOnceItIsNone(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Empty()).Settle().OpenAdd()
	h.Paste(uitest.People(1, 1) + uitest.People(1, 1))
	h.Wants("1 duplicate will not be sent")
	h.Press("up", "ctrl+d")
	if h.Shows("Remove row") {
		h.Press("y")
	}
	h.WantsNot("duplicate")
	h.Press("ctrl+s").Settle()
	h.Wants("✓ 1 accepted")
}

// TestWhoWasAddedByALostRequestIsNoOldMember: his name and history are what was asked
// for.
func TestWhoWasAddedByALostRequestIsNoOldMember(t *testing.T) {
	t.Parallel()
	s := uitest.Empty()
	s.Client = uitest.NoRetries
	h := uitest.Start(t, s).Settle().OpenAdd()
	h.Press("esc", "2").Settle().Press("a").Paste(uitest.People(1, 2))
	h.Fault(emulator.Fault{Operation: "AddChatParticipants", Kind: "drop-after-commit", Times: 1})
	h.Press("ctrl+s").Settle()
	h.Wants("Whether they were added is not known")
	h.Press("ctrl+s").Settle()
	h.Wants("✓ 2 accepted")
	h.WantsNot("already a member")
}

// TestMetadataThatTheVersionDoesNotTake is told before anything is sent.
func TestMetadataThatTheVersionDoesNotTake(t *testing.T) {
	t.Parallel()
	s := uitest.Empty()
	s.Client = func(o *acs.ClientOptions) { o.APIVersion = string(acs.APIVersion20240307) }
	h := uitest.Start(t, s).Settle().OpenAdd()
	h.Paste("identifier,metadata.desk\n" + emulator.KnownUserID(1) + ",7\n").Press("ctrl+s")
	h.Wants("it has metadata, which this api-version does not take")
	if n := len(h.Added()); n != 0 {
		t.Errorf("%d requests", n)
	}
}
