// Package edit is the form that changes a thread: its topic, its metadata and its
// retention policy. The service has no ETags, so before the form is sent the thread
// is asked for again: what somebody else has changed since the form was opened is
// shown and not written over unasked. A change within the moment between that look
// and the update itself goes unnoticed.
//
//	edit.go     Model: the form's life
//	fields.go   its fields, and the focus among them
//	changes.go  what is changed, here and elsewhere
//	lost.go     what became of an update whose answer was lost
//	view.go     drawing
package edit

import (
	"slices"
	"strings"

	"github.com/charmbracelet/bubbles/help"
	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/acs"
	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/component/form"
	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/style/theme"
	"acs-chat-tui/ui/widget/clickable"
	"acs-chat-tui/ui/widget/field"
)

// Model is the screen.
type Model struct {
	host  screen.Host
	scope *command.Scope
	theme *theme.Theme
	to    screen.ToEdit
	form  *form.Form

	// thread is what the service said last; nil until it has said something.
	thread  *acs.ChatThreadProperties
	problem *command.Problem
	// checking says that the thread is asked for once more before the form is sent.
	checking bool
	// sent are the changes of an update whose answer was lost; nil where none was.
	sent *acs.UpdateChatThreadPropertiesOptions
	// elsewhere is what somebody else has changed meanwhile, in words.
	elsewhere []string

	topic *field.Field
	// shownTopic is what the field made of the service's topic.
	shownTopic string
	metadata   []*pair
	retention  *field.Field
	// scratch makes of values what a field makes of them.
	scratch *field.Field
	focus   int
	inValue bool // of a pair, the value and not the key

	// drawn is what View drew last.
	drawn         clickable.Lines
	width, height int
}

var (
	_ screen.Screen     = (*Model)(nil)
	_ screen.Clickable  = (*Model)(nil)
	_ screen.Wheeled    = (*Model)(nil)
	_ screen.Expandable = (*Model)(nil)
	_ form.Owner        = (*Model)(nil)
)

// New makes the screen.
func New(host screen.Host, scope *command.Scope, t *theme.Theme, to screen.ToEdit) *Model {
	m := &Model{
		host: host, scope: scope, theme: t, to: to,
		topic: field.New("what the thread is about"), retention: field.New("none, or a number of days, 30 to 90"),
		scratch: field.New(""),
	}
	m.form = form.New(host, scope, t, m, "change the thread")
	if !m.hasMetadata() {
		m.form.Flat()
	}
	return m
}

// Drafts is what stands in the fields.
func (m *Model) Drafts() []screen.Draft {
	typed := []screen.Draft{m.topic.Draft("topic"), m.retention.Draft("retention")}
	for _, p := range m.metadata {
		if p.touched() || !p.given {
			typed = append(typed, screen.Draft{Label: "metadata", Text: p.name() + "=" + p.value.Value()})
		}
	}
	return typed
}

// Init asks for the thread.
func (m *Model) Init() tea.Cmd { return command.GetThread(m.scope, m.to.ThreadID) }

// SetSize gives the screen its room.
func (m *Model) SetSize(width, height int) {
	m.width, m.height = width, height
	m.form.SetSize(width, height)
}

// Title is the screen's name.
func (m *Model) Title() string { return "Edit thread" }

// FullText is all that is said of the form, or why there is none.
func (m *Model) FullText() []string {
	if m.thread == nil && m.problem != nil {
		return m.problem.Lines()
	}
	return m.form.FullText()
}

// CapturesKeys is always true: the screen is a form.
func (m *Model) CapturesKeys() bool { return true }

// Close leaves a request under way to itself.
func (m *Model) Close() { m.scope.Close() }

// HoldsText says whether something differs from what the service said.
func (m *Model) HoldsText() bool {
	if m.thread == nil {
		return false
	}
	return m.topic.Value() != m.shownTopic || m.hasMetadata() && slices.ContainsFunc(m.metadata, (*pair).changed) ||
		m.hasRetention() && strings.TrimSpace(m.retention.Value()) != retentionText(m.thread.RetentionPolicy)
}

// Update takes a key or a result.
func (m *Model) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		return m.key(msg)
	case command.ThreadMsg:
		if m.scope.Current(msg) {
			return m.loaded(msg)
		}
	case command.ThreadUpdatedMsg:
		return m.updated(msg)
	case command.PanickedMsg:
		m.form.Wait("")
		m.checking = false
		m.form.Settle(msg.Problem, true)
	}
	return nil
}

