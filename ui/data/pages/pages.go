// Package pages is the state of a list that is fetched page by page as it is
// scrolled. It is pure: it says which page to fetch and is told what came of
// it; who fetches, and how, it does not know.
//
// What is loaded is a row of stretches: parts of the service's list without a gap.
// A jump begins a further stretch, and a stretch that reaches the next one joins it.
//
// What it guarantees: at the most one request of the present generation is
// under way; a page that failed is not asked for again until Retry; no item
// stands in the list twice; what is loaded stays until the service has been asked
// again; a service that sends empty pages or repeats its links ends in an error, not
// in a loop; answers to what is no longer wanted change nothing.
package pages

import (
	"errors"
	"fmt"
	"slices"
)

// maximumBarren is how many pages in a row may bring nothing new before the
// fetching stops. The service may send an empty page with a link to the next;
// the limit is a choice of ours.
const maximumBarren = 20

var (
	// ErrRepeatedLink is the error after a page whose link to the next page
	// leads to one that was fetched before. The page's own items are kept.
	ErrRepeatedLink = errors.New("the service's link to the next page leads back to an earlier page")
	// ErrEmptyPages is the error after 20 pages in a row without any item.
	ErrEmptyPages = fmt.Errorf("the service sends empty pages: %d in a row", maximumBarren)
	// ErrNothingNew is the error after 20 pages in a row with only items that
	// were in the list already, or none.
	ErrNothingNew = fmt.Errorf("the service repeats itself: %d pages in a row without a new item", maximumBarren)

	errUnnamed = errors.New("the page failed without a reason")
)

// Request is a page to fetch.
type Request struct {
	// Generation belongs into the answer: Loaded or Failed.
	Generation uint64
	// Link is the service's link to the page, "" for the first page of a stretch.
	Link string
	// Skip is how many items of the service's list come before the page; it is 0 with
	// a Link.
	Skip int
}

// Page is what came.
type Page[T any] struct {
	Items []T
	// NextLink leads to the next page, "" after the last one.
	NextLink string
}

// Pages is the list and the state of its fetching. Not safe for concurrent
// use: it lives where the screen's messages are handled.
type Pages[T any] struct {
	key        func(T) string
	stable     bool
	generation uint64
	// newest is the newest generation of this list and of those read beside it.
	newest *uint64

	// stretches are in the service's order.
	stretches []*Stretch[T]
	// under is the stretch that the page under way is for; nil for none.
	under *Stretch[T]
	// replacing says that no page has come since the list started over.
	replacing  bool
	duplicates int
	fetched    int

	// items and index are what the stretches hold, made anew by rebuild.
	items []T
	index map[string]int
}

// New returns an empty list, ready for Need. key names an item; items with the
// same key are the same item, items with an empty key are always different.
func New[T any](key func(T) string) *Pages[T] {
	p := &Pages[T]{key: key, newest: new(uint64), index: map[string]int{}}
	p.stretches = []*Stretch[T]{newStretch[T](0)}
	return p
}

// Stable returns the list, whose service keeps the order of the items, new ones last:
// what a page passes over is there no more.
func (p *Pages[T]) Stable() *Pages[T] {
	p.stable = true
	return p
}

// Need asks whether a page is to be fetched now that the rows from the cursor's to
// lastVisible (-1: none) are on the screen and margin rows after it should be ready
// (with a margin of 0 none ever is); while there are no items at all, one always is. It
// is to be called after every move of the cursor, arrival of a page and change of size.
// With true the page counts as under way, and the answer must come to Loaded
// or Failed.
func (p *Pages[T]) Need(cursor, lastVisible, margin int) (Request, bool) {
	switch {
	case p.under != nil || p.Stale():
		return Request{}, false
	case len(p.items) == 0:
		return p.NeedNext()
	}
	first := 0
	for _, s := range p.stretches {
		behind := first + s.Len()
		if cursor < behind && first <= lastVisible && lastVisible >= first+len(s.items)-margin && s.goesOn() {
			return p.start(s), true
		}
		first = behind
	}
	return Request{}, false
}

// NeedNext asks for the first page that is not loaded, whatever is on the screen.
func (p *Pages[T]) NeedNext() (Request, bool) {
	if p.under != nil {
		return Request{}, false
	}
	if p.stretches[0].offset > 0 {
		p.insert(newStretch[T](0))
	}
	for _, s := range p.stretches {
		if s.err != nil {
			return Request{}, false
		}
		if s.goesOn() {
			return p.start(s), true
		}
	}
	return Request{}, false
}

// NeedOlder asks for the first page of what is loaded that is of before the list
// started over.
func (p *Pages[T]) NeedOlder() (Request, bool) {
	if p.under != nil {
		return Request{}, false
	}
	for _, s := range p.stretches {
		if len(s.rest) > 0 && s.goesOn() {
			return p.start(s), true
		}
	}
	return Request{}, false
}

// NeedBehind asks for the page behind a stretch.
func (p *Pages[T]) NeedBehind(s *Stretch[T]) (Request, bool) {
	if p.under != nil || !slices.Contains(p.stretches, s) || !s.goesOn() {
		return Request{}, false
	}
	return p.start(s), true
}

