package theme

import "testing"

// TestPaint: what a style becomes in each profile.
func TestPaint(t *testing.T) {
	themes := map[string]*Theme{
		"true": New(Options{Name: Dark, ColorTerm: "truecolor"}),
		"256":  New(Options{Name: Light, Term: "xterm-256color"}),
		"16":   New(Options{Name: Dark, Term: "xterm"}),
		"none": New(Options{Name: Dark, NoColor: true}),
		"dumb": New(Options{Name: Dark, Term: "dumb"}),
	}
	for _, c := range []struct {
		style Style
		want  map[string]string
	}{
		{Style{}, map[string]string{"true": "x", "256": "x", "16": "x", "none": "x", "dumb": "x"}},
		{Style{FG: Accent, Bold: true}, map[string]string{
			"true": "\x1b[1;38;2;108;184;255mx\x1b[m", "256": "\x1b[1;38;5;25mx\x1b[m", "16": "\x1b[1;94mx\x1b[m", "none": "\x1b[1mx\x1b[m", "dumb": "x",
		}},
		{Style{FG: SelDim, BG: Sel}, map[string]string{
			"true": "\x1b[38;2;201;214;245;48;2;44;75;134mx\x1b[m", "256": "\x1b[38;5;238;48;5;153mx\x1b[m", "16": "\x1b[7mx\x1b[m", "none": "\x1b[7mx\x1b[m", "dumb": "x",
		}},
		{Style{FG: Ink, BG: Danger}, map[string]string{"16": "\x1b[1;7;91mx\x1b[m", "none": "\x1b[1;7mx\x1b[m"}},
		{Style{FG: Faint}, map[string]string{"16": "\x1b[2mx\x1b[m", "none": "\x1b[2mx\x1b[m"}},
		{Style{FG: Muted, BG: Foot}, map[string]string{"16": "x", "none": "x"}},
		{Style{BG: FieldOn}, map[string]string{"16": "\x1b[1;4mx\x1b[m", "none": "\x1b[1;4mx\x1b[m"}},
	} {
		for name, want := range c.want {
			if got := themes[name].Paint(c.style, "x"); got != want {
				t.Errorf("%+v, %s: %q, want %q", c.style, name, got, want)
			}
		}
	}
}
