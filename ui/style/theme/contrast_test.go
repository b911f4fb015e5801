package theme

import (
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/charmbracelet/lipgloss"
)

// standard are the sixteen colours as xterm has them by default.
func standard() [16]int {
	return [16]int{
		0x000000, 0xcd0000, 0x00cd00, 0xcdcd00, 0x0000ee, 0xcd00cd, 0x00cdcd, 0xe5e5e5,
		0x7f7f7f, 0xff0000, 0x00ff00, 0xffff00, 0x5c5cff, 0xff00ff, 0x00ffff, 0xffffff,
	}
}

// colourOf is a number of the terminal's palette of 256 as a colour.
func colourOf(n int) int {
	const cube, greys = 16, 232
	if n < cube {
		return standard()[n]
	}
	if n >= greys {
		v := 8 + 10*(n-greys)
		return v<<16 | v<<8 | v
	}
	level := func(i int) int { return [6]int{0, 95, 135, 175, 215, 255}[i] }
	n -= cube
	return level(n/36)<<16 | level(n/6%6)<<8 | level(n%6)
}

// luminance and contrast are those of WCAG 2.
func luminance(colour int) float64 {
	channel := func(shift int) float64 {
		v := float64(colour>>shift&0xff) / 255
		if v <= 0.03928 {
			return v / 12.92
		}
		return math.Pow((v+0.055)/1.055, 2.4)
	}
	return 0.2126*channel(16) + 0.7152*channel(8) + 0.0722*channel(0)
}

func contrast(a, b int) float64 {
	la, lb := luminance(a), luminance(b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

// grounds are the backgrounds that terminals are known for.
func grounds(dark bool) []int {
	if dark {
		return []int{0x000000, 0x1e1e2e, 0x282c34}
	}
	return []int{0xffffff, 0xfdf6e3, 0xeff1f5}
}

func fromHex(tb testing.TB, colour string) int {
	tb.Helper()
	value, err := strconv.ParseInt(strings.TrimPrefix(colour, "#"), 16, 32)
	if err != nil {
		tb.Fatal(err)
	}
	return int(value)
}

// standsOn lists the grounds that each token is read on; the empty one is the terminal's
// own. A token that is not here carries nothing: it is a ground or decoration.
func standsOn() map[Token][]Token {
	const terminal = Token("")
	on := map[Token][]Token{
		BorderOn: {terminal}, BorderDanger: {terminal},
		Text:   {terminal, Surface, Neutral.Soft(), Field, FieldOn, SelIdle},
		Muted:  {terminal, Surface, Foot, Raised, Field, FieldOn, SelIdle},
		Faint:  {terminal, Surface, Field},
		SelFg:  {Sel},
		SelDim: {Sel},
		Accent: {terminal, Surface, Raised, Field, Accent.Soft()},
		Alt:    {terminal, Alt.Soft()},
		Ink:    {Accent, Alt, Warning, Danger, Success},
	}
	for _, meaning := range []Token{Success, Warning, Danger, Info} {
		on[meaning] = []Token{terminal, Surface, SelIdle, meaning.Soft()}
	}
	for n := range Senders {
		on[Sender(n)] = []Token{terminal}
	}
	return on
}

// TestContrast holds every token on every ground that it is read on to the 4.5 to 1 that
// WCAG asks of text, and borders with a meaning to 3 to 1, in true colour and in 256.
func TestContrast(t *testing.T) {
	for name, palette := range map[Name]Palette{Dark: DarkPalette(), Light: LightPalette()} {
		values := map[string]func(Token) int{
			"true colour": func(token Token) int { return fromHex(t, palette[token].True) },
			"256":         func(token Token) int { return colourOf(int(palette[token].C256)) },
		}
		for profile, value := range values {
			for token, on := range standsOn() {
				least := 4.5
				if token == BorderOn || token == BorderDanger {
					least = 3
				}
				var behind []int
				for _, ground := range on {
					if ground == "" {
						behind = append(behind, grounds(name == Dark)...)
					} else {
						behind = append(behind, value(ground))
					}
				}
				for _, ground := range behind {
					if got := contrast(value(token), ground); got < least {
						t.Errorf("%s, %s: %s on #%06x has a contrast of %.2f", name, profile, token, ground, got)
					}
				}
			}
		}
	}
}

// TestNeutralContrast holds the palette for unknown grounds to 3 to 1 on black and on
// white, which is what WCAG asks of signs and large text.
func TestNeutralContrast(t *testing.T) {
	for token, colour := range neutralPalette() {
		if colour.C16 == NoColour {
			continue
		}
		for _, ground := range []int{0x000000, 0xffffff} {
			if got := contrast(colourOf(int(colour.C16)), ground); got < 3 {
				t.Errorf("%s on #%06x has a contrast of %.2f", token, ground, got)
			}
		}
	}
}

// TestPalettesAreWhole: every palette gives every token a colour.
func TestPalettesAreWhole(t *testing.T) {
	dark := DarkPalette()
	for name, palette := range map[string]Palette{"light": LightPalette(), "neutral": neutralPalette()} {
		for token := range dark {
			if _, ok := palette[token]; !ok {
				t.Errorf("%s has no %s", name, token)
			}
		}
	}
	for token, on := range standsOn() {
		for _, name := range append(on, token) {
			if _, ok := dark[name]; name != "" && !ok {
				t.Errorf("%s is no token", name)
			}
		}
	}
}

// TestNoColour: without colours every style is its attributes alone.
func TestNoColour(t *testing.T) {
	for _, options := range []Options{{Name: None}, {Term: "dumb"}, {NoColor: true}, {Name: Dark, NoColor: true}, {Name: Auto, NoColor: true, Background: "0;15"}} {
		theme := New(options)
		for _, style := range []lipgloss.Style{theme.Accent, theme.Label, theme.Muted, theme.Success, theme.Warning, theme.Error, theme.Badge, theme.Key} {
			if _, none := style.GetForeground().(lipgloss.NoColor); !none {
				t.Errorf("%+v: a style has the colour %v", options, style.GetForeground())
			}
		}
	}
}

func TestByBackground(t *testing.T) {
	for colours, want := range map[string]Name{
		"": Auto, "15;0": Dark, "0;15": Light, "0;default;15": Light, "15;default": Auto, "7;8": Dark, "0;7": Light, "12;4": Dark, ";": Auto, "1;99": Auto, "0": Auto,
	} {
		if got := byBackground(colours); got != want {
			t.Errorf("%q: %s, want %s", colours, got, want)
		}
	}
}
