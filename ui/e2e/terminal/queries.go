package terminal

import "strings"

// Query is a question that the program asked the terminal. A terminal that
// does not answer makes some programs wait.
type Query struct {
	// Name says what was asked, for example "background colour (OSC 11)".
	Name string
	// Sequence is what the program sent, without the terminator of a string.
	Sequence string
	// Offset is the number of bytes the program had written before it.
	Offset int64
	// BlankScreen says that nothing was on the screen yet.
	BlankScreen bool
}

// queryName names what the sequence asks for, or gives "" if it asks nothing.
func queryName(s sequence) string {
	switch s.kind {
	case '[':
		return controlQueryName(s)
	case ']':
		return operatingSystemQueryName(s.body)
	case 'P':
		switch {
		case strings.HasPrefix(s.body, "$q"):
			return "setting (DECRQSS)"
		case strings.HasPrefix(s.body, "+q"):
			return "capability (XTGETTCAP)"
		}
	case '_':
		if strings.HasPrefix(s.body, "G") && strings.Contains(s.body, "a=q") {
			return "graphics (APC G)"
		}
	case 0:
		if s.final == 'Z' && s.body == "" {
			return "terminal id (DECID)"
		}
	}
	return ""
}

func controlQueryName(s sequence) string {
	switch s.final {
	case 'c':
		return attributesQueryName(s.prefix())
	case 'n':
		return statusQueryName(s)
	case 't':
		switch s.parameter(0) {
		case 11, 13, 14, 15, 16, 18, 19, 20, 21:
			return "window (CSI t)"
		}
	case 'x':
		return "parameters (DECREQTPARM)"
	}
	switch {
	case s.final == 'p' && strings.HasSuffix(s.body, "$"):
		return "mode (DECRQM)"
	case s.final == 'q' && s.prefix() == '>':
		return "terminal version (XTVERSION)"
	case s.final == 'u' && s.prefix() == '?':
		return "keyboard (CSI ? u)"
	}
	return ""
}

func attributesQueryName(prefix byte) string {
	switch prefix {
	case '>':
		return "secondary device attributes (CSI > c)"
	case '=':
		return "tertiary device attributes (CSI = c)"
	case 0:
		return "primary device attributes (CSI c)"
	}
	return ""
}

func statusQueryName(s sequence) string {
	switch s.body {
	case "6", "?6":
		return "cursor position (CSI 6 n)"
	case "?996":
		return "colour scheme (CSI ? 996 n)"
	}
	if s.prefix() == '>' {
		return "" // switches off the reporting of modified keys
	}
	return "status (CSI " + s.body + " n)"
}

func operatingSystemQueryName(data string) string {
	number, arguments, _ := strings.Cut(data, ";")
	if arguments != "?" && !strings.HasSuffix(arguments, ";?") {
		return ""
	}
	switch number {
	case "4", "5":
		return "palette colour (OSC " + number + ")"
	case "10":
		return "foreground colour (OSC 10)"
	case "11":
		return "background colour (OSC 11)"
	case "12":
		return "cursor colour (OSC 12)"
	case "52":
		return "clipboard (OSC 52)"
	}
	return "OSC " + number
}
