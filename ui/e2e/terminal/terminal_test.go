//go:build unix

package terminal_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"

	"acs-chat-tui/ui/e2e/terminal"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// shell starts a shell script in a terminal that the test closes.
func shell(t *testing.T, options terminal.Options, script string) *terminal.Terminal {
	t.Helper()
	options.Path, options.Args = "/bin/sh", []string{"-c", script}
	if options.Env == nil {
		options.Env = terminal.Environment(t.TempDir())
	}
	started, err := terminal.Start(t.Context(), options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := started.Close(); err != nil {
			t.Errorf("closing the terminal: %v", err)
		}
	})
	return started
}

func waitText(t *testing.T, on *terminal.Terminal, text string) terminal.Screen {
	t.Helper()
	screen, err := on.WaitText(t.Context(), text)
	if err != nil {
		t.Fatal(err)
	}
	return screen
}

func send(t *testing.T, to *terminal.Terminal, keys string) {
	t.Helper()
	if err := to.Send(keys); err != nil {
		t.Fatal(err)
	}
}

func wait(t *testing.T, on *terminal.Terminal, want int) {
	t.Helper()
	if code, err := on.Wait(t.Context()); err != nil || code != want {
		t.Fatalf("exit code %d, %v, want %d", code, err, want)
	}
}

func TestEnvironmentIsComplete(t *testing.T) {
	t.Setenv("CI", "true")
	t.Setenv("NO_COLOR", "1")
	for _, env := range [][]string{nil, {"ONE=1", "TWO=zwei"}, terminal.Environment("/home/nobody", "EXTRA=x")} {
		started, err := terminal.Start(t.Context(), terminal.Options{Path: "/usr/bin/env", Env: env})
		if err != nil {
			t.Fatal(err)
		}
		wait(t, started, 0)
		got := strings.Fields(strings.TrimSpace(started.Screen().Text()))
		if diff := cmp.Diff(append([]string{}, env...), got); diff != "" {
			t.Errorf("environment (-want +got):\n%s", diff)
		}
		if err := started.Close(); err != nil {
			t.Error(err)
		}
	}
}

func TestSize(t *testing.T) {
	t.Parallel()
	for want, options := range map[string]terminal.Options{"30 100": {Columns: 100, Rows: 30}, "24 80": {}} {
		started := shell(t, options, "stty size")
		wait(t, started, 0)
		if got := started.Screen().Line(0); got != want {
			t.Errorf("size %q, want %q", got, want)
		}
	}
}

// TestOneSendIsOneRead reads once and counts.
func TestOneSendIsOneRead(t *testing.T) {
	t.Parallel()
	started := shell(t, terminal.Options{},
		`stty raw -echo; printf ready; n=$(dd bs=4096 count=1 2>/dev/null | wc -c); printf '\r\n[%s]' $n`)
	waitText(t, started, "ready")
	send(t, started, terminal.Repeat("j", 200))
	wait(t, started, 0)
	if screen := started.Screen(); !screen.Contains("[200]") {
		t.Errorf("200 keys in one write were read in parts:\n%s", screen.Frame())
	}
}

func TestKeysAndPaste(t *testing.T) {
	t.Parallel()
	keys := map[string]string{
		terminal.ShiftTab: "^[[Z", terminal.Up: "^[[A", terminal.CtrlS: "^S", terminal.CtrlC: "^C", terminal.Escape: "^[",
		terminal.PageDown: "^[[6~", terminal.Backspace: "^?", terminal.Alt("x"): "^[x", terminal.Enter: "^M",
		terminal.Paste("a\nb\r\n\x1b[201~c"): "^[[200~a^Mb^M[201~c^[[201~",
		terminal.Paste("日本 é"):               "^[[200~M-fM-^WM-%M-fM-^\\M-, M-CM-)^[[201~",
	}
	for sent, shown := range keys {
		started := shell(t, terminal.Options{}, `stty raw -echo; printf 'ready\r\n'; dd bs=4096 count=1 2>/dev/null | cat -v`)
		waitText(t, started, "ready")
		send(t, started, sent)
		wait(t, started, 0)
		if got := started.Screen().Line(1); got != shown {
			t.Errorf("%q arrived as %q, want %q", sent, got, shown)
		}
	}
}

