package roster_test

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"acs-chat-tui/ui/data/roster"
)

func TestSuggestName(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		topic, kind string
		format      roster.Format
		want        string
	}{
		{"All hands", "participants", roster.CSV, "participants-all-hands-20261123-101500.csv"},
		{"", "report", roster.JSON, "report-20261123-101500.json"},
		{" ?!🎉 ", "participants", roster.TSV, "participants-20261123-101500.tsv"},
		{"../../etc/passwd", "report", roster.CSV, "report-etc-passwd-20261123-101500.csv"},
		{`C:\x|y*"z"`, "report", roster.Semicolons, "report-c-x-y-z-20261123-101500.csv"},
		{"Zoë & 佐藤", "participants", roster.CSV, "participants-zoë-佐藤-20261123-101500.csv"},
		{"a\x00b\nc\u202ed", "report", roster.CSV, "report-a-b-c-u-202e-d-20261123-101500.csv"},
		{"\u0301e\u0301", "report", roster.CSV, "report-e\u0301-20261123-101500.csv"},
		{strings.Repeat("long topic ", 20), "participants", roster.CSV, "participants-long-topic-long-topic-long-topic-long-topic-long-topic-long-topic-l-20261123-101500.csv"},
		{"x", "", roster.List, "list-x-20261123-101500.txt"},
	} {
		if got := roster.SuggestName(c.topic, c.kind, c.format, now()); got != c.want {
			t.Errorf("%q: %s, want %s", c.topic, got, c.want)
		}
	}
}

func FuzzSuggestName(f *testing.F) {
	f.Add("All hands", "participants")
	f.Add("佐"+strings.Repeat("e\u0301", 60), "\xff/..")
	f.Fuzz(func(t *testing.T, topic, kind string) {
		got := roster.SuggestName(topic, kind, roster.CSV, now())
		if len(got) > 100 || !utf8.ValidString(got) || !strings.HasSuffix(got, "-20261123-101500.csv") || strings.HasPrefix(got, "-") || strings.Contains(got, "--") {
			t.Errorf("%q, %q: %q", topic, kind, got)
		}
		for _, c := range strings.TrimSuffix(got, ".csv") {
			if c != '-' && !unicode.IsLetter(c) && !unicode.IsDigit(c) && !unicode.Is(unicode.M, c) {
				t.Errorf("%q, %q: %q holds %q", topic, kind, got, c)
			}
		}
	})
}
