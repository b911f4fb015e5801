package pages_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"acs-chat-tui/ui/data/pages"
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
	check(t, p, seen{State: pages.Loading, Items: old, Older: 3, Fetched: 2, Refreshing: true, Stale: true})
	if p.Loaded(0, page("", "d")) || p.Failed(0, errBroken) {
		t.Error("the answer to a request of before the refresh was accepted")
	}
	check(t, p, seen{State: pages.Loading, Items: old, Older: 3, Fetched: 2, Refreshing: true, Stale: true})

	p.Failed(1, errBroken)
	check(t, p, seen{State: pages.Failed, Err: errBroken, Items: old, Older: 3, Fetched: 2, Stale: true})
	again, _ := p.Retry()
	if diff := cmp.Diff(pages.Request{Generation: 1}, again); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}

	load(t, p, page("two", "b", "x"))
	check(t, p, seen{State: pages.Idle, Items: []string{"b", "x", "c"}, Older: 1, Fetched: 1})
	if diff := cmp.Diff(pages.Request{Generation: 1, Link: "two"}, need(t, p)); diff != "" {
		t.Errorf("a link of before the refresh is no repetition (-want +got):\n%s", diff)
	}
	load(t, p, page("", "y"))
	check(t, p, seen{State: pages.Complete, Items: []string{"b", "x", "y"}, Fetched: 2})
	if _, found := p.Index("c"); found {
		t.Error("an item that the service has no more is still found")
	}
}

