//go:build !unix

package ui

import (
	"context"
	"errors"
	"io"
	"os"
)

// suspendable is false where there is no job control.
func suspendable() bool { return false }

// suspension is never run where there is no job control.
type suspension struct {
	ended    context.Context //nolint:containedctx // as where there is job control
	terminal *os.File
}

func (suspension) SetStdin(io.Reader)  {}
func (suspension) SetStdout(io.Writer) {}
func (suspension) SetStderr(io.Writer) {}

func (suspension) Run() error { return errors.ErrUnsupported }
