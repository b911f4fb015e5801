//go:build unix

package terminal

import (
	"bytes"
	"errors"
	"fmt"
	"reflect"

	"github.com/creack/pty"
)

// Restored says what of the terminal is not as it was before the program, nil where
// nothing is: its mode, the screen, the cursor and what the program switched on.
func (t *Terminal) Restored() error {
	now, err := state(t.pty)
	if err != nil {
		return err
	}
	fresh, other, err := pty.Open()
	if err != nil {
		return fmt.Errorf("opening a terminal to compare with: %w", err)
	}
	defer other.Close() //nolint:errcheck // nothing was written
	defer fresh.Close() //nolint:errcheck // nothing was written
	before, err := state(other)
	if err != nil {
		return err
	}
	var faults []error
	if !reflect.DeepEqual(now, before) {
		faults = append(faults, errors.New("the terminal's mode is another one (raw)"))
	}
	screen := t.Screen()
	if screen.AltScreen {
		faults = append(faults, errors.New("the alternate screen is shown"))
	}
	if !screen.Cursor.Visible {
		faults = append(faults, errors.New("the cursor is hidden"))
	}
	for _, mode := range []string{"1000", "1002", "1003", "1004", "1006", "2004", "2026"} {
		if t.on(mode) {
			faults = append(faults, fmt.Errorf("the mode %s is on", mode))
		}
	}
	return errors.Join(faults...)
}

// on says whether the program has left a private mode switched on.
func (t *Terminal) on(mode string) bool {
	output := t.Output()
	return bytes.LastIndex(output, []byte("\x1b[?"+mode+"h")) > bytes.LastIndex(output, []byte("\x1b[?"+mode+"l"))
}
