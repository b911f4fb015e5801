// Package users is the screen of the resource's users: those that this session knows,
// because the Identity API has no list of them.
package users

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/charmbracelet/bubbles/help"
	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/component/list"
	"acs-chat-tui/ui/data/identities"
	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/style/theme"
)

// Model is the screen.
type Model struct {
	host  screen.Host
	scope *command.Scope
	theme *theme.Theme
	seen  *identities.Seen

	list *list.List[identities.Identity]
	// revision is that of seen that the list shows.
	revision int
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
	m := &Model{host: host, scope: scope, theme: t, seen: seen, revision: -1}
	m.list = list.New(list.Options[identities.Identity]{
		Keys: host.Keys(), Theme: t, Row: m.row, Noun: "user", FilterHint: "part of a name or id",
		Key:   func(user identities.Identity) string { return user.RawID },
		Text:  func(user identities.Identity) string { return strings.Join(user.Names, " ") + " " + user.RawID },
		Head:  func() string { return fmt.Sprintf("%d of %d match", m.list.Len(), m.list.LoadedCount()) },
		Empty: func() []string { return []string{"  nobody is known yet"} },
	})
	seen.Remember(scope.Session().UserID)
	m.refresh()
	return m
}

// refresh shows the users that are known now.
func (m *Model) refresh() {
	if m.revision != m.seen.Revision() {
		m.revision = m.seen.Revision()
		m.list.SetItems(m.seen.Users())
	}
}

// show puts the cursor on a user, whatever the filter hides.
func (m *Model) show(rawID string) {
	m.refresh()
	m.list.Await(rawID)
}

// Init does nothing: there is nobody to ask for a list.
func (m *Model) Init() tea.Cmd { return nil }

// SetSize gives the screen its room.
func (m *Model) SetSize(width, height int) {
	m.width, m.height = width, height
	m.list.SetSize(width, height)
}

// Title is the screen's name.
func (m *Model) Title() string { return "Identities" }

// CapturesKeys is true while the filter is typed.
func (m *Model) CapturesKeys() bool { return m.list.Capturing() }

// Close leaves writes under way to themselves.
func (m *Model) Close() { m.scope.Close() }

// Update takes a key or a result.
func (m *Model) Update(msg tea.Msg) tea.Cmd {
	m.refresh()
	switch msg := msg.(type) {
	case tea.KeyMsg:
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

func (m *Model) key(msg tea.KeyMsg) tea.Cmd {
	is := func(action keys.Action) bool { return m.host.Keys().Is(msg, action) }
	if m.list.Capturing() {
		_, cmd := m.list.Key(msg)
		return cmd
	}
	m.problem = nil
	current, ok := m.list.Selected()
	switch {
	case is(keys.Back):
		m.back()
	case m.working != "":
	case is(keys.NewThread):
		return m.create()
	case is(keys.OpenByID):
		m.askID()
	case m.listKey(msg), !ok:
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
	case m.list.Filtered():
		m.list.ClearFilter()
	default:
		m.host.Back()
	}
}

// Click puts the cursor on a user, and acts as the one that it stands on.
func (m *Model) Click(x, y int) (bool, tea.Cmd) {
	if m.working != "" {
		return false, nil
	}
	there, opens, _ := m.list.Click(x, y-m.listTop)
	if opens {
		return true, m.key(m.host.Keys().Press(keys.Open))
	}
	if there {
		m.problem = nil
	}
	return there, nil
}

func (m *Model) listKey(msg tea.KeyMsg) bool {
	handled, _ := m.list.Key(msg)
	return handled
}

// Help lists the keys that do something now.
func (m *Model) Help() help.KeyMap {
	k := m.host.Keys()
	if own := m.list.Keys(); m.list.Capturing() {
		return screen.Keys{Short: own.Typing(), Full: [][]key.Binding{own.Typing()}}
	}
	_, ok := m.list.Selected()
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
	case m.working == "" && m.list.Filtered():
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
	return screen.Keys{Short: short, Full: [][]key.Binding{actions, m.list.Keys().Moves}}
}
