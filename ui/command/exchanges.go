package command

import (
	"context"
	"sync"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/acs"
)

// exchangesWaiting is how many exchanges wait for the program at most: 13 MiB of
// them, if all their bodies were of the greatest length.
const exchangesWaiting = 100

// Exchanges hands what the clients sent and received to the program. Its clients
// run on goroutines of their own, and none of them ever waits for the program: where
// it does not keep up, the oldest exchanges give way. It is safe for concurrent use.
type Exchanges struct {
	mutex   sync.Mutex
	waiting []acs.Exchange
	lost    int
	// news holds one value while something waits.
	news chan struct{}
}

// NewExchanges returns an Exchanges with nothing in it.
func NewExchanges() *Exchanges { return &Exchanges{news: make(chan struct{}, 1)} }

// ExchangesMsg says what was sent and received since the last one, in the order in
// which it ended. Lost is how many exchanges gave way before them.
type ExchangesMsg struct {
	Exchanges []acs.Exchange
	Lost      int
}

// Observe takes an exchange; it is an acs.ClientOptions.Observer.
func (e *Exchanges) Observe(x acs.Exchange) {
	e.mutex.Lock()
	defer e.mutex.Unlock()
	if len(e.waiting) == exchangesWaiting {
		e.waiting = append(e.waiting[:0], e.waiting[1:]...)
		e.lost++
	}
	e.waiting = append(e.waiting, x)
	select {
	case e.news <- struct{}{}:
	default:
	}
}

// Take is what waits; ok is false where nothing does.
func (e *Exchanges) Take() (msg ExchangesMsg, ok bool) {
	e.mutex.Lock()
	defer e.mutex.Unlock()
	msg = ExchangesMsg{Exchanges: e.waiting, Lost: e.lost}
	e.waiting, e.lost = nil, 0
	return msg, len(msg.Exchanges) > 0
}

// Run hands over what comes until ctx ends. send may wait; Observe does not.
func (e *Exchanges) Run(ctx context.Context, send func(tea.Msg)) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-e.news:
		}
		if msg, ok := e.Take(); ok {
			send(msg)
		}
	}
}
