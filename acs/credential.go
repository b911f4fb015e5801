package acs

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
)

// StaticTokenCredential is an azcore.TokenCredential that always gives the same
// token. However it is printed, logged or encoded, the token does not show.
type StaticTokenCredential struct {
	// token is a function because every way of printing a value, reflection
	// included, stops at one.
	token func() azcore.AccessToken
}

// NewStaticTokenCredential returns a credential with the given token. Its expiry
// is the one that the token itself states; zero where it states none. The token is
// taken as it is: one that cannot stand in a header is refused when it is used.
func NewStaticTokenCredential(token string) *StaticTokenCredential {
	claims, _ := ParseToken(token) // any string may be a token; only the expiry is wanted
	access := azcore.AccessToken{Token: token, ExpiresOn: claims.ExpiresOn}
	return &StaticTokenCredential{token: func() azcore.AccessToken { return access }}
}

// GetToken returns the token. It does not look at its expiry: whether a token is
// still good is the service's to say.
func (c *StaticTokenCredential) GetToken(context.Context, policy.TokenRequestOptions) (azcore.AccessToken, error) {
	if c == nil || c.token == nil {
		return azcore.AccessToken{}, errors.New("the credential holds no token")
	}
	return c.token(), nil
}

const redactedCredential = "StaticTokenCredential(REDACTED)"

// String does not show the token.
func (StaticTokenCredential) String() string { return redactedCredential }

// GoString does not show the token.
func (StaticTokenCredential) GoString() string { return redactedCredential }

// Format does not show the token, whatever the verb.
func (StaticTokenCredential) Format(state fmt.State, _ rune) {
	_, _ = io.WriteString(state, redactedCredential)
}

// LogValue does not show the token.
func (StaticTokenCredential) LogValue() slog.Value { return slog.StringValue(redactedCredential) }

// MarshalJSON does not show the token.
func (StaticTokenCredential) MarshalJSON() ([]byte, error) { return json.Marshal(redactedCredential) }
