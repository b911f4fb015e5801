package emulator

import (
	"net/http"
	"strconv"
	"time"
)

// revocation is the latest revocation of an identity's tokens. Tokens say in
// whole seconds when they were issued, so those of the same second are told
// apart by an id: only tokens issued after the revocation name it.
type revocation struct {
	second int64
	count  int // of the identity's revocations
}

// tokenID is the token's id as the claim jti.
func (r revocation) tokenID() string {
	return "after-revocation-" + strconv.Itoa(r.count)
}

// revoke ends an identity's tokens issued until a time.
func (s *store) revoke(userID string, at time.Time) {
	s.revocations[sameID(userID)] = revocation{second: at.Unix(), count: s.revocations[sameID(userID)].count + 1}
}

// tokenID is the id of a token issued now, empty where it needs none.
func (s *store) tokenID(userID string, issued time.Time) string {
	latest, revoked := s.revocations[sameID(userID)]
	if !revoked || latest.second != issued.Unix() {
		return ""
	}
	return latest.tokenID()
}

// admits says whether a token's user exists and the token was not revoked.
func (s *store) admits(userID string, token claims) bool {
	if s.classify(userID) != identityKnown {
		return false
	}
	latest, revoked := s.revocations[sameID(userID)]
	switch {
	case !revoked || token.IssuedOn > latest.second:
		return true
	case token.IssuedOn == latest.second:
		return token.TokenID == latest.tokenID()
	}
	return false
}

// classify says what the service makes of a raw id, deletions included.
func (s *store) classify(rawID string) identity {
	kind := classify(rawID)
	if kind == identityKnown && s.deletedIdentities[sameID(rawID)] {
		return identityDeleted
	}
	return kind
}

// identityExists refuses an id of the Identity API's paths that is none of an
// existing identity of the resource. The answer to an id of another resource is
// recorded, and so are the words of the 404; its status and code are choices.
func (s *store) identityExists(rawID string) error {
	switch s.classify(rawID) {
	case identityKnown:
		return nil
	case identityMalformed:
		return validationError("id", "Identifier format is invalid ("+rawID+").")
	case identityForeign:
		return &failure{
			status: http.StatusUnauthorized, code: "IdentityNotOwned",
			message: "Provided identity doesn't belong to the resource.",
		}
	case identityDeleted:
	}
	return &failure{status: http.StatusNotFound, code: "NotFound", message: "Provided identity doesn't exist."}
}
