package pages_test

import (
	"fmt"
	"slices"
	"testing"

	"acs-chat-tui/ui/pages"
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
}

func (w *walker) step(choice, argument byte) {
	switch choice % 9 {
	case 0, 1, 2:
		last := int(argument) % (w.pages.Len() + 1)
		if request, wanted := w.pages.Need(last-1, 5); wanted {
			w.send(request)
		}
	case 3, 4:
		w.answer(int(argument), false)
	case 5:
		w.answer(int(argument), true)
	case 6:
		if request, again := w.pages.Retry(); again {
			w.send(request)
		}
	case 7:
		w.restarts++
		if argument%2 == 0 {
			w.send(w.pages.Refresh())
		} else {
			w.send(w.pages.Jump(int(argument)))
		}
	case 8:
		w.change(argument)
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
	if argument%2 == 0 || len(w.service.members) == 0 {
		w.service.joined++
		w.service.members = append(w.service.members, w.service.joined)
		return
	}
	i := int(argument) % len(w.service.members)
	w.service.members = slices.Delete(w.service.members, i, i+1)
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
	previous := 0
	for i, item := range w.pages.Items() {
		var member int
		if _, err := fmt.Sscan(item, &member); err != nil {
			w.t.Fatalf("item %q: %v", item, err)
		}
		// Members join at the end only, so the service's order is ascending.
		if member <= previous {
			w.t.Fatalf("order lost, or an item twice: %v", w.pages.Items())
		}
		previous = member
		if at, found := w.pages.Index(item); !found || at != i {
			w.t.Fatalf("Index(%q) = %d, %v, want %d", item, at, found, i)
		}
	}
}

func FuzzPages(f *testing.F) {
	f.Add([]byte{0, 0, 3, 0, 0, 0, 5, 0, 6, 0, 3, 0, 7, 0, 3, 1, 3, 0})
	f.Add([]byte{0, 0, 7, 1, 7, 2, 3, 2, 3, 0, 3, 0, 8, 1, 8, 3, 0, 4, 3, 0, 0, 9, 3, 0})
	f.Add([]byte("the keys that somebody hits while the network does as it likes, for a while"))
	f.Fuzz(func(t *testing.T, script []byte) {
		w := &walker{t: t, pages: newPages(), service: &service{size: 4}}
		for w.service.joined < 30 {
			w.change(0)
		}
		for i := 0; i+1 < len(script); i += 2 {
			w.step(script[i], script[i+1])
			w.check()
		}
	})
}

// TestPagesEveryItemOnce scrolls to the end of an unchanging list and counts.
func TestPagesEveryItemOnce(t *testing.T) {
	t.Parallel()
	for _, size := range []int{1, 7, 100, 250, 300} {
		w := &walker{t: t, pages: newPages(), service: &service{size: size}}
		for w.service.joined < 250 {
			w.change(0)
		}
		for row := 0; w.pages.State() != pages.Complete; row = min(row+1, w.pages.Len()) {
			if request, wanted := w.pages.Need(row, 30); wanted {
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
