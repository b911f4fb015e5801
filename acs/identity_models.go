package acs

import (
	"crypto/x509"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
)

// IdentityAPIVersion is the version of the Identity REST API that an
// IdentityClient speaks.
const IdentityAPIVersion = "2023-10-01"

// The least and the greatest life of a user access token, in minutes (documented).
const (
	MinTokenMinutes = 60
	MaxTokenMinutes = 1440
)

// TokenScope is something that a user access token allows.
type TokenScope string

// The scopes of api-version 2023-10-01 (documented).
const (
	// TokenScopeChat allows everything in Chat, creating and deleting threads
	// included.
	TokenScopeChat TokenScope = "chat"
	// TokenScopeVoIP allows calls.
	TokenScopeVoIP TokenScope = "voip"
	// TokenScopeChatJoin allows taking part in threads, adding and removing
	// participants included, and not creating, updating or deleting threads.
	TokenScopeChatJoin TokenScope = "chat.join"
	// TokenScopeChatJoinLimited is TokenScopeChatJoin without adding and removing
	// participants.
	TokenScopeChatJoinLimited TokenScope = "chat.join.limited"
	// TokenScopeVoIPJoin allows joining calls.
	TokenScopeVoIPJoin TokenScope = "voip.join"
)

// AccessToken is a user access token. However it is printed, logged or encoded,
// the token itself does not show.
type AccessToken struct {
	redacted
	token func() string
	// ExpiresOn is when the token ends, as the service said, in UTC.
	ExpiresOn time.Time
}

// Token is the token itself, a JWT; empty in the zero value.
func (t AccessToken) Token() string {
	if t.token == nil {
		return ""
	}
	return t.token()
}

// IdentityClientOptions holds the optional values of NewIdentityClient. They mean
// what those of ClientOptions mean, with these differences: APIVersion may only
// be empty or IdentityAPIVersion; Now is also the clock that requests are signed
// with, which the service compares with its own; Logging.IncludeBody is off
// whatever it says, since answers hold access tokens. PerRetryPolicies do not see
// the signature.
type IdentityClientOptions struct {
	azcore.ClientOptions

	// NewRequestID makes a version 4 UUID for x-ms-client-request-id. Nil stands
	// for a random one.
	NewRequestID func() string
	// Random returns a number from 0 up to, but not including, 1; it spreads the
	// waits between attempts. Nil stands for math/rand/v2.
	Random func() float64
	// Now is the clock. Nil stands for time.Now.
	Now func() time.Time
	// ThrottledDelay is the wait after a 429 that has no Retry-After. 0 stands for
	// 10 s.
	ThrottledDelay time.Duration
	// RootCAs are the certificate authorities to trust instead of the system's.
	// It cannot be combined with Transport.
	RootCAs *x509.CertPool
	// Observer is told of every attempt, as that of ClientOptions is.
	Observer func(Exchange)
}

// CreateUserOptions holds the optional values of IdentityClient.CreateUser. There
// are none yet.
type CreateUserOptions struct{}

// CreateUserAndTokenOptions holds the optional values of
// IdentityClient.CreateUserAndToken.
type CreateUserAndTokenOptions struct {
	// ExpiresInMinutes is the token's life, from 60 to 1440; nil leaves it to the
	// service: 1440 (documented).
	ExpiresInMinutes *int32
}

// IssueTokenOptions holds the optional values of IdentityClient.IssueToken.
type IssueTokenOptions struct {
	// ExpiresInMinutes is the token's life, from 60 to 1440; nil leaves it to the
	// service: 1440 (documented).
	ExpiresInMinutes *int32
}

// RevokeTokensOptions holds the optional values of IdentityClient.RevokeTokens.
// There are none yet.
type RevokeTokensOptions struct{}

// DeleteUserOptions holds the optional values of IdentityClient.DeleteUser. There
// are none yet.
type DeleteUserOptions struct{}

// CreateUserResponse is the answer to IdentityClient.CreateUser.
type CreateUserResponse struct {
	// UserID is the new user's raw id, such as 8:acs:….
	UserID string
}

// CreateUserAndTokenResponse is the answer to IdentityClient.CreateUserAndToken.
type CreateUserAndTokenResponse struct {
	// UserID is the new user's raw id, such as 8:acs:….
	UserID string
	// AccessToken is a token of that user.
	AccessToken AccessToken
	// Differences say in words how the token differs from what was asked for, such as
	// in its life. Nil, as a rule, for none.
	Differences []string
}

// IssueTokenResponse is the answer to IdentityClient.IssueToken.
type IssueTokenResponse struct {
	// AccessToken is a token of the user.
	AccessToken AccessToken
	// Differences say in words how the token differs from what was asked for, such as
	// in its life. Nil, as a rule, for none.
	Differences []string
}

// RevokeTokensResponse is the answer to IdentityClient.RevokeTokens, which holds
// nothing.
type RevokeTokensResponse struct{}

// DeleteUserResponse is the answer to IdentityClient.DeleteUser, which holds
// nothing.
type DeleteUserResponse struct{}
