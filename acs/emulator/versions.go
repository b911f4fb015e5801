package emulator

import (
	"slices"
	"strings"
)

// apiVersion is an api-version the emulator serves.
type apiVersion string

// apiVersions lists what is served, oldest first. The live service lists more
// (old previews) in api-supported-versions; the emulator says what it serves.
func apiVersions() []string {
	return []string{"2021-03-07", "2021-09-07", "2023-11-07", "2024-03-07", "2024-03-15-preview", "2025-03-15"}
}

// supportedVersions is the value of the header api-supported-versions.
func supportedVersions() string {
	return strings.Join(apiVersions(), ", ")
}

// readAPIVersion says whether a text is a version that is served.
func readAPIVersion(text string) (apiVersion, bool) {
	return apiVersion(text), slices.Contains(apiVersions(), text)
}

// hasMetadata says whether threads and participants have metadata, and threads a
// retention policy, in this version (documented).
func (v apiVersion) hasMetadata() bool {
	return v == "2024-03-15-preview" || v == "2025-03-15"
}
