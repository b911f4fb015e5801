package messages

import (
	"fmt"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/acs"
	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/data/pages"
	"acs-chat-tui/ui/screen"
)

// The operations that a look takes.
const (
	listMessages = acs.OperationListChatMessages
	listReceipts = acs.OperationListChatReadReceipts
)

// look is what looks have found. What changed in any message that is loaded is among
// the newest pages: a look reads no further than it must.
type look struct {
	// under says that the messages are being read for a look, receipts that the read
	// receipts are to follow.
	under, receipts bool
	// asked is when the newest messages were asked for, pending until they have come, and
	// asOf when those shown were.
	asked, asOf time.Time
	pending     bool
	// problem says why the last look failed.
	problem string
	// touched are the messages that the look under way has brought, as they were before;
	// nil for those that were not known.
	touched map[string]*entry
	changes map[string]change
	// drawn says that what is loaded now has been on the screen.
	drawn bool
}

// change is what looks have found of a message.
type change struct {
	kind screen.Change
	what string
	// base is the message as the user saw it last; not for what is new.
	base entry
	// seen says that it stood on the screen when the user pressed a key.
	seen bool
}

// Poll asks for the newest messages, as far as to those that are known, and then for
// the read receipts.
func (m *Model) Poll() tea.Cmd {
	if m.look.receipts {
		m.look.receipts = false
		return command.ListReadReceipts(m.scope, m.to.ThreadID)
	}
	m.look.receipts = true
	m.look.asked, m.look.pending = m.host.Now(), true
	if m.feed.Fetched() > 0 {
		// What comes where nothing has come yet is not new.
		m.look.under, m.look.touched = true, map[string]*entry{}
	}
	m.feed.Refresh()
	return m.ensure()
}

// Polling reports whether a poll needs a further request.
func (m *Model) Polling() bool { return m.look.receipts && !m.look.under }

// CancelPoll drops a poll that is half done: the messages have come, and only the read
// receipts are left for the next one.
func (m *Model) CancelPoll() { m.look.receipts = false }

// PollWait is how long it takes until a poll's next request stays under half of the
// service's limits.
func (m *Model) PollWait() time.Duration {
	if m.Polling() {
		return m.scope.PollWait(listReceipts, m.to.ThreadID)
	}
	return m.scope.PollWait(listMessages, m.to.ThreadID)
}

// Polled says what polls have found.
func (m *Model) Polled() screen.PollState {
	found := screen.PollState{AsOf: m.look.asOf, Problem: m.look.problem}
	for _, c := range m.look.changes {
		if c.kind == screen.New {
			found.New++
		} else {
			found.Changed++
		}
	}
	if e, ok := m.selected(); ok {
		found.Here = m.look.changes[e.key()].what
	}
	return found
}

// ClearChanges takes the marks of what has changed away.
func (m *Model) ClearChanges() { clear(m.look.changes) }

// begin takes the time at which the newest messages are asked for otherwise.
func (l *look) begin(now time.Time) {
	l.under, l.receipts, l.problem, l.asked, l.pending = false, false, "", now, true
}

// touch keeps how the messages of a look's page were before.
func (m *Model) touch(page []entry) {
	for _, e := range page {
		if _, known := m.look.touched[e.key()]; known || !m.look.under {
			continue
		}
		m.look.touched[e.key()] = nil
		if at, shown := m.feed.Index(e.key()); shown {
			old := m.feed.At(at)
			m.look.touched[e.key()] = &old
		}
	}
}

// tookPage ends a look that has read enough, and marks what it found.
func (m *Model) tookPage() {
	if m.feed.Refreshing() {
		return
	}
	if dropped := m.feed.News().Dropped; m.look.pending && dropped > 0 {
		m.tellDropped(dropped)
	}
	if m.look.pending {
		m.look.asOf, m.look.pending = m.look.asked, false
	}
	if !m.look.under {
		return
	}
	m.look.under, m.look.problem = false, ""
	if m.look.changes == nil {
		m.look.changes = map[string]change{}
	}
	for key, c := range m.look.changes {
		if _, shown := m.feed.Index(key); c.seen || !shown {
			delete(m.look.changes, key)
		}
	}
	for key, old := range m.look.touched {
		if at, shown := m.feed.Index(key); shown {
			m.look.compare(key, old, m.feed.At(at))
		}
	}
	m.look.touched, m.look.drawn = nil, false
}

// tellDropped says that so much is new that the list begins anew with it: what was
// loaded before, and the message under the cursor, are further back than is loaded now.
func (m *Model) tellDropped(messages int) {
	said, why := "not loaded any more", "More came at once than is read on: the list begins anew. Scrolling on loads the older messages again."
	if m.feed.State() == pages.Complete {
		said, why = "not in the thread any more", "The list begins anew."
	}
	m.host.Notify(screen.Notification{
		Level: screen.LevelWarning, Text: fmt.Sprintf("older messages %s: %d", said, messages),
		Details: []string{why, "The cursor may stand on another message than before."},
	})
}

// compare takes the difference between a message as it was and as it is.
func (l *look) compare(key string, old *entry, is entry) {
	c, marked := l.changes[key]
	switch {
	case marked && c.kind == screen.New:
		return
	case old == nil:
		l.changes[key] = change{kind: screen.New, what: "new"}
		return
	case !marked:
		c.base = *old
	}
	if what := difference(c.base, is); what != "" {
		l.changes[key] = change{kind: screen.Changed, what: what, base: c.base}
	} else {
		delete(l.changes, key)
	}
}

// difference says what of a message has changed.
func difference(was, is entry) string {
	var parts []string
	if was.DeletedOn == nil && is.DeletedOn != nil {
		parts = append(parts, "deleted")
	} else if was.Version != is.Version {
		parts = append(parts, "edited")
	}
	return strings.Join(parts, "; ")
}

// lookFailed ends a look; what is shown stays.
func (m *Model) lookFailed(problem *command.Problem) {
	m.look.pending, m.look.receipts = false, false
	if m.look.under {
		m.look.under, m.look.problem = false, problem.Why
	}
}

// see says that the user has what is drawn before his eyes.
func (m *Model) see() {
	if !m.look.drawn || len(m.look.changes) == 0 {
		return
	}
	for row := m.window.Top(); row <= m.window.LastVisible(); row++ {
		e, ok := m.at(row)
		if !ok {
			continue
		}
		if c, marked := m.look.changes[e.key()]; marked {
			c.seen = true
			m.look.changes[e.key()] = c
		}
	}
}

// hold does something that may move the messages, and keeps the one under the cursor on
// its line of the screen, or, where the screen begins with the newest, moves it down as
// far as it stays in sight: a look puts no other message under the cursor.
func (m *Model) hold(change func()) {
	row, line, top := m.window.Cursor(), m.window.Line(), m.window.Top()
	anchor, behind := m.anchor(row)
	change()
	m.match()
	if at, ok := m.rowOf(anchor); ok {
		row = at + behind
		if top == 0 {
			line = m.linesAbove(row)
		}
	}
	m.window.Put(row, line)
}

// linesAbove is how many lines stand above a row, but not more than the screen has.
func (m *Model) linesAbove(row int) int {
	lines := 0
	for above := range row {
		if lines >= m.height {
			return max(0, m.listHeight()-1)
		}
		lines += source{m}.Height(above, max(0, m.width-1))
	}
	return min(lines, max(0, m.listHeight()-1))
}
