package participantrows

import (
	"fmt"
	"strings"

	"acs-chat-tui/ui/style/text"
	"acs-chat-tui/ui/widget/document"
)

// Numbers of the service (documented): a thread's participants, and those above
// which it has neither read receipts nor typing notifications.
const (
	threadLimit   = 250
	receiptsLimit = 20
)

// Summary is how many rows became what, on one line. doubtful says that the service
// refused somebody whom no row names.
func (e *Editor) Summary(doubtful bool) string {
	var parts []string
	accepted := e.Count(Accepted) + e.Count(Member)
	switch {
	case doubtful:
		parts = append(parts, e.theme.Warning.Render(fmt.Sprintf("✓ at most %d accepted", accepted)))
	case accepted > 0, e.Count(Refused) > 0:
		parts = append(parts, e.theme.Success.Render(fmt.Sprintf("✓ %d accepted", accepted)))
	}
	if n := e.Count(Refused); n > 0 {
		parts = append(parts, e.theme.Error.Render(fmt.Sprintf("✗ %d refused", n)))
	}
	for _, part := range []struct {
		status Status
		says   string
	}{{NotSent, "– %d not added"}, {Uncertain, "? %d unknown"}, {Broken, "✗ %d broken"}, {Duplicate, "= %d duplicate"}} {
		if n := e.Count(part.status); n > 0 {
			parts = append(parts, e.theme.Warning.Render(fmt.Sprintf(part.says, n)))
		}
	}
	return strings.Join(parts, "  ")
}

// Reasons says, for the rows that were not added for another reason than their own,
// how many there are of each reason.
func (e *Editor) Reasons() []string {
	var order []string
	counts := map[string]int{}
	for _, r := range e.rows {
		if r.status != NotSent && r.status != Uncertain {
			continue
		}
		if counts[r.reason] == 0 {
			order = append(order, r.reason)
		}
		counts[r.reason]++
	}
	lines := make([]string, len(order))
	for i, reason := range order {
		lines[i] = fmt.Sprintf("– %d %s", counts[reason], text.Sanitize(reason))
	}
	return lines
}

// Plan is what is to be said before the rows are sent: which will not be, how many
// requests it takes, and the thresholds of the service that it passes. members is
// the number of the thread's participants before, negative where it is not known.
func (e *Editor) Plan(members, width int) []string {
	pending := e.Pending()
	var facts []string
	if broken, duplicate := e.Count(Broken), e.Count(Duplicate); broken+duplicate > 0 {
		var parts []string
		if broken > 0 {
			parts = append(parts, countOf(broken, "broken row")+" of the list")
		}
		if duplicate > 0 {
			parts = append(parts, countOf(duplicate, "duplicate"))
		}
		facts = append(facts, strings.Join(parts, " and ")+" will not be sent")
	}
	if pending > BatchLimit {
		facts = append(facts, fmt.Sprintf("%d participants go out in several requests of at most %d", pending, BatchLimit))
	}
	before, after := max(0, members), max(0, members)+e.newPending()
	switch {
	case members < 0 && after > threadLimit, members >= 0 && after > threadLimit:
		facts = append(facts, fmt.Sprintf("a thread has at most %d participants: at least %d of these will not fit", threadLimit, after-threadLimit))
	case before <= receiptsLimit && after > receiptsLimit:
		facts = append(facts, fmt.Sprintf("above %d participants the service has no read receipts and no typing notifications", receiptsLimit))
	}
	var lines []string
	for _, fact := range facts {
		lines = append(lines, document.Paragraph(e.theme.Warning, "! "+fact, 2, width)...)
	}
	return lines
}

// newPending counts the rows to be sent that are not known to be members already.
func (e *Editor) newPending() int {
	return e.count(func(r *row) bool {
		return r.pending() && !r.fixed && (e.members == nil || !e.members(r.rawID()))
	})
}

func countOf(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
