package acs

import (
	"context"
	"fmt"
	"net/http"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/runtime"
)

// renewableCredential is a credential that can be told of a token that the
// service refused.
type renewableCredential interface {
	azcore.TokenCredential
	Invalidate(token string)
}

// renewalPolicy stands around all attempts of a call. It waits for the token
// outside the time of an attempt, because a token source may take as long as it
// needs; and it sends a call whose token was refused once more with a new one.
// A 401 is a definite refusal, so nothing can be carried out twice by that. That of
// something in between says nothing of the token, and another one would not help.
type renewalPolicy struct {
	*connection
	credential renewableCredential
}

// Do sends one call.
func (p *renewalPolicy) Do(req *policy.Request) (*http.Response, error) {
	ctx := req.Raw().Context()
	if _, err := p.token(ctx); err != nil {
		return nil, &tokenError{err: fmt.Errorf("getting an access token: %w", err)}
	}
	resp, err := req.Next()
	if err != nil || resp.StatusCode != http.StatusUnauthorized {
		return resp, err
	}
	body, _ := runtime.Payload(resp) // in memory
	if AnswererOf(resp.StatusCode, resp.Header, body) == AnswererIntermediary {
		return resp, nil
	}
	current := callFrom(ctx)
	if current.token == nil || !p.renewed(ctx, current.token()) {
		return resp, nil
	}
	p.report(current, resp, nil, 0)
	current.again = true
	_ = resp.Body.Close() // in memory
	return req.Next()
}

// renewed tells whether there is another token than the refused one. Where there
// is none, what the service said of that one is what the caller is to read; why it
// was not renewed is in the credential's status.
func (p *renewalPolicy) renewed(ctx context.Context, refused string) bool {
	p.credential.Invalidate(refused)
	fresh, err := p.token(ctx)
	return err == nil && fresh.Token != refused && CheckToken(fresh.Token) == nil
}

func (p *renewalPolicy) token(ctx context.Context) (azcore.AccessToken, error) {
	return p.credential.GetToken(ctx, policy.TokenRequestOptions{Scopes: []string{tokenScope}})
}
