// Package create is the form for a new thread, and what became of it.
package create

import (
	"fmt"
	"slices"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/acs"
	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/component/form"
	"acs-chat-tui/ui/component/participantrows"
	"acs-chat-tui/ui/data/identities"
	"acs-chat-tui/ui/data/roster"
	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/style/text"
	"acs-chat-tui/ui/style/theme"
)

// creator is how many members a new thread has before others are added.
const creator = 1

// Model is the screen.
type Model struct {
	*form.Form
	host  screen.Host
	scope *command.Scope
	theme *theme.Theme
	newID func() string

	topic               *form.Input
	rows                *participantrows.Editor
	metadata, retention *form.Input

	// requestID is the repeatability request id. It stays while it is not known
	// whether the service carried an attempt out.
	requestID string
	// firstAsked is when the first attempt with that id was made; zero before it.
	firstAsked time.Time
	// lost is what was asked for by the earlier attempts whose outcome is unknown.
	lost []command.NewThread
	// sent is what was asked for last.
	sent command.NewThread
	// created is set once the service has answered with a thread. The participants that did
	// not fit into that request are then added by run.
	created *command.ThreadCreatedMsg
	run     *participantrows.Run
	// unmatched are refusals that no row asked for.
	unmatched []acs.CommunicationError
	// origin is the attempt that made the thread.
	origin origin
}

// New makes the screen.
func New(host screen.Host, scope *command.Scope, t *theme.Theme, seen *identities.Seen, newID func() string) *Model {
	session := scope.Session()
	m := &Model{
		host: host, scope: scope, theme: t, newID: newID, requestID: newID(),
		topic:     form.Text("topic", "what the thread is about", ""),
		rows:      participantrows.New(host, t, seen, session.UserID, nil),
		metadata:  form.Text("metadata", "key=value, key=value", ""),
		retention: form.Text("retention", "empty: the service's default; or a number of days, 30 to 90", ""),
	}
	if session.UserID != "" {
		m.rows.FixFirst(session.UserID)
	}
	m.rows.TakesMetadata(session.APIVersion.SupportsParticipantMetadata())
	fields := []form.Field{m.topic, m.rows}
	if session.APIVersion.SupportsThreadMetadata() {
		fields = append(fields, m.metadata)
	}
	if session.APIVersion.SupportsRetentionPolicy() {
		fields = append(fields, m.retention)
	}
	m.Form = form.New(host, scope, t, form.Spec{
		Title: "New thread", Doing: "create the thread", Labels: 13, Fields: append(fields, form.Note{Text: m.idLine}),
		Heading: func(int) string {
			if m.created != nil {
				return "The thread is made; its other participants are being added"
			}
			return "New thread"
		},
		Check: m.check,
		Preview: func() ([]string, string) {
			return command.PreviewCreate(scope, m.asked(m.rows.Preview())), ""
		},
		Submit: m.submit, Receive: m.receive, Unsent: m.rows.Waiting,
		Remarks: func(width int) []string { return m.rows.Plan(creator, width) },
		Actions: m.rows.Actions(scope, func() bool { return m.Focused() == form.Field(m.rows) }, m.report),
	})
	return m
}

// idLine is the id that makes the request repeatable.
func (m *Model) idLine(c form.Canvas) []string {
	id := "  repeatability request id  " + m.requestID
	if len(m.lost) > 0 {
		id += " kept: repeats make no second thread"
	}
	return []string{c.Theme.Muted.Render(text.Truncate(id, c.Width))}
}

// check says what forbids sending, and of which field.
func (m *Model) check() (fault string, at form.Field) {
	if m.rows.Making() {
		return m.rows.FirstFault(), nil
	}
	if m.topic.Trimmed() == "" {
		return "topic: a thread needs a topic", m.topic
	}
	if fault := m.rows.FirstFault(); fault != "" {
		return "participants, " + fault, m.rows
	}
	metadata, fault := form.ReadMetadata(m.metadata.Value(), true)
	if size := form.MetadataSize(metadata); size > form.MetadataLimit {
		fault = fmt.Sprintf("%d bytes are more than the %d that the service takes", size, form.MetadataLimit)
	}
	if fault != "" {
		return "metadata: " + fault, m.metadata
	}
	if days := m.retention.Trimmed(); days != "" {
		if _, ok := form.ReadRetention(days); !ok {
			return fmt.Sprintf("retention: %q is not a number of days from %d to %d", days, form.LeastDays, form.MostDays), m.retention
		}
	}
	return "", nil
}

