package acs

import "cmp"

// CommunicationIdentifierKind tells the kinds of CommunicationIdentifier apart.
// The service may add kinds.
type CommunicationIdentifierKind string

// The kinds of api-version 2025-03-15 (Common 2025-06-30).
const (
	CommunicationIdentifierKindUnknown            CommunicationIdentifierKind = "unknown"
	CommunicationIdentifierKindCommunicationUser  CommunicationIdentifierKind = "communicationUser"
	CommunicationIdentifierKindPhoneNumber        CommunicationIdentifierKind = "phoneNumber"
	CommunicationIdentifierKindMicrosoftTeamsUser CommunicationIdentifierKind = "microsoftTeamsUser"
	CommunicationIdentifierKindMicrosoftTeamsApp  CommunicationIdentifierKind = "microsoftTeamsApp"
	CommunicationIdentifierKindTeamsExtensionUser CommunicationIdentifierKind = "teamsExtensionUser"
)

// CommunicationCloudEnvironment is the cloud an identity lives in.
type CommunicationCloudEnvironment string

// The clouds of Common 2025-06-30.
const (
	CommunicationCloudEnvironmentPublic CommunicationCloudEnvironment = "public"
	CommunicationCloudEnvironmentDod    CommunicationCloudEnvironment = "dod"
	CommunicationCloudEnvironmentGcch   CommunicationCloudEnvironment = "gcch"
)

// CommunicationIdentifier says who somebody is. It is one of
// CommunicationUserIdentifier, PhoneNumberIdentifier,
// MicrosoftTeamsUserIdentifier, MicrosoftTeamsAppIdentifier,
// TeamsExtensionUserIdentifier and UnknownIdentifier, held by value. A pointer to one
// is sent as its value; a nil pointer, and any other type, is an error before sending.
type CommunicationIdentifier interface {
	// RawID is the identifier in its one-string form, such as 8:acs:….
	RawID() string
	// Kind is the identifier's kind.
	Kind() CommunicationIdentifierKind

	communicationIdentifier()
}

// CommunicationUserIdentifier is a user of an ACS resource.
type CommunicationUserIdentifier struct {
	// ID is the user's id, such as 8:acs:…; it is the raw id as well.
	ID string
	// Raw is the raw id where the service gave one that differs from ID.
	Raw string
}

// RawID returns Raw, or, as usual, ID.
func (i CommunicationUserIdentifier) RawID() string { return cmp.Or(i.Raw, i.ID) }

// Kind returns CommunicationIdentifierKindCommunicationUser.
func (i CommunicationUserIdentifier) Kind() CommunicationIdentifierKind {
	return CommunicationIdentifierKindCommunicationUser
}

// PhoneNumberIdentifier is a phone number.
type PhoneNumberIdentifier struct {
	// PhoneNumber is the number as the raw id holds it, usually in E.164 form with
	// its plus sign; "anonymous" for an anonymous one.
	PhoneNumber string
	// IsAnonymous is set for a number that is withheld. Since 2025-03-15.
	IsAnonymous bool
	// AssertedID tells participants with the same number apart. Since 2025-03-15.
	AssertedID string
	// Raw is the raw id where the service gave one that differs from "4:" and the
	// number.
	Raw string
}

// RawID returns Raw, or "4:" and the number.
func (i PhoneNumberIdentifier) RawID() string { return cmp.Or(i.Raw, "4:"+i.PhoneNumber) }

// Kind returns CommunicationIdentifierKindPhoneNumber.
func (i PhoneNumberIdentifier) Kind() CommunicationIdentifierKind {
	return CommunicationIdentifierKindPhoneNumber
}

// MicrosoftTeamsUserIdentifier is a user of Microsoft Teams.
type MicrosoftTeamsUserIdentifier struct {
	// UserID is the user's Entra object id, or, for an anonymous one, an id that
	// Teams gave.
	UserID string
	// IsAnonymous is set for a visitor without an account.
	IsAnonymous bool
	// Cloud is the user's cloud; empty stands for public.
	Cloud CommunicationCloudEnvironment
	// Raw is the raw id where the service gave one that differs from the one that
	// the other fields give.
	Raw string
}

