package pages

import "slices"

// Stretch is a part of the service's list without a gap, as far as it is loaded. What
// is behind its items goes on with its next page.
type Stretch[T any] struct {
	// offset is how many items of the service's list come before it.
	offset int
	// items are those of this generation; rest are those behind them that are of an
	// earlier one, and wait to be found again.
	items, rest []T

	// began says that a page of this generation has come, link what leads to the next
	// one, and ended that there is none.
	began, ended bool
	link         string
	err          error
	// asked is the last request, which after a bad link is made again.
	asked Request
	// wanted is how many items are to be read where the stretch is read beside another.
	wanted   int
	visited  map[string]struct{} // links fetched in this generation
	barren   int                 // pages in a row without a new item
	empty    int                 // of these, how many were empty
	repeated bool                // the page under way was accepted once before
}

func newStretch[T any](offset int) *Stretch[T] {
	return &Stretch[T]{offset: offset, visited: map[string]struct{}{}}
}

// reset makes all of a stretch the rest of an earlier generation.
func (s *Stretch[T]) reset() {
	fresh := newStretch[T](s.offset)
	fresh.rest = slices.Concat(s.items, s.rest)
	*s = *fresh
}

// Offset is how many items of the service's list come before the stretch.
func (s *Stretch[T]) Offset() int { return s.offset }

// Len is the number of items that are loaded.
func (s *Stretch[T]) Len() int { return len(s.items) + len(s.rest) }

// Err is why the page behind the stretch did not come, nil where it did not fail.
func (s *Stretch[T]) Err() error { return s.err }

// Ended reports whether the service has nothing behind the stretch.
func (s *Stretch[T]) Ended() bool { return s.ended }

// goesOn reports whether the next page is to be asked for when it is needed.
func (s *Stretch[T]) goesOn() bool { return !s.ended && s.err == nil }

// next is the stretch's next request.
func (s *Stretch[T]) next() Request {
	switch {
	case s.repeated:
		return s.asked
	case s.link == "":
		return Request{Skip: s.offset + len(s.items)}
	}
	return Request{Link: s.link}
}

// sorted is a page's items, sorted by what is known of them.
type sorted[T any] struct {
	// ahead are to be added to the stretch; behind as well, after the next stretch's
	// own, which the page reached.
	ahead, behind []T
	// met says that the page reached the next stretch, and beyond that it goes on
	// after the last item of it.
	met, beyond bool
}

// put files an item that is to be added.
func (s *sorted[T]) put(item T) {
	if s.met {
		s.behind, s.beyond = append(s.behind, item), true
		return
	}
	s.ahead = append(s.ahead, item)
}

// add takes a page into a stretch.
func (p *Pages[T]) add(s *Stretch[T], page Page[T]) {
	came := p.sort(s, page.Items)
	s.items = append(slices.Clip(s.items), came.ahead...)
	s.began = true
	if s.asked.Link != "" {
		s.visited[s.asked.Link] = struct{}{}
	}
	s.countBarren(len(came.ahead)+len(came.behind) > 0 || came.met, len(page.Items) == 0)
	if came.met {
		next := p.following(s)
		s.absorb(next)
		s.items = append(s.items, came.behind...)
		p.drop(next)
		if !came.beyond {
			return
		}
	}
	s.proceed(page.NextLink)
	p.join(s)
}

// sort looks up what a page brings. What is known of an earlier generation is taken out
// of where it stood.
func (p *Pages[T]) sort(s *Stretch[T], items []T) (came sorted[T]) {
	next := p.following(s)
	var again []string
	inPage := map[string]bool{}
	for _, item := range items {
		key := p.key(item)
		owner, fresh := p.owner(key)
		switch {
		case fresh && owner == next && !inPage[key]:
			came.met, came.beyond = true, false
			continue
		case fresh, inPage[key], key == "" && s.repeated:
			if !s.repeated {
				p.duplicates++
			}
			continue
		case owner != nil:
			again = append(again, key)
		}
		inPage[key] = key != ""
		came.put(item)
	}
	p.replaced(s, again)
	return came
}

// owner is the stretch that holds the item with a key, nil for none; fresh says that it
// is of this generation.
func (p *Pages[T]) owner(key string) (s *Stretch[T], fresh bool) {
	at, known := p.index[key]
	if !known {
		return nil, false
	}
	for _, s := range p.stretches {
		if at < s.Len() {
			return s, at < len(s.items)
		}
		at -= s.Len()
	}
	return nil, false
}

