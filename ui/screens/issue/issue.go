// Package issue is the form that issues a token of a user. The token is copied, never
// shown, and gone with the screen.
package issue

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/charmbracelet/bubbles/help"
	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/acs"
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

// fieldLife is the name of the field for the token's life.
const fieldLife = "life"

// Model is the screen.
type Model struct {
	host  screen.Host
	scope *command.Scope
	theme *theme.Theme
	to    screen.ToIssue

	fields  *settings.Model
	sending bool
	fault   string
	problem *command.Problem
	// issued is the token, once there is one.
	issued *command.TokenIssuedMsg
	copied bool

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

// scopes are the scopes to choose from, with what they allow (documented).
func scopes() []struct {
	scope acs.TokenScope
	hint  string
} {
	return []struct {
		scope acs.TokenScope
		hint  string
	}{
		{acs.TokenScopeChat, "All of Chat, creating and deleting threads included."},
		{acs.TokenScopeChatJoin, "Taking part in threads, adding and removing participants; not creating, changing or deleting threads."},
		{acs.TokenScopeChatJoinLimited, "Taking part in threads, and no more."},
		{acs.TokenScopeVoIP, "Calls."},
		{acs.TokenScopeVoIPJoin, "Joining calls."},
	}
}

// New makes the screen.
func New(host screen.Host, scope *command.Scope, t *theme.Theme, to screen.ToIssue) *Model {
	var fields []*settings.Setting
	for _, s := range scopes() {
		fields = append(fields, settings.Switch(string(s.scope), string(s.scope), s.hint))
	}
	fields[0].SetValue(settings.Yes)
	fields = append(fields, settings.Text(fieldLife, "life in minutes", strconv.Itoa(acs.MaxTokenMinutes),
		fmt.Sprintf("%d to %d; the service's own is a day.", acs.MinTokenMinutes, acs.MaxTokenMinutes)))
	return &Model{host: host, scope: scope, theme: t, to: to, fields: settings.New(fields...)}
}

// Init does nothing: the form asks nobody.
func (m *Model) Init() tea.Cmd { return nil }

// Drafts is what stands in the fields.
func (m *Model) Drafts() []screen.Draft { return m.fields.Drafts() }

// SetSize gives the screen its room.
func (m *Model) SetSize(width, height int) { m.width, m.height = width, height }

// Title is the screen's name.
func (m *Model) Title() string { return "Issue a token" }

// CapturesKeys is true while the form can be edited.
func (m *Model) CapturesKeys() bool { return m.issued == nil }

// Close forgets the token.
func (m *Model) Close() {
	m.issued = nil
	m.scope.Close()
}

// Update takes a key or the token.
func (m *Model) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		if m.issued != nil {
			return m.issuedKey(msg)
		}
		return m.key(msg)
	case command.TokenIssuedMsg:
		m.sending = false
		if m.problem = msg.Problem; msg.Problem == nil {
			m.issued = &msg
			m.host.Unsaved("A token was issued that nobody has got yet; it would be gone.")
		}
	case command.PanickedMsg:
		m.sending, m.problem = false, msg.Problem
	}
	return nil
}

func (m *Model) key(msg tea.KeyMsg) tea.Cmd {
	k := m.host.Keys()
	switch {
	case m.sending:
		if k.Is(msg, keys.Leave) {
			m.host.Back()
		}
	case !msg.Paste && k.Is(msg, keys.Leave):
		form.Leave(m.host, m.loss())
	case !msg.Paste && k.Is(msg, keys.Submit):
		return m.submit()
	case !msg.Paste && k.Is(msg, keys.Preview):
		m.preview()
	default:
		m.fault, m.problem = "", nil
		m.fields.Key(msg)
		m.host.Unsaved(m.loss())
	}
	return nil
}

// loss is what would be lost with the form, in words; empty where nothing would.
func (m *Model) loss() string {
	if m.fields.Changed() {
		return "What was chosen has not been sent, and would be gone."
	}
	return ""
}

func (m *Model) submit() tea.Cmd {
	chosen, minutes, ok := m.asked()
	if !ok {
		return nil
	}
	m.sending, m.problem = true, nil
	return command.IssueToken(m.scope, m.to.RawID, chosen, minutes)
}

// preview shows the exact request before it is sent.
func (m *Model) preview() {
	chosen, minutes, ok := m.asked()
	if !ok {
		return
	}
	m.host.Show(form.RequestPage(m.host.Keys(), command.PreviewIssue(m.scope, m.to.RawID, chosen, minutes)))
}

// asked is what the fields ask for; where that cannot be, the fault says why.
func (m *Model) asked() (chosen []acs.TokenScope, life int32, ok bool) {
	for _, s := range scopes() {
		if m.fields.On(string(s.scope)) {
			chosen = append(chosen, s.scope)
		}
	}
	if m.fault = ""; len(chosen) == 0 {
		m.fault = "a token needs at least one scope"
		return nil, 0, false
	}
	minutes := int64(0)
	if typed := m.fields.Value(fieldLife); typed != "" {
		var err error
		if minutes, err = strconv.ParseInt(typed, 10, 32); err != nil || minutes < acs.MinTokenMinutes || minutes > acs.MaxTokenMinutes {
			m.fields.Focus(fieldLife)
			m.fault = fmt.Sprintf("life in minutes: a whole number from %d to %d", acs.MinTokenMinutes, acs.MaxTokenMinutes)
			return nil, 0, false
		}
	}
	return chosen, int32(minutes), true
}

