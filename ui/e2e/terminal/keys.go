package terminal

import "strings"

// What a terminal sends for keys, for Terminal.Send.
const (
	Enter     = "\r"
	Escape    = "\x1b"
	Tab       = "\t"
	ShiftTab  = "\x1b[Z"
	Space     = " "
	Backspace = "\x7f"
	Up        = "\x1b[A"
	Down      = "\x1b[B"
	Right     = "\x1b[C"
	Left      = "\x1b[D"
	PageUp    = "\x1b[5~"
	PageDown  = "\x1b[6~"

	CtrlC = "\x03"
	CtrlD = "\x04"
	CtrlF = "\x06"
	CtrlL = "\x0c"
	CtrlN = "\x0e"
	CtrlO = "\x0f"
	CtrlP = "\x10"
	CtrlR = "\x12"
	CtrlS = "\x13"
	CtrlT = "\x14"
	CtrlU = "\x15"
	CtrlX = "\x18"
)

// Alt is what a terminal sends for a key pressed together with alt.
func Alt(key string) string { return Escape + key }

// Repeat is a key pressed times times, arriving in one read.
func Repeat(key string, times int) string { return strings.Repeat(key, times) }

// Paste is what a terminal sends when text is pasted into a program that has asked for
// bracketed paste (mode 2004): line ends as carriage returns, and no escape characters.
func Paste(text string) string {
	const begin, end = "\x1b[200~", "\x1b[201~"
	return begin + strings.NewReplacer("\r\n", "\r", "\n", "\r", "\x1b", "").Replace(text) + end
}
