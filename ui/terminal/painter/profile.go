package painter

import (
	"strings"

	"github.com/charmbracelet/colorprofile"
)

// Profile is the colours that the environment says the terminal has. Nobody is asked,
// and no program is run for it.
func Profile(lookupEnv func(string) (string, bool)) colorprofile.Profile {
	value := func(name string) string {
		v, _ := lookupEnv(name)
		return strings.ToLower(v)
	}
	term := value("TERM")
	switch {
	case term == "dumb":
		return colorprofile.NoTTY
	case value("NO_COLOR") != "":
		return colorprofile.Ascii
	case value("COLORTERM") == "truecolor", value("COLORTERM") == "24bit", strings.HasSuffix(term, "-direct"), value("WT_SESSION") != "":
		if strings.HasPrefix(term, "screen") && value("TERM_PROGRAM") != "tmux" {
			return colorprofile.ANSI256 // GNU screen
		}
		return colorprofile.TrueColor
	case strings.Contains(term, "256color"):
		return colorprofile.ANSI256
	case hasPrefix(term, "alacritty", "contour", "foot", "ghostty", "kitty", "rio", "wezterm", "xterm-kitty", "xterm-ghostty"):
		return colorprofile.TrueColor
	}
	return colorprofile.ANSI
}

// Repeats reports whether the terminal is known to repeat a character (REP).
func Repeats(lookupEnv func(string) (string, bool)) bool {
	term, _ := lookupEnv("TERM")
	program, _ := lookupEnv("TERM_PROGRAM")
	return program != "Apple_Terminal" && hasPrefix(term, "xterm", "kitty", "ghostty", "wezterm", "foot", "contour", "rio", "tmux")
}

func hasPrefix(s string, prefixes ...string) bool {
	for _, p := range prefixes {
		if strings.HasPrefix(s, p) {
			return true
		}
	}
	return false
}
