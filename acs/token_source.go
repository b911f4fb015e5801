package acs

import (
	"context"
	"errors"
	"net/http"
	"slices"
)

// TokenSource gets a new user access token, such as by running a command, reading
// a file or asking the Identity service. It returns when its context ends. It need
// not be safe for concurrent use: a RenewingCredential asks once at a time. Its
// errors are shown to people and must not hold the token. White space around the
// token is taken off.
type TokenSource func(ctx context.Context) (token string, err error)

// NewConnectionStringTokenSource returns a source that issues tokens for a user
// with a resource's access key, of the service's default life: 24 hours
// (documented). Without scopes it asks for TokenScopeChat.
func NewConnectionStringTokenSource(identity *IdentityClient, userID string, scopes ...TokenScope) TokenSource {
	scopes = slices.Clone(scopes)
	if len(scopes) == 0 {
		scopes = []TokenScope{TokenScopeChat}
	}
	return func(ctx context.Context) (string, error) {
		issued, err := identity.IssueToken(ctx, userID, scopes, nil)
		if err != nil {
			return "", err
		}
		return issued.AccessToken.Token(), nil
	}
}

// UserGone says whether a token source's error, or a failure for want of a token, is
// Identity's word that the resource has no such user (recorded: 404 with the code
// NotFound). That is final: the id of a deleted user is not used again (documented). A
// 404 of another form may be a proxy's.
func UserGone(err error) bool {
	if failure, ok := errors.AsType[*RenewalError](err); ok {
		err = failure.Err
	}
	refusal, ok := errors.AsType[*ResponseError](err)
	return ok && refusal.Operation == "IssueToken" && refusal.StatusCode == http.StatusNotFound && refusal.ErrorCode == "NotFound"
}
