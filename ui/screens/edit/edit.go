// Package edit is the form that changes a thread: its topic, its metadata and its
// retention policy. The service has no ETags, so before the form is sent the thread
// is asked for again: what somebody else has changed since the form was opened is
// shown and not written over unasked. A change between that and the update itself goes
// unnoticed.
package edit

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/acs"
	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/component/form"
	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/style/text"
	"acs-chat-tui/ui/style/theme"
)

// Model is the screen.
type Model struct {
	*form.Form
	host  screen.Host
	scope *command.Scope
	to    screen.ToEdit

	// thread is what the service said last; nil until it has said something.
	thread *acs.ChatThreadProperties
	// checking reports whether the thread is asked for once more before the form is sent.
	checking bool
	// sent are the changes of an update whose answer was lost; nil where none was.
	sent *acs.UpdateChatThreadPropertiesOptions

	topic     *form.Input
	metadata  *pairs
	retention *form.Input
}

// New makes the screen.
func New(host screen.Host, scope *command.Scope, t *theme.Theme, to screen.ToEdit) *Model {
	m := &Model{
		host: host, scope: scope, to: to,
		topic:     form.Text("topic", "what the thread is about", ""),
		metadata:  newPairs(host.Keys()),
		retention: form.Text("retention, days", "none, or a number of days, 30 to 90", ""),
	}
	m.retention.Loose, m.retention.Facts = true, m.retentionFacts
	m.Form = form.New(host, scope, t, form.Spec{
		Title: "Edit thread", Doing: "change the thread", Labels: 18, Signs: true, Fields: m.fields(),
		Heading: func(int) string { return "Edit “" + text.Sanitize(m.thread.Topic) + "”" },
		Load:    m.load, Check: m.check, Preview: m.preview, Submit: m.submit, Receive: m.receive,
	})
	return m
}

// fields are those that the api-version has.
func (m *Model) fields() []form.Field {
	version := m.scope.Session().APIVersion
	none := func(label string) form.Field {
		return form.Note{Text: func(c form.Canvas) []string {
			drawn, room := c.Label(label, false)
			return []string{drawn + c.Theme.Muted.Render(text.Truncate("api-version "+string(version)+" has none", room))}
		}}
	}
	fields := []form.Field{m.topic, m.metadata, m.retention}
	if !m.hasRetention() {
		fields[2] = none("retention")
	}
	if !m.hasMetadata() {
		fields[1] = none("metadata")
		return fields
	}
	return append(fields, form.Note{Text: func(c form.Canvas) []string {
		k := m.host.Keys()
		hint := "  " + k.Name(keys.NewRow) + " adds a key of metadata, " + k.Name(keys.RemoveRow) + " removes one · only what was changed (•) is sent"
		return []string{"", c.Theme.Muted.Render(text.Truncate(hint, c.Width))}
	}})
}

func (m *Model) hasMetadata() bool  { return m.scope.Session().APIVersion.SupportsThreadMetadata() }
func (m *Model) hasRetention() bool { return m.scope.Session().APIVersion.SupportsRetentionPolicy() }

func (m *Model) load() tea.Cmd { return command.GetThread(m.scope, m.to.ThreadID) }

func (m *Model) check() (fault string, at form.Field) {
	changes, fault := m.changes()
	if fault == "" && empty(changes) && m.sent == nil {
		fault = nothingLeft
	}
	return fault, nil
}

const nothingLeft = "nothing is left to change: the thread is as the form says"

func (m *Model) preview() (lines []string, fault string) {
	changes, _ := m.changes()
	if empty(changes) {
		return nil, m.host.Keys().Name(keys.Submit) + " looks at the thread first: whether the last update was made is not known"
	}
	return command.PreviewUpdate(m.scope, m.to.ThreadID, changes), ""
}

// submit looks whether somebody else has changed the thread.
func (m *Model) submit() form.Step {
	m.checking = true
	m.scope.Renew()
	return form.Wait("looking whether the thread was changed meanwhile… the form is locked", m.load())
}

