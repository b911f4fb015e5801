package terminal

import (
	"image/color"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"
)

const (
	family     = "👨\u200d👩\u200d👧"
	flag       = "🇫🇷"
	decomposed = "e\u0301"
	keycap     = "1\ufe0f\u20e3"
	redHeart   = "❤\ufe0f"
	thumb      = "👍🏽"
)

// names are display names in which columns are most easily lost.
func names() map[string]string {
	return map[string]string{
		"ascii": "Ada Lovelace", "cjk": "王小明", "korean": "김민준", "japanese": "山田さくら", "arabic": "ليلى حسن",
		"emoji": "🚀 ops", "family": "x" + family + "y", "flag": flag + " Zoé", "flags": flag + "🇩🇪" + flag,
		"decomposed": "Zoe\u0301 Dvor\u030ca\u0301k", "many marks": "Z\u0351\u036b\u0343a\u0313\u0300lgo", "keycap": keycap + keycap,
		"variation": redHeart + " love", "skin": thumb + thumb, "devanagari": "अनिरुद्ध", "thai": "น้ำ", "hangul parts": "\u1112\u1161\u11ab",
		"half-width": "ｶﾞｷﾞ", "word joiner": "a\u2060b", "lone joiner": "a\u200d b", "lone mark": "\u0301a",
	}
}

// TestColumnsAfterNames draws a bar after each name where x/ansi says that the
// name ends, and reads in which column the bar is.
func TestColumnsAfterNames(t *testing.T) {
	t.Parallel()
	for label, name := range names() {
		t.Run(label, func(t *testing.T) {
			t.Parallel()
			want := ansi.StringWidth(name)
			screen := Emulate(40, 3, GraphemeWidths, name+"|\r\n"+name+"\x1b[30G|")
			if x, y, found := screen.Find("|"); !found || x != want || y != 0 {
				t.Errorf("bar after %q at %d,%d (%t), want column %d\n%s", name, x, y, found, want, screen.Frame())
			}
			if got := screen.Cell(29, 1).Content; got != "|" {
				t.Errorf("column 29 after CHA shows %q\n%s", got, screen.Frame())
			}
		})
	}
}

// TestCutAnywhere writes the same output whole and cut at every byte: reads
// end where they like.
func TestCutAnywhere(t *testing.T) {
	t.Parallel()
	for label, name := range names() {
		t.Run(label, func(t *testing.T) {
			t.Parallel()
			output := "\x1b[1;31m" + name + "\x1b[m|\x1b]2;ab\x1b\\\x1b[2;3H" + name
			want := Emulate(20, 4, GraphemeWidths, output)
			for cut := 1; cut < len(output); cut++ {
				e := newEmulation(20, 4, GraphemeWidths, func([]byte) {})
				e.write([]byte(output[:cut]))
				e.snapshot() // looking must change nothing
				e.write([]byte(output[cut:]))
				got := e.snapshot()
				if err := e.close(); err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(want, got, cmp.AllowUnexported(Screen{})); diff != "" {
					t.Fatalf("cut after %q (-whole +cut):\n%s", output[:cut], diff)
				}
			}
		})
	}
}

func TestWideCellsAndTheirSecondColumns(t *testing.T) {
	t.Parallel()
	screen := Emulate(12, 1, GraphemeWidths, "\x1b[44ma日"+family+decomposed+keycap+"b")
	type seen struct {
		Content string
		Width   int
	}
	var got []seen
	for _, cell := range screen.Row(0)[:9] {
		got = append(got, seen{cell.Content, cell.Width})
		if cell.Bg != color.Color(ansi.Blue) {
			t.Errorf("background of %q is %v, want ansi 4", cell.Content, cell.Bg)
		}
	}
	want := []seen{{"a", 1}, {"日", 2}, {"", 0}, {family, 2}, {"", 0}, {decomposed, 1}, {keycap, 2}, {"", 0}, {"b", 1}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("cells (-want +got):\n%s", diff)
	}
}

