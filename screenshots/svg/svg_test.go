package svg_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"

	"acs-chat-tui/screenshots/svg"
	"acs-chat-tui/ui/e2e/terminal"
)

const (
	cellWidth  = 9
	cellHeight = 20
)

func screen(columns, rows int, output string) terminal.Screen {
	return terminal.Emulate(columns, rows, terminal.GraphemeWidths, output)
}

// pad makes a styled text columns wide.
func pad(text string, columns int) string {
	return text + strings.Repeat(" ", columns-ansi.StringWidth(text))
}

// demo is a screen with one of everything that is placed in its own way.
func demo() terminal.Screen {
	const bar = "\x1b[36m│\x1b[m"
	rule := func(begin, middle, end string) string {
		return "\x1b[36m" + begin + strings.Repeat("─", 20) + middle + strings.Repeat("─", 22) + end + "\x1b[m"
	}
	line := func(left, right string) string {
		return bar + pad(left, 20) + "\x1b[m" + bar + pad(right, 22) + "\x1b[m" + bar
	}
	rows := []string{
		"\x1b[1;38;5;16;48;5;44m acs-chat-tui \x1b[0;7m EMULATOR \x1b[m contoso \x1b[2m· 23 h left\x1b[m",
		rule("╭", "┬", "╮"),
		line(" \x1b[1mTopic\x1b[m", " \x1b[4mLast activity\x1b[m"),
		rule("├", "┼", "┤"),
		line("\x1b[48;2;40;60;90m\x1b[97m 王小明 🚀 <ops>", " 2 hours ago"),
		line(" 👨\u200d👩\u200d👧 🇫🇷 Zoe\u0301 Dvořák", " \x1b[9mdeleted\x1b[m \x1b[3mitalic\x1b[m ❤\ufe0f 1\ufe0f\u20e3"),
		line(" 山田さくら 김민준", " ليلى حسن"),
		rule("╰", "┴", "╯"),
		"\x1b[32m✓ accepted\x1b[m \x1b[31m✗ refused\x1b[m \x1b[33m– not sent\x1b[m ┃┌┬┐├┼┤└┴┘",
	}
	var swatches strings.Builder
	for i := range 16 {
		fmt.Fprintf(&swatches, "\x1b[38;5;%dm■\x1b[48;5;%dm \x1b[m", i, i)
	}
	rows = append(rows, swatches.String())
	return screen(46, len(rows)+1, strings.Join(rows, "\r\n")+"\r\ncursor ")
}

// update, if set, writes the pictures that the tests compare with.
var update = flag.Bool("update", false, "write the golden pictures")

