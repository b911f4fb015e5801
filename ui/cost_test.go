package ui

import (
	"fmt"
	"strconv"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/acs"
	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/data/pages"
)

// twoHundredAndFifty opens the participants of the largest thread that the service
// has, and loads them all.
func twoHundredAndFifty(tb testing.TB) *harness {
	tb.Helper()
	h := start(tb, setup{emulator: emulator.Options{Participants: 250}, session: func(s *command.Session) { s.PageSize = 200 }})
	h.settle().press("j", "enter").settle().press("2").settle()
	h.loadAll()
	return h
}

// loadAll loads all, and goes to the last row.
func (h *harness) loadAll() {
	h.t.Helper()
	for !h.shows("all loaded") {
		h.press("G").settle()
	}
	h.press("G").screen()
}

// moveAndView is one key of the whole program: the cursor moves, to and fro, and
// the frame is drawn.
func (h *harness) moveAndView() func() {
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

func TestAKeyCostsTheSameAtEveryLength(t *testing.T) {
	few := testing.AllocsPerRun(50, twoHundredAndFifty(t).moveAndView())
	many := testing.AllocsPerRun(50, hundredThousand(t).moveAndView())
	if few == 0 || many == 0 {
		t.Fatalf("%v and %v allocations: nothing was drawn", few, many)
	}
	if difference := (many - few) / few; difference >= 0.1 || difference <= -0.1 {
		t.Errorf("%v allocations a key at 250 rows, %v at 100,000: they must differ by less than 10 %%", few, many)
	}
}

// hundredThousand fills the list by hand: over HTTP it would take 500 requests.
func hundredThousand(tb testing.TB) *harness {
	tb.Helper()
	h := start(tb, setup{emulator: emulator.Options{Participants: 250}}).settle()
	h.press("j", "enter").settle().press("2")
	late := h.holdBack()
	if len(late) != 1 {
		tb.Fatalf("%d messages came", len(late))
	}
	page, ok := late[0].(command.ParticipantsPageMsg)
	if !ok {
		tb.Fatalf("%T came", late[0])
	}
	const rows = 100_000
	page.Page = pages.Page[acs.ChatParticipant]{Items: crowd(rows)}
	h.send(page)
	h.settle().press("G").settle()
	h.wants(fmt.Sprintf("%d participants, all loaded", rows))
	if got := h.row(); got != rows {
		tb.Fatalf("the cursor is at row %d", got)
	}
	return h
}

// crowd is that many participants with names of several kinds.
func crowd(count int) []acs.ChatParticipant {
	names := []string{"Amelia Abara", "佐藤 太郎", "Zoe\u0308 \U0001F1EB\U0001F1F7", "محمد"}
	people := make([]acs.ChatParticipant, count)
	for n := range people {
		people[n] = acs.ChatParticipant{
			CommunicationIdentifier: acs.ParseRawID(emulator.KnownUserID(n)), DisplayName: &names[n%len(names)],
		}
	}
	return people
}

func BenchmarkKey(b *testing.B) {
	for _, rows := range []int{250, 100_000} {
		b.Run(strconv.Itoa(rows), func(b *testing.B) {
			open := hundredThousand
			if rows == 250 {
				open = twoHundredAndFifty
			}
			key := open(b).moveAndView()
			b.ReportAllocs()
			for b.Loop() {
				key()
			}
		})
	}
}

// TestAnUnchangedFrameIsNotDrawnAgain: a frame that nothing changed is the same string, not
// drawn again.
func TestAnUnchangedFrameIsNotDrawnAgain(t *testing.T) {
	h := start(t, setup{}).settle()
	h.app.View()
	if got := testing.AllocsPerRun(20, func() { h.app.View() }); got != 0 {
		t.Errorf("%v allocations", got)
	}
}

// TestAKeyBesidePropertiesCostsTheSameAtEveryLength: what stands beside the list is of
// one thread, however many there are.
func TestAKeyBesidePropertiesCostsTheSameAtEveryLength(t *testing.T) {
	cost := func(threads int) float64 {
		h := start(t, many(threads)).settle()
		h.press("f").settle().pass(time.Second).press("j").pass(time.Second)
		h.wants("created by")
		return testing.AllocsPerRun(50, h.moveAndView())
	}
	few, many := cost(30), cost(300)
	if difference := (many - few) / few; difference >= 0.1 || difference <= -0.1 {
		t.Errorf("%v allocations a key at 30 threads, %v at 300", few, many)
	}
}

func BenchmarkKeyBesideProperties(b *testing.B) {
	for _, width := range []int{99, 120} {
		b.Run(strconv.Itoa(width)+" columns", func(b *testing.B) {
			s := many(300)
			s.width = width
			h := start(b, s).settle()
			h.press("f").settle().pass(time.Second).press("j").pass(time.Second)
			key := h.moveAndView()
			b.ReportAllocs()
			for b.Loop() {
				key()
			}
		})
	}
}
