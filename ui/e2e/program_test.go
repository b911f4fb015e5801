//go:build unix

package e2e

import (
	"bufio"
	"cmp"
	"context"
	"os/exec"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"acs-chat-tui/ui/e2e/terminal"
)

// patience bounds every wait; nothing waits that long unless something is broken.
const patience = 30 * time.Second

// size is a terminal's size.
type size struct {
	name          string
	columns, rows int
}

func sizes() []size { return []size{{"120x40", 120, 40}, {"80x24", 80, 24}} }

// program is the running program with its terminal and its service.
type program struct {
	*terminal.Terminal
	t       *testing.T
	service *service
}

// start runs the program in a terminal, with no more of an environment than what
// is added here, and an empty home.
func start(t *testing.T, options terminal.Options, environment ...string) *program {
	t.Helper()
	options.Path = cmp.Or(options.Path, binary)
	options.Env = terminal.Environment(t.TempDir(), environment...)
	term, err := terminal.Start(context.WithoutCancel(t.Context()), options)
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

// startBuiltIn runs the program on its built-in emulator, whose address stands in
// the header.
func startBuiltIn(t *testing.T, s size) *program {
	t.Helper()
	p := start(t, terminal.Options{Columns: s.columns, Rows: s.rows})
	screen := p.until("the emulator's address", func(screen terminal.Screen) bool {
		return address().MatchString(screen.Line(0))
	})
	p.service = newService(t, "http://"+address().FindString(screen.Line(0)))
	return p
}

func address() *regexp.Regexp { return regexp.MustCompile(`127\.0\.0\.1:\d+`) }

// startConnected runs the program with the environment that another process's
// emulator printed.
func startConnected(t *testing.T, s size, emulatorArguments ...string) *program {
	t.Helper()
	environment := startEmulator(t, emulatorArguments...)
	p := start(t, terminal.Options{Columns: s.columns, Rows: s.rows}, environment...)
	for _, variable := range environment {
		if endpoint, found := strings.CutPrefix(variable, "AZURE_COMMUNICATION_ENDPOINT="); found {
			p.service = newService(t, endpoint)
		}
	}
	return p
}

// startEmulator runs the emulator subcommand as a process of its own and returns
// the variables that it prints.
func startEmulator(t *testing.T, arguments ...string) []string {
	t.Helper()
	command := exec.CommandContext(context.WithoutCancel(t.Context()), binary, append([]string{"emulator", "--listen", "127.0.0.1:0"}, arguments...)...)
	command.Env = terminal.Environment(t.TempDir())
	command.Cancel = func() error { return command.Process.Signal(syscall.SIGTERM) }
	output, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = command.Process.Signal(syscall.SIGTERM)
		if err := command.Wait(); err != nil {
			t.Errorf("the emulator ended with: %v", err)
		}
	})
	var environment []string
	for lines := bufio.NewScanner(output); len(environment) < 3 && lines.Scan(); {
		name, value, found := strings.Cut(strings.TrimPrefix(lines.Text(), "export "), "='")
		if !found || !strings.HasPrefix(lines.Text(), "export ") {
			t.Fatalf("the emulator printed %q", lines.Text())
		}
		environment = append(environment, name+"="+strings.TrimSuffix(value, "'"))
	}
	return environment
}

// until waits for the screen to meet a condition.
func (p *program) until(what string, condition func(terminal.Screen) bool) terminal.Screen {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	screen, err := p.WaitFor(ctx, what, func(screen terminal.Screen) bool { return whole(screen) && condition(screen) })
	if err != nil {
		p.t.Fatal(err)
	}
	return screen
}

// whole reports whether a frame is drawn to its end: the cursor is shown, or rests at the
// start of the last line.
func whole(screen terminal.Screen) bool {
	_, rows := screen.Size()
	return screen.Cursor.Visible || screen.Cursor.X == 0 && screen.Cursor.Y == rows-1
}

// squashed is a text without white space: what the program wraps in a narrow
// terminal is the same text.
func squashed(text string) string { return strings.Join(strings.Fields(text), "") }

// shows waits until all the texts stand on the screen at once, wrapped or not.
func (p *program) shows(texts ...string) terminal.Screen {
	p.t.Helper()
	return p.until(strings.Join(texts, ", "), func(screen terminal.Screen) bool {
		shown := squashed(screen.Text())
		for _, text := range texts {
			if !strings.Contains(shown, squashed(text)) {
				return false
			}
		}
		return true
	})
}

// gone waits until a text is no longer on the screen.
func (p *program) gone(text string) {
	p.t.Helper()
	p.until("no "+text, func(screen terminal.Screen) bool { return !screen.Contains(text) })
}

// reads opens the notifications, where what the footer cuts stands whole, and waits for a
// text there.
func (p *program) reads(text string) {
	p.t.Helper()
	p.types("!")
	p.shows("Notifications", text)
	p.types(terminal.Escape)
	p.gone("Notifications")
}

// types sends keys, each as a read of its own as far as the terminal allows.
func (p *program) types(keys ...string) {
	p.t.Helper()
	for _, key := range keys {
		if err := p.Send(key); err != nil {
			p.t.Fatal(err)
		}
	}
}

// openThread opens a thread by its id, on its properties.
func (p *program) openThread(id string) {
	p.t.Helper()
	p.shows("all loaded")
	p.types("o")
	p.shows("Open a thread by its id")
	p.types(id, terminal.Enter)
	p.shows("1 Properties", "created by")
}

// openParticipants opens a thread by its id, on its participants.
func (p *program) openParticipants(id string) {
	p.t.Helper()
	p.openThread(id)
	p.types("2")
	p.shows("▸2 Participants")
}

// selected is the line under the cursor.
func selected(screen terminal.Screen) string {
	for _, line := range screen.Lines() {
		if strings.HasPrefix(line, "▸") {
			return line
		}
	}
	return ""
}

// paneID is the raw id of the participant under the cursor, which stands on a
// line of its own below the list.
func paneID(screen terminal.Screen) string {
	lines := screen.Lines()
	for i, line := range lines[:len(lines)-1] {
		if strings.HasPrefix(line, "────────") {
			return strings.TrimSpace(lines[i+1])
		}
	}
	return ""
}
