// Package profile is the form of one profile of the configuration file.
//
//	profile.go  Model: the form's life
//	fields.go   its fields
package profile

import (
	"slices"
	"strings"

	"github.com/charmbracelet/bubbles/help"
	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/component/form"
	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/style/text"
	"acs-chat-tui/ui/style/theme"
	"acs-chat-tui/ui/widget/clickable"
	"acs-chat-tui/ui/widget/document"
	"acs-chat-tui/ui/widget/settings"
)

// Model is the screen.
type Model struct {
	host        screen.Host
	scope       *command.Scope
	theme       *theme.Theme
	connections command.Connections
	to          command.ToProfile

	fields  *settings.Model
	saving  bool
	fault   string
	problem *command.Problem

	// drawn is what View drew last.
	drawn         clickable.Lines
	width, height int
}

var (
	_ screen.Screen     = (*Model)(nil)
	_ screen.Clickable  = (*Model)(nil)
	_ screen.Wheeled    = (*Model)(nil)
	_ screen.Expandable = (*Model)(nil)
)

// New makes the screen.
func New(host screen.Host, scope *command.Scope, t *theme.Theme, connections command.Connections, to command.ToProfile) *Model {
	m := &Model{host: host, scope: scope, theme: t, connections: connections, to: to, fields: newFields(to)}
	m.follow()
	return m
}

// Init does nothing: all is there.
func (m *Model) Init() tea.Cmd { return nil }

// Drafts is what stands in the fields.
func (m *Model) Drafts() []screen.Draft { return m.fields.Drafts() }

// SetSize gives the screen its room.
func (m *Model) SetSize(width, height int) { m.width, m.height = width, height }

// Title is the screen's name.
func (m *Model) Title() string {
	if m.to.Add {
		return "New profile"
	}
	return "Profile " + m.to.Profile.Name
}

// CapturesKeys is always true: the screen is a form.
func (m *Model) CapturesKeys() bool { return true }

// Close leaves what is being saved to itself.
func (m *Model) Close() { m.scope.Close() }

// Update takes a key or the outcome.
func (m *Model) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		return m.key(msg)
	case command.ProfileMsg:
		m.saving = false
		if msg.Problem == nil {
			m.host.Notify(m.saved(msg))
			m.host.Back()
			return nil
		}
		m.refused(msg)
	case command.PanickedMsg:
		m.saving, m.problem = false, msg.Problem
	}
	return nil
}

// saved tells where everything is kept.
func (m *Model) saved(msg command.ProfileMsg) screen.Notification {
	n := msg.Notification()
	id := command.ConnectionID{Source: command.FromProfile, Name: msg.Name}
	if m.scope.Session().ID == id {
		n.Text += "; it is in use as it was: connect again to use it so"
	}
	return n
}

// refused says what is wrong, and puts the focus on the field that is.
func (m *Model) refused(msg command.ProfileMsg) {
	field := msg.Field
	if field == fieldValue {
		field = m.valueField()
	}
	label := m.fields.Label(field)
	if label == "" {
		m.problem = msg.Problem
		return
	}
	m.fields.Focus(field)
	// The message begins with the key's name in the file.
	_, why, _ := strings.Cut(msg.Problem.Why, " ")
	m.fault = label + " " + why
}

func (m *Model) key(msg tea.KeyMsg) tea.Cmd {
	k := m.host.Keys()
	if m.saving {
		if k.Is(msg, keys.Leave) {
			m.host.Back()
		}
		return nil
	}
	m.fault, m.problem = "", nil
	switch {
	case !msg.Paste && k.Is(msg, keys.Submit):
		return m.save()
	case !msg.Paste && k.Is(msg, keys.Leave):
		form.Leave(m.host, m.loss())
	default:
		m.fields.Key(msg)
		m.follow()
		m.host.Unsaved(m.loss())
	}
	return nil
}

// loss is what would be lost with the form, in words; empty where nothing would.
func (m *Model) loss() string {
	if m.fields.Changed() {
		return "What was typed has not been saved, and would be gone."
	}
	return ""
}

func (m *Model) save() tea.Cmd {
	if !m.to.Add && !m.fields.Changed() {
		m.fault = "nothing is changed"
		return nil
	}
	m.saving = true
	asked, secret := m.asked()
	var from *command.Profile
	if !m.to.Add {
		from = &m.to.Profile
	}
	return command.SaveProfile(m.scope, m.connections, from, asked, secret)
}

// Click puts the focus on a field.
func (m *Model) Click(x, y int) (bool, tea.Cmd) { return m.drawn.Click(x, y), nil }

// Wheel moves the focus.
func (m *Model) Wheel(down bool) tea.Cmd {
	if m.saving {
		return nil
	}
	return m.key(screen.Arrow(down))
}

// Help lists the form's keys.
func (m *Model) Help() help.KeyMap {
	k := m.host.Keys()
	fixed := func(shown, does string, names ...string) key.Binding {
		return key.NewBinding(key.WithKeys(names...), key.WithHelp(shown, does))
	}
	leave := k.Bind(keys.Leave, "")
	if m.saving {
		return screen.Keys{Short: []key.Binding{leave}, Full: [][]key.Binding{{leave}}}
	}
	submit, next := k.Bind(keys.Submit, "save"), fixed("tab", "next field", "tab")
	choose := fixed("← →", "choose a value", "right", "left")
	if !m.fields.Choosing() {
		keys.Unless("this field is typed", &choose)
	}
	return screen.Keys{
		Short: []key.Binding{submit, leave, next, choose},
		Full:  [][]key.Binding{{submit, leave}, {next, fixed("shift+tab", "previous field", "shift+tab"), choose}},
	}
}

// FullText is what went wrong.
func (m *Model) FullText() []string {
	switch {
	case m.fault != "":
		return []string{text.Sanitize(m.fault)}
	case m.problem != nil:
		return m.problem.Lines()
	}
	return nil
}

// View draws the form.
func (m *Model) View() string {
	head := clickable.Plain(m.theme.Heading.Render(text.Truncate(text.Sanitize(m.Title()), m.width)))
	fields, focus := m.fields.Lines(m.theme, m.width, !m.saving)
	var status []string
	switch {
	case m.saving:
		status = []string{m.theme.Accent.Render(text.Truncate("  saving… a keyring may ask you to unlock it", m.width))}
	case m.fault != "":
		status = document.Problem(m.theme, []string{text.Sanitize(m.fault)}, m.width)
	case m.problem != nil:
		status = document.Problem(m.theme, m.problem.Lines(), m.width)
	}
	status = document.Cut(m.theme, m.host.Keys(), status, m.height/2, m.width)
	room := max(1, m.height-len(head)-len(status))
	m.drawn = slices.Concat(head, form.Window(fields, focus, room), clickable.Plain(status...))
	return m.drawn.String()
}
