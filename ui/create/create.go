// Package create is the form for a new thread, and what became of it.
package create

import (
	"github.com/charmbracelet/bubbles/help"
	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/acs"
	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/form"
	"acs-chat-tui/ui/identities"
	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/rows"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/theme"
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
	rows      *rows.Editor
	metadata  *field.Field
	retention *field.Field
	focus     part

	// requestID is the repeatability request id. It stays while it is not known
	// whether the service carried an attempt out.
	requestID string
	// lost is what was asked for by the earlier attempts whose outcome is unknown.
	lost []command.NewThread
	// result is set once the service has answered with a thread.
	result *command.ThreadCreatedMsg
	// origin says which attempt made the thread.
	origin origin

	document      *document.Model
	width, height int
}

var (
	_ screen.Screen = (*Model)(nil)
	_ form.Owner    = (*Model)(nil)
)

// New makes the screen.
func New(host screen.Host, scope *command.Scope, t *theme.Theme, seen *identities.Seen, newID func() string) *Model {
	session := scope.Session()
	m := &Model{
		host: host, scope: scope, theme: t, newID: newID,
		topic:     field.New("what the thread is about"),
		metadata:  field.New("key=value, key=value"),
		retention: field.New("empty: the service's default; or a number of days, 30 to 90"),
		rows:      rows.New(host, t, seen, session.UserID, nil),
		document:  document.New(host.Keys()), requestID: newID(),
	}
	if session.UserID != "" {
		m.rows.FixFirst(session.UserID)
	}
	m.form = form.New(host, scope, t, m, "create the thread")
	m.rows.OnChange(m.form.Changed)
	return m
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
	case rows.ImportedMsg:
		m.form.Imported(msg)
	case command.ThreadCreatedMsg:
		m.settle(msg)
	case screen.TimeMsg:
		m.redrawResult()
	case command.PanickedMsg:
		m.lost = append(m.lost, *m.asked())
		m.form.Settle(msg.Problem, true)
	}
	return nil
}

// settle takes the service's answer. As long as it is unknown whether a thread
// was made, the repeatability request id stays, so that trying again cannot make
// a second one; a definite refusal, and the next thread, get a new id.
func (m *Model) settle(msg command.ThreadCreatedMsg) {
	if msg.Problem == nil {
		m.origin = originOf(msg.Created.ChatThread, msg.Asked, m.lost)
		m.result = &msg
		m.form.Settle(nil, false)
		m.redrawResult()
		return
	}
	problem := *msg.Problem
	if msg.OutcomeUnknown {
		m.lost = append(m.lost, msg.Asked)
		m.rows.Lose(msg.Asked.Participants)
	} else {
		m.rows.RefuseWhole(msg.Asked.Participants, msg.Problem)
	}
	if len(m.lost) > 0 {
		problem.Do = "Whether the thread was made is not known. " + m.host.Keys().Name(keys.Submit) + " asks again with the same request id: " +
			"if it was made, the service answers with that thread and makes no second one."
	} else {
		m.requestID = m.newID()
	}
	m.form.Settle(&problem, len(m.lost) > 0)
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
	case rows.LeaveUp:
		m.move(-1)
	case rows.LeaveDown:
		m.move(1)
	case rows.Stay:
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

// Import takes participants from a file.
func (m *Model) Import(entries []rows.Entry) {
	m.focus = partRows
	m.rows.Insert(entries)
}

// Help lists the keys that do something now.
func (m *Model) Help() help.KeyMap {
	if m.result == nil {
		return m.form.Help()
	}
	k := m.host.Keys()
	return document.Help{Keys: k, Actions: []key.Binding{
		k.Bind(keys.Open, "open the thread"), k.Bind(keys.Copy, ""), k.Bind(keys.NewThread, "another thread"), k.Bind(keys.Back, ""),
	}}
}

// resultKey takes a key once the thread is made.
func (m *Model) resultKey(msg tea.KeyMsg) tea.Cmd {
	thread := m.result.Created.ChatThread
	k := m.host.Keys()
	switch {
	case k.Is(msg, keys.Open):
		m.host.Back()
		m.host.Open(screen.ToThread{ThreadID: thread.ID, Topic: thread.Topic})
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

// participants are the rows as the service wants them; the user's own row is
// sent for the name that it gives.
func (m *Model) participants() []acs.ChatParticipant { return m.rows.Batch() }
