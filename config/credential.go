package config

import "context"

// TokenSource returns the access token that is there now. Its error shows no secret. It
// may be called from several goroutines at once.
type TokenSource func(ctx context.Context) (string, error)

// CredentialKind says which field of [Credential] holds the credential.
type CredentialKind string

// The kinds of credential. CredentialNone is the built-in emulator's, and CredentialToken
// one token that nothing renews.
const (
	CredentialNone             CredentialKind = ""
	CredentialToken            CredentialKind = "token"
	CredentialTokenSource      CredentialKind = "token source"
	CredentialConnectionString CredentialKind = "connection string"
)

// Credential proves to the service who acts, or issues tokens for those who do. Exactly
// the field that Kind names is set.
type Credential struct {
	Kind  CredentialKind
	Token Secret
	// TokenSource has not been called yet: a command may take its time.
	TokenSource TokenSource `json:"-" xml:"-"`
	// ConnectionString has the same endpoint as the Config, --endpoint included.
	ConnectionString Secret
	// Origin says in words where the credential comes from, as in "token_file /run/token".
	// Empty for the built-in emulator.
	Origin string
}
