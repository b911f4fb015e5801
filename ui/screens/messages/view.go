package messages

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"acs-chat-tui/ui/data/pages"
	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/style/text"
	"acs-chat-tui/ui/widget/document"
)

// paneHeight is the height of the lines below the list that tell of the message under
// the cursor; small terminals have none.
func (m *Model) paneHeight() int {
	if m.height < 12 {
		return 0
	}
	return 3
}

// listHeight is the height of the list, below the line that says what is loaded.
func (m *Model) listHeight() int { return max(0, m.height-1-m.paneHeight()) }

// View draws the screen.
func (m *Model) View() string {
	if m.height <= 0 || m.width <= 0 {
		return ""
	}
	m.listTop = m.height
	if m.feed.Fetched() == 0 && m.feed.State() == pages.Failed {
		return m.failure()
	}
	m.look.drawn = true
	reason := m.reason()
	m.window.SetSize(m.width, m.listHeight()-len(reason))
	lines := []string{m.head()}
	m.listTop = len(lines)
	lines = append(append(lines, m.window.View(m.emptyText()...)), reason...)
	if m.listHeight() == 0 {
		lines = lines[:1]
	}
	return strings.Join(append(lines, m.pane()...), "\n")
}

// failure is shown while nothing at all could be loaded.
func (m *Model) failure() string {
	lines := document.Failure(m.theme, m.host.Keys(), m.problem, m.width, m.height)
	hint := fmt.Sprintf("  %s tries again · %s goes back", m.host.Keys().Name(keys.Open), m.host.Keys().Name(keys.Back))
	if pages.IsFinal(m.feed.Err()) {
		hint = fmt.Sprintf("  %s goes back", m.host.Keys().Name(keys.Back))
	}
	return strings.Join(append(lines, "", hint), "\n")
}

// reason is why a page failed, whole, below the list: where the cursor stands on its
// row, or where a refresh failed.
func (m *Model) reason() []string {
	if m.feed.RefreshErr() == nil && !m.onFailure() {
		return nil
	}
	if m.listHeight() < 2 {
		return nil
	}
	return document.Cut(m.theme, m.host.Keys(), document.Problem(m.theme, m.problem, m.width), m.listHeight()/2, m.width)
}

// FullText is why a page failed.
func (m *Model) FullText() []string {
	if m.feed.State() != pages.Failed && m.feed.RefreshErr() == nil {
		return nil
	}
	return m.problem
}

// head says what is loaded, never more than the service has said, and holds the filter.
func (m *Model) head() string {
	loaded := m.loadedWords()
	switch {
	case m.filtering:
		label := m.theme.Accent.Render("filter › ")
		room := max(10, m.width-text.Width(loaded)-12)
		return text.Truncate(label+m.filter.View(m.theme, room, true, false)+"  "+m.theme.Muted.Render(loaded), m.width)
	case m.query != "":
		return text.Truncate(m.theme.Accent.Render("filter › "+text.Sanitize(m.query))+"  "+
			m.theme.Muted.Render(loaded+" · "+m.keys.Unfilter.Help().Key+" clears"), m.width)
	}
	return m.theme.Muted.Render(text.Fit(loaded, m.width))
}

func (m *Model) loadedWords() string {
	if m.feed.Fetched() == 0 {
		return "loading messages…"
	}
	said := countOf(m.feed.Len(), "message")
	if m.query != "" {
		return fmt.Sprintf("%d of the %s loaded match%s", len(m.matches), said,
			m.restWords(", all loaded", ", more to come · "+m.keys.LoadAll.Help().Key+" loads all"))
	}
	said += m.restWords(", all loaded", " loaded, more to come")
	switch {
	case m.feed.RefreshErr() != nil:
		said += " · looking for newer ones failed: " + m.keys.Refresh.Help().Key + " tries again"
	case m.feed.Refreshing():
		said += " · refreshing"
	}
	if n := m.oddCount(); n > 0 {
		said += fmt.Sprintf(" · %d odd (!)", n)
	}
	if n := m.feed.Waiting(); n > 0 {
		said += fmt.Sprintf(" · %s further back changed lately", countOf(n, "message"))
	}
	if words := m.readersWords(); words != "" {
		said += " · " + words
	}
	return said
}

// restWords says whether there is more.
func (m *Model) restWords(all, more string) string {
	if m.all {
		return " so far, loading all · " + m.keys.StopLoading.Help().Key + " stops"
	}
	switch m.feed.State() {
	case pages.Complete:
		return all
	case pages.Failed:
		return " loaded, the next page failed"
	case pages.Idle, pages.Loading:
	}
	return more
}

// emptyText stands where there is no row.
func (m *Model) emptyText() []string {
	switch {
	case m.query != "":
		clearKey := m.keys.Unfilter.Help().Key
		if m.filtering {
			clearKey = m.keys.DropFilter.Help().Key
		}
		return []string{"", "  Nothing loaded matches the filter. " + clearKey + " clears it."}
	case m.feed.State() == pages.Complete:
		return []string{"", "  There are no messages here that you may see.", "", "  " + m.host.Keys().Name(keys.NewMessage) + " writes one"}
	}
	return nil
}

// pane tells of the message under the cursor: by the id who wrote it, whatever name it
// gives.
func (m *Model) pane() []string {
	var lines []string
	if e, ok := m.selected(); ok {
		who := "the service names nobody"
		if author := e.author(); author != nil {
			who = author.RawID()
		}
		lines = append(lines,
			text.NewRow(0).Cell(nil, text.TruncateMiddle(text.Sanitize(who), m.width), m.width).String(),
			text.NewRow(0).Cell(m.mutedStyle, m.about(e), m.width).String())
	}
	return document.Pane(m.theme, lines, m.width, m.paneHeight())
}

// about is what else is known of a message, on one line.
func (m *Model) about(e entry) string {
	facts := []string{"message " + cmp.Or(e.ID, "without an id")}
	if e.CreatedOn != nil {
		facts = append(facts, text.Ago(m.host.Now(), *e.CreatedOn))
	}
	if n := len(m.readers.of(e)); n > 0 {
		facts = append(facts, "read by "+countOf(n, "participant"))
	}
	for _, key := range slices.Sorted(maps.Keys(e.Metadata)) {
		facts = append(facts, key+"="+e.Metadata[key])
	}
	return strings.Join(facts, " · ")
}

// countOf is a number with its noun.
func countOf(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
