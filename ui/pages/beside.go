package pages

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
