package acs

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strings"
	"time"
)

// TokenClaims is what a user access token says of itself. The service says that
// the form of its tokens is not a contract: any claim may be missing.
type TokenClaims struct {
	// UserID is the raw id of the user, such as 8:acs:…; empty where the token does
	// not say. The claim skypeid holds it without "8:" (recorded).
	UserID string
	// ResourceID is the ACS resource.
	ResourceID string
	// Scopes are the token's scopes, such as chat or chat.join.
	Scopes []string
	// IssuedOn and ExpiresOn are zero where the token does not say.
	IssuedOn, ExpiresOn time.Time
}

// ParseToken reads a user access token's claims. The signature is not checked:
// only the service can, and it does. The errors never show the token or a part of
// it.
func ParseToken(token string) (TokenClaims, error) {
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		return TokenClaims{}, fmt.Errorf("the access token is not a JWT: it has %d parts between dots, not 3", len(parts))
	}
	payload, err := base64.RawURLEncoding.DecodeString(strings.TrimRight(parts[1], "="))
	if err != nil {
		return TokenClaims{}, errors.New("the access token is not a JWT: its claims are not base64")
	}
	var claims struct {
		SkypeID    json.RawMessage `json:"skypeid"`
		ACSScope   json.RawMessage `json:"acsScope"`
		ResourceID json.RawMessage `json:"resourceId"`
		IssuedAt   json.RawMessage `json:"iat"`
		Expiry     json.RawMessage `json:"exp"`
	}
	// The decoder's own errors quote the input.
	if json.Unmarshal(payload, &claims) != nil || !bytes.HasPrefix(bytes.TrimSpace(payload), []byte("{")) {
		return TokenClaims{}, errors.New("the access token is not a JWT: its claims are not a JSON object")
	}
	result := TokenClaims{
		UserID:     jsonText(claims.SkypeID),
		ResourceID: jsonText(claims.ResourceID),
		Scopes:     splitScopes(jsonText(claims.ACSScope)),
		IssuedOn:   numericDate(claims.IssuedAt),
		ExpiresOn:  numericDate(claims.Expiry),
	}
	if result.UserID != "" && !strings.HasPrefix(result.UserID, "8:") {
		result.UserID = "8:" + result.UserID
	}
	return result, nil
}

// splitScopes takes a list apart; commas are what is known, and spaces what other
// tokens use.
func splitScopes(list string) []string {
	return strings.FieldsFunc(list, func(r rune) bool { return r == ',' || r == ' ' })
}

// numericDate reads seconds since 1970; zero where there are none, or more than
// any calendar holds.
func numericDate(content json.RawMessage) time.Time {
	var number json.Number
	text := jsonText(content)
	if text == "" {
		return time.Time{}
	}
	number = json.Number(text)
	seconds, err := number.Float64()
	if err != nil || math.IsNaN(seconds) || seconds <= 0 || seconds > 253402300799 {
		return time.Time{}
	}
	return time.Unix(int64(seconds), 0).UTC()
}