func (m *Model) key(msg tea.KeyMsg) tea.Cmd {
	k := m.host.Keys()
	if m.thread != nil {
		return m.form.Key(msg)
	}
	// There is nothing to edit yet.
	switch {
	case k.Is(msg, keys.Leave):
		m.host.Back()
	case m.problem != nil && !m.problem.Final && (k.Is(msg, keys.Submit) || msg.Type == tea.KeyEnter):
		m.problem = nil
		m.scope.Renew()
		return command.GetThread(m.scope, m.to.ThreadID)
	}
	return nil
}

// loaded takes what the service says of the thread: to begin with, or before the
// form is sent.
func (m *Model) loaded(msg command.ThreadMsg) tea.Cmd {
	if !m.checking {
		if m.problem = msg.Problem; msg.Problem == nil {
			m.fill(msg.Thread)
		}
		return nil
	}
	m.checking = false
	m.form.Wait("")
	if msg.Problem != nil {
		m.form.Settle(msg.Problem, false)
		return nil
	}
	arrived := m.sent != nil && m.adopt(msg.Thread)
	m.elsewhere = m.merge(msg.Thread)
	changes, fault := m.changes()
	switch {
	case fault == "" && empty(changes) && arrived:
		m.host.Notify(command.ThreadUpdated(m.to.ThreadID, m.thread.Topic, *m.sent))
		m.host.Back()
		return nil
	case fault != "" || empty(changes):
		// Somebody else has made the same changes.
		m.elsewhere, m.sent = nil, nil
		m.form.Settle(nil, false)
		m.form.SetFault(orNothing(fault))
		return nil
	case len(m.elsewhere) > 0:
		m.form.Settle(nil, false)
		return nil
	}
	return command.UpdateThread(m.scope, m.to.ThreadID, m.thread.Topic, changes)
}

func (m *Model) updated(msg command.ThreadUpdatedMsg) tea.Cmd {
	if msg.Problem == nil {
		m.host.Notify(msg.Notification())
		m.host.Back()
		return nil
	}
	problem := msg.Problem
	m.sent = nil
	if msg.OutcomeUnknown {
		m.sent = &msg.Changes
		problem = problem.Advise("Whether the thread was changed is not known. " + m.host.Keys().Name(keys.Submit) +
			" looks at the thread first, and sends only what is still to be changed.")
	}
	m.form.Settle(problem, msg.OutcomeUnknown)
	return nil
}

// Submit checks the form and looks whether somebody else has changed the thread.
func (m *Model) Submit() tea.Cmd {
	changes, fault := m.changes()
	if fault == "" && empty(changes) && m.sent == nil {
		fault = orNothing("")
	}
	if fault != "" {
		m.form.SetFault(fault)
		return nil
	}
	m.elsewhere, m.checking = nil, true
	m.form.Wait("looking whether the thread was changed meanwhile… the form is locked")
	m.scope.Renew()
	return command.GetThread(m.scope, m.to.ThreadID)
}

func orNothing(fault string) string {
	if fault != "" {
		return fault
	}
	return "nothing is left to change: the thread is as the form says"
}

// Preview is the request that Submit would send.
func (m *Model) Preview() (lines []string, fault string) {
	changes, fault := m.changes()
	switch {
	case fault == "" && empty(changes) && m.sent != nil:
		fault = m.host.Keys().Name(keys.Submit) + " looks at the thread first: whether the last update was made is not known"
	case fault == "" && empty(changes):
		fault = orNothing("")
	}
	if fault != "" {
		return nil, fault
	}
	return command.PreviewUpdate(m.scope, m.to.ThreadID, changes), ""
}

// Help lists the keys that do something now.
func (m *Model) Help() help.KeyMap {
	if m.thread != nil {
		return m.form.HelpWith(m.pair() != nil)
	}
	k := m.host.Keys()
	bindings := []key.Binding{k.Bind(keys.Leave, "")}
	if m.problem != nil {
		bindings = append([]key.Binding{k.Bind(keys.Submit, "try again")}, bindings...)
	}
	return screen.Keys{Short: bindings, Full: [][]key.Binding{bindings}}
}
