package pages

import "slices"

// Beside returns an empty list of a generation of its own that is to read what this one
// holds: the same items can be read anew beside it, and it can take this one's place.
// This one stays as it is, with its own request if one is under way.
func (p *Pages[T]) Beside() *Pages[T] {
	b := New(p.key)
	b.newest, b.stable = p.newest, p.stable
	b.stretches = nil
	for _, s := range p.stretches {
		if s.Len() > 0 || s.offset == 0 {
			fresh := newStretch[T](s.offset)
			fresh.wanted = s.Len()
			b.stretches = append(b.stretches, fresh)
		}
	}
	if len(b.stretches) == 0 {
		b.stretches = []*Stretch[T]{newStretch[T](0)}
	}
	b.advance()
	return b
}

// NeedWanted asks for the next page of what is to be read beside another list.
func (p *Pages[T]) NeedWanted() (Request, bool) {
	if p.under != nil {
		return Request{}, false
	}
	for _, s := range p.stretches {
		if s.goesOn() && s.wantsMore() {
			return p.start(s), true
		}
	}
	return Request{}, false
}

// WantsMore reports whether something is left to be read beside another list.
func (p *Pages[T]) WantsMore() bool {
	return slices.ContainsFunc(p.stretches, func(s *Stretch[T]) bool { return s.goesOn() && s.wantsMore() })
}

// wantsMore reports whether a stretch is to be read further; its first page always is.
func (s *Stretch[T]) wantsMore() bool { return !s.began || len(s.items) < s.wanted }

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
	for n, s := range p.stretches {
		var items []T
		if n == 0 {
			items = slices.Clone(behind[""])
		}
		for _, item := range s.items {
			items = append(items, item)
			if key := p.key(item); key != "" {
				items = append(items, behind[key]...)
			}
		}
		s.items = items
	}
	p.rebuild()
}
