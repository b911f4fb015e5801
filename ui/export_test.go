package ui

import (
	"encoding/csv"
	"encoding/json"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/command"
)

// smallPages makes pages of 50, of which the big thread has five.
func smallPages(s *command.Session) { s.PageSize = 50 }

// exportTo exports to a file: what is marked, where something is.
func (h *harness) exportTo(path string) *harness {
	h.t.Helper()
	h.press("E")
	h.wants("Export participants")
	h.press("enter")
	h.wants("The ending decides the format: .csv, .tsv or .json.", "participants-operations-all-hands-20251103-09")
	return h.press("ctrl+u").write(path).press("enter")
}

// firstColumn is the raw ids of a table.
func firstColumn(t *testing.T, table string, separator rune) []string {
	t.Helper()
	reader := csv.NewReader(strings.NewReader(table))
	reader.Comma = separator
	records, err := reader.ReadAll()
	if err != nil {
		t.Fatalf("%v in %q", err, table)
	}
	if len(records) == 0 || records[0][0] != "rawId" {
		t.Fatalf("the table begins with %q", records)
	}
	var ids []string
	for _, record := range records[1:] {
		ids = append(ids, record[0])
	}
	return ids
}

func (h *harness) file(path string) string {
	h.t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		h.t.Fatal(err)
	}
	return string(content)
}

// TestAllAreExported: the pages that are left are loaded first, and the place stays.
func TestAllAreExported(t *testing.T) {
	t.Parallel()
	for _, from := range []string{"", "120"} {
		h := start(t, setup{session: smallPages}).openBig()
		if from != "" {
			h.press("r").write(from).press("enter").settle()
		}
		h.press("j", "j", "j")
		place := h.current()
		path := filepath.Join(t.TempDir(), "all.csv")
		h.exportTo(path).settle()
		h.wants("the list of 250 participants saved in ", "250 participants, all loaded")
		if diff := cmp.Diff(h.members(), firstColumn(t, h.file(path), ',')); diff != "" {
			t.Errorf("from row %q the file holds (-want +got):\n%s", from, diff)
		}
		if got := h.current(); got != place {
			t.Errorf("the cursor went from %s to %s", place, got)
		}
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("the file's mode is %v, %v", info.Mode(), err)
		}
	}
}

func TestTheMarkedAreExported(t *testing.T) {
	t.Parallel()
	h := start(t, setup{}).openBig()
	members := h.members()
	h.press("j", "j", " ", "g", " ", "E")
	h.wants("▸ 1 the 2 marked, to a file", "4 all participants, loading the rest first, to the clipboard as CSV", "A filter exports what it shows")
	h.press("esc")
	folder := t.TempDir()
	want := []string{members[0], members[2]} // in the list's order, not in that of the marks
	h.exportTo(filepath.Join(folder, "a.TSV")).settle()
	h.wants("the list of 2 participants saved in ")
	if diff := cmp.Diff(want, firstColumn(t, h.file(filepath.Join(folder, "a.TSV")), '\t')); diff != "" {
		t.Errorf("the file (-want +got):\n%s", diff)
	}
	h.exportTo(filepath.Join(folder, "a.json")).settle()
	var rows []struct {
		RawID string `json:"rawId"`
	}
	if err := json.Unmarshal([]byte(h.file(filepath.Join(folder, "a.json"))), &rows); err != nil || len(rows) != 2 || rows[0].RawID != want[0] {
		t.Errorf("the JSON holds %v, %v", rows, err)
	}
	h.press("E", "2").settle()
	h.wants("2 participants as CSV sent to the clipboard")
	if diff := cmp.Diff(want, firstColumn(t, h.copied[0], ',')); diff != "" {
		t.Errorf("the clipboard (-want +got):\n%s", diff)
	}
	h.press("E", "4").settle()
	h.wants("250 participants as CSV sent to the clipboard")
	if diff := cmp.Diff(members, firstColumn(t, h.copied[1], ',')); diff != "" {
		t.Errorf("the clipboard (-want +got):\n%s", diff)
	}
}