func TestGolden(t *testing.T) {
	t.Parallel()
	got := svg.Render(demo(), "threads & <more>")
	path := filepath.Join("testdata", "demo.svg")
	if *update {
		if err := os.WriteFile(path, got, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("the picture changed; look at it, then run with -update (-want +got):\n%s", diff)
	}
}

func TestSelfContainedAndAccessible(t *testing.T) {
	t.Parallel()
	picture := svg.Render(demo(), "a <b> & \"c\"\x01")
	elements := parse(t, picture)
	root := elements[0]
	if root.name != "svg" || root.attributes["role"] != "img" {
		t.Errorf("root is %+v", root)
	}
	if elements[1].name != "title" || elements[1].text != "a <b> & \"c\"\ufffd" {
		t.Errorf("the first child is %+v, want the title", elements[1])
	}
	if want := fmt.Sprintf("0 0 %s %s", root.attributes["width"], root.attributes["height"]); root.attributes["viewBox"] != want {
		t.Errorf("viewBox %q, want %q", root.attributes["viewBox"], want)
	}
	allowed := map[string]bool{"svg": true, "title": true, "g": true, "rect": true, "path": true, "circle": true, "text": true}
	for _, e := range elements {
		if !allowed[e.name] {
			t.Errorf("element %s", e.name)
		}
		for name, value := range e.attributes {
			if name == "href" || name == "style" || strings.HasPrefix(name, "on") || strings.Contains(value, "url(") {
				t.Errorf("%s has %s=%q", e.name, name, value)
			}
		}
	}
	if bytes.Count(picture, []byte("http")) != 1 {
		t.Error("refers to something beside the SVG namespace")
	}
	if again := svg.Render(demo(), "a <b> & \"c\"\x01"); !bytes.Equal(picture, again) {
		t.Error("the same screen gave two pictures")
	}
}

// TestRows has one line of the file for each row, at the row's place.
func TestRows(t *testing.T) {
	t.Parallel()
	columns, rows := 20, 7
	picture := svg.Render(screen(columns, rows, "first\r\n\r\nthird"), "")
	lines := regexp.MustCompile(`(?m)^<g transform="translate\(15 (\d+)\)">.*</g>$`).FindAllSubmatch(picture, -1)
	if len(lines) != rows {
		t.Fatalf("%d lines for %d rows:\n%s", len(lines), rows, picture)
	}
	for y, line := range lines {
		if got, want := number(t, string(line[1])), 45+y*cellHeight; got != want {
			t.Errorf("row %d stands at %d, want %d", y, got, want)
		}
	}
	root := parse(t, picture)[0]
	if w, h := number(t, root.attributes["width"]), number(t, root.attributes["height"]); w != columns*cellWidth+30 || h != rows*cellHeight+60 {
		t.Errorf("picture of %d×%d", w, h)
	}
}

// piece is where a text stands, in columns.
type piece struct {
	Text       string
	At, Length int
	Centres    string
}

func pieces(t *testing.T, columns int, output string) []piece {
	t.Helper()
	var got []piece
	for _, e := range parse(t, svg.Render(screen(columns, 1, output), "")) {
		if e.name != "text" || e.row < 0 {
			continue
		}
		p := piece{Text: e.text}
		if e.attributes["text-anchor"] == "middle" {
			p.Centres = e.attributes["x"]
		} else {
			p.At, p.Length = number(t, e.attributes["x"])/cellWidth, number(t, e.attributes["textLength"])/cellWidth
			if e.attributes["lengthAdjust"] != "spacingAndGlyphs" {
				t.Errorf("%q does not fill its length", e.text)
			}
		}
		got = append(got, p)
	}
	return got
}

func TestPlacesOfText(t *testing.T) {
	t.Parallel()
	const family = "👨\u200d👩\u200d👧"
	tests := map[string]struct {
		output string
		want   []piece
	}{
		"words":         {"two words", []piece{{Text: "two words", Length: 9}}},
		"wide gap":      {"  two  words", []piece{{Text: "two", At: 2, Length: 3}, {Text: "words", At: 7, Length: 5}}},
		"accents":       {"Dvor\u030cák", []piece{{Text: "Dvor\u030cák", Length: 6}}},
		"ideographs":    {"a王明b", []piece{{Text: "a", Length: 1}, {Text: "王明", Centres: "18 36"}, {Text: "b", At: 5, Length: 1}}},
		"emoji":         {"a🚀" + family + "b", []piece{{Text: "a", Length: 1}, {Text: "🚀", At: 1, Length: 2}, {Text: family, At: 3, Length: 2}, {Text: "b", At: 5, Length: 1}}},
		"flag":          {"🇫🇷|", []piece{{Text: "🇫🇷", Length: 2}, {Text: "|", At: 2, Length: 1}}},
		"wide and mark": {"か\u3099x", []piece{{Text: "か\u3099", Length: 2}, {Text: "x", At: 2, Length: 1}}},
		"symbols":       {"✓✗ ok", []piece{{Text: "✓", Length: 1}, {Text: "✗", At: 1, Length: 1}, {Text: "ok", At: 3, Length: 2}}},
		"arabic":        {"ليلى حسن |", []piece{{Text: "ليلى حسن", Length: 8}, {Text: "|", At: 9, Length: 1}}},
		"colours":       {"re\x1b[31md\x1b[m!", []piece{{Text: "re", Length: 2}, {Text: "d", At: 2, Length: 1}, {Text: "!", At: 3, Length: 1}}},
		"styles":        {"a\x1b[1mb\x1b[22;3mc", []piece{{Text: "a", Length: 1}, {Text: "b", At: 1, Length: 1}, {Text: "c", At: 2, Length: 1}}},
		"escaped":       {"<a&b>", []piece{{Text: "<a&b>", Length: 5}}},
		"concealed":     {"a\x1b[8msecret\x1b[mb", []piece{{Text: "a", Length: 1}, {Text: "b", At: 7, Length: 1}}},
		"shapes":        {"│a─b┃╭", []piece{{Text: "a", At: 1, Length: 1}, {Text: "b", At: 3, Length: 1}}},
		"nothing":       {"", nil},
	}
	for label, test := range tests {
		t.Run(label, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(test.want, pieces(t, 20, test.output)); diff != "" {
				t.Errorf("%q (-want +got):\n%s", test.output, diff)
			}
		})
	}
}

