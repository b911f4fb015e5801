// Package compose is the form for a message: a new one, or another text of one's own.
// A message whose answer was lost is never sent again by itself: the form looks whether
// it has arrived, says what it saw, and sends it once more only when it is told to.
package compose

import (
	"cmp"
	"maps"
	"strings"

	"github.com/charmbracelet/bubbles/help"
	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/acs"
	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/component/form"
	"acs-chat-tui/ui/data/identities"
	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/style/theme"
	"acs-chat-tui/ui/widget/area"
	"acs-chat-tui/ui/widget/clickable"
	"acs-chat-tui/ui/widget/field"
)

// part is one of the form's parts, in the order of the focus.
type part int

const (
	partText part = iota
	partType
	partName
	partMetadata
)

// Model is the screen.
type Model struct {
	host  screen.Host
	scope *command.Scope
	theme *theme.Theme
	to    screen.ToCompose

	form     *form.Form
	text     *area.Area
	name     *field.Field
	metadata *field.Field
	html     bool
	focus    part
	// before is what the form began with; fixedMetadata says that the message's metadata
	// cannot be written in the form's field, and stay as they are.
	before        values
	fixedMetadata bool

	// sending is the message under way, lost those whose outcome is not known.
	sending attempt
	lost    []attempt
	// version is the version of the message that the edit is based on.
	version string
	// update is the edit that waits for the message to be looked at.
	update *command.MessageUpdate
	// lostEdit says that the outcome of an edit is not known.
	lostEdit bool

	// drawn is what View drew last.
	drawn         clickable.Lines
	width, height int
}

// values is what the form holds.
type values struct{ text, name, metadata string }

var (
	_ screen.Screen     = (*Model)(nil)
	_ screen.Clickable  = (*Model)(nil)
	_ screen.Wheeled    = (*Model)(nil)
	_ screen.Expandable = (*Model)(nil)
	_ form.Owner        = (*Model)(nil)
)

// New makes the screen.
func New(host screen.Host, scope *command.Scope, t *theme.Theme, seen *identities.Seen, to screen.ToCompose) *Model {
	m := &Model{
		host: host, scope: scope, theme: t, to: to,
		text: area.New("what to say; enter begins a new line"), name: field.New("none: others see no name"),
		metadata: field.New("key=value, key=value"),
	}
	doing := "send the message"
	if to.Message == nil {
		m.name.SetValue(seen.NameIn(to.ThreadID, scope.Session().UserID))
	} else {
		doing = "edit the message"
		m.version, m.html = to.Message.Version, to.Message.Type == string(acs.ChatMessageTypeHTML)
		m.text.SetValue(to.Message.Content)
		m.metadata.SetValue(writeMetadata(to.Message.Metadata))
		read, fault := readMetadata(m.metadata.Value())
		m.fixedMetadata = fault != "" || !maps.Equal(read, to.Message.Metadata)
	}
	m.before = m.values()
	m.form = form.New(host, scope, t, m, doing)
	m.form.Flat()
	if to.Message == nil {
		m.form.Again("Look first whether it is in the thread: sending it again would make a second message.")
	}
	return m
}

// Drafts is what stands in the fields.
func (m *Model) Drafts() []screen.Draft {
	return []screen.Draft{m.text.Draft("text"), m.name.Draft("name"), m.metadata.Draft("metadata")}
}

func (m *Model) values() values {
	return values{m.text.Value(), m.name.Value(), m.metadata.Value()}
}

// Init does nothing: the form asks nobody.
func (m *Model) Init() tea.Cmd { return nil }

// SetSize gives the screen its room.
func (m *Model) SetSize(width, height int) {
	m.width, m.height = width, height
	m.form.SetSize(width, height)
}

// Title is the screen's name.
func (m *Model) Title() string {
	if m.to.Message != nil {
		return "Edit message"
	}
	return "New message"
}

// FullText is all that the form says of what is under the focus and below the fields.
func (m *Model) FullText() []string { return m.form.FullText() }

// CapturesKeys is always true: the screen is a form.
func (m *Model) CapturesKeys() bool { return true }

// Close leaves a request under way to itself.
func (m *Model) Close() { m.scope.Close() }

// HoldsText says whether something was typed.
func (m *Model) HoldsText() bool { return m.values() != m.before }

