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

// choice is one of the ways on.
type choice int

const (
	existing choice = iota
	create
	elsewhere
	choices
)

// Model is the screen.
type Model struct {
	host      screen.Host
	scope     *command.Scope
	theme     *theme.Theme
	connector command.Connector

	choice  choice
	id      *field.Field
	working string
	// creating says that a user is being made, waited for or not.
	creating bool
	fault    string
	problem  *command.Problem

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
func New(host screen.Host, scope *command.Scope, t *theme.Theme, connector command.Connector) *Model {
	return &Model{host: host, scope: scope, theme: t, connector: connector, id: field.New("8:acs:<resource>_<user>")}
}

// Drafts is what stands in the field.
func (m *Model) Drafts() []screen.Draft { return []screen.Draft{m.id.Draft("raw id")} }

// Init does nothing: the user begins.
func (m *Model) Init() tea.Cmd { return nil }

// SetSize gives the screen its room.
func (m *Model) SetSize(width, height int) { m.width, m.height = width, height }

// Title is the screen's name.
func (m *Model) Title() string { return "Connect" }

// CapturesKeys is true: an id can be typed at any time.
func (m *Model) CapturesKeys() bool { return true }

// Close cancels what is under way.
func (m *Model) Close() { m.scope.Close() }

// Update takes a key or a result.
func (m *Model) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		if m.working != "" {
			if m.host.Keys().Is(msg, keys.Leave) {
				m.stop()
			}
			return nil
		}
		return m.key(msg)
	case command.UserCreatedMsg:
		m.creating = false
		if !m.scope.Current(msg) {
			m.tellCreated(msg)
			return nil
		}
		m.working = ""
		if m.problem = msg.Problem; msg.Problem != nil {
			return nil
		}
		// The id is kept in the field: connecting may fail, and the user exists.
		m.choice = existing
		m.id.SetValue(msg.RawID)
		return m.connect()
	case command.ConnectedMsg:
		if m.scope.Current(msg) {
			m.working, m.problem = "", msg.Problem
		}
	case command.PanickedMsg:
		m.working, m.creating, m.problem = "", false, msg.Problem
	}
	return nil
}

// stop ends the connecting, or the wait for a user that is being made: that goes on.
func (m *Model) stop() {
	m.working = ""
	m.scope.Renew()
}

// tellCreated tells of a user that nobody waited for any more: he is not acted as.
func (m *Model) tellCreated(msg command.UserCreatedMsg) {
	m.host.Notify(msg.Notification())
	if msg.Problem == nil && m.id.Value() == "" {
		m.id.SetValue(msg.RawID)
	}
}

func (m *Model) key(msg tea.KeyMsg) tea.Cmd {
	m.fault = ""
	k := m.host.Keys()
	switch name := msg.String(); {
	case name == "tab", name == "shift+tab", name == "up", name == "down":
		by := 1
		if name == "shift+tab" || name == "up" {
			by = -1
		}
		m.choice = (m.choice + choice(by) + choices) % choices
	case name == "enter", k.Is(msg, keys.Submit):
		switch m.choice {
		case existing:
			return m.connect()
		case create:
			m.askCreate()
		case elsewhere, choices:
			m.host.Open(screen.ToConnections{})
		}
	case k.Is(msg, keys.Leave):
	default:
		m.choice, m.problem = existing, nil
		m.id.Update(msg)
	}
	return nil
}

