//go:build unix

package e2e

import (
	"fmt"
	"net/http"
	"os"
	"strings"
	"testing"

	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/e2e/terminal"
)

// profileLines are a profile of the configuration file.
func profileLines(t *testing.T, name, endpoint string) string {
	t.Helper()
	return fmt.Sprintf("[profiles.%s]\nendpoint = %q\ntoken = %q\n", name, endpoint, tokenFor(t, emulator.TokenOptions{}))
}

// TestFootersOfConnections walks through the connections, the form for a profile and the
// test of one.
func TestFootersOfConnections(t *testing.T) {
	t.Parallel()
	r := startResource(t)
	config := writeConfig(t, profileLines(t, "one", r.endpoint), profileLines(t, "two", r.endpoint))
	w := &walk{program: start(t, terminal.Options{Columns: wide().columns, Rows: wide().rows, Args: []string{"--config", config, "--profile", "one"}})}
	w.service = newService(t, r.endpoint)
	w.shows("all loaded", bigThread)
	added := 0
	appears := func(w *walk) {
		added++
		name := fmt.Sprintf("added%d", added)
		file, err := os.OpenFile(config, os.O_APPEND|os.O_WRONLY, 0o600)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := file.WriteString("\n" + profileLines(t, name, r.endpoint)); err != nil {
			t.Fatal(err)
		}
		if err := file.Close(); err != nil {
			t.Fatal(err)
		}
		w.comes(name)
	}
	out := func(w *walk) { w.types(terminal.Escape); w.shows("all loaded", bigThread) }
	at := func(name string) func(w *walk) { return func(w *walk) { w.openConnections(name) } }
	list := promises{
		"? help":         then(out, helps),
		"T test":         then(out, opens("Test of ", "no step failed")),
		"n new profile":  then(out, opens("New profile", "▸ name")),
		"ctrl+r refresh": then(out, appears),
		"esc back":       leads("all loaded", bigThread),
	}
	form := func(w *walk) {
		w.openConnections("two")
		w.types("n")
		w.shows("New profile", "▸ name")
		w.types("named")
		w.shows("▸ name                named")
	}
	leave := func(w *walk) { leaveForm(w); out(w) }
	asks := func(w *walk) {
		w.comes("Leave the form?", "What was typed has not been saved")
		w.types("y")
		w.gone("Leave the form?")
		out(w)
	}
	filled := 0
	choice := func(w *walk) {
		filled++
		w.openConnections("two")
		w.types("n")
		w.shows("New profile", "▸ name")
		w.types(fmt.Sprintf("filled%d", filled), terminal.Tab, terminal.Tab, terminal.Paste(tokenFor(t, emulator.TokenOptions{})), terminal.Tab, r.endpoint, terminal.ShiftTab, terminal.ShiftTab)
		w.shows("▸ credential", "← a token →")
		w.footerHas("← → choose a value")
	}
	w.through(
		station{name: "the connections, on a profile", anew: true, reach: at("two"), keys: list.and(promises{
			"enter connect":       then(func(w *walk) { w.read() }, leads("now on two", "all loaded", bigThread)),
			"e edit":              then(out, opens("Profile two")),
			"d remove":            then(out, opens("Remove the profile two?")),
			"y copy the endpoint": then(out, copies("endpoint", func(_ *walk, copied string) bool { return copied == r.endpoint })),
		})},
		station{name: "the connections, on the emulator", anew: true, reach: func(w *walk) {
			w.openConnections("two")
			w.types("G")
			w.shows("▸ the built-in emulator")
			w.until("no edit of it", func(screen terminal.Screen) bool { return !screen.Contains("e edit") })
		}, keys: list.and(promises{
			"enter connect": func(w *walk) {
				w.comes("This is the built-in emulator", "all loaded")
				w.read()
				w.openConnections("one")
				w.types(terminal.Enter)
				w.shows("now on one", "all loaded", bigThread)
				w.read()
			},
		})},
		station{name: "a new profile", anew: true, reach: form, keys: promises{
			"ctrl+g help":    then(leave, helps),
			"ctrl+s save":    then(leave, leads("✗ ")),
			"esc leave":      asks,
			"tab next field": then(leave, leads("▸ credential")),
		}},
		station{name: "a profile's choice", anew: true, reach: choice, keys: promises{
			"ctrl+g help": then(leave, helps),
			"ctrl+s save": func(w *walk) {
				w.comes("kept in", "▸   filled")
				w.read()
				out(w)
			},
			"esc leave":      asks,
			"tab next field": then(leave, leads("▸ token")),
			"← → choose a value": then(leave, func(w *walk) {
				w.types(w.keys[1])
				w.shows("← a connection string →")
				w.types(w.keys[0])
				w.shows("← a token →")
			}),
		}},
		station{name: "a test of a connection", reach: func(w *walk) {
			w.openConnections("two")
			w.types("T")
			w.shows("Test of ", "no step failed")
		}, keys: ofScreens().and(promises{
			"ctrl+r test again": func(w *walk) {
				w.awaits(http.MethodGet, threadsPath, w.press)
				w.shows("no step failed")
			},
			"y copy the report": copies("report", func(_ *walk, copied string) bool { return strings.Contains(copied, r.endpoint) }),
			"esc back":          then(out, leads("▸ two")),
		})},
		station{name: "the removal of a profile asked for", anew: true, covers: true, reach: func(w *walk) {
			w.openConnections("two")
			w.types("d")
			w.shows("Remove the profile two?")
		}, keys: ofQuestion("Remove the profile two?", "remove", "keep", func(w *walk) {
			w.comes("the profile two is removed", "Connections")
			if strings.Contains(string(mustRead(t, config)), "[profiles.two]") {
				t.Error("the profile is still in the file")
			}
			writeFile(t, config, string(mustRead(t, config))+"\n"+profileLines(t, "two", r.endpoint), 0o600)
			w.read()
		}).each(out, "y remove", "n keep", "esc keep", "enter the marked answer")},
	)
	w.through(station{name: "identities of a token", reach: func(w *walk) {
		w.types("U")
		w.shows("Identities", "● is whom you act as")
		w.types("j")
		w.shows("▸ ● ")
	}, keys: ofScreens().and(promises{
		"o add by id": opens("Add a user by his id"),
		"y copy id":   copies("raw id", func(_ *walk, copied string) bool { return copied == emulator.DemoUserID }),
		"/ filter":    opens("filter ›"),
		"esc back":    leads("all loaded", bigThread),
	})})
}

func mustRead(t *testing.T, path string) []byte {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return content
}
