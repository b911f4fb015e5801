//go:build unix

package e2e

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"acs-chat-tui/ui/e2e/terminal"
)

// walk goes through the screens of a running program, from station to station.
type walk struct {
	*program
	station station
	// keys are what the terminal sends for the keys of the hint that is tried.
	keys []string
	// hints are those of the station's footer.
	hints []string
}

// station is a screen in a state, and what the keys of its footer must do there.
type station struct {
	name string
	// reach leads there, and leave away.
	reach, leave func(w *walk)
	// anew says that the state ends with each key, and is reached again for the next.
	anew bool
	// busy says that something is under way, which the footer shows beside the hints.
	busy bool
	// covers says that it is a dialog or the help: there is no help of it, and no palette.
	covers bool
	// keys are what must come of each hint, by the hint as the footer shows it. A hint
	// that is not here fails the test, and so does one here that the footer does not show.
	keys promises
}

type promises map[string]promise

// promise presses the keys of a hint by [walk.press] and checks what comes of it: what
// the user sees or what the service has received. Then it goes back to the station,
// unless that is reached anew for each key.
type promise func(w *walk)

// and is the promises of two tables.
func (p promises) and(more promises) promises {
	all := promises{}
	for _, table := range []promises{p, more} {
		maps.Copy(all, table)
	}
	return all
}

// without is a table without a hint.
func (p promises) without(hints ...string) promises {
	rest := p.and(nil)
	for _, hint := range hints {
		delete(rest, hint)
	}
	return rest
}

// each is a table in which something is done after the promises of some hints.
func (p promises) each(after func(w *walk), hints ...string) promises {
	all := p.and(nil)
	for _, hint := range hints {
		all[hint] = then(after, p[hint])
	}
	return all
}

// wide is a terminal in which no footer is cut.
func wide() size { return size{"200x40", 200, 40} }

// through walks through stations.
func (w *walk) through(stations ...station) {
	w.t.Helper()
	for _, s := range stations {
		w.station = s
		w.visit()
	}
}

// visit reads the footer and holds it to every one of its hints.
func (w *walk) visit() {
	w.t.Helper()
	s := w.station
	s.reach(w)
	w.hints = w.footer()
	for hint := range s.keys {
		if !slices.Contains(w.hints, hint) {
			w.t.Errorf("%s: the footer does not show %q:\n%s", s.name, hint, w.Screen().Frame())
		}
	}
	if !s.covers {
		w.findsAll()
	}
	for n, hint := range w.inTurn() {
		keeps, known := s.keys[hint]
		if !known {
			w.t.Errorf("%s: what %q does is not in the table:\n%s", s.name, hint, w.Screen().Frame())
			continue
		}
		if s.anew && n > 0 {
			s.reach(w)
		}
		w.keys = keysOf(w.t, hint)
		keeps(w)
		if !s.anew && !leaving(hint) {
			w.sameFooter()
		}
		if w.t.Failed() {
			w.t.Fatalf("%s: %q does not do what it says:\n%s", s.name, hint, w.Screen().Frame())
		}
	}
	if s.leave != nil {
		s.leave(w)
	}
}

// inTurn are the hints in the order in which they are tried: what leaves the station is
// the last, where that is not reached anew.
func (w *walk) inTurn() []string {
	if w.station.anew {
		return w.hints
	}
	hints := slices.Clone(w.hints)
	slices.SortStableFunc(hints, func(a, b string) int { return cmp.Compare(rank(a), rank(b)) })
	return hints
}

func leaving(hint string) bool { return strings.HasPrefix(hint, "esc ") }

func rank(hint string) int {
	if leaving(hint) {
		return 1
	}
	return 0
}

// footer waits until nothing but hints stands in the last line, and gives them.
func (w *walk) footer() []string {
	w.t.Helper()
	return w.hintsOn(w.until("a footer of "+w.station.name+" with hints only", func(screen terminal.Screen) bool { return len(w.hintsOn(screen)) > 0 }))
}

// hintsOn are the hints of a footer; none where something else stands beside them
// though nothing is under way.
func (w *walk) hintsOn(screen terminal.Screen) []string {
	hints, beside := leftOf(screen)
	if len(hints) == 0 || beside != w.station.busy {
		return nil
	}
	return hints
}

// leftOf are the hints of a footer, and whether something stands beside them.
func leftOf(screen terminal.Screen) (hints []string, beside bool) {
	_, rows := screen.Size()
	left, right, _ := strings.Cut(strings.TrimSpace(screen.Line(rows-1)), "  ")
	if left == "" || strings.Contains(left, "…") {
		return nil, false
	}
	return strings.Split(left, " · "), strings.TrimSpace(right) != ""
}

