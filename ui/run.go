package ui

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"runtime"
	"strings"
	"sync"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/term"

	"acs-chat-tui/acs"
	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/style/theme"
	_ "acs-chat-tui/ui/terminal/background" // answers Lip Gloss's question before Bubble Tea asks the terminal
	"acs-chat-tui/ui/terminal/input"
	"acs-chat-tui/ui/terminal/lifetime"
	"acs-chat-tui/ui/terminal/session"
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

// closeLimit is how long the connections may take to end: one of them may wait for a
// keyring.
const closeLimit = 2 * time.Second

// Run runs the program until the user quits or ctx ends; its cause is returned then, with
// the writes that were under way. The terminal is as before when it returns; requests
// under way are cancelled.
func Run(ctx context.Context, options Options) error {
	if !term.IsTerminal(options.Input.Fd()) || !term.IsTerminal(options.Output.Fd()) {
		return ErrNotATerminal
	}
	ctx, end := context.WithCancelCause(ctx)
	defer end(nil)
	lost := func(error) { end(lifetime.Hangup()) }

	held, err := session.Start(ctx, session.Options{
		Input: options.Input, Output: options.Output, LookupEnv: options.LookupEnv, Mouse: options.Mouse, Lost: lost,
	})
	if err != nil {
		return err //nolint:wrapcheck // it says what was being done
	}
	defer held.Close()
	var program *tea.Program
	app := New(ctx, options, Outside{
		Send: func(msg tea.Msg) { program.Send(msg) }, Copy: clipboardWriter(held, options.LookupEnv), After: tea.Tick,
	})
	app.end = end
	app.stop = held.Suspend
	settings := []tea.ProgramOption{
		tea.WithContext(ctx), tea.WithoutRenderer(),
		// Signals end ctx, and faults are caught where a report of them can be made.
		tea.WithoutSignalHandler(), tea.WithoutCatchPanics(),
	}
	if runtime.GOOS == "windows" {
		// There Bubble Tea reads the console's events instead of a stream.
		settings = append(settings, tea.WithInput(options.Input))
		if options.Mouse {
			settings = append(settings, tea.WithMouseCellMotion())
		}
	} else {
		reader, err := input.NewReader(options.Input, func(msg tea.Msg) { program.Send(msg) }, lost)
		if err != nil {
			return err //nolint:wrapcheck // it says what was being done
		}
		defer reader.Close() //nolint:errcheck // it has nothing to say
		settings = append(settings, tea.WithInput(reader))
	}
	program = tea.NewProgram(held.Model(guarded{app}), settings...)
	held.Watch(ctx, func(msg tea.Msg) { program.Send(msg) })
	var recording sync.WaitGroup
	if options.Exchanges != nil {
		recording.Go(func() { options.Exchanges.Run(ctx, program.Send) })
	}
	err = loop(program, app)
	held.Close()
	interrupted := context.Cause(ctx)
	underWay := app.runner.UnderWay()
	end(nil)
	recording.Wait()
	closing, closed := context.WithTimeout(context.WithoutCancel(ctx), closeLimit)
	defer closed()
	_, _ = lifetime.Await(closing, func() (struct{}, error) { app.Close(); return struct{}{}, nil })
	return app.ending(err, interrupted, underWay, options.LookupEnv)
}

// loop runs Bubble Tea. It ends by itself, or by a panic of Bubble Tea's own.
func loop(program *tea.Program, app *App) error {
	ended := make(chan error, 1)
	go func() {
		var err error
		defer func() { ended <- err }()
		defer app.catch("running the terminal program", func() {})
		_, err = program.Run()
	}()
	return <-ended
}

// ending is what the program returns: nil where the user has quit it.
func (a *App) ending(err, interrupted error, underWay []string, lookupEnv func(string) (string, bool)) error {
	switch {
	case a.failure != nil:
		crash := a.failure.Save(acs.RemoveSecretLike, lookupEnv, underWay...)
		a.log.Error("the program panicked", "doing", a.failure.Doing, "report", crash)
		return crash
	case interrupted != nil && len(underWay) > 0:
		return &interruptedWritesError{cause: interrupted, underWay: underWay}
	case interrupted != nil:
		return interrupted
	case err != nil:
		return fmt.Errorf("running the terminal program: %w", err)
	}
	return nil
}

// interruptedWritesError says that the program ended while something was written.
type interruptedWritesError struct {
	cause    error
	underWay []string
}

func (e *interruptedWritesError) Error() string { return strings.Join(e.underWay, "\n") }

func (e *interruptedWritesError) Unwrap() error { return e.cause }
