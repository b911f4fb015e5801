package config

import "fmt"

// UsageError says that the command line is wrong: an unknown value of a flag,
// or flags that exclude each other. The program ends with exit code 2 on it,
// and with 1 on every other error of this package.
type UsageError struct {
	// Message is one line, in words, without a secret.
	Message string
}

// Error returns the message.
func (e *UsageError) Error() string { return e.Message }

func usageErrorf(format string, args ...any) error {
	return &UsageError{Message: fmt.Sprintf(format, args...)}
}