// sameFooter waits until the state is as it was before a key.
func (w *walk) sameFooter() {
	w.t.Helper()
	w.until("the footer "+strings.Join(w.hints, " · "), func(screen terminal.Screen) bool { return slices.Equal(w.hintsOn(screen), w.hints) })
}

func isArrow(name string) bool { return slices.Contains([]string{"↑", "↓", "←", "→"}, name) }

// split splits a hint into its keys and its words.
func split(hint string) (keys []string, words string) {
	named := strings.Fields(hint)
	n := 1
	for n < len(named) && isArrow(named[n]) {
		n++
	}
	return named[:n], strings.Join(named[n:], " ")
}

// keysOf is what the terminal sends for the keys of a hint.
func keysOf(t *testing.T, hint string) []string {
	t.Helper()
	special := map[string]string{
		"enter": terminal.Enter, "esc": terminal.Escape, "tab": terminal.Tab, "space": terminal.Space,
		"↑": terminal.Up, "↓": terminal.Down, "←": terminal.Left, "→": terminal.Right,
	}
	names, _ := split(hint)
	var sent []string
	for _, name := range names {
		letter, control := strings.CutPrefix(name, "ctrl+")
		switch {
		case special[name] != "":
			sent = append(sent, special[name])
		case control && len(letter) == 1:
			sent = append(sent, string(rune(letter[0]&0x1f)))
		case len(name) == 1:
			sent = append(sent, name)
		default:
			t.Fatalf("what the terminal sends for %q is not known", name)
		}
	}
	return sent
}

// press presses the keys of the hint.
func (w *walk) press() {
	w.t.Helper()
	w.types(w.keys...)
}

// comes presses the keys of the hint and waits for texts that did not stand there.
func (w *walk) comes(texts ...string) terminal.Screen {
	w.t.Helper()
	before := squashed(w.Screen().Text())
	if !slices.ContainsFunc(texts, func(text string) bool { return !strings.Contains(before, squashed(text)) }) {
		w.t.Fatalf("%s: all of %q stands there before a key is pressed:\n%s", w.station.name, texts, w.Screen().Frame())
	}
	w.press()
	return w.shows(texts...)
}

// goes presses the keys of the hint and waits until a text that stands there is gone.
func (w *walk) goes(text string) {
	w.t.Helper()
	if !w.Screen().Contains(text) {
		w.t.Fatalf("%s: %q does not stand there:\n%s", w.station.name, text, w.Screen().Frame())
	}
	w.press()
	w.gone(text)
}

// opens is the promise of something that esc closes again.
func opens(texts ...string) promise {
	return func(w *walk) {
		w.comes(texts...)
		w.types(terminal.Escape)
	}
}

// toggles is the promise of something that the same key undoes.
func toggles(texts ...string) promise {
	return func(w *walk) {
		w.comes(texts...)
		w.press()
	}
}

// leads is the promise to go where texts stand, without a way back.
func leads(texts ...string) promise { return func(w *walk) { w.comes(texts...) } }

// closes is the promise that a text goes.
func closes(text string) promise { return func(w *walk) { w.goes(text) } }

// then keeps a promise and does what leads back from there.
func then(back func(w *walk), keeps promise) promise {
	return func(w *walk) {
		keeps(w)
		back(w)
	}
}

// filters types a filter, and keys after it.
func filters(typed string, after ...string) func(w *walk) {
	return func(w *walk) {
		w.footerHas("? help")
		w.types("/", typed)
		w.shows("filter › " + typed)
		if w.footerHas("enter keep the filter"); len(after) > 0 {
			w.types(after...)
			w.footerHas("? help")
		}
	}
}

// unfilter clears a list's filter.
func unfilter(w *walk) {
	w.shows("filter ›", "? help")
	w.types(terminal.Escape)
	w.gone("filter ›")
}

// footerHas waits for a hint in the footer, whatever stands beside it.
func (w *walk) footerHas(hint string) {
	w.t.Helper()
	w.until("a footer with "+hint, func(screen terminal.Screen) bool {
		hints, _ := leftOf(screen)
		return slices.Contains(hints, hint)
	})
}

// clipboardSequence begins what sends a text to the terminal's clipboard.
const clipboardSequence = "\x1b]52;c;"

// copies is the promise that something is in the clipboard.
func copies(what string, holds func(w *walk, copied string) bool) promise {
	return func(w *walk) {
		before := bytes.Count(w.Output(), []byte(clipboardSequence))
		w.comes(what + " sent to the clipboard")
		if got := w.Clipboard(); bytes.Count(w.Output(), []byte(clipboardSequence)) != before+1 || !holds(w, got) {
			w.t.Errorf("%s: not copied, or something else: %q", w.station.name, got)
		}
		w.read()
	}
}

