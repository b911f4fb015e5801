package rows

import (
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/google/go-cmp/cmp"
)

func TestParseEntries(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, pasted string
		want         []Entry
	}{
		{"nothing", "", nil},
		{"blank lines and comments", "\n  \n# a comment\r\n\t\n", nil},
		{"one id", "8:acs:a_b", []Entry{{RawID: "8:acs:a_b"}}},
		{"an id a line", "8:acs:a\r\n8:acs:b\r8:acs:c\n", []Entry{{RawID: "8:acs:a"}, {RawID: "8:acs:b"}, {RawID: "8:acs:c"}}},
		{"ids on one line", "8:acs:a 8:acs:b,8:acs:c; 4:+4930\t28:orgid:x", []Entry{
			{RawID: "8:acs:a"}, {RawID: "8:acs:b"}, {RawID: "8:acs:c"}, {RawID: "4:+4930"}, {RawID: "28:orgid:x"},
		}},
		{"tabs", "8:acs:a\tAda Løvelace\tnow", []Entry{{RawID: "8:acs:a", Name: "Ada Løvelace", History: "now"}}},
		{"semicolons", "8:acs:a; Doe, Jane ;2025-01-02 15:04", []Entry{{RawID: "8:acs:a", Name: "Doe, Jane", History: "2025-01-02 15:04"}}},
		{"commas", `"8:acs:a", "Jane" ,all`, []Entry{{RawID: "8:acs:a", Name: "Jane", History: "all"}}},
		{"a space behind the id", "8:acs:a Ada King", []Entry{{RawID: "8:acs:a", Name: "Ada King"}}},
		{"the name first", "Ada King\t8:acs:a", []Entry{{RawID: "8:acs:a", Name: "Ada King"}}},
		{"as in a mail", "Ada, Countess <8:acs:a>", []Entry{{RawID: "8:acs:a", Name: "Ada, Countess"}}},
		{"a cell too many is not lost", "8:acs:a,Ada,all,rest", []Entry{{RawID: "8:acs:a", Name: "Ada", History: "all,rest"}}},
		{"an unknown kind", "somebody", []Entry{{RawID: "somebody"}}},
		{"wide and combining", "8:acs:a\t佐藤 e\u0301🇫🇷", []Entry{{RawID: "8:acs:a", Name: "佐藤 e\u0301🇫🇷"}}},
	} {
		if diff := cmp.Diff(c.want, ParseEntries(c.pasted)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

// FuzzParseEntries: no letter or digit of a list is lost, and none is made up.
func FuzzParseEntries(f *testing.F) {
	for _, seed := range []string{"8:acs:a,b,c,d", "x <8:acs:a>", "a\tb\n#c\n\"d\"", "<>", ",,,", "8:a 8:b\n8:c", "#", "a<b>c"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, pasted string) {
		want := map[rune]int{}
		for _, line := range strings.FieldsFunc(pasted, func(r rune) bool { return r == '\n' || r == '\r' }) {
			if strings.HasPrefix(strings.TrimSpace(line), "#") {
				continue
			}
			countWords(want, line)
		}
		got := map[rune]int{}
		for _, e := range ParseEntries(pasted) {
			for _, cell := range []string{e.RawID, e.Name, e.History} {
				countWords(got, cell)
				if strings.ContainsAny(cell, "\r\n") || cell != strings.TrimSpace(cell) {
					t.Errorf("%q gives the cell %q", pasted, cell)
				}
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("letters of %q (-want +got):\n%s", pasted, diff)
		}
	})
}

func countWords(counts map[rune]int, s string) {
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			counts[r]++
		}
	}
}

// zone is an hour and a half ahead of UTC.
func zone() *time.Location { return time.FixedZone("here", 5400) }

func TestParseHistory(t *testing.T) {
	t.Parallel()
	now := time.Date(2025, 11, 3, 9, 30, 0, 0, zone())
	at := func(day, hour, minute, second int, z *time.Location) *time.Time {
		when := time.Date(2025, 11, day, hour, minute, second, 0, z)
		return &when
	}
	for _, c := range []struct {
		typed string
		want  *time.Time
		fault string
	}{
		{"", nil, ""},
		{"  ", nil, ""},
		{"all", nil, ""},
		{"ALL", nil, ""},
		{" now ", &now, ""},
		{"2025-11-02", at(2, 0, 0, 0, zone()), ""},
		{"2025-11-02 07:08", at(2, 7, 8, 0, zone()), ""},
		{"2025-11-02 07:08:09", at(2, 7, 8, 9, zone()), ""},
		{"2025-11-02T07:08:09", at(2, 7, 8, 9, zone()), ""},
		{"2025-11-02T07:08:09Z", at(2, 7, 8, 9, time.UTC), ""},
		{"2025-11-03T09:30:00+01:30", &now, ""},
		{"2025-11-03 09:31", nil, "lies in the future"},
		{"2025-11-03T08:31:00Z", nil, "lies in the future"},
		{"2025-13-01", nil, "is no time"},
		{"2025-02-30", nil, "is no time"},
		{"yesterday", nil, "is no time"},
		{"\x1b[5m", nil, "is no time"},
	} {
		got, err := ParseHistory(c.typed, now)
		switch {
		case c.fault != "":
			if err == nil || got != nil || !strings.HasPrefix(err.Error(), "history: ") || !strings.Contains(err.Error(), c.fault) {
				t.Errorf("%q: %v, %v; want a fault that %s", c.typed, got, err, c.fault)
			}
		case err != nil:
			t.Errorf("%q: %v", c.typed, err)
		case (got == nil) != (c.want == nil) || (got != nil && !got.Equal(*c.want)):
			t.Errorf("%q: %v, want %v", c.typed, got, c.want)
		}
	}
}

// FuzzParseHistory: a time that is taken is not to come, and is the same when it
// is written out and read again.
func FuzzParseHistory(f *testing.F) {
	for _, seed := range []string{"now", "all", "2025-11-02", "2025-11-02T07:08:09.5Z", "0000-01-01", "9999-12-31"} {
		f.Add(seed)
	}
	now := time.Date(2025, 11, 3, 9, 30, 0, 0, zone())
	f.Fuzz(func(t *testing.T, typed string) {
		got, err := ParseHistory(typed, now)
		if err != nil || got == nil {
			return
		}
		if got.After(now) {
			t.Errorf("%q: %s lies in the future", typed, got)
		}
		again, err := ParseHistory(got.Format(time.RFC3339Nano), now)
		if err == nil && !again.Equal(*got) {
			t.Errorf("%q: %s, read again %s", typed, got, again)
		}
	})
}
