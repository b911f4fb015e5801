// Package facts is what the service has told of a thread, a fact a line, and what of it
// has changed since the user saw it.
package facts

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"acs-chat-tui/acs"
	"acs-chat-tui/ui/data/identities"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/style/text"
)

// fact is what one thing that the service told looks like: its first line, and those
// that explain it.
type fact struct {
	// key is what it is compared by; empty for what is not compared.
	key   string
	lines []screen.DetailLine
}

// describe is everything that the service returned of a thread, but for the keys of its
// metadata: there may be thousands.
func describe(thread *acs.ChatThreadProperties, version acs.APIVersion, now time.Time) []fact {
	facts := []fact{
		{"topic", one("topic", cmp.Or(thread.Topic, Missing(thread.Odd, "topic", "(empty)")))},
		{"id", one("id", thread.ID)},
	}
	if thread.Odd.IsOdd() {
		facts = append(facts, fact{"odd", OddLines(thread.Odd)})
	}
	if thread.DeletedOn != nil {
		facts = append(facts, fact{"deleted", Time("DELETED", *thread.DeletedOn, now)})
	}
	facts = append(facts, fact{"created", Created(thread.CreatedOn, thread.Odd, now)}, fact{"created by", creator(thread.CreatedBy, thread.Odd)})
	if version.SupportsRetentionPolicy() {
		facts = append(facts, fact{"retention", retention(thread, now)})
	} else {
		facts = append(facts, fact{"", one("retention", "not told by api-version "+string(version))})
	}
	if !version.SupportsThreadMetadata() {
		return append(facts, fact{"", one("metadata", "not told by api-version "+string(version))})
	}
	if len(thread.Metadata) == 0 {
		facts = append(facts, fact{"", one("metadata", Missing(thread.Odd, "metadata", "none"))})
	}
	return facts
}

func one(label, said string) []screen.DetailLine {
	return []screen.DetailLine{{Label: label, Text: said}}
}

// OddLines say what of an item cannot be read, and show it as it came.
func OddLines(odd acs.Oddity) []screen.DetailLine {
	if !odd.IsOdd() {
		return nil
	}
	return []screen.DetailLine{
		{Label: "! unreadable", Text: odd.Why},
		{Label: "as it came", Text: odd.JSON, Copy: odd.JSON, CopyName: "JSON"},
	}
}

// Missing is what stands for a field of an item that is not there: why, where it came
// and cannot be read, and otherwise what it means that it did not come.
func Missing(odd acs.Oddity, field, otherwise string) string {
	if odd.Hides(field) {
		return "can't be read"
	}
	return otherwise
}

// Created is when a thread was created, as far as the service told.
func Created(at *time.Time, odd acs.Oddity, now time.Time) []screen.DetailLine {
	if at == nil {
		return one("created", Missing(odd, "createdOn", "the service gave no time"))
	}
	return Time("created", *at, now)
}

// Time is a time in the user's zone and in UTC, with its age.
func Time(label string, at, now time.Time) []screen.DetailLine {
	local, utc := text.LocalAndUTC(at, now.Location())
	lines := one(label, fmt.Sprintf("%s (%s)", local, text.Ago(now, at)))
	if _, offset := at.In(now.Location()).Zone(); offset != 0 {
		lines = append(lines, screen.DetailLine{Text: utc})
	}
	return lines
}

// creator takes the creator's identifier apart.
func creator(identifier acs.CommunicationIdentifier, odd acs.Oddity) []screen.DetailLine {
	if identifier == nil {
		return one("created by", Missing(odd, "createdByCommunicationIdentifier", "the service named nobody"))
	}
	lines := one("created by", identifier.RawID())
	for _, line := range identities.Parts(identifier) {
		lines = append(lines, screen.DetailLine{Label: "  " + line.Label, Text: line.Text})
	}
	return lines
}

// SameTime reports whether two times are the same, or both missing.
func SameTime(a, b *time.Time) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Equal(*b)
}

// retention is the policy with the date that it means.
func retention(thread *acs.ChatThreadProperties, now time.Time) []screen.DetailLine {
	policy := thread.RetentionPolicy
	switch {
	case policy == nil:
		return one("retention", Missing(thread.Odd, "retentionPolicy", "the service named no policy"))
	case policy.Kind == acs.ChatRetentionPolicyKindNone:
		return one("retention", "none: kept until it is deleted")
	case policy.DeleteThreadAfterDays == nil:
		return one("retention", string(policy.Kind))
	}
	days := int(*policy.DeleteThreadAfterDays)
	line := screen.DetailLine{Label: "retention", Text: fmt.Sprintf("%s: deleted by the service %d days after its creation", policy.Kind, days)}
	if thread.CreatedOn == nil {
		return []screen.DetailLine{line}
	}
	on := thread.CreatedOn.AddDate(0, 0, days)
	return []screen.DetailLine{
		line,
		{Text: fmt.Sprintf("which is on %s (%s)", on.In(now.Location()).Format("2006-01-02 15:04"), text.Ago(now, on))},
	}
}

// JSON makes JSON readable; what is none stays as it is.
func JSON(body []byte) string {
	var out bytes.Buffer
	if json.Indent(&out, body, "", "  ") != nil {
		return strings.TrimSpace(string(body))
	}
	return out.String()
}
