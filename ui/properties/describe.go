package properties

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"acs-chat-tui/acs"
	"acs-chat-tui/ui/identities"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/text"
)

// describe is everything that the service returned of a thread, a fact a line.
func describe(thread *acs.ChatThreadProperties, version acs.APIVersion, now time.Time) []screen.DetailLine {
	lines := []screen.DetailLine{
		{Label: "topic", Text: cmp.Or(thread.Topic, "(empty)")},
		{Label: "id", Text: thread.ID},
	}
	if thread.DeletedOn != nil {
		lines = append(lines, moment("DELETED", *thread.DeletedOn, now)...)
	}
	lines = append(lines, moment("created", thread.CreatedOn, now)...)
	lines = append(lines, creator(thread.CreatedBy)...)
	if version.SupportsRetentionPolicy() {
		lines = append(lines, retention(thread, now)...)
	} else {
		lines = append(lines, screen.DetailLine{Label: "retention", Text: "not told by api-version " + string(version)})
	}
	if !version.SupportsThreadMetadata() {
		return append(lines, screen.DetailLine{Label: "metadata", Text: "not told by api-version " + string(version)})
	}
	return append(lines, metadata(thread.Metadata)...)
}

// moment is a time in the user's zone and in UTC, with its age.
func moment(label string, at, now time.Time) []screen.DetailLine {
	if at.IsZero() {
		return []screen.DetailLine{{Label: label, Text: "the service gave no time"}}
	}
	local, utc := text.LocalAndUTC(at, now.Location())
	lines := []screen.DetailLine{{Label: label, Text: fmt.Sprintf("%s (%s)", local, text.Ago(now, at))}}
	if _, offset := at.In(now.Location()).Zone(); offset != 0 {
		lines = append(lines, screen.DetailLine{Text: utc})
	}
	return lines
}

// creator takes the creator's identifier apart.
func creator(identifier acs.CommunicationIdentifier) []screen.DetailLine {
	if identifier == nil {
		return []screen.DetailLine{{Label: "created by", Text: "the service named nobody"}}
	}
	lines := []screen.DetailLine{{Label: "created by", Text: identifier.RawID()}}
	for _, line := range identities.Parts(identifier) {
		lines = append(lines, screen.DetailLine{Label: "  " + line.Label, Text: line.Text})
	}
	return lines
}

// retention is the policy with the date that it means.
func retention(thread *acs.ChatThreadProperties, now time.Time) []screen.DetailLine {
	policy := thread.RetentionPolicy
	switch {
	case policy == nil:
		return []screen.DetailLine{{Label: "retention", Text: "the service named no policy"}}
	case policy.Kind == acs.ChatRetentionPolicyKindNone:
		return []screen.DetailLine{{Label: "retention", Text: "none: kept until it is deleted"}}
	case policy.DeleteThreadAfterDays == nil:
		return []screen.DetailLine{{Label: "retention", Text: string(policy.Kind)}}
	}
	days := int(*policy.DeleteThreadAfterDays)
	on := thread.CreatedOn.AddDate(0, 0, days)
	return []screen.DetailLine{
		{Label: "retention", Text: fmt.Sprintf("%s: deleted by the service %d days after its creation", policy.Kind, days)},
		{Text: fmt.Sprintf("which is on %s (%s)", on.In(now.Location()).Format("2006-01-02 15:04"), text.Ago(now, on))},
	}
}

func metadata(values map[string]string) []screen.DetailLine {
	if len(values) == 0 {
		return []screen.DetailLine{{Label: "metadata", Text: "none"}}
	}
	var lines []screen.DetailLine
	for n, name := range slices.Sorted(maps.Keys(values)) {
		line := screen.DetailLine{Text: name + " = " + values[name]}
		if n == 0 {
			line.Label = "metadata"
		}
		lines = append(lines, line)
	}
	return lines
}

// indent makes JSON readable; what is none stays as it is.
func indent(body []byte) string {
	var out bytes.Buffer
	if json.Indent(&out, body, "", "  ") != nil {
		return strings.TrimSpace(string(body))
	}
	return out.String()
}
