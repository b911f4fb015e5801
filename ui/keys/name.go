package keys

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	tea "github.com/charmbracelet/bubbletea"
)

// readName reads a key's name as somebody writes it into Bubble Tea's own.
func readName(written string) (string, error) {
	if isCharacter(written) {
		return written, nil
	}
	lower := strings.ToLower(written)
	switch lower {
	case "":
		return "", errors.New("an empty name is no key")
	case "space", " ":
		return " ", nil
	case "pgdn":
		return "pgdown", nil
	}
	switch {
	case strings.HasPrefix(lower, "alt+"):
		return "", fmt.Errorf("%q cannot be bound: a terminal sends alt and a key as esc and that key", written)
	case strings.HasPrefix(lower, "shift+") && isCharacter(lower[len("shift+"):]):
		return "", fmt.Errorf("%q is no key to a terminal; write the letter itself, as in %q", written, strings.ToUpper(lower[len("shift+"):]))
	}
	switch lower {
	case "ctrl+i":
		return "", fmt.Errorf("%q is tab to a terminal", written)
	case "ctrl+m":
		return "", fmt.Errorf("%q is enter to a terminal", written)
	case "ctrl+[":
		return "", fmt.Errorf("%q is esc to a terminal", written)
	}
	if _, known := terminalKeys()[lower]; !known {
		return "", fmt.Errorf("%q is no key: write one character, or a name like ctrl+t, f5, enter, esc, tab, space, up, home, pgdn", written)
	}
	return lower, nil
}

// isCharacter reports whether a name is one character that is typed as it stands.
func isCharacter(name string) bool {
	r, size := utf8.DecodeRuneInString(name)
	return size == len(name) && r != utf8.RuneError && unicode.IsGraphic(r) && !unicode.IsSpace(r)
}

// terminalKeys are the names of the keys that Bubble Tea can tell.
func terminalKeys() map[string]tea.KeyType {
	const lowest, highest = -200, 127 // control characters are 0 to 127, all others negative
	names := map[string]tea.KeyType{}
	for t := tea.KeyType(lowest); t <= highest; t++ {
		if name := t.String(); t != tea.KeyRunes && t != tea.KeySpace && name != "" {
			names[name] = t
		}
	}
	return names
}

// Shown finds the name of the key that is named so on the screen.
func Shown(on string) string {
	for _, name := range []string{"up", "down", "left", "right", " ", "pgdown"} {
		if shown(name) == on {
			return name
		}
	}
	return on
}

// shown is how a key is named on the screen.
func shown(name string) string {
	switch name {
	case "up":
		return "↑"
	case "down":
		return "↓"
	case "left":
		return "←"
	case "right":
		return "→"
	case " ":
		return "space"
	case "pgdown":
		return "pgdn"
	}
	return name
}
