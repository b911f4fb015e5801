// Package participants is a thread's second tab: its participants in the order in
// which they were added, a page ahead of the cursor, as far as one scrolls.
package participants

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/charmbracelet/bubbles/help"
	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/acs"
	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/paged"
	"acs-chat-tui/ui/pages"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/theme"
)

// Model is the screen.
type Model struct {
	host  screen.Host
	scope *command.Scope
	theme *theme.Theme
	to    screen.ToThread
	list  *paged.List[acs.ChatParticipant]
	// marks are the raw ids marked, in the order of marking; they outlast a refresh.
	marks []string
	keys  keyMap

	width, height int
}

var _ screen.Screen = (*Model)(nil)

type keyMap struct {
	Details, Add, Mark, Copy, Row, Refresh, Back key.Binding
}

// New makes the screen.
func New(host screen.Host, scope *command.Scope, t *theme.Theme, to screen.ToThread) *Model {
	m := &Model{host: host, scope: scope, theme: t, to: to}
	k := host.Keys()
	m.keys = keyMap{
		Details: k.Bind(keys.Open, "details"), Add: k.Bind(keys.AddParticipants, "add"), Mark: k.Bind(keys.Mark, ""),
		Copy: k.Bind(keys.Copy, ""), Row: k.Bind(keys.GoToRow, ""),
		Refresh: k.Bind(keys.Refresh, ""), Back: k.Bind(keys.Back, ""),
	}
	if refusal := scope.Session().AddRefusal(); refusal != "" {
		m.keys.Add = k.Bind(keys.AddParticipants, "add: "+refusal)
	}
	m.list = paged.New(t, paged.Options[acs.ChatParticipant]{
		Keys: k,
		Key:  rawID,
		Text: func(p acs.ChatParticipant) string { return displayName(p) + " " + rawID(p) },
		Row:  m.row, Noun: "participant", Nouns: "participants", Margin: int(scope.Session().PageSize),
		Fetch: func(request pages.Request) tea.Cmd { return command.ListParticipants(m.scope, to.ThreadID, request) },
		Empty: []string{"", "  This thread has no participants here.", "", "  " + k.Name(keys.AddParticipants) + " adds some"},
	})
	return m
}

func rawID(p acs.ChatParticipant) string {
	if p.CommunicationIdentifier == nil {
		return ""
	}
	return p.CommunicationIdentifier.RawID()
}

func displayName(p acs.ChatParticipant) string {
	if p.DisplayName == nil {
		return ""
	}
	return *p.DisplayName
}

// shownName is the display name, or that there is none.
func shownName(p acs.ChatParticipant) string { return cmp.Or(displayName(p), "(no name)") }

// Init fetches the first page.
func (m *Model) Init() tea.Cmd { return m.list.Start() }

// SetSize gives the screen its room.
func (m *Model) SetSize(width, height int) {
	m.width, m.height = width, height
	m.list.SetSize(width, max(0, height-m.paneHeight()))
}

// Title is the thread's topic, as far as it is known.
func (m *Model) Title() string {
	if m.to.Topic != "" {
		return m.to.Topic
	}
	return m.to.ThreadID
}

// CapturesKeys is true while the filter is typed.
func (m *Model) CapturesKeys() bool { return m.list.Capturing() }

// Close cancels the reads.
func (m *Model) Close() { m.scope.Close() }

// Update takes a key or a result.
func (m *Model) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		return m.key(msg)
	case command.ParticipantsPageMsg:
		if !m.scope.Current(msg) {
			return nil
		}
		if msg.Problem != nil {
			m.list.Failed(msg.Request.Generation, errors.New(msg.Problem.Why), msg.Problem.Lines())
			return nil
		}
		_, cmd := m.list.Loaded(msg.Request.Generation, msg.Page)
		return cmd
	case screen.TopicMsg:
		if msg.ThreadID == m.to.ThreadID {
			m.to.Topic = msg.Topic
		}
	case command.PanickedMsg:
		if m.scope.Current(msg) {
			m.list.Failed(m.list.Pages().Generation(), errors.New(msg.Problem.Why), msg.Problem.Lines())
		}
	case screen.ChangedMsg:
		m.scope.Renew()
		return m.list.Reload()
	}
	return nil
}

func (m *Model) refresh() tea.Cmd {
	m.scope.Renew()
	return m.list.Refresh()
}

