package messages_test

import (
	"fmt"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/uitest"
)

// TestScrollingBack asks for each page once and shows each message once, while new
// messages arrive and old ones are edited.
func TestScrollingBack(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{
		Emulator: emulator.Options{Seed: emulator.SeedEmpty}, Session: func(s *command.Session) { s.PageSize = 20 },
	}).Settle()
	id := h.Thread("Long")
	var ids []string
	for n := range 150 {
		ids = append(ids, h.Say(h.Client, id, fmt.Sprint("text ", n)))
	}
	h.OpenMessages(id)
	h.Wants("text 149", "loaded, more to come")
	if n := len(h.Requests("GET", "/messages")); n > 2 {
		t.Errorf("%d pages before the first key", n)
	}
	shown := map[string]int{}
	last := ""
	for step := 0; ; step++ {
		if shown[messageID(h)]++; messageID(h) == last {
			break
		}
		last = messageID(h)
		if step%10 == 5 {
			h.Say(h.Client, id, fmt.Sprint("new ", step))
			h.Edit(h.Client, id, ids[step/2], fmt.Sprint("edited ", step))
		}
		h.Press("j").Settle()
	}
	h.Wants("all loaded", "joined")
	for n, messageID := range ids {
		if shown[messageID] != 1 {
			t.Errorf("message %d stood under the cursor %d times", n, shown[messageID])
		}
	}
	links := map[string]int{}
	for _, request := range h.Requests("GET", "/messages") {
		links[request.Query]++
	}
	for link, n := range links {
		if n != 1 {
			t.Errorf("asked %d times for %s", n, link)
		}
	}
	asked := len(h.Requests("GET", "/messages"))
	h.Press("g")
	h.Wants("new 125") // what arrived while one scrolled stands where it belongs
	h.Press("ctrl+r").Settle()
	h.Wants("new 145", "all loaded")
	if got := len(h.Requests("GET", "/messages")) - asked; got > 2 {
		t.Errorf("a refresh of 32 changes asked for %d pages of 20", got)
	}
	for messageID(h) != ids[72] {
		h.Press("j")
	}
	h.Wants("edited 145")
}

// TestARefreshOfMessagesKeepsThePlace, and follows the newest where the cursor stands on it.
func TestARefreshOfMessagesKeepsThePlace(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{Emulator: emulator.Options{Seed: emulator.SeedEmpty}}).Settle()
	id := h.Thread("Place")
	var kept string
	for n := range 40 {
		said := h.Say(h.Client, id, fmt.Sprint("text ", n))
		if n == 30 {
			kept = said
		}
	}
	h.OpenMessages(id)
	h.Say(h.Client, id, "newest")
	h.Press("ctrl+r").Settle()
	h.Wants("newest")
	for messageID(h) != kept {
		h.Press("j")
	}
	cursorLine := func() int {
		above, _, _ := strings.Cut(h.Screen(), "▸ ")
		return strings.Count(above, "\n")
	}
	line := cursorLine()
	for range 5 {
		h.Say(h.Client, id, "later")
	}
	h.Press("ctrl+r").Settle()
	if got := cursorLine(); messageID(h) != kept || got != line {
		t.Errorf("the cursor is on %s in line %d, not on %s in line %d", messageID(h), got, kept, line)
	}
	h.Press("g")
	h.Wants("later")
}

// TestALongMessageIsWrappedAndRead line by line.
func TestALongMessageIsWrappedAndRead(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{Emulator: emulator.Options{Seed: emulator.SeedEmpty}, Width: 60, Height: 20}).Settle()
	id := h.Thread("Long")
	h.Say(h.Client, id, "before")
	var words []string
	for n := range 1400 {
		words = append(words, fmt.Sprintf("word%d", n))
	}
	h.Say(h.Client, id, strings.Join(words, " 🇫🇷 "))
	h.Say(h.Client, id, "after")
	h.OpenMessages(id)
	seen := ""
	for range 3000 {
		if messageID(h) != "" {
			seen += h.Screen()
		}
		if h.Shows("joined") {
			break
		}
		h.Press("pgdown")
	}
	for _, word := range words {
		if !strings.Contains(seen, word) {
			t.Fatalf("%q is never shown whole", word)
		}
	}
	for range 3000 {
		if h.Shows("after") {
			break
		}
		h.Press("k")
	}
	h.Wants("after")
}

// TestLoadingAllMessages, for a filter, and stopping it.
func TestLoadingAllMessages(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{
		Emulator: emulator.Options{Seed: emulator.SeedEmpty}, Session: func(s *command.Session) { s.PageSize = 5 },
	}).Settle()
	id := h.Thread("All")
	for n := range 60 {
		h.Say(h.Client, id, fmt.Sprint("text ", n))
	}
	h.OpenMessages(id)
	h.Press("/").Write("joined").Press("enter")
	h.Wants("0 of the", "more to come · f loads all")
	h.Press("f")
	h.Wants("so far, loading all · esc stops")
	h.Press("esc").Settle()
	h.Wants("more to come · f loads all")
	h.Press("f").Settle()
	h.Wants("1 of the 62 messages loaded match, all loaded", "joined")
	links := map[string]int{}
	for _, request := range h.Requests("GET", "/messages") {
		if links[request.Query]++; links[request.Query] > 1 {
			t.Errorf("asked twice for %s", request.Query)
		}
	}
}

// twoThousand opens the messages of the demo's longest thread and loads them all.
func twoThousand(tb testing.TB) *uitest.Harness {
	tb.Helper()
	h := uitest.Start(tb, uitest.Setup{Session: func(s *command.Session) { s.PageSize = 200 }}).Settle()
	h.Press("j", "enter").Settle().Press("3").Settle()
	for !h.Shows("all loaded") {
		h.Press("G").Settle()
	}
	h.Press("G", "k", "k", "k", "k", "k").Screen()
	return h
}

// fewMessages opens the same thread with its newest messages alone.
func fewMessages(tb testing.TB) *uitest.Harness {
	tb.Helper()
	h := uitest.Start(tb, uitest.Setup{Session: func(s *command.Session) { s.PageSize = 200 }}).Settle()
	h.Press("j", "enter").Settle().Press("3").Settle().Press("j", "j").Screen()
	return h
}

// sameKey is a key of the program that moves the cursor over the same messages, to and
// fro, and draws the frame.
func sameKey(h *uitest.Harness) func() {
	keys := []tea.KeyMsg{uitest.Runes("k"), uitest.Runes("j")}
	n := 0
	return func() {
		before := h.App.View()
		h.App.Update(keys[n%2])
		n++
		if h.App.View() == before {
			panic("the key changed nothing")
		}
	}
}

func TestAMessageKeyCostsTheSameAtEveryLength(t *testing.T) {
	few, many := fewMessages(t), twoThousand(t)
	if !many.Shows("20") || messageID(few) == messageID(many) {
		t.Fatal("both show the same")
	}
	// The frames differ, so that their cost does as well; that of 2,000 messages above
	// them must not show.
	a, b := testing.AllocsPerRun(50, sameKey(few)), testing.AllocsPerRun(50, sameKey(many))
	if a == 0 || b > 2*a {
		t.Errorf("%v allocations a key with a page of messages, %v with 2,000", a, b)
	}
}

func BenchmarkMessageKey(b *testing.B) {
	for name, open := range map[string]func(testing.TB) *uitest.Harness{"a page": fewMessages, "2,000": twoThousand} {
		b.Run(name, func(b *testing.B) {
			key := sameKey(open(b))
			b.ReportAllocs()
			for b.Loop() {
				key()
			}
		})
	}
}
