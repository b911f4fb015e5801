package pages

import (
	"errors"
	"math"
	"slices"
)

// maximumAhead is how many pages a refresh of a Feed reads before it gives up to
// reach what is loaded, and starts over with them: a choice of ours.
const maximumAhead = 10

// errAbandoned marks a page that a refresh did not wait for; it is asked for again.
var errAbandoned = errors.New("the page was not waited for")

// Order says how the items of a Feed are told apart, and in which order they stand.
type Order[T any] struct {
	// Key names an item; items with the same key are the same item.
	Key func(T) string
	// Place is where an item stands: it stays, and newer items have a higher one.
	Place func(T) int64
	// Version is the item's Place until the item changes, and grows with each change.
	// The service's pages come by it, the highest first.
	Version func(T) int64
}

// Feed is a list whose newest end grows, and whose items change, while its older
// pages are fetched as it is scrolled: a thread's messages. As [Pages] it is pure.
//
// The service lists an item that changed as if it were new, and repeats on a later
// page what arrived or changed since the first one. A Feed shows each item once, in
// its newest version, at its own place. An old item that changed lately comes long
// before its neighbours do: it waits until they are there, so that nothing is
// missing between two items shown.
//
// A refresh asks for the newest page, and for the ones behind it until it meets what
// is known; all that is loaded stays. At the most one request is under way.
type Feed[T any] struct {
	order Order[T]
	// walk is the way back to older pages; its items stand for versions of items.
	walk *Pages[string]

	shown   []T          // the highest place first
	waiting map[string]T // known, but older than the frontier
	known   map[string]mark
	// frontier is the place from which on every item is known.
	frontier int64
	// newest is the version up to which every change is known.
	newest int64

	// serial is the number of the newest request, which its answer must carry.
	serial   uint64
	underWay direction
	// wanted says that a refresh is to begin, or to go on.
	wanted bool
	// again says that another refresh is to follow the one under way.
	again bool
	// abandoned says that the page that the walk waits for is to be asked for again.
	abandoned bool
	ahead     []Page[T]
	aheadErr  error
	news      News
}

// mark is what a Feed keeps of an item to find it.
type mark struct{ place, version int64 }

// direction is what the request under way is for.
type direction int

const (
	nowhere direction = iota
	back
	forward
)

// News is what a refresh brought: the items added to those shown, those of them that
// changed, and how many are shown no more because the refresh started over.
type News struct{ Added, Changed, Dropped int }

// NewFeed returns an empty feed, ready for Need.
func NewFeed[T any](order Order[T]) *Feed[T] {
	f := &Feed[T]{order: order}
	f.clear()
	return f
}

func (f *Feed[T]) clear() {
	f.walk = New(func(version string) string { return version })
	f.shown, f.waiting, f.known = nil, map[string]T{}, map[string]mark{}
	f.frontier, f.newest, f.abandoned = math.MaxInt64, math.MinInt64, false
}

// Need asks whether a page is to be fetched now, as that of [Pages] does: a page of a
// refresh that was asked for, or else the next older one, where it will be needed.
func (f *Feed[T]) Need(lastVisible, margin int) (Request, bool) {
	if f.underWay != nowhere {
		return Request{}, false
	}
	if f.wanted && f.walk.Fetched() > 0 {
		return f.send(forward, f.aheadLink()), true
	}
	if f.abandoned {
		return f.sendBack(f.walk.Retry())
	}
	if f.walk.State() != Idle || len(f.shown) > 0 && lastVisible < len(f.shown)-margin {
		return Request{}, false
	}
	return f.sendBack(f.walk.NeedNext())
}

// aheadLink is the page with which a refresh begins, or goes on.
func (f *Feed[T]) aheadLink() string {
	if len(f.ahead) == 0 {
		return ""
	}
	return f.ahead[len(f.ahead)-1].NextLink
}

func (f *Feed[T]) sendBack(request Request, needed bool) (Request, bool) {
	if !needed {
		return Request{}, false
	}
	f.abandoned = false
	return f.send(back, request.Link), true
}

func (f *Feed[T]) send(way direction, link string) Request {
	f.serial++
	f.underWay = way
	return Request{Generation: f.serial, Link: link}
}

