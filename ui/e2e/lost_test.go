//go:build unix

package e2e

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"testing"

	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/e2e/terminal"
)

func TestLostAnswerMakesOneThread(t *testing.T) {
	t.Parallel()
	for _, s := range sizes() {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			p := startBuiltIn(t, s)
			topic := fmt.Sprintf("Lost %d", rand.Int())
			p.shows("all loaded")
			p.service.faults(fault{Operation: "CreateChatThread", Kind: "drop-after-commit"})
			p.types("n")
			p.shows("▸ topic")
			p.types(topic, terminal.CtrlS)
			p.shows("answer was lost", "Whether the thread was made is not known", topic)
			attempts := len(p.service.requests(http.MethodPost, "/chat/threads"))
			if attempts < 2 {
				t.Errorf("%d attempts, want the client's own retries as well", attempts)
			}
			p.service.faults()
			p.types(terminal.CtrlS)
			p.shows("The thread is made")
			p.service.thread(topic) // exactly one
			ids := map[string]int{}
			for _, post := range p.service.requests(http.MethodPost, "/chat/threads") {
				ids[post.Headers.Get("Repeatability-Request-Id")]++
			}
			if len(ids) != 1 || ids[""] > 0 {
				t.Errorf("the POSTs carry these repeatability request ids, want a single one: %v", ids)
			}
			for _, n := range ids {
				if n != attempts+1 {
					t.Errorf("%d POSTs, want %d", n, attempts+1)
				}
			}
		})
	}
}

func TestLeavingCancelsReadsOnly(t *testing.T) {
	t.Parallel()
	for _, s := range sizes() {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			p := startBuiltIn(t, s)
			p.shows("all loaded")
			target := p.service.create(fmt.Sprintf("Leave %d", rand.Int()))

			p.service.faults(fault{Operation: "ListChatParticipants", Kind: "latency", Latency: "20s"})
			p.openParticipants(target.ID)
			read := func() []request { return p.service.requests(http.MethodGet, target.ID+"/participants") }
			p.service.until("the read has arrived", func() bool { return len(read()) == 1 })
			if status := read()[0].Status; status != 0 {
				t.Fatalf("the read ended at once with %d", status)
			}
			p.types(terminal.Escape)
			p.service.until("the read was cancelled", func() bool { return read()[0].Status == 499 })

			p.service.faults(fault{Operation: "AddChatParticipants", Kind: "latency", Latency: "2s"})
			p.openThread(target.ID)
			p.types("a")
			p.shows("Add participants")
			added := emulator.KnownUserID(rand.IntN(1e6) + 1000)
			p.types(added, terminal.CtrlS)
			write := func() []request { return p.service.requests(http.MethodPost, target.ID+"/participants/:add") }
			p.service.until("the write has arrived", func() bool { return len(write()) == 1 })
			p.types(terminal.Escape)
			p.shows("Leave while sending?")
			p.types("y")
			p.shows("1 Properties")
			if status := write()[0].Status; status != 0 {
				t.Fatalf("the write ended with %d before its time", status)
			}
			p.shows("1 participant accepted")
			if status := write()[0].Status; status != http.StatusCreated {
				t.Errorf("the write ended with %d", status)
			}
			if ids := p.service.participants(target.ID); len(ids) != 2 || ids[1] != added {
				t.Errorf("the server holds %v", ids)
			}
		})
	}
}
