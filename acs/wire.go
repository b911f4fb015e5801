package acs

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"time"
)

// The documents as they travel. Reading tolerates null for absent, unknown
// fields, and times with any number of fractional digits.

type createChatThreadRequest struct {
	Topic           string               `json:"topic"`
	Participants    []chatParticipant    `json:"participants,omitempty"`
	Metadata        map[string]string    `json:"metadata,omitempty"`
	RetentionPolicy *chatRetentionPolicy `json:"retentionPolicy,omitempty"`
}

type updateChatThreadRequest struct {
	Topic           *string              `json:"topic,omitempty"`
	Metadata        map[string]string    `json:"metadata,omitempty"`
	RetentionPolicy *chatRetentionPolicy `json:"retentionPolicy,omitempty"`
}

type addChatParticipantsRequest struct {
	Participants []chatParticipant `json:"participants"`
}

type addChatParticipantsResult struct {
	InvalidParticipants json.RawMessage `json:"invalidParticipants"`
}

type chatParticipant struct {
	CommunicationIdentifier json.RawMessage   `json:"communicationIdentifier"`
	DisplayName             *string           `json:"displayName,omitempty"`
	ShareHistoryTime        *wireTime         `json:"shareHistoryTime,omitempty"`
	Metadata                map[string]string `json:"metadata,omitempty"`
}

type chatRetentionPolicy struct {
	Kind                  ChatRetentionPolicyKind `json:"kind"`
	DeleteThreadAfterDays *int32                  `json:"deleteThreadAfterDays,omitempty"`
}

type chatThreadProperties struct {
	ID              string               `json:"id"`
	Topic           string               `json:"topic"`
	CreatedOn       *wireTime            `json:"createdOn"`
	CreatedBy       json.RawMessage      `json:"createdByCommunicationIdentifier"`
	DeletedOn       *wireTime            `json:"deletedOn"`
	Metadata        map[string]string    `json:"metadata"`
	RetentionPolicy *chatRetentionPolicy `json:"retentionPolicy"`
}

type chatThreadItem struct {
	ID                    string    `json:"id"`
	Topic                 string    `json:"topic"`
	DeletedOn             *wireTime `json:"deletedOn"`
	LastMessageReceivedOn *wireTime `json:"lastMessageReceivedOn"`
}

// wireTime is a time on the wire: written in UTC with whole seconds, which is all
// that the service keeps (recorded: it truncates).
type wireTime time.Time

// MarshalJSON writes yyyy-MM-ddTHH:mm:ssZ.
func (t wireTime) MarshalJSON() ([]byte, error) {
	text, err := formatTime(time.Time(t))
	if err != nil {
		return nil, err
	}
	return []byte(`"` + text + `"`), nil
}

// UnmarshalJSON reads RFC 3339 with or without a fraction. A time that names no
// offset, which no recording shows, is taken as UTC.
func (t *wireTime) UnmarshalJSON(content []byte) error {
	if string(content) == "null" {
		return nil
	}
	var text string
	if err := json.Unmarshal(content, &text); err != nil {
		return &timeError{text: excerpt(content)}
	}
	parsed, err := time.Parse(time.RFC3339Nano, text)
	if err != nil {
		parsed, err = time.Parse("2006-01-02T15:04:05.999999999", text)
	}
	if err != nil {
		return &timeError{text: excerpt(content)}
	}
	*t = wireTime(parsed.UTC())
	return nil
}

// timeError says that a time cannot be read.
type timeError struct {
	// text is what stands in its place.
	text string
}

func (e *timeError) Error() string { return "it has a time that cannot be read: " + e.text }

// formatTime writes a time for a body or a query.
func formatTime(t time.Time) (string, error) {
	t = t.UTC()
	if t.Year() < 1 || t.Year() > 9999 {
		return "", fmt.Errorf("the year %d cannot be written", t.Year())
	}
	return t.Format(time.RFC3339), nil
}

func timeOrNil(t *wireTime) *time.Time {
	if t == nil {
		return nil
	}
	return new(time.Time(*t))
}

