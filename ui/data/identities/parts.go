package identities

import (
	"strings"

	"acs-chat-tui/acs"
)

// KindName names an identifier's kind in words.
func KindName(identifier acs.CommunicationIdentifier) string {
	switch identifier.(type) {
	case acs.CommunicationUserIdentifier:
		return "Azure Communication user"
	case acs.PhoneNumberIdentifier:
		return "phone number"
	case acs.MicrosoftTeamsUserIdentifier:
		return "Microsoft Teams user"
	case acs.MicrosoftTeamsAppIdentifier:
		return "Microsoft Teams app"
	case acs.TeamsExtensionUserIdentifier:
		return "Teams extension user"
	}
	return "unknown kind"
}

// Part is one labelled part of an identifier.
type Part struct{ Label, Text string }

// Parts takes an identifier apart: its kind, its cloud, and what it is made of.
func Parts(identifier acs.CommunicationIdentifier) []Part {
	lines := []Part{{Label: "kind", Text: KindName(identifier)}}
	add := func(label, text string) {
		if text != "" {
			lines = append(lines, Part{Label: label, Text: text})
		}
	}
	switch id := identifier.(type) {
	case acs.CommunicationUserIdentifier:
		add("cloud", cloudOf(id.ID))
		resource, user, _ := strings.Cut(id.ID[strings.LastIndex(id.ID, ":")+1:], "_")
		add("resource", resource)
		add("user", user)
	case acs.PhoneNumberIdentifier:
		add("number", id.PhoneNumber)
		add("asserted id", id.AssertedID)
	case acs.MicrosoftTeamsUserIdentifier:
		add("cloud", string(id.Cloud))
		add("user", id.UserID)
		if id.IsAnonymous {
			add("visitor", "anonymous: has no account")
		}
	case acs.MicrosoftTeamsAppIdentifier:
		add("cloud", string(id.Cloud))
		add("app", id.AppID)
	case acs.TeamsExtensionUserIdentifier:
		add("cloud", string(id.Cloud))
		add("resource", id.ResourceID)
		add("tenant", id.TenantID)
		add("user", id.UserID)
	case acs.UnknownIdentifier:
		add("as it came", id.JSON)
	}
	return lines
}

// cloudOf reads the cloud from the prefix of an Azure Communication user's id.
func cloudOf(rawID string) string {
	switch {
	case strings.HasPrefix(rawID, "8:acs:"):
		return "public"
	case strings.HasPrefix(rawID, "8:gcch-acs:"):
		return "gcch"
	case strings.HasPrefix(rawID, "8:dod-acs:"):
		return "dod"
	}
	return ""
}

// Resource is the resource's part of an Azure Communication user's raw id; empty
// where it has none.
func Resource(rawID string) string {
	_, rest, found := strings.Cut(rawID, "acs:")
	if !found || !strings.HasPrefix(rawID, "8:") {
		return ""
	}
	resource, _, found := strings.Cut(rest, "_")
	if !found {
		return ""
	}
	return strings.ToLower(resource)
}
