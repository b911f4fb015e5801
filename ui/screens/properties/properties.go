// Package properties is a thread's first tab: everything that
// GetChatThreadProperties returned. It always asks the service; what another
// screen knew of the thread may be old.
package properties

import (
	"fmt"
	"strings"
	"time"

	"acs-chat-tui/ui/component/participantrows"

	"github.com/charmbracelet/bubbles/help"
	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/component/facts"
	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/style/text"
	"acs-chat-tui/ui/style/theme"
	"acs-chat-tui/ui/widget/document"
)

// Model is the screen.
type Model struct {
	host     screen.Host
	scope    *command.Scope
	theme    *theme.Theme
	to       screen.ToThread
	keys     keyMap
	document *document.Model

	// drawn is what the document shows.
	drawn drawn

	// sheet is the thread; nil where none has come.
	sheet   *facts.Sheet
	problem *command.Problem
	// json is the service's answer, and indented its lines, made when they are asked for.
	json     []byte
	indented []string
	raw      bool
	// asked is when the request under way was sent; looking says that it is a look, and
	// lookProblem why the last look failed.
	asked       time.Time
	looking     bool
	lookProblem string

	width, height int
}

var (
	_ screen.Screen    = (*Model)(nil)
	_ screen.Watchable = (*Model)(nil)
)

type keyMap struct{ Add, Edit, Copy, JSON, Refresh, Retry, Back key.Binding }

// New makes the screen.
func New(host screen.Host, scope *command.Scope, t *theme.Theme, to screen.ToThread) *Model {
	m := &Model{host: host, scope: scope, theme: t, to: to, document: document.New(host.Keys())}
	k := host.Keys()
	m.keys = keyMap{
		Add: k.Bind(keys.AddParticipants, ""), Edit: k.Bind(keys.Edit, ""), Copy: k.Bind(keys.Copy, ""), JSON: k.Bind(keys.RawJSON, ""),
		Refresh: k.Bind(keys.Refresh, ""), Retry: k.Bind(keys.Open, "try again"), Back: k.Bind(keys.Back, ""),
	}
	if refusal := scope.Session().AddRefusal(); refusal != "" {
		m.keys.Add = k.Bind(keys.AddParticipants, "add participants: "+refusal)
	}
	if refusal := scope.Session().UpdateRefusal(); refusal != "" {
		m.keys.Edit = k.Bind(keys.Edit, "edit: "+refusal)
	}
	return m
}

// Init asks for the thread.
func (m *Model) Init() tea.Cmd { return m.get() }

func (m *Model) get() tea.Cmd {
	m.asked = m.host.Now()
	return command.GetThread(m.scope, m.to.ThreadID)
}

// SetSize gives the screen its room.
func (m *Model) SetSize(width, height int) {
	m.width, m.height = width, height
	m.document.SetSize(width, height)
	m.redraw()
}

// Title is the thread's topic, as far as it is known.
func (m *Model) Title() string {
	switch {
	case m.sheet != nil:
		return m.sheet.Thread().Topic
	case m.to.Topic != "":
		return m.to.Topic
	}
	return m.to.ThreadID
}

// CapturesKeys is never true.
func (m *Model) CapturesKeys() bool { return false }

// Close cancels the read.
func (m *Model) Close() { m.scope.Close() }

// Update takes a key or a result.
func (m *Model) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		return m.key(msg)
	case command.ThreadMsg:
		if m.scope.Current(msg) {
			m.take(msg)
		}
	case command.PanickedMsg:
		if m.scope.Current(msg) {
			m.failed(msg.Problem)
		}
	case screen.TimeMsg:
		m.redraw()
	case screen.ChangedMsg:
		return m.refresh()
	}
	return nil
}

// take takes the thread, or the news that it did not come.
func (m *Model) take(msg command.ThreadMsg) {
	if msg.Problem != nil {
		m.failed(msg.Problem.KnownDeleted(m.to.DeletedOn, m.host.Now()))
		return
	}
	if m.looking && m.sheet != nil {
		m.sheet.Look(&msg.Thread, m.asked)
	} else {
		m.sheet = facts.NewSheet(&msg.Thread, m.scope.Session().APIVersion, m.asked)
	}
	m.json, m.indented, m.problem, m.looking, m.lookProblem = msg.JSON, nil, nil, false, ""
	m.redraw()
}

