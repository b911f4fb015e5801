package text_test

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"

	"acs-chat-tui/ui/style/text"
)

func TestWidth(t *testing.T) {
	t.Parallel()
	tests := []struct {
		in   string
		want int
	}{
		{"", 0},
		{"abc", 3},
		{"日本", 4},
		{"e\u0301", 1},
		{"🇫🇷", 2},
		{"❤\ufe0f", 2},
		{"👨\u200d👩\u200d👧", 2},
		{"1\ufe0f\u20e3", 2},
		{"\x1b[31mred\x1b[0m", 3},
		{"\x1b[12Gx", 1},
		{"…", 1},
		{"⟨U+202E⟩", 8},
		{"␛", 1},
	}
	for _, test := range tests {
		if got := text.Width(test.in); got != test.want {
			t.Errorf("Width(%q) = %d, want %d", test.in, got, test.want)
		}
	}
}

func TestTruncate(t *testing.T) {
	t.Parallel()
	tests := []struct {
		in    string
		width int
		want  string
	}{
		{"hello", 5, "hello"},
		{"hello", 4, "hel…"},
		{"hello", 1, "…"},
		{"hello", 0, ""},
		{"hello", -3, ""},
		{"", 3, ""},
		{"日本語", 6, "日本語"},
		{"日本語", 5, "日本…"},
		{"日本語", 4, "日…"},
		{"日本語", 2, "…"},
		{"e\u0301e\u0301e\u0301", 2, "e\u0301…"},
		{"ab👨\u200d👩\u200d👧", 4, "ab👨\u200d👩\u200d👧"},
		{"ab👨\u200d👩\u200d👧", 3, "ab…"},
		{"1\ufe0f\u20e3", 1, "…"},
		{"\x1b[31mred alert\x1b[0m", 4, "\x1b[31mred…\x1b[0m"},
		{"\x1b[31mred\x1b[0m", 3, "\x1b[31mred\x1b[0m"},
		{"abcdef\x1b[20Gx", 3, "ab…"},
	}
	for _, test := range tests {
		if diff := cmp.Diff(test.want, text.Truncate(test.in, test.width)); diff != "" {
			t.Errorf("Truncate(%q, %d) (-want +got):\n%s", test.in, test.width, diff)
		}
	}
}

func TestTruncateMiddle(t *testing.T) {
	t.Parallel()
	tests := []struct {
		in    string
		width int
		want  string
	}{
		{"8:acs:1234-5678", 20, "8:acs:1234-5678"},
		{"8:acs:1234-5678", 15, "8:acs:1234-5678"},
		{"8:acs:1234-5678", 10, "8:acs…5678"},
		{"8:acs:1234-5678", 9, "8:ac…5678"},
		{"8:acs:1234-5678", 2, "8…"},
		{"8:acs:1234-5678", 1, "…"},
		{"8:acs:1234-5678", 0, ""},
		{"8:acs:1234-5678", -1, ""},
		{"日本語日本語", 7, "日…本語"},
		{"日本語日本語", 5, "日…語"},
	}
	for _, test := range tests {
		if diff := cmp.Diff(test.want, text.TruncateMiddle(test.in, test.width)); diff != "" {
			t.Errorf("TruncateMiddle(%q, %d) (-want +got):\n%s", test.in, test.width, diff)
		}
	}
}

func TestFit(t *testing.T) {
	t.Parallel()
	tests := []struct {
		in          string
		width       int
		left, right string
	}{
		{"ab", 4, "ab  ", "  ab"},
		{"abcdef", 4, "abc…", "abc…"},
		{"日本語", 4, "日… ", " 日…"},
		{"", 3, "   ", "   "},
		{"ab", 0, "", ""},
		{"ab", -1, "", ""},
		{"\x1b[1mab\x1b[0m", 3, "\x1b[1mab\x1b[0m ", " \x1b[1mab\x1b[0m"},
		{"x", 200, "x" + strings.Repeat(" ", 199), strings.Repeat(" ", 199) + "x"},
	}
	for _, test := range tests {
		if diff := cmp.Diff(test.left, text.Fit(test.in, test.width)); diff != "" {
			t.Errorf("Fit(%q, %d) (-want +got):\n%s", test.in, test.width, diff)
		}
		if diff := cmp.Diff(test.right, text.FitRight(test.in, test.width)); diff != "" {
			t.Errorf("FitRight(%q, %d) (-want +got):\n%s", test.in, test.width, diff)
		}
	}
}

