package list_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"

	"acs-chat-tui/ui/component/list"
	"acs-chat-tui/ui/data/pages"
	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/style/theme"
)

// fixture is a list of strings with the requests that it makes.
type fixture struct {
	t        *testing.T
	list     *list.Paged[string]
	requests []pages.Request
}

func newList(t *testing.T) *fixture {
	t.Helper()
	f := &fixture{t: t}
	f.list = list.NewPaged(list.Options[string]{
		Theme: theme.New(theme.Options{Name: theme.None}),
		Keys:  keys.Default(),
		Key:   func(s string) string { return s }, Text: func(s string) string { return s }, Name: func(s string) string { return s },
		Row: func(s string, number, width int, selected bool) string {
			marker := " "
			if selected {
				marker = ">"
			}
			return fmt.Sprintf("%-*s", width, fmt.Sprintf("%s%d %s", marker, number, s))
		},
		Fetch: func(r pages.Request) tea.Cmd {
			f.requests = append(f.requests, r)
			return nil
		},
		Noun: "item", Nouns: "items", Empty: func() []string { return []string{"none at all"} }, Margin: 10,
	})
	f.list.SetSize(90, 12)
	f.list.Start()
	return f
}

// answer brings a page to the newest request.
func (f *fixture) answer(next string, items ...string) {
	f.t.Helper()
	newest := f.requests[len(f.requests)-1]
	if ok, _ := f.list.Loaded(newest.Generation, pages.Page[string]{Items: items, NextLink: next}); !ok {
		f.t.Fatalf("the page for %+v is not taken", newest)
	}
}

func (f *fixture) fail() {
	f.list.Failed(f.requests[len(f.requests)-1].Generation, errors.New("torn"), []string{"torn cable", "mend it"})
}

func (f *fixture) press(names ...string) {
	for _, k := range names {
		msg := tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(k)}
		switch k {
		case "enter":
			msg = tea.KeyMsg{Type: tea.KeyEnter}
		case "esc":
			msg = tea.KeyMsg{Type: tea.KeyEsc}
		case "down":
			msg = tea.KeyMsg{Type: tea.KeyDown}
		}
		f.list.Key(msg)
	}
}

func (f *fixture) view() string { return ansi.Strip(f.list.View("heading")) }

func (f *fixture) shows(texts ...string) {
	f.t.Helper()
	for _, text := range texts {
		if !strings.Contains(f.view(), text) {
			f.t.Errorf("not shown: %q\n%s", text, f.view())
		}
	}
}

func (f *fixture) selected() string {
	item, ok := f.list.Selected()
	if !ok {
		return "(none)"
	}
	return item
}

func names(first, last int) []string {
	var all []string
	for n := first; n <= last; n++ {
		all = append(all, fmt.Sprintf("name-%03d", n))
	}
	return all
}

// TestHead says what is loaded and never more.
func TestHead(t *testing.T) {
	t.Parallel()
	f := newList(t)
	f.shows("loading items…")
	f.answer("two", names(1, 30)...)
	f.shows("30 items loaded, more to come", ">1 name-001")
	f.press("G")
	f.shows("… loading more", "▸")
	f.fail()
	f.shows("30 items loaded, the next page failed", "▸ ✗ torn cable", "enter tries again")
	if diff := cmp.Diff([]string{"torn cable", "mend it"}, f.list.Problem()); diff != "" || !f.list.OnFailure() {
		t.Errorf("problem (-want +got):\n%s", diff)
	}
	f.press("enter")
	f.answer("", names(30, 31)...)
	f.shows("31 items, all loaded · 1 sent twice by the service")
	f.list.Refresh()
	f.shows("31 items · refreshing")
	f.fail()
	f.shows("31 items loaded earlier, loading them again failed")
	f.list.Jump(40)
	f.shows("▸ … loading from row 41 on")
	f.answer("", names(41, 43)...)
	f.shows("34 items (31 of them earlier) loaded, rows 32 to 40 not loaded", "… rows 32 to 40 not loaded", ">41 name-041")
	f.list.Jump(99)
	f.answer("")
	f.shows("nothing at row 100 or after it", ">41 name-041")
	f.list.Refresh()
	f.answer("")
	f.shows("0 items, all loaded", "none at all")
	f.list.Refresh()
	f.answer("", "one")
	f.shows("1 item, all loaded")
}

