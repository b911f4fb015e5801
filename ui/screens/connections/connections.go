// Package connections lists what there is to connect to: the profiles of the
// configuration file, the environment and the built-in emulator.
package connections

import (
	"fmt"
	"slices"

	"github.com/charmbracelet/bubbles/help"
	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/component/list"
	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/style/text"
	"acs-chat-tui/ui/style/theme"
)

// Model is the screen.
type Model struct {
	host        screen.Host
	scope       *command.Scope
	theme       *theme.Theme
	connections command.Connections

	list   *list.List[command.Available]
	loaded bool
	// fault says why the configuration file cannot be read.
	fault string
	// connecting names what is being connected to; empty: nothing is.
	connecting string
	problem    *command.Problem
	// saved names the profile that was saved last, as long as it has not been listed.
	saved string
	// notListed says that problem is why they could not be listed.
	notListed bool
	// wanted is what is to be connected to once it is listed; nil for nothing.
	wanted *command.ConnectionID

	// listTop is the line of View on which the list begins.
	listTop       int
	width, height int
}

var (
	_ screen.Screen     = (*Model)(nil)
	_ screen.Clickable  = (*Model)(nil)
	_ screen.Expandable = (*Model)(nil)
)

// New makes the screen.
func New(host screen.Host, scope *command.Scope, t *theme.Theme, connections command.Connections) *Model {
	m := &Model{host: host, scope: scope, theme: t, connections: connections}
	m.list = list.New(list.Options[command.Available]{
		Keys: host.Keys(), Theme: t, Row: m.row, Key: func(a command.Available) string { return itemKey(a.ID) },
	})
	return m
}

// itemKey names a connection for the list.
func itemKey(id command.ConnectionID) string { return fmt.Sprint(id.Source, " ", id.Name) }

// Init lists the connections.
func (m *Model) Init() tea.Cmd { return command.ListConnections(m.scope, m.connections) }

// SetSize gives the screen its room.
func (m *Model) SetSize(width, height int) { m.width, m.height = width, height }

// Title is the screen's name.
func (m *Model) Title() string { return "Connections" }

// CapturesKeys is never true.
func (m *Model) CapturesKeys() bool { return false }

// Close ends what is under way.
func (m *Model) Close() { m.scope.Close() }

// Update takes a key or a result.
func (m *Model) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		return m.key(msg)
	case command.ConnectionsMsg:
		if m.scope.Current(msg) {
			m.listed(msg)
			return m.connectToWanted()
		}
	case command.ConnectedMsg:
		if m.scope.Current(msg) {
			m.connecting, m.problem, m.notListed = "", msg.Problem, false
		}
	case command.ConnectToMsg:
		m.wanted = &msg.ID
		if m.loaded {
			return m.connectToWanted()
		}
	case command.ProfileMsg:
		if m.problem = msg.Problem; msg.Problem == nil {
			m.host.Notify(msg.Notification())
			return m.reload()
		}
	case command.PanickedMsg:
		m.connecting, m.problem = "", msg.Problem
	case screen.ProfilesChangedMsg:
		// What went wrong did with what the profiles were before.
		m.problem, m.saved = nil, msg.Name
		return m.reload()
	}
	return nil
}

// reload lists the connections anew. What is being connected to is given up.
func (m *Model) reload() tea.Cmd {
	m.connecting = ""
	m.scope.Renew()
	return command.ListConnections(m.scope, m.connections)
}

// listed shows the connections. The cursor goes to a profile that was just saved, else it
// stays on its connection, and is on the one in use to begin with.
func (m *Model) listed(msg command.ConnectionsMsg) {
	at := m.scope.Session().ID
	if current, ok := m.list.Selected(); ok {
		at = current.ID
	}
	if m.saved != "" && msg.Problem == nil {
		at, m.saved = command.ConnectionID{Source: command.FromProfile, Name: m.saved}, ""
	}
	m.loaded, m.fault = true, msg.Fault
	if msg.Problem != nil || m.notListed {
		m.problem, m.notListed = msg.Problem, msg.Problem != nil
	}
	m.list.SetItems(msg.Available)
	m.list.Point(itemKey(at))
}

func (m *Model) key(msg tea.KeyMsg) tea.Cmd {
	is := func(action keys.Action) bool { return m.host.Keys().Is(msg, action) }
	if m.connecting != "" {
		if is(keys.Back) {
			m.connecting = ""
			m.scope.Renew()
		}
		return nil
	}
	current, ok := m.list.Selected()
	switch {
	case is(keys.Back):
		m.host.Back()
	case is(keys.Refresh):
		m.problem = nil
		return m.reload()
	case is(keys.NewThread):
		m.host.Open(command.ToProfile{Add: true, Profile: command.Profile{Credential: command.CredentialToken}})
	case !ok:
	case is(keys.Open):
		return command.Leaving(m.scope, m.host, func() tea.Cmd { return m.connect(current) })
	case is(keys.CheckConnection):
		m.host.Open(command.ToCheck{ID: current.ID, Title: Name(current)})
	case is(keys.Edit):
		if m.changeable(current) {
			m.host.Open(command.ToProfile{Profile: current.Profile, Where: current.Where})
		}
	case is(keys.Delete):
		if m.changeable(current) {
			m.askRemove(current)
		}
	case is(keys.Copy):
		return m.copy(current)
	default:
		m.list.Key(msg)
	}
	return nil
}

