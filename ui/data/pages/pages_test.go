package pages_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"acs-chat-tui/ui/data/pages"
)

var errBroken = errors.New("broken")

func newPages() *pages.Pages[string] {
	return pages.New(func(s string) string { return s })
}

func page(next string, items ...string) pages.Page[string] {
	return pages.Page[string]{Items: items, NextLink: next}
}

// need asks for a page that must be wanted.
func need(t *testing.T, p *pages.Pages[string]) pages.Request {
	t.Helper()
	request, wanted := p.Need(p.Len()-1, p.Len()-1, 1)
	if !wanted {
		t.Fatalf("no page is wanted in state %v with %d items", p.State(), p.Len())
	}
	return request
}

// load has a page arrive that must be accepted.
func load(t *testing.T, p *pages.Pages[string], got pages.Page[string]) {
	t.Helper()
	if !p.Loaded(p.Generation(), got) {
		t.Fatalf("the page %v was not accepted in state %v", got, p.State())
	}
}

// seen is everything that a screen can read.
type seen struct {
	State      pages.State
	Err        error
	Items      []string
	Older      int
	Duplicates int
	Fetched    int
	Refreshing bool
	Stale      bool
}

func check(t *testing.T, p *pages.Pages[string], want seen) {
	t.Helper()
	got := seen{
		State: p.State(), Err: p.Err(), Items: p.Items(), Older: p.Older(), Duplicates: p.Duplicates(),
		Fetched: p.Fetched(), Refreshing: p.Refreshing(), Stale: p.Stale(),
	}
	if diff := cmp.Diff(want, got, cmp.Comparer(errors.Is)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for i, item := range want.Items {
		if at, found := p.Index(item); !found || at != i || p.At(i) != item {
			t.Errorf("item %d is %q, Index(%q) = %d, %v", i, p.At(i), item, at, found)
		}
	}
	if p.Len() != len(want.Items) {
		t.Errorf("Len() = %d, want %d", p.Len(), len(want.Items))
	}
}

func TestPagesToTheEnd(t *testing.T) {
	t.Parallel()
	p := newPages()
	check(t, p, seen{State: pages.Idle})

	if diff := cmp.Diff(pages.Request{}, need(t, p)); diff != "" {
		t.Errorf("first request (-want +got):\n%s", diff)
	}
	check(t, p, seen{State: pages.Loading})
	if _, wanted := p.Need(1, 100, 100); wanted {
		t.Error("a second request while one is under way")
	}

	load(t, p, page("two", "a", "b"))
	check(t, p, seen{State: pages.Idle, Items: []string{"a", "b"}, Fetched: 1})

	if diff := cmp.Diff(pages.Request{Link: "two"}, need(t, p)); diff != "" {
		t.Errorf("second request (-want +got):\n%s", diff)
	}
	load(t, p, page("", "c"))
	check(t, p, seen{State: pages.Complete, Items: []string{"a", "b", "c"}, Fetched: 2})
	if _, wanted := p.Need(2, 2, 100); wanted {
		t.Error("a request after the last page")
	}
}

func TestPagesNeed(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name                string
		items               int
		lastVisible, margin int
		want                bool
	}{
		{"far from the end", 100, 20, 50, false},
		{"one row before it is due", 100, 49, 50, false},
		{"exactly due", 100, 50, 50, true},
		{"on the last row", 100, 99, 1, true},
		{"on the last row, no margin", 100, 99, 0, false},
		{"nothing visible, nothing loaded", 0, -1, 0, true},
		{"margin without end", 100, 0, int(^uint(0) >> 1), true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			p := newPages()
			need(t, p)
			first := page("next")
			for i := range test.items {
				first.Items = append(first.Items, fmt.Sprint("item ", i))
			}
			load(t, p, first)
			if _, got := p.Need(test.lastVisible, test.lastVisible, test.margin); got != test.want {
				t.Errorf("Need(%d, %d) with %d items: %v, want %v", test.lastVisible, test.margin, test.items, got, test.want)
			}
		})
	}
}

func TestPagesFailAndRetry(t *testing.T) {
	t.Parallel()
	p := newPages()
	if _, again := p.Retry(); again {
		t.Error("Retry of what did not fail")
	}
	need(t, p)
	if !p.Failed(0, errBroken) {
		t.Fatal("the failure was not accepted")
	}
	check(t, p, seen{State: pages.Failed, Err: errBroken})
	if _, wanted := p.Need(0, 0, 100); wanted {
		t.Error("a failed page was asked for again without Retry")
	}
	if p.Failed(0, errBroken) || p.Loaded(0, page("", "late")) {
		t.Error("an answer was accepted while nothing is under way")
	}
	first, _ := p.Retry()
	if diff := cmp.Diff(pages.Request{}, first); diff != "" {
		t.Errorf("retried first page (-want +got):\n%s", diff)
	}
	check(t, p, seen{State: pages.Loading})
	load(t, p, page("two", "a"))

	need(t, p)
	p.Failed(0, errBroken)
	check(t, p, seen{State: pages.Failed, Err: errBroken, Items: []string{"a"}, Fetched: 1})
	second, _ := p.Retry()
	if diff := cmp.Diff(pages.Request{Link: "two"}, second); diff != "" {
		t.Errorf("retried second page (-want +got):\n%s", diff)
	}
	load(t, p, page("", "b"))
	check(t, p, seen{State: pages.Complete, Items: []string{"a", "b"}, Fetched: 2})
}

