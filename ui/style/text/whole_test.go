package text_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"acs-chat-tui/ui/style/text"
)

func TestWrapWhole(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		s     string
		width int
		want  []string
	}{
		{"", 5, []string{""}},
		{"one two three", 7, []string{"one two", "three"}},
		{"one  two", 4, []string{"one", "two"}},
		{"  indented text", 10, []string{"  indented", "text"}},
		{"abcdefghij", 4, []string{"abcd", "efgh", "ij"}},
		{"a abcdefghij", 4, []string{"a", "abcd", "efgh", "ij"}},
		{"日本語日本語", 5, []string{"日本", "語日", "本語"}},
		{"ab日本", 4, []string{"ab日", "本"}},
		{"a\n\nb", 3, []string{"a", "", "b"}},
		{"ends in blanks     ", 14, []string{"ends in blanks"}},
		{"🧑🏽‍🚒🧑🏽‍🚒", 6, []string{"🧑🏽‍🚒", "🧑🏽‍🚒"}},
		{"🧑🏽‍🚒a", 3, []string{"…", "a"}},
		{"x", 0, nil},
	} {
		if diff := cmp.Diff(c.want, text.WrapWhole(c.s, c.width)); diff != "" {
			t.Errorf("%q at %d (-want +got):\n%s", c.s, c.width, diff)
		}
	}
}

// FuzzWrapWhole: nothing but spaces is lost, and what is drawn is not cut.
func FuzzWrapWhole(f *testing.F) {
	f.Add("a few words, 日本語 and 🇫🇷❤️ Zoe\u0308   and a very_long_word_without_any_space", 12)
	f.Fuzz(func(t *testing.T, s string, width int) {
		width = 20 + max(0, min(width, 100))
		s = text.SanitizeLines(s)
		var joined strings.Builder
		for _, line := range text.WrapWhole(s, width) {
			if got := text.WidestWidth(line); got > width {
				t.Errorf("%q takes %d of %d cells", line, got, width)
			}
			joined.WriteString(line)
		}
		bare := func(s string) string { return strings.NewReplacer(" ", "", "\n", "", "…", "").Replace(s) }
		if diff := cmp.Diff(bare(s), bare(joined.String())); diff != "" && !strings.Contains(joined.String(), "…") {
			t.Errorf("lost or added (-want +got):\n%s", diff)
		}
	})
}
