package pages_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"acs-chat-tui/ui/data/pages"
)

// said is a message of a thread: its id is its place.
type said struct{ id, version int64 }

func (s said) key() string { return fmt.Sprint(s.id) }

func newFeed() *pages.Feed[said] {
	return pages.NewFeed(pages.Order[said]{
		Key: said.key, Place: func(s said) int64 { return s.id }, Version: func(s said) int64 { return s.version },
	})
}

// thread is a service that lists messages by their last change, the newest first,
// and repeats on a later page what came or changed since the first one.
type thread struct {
	messages []said // by version, rising
	clock    int64
	size     int
	asked    []string
}

func newThread(count, size int) *thread {
	s := &thread{size: size}
	for range count {
		s.say()
	}
	return s
}

func (s *thread) say() {
	s.clock++
	s.messages = append(s.messages, said{s.clock, s.clock})
}

// edit changes the message that is the n-th by version.
func (s *thread) edit(n int) {
	if len(s.messages) == 0 {
		return
	}
	n %= len(s.messages)
	changed := s.messages[n]
	s.clock++
	changed.version = s.clock
	s.messages = append(slices.Delete(s.messages, n, n+1), changed)
}

// page answers a link, which holds the versions of the oldest and the newest message
// listed so far.
func (s *thread) page(link string) pages.Page[said] {
	s.asked = append(s.asked, link)
	var oldest, newest int64
	if link != "" {
		if _, err := fmt.Sscanf(link, "%d-%d", &oldest, &newest); err != nil {
			panic(err)
		}
	}
	var newer, older []said
	for _, one := range slices.Backward(s.messages) {
		switch {
		case newest == 0 || one.version < oldest:
			older = append(older, one)
		case one.version > newest:
			newer = append(newer, one)
		}
	}
	if len(newer) > s.size {
		newer = newer[len(newer)-s.size:]
		return pages.Page[said]{Items: newer, NextLink: fmt.Sprintf("%d-%d", oldest, newer[0].version)}
	}
	taken := older[:min(len(older), s.size-len(newer))]
	page := pages.Page[said]{Items: slices.Concat(newer, taken)}
	if len(taken) < len(older) {
		if len(page.Items) > 0 {
			newest = max(newest, page.Items[0].version)
		}
		if len(taken) > 0 {
			oldest = taken[len(taken)-1].version
		}
		page.NextLink = fmt.Sprintf("%d-%d", oldest, newest)
	}
	return page
}

// all is what the thread holds, the newest message first.
func (s *thread) all() []said {
	list := slices.Clone(s.messages)
	slices.SortFunc(list, func(a, b said) int { return int(b.id - a.id) })
	return list
}

func (s *thread) fetch(t *testing.T, f *pages.Feed[said], last int) {
	t.Helper()
	request, needed := f.Need(last, 1)
	if !needed {
		t.Fatal("no page is needed")
	}
	if !f.Loaded(request.Generation, s.page(request.Link)) {
		t.Fatalf("the page for %+v is not taken", request)
	}
}

// settle fetches what is needed for a row until nothing is.
func (s *thread) settle(f *pages.Feed[said], last int) {
	for {
		request, needed := f.Need(min(last, f.Len()-1), 1)
		if !needed {
			return
		}
		f.Loaded(request.Generation, s.page(request.Link))
	}
}

func shown(f *pages.Feed[said]) []said {
	var list []said
	for i := range f.Len() {
		list = append(list, f.At(i))
	}
	return list
}

func wantShown(t *testing.T, f *pages.Feed[said], want ...said) {
	t.Helper()
	if diff := cmp.Diff(want, shown(f), cmp.AllowUnexported(said{})); diff != "" {
		t.Errorf("shown (-want +got):\n%s", diff)
	}
	for i, one := range want {
		if at, found := f.Index(one.key()); !found || at != i {
			t.Errorf("Index(%s) = %d, %v, want %d", one.key(), at, found, i)
		}
	}
}

func TestFeedShowsAnOldItemThatChangedAtItsPlace(t *testing.T) {
	t.Parallel()
	s, f := newThread(6, 3), newFeed()
	s.edit(0) // the first message is the newest change: 1/7
	s.fetch(t, f, -1)
	wantShown(t, f, said{6, 6}, said{5, 5})
	if f.Waiting() != 1 {
		t.Errorf("%d wait", f.Waiting())
	}
	if _, known := f.Index("1"); known {
		t.Error("an item that waits has a row")
	}
	s.fetch(t, f, 1)
	wantShown(t, f, said{6, 6}, said{5, 5}, said{4, 4}, said{3, 3}, said{2, 2}, said{1, 7})
	if f.State() != pages.Complete || f.Waiting() != 0 {
		t.Errorf("%v, %d wait", f.State(), f.Waiting())
	}
}

