// Package messages is a thread's third tab: what was said, the newest first, older
// messages a page ahead of the cursor as far as one scrolls. Polling leaves no trace:
// the screen sends no read receipts and no typing notifications.
package messages

import (
	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/acs"
	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/data/identities"
	"acs-chat-tui/ui/data/pages"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/style/theme"
	"acs-chat-tui/ui/widget/field"
	"acs-chat-tui/ui/widget/list"
	"acs-chat-tui/ui/widget/scrollbar"
)

// Model is the screen.
type Model struct {
	host  screen.Host
	scope *command.Scope
	theme *theme.Theme
	seen  *identities.Seen
	to    screen.ToThread
	// members says how many participants the thread has, where all are loaded.
	members func() (n int, known bool)
	keys    keyMap

	feed   *pages.Feed[entry]
	window *list.Model
	// lastPage is how many messages the newest page held.
	lastPage int
	// all says that all older pages are being loaded.
	all bool
	// problem is why a page failed, a fact a line.
	problem []string
	readers readers
	// look is what looks have found.
	look    look
	layouts layouts

	filter    *field.Field
	filtering bool
	query     string
	// matches are the messages that the filter lets through, texts what it looks at.
	matches []entry
	texts   map[string]string
	// deleted are the messages whose deletion the service confirmed, by id: it is so
	// before the page that says it has come.
	deleted map[string]struct{}
	// maybeDeleted are the messages whose deletion has an unknown outcome, by id.
	maybeDeleted map[string]bool
	// odd are the places of the messages that name none, by key.
	odd map[string]int64

	// listTop is the line of View on which the list begins; below the last line where it
	// was not drawn.
	listTop       int
	width, height int
}

var (
	_ screen.Screen     = (*Model)(nil)
	_ screen.Watchable  = (*Model)(nil)
	_ screen.Clickable  = (*Model)(nil)
	_ screen.Expandable = (*Model)(nil)
)

// New makes the screen. members says how many participants the thread has, as far as
// it is known.
func New(host screen.Host, scope *command.Scope, t *theme.Theme, seen *identities.Seen, to screen.ToThread, members func() (n int, known bool)) *Model {
	m := &Model{
		host: host, scope: scope, theme: t, seen: seen, to: to, members: members,
		keys: newKeyMap(host.Keys()), feed: pages.NewFeed(order()),
		filter: field.New("part of a name or text; ! before it for all others"), texts: map[string]string{}, deleted: map[string]struct{}{},
		odd: map[string]int64{}, maybeDeleted: map[string]bool{},
	}
	muted := func(s string) string { return t.Muted.Render(s) }
	m.window = list.New(source{m}, 0)
	m.window.SetScrollbarStyles(scrollbar.Styles{Track: muted})
	return m
}

// Init asks for the newest messages and for the read receipts.
func (m *Model) Init() tea.Cmd {
	m.look.begin(m.host.Now())
	return tea.Batch(m.ensure(), command.ListReadReceipts(m.scope, m.to.ThreadID))
}

// SetSize gives the screen its room.
func (m *Model) SetSize(width, height int) {
	m.width, m.height = width, height
	m.window.SetSize(width, m.listHeight())
}

// Title is the thread's topic, as far as it is known.
func (m *Model) Title() string {
	if m.to.Topic != "" {
		return m.to.Topic
	}
	return m.to.ThreadID
}

// CapturesKeys is true while the filter is typed.
func (m *Model) CapturesKeys() bool { return m.filtering }

// Close cancels the reads.
func (m *Model) Close() { m.scope.Close() }

// Update takes a key or a result.
func (m *Model) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		return m.key(msg)
	case command.MessagesPageMsg:
		return m.loaded(msg)
	case command.ReadReceiptsMsg:
		if m.scope.Current(msg) {
			m.takeReceipts(msg)
		}
	case command.MessageDeletedMsg:
		return m.messageDeleted(msg)
	case command.PanickedMsg:
		if m.scope.Current(msg) {
			m.failed(m.feed.Serial(), msg.Problem)
		}
	case screen.TopicMsg:
		if msg.ThreadID == m.to.ThreadID {
			m.to.Topic = msg.Topic
		}
	case screen.ChangedMsg:
		m.feed.Renew()
		return m.ensure()
	}
	return nil
}

// messageDeleted takes the outcome of a deletion.
func (m *Model) messageDeleted(msg command.MessageDeletedMsg) tea.Cmd {
	here := msg.Asked.ThreadID == m.to.ThreadID
	switch {
	case msg.OutcomeUnknown && here:
		m.maybeDeleted[msg.Asked.MessageID] = true
	case msg.Problem == nil && here:
		m.deleted[msg.Asked.MessageID] = struct{}{}
	}
	if msg.Problem != nil && !msg.OutcomeUnknown {
		return nil
	}
	m.feed.Renew()
	return m.ensure()
}

