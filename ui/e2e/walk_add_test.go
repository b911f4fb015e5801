//go:build unix

package e2e

import (
	"net/http"
	"path/filepath"
	"testing"

	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/e2e/terminal"
)

// TestFootersOfTheAddForm walks through the form that adds participants, also while it
// is sent and once some of them were refused.
func TestFootersOfTheAddForm(t *testing.T) {
	t.Parallel()
	w := startKeyed(t)
	const topic = "Added to by the walker"
	made := w.makeThread(topic)
	w.openTop(topic, "2 Participants")
	w.shows("1 participant, all loaded")
	add := made.ID + "/participants/:add"
	next := firstOfCrowd
	empty := func(w *walk) {
		w.footerHas("a add")
		w.types("a")
		w.shows("Add participants", "▸ 1")
		w.footerHas("ctrl+y new user for this row")
	}
	row := func(w *walk) {
		empty(w)
		next++
		w.types(emulator.KnownUserID(next), terminal.Tab, "Ada")
		w.shows("▸ 1", "Ada")
		w.until("no new user for it", func(screen terminal.Screen) bool { return !screen.Contains("ctrl+y") })
	}
	refused := func(w *walk) {
		empty(w)
		next++
		w.types(terminal.Paste(unknownID()+", Nobody\n"+emulator.KnownUserID(next)+", Ada\n"), terminal.CtrlS)
		w.shows("1 accepted", "1 refused")
	}
	show := "POST " + w.service.endpoint + "/chat/threads/"
	file := writeFile(t, filepath.Join(t.TempDir(), "people.csv"), "rawId,displayName\n"+emulator.KnownUserID(firstOfCrowd-1)+",Grace\n", 0o600)
	imports := then(leaveForm, func(w *walk) {
		w.comes("Import")
		w.types(file, terminal.Enter)
		w.shows("Grace")
	})
	sends := func(w *walk) {
		w.awaits(http.MethodPost, add, w.press)
		w.shows("1 accepted", "nothing is left to send")
		w.types(terminal.Escape)
		w.shows("▸2 Participants")
	}
	nobody := func(w *walk) {
		w.comes("there is nobody to add")
		w.types("x", terminal.Backspace)
		w.gone("there is nobody to add")
	}
	w.through(
		station{name: "the form to add", reach: empty, keys: promises{
			"ctrl+g help": helps,
			"ctrl+s send": nobody,
			"esc leave":   leads("▸2 Participants"),
			"tab next field": func(w *walk) {
				w.press()
				w.types("Zoe")
				w.shows("▸ 1 8:acs:… Zoe")
				w.types(terminal.CtrlU, terminal.ShiftTab)
			},
			"ctrl+n new row":      func(w *walk) { w.comes("▸ 2"); w.types(terminal.CtrlD); w.gone("▸ 2") },
			"ctrl+o import file":  opens("Import"),
			"ctrl+x show request": nobody,
			"ctrl+y new user for this row": func(w *walk) {
				w.awaits(http.MethodPost, "/identities", w.press)
				w.shows("user created: 8:acs:")
				leaveForm(w)
				w.read()
				empty(w)
			},
		}},
		station{name: "a row to add", anew: true, reach: row, keys: typed(leaveForm, show).and(promises{
			"ctrl+s send":        sends,
			"tab next field":     then(leaveForm, leads("empty or all: whole history")),
			"ctrl+n new row":     then(leaveForm, leads("▸ 2")),
			"ctrl+d remove row":  then(leaveForm, asksToRemove),
			"ctrl+o import file": imports,
		})},
		station{name: "some of whom were refused", reach: refused, keys: promises{
			"ctrl+g help": helps,
			"ctrl+s send": func(w *walk) {
				// What follows looks as before: it is seen to be sent, and then to be answered.
				w.service.faults(fault{Operation: "AddChatParticipants", Kind: "latency", Latency: "2s", Times: 1})
				w.awaits(http.MethodPost, add, func() {
					w.comes("sending 1")
					w.gone("sending 1")
				})
			},
			"esc leave":            typed(nil, "")["esc leave"],
			"ctrl+x show request":  opens(show),
			"ctrl+t save a report": opens("Save the report"),
			"tab next field":       func(w *walk) { w.press(); w.types(" Zoe"); w.shows("Nobody Zoe"); w.types(terminal.ShiftTab) },
			"ctrl+n new row": func(w *walk) {
				w.comes("▸ 2", "     3")
				w.types(terminal.CtrlD)
				w.gone("     3 ")
				w.types(terminal.Up)
				w.shows("▸ 1")
			},
			"ctrl+d remove row":  asksToRemove,
			"ctrl+o import file": opens("Import"),
		}},
		station{name: "adding under way", busy: true, reach: func(w *walk) {
			row(w)
			w.service.faults(fault{Operation: "AddChatParticipants", Kind: "latency", Latency: "1h"})
			w.types(terminal.CtrlS)
			w.shows("request 1: sending 1")
		}, keys: promises{
			"ctrl+g help": helps,
			"esc leave":   leads("Leave while sending?"),
		}},
	)
}

