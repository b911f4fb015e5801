package theme

import (
	"fmt"
	"math"
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

// TestContrast: every colour can be read on the backgrounds of its theme: Auto's on
// black and on white, at 3 to 1 or better, which is what WCAG asks of signs and large
// text; the others at the 4.5 to 1 of small text.
func TestContrast(t *testing.T) {
	dark, light := []int{0x000000, 0x1e1e1e}, []int{0xffffff, 0xf5f5f5}
	for _, c := range []struct {
		name        Name
		backgrounds []int
		least       float64
	}{
		{Auto, []int{0x000000, 0xffffff}, 3},
		{Dark, dark, 4.5},
		{Light, light, 4.5},
	} {
		p := palettes[c.name]
		for what, colour := range map[string]string{
			"accent": p.accent, "label": p.label, "muted": p.muted, "success": p.success, "warning": p.warning, "error": p.error, "badge": p.badge,
		} {
			if colour == "" {
				continue // the terminal's own foreground
			}
			var number int
			if _, err := fmt.Sscan(colour, &number); err != nil {
				t.Fatal(err)
			}
			for _, background := range c.backgrounds {
				if got := contrast(colourOf(number), background); got < c.least {
					t.Errorf("%s: %s, colour %s on %06x has a contrast of %.2f", c.name, what, colour, background, got)
				}
			}
		}
	}
}

// TestNoColour: without colours every style is its attributes alone.
func TestNoColour(t *testing.T) {
	for _, options := range []Options{{Name: None}, {NoColor: true}, {Name: Dark, NoColor: true}, {Name: Auto, NoColor: true, Background: "0;15"}} {
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