// NeedBefore asks for the page of some size that ends where a stretch begins. It takes
// one item of the stretch in, where it can, so that what lies between is known to be
// all.
func (p *Pages[T]) NeedBefore(s *Stretch[T], size int) (Request, bool) {
	n := slices.Index(p.stretches, s)
	if p.under != nil || n < 0 {
		return Request{}, false
	}
	var above *Stretch[T]
	floor := 0
	if n > 0 {
		above = p.stretches[n-1]
		floor = above.offset + above.Len()
	}
	if s.offset <= floor {
		return Request{}, false
	}
	skip := max(floor, s.offset-max(1, size-1))
	if skip == floor && above != nil && len(above.rest) == 0 {
		return p.NeedBehind(above)
	}
	between := newStretch[T](skip)
	p.insert(between)
	return p.start(between), true
}

// insert puts a stretch into its place.
func (p *Pages[T]) insert(s *Stretch[T]) {
	n := slices.IndexFunc(p.stretches, func(other *Stretch[T]) bool { return other.offset > s.offset })
	if n < 0 {
		n = len(p.stretches)
	}
	p.stretches = slices.Insert(p.stretches, n, s)
}

// start puts a stretch's next request under way.
func (p *Pages[T]) start(s *Stretch[T]) Request {
	p.under, s.err, s.asked = s, nil, s.next()
	request := s.asked
	request.Generation = p.generation
	return request
}

// Retry asks for the page that failed once more, of several the first. It answers false
// where none failed, or only in a way that is Final. After ErrRepeatedLink it is the page
// that held the bad link; after ErrEmptyPages and ErrNothingNew the fetching goes on for
// another 20.
func (p *Pages[T]) Retry() (Request, bool) {
	for _, s := range p.stretches {
		if s.err != nil && !IsFinal(s.err) {
			return p.RetryOf(s)
		}
	}
	return Request{}, false
}

// RetryOf is Retry for the page behind one stretch.
func (p *Pages[T]) RetryOf(s *Stretch[T]) (Request, bool) {
	if p.under != nil || s.err == nil || IsFinal(s.err) || !slices.Contains(p.stretches, s) {
		return Request{}, false
	}
	s.barren, s.empty = 0, 0
	return p.start(s), true
}

// Refresh starts a new generation at the first page. Whatever is loaded stays until
// the service has said what there is now; answers to earlier requests no longer
// count, and whoever made them may cancel them.
func (p *Pages[T]) Refresh() Request {
	p.advance()
	p.under, p.replacing = nil, true
	p.stretches = slices.DeleteFunc(p.stretches, func(s *Stretch[T]) bool { return s.Len() == 0 })
	for _, s := range p.stretches {
		s.reset()
	}
	if len(p.stretches) == 0 || p.stretches[0].offset > 0 {
		p.insert(newStretch[T](0))
	}
	return p.start(p.stretches[0])
}

// Jump goes to the item with number skip, counting from 0 (less than 0 counts as 0).
// Where it is loaded, nothing is asked for. Else a new stretch begins there, in a new
// generation: a page that is under way is not waited for.
func (p *Pages[T]) Jump(skip int) (Request, bool) {
	skip = max(skip, 0)
	if _, loaded := p.Numbered(skip); loaded {
		return Request{}, false
	}
	p.advance()
	p.under = nil
	if p.replacing {
		// What was to be asked for again is as soon as it is reached.
		p.replacing, p.stretches[0].err = false, nil
	}
	p.stretches = slices.DeleteFunc(p.stretches, func(s *Stretch[T]) bool { return s.Len() == 0 })
	for _, s := range p.stretches {
		if s.offset+s.Len() == skip && len(s.rest) == 0 && (s.began && !s.ended) {
			return p.start(s), true
		}
	}
	s := newStretch[T](skip)
	p.insert(s)
	return p.start(s), true
}

// Loaded takes in the page that was asked for. It answers false, and does
// nothing, where none is under way or the generation is not the present one.
func (p *Pages[T]) Loaded(generation uint64, page Page[T]) (accepted bool) {
	if p.under == nil || generation != p.generation {
		return false
	}
	s := p.under
	p.under = nil
	if p.replacing {
		p.replacing, p.duplicates, p.fetched = false, 0, 0
	}
	if !s.repeated {
		p.fetched++
	}
	p.add(s, page)
	p.rebuild()
	return true
}

// Failed says that the page under way did not come, and why. It answers false,
// and does nothing, where none is under way or the generation is not the
// present one.
func (p *Pages[T]) Failed(generation uint64, err error) (accepted bool) {
	if p.under == nil || generation != p.generation {
		return false
	}
	if err == nil {
		err = errUnnamed
	}
	p.under.err, p.under = err, nil
	return true
}

// rebuild makes items and index anew of what the stretches hold.
func (p *Pages[T]) rebuild() {
	p.stretches = slices.DeleteFunc(p.stretches, func(s *Stretch[T]) bool { return s.Len() == 0 && !s.began && s.err == nil && s.wanted == 0 })
	if len(p.stretches) == 0 {
		p.stretches = []*Stretch[T]{newStretch[T](0)}
	}
	n := 0
	for _, s := range p.stretches {
		n += s.Len()
	}
	p.items = slices.Grow([]T(nil), n)
	for _, s := range p.stretches {
		p.items = append(append(p.items, s.items...), s.rest...)
	}
	p.index = make(map[string]int, n)
	for at, item := range p.items {
		if key := p.key(item); key != "" {
			p.index[key] = at
		}
	}
}
