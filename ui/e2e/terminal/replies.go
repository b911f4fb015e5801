//go:build unix

package terminal

import (
	"io"
	"sync"
)

// replies carries the emulator's answers to the program without making the
// emulator wait for a program that does not read.
type replies struct {
	wake chan struct{}

	mu   sync.Mutex
	text []byte
}

func newReplies() *replies { return &replies{wake: make(chan struct{}, 1)} }

func (r *replies) add(text []byte) {
	r.mu.Lock()
	r.text = append(r.text, text...)
	r.mu.Unlock()
	select {
	case r.wake <- struct{}{}:
	default:
	}
}

// send writes what was added until stop is closed or the writer fails, which
// it does when the program is gone.
func (r *replies) send(to io.Writer, stop <-chan struct{}) {
	for {
		select {
		case <-r.wake:
		case <-stop:
			return
		}
		r.mu.Lock()
		text := r.text
		r.text = nil
		r.mu.Unlock()
		if _, err := to.Write(text); err != nil {
			return
		}
	}
}
