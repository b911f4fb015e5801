package acs

import (
	"context"
	"errors"
	"slices"
	"strings"
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
	refusal, ok := identityRefusal(err)
	return ok && refusal.Operation == OperationIssueToken && isGone(refusal, "")
}

// UserNotOwned says whether an error is Identity's word that a user is of another
// resource (recorded: 401 with the code IdentityNotOwned). That is final as well, and
// says nothing against the access key.
func UserNotOwned(err error) bool {
	refusal, ok := identityRefusal(err)
	return ok && refusal.ByService() && strings.EqualFold(refusal.ErrorCode, "IdentityNotOwned")
}

// identityRefusal finds the refusal that a token source, or a failure for want of a
// token, ended with.
func identityRefusal(err error) (*ResponseError, bool) {
	if failure, ok := errors.AsType[*RenewalError](err); ok {
		err = failure.Err
	}
	return errors.AsType[*ResponseError](err)
}
