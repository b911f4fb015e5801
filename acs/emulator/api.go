package emulator

import (
	"slices"
	"strings"
)

// api is one of the APIs of a resource. They differ in their versions, in the
// credential they take and in the form of their errors.
type api int

const (
	apiChat     api = iota // user access tokens
	apiIdentity            // requests signed with the access key
)

// apiOf is the API a path belongs to, whether the emulator serves it or not.
func apiOf(path string) api {
	first, _, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	switch first {
	case "identities", "teamsUser":
		return apiIdentity
	}
	return apiChat
}

// apiVersion is an api-version the emulator serves.
type apiVersion string

// versions lists what is served, oldest first. The live service lists more in
// api-supported-versions (old previews); the emulator says what it serves. Of
// the Identity API these are the stable versions on the live list of December
// 2023 that have an OpenAPI document; later ones have operations of their own.
func (a api) versions() []string {
	if a == apiIdentity {
		return []string{"2021-03-07", "2022-06-01", "2022-10-01", "2023-10-01"}
	}
	return []string{"2021-03-07", "2021-09-07", "2023-11-07", "2024-03-07", "2024-03-15-preview", "2025-03-15"}
}

// supportedVersions is the value of the header api-supported-versions.
func (a api) supportedVersions() string {
	return strings.Join(a.versions(), ", ")
}

// readVersion says whether a text is a version that is served.
func (a api) readVersion(text string) (apiVersion, bool) {
	return apiVersion(text), slices.Contains(a.versions(), text)
}

// hasMetadata says whether threads and participants have metadata, and threads a
// retention policy, in this version of chat (documented).
func (v apiVersion) hasMetadata() bool {
	return v == "2024-03-15-preview" || v == "2025-03-15"
}

// hasMessageMetadata says whether messages have metadata (documented).
func (v apiVersion) hasMessageMetadata() bool { return v >= "2021-09-07" }

// hasTypingBody says whether a typing notification has a body (inferred from the
// official SDKs' changelogs; its absence before is a choice).
func (v apiVersion) hasTypingBody() bool { return v >= "2021-09-07" }

// hasAttachments says whether messages show attachments of a type (documented).
func (v apiVersion) hasAttachments(kind string) bool {
	return v >= "2024-03-07" || v == "2023-11-07" && kind == attachmentImage
}

// listsAttachments says whether each message of people has its attachments, be
// there none (recorded for 2023-11-07 and 2025-03-15; between them it is a choice).
func (v apiVersion) listsAttachments() bool { return v >= "2023-11-07" }

// omitsNoName says whether a sender's display name that was not given is absent
// (recorded for 2025-03-15) instead of empty (recorded for 2021-09-07 and
// 2023-11-07; at the others it is a choice).
func (v apiVersion) omitsNoName() bool { return v >= "2025-03-15" }

// namesNoRetention says whether a thread without a retention policy has one of the
// kind none (recorded for 2025-03-15) instead of none at all (recorded for
// 2024-03-15-preview).
func (v apiVersion) namesNoRetention() bool { return v >= "2025-03-15" }

// hasExtension says whether an attachment shows its extension (documented).
func (v apiVersion) hasExtension() bool { return v == "2023-11-07" }

// takesAttachments says whether messages can be sent with attachments
// (documented).
func (v apiVersion) takesAttachments() bool { return v == "2024-03-15-preview" }

// hasLifetime says whether a token's lifetime can be asked for in this version of
// the Identity API (documented).
func (v apiVersion) hasLifetime() bool {
	return v >= "2022-10-01"
}

// tokenScopes lists the scopes this version of the Identity API issues
// (documented).
func (v apiVersion) tokenScopes() []string {
	if v >= "2023-10-01" {
		return []string{scopeChat, scopeVoip, scopeJoin, scopeJoinLimited, scopeVoipJoin}
	}
	return []string{scopeChat, scopeVoip}
}