// TestAnExportIsStopped while the pages come: nothing is written.
func TestAnExportIsStopped(t *testing.T) {
	t.Parallel()
	h := start(t, setup{session: smallPages}).openBig()
	folder := t.TempDir()
	h.fault(emulator.Fault{Operation: "ListChatParticipants", Kind: "latency", Latency: "200ms"})
	h.exportTo(filepath.Join(folder, "all.csv"))
	h.untilShown("150 participants so far, loading all · esc stops")
	h.press("q")
	h.wants("Quit?", "nothing is written yet")
	h.press("n", "esc").settle()
	h.wants("The export was stopped: nothing was written.", "participants loaded, more to come")
	h.wantsNot("so far")
	h.press("q").settle()
	if !h.quit {
		t.Errorf("quitting asks though nothing is under way:\n%s", h.screen())
	}
	nothingIn(t, folder)
}

func TestAnExportWhosePageFails(t *testing.T) {
	t.Parallel()
	h := start(t, setup{session: smallPages, client: noRetries}).openBig()
	folder := t.TempDir()
	h.fault(emulator.Fault{Operation: "ListChatParticipants", Kind: "status", Status: http.StatusBadRequest, Message: "Not today."})
	h.exportTo(filepath.Join(folder, "all.csv")).settle()
	h.wants("Nothing was exported: Could not list the participants", "the next page failed")
	nothingIn(t, folder)
	// The next export asks for the failed page again.
	h.fault()
	h.exportTo(filepath.Join(folder, "all.csv")).settle()
	if got := firstColumn(t, h.file(filepath.Join(folder, "all.csv")), ','); len(got) != 250 {
		t.Errorf("%d rows", len(got))
	}
}

func nothingIn(t *testing.T, folder string) {
	t.Helper()
	if entries, err := os.ReadDir(folder); err != nil || len(entries) != 0 {
		t.Errorf("the folder holds %v, %v", entries, err)
	}
}

// TestAnExportReplacesNoFileUnasked, and says why it cannot write.
func TestAnExportReplacesNoFileUnasked(t *testing.T) {
	t.Parallel()
	h := start(t, setup{}).openBig()
	h.press(" ")
	folder := t.TempDir()
	path := filepath.Join(folder, "mine.csv")
	if err := os.WriteFile(path, []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	h.exportTo(path).settle()
	h.wants("Replace the file?", "What it holds would be gone.", "▸ n keep")
	h.press("enter").settle()
	h.wants("Export the 1 marked to a file", "mine.csv")
	if got := h.file(path); got != "mine" {
		t.Errorf("the file holds %q", got)
	}
	h.press("esc")
	h.exportTo(path).settle().press("y").settle()
	h.wants("the list of 1 participant saved in ")
	if got := firstColumn(t, h.file(path), ','); len(got) != 1 {
		t.Errorf("the file holds %q", got)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file's mode is %v, %v", info.Mode(), err)
	}
	for _, c := range []struct{ path, says string }{
		{"", "The name must end in .csv, .tsv or .json."},
		{"list.txt", "The name must end in .csv, .tsv or .json."},
	} {
		h.exportTo(c.path)
		h.wants(c.says)
		h.press("esc")
	}
	if err := os.Mkdir(filepath.Join(folder, "folder.csv"), 0o700); err != nil {
		t.Fatal(err)
	}
	h.exportTo(filepath.Join(folder, "none", "list.csv")).settle()
	h.wants("Nothing can be saved there: there is no folder ", "list.csv")
	h.press("ctrl+u").write(filepath.Join(folder, "folder.csv")).press("enter").settle()
	h.wants("folder.csv is something else than a file")
	h.press("esc")
	if left, err := fs.Glob(os.DirFS(folder), ".*"); err != nil || len(left) != 0 {
		t.Errorf("drafts are left: %v, %v", left, err)
	}
}
