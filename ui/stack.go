package ui

import (
	"iter"
	"slices"
	"time"

	"acs-chat-tui/ui/component/participantrows"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/screens/add"
	"acs-chat-tui/ui/screens/check"
	"acs-chat-tui/ui/screens/compose"
	"acs-chat-tui/ui/screens/connect"
	"acs-chat-tui/ui/screens/connections"
	"acs-chat-tui/ui/screens/create"
	"acs-chat-tui/ui/screens/details"
	"acs-chat-tui/ui/screens/edit"
	"acs-chat-tui/ui/screens/faults"
	"acs-chat-tui/ui/screens/issue"
	"acs-chat-tui/ui/screens/messages"
	"acs-chat-tui/ui/screens/participants"
	"acs-chat-tui/ui/screens/profile"
	"acs-chat-tui/ui/screens/properties"
	"acs-chat-tui/ui/screens/remove"
	"acs-chat-tui/ui/screens/requestlog"
	"acs-chat-tui/ui/screens/threads"
	"acs-chat-tui/ui/screens/users"
)

// entry is one place of the stack: a screen, or a thread with its tabs.
type entry struct {
	// destination is what it was opened for.
	destination screen.Destination
	// thread is set on a thread; its tabs are made when they are first shown.
	thread *screen.ToThread
	tabs   []*instance
	active screen.Tab
}

// instance is a screen on the stack.
type instance struct {
	id      screen.ID
	screen  screen.Screen
	started bool
	// unsaved says what would be lost with the screen; empty where nothing would.
	unsaved string
	// wake is when the screen wants a WakeMsg; zero for never.
	wake time.Time
	// polling says that a poll of it is under way; pollBegan and pollEnded are of the
	// last one.
	polling              bool
	pollBegan, pollEnded time.Time
}

func (e *entry) current() *instance { return e.tabs[e.active] }

// instances are the screens of the entry that were made.
func (e *entry) instances() iter.Seq[*instance] {
	return func(yield func(*instance) bool) {
		for _, i := range e.tabs {
			if i != nil && !yield(i) {
				return
			}
		}
	}
}

// instances are all screens, the lowest first.
func (a *App) instances() iter.Seq[*instance] {
	return func(yield func(*instance) bool) {
		for _, e := range a.stack {
			for i := range e.instances() {
				if !yield(i) {
					return
				}
			}
		}
	}
}

func (a *App) top() *instance { return a.stack[len(a.stack)-1].current() }

func (a *App) onThread() bool { return a.stack[len(a.stack)-1].thread != nil }

// visible reports whether a screen is the one on top.
func (a *App) visible(i *instance) bool { return a.top() == i }

// find returns the screen with an id, or nil.
func (a *App) find(id screen.ID) *instance {
	for i := range a.instances() {
		if i.id == id {
			return i
		}
	}
	return nil
}

// open puts a screen on top.
func (a *App) open(destination screen.Destination) {
	e := &entry{destination: destination, tabs: make([]*instance, 1)}
	if thread, ok := destination.(screen.ToThread); ok {
		e.thread = &thread
		e.tabs = make([]*instance, screen.Tabs)
		e.active = thread.Tab
	}
	a.stack = append(a.stack, e)
	e.tabs[e.active] = a.make(destination)
	a.sizeEntry(e)
}

// openFirst opens the screens that the program starts with.
func (a *App) openFirst() {
	a.open(screen.ToThreads{})
	if a.threadID != "" {
		a.open(screen.ToThread{ThreadID: a.threadID})
	}
}

// make builds a screen. This is the one place that knows them all.
func (a *App) make(destination screen.Destination) *instance {
	a.lastID++
	i := &instance{id: a.lastID}
	h := &host{app: a, id: i.id}
	scope := func() *command.Scope { return a.runner.NewScope(i.id) }
	switch to := destination.(type) {
	case screen.ToThreads:
		i.screen = threads.New(h, scope(), a.theme)
	case screen.ToConnect:
		i.screen = connect.New(h, scope(), a.theme, a.connector)
	case screen.ToCreate:
		i.screen = create.New(h, scope(), a.theme, a.seen, a.newID)
	case screen.ToThread:
		i.screen = a.makeTab(h, scope(), to)
	case participantrows.ToAdd:
		if list := a.memberList(to.ThreadID); list != nil {
			to.Members, to.Count = list.HasMember, list.CountMembers
		}
		i.screen = add.New(h, scope(), a.theme, a.seen, to)
	case screen.ToCompose:
		i.screen = compose.New(h, scope(), a.theme, a.seen, to)
	case command.ToRemove:
		i.screen = remove.New(h, scope(), a.theme, to)
	case screen.ToEdit:
		i.screen = edit.New(h, scope(), a.theme, to)
	case screen.ToFaults:
		i.screen = faults.New(h, scope(), a.theme)
	case screen.ToRequestLog:
		i.screen = requestlog.New(h, a.theme, a.requests, a.version)
	case screen.ToDetails:
		i.screen = details.New(h, a.theme, to)
	default:
		i.screen = a.makeForConnections(destination, h, scope())
	}
	return i
}

