package pages

import "slices"

// Beside returns an empty list of a generation of its own that begins where this one
// does: the same items can be read anew beside it, and it can take this one's place.
// This one stays as it is, with its own request if one is under way.
func (p *Pages[T]) Beside() *Pages[T] {
	b := New(p.key)
	b.newest = p.newest
	b.request.Skip = p.offset
	b.advance()
	return b
}

// advance begins a generation that no other list has.
func (p *Pages[T]) advance() {
	*p.newest++
	p.generation = *p.newest
}

// Retain puts items into the list that its pages did not bring, each behind the one that
// it is filed under the key of, or at the beginning under "". They must have keys. Where a
// page brings one of them later, it stays where it is.
func (p *Pages[T]) Retain(behind map[string][]T) {
	if len(behind) == 0 {
		return
	}
	items := slices.Clone(behind[""])
	for _, item := range p.items {
		items = append(items, item)
		if key := p.key(item); key != "" {
			items = append(items, behind[key]...)
		}
	}
	p.items = items
	for at, item := range items {
		if key := p.key(item); key != "" {
			p.index[key] = at
		}
	}
}
