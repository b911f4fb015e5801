package compose

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/acs"
	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/pages"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/text"
)

// send sends the message, and notes what the thread held before.
func (m *Model) send() tea.Cmd {
	m.sending = attempt{asked: m.message(), at: m.host.Now()}
	if m.to.Newest != nil {
		m.sending.newest = m.to.Newest()
	}
	return command.SendMessage(m.scope, m.sending.asked)
}

// sent takes the service's answer to a message. Where it leaves open whether the
// message arrived, the thread is looked through at once, which changes nothing.
func (m *Model) sent(msg command.MessageSentMsg) tea.Cmd {
	switch {
	case msg.Problem == nil:
		m.lost = nil
		m.done(command.Told(msg))
		return nil
	case msg.OutcomeUnknown:
		m.lost = append(m.lost, m.sending)
		m.form.Settle(m.unknown(msg.Problem, "It may have arrived."), true)
		return m.look()
	case len(m.lost) > 0:
		m.form.Settle(m.unknown(msg.Problem, "An earlier one may have arrived."), true)
		return nil
	}
	m.form.Settle(msg.Problem, false)
	return nil
}

// panicked takes the end of a command by a fault of the program.
func (m *Model) panicked(msg command.PanickedMsg) {
	if msg.OutcomeUnknown && m.to.Message == nil {
		m.lost = append(m.lost, m.sending)
	}
	if len(m.lost) > 0 {
		m.form.Settle(m.unknown(msg.Problem, "It may have arrived."), true)
		return
	}
	m.form.Settle(msg.Problem, msg.OutcomeUnknown)
}

// done ends the form.
func (m *Model) done(n screen.Notification) {
	m.before = m.values()
	m.form.Settle(nil, false)
	m.host.Notify(n)
	m.host.Back()
}

// unknown says of a message whose outcome is not known what is known of it.
func (m *Model) unknown(problem *command.Problem, seen string) *command.Problem {
	told := *problem
	told.Do = fmt.Sprintf("%s %s looks again whether it is in the thread · %s sends it again, which would make a second message if the first one arrived.",
		seen, m.keyName(keys.Look), m.keyName(keys.Submit))
	return &told
}

// look asks for the newest messages, to see whether the message is among them.
func (m *Model) look() tea.Cmd {
	m.form.Hold("looking whether the message has arrived", func() {
		m.scope.Renew()
		m.form.Settle(m.unknown(lost(), "It may have arrived: the look was stopped."), true)
	})
	return command.ListMessages(m.scope, m.to.ThreadID, pages.Request{})
}

// lost is the problem of a message whose answer did not come.
func lost() *command.Problem {
	return &command.Problem{What: "Could not send the message", Why: "its answer was lost"}
}

// looked takes the newest messages of the thread.
func (m *Model) looked(msg command.MessagesPageMsg) {
	if len(m.lost) == 0 {
		return
	}
	if msg.Problem != nil {
		told := m.unknown(lost(), "It may have arrived; looking failed as well: "+msg.Problem.Why+".")
		m.form.Settle(told, true)
		return
	}
	found, is := m.arrivedAmong(msg.Page.Items)
	if !is {
		m.form.Settle(m.unknown(lost(), fmt.Sprintf("At %s it is not among the newest %d messages; what was just sent may take a moment to appear.",
			m.host.Now().Format("15:04:05"), len(msg.Page.Items))), true)
		return
	}
	other := m.message().Content != m.lost[len(m.lost)-1].asked.Content
	m.lost = nil
	if other {
		// The form holds another text by now.
		m.form.Settle(nil, false)
		m.host.Notify(m.arrived(found))
		return
	}
	m.done(m.arrived(found))
}

// arrivedAmong finds one of the messages whose answers were lost among others.
func (m *Model) arrivedAmong(messages []acs.ChatMessage) (found acs.ChatMessage, is bool) {
	for _, a := range m.lost {
		if found, is := a.among(messages, m.scope.Session().UserID); is {
			return found, true
		}
	}
	return acs.ChatMessage{}, false
}

// arrived says that a message was found though its answer was lost.
func (m *Model) arrived(found acs.ChatMessage) screen.Notification {
	return screen.Notification{
		Level: screen.LevelSuccess, Text: "the answer was lost, but the message is in “" + text.Sanitize(m.topic()) + "”",
		Details: []string{"id " + text.Sanitize(found.ID), "A message like it, sent since then, is there."},
	}
}

// clockDifference is how far this machine's clock and the service's may differ, where
// nothing else says which messages are newer than an attempt.
const clockDifference = 10 * time.Minute