func TestNothingLoaded(t *testing.T) {
	t.Parallel()
	f := newList(t)
	f.fail()
	f.shows("nothing loaded")
	if !f.list.OnFailure() {
		t.Error("enter would not try again")
	}
	f.press("enter")
	if len(f.requests) != 2 {
		t.Errorf("%d requests", len(f.requests))
	}
}

func TestOneRequestAtATime(t *testing.T) {
	t.Parallel()
	f := newList(t)
	f.press("G", "j", "j")
	if len(f.requests) != 1 {
		t.Fatalf("%d requests before the first answer", len(f.requests))
	}
	f.answer("two", names(1, 30)...)
	f.press("G", "j", "k")
	if len(f.requests) != 2 || f.requests[1].Link != "two" {
		t.Errorf("requests %+v", f.requests)
	}
}

func TestFilter(t *testing.T) {
	t.Parallel()
	f := newList(t)
	f.answer("two", append(names(1, 30), "Ada King", "King Ada Two")...)
	sent := len(f.requests)
	f.press("/", "k", "i", "n", "g", " ", "a", "d", "a")
	f.shows("2 of the 32 items loaded match, more to come", "Ada King", "King Ada Two")
	if !f.list.Capturing() || !f.list.Filtered() {
		t.Error("the filter does not take the keys")
	}
	f.press("enter", "down")
	if got := f.selected(); got != "King Ada Two" {
		t.Errorf("selected %q", got)
	}
	if len(f.requests) != sent {
		t.Error("the filter asked for a page")
	}
	f.press("esc")
	f.shows("32 items loaded, more to come")
	if got := f.selected(); got != "King Ada Two" {
		t.Errorf("clearing the filter lost the selection: %q", got)
	}
	f.press("/", "n", "m", "0", "7") // like it, though nothing holds it
	f.shows("name-007")
	f.press("esc", "/", "~")
	f.shows("0 of the 32 items loaded match", "Nothing loaded matches the filter. esc clears it.")
	f.press("esc")
	if f.list.Filtered() || f.list.Capturing() {
		t.Error("the filter stays")
	}
	f.press("/", "n", "enter")
	f.press("enter")
	if f.list.Capturing() {
		t.Error("enter did not keep the filter")
	}
}

// TestAFilterAppliesToWhatComesLater and says when all is loaded.
func TestAFilterAppliesToWhatComesLater(t *testing.T) {
	t.Parallel()
	f := newList(t)
	f.answer("two", names(1, 9)...)
	f.press("/", "0", "9", "9")
	f.answer("", names(95, 105)...)
	f.shows("1 of the 20 items loaded match, all loaded", "name-099")
}

func TestTheCursorComesBackAfterARefresh(t *testing.T) {
	t.Parallel()
	f := newList(t)
	f.answer("two", names(1, 30)...)
	f.press("G")
	f.answer("", names(31, 60)...)
	f.press("G", "k", "k")
	if got := f.selected(); got != "name-058" {
		t.Fatalf("selected %q", got)
	}
	f.list.Refresh()
	f.answer("two", append([]string{"new"}, names(1, 30)...)...)
	f.answer("", names(31, 60)...)
	if got := f.selected(); got != "name-058" {
		t.Errorf("after the refresh: %q", got)
	}
	f.list.Refresh()
	f.press("g")
	f.answer("two", names(1, 30)...)
	if got := f.selected(); got != "name-001" {
		t.Errorf("after a move during the refresh: %q", got)
	}
}

func TestALatePageIsNotTaken(t *testing.T) {
	t.Parallel()
	f := newList(t)
	old := f.requests[0].Generation
	f.list.Refresh()
	if ok, _ := f.list.Loaded(old, pages.Page[string]{Items: names(1, 3)}); ok {
		t.Error("a page of an older generation was taken")
	}
	f.list.Failed(old, errors.New("old"), []string{"old"})
	f.shows("loading items…")
	f.answer("", names(4, 5)...)
	f.shows("2 items, all loaded")
}
