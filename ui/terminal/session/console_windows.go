package session

import (
	"fmt"
	"os"

	"golang.org/x/sys/windows"
)

// prepareConsole lets the console take escape sequences.
func prepareConsole(output *os.File) error {
	var mode uint32
	handle := windows.Handle(output.Fd())
	if err := windows.GetConsoleMode(handle, &mode); err != nil {
		return fmt.Errorf("reading the console's mode: %w", err)
	}
	if err := windows.SetConsoleMode(handle, mode|windows.ENABLE_VIRTUAL_TERMINAL_PROCESSING); err != nil {
		return fmt.Errorf("setting the console's mode: %w", err)
	}
	return nil
}
