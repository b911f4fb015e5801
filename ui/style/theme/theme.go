// Package theme holds the program's colours and the renderer that turns them into
// escape sequences. Nothing here asks the terminal anything: a terminal that does
// not answer must not make the program wait.
package theme

import (
	"io"
	"strconv"
	"strings"

	"github.com/charmbracelet/lipgloss"
	"github.com/muesli/termenv"
)

// Name is what --theme chooses.
type Name string

// The themes. Auto uses those of the terminal's own sixteen colours that can be read
// on a dark and on a light background alike, since nobody asks the terminal which one
// it has; None uses bold, underline and reverse video alone.
const (
	Auto  Name = "auto"
	Dark  Name = "dark"
	Light Name = "light"
	None  Name = "none"
)

// Options says how to draw.
type Options struct {
	Name Name
	// NoColor is the NO_COLOR convention: attributes stay, colours go.
	NoColor bool
	// Background is the value of COLORFGBG, with which some terminals say what they
	// have; empty for those that do not. Auto goes by it.
	Background string
	// Dumb is a terminal without any attribute (TERM=dumb).
	Dumb bool
}

// Theme is the set of styles that screens draw with. A colour never carries
// meaning alone: there is always a word or a sign beside it.
type Theme struct {
	Plain    lipgloss.Style
	Brand    lipgloss.Style
	Badge    lipgloss.Style
	Heading  lipgloss.Style
	Label    lipgloss.Style
	Muted    lipgloss.Style
	Accent   lipgloss.Style
	Key      lipgloss.Style
	Success  lipgloss.Style
	Warning  lipgloss.Style
	Error    lipgloss.Style
	Selected lipgloss.Style
	Cursor   lipgloss.Style
	Dialog   lipgloss.Style
}

// New makes a theme.
func New(options Options) *Theme {
	renderer := lipgloss.NewRenderer(io.Discard)
	if options.Name == Auto || options.Name == "" {
		options.Name = byBackground(options.Background)
	}
	colours := palettes[options.Name]
	switch {
	case options.Dumb:
		renderer.SetColorProfile(termenv.Ascii)
	case options.Name == Dark || options.Name == Light:
		renderer.SetColorProfile(termenv.ANSI256)
	default:
		renderer.SetColorProfile(termenv.ANSI)
	}
	if options.NoColor || options.Name == None {
		colours = palette{}
	}
	style := func(colour string) lipgloss.Style {
		s := renderer.NewStyle()
		if colour != "" {
			s = s.Foreground(lipgloss.Color(colour))
		}
		return s
	}
	return &Theme{
		Plain:    style(""),
		Brand:    style(colours.accent).Bold(true),
		Badge:    style(colours.badge).Bold(true).Reverse(true),
		Heading:  style("").Bold(true),
		Label:    style(colours.label),
		Muted:    style(colours.muted).Faint(colours.muted == ""),
		Accent:   style(colours.accent),
		Key:      style(colours.accent).Bold(true),
		Success:  style(colours.success).Bold(colours.success == ""),
		Warning:  style(colours.warning),
		Error:    style(colours.error).Bold(true),
		Selected: style("").Reverse(true),
		Cursor:   style("").Reverse(true),
		Dialog: style("").Border(lipgloss.RoundedBorder()).
			BorderForeground(lipgloss.Color(colours.accent)).Padding(0, 1),
	}
}

// byBackground chooses by COLORFGBG, "foreground;background" in numbers of the
// terminal's palette, where 7 and 9 to 15 are light.
func byBackground(colours string) Name {
	at := strings.LastIndex(colours, ";")
	number, err := strconv.Atoi(colours[at+1:])
	const white, brightBlack, colourCount = 7, 8, 16
	switch {
	case at < 0 || err != nil || number < 0 || number >= colourCount:
		return Auto
	case number == white || number > brightBlack:
		return Light
	}
	return Dark
}

type palette struct{ accent, label, muted, success, warning, error, badge string }

// The palettes hold numbers of the terminal's palette: 0 to 15 are the user's own
// colours; the others are the same everywhere.
var palettes = map[Name]palette{
	Auto:  {accent: "12", label: "12", muted: "", success: "", warning: "5", error: "9", badge: "5"},
	Dark:  {accent: "80", label: "111", muted: "245", success: "114", warning: "221", error: "203", badge: "176"},
	Light: {accent: "24", label: "25", muted: "241", success: "22", warning: "94", error: "160", badge: "90"},
}