func (m *Model) failed(problem *command.Problem) {
	if m.looking && m.sheet != nil {
		m.looking, m.lookProblem = false, problem.Why
		return
	}
	m.problem, m.looking = problem, false
	m.redraw()
}

func (m *Model) refresh() tea.Cmd {
	m.scope.Renew()
	m.looking, m.lookProblem = false, ""
	m.problem = nil
	m.redraw()
	return m.get()
}

func (m *Model) key(msg tea.KeyMsg) tea.Cmd {
	m.drawn.see(m.document.Begins())
	switch {
	case key.Matches(msg, m.keys.Back):
		m.host.Back()
	case key.Matches(msg, m.keys.Refresh), m.problem != nil && !m.problem.Final && key.Matches(msg, m.keys.Retry):
		return m.refresh()
	case key.Matches(msg, m.keys.Copy):
		return m.host.Copy("thread id", m.to.ThreadID)
	case key.Matches(msg, m.keys.JSON) && m.sheet != nil:
		m.raw = !m.raw
		m.document.Home()
		m.redraw()
	case key.Matches(msg, m.keys.Edit):
		if refusal := m.scope.Session().UpdateRefusal(); refusal != "" {
			m.host.Notify(screen.Notification{Level: screen.LevelInfo, Text: refusal})
			return nil
		}
		m.host.Open(screen.ToEdit{ThreadID: m.to.ThreadID, Topic: m.Title()})
	case key.Matches(msg, m.keys.Add):
		if refusal := m.scope.Session().AddRefusal(); refusal != "" {
			m.host.Notify(screen.Notification{Level: screen.LevelInfo, Text: refusal})
			return nil
		}
		m.host.Open(participantrows.ToAdd{ThreadID: m.to.ThreadID, Topic: m.Title()})
	default:
		m.document.Key(msg)
	}
	return nil
}

// Help lists the keys that do something now.
func (m *Model) Help() help.KeyMap {
	own := m.keys
	switch {
	case m.problem == nil:
		keys.Unless("nothing failed", &own.Retry)
	case m.problem.Final:
		keys.Unless("asking again cannot help", &own.Retry)
	}
	if m.raw {
		own.JSON = m.host.Keys().Bind(keys.RawJSON, "properties")
	}
	if m.sheet == nil {
		keys.Unless("the thread has not come", &own.JSON)
	}
	return document.Help{Keys: m.host.Keys(), Actions: []key.Binding{own.Retry, own.Add, own.Edit, own.Copy, own.JSON, own.Refresh, own.Back}}
}

// redraw makes the document anew; it changes with what came, and with the width.
func (m *Model) redraw() {
	m.drawn = drawn{theme: m.theme, width: m.width}
	if m.problem != nil {
		m.drawn.head = m.problemLines()
	}
	switch {
	case m.sheet == nil && m.problem == nil:
		m.drawn.head = append(m.drawn.head, m.theme.Muted.Render("Asking the service for the thread…"))
	case m.sheet == nil:
	case m.raw:
		if m.indented == nil {
			m.indented = strings.Split(text.SanitizeLines(facts.JSON(m.json)), "\n")
		}
		m.drawn.head = append(m.drawn.head,
			m.theme.Muted.Render("The service's answer as it came, indented; "+m.host.Keys().Name(keys.RawJSON)+" shows the properties."), "")
		m.drawn.raw = m.indented
	default:
		m.drawn.told = m.sheet.Lines(m.host.Now())
	}
	m.document.SetSource(&m.drawn)
}

func (m *Model) problemLines() []string {
	lines := document.Problem(m.theme, m.problem.Lines(), m.width)
	hint := fmt.Sprintf("%s tries again · %s goes back", m.host.Keys().Name(keys.Open), m.host.Keys().Name(keys.Back))
	if m.problem.Final {
		hint = m.host.Keys().Name(keys.Back) + " goes back"
	}
	if m.sheet != nil {
		hint += " · below is what was loaded before"
	}
	return append(lines, m.theme.Muted.Render(hint), "")
}

// View draws the screen.
func (m *Model) View() string { return strings.Join(m.document.View(), "\n") }
