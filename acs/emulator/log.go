package emulator

import (
	"bytes"
	"fmt"
	"io"
	"sync/atomic"
	"time"
)

const (
	// maxWaitingLines bounds the lines of the log that wait to be written.
	maxWaitingLines = 1000
	// logTimeout bounds the time that the end waits for them.
	logTimeout = 500 * time.Millisecond
)

// logWriter writes lines to what may take nothing for a while, or for ever: standard
// error may be a pipe that nobody reads. Who writes to it never waits; the lines that
// find no room are counted, and their number is written in their place.
type logWriter struct {
	lines     chan []byte
	leftOut   atomic.Int64
	end, done chan struct{}
}

// newLogWriter returns a writer to to, which close ends.
func newLogWriter(to io.Writer) *logWriter {
	w := &logWriter{lines: make(chan []byte, maxWaitingLines), end: make(chan struct{}), done: make(chan struct{})}
	go w.run(to)
	return w
}

// Write takes a line, and never fails.
func (w *logWriter) Write(line []byte) (int, error) {
	select {
	case w.lines <- bytes.Clone(line):
	default:
		w.leftOut.Add(1)
	}
	return len(line), nil
}

func (w *logWriter) run(to io.Writer) {
	defer close(w.done)
	for {
		select {
		case line := <-w.lines:
			w.write(to, line)
			continue
		default:
		}
		select {
		case line := <-w.lines:
			w.write(to, line)
		case <-w.end:
			if len(w.lines) == 0 {
				return
			}
		}
	}
}

// write writes a line. That it cannot be written is no reason to stop: nothing depends
// on the log.
func (w *logWriter) write(to io.Writer, line []byte) {
	_, _ = to.Write(line)
	if n := w.leftOut.Swap(0); n > 0 {
		_, _ = fmt.Fprintf(to, "%d lines of the log were left out here: they came faster than they were read\n", n)
	}
}

// close writes what waits, for a short time. What does not take it by then is left to
// the end of the process.
func (w *logWriter) close() {
	close(w.end)
	select {
	case <-w.done:
	case <-time.After(logTimeout):
	}
}
