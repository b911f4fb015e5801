//go:build unix

package e2e

import (
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/e2e/terminal"
)

// firstOfCrowd is the number of the first of the people that are added, Person 01.
const firstOfCrowd = 7000

// crowd adds people to a thread, as somebody else's program would.
func (s *service) crowd(threadID string, first, count int) {
	s.t.Helper()
	var people []map[string]any
	for n := range count {
		people = append(people, map[string]any{
			"communicationIdentifier": map[string]any{"rawId": emulator.KnownUserID(first + n), "communicationUser": map[string]any{"id": emulator.KnownUserID(first + n)}},
			"displayName":             fmt.Sprintf("Person %02d", first+n-firstOfCrowd+1),
		})
	}
	path := threadsPath + "/" + url.PathEscape(threadID) + "/participants/:add?api-version=" + apiVersion
	if status := s.do(http.MethodPost, path, "application/json", map[string]any{"participants": people}, nil); status != http.StatusCreated {
		s.t.Fatalf("adding participants answered %d", status)
	}
}

// TestFootersOfAThread walks through its properties.
func TestFootersOfAThread(t *testing.T) {
	t.Parallel()
	const topic = "Walked through"
	w, made := startWalk(t, topic)
	ofThread := func(words string) promises {
		return ofScreens().and(ofWatching()).and(promises{
			"a add participants": opens("Add participants", "An identifier is the raw id"),
			"e edit":             opens("Edit “" + topic + "”"),
			"y copy id":          copies("thread id", func(_ *walk, copied string) bool { return copied == made.ID }),
			"ctrl+r refresh":     receives(threadsPath + "/" + made.ID),
			"esc back":           leads("▸ "+topic, "all loaded"),
			"J " + words:         toggles(map[string]string{"raw JSON": `"createdByCommunicationIdentifier": {`, "properties": "retention none: kept until it is deleted"}[words]),
		})
	}
	refuse := func(w *walk) {
		w.service.faults(fault{Operation: "GetChatThreadProperties", Kind: "status", Status: http.StatusForbidden})
		w.types("o")
		w.shows("Open a thread by its id")
		w.types(made.ID, terminal.Enter)
		w.shows("not allowed: you act as")
	}
	w.through(
		station{name: "properties", reach: func(w *walk) { w.openTop(topic, "") }, keys: ofThread("raw JSON")},
		station{name: "properties, raw", reach: func(w *walk) {
			w.openTop(topic, "")
			w.types("J")
			w.shows(`"createdByCommunicationIdentifier": {`)
		}, keys: ofThread("properties")},
		station{name: "properties, refused", anew: true, reach: refuse, keys: promises{
			"? help":             then(back, helps),
			"W watch":            then(back, toggles("◉", "W stop watching")),
			"a add participants": then(backTwice, leads("Add participants", "An identifier is the raw id")),
			"e edit":             then(backTwice, leads("ctrl+s tries again")),
			"y copy id":          then(back, copies("thread id", func(_ *walk, copied string) bool { return copied == made.ID })),
			"ctrl+r refresh":     then(back, receives(threadsPath+"/"+made.ID)),
			"enter try again": then(back, func(w *walk) {
				w.service.faults()
				w.comes("retention none: kept until it is deleted")
			}),
			"esc back": leads("▸ "+topic, "all loaded"),
		}},
	)
}

// back goes from a thread to the list of threads, and backTwice from what was opened
// over it.
func back(w *walk) {
	w.types(terminal.Escape)
	w.footerHas("n new thread")
}

func backTwice(w *walk) {
	w.types(terminal.Escape)
	w.shows("▸1 Properties")
	back(w)
}

