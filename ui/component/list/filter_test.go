package list_test

import (
	"fmt"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/component/list"
	"acs-chat-tui/ui/data/pages"
	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/style/theme"
)

// sixty has sixty items loaded and more to come.
func sixty(t *testing.T) *fixture {
	t.Helper()
	f := newList(t)
	f.answer("two", names(1, 30)...)
	f.answer("three", names(31, 60)...)
	if len(f.requests) != 2 {
		t.Fatalf("%d requests", len(f.requests))
	}
	return f
}

// TestTheEndUnderAFilterAsksForTheNextPage, and nothing else under one does.
func TestTheEndUnderAFilterAsksForTheNextPage(t *testing.T) {
	t.Parallel()
	f := sixty(t)
	f.press("/", "5", "enter", "j", "j", "k")
	if len(f.requests) != 2 {
		t.Fatalf("%d requests before the end was asked for", len(f.requests))
	}
	f.press("G")
	if len(f.requests) != 3 || f.requests[2].Link != "three" {
		t.Fatalf("requests %+v", f.requests)
	}
	f.answer("four", names(61, 90)...)
	f.shows("18 of the 90 items loaded match, more to come")
	if len(f.requests) != 3 {
		t.Errorf("one G asked for %d pages", len(f.requests)-2)
	}
}

// TestARefreshUnderAFilterLoadsAsFarAsBefore, and no further.
func TestARefreshUnderAFilterLoadsAsFarAsBefore(t *testing.T) {
	t.Parallel()
	f := sixty(t)
	f.press("/", "5", "enter", "G", "k")
	f.answer("four", names(61, 90)...)
	f.press("g", "j", "j")
	want := f.selected()
	f.list.Refresh()
	f.answer("two", names(1, 30)...)
	f.answer("three", names(31, 60)...)
	f.answer("four", names(61, 90)...)
	f.shows("18 of the 90 items loaded match, more to come")
	if got := f.selected(); got != want {
		t.Errorf("the cursor is on %q, not %q", got, want)
	}
	if len(f.requests) != 6 {
		t.Errorf("%d requests for the three pages of before", len(f.requests)-3)
	}
}

// TestAFilterThatMatchesNothingKeepsThePlace for when it is cleared.
func TestAFilterThatMatchesNothingKeepsThePlace(t *testing.T) {
	t.Parallel()
	for _, keys := range [][]string{{"/", "~", "esc"}, {"/", "~", "enter", "esc"}, {"/", "~", "~", "enter", "/", "~", "esc"}} {
		f := sixty(t)
		f.press(strings.Split(strings.Repeat("j", 40), "")...)
		f.press(keys...)
		if got := f.selected(); got != "name-041" {
			t.Errorf("after %q the cursor is on %q", keys, got)
		}
	}
}

// TestSmallPages: with pages smaller than asked for one is fetched ahead, not as
// many as would make up the page that was asked for.
func TestSmallPages(t *testing.T) {
	t.Parallel()
	f := &fixture{t: t}
	f.list = list.NewPaged(list.Options[string]{
		Theme: theme.New(theme.Options{Name: theme.None}),
		Keys:  keys.Default(),
		Key:   func(s string) string { return s }, Text: func(s string) string { return s },
		Row: func(string, int, int, bool) string { return "" },
		Fetch: func(r pages.Request) tea.Cmd {
			f.requests = append(f.requests, r)
			return nil
		},
		Noun: "item", Nouns: "items", Margin: 100,
	})
	f.list.SetSize(90, 12)
	f.list.Start()
	f.answer("two", names(1, 20)...)
	f.answer("three", names(21, 40)...)
	if len(f.requests) != 2 {
		t.Errorf("%d pages of 20 for a window of 10 rows", len(f.requests))
	}
	f.press(strings.Split(strings.Repeat("j", 20), "")...)
	if len(f.requests) != 3 {
		t.Errorf("%d requests after 20 rows: the next page is to come before it is needed", len(f.requests))
	}
}

// hundredThousand is a list with many items, and the count of the texts that a
// filter has asked for.
func hundredThousand(tb testing.TB) (people *list.Paged[int], asked *int) {
	tb.Helper()
	asked = new(int)
	var request pages.Request
	people = list.NewPaged(list.Options[int]{
		Theme: theme.New(theme.Options{Name: theme.None}),
		Keys:  keys.Default(),
		Key:   func(n int) string { return fmt.Sprint(n) },
		Text: func(n int) string {
			*asked++
			return fmt.Sprintf("Person %d of 8:acs:5F1B7A2E-3C4D_%012X", n, n)
		},
		Row: func(int, int, int, bool) string { return "" },
		Fetch: func(r pages.Request) tea.Cmd {
			request = r
			return nil
		},
		Noun: "item", Nouns: "items",
	})
	people.SetSize(90, 40)
	people.Start()
	items := make([]int, 100_000)
	for n := range items {
		items[n] = n
	}
	if ok, _ := people.Loaded(request.Generation, pages.Page[int]{Items: items}); !ok {
		tb.Fatal("the page is not taken")
	}
	return people, asked
}

// filterKeys are keys that go on and back in the filter.
func filterKeys(people *list.Paged[int]) func() {
	pressed := []tea.KeyMsg{{Type: tea.KeyRunes, Runes: []rune("7")}, {Type: tea.KeyBackspace}}
	people.Key(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("/")})
	people.Key(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("9")})
	n := 0
	return func() {
		people.Key(pressed[n%2])
		n++
	}
}

// TestAFilterKeyCostsLittle: the texts are asked for once, when they come, and a
// key allocates nothing for each of them.
func TestAFilterKeyCostsLittle(t *testing.T) {
	people, asked := hundredThousand(t)
	before := *asked
	key := filterKeys(people)
	key() // the first keys make room for what matches
	key()
	const most = 100
	if got := testing.AllocsPerRun(20, key); got > most {
		t.Errorf("%v allocations a key", got)
	}
	if before != 100_000 || *asked != before {
		t.Errorf("%d texts at loading, %d for the keys", before, *asked-before)
	}
}

func BenchmarkFilterKey(b *testing.B) {
	people, _ := hundredThousand(b)
	key := filterKeys(people)
	b.ReportAllocs()
	for b.Loop() {
		key()
	}
}