// TestPagesRefreshOfAStableList: what a page has passed over is not kept, what it has not
// reached is.
func TestPagesRefreshOfAStableList(t *testing.T) {
	t.Parallel()
	p := newPages().Stable()
	need(t, p)
	load(t, p, page("two", "a", "b", "c", "d", "e"))
	p.Refresh()
	load(t, p, page("two", "b", "d"))
	check(t, p, seen{State: pages.Idle, Items: []string{"b", "d", "e"}, Older: 1, Fetched: 1})
	request, wanted := p.NeedOlder()
	if diff := cmp.Diff(pages.Request{Generation: 1, Link: "two"}, request); diff != "" || !wanted {
		t.Errorf("wanted %v (-want +got):\n%s", wanted, diff)
	}
	load(t, p, page("three", "f"))
	check(t, p, seen{State: pages.Idle, Items: []string{"b", "d", "f", "e"}, Older: 1, Fetched: 2})
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

// TestPagesRefreshOfWhatMovesUp: what comes up from far behind says nothing of what stood
// before it.
func TestPagesRefreshOfWhatMovesUp(t *testing.T) {
	t.Parallel()
	p := newPages()
	need(t, p)
	load(t, p, page("two", "a", "b", "c", "d", "e", "f"))
	p.Refresh()
	load(t, p, page("two", "f", "a", "c"))
	check(t, p, seen{State: pages.Idle, Items: []string{"f", "a", "c", "d", "e"}, Older: 2, Fetched: 1})
	p.Refresh()
	load(t, p, page("two", "e", "new", "newer"))
	check(t, p, seen{State: pages.Idle, Items: []string{"e", "new", "newer", "f", "a", "c", "d"}, Older: 4, Fetched: 1})
}

// stretches are the offsets and lengths of what is loaded.
func stretches(p *pages.Pages[string]) (all [][2]int) {
	for _, s := range p.Stretches() {
		all = append(all, [2]int{s.Offset(), s.Len()})
	}
	return all
}

func wantStretches(t *testing.T, p *pages.Pages[string], want ...[2]int) {
	t.Helper()
	if diff := cmp.Diff(want, stretches(p)); diff != "" {
		t.Errorf("stretches (-want +got):\n%s", diff)
	}
}

func jump(t *testing.T, p *pages.Pages[string], skip int, want pages.Request) {
	t.Helper()
	got, needed := p.Jump(skip)
	if diff := cmp.Diff(want, got); diff != "" || !needed {
		t.Errorf("Jump(%d) is needed: %v (-want +got):\n%s", skip, needed, diff)
	}
}

// TestPagesJumpKeepsWhatIsLoaded, with a gap between the stretches until it is filled.
func TestPagesJumpKeepsWhatIsLoaded(t *testing.T) {
	t.Parallel()
	p := newPages().Stable()
	need(t, p)
	load(t, p, page("2", "0", "1"))
	jump(t, p, 6, pages.Request{Generation: 1, Skip: 6})
	wantStretches(t, p, [2]int{0, 2}, [2]int{6, 0})
	load(t, p, page("8", "6", "7"))
	check(t, p, seen{State: pages.Idle, Items: []string{"0", "1", "6", "7"}, Fetched: 2})
	if _, needed := p.Jump(7); needed || p.Generation() != 1 {
		t.Error("a jump to what is loaded asks for it again")
	}
	// From below, with one item of what is loaded so that nothing hides between.
	request, _ := p.NeedBefore(p.Stretches()[1], 2)
	if diff := cmp.Diff(pages.Request{Generation: 1, Skip: 5}, request); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	load(t, p, page("7", "5", "6"))
	wantStretches(t, p, [2]int{0, 2}, [2]int{5, 3})
	// From above, until it is reached; the way on is that of the stretch behind.
	for _, next := range []pages.Request{{Generation: 1, Link: "2"}, {Generation: 1, Link: "4"}} {
		request, _ := p.NeedNext()
		if diff := cmp.Diff(next, request); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		load(t, p, map[string]pages.Page[string]{"2": page("4", "2", "3"), "4": page("6", "4", "5")}[next.Link])
	}
	wantStretches(t, p, [2]int{0, 8})
	if request, _ := p.NeedNext(); request.Link != "8" {
		t.Errorf("the way on is %+v", request)
	}
	load(t, p, page("", "8"))
	check(t, p, seen{State: pages.Complete, Items: []string{"0", "1", "2", "3", "4", "5", "6", "7", "8"}, Fetched: 6})
}

// TestPagesJumpIsNotWaitedFor: a later one takes its place, and one that fails is tried
// again where it was.
func TestPagesJumpIsNotWaitedFor(t *testing.T) {
	t.Parallel()
	p := newPages().Stable()
	need(t, p)
	load(t, p, page("2", "0", "1"))
	jump(t, p, 6, pages.Request{Generation: 1, Skip: 6})
	jump(t, p, 9, pages.Request{Generation: 2, Skip: 9})
	if p.Loaded(1, page("", "wrong")) {
		t.Error("the page of an abandoned jump was accepted")
	}
	wantStretches(t, p, [2]int{0, 2}, [2]int{9, 0})
	p.Failed(2, errBroken)
	check(t, p, seen{State: pages.Failed, Err: errBroken, Items: []string{"0", "1"}, Fetched: 1})
	// What is loaded goes on all the same.
	if request, needed := p.Need(1, 1, 1); !needed || request.Link != "2" {
		t.Errorf("%+v, %v", request, needed)
	}
	load(t, p, page("4", "2", "3"))
	again, _ := p.Retry()
	if diff := cmp.Diff(pages.Request{Generation: 2, Skip: 9}, again); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	load(t, p, page("", "9"))
	wantStretches(t, p, [2]int{0, 4}, [2]int{9, 1})
	jump(t, p, 20, pages.Request{Generation: 3, Skip: 20})
	load(t, p, page(""))
	wantStretches(t, p, [2]int{0, 4}, [2]int{9, 1})
	if p.State() != pages.Idle {
		t.Errorf("state %v with a gap", p.State())
	}
}

// TestPagesJumpBeforeTheFirstPage: the beginning is loaded when it is asked for.
func TestPagesJumpBeforeTheFirstPage(t *testing.T) {
	t.Parallel()
	p := newPages().Stable()
	need(t, p)
	jump(t, p, 4, pages.Request{Generation: 1, Skip: 4})
	load(t, p, page("", "4"))
	wantStretches(t, p, [2]int{4, 1})
	if p.State() != pages.Idle {
		t.Errorf("state %v without the beginning", p.State())
	}
	request, _ := p.NeedNext()
	if diff := cmp.Diff(pages.Request{Generation: 1}, request); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	load(t, p, page("4", "0", "1", "2", "3"))
	check(t, p, seen{State: pages.Complete, Items: []string{"0", "1", "2", "3", "4"}, Fetched: 2})
	if p.Jump(-5); p.Generation() != 1 {
		t.Error("a jump to the beginning asks for it again")
	}
}

// TestPagesRefreshKeepsStretches: each is read again when it is reached.
func TestPagesRefreshKeepsStretches(t *testing.T) {
	t.Parallel()
	p := newPages().Stable()
	need(t, p)
	load(t, p, page("2", "0", "1"))
	p.Jump(6)
	load(t, p, page("8", "6", "7"))
	p.Refresh()
	load(t, p, page("2", "0", "1"))
	check(t, p, seen{State: pages.Idle, Items: []string{"0", "1", "6", "7"}, Older: 2, Fetched: 1})
	if request, needed := p.Need(2, 3, 1); !needed || request.Skip != 6 {
		t.Errorf("%+v, %v", request, needed)
	}
	load(t, p, page("8", "6", "7x"))
	check(t, p, seen{State: pages.Idle, Items: []string{"0", "1", "6", "7x", "7"}, Older: 1, Fetched: 2})
}
