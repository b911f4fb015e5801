// Package painter writes frames to a terminal: of each only what differs from what the
// terminal shows, at once, and of several that a slow terminal could not keep up with
// only the newest.
package painter

import (
	"context"
	"io"
	"sync"
	"time"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
)

// Options are what a painter is made of.
type Options struct {
	Output  io.Writer
	Profile colorprofile.Profile
	// Repeat says that the terminal knows REP.
	Repeat bool
	// Enter prepares the terminal for frames, and Leave undoes it.
	Enter, Leave string
	// Failed is called when a write fails, as it does when the terminal is closed.
	Failed func(error)
}

// Painter writes frames to a terminal. Its methods never wait for the terminal, except
// Leave, which has a limit.
type Painter struct {
	options Options
	wake    chan struct{}

	mutex   sync.Mutex
	frame   *Frame // the newest that is not written; nil where there is none
	repaint bool
	enter   bool
	// queued is what is written beside frames.
	queued []byte
	// synchronized says that the terminal shows a frame at once when told to.
	synchronized bool
	state        state
	left         chan struct{} // closed when the terminal was left
}

// state is what the terminal is to show.
type state uint8

const (
	painting state = iota
	paused         // it is somebody else's, and not written to
	leaving        // it is to be as before the first frame
)

// New returns a painter, which paints as long as Run runs.
func New(options Options) *Painter {
	return &Painter{options: options, wake: make(chan struct{}, 1)}
}

// Show makes f the newest frame.
func (p *Painter) Show(f Frame) {
	p.change(func() { p.frame = &f })
}

// Repaint writes the newest frame whole: something else has written to the terminal.
func (p *Painter) Repaint() {
	p.change(func() { p.repaint = true })
}

// maxQueued bounds what waits to be written beside frames.
const maxQueued = 1 << 18

// Send writes a sequence that is no part of a frame, such as a question to the terminal,
// and reports whether there was room for it.
func (p *Painter) Send(sequence string) (sent bool) {
	p.change(func() {
		if sent = p.state == painting && len(p.queued)+len(sequence) <= maxQueued; sent {
			p.queued = append(p.queued, sequence...)
		}
	})
	return sent
}

// SetSynchronized says whether the terminal knows synchronized output (mode 2026).
func (p *Painter) SetSynchronized(on bool) {
	p.change(func() { p.synchronized = on })
}

// Enter prepares the terminal and paints anew: after Leave, Pause, or when something
// else has had the terminal.
func (p *Painter) Enter() {
	p.change(func() { p.state, p.enter = painting, true })
}

// Pause writes nothing until Enter.
func (p *Painter) Pause() {
	p.change(func() { p.state = paused })
}

// Leave brings the terminal back to what it was before the first frame, and reports
// whether it has taken that within the limit. No frame is written until Enter.
func (p *Painter) Leave(limit time.Duration) bool {
	left := make(chan struct{})
	p.change(func() { p.state, p.left = leaving, left })
	late := time.NewTimer(limit)
	defer late.Stop()
	select {
	case <-left:
		return true
	case <-late.C:
		return false
	}
}

func (p *Painter) change(how func()) {
	p.mutex.Lock()
	how()
	p.mutex.Unlock()
	select {
	case p.wake <- struct{}{}:
	default:
	}
}

// Run writes until ctx ends or a write fails. A terminal that takes nothing holds it up
// until the process ends; nothing else waits for it.
func (p *Painter) Run(ctx context.Context) {
	w := writer{options: p.options, canvas: newCanvas(p.options.Profile, p.options.Repeat)}
	for {
		select {
		case <-ctx.Done():
			return
		case <-p.wake:
		}
		p.mutex.Lock()
		w.take(p)
		left := p.left
		p.left = nil
		p.mutex.Unlock()
		err := w.write()
		if left != nil {
			close(left)
		}
		if err != nil {
			p.options.Failed(err)
			return
		}
	}
}

// writer is what Run's goroutine alone has.
type writer struct {
	options Options
	canvas  *canvas
	entered bool
	frame   Frame
	// due says that the frame may differ from what the terminal shows.
	due          bool
	state        state
	synchronized bool
	queued       []byte
	buffer       []byte
}

// take moves what was handed to the painter; its mutex is held.
func (w *writer) take(p *Painter) {
	w.state, w.synchronized = p.state, p.synchronized
	if p.frame != nil {
		w.frame, w.due = *p.frame, true
		p.frame = nil
	}
	if p.repaint {
		w.canvas.whole, w.due = true, true
		p.repaint = false
	}
	if p.enter {
		w.entered, w.due = false, true
		p.enter = false
	}
	w.queued, p.queued = p.queued, w.queued[:0]
}

// synchronizedFrom is how large a frame is that a terminal may show in parts.
const synchronizedFrom = 256

// write writes everything that is due in one write.
func (w *writer) write() error {
	w.buffer = w.buffer[:0]
	switch {
	case w.state == painting && w.due && w.frame.Width > 0:
		if !w.entered {
			w.buffer = append(w.buffer, w.options.Enter...)
			w.entered, w.canvas.whole = true, true
		}
		painted := w.canvas.paint(w.frame)
		w.due = false
		if w.synchronized && len(painted) >= synchronizedFrom {
			w.buffer = append(w.buffer, ansi.SetModeSynchronizedOutput...)
			w.buffer = append(w.buffer, painted...)
			w.buffer = append(w.buffer, ansi.ResetModeSynchronizedOutput...)
		} else {
			w.buffer = append(w.buffer, painted...)
		}
	case w.state == leaving && w.entered:
		w.buffer = append(w.buffer, w.options.Leave...)
		w.entered = false
	}
	w.buffer = append(w.buffer, w.queued...)
	if len(w.buffer) == 0 {
		return nil
	}
	_, err := w.options.Output.Write(w.buffer)
	return err //nolint:wrapcheck // whoever is told names it
}
