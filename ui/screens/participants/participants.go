// Package participants is a thread's second tab: its participants in the order in
// which they were added, a page ahead of the cursor, as far as one scrolls.
package participants

import (
	"errors"

	"acs-chat-tui/ui/component/participantrows"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/component/list"
	"acs-chat-tui/ui/data/pages"
	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/style/theme"
)

// Model is the screen.
type Model struct {
	host  screen.Host
	scope *command.Scope
	theme *theme.Theme
	to    screen.ToThread
	list  *list.Paged[member]
	keys  keyMap

	// marks outlast a refresh.
	marks marks
	// removing are the raw ids of those whose removal is under way.
	removing map[string]bool
	// export is the export that waits for pages; nil for none.
	export *export

	width, height int
}

var (
	_ screen.Screen     = (*Model)(nil)
	_ screen.Watchable  = (*Model)(nil)
	_ screen.Clickable  = (*Model)(nil)
	_ screen.Expandable = (*Model)(nil)
)

type keyMap struct {
	Details, Add, Edit, Remove, Export, Copy, Row, Refresh, Back key.Binding
	Mark, MarkRange, MarkAll, Invert, Clear                      key.Binding
}

// New makes the screen.
func New(host screen.Host, scope *command.Scope, t *theme.Theme, to screen.ToThread) *Model {
	m := &Model{host: host, scope: scope, theme: t, to: to, marks: newMarks(), removing: map[string]bool{}}
	k := host.Keys()
	m.keys = keyMap{
		Details: k.Bind(keys.Open, "details"), Add: k.Bind(keys.AddParticipants, "add"),
		Edit:   k.Bind(keys.Edit, "edit the thread"),
		Remove: k.Bind(keys.Remove, ""), Export: k.Bind(keys.Export, ""),
		Mark: k.Bind(keys.Mark, ""), MarkRange: k.Bind(keys.MarkRange, ""), MarkAll: k.Bind(keys.MarkAll, ""),
		Invert: k.Bind(keys.InvertMarks, ""), Clear: k.Bind(keys.ClearMarks, ""),
		Copy: k.Bind(keys.Copy, ""), Row: k.Bind(keys.GoToRow, ""),
		Refresh: k.Bind(keys.Refresh, ""), Back: k.Bind(keys.Back, ""),
	}
	if refusal := scope.Session().AddRefusal(); refusal != "" {
		m.keys.Add = k.Bind(keys.AddParticipants, "add: "+refusal)
	}
	if refusal := scope.Session().UpdateRefusal(); refusal != "" {
		m.keys.Edit = k.Bind(keys.Edit, "edit the thread: "+refusal)
	}
	if refusal := scope.Session().RemoveRefusal(); refusal != "" {
		m.keys.Remove = k.Bind(keys.Remove, "remove: "+refusal)
	}
	m.list = list.NewPaged(list.Options[member]{
		Keys: k, Theme: t,
		Key: func(p member) string { return rawID(p.ChatParticipant) },
		Text: func(p member) string {
			return displayName(p.ChatParticipant) + " " + rawID(p.ChatParticipant) + " " + p.Odd.JSON
		},
		Name: func(p member) string { return displayName(p.ChatParticipant) },
		Odd:  func(p member) bool { return p.Odd.IsOdd() },
		Row:  m.row, Diff: difference, Stable: true, Now: host.Now, Note: m.note, Noun: "participant", Nouns: "participants", Margin: int(scope.Session().PageSize),
		Fetch: func(request pages.Request) tea.Cmd { return command.ListParticipants(m.scope, to.ThreadID, request) },
		FetchPaced: func(request pages.Request) tea.Cmd {
			return command.ListParticipants(m.scope.Paced(), to.ThreadID, request)
		},
		Empty: func() []string {
			return []string{"", "  This thread has no participants here.", "", "  " + k.Name(keys.AddParticipants) + " adds some"}
		},
	})
	return m
}

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
		if m.scope.Current(msg) {
			return m.page(msg)
		}
	case command.ParticipantRemovedMsg:
		return m.removed(msg)
	case tableMsg:
		return m.copyTable(msg)
	case screen.RemovedMsg:
		if msg.ThreadID == m.to.ThreadID {
			m.marks.remove(msg.RawID)
		}
	case screen.TopicMsg:
		if msg.ThreadID == m.to.ThreadID {
			m.to.Topic = msg.Topic
		}
	case command.PanickedMsg:
		if msg.OutcomeUnknown {
			// It was a removal.
			clear(m.removing)
			m.host.Notify(msg.Notification())
			return nil
		}
		if m.scope.Current(msg) {
			m.list.FailCurrent(errors.New(msg.Problem.Why), msg.Problem.Lines())
			return m.goOnExport()
		}
	case screen.ChangedMsg:
		m.scope.Renew()
		return m.list.Reload()
	}
	return nil
}

