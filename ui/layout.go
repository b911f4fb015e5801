package ui

import (
	"slices"
	"unicode"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/screen"
)

// hintAtLayout says once which layout the keys expect, where a letter of another script
// means nothing: in a text field it is text.
func (a *App) hintAtLayout(pressed []tea.KeyMsg) {
	if a.layoutHinted || a.tooSmall() || a.takesText() || !slices.ContainsFunc(pressed, a.ofOtherLayout) {
		return
	}
	a.layoutHinted = true
	a.notify(screen.Notification{Level: screen.LevelInfo, Text: "Keys expect a Latin keyboard layout"})
}

// takesText reports whether a letter goes into a text field.
func (a *App) takesText() bool {
	if !a.Covered() {
		return a.top().screen.CapturesKeys()
	}
	_, field := a.dialogs[len(a.dialogs)-1].Dialog.(screen.Drafting)
	return field
}

// ofOtherLayout reports whether a key is one of a layout of another script that no action
// lies on.
func (a *App) ofOtherLayout(msg tea.KeyMsg) bool {
	if msg.Type != tea.KeyRunes || len(msg.Runes) != 1 || !otherScript(msg.Runes[0]) {
		return false
	}
	return !slices.ContainsFunc(keys.Actions(), func(action keys.Action) bool { return a.bindings.Is(msg, action) })
}

// otherScript reports whether a character is typed on a keyboard that is not Latin, or on
// one that is set to wide letters.
func otherScript(r rune) bool {
	const wide, wideEnd = 0xff01, 0xffef
	switch {
	case r <= unicode.MaxASCII:
		return false
	case r >= wide && r <= wideEnd, unicode.IsDigit(r):
		return true
	}
	// What is common to all scripts, as µ, is on Latin keyboards as well.
	return (unicode.IsLetter(r) || unicode.IsMark(r)) && !unicode.In(r, unicode.Latin, unicode.Common, unicode.Inherited)
}
