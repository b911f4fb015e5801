package lifetime

import (
	"strconv"
	"syscall"
)

// InterruptionError says that a signal, or the loss of the terminal, ended the program.
type InterruptionError struct{ Signal syscall.Signal }

// Hangup is the end of a program whose terminal is gone, whether a signal said so or a
// read did.
func Hangup() *InterruptionError { return &InterruptionError{syscall.SIGHUP} }

// Error says by which signal.
func (i *InterruptionError) Error() string {
	return "ended by signal " + strconv.Itoa(int(i.Signal))
}

// exitCode is what a shell says of a program that the signal ended.
func (i *InterruptionError) exitCode() int { return 128 + int(i.Signal) }
