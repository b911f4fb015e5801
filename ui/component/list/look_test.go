package list_test

import (
	"cmp"
	"errors"
	"fmt"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"
	gocmp "github.com/google/go-cmp/cmp"

	"acs-chat-tui/ui/component/list"
	"acs-chat-tui/ui/data/pages"
	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/style/theme"
)

// thing is an item with a text that may change.
type thing struct{ key, text string }

// things are items whose text is their key, unless it is said after a =.
func things(described ...string) []thing {
	var all []thing
	for _, one := range described {
		key, text, changed := strings.Cut(one, "=")
		if !changed {
			text = key
		}
		all = append(all, thing{key, text})
	}
	return all
}

// watched is a list that can be looked at.
type watched struct {
	t        *testing.T
	list     *list.Paged[thing]
	requests []pages.Request
}

func newWatched(t *testing.T, stable bool) *watched {
	t.Helper()
	w := &watched{t: t}
	w.list = list.NewPaged(list.Options[thing]{
		Theme: theme.New(theme.Options{Name: theme.None}),
		Keys:  keys.Default(), Key: func(i thing) string { return i.key }, Text: func(i thing) string { return i.text },
		Row: func(i thing, _, width int, selected bool) string {
			change, _ := w.list.ChangeOf(i.key)
			marker := " "
			if selected {
				marker = ">"
			}
			return marker + change.Sign() + i.text + strings.Repeat(" ", max(0, width-2-len(i.text)))
		},
		Compare: func(a, b thing) int { return cmp.Compare(a.text, b.text) }, SortedBy: "by text", Stable: stable,
		Diff: func(was, is thing) string {
			if was.text == is.text {
				return ""
			}
			return "was " + was.text
		},
		Fetch: func(r pages.Request) tea.Cmd {
			w.requests = append(w.requests, r)
			return nil
		},
		Noun: "item", Nouns: "items", Margin: 1,
	})
	w.list.SetSize(40, 30)
	w.list.Start()
	return w
}

// answer brings a page to the newest request.
func (w *watched) answer(next string, all ...string) {
	w.t.Helper()
	newest := w.requests[len(w.requests)-1]
	if ok, _ := w.list.Loaded(newest.Generation, pages.Page[thing]{Items: things(all...), NextLink: next}); !ok {
		w.t.Fatalf("the page for %+v is not taken", newest)
	}
}

// look looks once, with the pages that the service has.
func (w *watched) look(pagesOf ...[]string) {
	w.t.Helper()
	for n, page := range pagesOf {
		if n > 0 && !w.list.Polling() {
			w.t.Fatalf("a look ended after %d pages", n)
		}
		w.list.Poll()
		next := ""
		if n < len(pagesOf)-1 {
			next = fmt.Sprintf("page %d of look %d", n+2, len(w.requests))
		}
		w.answer(next, page...)
	}
}

// rows are the rows as they are drawn.
func (w *watched) rows() []string {
	var rows []string
	for _, line := range strings.Split(ansi.Strip(w.list.View("heading")), "\n")[2:] {
		if line = strings.TrimRight(line, " "); line != "" {
			rows = append(rows, line)
		}
	}
	return rows
}

func (w *watched) want(rows ...string) {
	w.t.Helper()
	if diff := gocmp.Diff(rows, w.rows()); diff != "" {
		w.t.Errorf("(-want +got):\n%s", diff)
	}
}

func (w *watched) press(name string) {
	w.list.See()
	w.list.Key(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(name)})
}

func TestALookMarksWhatIsNewChangedAndGone(t *testing.T) {
	t.Parallel()
	w := newWatched(t, true)
	w.answer("", "a", "b", "c", "d")
	w.press("j")
	w.press("j") // on c
	w.look([]string{"a=A", "c", "d", "e"})
	w.want(" ~A", " -b", "> c", "  d", " +e")
	if _, what := w.list.ChangeOf("a"); what != "was a" {
		t.Errorf("a: %q", what)
	}
	// Nobody has seen them: the marks stay, against what was seen last.
	w.look([]string{"a=AA", "c", "e=E"})
	w.want(" ~AA", " -b", "> c", " -d", " +E")
	if _, what := w.list.ChangeOf("a"); what != "was a" {
		t.Errorf("a: %q", what)
	}
	// Back as it was: nothing has changed since it was seen. What was gone is back.
	w.look([]string{"a", "b", "c", "e=E"})
	w.want("  a", " ~b", "> c", " -d", " +E")
	// Seen.
	w.press("k")
	w.want("  a", ">~b", "  c", " -d", " +E")
	w.look([]string{"a", "b", "c", "e=E"})
	w.want("  a", "> b", "  c", "  E")
	added, changed, gone := w.list.Changes()
	if added+changed+gone != 0 {
		t.Errorf("%d new, %d changed, %d gone", added, changed, gone)
	}
}

