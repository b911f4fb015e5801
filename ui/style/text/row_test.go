package text_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/vt"
	"github.com/google/go-cmp/cmp"

	"acs-chat-tui/ui/style/text"
)

func TestRowPlain(t *testing.T) {
	t.Parallel()
	bold := func(s string) string { return "\x1b[1m" + s + "\x1b[0m" }
	row := text.NewRow(3).Cell(nil, "Größe", 7).Gap(1).Cell(bold, "会议记录", 6).Cell(bold, "", 2).
		Cell(nil, "gone", 0).Cell(nil, "gone", -1).Gap(-1).Cell(nil, "✓", 1)
	want := "Größe   \x1b[1m会议… \x1b[0m\x1b[1m  \x1b[0m✓"
	if diff := cmp.Diff(want, row.String()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if row.Width() != 17 || text.Width(row.String()) != 17 {
		t.Errorf("the row says it is %d cells wide and is %d, want 17", row.Width(), text.Width(row.String()))
	}
}

func TestRowUncertain(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		in   string
		want string
	}{
		{"flag", "🇫🇷", "\x1b[K\x1b[13G  \x1b[11G🇫🇷\x1b[15G  |"},
		{"emoji that some draw narrow", "😀", "\x1b[K😀\x1b[13G    |"},
		{"full to the edge", "👨\u200d👩\u200d👧", "\x1b[K\x1b[13G    \x1b[11G👨\u200d👩\u200d👧\x1b[17G|"},
		{"cut where it is certain", "abcdef😀", "abcde…|"},
		{"cut behind what is uncertain", "❤\ufe0fabcdef", "\x1b[K❤\ufe0fabc…\x1b[17G|"},
		{"too much for the widest terminal", "👨\u200d👩\u200d👧\u200d👦", "…     |"},
		{"escape sequence", "\x1b[2J", "␛[2J  |"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got := text.NewRow(10).Cell(nil, test.in, 6).Cell(nil, "|", 1).String()
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if width := text.Width(got); width != 7 {
				t.Errorf("%d cells wide, want 7", width)
			}
			if sent := ansi.Truncate(got, 7, ""); sent != got {
				t.Errorf("the renderer would send %q", sent)
			}
		})
	}
}

// awkward are names whose width depends on the terminal.
var awkward = []string{
	"🇫🇷 Élodie", "❤️ Mira", "👨‍👩‍👧‍👦 family", "क्षत्रिय", "நிர்மலா", "สมชาย", "한글 (jamo)", "👩🏽‍💻 dev", "مُحَمَّد",
	"e\u0301\u0302\u0303", "1️⃣ first", "🏴\U000e0067\U000e0062", "\u0600 12", "", "⚠ careful", "𝓕𝓪𝓷𝓬𝔂", "ﷺ", "🇫🇷🇩🇪🇮🇹🇯🇵",
	"👋🏻👋🏿", "ka\u0327\u0301", "☎️☎️☎️☎️☎️", "ᄀᄀᄀᄀᄀᄀᄀᄀ", "က္ကိုြီ", "❸ three", "ℹ info",
}

// TestRowColumnsHold draws rows in terminals of different opinions, over a
// frame of other content, and reads them back.
func TestRowColumnsHold(t *testing.T) {
	t.Parallel()
	for name, width := range opinions {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, s := range awkward {
				for cells := 1; cells <= 24; cells++ {
					checkRow(t, width, s, cells)
				}
			}
		})
	}
}

// stale is a cell of the frame before, which no text can hold.
const stale = "\x00"

// checkRow draws "[", the cell, "]", the cell again and "!" in a terminal that
// is exactly wide enough and already full, and checks that the marks stand in
// their columns, that nothing of the earlier frame shows, and that no
// character of the cell is covered.
func checkRow(t *testing.T, width func(string) (int, string), s string, cells int) {
	t.Helper()
	const origin = 2
	line := strings.Repeat(" ", origin) + text.NewRow(origin).
		Cell(nil, "[", 1).Cell(nil, s, cells).Cell(nil, "]", 1).
		Drawn("\x1b[4m"+text.Sanitize(s)+"\x1b[0m", cells).Cell(nil, "!", 1).String()
	total := origin + 3 + 2*cells
	if got := text.Width(line); got != total {
		t.Fatalf("%q in %d cells: %q is %d cells wide, want %d", s, cells, line, got, total)
	}
	screen := newPaper(total, width)
	for column := range screen.cells {
		screen.cells[column] = stale
	}
	screen.write(line)
	switch {
	case screen.wrapped:
		t.Fatalf("%q in %d cells: %q runs off the right edge", s, cells, line)
	case !strings.HasPrefix(screen.cells[origin], "["),
		!strings.HasPrefix(screen.cells[origin+1+cells], "]"), screen.cells[total-1] != "!":
		t.Fatalf("%q in %d cells: columns moved: %q shows as %q", s, cells, line, screen.cells)
	case slices.Contains(screen.cells, stale):
		t.Fatalf("%q in %d cells: the frame before shows through: %q", s, cells, screen.cells)
	}
	shown := strings.Join(screen.cells, "")
	safe := strings.TrimSpace(text.Sanitize(s))
	if safe != "" && 2*utf8.RuneCountInString(text.Sanitize(s)) <= cells && strings.Count(shown, safe) < 2 {
		t.Fatalf("%q in %d cells is not shown whole: %q", s, cells, screen.cells)
	}
}

