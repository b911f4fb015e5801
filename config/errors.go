package config

import (
	"fmt"

	"github.com/spf13/cobra"
)

// UsageError says that the command line is wrong: an unknown value of a flag,
// or flags that exclude each other.
type UsageError struct {
	// Message is one line, in words, without a secret.
	Message string
}

// Error returns the message.
func (e *UsageError) Error() string { return e.Message }

// ExitCode is the program's.
func (*UsageError) ExitCode() int { return 2 }

// NoArguments refuses arguments that are no flags.
func NoArguments(_ *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usageErrorf("unknown argument %q; see --help", args[0])
	}
	return nil
}

// FlagError makes an error of the flags' parser one of wrong usage.
func FlagError(_ *cobra.Command, err error) error { return usageErrorf("%v; see --help", err) }

func usageErrorf(format string, args ...any) error {
	return &UsageError{Message: fmt.Sprintf(format, args...)}
}
