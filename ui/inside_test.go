package ui

import (
	"time"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/data/identities"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/terminal/lifetime"
	"acs-chat-tui/ui/widget/toast"
)

// What the tests of the App, which drive it from outside, need of its inside.
const (
	MinWidth  = minWidth
	MinHeight = minHeight
	TabLine   = tabLine
	TickEvery = tickEvery
)

// Spinner returns the frames of the spinner.
func Spinner() string { return string(spinner[:]) }

// Panic returns the message of a command that panicked.
func Panic(fault string) tea.Msg { return panicMsg{fault: fault, stack: []byte("a stack")} }

// TakeFailure returns the fault that ended the program, as if there had been none.
func (a *App) TakeFailure() *lifetime.Report {
	defer func() { a.failure = nil }()
	return a.failure
}

// EachScreen calls do with every screen that is open and what would be lost with it.
func (a *App) EachScreen(do func(s screen.Screen, unsaved string)) {
	for _, e := range a.stack {
		for _, i := range e.tabs {
			if i != nil {
				do(i.screen, i.unsaved)
			}
		}
	}
}

// Notify notifies as a screen does.
func (a *App) Notify(n screen.Notification) { a.notify(n) }

// Redraw has the next frame drawn anew.
func (a *App) Redraw() { a.dirty = true }

// History returns the notifications so far.
func (a *App) History() []*toast.Toast { return a.toasts.History() }

// Calls returns the calls under way.
func (a *App) Calls() []*command.Call { return a.runner.Calls() }

// TickDue returns when the next tick comes; zero where none is awaited.
func (a *App) TickDue() time.Time { return a.tickDue }

// GlobalHelp returns the keys of the program itself.
func (a *App) GlobalHelp(typing bool) [][]key.Binding { return a.globalHelp(typing) }

// Open opens a screen.
func (a *App) Open(destination screen.Destination) { a.open(destination) }

// AnnounceChange has all lists read again, as a write of another screen does.
func (a *App) AnnounceChange() tea.Cmd { return a.announceChange(0) }

// Seen returns the identities that were seen.
func (a *App) Seen() *identities.Seen { return a.seen }

// DialogHolds reports whether a cell is one of the dialog in sight.
func (a *App) DialogHolds(x, y int) bool { return a.pointer.dialog.holds(x, y) }

// SetPageSize has pages of a size asked for from now on.
func (a *App) SetPageSize(service command.Service, size int32) {
	session := a.Session()
	session.PageSize = size
	a.runner.Become(command.Connection{Service: service, Session: session})
}

// TokenLife returns what the header says of a token's end, at length and short.
func (a *App) TokenLife(session command.Session) (whole, short string) { return a.tokenLife(session) }

// SetPlaces sets what the help says of this program's own files.
func (a *App) SetPlaces(places Places) { a.places = places }
