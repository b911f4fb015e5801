package edit

import (
	"fmt"
	"slices"
	"strings"

	"acs-chat-tui/ui/component/form"
	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/style/text"
	"acs-chat-tui/ui/widget/clickable"
	"acs-chat-tui/ui/widget/document"
	"acs-chat-tui/ui/widget/field"
)

// The widths of the columns of the focus's marker and of labels.
const (
	markerWidth = 2
	labelWidth  = 18
)

// View draws the form.
func (m *Model) View() string {
	m.drawn = m.lines()
	return m.drawn.String()
}

func (m *Model) lines() clickable.Lines {
	if m.thread == nil {
		return clickable.Plain(m.emptyLines()...)
	}
	status := m.form.Status(m.elsewhereLines()...)
	fields, focus := m.fieldLines()
	return slices.Concat(form.Window(fields, focus, max(1, m.height-len(status))), clickable.Plain(status...))
}

// emptyLines stand where the service has said nothing of the thread yet.
func (m *Model) emptyLines() []string {
	if m.problem == nil {
		return []string{m.theme.Muted.Render(text.Truncate("Asking the service for the thread…", m.width))}
	}
	k := m.host.Keys()
	hint := fmt.Sprintf("  %s tries again · %s goes back", k.Name(keys.Submit), k.Name(keys.Leave))
	if m.problem.Final {
		hint = fmt.Sprintf("  %s goes back", k.Name(keys.Leave))
	}
	said := document.Cut(m.theme, k, document.Problem(m.theme, m.problem.Lines(), m.width), m.height-2, m.width)
	return append(said, "", text.Truncate(hint, m.width))
}

// at makes the click that puts the focus on a part.
func (m *Model) at(part int) func(int) {
	return func(int) { m.focus, m.inValue = part, false }
}

// near are the pairs that can be in sight: those within a screen of the focus. Drawing
// them all would make every key wait where a thread has thousands.
func (m *Model) near() (from, to int) {
	at := min(max(0, m.focus-1), len(m.metadata))
	return max(0, at-m.height), min(len(m.metadata), at+m.height+1)
}

// fieldLines draws the fields that can be in sight, and says on which line the focus is.
func (m *Model) fieldLines() (drawn clickable.Lines, focus int) {
	drawn = clickable.Lines{
		{Text: m.theme.Heading.Render(text.Truncate("Edit “"+text.Sanitize(m.thread.Topic)+"”", m.width))},
		{Text: m.line("topic", m.topic, m.focus == 0, m.topic.Value() != m.shownTopic), Click: m.at(0)},
	}
	from, to := m.near()
	focus = m.focus + 1
	if m.focus > 0 && m.hasMetadata() {
		focus -= from
	}
	version := string(m.scope.Session().APIVersion)
	if m.hasMetadata() {
		for i := from; i < to; i++ {
			p := m.metadata[i]
			drawn = append(drawn, clickable.Line{Text: m.pairLine(p, m.focus == i+1), Click: func(x int) {
				m.focus, m.inValue = i+1, !p.given && x >= markerWidth+labelWidth
			}})
		}
	} else {
		drawn = append(drawn, clickable.Line{Text: m.note("metadata", "api-version "+version+" has none")})
	}
	if m.hasRetention() {
		changed := strings.TrimSpace(m.retention.Value()) != retentionText(m.thread.RetentionPolicy)
		last := m.parts() - 1
		drawn = append(drawn,
			clickable.Line{Text: m.line("retention, days", m.retention, m.focus == last, changed), Click: m.at(last)},
			clickable.Line{Text: m.retentionHint()})
	} else {
		drawn = append(drawn, clickable.Line{Text: m.note("retention", "api-version "+version+" has none")})
	}
	if m.hasMetadata() {
		k := m.host.Keys()
		drawn = append(drawn, clickable.Plain("", m.theme.Muted.Render(text.Truncate(fmt.Sprintf(
			"  %s adds a key of metadata, %s removes one · only what was changed (•) is sent", k.Name(keys.NewRow), k.Name(keys.RemoveRow)), m.width)))...)
	}
	return drawn, focus
}

func (m *Model) note(label, says string) string {
	return "  " + m.theme.Label.Render(text.Fit(label, labelWidth)) + m.theme.Muted.Render(text.Truncate(says, max(0, m.width-labelWidth-2)))
}

func (m *Model) marker(focused bool) string {
	if focused && !m.form.Sending() {
		return m.theme.Accent.Render("▸ ")
	}
	return "  "
}

// changedSign marks what will be sent.
func changedSign(changed bool) string {
	if changed {
		return "• "
	}
	return "  "
}

func (m *Model) line(label string, f *field.Field, focused, changed bool) string {
	return m.marker(focused) + m.theme.Label.Render(text.Fit(label, labelWidth)) + changedSign(changed) +
		f.View(m.theme, max(1, m.width-labelWidth-5), focused && !m.form.Sending(), false)
}

func (m *Model) pairLine(p *pair, focused bool) string {
	editing := focused && !m.form.Sending()
	name := text.Fit(text.Sanitize(p.name()), labelWidth-1) + " "
	p.fields()
	if !p.given {
		name = p.key.View(m.theme, labelWidth-1, editing && !m.inValue, false) + " "
	}
	before, had := m.thread.Metadata[p.name()]
	room := max(1, m.width-labelWidth-5)
	if p.removed {
		return m.marker(focused) + m.theme.Label.Render(name) + changedSign(true) +
			m.theme.Warning.Render(text.Fit("will be removed (was “"+text.Sanitize(before)+"”)", room))
	}
	return m.marker(focused) + m.theme.Label.Render(name) + changedSign(p.name() != "" && (!had || p.touched())) +
		p.value.View(m.theme, room, editing && (p.given || m.inValue), false)
}

// retentionHint says what a number of days means for this thread.
func (m *Model) retentionHint() string {
	hint := "none keeps the thread for ever; days count from its creation"
	if policy, fault := m.retentionChange(); fault == "" {
		if policy == nil {
			policy = m.thread.RetentionPolicy
		}
		if policy != nil && policy.DeleteThreadAfterDays != nil && m.thread.CreatedOn != nil {
			end := m.thread.CreatedOn.AddDate(0, 0, int(*policy.DeleteThreadAfterDays))
			hint = "the service deletes the thread on " + end.In(m.host.Now().Location()).Format("2006-01-02")
			if end.Before(m.host.Now()) {
				hint += ", which is over: at once"
			}
		}
	}
	return m.theme.Muted.Render(text.Truncate("    "+hint, m.width))
}

// elsewhereLines say what somebody else has changed while the form was open.
func (m *Model) elsewhereLines() []string {
	if len(m.elsewhere) == 0 {
		return nil
	}
	facts := []string{"Somebody else has changed the thread meanwhile:"}
	facts = append(facts, m.elsewhere...)
	facts = append(facts, "What you typed stays; "+m.host.Keys().Name(keys.Submit)+" sends it over that.")
	var lines []string
	for _, fact := range facts {
		for _, wrapped := range text.Wrap("! "+fact, max(1, m.width-2)) {
			lines = append(lines, "  "+m.theme.Warning.Render(wrapped))
		}
	}
	return lines
}