// encodeJSON writes a document without escaping <, > and &: the body is shown to
// people. A text that is no UTF-8 is an error: the encoder would replace what it
// cannot write, and the service would keep something else than was given.
func encodeJSON(document any) ([]byte, error) {
	if field := invalidText(reflect.ValueOf(document)); field != "" {
		return nil, fmt.Errorf("the field %s is not valid UTF-8; nothing was sent", field)
	}
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(document); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

// decodeJSON reads one document, which must be an object.
func decodeJSON(body []byte, document any) error {
	body = bytes.TrimSpace(bytes.TrimPrefix(body, []byte("\xef\xbb\xbf")))
	if len(body) == 0 {
		return errors.New("the body is empty")
	}
	if body[0] != '{' {
		return errors.New("the body is no JSON object")
	}
	if err := json.Unmarshal(body, document); err != nil {
		return describeJSONError(err)
	}
	return nil
}

// describeJSONError says what is wrong with a document without naming Go's types.
func describeJSONError(err error) error {
	if mismatch, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		return fmt.Errorf("the field %q holds %s, which it must not", mismatch.Field, kindOfGo(mismatch.Value))
	}
	if syntax, ok := errors.AsType[*json.SyntaxError](err); ok {
		return fmt.Errorf("its JSON is broken at byte %d", syntax.Offset)
	}
	return err
}

// encodeRetentionPolicy writes a retention policy.
func encodeRetentionPolicy(policy ChatRetentionPolicy) *chatRetentionPolicy {
	return &chatRetentionPolicy{Kind: policy.Kind, DeleteThreadAfterDays: policy.DeleteThreadAfterDays}
}

// encodePatch writes the changes of a map for a merge patch. A key to be removed
// is written with an empty value, which is recorded to remove one from a message's
// metadata; the null of RFC 7396 is not what the documents allow, and nobody has
// recorded what the service makes of it.
func encodePatch(changes map[string]*string) map[string]string {
	patch := make(map[string]string, len(changes))
	for name, value := range changes {
		patch[name] = ""
		if value != nil {
			patch[name] = *value
		}
	}
	return patch
}

func encodeParticipants(participants []ChatParticipant, version APIVersion) ([]chatParticipant, error) {
	encoded := make([]chatParticipant, len(participants))
	for i, participant := range participants {
		identifier, err := encodeIdentifier(participant.CommunicationIdentifier, version)
		if err != nil {
			return nil, fmt.Errorf("participant %d: %w", i+1, err)
		}
		encoded[i] = chatParticipant{CommunicationIdentifier: identifier, DisplayName: participant.DisplayName}
		if participant.ShareHistoryTime != nil {
			encoded[i].ShareHistoryTime = new(wireTime(*participant.ShareHistoryTime))
		}
		if len(participant.Metadata) == 0 {
			continue
		}
		if err := version.require(version.SupportsParticipantMetadata(), "participant metadata", APIVersion20250315); err != nil {
			return nil, err
		}
		encoded[i].Metadata = maps.Clone(participant.Metadata)
	}
	return encoded, nil
}

// decodeThread takes a thread over; problems say what of its creator cannot be read.
func decodeThread(wire chatThreadProperties) (thread ChatThreadProperties, problems []problem) {
	creator, problems := readIdentifier("createdByCommunicationIdentifier", wire.CreatedBy)
	if creator == nil {
		creator = UnknownIdentifier{}
	}
	thread = ChatThreadProperties{
		ID:        wire.ID,
		Topic:     wire.Topic,
		CreatedOn: timeOrNil(wire.CreatedOn),
		CreatedBy: creator,
		DeletedOn: timeOrNil(wire.DeletedOn),
		Metadata:  wire.Metadata,
	}
	if wire.RetentionPolicy != nil {
		thread.RetentionPolicy = &ChatRetentionPolicy{
			Kind:                  wire.RetentionPolicy.Kind,
			DeleteThreadAfterDays: wire.RetentionPolicy.DeleteThreadAfterDays,
		}
	}
	return thread, problems
}

// decodeProperties reads a thread. What of it cannot be read is its Oddity; without an id
// there is no thread.
func decodeProperties(content json.RawMessage) (ChatThreadProperties, error) {
	wire, problems := decodeItem[chatThreadProperties](content)
	if wire.ID == "" {
		return ChatThreadProperties{}, errors.New(oddity(content, withoutID("", "id", "has no id", problems)).sentence("the thread"))
	}
	thread, doubts := decodeThread(wire)
	thread.Odd = oddity(content, append(problems, doubts...))
	return thread, nil
}

// decodeInvalidParticipants reads the refusals inside a success. It must not lose
// one: an entry that says nothing readable is kept by its text.
func decodeInvalidParticipants(content json.RawMessage) ([]CommunicationError, error) {
	if len(content) == 0 || string(content) == "null" {
		return nil, nil
	}
	var items []json.RawMessage
	if err := json.Unmarshal(content, &items); err != nil {
		return nil, errors.New("the field \"invalidParticipants\" is no list")
	}
	refused := make([]CommunicationError, len(items))
	for i, item := range items {
		fault, ok := decodeError(item, 0)
		if !ok {
			fault = CommunicationError{Message: excerpt(item)}
		}
		refused[i] = fault
	}
	if len(refused) == 0 {
		return nil, nil
	}
	return refused, nil
}
