package create

import (
	"cmp"
	"fmt"
	"strings"

	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/form"
	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/text"
	"acs-chat-tui/ui/widget/document"
	"acs-chat-tui/ui/widget/field"
)

// labelWidth is the width of the column of labels.
const labelWidth = 13

// View draws the form, or what became of it.
func (m *Model) View() string {
	if m.result != nil {
		return strings.Join(m.document.View(), "\n")
	}
	if preview := m.form.Preview(); preview != nil {
		return strings.Join(preview, "\n")
	}
	status := m.form.Status()
	lines := []string{m.theme.Heading.Render("New thread"), m.line("topic", m.topic, partTopic)}
	top := len(lines)
	foot := m.foot()
	room := max(3, m.height-top-len(foot)-len(status)-1)
	body := m.rows.Lines(m.width, room, m.focus == partRows && !m.form.Sending())
	lines = append(lines, body...)
	focus := 1
	if m.focus == partRows {
		focus = len(lines) - 1
	}
	lines = append(lines, foot...)
	switch m.focus {
	case partMetadata:
		focus = top + len(body)
	case partRetention:
		focus = top + len(body) + 1
	case partTopic, partRows:
	}
	height := max(1, m.height-len(status))
	return strings.Join(append(form.Window(lines, focus, height), status...), "\n")
}

func (m *Model) line(label string, f *field.Field, p part) string {
	focused := m.focus == p && !m.form.Sending()
	marker := "  "
	if focused {
		marker = m.theme.Accent.Render("▸ ")
	}
	return marker + m.theme.Label.Render(text.Fit(label, labelWidth)) +
		f.View(m.theme, max(1, m.width-labelWidth-3), focused, false)
}

// foot is what stands below the rows: the fields that the api-version has, and
// the id that makes the request repeatable.
func (m *Model) foot() []string {
	var lines []string
	for _, p := range m.parts() {
		switch p {
		case partMetadata:
			lines = append(lines, m.line("metadata", m.metadata, p))
		case partRetention:
			lines = append(lines, m.line("retention", m.retention, p))
		case partTopic, partRows:
		}
	}
	id := "  repeatability request id  " + m.requestID
	if len(m.lost) > 0 {
		id += " kept: repeats make no second thread"
	}
	return append(lines, m.theme.Muted.Render(text.Truncate(id, m.width)))
}

// redrawResult draws the thread that was made and whom the service refused.
func (m *Model) redrawResult() {
	if m.result == nil {
		return
	}
	created := m.result.Created
	now := m.host.Now()
	head := m.theme.Success.Render("✓ The thread is made.")
	if n := len(created.InvalidParticipants); n > 0 {
		head = m.theme.Warning.Render(text.Truncate(fmt.Sprintf("! The thread is made, but the service refused %d of its participants:", n), m.width))
	}
	lines := []string{head, ""}
	for _, refused := range created.InvalidParticipants {
		for _, wrapped := range text.Wrap("✗ "+m.nameOf(refused.Target)+text.Sanitize(cmp.Or(refused.Target, "(no id given)")), max(1, m.width-2)) {
			lines = append(lines, "  "+wrapped)
		}
		for _, wrapped := range text.Wrap(text.Sanitize(command.Reason(refused)), max(1, m.width-6)) {
			lines = append(lines, "      "+m.theme.Error.Render(wrapped))
		}
	}
	if len(created.InvalidParticipants) > 0 {
		lines = append(lines, "")
	}
	if note := m.origin.note(); note != "" {
		for _, wrapped := range text.Wrap(note, max(1, m.width)) {
			lines = append(lines, m.theme.Warning.Render(wrapped))
		}
		lines = append(lines, "")
	}
	local, utc := text.LocalAndUTC(created.ChatThread.CreatedOn, now.Location())
	facts := []screen.DetailLine{
		{Label: "topic", Text: created.ChatThread.Topic},
		{Label: "id", Text: created.ChatThread.ID},
		{Label: "location", Text: cmp.Or(created.Location, "the service gave none")},
		{Label: "created", Text: fmt.Sprintf("%s (%s)", local, text.Ago(now, created.ChatThread.CreatedOn))},
	}
	if _, offset := created.ChatThread.CreatedOn.In(now.Location()).Zone(); offset != 0 {
		facts = append(facts, screen.DetailLine{Text: utc})
	}
	facts = append(facts, screen.DetailLine{Label: "repeatability id", Text: m.result.Asked.RepeatabilityRequestID})
	lines = append(lines, document.Labelled(m.theme, facts, m.width)...)
	lines = append(lines, "", m.theme.Muted.Render(text.Truncate(m.resultHint(), m.width)))
	m.document.SetLines(lines)
}

// nameOf is the display name that was asked for with a raw id.
func (m *Model) nameOf(rawID string) string {
	for _, p := range m.result.Asked.Participants {
		if p.CommunicationIdentifier.RawID() == rawID && p.DisplayName != nil {
			return text.Sanitize(*p.DisplayName) + " "
		}
	}
	return ""
}

// resultHint says what can be done with the new thread.
func (m *Model) resultHint() string {
	k := m.host.Keys()
	return fmt.Sprintf("%s opens the thread · %s copies its id · %s makes another", k.Name(keys.Open), k.Name(keys.Copy), k.Name(keys.NewThread))
}
