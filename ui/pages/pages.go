// Package pages is the state of a list that is fetched page by page as it is
// scrolled. It is pure: it says which page to fetch and is told what came of
// it; who fetches, and how, it does not know.
//
// What it guarantees: at the most one request of the present generation is
// under way; a page that failed is not asked for again until Retry; no item
// stands in the list twice; a service that sends empty pages or repeats its
// links ends in an error, not in a loop; answers to what is no longer wanted
// change nothing.
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
	// Link is the service's link to the page, "" for the first page.
	Link string
	// Skip is how many items the first page leaves out; it is 0 with a Link.
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
	generation uint64
	// newest is the newest generation of this list and of those read beside it.
	newest *uint64
	state  State
	err    error

	// The list as it stands.
	items      []T
	index      map[string]int
	offset     int
	duplicates int
	fetched    int

	// The way on.
	request   Request             // under way, or failed, or the next one
	visited   map[string]struct{} // links fetched in this generation
	barren    int                 // pages in a row without a new item
	empty     int                 // of these, how many were empty
	repeated  bool                // the page under way was accepted once before
	replacing bool                // items are of an earlier generation
}

// New returns an empty list, ready for Need. key names an item; items with the
// same key are the same item, items with an empty key are always different.
func New[T any](key func(T) string) *Pages[T] {
	return &Pages[T]{key: key, newest: new(uint64), index: map[string]int{}, visited: map[string]struct{}{}}
}

// Need asks whether a page is to be fetched now that the row lastVisible (-1:
// none) is on the screen and margin rows after it should be ready (with a margin
// of 0 none ever is); while there are no items at all, one always is. It is to be
// called after every move of the cursor, arrival of a page and change of size.
// With true the page counts as under way, and the answer must come to Loaded
// or Failed.
func (p *Pages[T]) Need(lastVisible, margin int) (Request, bool) {
	if p.state != Idle || len(p.items) > 0 && lastVisible < len(p.items)-margin {
		return Request{}, false
	}
	return p.start(), true
}

// start puts the next request under way.
func (p *Pages[T]) start() Request {
	p.state, p.err = Loading, nil
	p.request.Generation = p.generation
	return p.request
}

// Retry asks for the page that failed once more. It answers false in every
// other state, and after an error that is Final. After ErrRepeatedLink it is the page that held the bad link;
// after ErrEmptyPages and ErrNothingNew the fetching goes on for another 20.
func (p *Pages[T]) Retry() (Request, bool) {
	if p.state != Failed || IsFinal(p.err) {
		return Request{}, false
	}
	p.barren, p.empty = 0, 0
	return p.start(), true
}

// Refresh starts a new generation at the first page. The items stay until that
// page has arrived; answers to earlier requests no longer count, and whoever
// made them may cancel them. To refresh a list that was entered by Jump where
// it stands, use Jump(p.Offset()).
func (p *Pages[T]) Refresh() Request { return p.Jump(0) }

// Jump starts a new generation at the item with number skip, counting from 0
// (less than 0 counts as 0). The items, and Offset, stay until that page has
// arrived.
func (p *Pages[T]) Jump(skip int) Request {
	p.advance()
	p.replacing = true
	p.request = Request{Skip: max(skip, 0)}
	p.visited = map[string]struct{}{}
	p.barren, p.empty, p.repeated = 0, 0, false
	return p.start()
}

// Loaded takes in the page that was asked for. It answers false, and does
// nothing, where none is under way or the generation is not the present one.
func (p *Pages[T]) Loaded(generation uint64, page Page[T]) (accepted bool) {
	if p.state != Loading || generation != p.generation {
		return false
	}
	if p.replacing || p.fetched == 0 {
		p.begin()
	}
	before := len(p.items)
	p.append(page.Items)
	if !p.repeated {
		p.fetched++
	}
	if p.request.Link != "" {
		p.visited[p.request.Link] = struct{}{}
	}
	p.countBarren(len(p.items) > before, len(page.Items) == 0)
	p.proceed(page.NextLink)
	return true
}

// begin replaces the items of an earlier generation.
func (p *Pages[T]) begin() {
	p.items, p.index = nil, map[string]int{}
	p.offset, p.duplicates, p.fetched = p.request.Skip, 0, 0
	p.replacing = false
}

func (p *Pages[T]) append(items []T) {
	p.items = slices.Grow(p.items, len(items))
	for _, item := range items {
		key := p.key(item)
		if key == "" {
			if !p.repeated {
				p.items = append(p.items, item)
			}
			continue
		}
		if _, known := p.index[key]; known {
			if !p.repeated {
				p.duplicates++
			}
			continue
		}
		p.index[key] = len(p.items)
		p.items = append(p.items, item)
	}
}

func (p *Pages[T]) countBarren(anythingNew, empty bool) {
	if anythingNew {
		p.barren, p.empty = 0, 0
		return
	}
	p.barren++
	if empty {
		p.empty++
	}
}

// proceed decides what comes after an accepted page.
func (p *Pages[T]) proceed(nextLink string) {
	if nextLink == "" {
		p.state = Complete
		return
	}
	if _, known := p.visited[nextLink]; known {
		p.state, p.err, p.repeated = Failed, ErrRepeatedLink, true
		return
	}
	p.request, p.repeated = Request{Link: nextLink}, false
	switch {
	case p.barren < maximumBarren:
		p.state = Idle
	case p.empty == p.barren:
		p.state, p.err = Failed, ErrEmptyPages
	default:
		p.state, p.err = Failed, ErrNothingNew
	}
}

// Failed says that the page under way did not come, and why. It answers false,
// and does nothing, where none is under way or the generation is not the
// present one.
func (p *Pages[T]) Failed(generation uint64, err error) (accepted bool) {
	if p.state != Loading || generation != p.generation {
		return false
	}
	if err == nil {
		err = errUnnamed
	}
	p.state, p.err = Failed, err
	return true
}
