// Package threads is the first screen: the threads of the user whom the program
// acts as, newest activity first, as ListChatThreads gives them.
package threads

import (
	"errors"
	"fmt"
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/acs"
	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/component/facts"
	"acs-chat-tui/ui/component/list"
	"acs-chat-tui/ui/data/identities"
	"acs-chat-tui/ui/data/pages"
	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/style/text"
	"acs-chat-tui/ui/style/theme"
)

// Model is the screen.
type Model struct {
	host  screen.Host
	scope *command.Scope
	theme *theme.Theme
	list  *list.Paged[acs.ChatThreadItem]
	keys  keyMap
	// beside is the properties of the thread under the cursor; lookBeside says that the
	// look under way is to read them as well.
	beside     *beside
	lookBeside bool
	// refused are the threads that the service did not let the user at, by id.
	refused map[string]bool
	// maybeDeleted are the threads whose deletion has an unknown outcome, by id.
	maybeDeleted map[string]bool

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

// New makes the screen.
func New(host screen.Host, scope *command.Scope, t *theme.Theme) *Model {
	k := host.Keys()
	m := &Model{host: host, scope: scope, theme: t, keys: newKeyMap(k, scope.Session()), beside: newBeside(scope), refused: map[string]bool{}, maybeDeleted: map[string]bool{}}
	m.list = list.NewPaged(list.Options[acs.ChatThreadItem]{
		Keys: k, Theme: t,
		Key:  func(item acs.ChatThreadItem) string { return item.ID },
		Text: m.filterText,
		Name: func(item acs.ChatThreadItem) string { return item.Topic },
		Odd:  func(item acs.ChatThreadItem) bool { return item.Odd.IsOdd() },
		Row:  m.row, Diff: difference, Compare: byName, SortedBy: "by name", Now: host.Now, Noun: "thread", Nouns: "threads", Margin: int(scope.Session().PageSize),
		Fetch:      func(request pages.Request) tea.Cmd { return command.ListThreads(m.scope, request) },
		FetchPaced: func(request pages.Request) tea.Cmd { return command.ListThreads(m.scope.Paced(), request) },
		Empty: func() []string {
			return []string{"", "  This user is in no thread.", "", fmt.Sprintf("  %s makes one · %s opens one by its id", k.Name(keys.NewThread), k.Name(keys.OpenByID))}
		},
	})
	return m
}

// Init fetches the first page.
func (m *Model) Init() tea.Cmd { return m.list.Start() }

// SetSize gives the screen its room.
func (m *Model) SetSize(width, height int) {
	m.width, m.height = width, height
	m.list.SetSize(m.listWidth(), max(0, height-len(m.banner())))
	m.follow()
}

// Title is the screen's name.
func (m *Model) Title() string { return "Threads" }

// CapturesKeys is true while the filter is typed.
func (m *Model) CapturesKeys() bool { return m.list.Capturing() }

// Close cancels the reads.
func (m *Model) Close() {
	m.scope.Close()
	m.beside.scope.Close()
}

// Update takes a key or a result.
func (m *Model) Update(msg tea.Msg) tea.Cmd {
	cmd := m.update(msg)
	m.follow()
	return cmd
}

func (m *Model) update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		return m.key(msg)
	case command.ThreadsPageMsg:
		if !m.scope.Current(msg) {
			return nil
		}
		if msg.Problem != nil {
			m.list.Failed(msg.Request.Generation, msg.Problem.Err(), msg.Problem.Lines())
			return nil
		}
		_, cmd := m.list.Loaded(msg.Request.Generation, msg.Page)
		return cmd
	case command.ThreadMsg:
		m.takeBeside(msg)
	case command.ThreadDeletedMsg:
		return m.threadDeleted(msg)
	case command.PanickedMsg:
		switch {
		case m.scope.Current(msg):
			m.list.FailCurrent(errors.New(msg.Problem.Why), msg.Problem.Lines())
		case m.beside.scope.Current(msg) && m.beside.asked != "":
			m.beside.take(nil, msg.Problem, m.host.Now())
		}
	case screen.WakeMsg:
		return m.rested()
	case screen.AccessMsg:
		m.learnAccess(msg)
	case screen.CreatedMsg:
		m.list.Await(msg.ThreadID)
	case screen.ChangedMsg:
		return m.reload()
	}
	return nil
}

