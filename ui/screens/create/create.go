// Package create is the form for a new thread, and what became of it.
package create

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/charmbracelet/bubbles/help"
	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/acs"
	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/component/form"
	"acs-chat-tui/ui/component/participantrows"
	"acs-chat-tui/ui/data/identities"
	"acs-chat-tui/ui/data/roster"
	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/style/theme"
	"acs-chat-tui/ui/widget/clickable"
	"acs-chat-tui/ui/widget/document"
	"acs-chat-tui/ui/widget/field"
)

// part is one of the form's parts, in the order of the focus.
type part int

const (
	partTopic part = iota
	partRows
	partMetadata
	partRetention
)

// Model is the screen.
type Model struct {
	host  screen.Host
	scope *command.Scope
	theme *theme.Theme
	newID func() string

	form      *form.Form
	topic     *field.Field
	rows      *participantrows.Editor
	metadata  *field.Field
	retention *field.Field
	focus     part

	// requestID is the repeatability request id. It stays while it is not known
	// whether the service carried an attempt out.
	requestID string
	// firstAsked is when the first attempt with that id was made; zero before it.
	firstAsked time.Time
	// lost is what was asked for by the earlier attempts whose outcome is unknown.
	lost []command.NewThread
	// sent is what was asked for last.
	sent *command.NewThread
	// created is set once the service has answered with a thread, and result once the
	// participants that did not fit into that request are added as well, by run.
	created, result *command.ThreadCreatedMsg
	run             *form.Run
	// unmatched are refusals that no row asked for, problem what ended the run, and
	// unknown says that it leaves open whether participants were added.
	unmatched []acs.CommunicationError
	problem   *command.Problem
	unknown   bool
	// origin says which attempt made the thread.
	origin origin

	document *document.Model
	// drawn is what View drew last.
	drawn         clickable.Lines
	width, height int
}

var (
	_ screen.Screen     = (*Model)(nil)
	_ screen.Clickable  = (*Model)(nil)
	_ screen.Wheeled    = (*Model)(nil)
	_ screen.Expandable = (*Model)(nil)
	_ form.ListOwner    = (*Model)(nil)
)

// New makes the screen.
func New(host screen.Host, scope *command.Scope, t *theme.Theme, seen *identities.Seen, newID func() string) *Model {
	session := scope.Session()
	m := &Model{
		host: host, scope: scope, theme: t, newID: newID,
		topic:     field.New("what the thread is about"),
		metadata:  field.New("key=value, key=value"),
		retention: field.New("empty: the service's default; or a number of days, 30 to 90"),
		rows:      participantrows.New(host, t, seen, session.UserID, nil),
		document:  document.New(host.Keys()), requestID: newID(),
	}
	if session.UserID != "" {
		m.rows.FixFirst(session.UserID)
	}
	m.form = form.New(host, scope, t, m, "create the thread")
	m.rows.OnChange(m.form.Changed)
	m.rows.TakesMetadata(scope.Session().APIVersion.SupportsParticipantMetadata())
	return m
}

// FullText is all that the form says of what is under the focus and below the fields; the
// result scrolls.
func (m *Model) FullText() []string {
	if m.result != nil {
		return nil
	}
	return m.form.FullText()
}

// Drafts is what stands in the fields.
func (m *Model) Drafts() []screen.Draft {
	return []screen.Draft{m.topic.Draft("topic"), m.rows.Draft(), m.metadata.Draft("metadata"), m.retention.Draft("retention")}
}

// Init does nothing: the form asks nobody.
func (m *Model) Init() tea.Cmd { return nil }

// SetSize gives the screen its room.
func (m *Model) SetSize(width, height int) {
	m.width, m.height = width, height
	m.form.SetSize(width, height)
	m.document.SetSize(width, height)
	m.redrawResult()
}

// Title is the screen's name.
func (m *Model) Title() string { return "New thread" }

// CapturesKeys is true while the form can be edited.
func (m *Model) CapturesKeys() bool { return m.result == nil }

// Close leaves a request under way to itself.
func (m *Model) Close() { m.scope.Close() }

// HoldsText says whether something was typed.
func (m *Model) HoldsText() bool {
	return m.result == nil && (m.topic.Value() != "" || m.metadata.Value() != "" || m.retention.Value() != "" || m.rows.HoldsText())
}

