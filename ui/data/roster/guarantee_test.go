package roster_test

import (
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"acs-chat-tui/ui/data/roster"
)

// checkGuarantee holds a result against its text: every record is in it once, and
// nothing else is.
func checkGuarantee(t *testing.T, text string) {
	t.Helper()
	text = roster.AsJSON(text)
	r := roster.Read(text, now())
	starts := lineStarts(text)
	at, letters := 0, map[rune]int{}
	var between strings.Builder
	for i, e := range r.Entries {
		if e.Source == "" || e.Line < 1 || e.Line > len(starts) {
			t.Fatalf("%q: entry %d is %+v", text, i, e)
		}
		from := max(at, starts[e.Line-1])
		found := strings.Index(text[from:], e.Source)
		if found < 0 {
			t.Fatalf("%q: entry %d, %q, does not stand behind the one before it, on line %d", text, i, e.Source, e.Line)
		}
		from += found
		if line := lineOf(starts, from); line != e.Line {
			t.Fatalf("%q: entry %d, %q, stands on line %d, not %d", text, i, e.Source, line, e.Line)
		}
		if last := lineOf(starts, from+len(e.Source)-1); last != e.LastLine {
			t.Fatalf("%q: entry %d, %q, ends on line %d, not %d", text, i, e.Source, last, e.LastLine)
		}
		between.WriteString(text[at:from] + "\n")
		at = from + len(e.Source)
		checkEntry(t, text, r, i)
	}
	between.WriteString(text[at:])
	checkCounts(t, text, r)
	if r.Format == roster.JSON && strings.HasPrefix(strings.TrimLeft(text, "\ufeff \t\r\n"), "{") {
		return // what stands around a list within an object is none of it
	}
	count(letters, withoutComments(between.String(), r))
	for _, c := range r.Columns {
		for letter, n := range counted(c.Name) {
			letters[letter] -= n
		}
	}
	for letter, n := range letters {
		if n > 0 {
			t.Fatalf("%q: %q is part of no entry, no comment and no header; around the entries there is %q", text, letter, between.String())
		}
	}
}

// checkEntry: an entry that was taken apart has lost nothing and got nothing.
func checkEntry(t *testing.T, text string, r roster.Roster, i int) {
	t.Helper()
	e := r.Entries[i]
	if e.State() == roster.Good && (e.RawID == "" || !utf8.ValidString(e.Source) || strings.ContainsFunc(e.RawID, unicode.IsSpace)) {
		t.Fatalf("%q: entry %d is good: %+v", text, i, e)
	}
	if e.State() == roster.Duplicate {
		first := slices.IndexFunc(r.Entries, func(other roster.Entry) bool {
			return other.State() == roster.Good && strings.EqualFold(other.RawID, e.RawID)
		})
		if first < 0 || first >= i || r.Entries[first].Line != e.DuplicateOf {
			t.Fatalf("%q: entry %d is a duplicate of line %d, and the first one is entry %d", text, i, e.DuplicateOf, first)
		}
	}
	unused := slices.ContainsFunc(r.Columns, func(c roster.Column) bool {
		return c.Meaning == roster.Unused || c.Meaning == roster.Ignored
	})
	if e.State() == roster.Broken || unused || e.Written != "" || r.Format == roster.JSON {
		return
	}
	got := counted(e.RawID + e.DisplayName + e.History)
	for _, value := range e.Metadata {
		count(got, value)
	}
	if want := counted(e.Source); !maps.Equal(want, got) {
		t.Fatalf("%q: entry %d has not the letters of its source %q: %+v", text, i, e.Source, e)
	}
}

func checkCounts(t *testing.T, text string, r roster.Roster) {
	t.Helper()
	c := r.Counts()
	if c.Entries != len(r.Entries) || c.Good+c.Broken+c.Duplicates != c.Entries || c.Warned > c.Good {
		t.Fatalf("%q: counts %+v", text, c)
	}
}

func lineStarts(text string) []int {
	starts := []int{0}
	for i := range len(text) {
		if text[i] == '\n' || text[i] == '\r' && !strings.HasPrefix(text[i+1:], "\n") {
			starts = append(starts, i+1)
		}
	}
	return starts
}

