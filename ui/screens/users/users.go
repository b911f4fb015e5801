// Package users is the screen of the resource's users: those that this session knows,
// because the Identity API has no list of them.
//
//	users.go    Model: the list and what its keys do
//	actions.go  what is done to a user
//	view.go     drawing
package users

import (
	"cmp"
	"slices"
	"strings"

	"github.com/charmbracelet/bubbles/help"
	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/data/identities"
	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/style/theme"
	"acs-chat-tui/ui/widget/field"
	"acs-chat-tui/ui/widget/list"
)

// Model is the screen.
type Model struct {
	host  screen.Host
	scope *command.Scope
	theme *theme.Theme
	seen  *identities.Seen

	list  *list.Model
	known []identities.Identity
	// revision and query are those of seen and of the filter that known was made for.
	revision int
	query    string
	filter   *field.Field
	typing   bool
	// working says what is under way.
	working string
	problem *command.Problem

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
func New(host screen.Host, scope *command.Scope, t *theme.Theme, seen *identities.Seen) *Model {
	m := &Model{host: host, scope: scope, theme: t, seen: seen, list: list.New(), filter: field.New("part of a name or id"), revision: -1}
	seen.Remember(scope.Session().UserID)
	m.follow()
	return m
}

// follow takes what is known now; the cursor stays on its user.
func (m *Model) follow() {
	query := strings.ToLower(strings.TrimSpace(m.filter.Value()))
	if m.revision == m.seen.Revision() && m.query == query {
		return
	}
	at, had := m.selected()
	m.revision, m.query = m.seen.Revision(), query
	m.known = m.known[:0]
	for _, identity := range m.seen.Users() {
		if query == "" || strings.Contains(strings.ToLower(strings.Join(identity.Names, " ")+" "+identity.RawID), query) {
			m.known = append(m.known, identity)
		}
	}
	m.list.Clamp(len(m.known))
	if had {
		m.point(at.RawID)
	}
}

// point puts the cursor on a user.
func (m *Model) point(rawID string) {
	for i, identity := range m.known {
		if identity.RawID == rawID {
			m.list.SetCursor(i, len(m.known))
		}
	}
}

// show puts the cursor on a user, whatever the filter hides.
func (m *Model) show(rawID string) {
	m.filter.SetValue("")
	m.follow()
	m.point(rawID)
}

func (m *Model) selected() (identities.Identity, bool) {
	if i := m.list.Cursor(); i < len(m.known) {
		return m.known[i], true
	}
	return identities.Identity{}, false
}

// Init does nothing: there is nobody to ask for a list.
func (m *Model) Init() tea.Cmd { return nil }

// SetSize gives the screen its room.
func (m *Model) SetSize(width, height int) { m.width, m.height = width, height }

// Title is the screen's name.
func (m *Model) Title() string { return "Identities" }

// CapturesKeys is true while the filter is typed.
func (m *Model) CapturesKeys() bool { return m.typing }

// Close leaves writes under way to themselves.
func (m *Model) Close() { m.scope.Close() }

// Update takes a key or a result.
func (m *Model) Update(msg tea.Msg) tea.Cmd {
	m.follow()
	switch msg := msg.(type) {
	case tea.KeyMsg:
		if m.typing {
			m.filterKey(msg)
			return nil
		}
		return m.key(msg)
	case command.UserCreatedMsg:
		m.settle(msg.Problem)
		if msg.Problem == nil {
			m.host.Notify(msg.Notification())
			m.show(msg.RawID)
		}
	case command.TokensRevokedMsg:
		m.settle(msg.Problem)
	case command.UserDeletedMsg:
		m.settle(msg.Problem)
	case command.ConnectedMsg:
		if m.scope.Current(msg) {
			m.settle(msg.Problem)
		}
	case command.PanickedMsg:
		m.settle(msg.Problem)
	}
	return nil
}

func (m *Model) settle(problem *command.Problem) { m.working, m.problem = "", problem }

func (m *Model) filterKey(msg tea.KeyMsg) {
	switch k := m.host.Keys(); {
	case msg.Paste:
		m.filter.Update(msg)
	case k.Is(msg, keys.Leave):
		m.filter.SetValue("")
		m.typing = false
	case msg.Type == tea.KeyEnter:
		m.typing = false
	default:
		m.filter.Update(msg)
	}
	m.follow()
}

func (m *Model) key(msg tea.KeyMsg) tea.Cmd {
	is := func(action keys.Action) bool { return m.host.Keys().Is(msg, action) }
	m.problem = nil
	current, ok := m.selected()
	switch {
	case is(keys.Back):
		m.back()
	case m.working != "":
	case is(keys.Filter):
		m.typing = true
	case is(keys.NewThread):
		return m.create()
	case is(keys.OpenByID):
		m.askID()
	case !ok || m.move(msg):
	case is(keys.Open):
		return m.act(current)
	case is(keys.IssueToken):
		m.issue(current)
	case is(keys.RevokeTokens):
		m.askRevoke(current)
	case is(keys.Delete):
		m.askDelete(current)
	case is(keys.Copy):
		return m.host.Copy("raw id", current.RawID)
	}
	return nil
}

// back ends the connecting, else the filter, else the screen.
func (m *Model) back() {
	switch {
	case m.working == workingAct:
		m.working = ""
		m.scope.Renew()
	case m.filter.Value() != "":
		m.filter.SetValue("")
		m.follow()
	default:
		m.host.Back()
	}
}

// Click puts the cursor on a user, and acts as the one that it stands on.
func (m *Model) Click(x, y int) (bool, tea.Cmd) {
	if m.working != "" {
		return false, nil
	}
	there, again := m.list.Click(x, y-m.listTop, len(m.known))
	if opens := again && !m.typing; opens {
		return true, m.key(m.host.Keys().Press(keys.Open))
	}
	if there {
		m.typing, m.problem = false, nil
	}
	return there, nil
}

// move moves the cursor; false for a key that does not.
func (m *Model) move(msg tea.KeyMsg) bool {
	is := func(action keys.Action) bool { return m.host.Keys().Is(msg, action) }
	length := len(m.known)
	switch {
	case is(keys.Down):
		m.list.Move(1, length)
	case is(keys.Up):
		m.list.Move(-1, length)
	case is(keys.PageDown):
		m.list.PageDown(length)
	case is(keys.PageUp):
		m.list.PageUp(length)
	case is(keys.HalfPageDown):
		m.list.HalfPageDown(length)
	case is(keys.HalfPageUp):
		m.list.HalfPageUp(length)
	case is(keys.First):
		m.list.First()
	case is(keys.Last):
		m.list.Last(length)
	default:
		return false
	}
	return true
}

// Help lists the keys that do something now.
func (m *Model) Help() help.KeyMap {
	k := m.host.Keys()
	if m.typing {
		typing := []key.Binding{
			key.NewBinding(key.WithKeys("enter"), key.WithHelp("enter", "keep the filter")),
			k.Bind(keys.Leave, "clear the filter"),
		}
		return screen.Keys{Short: typing, Full: [][]key.Binding{typing}}
	}
	_, ok := m.selected()
	may, writes, other := m.scope.ActRefusal(), m.scope.IssueRefusal(), ""
	if m.working != "" {
		other = stillWorking
		may, writes = cmp.Or(may, other), cmp.Or(writes, other)
	}
	bind := func(action keys.Action, does, refusal string, enabled bool) key.Binding {
		b := k.Bind(action, does)
		switch {
		case !enabled:
			keys.Unless(cmp.Or(refusal, "no user is under the cursor"), &b)
		case m.working != "":
			keys.Unless(refusal, &b)
		case refusal != "":
			b = k.Bind(action, does+": "+refusal)
		}
		return b
	}
	back := k.Bind(keys.Back, "")
	switch {
	case m.working == workingAct:
		back = k.Bind(keys.Back, "stop it")
	case m.working == "" && m.filter.Value() != "":
		back = k.Bind(keys.Back, "clear the filter")
	}
	actions := []key.Binding{
		bind(keys.Open, "act as", may, ok), bind(keys.NewThread, "new user", writes, true),
		bind(keys.IssueToken, "issue a token", writes, ok), bind(keys.RevokeTokens, "revoke tokens", writes, ok),
		bind(keys.Delete, "delete", writes, ok), bind(keys.OpenByID, "add by id", other, true),
		bind(keys.Copy, "copy id", other, ok), bind(keys.Filter, "", other, true), back,
	}
	// The footer has room for what can be done; the help says why the rest cannot.
	short := slices.Clone(actions)
	if writes != "" {
		short = slices.Delete(short, 1, 5)
	}
	if may != "" {
		short = short[1:]
	}
	return screen.Keys{Short: short, Full: [][]key.Binding{actions, {
		k.Bind(keys.Up, ""), k.Bind(keys.Down, ""), k.Bind(keys.PageUp, ""), k.Bind(keys.PageDown, ""),
		k.Bind(keys.HalfPageUp, ""), k.Bind(keys.HalfPageDown, ""), k.Bind(keys.First, ""), k.Bind(keys.Last, ""),
	}}}
}
