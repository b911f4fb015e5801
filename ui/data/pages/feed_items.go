package pages

import (
	"cmp"
	"slices"
)

// take keeps items, each in its newest version, and counts those shown that changed.
func (f *Feed[T]) take(items []T) (changed int) {
	for _, item := range items {
		key, version := f.order.Key(item), f.order.Version(item)
		known, is := f.known[key]
		if is && version <= known.version {
			continue
		}
		if !is {
			known.place = f.order.Place(item)
		}
		known.version = version
		f.known[key] = known
		if at, shown := f.Index(key); shown {
			f.shown[at] = item
			changed++
		} else {
			f.waiting[key] = item
		}
	}
	return changed
}

// release shows the items that waited, as far as their neighbours are known.
func (f *Feed[T]) release() {
	var ready []T
	for key, item := range f.waiting {
		if f.walk.State() == Complete || f.known[key].place >= f.frontier {
			ready = append(ready, item)
			delete(f.waiting, key)
		}
	}
	if len(ready) == 0 {
		return
	}
	slices.SortFunc(ready, f.compare)
	if n := len(f.shown); n == 0 || f.compare(f.shown[n-1], ready[0]) < 0 {
		f.shown = append(f.shown, ready...)
		return
	}
	merged := make([]T, 0, len(f.shown)+len(ready))
	for _, item := range f.shown {
		for len(ready) > 0 && f.compare(ready[0], item) < 0 {
			merged, ready = append(merged, ready[0]), ready[1:]
		}
		merged = append(merged, item)
	}
	merged = append(merged, ready...)
	f.shown = merged
}

// compare orders two items that are known, the highest place first.
func (f *Feed[T]) compare(a, b T) int {
	keyA, keyB := f.order.Key(a), f.order.Key(b)
	return cmp.Or(cmp.Compare(f.known[keyB].place, f.known[keyA].place), cmp.Compare(keyB, keyA))
}