func (m *Model) receive(msg tea.Msg) form.Step {
	switch msg := msg.(type) {
	case command.ThreadMsg:
		if m.scope.Current(msg) {
			return m.loaded(msg)
		}
	case command.ThreadUpdatedMsg:
		return m.updated(msg)
	case command.PanickedMsg:
		m.checking = false
		return form.Unknown(msg.Problem)
	}
	return form.Stay()
}

// loaded receives the thread: to begin with, or before the form is sent.
func (m *Model) loaded(msg command.ThreadMsg) form.Step {
	checked := m.checking
	m.checking = false
	switch {
	case msg.Problem != nil:
		return form.Refused(msg.Problem)
	case !checked:
		m.thread = &msg.Thread
		m.topic.Begin(msg.Thread.Topic)
		m.metadata.begin(msg.Thread.Metadata)
		m.retention.Begin(retentionText(msg.Thread.RetentionPolicy))
		return form.Open()
	}
	arrived := m.sent != nil && m.adopt(msg.Thread)
	elsewhere := m.merge(msg.Thread)
	changes, fault := m.changes()
	switch {
	case fault == "" && empty(changes) && arrived:
		return form.Finish(command.ThreadUpdated(m.to.ThreadID, m.thread.Topic, *m.sent))
	case fault != "":
		m.sent = nil
		return form.Fault(nil, fault)
	case empty(changes):
		// Somebody else has made the same changes.
		m.sent = nil
		return form.Fault(nil, nothingLeft)
	case len(elsewhere) > 0:
		warnings := append([]string{"Somebody else has changed the thread meanwhile:"}, elsewhere...)
		return form.Warn(append(warnings, "What you typed stays; "+m.host.Keys().Name(keys.Submit)+" sends it over that.")...)
	}
	return form.Send(command.UpdateThread(m.scope, m.to.ThreadID, m.thread.Topic, changes))
}

func (m *Model) updated(msg command.ThreadUpdatedMsg) form.Step {
	m.sent = nil
	switch {
	case msg.Problem == nil:
		return form.Finish(msg.Notification())
	case !msg.OutcomeUnknown:
		return form.Refused(msg.Problem)
	}
	m.sent = &msg.Changes
	return form.Unknown(msg.Problem.Advise("Whether the thread was changed is not known. " + m.host.Keys().Name(keys.Submit) +
		" looks at the thread first, and sends only what is still to be changed."))
}

// retentionFacts says what a number of days means for this thread.
func (m *Model) retentionFacts() string {
	policy, fault := m.retentionChange()
	if fault == "" && policy == nil {
		policy = m.thread.RetentionPolicy
	}
	if policy == nil || policy.DeleteThreadAfterDays == nil || m.thread.CreatedOn == nil {
		return "none keeps the thread for ever; days count from its creation"
	}
	end := m.thread.CreatedOn.AddDate(0, 0, int(*policy.DeleteThreadAfterDays))
	facts := "the service deletes the thread on " + end.In(m.host.Now().Location()).Format("2006-01-02")
	if end.Before(m.host.Now()) {
		facts += ", which is over: at once"
	}
	return facts
}

// changes are what the form says otherwise than the service said last, and what is
// wrong with them.
func (m *Model) changes() (changes acs.UpdateChatThreadPropertiesOptions, fault string) {
	if topic := m.topic.Value(); m.topic.Changed() && topic != m.thread.Topic {
		if strings.TrimSpace(topic) == "" {
			return changes, "topic: a thread needs a topic"
		}
		changes.Topic = &topic
	}
	if m.hasMetadata() {
		if changes.Metadata, fault = m.metadata.changes(); fault != "" {
			return changes, "metadata: " + fault
		}
	}
	if m.hasRetention() {
		if changes.RetentionPolicy, fault = m.retentionChange(); fault != "" {
			return changes, "retention: " + fault
		}
	}
	return changes, ""
}

func empty(changes acs.UpdateChatThreadPropertiesOptions) bool {
	return changes.Topic == nil && len(changes.Metadata) == 0 && changes.RetentionPolicy == nil
}