// loaded takes a page, or the news that it did not come.
func (m *Model) loaded(msg command.MessagesPageMsg) tea.Cmd {
	if !m.scope.Current(msg) {
		return nil
	}
	if msg.Problem != nil {
		m.failed(msg.Request.Generation, msg.Problem.KnownDeleted(m.to.DeletedOn, m.host.Now()))
		return nil
	}
	page := pages.Page[entry]{Items: m.entries(msg), NextLink: msg.Page.NextLink}
	accepted := false
	keep := m.keepPlace
	if m.look.under {
		keep = m.hold
	}
	m.touch(page.Items)
	keep(func() { accepted = m.feed.Loaded(msg.Request.Generation, page) })
	if !accepted {
		return nil
	}
	m.tookPage()
	m.problem, m.lastPage = nil, len(page.Items)
	if state := m.feed.State(); state == pages.Complete || state == pages.Failed {
		m.all = false
	}
	if err := m.feed.Err(); err != nil {
		m.problem = []string{err.Error()}
	}
	return m.ensure()
}

func (m *Model) failed(generation uint64, problem *command.Problem) {
	m.lookFailed(problem)
	m.keepPlace(func() {
		if m.feed.Failed(generation, problem.Err()) {
			m.problem, m.all = problem.Lines(), false
		}
	})
}

// ensure fetches the page that will be needed next, one at a time.
func (m *Model) ensure() tea.Cmd {
	if m.query != "" && m.feed.Fetched() > 0 && !m.feed.Refreshing() && !m.all {
		// What a filter shows says nothing of what it will want.
		return nil
	}
	if m.all {
		request, needed := m.feed.Need(m.feed.Len(), 1)
		if !needed {
			return nil
		}
		return command.ListMessages(m.scope.Paced(), m.to.ThreadID, request)
	}
	margin := m.lastPage
	if m.feed.Fetched() == 0 {
		margin = int(m.scope.Session().PageSize)
	}
	request, needed := m.feed.Need(m.window.LastVisible(), max(1, margin))
	if !needed {
		return nil
	}
	return command.ListMessages(m.scope, m.to.ThreadID, request)
}

// refresh looks what is new and what has changed.
func (m *Model) refresh() tea.Cmd {
	m.scope.Renew()
	m.look.begin(m.host.Now())
	if pages.IsFinal(m.feed.Err()) {
		m.feed.Restart()
	} else {
		m.feed.Refresh()
	}
	m.problem = nil
	return tea.Batch(m.ensure(), command.ListReadReceipts(m.scope, m.to.ThreadID))
}

// loadAll loads the pages that are left, one after the other, until the last one has
// come, one fails, or the user stops it.
func (m *Model) loadAll() tea.Cmd {
	if m.feed.State() == pages.Complete || m.feed.Fetched() == 0 {
		return nil
	}
	if pages.IsFinal(m.feed.Err()) {
		return nil
	}
	if m.all = true; m.feed.State() == pages.Failed {
		return m.retry()
	}
	return m.ensure()
}

// retry asks for the page that failed once more.
func (m *Model) retry() tea.Cmd {
	if pages.IsFinal(m.feed.Err()) {
		return nil
	}
	m.feed.Retry()
	m.problem = nil
	return m.ensure()
}

// keepPlace does something that may move the messages, and keeps the one under the
// cursor on its line of the screen. Who stands on the newest message goes on standing
// on the newest.
func (m *Model) keepPlace(change func()) {
	row, line := m.window.Cursor(), m.window.Line()
	anchor, behind := m.anchor(row)
	first := row == 0 && line == 0
	change()
	m.match()
	if at, ok := m.rowOf(anchor); ok && !first {
		row = at + behind
	}
	m.window.Put(row, line)
}

// anchor is the message that a row goes by: its own, or for the last row, that is none,
// the one before.
func (m *Model) anchor(row int) (key string, behind int) {
	for ; behind <= 1; behind++ {
		if e, ok := m.at(row - behind); ok {
			return e.key(), behind
		}
	}
	return "", 0
}

// newest is the id of the newest message shown; empty where none is.
func (m *Model) newest() string {
	if m.feed.Len() == 0 {
		return ""
	}
	return m.feed.At(0).ID
}

// own says whether a message is the user's own.
func (m *Model) own(e entry) bool { return e.Sender != nil && m.isMe(e.Sender) }

func (m *Model) isMe(who acs.CommunicationIdentifier) bool {
	return sameID(who.RawID(), m.scope.Session().UserID)
}
