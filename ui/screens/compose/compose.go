// Package compose is the form for a message: a new one, or another text of one's own.
// A message whose answer was lost is never sent again by itself: the form looks whether
// it has arrived, says what it saw, and sends it once more only when it is told to.
package compose

import (
	"cmp"
	"fmt"
	"maps"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/acs"
	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/component/form"
	"acs-chat-tui/ui/data/identities"
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
	to    screen.ToCompose

	text                 *form.Area
	kind, name, metadata *form.Input
	// fixedMetadata reports whether the message's metadata cannot be written in the form's
	// field, and stay as they are.
	fixedMetadata bool

	// sending is the message under way, lost those whose outcome is not known.
	sending attempt
	lost    []attempt
	// version is the version of the message that the edit is based on.
	version string
	// update is the edit that waits for the message to be looked at.
	update command.MessageUpdate
	// lostEdit reports whether the outcome of an edit is not known.
	lostEdit bool
}

// New makes the screen.
func New(host screen.Host, scope *command.Scope, t *theme.Theme, seen *identities.Seen, to screen.ToCompose) *Model {
	m := &Model{
		host: host, scope: scope, to: to,
		kind: form.Choice("type", "", kindOption(acs.ChatMessageTypeText), kindOption(acs.ChatMessageTypeHTML)),
		name: form.Text("name", "none: others see no name", ""), metadata: form.Text("metadata", "key=value, key=value", ""),
	}
	content := ""
	spec := form.Spec{
		Title: "New message", Heading: m.heading, Doing: "send the message", Labels: 13,
		Check: m.check, Preview: m.preview, Submit: m.submit, Receive: m.receive,
		Actions: []form.Action{
			{Key: keys.CheckOutcome, Rank: -1, Active: m.isLost, Do: m.checkOutcome},
			{Key: keys.Submit, Does: "send it again", Active: m.isLost, Do: m.askAgain},
		},
		Again: "Look first whether it is in the thread: sending it again would make a second message.",
	}
	if to.Message == nil {
		m.name.Begin(seen.NameIn(to.ThreadID, scope.Session().UserID))
	} else {
		spec.Title, spec.Doing, spec.Again = "Edit message", "edit the message", ""
		content, m.version = to.Message.Content, to.Message.Version
		m.kind.Begin(to.Message.Type)
		m.metadata.Begin(form.MetadataText(to.Message.Metadata))
		read, fault := form.ReadMetadata(m.metadata.Value(), false)
		m.fixedMetadata = fault != "" || !maps.Equal(read, to.Message.Metadata)
	}
	m.text = form.NewArea("text", "what to say; enter begins a new line", content)
	// An edit cannot change type and name, an older api-version has no metadata, and not
	// all metadata fit into the field.
	spec.Fields = []form.Field{m.text}
	if to.Message == nil {
		spec.Fields = append(spec.Fields, m.kind, m.name)
	}
	if scope.Session().APIVersion.SupportsMessageMetadata() && !m.fixedMetadata {
		spec.Fields = append(spec.Fields, m.metadata)
	}
	spec.Fields = append(spec.Fields, form.Note{Text: m.note})
	m.Form = form.New(host, scope, t, spec)
	return m
}

func kindOption(kind acs.ChatMessageType) form.Option {
	return form.Option{Value: string(kind), Words: string(kind)}
}

func (m *Model) heading(int) string {
	switch {
	case m.to.Message == nil:
		return "New message in “" + text.Sanitize(m.topic()) + "”"
	case m.kind.Value() == string(acs.ChatMessageTypeHTML):
		return "Edit your message in “" + text.Sanitize(m.topic()) + "” · html, as it is sent"
	}
	return "Edit your message in “" + text.Sanitize(m.topic()) + "”"
}

// limit is the size up to which the service takes a message (documented as about 28
// KB).
const limit = 28 * 1024

