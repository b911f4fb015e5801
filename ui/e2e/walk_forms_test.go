//go:build unix

package e2e

import (
	"net/http"
	"path/filepath"
	"testing"

	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/e2e/terminal"
)

// startKeyed starts the program with the key of a resource, which may make users, as
// the demo operator.
func startKeyed(t *testing.T) *walk {
	t.Helper()
	r := startResource(t)
	w := &walk{program: r.startOn(t, wide(), t.TempDir(), "--user", emulator.DemoUserID)}
	w.shows("all loaded", bigThread)
	return w
}

// typed are the hints of a form with text in it, which must be left at a question, and
// away is how.
func typed(away func(w *walk), shown string) promises {
	return promises{
		"ctrl+g help": then(away, helps),
		"esc leave": func(w *walk) {
			w.comes("Leave the form?", "What was typed has not been sent")
			w.types("y")
			w.gone("Leave the form?")
		},
		"ctrl+x show request": then(away, func(w *walk) {
			w.comes(shown)
			w.types(terminal.Escape)
			w.gone(shown)
		}),
	}
}

// leaveForm leaves a form in which something was typed.
func leaveForm(w *walk) {
	w.types(terminal.Escape)
	w.shows("Leave the form?")
	w.types("y")
	w.gone("Leave the form?")
}

// asksToRemove is the promise of a question before a row with text in it goes.
func asksToRemove(w *walk) {
	w.comes("Remove row ", "It holds text")
	w.types("n")
	w.gone("It holds text")
}

// TestFootersOfTheCreateForm walks through the form for a thread and what became of it.
func TestFootersOfTheCreateForm(t *testing.T) {
	t.Parallel()
	w := startKeyed(t)
	const topic = "Made by the walker"
	begun := func(w *walk) {
		w.footerHas("n new thread")
		w.types("n")
		w.shows("New thread", "▸ topic")
		w.types(topic)
		w.shows(topic)
	}
	empty := func(w *walk) {
		begun(w)
		w.types(terminal.CtrlN)
		w.shows("▸ 2")
		w.footerHas("ctrl+y new user for this row")
	}
	row := func(w *walk) {
		empty(w)
		w.types(emulator.KnownUserID(firstOfCrowd), terminal.Tab, "Ada")
		w.shows(topic, "▸ 2", "Ada")
		w.until("no new user for it", func(screen terminal.Screen) bool { return !screen.Contains("ctrl+y") })
	}
	show := "POST " + w.service.endpoint + "/chat/threads?"
	toList := func(w *walk) { w.types(terminal.Escape); w.shows("all loaded", bigThread) }
	sends := func(w *walk) {
		w.awaits(http.MethodPost, threadsPath, w.press)
		w.shows("The thread is made")
		toList(w)
	}
	file := writeFile(t, filepath.Join(t.TempDir(), "people.csv"), "rawId,displayName\n"+emulator.KnownUserID(firstOfCrowd+1)+",Grace\n", 0o600)
	made := func(w *walk) {
		w.footerHas("n new thread")
		w.types("n")
		w.shows("New thread", "▸ topic")
		w.types(topic, terminal.Tab, terminal.Tab, terminal.Tab, unknownID())
		w.shows("of another resource")
		w.types(terminal.CtrlS)
		w.shows("refused 1 of its participants")
	}
	common := typed(leaveForm, show).and(promises{
		"ctrl+s send": sends,
		"ctrl+o import file": then(leaveForm, func(w *walk) {
			w.comes("Import")
			w.types(file, terminal.Enter)
			w.shows("Grace")
		}),
	})
	w.through(
		station{name: "a thread begun", anew: true, reach: begun, keys: common.and(promises{
			"tab next field": then(leaveForm, leads("▸ 1")),
			"ctrl+n new row": then(leaveForm, leads("▸ 2")),
		})},
		station{name: "an empty row of a thread", anew: true, reach: empty, keys: common.and(promises{
			"tab next field":    then(leaveForm, func(w *walk) { w.press(); w.types("Zoe"); w.shows("▸ 2 8:acs:… Zoe") }),
			"ctrl+n new row":    then(leaveForm, leads("▸ 3")),
			"ctrl+d remove row": then(leaveForm, closes("     3 8:acs:…")),
			"ctrl+y new user for this row": func(w *walk) {
				w.awaits(http.MethodPost, "/identities", w.press)
				w.shows("user created: 8:acs:")
				leaveForm(w)
				w.read()
			},
		})},
		station{name: "a row of a thread", anew: true, reach: row, keys: common.and(promises{
			"tab next field":    then(leaveForm, leads("empty or all: whole history")),
			"ctrl+n new row":    then(leaveForm, leads("▸ 3")),
			"ctrl+d remove row": then(leaveForm, asksToRemove),
		})},
		station{name: "a thread's request", anew: true, covers: true, reach: func(w *walk) {
			row(w)
			w.types(terminal.CtrlX)
			w.shows(show)
		}, keys: promises{
			"ctrl+s send":           sends,
			"esc close the request": then(leaveForm, closes(show)),
			"↑ ↓ scroll":            then(leaveForm, then(func(w *walk) { w.types(terminal.Escape); w.gone(show) }, func(w *walk) { w.press(); w.shows(show) })),
		}},
		station{name: "a thread made", anew: true, reach: made, keys: promises{
			"? help":                       then(toList, helps),
			"enter open the thread":        then(toList, leads("1 Properties", "created by", topic)),
			"a try what is left again (1)": then(func(w *walk) { leaveForm(w); toList(w) }, leads("Add participants", "of another resource")),
			"ctrl+t save a report":         then(toList, opens("Save the report")),
			"y copy id":                    then(toList, copies("thread id", func(w *walk, copied string) bool { return copied == w.service.threads(topic)[0].ID })),
			"n another thread":             then(toList, leads("New thread", "▸ topic")),
			"esc back":                     leads("all loaded", bigThread),
		}},
	)
}
