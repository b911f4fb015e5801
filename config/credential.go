package config

import "context"

// TokenSource returns an access token: the one that is there now, not one kept
// from an earlier call. Its error is in words and shows no secret. It may be
// called from several goroutines at once.
type TokenSource func(ctx context.Context) (string, error)

// CredentialKind says which field of [Credential] holds the credential.
type CredentialKind string

// The kinds of credential.
const (
	// CredentialNone is the built-in emulator's: it makes its own.
	CredentialNone CredentialKind = ""
	// CredentialToken is one access token, which nothing renews.
	CredentialToken CredentialKind = "token"
	// CredentialTokenSource is a place or a command that gives tokens.
	CredentialTokenSource CredentialKind = "token source"
	// CredentialConnectionString is a resource's key, with which the program
	// issues tokens for a user.
	CredentialConnectionString CredentialKind = "connection string"
)

// Credential is what proves to the service who acts. Exactly the field that
// Kind names is set.
type Credential struct {
	// Kind names the field that is set.
	Kind CredentialKind
	// Token is an access token. Its form as an HTTP header value has been
	// checked, its content has not.
	Token Secret
	// TokenSource gives tokens, checked like Token. It has not been called yet:
	// a command may take its time.
	TokenSource TokenSource `json:"-" xml:"-"`
	// ConnectionString is endpoint=…;accesskey=…. Its endpoint is
	// Config.Endpoint, --endpoint included, and its key is base64.
	ConnectionString Secret
	// Origin says in words where the credential comes from, for the screen and
	// doctor: "AZURE_COMMUNICATION_ACCESS_TOKEN", "token_file /run/token".
	// Empty for the built-in emulator.
	Origin string
}
