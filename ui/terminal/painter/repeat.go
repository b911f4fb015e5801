package painter

import "strings"

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
