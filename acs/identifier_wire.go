package acs

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"unicode/utf8"
)

// identifierModel is an identifier on the wire. The chat service does not send
// kind (recorded), and requests need none.
type identifierModel struct {
	RawID              string              `json:"rawId,omitempty"`
	CommunicationUser  *communicationUser  `json:"communicationUser,omitempty"`
	PhoneNumber        *phoneNumber        `json:"phoneNumber,omitempty"`
	MicrosoftTeamsUser *microsoftTeamsUser `json:"microsoftTeamsUser,omitempty"`
	MicrosoftTeamsApp  *microsoftTeamsApp  `json:"microsoftTeamsApp,omitempty"`
	TeamsExtensionUser *teamsExtensionUser `json:"teamsExtensionUser,omitempty"`
}

type communicationUser struct {
	ID string `json:"id"`
}

type phoneNumber struct {
	Value       string `json:"value"`
	IsAnonymous bool   `json:"isAnonymous,omitempty"`
	AssertedID  string `json:"assertedId,omitempty"`
}

type microsoftTeamsUser struct {
	UserID      string                        `json:"userId"`
	IsAnonymous bool                          `json:"isAnonymous"`
	Cloud       CommunicationCloudEnvironment `json:"cloud,omitempty"`
}

type microsoftTeamsApp struct {
	AppID string                        `json:"appId"`
	Cloud CommunicationCloudEnvironment `json:"cloud,omitempty"`
}

type teamsExtensionUser struct {
	UserID     string                        `json:"userId"`
	TenantID   string                        `json:"tenantId"`
	ResourceID string                        `json:"resourceId"`
	Cloud      CommunicationCloudEnvironment `json:"cloud,omitempty"`
}

// encodeIdentifier writes an identifier for a request. What a version does not
// have is left out, and the raw id, which every version has, speaks for it. As in
// the SDKs, a Teams user's cloud and anonymity are always written.
func encodeIdentifier(identifier CommunicationIdentifier, version APIVersion) (json.RawMessage, error) {
	identifier, err := identifierValue(identifier)
	if err != nil {
		return nil, err
	}
	var model identifierModel
	switch i := identifier.(type) {
	case CommunicationUserIdentifier:
		model.CommunicationUser = &communicationUser{ID: i.ID}
	case PhoneNumberIdentifier:
		model.PhoneNumber = &phoneNumber{Value: i.PhoneNumber}
		if version.hasTeamsExtensionUsers() {
			model.PhoneNumber.IsAnonymous = i.IsAnonymous
			model.PhoneNumber.AssertedID = i.AssertedID
		}
	case MicrosoftTeamsUserIdentifier:
		model.MicrosoftTeamsUser = &microsoftTeamsUser{
			UserID:      i.UserID,
			IsAnonymous: i.IsAnonymous,
			Cloud:       cmp.Or(i.Cloud, CommunicationCloudEnvironmentPublic),
		}
	case MicrosoftTeamsAppIdentifier:
		if version.hasTeamsApps() {
			model.MicrosoftTeamsApp = &microsoftTeamsApp{
				AppID: i.AppID,
				Cloud: cmp.Or(i.Cloud, CommunicationCloudEnvironmentPublic),
			}
		}
	case TeamsExtensionUserIdentifier:
		if version.hasTeamsExtensionUsers() {
			model.TeamsExtensionUser = &teamsExtensionUser{
				UserID: i.UserID, TenantID: i.TenantID, ResourceID: i.ResourceID,
				Cloud: cmp.Or(i.Cloud, CommunicationCloudEnvironmentPublic),
			}
		}
	case UnknownIdentifier:
		if i.JSON != "" {
			return checkIdentifierJSON(i.JSON)
		}
	default:
		return nil, errors.New("the identifier is of a type that is none of this package's")
	}
	model.RawID = identifier.RawID()
	return encodeJSON(model)
}