// TestScreens are sequences whose effect is known from the terminals'
// documentation.
func TestScreens(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		output string
		want   []string
	}{
		"column address":              {"abcdef\x1b[3GX\x1b[GY", []string{"YbXdef", "", ""}},
		"cursor position":             {"\x1b[2;4Hx\x1b[Hy", []string{"y", "   x", ""}},
		"erase to the end of line":    {"abcdef\x1b[3G\x1b[K", []string{"ab", "", ""}},
		"erase to the start of line":  {"abcdef\x1b[3G\x1b[1K", []string{"   def", "", ""}},
		"erase line":                  {"abcdef\x1b[2K", []string{"", "", ""}},
		"erase characters":            {"abcdef\x1b[2G\x1b[2X", []string{"a  def", "", ""}},
		"erase below":                 {"aaa\r\nbbb\r\nccc\x1b[2;2H\x1b[J", []string{"aaa", "b", ""}},
		"erase screen":                {"aaa\r\nbbb\x1b[2J", []string{"", "", ""}},
		"insert and delete lines":     {"a\r\nb\r\nc\x1b[H\x1b[L\x1b[3H\x1b[M", []string{"", "a", ""}},
		"delete characters":           {"abcdef\x1b[2G\x1b[2P", []string{"adef", "", ""}},
		"repeat":                      {"x\x1b[2b|", []string{"xxx|", "", ""}},
		"save and restore by ESC":     {"ab\x1b7cd\x1b8X", []string{"abXd", "", ""}},
		"line drawing set":            {"\x1b(0lqk\x1b(Bq", []string{"┌─┐q", "", ""}},
		"wrap":                        {"12345678ab", []string{"12345678", "ab", ""}},
		"wrap is pending":             {"12345678\rX", []string{"X2345678", "", ""}},
		"wide wrap is pending":        {"123456日\rX", []string{"X23456日", "", ""}},
		"no wrap":                     {"\x1b[?7l12345678ab", []string{"1234567b", "", ""}},
		"scroll":                      {"a\r\nb\r\nc\r\nd", []string{"b", "c", "d"}},
		"half of a wide overwritten":  {"日本\x1b[2Gx", []string{" x本", "", ""}},
		"bidi override shows nothing": {"a\u202eb", []string{"ab", "", ""}},
		"unknown strings":             {"\x1bP1$tx\x1b\\a\x1b_Gz\x1b\\b\x1b^q\x1b\\c\x1bXs\x1b\\d", []string{"abcd", "", ""}},
		"cancelled sequence":          {"a\x1b[31\x18b", []string{"ab", "", ""}},
		"interrupted sequence":        {"a\x1b[3\x1b[2Gb", []string{"ab", "", ""}},
		"given up string":             {"a\x1b]2;x\x1b[3Gb", []string{"a b", "", ""}},
		"broken UTF-8":                {"a\xffb\xe6\x97c", []string{"a\ufffdb\ufffd\ufffdc", "", ""}},
		"C1 as UTF-8 is text":         {"a\xc2\x9b3Gb", []string{"a3Gb", "", ""}},
		"reset":                       {"abc\x1bcx", []string{"x", "", ""}},
	}
	for label, test := range tests {
		t.Run(label, func(t *testing.T) {
			t.Parallel()
			screen := Emulate(8, 3, GraphemeWidths, test.output)
			if diff := cmp.Diff(test.want, screen.Lines()); diff != "" {
				t.Errorf("%q (-want +got):\n%s%s", test.output, diff, screen.Frame())
			}
		})
	}
}

func TestCodePointWidths(t *testing.T) {
	t.Parallel()
	tests := map[string]int{flag: 2, family: 6, redHeart: 1, decomposed: 1, "日": 2, thumb: 4}
	for text, want := range tests {
		screen := Emulate(20, 1, CodePointWidths, text+"|")
		if x, _, found := screen.Find("|"); !found || x != want {
			t.Errorf("%q takes %d columns, want %d", text, x, want)
		}
	}
}

