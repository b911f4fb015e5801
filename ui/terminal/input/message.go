// Package input reads the terminal for Bubble Tea v1, which would lose what the program
// needs: which keys arrived together (a question must not be answered by a key that was
// on its way before it was shown), and what a read has cut in two.
package input

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	tea "github.com/charmbracelet/bubbletea"
)

// BoundaryMsg says that all keys of one read have been handled and that those of the next
// one follow.
type BoundaryMsg struct{}

// LinesMsg is several lines of text that came in one read without the brackets of a
// paste: pasted text to a field that takes rows, and keys to everything else.
type LinesMsg string

// Paste returns the lines as a paste.
func (m LinesMsg) Paste() tea.KeyMsg { return pasted(string(m)) }

// Keys returns the lines as single keys.
func (m LinesMsg) Keys() []tea.KeyMsg {
	keys := make([]tea.KeyMsg, 0, len(m))
	for _, r := range string(m) {
		switch {
		case r < ' ':
			keys = append(keys, tea.KeyMsg{Type: tea.KeyType(r)})
		case r == ' ':
			keys = append(keys, tea.KeyMsg{Type: tea.KeySpace, Runes: []rune{r}})
		case r != utf8.RuneError:
			keys = append(keys, tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}})
		}
	}
	return keys
}

// pasted is what Bubble Tea makes of a paste.
func pasted(text string) tea.KeyMsg {
	return tea.KeyMsg{Type: tea.KeyRunes, Paste: true, Runes: []rune(strings.ToValidUTF8(text, ""))}
}

// ColourMsg is the terminal's answer to the question for one of its own colours.
type ColourMsg struct {
	// Background is the ground (OSC 11), otherwise it is the text (OSC 10).
	Background bool
	R, G, B    uint8
}

// ModeMsg is the terminal's answer to the question whether it knows a mode (DECRQM).
type ModeMsg struct {
	Mode  int
	Known bool
}

var (
	colourReply = regexp.MustCompile(`^\x1b\](10|11);rgba?:([0-9a-fA-F]{1,4})/([0-9a-fA-F]{1,4})/([0-9a-fA-F]{1,4})`)
	modeReply   = regexp.MustCompile(`^\x1b\[\?(\d{1,5});([0-4])\$y$`)
)

// reply returns the message of a reply; nil for one that nobody asked for.
func reply(b []byte) tea.Msg {
	if m := colourReply.FindSubmatch(b); m != nil {
		return ColourMsg{string(m[1]) == "11", channel(m[2]), channel(m[3]), channel(m[4])}
	}
	if m := modeReply.FindSubmatch(b); m != nil {
		mode, err := strconv.Atoi(string(m[1]))
		if err != nil {
			return nil
		}
		// 0 is unknown, 4 is off for good.
		return ModeMsg{mode, m[2][0] != '0' && m[2][0] != '4'}
	}
	return nil
}

// channel scales one to four hexadecimal digits to a byte.
func channel(digits []byte) uint8 {
	value, err := strconv.ParseUint(string(digits), 16, 16)
	if err != nil {
		return 0
	}
	most := uint64(1)<<(4*len(digits)) - 1
	return uint8(value * 255 / most) //nolint:gosec // At most 255.
}
