// Package connect asks whom to act as: a connection string opens a resource, but
// chat takes nothing but a user's token.
package connect

import (
	"slices"

	"github.com/charmbracelet/bubbles/help"
	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/acs"
	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/component/form"
	"acs-chat-tui/ui/data/identities"
	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/style/text"
	"acs-chat-tui/ui/style/theme"
	"acs-chat-tui/ui/widget/clickable"
	"acs-chat-tui/ui/widget/document"
	"acs-chat-tui/ui/widget/field"
)

// Model is the screen.
type Model struct {
	*form.Form
	host      screen.Host
	scope     *command.Scope
	theme     *theme.Theme
	connector command.Connector

	id       *field.Field
	existing *way
	// waiting reports whether something is waited for, creating whether a user is being made,
	// waited for or not.
	waiting, creating bool
}

// explanation says why a user is asked for.
const explanation = "The connection string opens the resource, but chat takes nothing but the token of a user, " +
	"and a user sees only the threads that he is a member of. The choice is kept for the next start."

// New makes the screen.
func New(host screen.Host, scope *command.Scope, t *theme.Theme, connector command.Connector) *Model {
	m := &Model{host: host, scope: scope, theme: t, connector: connector, id: field.New("8:acs:<resource>_<user>")}
	m.existing = &way{id: m.id, label: "Act as an existing user, by his id:", shown: true, choose: m.connect}
	m.Form = form.New(host, scope, t, form.Spec{
		Title:   "Connect",
		Heading: func(int) string { return "Whom to act as on " + text.Sanitize(scope.Session().Host) + "?" },
		Fields: []form.Field{
			form.Note{Text: func(c form.Canvas) []string {
				return slices.Concat([]string{""}, document.Paragraph(t.Muted, explanation, 0, c.Width), []string{""})
			}},
			m.existing,
			&way{id: m.id, label: "Create a new user (this writes to the resource)", choose: m.askCreate},
			&way{id: m.id, label: "Choose another connection", choose: func() form.Step {
				host.Open(screen.ToConnections{})
				return form.Stay()
			}},
		},
		Submit: func() form.Step {
			chosen, _ := m.Focused().(*way)
			return chosen.choose()
		},
		Receive: m.receive,
		// The first screen has nothing behind it.
		Actions: []form.Action{{Key: keys.Leave, Do: form.Stay}},
	})
	return m
}

func (m *Model) receive(msg tea.Msg) form.Step {
	switch msg := msg.(type) {
	case command.UserCreatedMsg:
		m.creating = false
		switch {
		case !m.scope.Current(msg):
			// Nobody waits for the user any more: he is not acted as.
			m.host.Notify(msg.Notification())
			if msg.Problem == nil && m.id.Value() == "" {
				m.id.SetValue(msg.RawID)
			}
			return form.Stay()
		case msg.Problem != nil:
			m.waiting = false
			return form.Refused(msg.Problem)
		}
		// The id is kept in the field: connecting may fail, and the user exists.
		m.id.SetValue(msg.RawID)
		return form.Fault(m.existing).Then(m.connect())
	case command.ConnectedMsg:
		switch {
		case !m.scope.Current(msg):
			return form.Stay()
		case msg.Problem != nil:
			m.waiting = false
			return form.Refused(msg.Problem)
		}
		m.waiting = false
		return form.Open()
	case command.PanickedMsg:
		m.waiting, m.creating = false, false
		return form.Refused(msg.Problem)
	}
	return form.Stay()
}

// wait locks the form. Stopping ends the connecting, or the wait for a user that is being
// made: that goes on.
func (m *Model) wait(words, stops string, cmd tea.Cmd) form.Step {
	m.waiting = true
	return form.Wait(words, cmd).Stoppable(stops, func() form.Step {
		m.waiting = false
		m.scope.Renew()
		return form.Open()
	})
}

