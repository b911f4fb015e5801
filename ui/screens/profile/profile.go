// Package profile is the form of one profile of the configuration file.
package profile

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/component/form"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/style/text"
	"acs-chat-tui/ui/style/theme"
)

// Model is the screen.
type Model struct {
	*form.Form
	host        screen.Host
	scope       *command.Scope
	connections command.Connections
	to          command.ToProfile
	fields      *fields
}

// New makes the screen.
func New(host screen.Host, scope *command.Scope, t *theme.Theme, connections command.Connections, to command.ToProfile) *Model {
	m := &Model{host: host, scope: scope, connections: connections, to: to, fields: newFields(to)}
	title := "New profile"
	if !to.Add {
		title = "Profile " + to.Profile.Name
	}
	m.Form = form.New(host, scope, t, form.Spec{
		Title: title, Heading: func(int) string { return text.Sanitize(title) },
		Doing: "save the profile", SubmitDoes: "save", Labels: 20, Fields: m.fields.order,
		Check: func() (string, form.Field) {
			if !to.Add && !m.Changed() {
				return "nothing is changed", nil
			}
			return "", nil
		},
		Submit: m.save, Receive: m.receive,
		Unsaved: "What was typed has not been saved, and would be gone.",
	})
	return m
}

func (m *Model) save() form.Step {
	asked, secret := m.fields.profile()
	var from *command.Profile
	if !m.to.Add {
		from = &m.to.Profile
	}
	save := command.SaveProfile(m.scope, m.connections, from, asked, secret)
	return form.Wait("saving… a keyring may ask you to unlock it", save).Stoppable("", func() form.Step {
		m.host.Back()
		return form.Stay()
	})
}

func (m *Model) receive(msg tea.Msg) form.Step {
	switch msg := msg.(type) {
	case command.ProfileMsg:
		if msg.Problem != nil {
			return m.refused(msg)
		}
		n := msg.Notification()
		if m.scope.Session().ID == (command.ConnectionID{Source: command.FromProfile, Name: msg.Name}) {
			n.Text += "; it is in use as it was: connect again to use it so"
		}
		return form.Finish(n)
	case command.PanickedMsg:
		return form.Refused(msg.Problem)
	}
	return form.Stay()
}

// refused says what is wrong, and puts the focus on the field that is.
func (m *Model) refused(msg command.ProfileMsg) form.Step {
	name := msg.Field
	if name == fieldValue {
		if name = m.fields.value(fieldCredential); name == command.CredentialKeyring {
			name = fieldCredential
		}
	}
	field := m.fields.byName[name]
	if field == nil || field.Shown != nil && !field.Shown() {
		return form.Refused(msg.Problem)
	}
	// The message begins with the key's name in the file.
	_, why, _ := strings.Cut(msg.Problem.Why, " ")
	return form.Fault(field, field.Label+" "+why)
}
