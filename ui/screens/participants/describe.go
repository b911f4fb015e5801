package participants

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"acs-chat-tui/acs"
	"acs-chat-tui/ui/component/facts"
	"acs-chat-tui/ui/data/identities"
	"acs-chat-tui/ui/data/roster"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/style/text"
)

// details is everything that is known of a participant, a field a line, each of which
// can be copied.
func details(p member, version acs.APIVersion, now time.Time) screen.ToDetails {
	id := rawID(p.ChatParticipant)
	lines := []screen.DetailLine{
		{Label: "display name", Text: shownName(p.ChatParticipant), Copy: displayName(p.ChatParticipant)},
		{Label: "raw id", Text: shownID(p.ChatParticipant), Copy: id},
	}
	lines = append(lines, facts.OddLines(p.Odd)...)
	if p.CommunicationIdentifier != nil {
		for _, part := range identities.Parts(p.CommunicationIdentifier) {
			lines = append(lines, screen.DetailLine{Label: part.Label, Text: part.Text, Copy: part.Text})
		}
	}
	lines = append(lines, historyLines(p.ChatParticipant, now)...)
	lines = append(lines, metadataLines(p.ChatParticipant, version)...)
	lines = append(lines, jsonLines(p)...)
	return screen.ToDetails{Title: "Participant", Lines: lines, CopyLabel: "raw id", CopyText: id}
}

// historyLines are the share history time: what it means, in the user's zone with its
// age, and in UTC.
func historyLines(p acs.ChatParticipant, now time.Time) []screen.DetailLine {
	t := p.ShareHistoryTime
	if t == nil {
		return []screen.DetailLine{{Label: "share history", Text: facts.Missing(p.Odd, "shareHistoryTime", historyText(nil, now))}}
	}
	lines := []screen.DetailLine{{Label: "share history", Text: historyText(t, now)}}
	lines[0].Copy, lines[0].CopyName = t.UTC().Format(time.RFC3339Nano), "share history time"
	_, utc := text.LocalAndUTC(*t, now.Location())
	if wholeHistory(t) {
		utc += ", the service's default"
	}
	return append(lines, screen.DetailLine{Text: utc})
}

func metadataLines(p acs.ChatParticipant, version acs.APIVersion) []screen.DetailLine {
	values := p.Metadata
	switch {
	case !version.SupportsParticipantMetadata():
		return []screen.DetailLine{{Label: "metadata", Text: "not told by api-version " + string(version)}}
	case len(values) == 0:
		return []screen.DetailLine{{Label: "metadata", Text: facts.Missing(p.Odd, "metadata", "none")}}
	}
	lines := make([]screen.DetailLine, 0, len(values))
	for n, key := range slices.Sorted(maps.Keys(values)) {
		line := screen.DetailLine{Text: key + " = " + values[key], Copy: values[key], CopyName: "metadata " + key}
		if n == 0 {
			line.Label = "metadata"
		}
		lines = append(lines, line)
	}
	return lines
}

// jsonLines are the participant as the service sent it, or, where that is not known, as
// an export would write it.
func jsonLines(p member) []screen.DetailLine {
	label, name, body := "JSON as it came", "JSON", p.json
	if body == nil {
		var written bytes.Buffer
		if err := roster.Write(&written, roster.JSON, []acs.ChatParticipant{p.ChatParticipant}); err != nil {
			return []screen.DetailLine{{Label: "JSON", Text: "cannot be shown: " + err.Error()}}
		}
		label, body = "JSON of an export", bytes.TrimSpace(written.Bytes())
	}
	written := strings.Split(facts.JSON(body), "\n")
	lines := make([]screen.DetailLine, 0, len(written)+1)
	if p.json == nil {
		lines = append(lines, screen.DetailLine{Label: label, Text: "The service's own text of this participant is not kept; an export would write:", Copy: string(body), CopyName: name})
		label = ""
	}
	for n, line := range written {
		one := screen.DetailLine{Text: line}
		if n == 0 && label != "" {
			one.Label, one.Copy, one.CopyName = label, string(body), name
		}
		lines = append(lines, one)
	}
	return lines
}

// wholeHistory says whether a share history time is the service's default, the
// beginning of 1970: everything.
func wholeHistory(t *time.Time) bool { return t != nil && t.Unix() <= 0 }

func shortHistory(t *time.Time, now time.Time) string {
	switch {
	case t == nil:
		return ""
	case wholeHistory(t):
		return "all"
	}
	return t.In(now.Location()).Format("2006-01-02")
}

func historyText(t *time.Time, now time.Time) string {
	switch {
	case t == nil:
		return "the service named no share history time"
	case wholeHistory(t):
		return "sees the whole history"
	}
	local, _ := text.LocalAndUTC(*t, now.Location())
	return fmt.Sprintf("sees messages since %s (%s)", local, text.Ago(now, *t))
}

// manyKeys is how many keys of metadata are counted instead of written in a line.
const manyKeys = 50

// metadataText is metadata in a line. It is written with every frame.
func metadataText(values map[string]string) string {
	if len(values) > manyKeys {
		return fmt.Sprintf("%d keys of metadata", len(values))
	}
	pairs := make([]string, 0, len(values))
	for _, name := range slices.Sorted(maps.Keys(values)) {
		pairs = append(pairs, name+"="+values[name])
	}
	return strings.Join(pairs, ", ")
}