// read reads the notifications, so that the footer shows none.
func (w *walk) read() {
	w.t.Helper()
	w.types("!")
	w.shows("Notifications", "copy notification")
	w.types(terminal.Escape)
	w.gone("Notifications")
}

// receives is the promise that the service is asked for what pathEnd ends.
func receives(pathEnd string) promise {
	return func(w *walk) {
		w.awaits(http.MethodGet, pathEnd, w.press)
	}
}

// awaits does something by which the service gets one request more.
func (w *walk) awaits(method, pathEnd string, do func()) {
	w.t.Helper()
	count := func() int {
		n := 0
		for _, r := range w.service.requests(method, "") {
			if path, err := url.PathUnescape(r.Path); err == nil && strings.HasSuffix(path, pathEnd) {
				n++
			}
		}
		return n
	}
	before := count()
	do()
	w.service.until(fmt.Sprintf("%s %s for the %d. time", method, pathEnd, before+1), func() bool { return count() > before })
}

// helps is the promise of the help, which lists every hint of the footer in its words.
func helps(w *walk) {
	listed := w.comes("Keys: ").Text()
	const end = "The service's limits"
	if !strings.Contains(listed, "of a list of participants") {
		w.types("G")
		listed += "\n" + w.shows(end, "of a list of participants").Text()
	}
	for _, hint := range w.hints {
		names, words := split(hint)
		if !regexp.MustCompile(`(?m)^  ` + regexp.QuoteMeta(strings.Join(names, " ")) + ` +` + regexp.QuoteMeta(words) + `$`).MatchString(listed) {
			w.t.Errorf("%s: the help does not list %q:\n%s", w.station.name, hint, listed)
		}
	}
	w.types(terminal.Escape)
	w.gone("Keys: ")
}

// findsAll looks for each hint in the palette, by its words.
func (w *walk) findsAll() {
	w.t.Helper()
	w.types(terminal.CtrlP)
	w.shows("Do what?")
	for _, hint := range w.hints {
		names, words := split(hint)
		row := regexp.MustCompile(`(?m)[▸ ] ` + regexp.QuoteMeta(words) + ` +` + regexp.QuoteMeta(names[0]) + ` `)
		w.types(terminal.CtrlU + words)
		w.until(fmt.Sprintf("the palette of %s on %q", w.station.name, hint), func(screen terminal.Screen) bool {
			return screen.Contains("› "+words) && row.MatchString(screen.Text())
		})
	}
	w.types(terminal.Escape)
	w.gone("Do what?")
}

// ofScreens are the hints of every screen that takes no text.
func ofScreens() promises { return promises{"? help": helps} }

// ofWatching are those of a screen that can be watched.
func ofWatching() promises {
	return promises{"W watch": toggles("◉ as of", "W stop watching")}
}

// ofQuestion are the hints of a question. Yes is what its yes does; no closes it.
func ofQuestion(title, yes, no string, does promise) promises {
	return promises{
		"y " + yes: does, "n " + no: closes(title), "esc " + no: closes(title),
		"enter the marked answer": closes(title),
	}
}

// ofFilter are the hints while a filter is typed.
func ofFilter(typed string) promises {
	return promises{
		"ctrl+g help": then(func(w *walk) { w.types(terminal.Escape) }, helps),
		"enter keep the filter": func(w *walk) {
			w.press()
			unfilter(w)
			w.gone("filter › " + typed)
		},
		"esc clear the filter": closes("filter › " + typed),
	}
}

// ofPrompt are the hints of a question for a text, once that is typed.
func ofPrompt(title string, goes promise) promises {
	return promises{"enter go": goes, "esc cancel": closes(title)}
}

// threadsPath is where the threads are listed.
const threadsPath = "/chat/threads"

// openTopped opens the newest thread, whose topic begins so, on a tab.
func (w *walk) openTop(topic, tab string) {
	w.t.Helper()
	w.shows("▸ "+topic, "all loaded")
	w.types(terminal.Enter)
	w.shows("1 Properties", "created by", topic)
	if tab != "" {
		w.types(tab[:1])
		w.shows("▸" + tab)
	}
}

// startWalk starts the program on its own emulator, with a thread on top.
func startWalk(t *testing.T, topic string) (w *walk, made thread) {
	t.Helper()
	w = &walk{program: startBuiltIn(t, wide())}
	w.shows("all loaded")
	made = w.makeThread(topic)
	return w, made
}

// makeThread makes a thread elsewhere, and has it on top of the list with the cursor on it.
func (w *walk) makeThread(topic string) thread {
	w.t.Helper()
	made := w.service.create(topic)
	w.awaits(http.MethodGet, threadsPath, func() { w.types(terminal.CtrlR) })
	w.shows(topic, "all loaded")
	w.types("g")
	w.shows("▸ " + topic)
	return made
}
