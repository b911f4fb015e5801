package participantrows

import (
	"fmt"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/data/identities"
	"acs-chat-tui/ui/data/roster"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/style/text"
)

// offersShown is how many identities are offered at a time.
const offersShown = 4

// offers are the identities of this session that fit what is typed.
func (e *Editor) offers() []identities.Offer {
	r := e.rows[e.at]
	if e.column != columnID || r.fixed || e.locked() {
		return nil
	}
	query := offerQuery{typed: r.id.Value(), known: e.seen.Revision()}
	if e.offerQuery != query {
		e.offerQuery, e.found = query, e.seen.Search(query.typed, offersShown)
	}
	return e.found
}

// offerQuery is what a search for offers depends on. Its result is kept, because a
// frame asks for it several times.
type offerQuery struct {
	typed string
	known int
}

// acceptOffer puts the offered identity into the row; with the cursor inside the text,
// the key is the text's.
func (e *Editor) acceptOffer() bool {
	r := e.rows[e.at]
	offers := e.offers()
	if len(offers) == 0 || !r.id.AtEnd() {
		return false
	}
	offer := offers[min(e.offered, len(offers)-1)]
	r.id.SetValue(offer.RawID)
	if strings.TrimSpace(r.name.Value()) == "" {
		r.name.SetValue(offer.Name)
	}
	e.touched(r)
	return true
}

// paste puts pasted text where it belongs: a list becomes rows wherever the focus
// is, and so does whatever is pasted into an empty identifier or on a row that is
// done; anything else is text for the field under the focus.
func (e *Editor) paste(msg tea.KeyMsg) {
	pasted := string(msg.Runes)
	if len(pasted) > roster.MaxBytes {
		e.host.Notify(screen.Notification{Level: screen.LevelError, Text: "Nothing was pasted: the text is larger than 1 MiB. Split it, or import it as files."})
		return
	}
	now := e.host.Now()
	list := roster.Read(pasted, now)
	r := e.rows[e.at]
	intoID := e.column == columnID && !r.fixed && r.rawID() == ""
	if intoID && strings.TrimSpace(pasted) == "" {
		return
	}
	if len(list.Entries) > 1 || (len(list.Entries) == 1 && (intoID || e.locked())) {
		e.Insert(list)
		return
	}
	e.edit(msg)
}

// Insert puts a list into the rows: into the one under the focus if it is empty,
// else behind it. The focus goes to the last of them. A list that is too long is
// not taken at all, so that nobody is left out unnoticed.
func (e *Editor) Insert(list roster.Roster) {
	if e.count(func(r *row) bool { return !r.empty() && !r.fixed })+len(list.Entries) > Limit {
		e.host.Notify(screen.Notification{
			Level: screen.LevelError,
			Text:  fmt.Sprintf("nothing was taken from the list: it has %d rows, and a form holds %d at most; split it", len(list.Entries), Limit),
		})
		return
	}
	if len(list.Entries) == 0 {
		return
	}
	first := e.firstRows()
	at := e.at + 1
	if e.rows[e.at].empty() && !e.rows[e.at].fixed {
		e.rows, at = slices.Delete(e.rows, e.at, e.at+1), e.at
	}
	inserted := make([]*row, len(list.Entries))
	for i, entry := range list.Entries {
		r := newRow()
		r.fill(entry)
		if before, twice := first[strings.ToLower(r.rawID())]; twice && r.status == Editing && r.rawID() != "" {
			r.setStatus(Duplicate, fmt.Sprintf("line %d: the same participant as in %s of this form", entry.Line, before))
		}
		inserted[i] = r
	}
	e.rows = slices.Insert(e.rows, at, inserted...)
	e.checked = false
	e.focus(at+len(inserted)-1, columnID)
	e.notifyProblems(list)
}

// firstRows says which row names a participant, before a list comes.
func (e *Editor) firstRows() map[string]string {
	first := map[string]string{}
	for i, r := range e.rows {
		id := strings.ToLower(r.rawID())
		if id == "" || r.status == Broken || r.status == Duplicate {
			continue
		}
		if _, twice := first[id]; !twice {
			first[id] = fmt.Sprintf("row %d", i+1)
		}
	}
	return first
}

// notifyProblems notifies of what is wrong with a list as a whole.
func (e *Editor) notifyProblems(list roster.Roster) {
	if len(list.Problems) == 0 {
		return
	}
	var details []string
	for _, p := range list.Problems {
		details = append(details, text.Sanitize(p.String()))
	}
	e.host.Notify(screen.Notification{Level: screen.LevelWarning, Text: "of the list: " + details[0], Details: details})
}

// freeDuplicates makes rows that name nobody twice any more, because the row before them
// was removed or changed, rows to be sent.
func (e *Editor) freeDuplicates() {
	first := e.firstRows()
	for i, r := range e.rows {
		id := strings.ToLower(r.rawID())
		if r.status != Duplicate {
			continue
		}
		if _, named := first[id]; !named {
			r.setStatus(Editing, "")
			first[id] = fmt.Sprintf("row %d", i+1)
		}
	}
}
