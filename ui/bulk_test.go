package ui

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
)

// writeList writes a list into a file and returns its path.
func writeList(t *testing.T, lines ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "people.csv")
	if err := os.WriteFile(path, []byte(strings.Join(lines, "\n")+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

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
	return writeList(t, lines...)
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
	h := start(t, empty()).settle()
	h.press("n").write("All of them").press("ctrl+o").paste(fourHundredAndFifty(t)).press("enter").settle()
	h.wants("7 broken rows of the list and 5 duplicates will not be sent", "438 participants go out in several requests of at most 200",
		"a thread has at most 250 participants: at least 189 of these will not fit")
	h.press("ctrl+s").settle()
	h.wants("The thread is made, but the service refused", "the thread has 250 participants, the most that the service allows", "✗ 7 broken", "= 5 duplicate")

	report := filepath.Join(t.TempDir(), "report.csv")
	h.press("ctrl+t", "ctrl+u").paste(report).press("enter").settle()
	h.wants("the report of 450 rows saved in")
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
	bodies, _ := h.creates()
	if len(bodies) != 1 || len(bodies[0].Participants) != 200 {
		t.Errorf("%d creates", len(bodies))
	}
	h.press("enter").settle().press("2").settle().press("G").settle().press("G").settle()
	h.wants("250 participants, all loaded")

	// What is left goes into another form, and nothing else does.
	h.press("esc", "n").write("Another").press("ctrl+o").paste(fourHundredAndFifty(t)).press("enter").settle().press("ctrl+s").settle()
	left := 450 - 249 - 7 - 5
	h.wants(fmt.Sprintf("a tries what is left again (%d)", left))
	h.press("a")
	h.wants("Add participants to “Another”", "refused before: 403 Permissions check failed")
}

// TestARunCanBeStopped between its requests; the report says what was sent.
func TestARunCanBeStopped(t *testing.T) {
	t.Parallel()
	h := start(t, empty()).settle().openAdd()
	h.paste(people(1, 240)).press("ctrl+s")
	h.wants("request 1: sending 200", "0 of 240 rows done", "esc stops after it")
	h.press("esc")
	h.wants("stopping after request 1")
	h.settle()
	h.wants("✓ 200 accepted", "– 40 not added", "– not sent: you stopped before this request")
	report := filepath.Join(t.TempDir(), "report.csv")
	h.press("ctrl+t", "ctrl+u").paste(report).press("enter").settle()
	if counts := readReport(t, report); counts["accepted"] != 200 || counts["not sent"] != 40 || len(counts) != 2 {
		t.Errorf("reported %v", counts)
	}
	h.press("ctrl+s").settle()
	h.wants("✓ 240 accepted")
	if requests := h.added(); len(requests) != 2 || len(requests[1]) != 40 {
		t.Errorf("%d requests", len(requests))
	}
}

// TestAReportReplacesNoFileUnasked: where it is kept, another can be named.
func TestAReportReplacesNoFileUnasked(t *testing.T) {
	t.Parallel()
	h := start(t, empty()).settle().openAdd()
	h.press("ctrl+t")
	h.wants("there is nothing to report: nothing was sent yet")
	h.paste(people(1, 1)).press("ctrl+s").settle()
	path := writeList(t, "kept")
	h.press("ctrl+t", "ctrl+u").paste(path).press("enter").settle()
	h.wants("Replace the file?", "▸ n keep")
	h.press("n")
	h.wants("Save the report", filepath.Base(path))
	h.press("ctrl+u").write("report.txt").press("enter")
	h.wants("The name must end in .csv, .tsv or .json.")
	h.press("esc")
	if content, err := os.ReadFile(path); err != nil || string(content) != "kept\n" {
		t.Errorf("%q, %v", content, err)
	}
}

// tally is what the form on top says of its rows.
func (h *harness) tally() roster.Tally {
	h.t.Helper()
	form, ok := h.app.Screen().(*add.Model)
	if !ok {
		h.t.Fatalf("no form on top:\n%s", h.screen())
	}
	report, ok := form.Report()
	if !ok {
		h.t.Fatal("no report")
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
			s := empty()
			s.client = noRetries
			h := start(t, s).settle().openAdd()
			rows := 1 + random.IntN(300)
			var list []string
			for n := range rows {
				list = append(list, [...]string{
					emulator.KnownUserID(n), emulator.KnownUserID(n), emulator.KnownUserID(n), emulator.UnknownUserID(n),
					emulator.KnownUserID(random.IntN(n + 1)), "8:acs:nobody", "9:odd", emulator.DeletedUserID(n),
				}[random.IntN(8)])
			}
			h.press("ctrl+o").paste(writeList(t, list...)).press("enter").settle()
			done := map[string]bool{}
			for range 6 {
				kind := [...]string{"status", "drop", "drop-after-commit", "truncate", "garbage", "status"}[random.IntN(6)]
				h.fault(emulator.Fault{Operation: "AddChatParticipants", Kind: kind, Status: [...]int{400, 403, 429, 500, 503}[random.IntN(5)], RetryAfter: "90s", Times: random.IntN(2)})
				if kind == "status" && random.IntN(2) == 0 {
					h.fault()
				}
				before := len(h.added())
				h.press("ctrl+s").settle()
				h.checkRun(before, done)
				tally := h.tally()
				sum := tally.Accepted + tally.AlreadyMember + tally.Refused + tally.NotSent + tally.Broken + tally.Duplicate + tally.Unknown
				if tally.Rows != rows || sum != rows {
					t.Fatalf("%d rows: %+v", rows, tally)
				}
				h.fault()
			}
			before := len(h.added())
			h.press("ctrl+s").settle()
			h.checkRun(before, done)
			if tally := h.tally(); tally.Unknown+tally.NotSent > 0 {
				t.Errorf("after a run without faults: %+v", tally)
			}
		})
	}
}

