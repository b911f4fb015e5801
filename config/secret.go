package config

import (
	"crypto/subtle"
	"fmt"
	"io"
	"log/slog"
)

// redacted stands wherever a secret would be printed.
const redacted = "[secret]"

// Secret is the one way a secret goes through the program. Whatever prints,
// formats, logs or encodes it shows "[secret]"; only [Secret.Reveal] hands out
// the value. The zero Secret holds the empty string.
type Secret struct {
	// A closure and not a string: fmt cannot call methods on values in
	// unexported fields and prints what they hold instead. Of a closure it
	// prints an address.
	reveal func() string
}

// NewSecret wraps value, which may be empty.
func NewSecret(value string) Secret {
	if value == "" {
		return Secret{}
	}
	return Secret{reveal: func() string { return value }}
}

// Reveal returns the secret itself, for the one place that sends it.
func (s Secret) Reveal() string {
	if s.reveal == nil {
		return ""
	}
	return s.reveal()
}

// IsZero reports whether there is no secret, or an empty one.
func (s Secret) IsZero() bool { return s.Reveal() == "" }

// Equal reports whether both hold the same value. It takes the same time for
// all values of one length.
func (s Secret) Equal(other Secret) bool {
	return subtle.ConstantTimeCompare([]byte(s.Reveal()), []byte(other.Reveal())) == 1
}

// String returns "[secret]".
func (Secret) String() string { return redacted }

// GoString returns "[secret]", for %#v.
func (Secret) GoString() string { return redacted }

// Format writes "[secret]" for every verb, those that ignore String included
// (%d, %x, %p).
func (Secret) Format(state fmt.State, _ rune) {
	_, _ = io.WriteString(state, redacted) // fmt.State keeps a failed write to itself.
}

// MarshalJSON returns the JSON string "[secret]".
func (Secret) MarshalJSON() ([]byte, error) { return []byte(`"` + redacted + `"`), nil }

// MarshalText returns "[secret]".
func (Secret) MarshalText() ([]byte, error) { return []byte(redacted), nil }

// LogValue returns "[secret]", for log/slog.
func (Secret) LogValue() slog.Value { return slog.StringValue(redacted) }
