package list

import (
	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/data/pages"
)

// LoadAll loads the pages that are left, one after the other, until the last one has
// come, one fails, or StopLoading. A page that failed is asked for again.
func (l *List[T]) LoadAll() tea.Cmd {
	if l.AllLoaded() {
		return nil
	}
	l.all = true
	if request, failed := l.source.retry(row[T]{}); failed {
		return l.fetch(request)
	}
	return l.ensure()
}

// LoadingAll reports whether all pages are being loaded.
func (l *List[T]) LoadingAll() bool { return l.all }

// StopLoading ends LoadAll. A page that is under way still comes.
func (l *List[T]) StopLoading() { l.all = false }

// retry asks for the failed page under the cursor again.
func (l *List[T]) retry() tea.Cmd {
	r, _ := l.under()
	request, needed := l.source.retry(r)
	if !needed {
		return nil
	}
	return l.options.Fetch(request)
}

// ensure fetches the page that will be needed next, one at a time.
func (l *List[T]) ensure() tea.Cmd {
	request, needed := l.source.needed()
	if !needed {
		return nil
	}
	// A page in a gap divides it.
	l.change(func() {})
	return l.fetch(request)
}

// fetch makes the command for a page, one of many where all are loaded.
func (l *List[T]) fetch(request pages.Request) tea.Cmd {
	if l.all && l.options.FetchPaced != nil {
		return l.options.FetchPaced(request)
	}
	return l.options.Fetch(request)
}

// entries are the items of a page.
func (l *List[T]) entries(page pages.Page[T]) pages.Page[*entry[T]] {
	came := pages.Page[*entry[T]]{NextLink: page.NextLink, Items: make([]*entry[T], len(page.Items))}
	for n, item := range page.Items {
		came.Items[n] = l.newEntry(item)
	}
	return came
}

// margin is how many rows are kept loaded beyond those in sight. The service may send
// smaller pages than were asked for.
func (l *List[T]) margin() int {
	if l.Started() {
		return max(1, l.lastPage)
	}
	return l.options.Margin
}