// TestALookThatEndsBeforeTheRestSaysNothingOfIt: what stands behind the pages that were
// read is neither new nor gone.
func TestALookThatEndsBeforeTheRestSaysNothingOfIt(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		stable bool
		look   []string
		want   []string
	}{
		{"newest first, one came", false, []string{"new", "a", "b"}, []string{" ~new", "> a", "  b"}},
		{"newest first, one is missing", false, []string{"a", "c", "d"}, []string{"> a", "  c", "  d"}},
		{"in order, one is missing", true, []string{"a", "c", "d"}, []string{"> a", "  b", "  c", "  d"}},
		{"in order, the last one is missing", true, []string{"a", "b", "d"}, []string{"> a", "  b", "  d"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			w := newWatched(t, c.stable)
			w.list.SetSize(40, 5) // rows of the next page are not wanted
			w.answer("two", "a", "b", "c")
			w.list.Poll()
			w.answer("two again", c.look...)
			w.list.SetSize(40, 30)
			got := w.rows()
			if diff := gocmp.Diff(c.want, got[:min(len(got), len(c.want))]); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestWhatWasNotLoadedAndMovesUpIsNotCalledNew where the service keeps no order: it may
// have stood among what was not loaded.
func TestWhatWasNotLoadedAndMovesUpIsNotCalledNew(t *testing.T) {
	t.Parallel()
	w := newWatched(t, false)
	w.list.SetSize(40, 5)
	w.answer("two", "a", "b", "c")
	for range 2 {
		// The mark stays until it is seen.
		w.list.Poll()
		w.answer("two again", "old", "a", "b")
		if kind, what := w.list.ChangeOf("old"); kind != screen.Changed || what != "new, or moved up: it was not loaded before" {
			t.Fatalf("%v, %q", kind, what)
		}
	}
	// Where all is loaded, it can only be new.
	w.list.SetSize(40, 30)
	w.list.LoadAll()
	w.answer("", "c", "d")
	w.look([]string{"latest", "old", "a", "b"}, []string{"c", "d"})
	if kind, _ := w.list.ChangeOf("latest"); kind != screen.New {
		t.Errorf("latest: %v", kind)
	}
}

// TestGoneIsWhatTwoLooksPassOver: a list is paged by number, and what leaves it while a
// look reads it has the look pass over another one.
func TestGoneIsWhatTwoLooksPassOver(t *testing.T) {
	t.Parallel()
	for _, stable := range []bool{true, false} {
		w := newWatched(t, stable)
		w.answer("two", "a", "b", "c")
		w.list.LoadAll()
		w.answer("", "d", "e", "f")
		w.press("j") // on b
		// a leaves after the first page: d is passed over, which is still there.
		w.look([]string{"a", "b", "c"}, []string{"e", "f"})
		w.want("  a", "> b", "  c", "  d", "  e", "  f")
		// d stands where it stood, and a is missing for the first time.
		w.look([]string{"b", "c", "d"}, []string{"e", "f"})
		w.want("  a", "> b", "  c", "  d", "  e", "  f")
		w.look([]string{"b", "c", "d"}, []string{"e", "f"})
		w.want(" -a", "> b", "  c", "  d", "  e", "  f")
		if _, _, gone := w.list.Changes(); gone != 1 {
			t.Errorf("stable %t: %d gone", stable, gone)
		}
		// What is passed over twice, but not by two looks one after the other.
		w.look([]string{"b", "c", "e"}, []string{"f"})
		w.look([]string{"b", "c", "d"}, []string{"e=E", "f"})
		w.look([]string{"b", "c", "e=E"}, []string{"f=F"})
		w.want(" -a", "> b", "  c", "  d", " ~E", " ~F")
	}
}

// TestALookThatWasDroppedBeginsAnew: what it had read is not used, and its answer comes
// too late.
func TestALookThatWasDroppedBeginsAnew(t *testing.T) {
	t.Parallel()
	w := newWatched(t, true)
	w.answer("two", "a", "b")
	w.list.LoadAll()
	w.answer("", "c")
	w.list.Poll()
	w.answer("two", "old", "older")
	w.list.Poll()
	late := w.requests[len(w.requests)-1]
	w.list.CancelPoll()
	if ok, _ := w.list.Loaded(late.Generation, pages.Page[thing]{Items: things("late")}); ok {
		t.Error("an answer to the look was taken")
	}
	w.look([]string{"a", "b"}, []string{"c=C"})
	w.want("> a", "  b", " ~C")
}

// TestALookAfterAJumpSaysNothingOfWhatMovedUp over the row that it begins at.
func TestALookAfterAJumpSaysNothingOfWhatMovedUp(t *testing.T) {
	t.Parallel()
	w := newWatched(t, true)
	w.list.Jump(2) // before the first page has come
	w.answer("", "c", "d", "e")
	w.look([]string{"d", "e", "f"}) // one before c is gone
	w.want("  … rows 1 to 2 not loaded", "> d", "  e", " +f")
	if got := w.requests[len(w.requests)-1].Skip; got != 2 {
		t.Errorf("the look began at %d", got)
	}
}

// TestALookLeavesTheListAsItIsUntilItsEnd, reads all that is loaded, and fails without
// a trace in the list.
func TestALookLeavesTheListAsItIsUntilItsEnd(t *testing.T) {
	t.Parallel()
	w := newWatched(t, true)
	w.answer("two", "a", "b")
	w.answer("", "c", "d")
	before := w.rows()
	w.list.Poll()
	w.answer("two", "a", "x")
	if diff := gocmp.Diff(before, w.rows()); diff != "" {
		t.Errorf("amid a look (-want +got):\n%s", diff)
	}
	if !w.list.Polling() {
		t.Fatal("the look ended with the first page")
	}
	w.list.Poll()
	w.list.Failed(w.requests[len(w.requests)-1].Generation, errors.New("torn"), []string{"torn cable"})
	if diff := gocmp.Diff(before, w.rows()); diff != "" {
		t.Errorf("after a look that failed (-want +got):\n%s", diff)
	}
	if got := w.list.PollProblem(); got == nil || got.Error() != "torn" {
		t.Errorf("the problem is %v", got)
	}
	w.look([]string{"a", "b"}, []string{"d"})
	w.want("> a", "  b", "  c", "  d") // it may have moved from one page to the other
	w.look([]string{"a", "b"}, []string{"d"})
	w.want("> a", "  b", " -c", "  d")
	if w.list.PollProblem() != nil {
		t.Error("the problem outlives a look that succeeded")
	}
}

// TestARefreshOvertakesALook: its answer comes too late.
func TestARefreshOvertakesALook(t *testing.T) {
	t.Parallel()
	w := newWatched(t, true)
	w.answer("", "a")
	w.list.Poll()
	late := w.requests[len(w.requests)-1]
	w.list.Refresh()
	w.answer("", "b")
	if ok, _ := w.list.Loaded(late.Generation, pages.Page[thing]{Items: things("late")}); ok {
		t.Error("an answer to the look was taken")
	}
	w.want("> b")
}

// TestSorted goes together with a filter and with marks.
func TestSorted(t *testing.T) {
	t.Parallel()
	w := newWatched(t, true)
	w.answer("", "a=x3", "b=x1", "c=y", "d=x2")
	w.press("j") // on x1
	w.list.SetSorted(true)
	w.want("> x1", "  x2", "  x3", "  y")
	for _, key := range []string{"/", "x"} {
		w.press(key)
	}
	w.list.Key(tea.KeyMsg{Type: tea.KeyEnter})
	w.want("> x1", "  x2", "  x3")
	w.press("j")
	w.look([]string{"b=x1", "c=y", "d=x2", "e=x0"})
	w.want(" +x0", "  x1", "> x2", " -x3")
	w.list.ClearChanges()
	w.want("  x0", "  x1", "> x2")
	w.list.Key(tea.KeyMsg{Type: tea.KeyEscape})
	w.want("  x0", "  x1", "> x2", "  y")
	w.list.SetSorted(false)
	w.want("  x1", "  y", "> x2", "  x0")
	if kind, _ := w.list.ChangeOf("e"); kind != screen.Same {
		t.Errorf("the mark is %v", kind)
	}
}

// TestALookAfterARefreshThatFailed takes its place, and no page that comes later moves
// the cursor.
func TestALookAfterARefreshThatFailed(t *testing.T) {
	t.Parallel()
	w := newWatched(t, true)
	w.list.SetSize(40, 5)
	w.answer("two", "a", "b", "c", "d", "e", "f")
	w.press("j")
	w.list.Refresh()
	w.list.Failed(w.requests[len(w.requests)-1].Generation, errors.New("torn"), []string{"torn cable"})
	w.press("k")
	w.list.Poll()
	w.answer("two again", "a", "b", "c", "d", "e", "f")
	if w.list.Problem() != nil {
		t.Errorf("still %q", w.list.Problem())
	}
	for range 4 {
		w.press("j")
	}
	w.answer("", "g", "h")
	if item, _ := w.list.Selected(); item.key != "e" {
		t.Errorf("the cursor stands on %q", item.key)
	}
}