// among finds the message among others: one of the user's own that is newer than all
// that was known before it was sent, and says the same. What the service has made of
// HTML cannot be compared.
func (a *attempt) among(messages []acs.ChatMessage, userID string) (found acs.ChatMessage, is bool) {
	for _, m := range messages {
		switch {
		case m.Sender == nil || m.Type != a.asked.Type || m.DeletedOn != nil:
		case userID != "" && !strings.EqualFold(m.Sender.RawID(), userID):
		case !a.isNewer(m):
		case m.Type == acs.ChatMessageTypeText && (m.Content.Message == nil || *m.Content.Message != a.asked.Content):
		default:
			return m, true
		}
	}
	return acs.ChatMessage{}, false
}

// isNewer says whether a message was made after what was known before the attempt.
func (a *attempt) isNewer(m acs.ChatMessage) bool {
	known, errKnown := strconv.ParseInt(a.newest, 10, 64)
	id, errID := strconv.ParseInt(m.ID, 10, 64)
	if errKnown == nil && errID == nil {
		return id > known
	}
	return m.CreatedOn.After(a.at.Add(-clockDifference))
}

// askAgain asks whether a message whose outcome is not known is to be sent once more.
func (m *Model) askAgain() {
	if fault := m.firstFault(); fault != "" {
		m.form.SetFault(fault)
		return
	}
	m.host.Ask(screen.Question{
		Title: "Send the message again?",
		Body: "Whether the first one arrived is not known. If it did, the thread will hold two. " +
			m.keyName(keys.Look) + " looks first.",
		Yes: "send again", No: "do not send",
		OnYes: func() tea.Cmd {
			m.form.Send()
			return m.send()
		},
	})
}

// submitEdit looks at the message before it is changed: somebody else may have changed
// it meanwhile.
func (m *Model) submitEdit() tea.Cmd {
	update := m.edit()
	m.update = &update
	m.form.Hold("looking whether the message was changed meanwhile", func() {
		m.scope.Renew()
		m.form.Settle(&command.Problem{What: "Did not edit the message", Why: "you stopped it before anything was sent"}, false)
	})
	return command.GetMessage(m.scope, m.to.ThreadID, m.to.Message.ID)
}

// compared takes the message as it is now, and sends the edit where it is still the
// message that was to be edited.
func (m *Model) compared(msg command.MessageMsg) tea.Cmd {
	switch {
	case msg.Problem != nil:
		problem := *msg.Problem
		problem.What = "Did not edit the message; looking at it first failed"
		m.form.Settle(&problem, false)
		return nil
	case msg.Message.DeletedOn != nil:
		m.form.Settle(&command.Problem{
			What: "Did not edit the message", Why: "it was deleted meanwhile",
			Do: "What you typed is still here; " + m.keyName(keys.Leave) + " leaves.",
		}, false)
		return nil
	case m.lostEdit && isDone(*m.update, msg.Message):
		m.done(screen.Notification{
			Level: screen.LevelSuccess, Text: "an answer was lost, but the message in “" + text.Sanitize(m.topic()) + "” is edited",
			Details: []string{"id " + text.Sanitize(msg.Message.ID)},
		})
		return nil
	case msg.Message.Version == m.version:
		m.form.Send()
		return command.UpdateMessage(m.scope, *m.update)
	}
	m.version = msg.Message.Version
	now := contentOf(msg.Message)
	m.form.Settle(&command.Problem{
		What: "Did not edit the message", Why: "somebody else has changed it meanwhile",
		Do: fmt.Sprintf("It says now: “%s”. %s overwrites that with what stands here.", text.Sanitize(cmp.Or(now, "(nothing)")), m.keyName(keys.Submit)),
	}, false)
	return nil
}

func contentOf(m acs.ChatMessage) string {
	if m.Content.Message == nil {
		return ""
	}
	return *m.Content.Message
}

// isDone says whether a message is what an update was to make of it.
func isDone(update command.MessageUpdate, m acs.ChatMessage) bool {
	for name, value := range update.Metadata {
		now, is := m.Metadata[name]
		if is != (value != nil) || (is && now != *value) {
			return false
		}
	}
	return update.Content == nil || *update.Content == contentOf(m)
}

// updated takes the service's answer to an edit.
func (m *Model) updated(msg command.MessageUpdatedMsg) {
	if msg.Problem == nil {
		m.done(command.Told(msg))
		return
	}
	problem := *msg.Problem
	if msg.OutcomeUnknown {
		m.lostEdit = true
		problem.Do = "Whether it was edited is not known. " + m.keyName(keys.Submit) + " looks, and edits it where it was not."
	}
	m.form.Settle(&problem, msg.OutcomeUnknown)
}
