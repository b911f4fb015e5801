//go:build unix

package e2e

import (
	"bytes"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"acs-chat-tui/ui/e2e/terminal"
)

// bigThread is the demo thread with 250 participants.
const bigThread = "Operations all hands"

func TestScrollAllParticipants(t *testing.T) {
	t.Parallel()
	eachWay(t, func(t *testing.T, p *program) {
		t.Helper()
		p.shows("all loaded")
		target := p.service.thread(bigThread)
		want := p.service.participants(target.ID)
		if len(want) != 250 {
			t.Fatalf("the big thread has %d participants", len(want))
		}
		p.openParticipants(target.ID)
		p.shows("more to come")
		asked := func() int { return len(p.service.requests(http.MethodGet, "/participants")) }
		if n := asked(); n > 2 {
			t.Errorf("%d requests before the first key, want 2 at most", n)
		}

		var seen []string
		last := ""
		for range want {
			screen := p.until("the next participant", func(screen terminal.Screen) bool {
				id := paneID(screen)
				return id != "" && id != last
			})
			last = paneID(screen)
			seen = append(seen, last)
			p.types("j")
		}
		if diff := cmp.Diff(want, seen); diff != "" {
			t.Errorf("the ids on the screen differ from the server's (-want +got):\n%s", diff)
		}
		p.shows("250 participants, all loaded")
		if n := asked(); n > 3 {
			t.Errorf("%d requests for 3 pages", n)
		}
	})
}

// TestNoLoadingRow holds j down at 30 keys a second while every request takes
// 300 ms.
func TestNoLoadingRow(t *testing.T) {
	t.Parallel()
	for _, s := range sizes() {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			p := startConnected(t, s, "--latency", "300ms")
			p.shows("all loaded")
			p.openParticipants(p.service.thread(bigThread).ID)
			p.until("the first page", func(screen terminal.Screen) bool { return paneID(screen) != "" })
			before := len(p.Output())
			tick := time.NewTicker(time.Second / 30)
			defer tick.Stop()
			for range 249 {
				<-tick.C
				p.types("j")
			}
			p.until("the last participant", func(screen terminal.Screen) bool { return rowNumber(screen) == 250 })
			if shown := p.Output()[before:]; bytes.Contains(shown, []byte("loading more")) {
				t.Error("a loading row was drawn")
			}
		})
	}
}

// rowNumber is the number of the row under the cursor.
func rowNumber(screen terminal.Screen) int {
	number := regexp.MustCompile(`\d+`).FindString(strings.TrimPrefix(selected(screen), "▸"))
	n, err := strconv.Atoi(number)
	if err != nil {
		return 0
	}
	return n
}

func TestManyKeysInOneWrite(t *testing.T) {
	t.Parallel()
	for _, s := range sizes() {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			p := startBuiltIn(t, s)
			p.shows("all loaded")
			p.openParticipants(p.service.thread(bigThread).ID)
			p.shows("200 participants loaded")
			p.types(terminal.Repeat("j", 150))
			p.shows("250 participants, all loaded")
			p.types("g")
			p.until("the first row", func(screen terminal.Screen) bool { return rowNumber(screen) == 1 })
			p.types(terminal.Repeat("j", 200))
			p.until("row 201", func(screen terminal.Screen) bool { return rowNumber(screen) == 201 })
		})
	}
}

// TestColumnsStand looks at the first window of names in many scripts, in a
// terminal that counts grapheme clusters and in one that counts code points.
func TestColumnsStand(t *testing.T) {
	t.Parallel()
	widths := map[string]terminal.WidthMethod{"graphemes": terminal.GraphemeWidths, "code points": terminal.CodePointWidths}
	for name, method := range widths {
		for _, s := range sizes() {
			t.Run(name+" "+s.name, func(t *testing.T) {
				t.Parallel()
				environment := startEmulator(t)
				p := start(t, terminal.Options{Columns: s.columns, Rows: s.rows, Widths: method}, environment...)
				p.service = newService(t, strings.TrimPrefix(environment[0], "AZURE_COMMUNICATION_ENDPOINT="))
				screen := p.shows("all loaded")
				// The ids, or, in a wide terminal, what stands beside the list.
				beside := "19:"
				if s.columns >= 100 {
					beside = "│ "
				}
				assertColumn(t, screen, beside)
				p.openParticipants(p.service.thread(bigThread).ID)
				screen = p.until("the names", func(screen terminal.Screen) bool { return paneID(screen) != "" })
				assertColumn(t, screen, "8:acs:")
				p.types(terminal.PageDown)
				screen = p.until("the next names", func(screen terminal.Screen) bool { return rowNumber(screen) > s.rows/2 })
				assertColumn(t, screen, "8:acs:")
			})
		}
	}
}

// assertColumn says that a text begins in the same column in every row of the
// list that holds it.
func assertColumn(t *testing.T, screen terminal.Screen, text string) {
	t.Helper()
	column, rows := -1, 0
	_, height := screen.Size()
	for y := 3; y < height-1; y++ {
		line := screen.Line(y)
		if strings.HasPrefix(line, "────") {
			break
		}
		var cells strings.Builder
		found := -1
		for x, cell := range screen.Row(y) {
			if found < 0 && cell.Content != "" && strings.HasPrefix(rest(screen, x, y), text) {
				found = x
			}
			cells.WriteString(cell.Content)
		}
		if found < 0 {
			continue
		}
		rows++
		if column < 0 {
			column = found
		}
		if found != column {
			t.Errorf("line %d has %s in column %d, the others in %d: %q", y, text, found, column, line)
		}
	}
	if rows < 8 {
		t.Fatalf("only %d rows hold %s:\n%s", rows, text, screen.Frame())
	}
}

// rest is the text of a row from a column on.
func rest(screen terminal.Screen, x, y int) string {
	var out strings.Builder
	for _, cell := range screen.Row(y)[x:] {
		out.WriteString(cell.Content)
		if out.Len() > 12 {
			break
		}
	}
	return out.String()
}