// issuedKey takes a key once the token is there.
func (m *Model) issuedKey(msg tea.KeyMsg) tea.Cmd {
	k := m.host.Keys()
	switch {
	case k.Is(msg, keys.Copy):
		m.copied = true
		m.host.Unsaved("")
		return m.host.Copy("token", m.issued.Token.Token())
	case !k.Is(msg, keys.Back):
	case m.copied:
		m.host.Back()
	default:
		m.host.Ask(screen.Question{
			Title: "Leave without the token?", Body: "It was not copied, and is gone with this page. It stays valid until its end all the same.", Yes: "leave", No: "stay",
			OnYes: func() tea.Cmd {
				m.host.Back()
				return nil
			},
		})
	}
	return nil
}

// Click puts the focus on a field.
func (m *Model) Click(x, y int) (bool, tea.Cmd) { return m.drawn.Click(x, y), nil }

// Wheel moves the focus.
func (m *Model) Wheel(down bool) tea.Cmd {
	if m.sending || m.issued != nil {
		return nil
	}
	return m.key(screen.Arrow(down))
}

// Help lists the keys that do something now.
func (m *Model) Help() help.KeyMap {
	k := m.host.Keys()
	if m.issued != nil {
		actions := []key.Binding{k.Bind(keys.Copy, "copy the token"), k.Bind(keys.Back, "")}
		return screen.Keys{Short: actions, Full: [][]key.Binding{actions}}
	}
	leave := k.Bind(keys.Leave, "")
	if m.sending {
		return screen.Keys{Short: []key.Binding{leave}, Full: [][]key.Binding{{leave}}}
	}
	submit := k.Bind(keys.Submit, "issue the token")
	next := key.NewBinding(key.WithKeys("tab"), key.WithHelp("tab", "next field"))
	choose := key.NewBinding(key.WithKeys("right", "left"), key.WithHelp("← →", "choose a value"))
	if !m.fields.Choosing() {
		keys.Unless("this field is typed", &choose)
	}
	preview := k.Bind(keys.Preview, "")
	return screen.Keys{Short: []key.Binding{submit, leave, next, choose, preview}, Full: [][]key.Binding{{submit, preview, leave}, {next, choose}}}
}

// FullText is what went wrong, or the token's facts.
func (m *Model) FullText() []string {
	switch {
	case m.issued != nil:
		return m.issuedLines()
	case m.fault != "":
		return []string{m.fault}
	case m.problem != nil:
		return m.problem.Lines()
	}
	return nil
}

// View draws the form, or what became of it.
func (m *Model) View() string {
	head := []string{m.theme.Heading.Render(text.Truncate("Issue a token of "+text.TruncateMiddle(text.Sanitize(m.to.RawID), max(0, m.width-17)), m.width))}
	if m.issued != nil {
		m.drawn = clickable.Plain(append(head, document.Cut(m.theme, m.host.Keys(), m.issuedLines(), m.height-len(head), m.width)...)...)
		return m.drawn.String()
	}
	fields, focus := m.fields.Lines(m.theme, m.width, !m.sending)
	var status []string
	switch {
	case m.sending:
		status = []string{m.theme.Accent.Render(text.Truncate("  asking the service for a token…", m.width))}
	case m.fault != "":
		status = document.Problem(m.theme, []string{m.fault}, m.width)
	case m.problem != nil:
		status = document.Problem(m.theme, m.problem.Lines(), m.width)
	}
	status = document.Cut(m.theme, m.host.Keys(), status, m.height/2, m.width)
	room := max(1, m.height-len(head)-len(status))
	m.drawn = slices.Concat(clickable.Plain(head...), form.Window(fields, focus, room), clickable.Plain(status...))
	return m.drawn.String()
}

func (m *Model) issuedLines() []string {
	granted := make([]string, len(m.issued.Scopes))
	for i, s := range m.issued.Scopes {
		granted[i] = string(s)
	}
	ends := m.issued.Token.ExpiresOn
	lines := []string{m.theme.Success.Render(text.Truncate("✓ The token is issued.", m.width)), ""}
	for _, difference := range m.issued.Differences {
		for _, wrapped := range text.Wrap("! Not as asked for: "+text.Sanitize(difference), max(1, m.width)) {
			lines = append(lines, m.theme.Warning.Render(wrapped))
		}
	}
	lines = append(lines, document.Labelled(m.theme, []screen.DetailLine{
		{Label: "user", Text: m.to.RawID},
		{Label: "scopes", Text: strings.Join(granted, ", ")},
		{Label: "ends", Text: fmt.Sprintf("%s (in %s)", ends.In(m.host.Now().Location()).Format("2006-01-02 15:04"), text.Life(ends.Sub(m.host.Now())))},
	}, m.width)...)
	says := "It is not shown. " + m.host.Keys().Name(keys.Copy) + " copies it to the clipboard; whoever has it acts as this user. It is gone with this page."
	lines = append(lines, "")
	for _, wrapped := range text.Wrap(says, max(1, m.width)) {
		lines = append(lines, m.theme.Muted.Render(wrapped))
	}
	return lines
}
