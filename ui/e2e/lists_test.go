//go:build unix

package e2e

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"acs-chat-tui/ui/e2e/terminal"
)

// startOnThreads runs the program on an emulator of another process that has some threads.
func startOnThreads(t *testing.T, threads int, faults ...fault) *program {
	t.Helper()
	environment := startEmulator(t, "--seed", "empty")
	service := newService(t, strings.TrimPrefix(environment[0], "AZURE_COMMUNICATION_ENDPOINT="))
	for n := range threads {
		service.create(fmt.Sprintf("thread %04d", (n*7919)%threads))
	}
	service.faults(faults...)
	p := start(t, terminal.Options{Columns: 120, Rows: 40}, environment...)
	p.service = service
	return p
}

// toTheEnd presses G until all is loaded.
func (p *program) toTheEnd(threads int) {
	p.t.Helper()
	loaded := regexp.MustCompile(`(\d+) threads`)
	for count := 0; ; {
		p.types("G")
		screen := p.until("a further page", func(screen terminal.Screen) bool {
			found := loaded.FindStringSubmatch(screen.Text())
			if found == nil {
				return false
			}
			n, err := strconv.Atoi(found[1])
			more := err == nil && n > count
			if more {
				count = n
			}
			return more || screen.Contains("all loaded")
		})
		if screen.Contains("all loaded") {
			break
		}
	}
	p.shows(fmt.Sprintf("%d threads, all loaded", threads))
}

// TestSortedThreadsGrow: a list that is sorted goes on to its end, and so does one that was
// sorted before its first page came.
func TestSortedThreadsGrow(t *testing.T) {
	t.Parallel()
	const threads = 650
	for _, test := range []struct {
		name   string
		faults []fault
		sort   func(p *program)
	}{
		{"sorted later", nil, func(p *program) {
			p.shows("threads loaded, more to come")
			p.types("s")
		}},
		{"sorted before the first page", []fault{{Operation: "ListChatThreads", Kind: "latency", Latency: "2s", Times: 1}}, func(p *program) {
			p.shows("loading threads")
			p.types("s")
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			p := startOnThreads(t, threads, test.faults...)
			test.sort(p)
			p.shows("by name")
			p.toTheEnd(threads)
			p.types("G")
			p.until("the last thread", func(screen terminal.Screen) bool {
				return strings.HasPrefix(selected(screen), fmt.Sprintf("▸ thread %04d", threads-1))
			})
			p.types("g")
			p.until("the first thread", func(screen terminal.Screen) bool { return strings.HasPrefix(selected(screen), "▸ thread 0000") })
		})
	}
}

// TestTheCursorGoesToTheNewThread, in a list that is sorted, filtered or neither, and a
// deletion is one of that thread.
func TestTheCursorGoesToTheNewThread(t *testing.T) {
	t.Parallel()
	for name, before := range map[string][]string{
		"plain": {"j", "j", "j"}, "sorted": {"s", "j"}, "filtered": {"/", "thread 000", terminal.Enter, "j"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := startOnThreads(t, 250)
			p.shows("threads loaded")
			p.types(before...)
			p.types("n")
			p.shows("▸ topic")
			p.types("Made just now", terminal.CtrlS)
			p.shows("The thread is made")
			made := p.service.thread("Made just now")
			p.types(terminal.Escape)
			p.until("the new thread", func(screen terminal.Screen) bool {
				return strings.HasPrefix(selected(screen), "▸ Made just now")
			})
			// What comes above it meanwhile moves it, and not the cursor.
			p.service.create("Made by somebody else")
			p.types("d")
			p.shows("Delete “Made just now”?", made.ID)
			p.types("y")
			p.shows("“Made just now” deleted")
			p.service.until("the deletion", func() bool { return len(p.service.requests("DELETE", made.ID)) == 1 })
			if got := len(p.service.requests("DELETE", "/chat/threads/")); got != 1 {
				t.Errorf("%d threads were deleted", got)
			}
			p.until("the same thread", func(screen terminal.Screen) bool {
				return strings.HasPrefix(selected(screen), "▸ Made just now") && strings.Contains(selected(screen), "deleted")
			})
		})
	}
}

