package acs

import (
	"context"
	"fmt"
	"strings"
)

// OfOneUser returns a source that gives the tokens of one user alone: who acts is
// never changed by a renewal. Where userID, a raw id, is empty, the user is that of
// the first token that says whose it is. A token of another user is an error, and is
// not given; one that does not say whose it is is given, as a token's form is no
// contract. Like every source it is not for concurrent use.
func OfOneUser(source TokenSource, userID string) TokenSource {
	return func(ctx context.Context) (string, error) {
		token, err := source(ctx)
		if err != nil {
			return "", err
		}
		claims, err := ParseToken(strings.TrimSpace(token))
		if err != nil || claims.UserID == "" {
			return token, nil //nolint:nilerr // any string may be a token
		}
		if userID == "" {
			userID = claims.UserID
		}
		// Without regard to case: the ids of people are typed, and hold hexadecimal digits.
		if !strings.EqualFold(claims.UserID, userID) {
			return "", fmt.Errorf("the new token is of another user (%s): connect again", claims.UserID)
		}
		return token, nil
	}
}
