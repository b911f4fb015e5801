package participants

import (
	"fmt"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/acs"
	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/style/text"
)

// askRemove asks whether the marked participants, or else the one under the cursor,
// are to be removed.
func (m *Model) askRemove() {
	if refusal := m.scope.Session().RemoveRefusal(); refusal != "" {
		m.tell(refusal)
		return
	}
	leaving := m.marked()
	if len(leaving) == 0 {
		p, ok := m.list.Selected()
		if !ok || m.refuseNameless(p.ChatParticipant) {
			return
		}
		leaving = []acs.ChatParticipant{p.ChatParticipant}
	}
	if len(leaving) == 1 && m.isGone(leaving[0]) {
		m.tell(calledName(leaving[0]) + " is gone: not in the thread any more")
		return
	}
	if len(leaving) == 1 && m.removing[rawID(leaving[0])] {
		m.tell(calledName(leaving[0]) + " is being removed already")
		return
	}
	m.host.Ask(screen.Question{
		Title: "Remove " + countOf(len(leaving)) + "?", Body: m.removalBody(leaving),
		Yes: "remove", No: "keep", OnYes: func() tea.Cmd { return m.remove(leaving) },
	})
}

// refuseNameless tells that somebody without an id cannot be acted on.
func (m *Model) refuseNameless(p acs.ChatParticipant) bool {
	if rawID(p) == "" {
		m.tell("this participant has no id that can be read: enter shows what came")
	}
	return rawID(p) == ""
}

// removalBody names whom it is about, and what a removal means.
func (m *Model) removalBody(leaving []acs.ChatParticipant) string {
	lines := []string{fmt.Sprintf("From “%s”: %s.", text.Sanitize(m.Title()), some(leaving))}
	if len(leaving) == 1 {
		lines = append(lines, rawID(leaving[0]))
	} else {
		lines = append(lines, "The service takes one removal a request, 10 in 10 seconds and 30 in a minute.")
	}
	if hidden := m.marks.countWhere(func(id string) bool { return !m.list.InSight(id) }); hidden > 0 {
		lines = append(lines, fmt.Sprintf("%d of them not in sight in the list now.", hidden))
	}
	if warning := m.selfWarning(leaving); warning != "" {
		lines = append(lines, warning)
	}
	return strings.Join(lines, "\n")
}

// selfWarning says what it means that the user who acts is among those who are removed;
// empty where he is not.
func (m *Model) selfWarning(leaving []acs.ChatParticipant) string {
	switch {
	case m.scope.Session().UserID == "":
		return "The token does not say who you are. Removing yourself would end your access to this thread."
	case !slices.ContainsFunc(leaving, func(p acs.ChatParticipant) bool { return m.isSelf(rawID(p)) }):
		return ""
	case len(leaving) == 1:
		return "This is you: removing yourself ends your access to this thread, and only a member can add you again."
	}
	return "You are among them, and are removed last: that ends your access to this thread, and only a member can add you again."
}

// isSelf says whether an id is that of the user whom the program acts as.
func (m *Model) isSelf(id string) bool {
	return id != "" && strings.EqualFold(id, m.scope.Session().UserID)
}

// remove removes one in place; several have a screen of their own. Who left while the
// question was open is left out, and named.
func (m *Model) remove(leaving []acs.ChatParticipant) tea.Cmd {
	var gone []acs.ChatParticipant
	leaving = slices.DeleteFunc(slices.Clone(leaving), func(p acs.ChatParticipant) bool {
		left := m.isGone(p) || (m.list.AllLoaded() && !m.list.Has(rawID(p)))
		if left {
			gone = append(gone, p)
		}
		return left
	})
	if len(gone) > 0 {
		said := "no longer in the thread, and not removed: " + some(gone)
		m.host.Notify(screen.Notification{Level: screen.LevelWarning, Text: said, Details: ids(gone)})
	}
	if len(leaving) == 0 {
		return nil
	}
	if len(leaving) > 1 {
		m.host.Open(command.ToRemove{ThreadID: m.to.ThreadID, Topic: m.Title(), Participants: leaving})
		return nil
	}
	m.removing[rawID(leaving[0])] = true
	return command.RemoveParticipant(m.scope, command.Removal{ThreadID: m.to.ThreadID, Topic: m.Title(), Participant: leaving[0]})
}

// removed takes the outcome of a removal in place; it is told already.
func (m *Model) removed(msg command.ParticipantRemovedMsg) tea.Cmd {
	delete(m.removing, msg.RawID())
	if msg.Problem != nil && !msg.OutcomeUnknown {
		return nil
	}
	m.scope.Renew()
	return m.list.Reload()
}
