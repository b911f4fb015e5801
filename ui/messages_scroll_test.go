package ui

import (
	"fmt"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/command"
)

// TestScrollingBack asks for each page once and shows each message once, while new
// messages arrive and old ones are edited.
func TestScrollingBack(t *testing.T) {
	t.Parallel()
	h := start(t, setup{
		emulator: emulator.Options{Seed: emulator.SeedEmpty}, session: func(s *command.Session) { s.PageSize = 20 },
	}).settle()
	id := h.thread("Long")
	var ids []string
	for n := range 150 {
		ids = append(ids, h.say(h.client, id, fmt.Sprint("text ", n)))
	}
	h.openMessages(id)
	h.wants("text 149", "loaded, more to come")
	if n := len(h.requests("GET", "/messages")); n > 2 {
		t.Errorf("%d pages before the first key", n)
	}
	shown := map[string]int{}
	last := ""
	for step := 0; ; step++ {
		if shown[h.messageID()]++; h.messageID() == last {
			break
		}
		last = h.messageID()
		if step%10 == 5 {
			h.say(h.client, id, fmt.Sprint("new ", step))
			h.edit(h.client, id, ids[step/2], fmt.Sprint("edited ", step))
		}
		h.press("j").settle()
	}
	h.wants("all loaded", "joined")
	for n, messageID := range ids {
		if shown[messageID] != 1 {
			t.Errorf("message %d stood under the cursor %d times", n, shown[messageID])
		}
	}
	links := map[string]int{}
	for _, request := range h.requests("GET", "/messages") {
		links[request.Query]++
	}
	for link, n := range links {
		if n != 1 {
			t.Errorf("asked %d times for %s", n, link)
		}
	}
	asked := len(h.requests("GET", "/messages"))
	h.press("g")
	h.wants("new 125") // what arrived while one scrolled stands where it belongs
	h.press("ctrl+r").settle()
	h.wants("new 145", "all loaded")
	if got := len(h.requests("GET", "/messages")) - asked; got > 2 {
		t.Errorf("a refresh of 32 changes asked for %d pages of 20", got)
	}
	for h.messageID() != ids[72] {
		h.press("j")
	}
	h.wants("edited 145")
}

// TestARefreshOfMessagesKeepsThePlace, and follows the newest where the cursor stands on it.
func TestARefreshOfMessagesKeepsThePlace(t *testing.T) {
	t.Parallel()
	h := start(t, setup{emulator: emulator.Options{Seed: emulator.SeedEmpty}}).settle()
	id := h.thread("Place")
	var kept string
	for n := range 40 {
		said := h.say(h.client, id, fmt.Sprint("text ", n))
		if n == 30 {
			kept = said
		}
	}
	h.openMessages(id)
	h.say(h.client, id, "newest")
	h.press("ctrl+r").settle()
	h.wants("newest")
	for h.messageID() != kept {
		h.press("j")
	}
	cursorLine := func() int {
		above, _, _ := strings.Cut(h.screen(), "▸ ")
		return strings.Count(above, "\n")
	}
	line := cursorLine()
	for range 5 {
		h.say(h.client, id, "later")
	}
	h.press("ctrl+r").settle()
	if got := cursorLine(); h.messageID() != kept || got != line {
		t.Errorf("the cursor is on %s in line %d, not on %s in line %d", h.messageID(), got, kept, line)
	}
	h.press("g")
	h.wants("later")
}

// TestALongMessageIsWrappedAndRead line by line.
func TestALongMessageIsWrappedAndRead(t *testing.T) {
	t.Parallel()
	h := start(t, setup{emulator: emulator.Options{Seed: emulator.SeedEmpty}, width: 60, height: 20}).settle()
	id := h.thread("Long")
	h.say(h.client, id, "before")
	var words []string
	for n := range 1400 {
		words = append(words, fmt.Sprintf("word%d", n))
	}
	h.say(h.client, id, strings.Join(words, " 🇫🇷 "))
	h.say(h.client, id, "after")
	h.openMessages(id)
	seen := ""
	for range 3000 {
		if h.messageID() != "" {
			seen += h.screen()
		}
		if h.shows("joined") {
			break
		}
		h.press("pgdown")
	}
	for _, word := range words {
		if !strings.Contains(seen, word) {
			t.Fatalf("%q is never shown whole", word)
		}
	}
	for range 3000 {
		if h.shows("after") {
			break
		}
		h.press("k")
	}
	h.wants("after")
}

// TestLoadingAllMessages, for a filter, and stopping it.
func TestLoadingAllMessages(t *testing.T) {
	t.Parallel()
	h := start(t, setup{
		emulator: emulator.Options{Seed: emulator.SeedEmpty}, session: func(s *command.Session) { s.PageSize = 5 },
	}).settle()
	id := h.thread("All")
	for n := range 60 {
		h.say(h.client, id, fmt.Sprint("text ", n))
	}
	h.openMessages(id)
	h.press("/").write("joined").press("enter")
	h.wants("0 of the", "more to come · f loads all")
	h.press("f")
	h.wants("so far, loading all · esc stops")
	h.press("esc").settle()
	h.wants("more to come · f loads all")
	h.press("f").settle()
	h.wants("1 of the 62 messages loaded match, all loaded", "joined")
	links := map[string]int{}
	for _, request := range h.requests("GET", "/messages") {
		if links[request.Query]++; links[request.Query] > 1 {
			t.Errorf("asked twice for %s", request.Query)
		}
	}
}

// twoThousand opens the messages of the demo's longest thread and loads them all.
func twoThousand(tb testing.TB) *harness {
	tb.Helper()
	h := start(tb, setup{session: func(s *command.Session) { s.PageSize = 200 }}).settle()
	h.press("j", "enter").settle().press("3").settle()
	for !h.shows("all loaded") {
		h.press("G").settle()
	}
	h.press("G", "k", "k", "k", "k", "k").screen()
	return h
}

// fewMessages opens the same thread with its newest messages alone.
func fewMessages(tb testing.TB) *harness {
	tb.Helper()
	h := start(tb, setup{session: func(s *command.Session) { s.PageSize = 200 }}).settle()
	h.press("j", "enter").settle().press("3").settle().press("j", "j").screen()
	return h
}

// sameKey is a key of the program that moves the cursor over the same messages, to and
// fro, and draws the frame.
func (h *harness) sameKey() func() {
	keys := []tea.KeyMsg{runes("k"), runes("j")}
	n := 0
	return func() {
		before := h.app.View()
		h.app.Update(keys[n%2])
		n++
		if h.app.View() == before {
			panic("the key changed nothing")
		}
	}
}

func TestAMessageKeyCostsTheSameAtEveryLength(t *testing.T) {
	few, many := fewMessages(t), twoThousand(t)
	if !many.shows("20") || few.messageID() == many.messageID() {
		t.Fatal("both show the same")
	}
	// The frames differ, so that their cost does as well; that of 2,000 messages above
	// them must not show.
	a, b := testing.AllocsPerRun(50, few.sameKey()), testing.AllocsPerRun(50, many.sameKey())
	if a == 0 || b > 2*a {
		t.Errorf("%v allocations a key with a page of messages, %v with 2,000", a, b)
	}
}

func BenchmarkMessageKey(b *testing.B) {
	for name, open := range map[string]func(testing.TB) *harness{"a page": fewMessages, "2,000": twoThousand} {
		b.Run(name, func(b *testing.B) {
			key := open(b).sameKey()
			b.ReportAllocs()
			for b.Loop() {
				key()
			}
		})
	}
}