// identifierValue is an identifier by value. A pointer to one has its methods, and
// so passes the compiler.
func identifierValue(identifier CommunicationIdentifier) (CommunicationIdentifier, error) {
	if identifier == nil {
		return nil, errors.New("the identifier is missing")
	}
	pointer := reflect.ValueOf(identifier)
	if pointer.Kind() != reflect.Pointer {
		return identifier, nil
	}
	if pointer.IsNil() {
		return nil, errors.New("the identifier is missing: it is a nil pointer")
	}
	if value, ok := reflect.TypeAssert[CommunicationIdentifier](pointer.Elem()); ok {
		return value, nil
	}
	return identifier, nil
}

// checkIdentifierJSON accepts what the service can take for an identifier: an object.
func checkIdentifierJSON(content string) (json.RawMessage, error) {
	if !json.Valid([]byte(content)) || !utf8.ValidString(content) {
		return nil, errors.New("the identifier's JSON is not valid")
	}
	if !strings.HasPrefix(strings.TrimLeft(content, " \t\r\n"), "{") {
		return nil, errors.New("the identifier's JSON is no object")
	}
	return json.RawMessage(content), nil
}

// decodeIdentifier reads an identifier. Its kind is that of the one part it has,
// since the service does not name it. What this package cannot take apart
// faithfully, such as a kind it does not know or parts of two kinds, is kept whole
// as an UnknownIdentifier. The result is never nil.
func decodeIdentifier(content json.RawMessage) CommunicationIdentifier {
	if len(content) == 0 {
		return UnknownIdentifier{}
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(content, &fields); err != nil {
		return UnknownIdentifier{JSON: compactJSON(content)}
	}
	rawID, kind := stringOrNone(fields["rawId"]), jsonText(fields["kind"])
	if rawID == "" && !absent(fields["rawId"]) && string(fields["rawId"]) != `""` {
		return UnknownIdentifier{JSON: compactJSON(content)}
	}
	maps.DeleteFunc(fields, func(name string, value json.RawMessage) bool {
		return name == "rawId" || name == "kind" || string(value) == "null"
	})
	switch {
	case len(fields) == 0 && kind == "":
		return ParseRawID(rawID)
	case len(fields) == 0 && kind == string(CommunicationIdentifierKindUnknown):
		return UnknownIdentifier{ID: rawID}
	}
	if identifier, ok := onlyPart(fields, kind, rawID); ok {
		return identifier
	}
	return UnknownIdentifier{ID: rawID, JSON: compactJSON(content)}
}

// onlyPart reads an identifier of one part; ok is false where it has several, cannot be
// read, or is of another kind than the identifier says.
func onlyPart(fields map[string]json.RawMessage, kind, rawID string) (identifier CommunicationIdentifier, ok bool) {
	if len(fields) != 1 {
		return nil, false
	}
	for part, value := range fields {
		identifier, err := decodePart(part, value, rawID)
		return identifier, err == nil && (kind == "" || kind == part)
	}
	return nil, false
}

// readIdentifier reads the identifier that the service sent in a field, and says what of
// it cannot be read. One that may name somebody else than it seems to names nobody:
// nobody is to be acted on by an id that may be another's. It is nil where there is none.
func readIdentifier(field string, content json.RawMessage) (identifier CommunicationIdentifier, problems []problem) {
	if absent(content) {
		return nil, nil
	}
	problems, doubtful := identifierProblems(field, content)
	if doubtful {
		return UnknownIdentifier{JSON: compactJSON(content)}, problems
	}
	return decodeIdentifier(content), problems
}

// identifierProblems says what of the identifier in a field cannot be read; doubtful
// reports whether it may name somebody else than it seems to.
func identifierProblems(field string, content json.RawMessage) (problems []problem, doubtful bool) {
	if absent(content) {
		return nil, false
	}
	var fields map[string]json.RawMessage
	if json.Unmarshal(content, &fields) != nil {
		return []problem{problemf(field, "the field %q is %s and no object", field, kindOfJSON(content))}, true
	}
	rawID := fields["rawId"]
	if !absent(rawID) && kindOfJSON(rawID) != "a string" {
		problems = append(problems, problemf(field, "the field %q holds %s, which it must not", field+".rawId", kindOfJSON(rawID)))
		doubtful = true
	}
	for _, part := range slices.Sorted(maps.Keys(fields)) {
		if part == "rawId" || part == "kind" || absent(fields[part]) {
			continue
		}
		identifier, err := decodePart(part, fields[part], "")
		switch {
		case identifier == nil: // a kind that this package does not know
		case err != nil:
			problems = append(problems, problemf(field, "the field %q cannot be read: %v", field+"."+part, describeJSONError(err)))
		case namesAnother(identifier, stringOrNone(rawID)):
			problems = append(problems, problem{text: fmt.Sprintf("its rawId and its %s.id name two users", part)})
			doubtful = true
		}
	}
	return problems, doubtful
}

// namesAnother reports whether the part of a user names somebody else than the raw id.
func namesAnother(identifier CommunicationIdentifier, rawID string) bool {
	user, ok := identifier.(CommunicationUserIdentifier)
	return ok && user.ID != "" && rawID != "" && !strings.EqualFold(user.ID, rawID)
}

// stringOrNone is the text of a JSON string; empty for anything else.
func stringOrNone(content json.RawMessage) string {
	if kindOfJSON(content) != "a string" {
		return ""
	}
	return jsonText(content)
}

// namesNobody reports whether an identifier has nothing that would name somebody.
func namesNobody(identifier CommunicationIdentifier) bool {
	switch i := identifier.(type) {
	case PhoneNumberIdentifier:
		return i.Raw == "" && i.PhoneNumber == ""
	case MicrosoftTeamsUserIdentifier:
		return i.Raw == "" && i.UserID == ""
	case MicrosoftTeamsAppIdentifier:
		return i.Raw == "" && i.AppID == ""
	case TeamsExtensionUserIdentifier:
		return i.Raw == "" && (i.UserID == "" || i.ResourceID == "" || i.TenantID == "")
	}
	return identifier.RawID() == ""
}

// decodePart reads the part of a known kind.
func decodePart(part string, content json.RawMessage, rawID string) (CommunicationIdentifier, error) {
	switch CommunicationIdentifierKind(part) { //nolint:exhaustive // unknown has no part
	case CommunicationIdentifierKindCommunicationUser:
		var model communicationUser
		err := json.Unmarshal(content, &model)
		identifier := CommunicationUserIdentifier{ID: cmp.Or(model.ID, rawID)}
		identifier.Raw = differing(rawID, identifier)
		return identifier, err
	case CommunicationIdentifierKindPhoneNumber:
		var model phoneNumber
		err := json.Unmarshal(content, &model)
		identifier := PhoneNumberIdentifier{PhoneNumber: model.Value, IsAnonymous: model.IsAnonymous, AssertedID: model.AssertedID}
		identifier.Raw = differing(rawID, identifier)
		return identifier, err
	case CommunicationIdentifierKindMicrosoftTeamsUser:
		var model microsoftTeamsUser
		err := json.Unmarshal(content, &model)
		identifier := MicrosoftTeamsUserIdentifier{UserID: model.UserID, IsAnonymous: model.IsAnonymous, Cloud: model.Cloud}
		identifier.Raw = differing(rawID, identifier)
		return identifier, err
	case CommunicationIdentifierKindMicrosoftTeamsApp:
		var model microsoftTeamsApp
		err := json.Unmarshal(content, &model)
		identifier := MicrosoftTeamsAppIdentifier{AppID: model.AppID, Cloud: model.Cloud}
		identifier.Raw = differing(rawID, identifier)
		return identifier, err
	case CommunicationIdentifierKindTeamsExtensionUser:
		var model teamsExtensionUser
		err := json.Unmarshal(content, &model)
		identifier := TeamsExtensionUserIdentifier{
			UserID: model.UserID, TenantID: model.TenantID, ResourceID: model.ResourceID, Cloud: model.Cloud,
		}
		identifier.Raw = differing(rawID, identifier)
		return identifier, err
	}
	return nil, fmt.Errorf("unknown kind %q", part)
}

// differing returns the raw id if it is not what the identifier makes of its
// other fields.
func differing(rawID string, identifier CommunicationIdentifier) string {
	if rawID == identifier.RawID() {
		return ""
	}
	return rawID
}

func compactJSON(content json.RawMessage) string {
	var b bytes.Buffer
	if err := json.Compact(&b, content); err != nil {
		return string(content)
	}
	return b.String()
}
