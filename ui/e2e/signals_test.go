//go:build unix

package e2e

import (
	"context"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"

	"acs-chat-tui/ui/e2e/terminal"
)

// ending is a signal that ends the program, with its exit code.
type ending struct {
	signal syscall.Signal
	code   int
}

func endings() []ending {
	return []ending{{syscall.SIGTERM, 143}, {syscall.SIGHUP, 129}, {syscall.SIGINT, 130}}
}

// endsWithin bounds the end of the program after a signal. Nothing that it waits for
// takes a tenth of it.
const endsWithin = 3 * time.Second

// repeated is how often a state is left by a signal: fifty times where there is time for
// it, because what goes wrong there goes wrong by chance.
func repeated() int {
	if os.Getenv(slowTests) == "1" {
		return 50
	}
	return len(endings())
}

// ends waits for the program's end by a signal: soon, with its exit code, and with the
// terminal as it was.
func (p *program) ends(code int) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), endsWithin)
	defer cancel()
	got, err := p.Wait(ctx)
	if err != nil {
		p.t.Fatal(err)
	}
	if got != code {
		p.t.Errorf("exit code %d, want %d\n%s", got, code, p.Screen().Frame())
	}
	if err := p.Restored(); err != nil {
		p.t.Errorf("the terminal is not as it was: %v\n%s", err, p.Screen().Frame())
	}
}

// TestSignalsEndTheProgram in every state, again and again, with the terminal as it was.
func TestSignalsEndTheProgram(t *testing.T) {
	t.Parallel()
	environment := startEmulator(t)
	listing, deleting := startEmulator(t), startEmulator(t)
	serviceOf(t, listing).faults(fault{Operation: "ListChatThreads", Kind: "latency", Latency: "1m"})
	serviceOf(t, deleting).faults(fault{Operation: "DeleteChatThread", Kind: "latency", Latency: "1m"})
	form := func(p *program) {
		p.shows("all loaded")
		p.types("n")
		p.shows("▸ topic")
		p.types("Typed")
		p.shows("Typed")
	}
	for _, c := range []struct {
		name        string
		environment []string
		arguments   []string
		reach       func(p *program)
		says        string
	}{
		{name: "first frame", reach: func(p *program) { p.shows("EMULATOR") }},
		{name: "with the mouse", arguments: []string{"--mouse"}, reach: func(p *program) { p.shows("EMULATOR") }},
		{name: "list loading", environment: listing, reach: func(p *program) { p.shows("loading") }},
		{name: "list loaded", environment: environment, reach: func(p *program) { p.shows("all loaded") }},
		{name: "form open", environment: environment, reach: form},
		{name: "request shown", environment: environment, reach: func(p *program) {
			form(p)
			p.types(terminal.CtrlX)
			p.shows("POST")
		}},
		{name: "prompt open", environment: environment, reach: func(p *program) {
			p.shows("all loaded")
			p.types("o")
			p.shows("Open a thread by its id")
		}},
		{name: "question open", environment: environment, reach: func(p *program) {
			form(p)
			p.types(terminal.Escape)
			p.shows("Leave the form?")
		}},
		{name: "write under way", environment: deleting, says: "was under way; whether it was done is not known", reach: func(p *program) {
			p.shows("all loaded")
			p.types("d")
			p.shows("Delete")
			p.types("y")
			p.shows("delete the thread")
		}},
		{name: "help open", environment: environment, reach: func(p *program) {
			p.shows("all loaded")
			p.types("?")
			p.shows("Keys: Threads")
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			for n := range repeated() {
				by := endings()[n%len(endings())]
				p := start(t, terminal.Options{Args: c.arguments}, c.environment...)
				c.reach(p)
				if err := p.Signal(by.signal); err != nil {
					t.Fatal(err)
				}
				p.ends(by.code)
				said := strings.Join(strings.Fields(p.Screen().Text()), " ")
				if !strings.Contains(squashed(said), squashed(c.says)) || (c.says == "") != (said == "") {
					t.Errorf("%v: the program says %q, want %q", by.signal, said, c.says)
				}
				if t.Failed() {
					return
				}
			}
		})
	}
}

// serviceOf is the service of an environment that an emulator printed.
func serviceOf(t *testing.T, environment []string) *service {
	t.Helper()
	for _, variable := range environment {
		if endpoint, found := strings.CutPrefix(variable, "AZURE_COMMUNICATION_ENDPOINT="); found {
			return newService(t, endpoint)
		}
	}
	t.Fatal("the environment names no endpoint")
	return nil
}

// TestSignalsEndTheStart at any moment between the first line and the first frame.
func TestSignalsEndTheStart(t *testing.T) {
	t.Parallel()
	for n := range 5 * repeated() {
		by := endings()[n%len(endings())]
		p := start(t, terminal.Options{})
		timer := time.NewTimer(time.Duration(n) * 2 * time.Millisecond)
		<-timer.C
		if err := p.Signal(by.signal); err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), endsWithin)
		code, err := p.Wait(ctx)
		cancel()
		// Before its first line the system ends the program.
		if early := code == -1 && err != nil && strings.Contains(err.Error(), by.signal.String()); !early && (err != nil || code != by.code) {
			t.Fatalf("after %v: %d, %v", by.signal, code, err)
		}
		if err := p.Restored(); err != nil {
			t.Fatalf("after %v: %v\n%s", by.signal, err, p.Screen().Frame())
		}
	}
}
