package pages

import (
	"cmp"
	"slices"
	"strconv"
)

func decimal(n int64) string { return strconv.FormatInt(n, 10) }

// State is how far the way back is. A page that a refresh did not wait for counts as
// not asked for yet.
func (f *Feed[T]) State() State {
	if f.abandoned {
		return Idle
	}
	return f.walk.State()
}

// Err is why an older page did not come; nil unless the state is Failed.
func (f *Feed[T]) Err() error {
	if f.abandoned {
		return nil
	}
	return f.walk.Err()
}

// Refreshing reports whether a page of a refresh is under way, or about to be.
func (f *Feed[T]) Refreshing() bool {
	return f.underWay == forward || (f.wanted && f.walk.Fetched() > 0)
}

// RefreshErr is why the last refresh failed; nil where it did not.
func (f *Feed[T]) RefreshErr() error { return f.aheadErr }

// News is what the last refresh brought into the list.
func (f *Feed[T]) News() News { return f.news }

// Serial is the number of the newest request.
func (f *Feed[T]) Serial() uint64 { return f.serial }

// Fetched is how many pages the way back has come; 0 means that none has ever
// arrived.
func (f *Feed[T]) Fetched() int { return f.walk.Fetched() }

// Len is the number of items shown. It is all there was in the state Complete only.
func (f *Feed[T]) Len() int { return len(f.shown) }

// At is the item at index i, which must be in 0 to Len()-1; 0 is the newest.
func (f *Feed[T]) At(i int) T { return f.shown[i] }

// Waiting is how many items are known but stand further back than all that is shown:
// they changed lately.
func (f *Feed[T]) Waiting() int { return len(f.waiting) }

// Index finds the item shown with this key.
func (f *Feed[T]) Index(key string) (int, bool) {
	known, is := f.known[key]
	if !is {
		return 0, false
	}
	return slices.BinarySearchFunc(f.shown, key, func(item T, key string) int {
		other := f.order.Key(item)
		return cmp.Or(cmp.Compare(known.place, f.known[other].place), cmp.Compare(key, other))
	})
}