func TestQueriesAreAnsweredUnlessDeaf(t *testing.T) {
	t.Parallel()
	const script = `printf '\033[6n\033]11;?\033\\asked '; IFS= read -r line; printf 'read <%s>\n' "$line" | cat -v`
	started := shell(t, terminal.Options{}, script)
	// The terminal's line discipline echoes the answers.
	waitText(t, started, "^[[1;1R^[]11;rgb:0000/0000/0000^G")
	send(t, started, "typed\n")
	waitText(t, started, "read <^[[1;1R^[]11;rgb:0000/0000/0000^Gtyped>")

	deaf := shell(t, terminal.Options{Deaf: true}, script)
	waitText(t, deaf, "asked")
	send(t, deaf, "typed\n")
	waitText(t, deaf, "read <typed>")

	for _, queried := range []*terminal.Terminal{started, deaf} {
		want := []string{"CSI 6 n", "OSC 11"}
		if diff := cmp.Diff(want, queried.Queries()); diff != "" {
			t.Errorf("queries (-want +got):\n%s", diff)
		}
	}
}

// TestUnreadAnswersBlockNothing asks far more than the terminal's input buffer
// holds answers for, and never reads them.
func TestUnreadAnswersBlockNothing(t *testing.T) {
	t.Parallel()
	started := shell(t, terminal.Options{},
		`stty raw -echo; i=0; while [ $i -lt 3000 ]; do printf '\033[c\033[6n'; i=$((i+1)); done; printf done; sleep 1000`)
	waitText(t, started, "done")
	if got := len(started.Queries()); got != 6000 {
		t.Errorf("saw %d queries, want 6000", got)
	}
}

func TestNamesInColumns(t *testing.T) {
	t.Parallel()
	names := []string{"王小明", "👨\u200d👩\u200d👧 Kim", "🇫🇷🇩🇪", "Zoe\u0301", "1\ufe0f\u20e3", "❤\ufe0f", "김민준", "plain"}
	var frame strings.Builder
	frame.WriteString("\x1b[?1049h\x1b[2J\x1b[H")
	for _, name := range names {
		frame.WriteString("\x1b[7m" + name + "\x1b[m" + strings.Repeat(" ", 20-ansi.StringWidth(name)) + "|end\r\n")
	}
	file := filepath.Join(t.TempDir(), "frame")
	if err := os.WriteFile(file, []byte(frame.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	// Byte by byte, so that reads end inside clusters and sequences.
	started := shell(t, terminal.Options{}, "stty -opost; dd bs=1 if='"+file+"' 2>/dev/null; sleep 1000")
	screen, err := started.WaitFor(t.Context(), "the last line", func(s terminal.Screen) bool {
		return strings.HasSuffix(s.Line(len(names)-1), "|end")
	})
	if err != nil {
		t.Fatal(err)
	}
	if !screen.AltScreen {
		t.Error("not on the alternate screen")
	}
	for y, name := range names {
		if got := screen.Cell(20, y).Content; got != "|" {
			t.Errorf("%q: column 20 shows %q\n%s", name, got, screen.Frame())
		}
		last := screen.Cell(ansi.StringWidth(name)-1, y)
		if after := screen.Cell(ansi.StringWidth(name), y); !last.Reverse || after.Reverse {
			t.Errorf("%q: reverse video ends in the wrong column", name)
		}
		if !strings.HasPrefix(screen.Line(y), name) {
			t.Errorf("%q is shown as %q", name, screen.Line(y))
		}
	}
}

func TestClipboardAndCells(t *testing.T) {
	t.Parallel()
	started := shell(t, terminal.Options{}, `printf '\033]52;c;OGFjczp4\007\033[1;38;5;240mbold'; read x`)
	screen := waitText(t, started, "bold")
	if got := started.Clipboard(); got != "8acs:x" {
		t.Errorf("clipboard %q", got)
	}
	want := terminal.Cell{Content: "d", Width: 1, Bold: true, Fg: ansi.IndexedColor(240)}
	if diff := cmp.Diff(want, screen.Cell(3, 0)); diff != "" {
		t.Errorf("last cell (-want +got):\n%s", diff)
	}
}
