//go:build unix

package e2e

import (
	"encoding/csv"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/e2e/terminal"
)

// peopleFile writes a CSV of 450 rows: 7 broken lines, 5 duplicates and 12 users whom
// the service does not know.
func peopleFile(t *testing.T) string {
	t.Helper()
	lines := []string{"User ID;Display name;History"}
	unknown := 0
	for n := range 450 {
		id := emulator.KnownUserID(n + 1)
		switch {
		case n%60 == 30 && n < 440:
			id = "8:acs:not-an-id"
		case n%80 == 79:
			id = strings.ToUpper(emulator.KnownUserID(1))
		case n%36 == 3 && unknown < 12:
			unknown++
			id = emulator.UnknownUserID(n)
		}
		lines = append(lines, fmt.Sprintf(`%s;"Person; %d";2025-01-02T03:04:05Z`, id, n))
	}
	return writeFile(t, filepath.Join(t.TempDir(), "people.csv"), strings.Join(lines, "\r\n")+"\r\n", 0o600)
}

// readTable reads a CSV file with a header.
func readTable(t *testing.T, path string) (rows []map[string]string) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	records, err := csv.NewReader(strings.NewReader(string(text))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, record := range records[1:] {
		row := map[string]string{}
		for i, name := range records[0] {
			row[name] = record[i]
		}
		rows = append(rows, row)
	}
	return rows
}

// TestALongListIntoAFreshThread imports 450 rows into the form for a new thread: it
// ends with exactly 250 members, and a report in which every row is one thing.
func TestALongListIntoAFreshThread(t *testing.T) {
	t.Parallel()
	for _, s := range sizes() {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			p := startConnected(t, s)
			p.shows("all loaded")
			p.types("n")
			p.shows("▸ topic")
			p.types("Everybody", terminal.CtrlO)
			p.shows("Import participants")
			p.types(peopleFile(t), terminal.Enter)
			p.shows("7 broken rows of the list and 5 duplicates will not be sent")
			p.types(terminal.CtrlS)
			p.shows("The thread is made, but", "249 accepted", "the thread has 250 participants")

			path := filepath.Join(t.TempDir(), "report.csv")
			p.types("\x14") // ctrl+t
			p.shows("Save the report")
			p.types("\x15"+path, terminal.Enter) // ctrl+u
			p.shows("the report of 450 rows saved")
			counts := map[string]int{}
			for _, row := range readTable(t, path) {
				counts[row["status"]]++
			}
			if counts["accepted"] != 249 || counts["broken"] != 7 || counts["duplicate"] != 5 ||
				counts["accepted"]+counts["refused"]+counts["not sent"]+counts["broken"]+counts["duplicate"] != 450 {
				t.Errorf("the report says %v", counts)
			}

			p.types(terminal.Enter)
			p.shows("1 Properties")
			p.types("2")
			p.shows("more to come")
			p.types("G")
			p.until("more than a page", func(screen terminal.Screen) bool { return rowNumber(screen) > 100 })
			p.types("G")
			p.shows("250 participants, all loaded")
			if n := len(p.service.requests(http.MethodPost, "/chat/threads")); n < 3 {
				t.Errorf("%d requests", n)
			}
		})
	}
}

