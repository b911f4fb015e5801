package theme

import (
	"image/color"

	"github.com/charmbracelet/x/ansi"
)

// Style is how a run of cells looks. The zero value is the terminal's own. Styles are
// comparable, so that neighbours of one style can be drawn as one run.
type Style struct {
	FG, BG                  Token
	Bold, Underline, Strike bool
}

// On returns the style on another ground.
func (s Style) On(ground Token) Style {
	s.BG = ground
	return s
}

// Profile is what a terminal can show.
type Profile int

// The profiles, from the poorest.
const (
	NoColours Profile = iota // attributes alone
	Colours16                // the terminal's own sixteen; grounds cannot be painted
	Colours256
	TrueColour
)

// paintsGrounds reports whether grounds can be painted; otherwise attributes stand for
// them.
func (p Profile) paintsGrounds() bool { return p >= Colours256 }

// Paint returns text drawn in a style: one run, reset at its end.
func (t *Theme) Paint(s Style, text string) string {
	if text == "" || s == (Style{}) {
		return text
	}
	sequence, known := t.sequences[s]
	if !known {
		sequence = t.sequence(s)
		t.sequences[s] = sequence
	}
	if sequence == "" {
		return text
	}
	return sequence + text + ansi.ResetStyle
}

// sequence is the control sequence that turns a style on, or nothing.
func (t *Theme) sequence(s Style) string {
	if t.dumb {
		return ""
	}
	attributes := look{Style: s}
	if !t.profile.paintsGrounds() {
		attributes = withoutGrounds(s)
	}
	var sgr ansi.Style
	if attributes.Bold {
		sgr = sgr.Bold()
	}
	if attributes.faint {
		sgr = sgr.Faint()
	}
	if attributes.Underline {
		sgr = sgr.Underline(true)
	}
	if attributes.reverse {
		sgr = sgr.Reverse(true)
	}
	if attributes.Strike {
		sgr = sgr.Strikethrough(true)
	}
	if c := t.colour(attributes.FG); c != nil {
		sgr = sgr.ForegroundColor(c)
	}
	if c := t.colour(attributes.BG); c != nil {
		sgr = sgr.BackgroundColor(c)
	}
	if len(sgr) == 0 {
		return ""
	}
	return sgr.String()
}

// colour is a token's colour in the theme's profile; nil stands for the terminal's own.
func (t *Theme) colour(token Token) color.Color {
	c, known := t.palette[token]
	if !known {
		return nil
	}
	switch t.profile {
	case TrueColour:
		return ansi.HexColor(c.True)
	case Colours256:
		return ansi.IndexedColor(c.C256)
	case Colours16:
		if c.C16 != NoColour {
			return ansi.BasicColor(c.C16)
		}
	case NoColours:
	}
	return nil
}

// look is a style with the attributes that stand for grounds and ranks.
type look struct {
	Style
	faint, reverse bool
}

// withoutGrounds replaces what cannot be painted by attributes. Faint text is SGR 2,
// never colour 8, which some palettes make their background.
func withoutGrounds(s Style) look {
	l := look{Style: s, faint: s.FG == Faint || s.FG == Dim || s.FG == Border}
	l.BG = ""
	switch s.BG {
	case Surface, Sel:
		l.reverse, l.FG, l.faint = true, "", false
	case SelIdle:
		l.Bold = true
	case Foot:
		l.FG, l.faint = "", false
	case Raised, Neutral.Soft():
		l.reverse, l.Bold, l.FG, l.faint = true, s.BG == Raised, "", false
	case Field:
		l.Underline = true
	case FieldOn:
		l.Underline, l.Bold = true, true
	case Accent, Alt, Success, Warning, Danger, Info:
		l.reverse, l.Bold, l.FG = true, true, s.BG
	default:
	}
	return l
}
