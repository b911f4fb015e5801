// Package theme holds the program's colours and the renderer that turns them into
// escape sequences. Nothing here asks the terminal anything: a terminal that does
// not answer must not make the program wait.
package theme

import (
	"io"
	"slices"
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
	// Term and ColorTerm are the values of TERM and COLORTERM.
	Term, ColorTerm string
}

// ProfileOf returns what a terminal can show, by the values of TERM and COLORTERM.
func ProfileOf(term, colorTerm string) Profile {
	switch {
	case colorTerm == "truecolor" || colorTerm == "24bit",
		strings.HasSuffix(term, "-direct"), slices.Contains([]string{"xterm-kitty", "xterm-ghostty", "wezterm", "alacritty", "contour", "foot"}, term):
		return TrueColour
	case strings.Contains(term, "256color"):
		return Colours256
	}
	return Colours16
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

	palette   Palette
	profile   Profile
	dumb      bool
	sequences map[Style]string
}

// New makes a theme.
func New(options Options) *Theme {
	if options.Name == Auto || options.Name == "" {
		options.Name = byBackground(options.Background)
	}
	t := &Theme{
		palette: neutralPalette(), profile: min(ProfileOf(options.Term, options.ColorTerm), Colours16),
		dumb: options.Term == "dumb", sequences: map[Style]string{},
	}
	switch {
	case options.NoColor || options.Name == None || t.dumb:
		t.profile = NoColours
	case options.Name == Dark:
		t.palette, t.profile = DarkPalette(), ProfileOf(options.Term, options.ColorTerm)
	case options.Name == Light:
		t.palette, t.profile = LightPalette(), ProfileOf(options.Term, options.ColorTerm)
	}
	t.setStyles()
	return t
}

// setStyles makes the Lip Gloss styles of the tokens.
func (t *Theme) setStyles() {
	renderer := lipgloss.NewRenderer(io.Discard)
	switch {
	case t.dumb:
		renderer.SetColorProfile(termenv.Ascii)
	case t.profile == TrueColour:
		renderer.SetColorProfile(termenv.TrueColor)
	case t.profile == Colours256:
		renderer.SetColorProfile(termenv.ANSI256)
	default:
		renderer.SetColorProfile(termenv.ANSI)
	}
	style := func(token Token) lipgloss.Style {
		s := renderer.NewStyle()
		if c := t.lipgloss(token); c != nil {
			s = s.Foreground(c)
		}
		return s
	}
	plain := !t.profile.paintsGrounds()
	t.Plain = style("")
	t.Brand = style(Accent).Bold(true)
	t.Badge = style(Alt).Bold(true).Reverse(true)
	t.Heading = style("").Bold(true)
	t.Label = style(Faint).Faint(plain)
	t.Muted = style(Muted).Faint(plain)
	t.Accent = style(Accent)
	t.Key = style(Accent).Bold(true)
	t.Success = style(Success).Bold(plain)
	t.Warning = style(Warning)
	t.Error = style(Danger).Bold(true)
	t.Selected = style("").Reverse(true)
	t.Cursor = style("").Reverse(true)
	t.Dialog = style("").Border(lipgloss.RoundedBorder()).Padding(0, 1)
	if c := t.lipgloss(BorderOn); c != nil {
		t.Dialog = t.Dialog.BorderForeground(c)
	}
	if !plain {
		for _, selected := range []*lipgloss.Style{&t.Selected, &t.Cursor} {
			*selected = style(SelFg).Background(t.lipgloss(Sel)).Bold(true)
		}
	}
}

// lipgloss is a token's colour in the theme's profile; nil stands for the terminal's own.
func (t *Theme) lipgloss(token Token) lipgloss.TerminalColor {
	c, known := t.palette[token]
	switch {
	case !known:
	case t.profile == TrueColour:
		return lipgloss.Color(c.True)
	case t.profile == Colours256:
		return lipgloss.Color(strconv.Itoa(int(c.C256)))
	case t.profile == Colours16 && c.C16 != NoColour:
		return lipgloss.Color(strconv.Itoa(int(c.C16)))
	}
	return nil
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
