//go:build unix

package e2e

import (
	"fmt"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"acs-chat-tui/ui/e2e/terminal"
)

// clicks is the left button, pressed and released on a text of the screen, as a terminal
// reports it.
func (p *program) clicks(text string, onLine func(y int) bool) {
	p.t.Helper()
	screen := p.shows(text)
	for y, line := range screen.Lines() {
		before, _, found := strings.Cut(line, text)
		if found && onLine(y) {
			x := ansi.StringWidth(before)
			p.types(fmt.Sprintf("\x1b[<0;%d;%dM\x1b[<0;%d;%dm", x+1, y+1, x+1, y+1))
			return
		}
	}
	p.t.Fatalf("%q is on none of the lines:\n%s", text, screen.Text())
}

// TestMouse opens a thread, a tab, and a form by a hint of the footer, by clicks alone.
func TestMouse(t *testing.T) {
	t.Parallel()
	for _, s := range sizes() {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			p := start(t, terminal.Options{Columns: s.columns, Rows: s.rows, Args: []string{"--mouse"}})
			p.shows("all loaded")
			body := func(y int) bool { return y > 1 && y < s.rows-1 }
			p.clicks(bigThread, body)
			p.until("the cursor on the row", func(screen terminal.Screen) bool { return strings.Contains(selected(screen), bigThread) })
			p.clicks("▸ "+bigThread, body)
			p.shows("▸1 Properties", "created by")
			p.clicks("2 Participants", func(y int) bool { return y == 1 })
			p.shows("▸2 Participants", "more to come")
			footer := func(y int) bool { return y == s.rows-1 }
			p.clicks("a add", footer)
			p.shows("An identifier is the raw id")
			p.clicks("esc leave", footer)
			p.shows("▸2 Participants")
			// The wheel, and a drag, which does nothing.
			p.types("\x1b[<65;5;9M\x1b[<65;5;9M", "\x1b[<32;5;5M")
			p.until("the seventh row", func(screen terminal.Screen) bool {
				return strings.HasPrefix(strings.TrimLeft(selected(screen), "▸ "), "7 ")
			})
		})
	}
}