func TestFeedTakesWhatALaterPageRepeats(t *testing.T) {
	t.Parallel()
	s, f := newThread(6, 3), newFeed()
	s.fetch(t, f, -1)
	wantShown(t, f, said{6, 6}, said{5, 5}, said{4, 4})
	s.say()   // 7
	s.edit(5) // 6 is shown: 6/8
	s.fetch(t, f, 2)
	wantShown(t, f, said{7, 7}, said{6, 8}, said{5, 5}, said{4, 4}, said{3, 3})
	s.fetch(t, f, 4)
	wantShown(t, f, said{7, 7}, said{6, 8}, said{5, 5}, said{4, 4}, said{3, 3}, said{2, 2}, said{1, 1})
}

func TestFeedRefreshReadsOnlyWhatIsNew(t *testing.T) {
	t.Parallel()
	s, f := newThread(100, 10), newFeed()
	for range 5 {
		s.fetch(t, f, f.Len()-1)
	}
	s.say()
	s.edit(70) // 71, shown
	before := len(s.asked)
	f.Refresh()
	if !f.Refreshing() {
		t.Error("it does not refresh")
	}
	s.fetch(t, f, 0)
	if f.Refreshing() || len(s.asked) != before+1 || s.asked[before] != "" {
		t.Errorf("asked for %q", s.asked[before:])
	}
	if f.Len() != 51 || f.At(0).id != 101 {
		t.Errorf("%d shown, from %d on", f.Len(), f.At(0).id)
	}
	if at, _ := f.Index("71"); f.At(at).version != 102 {
		t.Errorf("shown is %+v", f.At(at))
	}
	if diff := cmp.Diff(pages.News{Added: 1, Changed: 1}, f.News()); diff != "" {
		t.Errorf("news (-want +got):\n%s", diff)
	}
	// The way back goes on where it stood.
	s.settle(f, 1000)
	wantShown(t, f, s.all()...)
	counts := map[string]int{}
	for _, link := range s.asked {
		if counts[link]++; link != "" && counts[link] > 1 {
			t.Errorf("asked %d times for %q", counts[link], link)
		}
	}
}

func TestFeedRefreshOverSeveralPages(t *testing.T) {
	t.Parallel()
	s, f := newThread(30, 10), newFeed()
	s.settle(f, 1000)
	for range 25 {
		s.say()
	}
	f.Refresh()
	s.fetch(t, f, 0)
	wantShown(t, f, s.all()[25:]...) // no gap is shown
	s.settle(f, 0)
	wantShown(t, f, s.all()...)
	for range 200 {
		s.say()
	}
	before := len(s.asked)
	f.Refresh()
	s.settle(f, 0)
	if got := len(s.asked) - before; got != 10 || f.Len() != 100 || f.State() != pages.Idle {
		t.Errorf("%d requests, %d shown, %v: it does not start over", got, f.Len(), f.State())
	}
	s.settle(f, 1000)
	wantShown(t, f, s.all()...)
}

func TestFeedRefreshDoesNotWaitForAnOlderPage(t *testing.T) {
	t.Parallel()
	s, f := newThread(30, 10), newFeed()
	s.fetch(t, f, -1)
	late, _ := f.Need(9, 1)
	f.Refresh()
	if f.Loaded(late.Generation, s.page(late.Link)) {
		t.Error("the answer to what was abandoned is taken")
	}
	s.say()
	s.fetch(t, f, 9)
	if f.Len() != 11 || f.State() != pages.Idle {
		t.Errorf("%d shown, %v", f.Len(), f.State())
	}
	again, needed := f.Need(10, 1)
	if !needed || again.Link != late.Link {
		t.Errorf("asked for %+v, %v", again, needed)
	}
}

func TestFeedRenewWaitsForWhatIsUnderWay(t *testing.T) {
	t.Parallel()
	s, f := newThread(30, 10), newFeed()
	s.fetch(t, f, -1)
	older, _ := f.Need(9, 1)
	f.Renew()
	if _, needed := f.Need(9, 1); needed {
		t.Error("two requests at a time")
	}
	f.Loaded(older.Generation, s.page(older.Link))
	if f.Len() != 20 {
		t.Errorf("%d shown", f.Len())
	}
	ahead, needed := f.Need(0, 1)
	if !needed || ahead.Link != "" {
		t.Fatalf("asked for %+v, %v", ahead, needed)
	}
	stale := s.page("")
	s.say()
	f.Renew() // what is under way may not tell of it
	f.Loaded(ahead.Generation, stale)
	s.settle(f, 0)
	if f.At(0).id != 31 {
		t.Errorf("the newest shown is %d", f.At(0).id)
	}
}

