package pages_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"acs-chat-tui/ui/pages"
)

func TestPagesRefresh(t *testing.T) {
	t.Parallel()
	p := newPages()
	need(t, p)
	load(t, p, page("two", "a", "b"))
	need(t, p)
	load(t, p, page("three", "c"))
	need(t, p)

	if diff := cmp.Diff(pages.Request{Generation: 1}, p.Refresh()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	old := []string{"a", "b", "c"}
	check(t, p, seen{State: pages.Loading, Items: old, Fetched: 2, Refreshing: true, Stale: true})
	if p.Loaded(0, page("", "d")) || p.Failed(0, errBroken) {
		t.Error("the answer to a request of before the refresh was accepted")
	}
	check(t, p, seen{State: pages.Loading, Items: old, Fetched: 2, Refreshing: true, Stale: true})

	p.Failed(1, errBroken)
	check(t, p, seen{State: pages.Failed, Err: errBroken, Items: old, Fetched: 2, Stale: true})
	again, _ := p.Retry()
	if diff := cmp.Diff(pages.Request{Generation: 1}, again); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}

	load(t, p, page("two", "b", "x"))
	check(t, p, seen{State: pages.Idle, Items: []string{"b", "x"}, Fetched: 1})
	if _, found := p.Index("a"); found {
		t.Error("an item of before the refresh is still found")
	}
	if diff := cmp.Diff(pages.Request{Generation: 1, Link: "two"}, need(t, p)); diff != "" {
		t.Errorf("a link of before the refresh is no repetition (-want +got):\n%s", diff)
	}
}

func TestPagesRefreshToNothing(t *testing.T) {
	t.Parallel()
	p := newPages()
	need(t, p)
	load(t, p, page("", "a"))
	p.Refresh()
	load(t, p, page(""))
	check(t, p, seen{State: pages.Complete, Fetched: 1})
}

func TestPagesJump(t *testing.T) {
	t.Parallel()
	p := newPages()
	need(t, p)
	load(t, p, page("two", "a", "b"))

	if diff := cmp.Diff(pages.Request{Generation: 1, Skip: 100}, p.Jump(100)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	check(t, p, seen{State: pages.Loading, Items: []string{"a", "b"}, Fetched: 1, Refreshing: true, Stale: true})
	load(t, p, page("more", "y", "z"))
	check(t, p, seen{State: pages.Idle, Items: []string{"y", "z"}, Offset: 100, Fetched: 1})
	if diff := cmp.Diff(pages.Request{Generation: 1, Link: "more"}, need(t, p)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}

	if got := p.Jump(-5); got.Skip != 0 || got.Generation != 2 {
		t.Errorf("Jump(-5) asks for %+v", got)
	}
	if got := p.Jump(7); got.Skip != 7 || got.Generation != 3 {
		t.Errorf("Jump(7) while a jump is under way asks for %+v", got)
	}
	if p.Loaded(2, page("", "wrong")) {
		t.Error("the page of an abandoned jump was accepted")
	}
	load(t, p, page(""))
	check(t, p, seen{State: pages.Complete, Offset: 7, Fetched: 1})

	p.Refresh()
	load(t, p, page("", "a"))
	check(t, p, seen{State: pages.Complete, Items: []string{"a"}, Fetched: 1})
}