// threadDeleted tells what came of a deletion. One whose outcome is not known stays so
// until another is carried out.
func (m *Model) threadDeleted(msg command.ThreadDeletedMsg) tea.Cmd {
	switch {
	case msg.OutcomeUnknown:
		m.maybeDeleted[msg.ThreadID] = true
	case msg.Problem == nil:
		delete(m.maybeDeleted, msg.ThreadID)
	}
	m.host.Notify(msg.Notification())
	return m.reload()
}

// reload reads the list again where it stands: something in it has changed.
func (m *Model) reload() tea.Cmd {
	m.scope.Renew()
	m.beside.forget()
	return m.list.Reload()
}

func (m *Model) refresh() tea.Cmd {
	m.scope.Renew()
	m.beside.forget()
	return m.list.Refresh()
}

func (m *Model) key(msg tea.KeyMsg) tea.Cmd {
	m.see()
	if handled, cmd := m.list.KeyFirst(msg); handled {
		return cmd
	}
	switch {
	case key.Matches(msg, m.keys.New):
		if refusal := m.scope.Session().CreateRefusal(); refusal != "" {
			m.host.Notify(screen.Notification{Level: screen.LevelInfo, Text: refusal})
			return nil
		}
		m.host.Open(screen.ToCreate{})
	case key.Matches(msg, m.keys.Edit):
		m.edit()
	case key.Matches(msg, m.keys.Delete):
		m.askDelete()
	case key.Matches(msg, m.keys.OpenByID):
		m.askID()
	case key.Matches(msg, m.keys.Refresh):
		return m.refresh()
	default:
		return m.listKey(msg)
	}
	return nil
}

// listKey takes a key for the thread under the cursor, or for the list.
func (m *Model) listKey(msg tea.KeyMsg) tea.Cmd {
	switch {
	case key.Matches(msg, m.keys.Sort):
		m.list.SetSorted(!m.list.Sorted())
	case key.Matches(msg, m.keys.Open):
		m.open()
	case key.Matches(msg, m.keys.Copy):
		item, ok := m.list.Selected()
		switch {
		case ok && item.ID == "":
			m.host.Notify(screen.Notification{Level: screen.LevelInfo, Text: "nothing to copy: " + namelessRefusal})
		case ok:
			return m.host.Copy("thread id", item.ID)
		}
	default:
		_, cmd := m.list.Key(msg)
		return cmd
	}
	return nil
}

// open opens the thread under the cursor; of one that cannot be named it shows what came.
func (m *Model) open() {
	item, ok := m.list.Selected()
	switch {
	case !ok:
	case item.ID == "":
		m.host.Open(screen.ToDetails{Title: "Odd thread", Lines: facts.OddLines(item.Odd), CopyLabel: "JSON", CopyText: item.Odd.JSON})
	default:
		m.host.Open(screen.ToThread{ThreadID: item.ID, Topic: item.Topic, DeletedOn: item.DeletedOn})
	}
}

// Click puts the cursor on a thread, and opens the one that it stands on.
func (m *Model) Click(x, y int) (bool, tea.Cmd) {
	m.see()
	there, opens, cmd := m.list.Click(x, y-m.listTop)
	if opens {
		cmd = tea.Batch(cmd, m.key(m.host.Keys().Press(keys.Open)))
	}
	m.follow()
	return there, cmd
}

// deletedRefusal says why a deleted thread cannot be changed.
const deletedRefusal = "this thread is deleted: nothing of it can be changed"

// namelessRefusal says why a thread without an id cannot be changed.
const namelessRefusal = "this thread has no id that can be read"

// refusalOf says why a thread cannot be changed; empty where it can.
func refusalOf(item acs.ChatThreadItem) string {
	switch {
	case item.ID == "":
		return namelessRefusal
	case item.DeletedOn != nil:
		return deletedRefusal
	}
	return ""
}

// writable is the thread under the cursor, if it can be changed; where it cannot, why
// not is told.
func (m *Model) writable() (item acs.ChatThreadItem, ok bool) {
	item, ok = m.list.Selected()
	refusal := m.scope.Session().UpdateRefusal()
	if ok && refusal == "" {
		refusal = refusalOf(item)
	}
	if ok && refusal != "" {
		m.host.Notify(screen.Notification{Level: screen.LevelInfo, Text: refusal})
		return item, false
	}
	return item, ok
}