// TestGoToARowKeepsWhatIsLoaded: the gap is shown and filled when it is reached, and the
// filter, the marks and the way back know what was loaded before.
func TestGoToARowKeepsWhatIsLoaded(t *testing.T) {
	t.Parallel()
	for _, s := range sizes() {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			p := startConnected(t, s, "--participants", "1000")
			p.shows("all loaded")
			id := p.service.thread(bigThread).ID
			members := p.service.participants(id)
			p.openParticipants(id)
			p.shows("200 participants loaded, more to come")
			p.types(" ")
			p.shows("1 marked")
			p.types("r")
			p.shows("Go to row", "What is loaded stays.")
			p.types("600", terminal.Enter)
			p.shows("rows 201 to 599 not loaded, more to come", "400 participants")
			p.until("row 600", func(screen terminal.Screen) bool { return paneID(screen) == members[599] })
			// The gap, from below: the cursor goes on to the row that comes before.
			p.types("k")
			p.shows("rows 201 to 500 not loaded", "499 participants")
			p.until("row 599", func(screen terminal.Screen) bool { return paneID(screen) == members[598] })
			// And from above.
			p.types("r", "200", terminal.Enter)
			p.until("row 200 and the next page", func(screen terminal.Screen) bool {
				return paneID(screen) == members[199] && strings.Contains(squashed(screen.Text()), squashed("rows 401 to 500 not loaded"))
			})
			p.types("/", members[0][len(members[0])-12:], terminal.Enter)
			p.shows("1 of the 699 participants loaded match")
			p.types("f")
			p.shows("1 of the 1000 participants loaded match")
			p.types(terminal.Escape)
			p.shows("1 marked · 1000 participants, all loaded")
			if got := len(p.service.requests("GET", "/participants")); got < 10 || got > 16 {
				t.Errorf("%d requests for ten pages", got)
			}
		})
	}
}

// TestAFilterExportsWhatItShows, and says so before and after.
func TestAFilterExportsWhatItShows(t *testing.T) {
	t.Parallel()
	for _, s := range sizes() {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			p := startBuiltIn(t, s)
			p.shows("all loaded")
			p.openParticipants(p.service.thread(bigThread).ID)
			p.shows("200 participants loaded, more to come")
			p.types("/", "castellanos", terminal.Enter)
			screen := p.shows("of the 200 participants loaded match")
			count := regexp.MustCompile(`(\d+) of the 200`).FindStringSubmatch(screen.Text())[1]
			file := filepath.Join(t.TempDir(), "some.csv")
			p.types("E")
			p.shows("The filter is on: "+count+" of 200 loaded, filtered by “castellanos”.", "f loads the rest.", "the "+count+" shown, to a file")
			if strings.Contains(p.shows("Export participants").Text(), "all participants") {
				t.Error("a filter is on, and all are offered")
			}
			p.types(terminal.Enter)
			p.shows("Export the " + count + " shown to a file")
			p.types(terminal.CtrlU, file, terminal.Enter)
			p.shows("the list of " + count + " participants")
			p.types("!")
			p.shows("the list of " + count + " participants (" + count + " of 200 loaded, filtered by “castellanos”) saved in")
			content, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			lines := strings.Split(strings.TrimSpace(string(content)), "\n")[1:]
			if fmt.Sprint(len(lines)) != count {
				t.Errorf("%d rows, not %s", len(lines), count)
			}
			for _, line := range lines {
				if !strings.Contains(strings.ToLower(line), "castellanos") {
					t.Errorf("exported, though the filter hides it: %s", line)
				}
			}
		})
	}
}

// TestGoneRowsAndTheEnd: somebody who was removed elsewhere is shown as gone until the watch
// ends, and the list goes on to its end.
func TestGoneRowsAndTheEnd(t *testing.T) {
	t.Parallel()
	p := startConnected(t, sizes()[0], "--participants", "30")
	p.shows("all loaded")
	id := p.service.thread(bigThread).ID
	members := p.service.participants(id)
	p.openParticipants(id)
	p.shows("30 participants, all loaded")
	p.watchEvery("2")
	p.service.do("POST", "/chat/threads/"+id+"/participants/:remove?api-version="+apiVersion, "application/json", map[string]any{"rawId": members[4]}, nil)
	p.shows("-1 gone", "29 participants, all loaded")
	p.types("G", "W", "G")
	p.gone("-1 gone")
	p.until("the last one", func(screen terminal.Screen) bool { return paneID(screen) == members[29] })
	p.types("g", "G")
	p.until("the last one", func(screen terminal.Screen) bool { return paneID(screen) == members[29] })
}

// TestOneFaultIsOne, for however many operations it is switched on; and a thread of one has
// no read receipts for no other reason than that nobody sent any.
func TestOneFaultIsOne(t *testing.T) {
	t.Parallel()
	p := startOnThreads(t, 1)
	p.shows("1 thread, all loaded")
	p.types("F")
	p.shows("Nothing goes wrong on purpose.")
	p.types("j", "j", "j", "j")
	p.shows("The service answers 429")
	p.types(terminal.Enter)
	p.shows("1 fault in force, on 4 operations")
	p.types("u")
	p.shows("Nothing goes wrong on purpose.")
	p.types(terminal.Escape)
	p.shows("1 thread, all loaded")
	p.types(terminal.Enter)
	p.shows("1 Properties", "created by")
	p.types("3")
	screen := p.shows("no read receipts")
	if strings.Contains(screen.Text(), "above 20") {
		t.Errorf("a thread of one:\n%s", screen.Text())
	}
}