// Update takes a key or a result.
func (m *Model) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		if m.result != nil {
			return m.resultKey(msg)
		}
		return m.form.Key(msg)
	case command.ThreadCreatedMsg:
		return m.settle(msg)
	case command.UserCreatedMsg:
		m.form.UserCreated(msg)
	case command.ParticipantsAddedMsg:
		m.run.Settle(msg)
		return m.goOn()
	case screen.TimeMsg:
		m.redrawResult()
	case command.PanickedMsg:
		if m.form.MakingFailed(msg) {
			return nil
		}
		if m.run != nil {
			m.run.Lose(msg.Problem)
			return m.goOn()
		}
		m.lost = append(m.lost, *m.sent)
		m.rows.Lose()
		m.rows.End("not sent: the outcome of an earlier request is not known")
		m.form.Settle(msg.Problem, true)
	}
	return nil
}

// settle takes the service's answer. As long as it is unknown whether a thread
// was made, the repeatability request id stays, so that trying again cannot make
// a second one; a definite refusal, and the next thread, get a new id.
func (m *Model) settle(msg command.ThreadCreatedMsg) tea.Cmd {
	if msg.Problem == nil {
		return m.made(msg)
	}
	problem := msg.Problem
	if msg.OutcomeUnknown {
		m.lost = append(m.lost, msg.Asked)
		m.rows.Lose()
	} else {
		m.rows.RefuseWhole(msg.Problem)
	}
	m.rows.End("not sent: the thread was not made")
	if msg.Problem.Other {
		// Asked again with this id the service answers with the same thread.
		m.lost = nil
		problem = problem.Advise("Look in the list of threads whether yours is there. " + m.host.Keys().Name(keys.Submit) + " asks for it again, with a new request ID.")
	}
	if len(m.lost) > 0 {
		problem = problem.Advise("Whether the thread was made is not known. " + m.host.Keys().Name(keys.Submit) + " asks again with the same request id: " +
			"if it was made, the service answers with that thread and makes no second one.")
	} else {
		m.requestID, m.firstAsked = m.newID(), time.Time{}
	}
	m.form.Settle(problem, len(m.lost) > 0)
	return nil
}

// made takes the thread that was made. The participants that did not fit into the
// request are added with further ones.
func (m *Model) made(msg command.ThreadCreatedMsg) tea.Cmd {
	m.origin = originOf(msg.Created.ChatThread, msg.Asked, m.lost)
	m.created = &msg
	if msg.Created.UnreadRefusals != "" {
		m.rows.Lose()
	} else {
		m.unmatched = m.rows.Settle(msg.Created.InvalidParticipants)
	}
	if len(m.lost) > 0 {
		m.rows.Doubt(m.inEveryAttempt)
	}
	if m.rows.Waiting() == 0 {
		m.finish()
		return nil
	}
	const creator = 1
	thread := msg.Created.ChatThread
	m.run = form.NewRun(m.host, m.scope, m.rows, thread.ID, thread.Topic, creator)
	m.form.Begin(m.run)
	return m.goOn()
}

// inEveryAttempt says whether a participant was asked for by every attempt whose
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

// Unsent is how many rows wait for a further request.
func (m *Model) Unsent() int { return m.rows.Waiting() }

// goOn sends the next request of participants, or shows what became of all.
func (m *Model) goOn() tea.Cmd {
	if next := m.run.Next(); next != nil {
		return next
	}
	m.unmatched = append(m.unmatched, m.run.Unmatched()...)
	m.problem, m.unknown = m.run.Problem()
	m.finish()
	return nil
}

// finish shows the result.
func (m *Model) finish() {
	m.result = m.created
	m.form.Settle(nil, false)
	m.redrawResult()
}

// Report is what became of the rows.
func (m *Model) Report() (roster.Report, bool) {
	about := roster.About{Operation: "create thread", Topic: m.topic.Value(), At: m.host.Now()}
	if m.created != nil {
		about.ThreadID, about.Topic = m.created.Created.ChatThread.ID, m.created.Created.ChatThread.Topic
	}
	return roster.Report{About: about, Rows: m.rows.Outcomes()}, m.created != nil || len(m.lost) > 0
}

// Edit takes a key for the field under the focus.
func (m *Model) Edit(msg tea.KeyMsg) tea.Cmd {
	if m.focus == partRows {
		m.editRows(msg)
		return nil
	}
	if msg.Paste {
		m.field().Update(msg)
		return nil
	}
	k := m.host.Keys()
	switch msg.String() {
	case "tab", "enter", "down":
		m.move(1)
		return nil
	case "shift+tab", "up":
		m.move(-1)
		return nil
	}
	switch {
	case k.Is(msg, keys.NewRow):
		m.focus = partRows
		m.rows.Key(msg)
	case k.Is(msg, keys.RemoveRow):
	default:
		m.field().Update(msg)
	}
	return nil
}

