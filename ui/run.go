package ui

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"runtime"
	"sync"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/term"

	_ "acs-chat-tui/ui/background" // answers Lip Gloss's question before Bubble Tea asks the terminal
	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/identities"
	"acs-chat-tui/ui/input"
	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/requestlog"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/theme"
	"acs-chat-tui/ui/widget/toast"
)

// errInternal is a fault of the program itself.
var errInternal = errors.New("internal error")

// ErrNotATerminal says that standard input or output is no terminal.
var ErrNotATerminal = errors.New("standard input and output must be a terminal")

// Options are what the program is made of.
type Options struct {
	// Connection is what calls are made with; its Service is nil where a user has
	// to be chosen first, by the Connector.
	command.Connection
	Connector command.Connector
	// Connections are what there is to connect to.
	Connections command.Connections
	// ThreadID is the thread to open at once; empty for none.
	ThreadID string
	Theme    theme.Options
	// Keys are the keys in force; nil stands for keys.Default.
	Keys *keys.Map
	// Warning is told at the start; empty for nothing.
	Warning string
	// Notes are told at the start as well; they are no warnings.
	Notes []string
	// Places is what the help says of this program's own files.
	Places Places
	// Exchanges is what the connection's clients sent and received; nil for nothing.
	Exchanges *command.Exchanges
	// Version is the program's.
	Version string
	// Mouse lets clicks and the wheel work, at the price of the terminal's own selection.
	Mouse bool
	// Now is the clock; NewID makes repeatability request ids, v4 UUIDs.
	Now   func() time.Time
	NewID func() string
	Log   *slog.Logger
	// Wait waits for a call's turn, or ends with the context; nil stands for a timer.
	Wait func(ctx context.Context, d time.Duration) error
	// Input and Output are the terminal.
	Input, Output *os.File
	LookupEnv     func(string) (string, bool)
}

// Places says in words where things come from and go to; empty for nowhere.
type Places struct {
	// Configuration is the configuration file, and Log the file that is logged to.
	Configuration, Log string
}

// framesPerSecond is how often Bubble Tea draws at most.
const framesPerSecond = 120

// Run runs the program until the user quits. The terminal is as before when it
// returns; requests under way are cancelled.
func Run(ctx context.Context, options Options) error {
	if !term.IsTerminal(options.Input.Fd()) || !term.IsTerminal(options.Output.Fd()) {
		return ErrNotATerminal
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()

	var program *tea.Program
	output := &terminalOutput{File: options.Output}
	app := newApp(ctx, options, func(msg tea.Msg) { program.Send(msg) }, clipboardWriter(output, options.LookupEnv))
	settings := []tea.ProgramOption{
		tea.WithContext(ctx), tea.WithAltScreen(), tea.WithOutput(output), tea.WithFPS(framesPerSecond),
	}
	if runtime.GOOS == "windows" {
		// There Bubble Tea reads the console's events instead of a stream.
		settings = append(settings, tea.WithInput(options.Input))
	} else {
		announce := func() { program.Send(input.BoundaryMsg{}) }
		settings = append(settings, tea.WithInput(input.NewReader(options.Input, announce)))
	}
	if options.Mouse {
		settings = append(settings, tea.WithMouseCellMotion())
	}
	defer app.runner.Close()
	program = tea.NewProgram(app, settings...)
	if options.Exchanges != nil {
		var recording sync.WaitGroup
		recording.Go(func() { options.Exchanges.Run(ctx, program.Send) })
		defer func() {
			cancel()
			recording.Wait()
		}()
	}
	_, err := program.Run()
	if app.failure != nil {
		return app.failure
	}
	if err != nil && !errors.Is(err, tea.ErrInterrupted) && ctx.Err() == nil {
		return fmt.Errorf("running the terminal program: %w", err)
	}
	return nil
}

// newApp makes the root model with its first screens.
func newApp(ctx context.Context, options Options, send func(tea.Msg), copyOut func(string) error) *App {
	a := &App{
		theme: theme.New(options.Theme), seen: identities.New(), toasts: &toast.Center{},
		requests: &requestlog.Log{}, version: options.Version,
		now: options.Now, newID: options.NewID, log: options.Log, places: options.Places, suspendable: suspendable, bindings: options.Keys, copyOut: copyOut,
	}
	if a.bindings == nil {
		a.bindings = keys.Default()
	}
	a.keys = newKeyMap(a.bindings)
	a.pointer.on = options.Mouse
	a.watch.every = usualWatch
	a.runner = command.NewRunner(ctx, command.Options{
		Connection: options.Connection, Send: send, Now: options.Now, Wait: options.Wait, Log: options.Log,
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
