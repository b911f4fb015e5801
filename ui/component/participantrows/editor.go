// Package participantrows is the field of participants that the forms for a new thread and
// for adding share: a row holds an identifier, a display name and the share history time,
// and what a list said of it beside them. Lists are read by ui/data/roster.
package participantrows

import (
	"encoding/csv"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/acs"
	"acs-chat-tui/ui/component/form"
	"acs-chat-tui/ui/data/identities"
	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/style/theme"
)

// Limit bounds the rows of one form: a thread takes 250 participants.
const Limit = 2000

// Editor is the rows with their focus.
type Editor struct {
	host    screen.Host
	theme   *theme.Theme
	seen    *identities.Seen
	members func(rawID string) bool
	self    string
	// metadata reports whether the api-version takes metadata of participants.
	metadata bool

	rows    []*row
	at      int
	column  column
	offered int
	// found is the result of the last search for offers.
	offerQuery offerQuery
	found      []identities.Offer
	submitted  bool
	// batches counts the requests that rows went out with.
	batches int
	// checked reports whether the rows hold the checks of what they hold now.
	checked bool
	// awaiting is the row for which a user is being made; nil: none.
	awaiting *row
}

// New returns an editor with one empty row. self is the raw id of the user;
// members says who is known to be a member already, and may be nil.
func New(host screen.Host, t *theme.Theme, seen *identities.Seen, self string, members func(string) bool) *Editor {
	return &Editor{host: host, theme: t, seen: seen, self: self, members: members, metadata: true, rows: []*row{newRow()}}
}

// TakesMetadata records whether the api-version takes metadata of participants; it does
// where nothing is said.
func (e *Editor) TakesMetadata(takes bool) { e.metadata = takes }

// FixFirst makes the first row the user's own, whose identifier is given.
func (e *Editor) FixFirst(rawID string) {
	first := newRow()
	first.id.SetValue(rawID)
	first.fixed = true
	first.name.SetPlaceholder("your display name")
	e.rows = append([]*row{first}, e.rows...)
	e.checked = false
}

// Changed reports whether anything was typed that has not been accepted.
func (e *Editor) Changed() bool {
	return slices.ContainsFunc(e.rows, func(r *row) bool {
		typed := r.name.Value() + r.history.Value()
		if !r.fixed {
			typed += r.id.Value()
		}
		return !r.done() && strings.TrimSpace(typed) != ""
	})
}

// Empty reports whether no row holds anything.
func (e *Editor) Empty() bool { return e.count(func(r *row) bool { return !r.empty() }) == 0 }

// Enabled reports true.
func (e *Editor) Enabled() bool { return true }

// Least is the column names and two rows.
func (e *Editor) Least() int { return 3 }

// Keys are those of the offered identities.
func (e *Editor) Keys() []key.Binding {
	return []key.Binding{key.NewBinding(key.WithKeys("right"), key.WithHelp("→", "take the offered identity; pgup, pgdn choose"))}
}

// Drafts is what stands in the rows that are not accepted, as lines that can be pasted
// into a form again.
func (e *Editor) Drafts() []screen.Draft {
	var b strings.Builder
	lines := csv.NewWriter(&b)
	for _, r := range e.rows {
		if !r.done() && !r.empty() {
			_ = lines.Write([]string{r.id.Value(), r.name.Value(), r.history.Value()}) // A Builder takes all.
		}
	}
	lines.Flush()
	return []screen.Draft{{Label: "participants", Text: strings.TrimSuffix(b.String(), "\n")}}
}

// Enter puts the focus on the first or, coming from below, on the last row.
func (e *Editor) Enter(fromBelow bool) {
	if !fromBelow {
		e.focus(0, columnID)
		return
	}
	e.focus(len(e.rows)-1, columnHistory)
}

func (e *Editor) focus(at int, c column) {
	e.at = max(0, min(at, len(e.rows)-1))
	e.column = c
	e.offered = 0
	if e.rows[e.at].fixed && e.column == columnID {
		e.column = columnName
	}
}

// TakesRows reports whether each line is a row: it begins with a raw id, and nothing stands
// in the row with the focus yet. What somebody types ahead, names and keys between, is none.
func (e *Editor) TakesRows(lines string) bool {
	if e.column != columnID || !e.rows[e.at].empty() {
		return false
	}
	for line := range strings.FieldsFuncSeq(lines, func(r rune) bool { return r == '\r' || r == '\n' }) {
		first := line
		if end := strings.IndexAny(line, "\t,;"); end >= 0 {
			first = line[:end]
		}
		if !acs.UnderstandRawID(first).Known {
			return false
		}
	}
	return true
}

