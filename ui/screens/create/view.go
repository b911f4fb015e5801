package create

import (
	"cmp"
	"fmt"
	"slices"

	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/component/facts"
	"acs-chat-tui/ui/component/form"
	"acs-chat-tui/ui/component/participantrows"
	"acs-chat-tui/ui/data/roster"
	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/style/text"
	"acs-chat-tui/ui/widget/clickable"
	"acs-chat-tui/ui/widget/document"
	"acs-chat-tui/ui/widget/field"
)

// labelWidth is the width of the column of labels.
const labelWidth = 13

// View draws the form, or what became of it.
func (m *Model) View() string {
	m.drawn = m.lines()
	return m.drawn.String()
}

func (m *Model) lines() clickable.Lines {
	if m.result != nil {
		return clickable.Plain(m.document.View()...)
	}
	heading := "New thread"
	var plan []string
	switch {
	case m.created != nil:
		heading = "The thread is made; its other participants are being added"
	case !m.form.Sending():
		const creator = 1
		plan = m.rows.Plan(creator, m.width)
	}
	status := m.form.Status(plan...)
	drawn := append(clickable.Plain(m.theme.Heading.Render(text.Truncate(heading, m.width))), m.line("topic", m.topic, partTopic))
	top := len(drawn)
	foot := m.foot()
	room := max(3, m.height-top-len(foot)-len(status)-1)
	body := m.rows.Lines(m.width, room, m.focus == partRows && !m.form.Sending())
	drawn = append(drawn, body.After(func() { m.focus = partRows })...)
	focus := 1
	if m.focus == partRows {
		focus = len(drawn) - 1
	}
	drawn = append(drawn, foot...)
	switch m.focus {
	case partMetadata:
		focus = top + len(body)
	case partRetention:
		focus = top + len(body) + 1
	case partTopic, partRows:
	}
	height := max(1, m.height-len(status))
	return slices.Concat(form.Window(drawn, focus, height), clickable.Plain(status...))
}

func (m *Model) line(label string, f *field.Field, p part) clickable.Line {
	focused := m.focus == p && !m.form.Sending()
	marker := "  "
	if focused {
		marker = m.theme.Accent.Render("▸ ")
	}
	return clickable.Line{
		Text:  marker + m.theme.Label.Render(text.Fit(label, labelWidth)) + f.View(m.theme, max(1, m.width-labelWidth-3), focused, false),
		Click: func(int) { m.focus = p },
	}
}

// foot is what stands below the rows: the fields that the api-version has, and
// the id that makes the request repeatable.
func (m *Model) foot() clickable.Lines {
	var drawn clickable.Lines
	for _, p := range m.parts() {
		switch p {
		case partMetadata:
			drawn = append(drawn, m.line("metadata", m.metadata, p))
		case partRetention:
			drawn = append(drawn, m.line("retention", m.retention, p))
		case partTopic, partRows:
		}
	}
	id := "  repeatability request id  " + m.requestID
	if len(m.lost) > 0 {
		id += " kept: repeats make no second thread"
	}
	return append(drawn, clickable.Line{Text: m.theme.Muted.Render(text.Truncate(id, m.width))})
}

// redrawResult draws the thread that was made and what became of its participants.
func (m *Model) redrawResult() {
	if m.result == nil {
		return
	}
	created := m.result.Created
	now := m.host.Now()
	lines := append(append(m.head(), ""), m.differenceLines()...)
	lines = append(lines, m.outcomeLines()...)
	if note := m.origin.note(); note != "" {
		for _, wrapped := range text.Wrap(note, max(1, m.width)) {
			lines = append(lines, m.theme.Warning.Render(wrapped))
		}
		lines = append(lines, "")
	}
	shown := []screen.DetailLine{
		{Label: "topic", Text: created.ChatThread.Topic},
		{Label: "id", Text: created.ChatThread.ID},
		{Label: "location", Text: cmp.Or(created.Location, "the service gave none")},
	}
	shown = append(shown, facts.Created(created.ChatThread.CreatedOn, created.ChatThread.Odd, now)...)
	shown = append(shown, facts.OddLines(created.ChatThread.Odd)...)
	shown = append(shown, screen.DetailLine{Label: "repeatability id", Text: m.result.Asked.RepeatabilityRequestID})
	lines = append(lines, document.Labelled(m.theme, shown, m.width)...)
	lines = append(lines, "")
	for _, wrapped := range text.Wrap(m.resultHint(), max(1, m.width)) {
		lines = append(lines, m.theme.Muted.Render(wrapped))
	}
	m.document.SetLines(lines)
}

