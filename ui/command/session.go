package command

import (
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

// refusal says why an operation cannot be called, or nothing.
func (s Session) refusal(doing string, operation acs.Operation) string {
	if refusal := s.WriteRefusal(); refusal != "" || operation.AllowedBy(s.Scopes) {
		return refusal
	}
	var needed []string
	for _, scope := range operation.Scopes() {
		needed = append(needed, string(scope))
	}
	last := len(needed) - 1
	words := needed[last]
	if last > 0 {
		words = strings.Join(needed[:last], ", ") + " or " + words
	}
	return doing + " needs scope " + words + "; the token has " + strings.Join(s.Scopes, ", ")
}

// CreateRefusal says why a thread cannot be created, or nothing.
func (s Session) CreateRefusal() string {
	return s.refusal("creating a thread", acs.OperationCreateChatThread)
}

// UpdateRefusal says why a thread cannot be changed or deleted, or nothing.
func (s Session) UpdateRefusal() string {
	return s.refusal("changing a thread", acs.OperationUpdateChatThreadProperties)
}

// AddRefusal says why participants cannot be added, or nothing.
func (s Session) AddRefusal() string { return s.refusal("adding", acs.OperationAddChatParticipants) }

// RemoveRefusal says why participants cannot be removed, or nothing.
func (s Session) RemoveRefusal() string {
	return s.refusal("removing", acs.OperationRemoveChatParticipant)
}

// SendRefusal says why messages cannot be sent, edited or deleted, or nothing.
func (s Session) SendRefusal() string { return s.refusal("sending", acs.OperationSendChatMessage) }
