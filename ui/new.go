package ui

import (
	"context"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/data/identities"
	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/screens/requestlog"
	"acs-chat-tui/ui/style/theme"
	"acs-chat-tui/ui/terminal/lifetime"
	"acs-chat-tui/ui/terminal/session"
	"acs-chat-tui/ui/widget/toast"
)

// Outside is what an App reaches beyond its own messages.
type Outside struct {
	// Send hands a message to the program from another goroutine.
	Send func(tea.Msg)
	// Copy copies a text to the clipboard.
	Copy func(text string) error
	// After returns a command whose message comes once d has passed, as tea.Tick does.
	After func(d time.Duration, message func(time.Time) tea.Msg) tea.Cmd
	// Await returns a command that runs one whose message may never come; nil stands for
	// the command itself.
	Await func(tea.Cmd) tea.Cmd
}

// New returns the root model with its first screens.
func New(ctx context.Context, options Options, outside Outside) *App {
	a := &App{
		theme: theme.New(options.Theme), seen: identities.New(), toasts: &toast.Center{},
		requests: &requestlog.Log{}, version: options.Version,
		now: options.Now, newID: options.NewID, log: options.Log, places: options.Places, suspendable: session.Suspendable, stop: func() {}, bindings: options.Keys, copyOut: outside.Copy, after: outside.After, await: outside.Await,
		end: func(error) {},
	}
	if a.bindings == nil {
		a.bindings = keys.Default()
	}
	a.pointer.on = options.Mouse
	a.watch.every = usualInterval
	a.runner = command.NewRunner(ctx, command.Options{
		Connection: options.Connection, Send: outside.Send, Now: options.Now, Wait: options.Wait, Log: options.Log,
	})
	a.scope = a.runner.NewScope(0)
	a.connector, a.threadID, a.connections = options.Connector, options.ThreadID, options.Connections
	if options.Service == nil && options.Connector != nil {
		a.open(screen.ToConnect{})
	} else {
		a.openFirst()
	}
	for _, note := range options.Notes {
		a.notify(screen.Notification{Level: screen.LevelInfo, Text: note, Details: []string{note}})
	}
	if options.Warning != "" {
		a.notify(screen.Notification{Level: screen.LevelWarning, Text: options.Warning, Details: []string{options.Warning}})
	}
	a.dirty = true
	return a
}

// Close ends the reads and the connections; it waits for what they hold.
func (a *App) Close() { a.runner.Close() }

// Screen returns the screen in sight.
func (a *App) Screen() screen.Screen { return a.top().screen }

// Destinations returns what the open screens were opened for, the one in sight last.
func (a *App) Destinations() []screen.Destination {
	destinations := make([]screen.Destination, len(a.stack))
	for n, e := range a.stack {
		destinations[n] = e.destination
	}
	return destinations
}

// Session returns whom the program acts as.
func (a *App) Session() command.Session { return a.runner.Session() }

// Failure returns the fault that ends the program; nil as long as there is none.
func (a *App) Failure() *lifetime.Report { return a.failure }

// Covered reports whether something stands over the screens and takes the keys.
func (a *App) Covered() bool { return len(a.dialogs) > 0 }
