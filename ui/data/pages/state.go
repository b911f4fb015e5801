package pages

import "slices"

// State is how far the fetching is.
type State int

const (
	// Idle is the state where there may be more and nothing is under way, as in
	// a new list.
	Idle State = iota
	// Loading is the state while one page is under way.
	Loading
	// Failed is the state where a page did not come: Err says why, Retry asks
	// again.
	Failed
	// Complete is the state where all that the service has is loaded, from the first
	// item to the last.
	Complete
)

// String is the state's name, for tests and logs.
func (s State) String() string {
	switch s {
	case Idle:
		return "idle"
	case Loading:
		return "loading"
	case Failed:
		return "failed"
	case Complete:
		return "complete"
	default:
		return "unknown state"
	}
}

// State is how far the fetching is.
func (p *Pages[T]) State() State {
	only := p.stretches[0]
	switch {
	case p.under != nil:
		return Loading
	case p.Err() != nil:
		return Failed
	case len(p.stretches) == 1 && only.offset == 0 && only.ended:
		return Complete
	}
	return Idle
}

// Err is why a page did not come, of several the first.
func (p *Pages[T]) Err() error {
	if p.under != nil {
		return nil
	}
	for _, s := range p.stretches {
		if s.err != nil {
			return s.err
		}
	}
	return nil
}

// Generation is the number of the present generation, 0 before the first
// Refresh or Jump.
func (p *Pages[T]) Generation() uint64 { return p.generation }

// Stretches are what is loaded, in the service's order. One without items waits for
// its first page. The slice is to be read, not beyond the next call.
func (p *Pages[T]) Stretches() []*Stretch[T] { return slices.Clip(p.stretches) }

// LoadingOf reports whether the page under way is one behind a stretch.
func (p *Pages[T]) LoadingOf(s *Stretch[T]) bool { return p.under == s }

// Len is the number of items loaded. It is no total; only in the state
// Complete is it all there was.
func (p *Pages[T]) Len() int { return len(p.items) }

// At is the item at index i, which must be in 0 to Len()-1.
func (p *Pages[T]) At(i int) T { return p.items[i] }

// Items are the items loaded, in the service's order. The slice is the list's
// own: it is to be read, not written, and not beyond the next call.
func (p *Pages[T]) Items() []T { return slices.Clip(p.items) }

// Index finds the item with this key.
func (p *Pages[T]) Index(key string) (int, bool) {
	i, found := p.index[key]
	return i, found
}

// Numbered finds the item with a number in the service's list, counting from 0.
func (p *Pages[T]) Numbered(number int) (at int, loaded bool) {
	for _, s := range p.stretches {
		if number >= s.offset && number < s.offset+s.Len() {
			return at + number - s.offset, true
		}
		at += s.Len()
	}
	return 0, false
}

// Older is how many of the items are of before the list started over: the service has
// not been asked for them again.
func (p *Pages[T]) Older() int {
	n := 0
	for _, s := range p.stretches {
		n += len(s.rest)
	}
	return n
}

// Duplicates is how many items were dropped because they were in the list
// already. Paging is not a snapshot: who joins or leaves while one pages moves
// the others, and the same movement may also have hidden an item.
func (p *Pages[T]) Duplicates() int { return p.duplicates }

// Fetched is how many pages have come since the list started over. 0 means that no page
// has ever arrived.
func (p *Pages[T]) Fetched() int { return p.fetched }

// Refreshing reports whether the first page after Refresh is under way while the items
// of before are still shown.
func (p *Pages[T]) Refreshing() bool { return p.replacing && p.under != nil && p.fetched > 0 }

// Stale reports whether the items are those of before a Refresh: its first page is under
// way or has failed.
func (p *Pages[T]) Stale() bool { return p.replacing && p.fetched > 0 }
