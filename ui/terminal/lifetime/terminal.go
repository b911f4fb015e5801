package lifetime

import (
	"os"
	"reflect"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/term"
)

// restoreLimit is how long the terminal may take the sequences that restore it.
const restoreLimit = 500 * time.Millisecond

// terminal is the terminal with its state at the program's start, for an end at which
// nobody else restores it.
type terminal struct {
	input, output *os.File
	before        *term.State // nil: there is no terminal
}

func openTerminal(input, output *os.File) terminal {
	t := terminal{input: input, output: output}
	if term.IsTerminal(input.Fd()) && term.IsTerminal(output.Fd()) {
		t.before, _ = term.GetState(input.Fd())
	}
	return t
}

// restore brings the terminal back to its state at the start, unless it is in it: where
// the program is suspended the terminal belongs to the shell.
func (t terminal) restore() {
	if t.before == nil || !InForeground(t.input) {
		return
	}
	if now, err := term.GetState(t.input.Fd()); err != nil || reflect.DeepEqual(now, t.before) {
		return
	}
	written := make(chan struct{})
	go func() {
		defer close(written)
		_, _ = t.output.WriteString(ansi.ResetModeMouseButtonEvent + ansi.ResetModeMouseAnyEvent + ansi.ResetModeMouseExtSgr +
			ansi.ResetModeBracketedPaste + ansi.ResetModeFocusEvent + ansi.ResetStyle + ansi.SetModeAutoWrap + ansi.SetModeTextCursorEnable + ansi.ResetModeAltScreenSaveCursor)
	}()
	select {
	case <-written:
	case <-time.After(restoreLimit):
	}
	_ = term.Restore(t.input.Fd(), t.before)
}
