package command

import (
	"context"
	"fmt"
	"sync"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/google/go-cmp/cmp"

	"acs-chat-tui/acs"
)

// TestAnExchangeNeverWaitsForTheProgram: nobody takes them, and the newest are kept.
func TestAnExchangeNeverWaitsForTheProgram(t *testing.T) {
	t.Parallel()
	e := NewExchanges()
	if _, ok := e.Take(); ok {
		t.Error("something waits at the start")
	}
	for n := range exchangesWaiting + 7 {
		e.Observe(acs.Exchange{URL: fmt.Sprint(n)})
	}
	msg, ok := e.Take()
	if !ok || msg.Lost != 7 || len(msg.Exchanges) != exchangesWaiting {
		t.Fatalf("%t, %d lost, %d kept", ok, msg.Lost, len(msg.Exchanges))
	}
	for n, x := range msg.Exchanges {
		if x.URL != fmt.Sprint(n+7) {
			t.Fatalf("%s at place %d", x.URL, n)
		}
	}
	if _, ok := e.Take(); ok {
		t.Error("the same are handed over twice")
	}
}

// TestAllExchangesAreHandedOver, in order, while many come, and Run ends with its
// context.
func TestAllExchangesAreHandedOver(t *testing.T) {
	t.Parallel()
	const writers, each = 4, 20
	e := NewExchanges()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	got, took := map[string][]int{}, 0
	var running sync.WaitGroup
	running.Go(func() {
		e.Run(ctx, func(msg tea.Msg) {
			handed, ok := msg.(ExchangesMsg)
			if !ok || handed.Lost != 0 {
				t.Errorf("%T, %d lost", msg, handed.Lost)
			}
			for _, x := range handed.Exchanges {
				got[x.Method] = append(got[x.Method], x.Attempt)
			}
			if took += len(handed.Exchanges); took == writers*each {
				cancel()
			}
		})
	})
	want := map[string][]int{}
	for w := range writers {
		name := fmt.Sprint(w)
		for n := range each {
			want[name] = append(want[name], n)
		}
		running.Go(func() {
			for n := range each {
				e.Observe(acs.Exchange{Method: name, Attempt: n})
			}
		})
	}
	running.Wait()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
