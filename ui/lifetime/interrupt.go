package lifetime

import (
	"strconv"
	"syscall"
)

// Interruption says that a signal, or the loss of the terminal, ended the program.
type Interruption struct{ Signal syscall.Signal }

// Hangup is the end of a program whose terminal is gone, whether a signal said so or a
// read did.
func Hangup() *Interruption { return &Interruption{syscall.SIGHUP} }

// Error names the signal.
func (i *Interruption) Error() string {
	switch i.Signal {
	case syscall.SIGTERM:
		return "ended by SIGTERM"
	case syscall.SIGHUP:
		return "ended by SIGHUP"
	case syscall.SIGINT:
		return "ended by SIGINT"
	}
	return "ended by signal " + strconv.Itoa(int(i.Signal))
}

// exitCode is what a shell says of a program that the signal ended.
func (i *Interruption) exitCode() int { return 128 + int(i.Signal) }
