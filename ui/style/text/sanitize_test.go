package text_test

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"

	"acs-chat-tui/ui/style/text"
)

func TestSanitize(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, in, want string }{
		{"empty", "", ""},
		{"plain", "Deploy 12 to production!", "Deploy 12 to production!"},
		{"umlauts and dashes", "Größe – 5 €…", "Größe – 5 €…"},
		{"Chinese, Korean, Japanese", "张伟 김민준 さくら", "张伟 김민준 さくら"},
		{"Arabic with marks", "مُحَمَّد", "مُحَمَّد"},
		{"Devanagari", "क्षत्रिय नमस्ते", "क्षत्रिय नमस्ते"},
		{"combining", "e\u0301a\u0308", "e\u0301a\u0308"},

		{"colour", "\x1b[31mred\x1b[0m", "␛[31mred␛[0m"},
		{"title", "\x1b]0;owned\x07", "␛]0;owned␇"},
		{"all C0", "\x00\x01\x07\x08\t\v\f\r\x1f", "␀␁␇␈␉␋␌␍␟"},
		{"line feed", "a\nb", "a␤b"},
		{"CRLF", "a\r\nb", "a␍␤b"},
		{"DEL", "a\x7fb", "a␡b"},
		{"C1 as runes", "\u009b31m\u0085", "⟨U+009B⟩31m⟨U+0085⟩"},
		{"C1 as bytes", "\x9b31m", "�31m"},
		{"invalid UTF-8", "a\xff\xc3(\xe2\x82", "a��(��"},
		{"surrogate bytes", "\xed\xa0\x80", "���"},
		{"replacement character sent as such", "a\ufffdb", "a\ufffdb"},

		{"override", "abc\u202egnp.exe", "abc⟨U+202E⟩gnp.exe"},
		{"isolates", "\u2066a\u2067b\u2068c\u2069", "⟨U+2066⟩a⟨U+2067⟩b⟨U+2068⟩c⟨U+2069⟩"},
		{"bidi marks", "\u200ea\u200fb\u061c", "⟨U+200E⟩a⟨U+200F⟩b⟨U+061C⟩"},
		{"zero width", "a\u200bb\ufeffc\u2060d\u00ade", "a⟨U+200B⟩b⟨U+FEFF⟩c⟨U+2060⟩d⟨U+00AD⟩e"},
		{"separators", "a\u2028b\u2029c", "a⟨U+2028⟩b⟨U+2029⟩c"},
		{"tags", "a\U000e0041\U000e007f", "a⟨U+E0041⟩⟨U+E007F⟩"},
		{"fillers", "\u115f\u1160\u3164\uffa0", "⟨U+115F⟩⟨U+1160⟩⟨U+3164⟩⟨U+FFA0⟩"},
		{"noncharacter", "a\ufffeb\U0001ffff", "a⟨U+FFFE⟩b⟨U+1FFFF⟩"},

		{"family", "👨\u200d👩\u200d👧\u200d👦", "👨\u200d👩\u200d👧\u200d👦"},
		{"kiss with skin tones", "👩🏻\u200d❤\ufe0f\u200d💋\u200d👩🏿", "👩🏻\u200d❤\ufe0f\u200d💋\u200d👩🏿"},
		{"flag", "🇫🇷", "🇫🇷"},
		{"heart and keycap", "❤\ufe0f 1\ufe0f\u20e3", "❤\ufe0f 1\ufe0f\u20e3"},
		{"Persian", "می\u200cخواهم", "می\u200cخواهم"},
		{"Persian plural of a Latin word", "PDF\u200cها", "PDF\u200cها"},
		{"ideographic variation", "葛\U000e0100城", "葛\U000e0100城"},

		{"joiner between Latin letters", "pay\u200dpal", "pay⟨U+200D⟩pal"},
		{"joiner at the start", "\u200dx", "⟨U+200D⟩x"},
		{"joiners in a row", "می\u200c\u200c\u200cخ", "می\u200c⟨U+200C⟩⟨U+200C⟩خ"},
		{"selector on a letter", "a\ufe0fb", "a⟨U+FE0F⟩b"},
		{"selectors as data", "😀\ufe0f\ufe00\ufe01", "😀\ufe0f⟨U+FE00⟩⟨U+FE01⟩"},
		{"supplementary selectors as data", "😀\U000e0101\U000e0102", "😀⟨U+E0101⟩⟨U+E0102⟩"},
		{
			"endless joined emoji", "👨" + strings.Repeat("\u200d👨", 9),
			"👨" + strings.Repeat("\u200d👨", 6) + "⟨U+200D⟩👨" + strings.Repeat("\u200d👨", 2),
		},

		{"eight marks", "z" + strings.Repeat("\u0301", 8) + "y", "z" + strings.Repeat("\u0301", 8) + "y"},
		{"zalgo", "z" + strings.Repeat("\u0301", 45) + "y", "z" + strings.Repeat("\u0301", 8) + "⟨+37⟩y"},
		{"skin tones on skin tones", "👋" + strings.Repeat("🏻", 10), "👋" + strings.Repeat("🏻", 8) + "⟨+2⟩"},
		{"mark without a base", "\u0301a", "◌\u0301a"},
		{"mark after a control", "\x1b\u0301", "␛\u0301"},
		{"one grapheme of many letters", strings.Repeat("\u1100", 40), strings.Repeat("\u1100", 16) + "⟨+24⟩"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got := text.Sanitize(test.in)
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("Sanitize(%q) (-want +got):\n%s", test.in, diff)
			}
			if again := text.Sanitize(got); again != got {
				t.Errorf("a second pass changes %q to %q", got, again)
			}
			if strings.Contains(test.in, "\n") {
				return
			}
			if !strings.Contains(test.in, "\t") && text.SanitizeLines(test.in) != got {
				t.Errorf("SanitizeLines gives %q for one line, Sanitize %q", text.SanitizeLines(test.in), got)
			}
		})
	}
}

