package acs

import (
	"fmt"
	"strings"
)

// The prefixes of raw ids (read from the official SDKs).
const (
	prefixPhoneNumber     = "4:"
	prefixTeamsVisitor    = "8:teamsvisitor:"
	prefixTeamsUserPublic = "8:orgid:"
	prefixTeamsUserDod    = "8:dod:"
	prefixTeamsUserGcch   = "8:gcch:"
	prefixACSPublic       = "8:acs:"
	prefixACSDod          = "8:dod-acs:"
	prefixACSGcch         = "8:gcch-acs:"
	prefixSpool           = "8:spool:"
	prefixTeamsAppPublic  = "28:orgid:"
	prefixTeamsAppDod     = "28:dod:"
	prefixTeamsAppGcch    = "28:gcch:"
)

// ParseRawID returns the identifier that a raw id stands for, by the official
// SDKs' rules. It always returns one: a raw id of no known kind becomes an
// UnknownIdentifier. RawID of the result is rawID again.
func ParseRawID(rawID string) CommunicationIdentifier {
	if number, ok := strings.CutPrefix(rawID, prefixPhoneNumber); ok {
		return parsePhoneNumber(number)
	}
	parts := strings.Split(rawID, ":")
	if len(parts) != 3 {
		return UnknownIdentifier{ID: rawID}
	}
	suffix := parts[2]
	switch prefix := rawID[:len(rawID)-len(suffix)]; prefix {
	case prefixTeamsVisitor:
		return MicrosoftTeamsUserIdentifier{UserID: suffix, IsAnonymous: true}
	case prefixTeamsUserPublic:
		return MicrosoftTeamsUserIdentifier{UserID: suffix, Cloud: CommunicationCloudEnvironmentPublic}
	case prefixTeamsUserDod:
		return MicrosoftTeamsUserIdentifier{UserID: suffix, Cloud: CommunicationCloudEnvironmentDod}
	case prefixTeamsUserGcch:
		return MicrosoftTeamsUserIdentifier{UserID: suffix, Cloud: CommunicationCloudEnvironmentGcch}
	case prefixACSPublic:
		return parseACSUser(rawID, suffix, CommunicationCloudEnvironmentPublic)
	case prefixACSDod:
		return parseACSUser(rawID, suffix, CommunicationCloudEnvironmentDod)
	case prefixACSGcch:
		return parseACSUser(rawID, suffix, CommunicationCloudEnvironmentGcch)
	case prefixSpool:
		return CommunicationUserIdentifier{ID: rawID}
	case prefixTeamsAppPublic:
		return MicrosoftTeamsAppIdentifier{AppID: suffix, Cloud: CommunicationCloudEnvironmentPublic}
	case prefixTeamsAppDod:
		return MicrosoftTeamsAppIdentifier{AppID: suffix, Cloud: CommunicationCloudEnvironmentDod}
	case prefixTeamsAppGcch:
		return MicrosoftTeamsAppIdentifier{AppID: suffix, Cloud: CommunicationCloudEnvironmentGcch}
	}
	return UnknownIdentifier{ID: rawID}
}

func parsePhoneNumber(number string) CommunicationIdentifier {
	identifier := PhoneNumberIdentifier{PhoneNumber: number}
	if number == "anonymous" {
		identifier.IsAnonymous = true
		return identifier
	}
	if i := strings.LastIndexByte(number, '_'); i >= 0 {
		identifier.AssertedID = number[i+1:]
	}
	return identifier
}

func parseACSUser(rawID, suffix string, cloud CommunicationCloudEnvironment) CommunicationIdentifier {
	parts := strings.Split(suffix, "_")
	if len(parts) != 3 {
		return CommunicationUserIdentifier{ID: rawID}
	}
	return TeamsExtensionUserIdentifier{ResourceID: parts[0], TenantID: parts[1], UserID: parts[2], Cloud: cloud}
}

// IdentifierFormatError says that a raw id has a form that the service refuses,
// and with it the whole request it stands in.
type IdentifierFormatError struct {
	// RawID is the id.
	RawID string
	// Reason is what is wrong with it, in words.
	Reason string
}

// Error says which id is wrong, and in what.
func (e *IdentifierFormatError) Error() string {
	if e.RawID == "" {
		return e.Reason
	}
	return fmt.Sprintf("%q: %s", e.RawID, e.Reason)
}

// ValidateRawID returns an *IdentifierFormatError for the empty id, and for an id
// of an ACS user (8:acs:, 8:dod-acs:, 8:gcch-acs:) that is not made of two GUIDs,
// or of three as a Teams extension user's is, with underscores between. Ids of
// every other kind pass, unknown kinds included.
//
// Recorded: the service answers 400 "Identifier format is invalid" to
// 8:acs:fakeid and 8:acs:fakeid===, and adds nobody; every id of an ACS user that
// it accepted or knew consists of two groups of hexadecimal digits in a GUID's
// form. That it refuses every other form is concluded from these.
func ValidateRawID(rawID string) error {
	if rawID == "" {
		return &IdentifierFormatError{Reason: "the identifier is empty"}
	}
	for _, prefix := range []string{prefixACSPublic, prefixACSDod, prefixACSGcch} {
		if suffix, ok := strings.CutPrefix(rawID, prefix); ok {
			return validateACSUser(rawID, prefix, suffix)
		}
	}
	return nil
}

func validateACSUser(rawID, prefix, suffix string) error {
	parts := strings.Split(suffix, "_")
	if len(parts) != 2 && len(parts) != 3 {
		return &IdentifierFormatError{
			RawID:  rawID,
			Reason: fmt.Sprintf("an id that begins with %s goes on with two GUIDs and an underscore between them", prefix),
		}
	}
	for i, part := range parts {
		if !isGUID(part) {
			return &IdentifierFormatError{
				RawID:  rawID,
				Reason: fmt.Sprintf("part %d after %s is not a GUID of 8-4-4-4-12 hexadecimal digits", i+1, prefix),
			}
		}
	}
	return nil
}

// isGUID tells whether s has a GUID's form; its bits may be anything, since the
// service's own ids are not proper GUIDs.
func isGUID(s string) bool {
	if len(s) != 36 {
		return false
	}
	for i := range len(s) {
		switch i {
		case 8, 13, 18, 23:
			if s[i] != '-' {
				return false
			}
		default:
			if !strings.ContainsRune("0123456789abcdefABCDEF", rune(s[i])) {
				return false
			}
		}
	}
	return true
}
