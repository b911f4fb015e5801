package paged

import (
	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/pages"
)

// LoadAll loads the pages that are left, one after the other, until the last one has
// come, one fails, or StopLoading. A page that failed is asked for again.
func (l *List[T]) LoadAll() tea.Cmd {
	if l.pages.State() == pages.Complete {
		return nil
	}
	l.all = true
	if request, failed := l.pages.Retry(); failed {
		return l.fetch(request)
	}
	return l.ensure()
}

// LoadingAll says that all pages are being loaded.
func (l *List[T]) LoadingAll() bool { return l.all }

// StopLoading ends LoadAll. A page that is under way still comes.
func (l *List[T]) StopLoading() { l.all = false }

// AllLoaded says that everything is loaded, from the first item to the last.
func (l *List[T]) AllLoaded() bool {
	return l.pages.State() == pages.Complete && l.pages.Offset() == 0
}

// ensureAll fetches the next page whatever is in sight.
func (l *List[T]) ensureAll() tea.Cmd {
	if l.pages.State() == pages.Complete || l.pages.State() == pages.Failed {
		l.all = false
		return nil
	}
	request, needed := l.pages.Need(l.pages.Len(), 1)
	if !needed {
		return nil
	}
	return l.fetch(request)
}

// fetch makes the command for a page, one of many where all are loaded.
func (l *List[T]) fetch(request pages.Request) tea.Cmd {
	if l.all && l.options.FetchPaced != nil {
		return l.options.FetchPaced(request)
	}
	return l.options.Fetch(request)
}
