package acs

import (
	"fmt"
	"net/http"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
)

// tokenScope is what the SDKs ask an Entra credential for. User access tokens
// have their scopes inside and ignore it.
const tokenScope = "https://communication.azure.com//.default"

// bearerPolicy sets the access token, on requests to the endpoint's own origin
// only. azcore's policy refuses http:// altogether or allows it everywhere;
// neither is wanted here.
type bearerPolicy struct {
	credential azcore.TokenCredential
	origin     origin
}

// Do sets the Authorization header of one attempt.
func (p *bearerPolicy) Do(req *policy.Request) (*http.Response, error) {
	if target := originOf(req.Raw().URL); target != p.origin {
		return nil, &foreignOriginError{target: target, origin: p.origin}
	}
	token, err := p.credential.GetToken(req.Raw().Context(), policy.TokenRequestOptions{Scopes: []string{tokenScope}})
	if err != nil {
		return nil, &tokenError{err: fmt.Errorf("getting an access token: %w", err)}
	}
	if err := CheckToken(token.Token); err != nil {
		return nil, &tokenError{err: err}
	}
	callFrom(req.Raw().Context()).token = func() string { return token.Token }
	req.Raw().Header.Set("Authorization", "Bearer "+token.Token)
	return req.Next()
}

// tokenError says that no usable token was to be had.
type tokenError struct{ err error }

func (e *tokenError) Error() string { return e.err.Error() }
func (e *tokenError) Unwrap() error { return e.err }

// foreignOriginError says that a request would have left the endpoint.
type foreignOriginError struct {
	target, origin origin
	// followed is set where a transport followed a redirect on its own.
	followed bool
}

func (e *foreignOriginError) Error() string {
	if e.followed {
		return fmt.Sprintf("the transport followed a redirect to %s, which is not the endpoint %s; the answer is not used", e.target, e.origin)
	}
	return fmt.Sprintf("the request points to %s, which is not the endpoint %s; the token goes nowhere else, so nothing was sent", e.target, e.origin)
}
