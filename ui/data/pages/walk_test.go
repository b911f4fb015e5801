package pages_test

import (
	"fmt"
	"slices"
	"testing"

	"acs-chat-tui/ui/data/pages"
)

// service is a list on a server whose members change while it is paged.
type service struct {
	members []int
	joined  int
	size    int
}

func (s *service) page(skip int) pages.Page[string] {
	var got pages.Page[string]
	for _, member := range s.members[min(skip, len(s.members)):min(skip+s.size, len(s.members))] {
		got.Items = append(got.Items, fmt.Sprint(member))
	}
	if skip+s.size < len(s.members) {
		got.NextLink = fmt.Sprint(skip + s.size)
	}
	return got
}

// walker drives Pages as a screen and a network would, at the whim of bytes.
type walker struct {
	t        *testing.T
	pages    *pages.Pages[string]
	service  *service
	flying   []pages.Request // every request without an answer, stale ones too
	requests int
	answers  int // pages and failures accepted
	restarts int
	// changed says that members have joined or left since the beginning.
	changed bool
	loaded  map[string]bool
}

func (w *walker) step(choice, argument byte) {
	p := w.pages
	stretch := p.Stretches()[int(argument)%len(p.Stretches())]
	at := int(argument) % (p.Len() + 1)
	switch choice % 14 {
	case 0, 1:
		w.sendIf(p.Need(at-1, min(at+3, p.Len()-1), 5))
	case 2:
		w.sendIf(p.NeedNext())
	case 3, 4, 5:
		w.answer(int(argument), false)
	case 6:
		w.answer(int(argument), true)
	case 7:
		w.sendIf(p.Retry())
	case 8:
		w.sendIf(p.RetryOf(stretch))
	case 9:
		w.restarts++
		w.send(p.Refresh())
	case 10:
		w.restarts++
		w.sendIf(p.Jump(int(argument) % 40))
	case 11:
		w.sendIf(p.NeedBefore(stretch, 1+int(argument)%5))
	case 12:
		if argument%2 == 0 {
			w.sendIf(p.NeedBehind(stretch))
		} else {
			w.sendIf(p.NeedOlder())
		}
	case 13:
		w.change(argument)
	}
}

func (w *walker) sendIf(request pages.Request, needed bool) {
	if needed {
		w.send(request)
	}
}

func (w *walker) send(request pages.Request) {
	w.requests++
	if request.Generation != w.pages.Generation() {
		w.t.Fatalf("a request of generation %d in generation %d", request.Generation, w.pages.Generation())
	}
	for _, other := range w.flying {
		if other.Generation == request.Generation {
			w.t.Fatalf("two requests of one generation under way: %+v and %+v", other, request)
		}
	}
	w.flying = append(w.flying, request)
}

// answer answers one of the requests under way, in any order.
func (w *walker) answer(which int, fail bool) {
	if len(w.flying) == 0 {
		return
	}
	which %= len(w.flying)
	request := w.flying[which]
	w.flying = slices.Delete(w.flying, which, which+1)
	var accepted bool
	if fail {
		accepted = w.pages.Failed(request.Generation, errBroken)
	} else {
		skip := request.Skip
		if request.Link != "" {
			if _, err := fmt.Sscan(request.Link, &skip); err != nil {
				w.t.Fatalf("a link that the service never sent: %q", request.Link)
			}
		}
		accepted = w.pages.Loaded(request.Generation, w.service.page(skip))
	}
	if accepted != (request.Generation == w.pages.Generation()) {
		w.t.Fatalf("answer of generation %d accepted in generation %d: %v", request.Generation, w.pages.Generation(), accepted)
	}
	if accepted {
		w.answers++
	}
}

// change has members join at the end or leave anywhere.
func (w *walker) change(argument byte) {
	w.changed = true
	if argument%2 == 0 || len(w.service.members) == 0 {
		w.service.join()
		return
	}
	i := int(argument) % len(w.service.members)
	w.service.members = slices.Delete(w.service.members, i, i+1)
}

func (s *service) join() {
	s.joined++
	s.members = append(s.members, s.joined)
}