// makeForConnections builds the screens of connections and of the resource's users.
func (a *App) makeForConnections(destination screen.Destination, h *host, scope *command.Scope) screen.Screen {
	switch to := destination.(type) {
	case command.ToProfile:
		return profile.New(h, scope, a.theme, a.connections, to)
	case command.ToCheck:
		return check.New(h, scope, a.theme, a.connections, to)
	case screen.ToIdentities:
		return users.New(h, scope, a.theme, a.seen)
	case screen.ToIssue:
		return issue.New(h, scope, a.theme, to)
	}
	return connections.New(h, scope, a.theme, a.connections)
}

// makeTab builds one of a thread's tabs.
func (a *App) makeTab(h *host, scope *command.Scope, to screen.ToThread) screen.Screen {
	switch to.Tab {
	case screen.TabParticipants:
		return participants.New(h, scope, a.theme, to)
	case screen.TabMessages:
		return messages.New(h, scope, a.theme, a.seen, to, func() (int, bool) {
			if list := a.memberList(to.ThreadID); list != nil {
				return list.CountMembers()
			}
			return 0, false
		})
	case screen.TabProperties:
	}
	return properties.New(h, scope, a.theme, to)
}

// memberList is a screen that knows members of its thread.
type memberList interface {
	HasMember(rawID string) bool
	CountMembers() (n int, known bool)
}

// memberList is the list of a thread's participants that is open; nil where none is.
func (a *App) memberList(threadID string) memberList {
	for _, e := range slices.Backward(a.stack) {
		if e.thread == nil || e.thread.ThreadID != threadID || e.tabs[screen.TabParticipants] == nil {
			continue
		}
		if list, ok := e.tabs[screen.TabParticipants].screen.(memberList); ok {
			return list
		}
	}
	return nil
}

// switchTab shows another tab of the thread on top. The tab left behind stays as
// it is, with its place in its list.
func (a *App) switchTab(tab screen.Tab) tea.Cmd {
	e := a.stack[len(a.stack)-1]
	if e.active == tab {
		return nil
	}
	e.active = tab
	if e.tabs[tab] == nil {
		to := *e.thread
		to.Tab = tab
		e.tabs[tab] = a.make(to)
	}
	a.sizeEntry(e)
	return nil
}

// back closes a screen and all above it. The first screen stays.
func (a *App) back(id screen.ID) {
	for n, e := range a.stack {
		if n == 0 {
			continue
		}
		for i := range e.instances() {
			if i.id == id {
				a.closeFrom(n)
				return
			}
		}
	}
}

// remove closes a screen and leaves those above it.
func (a *App) remove(id screen.ID) {
	for n, e := range a.stack {
		if n > 0 && e.thread == nil && e.tabs[0].id == id {
			e.tabs[0].screen.Close()
			a.stack = slices.Delete(a.stack, n, n+1)
			return
		}
	}
}

func (a *App) closeFrom(n int) {
	for _, e := range a.stack[n:] {
		for i := range e.instances() {
			i.screen.Close()
		}
	}
	a.stack = a.stack[:n]
}

// initNew starts the screens that were opened since the last message.
func (a *App) initNew() tea.Cmd {
	var commands []tea.Cmd
	for i := range a.instances() {
		if !i.started {
			i.started = true
			commands = append(commands, i.screen.Init())
		}
	}
	return tea.Batch(commands...)
}

func (a *App) sizeEntry(e *entry) {
	height := a.bodyHeight()
	if e.thread != nil {
		height = max(0, height-1)
	}
	for i := range e.instances() {
		i.screen.SetSize(a.width, max(0, height-a.watchLines(i)))
	}
}

// resizeAll gives all screens their room again.
func (a *App) resizeAll() {
	for _, e := range a.stack {
		a.sizeEntry(e)
	}
}

// unsaved says what would be lost with the screens from the nth of the stack on, or
// nothing.
func (a *App) unsaved(n int) string {
	for _, e := range a.stack[n:] {
		for i := range e.instances() {
			if i.unsaved != "" {
				return i.unsaved
			}
		}
	}
	return ""
}
