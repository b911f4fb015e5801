package compose

import (
	"cmp"
	"fmt"
	"slices"

	"acs-chat-tui/acs"
	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/component/form"
	"acs-chat-tui/ui/data/pages"
	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/style/text"
)

// send sends the message, and notes what the thread held before.
func (m *Model) send() form.Step {
	m.sending = attempt{asked: m.message(), at: m.host.Now()}
	if m.to.Newest != nil {
		m.sending.newest = m.to.Newest()
	}
	return form.Send(command.SendMessage(m.scope, m.sending.asked))
}

// sent receives the service's answer to a message. Where it leaves open whether the
// message arrived, the thread is looked through at once, which changes nothing.
func (m *Model) sent(msg command.MessageSentMsg) form.Step {
	switch {
	case msg.Problem == nil:
		m.lost = nil
		return form.Finish(msg.Notification())
	case msg.OutcomeUnknown:
		m.lose(msg.Problem)
		return m.unknown(msg.Problem, "It may have arrived.").Then(m.checkOutcome())
	case m.isLost():
		return m.unknown(msg.Problem, "An earlier one may have arrived.")
	}
	return form.Refused(msg.Problem)
}

// panicked receives the end of a command by a fault of the program.
func (m *Model) panicked(msg command.PanickedMsg) form.Step {
	if msg.OutcomeUnknown && m.to.Message == nil {
		m.lose(msg.Problem)
	}
	switch {
	case m.isLost():
		return m.unknown(msg.Problem, "It may have arrived.")
	case msg.OutcomeUnknown:
		return form.Unknown(msg.Problem)
	}
	return form.Refused(msg.Problem)
}

// lose keeps the message under way as one whose outcome is not known.
func (m *Model) lose(problem *command.Problem) {
	m.sending.ended, m.sending.problem = m.host.Now(), problem
	m.lost = append(m.lost, m.sending)
}

func (m *Model) isLost() bool { return len(m.lost) > 0 }

// unknown says of a message whose outcome is not known what is known of it.
func (m *Model) unknown(problem *command.Problem, seen string) form.Step {
	return form.Unknown(problem.Advise(fmt.Sprintf("%s %s looks again whether it is in the thread · %s sends it again, which would make a second message if the first one arrived.",
		seen, m.keyName(keys.CheckOutcome), m.keyName(keys.Submit))))
}

// checkOutcome asks for the newest messages, to see whether the message is among them.
func (m *Model) checkOutcome() form.Step {
	return m.wait("looking whether the message has arrived", command.ListMessages(m.scope, m.to.ThreadID, pages.Request{}), func() form.Step {
		return m.unknown(m.lostProblem(), "It may have arrived: the look was stopped.")
	})
}

// lostProblem is the problem of the last message whose outcome is not known: what the
// service said, where it said something.
func (m *Model) lostProblem() *command.Problem {
	if problem := m.lost[len(m.lost)-1].problem; problem != nil && problem.Status != 0 {
		return problem
	}
	return &command.Problem{What: "It is not known whether the message was sent", Why: "its answer was lost"}
}

// checked receives the newest messages of the thread.
func (m *Model) checked(msg command.MessagesPageMsg) form.Step {
	if !m.isLost() {
		return form.Stay()
	}
	if msg.Problem != nil {
		return m.unknown(m.lostProblem(), "It may have arrived; looking failed as well: "+msg.Problem.Why+".")
	}
	user, alike := m.scope.Session().UserID, 0
	for i, a := range m.lost {
		like := a.like(msg.Page.Items, user)
		if len(like) == 1 && a.isOfItsTime(like[0]) {
			return m.found(i, like[0])
		}
		alike = max(alike, len(like))
	}
	return m.unknown(m.lostProblem(), m.seen(alike, len(msg.Page.Items)))
}

// seen says what a look saw that does not tell whether the message arrived: alike are
// the messages like it among those that the service listed.
func (m *Model) seen(alike, listed int) string {
	at := m.host.Now().Format("15:04:05")
	switch {
	case alike == 1:
		return fmt.Sprintf("At %s a message like it is in the thread, but whether it is this one cannot be told: it may be an earlier one.", at)
	case alike > 1:
		return fmt.Sprintf("At %s %d messages like it are in the thread, but whether one of them is this one cannot be told.", at, alike)
	}
	said := fmt.Sprintf("At %s it is not among the newest %d messages; what was just sent may take a moment to appear", at, listed)
	if m.lost[len(m.lost)-1].asked.Type == acs.ChatMessageTypeHTML {
		said += ", and the service may have changed its HTML"
	}
	return said + "."
}

