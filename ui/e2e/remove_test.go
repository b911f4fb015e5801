//go:build unix

package e2e

import (
	"context"
	"encoding/csv"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/e2e/terminal"
)

// mark marks the first n participants of the big thread but the operator, who is the
// second, and returns their ids.
func (p *program) mark(members []string, n int) []string {
	p.t.Helper()
	if members[1] != emulator.DemoUserID {
		p.t.Fatalf("the operator is not the second member: %q", members[:3])
	}
	p.types(" ", "j", terminal.Repeat(" ", n-1))
	p.shows(fmt.Sprintf("%d marked", n))
	return slices.Delete(slices.Clone(members[:n+1]), 1, 2)
}

// attempts is how often a call is made whose answer is lost each time.
const attempts = 4

// TestBulkRemove removes six, of whom one is refused and the answers for one are lost
// in between; then what is left, and oneself.
func TestBulkRemove(t *testing.T) {
	t.Parallel()
	for _, s := range sizes() {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			p := startBuiltIn(t, s)
			p.shows("all loaded")
			target := p.service.thread(bigThread)
			members := p.service.participants(target.ID)
			p.openParticipants(target.ID)
			p.shows("more to come")
			marked := p.mark(members, 6)

			slow := fault{Operation: "RemoveChatParticipant", Kind: "latency", Latency: "400ms"}
			p.service.faults(slow)
			p.types("x")
			p.shows("Remove 6 participants?", "and 3 more", "▸ n keep")
			p.types("y")
			p.shows("Remove 6 participants from", "1 of 6 removed")
			p.service.faults(slow,
				fault{Operation: "RemoveChatParticipant", Kind: "status", Status: http.StatusBadRequest, Message: "Not today.", Times: 1},
				fault{Operation: "RemoveChatParticipant", Kind: "drop-after-commit", Times: attempts})
			p.shows("4 of 6 removed · ✗ 1 refused · ? 1 unknown · R tries the rest again")

			path := filepath.Join(t.TempDir(), "report.csv")
			p.types(terminal.CtrlT)
			p.shows("Save what became of each participant", "removal-operations-all-hands")
			p.types(terminal.CtrlU, path, terminal.Enter)
			p.shows("the report of 6 rows saved")
			refused, unknown := assertReport(t, path, marked)
			if left := p.service.participants(target.ID); slices.Contains(left, unknown) || !slices.Contains(left, refused) || len(left) != len(members)-5 {
				t.Errorf("of %s, refused, and %s, whose answer was lost, the service holds: %v", refused, unknown, left)
			}

			p.service.faults()
			p.types("R")
			p.shows("6 of 6 removed")
			assertRequests(t, p.service, target.ID, marked, refused, unknown)
			p.types(terminal.Escape)
			p.shows("▸2 Participants", "participants loaded, more to come")
			p.gone("marked")
			want := slices.DeleteFunc(slices.Clone(members), func(id string) bool { return slices.Contains(marked, id) })
			if diff := cmp.Diff(want, p.service.participants(target.ID)); diff != "" {
				t.Errorf("the service's members (-want +got):\n%s", diff)
			}
		})
	}
}

// assertReport reads a report of six rows: all but two were removed.
func assertReport(t *testing.T, path string, marked []string) (refused, unknown string) {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close() //nolint:errcheck // only read
	records, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	id, status, reason := slices.Index(records[0], "rawId"), slices.Index(records[0], "status"), slices.Index(records[0], "reason")
	count := map[string]int{}
	var ids []string
	for _, record := range records[1:] {
		ids = append(ids, record[id])
		count[record[status]]++
		switch record[status] {
		case "refused":
			refused = record[id]
			if !strings.Contains(record[reason], "Not today.") {
				t.Errorf("the reason is %q", record[reason])
			}
		case "unknown":
			unknown = record[id]
		}
	}
	if diff := cmp.Diff(map[string]int{"accepted": 4, "refused": 1, "unknown": 1}, count); diff != "" {
		t.Errorf("the report (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(marked, ids); diff != "" {
		t.Errorf("the report's rows (-want +got):\n%s", diff)
	}
	return refused, unknown
}

// assertRequests: each was asked for once, but those that failed.
func assertRequests(t *testing.T, s *service, threadID string, marked []string, refused, unknown string) {
	t.Helper()
	want := map[string]int{}
	for _, id := range marked {
		want[id] = 1
	}
	want[refused], want[unknown] = 2, attempts+1
	got := map[string]int{}
	for _, request := range s.requests(http.MethodPost, threadID+"/participants/:remove") {
		for _, id := range marked {
			if strings.Contains(request.Body, id) {
				got[id]++
			}
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("requests for each (-want +got):\n%s", diff)
	}
}

// TestStopABulkRemoval between two removals, and remove oneself.
func TestStopABulkRemoval(t *testing.T) {
	t.Parallel()
	for _, s := range sizes() {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			p := startBuiltIn(t, s)
			p.shows("all loaded")
			target := p.service.thread(bigThread)
			members := p.service.participants(target.ID)
			p.openParticipants(target.ID)
			p.shows("more to come")
			marked := p.mark(members, 9)
			p.service.faults(fault{Operation: "RemoveChatParticipant", Kind: "latency", Latency: "500ms"})
			p.types("x")
			p.shows("Remove 9 participants?")
			p.types("y")
			p.shows("1 of 9 removed")
			p.types(terminal.Escape)
			p.shows("Stop removing?")
			p.types("y")
			p.shows("not removed · you stopped the run")
			sent := len(p.service.requests(http.MethodPost, target.ID+"/participants/:remove"))
			left := p.service.participants(target.ID)
			if sent < 2 || sent > 8 || len(left) != len(members)-sent || slices.Contains(left, marked[sent-1]) {
				t.Errorf("%d requests, %d members of %d left", sent, len(left), len(members))
			}
			p.types(terminal.Escape)
			p.shows("Leave?")
			p.types("y")
			p.shows("▸2 Participants", fmt.Sprintf("%d marked", 9-sent))

			// What is marked is left alone: only the operator himself is to go.
			p.service.faults()
			p.types("C", "/")
			p.shows("filter ›")
			p.types(strings.TrimPrefix(emulator.DemoUserID, "8:acs:"), terminal.Enter)
			p.until("the operator", func(screen terminal.Screen) bool { return paneID(screen) == emulator.DemoUserID })
			p.types("x")
			p.shows("This is you: removing yourself ends your access")
			p.types("y")
			p.shows("not allowed: you act as")
		})
	}
}