func TestColours(t *testing.T) {
	t.Parallel()
	type look struct{ Fill, Background, Weight, Style string }
	tests := map[string]look{
		"":                              {},
		"31":                            {Fill: "#e86a71"},
		"91":                            {Fill: "#f58e93"},
		"38;5;9":                        {Fill: "#f58e93"},
		"38;5;196":                      {Fill: "#ff0000"},
		"38;5;67":                       {Fill: "#5f87af"},
		"38;5;244":                      {Fill: "#808080"},
		"38;2;1;2;3":                    {Fill: "#010203"},
		"44":                            {Background: "#6caaf0"},
		"7":                             {Fill: "#16181d", Background: "#d8dce3"},
		"7;31;48;2;1;2;3":               {Fill: "#010203", Background: "#e86a71"},
		"2;38;2;255;255;255;48;2;0;0;0": {Fill: "#999999", Background: "#000000"},
		"1":                             {Weight: "bold"},
		"3":                             {Style: "italic"},
	}
	for sgr, want := range tests {
		var got look
		for _, e := range parse(t, svg.Render(screen(4, 1, "\x1b["+sgr+"mx"), "")) {
			switch {
			case e.row < 0:
			case e.name == "text":
				got.Fill, got.Weight, got.Style = e.attributes["fill"], e.attributes["font-weight"], e.attributes["font-style"]
			case e.name == "rect":
				got.Background = e.attributes["fill"]
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("SGR %q (-want +got):\n%s", sgr, diff)
		}
	}
}

// TestRectangles draws backgrounds and lines merged over the cells they cover.
func TestRectangles(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		output string
		want   []string
	}{
		"background merged":     {"a\x1b[41mb日 \x1b[32mc\x1b[md", []string{"9,0 45×20 #e86a71"}},
		"two backgrounds":       {"\x1b[41ma\x1b[44mb", []string{"0,0 9×20 #e86a71", "9,0 9×20 #6caaf0"}},
		"default is not drawn":  {"\x1b[48;2;22;24;29ma", nil},
		"underline":             {"a\x1b[4mb 日\x1b[mc", []string{"9,17 36×1 #d8dce3"}},
		"underline in reverse":  {"\x1b[4;7mb", []string{"0,0 9×20 #d8dce3", "0,17 9×1 #16181d"}},
		"strikethrough":         {"\x1b[9mab", []string{"0,10 18×1 #d8dce3"}},
		"underline changes hue": {"\x1b[4ma\x1b[31mb", []string{"0,17 9×1 #d8dce3", "9,17 9×1 #e86a71"}},
	}
	for label, test := range tests {
		t.Run(label, func(t *testing.T) {
			t.Parallel()
			var got []string
			for _, e := range parse(t, svg.Render(screen(10, 1, test.output), "")) {
				if e.name == "rect" && e.row >= 0 {
					a := e.attributes
					got = append(got, a["x"]+","+a["y"]+" "+a["width"]+"×"+a["height"]+" "+a["fill"])
				}
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("%q (-want +got):\n%s", test.output, diff)
			}
		})
	}
}

func FuzzRender(f *testing.F) {
	f.Add("\x1b[1;31m日本│⠿▚\x1b[7m<&\ufffe\x1b[4m🇫🇷ليلى حسن", uint8(12), uint8(2))
	f.Add("│日", uint8(1), uint8(1))
	f.Fuzz(func(t *testing.T, output string, columns, rows uint8) {
		w, h := int(columns%30)+1, int(rows%6)+1
		picture := svg.Render(screen(w, h, output), "title")
		last := -1
		for _, e := range parse(t, picture) {
			last = max(last, e.row)
		}
		if last != h-1 {
			t.Fatalf("the last row is %d, want %d", last, h-1)
		}
	})
}