func TestFeedFailures(t *testing.T) {
	t.Parallel()
	s, f := newThread(30, 10), newFeed()
	fail := func(last int) {
		t.Helper()
		request, needed := f.Need(last, 1)
		if !needed || !f.Failed(request.Generation, errBroken) {
			t.Fatalf("the failure of %+v is not taken", request)
		}
		if f.Failed(request.Generation, errBroken) {
			t.Error("a failure is taken twice")
		}
	}
	fail(-1)
	if f.State() != pages.Failed || !errors.Is(f.Err(), errBroken) || f.Fetched() != 0 {
		t.Errorf("%v, %v", f.State(), f.Err())
	}
	if _, needed := f.Need(-1, 1); needed {
		t.Error("a failed page is asked for by itself")
	}
	f.Retry()
	s.fetch(t, f, -1)
	fail(9)
	f.Retry()
	s.fetch(t, f, 9)
	if f.Len() != 20 || f.Err() != nil {
		t.Errorf("%d shown, %v", f.Len(), f.Err())
	}
	f.Refresh()
	fail(0)
	if !errors.Is(f.RefreshErr(), errBroken) || f.State() != pages.Idle || f.Len() != 20 {
		t.Errorf("%v, %v, %d shown", f.RefreshErr(), f.State(), f.Len())
	}
	f.Retry()
	s.fetch(t, f, 0)
	if f.RefreshErr() != nil {
		t.Error(f.RefreshErr())
	}
	fail(19)
	f.Refresh() // gives the failed page another chance as well
	s.settle(f, 1000)
	wantShown(t, f, s.all()...)
}

// TestFeedEndsWhereTheServiceRepeatsItself, as Pages does.
func TestFeedEndsWhereTheServiceRepeatsItself(t *testing.T) {
	t.Parallel()
	f := newFeed()
	f.Need(-1, 1)
	f.Loaded(f.Serial(), pages.Page[said]{Items: []said{{1, 1}}, NextLink: "a"})
	for n := 0; f.State() == pages.Idle; n++ {
		if n > 100 {
			t.Fatal("it goes on for ever")
		}
		f.Need(0, 1)
		f.Loaded(f.Serial(), pages.Page[said]{Items: []said{{1, 1}}, NextLink: fmt.Sprint(n)})
	}
	if !errors.Is(f.Err(), pages.ErrNothingNew) {
		t.Error(f.Err())
	}
}

// TestFeedScrollsBackWhileTheThreadLives asks for each page once, and shows each
// message once.
func TestFeedScrollsBackWhileTheThreadLives(t *testing.T) {
	t.Parallel()
	for _, size := range []int{3, 7, 100, 200} {
		s, f := newThread(500, size), newFeed()
		for n := 0; f.State() != pages.Complete; n++ {
			s.fetch(t, f, f.Len()-1)
			s.say()
			s.edit(n * 37)
			if n > 2000 {
				t.Fatalf("pages of %d: no end", size)
			}
		}
		ids := map[int64]bool{}
		for _, one := range shown(f) {
			if ids[one.id] {
				t.Errorf("pages of %d: %d is shown twice", size, one.id)
			}
			ids[one.id] = true
		}
		for id := int64(1); id <= 500; id++ {
			if !ids[id] && slices.Contains(s.messages, said{id, id}) {
				t.Errorf("pages of %d: %d is missing", size, id)
			}
		}
		f.Refresh()
		s.settle(f, 100_000)
		wantShown(t, f, s.all()...)
	}
}

func FuzzFeed(f *testing.F) {
	f.Add([]byte{0, 3, 0, 3, 1, 2, 4, 3, 0, 3, 5, 3})
	f.Add([]byte("what people write while somebody scrolls, and what they take back"))
	f.Fuzz(func(t *testing.T, script []byte) {
		s, feed := newThread(40, 4), newFeed()
		var flying []pages.Request
		for i, step := range script {
			switch step % 8 {
			case 0, 1:
				if request, needed := feed.Need(i%(feed.Len()+1)-1, 3); needed {
					flying = append(flying, request)
				}
			case 2:
				s.say()
			case 3, 4:
				if len(flying) > 0 {
					request := flying[0]
					flying = flying[1:]
					feed.Loaded(request.Generation, s.page(request.Link))
				}
			case 5:
				s.edit(int(step) * (i + 1))
			case 6:
				if len(flying) > 0 {
					feed.Failed(flying[len(flying)-1].Generation, errBroken)
				}
				feed.Retry()
			case 7:
				if step > 100 {
					feed.Refresh()
				} else {
					feed.Renew()
				}
			}
			inOrder(t, feed)
		}
		for _, request := range flying {
			feed.Failed(request.Generation, errBroken)
		}
		feed.Refresh()
		s.settle(feed, 100_000)
		wantShown(t, feed, s.all()...)
	})
}

func inOrder(t *testing.T, f *pages.Feed[said]) {
	t.Helper()
	for i := range f.Len() {
		if i > 0 && f.At(i-1).id <= f.At(i).id {
			t.Fatalf("out of order: %v", shown(f))
		}
		if at, is := f.Index(f.At(i).key()); !is || at != i {
			t.Fatalf("Index(%s) = %d, %v, want %d", f.At(i).key(), at, is, i)
		}
	}
}
