// Package background keeps the program from asking the terminal for its
// background colour before main runs. It is imported for this effect only:
//
//	import _ "acs-chat-tui/ui/terminal/background"
//
// Bubble Tea v1 calls lipgloss.HasDarkBackground in an init of its own. Lip
// Gloss then writes queries (OSC 11, CSI 6n) to the terminal and waits up to
// five seconds for an answer; over a serial line, in a bare pseudo-terminal or
// under a CI runner none comes, and five seconds of start are lost before the
// first line of main. An answer that comes late is read as typed keys.
//
// Lip Gloss does not ask once it was told. This package tells it, in its init,
// and that init runs before Bubble Tea's by the language specification
// ("Program initialization", since Go 1.21): packages are sorted by import
// path, and again and again the first package in the list whose imports are
// all initialised is initialised. Both packages wait for Lip Gloss. This one
// waits for nothing else, and its path sorts before
// github.com/charmbracelet/bubbletea, so of the two it is first. Both
// conditions are tested. An import added here, or a module path that sorts
// behind "github.com/charmbracelet", breaks it.
//
// The answer given, dark, is only a default: whoever knows better (a flag)
// calls lipgloss.SetHasDarkBackground again, and colours of the 16-colour
// palette need no answer at all.
package background

import "github.com/charmbracelet/lipgloss"

// init is the one init of the program: nothing later than an init is early
// enough.
//
//nolint:gochecknoinits // See the package's documentation.
func init() {
	lipgloss.SetHasDarkBackground(true)
}