// TestFootersOfParticipants walks through the participants of a thread and what is
// asked over them.
func TestFootersOfParticipants(t *testing.T) {
	t.Parallel()
	const topic, many = "Walked through", "25 participants, all loaded"
	w, made := startWalk(t, topic)
	w.service.crowd(made.ID, firstOfCrowd, 24)
	first := emulator.DemoUserID
	unmark := func(w *walk) {
		w.types("C")
		w.shows("cleared")
		w.types("g")
		w.read()
	}
	copiesFirst := copies("raw id", func(_ *walk, copied string) bool { return copied == first })
	listed := receives(made.ID + "/participants")
	save := filepath.Join(t.TempDir(), "people.csv")
	stay := func(*walk) {}
	w.openTop(topic, "2 Participants")
	w.shows(many)
	plain := ofScreens().and(ofWatching()).and(promises{
		"a add":          opens("Add participants", "An identifier is the raw id"),
		"enter details":  opens("Participant", "display name", "Azure Communication user"),
		"/ filter":       opens("filter ›"),
		"y copy id":      copiesFirst,
		"space mark":     then(unmark, leads("1 marked")),
		"x remove":       opens("Remove 1 participant?", "▸ n keep"),
		"E export":       opens("Export participants", "▸ 1 all participants to a file"),
		"r go to row":    opens("Go to row"),
		"ctrl+r refresh": listed,
		"esc back":       leads("▸ "+topic, "all loaded"),
	})
	marked := station{name: "participants, marked", anew: true, reach: func(w *walk) {
		w.types(" ")
		w.shows("1 marked")
		w.footerHas("C clear the marks")
	}, keys: promises{
		"? help":            then(unmark, helps),
		"W watch":           then(unmark, func(w *walk) { ofWatching()["W watch"](w); w.gone("W stop watching") }),
		"x remove 1":        then(unmark, opens("Remove 1 participant?", "▸ n keep")),
		"space mark":        then(unmark, leads("2 marked")),
		"v mark up to here": then(unmark, func(w *walk) { w.types("j", "j"); w.comes("4 marked") }),
		"C clear the marks": then(func(w *walk) { w.types("g"); w.read() }, leads("1 mark cleared")),
		"y copy 1 id":       then(unmark, copies("1 marked id", func(_ *walk, copied string) bool { return copied == first })),
		"E export":          then(unmark, opens("Export participants", "▸ 1 the 1 marked, to a file")),
		"enter details":     then(unmark, opens("Participant", "Person 01", "Azure Communication user")),
		"/ filter":          then(unmark, opens("filter ›")),
		"esc back":          then(func(w *walk) { w.openTop(topic, "2 Participants"); w.shows(many) }, leads("▸ "+topic, "all loaded")),
	}}
	person := emulator.KnownUserID(firstOfCrowd + 4)
	w.through(
		marked,
		station{name: "participants, a filter typed", anew: true, reach: filters("person 05"), keys: ofFilter("person 05")},
		station{name: "participants, filtered", anew: true, reach: filters("person 05", terminal.Enter), keys: ofScreens().and(promises{
			"? help":               then(unfilter, helps),
			"W watch":              then(unfilter, ofWatching()["W watch"]),
			"esc clear the filter": closes("filter ›"),
			"enter details":        then(unfilter, opens("Participant", person, "Azure Communication user")),
			"space mark":           then(unmark, then(unfilter, leads("1 marked"))),
			"A mark all":           then(unmark, then(unfilter, leads("1 marked"))),
			"x remove":             then(unfilter, opens("Remove 1 participant?", "Person 05")),
			"y copy id":            then(unfilter, copies("raw id", func(_ *walk, copied string) bool { return copied == person })),
		})},
		station{name: "a participant", reach: func(w *walk) {
			w.types("g", terminal.Enter)
			w.shows("Azure Communication user", "▸ raw id")
		}, keys: ofScreens().and(promises{
			"y copy raw id": copiesFirst,
			"esc back":      leads("▸2 Participants", many),
		})},
		station{name: "a removal asked for", anew: true, covers: true, reach: func(w *walk) {
			w.types("G", "x")
			w.shows("Remove 1 participant?", "Person 24")
		}, keys: ofQuestion("Remove 1 participant?", "remove", "keep", func(w *walk) {
			w.awaits(http.MethodPost, made.ID+"/participants/:remove", w.press)
			w.shows("24 participants, all loaded")
			w.service.crowd(made.ID, firstOfCrowd+23, 1)
			w.read()
			listed := receives(made.ID + "/participants")
			w.keys = []string{terminal.CtrlR}
			listed(w)
			w.shows(many)
		})},
		station{name: "an export", anew: true, covers: true, reach: func(w *walk) {
			w.types("E")
			w.shows("Export participants", "▸ 1 all participants to a file")
		}, keys: promises{
			"enter the marked one": func(w *walk) {
				w.comes("Export all participants to a file")
				w.types(terminal.Escape)
				w.gone("Export all participants")
			},
			"↑ ↓ another": func(w *walk) {
				w.types(w.keys[1])
				w.shows("▸ 2 all participants to the clipboard")
				w.types(w.keys[0])
				w.shows("▸ 1 all participants to a file")
				w.types(terminal.Escape)
				w.gone("Export participants")
			},
			"esc cancel": closes("Export participants"),
		}},
		station{name: "a file to export to", anew: true, covers: true, reach: func(w *walk) {
			w.types("E")
			w.shows("▸ 1 all participants to a file")
			w.types("1")
			w.shows("Export all participants to a file")
			w.types(terminal.CtrlU, save)
			w.shows("› " + save)
		}, keys: ofPrompt("Export all participants to a file", func(w *walk) {
			w.comes("25 participants saved")
			if written, err := os.ReadFile(save); err != nil || !strings.Contains(string(written), person) {
				w.t.Errorf("the file holds %q: %v", written, err)
			}
			w.read()
		})},
		station{name: "participants", reach: func(w *walk) { w.types("g"); stay(w) }, keys: plain},
	)
}

