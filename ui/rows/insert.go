package rows

import (
	"fmt"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/identities"
	"acs-chat-tui/ui/screen"
)

// offersShown is how many identities are offered at a time.
const offersShown = 4

// offers are the identities of this session that fit what is typed.
func (e *Editor) offers() []identities.Identity {
	r := e.rows[e.at]
	if e.column != columnID || r.fixed || e.locked() {
		return nil
	}
	query := offerQuery{typed: r.id.Value(), known: e.seen.Len()}
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

// take puts the offered identity into the row; with the cursor inside the text,
// the key is the text's.
func (e *Editor) take() bool {
	r := e.rows[e.at]
	offers := e.offers()
	if len(offers) == 0 || !r.id.AtEnd() {
		return false
	}
	offer := offers[min(e.offered, len(offers)-1)]
	r.id.SetValue(offer.RawID)
	if strings.TrimSpace(r.name.Value()) == "" {
		r.name.SetValue(offer.DisplayName)
	}
	e.touched(r)
	return true
}

// Paste puts pasted text where it belongs: a list becomes rows wherever the focus
// is, and so does whatever is pasted into an empty identifier or on a row that is
// done; anything else is text for the field under the focus.
func (e *Editor) Paste(msg tea.KeyMsg) {
	entries := ParseEntries(string(msg.Runes))
	r := e.rows[e.at]
	intoID := e.column == columnID && !r.fixed && r.rawID() == ""
	if intoID && strings.TrimSpace(string(msg.Runes)) == "" {
		return
	}
	if len(entries) > 1 || (len(entries) == 1 && (intoID || e.locked())) {
		e.Insert(entries)
		return
	}
	e.edit(msg)
}

// Insert puts participants into the rows: into the one under the focus if it is
// empty, else behind it. The focus goes to the last of them.
func (e *Editor) Insert(entries []Entry) {
	dropped := 0
	for _, entry := range entries {
		if !e.rows[e.at].empty() || e.rows[e.at].fixed {
			if len(e.rows) >= Limit {
				dropped++
				continue
			}
			e.rows = slices.Insert(e.rows, e.at+1, newRow())
			e.at++
		}
		r := e.rows[e.at]
		r.id.SetValue(entry.RawID)
		r.name.SetValue(entry.Name)
		r.history.SetValue(entry.History)
	}
	e.checks = nil
	e.focus(e.at, columnID)
	if dropped > 0 {
		e.host.Notify(screen.Notification{
			Level: screen.LevelWarning,
			Text:  fmt.Sprintf("%d lines left out: a form holds %d rows at most", dropped, Limit),
		})
	}
}