// Click puts the cursor on a connection, and connects to the one that it stands on.
func (m *Model) Click(x, y int) (bool, tea.Cmd) {
	if m.connecting != "" {
		return false, nil
	}
	there, opens, _ := m.list.Click(x, y-m.listTop)
	if opens {
		return true, m.key(m.host.Keys().Press(keys.Open))
	}
	return there, nil
}

// connectToWanted connects to what was asked for by name.
func (m *Model) connectToWanted() tea.Cmd {
	if m.wanted == nil {
		return nil
	}
	wanted, listed := m.list.Find(itemKey(*m.wanted))
	m.wanted = nil
	if !listed {
		return nil
	}
	m.list.Point(itemKey(wanted.ID))
	return command.Leaving(m.scope, m.host, func() tea.Cmd { return m.connect(wanted) })
}

func (m *Model) connect(to command.Available) tea.Cmd {
	m.connecting, m.problem = Name(to), nil
	m.scope.Renew()
	return command.SwitchTo(m.scope, m.connections, to.ID)
}

func (m *Model) copy(current command.Available) tea.Cmd {
	if current.Profile.Endpoint == "" {
		m.host.Notify(screen.Notification{Level: screen.LevelInfo, Text: "there is no endpoint to copy: it is known once one is connected"})
		return nil
	}
	return m.host.Copy("endpoint", current.Profile.Endpoint)
}

// changeable says whether a connection is a profile; where it is not, why it cannot be
// changed is told.
func (m *Model) changeable(a command.Available) bool {
	refusal := refusal(a)
	if refusal != "" {
		m.host.Notify(screen.Notification{Level: screen.LevelInfo, Text: refusal})
	}
	return refusal == ""
}

// refusal says why a connection cannot be changed, or nothing.
func refusal(a command.Available) string {
	switch a.ID.Source {
	case command.FromEnvironment:
		return "the environment is set outside of the program: only profiles can be changed here"
	case command.FromEmulator:
		return "the built-in emulator is always there: only profiles can be changed here"
	case command.FromProfile:
	}
	return ""
}

func (m *Model) askRemove(a command.Available) {
	body := "It is taken out of the configuration file, and its secret out of the keyring or the file beside it. A token file or a command stays as it is."
	if a.ID == m.scope.Session().ID {
		body += "\nIt is in use: the connection stays until you switch or quit."
	}
	if a.Profile.Default {
		body += "\nIt is the default: without one, the program starts on the built-in emulator where nothing else is said."
	}
	m.host.Ask(screen.Question{
		Title: "Remove the profile " + text.Sanitize(a.ID.Name) + "?", Body: body, Yes: "remove", No: "keep",
		OnYes: func() tea.Cmd { return command.RemoveProfile(m.scope, m.connections, a.ID.Name) },
	})
}

// Name is what a connection is called.
func Name(a command.Available) string {
	switch a.ID.Source {
	case command.FromEnvironment:
		return "the environment"
	case command.FromEmulator:
		return "the built-in emulator"
	case command.FromProfile:
	}
	return a.ID.Name
}

// Help lists the keys that do something now.
func (m *Model) Help() help.KeyMap {
	k := m.host.Keys()
	back := k.Bind(keys.Back, "")
	if m.connecting != "" {
		back = k.Bind(keys.Back, "stop connecting")
		return screen.Keys{Short: []key.Binding{back}, Full: [][]key.Binding{{back}}}
	}
	current, ok := m.list.Selected()
	edit, remove := k.Bind(keys.Edit, "edit"), k.Bind(keys.Delete, "remove")
	if refusal := refusal(current); ok && refusal != "" {
		edit, remove = k.Bind(keys.Edit, "edit: "+refusal), k.Bind(keys.Delete, "remove: "+refusal)
	}
	actions := []key.Binding{
		k.Bind(keys.Open, "connect"), k.Bind(keys.CheckConnection, "test"), k.Bind(keys.NewThread, "new profile"), edit, remove,
		k.Bind(keys.Copy, "copy the endpoint"), k.Bind(keys.Refresh, ""), back,
	}
	if !ok {
		keys.Unless("nothing is listed yet", &actions[0], &actions[1], &actions[3], &actions[4], &actions[5])
	}
	if ok && current.Profile.Endpoint == "" {
		actions[5] = k.Bind(keys.Copy, "copy the endpoint: it is known once one is connected")
	}
	short := slices.Clone(actions)
	if ok && refusal(current) != "" {
		short = slices.Delete(short, 3, 5)
	}
	if current.Profile.Endpoint == "" {
		short = slices.DeleteFunc(short, func(b key.Binding) bool { return key.Matches(k.Press(keys.Copy), b) })
	}
	return screen.Keys{Short: short, Full: [][]key.Binding{actions, m.list.Keys().Moves}}
}