func lineOf(starts []int, offset int) int {
	line, found := slices.BinarySearch(starts, offset)
	if found {
		line++
	}
	return line
}

// withoutComments leaves out lines that begin with #, as many as were passed over,
// and one that names a separator.
func withoutComments(text string, r roster.Roster) string {
	comments := len(r.Comments)
	var kept []string
	for line := range strings.FieldsFuncSeq(strings.TrimPrefix(text, "\ufeff"), func(c rune) bool { return c == '\n' || c == '\r' }) {
		switch {
		case strings.HasPrefix(strings.TrimSpace(line), "#") && comments > 0:
			comments--
		case len(kept) == 0 && strings.HasPrefix(strings.ToLower(strings.Trim(line, `" `)), "sep="):
		default:
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "\n")
}

func counted(s string) map[rune]int {
	letters := map[rune]int{}
	count(letters, s)
	return letters
}

func count(letters map[rune]int, s string) {
	for _, c := range s {
		if unicode.IsLetter(c) || unicode.IsDigit(c) || unicode.Is(unicode.S, c) && c != '<' && c != '>' {
			letters[c]++
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, seed := range []string{
		"", "\ufeffid,name\n{1},a", "{1},b,c,d", "x <{1}>", "a\tb\n#c\n\"d\"", "<>", ",,,", "{1} {2}\n{3}", "#", "a<b>c", "sep=;\nid;name\n{1};\"x\ny\"",
		"{1},\"a\n{2},b\n{3},\"c\"", "\"{1}\" b", "name,id\n#1,{1}\n#2", "\"\n\"\n\"", "- {1}\r* {2}\r\n-", "[{\"id\":\"{1}\"},7]", "{\"value\":[\"{1}\"]}x",
		"{1},\xff\n{2}", "id,metadata.a,metadata.a,b\n{1},',\"\",c", "'{1}', 'b'\n''''", "{1};a,b\n{2},a;b", "8:a;\"b,c\n4:d", "identifier\n{1} a", "[\"{1}\",]",
		"{1},'=a,\"b;'-c\n'8:d\"",
	} {
		f.Add(withIDs(seed))
	}
	f.Fuzz(checkGuarantee)
}

// TestNothingIsDropped does what FuzzRead does, with texts made of what lists are
// made of.
func TestNothingIsDropped(t *testing.T) {
	t.Parallel()
	pieces := []string{
		"{1}", "{2}", "8:acs:fakeid", "somebody", "4:+4930", "Jane", "Doe, Bo", "now", "never", "2026-11-22", "id", "name", "history", "metadata.k", "E-mail",
		",", ",", ",", ";", "\t", "\"", "\"", "\"\"", "'", " ", "\n", "\n", "\r\n", "\r", "#", "-", "•", "<", ">", "=", "é", "佐", "\xff", "\x00", "\u202e", "\u00a0", "🇫🇷",
	}
	random := rand.New(rand.NewPCG(1, 2))
	for n := range 6_000 {
		var text strings.Builder
		if n%3 == 0 {
			text.WriteString([]string{"id,name,history\n", "name;id\n", "\ufeffid\tmetadata.k\tE-mail\r\n", "sep=,\nid,name\n"}[random.IntN(4)])
		}
		for range random.IntN(30) {
			text.WriteString(pieces[random.IntN(len(pieces))])
		}
		checkGuarantee(t, withIDs(text.String()))
	}
}

func FuzzParseHistory(f *testing.F) {
	for _, seed := range []string{"now", " ALL ", "2025-11-02", "2025-11-02T07:08:09.5Z", "0000-01-01", "9999-12-31", "2025-11-02 07:08:09+01:00"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		got, err := roster.ParseHistory(typed, now())
		if err != nil || got == nil {
			return
		}
		if got.After(now()) {
			t.Errorf("%q: %s lies in the future", typed, got)
		}
		again, err := roster.ParseHistory(got.UTC().Format(time.RFC3339Nano), now())
		if err != nil || !again.Equal(*got) {
			t.Errorf("%q: %s, read again %v, %v", typed, got, again, err)
		}
	})
}