func TestStyles(t *testing.T) {
	t.Parallel()
	tests := map[string]Cell{
		"1":                     {Bold: true},
		"2":                     {Faint: true},
		"3":                     {Italic: true},
		"4":                     {Underline: true},
		"4:3":                   {Underline: true},
		"7":                     {Reverse: true},
		"8":                     {Conceal: true},
		"9":                     {Strikethrough: true},
		"1;2;3;4;7;22;23;24;27": {},
		"31":                    {Fg: ansi.BasicColor(1)},
		"97;100":                {Fg: ansi.BasicColor(15), Bg: ansi.BasicColor(8)},
		"38;5;240":              {Fg: ansi.IndexedColor(240)},
		"48:5:17":               {Bg: ansi.IndexedColor(17)},
		"38;2;1;2;3":            {Fg: color.RGBA{R: 1, G: 2, B: 3, A: 255}},
		"48;2;255;0;7;1":        {Bg: color.RGBA{R: 255, B: 7, A: 255}, Bold: true},
		"31;41;39;49":           {},
		"1;31;0":                {},
	}
	for sgr, want := range tests {
		for _, text := range []string{"x", "é", decomposed, "日"} {
			want.Content, want.Width = text, ansi.StringWidth(text)
			for label, output := range map[string]string{"drawn": "\x1b[" + sgr + "m" + text + "\x1b[m ", "pending": "\x1b[" + sgr + "m" + text} {
				got := Emulate(8, 1, GraphemeWidths, output).Cell(0, 0)
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("SGR %s on %q, %s (-want +got):\n%s", sgr, text, label, diff)
				}
			}
		}
	}
}

func TestCursorAltScreenAndTitle(t *testing.T) {
	t.Parallel()
	inside := "main\x1b[?25l\x1b[?1049h\x1b[2;3Hinside"
	screen := Emulate(10, 3, GraphemeWidths, inside)
	if diff := cmp.Diff(Cursor{X: 8, Y: 1}, screen.Cursor); diff != "" || !screen.AltScreen {
		t.Errorf("alternate screen %t, cursor (-want +got):\n%s", screen.AltScreen, diff)
	}
	if diff := cmp.Diff([]string{"", "  inside", ""}, screen.Lines()); diff != "" {
		t.Errorf("alternate screen (-want +got):\n%s", diff)
	}
	screen = Emulate(10, 3, GraphemeWidths, inside+"\x1b[?25h\x1b[?1049l")
	if diff := cmp.Diff(Cursor{X: 4, Y: 0, Visible: true}, screen.Cursor); diff != "" || screen.AltScreen {
		t.Errorf("back on the main screen %t, cursor (-want +got):\n%s", !screen.AltScreen, diff)
	}
	if !screen.Contains("main") || screen.Contains("inside") {
		t.Errorf("the main screen did not come back:\n%s", screen.Frame())
	}
}

func TestFindNeedsWholeCells(t *testing.T) {
	t.Parallel()
	screen := Emulate(20, 2, GraphemeWidths, decomposed+" e\r\n日本 "+flag+"x")
	if x, y, found := screen.Find("e"); !found || x != 2 || y != 0 {
		t.Errorf("e found at %d,%d (%t), want 2,0", x, y, found)
	}
	if x, y, found := screen.Find("本 " + flag); !found || x != 2 || y != 1 {
		t.Errorf("wide text found at %d,%d (%t), want 2,1", x, y, found)
	}
	if _, _, found := screen.Find("日x"); found {
		t.Error("found a text that is not there")
	}
	if (screen.Cell(-1, 0) != Cell{} || screen.Cell(20, 0) != Cell{} || screen.Cell(0, 2) != Cell{}) || screen.Row(2) != nil || screen.Line(-1) != "" {
		t.Error("something is outside the screen")
	}
}
