package list

import (
	"acs-chat-tui/ui/screen"
)

// change is what looks have found of an item.
type change[T any] struct {
	kind screen.Change
	// base is the item as the user saw it last; not for what is new.
	base T
	// what says in words what has changed.
	what string
	// seen says that the row stood on the screen when the user pressed a key.
	seen bool
	// came says that it is new, or has moved up from what was not loaded: the user has
	// not seen it before.
	came bool
}

// ChangeOf is what has become of the item with this key since the user saw it, and in
// words.
func (l *List[T]) ChangeOf(itemKey string) (kind screen.Change, what string) {
	c, changed := l.changes[itemKey]
	if !changed {
		return screen.Same, ""
	}
	return c.kind, c.what
}

// Changes counts the items by what has become of them.
func (l *List[T]) Changes() (added, changed, gone int) {
	for _, c := range l.changes {
		switch c.kind {
		case screen.Same:
		case screen.New:
			added++
		case screen.Changed:
			changed++
		case screen.Gone:
			gone++
		}
	}
	return added, changed, gone
}

// See says that the user has what the window shows before his eyes, because he has
// pressed a key: the next look takes the marks of these rows away.
func (l *List[T]) See() {
	if !l.drawn || len(l.changes) == 0 {
		return
	}
	for _, r := range l.shown.rows[l.window.Top() : l.window.LastVisible()+1] {
		if r.entry == nil {
			continue
		}
		if c, changed := l.changes[r.entry.key]; changed {
			c.seen = true
			l.changes[r.entry.key] = c
		}
	}
}

// ClearChanges takes all marks away.
func (l *List[T]) ClearChanges() { clear(l.changes) }

// forgetSeen takes the marks away that the user has seen.
func (l *List[T]) forgetSeen() {
	for key, c := range l.changes {
		if c.seen {
			delete(l.changes, key)
		}
	}
}

// compare takes the difference between an item as it was and as it is.
func (l *List[T]) compare(key string, was, is T) {
	c, marked := l.changes[key]
	if marked && (c.kind == screen.New || c.came) {
		return
	}
	base := was
	if marked {
		base = c.base
	}
	if what := l.options.Diff(base, is); what != "" {
		l.changes[key] = change[T]{kind: screen.Changed, base: base, what: what}
	} else {
		delete(l.changes, key)
	}
}
