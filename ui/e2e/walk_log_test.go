//go:build unix

package e2e

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"acs-chat-tui/ui/e2e/terminal"
)

// TestFootersOfTheRequestLog walks through the log, one exchange of it, and what is
// asked over them.
func TestFootersOfTheRequestLog(t *testing.T) {
	t.Parallel()
	w, _ := startWalk(t, "Logged by the walker")
	w.awaits(http.MethodGet, threadsPath, func() { w.types(terminal.CtrlR) })
	w.footerHas("n new thread")
	w.types("L")
	w.shows("Request log:", "newest first")
	saved := filepath.Join(t.TempDir(), "requests.har")
	copiesCommand := copies("curl command (it takes the token from $AZURE_COMMUNICATION_ACCESS_TOKEN)", func(w *walk, copied string) bool {
		return strings.HasPrefix(copied, "curl ") && strings.Contains(copied, w.service.endpoint+threadsPath)
	})
	log := ofScreens().and(promises{
		"enter all of it": opens("Request headers", "ListChatThreads"),
		"y copy as curl":  copiesCommand,
		"E save as HAR":   opens("Save ", " as HAR"),
		"/ filter":        opens("filter ›"),
		"ctrl+l clear":    opens("Clear the request log?"),
		"esc back":        leads("▸ Logged by the walker", "all loaded"),
	})
	again := func(w *walk) {
		w.types("/")
		w.footerHas("enter keep the filter")
		w.types(terminal.Escape)
		w.gone("filter ›")
	}
	w.through(
		station{name: "the log, a filter typed", anew: true, reach: filters("listchatthreads"), keys: ofFilter("listchatthreads")},
		station{name: "the log, filtered", anew: true, reach: filters("listchatthreads", terminal.Enter), keys: ofScreens().and(promises{
			"? help":               then(unfilter, helps),
			"enter all of it":      then(unfilter, opens("Request headers", "ListChatThreads")),
			"y copy as curl":       then(unfilter, copiesCommand),
			"E save as HAR":        then(unfilter, opens("Save ", " as HAR")),
			"/ filter":             then(unfilter, func(w *walk) { w.press(); w.footerHas("enter keep the filter"); w.types(terminal.Enter) }),
			"ctrl+l clear":         then(unfilter, opens("Clear the request log?")),
			"esc clear the filter": closes("filter ›"),
		})},
		station{name: "the log, nothing matches", anew: true, reach: filters("~~", terminal.Enter), keys: promises{
			"? help":               then(unfilter, helps),
			"/ filter":             then(unfilter, func(w *walk) { w.press(); w.footerHas("enter keep the filter"); w.types(terminal.Enter) }),
			"ctrl+l clear":         then(unfilter, opens("Clear the request log?")),
			"esc clear the filter": closes("filter ›"),
		}},
		station{name: "an exchange", reach: func(w *walk) {
			again(w)
			w.types(terminal.Enter)
			w.shows("Request headers", "ListChatThreads")
		}, keys: ofScreens().and(promises{
			"y copy as curl": copiesCommand,
			"E save as HAR":  opens("Save 1 request as HAR"),
			"esc back":       leads("newest first"),
		})},
		station{name: "a file for the log", anew: true, covers: true, reach: func(w *walk) {
			w.types("E")
			w.shows("as HAR")
			w.types(terminal.CtrlU, saved)
			w.shows("› " + saved)
		}, keys: ofPrompt("Tokens and signatures are left out", func(w *walk) {
			w.comes("saved in")
			if _, err := os.Stat(saved); err != nil {
				w.t.Error(err)
			}
			w.read()
		})},
		station{name: "the log", reach: again, keys: log, leave: func(w *walk) { w.types("L"); w.shows("newest first") }},
		station{name: "clearing asked for", anew: true, covers: true, reach: func(w *walk) {
			w.types(terminal.CtrlL)
			w.shows("Clear the request log?")
		}, keys: ofQuestion("Clear the request log?", "clear", "keep", func(w *walk) {
			w.comes("The log was cleared")
			w.types(terminal.Escape)
			w.awaits(http.MethodGet, threadsPath, func() { w.types(terminal.CtrlR) })
			w.types("L")
			w.shows("newest first")
		})},
		station{name: "the log, empty", reach: func(w *walk) {
			w.types(terminal.CtrlL)
			w.shows("Clear the request log?")
			w.types("y")
			w.shows("The log was cleared")
		}, keys: ofScreens().and(promises{"esc back": leads("▸ Logged by the walker", "all loaded")})},
		station{name: "the notifications", reach: func(w *walk) {
			w.types("y")
			w.shows("thread id sent to the clipboard")
			w.types("!")
			w.shows("Notifications", "done, ")
		}, keys: ofScreens().and(promises{
			"y copy notification": then(func(w *walk) {
				w.types("!")
				w.gone("✓ notification sent to the clipboard")
			}, leads("✓ notification sent to the clipboard")),
			"esc back": leads("▸ Logged by the walker", "all loaded"),
		})},
	)
}

// TestFootersOfTheFaults walks through the faults of the emulator.
func TestFootersOfTheFaults(t *testing.T) {
	t.Parallel()
	w := &walk{program: startBuiltIn(t, wide())}
	w.shows("all loaded")
	open := func(w *walk) {
		w.types("F")
		w.shows("Nothing goes wrong on purpose.")
	}
	of := ofScreens().and(promises{
		"ctrl+r refresh": func(w *walk) {
			w.service.faults(fault{Operation: "ListChatMessages", Kind: "drop"}, fault{Operation: "ListChatThreads", Kind: "drop"})
			w.comes("1 fault in force, on 2 operations")
			w.service.faults()
			w.press()
			w.shows("Nothing goes wrong on purpose.")
		},
		"esc back": leads("all loaded", bigThread),
	})
	on := func(w *walk) {
		w.footerHas("enter switch on")
		w.types(terminal.Enter)
		w.shows("1 fault in force")
	}
	off := func(w *walk) { w.types("u"); w.shows("Nothing goes wrong on purpose.") }
	w.through(
		station{name: "the faults", reach: open, keys: of.and(promises{"enter choose": opens("What goes wrong?")})},
		station{name: "a fault", reach: func(w *walk) { open(w); w.types("j", "j"); w.footerHas("enter switch on") }, keys: of.and(promises{
			"enter switch on": then(off, leads("fault in force")),
		})},
		station{name: "a fault in force", reach: func(w *walk) {
			open(w)
			w.types("j", "j")
			on(w)
		}, keys: of.and(promises{
			"enter switch off": leads("Nothing goes wrong on purpose."),
			"u clear all":      leads("Nothing goes wrong on purpose."),
		}).each(on, "ctrl+r refresh", "enter switch off", "u clear all")},
	)
}
