package ui

import (
	"errors"
	"fmt"
	"io"

	"github.com/atotto/clipboard"
	"github.com/aymanbagabas/go-osc52/v2"
)

// copyLimit is the largest text that goes to the clipboard: terminals cut longer
// OSC 52 sequences off without a word.
const copyLimit = 74_000

var errTooLong = errors.New("it is too long for the terminal's clipboard")

// clipboardWriter returns a function that copies by OSC 52, which reaches the
// user's own machine over SSH, and by the native clipboard where there is one.
func clipboardWriter(out io.Writer, lookupEnv func(string) (string, bool)) func(string) error {
	return func(text string) error {
		if len(text) > copyLimit {
			return errTooLong
		}
		sequence := osc52.New(text)
		if _, remote := lookupEnv("SSH_CONNECTION"); !remote && !clipboard.Unsupported {
			// OSC 52 below still works where the native tool does not.
			_ = clipboard.WriteAll(text)
		}
		if _, inTmux := lookupEnv("TMUX"); inTmux {
			if _, err := sequence.Tmux().WriteTo(out); err != nil {
				return fmt.Errorf("writing to the terminal: %w", err)
			}
		}
		if _, err := sequence.WriteTo(out); err != nil {
			return fmt.Errorf("writing to the terminal: %w", err)
		}
		return nil
	}
}