func (m *Model) editRows(msg tea.KeyMsg) {
	if msg.Paste {
		m.rows.Paste(msg)
		return
	}
	switch m.rows.Key(msg) {
	case participantrows.LeaveUp:
		m.move(-1)
	case participantrows.LeaveDown:
		m.move(1)
	case participantrows.Stay:
	}
}

func (m *Model) field() *field.Field {
	switch m.focus {
	case partMetadata:
		return m.metadata
	case partRetention:
		return m.retention
	case partTopic, partRows:
	}
	return m.topic
}

// parts are the form's parts; an older api-version has fewer.
func (m *Model) parts() []part {
	parts := []part{partTopic, partRows}
	version := m.scope.Session().APIVersion
	if version.SupportsThreadMetadata() {
		parts = append(parts, partMetadata)
	}
	if version.SupportsRetentionPolicy() {
		parts = append(parts, partRetention)
	}
	return parts
}

// move moves the focus by one part, around the ends.
func (m *Model) move(by int) {
	parts := m.parts()
	next := (int(m.focus) + by + len(parts)) % len(parts)
	m.focus = parts[next]
	if m.focus == partRows {
		m.rows.Focus(by < 0)
	}
}

// Click puts the focus on a field.
func (m *Model) Click(x, y int) (bool, tea.Cmd) {
	return !m.form.Sending() && m.drawn.Click(x, y), nil
}

// Wheel moves the focus; over the rows it stays in them.
func (m *Model) Wheel(down bool) tea.Cmd {
	if m.focus != partRows || m.form.Sending() {
		return m.form.Wheel(down, 1)
	}
	m.rows.Wheel(down)
	return nil
}

// FocusedRows are the rows, where one of them has the focus.
func (m *Model) FocusedRows() *participantrows.Editor {
	if m.focus != partRows {
		return nil
	}
	return m.rows
}

// Import takes participants from a file.
func (m *Model) Import(list roster.Roster) {
	m.focus = partRows
	m.rows.Insert(list)
}

// Help lists the keys that do something now.
func (m *Model) Help() help.KeyMap {
	if m.result == nil {
		return m.form.Help()
	}
	k := m.host.Keys()
	return document.Help{Keys: k, Actions: []key.Binding{
		k.Bind(keys.Open, "open the thread"), m.againKey(), k.Bind(keys.SaveReport, ""), k.Bind(keys.Copy, ""),
		k.Bind(keys.NewThread, "another thread"), k.Bind(keys.Back, ""),
	}}
}

// againKey adds what is left of the rows.
func (m *Model) againKey() key.Binding {
	left := m.rows.Pending()
	again := m.host.Keys().Bind(keys.AddParticipants, fmt.Sprintf("try what is left again (%d)", left))
	if left == 0 {
		keys.Unless("nothing is left", &again)
	}
	return again
}

// resultKey takes a key once the thread is made.
func (m *Model) resultKey(msg tea.KeyMsg) tea.Cmd {
	thread := m.result.Created.ChatThread
	k := m.host.Keys()
	switch {
	case k.Is(msg, keys.Open):
		m.host.Back()
		m.host.Open(screen.ToThread{ThreadID: thread.ID, Topic: thread.Topic})
	case k.Is(msg, keys.AddParticipants):
		if m.rows.Pending() == 0 {
			return nil
		}
		left := m.rows.Left()
		m.host.Back()
		m.host.Open(screen.ToThread{ThreadID: thread.ID, Topic: thread.Topic})
		to := participantrows.ToAdd{ThreadID: thread.ID, Topic: thread.Topic, Rows: left}
		if m.rows.Count(participantrows.Uncertain) == 0 {
			const creator = 1
			members := creator + m.rows.NewMembers()
			to.Count = func() (int, bool) { return members, true }
		}
		m.host.Open(to)
	case k.Is(msg, keys.SaveReport):
		m.form.AskReport()
	case k.Is(msg, keys.Copy):
		return m.host.Copy("thread id", thread.ID)
	case k.Is(msg, keys.NewThread):
		m.host.Back()
		m.host.Open(screen.ToCreate{})
	case k.Is(msg, keys.Back):
		m.host.Back()
	default:
		m.document.Key(msg)
	}
	return nil
}