// found records that one of the lost messages is in the thread. What the form holds stays
// where it is another message by now.
func (m *Model) found(index int, message acs.ChatMessage) form.Step {
	content := m.lost[index].asked.Content
	m.lost = slices.Delete(m.lost, index, index+1)
	if m.message().Content == content {
		return form.Finish(m.arrived(message))
	}
	m.host.Notify(m.arrived(message))
	if m.isLost() {
		return m.unknown(m.lostProblem(), "An earlier one is in the thread; this one may have arrived as well.")
	}
	return form.Open()
}

// arrived says that a message was found though its answer was lost.
func (m *Model) arrived(found acs.ChatMessage) screen.Notification {
	return screen.Notification{
		Level: screen.LevelSuccess, Text: "the answer was lost, but the message is in “" + text.Sanitize(m.topic()) + "”",
		Details: []string{"id " + text.Sanitize(found.ID), "A message like it, sent since then, is there."},
	}
}

// askAgain asks whether a message whose outcome is not known is to be sent once more.
func (m *Model) askAgain() form.Step {
	if fault, at := m.check(); fault != "" {
		return form.Fault(at, fault)
	}
	return form.Ask(screen.Question{
		Title: "Send the message again?",
		Body: "Whether the first one arrived is not known. If it did, the thread will hold two. " +
			m.keyName(keys.CheckOutcome) + " looks first.",
		Yes: "send again", No: "do not send",
	}, m.send)
}

// compared receives the message as it is now, and sends the edit where it is still the
// message that was to be edited.
func (m *Model) compared(msg command.MessageMsg) form.Step {
	notEdited := func(why, advice string) form.Step {
		return form.Refused(&command.Problem{What: "Did not edit the message", Why: why, Do: advice})
	}
	switch {
	case msg.Problem != nil:
		problem := *msg.Problem
		problem.What = "Did not edit the message; looking at it first failed"
		return form.Refused(&problem)
	case msg.Message.DeletedOn != nil:
		return notEdited("it was deleted meanwhile", "What you typed is still here; "+m.keyName(keys.Leave)+" leaves.")
	case m.lostEdit && isDone(m.update, msg.Message):
		return form.Finish(screen.Notification{
			Level: screen.LevelSuccess, Text: "an answer was lost, but the message in “" + text.Sanitize(m.topic()) + "” is edited",
			Details: []string{"id " + text.Sanitize(msg.Message.ID)},
		})
	case msg.Message.Version == m.version:
		return form.Send(command.UpdateMessage(m.scope, m.update))
	}
	m.version = msg.Message.Version
	now := cmp.Or(contentOf(msg.Message), "(nothing)")
	return notEdited("somebody else has changed it meanwhile",
		fmt.Sprintf("It says now: “%s”. %s overwrites that with what stands here.", text.Sanitize(now), m.keyName(keys.Submit)))
}

func contentOf(m acs.ChatMessage) string {
	if m.Content.Message == nil {
		return ""
	}
	return *m.Content.Message
}

// isDone reports whether a message is what an update was to make of it.
func isDone(update command.MessageUpdate, m acs.ChatMessage) bool {
	for name, value := range update.Metadata {
		now, is := m.Metadata[name]
		if is != (value != nil) || (is && now != *value) {
			return false
		}
	}
	return update.Content == nil || *update.Content == contentOf(m)
}

// updated receives the service's answer to an edit.
func (m *Model) updated(msg command.MessageUpdatedMsg) form.Step {
	switch {
	case msg.Problem == nil:
		return form.Finish(msg.Notification())
	case !msg.OutcomeUnknown:
		return form.Refused(msg.Problem)
	}
	m.lostEdit = true
	return form.Unknown(msg.Problem.Advise("Whether it was edited is not known. " + m.keyName(keys.Submit) + " looks, and edits it where it was not."))
}
