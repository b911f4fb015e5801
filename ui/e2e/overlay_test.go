//go:build unix

package e2e

import (
	"net/http"
	"strings"
	"testing"

	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/e2e/terminal"
)

// TestTheShownRequestTakesEveryKey: while the request is shown, nothing that is typed or
// pasted reaches the form behind it, and what is sent is what was shown.
func TestTheShownRequestTakesEveryKey(t *testing.T) {
	t.Parallel()
	eachWay(t, func(t *testing.T, p *program) {
		t.Helper()
		p.shows("all loaded")
		p.types("n")
		p.shows("New thread", "▸ topic")
		p.types("Quiet", terminal.Tab, terminal.Tab, terminal.Tab)
		p.types(emulator.KnownUserID(7), terminal.Tab, "Ada", terminal.Tab)
		const request = "The request that ctrl+s sends"
		p.types("\x18")
		p.shows(request, `"topic": "Quiet"`)
		p.types("j", "k", "x", " ", terminal.Tab, terminal.Down, "\x04", "\x0e", "\x0f", "\x19", "3", "?", ":", "L")
		p.types("\x1b[200~pasted text\x1b[201~")
		p.shows(request, "pasted text ignored")
		p.types(terminal.Escape)
		p.gone(request)
		p.shows("Quiet", "Ada")
		p.types("\x18")
		p.shows(request)
		p.types("y", "j", "\x18")
		p.gone(request)
		p.types("\x18")
		p.shows(request)
		p.types(terminal.CtrlS)
		p.shows("The thread is made")
		sent := p.service.requests(http.MethodPost, "/chat/threads")
		if len(sent) != 1 {
			t.Fatalf("%d requests", len(sent))
		}
		for _, leaked := range []string{"yj", "jk", "pasted", `"shareHistoryTime"`} {
			if strings.Contains(sent[0].Body, leaked) {
				t.Errorf("%q leaked into what was sent: %s", leaked, sent[0].Body)
			}
		}
	})
}
