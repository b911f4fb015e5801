package acs

import (
	"context"
	"errors"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
)

// StaticTokenCredential is an azcore.TokenCredential that always gives the same
// token. However it is printed, logged or encoded, the token does not show.
type StaticTokenCredential struct {
	redacted
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
	return &StaticTokenCredential{redacted: "StaticTokenCredential(REDACTED)", token: func() azcore.AccessToken { return access }}
}

// GetToken returns the token. It does not look at its expiry: whether a token is
// still good is the service's to say.
func (c *StaticTokenCredential) GetToken(context.Context, policy.TokenRequestOptions) (azcore.AccessToken, error) {
	if c == nil || c.token == nil {
		return azcore.AccessToken{}, errors.New("the credential holds no token")
	}
	return c.token(), nil
}