func (w *walker) check() {
	flying := 0
	for _, request := range w.flying {
		if request.Generation == w.pages.Generation() {
			flying++
		}
	}
	if (flying == 1) != (w.pages.State() == pages.Loading) {
		w.t.Fatalf("%d requests under way in state %v", flying, w.pages.State())
	}
	if (w.pages.Err() != nil) != (w.pages.State() == pages.Failed) {
		w.t.Fatalf("error %v in state %v", w.pages.Err(), w.pages.State())
	}
	if w.requests > w.answers+w.restarts+1 {
		w.t.Fatalf("%d requests for %d answers and %d restarts", w.requests, w.answers, w.restarts)
	}
	loaded := map[string]bool{}
	for i, item := range w.pages.Items() {
		if loaded[item] {
			w.t.Fatalf("%q stands in the list twice: %v", item, w.pages.Items())
		}
		loaded[item] = true
		if at, found := w.pages.Index(item); !found || at != i {
			w.t.Fatalf("Index(%q) = %d, %v, want %d", item, at, found, i)
		}
	}
	w.checkStretches(loaded)
	w.loaded = loaded
}

// checkStretches: they follow one another, and where the service's list has not changed,
// they are parts of it, and nothing that was loaded is lost.
func (w *walker) checkStretches(loaded map[string]bool) {
	at, end := 0, -1
	for _, s := range w.pages.Stretches() {
		items := w.pages.Items()[at : at+s.Len()]
		at += s.Len()
		if w.changed {
			continue
		}
		if s.Offset() < end {
			w.t.Fatalf("a stretch at %d reaches over one that begins at %d", end, s.Offset())
		}
		end = s.Offset() + s.Len()
		for n, item := range items {
			if number := s.Offset() + n; item != fmt.Sprint(w.service.members[number]) {
				w.t.Fatalf("number %d is %q: %v at %d", number, item, items, s.Offset())
			}
		}
	}
	if at != w.pages.Len() {
		w.t.Fatalf("%d items in stretches, %d in all", at, w.pages.Len())
	}
	for item := range w.loaded {
		if !w.changed && !loaded[item] {
			w.t.Fatalf("%q was loaded, and is not any more: %v", item, w.pages.Items())
		}
	}
}

// finish loads all that is left, from the first item on.
func (w *walker) finish() {
	w.restarts++
	w.send(w.pages.Refresh())
	for range 1000 {
		w.answer(len(w.flying)-1, false)
		w.check()
		switch w.pages.State() {
		case pages.Complete:
			var want []string
			for _, member := range w.service.members {
				want = append(want, fmt.Sprint(member))
			}
			if got := w.pages.Items(); !slices.Equal(got, want) {
				w.t.Fatalf("all is %v, want %v", got, want)
			}
			return
		case pages.Failed:
			w.sendIf(w.pages.Retry())
		case pages.Idle:
			w.sendIf(w.pages.NeedNext())
		case pages.Loading:
		}
	}
	w.t.Fatalf("not loaded after 1000 requests: %v", w.pages.Items())
}

func FuzzPages(f *testing.F) {
	f.Add([]byte{0, 0, 3, 0, 0, 0, 6, 0, 7, 0, 3, 0, 9, 0, 3, 1, 3, 0}, true)
	f.Add([]byte{0, 0, 10, 11, 10, 22, 3, 2, 3, 0, 3, 0, 13, 1, 13, 3, 0, 4, 3, 0, 0, 9, 3, 0}, true)
	f.Add([]byte{0, 0, 3, 0, 10, 20, 3, 0, 11, 1, 3, 0, 9, 0, 3, 0, 12, 1, 3, 0, 2, 0, 3, 0}, false)
	f.Add([]byte("the keys that somebody hits while the network does as it likes, for a while"), true)
	f.Fuzz(func(t *testing.T, script []byte, stable bool) {
		w := &walker{t: t, pages: newPages(), service: &service{size: 4}}
		if stable {
			w.pages.Stable()
		}
		for w.service.joined < 30 {
			w.service.join()
		}
		for i := 0; i+1 < min(len(script), 400); i += 2 {
			w.step(script[i], script[i+1])
			w.check()
		}
		w.finish()
	})
}

// TestPagesEveryItemOnce scrolls to the end of an unchanging list and counts.
func TestPagesEveryItemOnce(t *testing.T) {
	t.Parallel()
	for _, size := range []int{1, 7, 100, 250, 300} {
		w := &walker{t: t, pages: newPages(), service: &service{size: size}}
		for w.service.joined < 250 {
			w.service.join()
		}
		for row := 0; w.pages.State() != pages.Complete; row = min(row+1, w.pages.Len()) {
			if request, wanted := w.pages.Need(row-1, row, 30); wanted {
				w.send(request)
			}
			w.answer(0, false)
			w.check()
		}
		if want := (250 + size - 1) / size; w.pages.Len() != 250 || w.requests != want {
			t.Errorf("pages of %d: %d items in %d requests, want 250 in %d", size, w.pages.Len(), w.requests, want)
		}
	}
}
