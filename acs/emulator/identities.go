package emulator

import (
	"fmt"
	"regexp"
	"strings"
)

const (
	// ResourceID is the immutable id of the resource the emulator stands for.
	ResourceID = "5f1b7a2e-3c4d-4e8a-9b60-c0ffee5eed01"
	// DemoUserID is the raw id of the demo operator, KnownUserID(0).
	DemoUserID = "8:acs:" + ResourceID + "_0000001f-0000-4a5f-9c31-e2b8d4700000"

	// foreignResourceID is a resource the emulator knows nothing of.
	foreignResourceID = "00000000-1111-2222-3333-444444444444"
	// createdPrefix begins the user part of an identity the emulator made: another
	// one than that of KnownUserID.
	createdPrefix = "00000020"
	// deletedPrefix begins the user part of a deleted identity.
	deletedPrefix = "ffffffff-"
)

// KnownUserID is the raw id of the identity n of the emulator's resource, which
// exists: adding it succeeds. Negative numbers count as 0. Only the lowest 36
// bits of n are in the id.
func KnownUserID(n int) string {
	return userID(ResourceID, "0000001f", n)
}

// UnknownUserID is a well-formed raw id of another resource: adding it gives an
// invalidParticipants entry with code 403.
func UnknownUserID(n int) string {
	return userID(foreignResourceID, "0000001f", n)
}

// DeletedUserID is the raw id of an identity of the emulator's resource that was
// deleted: adding it gives an invalidParticipants entry with code 404.
func DeletedUserID(n int) string {
	return userID(ResourceID, strings.TrimSuffix(deletedPrefix, "-"), n)
}

// userID builds an id of the recorded form, different for every n.
func userID(resource, first string, n int) string {
	number := uint64(max(n, 0))
	return fmt.Sprintf("8:acs:%s_%s-%04x-4a5f-9c31-e2b8d47%05x", resource, first, (number>>20)&0xffff, number&0xfffff)
}

// identity is what the service makes of a raw id.
type identity int

const (
	identityKnown identity = iota
	identityForeign
	identityDeleted
	identityMalformed
)

const guidPattern = `[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}`

var (
	// userPattern is the form of communication users in every cloud.
	userPattern = regexp.MustCompile(`^8:(?:acs|dod-acs|gcch-acs):(` + guidPattern + `)_(` + guidPattern + `)$`)
	// extensionPattern is the form of Teams extension users: resource, tenant, user.
	extensionPattern = regexp.MustCompile(`^8:(?:acs|dod-acs|gcch-acs):` + guidPattern + `_` + guidPattern + `_` + guidPattern + `$`)
	// acsFamily begins the ids whose form the service checks.
	acsFamily = regexp.MustCompile(`^8:(?:acs|dod-acs|gcch-acs):`)
	// otherKind begins ids of kinds that cannot be added here.
	otherKind = regexp.MustCompile(`^(?:4|8|28):.`)
)

// classify says what the service makes of a raw id.
func classify(rawID string) identity {
	if parts := userPattern.FindStringSubmatch(rawID); parts != nil {
		switch {
		case !strings.EqualFold(parts[1], ResourceID) || !strings.HasPrefix(rawID, "8:acs:"):
			return identityForeign
		case strings.HasPrefix(strings.ToLower(parts[2]), deletedPrefix):
			return identityDeleted
		}
		return identityKnown
	}
	switch {
	case extensionPattern.MatchString(rawID):
		return identityForeign
	case acsFamily.MatchString(rawID):
		return identityMalformed
	case otherKind.MatchString(rawID):
		return identityForeign
	}
	return identityMalformed
}

// sameID makes ids comparable: GUIDs are the same in either case.
func sameID(rawID string) string {
	return strings.ToLower(rawID)
}
