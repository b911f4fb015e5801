package participantrows

import (
	"strings"
	"testing"

	"acs-chat-tui/ui/data/roster"
)

// TestADoubtOfAListAndOfItsRowIsSaidOnce: what the list says of an identifier, and what
// the row says of it, are often the same.
func TestADoubtOfAListAndOfItsRowIsSaidOnce(t *testing.T) {
	t.Parallel()
	e, h := newEditor(t, nil)
	e.Insert(roster.Read("48:somebody,Ada", h.now))
	screen := e.lines(400, 20)
	if n := strings.Count(screen, "it may be sent all the same"); n != 1 {
		t.Errorf("said %d times:\n%s", n, screen)
	}
}
