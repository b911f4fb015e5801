//go:build unix

package e2e

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/e2e/terminal"
)

// TestAFilePromptStaysUntilTheFileIsRight: an import and a save that fail keep what was
// typed, and their reasons are gone with the next, successful try.
func TestAFilePromptStaysUntilTheFileIsRight(t *testing.T) {
	t.Parallel()
	eachWay(t, func(t *testing.T, p *program) {
		t.Helper()
		folder := t.TempDir()
		list := filepath.Join(folder, "people.csv")
		if err := os.WriteFile(list, []byte("identifier,display name\n"+emulator.KnownUserID(77)+",Ada\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		p.shows("all loaded")
		p.types("n")
		p.shows("New thread", "▸ topic")
		p.types("Imported", "\x0f")
		const title = "Import participants from a file"
		p.shows(title)
		p.types(list, "~", terminal.Enter)
		p.shows(title, "file not found", "people.csv~")
		p.types("\x7f", terminal.Enter)
		p.gone(title)
		screen := p.shows("Ada", "Imported")
		if screen.Contains("not found") {
			t.Errorf("the failed import's error stands beside the rows:\n%s", screen.Text())
		}
		p.types("\x0f")
		p.shows(title)
		p.types(filepath.Join(folder, "none"), terminal.Enter)
		p.shows(title, "file not found")
		p.types(terminal.Escape)
		p.gone(title)
		p.types("\x0f")
		screen = p.shows(title)
		if strings.Contains(screen.Text(), "none") {
			t.Errorf("the old path stands in the new prompt:\n%s", screen.Text())
		}
		p.types(terminal.Escape)
		p.gone(title)
		p.types(terminal.CtrlS)
		p.shows("The thread is made")
		if got := p.service.requests(http.MethodPost, "/chat/threads"); len(got) != 1 || !strings.Contains(got[0].Body, emulator.KnownUserID(77)) {
			t.Errorf("sent %v", got)
		}

		p.types("\x14")
		p.shows("Save the report")
		report := filepath.Join(folder, "report.csv")
		p.types("\x15", filepath.Join(folder, "none", "report.csv"), terminal.Enter)
		p.shows("Save the report", "Nothing can be saved there: there is no folder", "report.csv")
		p.types("\x15", report, terminal.Enter)
		p.shows("the report of")
		p.gone("Save the report")
		p.until("the report", func(terminal.Screen) bool {
			content, err := os.ReadFile(report)
			return err == nil && strings.Contains(string(content), emulator.KnownUserID(77))
		})
	})
}