// Key takes one key of the form, or a paste.
func (e *Editor) Key(msg tea.KeyMsg) form.Step {
	switch k := e.host.Keys(); {
	case msg.Paste:
		e.paste(msg)
		return form.Stay()
	case k.Is(msg, keys.NewRow):
		e.insert(e.at + 1)
		return form.Stay()
	case k.Is(msg, keys.RemoveRow):
		return e.askRemove()
	}
	switch msg.String() {
	case "tab":
		return e.next(false)
	case "enter":
		return e.next(true)
	case "shift+tab":
		return e.previous()
	case "down":
		if e.at == len(e.rows)-1 {
			return e.append()
		}
		e.focus(e.following(1), e.column)
	case "up":
		if e.at == 0 {
			return form.Previous()
		}
		e.focus(e.following(-1), e.column)
	case "pgdown":
		e.page(1)
	case "pgup":
		e.page(-1)
	default:
		e.edit(msg)
	}
	return form.Stay()
}

// Wheel moves the focus by a row, but out of the rows and to a new one never.
func (e *Editor) Wheel(down bool) {
	switch {
	case down && e.at < len(e.rows)-1:
		e.focus(e.following(1), e.column)
	case !down && e.at > 0:
		e.focus(e.following(-1), e.column)
	}
}

// next goes to the following field; with add, behind the last one to a new row.
func (e *Editor) next(add bool) form.Step {
	switch {
	case e.column < columnHistory && !e.locked():
		e.focus(e.at, e.column+1)
	case e.at < len(e.rows)-1:
		e.focus(e.following(1), columnID)
	case add:
		return e.append()
	default:
		return form.Next()
	}
	return form.Stay()
}

// append goes from the last row to a new one, or where that holds nothing out of the rows.
func (e *Editor) append() form.Step {
	if e.rows[e.at].empty() {
		return form.Next()
	}
	e.insert(len(e.rows))
	return form.Stay()
}

func (e *Editor) previous() form.Step {
	first := columnID
	if e.rows[e.at].fixed {
		first = columnName
	}
	switch {
	case e.column > first && !e.locked():
		e.focus(e.at, e.column-1)
	case e.at == 0:
		return form.Previous()
	default:
		e.focus(e.following(-1), columnHistory)
	}
	return form.Stay()
}

// following is the next row in a direction that can be edited; where none can,
// the next one.
func (e *Editor) following(by int) int {
	for at := e.at + by; at >= 0 && at < len(e.rows); at += by {
		if !e.rows[at].done() {
			return at
		}
	}
	return e.at + by
}

// pageRows is how far the page keys go.
const pageRows = 10

// page chooses among the offered identities, or where there are none moves over
// the rows, accepted ones included.
func (e *Editor) page(by int) {
	if offers := len(e.offers()); offers > 0 {
		e.offered = max(0, min(e.offered+by, offers-1))
		return
	}
	e.focus(e.at+by*pageRows, e.column)
}

// insert puts a new row at a place and the focus on it.
func (e *Editor) insert(at int) {
	if len(e.rows) >= Limit {
		e.host.Notify(screen.Notification{Level: screen.LevelWarning, Text: fmt.Sprintf("a form holds %d rows at most", Limit)})
		return
	}
	e.rows = slices.Insert(e.rows, at, newRow())
	e.checked = false
	e.focus(at, columnID)
}

// locked reports whether the row under the focus cannot be edited any more.
func (e *Editor) locked() bool { return e.rows[e.at].done() }

// Removable reports whether the row under the focus can be removed: where it is the only
// one and empty, nothing would change.
func (e *Editor) Removable() bool { return len(e.rows) > 1 || !e.rows[e.at].empty() }

func (e *Editor) askRemove() form.Step {
	r := e.rows[e.at]
	remove := func() form.Step {
		e.remove(r)
		return form.Stay()
	}
	switch {
	case r.fixed:
		e.host.Notify(screen.Notification{Level: screen.LevelInfo, Text: "this row is you: the service adds a thread's creator in any case"})
		return form.Stay()
	case r.empty(), r.done():
		return remove()
	}
	return form.Ask(screen.Question{
		Title: fmt.Sprintf("Remove row %d?", e.at+1), Body: "It holds text: " + strings.TrimSpace(r.id.Value()+" "+r.name.Value()),
		Yes: "remove", No: "keep",
	}, remove)
}

func (e *Editor) remove(r *row) {
	e.rows = slices.DeleteFunc(e.rows, func(other *row) bool { return other == r })
	if len(e.rows) == 0 {
		e.rows = []*row{newRow()}
	}
	e.freeDuplicates()
	e.checked = false
	e.focus(e.at, e.column)
}

// edit gives a key to the field under the focus.
func (e *Editor) edit(msg tea.KeyMsg) {
	r := e.rows[e.at]
	if e.locked() || (r.fixed && e.column == columnID) {
		return
	}
	if msg.String() == "right" && e.acceptOffer() {
		return
	}
	f := r.field(e.column)
	before := f.Value()
	f.Update(msg)
	if f.Value() != before {
		e.touched(r)
	}
}

// touched forgets what was said of a row that is edited now.
func (e *Editor) touched(r *row) {
	r.setStatus(Editing, "")
	r.edited, r.firstSent, r.lost = true, time.Time{}, false
	e.freeDuplicates()
	e.checked = false
	e.offered = 0
}
