package participants_test

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
	"acs-chat-tui/ui/uitest"
)

// smallPages makes pages of 50, of which the big thread has five.
func smallPages(s *command.Session) { s.PageSize = 50 }

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

func file(h *uitest.Harness, path string) string {
	h.T.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		h.T.Fatal(err)
	}
	return string(content)
}

// TestAllAreExported: the pages that are left are loaded first, and the place stays.
func TestAllAreExported(t *testing.T) {
	t.Parallel()
	for _, from := range []string{"", "120"} {
		h := uitest.Start(t, uitest.Setup{Session: smallPages}).OpenBig()
		if from != "" {
			h.Press("r").Write(from).Press("enter").Settle()
		}
		h.Press("j", "j", "j")
		place := h.Current()
		path := filepath.Join(t.TempDir(), "all.csv")
		h.ExportTo(path).Settle()
		h.Wants("the list of 250 participants saved in ", "250 participants, all loaded")
		if diff := cmp.Diff(h.Members(), firstColumn(t, file(h, path), ',')); diff != "" {
			t.Errorf("from row %q the file holds (-want +got):\n%s", from, diff)
		}
		if got := h.Current(); got != place {
			t.Errorf("the cursor went from %s to %s", place, got)
		}
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("the file's mode is %v, %v", info.Mode(), err)
		}
	}
}

func TestTheMarkedAreExported(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{}).OpenBig()
	members := h.Members()
	h.Press("j", "j", " ", "g", " ", "E")
	h.Wants("▸ 1 the 2 marked, to a file", "4 all participants, loading the rest first, to the clipboard as CSV", "A filter exports what it shows")
	h.Press("esc")
	folder := t.TempDir()
	want := []string{members[0], members[2]} // in the list's order, not in that of the marks
	h.ExportTo(filepath.Join(folder, "a.TSV")).Settle()
	h.Wants("the list of 2 participants saved in ")
	if diff := cmp.Diff(want, firstColumn(t, file(h, filepath.Join(folder, "a.TSV")), '\t')); diff != "" {
		t.Errorf("the file (-want +got):\n%s", diff)
	}
	h.ExportTo(filepath.Join(folder, "a.json")).Settle()
	var rows []struct {
		RawID string `json:"rawId"`
	}
	if err := json.Unmarshal([]byte(file(h, filepath.Join(folder, "a.json"))), &rows); err != nil || len(rows) != 2 || rows[0].RawID != want[0] {
		t.Errorf("the JSON holds %v, %v", rows, err)
	}
	h.Press("E", "2").Settle()
	h.Wants("2 participants as CSV sent to the clipboard")
	if diff := cmp.Diff(want, firstColumn(t, h.Copied[0], ',')); diff != "" {
		t.Errorf("the clipboard (-want +got):\n%s", diff)
	}
	h.Press("E", "4").Settle()
	h.Wants("250 participants as CSV sent to the clipboard")
	if diff := cmp.Diff(members, firstColumn(t, h.Copied[1], ',')); diff != "" {
		t.Errorf("the clipboard (-want +got):\n%s", diff)
	}
}

// TestAnExportIsStopped while the pages come: nothing is written.
func TestAnExportIsStopped(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{Session: smallPages}).OpenBig()
	folder := t.TempDir()
	h.Fault(emulator.Fault{Operation: "ListChatParticipants", Kind: "latency", Latency: "200ms"})
	h.ExportTo(filepath.Join(folder, "all.csv"))
	h.UntilShown("150 participants so far, loading all · esc stops")
	h.Press("q")
	h.Wants("Quit?", "nothing is written yet")
	h.Press("n", "esc").Settle()
	h.Wants("The export was stopped: nothing was written.", "participants loaded, more to come")
	h.WantsNot("so far")
	h.Press("q").Settle()
	if !h.Quit {
		t.Errorf("quitting asks though nothing is under way:\n%s", h.Screen())
	}
	nothingIn(t, folder)
}

func TestAnExportWhosePageFails(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{Session: smallPages, Client: uitest.NoRetries}).OpenBig()
	folder := t.TempDir()
	h.Fault(emulator.Fault{Operation: "ListChatParticipants", Kind: "status", Status: http.StatusBadRequest, Message: "Not today."})
	h.ExportTo(filepath.Join(folder, "all.csv")).Settle()
	h.Wants("Nothing was exported: Could not list the participants", "the next page failed")
	nothingIn(t, folder)
	// The next export asks for the failed page again.
	h.Fault()
	h.ExportTo(filepath.Join(folder, "all.csv")).Settle()
	if got := firstColumn(t, file(h, filepath.Join(folder, "all.csv")), ','); len(got) != 250 {
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
	h := uitest.Start(t, uitest.Setup{}).OpenBig()
	h.Press(" ")
	folder := t.TempDir()
	path := filepath.Join(folder, "mine.csv")
	if err := os.WriteFile(path, []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	h.ExportTo(path).Settle()
	h.Wants("Replace the file?", "What it holds would be gone.", "▸ n keep")
	h.Press("enter").Settle()
	h.Wants("Export the 1 marked to a file", "mine.csv")
	if got := file(h, path); got != "mine" {
		t.Errorf("the file holds %q", got)
	}
	h.Press("esc")
	h.ExportTo(path).Settle().Press("y").Settle()
	h.Wants("the list of 1 participant saved in ")
	if got := firstColumn(t, file(h, path), ','); len(got) != 1 {
		t.Errorf("the file holds %q", got)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file's mode is %v, %v", info.Mode(), err)
	}
	for _, c := range []struct{ path, says string }{
		{"", "The name must end in .csv, .tsv or .json."},
		{"list.txt", "The name must end in .csv, .tsv or .json."},
	} {
		h.ExportTo(c.path)
		h.Wants(c.says)
		h.Press("esc")
	}
	if err := os.Mkdir(filepath.Join(folder, "folder.csv"), 0o700); err != nil {
		t.Fatal(err)
	}
	h.ExportTo(filepath.Join(folder, "none", "list.csv")).Settle()
	h.Wants("Nothing can be saved there: there is no folder ", "list.csv")
	h.Press("ctrl+u").Write(filepath.Join(folder, "folder.csv")).Press("enter").Settle()
	h.Wants("folder.csv is something else than a file")
	h.Press("esc")
	if left, err := fs.Glob(os.DirFS(folder), ".*"); err != nil || len(left) != 0 {
		t.Errorf("drafts are left: %v, %v", left, err)
	}
}
