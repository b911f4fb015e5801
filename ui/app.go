package ui

import (
	"log/slog"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/component/savefile"
	"acs-chat-tui/ui/data/identities"
	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/screens/requestlog"
	"acs-chat-tui/ui/style/theme"
	"acs-chat-tui/ui/terminal/input"
	"acs-chat-tui/ui/terminal/lifetime"
	"acs-chat-tui/ui/widget/dialog"
	"acs-chat-tui/ui/widget/toast"
)

// App is the root model, and the program's only tea.Model.
type App struct {
	runner *command.Runner
	// scope is of the reads of the program itself.
	scope *command.Scope
	theme *theme.Theme
	seen  *identities.Seen
	// elsewhere is what was seen with the endpoints that are not in use now.
	elsewhere map[string]*identities.Seen
	toasts    *toast.Center
	now       func() time.Time
	newID     func() string
	log       *slog.Logger
	// bindings are the keys in force.
	bindings *keys.Map
	copyOut  func(text string) error
	// after makes the ticks, await runs the watch of the token.
	after func(d time.Duration, message func(time.Time) tea.Msg) tea.Cmd
	await func(tea.Cmd) tea.Cmd
	// suspendable reports whether something could bring the program back.
	suspendable func() bool
	// stop stops the program until its shell brings it back.
	stop func()

	places Places

	// connector asks whom to act as; nil where that is known.
	connector command.Connector
	threadID  string
	// connections are what there is to connect to.
	connections command.Connections
	// available are those that were there when they were last listed.
	available []command.Available
	// notifications is the page of them that is open, if one is.
	notifications screen.ID
	// requests is what was sent and received, and requestLog the page of it that is
	// open, if one is.
	requests   *requestlog.Log
	requestLog screen.ID
	version    string
	warned     tokenWarnings
	// layoutHinted says that the user knows which layout the keys expect.
	layoutHinted bool

	width, height int
	stack         []*entry
	lastID        screen.ID
	dialogs       []openDialog
	// chosen does what was chosen in the palette.
	chosen func() tea.Cmd

	// read counts the terminal's reads, so that a question can tell the keys that
	// arrived before it was shown.
	read uint64
	// emulator says that the service's newest answer came from an emulator.
	emulator bool
	// tickDue is when the next tick comes; zero where none is under way.
	tickDue time.Time
	frame   int
	watch   watch
	pointer pointer
	// failure is the fault that ends the program; nil as long as there is none. end ends
	// the program from where no command can.
	failure *lifetime.Report
	end     func(error)

	view  string
	dirty bool
}

// minuteMsg lets ages and the token's remaining life move on.
type minuteMsg struct{}

// copiedMsg says how a copy went.
type copiedMsg struct {
	what string
	err  error
}

// aboutCopying is what all that is said of the clipboard is about.
const aboutCopying = "copying"

const minuteEvery = 20 * time.Second

// Init opens the first screens.
func (a *App) Init() (cmd tea.Cmd) {
	defer a.catch("starting", func() { cmd = tea.Quit })
	a.watchExpiry()
	return tea.Batch(a.initNew(), a.watchToken(), a.after(minuteEvery, func(time.Time) tea.Msg { return minuteMsg{} }))
}

// Update takes one message.
func (a *App) Update(msg tea.Msg) (model tea.Model, cmd tea.Cmd) {
	if a.failure != nil {
		return a, nil
	}
	defer a.catch("handling "+kindOf(msg), func() { model, cmd = a, tea.Quit })
	if _, boundary := msg.(input.BoundaryMsg); boundary {
		a.read++
		return a, nil
	}
	if _, pointed := msg.(tea.MouseMsg); pointed {
		// What is in sight is what the mouse points at.
		a.View()
	}
	a.dirty = true
	closing := a.runner.Observe(msg)
	cmd = a.handle(msg)
	inits := a.initNew()
	return a, tea.Batch(cmd, closing, inits, a.poll(), a.keepTicking())
}

func (a *App) handle(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case panicMsg:
		a.fail("running a command", msg.fault, msg.stack)
		return tea.Quit
	case tea.WindowSizeMsg:
		return a.resize(msg)
	case tea.KeyMsg:
		return a.handleKeys(msg)
	case input.LinesMsg:
		return a.handleLines(msg)
	case tea.MouseMsg:
		return a.mouse(msg)
	case tickMsg:
		return a.tick(msg)
	case command.TokenMsg:
		if !a.runner.SetToken(msg) {
			return nil
		}
		a.watchExpiry()
		return a.watchToken()
	case minuteMsg:
		a.watchExpiry()
		a.updateAll(screen.TimeMsg{}) // Ages are drawn anew.
		return a.after(minuteEvery, func(time.Time) tea.Msg { return minuteMsg{} })
	case copiedMsg:
		a.toastCopied(msg)
	case command.ExchangesMsg:
		return a.logExchanges(msg)
	case dialog.TriedMsg:
		return a.tried(msg)
	case savefile.SavedMsg:
		a.toastSaved(msg)
		return a.deliver(msg)
	case screen.Addressed:
		return a.deliver(msg)
	}
	return nil
}

// logExchanges adds to the request log, and shows it where its page is open.
func (a *App) logExchanges(msg command.ExchangesMsg) tea.Cmd {
	a.requests.Add(msg.Exchanges, msg.Lost)
	if page := a.find(a.requestLog); page != nil {
		return page.screen.Update(msg)
	}
	return nil
}

func (a *App) resize(msg tea.WindowSizeMsg) tea.Cmd {
	a.width, a.height = msg.Width, msg.Height
	a.resizeAll()
	return nil
}

func (a *App) toastSaved(msg savefile.SavedMsg) {
	if msg.Err != nil {
		a.notify(screen.Notification{
			Level: screen.LevelError, Text: msg.What + " was not saved: " + msg.Err.Error(), Details: []string{msg.Path}, About: screen.AboutSaving,
		})
		// Whoever waits for the file where they asked for it can name another at once.
		if asker, ok := msg.Asker().(*host); ok && asker.id == a.top().id && !a.Covered() {
			msg.AskAgain()
		}
		return
	}
	a.notify(screen.Notification{Level: screen.LevelSuccess, Text: msg.What + " saved in " + msg.Path, Details: []string{msg.Path}, About: screen.AboutSaving})
}

func (a *App) toastCopied(msg copiedMsg) {
	if msg.err != nil {
		a.notify(screen.Notification{Level: screen.LevelError, Text: msg.what + " not copied: " + msg.err.Error(), About: aboutCopying})
		return
	}
	a.notify(screen.Notification{Level: screen.LevelSuccess, Text: msg.what + " sent to the clipboard", About: aboutCopying})
}
