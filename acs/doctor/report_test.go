package doctor

import (
	"bytes"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"
)

func TestDuration(t *testing.T) {
	for length, want := range map[time.Duration]string{
		0:                                     "0 s",
		-3 * time.Second:                      "3 s",
		200 * time.Second:                     "3 min 20 s",
		23*time.Hour + 59*time.Minute:         "23 h 59 min",
		24 * time.Hour:                        "24 h",
		48 * time.Hour:                        "2 d",
		50 * time.Millisecond:                 "50 ms",
		time.Microsecond:                      "1 ms",
		49*time.Hour + 59*time.Minute:         "2 d 1 h",
		time.Hour - 400*time.Millisecond:      "1 h",
		time.Duration(-1) << 63:               duration(1<<63 - 1),
		2*time.Hour + 500*time.Millisecond:    "2 h",
		time.Minute + 1500*time.Millisecond/2: "1 min 1 s",
	} {
		if got := duration(length); got != want {
			t.Errorf("duration(%d) is %q, want %q", length, got, want)
		}
	}
}

func FuzzLinesHoldNothingThatATerminalObeys(f *testing.F) {
	for _, seed := range []string{"", "plain", "\x1b[31m", "\u202e\u2066\u200d", "\xff\xfe", "a\r\nb", "   indented", strings.Repeat("é", 700)} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var out bytes.Buffer
		r := newReport(&out, []string{"secret-secret"})
		r.finding("step", fail(text+"secret-secret", text).with(text))
		shown := out.String()
		if !utf8.ValidString(shown) || strings.Count(shown, "\n") != 3 {
			t.Errorf("%q became %q", text, shown)
		}
		for _, char := range shown {
			if char != '\n' && !unicode.IsGraphic(char) {
				t.Errorf("%U is in %q", char, shown)
			}
		}
		if strings.Contains(shown, "secret-secret") {
			t.Errorf("the secret is in %q", shown)
		}
	})
}
