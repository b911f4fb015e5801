package acs

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
)

// KeyCredential is an access key of an ACS resource. It signs and is never sent.
// However it is printed, logged or encoded, the key does not show.
type KeyCredential struct {
	redacted
	key func() []byte
}

// NewKeyCredential returns a credential with an access key as the portal shows it:
// in base64. Errors are *ValueError.
func NewKeyCredential(accessKey string) (*KeyCredential, error) {
	key, err := base64.StdEncoding.Strict().DecodeString(accessKey)
	switch {
	case err != nil:
		return nil, &ValueError{Name: "access key", Problem: "is not base64; copy it whole, with the = at its end"}
	case len(key) == 0:
		return nil, &ValueError{Name: "access key", Problem: "is empty"}
	}
	return &KeyCredential{redacted: "KeyCredential(REDACTED)", key: func() []byte { return key }}, nil
}

// reveal returns the key in base64.
func (c *KeyCredential) reveal() string { return base64.StdEncoding.EncodeToString(c.key()) }

// sign returns the HMAC-SHA256 of a text, in base64.
func (c *KeyCredential) sign(text string) string {
	mac := hmac.New(sha256.New, c.key())
	_, _ = mac.Write([]byte(text)) // never fails, by its documentation
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

// contentHash is the SHA-256 of a body in base64; of no body, that of nothing.
func contentHash(body []byte) string {
	sum := sha256.Sum256(body)
	return base64.StdEncoding.EncodeToString(sum[:])
}
