//go:build unix

package e2e

import (
	"path/filepath"
	"strings"
	"testing"

	"acs-chat-tui/ui/e2e/terminal"
)

// TestReboundKeys does a small job with other keys than the usual ones, which the
// footer, the help and the messages name.
func TestReboundKeys(t *testing.T) {
	t.Parallel()
	for _, s := range sizes() {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			file := writeConfig(t, `[keys]`, `new_thread = "c"`, `form_submit = ["f2", "ctrl+y"]`, `open = "space"`, `mark = "m"`)
			p := start(t, terminal.Options{Columns: s.columns, Rows: s.rows, Args: []string{"--config", file}})
			p.shows("all loaded", "c makes a new thread", "space open")
			p.types("?")
			p.shows("Keys: Threads", "c                 new thread")
			p.types(terminal.Escape)
			p.gone("Keys: Threads")
			p.types("nc")
			p.shows("▸ topic", "f2 ctrl+y send")
			p.types("Made with n, c and "+terminal.CtrlS, "other keys")
			p.shows("Made with n, c and other keys")
			p.gone("sending")
			p.types("\x19") // ctrl+y
			p.shows("The thread is made", "space opens the thread")
			p.types(" ")
			p.shows("1 Properties", "Made with n, c and other keys")
		})
	}
}

// TestWrongKeys refuses keys that cannot be: in one line, with the place, before the
// terminal is touched.
func TestWrongKeys(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, file string
		says       []string
	}{
		{"a collision", "[keys]\nnew_thread = \"f5\"\n\nrefresh = \"f5\"\n", []string{"config.toml:2: the key f5 is bound to both new_thread and refresh", "config.toml:4"}},
		{"an unknown action", "[keys]\nnewthread = \"f5\"\n", []string{`config.toml:2: there is no action "newthread"`, "new_thread"}},
		{"an unknown key", "[keys]\nquit = \"control-q\"\n", []string{`config.toml:2: quit: "control-q" is no key`}},
		{"text in a form", "[keys]\nform_submit = \"s\"\n", []string{`config.toml:2: form_submit: "s" is text in a form`}},
		{"no text", "[keys]\nquit = 7\n", []string{"config.toml:2: a key's name must stand in quotation marks"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			path := writeFile(t, filepath.Join(t.TempDir(), "config.toml"), c.file, 0o600)
			got := runPlain(t, nil, "--config", path)
			if got.code != 1 || got.stdout != "" || strings.Count(got.stderr, "\n") != 1 || !strings.HasPrefix(got.stderr, "acs-chat-tui: ") {
				t.Errorf("want exit code 1 and one line on standard error, got %+v", got)
			}
			for _, part := range c.says {
				if !strings.Contains(got.stderr, part) {
					t.Errorf("%q does not say %q", got.stderr, part)
				}
			}
		})
	}
}

// TestSuspend: where no shell could bring the program back it goes on and says so;
// a shell with job control stops it and brings it back with what was typed.
func TestSuspend(t *testing.T) {
	t.Parallel()
	p := startBuiltIn(t, sizes()[1])
	p.shows("all loaded")
	p.types("n")
	p.shows("▸ topic")
	p.types("Typed before", "\x1a")
	p.shows("not suspended: no shell", "Typed before")
	p.types(" and after")
	p.shows("Typed before and after")

	shell := startShell(t, terminal.Options{Args: []string{"-c", "set -m; " + binary + "; echo stopped; sleep 0; fg; echo ended"}})
	shell.shows("all loaded")
	shell.types("n")
	shell.shows("▸ topic")
	shell.types("Typed before", "\x1a")
	shell.shows("Typed before")
	shell.types(" and after")
	shell.shows("Typed before and after")
}