func TestSanitizeEveryRune(t *testing.T) {
	t.Parallel()
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if !utf8.ValidRune(r) {
			continue
		}
		got := text.Sanitize("a" + string(r) + "b")
		if reason := forbidden(got, false); reason != "" {
			t.Fatalf("U+%04X: %q holds %s", r, got, reason)
		}
		if got == "ab" {
			t.Fatalf("U+%04X vanished", r)
		}
		if unicode.In(r, unicode.Cc, unicode.Cf) && strings.ContainsRune(got, r) &&
			!visibleFormat[r] {
			t.Fatalf("U+%04X, a control or format character, survived between Latin letters", r)
		}
	}
}

// visibleFormat are the characters of category Cf that are drawn: number signs
// and the like, which stand before digits and enclose them.
var visibleFormat = func() map[rune]bool {
	visible := map[rune]bool{}
	for _, r := range "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd" {
		visible[r] = true
	}
	for r := rune(0x13430); r <= 0x1343f; r++ {
		visible[r] = true // hieroglyphs are put together with these
	}
	return visible
}()

func TestSanitizeCleanAllocatesNothing(t *testing.T) {
	for _, s := range []string{
		"", "Standup notes 2026-11-23", "Größe", "张伟 김민준 さくら", "مُحَمَّد", "👨\u200d👩\u200d👧 ❤\ufe0f", "می\u200cخواهم",
		strings.Repeat("long ", 200),
	} {
		if allocations := testing.AllocsPerRun(100, func() { _ = text.Sanitize(s) }); allocations != 0 {
			t.Errorf("Sanitize(%q): %v allocations", s, allocations)
		}
		if allocations := testing.AllocsPerRun(100, func() { _ = text.SanitizeLines(s) }); allocations != 0 {
			t.Errorf("SanitizeLines(%q): %v allocations", s, allocations)
		}
	}
}