// replaced takes what a page has brought again out of the rest of an earlier
// generation, and with it what the page has passed over: that is there no more. again
// are the keys of what it has brought, in its order.
func (p *Pages[T]) replaced(s *Stretch[T], again []string) {
	if len(again) == 0 {
		return
	}
	// What is of an earlier generation alone goes on behind what this page has reached.
	brought := make(map[string]int, len(again))
	for n, key := range again {
		brought[key] = n
	}
	is := func(item T) bool { _, again := brought[p.key(item)]; return again }
	from := slices.Index(p.stretches, s)
	last := from
	for n := from + 1; n < len(p.stretches) && !p.stretches[n].began; n++ {
		if slices.ContainsFunc(p.stretches[n].rest, is) {
			last = n
		}
	}
	for _, next := range p.stretches[from+1 : last+1] {
		s.rest = append(slices.Clip(s.rest), next.rest...)
	}
	p.stretches = slices.Delete(p.stretches, from+1, last+1)
	s.rest = s.rest[p.passed(s.rest, brought):]
	for _, other := range p.stretches {
		other.rest = slices.DeleteFunc(slices.Clone(other.rest), is)
	}
}

// passed is how many of the rest of an earlier generation a page has passed over. Where
// the order is kept, that is up to the last that it brought. Where it is not, some may
// have moved up from far behind: those count that follow one another as they did before,
// as long as they are not fewer than what would be passed over.
func (p *Pages[T]) passed(rest []T, brought map[string]int) int {
	// chain is the longest row of those that follow one another as they did, by place:
	// each is the last of the best one of its length.
	type link struct{ page, place int }
	var chain []link
	end := 0
	for place, item := range rest {
		page, again := brought[p.key(item)]
		if !again {
			continue
		}
		end = place + 1
		n, _ := slices.BinarySearchFunc(chain, page, func(l link, page int) int { return l.page - page })
		if n == len(chain) {
			chain = append(chain, link{page, place})
		} else {
			chain[n] = link{page, place}
		}
	}
	if p.stable || len(chain) == 0 {
		return end
	}
	end = chain[len(chain)-1].place + 1
	missed := 0
	for _, item := range rest[:end] {
		if _, again := brought[p.key(item)]; !again {
			missed++
		}
	}
	if missed > len(chain) {
		return 0
	}
	return end
}

// following is the stretch behind one, nil for none.
func (p *Pages[T]) following(s *Stretch[T]) *Stretch[T] {
	if n := slices.Index(p.stretches, s); n >= 0 && n+1 < len(p.stretches) {
		return p.stretches[n+1]
	}
	return nil
}

func (p *Pages[T]) drop(s *Stretch[T]) {
	p.stretches = slices.DeleteFunc(p.stretches, func(other *Stretch[T]) bool { return other == s })
}

// absorb makes the stretch behind it, which it has reached, a part of it.
func (s *Stretch[T]) absorb(next *Stretch[T]) {
	s.items, s.rest = append(s.items, next.items...), next.rest
	s.link, s.ended, s.err, s.repeated, s.asked = next.link, next.ended, next.err, next.repeated, next.asked
	s.wants(next)
	for link := range next.visited {
		s.visited[link] = struct{}{}
	}
}

// wants has a stretch read as far as the one behind it is to be read.
func (s *Stretch[T]) wants(next *Stretch[T]) {
	if next.wanted > 0 {
		s.wanted = max(s.wanted, next.offset-s.offset+next.wanted)
	}
}

func (s *Stretch[T]) countBarren(anythingNew, empty bool) {
	if anythingNew {
		s.barren, s.empty = 0, 0
		return
	}
	s.barren++
	if empty {
		s.empty++
	}
}

// proceed decides what comes after an accepted page.
func (s *Stretch[T]) proceed(nextLink string) {
	if nextLink == "" {
		s.link, s.ended, s.repeated = "", true, false
		return
	}
	if _, known := s.visited[nextLink]; known {
		s.err, s.repeated = ErrRepeatedLink, true
		return
	}
	s.link, s.ended, s.repeated = nextLink, false, false
	switch {
	case s.barren < maximumBarren:
	case s.empty == s.barren:
		s.err = ErrEmptyPages
	default:
		s.err = ErrNothingNew
	}
}

// join makes one of a stretch and those behind it that it has reached, or that the
// service's end has.
func (p *Pages[T]) join(s *Stretch[T]) {
	if s.ended {
		s.rest = nil
		p.stretches = p.stretches[:slices.Index(p.stretches, s)+1]
		if s.Len() == 0 && s.offset > 0 {
			p.drop(s)
		}
		return
	}
	for next := p.following(s); next != nil && s.offset+len(s.items) >= next.offset; next = p.following(s) {
		p.drop(next)
		if !next.began {
			s.rest = append(slices.Clip(s.rest), next.rest...)
			s.wants(next)
			continue
		}
		s.absorb(next)
		return
	}
}
