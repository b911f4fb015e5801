// Package session is the program's hold on the terminal: raw mode, the modes that the
// screens need, its size, suspension, and the painter that writes to it.
package session

import (
	"context"
	"fmt"
	"os"
	"sync"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/term"

	"acs-chat-tui/ui/terminal/painter"
)

// leaveLimit is how long the terminal may take what brings it back.
const leaveLimit = 500 * time.Millisecond

// Options are what a session is made of.
type Options struct {
	// Input and Output are the terminal.
	Input, Output *os.File
	LookupEnv     func(string) (string, bool)
	// Mouse asks the terminal for clicks and the wheel.
	Mouse bool
	// Lost is called when a write fails, as it does when the terminal is closed.
	Lost func(error)
}

// ResumedMsg says that the terminal is the program's again.
type ResumedMsg struct{}

// Session is the program's hold on the terminal.
type Session struct {
	options Options
	painter *painter.Painter
	// suspend asks the goroutine that watches signals to stop the program.
	suspend chan struct{}
	end     context.CancelFunc
	unwatch context.CancelFunc
	ended   sync.WaitGroup

	mutex sync.Mutex
	// before is the terminal's mode at the start, held says that it is another one now.
	before *term.State
	held   bool
}

// Start takes the terminal.
func Start(ctx context.Context, options Options) (*Session, error) {
	before, err := term.GetState(options.Input.Fd())
	if err != nil {
		return nil, fmt.Errorf("reading the terminal's mode: %w", err)
	}
	enter, leave := modes(options.Mouse)
	s := &Session{
		options: options, before: before, suspend: make(chan struct{}, 1), unwatch: func() {},
		painter: painter.New(painter.Options{
			Output: options.Output, Profile: profile(options.LookupEnv), Repeat: painter.Repeats(options.LookupEnv),
			Enter: enter, Leave: leave, Failed: options.Lost,
		}),
	}
	if err := s.hold(); err != nil {
		return nil, err
	}
	// The painter ends with the session, which gives the terminal back after ctx has ended.
	// A terminal that takes nothing may hold it up until the process ends.
	painting, end := context.WithCancel(context.WithoutCancel(ctx))
	s.end = end
	go s.painter.Run(painting)
	return s, nil
}

// Watch follows the terminal's size, suspension and continuation, until the session
// ends. send hands messages to the program.
func (s *Session) Watch(ctx context.Context, send func(tea.Msg)) {
	ctx, cancel := context.WithCancel(ctx)
	s.ended.Go(func() { s.watch(ctx, send) })
	s.unwatch = cancel
}

// Close gives the terminal back as it was.
func (s *Session) Close() {
	s.unwatch()
	s.ended.Wait()
	s.release()
	s.end()
}

// Suspend stops the program until its shell brings it back.
func (s *Session) Suspend() {
	select {
	case s.suspend <- struct{}{}:
	default:
	}
}

// Repaint paints everything anew.
func (s *Session) Repaint() { s.painter.Repaint() }

// Send writes a sequence to the terminal between frames, and reports whether there was
// room for it.
func (s *Session) Send(sequence string) bool { return s.painter.Send(sequence) }

// Size is the terminal's. One that says none is gone.
func (s *Session) Size() (tea.WindowSizeMsg, error) {
	width, height, err := term.GetSize(s.options.Output.Fd())
	if err != nil {
		s.options.Lost(err)
		return tea.WindowSizeMsg{}, fmt.Errorf("reading the terminal's size: %w", err)
	}
	return tea.WindowSizeMsg{Width: width, Height: height}, nil
}

// hold takes the terminal, also where it is held: something else may have changed it.
func (s *Session) hold() error {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if _, err := term.MakeRaw(s.options.Input.Fd()); err != nil {
		return fmt.Errorf("setting the terminal's mode: %w", err)
	}
	s.held = true
	return prepareConsole(s.options.Output)
}

// release brings the terminal back to what it was at the start.
func (s *Session) release() {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if !s.held {
		return
	}
	s.painter.Leave(leaveLimit)
	_ = term.Restore(s.options.Input.Fd(), s.before)
	s.held = false
}

// modes are the sequences that prepare the terminal and undo that.
func modes(mouse bool) (enter, leave string) {
	enter = ansi.SetModeAltScreenSaveCursor + ansi.SetModeBracketedPaste + ansi.SetModeFocusEvent
	leave = ansi.ResetStyle + ansi.ResetModeFocusEvent + ansi.ResetModeBracketedPaste
	if mouse {
		enter += ansi.SetModeMouseButtonEvent + ansi.SetModeMouseExtSgr
		leave += ansi.ResetModeMouseExtSgr + ansi.ResetModeMouseButtonEvent
	}
	return enter, leave + ansi.SetModeAutoWrap + ansi.SetModeTextCursorEnable + ansi.ResetModeAltScreenSaveCursor
}

// profile is the colours that frames are limited to. The theme draws in what the
// terminal has; a dumb one gets no style at all.
func profile(lookupEnv func(string) (string, bool)) colorprofile.Profile {
	if name, _ := lookupEnv("TERM"); name == "dumb" {
		return colorprofile.NoTTY
	}
	return colorprofile.TrueColor
}
