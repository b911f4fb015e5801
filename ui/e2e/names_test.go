//go:build unix

package e2e

import (
	"encoding/json"
	"net/http"
	"testing"

	"acs-chat-tui/ui/e2e/terminal"
)

// senderNames are the names under which the program sent messages to a thread.
func (s *service) senderNames(threadID string) []string {
	s.t.Helper()
	var names []string
	for _, r := range s.requests(http.MethodPost, "/chat/threads/"+threadID+"/messages") {
		var body struct {
			SenderDisplayName string `json:"senderDisplayName"`
		}
		if err := json.Unmarshal([]byte(r.Body), &body); err != nil {
			s.t.Fatal(err)
		}
		names = append(names, body.SenderDisplayName)
	}
	return names
}

// TestAMessageGoesOutUnderItsOwnThreadsName: what another thread calls the user is
// neither shown nor sent here.
func TestAMessageGoesOutUnderItsOwnThreadsName(t *testing.T) {
	t.Parallel()
	eachWay(t, func(t *testing.T, p *program) {
		t.Helper()
		p.shows("all loaded")
		p.types("n")
		p.shows("New thread", "▸ topic")
		p.types("Handover", terminal.Tab, "Ada", terminal.CtrlS)
		p.shows("The thread is made")
		made := p.service.thread("Handover")
		unnamed := p.service.create("Nobody has a name here")
		p.types(terminal.Escape)
		p.shows("all loaded")

		// Another thread calls the user something else.
		p.types("/")
		p.shows("filter ›")
		p.types("Incident 4711", terminal.Enter, terminal.Enter)
		p.shows("1 Properties", "created by")
		p.types("2")
		p.shows("▸2 Participants", "Robin")
		p.types(terminal.Escape)
		p.shows("filter ›")
		p.types(terminal.Escape)
		p.shows("Handover")

		p.openMessages(made.ID)
		screen := p.shows("Ada (you) named the thread")
		if screen.Contains("Robin") {
			t.Errorf("the other thread's name is shown:\n%s", screen.Text())
		}
		p.types("w")
		p.shows("New message in")
		p.types("Good morning", terminal.CtrlS)
		p.shows("Ada (you)", "Good morning")
		p.types(terminal.Escape)
		p.shows("Handover", "all loaded")

		p.types(terminal.CtrlR)
		p.openMessages(unnamed.ID)
		screen = p.shows("named the thread")
		if screen.Contains("Ada") || screen.Contains("Robin") {
			t.Errorf("a name of another thread is shown:\n%s", screen.Text())
		}
		p.types("w")
		p.shows("New message in", "none: others see no name")
		p.types("Hello", terminal.CtrlS)
		p.shows("Hello", "(you)")
		if got := p.service.senderNames(made.ID); len(got) != 1 || got[0] != "Ada" {
			t.Errorf("sent to the thread where the user is Ada as %q", got)
		}
		if got := p.service.senderNames(unnamed.ID); len(got) != 1 || got[0] != "" {
			t.Errorf("sent to the thread where the user has no name as %q", got)
		}
	})
}
