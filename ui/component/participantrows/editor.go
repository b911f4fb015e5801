package participantrows

import (
	"fmt"
	"slices"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

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
	// metadata says that the api-version takes metadata of participants.
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
	// checked says that the rows hold the checks of what they hold now.
	checked  bool
	onChange func()
	// awaiting is the row for which a user is being made; nil: none.
	awaiting *row
}

// New returns an editor with one empty row. self is the raw id of the user;
// members says who is known to be a member already, and may be nil.
func New(host screen.Host, t *theme.Theme, seen *identities.Seen, self string, members func(string) bool) *Editor {
	return &Editor{host: host, theme: t, seen: seen, self: self, members: members, metadata: true, rows: []*row{newRow()}}
}

// TakesMetadata says whether the api-version takes metadata of participants; it does
// where nothing is said.
func (e *Editor) TakesMetadata(takes bool) { e.metadata = takes }

// OnChange has f called after a change that no key of the form made: a row removed
// by the answer to a question.
func (e *Editor) OnChange(f func()) { e.onChange = f }

// FixFirst makes the first row the user's own, whose identifier is given.
func (e *Editor) FixFirst(rawID string) {
	first := newRow()
	first.id.SetValue(rawID)
	first.fixed = true
	first.name.SetPlaceholder("your display name")
	e.rows = append([]*row{first}, e.rows...)
	e.checked = false
}

// HoldsText says whether anything was typed that has not been accepted.
func (e *Editor) HoldsText() bool {
	return slices.ContainsFunc(e.rows, func(r *row) bool {
		typed := r.name.Value() + r.history.Value()
		if !r.fixed {
			typed += r.id.Value()
		}
		return !r.done() && strings.TrimSpace(typed) != ""
	})
}

// Empty says that no row holds anything.
func (e *Editor) Empty() bool { return e.count(func(r *row) bool { return !r.empty() }) == 0 }

// Leave says that the focus goes out of the rows.
type Leave int

// Stay, or go to the field before or after the rows.
const (
	Stay Leave = iota
	LeaveUp
	LeaveDown
)

// Focus puts the focus on the first or, coming from below, on the last row.
func (e *Editor) Focus(fromBelow bool) {
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

// Key takes one key of the form.
func (e *Editor) Key(msg tea.KeyMsg) Leave {
	switch k := e.host.Keys(); {
	case k.Is(msg, keys.NewRow):
		e.insert(e.at + 1)
		return Stay
	case k.Is(msg, keys.RemoveRow):
		e.askRemove()
		return Stay
	}
	switch msg.String() {
	case "tab":
		return e.next(false)
	case "enter":
		return e.next(true)
	case "shift+tab":
		return e.previous()
	case "down":
		return e.down()
	case "up":
		if e.at == 0 {
			return LeaveUp
		}
		e.focus(e.following(-1), e.column)
	case "pgdown":
		e.page(1)
	case "pgup":
		e.page(-1)
	default:
		e.edit(msg)
	}
	return Stay
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
func (e *Editor) next(add bool) Leave {
	if e.column < columnHistory && !e.locked() {
		e.focus(e.at, e.column+1)
		return Stay
	}
	if e.at < len(e.rows)-1 {
		e.focus(e.following(1), columnID)
		return Stay
	}
	if add && !e.rows[e.at].empty() {
		e.insert(len(e.rows))
		return Stay
	}
	return LeaveDown
}

func (e *Editor) previous() Leave {
	first := columnID
	if e.rows[e.at].fixed {
		first = columnName
	}
	if e.column > first && !e.locked() {
		e.focus(e.at, e.column-1)
		return Stay
	}
	if e.at == 0 {
		return LeaveUp
	}
	e.focus(e.following(-1), columnHistory)
	return Stay
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

func (e *Editor) down() Leave {
	if e.at < len(e.rows)-1 {
		e.focus(e.following(1), e.column)
		return Stay
	}
	if e.rows[e.at].empty() {
		return LeaveDown
	}
	e.insert(len(e.rows))
	return Stay
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

// locked says that the row under the focus cannot be edited any more.
func (e *Editor) locked() bool { return e.rows[e.at].done() }

// Removable says whether the row under the focus can be removed: where it is the only
// one and empty, nothing would change.
func (e *Editor) Removable() bool { return len(e.rows) > 1 || !e.rows[e.at].empty() }

func (e *Editor) askRemove() {
	r := e.rows[e.at]
	if r.fixed {
		e.host.Notify(screen.Notification{Level: screen.LevelInfo, Text: "this row is you: the service adds a thread's creator in any case"})
		return
	}
	if r.empty() || r.done() {
		e.remove(r)
		return
	}
	e.host.Ask(screen.Question{
		Title: fmt.Sprintf("Remove row %d?", e.at+1), Body: "It holds text: " + strings.TrimSpace(r.id.Value()+" "+r.name.Value()),
		Yes: "remove", No: "keep",
		OnYes: func() tea.Cmd {
			e.remove(r)
			if e.onChange != nil {
				e.onChange()
			}
			return nil
		},
	})
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
	if msg.String() == "right" && e.take() {
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
	r.settle(Editing, "")
	r.edited, r.firstSent, r.lost = true, time.Time{}, false
	e.freeDuplicates()
	e.checked = false
	e.offered = 0
}
