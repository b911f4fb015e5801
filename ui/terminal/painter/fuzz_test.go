package painter

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"

	"acs-chat-tui/ui/e2e/terminal"
)

// pieces are what random frames are made of: text of every width and kind, and styles.
func pieces() []string {
	return []string{
		"a", "b", " ", "    ", "──────────", "xxxxxxxxxxxxxxxx", "                    ", "é", "e\u0301", "日", "日本語", "한국어", "ｱ", "👩‍👩‍👧", "🇫🇷", "❤️", "☺", "👍🏽",
		"क्षि", "…", "·", "▸", "\x1b[7m", "\x1b[0m", "\x1b[1m", "\x1b[2m", "\x1b[22m", "\x1b[31m", "\x1b[38;5;80m", "\x1b[48;2;1;2;3m", "\x1b[4m", "\x1b[39m",
		"\x1b[K", "\x1b[5G", "\x1b[12G", "participant", "acs:11111111-2222", "0", "1", "2",
	}
}

// scene makes random frames, each like the one before: lines change, move and go.
type scene struct {
	random        *rand.Rand
	lines         []string
	width, height int
}

func (s *scene) line() string {
	all := pieces()
	var b strings.Builder
	for range s.random.IntN(10) {
		b.WriteString(all[s.random.IntN(len(all))])
	}
	return b.String()
}

func (s *scene) next() Frame {
	switch r := s.random; r.IntN(8) {
	case 0:
		s.width, s.height = 1+r.IntN(30), 1+r.IntN(12)
	case 1, 2, 3: // scroll a part by some lines
		top, by := r.IntN(s.height), 1+r.IntN(3)
		bottom := top + r.IntN(s.height-top)
		for y := top; y <= bottom; y++ {
			if r.IntN(2) == 0 && y+by <= bottom {
				s.set(y, s.get(y+by))
			} else if y+by > bottom {
				s.set(y, s.line())
			}
		}
	case 4: // the same downwards
		for y := s.height - 1; y > 0; y-- {
			s.set(y, s.get(y-1))
		}
		s.set(0, s.line())
	case 5:
		for y := range s.height {
			s.set(y, s.line())
		}
	default:
		for range 1 + r.IntN(3) {
			s.set(r.IntN(s.height), s.line())
		}
	}
	text := make([]string, s.height)
	for y := range text {
		text[y] = s.get(y)
	}
	caret := Caret{X: s.random.IntN(s.width), Y: s.random.IntN(s.height), Visible: s.random.IntN(2) == 0}
	return Frame{Text: strings.Join(text, "\n"), Width: s.width, Height: s.height, Caret: caret}
}

func (s *scene) get(y int) string {
	for len(s.lines) <= y {
		s.lines = append(s.lines, "")
	}
	return s.lines[y]
}

func (s *scene) set(y int, line string) {
	s.get(y)
	s.lines[y] = line
}

// checkFrames paints frames of a scene one after another on one canvas, and each whole on a
// fresh one: terminals of both readings of widths must show the same.
func checkFrames(t *testing.T, source rand.Source, frames int, repeat bool) {
	t.Helper()
	s := &scene{random: rand.New(source), width: 24, height: 8}
	widths := []terminal.WidthMethod{terminal.GraphemeWidths, terminal.CodePointWidths}
	step := newCanvas(colorprofile.TrueColor, repeat)
	var incremental [2]*terminal.Emulation
	width, height := 0, 0
	for n := range frames {
		f := s.next()
		painted := string(step.paint(f))
		if again := step.paint(f); len(again) > 0 {
			t.Fatalf("frame %d: painted again it writes %q", n, again)
		}
		whole := string(newCanvas(colorprofile.TrueColor, false).paint(f))
		for i, method := range widths {
			if incremental[i] == nil || f.Width != width || f.Height != height {
				e := terminal.NewEmulation(f.Width, f.Height, method)
				t.Cleanup(func() { _ = e.Close() })
				incremental[i] = e
			}
			incremental[i].Write([]byte(painted))
			fresh := terminal.NewEmulation(f.Width, f.Height, method)
			fresh.Write([]byte(whole))
			got, want := incremental[i].Screen(), fresh.Screen()
			_ = fresh.Close()
			if fault := differs(got, want, f); fault != "" {
				t.Fatalf("frame %d, widths %d: %s\nframe %q\npainted %q\nwhole %q\n%s\n%s", n, method, fault, f.Text, painted, whole, got.Frame(), want.Frame())
			}
		}
		width, height = f.Width, f.Height
	}
}

func differs(got, want terminal.Screen, f Frame) string {
	for y := range f.Height {
		for x := range f.Width {
			if g, w := got.Cell(x, y), want.Cell(x, y); g != w {
				return fmt.Sprintf("column %d of row %d is %+v, whole %+v", x, y, g, w)
			}
		}
	}
	if got.Cursor.Visible != f.Caret.Visible || (f.Caret.Visible && (got.Cursor.X != f.Caret.X || got.Cursor.Y != f.Caret.Y)) {
		return fmt.Sprintf("the cursor is %+v, want %+v", got.Cursor, f.Caret)
	}
	return ""
}

// seeds is how many scenes of 100 frames are painted; -seeds 100 makes 10,000 frames.
var seeds = flag.Uint64("seeds", 10, "scenes of 100 frames to paint")

// TestFramesPaintedStepByStep equal the same frames painted whole.
func TestFramesPaintedStepByStep(t *testing.T) {
	t.Parallel()
	for seed := range *seeds {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			t.Parallel()
			checkFrames(t, rand.NewPCG(seed, 1), 100, seed%2 == 0)
		})
	}
}

// choices makes a fuzz target's bytes the source of what a scene chooses.
type choices struct{ left []byte }

func (c *choices) Uint64() uint64 {
	var first byte
	if len(c.left) > 0 {
		first, c.left = c.left[0], c.left[1:]
	}
	return uint64(first)<<56 | 1<<55 // never 0, which a choice draws again for
}

// FuzzPaint does the same for any frames.
func FuzzPaint(f *testing.F) {
	f.Fuzz(func(t *testing.T, bytes []byte, repeat bool) {
		checkFrames(t, &choices{bytes}, min(len(bytes)/4+1, 20), repeat)
	})
}