// page takes a page, or the news that it failed.
func (m *Model) page(msg command.ParticipantsPageMsg) tea.Cmd {
	if problem := msg.Problem.KnownDeleted(m.to.DeletedOn, m.host.Now()); problem != nil {
		m.list.Failed(msg.Request.Generation, problem.Err(), problem.Lines())
		return m.goOnExport()
	}
	_, cmd := m.list.Loaded(msg.Request.Generation, membersOf(msg))
	for _, p := range msg.Page.Items {
		m.marks.renew(p)
	}
	m.dropGone()
	return tea.Batch(cmd, m.goOnExport())
}

func (m *Model) refresh() tea.Cmd {
	m.scope.Renew()
	return m.list.Refresh()
}

func (m *Model) key(msg tea.KeyMsg) tea.Cmd {
	m.list.See()
	if handled, cmd := m.list.KeyFirst(msg); handled {
		return tea.Batch(cmd, m.goOnExport())
	}
	switch {
	case key.Matches(msg, m.keys.Back):
		m.host.Back()
	case key.Matches(msg, m.keys.Refresh):
		return m.refresh()
	case key.Matches(msg, m.keys.Copy):
		return m.copyIDs()
	case key.Matches(msg, m.keys.Row):
		m.askRow()
	case key.Matches(msg, m.keys.Details):
		m.open()
	case key.Matches(msg, m.keys.Edit):
		m.edit()
	case key.Matches(msg, m.keys.Add):
		m.add()
	case key.Matches(msg, m.keys.Remove):
		m.askRemove()
	case key.Matches(msg, m.keys.Export):
		m.askExport()
	default:
		return m.markKey(msg)
	}
	return nil
}

// Click puts the cursor on a participant, and opens the one that it stands on.
func (m *Model) Click(x, y int) (bool, tea.Cmd) {
	if m.list.Problem() != nil && !m.list.Started() {
		return false, nil
	}
	m.list.See()
	there, opens, cmd := m.list.Click(x, y)
	if opens {
		cmd = tea.Batch(cmd, m.key(m.host.Keys().Press(keys.Open)))
	}
	return there, cmd
}

// open opens the details of the participant under the cursor.
func (m *Model) open() {
	if p, ok := m.list.Selected(); ok {
		told := details(p, m.scope.Session().APIVersion, m.host.Now())
		if m.isGone(p.ChatParticipant) {
			told.Lines = append([]screen.DetailLine{{Label: "GONE", Text: "not in the thread any more; below is what was known before"}}, told.Lines...)
		}
		m.host.Open(told)
	}
}

// markKey takes a key that marks, or else one of the list's.
func (m *Model) markKey(msg tea.KeyMsg) tea.Cmd {
	switch {
	case key.Matches(msg, m.keys.Mark):
		return m.mark()
	case key.Matches(msg, m.keys.MarkRange):
		m.markRange()
	case key.Matches(msg, m.keys.MarkAll):
		m.markAll()
	case key.Matches(msg, m.keys.Invert):
		m.invert()
	case key.Matches(msg, m.keys.Clear):
		m.clearMarks()
	default:
		_, cmd := m.list.Key(msg)
		return cmd
	}
	return nil
}

func (m *Model) edit() {
	if refusal := m.scope.Session().UpdateRefusal(); refusal != "" {
		m.host.Notify(screen.Notification{Level: screen.LevelInfo, Text: refusal})
		return
	}
	m.host.Open(screen.ToEdit{ThreadID: m.to.ThreadID, Topic: m.Title()})
}

func (m *Model) add() {
	if refusal := m.scope.Session().AddRefusal(); refusal != "" {
		m.host.Notify(screen.Notification{Level: screen.LevelInfo, Text: refusal})
		return
	}
	m.host.Open(participantrows.ToAdd{ThreadID: m.to.ThreadID, Topic: m.Title()})
}

// HasMember says whether somebody is among the participants that are loaded.
func (m *Model) HasMember(id string) bool {
	return m.list.Has(id)
}

// CountMembers is how many participants the thread has, where all are loaded.
func (m *Model) CountMembers() (n int, known bool) {
	return m.list.LoadedCount(), m.list.AllLoaded()
}
