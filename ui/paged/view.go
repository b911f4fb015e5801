package paged

import (
	"fmt"
	"strings"

	"acs-chat-tui/ui/pages"
	"acs-chat-tui/ui/text"
	"acs-chat-tui/ui/widget/document"
	"acs-chat-tui/ui/widget/list"
)

// headLines are the lines above the rows.
const headLines = 2

// View draws a line that says what is loaded, the heading of the columns, and
// the rows.
func (l *List[T]) View(heading string) string {
	if l.width <= 0 || l.height <= 0 {
		return ""
	}
	head := l.head()
	if l.height <= headLines {
		return head
	}
	l.drawn = true
	reason := l.reason()
	height := max(0, l.height-headLines)
	l.window.SetSize(l.width, height-len(reason))
	l.window.Clamp(l.Len())
	lines := head + "\n" + heading + "\n" + l.window.View(source[T]{l}, l.emptyText()...)
	if len(reason) > 0 {
		lines += "\n" + strings.Join(reason, "\n")
	}
	return lines
}

// reason is why a page failed, whole, below the rows: where the cursor stands on
// the failed page's row, or where a refresh failed, whose row may be far away.
func (l *List[T]) reason() []string {
	if l.pages.State() != pages.Failed || l.pages.Fetched() == 0 || (!l.OnFailure() && !l.pages.Stale()) {
		return nil
	}
	lines := document.Problem(l.theme, l.problem, l.width)
	return lines[:min(len(lines), max(0, (l.height-headLines)/2))]
}

// source hands the rows to the virtual list.
type source[T any] struct{ *List[T] }

var _ list.Source = source[int]{}

// Row draws a row: an item, or behind the last one what is known of the rest.
func (s source[T]) Row(index, width int, selected bool) string {
	if index < s.count() {
		number := 0
		if at := s.index(index); at >= 0 {
			number = s.pages.Offset() + at + 1
		}
		return s.options.Row(s.item(index), number, width, selected)
	}
	marker := "  "
	if selected {
		marker = "▸ "
	}
	if s.pages.State() == pages.Failed {
		hint := " · " + s.keys.Retry.Help().Key + " tries again"
		if s.Final() {
			hint = " · " + s.keys.Refresh.Help().Key + " starts over"
		}
		why := marker + "✗ " + text.Sanitize(strings.Join(s.problem[:min(1, len(s.problem))], ""))
		return s.theme.Error.Render(text.Fit(text.Truncate(why, max(0, width-text.Width(hint)))+hint, width))
	}
	return s.theme.Muted.Render(text.Fit(marker+"… loading more", width))
}

// head says what is loaded, never more than the service has said, and holds the
// filter.
func (l *List[T]) head() string {
	loaded := l.loaded()
	if l.options.Note != nil {
		if note := l.options.Note(); note != "" {
			loaded = note + " · " + loaded
		}
	}
	switch {
	case l.filtering:
		label := l.theme.Accent.Render("filter › ")
		room := max(10, l.width-text.Width(loaded)-12)
		return text.Truncate(label+l.filter.View(l.theme, room, true, false)+"  "+l.theme.Muted.Render(loaded), l.width)
	case l.query != "":
		return text.Truncate(l.theme.Accent.Render("filter › "+text.Sanitize(l.query))+"  "+l.theme.Muted.Render(loaded+" · "+l.keys.Unfilter.Help().Key+" clears"), l.width)
	}
	return l.theme.Muted.Render(text.Fit(loaded, l.width))
}