// TestFootersOfARemoval walks through a removal that has ended, and one of which
// something is left.
func TestFootersOfARemoval(t *testing.T) {
	t.Parallel()
	const topic = "Walked through"
	w, made := startWalk(t, topic)
	w.service.crowd(made.ID, firstOfCrowd, 24)
	w.openTop(topic, "2 Participants")
	w.shows("25 participants, all loaded")
	remove := func(w *walk) {
		w.types("g", "j", " ", " ")
		w.shows("2 marked")
		w.types("x")
		w.shows("Remove 2 participants?")
		w.types("y")
	}
	ended := ofScreens().and(promises{
		"ctrl+t save a report": opens("Save what became of each participant"),
		"y copy raw id":        copies("raw id", func(_ *walk, copied string) bool { return strings.HasPrefix(copied, "8:acs:") }),
		"esc back":             leads("▸2 Participants", "all loaded"),
	})
	refused := func(w *walk) {
		w.service.faults(fault{Operation: "RemoveChatParticipant", Kind: "status", Status: http.StatusBadRequest, Message: "Not today.", Times: 1})
		remove(w)
		w.shows("1 of 2 removed · ✗ 1 refused")
	}
	w.through(
		station{name: "a removal, one refused", reach: refused, keys: ended.and(promises{
			"R retry what failed": func(w *walk) {
				w.awaits(http.MethodPost, made.ID+"/participants/:remove", w.press)
				w.shows("2 of 2 removed")
				w.types(terminal.Escape)
				w.shows("▸2 Participants", "all loaded")
				refused(w)
			},
			"esc back": func(w *walk) {
				w.comes("Leave?", "▸ n stay")
				w.types("y")
				w.shows("▸2 Participants", "all loaded")
			},
		}), leave: func(w *walk) { w.types("C"); w.shows("cleared"); w.read() }},
		station{name: "a removal, done", reach: func(w *walk) { remove(w); w.shows("2 of 2 removed") }, keys: ended},
	)
}
