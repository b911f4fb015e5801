package messages

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"acs-chat-tui/acs"
	"acs-chat-tui/ui/component/facts"
	"acs-chat-tui/ui/data/identities"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/style/text"
)

// details is everything that is known of a message.
func (m *Model) details(e entry) screen.ToDetails {
	lines := []screen.DetailLine{
		{Label: "type", Text: cmp.Or(string(e.Type), facts.Missing(e.Odd, "type", "(none)"))},
		{Label: "message id", Text: cmp.Or(e.ID, facts.Missing(e.Odd, "id", "(none)")), Copy: e.ID},
	}
	lines = append(lines, facts.OddLines(e.Odd)...)
	lines = append(lines, facts.Created(e.CreatedOn, e.Odd, m.host.Now())...)
	lines = append(lines, m.times("edited", e.EditedOn)...)
	lines = append(lines, m.times("deleted", e.DeletedOn)...)
	lines = append(lines, m.detailsOfAuthor(e)...)
	lines = append(lines, detailsOfContent(e)...)
	for _, p := range e.Content.Participants {
		lines = append(lines, m.detailsOfParticipant(p)...)
	}
	for _, a := range e.Content.Attachments {
		lines = append(lines, detailsOfAttachment(a)...)
	}
	lines = append(lines, m.detailsOfMetadata(e)...)
	lines = append(lines, m.detailsOfReaders(e)...)
	lines = append(lines,
		screen.DetailLine{Label: "version", Text: cmp.Or(e.Version, facts.Missing(e.Odd, "version", "(none)"))},
		screen.DetailLine{Label: "sequence id", Text: cmp.Or(e.SequenceID, facts.Missing(e.Odd, "sequenceId", "(none)"))})
	return screen.ToDetails{Title: "Message", Lines: append(lines, rawLines(e)...), CopyLabel: "message id", CopyText: e.ID}
}

// times is a time with its age; nothing where there is none.
func (m *Model) times(label string, at *time.Time) []screen.DetailLine {
	if at == nil {
		return nil
	}
	return facts.Time(label, *at, m.host.Now())
}

func (m *Model) detailsOfAuthor(e entry) []screen.DetailLine {
	var lines []screen.DetailLine
	if e.SenderDisplayName != nil {
		lines = append(lines, screen.DetailLine{Label: "display name", Text: cmp.Or(*e.SenderDisplayName, "(none given)")})
	}
	author, label := e.Sender, "sender"
	if author == nil {
		author, label = e.Content.Initiator, "initiator"
	}
	if author == nil {
		return append(lines, screen.DetailLine{Label: "sender", Text: facts.Missing(e.Odd, "senderCommunicationIdentifier", "the service names nobody")})
	}
	id := author.RawID()
	lines = append(lines, screen.DetailLine{Label: label, Text: id, Copy: id})
	if known := m.seen.NameIn(m.to.ThreadID, id); known != "" {
		lines = append(lines, screen.DetailLine{Label: "  known as", Text: known})
	}
	for _, part := range identities.Parts(author) {
		lines = append(lines, screen.DetailLine{Label: "  " + part.Label, Text: part.Text})
	}
	return lines
}

func detailsOfContent(e entry) []screen.DetailLine {
	var lines []screen.DetailLine
	if e.Content.Topic != nil {
		lines = append(lines, screen.DetailLine{Label: "topic", Text: cmp.Or(*e.Content.Topic, "(empty)")})
	}
	if e.Content.Message == nil {
		return lines
	}
	said := manyLines("text", plain(e))
	said[0].Copy = e.said()
	lines = append(lines, said...)
	if e.Type == acs.ChatMessageTypeHTML {
		lines = append(lines, manyLines("html", text.SanitizeLines(e.said()))...)
	}
	return lines
}

