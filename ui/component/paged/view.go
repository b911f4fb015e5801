package paged

import (
	"fmt"
	"strings"

	"acs-chat-tui/ui/data/pages"
	"acs-chat-tui/ui/style/text"
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
	if !l.HasFailed() || l.pages.Fetched() == 0 || (!l.OnFailure() && !l.pages.Stale()) {
		return nil
	}
	if l.height-headLines < 2 {
		return nil
	}
	return document.Cut(l.theme, l.options.Keys, document.Problem(l.theme, l.FullText(), l.width), (l.height-headLines)/2, l.width)
}

// FullText is why a page failed: the one whose row the cursor stands on, else the first.
func (l *List[T]) FullText() []string {
	if r, ok := l.under(); ok && r.entry == nil && r.above != nil && r.above.Err() != nil {
		return l.problemOf(r.above)
	}
	return l.Problem()
}

// source hands the rows to the virtual list.
type source[T any] struct{ *List[T] }

var _ list.Source = source[int]{}

// Row draws a row: an item, or what is known of those that are not loaded.
func (s source[T]) Row(index, width int, selected bool) string {
	r := s.shown.rows[index]
	if r.entry != nil {
		return s.options.Row(r.entry.item, r.number, width, selected)
	}
	marker := "  "
	if selected {
		marker = "▸ "
	}
	if r.above != nil && r.above.Err() != nil {
		hint := " · " + s.keys.Retry.Help().Key + " tries again"
		if pages.IsFinal(r.above.Err()) {
			hint = " · " + s.keys.Refresh.Help().Key + " starts over"
		}
		problem := s.problemOf(r.above)
		why := marker + "✗ " + text.Sanitize(strings.Join(problem[:min(1, len(problem))], ""))
		return s.theme.Error.Render(text.Fit(text.Truncate(why, max(0, width-text.Width(hint)))+hint, width))
	}
	return s.theme.Muted.Render(text.Fit(marker+s.unloadedText(r), width))
}

// unloadedText is a row that stands for what is not loaded.
func (l *List[T]) unloadedText(r row[T]) string {
	loading := r.above != nil && l.pages.LoadingOf(r.above)
	switch {
	case r.to == 0 && r.above.Len() == 0 && r.above.Offset() > 0:
		return fmt.Sprintf("… loading from row %d on", r.from)
	case r.to == 0:
		return "… loading more"
	case loading:
		return fmt.Sprintf("… loading %s", numbers(r))
	}
	return fmt.Sprintf("… %s not loaded", numbers(r))
}

// numbers are the numbers of the rows that are not loaded.
func numbers[T any](r row[T]) string {
	if r.from == r.to {
		return fmt.Sprintf("row %d", r.from)
	}
	return fmt.Sprintf("rows %d to %d", r.from, r.to)
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
	case l.pages.Fetched() == 0 && l.HasFailed():
		return "nothing loaded"
	case l.pages.Fetched() == 0:
		return "loading " + l.options.Nouns + "…"
	}
	said := l.CountText(l.pages.Len())
	if n := l.pages.Older(); n > 0 && !l.pages.Stale() {
		said += fmt.Sprintf(" (%d of them earlier)", n)
	}
	switch {
	case l.shown.alike:
		said = fmt.Sprintf("none of the %s loaded holds it; %d are like it", said, l.shown.matches)
	case l.query != "":
		said = fmt.Sprintf("%d of the %s loaded match", l.shown.matches, said)
	}
	said += l.completeness()
	if l.sorted {
		said += " · " + l.options.SortedBy
		if l.pages.State() != pages.Complete {
			said += ", of those loaded"
		}
	}
	if n := l.shown.odd; n > 0 {
		said += fmt.Sprintf(" · %d odd (!)", n)
	}
	if d := l.pages.Duplicates(); d > 0 {
		said += fmt.Sprintf(" · %d sent twice by the service", d)
	}
	if l.beyond > 0 {
		said = fmt.Sprintf("nothing at row %d or after it · ", l.beyond) + said
	}
	return said
}

// CountText is a number of items, with their noun.
func (l *List[T]) CountText(n int) string {
	if n == 1 {
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
		return ", all loaded"
	case l.HasFailed() && l.pages.Stale():
		return " loaded earlier, loading them again failed: " + l.keys.Refresh.Help().Key + " tries again"
	case l.HasFailed() && filtered:
		return ", " + strings.Join(append(l.gaps(), "the next page failed"), ", ")
	case l.HasFailed():
		return " loaded, " + strings.Join(append(l.gaps(), "the next page failed"), ", ")
	case filtered && !l.filtering:
		return l.more() + " · " + l.keys.LoadAll.Help().Key + " loads all"
	case filtered:
		return l.more()
	}
	return " loaded" + l.more()
}

// more says what is not loaded.
func (l *List[T]) more() string {
	said := l.gaps()
	if all := l.pages.Stretches(); !all[len(all)-1].Ended() {
		said = append(said, "more to come")
	}
	return ", " + strings.Join(said, ", ")
}

// gaps says what is not loaded before what is.
func (l *List[T]) gaps() []string {
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
	case l.pages.State() == pages.Complete:
		return l.options.Empty
	}
	return nil
}

// Problem is why a page failed, line by line, of several the first.
func (l *List[T]) Problem() []string {
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
func (l *List[T]) problemOf(s *stretch[T]) []string {
	if problem, said := l.problems[s]; said {
		return problem
	}
	return []string{s.Err().Error()}
}