func FuzzFit(f *testing.F) {
	for _, seed := range []string{
		"plain", "日本語", "🇫🇷🇩🇪", "1\ufe0f\u20e3", "e\u0301", "\u0600", "👨\u200d👩\u200d👧 family", "क्षत्रिय", "한",
	} {
		for _, width := range []int{-1, 0, 1, 2, 3, 7, 40} {
			f.Add(seed, width)
		}
	}
	f.Fuzz(func(t *testing.T, raw string, width int) {
		width = min(width, 500)
		s := text.Sanitize(raw)
		styled := "\x1b[1;31m" + s + "\x1b[0m"
		for _, line := range []string{s, styled} {
			if got := text.Width(text.Truncate(line, width)); got > max(width, 0) {
				t.Errorf("Truncate(%q, %d) is %d cells wide", line, width, got)
			}
			for name, fitted := range map[string]string{
				"Fit": text.Fit(line, width), "FitRight": text.FitRight(line, width),
			} {
				if got := text.Width(fitted); got != max(width, 0) {
					t.Errorf("%s(%q, %d) = %q is %d cells wide", name, line, width, fitted, got)
				}
				// What the renderer of Bubble Tea does to every line.
				if sent := ansi.Truncate(fitted, max(width, 0), ""); sent != fitted {
					t.Errorf("the renderer would cut %q to %q", fitted, sent)
				}
			}
			if width > 0 && text.Width(line) <= width && text.Truncate(line, width) != line {
				t.Errorf("Truncate(%q, %d) cuts what fits", line, width)
			}
		}
		if got := text.Width(text.TruncateMiddle(s, width)); got > max(width, 0) {
			t.Errorf("TruncateMiddle(%q, %d) is %d cells wide", s, width, got)
		}
	})
}

func TestWrap(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		in    string
		width int
		want  []string
	}{
		{"empty", "", 10, []string{""}},
		{"no width", "abc", 0, nil},
		{"fits", "one two", 7, []string{"one two"}},
		{"words", "the quick brown fox", 10, []string{"the quick", "brown fox"}},
		{"long id", "id 19:abcdefghijkl@thread.v2 end", 10, []string{"id", "19:abcdefg", "hijkl@thre", "ad.v2 end"}},
		{"own lines", "a\n\nb", 5, []string{"a", "", "b"}},
		{"indent and inner spaces stay", "  a  b", 10, []string{"  a  b"}},
		{"indent of a wrapped line stays", "  one two", 6, []string{"  one", "two"}},
		{"spaces at a break go", "one    two", 5, []string{"one", "two"}},
		{"Chinese", "会议记录 abc 会议", 6, []string{"会议记", "录 abc", "会议"}},
		{"emoji stay whole", "👨\u200d👩\u200d👧👨\u200d👩\u200d👧", 3, []string{"👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"}},
		{"too narrow for one character", "日a", 1, []string{"…", "a"}},
		{"only spaces", "      ", 3, []string{""}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(test.want, text.Wrap(test.in, test.width)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func FuzzWrap(f *testing.F) {
	f.Add("the quick brown fox", 7)
	f.Add("会议记录 abc", 3)
	f.Add("a\n\nb  c", 2)
	f.Fuzz(func(t *testing.T, raw string, width int) {
		width = min(width, 200)
		s := text.SanitizeLines(raw)
		lines := text.Wrap(s, width)
		for _, line := range lines {
			if text.Width(line) > width {
				t.Errorf("Wrap(%q, %d): %q is %d cells wide", s, width, line, text.Width(line))
			}
		}
		if width < 2 {
			return
		}
		squeeze := strings.NewReplacer(" ", "", "\n", "")
		if diff := cmp.Diff(squeeze.Replace(s), squeeze.Replace(strings.Join(lines, ""))); diff != "" {
			t.Errorf("Wrap(%q, %d) changed the text (-want +got):\n%s", s, width, diff)
		}
	})
}
