package acs

import (
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
)

// redacted is what a value that holds a secret shows of itself, however it is
// printed, logged or encoded. It is embedded by such values, whose secret lies in
// a function besides: every way of printing, reflection included, stops at one.
type redacted string

// String does not show the secret.
func (r redacted) String() string {
	if r == "" {
		return "REDACTED"
	}
	return string(r)
}

// GoString does not show the secret.
func (r redacted) GoString() string { return r.String() }

// Format does not show the secret, whatever the verb.
func (r redacted) Format(state fmt.State, _ rune) { _, _ = io.WriteString(state, r.String()) }

// LogValue does not show the secret.
func (r redacted) LogValue() slog.Value { return slog.StringValue(r.String()) }

// MarshalJSON does not show the secret.
func (r redacted) MarshalJSON() ([]byte, error) { return json.Marshal(r.String()) }
