//go:build unix

package e2e

import (
	"net/http"
	"regexp"
	"testing"

	"acs-chat-tui/ui/e2e/terminal"
)

// TestFootersOfThreads walks through the list of threads and what is asked over it.
func TestFootersOfThreads(t *testing.T) {
	t.Parallel()
	const topic = "Walked through"
	w, made := startWalk(t, topic)
	deletedRow := regexp.MustCompile(`▸ ` + topic + ` .* deleted`)
	stay := func(*walk) {}
	copiesID := copies("thread id", func(_ *walk, copied string) bool { return copied == made.ID })
	list := ofScreens().and(ofWatching()).and(promises{
		"enter open":     opens("1 Properties", "created by", made.ID),
		"n new thread":   opens("New thread", "▸ topic"),
		"o open by id":   opens("Open a thread by its id"),
		"e edit":         opens("Edit “" + topic + "”"),
		"d delete":       opens("Delete “" + topic + "”?"),
		"/ filter":       opens("filter ›"),
		"y copy id":      copiesID,
		"ctrl+r refresh": receives(threadsPath),
		"s sort by name": toggles("· by name"),
	})
	w.through(
		station{name: "threads", reach: stay, keys: list},
		station{name: "threads, by name", reach: func(w *walk) { w.types("s"); w.shows("· by name") }, keys: list.without("s sort by name").and(promises{
			"s the service's order": func(w *walk) { w.goes("· by name"); w.types("s"); w.shows("· by name") },
		}), leave: func(w *walk) { w.types("s"); w.gone("· by name") }},
		station{name: "threads, a filter typed", anew: true, reach: filters("walked"), keys: ofFilter("walked")},
		station{name: "threads, filtered", anew: true, reach: filters("walked", terminal.Enter), keys: ofScreens().and(promises{
			"esc clear the filter": closes("filter › walked"),
			"enter open":           then(unfilter, opens("1 Properties", "created by", made.ID)),
			"y copy id":            then(unfilter, copiesID),
			"W watch":              then(unfilter, ofWatching()["W watch"]),
			"? help":               then(unfilter, helps),
		})},
		station{name: "a field", anew: true, covers: true, reach: func(w *walk) {
			w.types("o")
			w.shows("Open a thread by its id")
			w.types(made.ID)
			w.shows("› " + made.ID)
		}, keys: promises{
			"enter go":   opens("1 Properties", "created by", made.ID),
			"esc cancel": closes("Open a thread by its id"),
		}},
		station{name: "the palette", anew: true, covers: true, reach: func(w *walk) {
			w.types(":")
			w.shows("Do what?")
		}, keys: promises{
			"enter do it": func(w *walk) {
				w.types("new thread")
				w.shows("› new thread")
				w.comes("New thread", "▸ topic")
				w.types(terminal.Escape)
				w.gone("▸ topic")
			},
			"↑ ↓ choose": func(w *walk) {
				w.shows("▸ open")
				w.types(w.keys[1])
				w.shows("▸ new thread")
				w.types(w.keys[0])
				w.shows("▸ open ")
				w.types(terminal.Escape)
				w.gone("Do what?")
			},
			"esc cancel": closes("Do what?"),
		}},
		station{name: "the help", anew: true, covers: true, reach: func(w *walk) {
			w.types("?")
			w.shows("Keys: Threads")
		}, keys: promises{
			"esc close": closes("Keys: Threads"),
			"↑ ↓ scroll": func(w *walk) {
				w.types(w.keys[1])
				w.gone("Keys: Threads")
				w.types(w.keys[0])
				w.shows("Keys: Threads")
				w.types(terminal.Escape)
				w.gone("Keys: Threads")
			},
		}},
		station{name: "a question", anew: true, covers: true, reach: func(w *walk) {
			w.shows("▸ " + topic)
			w.types("d")
			w.shows("Delete “" + topic + "”?")
		}, keys: ofQuestion("Delete “"+topic+"”?", "delete", "keep", func(w *walk) {
			w.awaits(http.MethodDelete, threadsPath+"/"+made.ID, w.press)
			w.until("the thread deleted", func(screen terminal.Screen) bool {
				return deletedRow.MatchString(screen.Text()) && screen.Contains("all loaded")
			})
			w.read()
			w.makeThread(topic)
		})},
	)
}
