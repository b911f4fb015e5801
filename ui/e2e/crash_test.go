//go:build unix

package e2e

import (
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/e2e/terminal"
)

// faulty builds the program with faults put in behind keys that it does not know: f9 is a
// fault in handling a key, f10 in a command, f11 in a command of a command, f12 in
// drawing, and the variable CRASH_AT_START one before there is a screen. The sources stay
// as they are.
func faulty(t *testing.T) string {
	t.Helper()
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	replaced := map[string]string{}
	for _, change := range []struct{ file, after, put string }{
		{"ui/key.go", "func (a *App) key(msg tea.KeyMsg) tea.Cmd {\n", `
	fault := func() tea.Msg { panic("a fault that holds accesskey=c2VjcmV0c2VjcmV0c2VjcmV0 and \x1b[31mred") }
	switch msg.String() {
	case "f9":
		fault()
	case "f10":
		return fault
	case "f11":
		return func() tea.Msg { return tea.BatchMsg{func() tea.Msg { return nil }, fault} }
	case "f12":
		faultyView = true
	}
`},
		{"ui/view.go", "func (a *App) draw() string {\n", "\tif faultyView { panic(\"a fault in drawing\") }\n"},
		{"ui/view.go", "// The smallest terminal that the screens are drawn in.\n", "var faultyView bool\n\n"},
		{"main.go", "func prepare(ctx context.Context, flags config.Flags, changed func(string) bool) (p program, err error) {\n", "\tif os.Getenv(\"CRASH_AT_START\") != \"\" { panic(\"a fault at the start\") }\n"},
	} {
		path := filepath.Join(root, change.file)
		if replaced[path] == "" {
			replaced[path] = filepath.Join(folder, filepath.Base(path))
			copyFile(t, path, replaced[path])
		}
		source, err := os.ReadFile(replaced[path])
		if err != nil {
			t.Fatal(err)
		}
		if strings.Count(string(source), change.after) != 1 {
			t.Fatalf("%s does not hold once %q", change.file, change.after)
		}
		writeFile(t, replaced[path], strings.Replace(string(source), change.after, change.after+change.put, 1), 0o600)
	}
	overlay, err := json.Marshal(map[string]any{"Replace": replaced})
	if err != nil {
		t.Fatal(err)
	}
	program := filepath.Join(folder, "acs-chat-tui")
	build := exec.CommandContext(t.Context(), "go", "build", "-overlay", writeFile(t, filepath.Join(folder, "overlay.json"), string(overlay), 0o600), "-o", program, ".")
	build.Dir = root
	if output, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, output)
	}
	return program
}

func copyFile(t *testing.T, from, to string) {
	t.Helper()
	content, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	writeFile(t, to, string(content), 0o600)
}

// TestACrashLeavesAReport wherever the fault is: the terminal is as it was, one line says
// where the report is, and the report holds what was typed and no secret.
func TestACrashLeavesAReport(t *testing.T) {
	t.Parallel()
	program := faulty(t)
	for _, c := range []struct{ name, key, doing, fault string }{
		{"handling a key", "\x1b[20~", "handling tea.KeyMsg", "a fault that holds"},
		{"a command", "\x1b[21~", "running a command", "a fault that holds"},
		{"a command of a command", "\x1b[23~", "running a command", "a fault that holds"},
		{"drawing", "\x1b[24~", "drawing", "a fault in drawing"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			state, environment := t.TempDir(), startEmulator(t)
			p := startFaulty(t, program, append(environment, "XDG_STATE_HOME="+state)...)
			p.shows("all loaded")
			p.types("n")
			p.shows("▸ topic")
			p.types("Never lost", terminal.Tab, terminal.Tab, terminal.Tab, terminal.Tab, emulator.KnownUserID(7), terminal.Tab, "Ada")
			p.shows("Never lost", "Ada")
			p.types(c.key)
			report := p.crashed(c.doing, filepath.Join(state, "acs-chat-tui"))
			for _, text := range []string{
				c.fault, "Never lost", emulator.KnownUserID(7) + ",Ada", "*create.Model, shown", "80×24", "GET  /chat/threads", "200 OK", "goroutine ", "acs-chat-tui/ui.", "version   0.1.0",
			} {
				if !strings.Contains(report, text) {
					t.Errorf("the report lacks %q:\n%s", text, report)
				}
			}
			token := regexp.MustCompile(`ACCESS_TOKEN=(.*)`).FindStringSubmatch(strings.Join(environment, "\n"))[1]
			for _, secret := range []string{"c2VjcmV0", "\x1b", token, strings.Split(token, ".")[1], emulator.AccessKey} {
				if strings.Contains(report, secret) {
					t.Errorf("the report holds %q:\n%s", secret, report)
				}
			}
		})
	}
	t.Run("before the first screen", func(t *testing.T) {
		t.Parallel()
		home := t.TempDir()
		p := startFaulty(t, program, "CRASH_AT_START=1", "HOME="+home)
		if report := p.crashed("starting", home); !strings.Contains(report, "a fault at the start") {
			t.Errorf("the report is\n%s", report)
		}
	})
	t.Run("no folder to write to", func(t *testing.T) {
		t.Parallel()
		temporary, file := t.TempDir(), writeFile(t, filepath.Join(t.TempDir(), "file"), "", 0o600)
		p := startFaulty(t, program, "XDG_STATE_HOME="+file, "TMPDIR="+temporary)
		p.shows("all loaded")
		p.types("\x1b[20~")
		p.crashed("handling", temporary)
	})
}

// startFaulty runs a program that was built with faults.
func startFaulty(t *testing.T, path string, environment ...string) *program {
	t.Helper()
	term, err := terminal.Start(context.WithoutCancel(t.Context()), terminal.Options{Path: path, Env: terminal.Environment(t.TempDir(), environment...)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := term.Close(); err != nil {
			t.Error(err)
		}
	})
	return &program{Terminal: term, t: t}
}

// crashed waits for the end by a fault and returns the report, which lies below folder
// and which only its user can read.
func (p *program) crashed(doing, folder string) string {
	p.t.Helper()
	p.ends(1)
	said := squashed(p.Screen().Text())
	if !strings.HasPrefix(said, squashed("acs-chat-tui: internal error; the report, with what you typed, is in")) || strings.Contains(said, "goroutine") {
		p.t.Errorf("the program says\n%s", p.Screen().Text())
	}
	var reports []string
	err := filepath.WalkDir(folder, func(path string, entry os.DirEntry, err error) error {
		if err == nil && !entry.IsDir() && strings.HasPrefix(entry.Name(), "crash-") {
			reports = append(reports, path)
		}
		return err
	})
	if err != nil || len(reports) != 1 {
		p.t.Fatalf("%d reports below %s, %v; the program says\n%s", len(reports), folder, err, p.Screen().Text())
	}
	if !strings.Contains(said, squashed(reports[0])) {
		p.t.Errorf("%s is not named:\n%s", reports[0], p.Screen().Text())
	}
	if info, err := os.Stat(reports[0]); err != nil || info.Mode().Perm() != 0o600 {
		p.t.Errorf("the report's mode is %v, %v", info.Mode(), err)
	}
	report, err := os.ReadFile(reports[0])
	if err != nil {
		p.t.Fatal(err)
	}
	if !strings.Contains(string(report), "while     "+doing) {
		p.t.Errorf("the report does not say that the program was %s:\n%s", doing, report)
	}
	return string(report)
}
