package list

import (
	"fmt"
	"maps"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/data/pages"
)

// Paged is a list whose items are fetched page by page as it is scrolled.
type Paged[T any] struct {
	*List[T]
	pages *pages.Pages[*entry[T]]
	// problems say why the pages behind stretches failed, in words.
	problems map[*stretch[T]][]string
	// look is the look under way; nil for none.
	look *look[T]
	// gone is what looks did not find any more.
	gone []gone[T]
	// doubted are the items that the last look passed over, by key, and the one before
	// did not.
	doubted map[string]bool
}

// NewPaged returns an empty list; Start fetches its first page.
func NewPaged[T any](options Options[T]) *Paged[T] {
	l := &Paged[T]{
		List: New(options), pages: pages.New(func(e *entry[T]) string { return e.key }), problems: map[*stretch[T]][]string{},
	}
	if options.Stable {
		l.pages.Stable()
	}
	l.source = l
	return l
}

func (l *Paged[T]) store() store[T] { return l.pages }

// Duplicates is how many items the service sent twice.
func (l *Paged[T]) Duplicates() int { return l.pages.Duplicates() }

// IsLoaded reports whether the item with a number, counted from 0, is loaded.
func (l *Paged[T]) IsLoaded(number int) bool {
	_, loaded := l.pages.Numbered(number)
	return loaded
}

// LastNumber is the largest number of a row.
func (l *Paged[T]) LastNumber() int {
	all := l.pages.Stretches()
	last := all[len(all)-1]
	return last.Offset() + last.Len()
}

// Refresh starts over from the first page, and takes the marks of changes away. What is
// loaded stays until the service has said what there is now, and the cursor on its item.
func (l *Paged[T]) Refresh() tea.Cmd {
	l.ClearChanges()
	return l.Reload()
}

// Reload is Refresh that leaves the marks.
func (l *Paged[T]) Reload() tea.Cmd {
	l.dropLook()
	l.asked, l.goal, l.beyond = l.now(), 0, 0
	var request pages.Request
	l.change(func() { request = l.pages.Refresh() })
	return l.fetch(request)
}

// Jump goes to the item with a number, counted from 0. What is loaded stays.
func (l *Paged[T]) Jump(skip int) tea.Cmd {
	l.dropLook()
	l.clearFilter()
	l.upward, l.goal, l.beyond, l.origin = false, 0, 0, nil
	if at, ok := l.under(); ok {
		l.origin = at.entry
	}
	var request pages.Request
	var needed bool
	l.change(func() { request, needed = l.pages.Jump(skip) })
	if !needed {
		if at, loaded := l.pages.Numbered(skip); loaded {
			l.goTo(l.pages.At(at))
		}
		return l.ensure()
	}
	l.goal = skip + 1
	for n, r := range l.shown.rows {
		if r.entry == nil && r.above != nil && l.pages.LoadingOf(r.above) {
			l.window.SetCursor(n)
		}
	}
	return l.options.Fetch(request)
}

// goTo puts the cursor on an item.
func (l *Paged[T]) goTo(e *entry[T]) {
	if n, ok := l.find(anchor[T]{row: row[T]{entry: e}}); ok {
		l.window.SetCursor(n)
	}
}

// arrived ends a jump whose page has come, and says where it led to nothing.
func (l *Paged[T]) arrived() {
	if l.goal == 0 || l.pages.State() == pages.Loading {
		return
	}
	goal := l.goal
	l.goal = 0
	if _, loaded := l.pages.Numbered(goal - 1); loaded || l.pages.State() == pages.Failed {
		return
	}
	l.beyond = goal
	if l.origin != nil {
		l.goTo(l.origin)
	}
}

// Loaded adds a page; false means that it is too late for it.
func (l *Paged[T]) Loaded(generation uint64, page pages.Page[T]) (bool, tea.Cmd) {
	came := l.entries(page)
	if l.ofLook(generation) {
		return true, l.lookLoaded(came)
	}
	first := l.pages.Stale() || l.pages.Fetched() == 0
	accepted := false
	l.change(func() {
		if accepted = l.pages.Loaded(generation, came); accepted {
			l.lastPage = len(came.Items)
			l.dropFound()
		}
	})
	if !accepted {
		return false, nil
	}
	if first {
		l.asOf, l.lookProblem, l.doubted = l.asked, nil, nil
	}
	l.nextPage = false
	l.arrived()
	l.goToAwaited()
	return true, l.ensure()
}