func (m *Model) key(msg tea.KeyMsg) tea.Cmd {
	if m.list.Capturing() || m.list.OnFailure() || (m.list.Filtered() && key.Matches(msg, m.keys.Back)) {
		if handled, cmd := m.list.Key(msg); handled {
			return cmd
		}
	}
	switch {
	case key.Matches(msg, m.keys.Back):
		m.host.Back()
	case key.Matches(msg, m.keys.Refresh):
		return m.refresh()
	case key.Matches(msg, m.keys.Mark):
		return m.mark()
	case key.Matches(msg, m.keys.Copy):
		return m.copyIDs()
	case key.Matches(msg, m.keys.Row):
		m.askRow()
	case key.Matches(msg, m.keys.Details):
		if p, ok := m.list.Selected(); ok {
			m.host.Open(details(p, m.scope.Session().APIVersion, m.host.Now()))
		}
	case key.Matches(msg, m.keys.Add):
		m.add()
	default:
		_, cmd := m.list.Key(msg)
		return cmd
	}
	return nil
}

// mark marks the participant under the cursor and moves on.
func (m *Model) mark() tea.Cmd {
	p, ok := m.list.Selected()
	if !ok {
		return nil
	}
	id := rawID(p)
	if at := slices.Index(m.marks, id); at >= 0 {
		m.marks = slices.Delete(m.marks, at, at+1)
	} else {
		m.marks = append(m.marks, id)
	}
	_, cmd := m.list.Key(m.host.Keys().Press(keys.Down))
	return cmd
}

// copyIDs copies the marked participants' ids, or else the one under the cursor.
func (m *Model) copyIDs() tea.Cmd {
	if ids := m.marks; len(ids) > 0 {
		return m.host.Copy(countIDs(len(ids), "marked "), strings.Join(ids, "\n"))
	}
	if p, ok := m.list.Selected(); ok {
		return m.host.Copy("raw id", rawID(p))
	}
	return nil
}

func (m *Model) add() {
	if refusal := m.scope.Session().AddRefusal(); refusal != "" {
		m.host.Notify(screen.Notification{Level: screen.LevelInfo, Text: refusal})
		return
	}
	m.host.Open(screen.ToAdd{ThreadID: m.to.ThreadID, Topic: m.Title()})
}

// HasMember says whether somebody is among the participants that are loaded.
func (m *Model) HasMember(id string) bool {
	_, member := m.list.Pages().Index(id)
	return member
}

// CountMembers is how many participants the thread has, where all are loaded.
func (m *Model) CountMembers() (n int, known bool) {
	all := m.list.Pages()
	return all.Len(), all.State() == pages.Complete && all.Offset() == 0 && !all.Stale()
}

// askRow asks for the row to go to; the service passes over the ones before it.
func (m *Model) askRow() {
	m.host.Prompt(screen.Prompt{
		Title: "Go to row", Body: "The list starts over at this participant, counted from 1; " + m.host.Keys().Name(keys.Refresh) + " goes back to the first.",
		Placeholder: "1",
		Check: func(typed string) string {
			if n, err := strconv.ParseInt(typed, 10, 32); err != nil || n < 1 {
				return "A row is a whole number from 1."
			}
			return ""
		},
		OnSubmit: func(typed string) tea.Cmd {
			n, _ := strconv.Atoi(typed) // Check has read it
			m.scope.Renew()
			return m.list.Jump(n - 1)
		},
	})
}

// Help lists the keys that do something now.
func (m *Model) Help() help.KeyMap {
	own := m.keys
	_, selected := m.list.Selected()
	own.Details.SetEnabled(selected)
	own.Mark.SetEnabled(selected)
	own.Copy.SetEnabled(selected || len(m.marks) > 0)
	if len(m.marks) > 0 {
		own.Copy = m.host.Keys().Bind(keys.Copy, "copy "+countIDs(len(m.marks), ""))
	}
	list := m.list.Keys()
	short := []key.Binding{own.Add, own.Details, own.Mark, list.Filter, own.Copy, own.Row, own.Refresh, own.Back}
	switch {
	case m.list.Capturing():
		short = []key.Binding{list.KeepFilter, list.DropFilter}
	case m.list.OnFailure():
		short = []key.Binding{list.Retry, own.Refresh, own.Back}
	case m.list.Filtered():
		short = []key.Binding{list.Unfilter, own.Details, own.Mark, own.Copy}
	}
	return screen.Keys{Short: short, Full: [][]key.Binding{
		{own.Add, own.Details, own.Mark, own.Copy, own.Row, own.Refresh, own.Back}, list.Navigation(),
	}}
}

// countIDs is a number of ids, with its noun.
func countIDs(n int, kind string) string {
	if n == 1 {
		return "1 " + kind + "id"
	}
	return fmt.Sprintf("%d %sids", n, kind)
}