func (l *List[T]) loaded() string {
	switch {
	case l.pages.Fetched() == 0 && l.pages.State() == pages.Failed:
		return "nothing loaded"
	case l.pages.Fetched() == 0:
		return "loading " + l.options.Nouns + "…"
	}
	said := l.counted()
	switch {
	case l.alike:
		said = fmt.Sprintf("none of the %s loaded holds it; %d are like it", said, l.matching())
	case l.query != "":
		said = fmt.Sprintf("%d of the %s loaded match", l.matching(), said)
	}
	said += l.completeness()
	if l.sorted {
		said += " · " + l.options.SortedBy
		if l.pages.State() != pages.Complete {
			said += ", of those loaded"
		}
	}
	if n := l.odd(); n > 0 {
		said += fmt.Sprintf(" · %d odd (!)", n)
	}
	if d := l.pages.Duplicates(); d > 0 {
		said += fmt.Sprintf(" · %d sent twice by the service", d)
	}
	return said
}

// odd is the number of loaded items that cannot be read in full.
func (l *List[T]) odd() int {
	if l.options.Odd == nil {
		return 0
	}
	n := 0
	for _, item := range l.pages.Items() {
		if l.options.Odd(item) {
			n++
		}
	}
	return n
}

// matching is the number of loaded items that the filter lets through, those that are
// gone left out.
func (l *List[T]) matching() int {
	if len(l.gone) == 0 {
		return len(l.matches)
	}
	n := 0
	for _, at := range l.matches {
		if at >= 0 {
			n++
		}
	}
	return n
}

// counted is the number of loaded items, or after a jump from which to which.
func (l *List[T]) counted() string {
	n, offset := l.pages.Len(), l.pages.Offset()
	switch {
	case offset > 0 && n == 0:
		return fmt.Sprintf("no %s from row %d on", l.options.Noun, offset+1)
	case offset > 0:
		return fmt.Sprintf("%s %d to %d", l.options.Nouns, offset+1, offset+n)
	case n == 1:
		return "1 " + l.options.Noun
	}
	return fmt.Sprintf("%d %s", n, l.options.Nouns)
}

// completeness says whether there is more.
func (l *List[T]) completeness() string {
	filtered := l.query != ""
	switch {
	case l.all:
		return " so far, loading all · " + l.keys.StopLoading.Help().Key + " stops"
	case l.pages.Refreshing():
		return " · refreshing"
	case l.pages.State() == pages.Complete:
		return l.completeWord()
	case l.pages.State() == pages.Failed && l.pages.Stale():
		return " loaded earlier, loading them again failed: " + l.keys.Refresh.Help().Key + " tries again"
	case l.pages.State() == pages.Failed && filtered:
		return ", the next page failed"
	case l.pages.State() == pages.Failed:
		return " loaded, the next page failed"
	case filtered && !l.filtering:
		return ", more to come · " + l.keys.LoadAll.Help().Key + " loads all"
	case filtered:
		return ", more to come"
	}
	return " loaded, more to come"
}

// completeWord is for a list whose last page has come.
func (l *List[T]) completeWord() string {
	switch {
	case l.pages.Offset() == 0:
		return ", all loaded"
	case l.pages.Len() == 0:
		return " · " + l.keys.Refresh.Help().Key + " goes back to the first"
	}
	return ", up to the last one"
}

// clearKey is the key that clears the filter now.
func (l *List[T]) clearKey() string {
	if l.filtering {
		return l.keys.DropFilter.Help().Key
	}
	return l.keys.Unfilter.Help().Key
}

// emptyText stands where there is no row.
func (l *List[T]) emptyText() []string {
	switch {
	case l.query != "":
		lines := []string{"", "  Nothing loaded matches the filter. " + l.clearKey() + " clears it."}
		if l.pages.State() != pages.Complete && !l.all && !l.filtering {
			lines = append(lines, "  "+l.keys.LoadAll.Help().Key+" loads all, as far as the service has more.")
		}
		return lines
	case l.pages.Offset() > 0:
		return []string{"", fmt.Sprintf("  There is nothing at row %d or after it. %s goes back to the first.", l.pages.Offset()+1, l.keys.Refresh.Help().Key)}
	case l.pages.State() == pages.Complete:
		return l.options.Empty
	}
	return nil
}

// Problem is the failed page's reason, line by line.
func (l *List[T]) Problem() []string {
	if l.pages.State() != pages.Failed {
		return nil
	}
	return l.problem
}