// TestFootersOfTheEditForm walks through the form that edits a thread, untouched and
// changed.
func TestFootersOfTheEditForm(t *testing.T) {
	t.Parallel()
	const topic = "Edited by the walker"
	w, made := startWalk(t, topic)
	path := threadsPath + "/" + made.ID
	show := "PATCH " + w.service.endpoint + "/chat/threads/"
	open := func(w *walk) {
		w.footerHas("e edit")
		w.types("e")
		w.shows("Edit “", "▸ topic")
	}
	changed := func(w *walk) {
		open(w)
		w.types("!")
		w.shows(topic + "!")
	}
	key := func(w *walk) {
		open(w)
		w.types(terminal.CtrlN, "colour", terminal.Tab, "blue")
		w.shows("colour", "blue")
	}
	nothing := "nothing is left to change"
	w.through(
		station{name: "the form to edit", anew: true, reach: open, keys: promises{
			"ctrl+g help":         then(func(w *walk) { w.types(terminal.Escape) }, helps),
			"ctrl+s send":         then(func(w *walk) { w.types(terminal.Escape) }, leads(nothing)),
			"esc leave":           leads("▸ "+topic, "all loaded"),
			"tab next field":      then(func(w *walk) { w.types(terminal.Escape) }, leads("▸ retention, days")),
			"ctrl+n new row":      then(func(w *walk) { w.types(terminal.Escape) }, leads("▸ key")),
			"ctrl+x show request": then(func(w *walk) { w.types(terminal.Escape) }, leads(nothing)),
		}},
		station{name: "a key of metadata", anew: true, reach: key, keys: typed(leaveForm, show).and(promises{
			"ctrl+s send": func(w *walk) {
				w.awaits(http.MethodPatch, path, func() { w.comes("updated: metadata") })
				w.read()
				if status := w.service.do(http.MethodPatch, path+"?api-version="+apiVersion, "application/merge-patch+json", map[string]any{"metadata": map[string]any{"colour": nil}}, nil); status != http.StatusNoContent {
					w.t.Fatalf("taking the key back answered %d", status)
				}
			},
			"tab next field":    then(leaveForm, leads("▸ retention, days")),
			"ctrl+n new row":    then(leaveForm, leads("▸ key")),
			"ctrl+d remove row": then(func(w *walk) { w.types(terminal.Escape) }, closes("colour")),
		})},
		station{name: "a topic edited", anew: true, reach: changed, keys: typed(leaveForm, show).and(promises{
			"tab next field": then(leaveForm, leads("▸ retention, days")),
			"ctrl+n new row": then(leaveForm, leads("▸ key")),
			"ctrl+s send": func(w *walk) {
				w.awaits(http.MethodPatch, path, func() { w.comes("updated: topic") })
				w.read()
			},
		})},
	)
	w.service.thread(topic + "!")
}
