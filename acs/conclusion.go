package acs

import (
	"errors"
	"net/http"
	"slices"
	"strings"
)

// The refusals that, after an attempt whose outcome is not known, mean that what
// was asked for is so: by that attempt, or by somebody else. They must be the
// service's own, with its error code; a 404 or 403 of something in front of the service says
// nothing about a thread.

// Gone reports whether an error is the service's word that there is no such thing, or no
// more. A 404 of something in front of the service is none.
func Gone(err error) bool {
	refusal, ok := errors.AsType[*ResponseError](err)
	return ok && isGone(refusal, "")
}

// isGone takes a 404 for the end of what was to be deleted.
func isGone(refusal *ResponseError, _ string) bool {
	return refusal.ByService() && refusal.StatusCode == http.StatusNotFound && strings.EqualFold(refusal.ErrorCode, "NotFound")
}

// hasLeft takes a 403 for the end of the participant's membership, if it is the
// token's own user who was to be removed: a user who removed himself is refused
// everything in the thread (recorded).
func hasLeft(participant CommunicationIdentifier) func(*ResponseError, string) bool {
	return func(refusal *ResponseError, accessToken string) bool {
		if !refusal.ByService() || refusal.StatusCode != http.StatusForbidden || !strings.EqualFold(refusal.ErrorCode, "Forbidden") {
			return false
		}
		claims, err := ParseToken(accessToken)
		if err != nil || !strings.EqualFold(claims.UserID, participant.RawID()) {
			return false
		}
		// With a smaller scope the 403 may be for the scope.
		return slices.ContainsFunc(claims.Scopes, func(scope string) bool {
			return scope == string(TokenScopeChat) || scope == string(TokenScopeChatJoin)
		})
	}
}