// head is the result.
func (m *Model) head() []string {
	refused := m.rows.Count(participantrows.Refused) + len(m.unmatched)
	left, unknown := m.rows.Count(participantrows.NotSent), m.rows.Count(participantrows.Uncertain)
	head := "! The thread is made, but "
	switch {
	case m.result.Created.UnreadRefusals != "":
		head += "who of its participants was refused can't be read:"
	case len(m.differences()) > 0:
		head += "not as you asked for it:"
	case unknown > 0:
		head += fmt.Sprintf("whether %d of its participants were added is not known:", unknown)
	case len(m.unmatched) > 0:
		head += "the service refused somebody no row names: its participants tell who was added."
	case refused > 0 && left > 0:
		head += fmt.Sprintf("the service refused %d of its participants, and %d are not added:", refused, left)
	case refused > 0:
		head += fmt.Sprintf("the service refused %d of its participants:", refused)
	case left > 0:
		head += fmt.Sprintf("%d of its participants are not added:", left)
	default:
		return []string{m.theme.Success.Render("✓ The thread is made.")}
	}
	var lines []string
	for _, wrapped := range text.Wrap(head, max(1, m.width)) {
		lines = append(lines, m.theme.Warning.Render(wrapped))
	}
	return lines
}

// differences are how the thread differs from what was asked for. One of an earlier attempt
// is as that asked for; the note on its origin says so.
func (m *Model) differences() []string {
	if m.origin == originEarlierAttempt {
		return nil
	}
	return m.result.Created.Differences
}

// differenceLines say how the thread differs from what was asked for, and show what cannot
// be read as it came.
func (m *Model) differenceLines() []string {
	var said []string
	for _, difference := range m.differences() {
		said = append(said, "! "+difference)
	}
	if came := m.result.Created.UnreadRefusals; came != "" {
		said = append(said, "! invalidParticipants as it came: "+came, "The thread's participants tell who is a member.")
	}
	var lines []string
	for _, one := range said {
		for _, wrapped := range text.Wrap(text.Sanitize(one), max(1, m.width-2)) {
			lines = append(lines, "  "+m.theme.Warning.Render(wrapped))
		}
	}
	if len(lines) > 0 {
		lines = append(lines, "")
	}
	return lines
}

// outcomeLines say what became of the participants, where there is something to say:
// the numbers where they went out with several requests or came from a list with
// faults, and every one that was not added.
func (m *Model) outcomeLines() []string {
	var lines []string
	if m.run != nil || m.rows.Count(participantrows.Broken)+m.rows.Count(participantrows.Duplicate) > 0 {
		lines = append(lines, text.Truncate(m.rows.Summary(len(m.unmatched) > 0), m.width), "")
	}
	if m.problem != nil {
		lines = append(append(lines, document.Problem(m.theme, m.problem.Lines(), m.width)...), "")
	}
	for _, reasons := range m.rows.Reasons() {
		for _, wrapped := range text.Wrap(reasons, max(1, m.width-2)) {
			lines = append(lines, "  "+m.theme.Warning.Render(wrapped))
		}
	}
	for _, o := range m.rows.Outcomes() {
		if o.Status == roster.Refused {
			lines = append(lines, m.refusedLines(nameBefore(o.DisplayName)+o.RawID, o.Reason)...)
		}
	}
	for _, refused := range m.unmatched {
		lines = append(lines, m.refusedLines(cmp.Or(refused.Target, "(no id given)"), command.Reason(refused))...)
	}
	if len(lines) > 0 && lines[len(lines)-1] != "" {
		lines = append(lines, "")
	}
	return lines
}

func nameBefore(name string) string {
	if name == "" {
		return ""
	}
	return name + " "
}

func (m *Model) refusedLines(who, reason string) []string {
	var lines []string
	for _, wrapped := range text.Wrap("✗ "+text.Sanitize(who), max(1, m.width-2)) {
		lines = append(lines, "  "+wrapped)
	}
	for _, wrapped := range text.Wrap(text.Sanitize(reason), max(1, m.width-6)) {
		lines = append(lines, "      "+m.theme.Error.Render(wrapped))
	}
	return lines
}

// resultHint says what can be done with the new thread.
func (m *Model) resultHint() string {
	k := m.host.Keys()
	hint := fmt.Sprintf("%s opens the thread · %s copies its id · %s makes another", k.Name(keys.Open), k.Name(keys.Copy), k.Name(keys.NewThread))
	if left := m.rows.Pending(); left > 0 {
		hint += fmt.Sprintf(" · %s tries what is left again (%d)", k.Name(keys.AddParticipants), left)
	}
	return hint
}
