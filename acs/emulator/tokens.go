package emulator

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

const (
	// AccessKey is the access key in the emulator's connection string, in base64
	// and the same for everybody: it protects nothing.
	AccessKey = "YWNzLWNoYXQtdHVpIGVtdWxhdG9yOiBwdWJsaXNoZWQgYWNjZXNzIGtleSwgaXQgcHJvdGVjdHMgbm90aGluZw=="
	// TokenKey is the HS256 key of the emulator's tokens, as bytes of text and the
	// same for everybody: it protects nothing.
	TokenKey = "acs-chat-tui emulator: published token key, it protects nothing."

	// tokenLifetime is the longest lifetime the service gives a token (documented).
	tokenLifetime = 24 * time.Hour
)

// Scopes of tokens (documented).
const (
	scopeChat        = "chat"
	scopeJoin        = "chat.join"
	scopeJoinLimited = "chat.join.limited"
	scopeVoip        = "voip"
	scopeVoipJoin    = "voip.join"
)

// scpChat is the recorded value of the claim scp in a chat token.
const scpChat = 1792

// TokenOptions says what a token claims.
type TokenOptions struct {
	// UserID is the raw id of the user, beginning with "8:".
	UserID string
	// Scopes are the token's scopes; nil is chat alone. An empty list that is not
	// nil gives a token without a scope.
	Scopes []string
	// IssuedOn is the time of issue; zero is 24 hours before ExpiresOn.
	IssuedOn time.Time
	// ExpiresOn is the time of expiry; required.
	ExpiresOn time.Time
}

// claims are those of a recorded chat token of 2021. Their form is no contract of
// the service.
type claims struct {
	SkypeID    string `json:"skypeid"` // the raw id without "8:"
	Scp        int    `json:"scp"`
	Csi        string `json:"csi"` // iat as text
	IssuedOn   int64  `json:"iat"`
	ExpiresOn  int64  `json:"exp"`
	ACSScope   string `json:"acsScope"` // comma-separated
	ResourceID string `json:"resourceId"`
	// TokenID tells tokens apart that were issued in the second of a revocation;
	// it stands in no other token (and in no recorded one).
	TokenID string `json:"jti,omitempty"`
}

func (c claims) GetExpirationTime() (*jwt.NumericDate, error) {
	if c.ExpiresOn == 0 {
		return nil, nil //nolint:nilnil // how jwt.Claims says that a claim is absent
	}
	return jwt.NewNumericDate(time.Unix(c.ExpiresOn, 0)), nil
}

func (c claims) GetIssuedAt() (*jwt.NumericDate, error) {
	return jwt.NewNumericDate(time.Unix(c.IssuedOn, 0)), nil
}
func (c claims) GetNotBefore() (*jwt.NumericDate, error) { return nil, nil } //nolint:nilnil // a chat token has no such claim
func (c claims) GetIssuer() (string, error)              { return "", nil }
func (c claims) GetSubject() (string, error)             { return "", nil }
func (c claims) GetAudience() (jwt.ClaimStrings, error)  { return nil, nil }

// SignToken makes a user access token, signed with [TokenKey]. The user's
// identity need not exist, so that tests can make tokens the service refuses. The
// error says what is missing. A token counts as revoked by its IssuedOn, the
// whole second of a revocation included.
func SignToken(options TokenOptions) (string, error) {
	return signToken(options, "")
}

func signToken(options TokenOptions, tokenID string) (string, error) {
	skypeID, found := strings.CutPrefix(options.UserID, "8:")
	if !found || skypeID == "" {
		return "", fmt.Errorf("signing a token: the user id %q has no 8: at its beginning", options.UserID)
	}
	if options.ExpiresOn.IsZero() {
		return "", errors.New("signing a token: it has no time of expiry")
	}
	if options.IssuedOn.IsZero() {
		options.IssuedOn = options.ExpiresOn.Add(-tokenLifetime)
	}
	scopes := options.Scopes
	if scopes == nil {
		scopes = []string{scopeChat}
	}
	resource := ResourceID
	if parts := userPattern.FindStringSubmatch(options.UserID); parts != nil {
		resource = parts[1]
	}
	token, err := jwt.NewWithClaims(jwt.SigningMethodHS256, claims{
		SkypeID: skypeID, Scp: scpChat, Csi: strconv.FormatInt(options.IssuedOn.Unix(), 10),
		IssuedOn: options.IssuedOn.Unix(), ExpiresOn: options.ExpiresOn.Unix(),
		ACSScope: strings.Join(scopes, ","), ResourceID: resource, TokenID: tokenID,
	}).SignedString([]byte(TokenKey))
	if err != nil {
		return "", fmt.Errorf("signing a token: %w", err)
	}
	return token, nil
}

// Token makes an access token of a user, issued now by the service's clock. A
// lifetime of 0 is 24 hours; a negative one gives an expired token. No scope is
// the scope chat. Any lifetime and any scope will do; the Identity API keeps to
// the documented ones.
func (s *Service) Token(userID string, lifetime time.Duration, scopes ...string) (string, error) {
	if lifetime == 0 {
		lifetime = tokenLifetime
	}
	now := s.options.Clock()
	issued := now
	if lifetime < 0 {
		issued = now.Add(lifetime - tokenLifetime)
	}
	s.mutex.Lock()
	tokenID := s.store.tokenID(userID, issued)
	s.mutex.Unlock()
	return signToken(TokenOptions{UserID: userID, Scopes: scopes, IssuedOn: issued, ExpiresOn: now.Add(lifetime)}, tokenID)
}

// access is what an operation needs of a token.
type access int

const (
	accessRead   access = iota // any chat scope
	accessJoin                 // chat or chat.join
	accessManage               // chat
)

// caller is the user a token names.
type caller struct {
	id     string
	scopes []string
}

// may says whether the scopes suffice (documented table).
func (c caller) may(need access) bool {
	switch {
	case slices.Contains(c.scopes, scopeChat):
		return true
	case slices.Contains(c.scopes, scopeJoin):
		return need <= accessJoin
	case slices.Contains(c.scopes, scopeJoinLimited):
		return need == accessRead
	}
	return false
}

// authenticate checks a request's token.
func (s *Service) authenticate(r *http.Request) (caller, error) {
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if !strings.EqualFold(scheme, "Bearer") {
		return caller{}, unauthorized()
	}
	var content claims
	_, err := jwt.ParseWithClaims(strings.TrimSpace(token), &content,
		func(*jwt.Token) (any, error) { return []byte(TokenKey), nil },
		jwt.WithValidMethods([]string{jwt.SigningMethodHS256.Alg()}),
		jwt.WithExpirationRequired(), jwt.WithTimeFunc(s.options.Clock))
	user := caller{id: "8:" + content.SkypeID, scopes: strings.Split(content.ACSScope, ",")}
	if err != nil || !strings.EqualFold(content.ResourceID, ResourceID) ||
		!user.may(accessRead) || !s.admitsToken(user.id, content) {
		return caller{}, unauthorized()
	}
	return user, nil
}

// admitsToken says whether a token's user exists and the token was not revoked.
func (s *Service) admitsToken(userID string, token claims) bool {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.store.admits(userID, token)
}
