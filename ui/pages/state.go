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
	// Complete is the state where the service has no further page.
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
func (p *Pages[T]) State() State { return p.state }

// Err is why the fetching stopped, nil unless the state is Failed.
func (p *Pages[T]) Err() error { return p.err }

// Generation is the number of the present generation, 0 before the first
// Refresh or Jump.
func (p *Pages[T]) Generation() uint64 { return p.generation }

// Len is the number of items loaded. It is no total; only in the state
// Complete, and with an Offset of 0, is it all there was.
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

// Offset is the number of the first item in the service's whole list, counting
// from 0: what Jump skipped.
func (p *Pages[T]) Offset() int { return p.offset }

// Duplicates is how many items were dropped because they were in the list
// already. Paging is not a snapshot: who joins or leaves while one pages moves
// the others, and the same movement may also have hidden an item.
func (p *Pages[T]) Duplicates() int { return p.duplicates }

// Fetched is how many pages the items came in. 0 means that no page has ever
// arrived.
func (p *Pages[T]) Fetched() int { return p.fetched }

// Refreshing reports whether the first page after Refresh or Jump is under way
// while the items of before are still shown.
func (p *Pages[T]) Refreshing() bool { return p.replacing && p.state == Loading && p.fetched > 0 }

// Stale reports whether the items are those of before a Refresh or Jump: its
// first page is under way or has failed.
func (p *Pages[T]) Stale() bool { return p.replacing && p.fetched > 0 }
