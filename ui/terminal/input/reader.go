package input

import (
	"fmt"
	"io"
	"sync"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/muesli/cancelreader"
)

// Reader reads a terminal for Bubble Tea, which gets whole keys from it; pastes and the
// terminal's replies go to the program as messages, in the order in which they came.
type Reader struct {
	send   func(tea.Msg)
	lost   func(error)
	source cancelreader.CancelReader
	chunks chan chunk
	ended  chan struct{}
	end    sync.Once

	decoder decoder
	ready   []piece
	failure error
}

// chunk is what one read gave.
type chunk struct {
	bytes []byte
	err   error
}

// NewReader returns a Reader of file, which is in raw mode. send must not return before
// the message has been handled: tea.Program.Send does just that, since Bubble Tea hands
// messages over one by one. lost is called when a read fails, as it does when the
// terminal is closed. Close ends the reading.
func NewReader(file cancelreader.File, send func(tea.Msg), lost func(error)) (*Reader, error) {
	source, err := cancelreader.NewReader(file)
	if err != nil {
		return nil, fmt.Errorf("preparing to read the terminal: %w", err)
	}
	r := &Reader{send: send, lost: lost, source: source, chunks: make(chan chunk), ended: make(chan struct{})}
	go r.run()
	return r, nil
}

// run reads until a read fails or the Reader is closed.
func (r *Reader) run() {
	defer close(r.chunks)
	defer r.source.Close() //nolint:errcheck // nothing is read any more
	for {
		buffer := make([]byte, 4096)
		n, err := r.source.Read(buffer)
		select {
		case r.chunks <- chunk{buffer[:n], err}:
		case <-r.ended:
			return
		}
		if err != nil {
			return
		}
	}
}

// Close ends the reading, and returns once nobody reads the file any more. What has come
// and was not read is lost.
func (r *Reader) Close() error {
	r.end.Do(func() {
		close(r.ended)
		if !r.source.Cancel() {
			return
		}
		for range r.chunks {
			// Until it is closed.
		}
	})
	return nil
}

// Read fills p with whole keys; those of one read of the terminal stay together, behind
// a BoundaryMsg.
func (r *Reader) Read(p []byte) (int, error) {
	for {
		for len(r.ready) > 0 {
			first := r.ready[0]
			if first.kind == keysKind {
				n := copy(p, first.bytes)
				r.ready[0].bytes = first.bytes[n:]
				if n == len(first.bytes) {
					r.ready = r.ready[1:]
				}
				return n, nil
			}
			r.ready = r.ready[1:]
			if msg := first.message(); msg != nil {
				r.send(msg)
			}
		}
		if r.failure != nil {
			return 0, r.failure
		}
		r.next()
	}
}

// next waits for what the terminal sends next, or until what is held has waited enough.
func (r *Reader) next() {
	begins := r.decoder.wait() == 0
	var expired <-chan time.Time
	if wait := r.decoder.wait(); wait > 0 {
		timer := time.NewTimer(wait)
		defer timer.Stop()
		expired = timer.C
	}
	select {
	case got, open := <-r.chunks:
		if begins && len(got.bytes) > 0 {
			// Not before it comes: what opened meanwhile was there before these keys.
			r.send(BoundaryMsg{})
		}
		r.ready = r.decoder.feed(got.bytes)
		switch {
		case !open:
			r.failure = io.EOF
		case got.err != nil:
			r.ready = append(r.ready, r.decoder.expire()...)
			r.failure = got.err
			r.lost(got.err)
		}
	case <-expired:
		r.ready = r.decoder.expire()
	case <-r.ended:
		r.failure = io.EOF
	}
}

// message is what the program gets of a piece that is no keys; nil for nothing.
func (p piece) message() tea.Msg {
	switch p.kind {
	case pasteKind:
		return pasted(string(p.bytes))
	case linesKind:
		return LinesMsg(p.bytes)
	case replyKind, keysKind:
	}
	return reply(p.bytes)
}
