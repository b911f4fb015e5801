package acs

import (
	"errors"
	"time"
)

// createIdentityRequest creates a user with a token.
type createIdentityRequest struct {
	Scopes           []TokenScope `json:"createTokenWithScopes"`
	ExpiresInMinutes *int32       `json:"expiresInMinutes,omitempty"`
}

type issueTokenRequest struct {
	Scopes           []TokenScope `json:"scopes"`
	ExpiresInMinutes *int32       `json:"expiresInMinutes,omitempty"`
}

type createIdentityResult struct {
	Identity struct {
		ID string `json:"id"`
	} `json:"identity"`
	AccessToken accessTokenResult `json:"accessToken"`
}

type accessTokenResult struct {
	Token     string `json:"token"`
	ExpiresOn string `json:"expiresOn"`
}

// decode checks a token. Recorded times have up to seven digits of a second and
// the offset +00:00. The errors show nothing of the document.
func (r accessTokenResult) decode() (AccessToken, error) {
	if r.Token == "" {
		return AccessToken{}, errors.New("the document has none")
	}
	expires, err := time.Parse(time.RFC3339Nano, r.ExpiresOn)
	if err != nil {
		// The parser's own error repeats what it read.
		return AccessToken{}, errors.New("its expiresOn is no time")
	}
	return AccessToken{
		redacted:  "AccessToken(REDACTED)",
		token:     func() string { return r.Token },
		ExpiresOn: expires.UTC(),
	}, nil
}