// TestExportWhilePagesCome exports all of the big thread before it is loaded.
func TestExportWhilePagesCome(t *testing.T) {
	t.Parallel()
	for _, s := range sizes() {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			p := startConnected(t, s, "--latency", "700ms")
			p.shows("all loaded")
			target := p.service.thread(bigThread)
			p.openParticipants(target.ID)
			p.shows("100 participants loaded, more to come")
			path := filepath.Join(t.TempDir(), "all.csv")
			p.types("E")
			p.shows("Export participants", "▸ 1 all participants, loading the rest first")
			p.types(terminal.Enter)
			p.shows("The ending decides the format")
			p.types(terminal.CtrlU, path, terminal.Enter)
			p.shows("participants so far, loading all · esc stops")
			p.shows("the list of 250 participants saved", "250 participants, all loaded")
			file, err := os.Open(path)
			if err != nil {
				t.Fatal(err)
			}
			defer file.Close() //nolint:errcheck // only read
			records, err := csv.NewReader(file).ReadAll()
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff([]string{"rawId", "kind", "displayName", "shareHistoryTime"}, records[0][:4]); diff != "" {
				t.Errorf("the header (-want +got):\n%s", diff)
			}
			var ids []string
			for _, record := range records[1:] {
				ids = append(ids, record[0])
			}
			if diff := cmp.Diff(p.service.participants(target.ID), ids); diff != "" {
				t.Errorf("the file (-want +got):\n%s", diff)
			}
			if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
				t.Errorf("the file's mode is %v, %v", info.Mode(), err)
			}
		})
	}
}

// slowTests is the variable that lets the tests run that take minutes.
const slowTests = "ACS_CHAT_TUI_SLOW"

// TestSixtyAreRemovedUnderTheLimits by themselves, and none is throttled.
func TestSixtyAreRemovedUnderTheLimits(t *testing.T) {
	t.Parallel()
	if os.Getenv(slowTests) != "1" {
		t.Logf("left out: it takes more than a minute; %s=1 runs it", slowTests)
		return
	}
	p := startConnected(t, sizes()[0], "--limits", "on")
	p.shows("all loaded")
	target := p.service.thread(bigThread)
	members := p.service.participants(target.ID)
	p.openParticipants(target.ID)
	p.shows("more to come")
	marked := p.mark(members, 60)
	p.types("x")
	p.shows("Remove 60 participants?")
	p.types("y")
	p.shows("of 60 removed", "at least 1 min left", "staying under the service's limit")
	// The 31st is sent when the first one's minute is over.
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
	defer cancel()
	if _, err := p.WaitFor(ctx, "the end", func(screen terminal.Screen) bool {
		return screen.Contains("60 of 60 removed")
	}); err != nil {
		t.Fatal(err)
	}
	requests := p.service.requests(http.MethodPost, target.ID+"/participants/:remove")
	if len(requests) != 60 {
		t.Errorf("%d requests", len(requests))
	}
	for n, request := range requests {
		if request.Status != http.StatusNoContent || !strings.Contains(request.Body, marked[n]) {
			t.Errorf("request %d was answered %d: %s", n, request.Status, request.Body)
		}
	}
	if left := p.service.participants(target.ID); len(left) != len(members)-60 {
		t.Errorf("%d members are left", len(left))
	}
}