func (m *Model) edit() {
	if item, ok := m.writable(); ok {
		m.host.Open(screen.ToEdit{ThreadID: item.ID, Topic: item.Topic})
	}
}

// askDelete asks before a thread is deleted. Who is in it is not known here.
func (m *Model) askDelete() {
	item, ok := m.writable()
	if !ok {
		return
	}
	m.host.Ask(screen.Question{
		Title: "Delete “" + text.Sanitize(shownTopic(item)) + "”?",
		Body: "The thread " + text.Sanitize(item.ID) + " is deleted for all its participants, with its messages. It cannot be undone." +
			"\nWho its participants are, " + m.host.Keys().Name(keys.Open) + " and " + m.host.Keys().Name(keys.Participants) + " show.",
		Yes: "delete", No: "keep",
		OnYes: func() tea.Cmd {
			if m.lost(item) {
				return nil
			}
			return command.DeleteThread(m.scope, item.ID, item.Topic, m.maybeDeleted[item.ID])
		},
	})
}

// lost says so where a thread was deleted, or went from the list, while a question about
// it was open.
func (m *Model) lost(item acs.ChatThreadItem) bool {
	now, known := m.list.Find(item.ID)
	change, _ := m.list.ChangeOf(item.ID)
	var became string
	switch {
	case known && now.DeletedOn != nil:
		became = "was deleted meanwhile"
	case change == screen.Gone, !known && m.list.AllLoaded():
		became = "is not among your threads any more"
	default:
		return false
	}
	m.host.Notify(screen.Notification{
		Level: screen.LevelWarning, Text: "Nothing was deleted: “" + text.Sanitize(shownTopic(item)) + "” " + became, Details: []string{item.ID},
	})
	return true
}

func (m *Model) askID() {
	m.host.Prompt(screen.Prompt{
		Title: "Open a thread by its id", Body: "Only members see a thread: the service refuses others.",
		Placeholder: "19:…@thread.v2, or a link to the thread",
		Note:        noteThreadID,
		Check: func(typed string) string {
			if typed == "" {
				return "An id is missing."
			}
			if fault := acs.UnderstandThreadID(typed).Problem; fault != "" {
				return "This holds " + fault + "."
			}
			return ""
		},
		OnSubmit: func(typed string) tea.Cmd {
			id := acs.UnderstandThreadID(typed).ID
			to := screen.ToThread{ThreadID: id}
			if item, listed := m.list.Find(id); listed {
				to.DeletedOn = item.DeletedOn
			}
			m.host.Open(to)
			return nil
		},
	})
}

// noteThreadID says what a text is taken for, before it is opened.
func noteThreadID(typed string) string {
	id := acs.UnderstandThreadID(typed)
	if typed != "" && !id.Known && id.Fault == acs.IDFaultNone {
		return "Not a form of thread ID that is known; opened as typed"
	}
	return identities.Understood(id)
}

// roomy is the height from which the banner is shown whole.
const roomy = 18

// banner tells somebody who has never seen the program where they are.
func (m *Model) banner() []string {
	if !m.scope.Session().BuiltInEmulator {
		return nil
	}
	where := "This is the built-in emulator with demo data; all of it is gone on exit. " + m.host.Keys().Name(keys.NewThread) + " makes a new thread."
	const how = "To connect to Azure, set AZURE_COMMUNICATION_ENDPOINT and AZURE_COMMUNICATION_ACCESS_TOKEN."
	first, then := text.Wrap(where, max(1, m.width)), text.Wrap(how, max(1, m.width))
	if m.height < roomy {
		// A small terminal needs its lines for the threads.
		first, then = first[:1], nil
	}
	lines := make([]string, 0, len(first)+len(then))
	for _, line := range first {
		lines = append(lines, m.theme.Accent.Render(line))
	}
	for _, line := range then {
		lines = append(lines, m.theme.Muted.Render(line))
	}
	return lines
}

// FullText is why a page failed.
func (m *Model) FullText() []string { return m.list.FullText() }

// View draws the screen.
func (m *Model) View() string {
	lines := m.banner()
	m.listTop = m.height
	if failure := m.list.Failure(false, m.width, m.height-len(lines)); failure != nil {
		return strings.Join(append(lines, failure...), "\n")
	}
	m.listTop = len(lines)
	return strings.Join(append(lines, m.join(m.list.View(m.columns().heading(m.theme)))), "\n")
}