// manyLines is harmless text of several lines under one label.
func manyLines(label, content string) []screen.DetailLine {
	if strings.TrimSpace(content) == "" {
		return []screen.DetailLine{{Label: label, Text: "(empty)"}}
	}
	var lines []screen.DetailLine
	for line := range strings.SplitSeq(content, "\n") {
		// A line without text would be a heading.
		lines = append(lines, screen.DetailLine{Label: label, Text: cmp.Or(line, " ")})
		label = ""
	}
	return lines
}

func (m *Model) detailsOfParticipant(p acs.ChatParticipant) []screen.DetailLine {
	id := "(no id)"
	if p.CommunicationIdentifier != nil {
		id = p.CommunicationIdentifier.RawID()
	}
	lines := []screen.DetailLine{{Label: "participant", Text: m.named(p.CommunicationIdentifier, p.DisplayName)}, {Text: id}}
	if p.ShareHistoryTime != nil && p.ShareHistoryTime.Unix() > 0 {
		lines = append(lines, screen.DetailLine{Text: "sees messages since " + m.moment(*p.ShareHistoryTime)})
	}
	return lines
}

func detailsOfAttachment(a acs.ChatAttachment) []screen.DetailLine {
	lines := []screen.DetailLine{{Label: "attachment", Text: strings.TrimPrefix(attachment(a), "attachment: ")}, {Text: "id " + a.ID}}
	if a.PreviewURL != nil {
		lines = append(lines, screen.DetailLine{Text: "preview " + *a.PreviewURL})
	}
	return lines
}

func (m *Model) detailsOfMetadata(e entry) []screen.DetailLine {
	version := m.scope.Session().APIVersion
	switch {
	case !version.SupportsMessageMetadata():
		return []screen.DetailLine{{Label: "metadata", Text: "not told by api-version " + string(version)}}
	case len(e.Metadata) == 0:
		return []screen.DetailLine{{Label: "metadata", Text: facts.Missing(e.Odd, "metadata", "none")}}
	}
	var lines []screen.DetailLine
	label := "metadata"
	for _, key := range slices.Sorted(maps.Keys(e.Metadata)) {
		lines = append(lines, screen.DetailLine{Label: label, Text: key + " = " + e.Metadata[key]})
		label = ""
	}
	return lines
}

// detailsOfReaders says who has read the message, or why that is not known.
func (m *Model) detailsOfReaders(e entry) []screen.DetailLine {
	n, known := m.members()
	said := ""
	switch {
	case known && n > readersLimit:
		said = fmt.Sprintf("not known: the service keeps no read receipts above %d participants, and this thread has %d", readersLimit, n)
	case m.readers.refused != "":
		said = "not known: " + m.readers.refused
	case !m.readers.told:
		said = "not known yet"
	case len(m.readers.receipts) == 0 && known:
		said = "nobody has sent a read receipt"
	case len(m.readers.receipts) == 0:
		said = fmt.Sprintf("nobody has sent a read receipt, or the thread has more than %d participants: then the service keeps none", readersLimit)
	case len(m.readers.of(e)) == 0:
		said = "nobody, as far as read receipts tell"
	}
	if said != "" {
		return append([]screen.DetailLine{{Label: "read by", Text: said}}, m.readers.oddLines()...)
	}
	var lines []screen.DetailLine
	label := "read by"
	for _, receipt := range m.readers.of(e) {
		words := m.named(receipt.Sender, nil)
		if receipt.ReadOn != nil {
			words += ", " + m.moment(*receipt.ReadOn)
		}
		lines = append(lines, screen.DetailLine{Label: label, Text: words})
		label = ""
	}
	lines = append(lines, m.readers.oddLines()...)
	if m.readers.more {
		lines = append(lines, screen.DetailLine{Text: "and perhaps others: the service has further receipts"})
	}
	return lines
}

// rawLines is the message as it came.
func rawLines(e entry) []screen.DetailLine {
	if e.raw == nil {
		return nil
	}
	body := facts.JSON(e.raw)
	lines := []screen.DetailLine{{}, {Label: "As the service sent it, indented", Copy: body, CopyName: "message as JSON"}}
	return append(lines, manyLines("", text.SanitizeLines(body))...)
}
