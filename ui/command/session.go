package command

import (
	"slices"
	"time"

	"acs-chat-tui/acs"
)

// Session says whom the program acts as, and where. It holds no secret.
type Session struct {
	// Profile is the name of the connection, as the header shows it.
	Profile string
	// Host is the endpoint's host, with its port where that is not the scheme's own.
	Host string
	// Endpoint is the endpoint's URL.
	Endpoint string
	// APIVersion is the version that every request names.
	APIVersion acs.APIVersion
	// UserID is the raw id of the token's user; empty where the token does not say.
	UserID string
	// Scopes are the token's scopes; empty where the token does not say.
	Scopes []string
	// TokenExpiresOn is the end of the token's life; zero where it does not say.
	TokenExpiresOn time.Time
	// Renews says that the token is renewed before it ends.
	Renews bool
	// RenewalProblem says why the last renewal failed; empty where none did.
	RenewalProblem string
	// BuiltInEmulator says that the service is this program's own emulator.
	BuiltInEmulator bool
	// ReadOnly forbids every write.
	ReadOnly bool
	// PageSize is the number of items asked for with one page.
	PageSize int32
}

// WriteRefusal says why a write cannot be made, or nothing.
func (s Session) WriteRefusal() string {
	if s.ReadOnly {
		return "read-only: the profile or --readonly forbids every write"
	}
	return ""
}

// CreateRefusal says why a thread cannot be created, or nothing. Creating needs
// the chat scope (documented in the identity model).
func (s Session) CreateRefusal() string {
	if refusal := s.WriteRefusal(); refusal != "" {
		return refusal
	}
	if len(s.Scopes) > 0 && !slices.Contains(s.Scopes, "chat") {
		return "creating a thread needs scope chat; the token has " + joinWords(s.Scopes)
	}
	return ""
}

// UpdateRefusal says why a thread cannot be changed or deleted, or nothing. Both
// need the chat scope (documented in the identity model).
func (s Session) UpdateRefusal() string {
	if refusal := s.WriteRefusal(); refusal != "" {
		return refusal
	}
	if len(s.Scopes) > 0 && !slices.Contains(s.Scopes, "chat") {
		return "changing a thread needs scope chat; the token has " + joinWords(s.Scopes)
	}
	return ""
}

// AddRefusal says why participants cannot be added, or nothing. Adding needs the
// scope chat or chat.join (documented in the identity model).
func (s Session) AddRefusal() string {
	if refusal := s.WriteRefusal(); refusal != "" {
		return refusal
	}
	if len(s.Scopes) > 0 && !slices.Contains(s.Scopes, "chat") && !slices.Contains(s.Scopes, "chat.join") {
		return "adding needs scope chat or chat.join; the token has " + joinWords(s.Scopes)
	}
	return ""
}

// SendRefusal says why messages cannot be sent, edited or deleted, or nothing. It
// needs one of the chat scopes (documented in the identity model).
func (s Session) SendRefusal() string {
	if refusal := s.WriteRefusal(); refusal != "" {
		return refusal
	}
	if len(s.Scopes) > 0 && !slices.ContainsFunc(anyChatScope(), func(scope string) bool { return slices.Contains(s.Scopes, scope) }) {
		return "sending needs scope chat, chat.join or chat.join.limited; the token has " + joinWords(s.Scopes)
	}
	return ""
}

// RemoveRefusal says why participants cannot be removed, or nothing. Removing needs
// the scope chat or chat.join (documented in the identity model).
func (s Session) RemoveRefusal() string {
	if refusal := s.WriteRefusal(); refusal != "" {
		return refusal
	}
	if len(s.Scopes) > 0 && !slices.Contains(s.Scopes, "chat") && !slices.Contains(s.Scopes, "chat.join") {
		return "removing needs scope chat or chat.join; the token has " + joinWords(s.Scopes)
	}
	return ""
}