// connect acts as the user whose id stands in the field.
func (m *Model) connect() tea.Cmd {
	understood := acs.UnderstandRawID(m.id.Value())
	rawID := understood.ID
	if fault := wrongUser(understood); fault != "" {
		m.fault = text.Sanitize(fault)
		return nil
	}
	m.working, m.problem = "issuing a token for "+text.Sanitize(rawID)+"…", nil
	return command.Connect(m.scope, m.connector, rawID)
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

func (m *Model) askCreate() {
	if refusal := m.scope.Session().WriteRefusal(); refusal != "" {
		m.fault = refusal
		return
	}
	if m.creating {
		m.fault = "a user is being made already"
		return
	}
	m.host.Ask(screen.Question{
		Title: "Create a user?",
		Body:  "This writes to the resource " + text.Sanitize(m.scope.Session().Host) + ": a new identity, which stays until it is deleted. It is in no thread yet.",
		Yes:   "create", No: "do not",
		OnYes: func() tea.Cmd {
			m.working, m.creating, m.problem = "creating a user…", true, nil
			return command.CreateUser(m.scope, m.connector)
		},
	})
}

// Help lists the keys.
func (m *Model) Help() help.KeyMap {
	if m.working != "" {
		does := "stop connecting"
		if m.creating {
			does = "wait no longer"
		}
		bindings := []key.Binding{m.host.Keys().Bind(keys.Leave, does), m.host.Keys().Bind(keys.Interrupt, "quit")}
		return screen.Keys{Short: bindings, Full: [][]key.Binding{bindings}}
	}
	bindings := []key.Binding{
		key.NewBinding(key.WithKeys("enter"), key.WithHelp("enter", "go")),
		key.NewBinding(key.WithKeys("tab"), key.WithHelp("tab", "the next way")),
		m.host.Keys().Bind(keys.Interrupt, "quit"),
	}
	return screen.Keys{Short: bindings, Full: [][]key.Binding{bindings}}
}

// View draws the screen.
func (m *Model) View() string {
	session := m.scope.Session()
	drawn := clickable.Plain(m.theme.Heading.Render(text.Truncate("Whom to act as on "+text.Sanitize(session.Host)+"?", m.width)), "")
	for _, line := range text.Wrap(explanation, max(1, m.width)) {
		drawn = append(drawn, clickable.Line{Text: m.theme.Muted.Render(line)})
	}
	drawn = append(drawn, clickable.Line{})
	var focus [choices]int
	for _, way := range []struct {
		choice choice
		lines  clickable.Lines
	}{
		{existing, append(m.option(existing, "Act as an existing user, by his id:", m.field()...), clickable.Line{})},
		{create, m.option(create, "Create a new user (this writes to the resource)")},
		{elsewhere, m.option(elsewhere, "Choose another connection")},
	} {
		focus[way.choice] = len(drawn)
		drawn = append(drawn, way.lines...)
	}
	status := document.Cut(m.theme, m.host.Keys(), m.status(), m.height/2, m.width)
	if len(status) > 0 && len(drawn)+len(status) < m.height {
		drawn = append(drawn, clickable.Line{})
	}
	drawn = form.Window(drawn, focus[m.choice%choices]+1, max(1, m.height-len(status)))
	m.drawn = slices.Concat(drawn, clickable.Plain(status...))
	return m.drawn.String()
}

// explanation says why a user is asked for.
const explanation = "The connection string opens the resource, but chat takes nothing but the token of a user, " +
	"and a user sees only the threads that he is a member of. The choice is kept for the next start."

// status is what is under way or went wrong.
func (m *Model) status() []string {
	switch {
	case m.working != "":
		return []string{m.theme.Accent.Render(text.Truncate("  "+m.working, m.width))}
	case m.fault != "":
		return document.Problem(m.theme, []string{m.fault}, m.width)
	case m.problem != nil:
		return document.Problem(m.theme, m.problem.Lines(), m.width)
	}
	return nil
}

// FullText is what went wrong, and why a user is asked for.
func (m *Model) FullText() []string { return append(m.status(), explanation) }

// field draws the id as it is typed and, where that differs, as it is understood.
func (m *Model) field() []string {
	lines := []string{"    " + m.id.View(m.theme, max(1, m.width-5), m.choice == existing && m.working == "", false)}
	if note := identities.Understood(acs.UnderstandRawID(m.id.Value())); note != "" {
		lines = append(lines, m.theme.Muted.Render(text.Truncate("    "+text.Sanitize(note), m.width)))
	}
	return lines
}

// option draws one of the ways on, and the lines below it that belong to it.
func (m *Model) option(c choice, label string, below ...string) clickable.Lines {
	label = text.Truncate(label, max(0, m.width-2))
	marker := "  "
	if m.choice == c {
		marker = m.theme.Accent.Render("▸ ")
	}
	return clickable.For(func() { m.choice = c }, append([]string{marker + label}, below...)...)
}

// Click chooses one of the ways on; going it takes a key.
func (m *Model) Click(x, y int) (bool, tea.Cmd) {
	return m.working == "" && m.drawn.Click(x, y), nil
}

// Wheel chooses another of the ways on.
func (m *Model) Wheel(down bool) tea.Cmd { return m.Update(screen.Arrow(down)) }
