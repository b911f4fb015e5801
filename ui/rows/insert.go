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
	return e.seen.Search(r.id.Value(), offersShown)
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

// Paste puts pasted text into the field under the focus; in an identifier, text
// of several lines or with a name becomes rows.
func (e *Editor) Paste(msg tea.KeyMsg) {
	entries := ParseEntries(string(msg.Runes))
	if e.column != columnID || e.locked() || (len(entries) <= 1 && e.rows[e.at].rawID() != "") {
		e.edit(msg)
		return
	}
	e.Insert(entries)
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
