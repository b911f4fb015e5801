package terminal

import "strings"

// What a terminal sends for keys, for [Terminal.Send]. Arrows, Home and End
// are those of normal cursor key mode, the mode every terminal starts in.
const (
	Enter     = "\r"
	Escape    = "\x1b"
	Tab       = "\t"
	ShiftTab  = "\x1b[Z"
	F3        = "\x1bOR"
	Space     = " "
	Backspace = "\x7f"
	Delete    = "\x1b[3~"
	Up        = "\x1b[A"
	Down      = "\x1b[B"
	Right     = "\x1b[C"
	Left      = "\x1b[D"
	Home      = "\x1b[H"
	End       = "\x1b[F"
	PageUp    = "\x1b[5~"
	PageDown  = "\x1b[6~"

	CtrlA = "\x01"
	CtrlB = "\x02"
	CtrlC = "\x03"
	CtrlD = "\x04"
	CtrlE = "\x05"
	CtrlF = "\x06"
	CtrlG = "\x07"
	CtrlK = "\x0b"
	CtrlL = "\x0c"
	CtrlN = "\x0e"
	CtrlO = "\x0f"
	CtrlP = "\x10"
	CtrlR = "\x12"
	CtrlS = "\x13"
	CtrlT = "\x14"
	CtrlU = "\x15"
	CtrlV = "\x16"
	CtrlW = "\x17"
	CtrlX = "\x18"
	CtrlY = "\x19"
	CtrlZ = "\x1a"
)

// Alt is what a terminal sends for a key pressed together with alt.
func Alt(key string) string { return Escape + key }

// Repeat is a key pressed times times, arriving in one read.
func Repeat(key string, times int) string { return strings.Repeat(key, times) }

// Paste is what a terminal sends when text is pasted into a program that has
// asked for bracketed paste (mode 2004): the text between two marks, its line
// ends as carriage returns and without escape characters, as terminals do.
func Paste(text string) string {
	const begin, end = "\x1b[200~", "\x1b[201~"
	return begin + strings.NewReplacer("\r\n", "\r", "\n", "\r", "\x1b", "").Replace(text) + end
}