// Failed records that a page failed, in words.
func (l *Paged[T]) Failed(generation uint64, err error, problem []string) {
	if l.ofLook(generation) {
		l.lookFailed(err)
		return
	}
	for _, s := range l.pages.Stretches() {
		if l.pages.LoadingOf(s) && l.pages.Generation() == generation {
			maps.DeleteFunc(l.problems, func(other *stretch[T], _ []string) bool { return other.Err() == nil })
			l.problems[s] = problem
		}
	}
	l.change(func() {
		if l.pages.Failed(generation, err) {
			l.all, l.nextPage, l.goal = false, false, 0
		}
	})
}

// FailCurrent records that the request in flight failed, in words.
func (l *Paged[T]) FailCurrent(err error, problem []string) {
	if l.look != nil && l.look.under {
		l.lookFailed(err)
	}
	l.Failed(l.pages.Generation(), err, problem)
}

func (l *Paged[T]) retry(r row[T]) (pages.Request, bool) {
	l.asked = l.now()
	if r.above != nil {
		return l.pages.RetryOf(r.above)
	}
	return l.pages.Retry()
}

// rest is what is known of those that are not loaded.
func (l *Paged[T]) rest(r row[T]) rest {
	if r.above != nil && r.above.Err() != nil {
		return rest{err: r.above.Err(), problem: l.problemOf(r.above)}
	}
	loading := r.above != nil && l.pages.LoadingOf(r.above)
	switch {
	case r.to == 0 && r.above.Len() == 0 && r.above.Offset() > 0:
		return rest{words: fmt.Sprintf("loading from row %d on", r.from)}
	case r.to == 0:
		return rest{words: "loading more"}
	case loading:
		return rest{words: "loading " + numbers(r)}
	}
	return rest{words: numbers(r) + " not loaded"}
}

// numbers are the numbers of the rows that are not loaded.
func numbers[T any](r row[T]) string {
	if r.from == r.to {
		return fmt.Sprintf("row %d", r.from)
	}
	return fmt.Sprintf("rows %d to %d", r.from, r.to)
}

func (l *Paged[T]) problem() []string {
	if !l.HasFailed() {
		return nil
	}
	for _, s := range l.pages.Stretches() {
		if s.Err() != nil {
			return l.problemOf(s)
		}
	}
	return nil
}

// problemOf is why the page behind a stretch failed.
func (l *Paged[T]) problemOf(s *stretch[T]) []string {
	if problem, said := l.problems[s]; said {
		return problem
	}
	return []string{s.Err().Error()}
}

func (l *Paged[T]) progress() progress {
	all := l.pages.Stretches()
	p := progress{gaps: l.gaps(), ended: all[len(all)-1].Ended(), refreshFailed: l.HasFailed() && l.pages.Stale()}
	switch {
	case l.pages.Refreshing():
		p.again = " · refreshing"
	case p.refreshFailed:
		p.again = " loaded earlier, loading them again failed: " + l.keys.Refresh.Help().Key + " tries again"
	}
	if !l.pages.Stale() {
		p.older = l.pages.Older()
	}
	if n := l.pages.Duplicates(); n > 0 {
		p.news = fmt.Sprintf(" · %d sent twice by the service", n)
	}
	return p
}

func (l *Paged[T]) gaps() []string {
	var gaps []row[T]
	end := 0
	for _, s := range l.pages.Stretches() {
		if s.Len() > 0 && s.Offset() > end {
			gaps = append(gaps, row[T]{from: end + 1, to: s.Offset()})
		}
		end = max(end, s.Offset()+s.Len())
	}
	switch len(gaps) {
	case 0:
		return nil
	case 1:
		return []string{numbers(gaps[0]) + " not loaded"}
	}
	return []string{fmt.Sprintf("%s and %d more gaps not loaded", numbers(gaps[0]), len(gaps)-1)}
}
