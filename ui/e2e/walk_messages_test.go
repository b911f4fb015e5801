//go:build unix

package e2e

import (
	"net/http"
	"slices"
	"testing"

	"acs-chat-tui/ui/e2e/terminal"
)

// TestFootersOfMessages walks through the messages of a thread and the form for one.
func TestFootersOfMessages(t *testing.T) {
	t.Parallel()
	const topic, says, loaded = "Walked through", "Said by the operator", "messages, all loaded"
	w, made := startWalk(t, topic)
	w.service.say(made.ID, "text", says)
	own := w.service.messages(made.ID)[0].ID
	all := w.service.messages(made.ID)
	oldest := all[len(all)-1].ID
	w.openTop(topic, "3 Messages")
	w.shows("▸", says, loaded)
	messages := made.ID + "/messages"
	copied := func(what, want string) promise {
		return copies("message "+what, func(_ *walk, copied string) bool { return copied == want })
	}
	of := func(id string) promises {
		return ofScreens().and(ofWatching()).and(promises{
			"w write":        opens("New message in “" + topic + "”"),
			"enter details":  opens("Message", "message id", id),
			"/ filter":       opens("filter ›"),
			"ctrl+r refresh": receives(messages),
			"y copy id":      copied("id", id),
			"esc back":       leads("▸ "+topic, "all loaded"),
		})
	}
	system := of(oldest).and(promises{"Y copy text": func(w *walk) {
		w.comes("this message has no text to copy")
		w.read()
	}})
	mine := of(own).and(promises{
		"Y copy text": copied("text", says),
		"e edit":      opens("Edit your message in “" + topic + "”"),
		"d delete":    opens("Delete this message?"),
	})
	w.through(
		station{name: "messages, a filter typed", anew: true, reach: filters("said by"), keys: ofFilter("said by")},
		station{name: "messages, filtered", anew: true, reach: filters("said by", terminal.Enter), keys: ofScreens().and(promises{
			"? help":               then(unfilter, helps),
			"W watch":              then(unfilter, ofWatching()["W watch"]),
			"esc clear the filter": closes("filter ›"),
			"enter details":        then(unfilter, opens("Message", "message id", own)),
			"y copy id":            then(unfilter, copied("id", own)),
			"Y copy text":          then(unfilter, copied("text", says)),
		})},
		station{name: "a message", reach: func(w *walk) {
			w.types("g", terminal.Enter)
			w.shows("message id", own)
		}, keys: ofScreens().and(promises{
			"y copy message id": copied("id", own),
			"esc back":          leads("▸3 Messages", loaded),
		})},
		station{name: "messages, one of the service's", reach: func(w *walk) {
			w.types("G")
			w.footerHas("enter details")
			w.until("no edit of it", func(screen terminal.Screen) bool { return !slices.Contains(w.hintsOn(screen), "e edit") })
		}, keys: system},
	)
	open := func(w *walk) {
		w.openTop(topic, "3 Messages")
		w.shows(loaded)
		w.types("g")
		w.footerHas("e edit")
	}
	w.through(station{name: "messages, one's own", reach: open, keys: mine})
	open(w)
	w.composing(topic, messages)
	w.through(station{name: "a deletion asked for", anew: true, covers: true, reach: func(w *walk) {
		w.types("d")
		w.shows("Delete this message?")
	}, keys: ofQuestion("Delete this message?", "delete", "keep", func(w *walk) {
		w.awaits(http.MethodDelete, messages+"/"+w.service.messages(made.ID)[0].ID, w.press)
		w.shows("deleted")
		w.read()
		w.service.say(made.ID, "text", says)
		w.awaits(http.MethodGet, messages, func() { w.types(terminal.CtrlR) })
		w.types("g")
		w.footerHas("e edit")
	})})
}

// composing walks through the form for a message, in its states.
func (w *walk) composing(topic, messages string) {
	w.t.Helper()
	const says = "Typed by the walker"
	leave := func(w *walk) {
		w.types(terminal.Escape)
		w.shows("Leave the form?")
		w.types("y")
		w.shows("▸3 Messages")
		w.read()
	}
	begun := func(w *walk) {
		w.types("w")
		w.shows("New message in “" + topic + "”")
		w.types(says)
		w.shows(says)
	}
	sends := func(w *walk) {
		w.awaits(http.MethodPost, messages, w.press)
		w.shows("▸3 Messages", says)
		w.read()
	}
	asks := func(w *walk) {
		w.comes("Leave the form?", "What was typed has not been sent")
		w.types("y")
		w.gone("Leave the form?")
		w.footerHas("e edit")
	}
	away := func(w *walk) {
		w.types(terminal.Escape)
		asks := "Leave the form?"
		w.shows(asks)
		w.types("y")
		w.gone(asks)
		w.footerHas("e edit")
	}
	show := "POST " + w.service.endpoint + "/chat/threads/"
	hints := promises{
		"ctrl+g help":         then(away, helps),
		"ctrl+s send":         sends,
		"esc leave":           asks,
		"tab next field":      then(away, leads("▸ type")),
		"ctrl+x show request": then(away, func(w *walk) { w.comes(show); w.types(terminal.Escape); w.gone(show) }),
	}
	lost := func(w *walk) {
		w.service.faults(fault{Operation: "SendChatMessage", Kind: "drop"})
		begun(w)
		w.types(terminal.CtrlS)
		w.shows("it is not among the newest")
		w.service.faults()
	}
	lostAway := func(w *walk) { leave(w) }
	w.through(
		station{name: "a message begun", anew: true, reach: begun, keys: hints},
		station{name: "a message's request", anew: true, covers: true, reach: func(w *walk) {
			begun(w)
			w.types(terminal.CtrlX)
			w.shows(show)
		}, keys: promises{
			"ctrl+s send":           sends,
			"esc close the request": then(away, closes(show)),
			"↑ ↓ scroll":            then(away, then(func(w *walk) { w.types(terminal.Escape); w.gone(show) }, func(w *walk) { w.press(); w.shows(show) })),
		}},
		station{name: "a message that did not arrive", anew: true, reach: lost, keys: promises{
			"ctrl+g help":                    then(lostAway, helps),
			"ctrl+l look whether it arrived": then(lostAway, receives(messages)),
			"ctrl+s send it again": func(w *walk) {
				w.comes("Send the message again?")
				w.types("n")
				w.gone("Send the message again?")
				lostAway(w)
			},
			"esc leave": func(w *walk) {
				w.comes("Leave the form?")
				w.types("n")
				w.gone("Leave the form?")
				lostAway(w)
			},
			"tab next field":      then(lostAway, leads("▸ type")),
			"ctrl+x show request": then(lostAway, func(w *walk) { w.comes(show); w.types(terminal.Escape); w.gone(show) }),
		}},
		station{name: "sending asked for again", anew: true, covers: true, reach: func(w *walk) {
			lost(w)
			w.types(terminal.CtrlS)
			w.shows("Send the message again?")
		}, keys: ofQuestion("Send the message again?", "send again", "do not send", sends).each(lostAway, "n do not send", "esc do not send", "enter the marked answer")},
	)
}