// Update takes a key or a result.
func (m *Model) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		return m.key(msg)
	case command.MessageSentMsg:
		return m.sent(msg)
	case command.MessagesPageMsg:
		if m.scope.Current(msg) {
			m.looked(msg)
		}
	case command.MessageMsg:
		if m.scope.Current(msg) {
			return m.compared(msg)
		}
	case command.MessageUpdatedMsg:
		m.updated(msg)
	case command.PanickedMsg:
		m.panicked(msg)
	}
	return nil
}

func (m *Model) key(msg tea.KeyMsg) tea.Cmd {
	if len(m.lost) == 0 || m.form.Sending() || msg.Paste {
		return m.form.Key(msg)
	}
	k := m.host.Keys()
	switch {
	case k.Is(msg, keys.CheckOutcome):
		return m.look()
	case k.Is(msg, keys.Submit):
		m.askAgain()
		return nil
	}
	return m.form.Key(msg)
}

// Submit checks the form and makes the command that sends it.
func (m *Model) Submit() tea.Cmd {
	if fault := m.firstFault(); fault != "" {
		m.form.SetFault(fault)
		return nil
	}
	if m.to.Message != nil {
		return m.submitEdit()
	}
	return m.send()
}

// firstFault puts the focus on the first part that cannot be sent, and says why not;
// it is empty where the form can be sent.
func (m *Model) firstFault() string {
	if strings.TrimSpace(m.text.Value()) == "" {
		m.focus = partText
		return "text: a message needs a text"
	}
	if _, fault := readMetadata(m.metadata.Value()); fault != "" && !m.fixedMetadata {
		m.focus = partMetadata
		return "metadata: " + fault
	}
	if m.to.Message != nil && m.edit().Content == nil && len(m.edit().Metadata) == 0 {
		return "nothing is changed yet"
	}
	return ""
}

// Preview is the request that Submit would send.
func (m *Model) Preview() (lines []string, fault string) {
	if fault := m.firstFault(); fault != "" {
		return nil, fault
	}
	if m.to.Message != nil {
		return command.PreviewEdit(m.scope, m.edit()), ""
	}
	return command.PreviewSend(m.scope, m.message()), ""
}

// message is the form's content as the service wants it. The text is sent as it was
// typed.
func (m *Model) message() command.NewMessage {
	metadata, _ := readMetadata(m.metadata.Value())
	return command.NewMessage{
		ThreadID: m.to.ThreadID, Topic: m.to.Topic, Content: m.text.Value(), Type: m.kind(),
		SenderDisplayName: strings.TrimSpace(m.name.Value()), Metadata: metadata,
	}
}

func (m *Model) kind() acs.ChatMessageType {
	if m.html {
		return acs.ChatMessageTypeHTML
	}
	return acs.ChatMessageTypeText
}

// edit is what was changed in the form: keys and content that stay are not sent.
func (m *Model) edit() command.MessageUpdate {
	update := command.MessageUpdate{ThreadID: m.to.ThreadID, Topic: m.to.Topic, MessageID: m.to.Message.ID}
	if content := m.text.Value(); content != m.before.text {
		update.Content = &content
	}
	if m.metadata.Value() == m.before.metadata {
		return update
	}
	metadata, _ := readMetadata(m.metadata.Value())
	update.Metadata = map[string]*string{}
	for name, value := range metadata {
		if old, is := m.to.Message.Metadata[name]; !is || old != value {
			update.Metadata[name] = &value
		}
	}
	for name := range m.to.Message.Metadata {
		if _, stays := metadata[name]; !stays {
			update.Metadata[name] = nil
		}
	}
	return update
}

// Help lists the keys that do something now.
func (m *Model) Help() help.KeyMap {
	list := m.form.Help()
	if len(m.lost) == 0 || m.form.Sending() {
		return list
	}
	k := m.host.Keys()
	again, look := k.Bind(keys.Submit, "send it again"), k.Bind(keys.CheckOutcome, "")
	list.Short = append([]key.Binding{look, again}, list.Short[1:]...)
	list.Full = append([][]key.Binding{{look, again}, list.Full[0][1:]}, list.Full[1:]...)
	return list
}

func (m *Model) keyName(action keys.Action) string { return m.host.Keys().Name(action) }

// topic names the thread.
func (m *Model) topic() string { return cmp.Or(m.to.Topic, m.to.ThreadID) }
