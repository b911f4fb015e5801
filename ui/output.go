package ui

import (
	"bytes"
	"context"
	"errors"
	"os"
	"sync"
	"time"

	"github.com/charmbracelet/x/term"
)

// outputLimit is how long the terminal may take a write once the program has ended.
const outputLimit = 500 * time.Millisecond

var errStuck = errors.New("the terminal takes nothing any more")

// terminalOutput is the terminal's output with one writer at a time, so that a
// clipboard sequence never lands within a frame. A terminal that takes nothing does not
// hold up the program's end. The file is not embedded: its other ways of writing would
// go past all this.
type terminalOutput struct {
	file *os.File
	// ended is the program's life.
	ended context.Context //nolint:containedctx // an io.Writer is given none
	// lost is called when a write fails, as it does when the terminal is closed.
	lost func(error)

	mutex sync.Mutex
	stuck bool
}

var _ term.File = (*terminalOutput)(nil) // By which Bubble Tea knows a terminal.

// Fd, Read and Close are the file's.
func (o *terminalOutput) Fd() uintptr                { return o.file.Fd() }
func (o *terminalOutput) Read(p []byte) (int, error) { return o.file.Read(p) }
func (o *terminalOutput) Close() error               { return o.file.Close() }

// Write writes p whole.
func (o *terminalOutput) Write(p []byte) (int, error) {
	o.mutex.Lock()
	defer o.mutex.Unlock()
	if o.stuck {
		return 0, errStuck
	}
	written := make(chan error, 1)
	whole := bytes.Clone(p) // The writer may change p when this returns.
	go func() {
		_, err := o.file.Write(whole)
		written <- err
	}()
	var err error
	select {
	case err = <-written:
	case <-o.ended.Done():
		late := time.NewTimer(outputLimit)
		defer late.Stop()
		select {
		case err = <-written:
		case <-late.C:
			o.stuck, err = true, errStuck
		}
	}
	if err != nil {
		o.lost(err)
		return 0, err
	}
	return len(p), nil
}
