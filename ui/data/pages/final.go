package pages

import "errors"

// finalError marks an error that asking for the same page again cannot mend.
type finalError struct{ error }

// Unwrap is the error itself.
func (e finalError) Unwrap() error { return e.error }

// Final marks an error after which Retry asks for nothing: the same request again would
// end in the same way. A new generation starts over.
func Final(err error) error { return finalError{err} }

// IsFinal reports whether an error is marked as final.
func IsFinal(err error) bool {
	_, ok := errors.AsType[finalError](err)
	return ok
}