func TestSanitizeLines(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, in, want string }{
		{"empty", "", ""},
		{"lines stay", "one\ntwo\n\nfour\n", "one\ntwo\n\nfour\n"},
		{"CRLF", "one\r\ntwo\r\n", "one\ntwo\n"},
		{"lone CR", "one\rtwo\r", "one␍two␍"},
		{"tabs", "a\tb\n12345678\tc\n\td", "a       b\n12345678        c\n        d"},
		{"tab after wide characters", "日本\tx", "日本    x"},
		{"mark at the start of a line", "a\n\u0301b", "a\n◌\u0301b"},
		{"escape on the second line", "fine\n\x1b[2Jgone", "fine\n␛[2Jgone"},
		{"other separators", "a\u2028b\vc", "a⟨U+2028⟩b␋c"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got := text.SanitizeLines(test.in)
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if again := text.SanitizeLines(got); again != got {
				t.Errorf("a second pass changes %q to %q", got, again)
			}
		})
	}
}

func FuzzSanitize(f *testing.F) {
	for _, seed := range []string{
		"plain", "\x1b[31m", "\u202e", "z\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301", "👨\u200d👩",
		"\xff\xfe", "a\tb\r\nc", "می\u200cخ", "葛\U000e0100", "\u0301", "1\ufe0f\u20e3", "🇫🇷🇩🇪", "\u0600 1",
		strings.Repeat("\u1100", 30), strings.Repeat("क\u094d", 20) + "\u200dक", "a\u0300\u200d\u064b",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		one := text.Sanitize(s)
		if reason := forbidden(one, false); reason != "" {
			t.Fatalf("Sanitize(%q) = %q holds %s", s, one, reason)
		}
		if again := text.Sanitize(one); again != one {
			t.Fatalf("Sanitize(%q) = %q, a second time %q", s, one, again)
		}
		if s != "" && one == "" {
			t.Fatalf("Sanitize(%q) left nothing", s)
		}
		lines := text.SanitizeLines(s)
		if reason := forbidden(lines, true); reason != "" {
			t.Fatalf("SanitizeLines(%q) = %q holds %s", s, lines, reason)
		}
		if again := text.SanitizeLines(lines); again != lines {
			t.Fatalf("SanitizeLines(%q) = %q, a second time %q", s, lines, again)
		}
		if stripped := ansi.Strip(one); stripped != one {
			t.Fatalf("a terminal would execute something of %q: only %q is text", one, stripped)
		}
	})
}

// forbidden says what of s must not reach a terminal, written independently of
// the sanitiser's tables.
func forbidden(s string, linesAllowed bool) string {
	if !utf8.ValidString(s) {
		return "invalid UTF-8"
	}
	marks := 0
	for _, r := range s {
		switch {
		case r == '\n' && linesAllowed:
		case unicode.IsControl(r):
			return "a control character"
		case r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069, r == 0x200e, r == 0x200f, r == 0x061c:
			return "a bidi control"
		case r == 0x200b, r == 0xfeff, r == 0x2060, r == 0x00ad, r >= 0x2061 && r <= 0x2065:
			return "a zero-width character"
		case r == 0x2028, r == 0x2029:
			return "a separator"
		case r >= 0xe0000 && r <= 0xe00ff:
			return "a tag"
		case r&0xfffe == 0xfffe, r >= 0xfdd0 && r <= 0xfdef:
			return "a noncharacter"
		}
		if unicode.Is(unicode.M, r) && !unicode.Is(unicode.Variation_Selector, r) {
			marks++
		} else if r != 0x200c && r != 0x200d && !unicode.Is(unicode.Variation_Selector, r) {
			marks = 0
		}
		if marks > 8 {
			return "more than 8 marks on one base"
		}
	}
	return ""
}

func BenchmarkSanitize(b *testing.B) {
	for name, s := range map[string]string{
		"ASCII": "Weekly release sync, everybody", "Chinese": "每周发布同步会议，所有人参加", "dirty": "a\x1b[31mb\u202ec",
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_ = text.Sanitize(s)
			}
		})
	}
}
