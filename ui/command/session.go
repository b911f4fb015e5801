package command

import (
	"slices"
	"strings"
	"time"

	"acs-chat-tui/acs"
)

// Session says whom the program acts as, and where. It holds no secret.
type Session struct {
	// Profile is the name of the connection, as the header shows it.
	Profile string
	// ID is what the connection was chosen by, and Credential says in words where its
	// credential was found; empty for nowhere.
	ID         ConnectionID
	Credential string
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

// The scopes of which a token needs one (documented in the identity model).
func chatScope() []string    { return []string{"chat"} }
func joinScopes() []string   { return []string{"chat", "chat.join"} }
func anyChatScope() []string { return []string{"chat", "chat.join", "chat.join.limited"} }

// allows reports whether the token has one of the scopes, as far as it says which it has.
func (s Session) allows(scopes []string) bool {
	return len(s.Scopes) == 0 || len(scopes) == 0 ||
		slices.ContainsFunc(scopes, func(scope string) bool { return slices.Contains(s.Scopes, scope) })
}

// refusal says why what needs one of the scopes cannot be done, or nothing.
func (s Session) refusal(doing string, scopes []string) string {
	if refusal := s.WriteRefusal(); refusal != "" || s.allows(scopes) {
		return refusal
	}
	needs, last := strings.Join(scopes[:len(scopes)-1], ", "), scopes[len(scopes)-1]
	if needs != "" {
		last = needs + " or " + last
	}
	return doing + " needs scope " + last + "; the token has " + strings.Join(s.Scopes, ", ")
}

// CreateRefusal says why a thread cannot be created, or nothing.
func (s Session) CreateRefusal() string { return s.refusal("creating a thread", chatScope()) }

// UpdateRefusal says why a thread cannot be changed or deleted, or nothing.
func (s Session) UpdateRefusal() string { return s.refusal("changing a thread", chatScope()) }

// AddRefusal says why participants cannot be added, or nothing.
func (s Session) AddRefusal() string { return s.refusal("adding", joinScopes()) }

// RemoveRefusal says why participants cannot be removed, or nothing.
func (s Session) RemoveRefusal() string { return s.refusal("removing", joinScopes()) }

// SendRefusal says why messages cannot be sent, edited or deleted, or nothing.
func (s Session) SendRefusal() string { return s.refusal("sending", anyChatScope()) }