// Refresh has the next Need ask for the newest page. A request under way is not
// waited for: its answer no longer counts, and whoever made it may cancel it. An older
// page that failed, or was under way, is asked for again when it is needed.
func (f *Feed[T]) Refresh() {
	switch {
	case f.underWay == back:
		f.walk.Failed(f.walk.Generation(), errAbandoned)
		f.abandoned = true
	case f.walk.State() == Failed && !IsFinal(f.walk.Err()):
		f.abandoned = true
	}
	f.ahead, f.aheadErr = nil, nil
	f.underWay, f.wanted, f.again = nowhere, true, false
}

// Restart drops all that is loaded: the next Need asks for the first page.
func (f *Feed[T]) Restart() {
	f.clear()
	f.ahead, f.aheadErr = nil, nil
	f.underWay, f.wanted, f.again = nowhere, false, false
}

// Renew is a Refresh that waits for what is under way.
func (f *Feed[T]) Renew() {
	f.again = f.underWay == forward || len(f.ahead) > 0
	f.wanted = true
}

// Retry has the next Need ask once more for the page that failed: of a refresh, or
// the older one.
func (f *Feed[T]) Retry() {
	switch {
	case f.aheadErr != nil:
		f.aheadErr, f.wanted = nil, true
	case f.walk.State() == Failed:
		f.abandoned = true
	}
}

// Loaded takes in the page that was asked for. It answers false, and does nothing,
// for the answer to a request that is not the newest.
func (f *Feed[T]) Loaded(generation uint64, page Page[T]) (accepted bool) {
	if f.underWay == nowhere || generation != f.serial {
		return false
	}
	way := f.underWay
	f.underWay = nowhere
	if way == back {
		first := f.walk.Fetched() == 0
		f.step(page)
		if first {
			f.wanted, f.again = false, false
			f.newest = f.highest(page.Items, f.newest)
		}
		return true
	}
	f.ahead = append(f.ahead, page)
	switch {
	case f.meets(page.Items):
		f.catchUp()
	case page.NextLink == "" || len(f.ahead) >= maximumAhead:
		f.startOver()
	}
	return true
}

// step takes in a page of the way back.
func (f *Feed[T]) step(page Page[T]) {
	versions := make([]string, len(page.Items))
	for i, item := range page.Items {
		versions[i] = f.order.Key(item) + " " + decimal(f.order.Version(item))
		f.frontier = min(f.frontier, f.order.Version(item))
	}
	f.walk.Loaded(f.walk.Generation(), Page[string]{Items: versions, NextLink: page.NextLink})
	f.take(page.Items)
	f.release()
}

// meets says whether a page of a refresh reaches back to what is known.
func (f *Feed[T]) meets(items []T) bool {
	return slices.ContainsFunc(items, func(item T) bool {
		version := f.order.Version(item)
		known, is := f.known[f.order.Key(item)]
		return version < f.newest || (is && version == f.newest && version == known.version)
	})
}

// catchUp takes in the pages of a refresh that met what is known.
func (f *Feed[T]) catchUp() {
	f.news = News{}
	for _, page := range f.ahead {
		f.news.Changed += f.take(page.Items)
		f.newest = f.highest(page.Items, f.newest)
	}
	before := len(f.shown)
	f.release()
	f.news.Added = len(f.shown) - before
	f.caughtUp()
}

// caughtUp ends a refresh, and begins the one that is to follow it.
func (f *Feed[T]) caughtUp() { f.ahead, f.wanted, f.again = nil, f.again, false }

// startOver replaces all by the pages of a refresh that met nothing of it.
func (f *Feed[T]) startOver() {
	fresh, before := f.ahead, f.shown
	f.clear()
	for _, page := range fresh {
		if _, needed := f.walk.NeedNext(); !needed {
			break
		}
		f.step(page)
		f.newest = f.highest(page.Items, f.newest)
	}
	f.news = News{}
	for _, item := range before {
		if _, shown := f.Index(f.order.Key(item)); !shown {
			f.news.Dropped++
		}
	}
	f.caughtUp()
}

// highest is the highest version among items, or least.
func (f *Feed[T]) highest(items []T, least int64) int64 {
	for _, item := range items {
		least = max(least, f.order.Version(item))
	}
	return least
}

// Failed says that the page under way did not come, and why. It answers false, and
// does nothing, for a request that is not the newest.
func (f *Feed[T]) Failed(generation uint64, err error) (accepted bool) {
	if f.underWay == nowhere || generation != f.serial {
		return false
	}
	way := f.underWay
	f.underWay = nowhere
	if way == back {
		return f.walk.Failed(f.walk.Generation(), err)
	}
	if err == nil {
		err = errUnnamed
	}
	f.ahead, f.wanted, f.again, f.aheadErr = nil, false, false, err
	return true
}