// RawID returns Raw, or the id with its cloud's prefix.
func (i MicrosoftTeamsUserIdentifier) RawID() string {
	if i.Raw != "" {
		return i.Raw
	}
	if i.IsAnonymous {
		return prefixTeamsVisitor + i.UserID
	}
	switch i.Cloud {
	case CommunicationCloudEnvironmentDod:
		return prefixTeamsUserDod + i.UserID
	case CommunicationCloudEnvironmentGcch:
		return prefixTeamsUserGcch + i.UserID
	default:
		return prefixTeamsUserPublic + i.UserID
	}
}

// Kind returns CommunicationIdentifierKindMicrosoftTeamsUser.
func (i MicrosoftTeamsUserIdentifier) Kind() CommunicationIdentifierKind {
	return CommunicationIdentifierKindMicrosoftTeamsUser
}

// MicrosoftTeamsAppIdentifier is an app of Microsoft Teams, such as a bot.
// Versions before 2024-03-07 do not have the kind; they are sent the raw id.
type MicrosoftTeamsAppIdentifier struct {
	// AppID is the app's id.
	AppID string
	// Cloud is the app's cloud; empty stands for public.
	Cloud CommunicationCloudEnvironment
	// Raw is the raw id where the service gave one that differs from the one that
	// the other fields give.
	Raw string
}

// RawID returns Raw, or the id with its cloud's prefix.
func (i MicrosoftTeamsAppIdentifier) RawID() string {
	if i.Raw != "" {
		return i.Raw
	}
	switch i.Cloud {
	case CommunicationCloudEnvironmentDod:
		return prefixTeamsAppDod + i.AppID
	case CommunicationCloudEnvironmentGcch:
		return prefixTeamsAppGcch + i.AppID
	default:
		return prefixTeamsAppPublic + i.AppID
	}
}

// Kind returns CommunicationIdentifierKindMicrosoftTeamsApp.
func (i MicrosoftTeamsAppIdentifier) Kind() CommunicationIdentifierKind {
	return CommunicationIdentifierKindMicrosoftTeamsApp
}

// TeamsExtensionUserIdentifier is a Teams Phone user who uses an ACS resource.
// Versions before 2025-03-15 do not have the kind; they are sent the raw id.
type TeamsExtensionUserIdentifier struct {
	// UserID is the user's Entra object id.
	UserID string
	// TenantID is the user's Entra tenant.
	TenantID string
	// ResourceID is the ACS resource.
	ResourceID string
	// Cloud is the user's cloud; empty stands for public.
	Cloud CommunicationCloudEnvironment
	// Raw is the raw id where the service gave one that differs from the one that
	// the other fields give.
	Raw string
}

// RawID returns Raw, or the three ids with their cloud's prefix.
func (i TeamsExtensionUserIdentifier) RawID() string {
	if i.Raw != "" {
		return i.Raw
	}
	var prefix string
	switch i.Cloud {
	case CommunicationCloudEnvironmentDod:
		prefix = prefixACSDod
	case CommunicationCloudEnvironmentGcch:
		prefix = prefixACSGcch
	default:
		prefix = prefixACSPublic
	}
	return prefix + i.ResourceID + "_" + i.TenantID + "_" + i.UserID
}

// Kind returns CommunicationIdentifierKindTeamsExtensionUser.
func (i TeamsExtensionUserIdentifier) Kind() CommunicationIdentifierKind {
	return CommunicationIdentifierKindTeamsExtensionUser
}

// UnknownIdentifier is an identifier of a kind that this package does not know.
type UnknownIdentifier struct {
	// ID is the raw id.
	ID string
	// JSON is the whole identifier as the service sent it, compact; empty for one
	// that came from a raw id. It is sent back as it is; what is no object is an error
	// before sending.
	JSON string
}

// RawID returns ID.
func (i UnknownIdentifier) RawID() string { return i.ID }

// Kind returns CommunicationIdentifierKindUnknown.
func (i UnknownIdentifier) Kind() CommunicationIdentifierKind {
	return CommunicationIdentifierKindUnknown
}

func (CommunicationUserIdentifier) communicationIdentifier()  {}
func (PhoneNumberIdentifier) communicationIdentifier()        {}
func (MicrosoftTeamsUserIdentifier) communicationIdentifier() {}
func (MicrosoftTeamsAppIdentifier) communicationIdentifier()  {}
func (TeamsExtensionUserIdentifier) communicationIdentifier() {}
func (UnknownIdentifier) communicationIdentifier()            {}