// note says how long the message is, once that matters, and as whom it is sent.
func (m *Model) note(c form.Canvas) []string {
	if size := len(m.text.Value()); size > limit*9/10 {
		line := fmt.Sprintf("  %d bytes; the service takes about 28 KB", size)
		return []string{c.Theme.Warning.Render(text.Truncate(line, c.Width))}
	}
	user := m.scope.Session().UserID
	if user == "" {
		return []string{""}
	}
	return []string{c.Theme.Muted.Render(text.Truncate("  sent as "+text.TruncateMiddle(text.Sanitize(user), max(0, c.Width-10)), c.Width))}
}

func (m *Model) receive(msg tea.Msg) form.Step {
	switch msg := msg.(type) {
	case command.MessageSentMsg:
		return m.sent(msg)
	case command.MessagesPageMsg:
		if m.scope.Current(msg) {
			return m.checked(msg)
		}
	case command.MessageMsg:
		if m.scope.Current(msg) {
			return m.compared(msg)
		}
	case command.MessageUpdatedMsg:
		return m.updated(msg)
	case command.PanickedMsg:
		return m.panicked(msg)
	}
	return form.Stay()
}

// check says what forbids sending, and of which field.
func (m *Model) check() (fault string, at form.Field) {
	if strings.TrimSpace(m.text.Value()) == "" {
		return "text: a message needs a text", m.text
	}
	if _, fault := form.ReadMetadata(m.metadata.Value(), false); fault != "" && !m.fixedMetadata {
		return "metadata: " + fault, m.metadata
	}
	if m.to.Message != nil && m.edit().Content == nil && len(m.edit().Metadata) == 0 {
		return "nothing is changed yet", nil
	}
	return "", nil
}

func (m *Model) preview() (lines []string, fault string) {
	if m.to.Message != nil {
		return command.PreviewEdit(m.scope, m.edit()), ""
	}
	return command.PreviewSend(m.scope, m.message()), ""
}

// submit sends the message; an edit looks first whether somebody else has changed it
// meanwhile.
func (m *Model) submit() form.Step {
	if m.to.Message == nil {
		return m.send()
	}
	m.update = m.edit()
	return m.wait("looking whether the message was changed meanwhile", command.GetMessage(m.scope, m.to.ThreadID, m.to.Message.ID), func() form.Step {
		return form.Refused(&command.Problem{What: "Did not edit the message", Why: "you stopped it before anything was sent"})
	})
}

// wait locks the form while something is looked at, which can be stopped.
func (m *Model) wait(words string, read tea.Cmd, stopped func() form.Step) form.Step {
	return form.Wait(words+"… · "+m.keyName(keys.Leave)+" stops it", read).Stoppable("stop it", func() form.Step {
		m.scope.Renew()
		return stopped()
	})
}

// message is the form's content as the service wants it. The text is sent as it was
// typed.
func (m *Model) message() command.NewMessage {
	metadata, _ := form.ReadMetadata(m.metadata.Value(), false)
	return command.NewMessage{
		ThreadID: m.to.ThreadID, Topic: m.to.Topic, Content: m.text.Value(), Type: acs.ChatMessageType(m.kind.Value()),
		SenderDisplayName: m.name.Trimmed(), Metadata: metadata,
	}
}

// edit is what was changed in the form: keys and content that stay are not sent.
func (m *Model) edit() command.MessageUpdate {
	update := command.MessageUpdate{ThreadID: m.to.ThreadID, Topic: m.to.Topic, MessageID: m.to.Message.ID}
	if content := m.text.Value(); m.text.Changed() {
		update.Content = &content
	}
	if !m.metadata.Changed() {
		return update
	}
	metadata, _ := form.ReadMetadata(m.metadata.Value(), false)
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

func (m *Model) keyName(action keys.Action) string { return m.host.Keys().Name(action) }

// topic names the thread.
func (m *Model) topic() string { return cmp.Or(m.to.Topic, m.to.ThreadID) }