// TestCancelBetweenBatches stops a run after its first request: the report says
// exactly what was sent.
func TestCancelBetweenBatches(t *testing.T) {
	t.Parallel()
	s := sizes()[1]
	p := startConnected(t, s)
	p.shows("all loaded")
	thread := p.service.create("Night shift").ID
	p.types("o")
	p.shows("Open a thread by its id")
	p.types(thread, terminal.Enter)
	p.shows("1 Properties", "created by")
	p.types("a")
	p.shows("Add participants to")
	var lines []string
	for n := range 230 {
		lines = append(lines, emulator.KnownUserID(700+n))
	}
	p.service.faults(fault{Operation: "AddChatParticipants", Kind: "latency", Latency: "1500ms"})
	p.types(terminal.CtrlO)
	p.shows("Import participants")
	p.types(writeFile(t, filepath.Join(t.TempDir(), "list.txt"), strings.Join(lines, "\n"), 0o600), terminal.Enter)
	p.shows("230 participants go out in several requests")
	p.types(terminal.CtrlS)
	p.shows("request 1: sending 200", "0 of 230 rows done", "esc stops after it")
	p.types(terminal.Escape)
	p.shows("stopping after request 1")
	p.shows("200 accepted", "30 not added")
	path := filepath.Join(t.TempDir(), "report.csv")
	p.types("\x14")
	p.shows("Save the report")
	p.types("\x15"+path, terminal.Enter)
	p.shows("the report of 230 rows saved")
	var accepted, left []string
	for _, row := range readTable(t, path) {
		switch row["status"] {
		case "accepted":
			accepted = append(accepted, row["rawId"])
		case "not sent":
			left = append(left, row["rawId"])
		}
	}
	if !slices.Equal(accepted, lines[:200]) || !slices.Equal(left, lines[200:]) {
		t.Errorf("the report says that %d were accepted and %d not sent", len(accepted), len(left))
	}
	if n := len(p.service.requests(http.MethodPost, "/participants/:add")); n != 1 {
		t.Errorf("%d requests were sent", n)
	}
}

// TestExportIsImported exports a thread's participants, with names, times and
// metadata that are hard to write down, and imports the file into a second thread,
// which then has the same.
func TestExportIsImported(t *testing.T) {
	t.Parallel()
	for _, format := range []string{"csv", "tsv", "json"} {
		t.Run(format, func(t *testing.T) {
			t.Parallel()
			p := startConnected(t, sizes()[1])
			p.shows("all loaded")
			source, target := p.service.create("Source"), p.service.create("Target")
			names := []string{"Doe, Jane", "=1+1", "'quoted", "two\nlines", "  spaces  ", "tab\there", "", "日本語 🧑🏽‍🚒", "\u202eevil", `"marks"`, "-7", "@all", "semi;colon"}
			var body struct {
				Participants []map[string]any `json:"participants"`
			}
			for n, name := range names {
				one := map[string]any{
					"communicationIdentifier": map[string]any{"rawId": emulator.KnownUserID(900 + n)},
					"shareHistoryTime":        fmt.Sprintf("2025-01-02T03:04:%02dZ", n), "metadata": map[string]string{"desk": name + "!", fmt.Sprintf("k%d", n%2): "=v"},
				}
				if name != "" {
					one["displayName"] = name
				}
				body.Participants = append(body.Participants, one)
			}
			path := "/chat/threads/" + url.PathEscape(source.ID) + "/participants/:add?api-version=" + apiVersion
			if status := p.service.do(http.MethodPost, path, "application/json", body, nil); status != http.StatusCreated {
				t.Fatalf("adding answered %d", status)
			}
			p.openParticipants(source.ID)
			p.shows("14 participants, all loaded")
			file := filepath.Join(t.TempDir(), "all."+format)
			p.types("E")
			p.shows("Export participants")
			p.types(terminal.Enter)
			p.shows("The ending decides the format")
			p.types(terminal.CtrlU, file, terminal.Enter)
			p.shows("the list of 14 participants saved")

			p.types(terminal.Escape)
			p.shows("threads, all loaded")
			p.openParticipants(target.ID)
			p.shows("1 participant, all loaded")
			p.types("a")
			p.shows("Add participants to")
			p.types(terminal.CtrlO)
			p.shows("Import participants")
			p.types(file, terminal.Enter)
			p.gone("Import participants")
			p.types(terminal.CtrlS)
			p.shows("14 accepted")
			want, got := p.service.members(source.ID), p.service.members(target.ID)
			if diff := cmp.Diff(want[1:], got[1:]); diff != "" || len(got) != 14 {
				t.Errorf("the second thread (-first +second):\n%s", diff)
			}
		})
	}
}

// members are a thread's participants as the service sends them.
func (s *service) members(threadID string) []map[string]any {
	s.t.Helper()
	var page struct {
		Value []map[string]any `json:"value"`
	}
	path := "/chat/threads/" + url.PathEscape(threadID) + "/participants?maxPageSize=200&api-version=" + apiVersion
	if status := s.do(http.MethodGet, path, "", nil, &page); status != http.StatusOK {
		s.t.Fatalf("listing participants answered %d", status)
	}
	return page.Value
}
