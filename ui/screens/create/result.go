package create

import (
	"cmp"
	"fmt"
	"strings"

	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/component/facts"
	"acs-chat-tui/ui/component/form"
	"acs-chat-tui/ui/component/participantrows"
	"acs-chat-tui/ui/data/roster"
	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/style/text"
	"acs-chat-tui/ui/widget/document"
)

// result shows the thread that was made and what became of its participants.
func (m *Model) result() form.Step {
	left := m.rows.Pending()
	back := func(then ...screen.Destination) form.Step {
		m.host.Back()
		for _, destination := range then {
			m.host.Open(destination)
		}
		return form.Stay()
	}
	thread := m.created.Created.ChatThread
	open := screen.ToThread{ThreadID: thread.ID, Topic: thread.Topic}
	return form.Show(form.Page{Lines: m.resultLines, Actions: []form.Action{
		{Key: keys.Open, Does: "open the thread", Do: func() form.Step { return back(open) }},
		{
			Key: keys.AddParticipants, Does: fmt.Sprintf("try what is left again (%d)", left),
			Refusal: func() string {
				if left == 0 {
					return "nothing is left"
				}
				return ""
			},
			Do: func() form.Step {
				if left == 0 {
					return form.Stay()
				}
				to := participantrows.ToAdd{ThreadID: thread.ID, Topic: thread.Topic, Rows: m.rows.Left()}
				if m.rows.Count(participantrows.Uncertain) == 0 {
					members := creator + m.rows.NewMembers()
					to.Count = func() (int, bool) { return members, true }
				}
				return back(open, to)
			},
		},
		m.rows.ReportAction(m.report),
		{Key: keys.Copy, Do: func() form.Step { return form.Run(m.host.Copy("thread id", thread.ID)) }},
		{Key: keys.NewThread, Does: "another thread", Do: func() form.Step { return back(screen.ToCreate{}) }},
		{Key: keys.Back, Do: func() form.Step { return back() }},
	}})
}

// resultLines draw the thread that was made and what became of its participants.
func (m *Model) resultLines(width int) []string {
	created := m.created.Created
	lines := append(m.head(width), "")
	lines = append(lines, m.differenceLines(width)...)
	lines = append(lines, m.outcomeLines(width)...)
	if note := m.origin.note(); note != "" {
		lines = append(append(lines, document.Paragraph(m.theme.Warning, note, 0, width)...), "")
	}
	shown := []screen.DetailLine{
		{Label: "topic", Text: created.ChatThread.Topic},
		{Label: "id", Text: created.ChatThread.ID},
		{Label: "location", Text: cmp.Or(created.Location, "the service gave none")},
	}
	shown = append(shown, facts.Created(created.ChatThread.CreatedOn, created.ChatThread.Odd, m.host.Now())...)
	shown = append(shown, facts.OddLines(created.ChatThread.Odd)...)
	shown = append(shown, screen.DetailLine{Label: "repeatability id", Text: m.created.Asked.RepeatabilityRequestID})
	lines = append(append(lines, document.Labelled(m.theme, shown, width)...), "")
	return append(lines, document.Paragraph(m.theme.Muted, m.resultHint(), 0, width)...)
}

// head is the result.
func (m *Model) head(width int) []string {
	refused := m.rows.Count(participantrows.Refused) + len(m.unmatched)
	left, unknown := m.rows.Count(participantrows.NotSent), m.rows.Count(participantrows.Uncertain)
	head := "! The thread is made, but "
	switch {
	case m.created.Created.UnreadRefusals != "":
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
	return document.Paragraph(m.theme.Warning, head, 0, width)
}

// differences are how the thread differs from what was asked for. One of an earlier attempt
// is as that asked for; the note on its origin says so.
func (m *Model) differences() []string {
	if m.origin == originEarlierAttempt {
		return nil
	}
	return m.created.Created.Differences
}

// differenceLines say how the thread differs from what was asked for, and show what cannot
// be read as it came.
func (m *Model) differenceLines(width int) []string {
	var said []string
	for _, difference := range m.differences() {
		said = append(said, "! "+difference)
	}
	if came := m.created.Created.UnreadRefusals; came != "" {
		said = append(said, "! invalidParticipants as it came: "+came, "The thread's participants tell who is a member.")
	}
	var lines []string
	for _, one := range said {
		lines = append(lines, document.Paragraph(m.theme.Warning, text.Sanitize(one), 2, width)...)
	}
	if len(lines) > 0 {
		lines = append(lines, "")
	}
	return lines
}

// outcomeLines say what became of the participants, where there is something to say:
// the numbers where they went out with several requests or came from a list with
// faults, and every one that was not added.
func (m *Model) outcomeLines(width int) []string {
	var lines []string
	refuse := func(who, reason string) {
		lines = append(lines, document.Paragraph(m.theme.Plain, "✗ "+text.Sanitize(who), 2, width)...)
		lines = append(lines, document.Paragraph(m.theme.Error, text.Sanitize(reason), 6, width)...)
	}
	if m.run != nil || m.rows.Count(participantrows.Broken)+m.rows.Count(participantrows.Duplicate) > 0 {
		lines = append(lines, text.Truncate(m.rows.Summary(len(m.unmatched) > 0), width), "")
	}
	if m.run != nil && m.run.Problem != nil {
		lines = append(append(lines, document.Problem(m.theme, m.run.Problem.Lines(), width)...), "")
	}
	for _, reasons := range m.rows.Reasons() {
		lines = append(lines, document.Paragraph(m.theme.Warning, reasons, 2, width)...)
	}
	for _, o := range m.rows.Outcomes() {
		if o.Status == roster.Refused {
			refuse(strings.TrimSpace(o.DisplayName+" "+o.RawID), o.Reason)
		}
	}
	for _, refused := range m.unmatched {
		refuse(cmp.Or(refused.Target, "(no id given)"), command.Reason(refused))
	}
	if len(lines) > 0 && lines[len(lines)-1] != "" {
		lines = append(lines, "")
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
