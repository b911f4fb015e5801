package list

import "acs-chat-tui/ui/data/pages"

// store is what is loaded of a list.
type store[T any] interface {
	Len() int
	At(i int) *entry[T]
	Index(key string) (int, bool)
	State() pages.State
	Err() error
	Fetched() int
}

// source is where a list's items come from, and what is not loaded of them.
type source[T any] interface {
	store() store[T]
	// sequence are the rows in the source's order.
	sequence() []row[T]
	// needed is the page that will be needed next.
	needed() (pages.Request, bool)
	// retry asks again for the failed page that a row stands for; for an item, for the first
	// that failed.
	retry(row[T]) (pages.Request, bool)
	// rest is what a row stands for that is no item.
	rest(row[T]) rest
	// problem is why the first page that failed did, line by line.
	problem() []string
	progress() progress
}

// progress is what the head line says of the loading.
type progress struct {
	// older is how many of the items are of before a refresh.
	older int
	// gaps name what is not loaded before what is; ended says that nothing is behind it.
	gaps  []string
	ended bool
	// again stands in place of what is loaded while all is loaded again, and refreshFailed
	// says that this failed.
	again         string
	refreshFailed bool
	// news stands behind it.
	news string
}

// rest is what a row stands for that is no item.
type rest struct {
	words string
	// err is why its page did not come, and problem that in words.
	err     error
	problem []string
}

// fixed is a source whose items are all there.
type fixed[T any] struct {
	entries []*entry[T]
	index   map[string]int
}

func (f *fixed[T]) store() store[T]              { return f }
func (f *fixed[T]) Len() int                     { return len(f.entries) }
func (f *fixed[T]) At(i int) *entry[T]           { return f.entries[i] }
func (f *fixed[T]) Index(key string) (int, bool) { i, ok := f.index[key]; return i, ok }
func (*fixed[T]) State() pages.State             { return pages.Complete }
func (*fixed[T]) Err() error                     { return nil }
func (*fixed[T]) Fetched() int                   { return 1 }

func (f *fixed[T]) sequence() []row[T] {
	rows := make([]row[T], len(f.entries))
	for n, e := range f.entries {
		rows[n] = row[T]{entry: e, number: n + 1}
	}
	return rows
}

func (*fixed[T]) needed() (pages.Request, bool)      { return pages.Request{}, false }
func (*fixed[T]) retry(row[T]) (pages.Request, bool) { return pages.Request{}, false }
func (*fixed[T]) rest(row[T]) rest                   { return rest{} }
func (*fixed[T]) problem() []string                  { return nil }
func (*fixed[T]) progress() progress                 { return progress{ended: true} }

// SetItems shows other items. The cursor stays on its own, where that is among them.
func (l *List[T]) SetItems(items []T) {
	l.change(func() {
		f := &fixed[T]{entries: make([]*entry[T], len(items)), index: make(map[string]int, len(items))}
		for n, item := range items {
			f.entries[n] = l.newEntry(item)
			f.index[f.entries[n].key] = n
		}
		l.source = f
	})
}