func TestRowDrawn(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, in, want string }{
		{"plain", "ab\x1b[7mc\x1b[0m", "ab\x1b[7mc\x1b[0m   |"},
		{"too long", "abcdefgh", "abcde…|"},
		{"flag with its padding", "🇫🇷    ", "\x1b[K\x1b[15G  \x1b[11G🇫🇷  \x1b[17G|"},
		{"padding inside a style", "\x1b[4m🇫🇷    \x1b[0m", "\x1b[K\x1b[15G  \x1b[11G\x1b[4m🇫🇷  \x1b[0m\x1b[17G|"},
		{"no padding to take", "\x1b[4mabcd🇫🇷\x1b[0m", "\x1b[K\x1b[4mabcd…\x1b[0m\x1b[16G |"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got := text.NewRow(10).Drawn(test.in, 6).Drawn("gone", 0).Drawn("|", 1).String()
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if width := text.Width(got); width != 7 {
				t.Errorf("%d cells wide, want 7", width)
			}
		})
	}
}

func FuzzRow(f *testing.F) {
	for i, s := range awkward {
		f.Add(s, uint8(i%12+1))
	}
	f.Fuzz(func(t *testing.T, s string, cells uint8) {
		for _, width := range opinions {
			checkRow(t, width, s, int(cells)%60+1)
		}
	})
}

// TestRowInTerminalEmulator reads rows back through the emulator that the
// end-to-end tests use.
func TestRowInTerminalEmulator(t *testing.T) {
	t.Parallel()
	const width = 40
	for _, s := range awkward {
		terminal := vt.NewEmulator(width, 3)
		line := text.NewRow(0).Cell(nil, s, 20).Cell(nil, "|", 1).Cell(nil, s, 18).Cell(nil, "!", 1).String()
		if _, err := terminal.WriteString(strings.Repeat("#", width) + "\r" + line); err != nil {
			t.Fatalf("write to the emulator: %v", err)
		}
		for column, want := range map[int]string{20: "|", 39: "!"} {
			if cell := terminal.CellAt(column, 0); cell == nil || cell.Content != want {
				t.Errorf("%q: column %d holds %+v, want %q", s, column, cell, want)
			}
		}
		for column := range width {
			if cell := terminal.CellAt(column, 0); cell != nil && cell.Content == "#" {
				t.Errorf("%q: the frame before shows through in column %d", s, column)
			}
		}
		if err := terminal.Close(); err != nil {
			t.Fatalf("close the emulator: %v", err)
		}
	}
}

// opinions are the ways in which terminals measure: each takes the first
// character off a string and says how many cells it draws it in.
var opinions = map[string]func(string) (int, string){
	"by grapheme": func(s string) (int, string) {
		cluster, cells := ansi.FirstGraphemeCluster(s, ansi.GraphemeWidth)
		return cells, cluster
	},
	"by rune": func(s string) (int, string) {
		_, size := utf8.DecodeRuneInString(s)
		return ansi.StringWidthWc(s[:size]), s[:size]
	},
	"by rune, every emoji and flag letter wide, vowel signs take a cell": func(s string) (int, string) {
		r, size := utf8.DecodeRuneInString(s)
		switch {
		case r >= 0x2600 && r < 0x2800 && r != '✓' && r != '✗' && r != '⟨' && r != '⟩', r >= 0x1f000 && r < 0x20000:
			return 2, s[:size]
		case unicode.Is(unicode.Mc, r):
			return 1, s[:size]
		default:
			return ansi.StringWidthWc(s[:size]), s[:size]
		}
	},
	"by grapheme, one cell where there is doubt": func(s string) (int, string) {
		cluster, cells := ansi.FirstGraphemeCluster(s, ansi.GraphemeWidth)
		if r, size := utf8.DecodeRuneInString(cluster); size < len(cluster) || r >= 0x1f000 && r < 0x20000 {
			return min(cells, 1), cluster
		}
		return cells, cluster
	},
}

// paper is one line of a terminal.
type paper struct {
	cells   []string
	column  int
	wrapped bool
	measure func(string) (int, string)
}

func newPaper(width int, measure func(string) (int, string)) *paper {
	return &paper{cells: make([]string, width), measure: measure}
}

func (p *paper) write(s string) {
	for s != "" {
		if s[0] == '\x1b' {
			_, _, n, _ := ansi.DecodeSequence(s, ansi.NormalState, nil)
			p.control(s[2:n-1], s[n-1])
			s = s[n:]
			continue
		}
		cells, piece := p.measure(s)
		s = s[len(piece):]
		if p.column+cells > len(p.cells) {
			p.wrapped = true
			return
		}
		if cells == 0 {
			if p.column > 0 {
				p.cells[p.column-1] += piece
			}
			continue
		}
		for i := range cells {
			p.cells[p.column+i] = ""
		}
		p.cells[p.column] = piece
		p.column += cells
	}
}

func (p *paper) control(parameter string, final byte) {
	switch final {
	case 'G':
		if n, err := strconv.Atoi(parameter); err == nil {
			p.column = min(n, len(p.cells)) - 1
		}
	case 'K':
		for i := min(p.column, len(p.cells)-1); i < len(p.cells); i++ {
			p.cells[i] = " "
		}
	}
}

func BenchmarkRow(b *testing.B) {
	for name, s := range map[string]string{"plain": "Every Monday", "Chinese": "每周发布同步", "flag": "🇫🇷 Élodie"} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_ = text.NewRow(0).Cell(nil, s, 30).Gap(2).Cell(nil, "12 days ago", 14).Gap(2).
					Cell(nil, "19:abcdef@thread.v2", 40).String()
			}
		})
	}
}
