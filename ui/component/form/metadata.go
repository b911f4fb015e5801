package form

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"acs-chat-tui/acs"
)

// MetadataLimit is the size of all metadata of a thread (documented).
const MetadataLimit = 1024

// ReadMetadata reads "key=value, key=value". Whether a value may be empty is the service's
// to say, which takes that for a removal where there is something to remove.
func ReadMetadata(typed string, emptyValues bool) (values map[string]string, fault string) {
	for pair := range strings.SplitSeq(typed, ",") {
		pair = strings.TrimSpace(pair)
		if pair == "" {
			continue
		}
		name, value, found := strings.Cut(pair, "=")
		name, value = strings.TrimSpace(name), strings.TrimSpace(value)
		if !found || name == "" || value == "" && !emptyValues {
			return nil, fmt.Sprintf("%q is not of the form key=value", pair)
		}
		if _, twice := values[name]; twice {
			return nil, fmt.Sprintf("the key %q stands there twice", name)
		}
		if values == nil {
			values = map[string]string{}
		}
		values[name] = value
	}
	return values, ""
}

// MetadataText is what ReadMetadata reads.
func MetadataText(values map[string]string) string {
	pairs := make([]string, 0, len(values))
	for _, name := range slices.Sorted(maps.Keys(values)) {
		pairs = append(pairs, name+"="+values[name])
	}
	return strings.Join(pairs, ", ")
}

// MetadataSize is what metadata takes of its limit.
func MetadataSize(values map[string]string) int {
	size := 0
	for name, value := range values {
		size += len(name) + len(value)
	}
	return size
}

// The days of a retention policy (documented).
const (
	LeastDays = 30
	MostDays  = 90
)

// ReadRetention reads a number of days.
func ReadRetention(typed string) (policy *acs.ChatRetentionPolicy, ok bool) {
	n, err := strconv.ParseInt(strings.TrimSpace(typed), 10, 32)
	if err != nil || n < LeastDays || n > MostDays {
		return nil, false
	}
	days := int32(n)
	return &acs.ChatRetentionPolicy{Kind: acs.ChatRetentionPolicyKindThreadCreationDate, DeleteThreadAfterDays: &days}, true
}
