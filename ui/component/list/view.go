package list

import (
	"fmt"
	"strings"

	"acs-chat-tui/ui/data/pages"
	"acs-chat-tui/ui/style/text"
	"acs-chat-tui/ui/widget/document"
)

// View draws a line that says what is loaded, the heading of the columns, if there is one,
// and the rows.
func (l *List[T]) View(heading string) string {
	if l.width <= 0 || l.height <= 0 {
		return ""
	}
	lines := []string{l.HeadLine()}
	if heading != "" {
		lines = append(lines, heading)
	}
	l.rowsTop = len(lines)
	if l.height <= l.rowsTop {
		return lines[0]
	}
	height := l.height - l.rowsTop
	reason := l.reason(height)
	lines = append(append(lines, l.draw(height-len(reason))), reason...)
	return strings.Join(lines, "\n")
}

// Rows draws nothing but the rows, on as many lines as SetSize gave.
func (l *List[T]) Rows() string {
	l.rowsTop = 0
	return l.draw(l.height)
}

func (l *List[T]) draw(height int) string {
	l.drawn = true
	l.window.SetSize(l.width, height)
	return l.window.View(l.emptyText()...)
}

// reason is why a page failed, whole, below the rows: where the cursor stands on
// the failed page's row, or where a refresh failed, whose row may be far away.
func (l *List[T]) reason(height int) []string {
	if !l.Started() || height < 2 || !l.OnFailure() && !l.source.progress().refreshFailed {
		return nil
	}
	theme := l.options.Theme
	return document.Cut(theme, l.options.Keys, document.Problem(theme, l.FullText(), l.width), height/2, l.width)
}

// Failure stands in place of the list where nothing could be loaded; empty otherwise. back
// says that the screen can be left.
func (l *List[T]) Failure(back bool, width, height int) []string {
	problem := l.Problem()
	if problem == nil || l.Started() {
		return nil
	}
	var ways []string
	k := l.keys
	if !l.Final() {
		ways = append(ways, k.Retry.Help().Key+" tries again")
	}
	if back {
		ways = append(ways, k.Unfilter.Help().Key+" goes back")
	}
	lines := document.Failure(l.options.Theme, l.options.Keys, problem, width, height)
	if len(ways) > 0 {
		lines = append(lines, "", "  "+strings.Join(ways, " · "))
	}
	return lines
}

// rows hands the rows to the window.
type rows[T any] List[T]

// Len is the number of rows.
func (r *rows[T]) Len() int { return len(r.shown.rows) }

// Height is the number of lines of a row.
func (r *rows[T]) Height(int, int) int { return 1 }

// Line draws a line of a row: of an item, or what is known of those that are not loaded.
func (r *rows[T]) Line(index, _, width int, selected bool) string {
	row := r.shown.rows[index]
	if row.entry == nil {
		return (*List[T])(r).drawRest(row, width, selected)
	}
	return r.options.Row(row.entry.item, row.number, width, selected)
}

func (l *List[T]) drawRest(r row[T], width int, selected bool) string {
	marker := "  "
	if selected {
		marker = "▸ "
	}
	what := l.source.rest(r)
	if what.err == nil {
		return l.options.Theme.Muted.Render(text.Fit(marker+"… "+what.words, width))
	}
	hint := " · " + l.keys.Retry.Help().Key + " tries again"
	if pages.IsFinal(what.err) {
		hint = " · " + l.keys.Refresh.Help().Key + " starts over"
	}
	why := marker + "✗ " + text.Sanitize(strings.Join(what.problem[:min(1, len(what.problem))], ""))
	return l.options.Theme.Error.Render(text.Fit(text.Truncate(why, max(0, width-text.Width(hint)))+hint, width))
}

// HeadLine says what is loaded, never more than the service has said, and holds the
// filter.
func (l *List[T]) HeadLine() string {
	theme, loaded := l.options.Theme, l.loaded()
	if l.options.Note != nil {
		if note := l.options.Note(); note != "" {
			loaded = note + " · " + loaded
		}
	}
	switch {
	case l.filtering:
		label := theme.Accent.Render("filter › ")
		room := max(10, l.width-text.Width(loaded)-12)
		return text.Truncate(label+l.filter.View(theme, room, true, false)+"  "+theme.Muted.Render(loaded), l.width)
	case l.query != "":
		return text.Truncate(theme.Accent.Render("filter › "+text.Sanitize(l.query))+"  "+theme.Muted.Render(loaded+" · "+l.clearKey()+" clears"), l.width)
	}
	return theme.Muted.Render(text.Fit(loaded, l.width))
}

func (l *List[T]) loaded() string {
	switch {
	case l.options.Head != nil:
		return l.options.Head()
	case !l.Started() && l.HasFailed():
		return "nothing loaded"
	case !l.Started():
		return "loading " + l.options.Nouns + "…"
	}
	progress := l.source.progress()
	said := l.CountText(l.LoadedCount())
	if progress.older > 0 {
		said += fmt.Sprintf(" (%d of them earlier)", progress.older)
	}
	switch {
	case l.shown.alike:
		said = fmt.Sprintf("none of the %s loaded holds it; %d are like it", said, l.shown.matches)
	case l.query != "":
		said = fmt.Sprintf("%d of the %s loaded match", l.shown.matches, said)
	}
	said += l.completeness(progress)
	if l.sorted {
		said += " · " + l.options.SortedBy
		if !l.AllLoaded() {
			said += ", of those loaded"
		}
	}
	if n := l.shown.odd; n > 0 {
		said += fmt.Sprintf(" · %d odd (!)", n)
	}
	said += progress.news
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
func (l *List[T]) completeness(p progress) string {
	filtered := l.query != ""
	switch {
	case l.all:
		return " so far, loading all · " + l.keys.StopLoading.Help().Key + " stops"
	case p.again != "":
		return p.again
	case l.AllLoaded():
		return ", all loaded"
	case l.HasFailed() && filtered:
		return ", " + strings.Join(append(p.gaps, "the next page failed"), ", ")
	case l.HasFailed():
		return " loaded, " + strings.Join(append(p.gaps, "the next page failed"), ", ")
	}
	more := ", " + strings.Join(p.gaps, ", ")
	if !p.ended {
		more = ", " + strings.Join(append(p.gaps, "more to come"), ", ")
	}
	switch {
	case filtered && !l.filtering:
		return more + " · " + l.keys.LoadAll.Help().Key + " loads all"
	case filtered:
		return more
	}
	return " loaded" + more
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
	case l.query != "" && l.options.Fetch == nil:
		return []string{"", "  No " + l.options.Noun + " matches the filter. " + l.clearKey() + " clears it."}
	case l.query != "":
		lines := []string{"", "  Nothing loaded matches the filter. " + l.clearKey() + " clears it."}
		if !l.AllLoaded() && !l.all && !l.filtering {
			lines = append(lines, "  "+l.keys.LoadAll.Help().Key+" loads all, as far as the service has more.")
		}
		return lines
	case l.AllLoaded() && l.options.Empty != nil:
		return l.options.Empty()
	}
	return nil
}
