package ui

import (
	"errors"

	"github.com/atotto/clipboard"
	"github.com/aymanbagabas/go-osc52/v2"
)

// copyLimit is the largest text that goes to the clipboard: terminals cut longer
// OSC 52 sequences off without a word.
const copyLimit = 74_000

var errStuck = errors.New("the terminal takes nothing any more")

var errTooLong = errors.New("it is too long for the terminal's clipboard")

// clipboardWriter returns a function that copies by OSC 52, which reaches the
// user's own machine over SSH, and by the native clipboard where there is one.
func clipboardWriter(out interface{ Send(sequence string) bool }, lookupEnv func(string) (string, bool)) func(string) error {
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
			out.Send(sequence.Tmux().String())
		}
		if !out.Send(sequence.String()) {
			return errStuck
		}
		return nil
	}
}
