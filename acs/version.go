package acs

import (
	"fmt"
	"slices"
	"strings"
)

// APIVersion is a version of the Chat REST API, sent with every request.
type APIVersion string

// The versions that a Client can speak: every stable one, and the preview that
// brought thread metadata. That preview's three image operations are left out.
const (
	APIVersion20210307        APIVersion = "2021-03-07"
	APIVersion20210907        APIVersion = "2021-09-07"
	APIVersion20231107        APIVersion = "2023-11-07"
	APIVersion20240307        APIVersion = "2024-03-07"
	APIVersion20240315Preview APIVersion = "2024-03-15-preview"
	APIVersion20250315        APIVersion = "2025-03-15"

	// DefaultAPIVersion is the version of a Client for which none was chosen.
	DefaultAPIVersion = APIVersion20250315
)

// APIVersions returns the known versions, oldest first.
func APIVersions() []APIVersion {
	return []APIVersion{
		APIVersion20210307,
		APIVersion20210907,
		APIVersion20231107,
		APIVersion20240307,
		APIVersion20240315Preview,
		APIVersion20250315,
	}
}

// ParseAPIVersion returns the version that s names, or an error that lists the
// known ones.
func ParseAPIVersion(s string) (APIVersion, error) {
	known := APIVersions()
	if slices.Contains(known, APIVersion(s)) {
		return APIVersion(s), nil
	}
	names := make([]string, len(known))
	for i, version := range known {
		names[i] = string(version)
	}
	return "", fmt.Errorf("unknown api-version %q; known are %s", s, strings.Join(names, ", "))
}

// SupportsThreadMetadata tells whether threads have metadata in this version.
func (v APIVersion) SupportsThreadMetadata() bool { return v.hasMetadata() }

// SupportsRetentionPolicy tells whether threads have a retention policy in this
// version.
func (v APIVersion) SupportsRetentionPolicy() bool { return v.hasMetadata() }

// SupportsParticipantMetadata tells whether participants have metadata in this
// version.
func (v APIVersion) SupportsParticipantMetadata() bool { return v.hasMetadata() }

// SupportsMessageMetadata tells whether messages have metadata in this version.
func (v APIVersion) SupportsMessageMetadata() bool { return v != APIVersion20210307 }

// SupportsTypingSenderDisplayName tells whether a typing notification can carry a
// display name in this version.
func (v APIVersion) SupportsTypingSenderDisplayName() bool { return v != APIVersion20210307 }

// hasMetadata holds for the versions whose documents have metadata of threads and
// participants and the retention policy; the three came together.
func (v APIVersion) hasMetadata() bool {
	return v == APIVersion20240315Preview || v == APIVersion20250315
}

// hasTeamsApps tells whether identifiers may hold microsoftTeamsApp: since Common
// 2023-11-15.
func (v APIVersion) hasTeamsApps() bool {
	return v == APIVersion20240307 || v.hasMetadata()
}

// hasTeamsExtensionUsers tells whether identifiers may hold teamsExtensionUser,
// and phone numbers isAnonymous and assertedId: since Common 2025-06-30.
func (v APIVersion) hasTeamsExtensionUsers() bool { return v == APIVersion20250315 }

// UnsupportedError says that a request needs what the client's api-version does
// not have. It is returned before anything is sent.
type UnsupportedError struct {
	// Feature is what was asked for, in words, such as "thread metadata".
	Feature string
	// APIVersion is the client's version.
	APIVersion APIVersion
	// Since is the first stable version that has the feature.
	Since APIVersion
}

// Error says what cannot be done, and which version can.
func (e *UnsupportedError) Error() string {
	return fmt.Sprintf("api-version %s has no %s; it came with %s. Nothing was sent", e.APIVersion, e.Feature, e.Since)
}

// requireThreadMetadata returns an UnsupportedError unless threads have metadata.
func (v APIVersion) requireThreadMetadata() error {
	return v.require(v.SupportsThreadMetadata(), "thread metadata", APIVersion20250315)
}

// requireRetentionPolicy returns an UnsupportedError unless threads have a
// retention policy.
func (v APIVersion) requireRetentionPolicy() error {
	return v.require(v.SupportsRetentionPolicy(), "retention policy", APIVersion20250315)
}

// requireMessageMetadata returns an UnsupportedError unless messages have metadata.
func (v APIVersion) requireMessageMetadata() error {
	return v.require(v.SupportsMessageMetadata(), "message metadata", APIVersion20210907)
}

// require returns an UnsupportedError unless the version has the feature; since is
// the first stable one that does.
func (v APIVersion) require(supported bool, feature string, since APIVersion) error {
	if supported {
		return nil
	}
	return &UnsupportedError{Feature: feature, APIVersion: v, Since: since}
}
