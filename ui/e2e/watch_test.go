//go:build unix

package e2e

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/e2e/terminal"
)

// startTwo runs two programs on one emulator of another process.
func startTwo(t *testing.T, s size) (working, watching *program) {
	t.Helper()
	environment := startEmulator(t, "--seed", "empty")
	endpoint := strings.TrimPrefix(environment[0], "AZURE_COMMUNICATION_ENDPOINT=")
	run := func() *program {
		p := start(t, terminal.Options{Columns: s.columns, Rows: s.rows}, environment...)
		p.service = newService(t, endpoint)
		p.shows("This user is in no thread.")
		return p
	}
	return run(), run()
}

// watchEvery chooses the interval and watches the screen in sight.
func (p *program) watchEvery(interval string) {
	p.t.Helper()
	p.types("i")
	p.shows("Watch: look again every")
	p.types(terminal.CtrlU+interval, terminal.Enter)
	p.shows("◉ as of", "every "+interval+" s")
}

// rowBegins waits until a row of the list begins with one of some texts, behind the
// cursor's cell.
func (p *program) rowBegins(text string) {
	p.t.Helper()
	p.until("a row "+text, func(screen terminal.Screen) bool {
		for _, line := range screen.Lines() {
			if strings.HasPrefix(strings.TrimLeft(strings.TrimPrefix(line, "▸"), " "), text) {
				return true
			}
		}
		return false
	})
}

// TestTwoProgramsOneWatching: what the first makes, renames and deletes appears in the
// second by itself, marked; so do participants that come and go.
func TestTwoProgramsOneWatching(t *testing.T) {
	t.Parallel()
	for _, s := range sizes() {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			first, second := startTwo(t, s)
			second.watchEvery("2")
			first.types("n")
			first.shows("▸ topic")
			first.types("Made by the first", terminal.CtrlS)
			first.shows("The thread is made")
			second.rowBegins("+Made by the first")
			second.shows("+1 new", "u clears")
			second.types("u")
			second.rowBegins("Made by the first")

			first.types(terminal.Escape)
			first.shows("1 thread, all loaded")
			first.types("e")
			first.shows("only what was changed")
			first.types(terminal.CtrlU, "Renamed by the first", terminal.CtrlS)
			second.rowBegins("~Renamed by the first")
			second.shows("~1 changed")

			id := first.service.thread("Renamed by the first").ID
			for _, p := range []*program{first, second} {
				p.openThread(id)
			}
			second.shows("◉ as of", "every 2 s")
			second.types("2")
			second.shows("1 participant, all loaded")
			first.types("a")
			first.shows("An identifier is the raw id")
			first.types(terminal.Paste(emulator.KnownUserID(40)+"\tComes and goes"), terminal.CtrlS)
			first.shows("1 accepted")
			second.shows("+1 new")
			second.rowBegins("+    2 Comes and goes")
			first.types(terminal.Escape)
			first.shows("1 Properties")
			first.types("2")
			first.shows("2 participants, all loaded")
			first.types("G", "x")
			first.shows("Remove 1 participant?")
			first.types("y")
			first.shows("1 participant, all loaded")
			second.shows("-1 gone", "1 participant, all loaded")
			second.rowBegins("-      Comes and goes")

			second.types("3")
			second.shows("messages, all loaded", "every 2 s")
			first.types("3")
			first.shows("messages, all loaded")
			first.types("w")
			first.shows("New message")
			first.types("Said by the first", terminal.CtrlS)
			second.shows("Said by the first", "+1 new")

			for _, p := range []*program{first, second} {
				p.types(terminal.Escape)
				p.shows("1 thread, all loaded")
			}
			second.types("u")
			first.types("d")
			first.shows("Delete “Renamed by the first”?")
			first.types("y")
			second.rowBegins("~Renamed by the first")
			second.shows("deleted")
		})
	}
}

// TestScrollingPastThreadsAsksForNoProperties: 100 threads passed over with a key held
// down, and 100 in one write.
func TestScrollingPastThreadsAsksForNoProperties(t *testing.T) {
	t.Parallel()
	environment := startEmulator(t, "--seed", "empty")
	service := newService(t, strings.TrimPrefix(environment[0], "AZURE_COMMUNICATION_ENDPOINT="))
	const threads = 205
	for n := range threads {
		service.create(fmt.Sprintf("Thread %03d", n))
	}
	p := start(t, terminal.Options{Columns: 120, Rows: 40}, environment...)
	p.service = service
	asked := func() int { return len(service.requests(http.MethodGet, "/chat/threads/19:")) }
	p.shows("threads loaded, more to come", "created by")
	if n := asked(); n != 1 {
		t.Fatalf("%d requests for the thread under the cursor", n)
	}
	tick := time.NewTicker(time.Second / 30)
	defer tick.Stop()
	for range 100 {
		<-tick.C
		p.types("j")
	}
	p.types(terminal.Repeat("j", 100))
	p.until("the thread that the cursor rests on", func(screen terminal.Screen) bool {
		at := selected(screen)
		_, beside, found := strings.Cut(at, "│")
		return strings.HasPrefix(at, "▸ Thread ") && found && screen.Contains("created by") && !strings.Contains(beside, "follow")
	})
	if n := asked(); n > 3 {
		t.Errorf("%d requests for properties: 200 threads were passed over, 2 rested on", n)
	}
}

// TestFaultsOnTheEmulator: switched on and off in the program, with their effect in
// sight, and never offered where the badge is missing.
func TestFaultsOnTheEmulator(t *testing.T) {
	t.Parallel()
	for _, s := range sizes() {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			p := startBuiltIn(t, s)
			p.shows("all loaded")
			p.types("F")
			p.shows("Faults of the emulator at", "Nothing goes wrong on purpose.")
			p.types(terminal.Enter)
			p.shows("What goes wrong?")
			p.types("3") // lists
			p.shows("for lists")
			p.types("j", "j", "j", "j", "j") // 500, once
			p.shows("The service answers 500 before it does anything.")
			p.types("k", terminal.Enter) // throttled, once
			p.shows("throttled ● on lists once more")
			p.types(terminal.Escape)
			p.shows("all loaded")
			p.types(terminal.CtrlR)
			p.shows("throttled, again in")
			p.shows("18 threads, all loaded")

			p.types("F")
			p.shows("1 fault in force, on 3 operations")
			p.types("u")
			p.shows("Nothing goes wrong on purpose.")
			p.types("g", terminal.Enter)
			p.shows("What goes wrong?")
			p.types("5") // the list of threads
			p.shows("for ListChatThreads")
			p.types("G", terminal.Up, terminal.Enter) // garbage, once
			p.shows("garbage ● on ListChatThreads once more")
			p.types(terminal.Escape, terminal.CtrlR)
			p.shows("loading them again failed", "tries again")
			p.types(terminal.CtrlR)
			p.shows("18 threads, all loaded")
		})
	}
}