// checkRun looks at the requests of one run. done are the ids that were accepted.
func (h *harness) checkRun(before int, done map[string]bool) {
	h.t.Helper()
	refused := map[string]bool{}
	for n, request := range h.requests("POST", "/participants/:add") {
		if n < before {
			continue
		}
		for _, id := range added(h.t, []string{request.Body})[0] {
			if done[id] || refused[id] {
				h.t.Errorf("%s is sent again after a definite answer", id)
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
	s := empty()
	s.client = noRetries
	h := start(t, s).settle()
	h.fault(emulator.Fault{Operation: "CreateChatThread", Kind: "drop-after-commit", Times: 1})
	h.press("n").write("Big").press("ctrl+o").paste(writeList(t, strings.Fields(people(1, 210))...)).press("enter").settle().press("ctrl+s").settle()
	h.wants("Whether the thread was made is not known")
	h.press("ctrl+t")
	h.wants("Save the report")
	h.press("esc", "pgup", "pgup", "pgup", "pgup", "pgup", "pgup", "pgup", "pgup", "pgup", "pgup", "pgup", "pgup", "pgup", "pgup", "pgup", "pgup", "pgup", "pgup", "pgup", "pgup", "pgup", "down")
	h.press("ctrl+d")
	if h.shows("Remove row") {
		h.press("y")
	}
	h.press("ctrl+s").settle()
	h.wants("The thread is made", "209 accepted")
	h.press("enter").settle().press("2").settle().press("G").settle().press("G").settle()
	// The creator and all of the list: the row that was removed had been sent.
	h.wants("211 participants, all loaded")
}

// TestLeavingARunTellsWhoIsNotSent before, and after.
func TestLeavingARunTellsWhoIsNotSent(t *testing.T) {
	t.Parallel()
	h := start(t, empty()).settle().openAdd()
	h.paste(people(1, 240)).press("ctrl+s", "esc", "esc")
	h.wants("Leave while sending?", "40 rows that wait for a further request will not be sent")
	h.press("y")
	h.wants("40 rows were not sent")
	h.settle()
}

// TestADuplicateIsSentOnceItIsNone: the row before it was removed.
func TestADuplicateIsSentOnceItIsNone(t *testing.T) {
	t.Parallel()
	h := start(t, empty()).settle().openAdd()
	h.paste(people(1, 1) + people(1, 1))
	h.wants("1 duplicate will not be sent")
	h.press("up", "ctrl+d")
	if h.shows("Remove row") {
		h.press("y")
	}
	h.wantsNot("duplicate")
	h.press("ctrl+s").settle()
	h.wants("✓ 1 accepted")
}

// TestWhoWasAddedByALostRequestIsNoOldMember: his name and history are what was asked
// for.
func TestWhoWasAddedByALostRequestIsNoOldMember(t *testing.T) {
	t.Parallel()
	s := empty()
	s.client = noRetries
	h := start(t, s).settle().openAdd()
	h.press("esc", "2").settle().press("a").paste(people(1, 2))
	h.fault(emulator.Fault{Operation: "AddChatParticipants", Kind: "drop-after-commit", Times: 1})
	h.press("ctrl+s").settle()
	h.wants("Whether they were added is not known")
	h.press("ctrl+s").settle()
	h.wants("✓ 2 accepted")
	h.wantsNot("already a member")
}

// TestMetadataThatTheVersionDoesNotTake is told before anything is sent.
func TestMetadataThatTheVersionDoesNotTake(t *testing.T) {
	t.Parallel()
	s := empty()
	s.client = func(o *acs.ClientOptions) { o.APIVersion = string(acs.APIVersion20240307) }
	h := start(t, s).settle().openAdd()
	h.paste("identifier,metadata.desk\n" + emulator.KnownUserID(1) + ",7\n").press("ctrl+s")
	h.wants("it has metadata, which this api-version does not take")
	if n := len(h.added()); n != 0 {
		t.Errorf("%d requests", n)
	}
}