// connect acts as the user whose id stands in the field.
func (m *Model) connect() form.Step {
	understood := acs.UnderstandRawID(m.id.Value())
	if fault := wrongUser(understood); fault != "" {
		m.waiting = false
		return form.Fault(nil, fault)
	}
	return m.wait("issuing a token for "+text.Sanitize(understood.ID)+"…", "stop connecting", command.Connect(m.scope, m.connector, understood.ID))
}

// wrongUser says why tokens cannot be issued for an id, or nothing. Only users of
// Communication Services have any; the service's word on all else is the same 400.
func wrongUser(understood acs.UnderstoodID) string {
	rawID := understood.ID
	switch {
	case rawID == "":
		return "the id is missing"
	case understood.Fault != acs.IDFaultNone:
		return "this holds " + understood.Problem
	}
	if err := acs.ValidateRawID(rawID); err != nil {
		return err.Error()
	}
	if acs.ParseRawID(rawID).Kind() != acs.CommunicationIdentifierKindCommunicationUser {
		return rawID + " is not the id of a Communication Services user, which begins with 8:acs:"
	}
	return ""
}

func (m *Model) askCreate() form.Step {
	if refusal := m.scope.Session().WriteRefusal(); refusal != "" {
		return form.Fault(nil, refusal)
	}
	if m.creating {
		return form.Fault(nil, "a user is being made already")
	}
	return form.Ask(screen.Question{
		Title: "Create a user?",
		Body:  "This writes to the resource " + text.Sanitize(m.scope.Session().Host) + ": a new identity, which stays until it is deleted. It is in no thread yet.",
		Yes:   "create", No: "do not",
	}, func() form.Step {
		m.creating = true
		return m.wait("creating a user…", "wait no longer", command.CreateUser(m.scope, m.connector))
	})
}

// Help lists the keys.
func (m *Model) Help() help.KeyMap {
	quit := m.host.Keys().Bind(keys.Interrupt, "quit")
	if m.waiting {
		bindings := append(m.Form.Help().ShortHelp(), quit)
		return screen.Keys{Short: bindings, Full: [][]key.Binding{bindings}}
	}
	bindings := []key.Binding{
		key.NewBinding(key.WithKeys("enter"), key.WithHelp("enter", "go")),
		key.NewBinding(key.WithKeys("tab"), key.WithHelp("tab", "the next way")),
		quit,
	}
	return screen.Keys{Short: bindings, Full: [][]key.Binding{bindings}}
}

// way is one of the ways on. Text that is typed goes into the id of the first one.
type way struct {
	form.Base
	id     *field.Field
	label  string
	shown  bool
	choose func() form.Step
}

// Key takes a key or a paste.
func (w *way) Key(msg tea.KeyMsg) form.Step {
	if !msg.Paste && msg.Type == tea.KeyEnter {
		return form.Submit()
	}
	if step, walks := form.Walk(msg); walks {
		return step
	}
	w.id.Update(msg)
	return form.First()
}

// Drafts is the id.
func (w *way) Drafts() []screen.Draft {
	if !w.shown {
		return nil
	}
	return []screen.Draft{w.id.Draft("raw id")}
}

// Lines draws the way on, and the id where it is that of the first one: as it is typed and,
// where that differs, as it is understood.
func (w *way) Lines(c form.Canvas) (drawn clickable.Lines, focus int) {
	lines := []string{c.Marker() + text.Truncate(w.label, max(0, c.Width-2))}
	if w.shown {
		lines = append(lines, "    "+w.id.View(c.Theme, max(1, c.Width-5), c.Focused, false))
		if note := identities.Understood(acs.UnderstandRawID(w.id.Value())); note != "" {
			lines = append(lines, c.Theme.Muted.Render(text.Truncate("    "+text.Sanitize(note), c.Width)))
		}
	}
	drawn = clickable.For(func() {}, lines...)
	if w.shown {
		drawn = append(drawn, clickable.Line{})
	}
	return drawn, min(1, len(lines)-1)
}

// FullText is why a user is asked for.
func (w *way) FullText() []string { return []string{explanation} }