// asked is the form's content as the service wants it. The user's own row is sent
// for the name that it gives.
func (m *Model) asked(participants []acs.ChatParticipant) command.NewThread {
	metadata, _ := form.ReadMetadata(m.metadata.Value(), true)
	retention, _ := form.ReadRetention(m.retention.Value())
	return command.NewThread{
		Topic: m.topic.Trimmed(), Participants: participants,
		Metadata: metadata, RetentionPolicy: retention, RepeatabilityRequestID: m.requestID, FirstAttempt: m.firstAsked,
	}
}

func (m *Model) submit() form.Step {
	m.rows.Begin()
	if m.firstAsked.IsZero() {
		m.firstAsked = m.host.Now()
	}
	m.sent = m.asked(m.rows.Batch(participantrows.BatchLimit))
	return form.Send(command.CreateThread(m.scope, m.sent))
}

func (m *Model) receive(msg tea.Msg) form.Step {
	if step, ok := m.rows.Receive(msg); ok {
		return step
	}
	switch msg := msg.(type) {
	case command.ThreadCreatedMsg:
		if msg.Problem != nil {
			return m.failed(msg)
		}
		return m.made(msg)
	case command.ParticipantsAddedMsg:
		m.run.Apply(msg)
		return m.next()
	case command.PanickedMsg:
		if m.run != nil {
			m.run.Lose(msg.Problem)
			return m.next()
		}
		m.lost = append(m.lost, m.sent)
		m.rows.Lose()
		m.rows.End("not sent: the outcome of an earlier request is not known")
		return form.Unknown(msg.Problem)
	}
	return form.Stay()
}

// failed receives an answer without a thread. As long as it is unknown whether a thread
// was made, the repeatability request id stays, so that trying again cannot make
// a second one; a definite refusal, and the next thread, get a new id.
func (m *Model) failed(msg command.ThreadCreatedMsg) form.Step {
	if msg.OutcomeUnknown {
		m.lost = append(m.lost, msg.Asked)
		m.rows.Lose()
	} else {
		m.rows.RefuseWhole(msg.Problem)
	}
	m.rows.End("not sent: the thread was not made")
	submit, problem := m.host.Keys().Name(keys.Submit), msg.Problem
	if problem.Other {
		// Asked again with this id the service answers with the same thread.
		m.lost = nil
		problem = problem.Advise("Look in the list of threads whether yours is there. " + submit + " asks for it again, with a new request ID.")
	}
	if len(m.lost) > 0 {
		return form.Unknown(problem.Advise("Whether the thread was made is not known. " + submit + " asks again with the same request id: " +
			"if it was made, the service answers with that thread and makes no second one."))
	}
	m.requestID, m.firstAsked = m.newID(), time.Time{}
	return form.Refused(problem)
}

// made receives the thread that was made. The participants that did not fit into the
// request are added with further ones.
func (m *Model) made(msg command.ThreadCreatedMsg) form.Step {
	m.origin = originOf(msg.Created.ChatThread, msg.Asked, m.lost)
	m.created = &msg
	if msg.Created.UnreadRefusals != "" {
		m.rows.Lose()
	} else {
		m.unmatched = m.rows.Apply(msg.Created.InvalidParticipants)
	}
	if len(m.lost) > 0 {
		m.rows.Doubt(m.inEveryAttempt)
	}
	if m.rows.Waiting() == 0 {
		return m.result()
	}
	thread := msg.Created.ChatThread
	m.run = m.rows.NewRun(m.scope, thread.ID, thread.Topic, creator)
	return m.next()
}

// inEveryAttempt reports whether a participant was asked for by every attempt whose
// answer was lost: then he is in the thread, whichever of them made it.
func (m *Model) inEveryAttempt(rawID string) bool {
	for _, attempt := range m.lost {
		if !slices.ContainsFunc(attempt.Participants, func(p acs.ChatParticipant) bool {
			return strings.EqualFold(p.CommunicationIdentifier.RawID(), rawID)
		}) {
			return false
		}
	}
	return true
}

// next sends the next request of participants, or shows what became of all.
func (m *Model) next() form.Step {
	if step, ok := m.run.Next(); ok {
		return step
	}
	m.unmatched = append(m.unmatched, m.run.Unmatched...)
	return m.result()
}

// report is what became of the rows.
func (m *Model) report() (report roster.Report, ok bool) {
	about := roster.About{Operation: "create thread", Topic: m.topic.Value(), At: m.host.Now()}
	if m.created != nil {
		about.ThreadID, about.Topic = m.created.Created.ChatThread.ID, m.created.Created.ChatThread.Topic
	}
	return roster.Report{About: about, Rows: m.rows.Outcomes()}, m.created != nil || len(m.lost) > 0
}