func TestPagesFailedWithoutReason(t *testing.T) {
	t.Parallel()
	p := newPages()
	need(t, p)
	p.Failed(0, nil)
	if p.State() != pages.Failed || p.Err() == nil {
		t.Errorf("state %v, error %v: a failure without a reason is a failure all the same", p.State(), p.Err())
	}
}

func TestPagesDropDuplicates(t *testing.T) {
	t.Parallel()
	p := newPages()
	need(t, p)
	load(t, p, page("two", "a", "b", "a"))
	need(t, p)
	load(t, p, page("", "b", "c"))
	check(t, p, seen{State: pages.Complete, Items: []string{"a", "b", "c"}, Duplicates: 2, Fetched: 2})
}

func TestPagesItemsWithoutKey(t *testing.T) {
	t.Parallel()
	p := pages.New(func(string) string { return "" })
	p.Need(-1, -1, 0)
	p.Loaded(0, page("", "a", "a"))
	if diff := cmp.Diff([]string{"a", "a"}, p.Items()); diff != "" {
		t.Errorf("items that cannot be told apart must all stay (-want +got):\n%s", diff)
	}
	if _, found := p.Index(""); found {
		t.Error("the empty key was found")
	}
}

func TestPagesEmptyPages(t *testing.T) {
	t.Parallel()
	p := newPages()
	need(t, p)
	requests := 1
	for ; p.State() != pages.Failed && requests < 100; requests++ {
		load(t, p, page(fmt.Sprint("link ", requests)))
		if p.State() == pages.Idle {
			need(t, p)
		}
	}
	if requests-1 != 20 {
		t.Errorf("stopped after %d empty pages, want 20", requests-1)
	}
	check(t, p, seen{State: pages.Failed, Err: pages.ErrEmptyPages, Fetched: 20})

	again, _ := p.Retry()
	if diff := cmp.Diff(pages.Request{Link: "link 20"}, again); diff != "" {
		t.Errorf("the retry goes on behind the empty pages (-want +got):\n%s", diff)
	}
	load(t, p, page("link 21"))
	check(t, p, seen{State: pages.Idle, Fetched: 21})
	need(t, p)
	load(t, p, page("", "at last"))
	check(t, p, seen{State: pages.Complete, Items: []string{"at last"}, Fetched: 22})
}

func TestPagesEmptyPagesBetweenFullOnes(t *testing.T) {
	t.Parallel()
	p := newPages()
	for i := range 60 {
		need(t, p)
		got := page(fmt.Sprint("link ", i))
		if i%15 == 14 {
			got.Items = []string{fmt.Sprint("item ", i)}
		}
		load(t, p, got)
	}
	check(t, p, seen{State: pages.Idle, Items: []string{"item 14", "item 29", "item 44", "item 59"}, Fetched: 60})
}

func TestPagesNothingNew(t *testing.T) {
	t.Parallel()
	p := newPages()
	for i := range 21 {
		need(t, p)
		load(t, p, page(fmt.Sprint("link ", i), "a"))
	}
	check(t, p, seen{State: pages.Failed, Err: pages.ErrNothingNew, Items: []string{"a"}, Duplicates: 20, Fetched: 21})
}

func TestPagesRepeatedLink(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		links []string // the links that the pages hold; the last is a repeated one
		retry string   // the page that is asked for again
	}{
		{"to itself", []string{"two", "two"}, "two"},
		{"to the page before", []string{"two", "three", "two"}, "three"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			p := newPages()
			var want []string
			for i, link := range test.links {
				need(t, p)
				load(t, p, page(link, fmt.Sprint("item ", i)))
				want = append(want, fmt.Sprint("item ", i))
			}
			check(t, p, seen{State: pages.Failed, Err: pages.ErrRepeatedLink, Items: want, Fetched: len(want)})

			again, _ := p.Retry()
			if diff := cmp.Diff(pages.Request{Link: test.retry}, again); diff != "" {
				t.Errorf("the retry (-want +got):\n%s", diff)
			}
			load(t, p, page(test.links[0], want[len(want)-1]))
			check(t, p, seen{State: pages.Failed, Err: pages.ErrRepeatedLink, Items: want, Fetched: len(want)})

			p.Retry()
			load(t, p, page("", want[len(want)-1], "late"))
			check(t, p, seen{State: pages.Complete, Items: append(want, "late"), Fetched: len(want)})
		})
	}
}

func TestPagesItemsAreNotOverwritten(t *testing.T) {
	t.Parallel()
	p := newPages()
	need(t, p)
	load(t, p, page("two", "a", "b"))
	before := p.Items()
	_ = append(before, "mine")
	need(t, p)
	load(t, p, page("", "c"))
	if p.At(2) != "c" {
		t.Errorf("item 2 is %q: appending to Items reached the list", p.At(2))
	}
}

func TestStateString(t *testing.T) {
	t.Parallel()
	for state, want := range map[pages.State]string{
		pages.Idle: "idle", pages.Loading: "loading", pages.Failed: "failed", pages.Complete: "complete", 9: "unknown state",
	} {
		if got := state.String(); got != want {
			t.Errorf("state %d is %q, want %q", int(state), got, want)
		}
	}
}
