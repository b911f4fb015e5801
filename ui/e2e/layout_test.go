//go:build unix

package e2e

import (
	"testing"

	"acs-chat-tui/ui/e2e/terminal"
)

// TestAKeyOfAnotherLayout: a letter that is no key here says which layout is expected,
// and is text where text is typed.
func TestAKeyOfAnotherLayout(t *testing.T) {
	t.Parallel()
	eachWay(t, func(t *testing.T, p *program) {
		t.Helper()
		p.shows("all loaded")
		p.types("n")
		p.shows("New thread", "▸ topic")
		p.types("Смена νύχτα")
		if screen := p.shows("Смена νύχτα"); screen.Contains("keyboard layout") {
			t.Errorf("said of text:\n%s", screen.Text())
		}
		p.types(terminal.Escape)
		p.shows("Leave the form?")
		p.types("y")
		p.shows("all loaded")
		p.types("о")
		p.shows("Keys expect a Latin keyboard layout")
	})
}
