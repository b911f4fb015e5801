//go:build unix

package terminal_test

import (
	"strings"
	"testing"

	"acs-chat-tui/ui/e2e/terminal"
)

// TestRestoredSaysWhatAProgramLeft behind, also when it has ended.
func TestRestoredSaysWhatAProgramLeft(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, does, says string }{
		{"nothing", "printf bye", ""},
		{"all put back", `s=$(stty -g); stty raw -echo; printf '\033[?1049h\033[?25l\033[?2004h\033[?2004l\033[?25h\033[?1049l'; stty "$s"`, ""},
		{"raw mode", "stty raw -echo", "raw"},
		{"the alternate screen", `printf '\033[?1049h'`, "alternate"},
		{"the cursor", `printf '\033[?25l'`, "cursor"},
		{"bracketed paste", `printf '\033[?2004h'`, "2004"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			started := shell(t, terminal.Options{}, c.does)
			if _, err := started.Wait(t.Context()); err != nil {
				t.Fatal(err)
			}
			err := started.Restored()
			if (err == nil) != (c.says == "") || (err != nil && !strings.Contains(err.Error(), c.says)) {
				t.Errorf("%v, want %q", err, c.says)
			}
		})
	}
}
