package participants_test

import (
	"fmt"
	"strconv"
	"testing"
	"time"

	"acs-chat-tui/acs"
	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/data/pages"
	"acs-chat-tui/ui/uitest"
)

func TestAKeyCostsTheSameAtEveryLength(t *testing.T) {
	few := testing.AllocsPerRun(50, uitest.TwoHundredAndFifty(t).MoveAndView())
	many := testing.AllocsPerRun(50, hundredThousand(t).MoveAndView())
	if few == 0 || many == 0 {
		t.Fatalf("%v and %v allocations: nothing was drawn", few, many)
	}
	if difference := (many - few) / few; difference >= 0.1 || difference <= -0.1 {
		t.Errorf("%v allocations a key at 250 rows, %v at 100,000: they must differ by less than 10 %%", few, many)
	}
}

// hundredThousand fills the list by hand: over HTTP it would take 500 requests.
func hundredThousand(tb testing.TB) *uitest.Harness {
	tb.Helper()
	h := uitest.Start(tb, uitest.Setup{Emulator: emulator.Options{Participants: 250}}).Settle()
	h.Press("j", "enter").Settle().Press("2")
	late := h.HoldBack()
	if len(late) != 1 {
		tb.Fatalf("%d messages came", len(late))
	}
	page, ok := late[0].(command.ParticipantsPageMsg)
	if !ok {
		tb.Fatalf("%T came", late[0])
	}
	const rows = 100_000
	page.Page = pages.Page[acs.ChatParticipant]{Items: crowd(rows)}
	h.Send(page)
	h.Settle().Press("G").Settle()
	h.Wants(fmt.Sprintf("%d participants, all loaded", rows))
	if got := h.Row(); got != rows {
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
				open = uitest.TwoHundredAndFifty
			}
			key := open(b).MoveAndView()
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
	h := uitest.Start(t, uitest.Setup{}).Settle()
	h.App.View()
	if got := testing.AllocsPerRun(20, func() { h.App.View() }); got != 0 {
		t.Errorf("%v allocations", got)
	}
}

// TestAKeyBesidePropertiesCostsTheSameAtEveryLength: what stands beside the list is of
// one thread, however many there are.
func TestAKeyBesidePropertiesCostsTheSameAtEveryLength(t *testing.T) {
	cost := func(threads int) float64 {
		h := uitest.Start(t, uitest.Many(threads)).Settle()
		h.Press("f").Settle().Pass(time.Second).Press("j").Pass(time.Second)
		h.Wants("created by")
		return testing.AllocsPerRun(50, h.MoveAndView())
	}
	few, many := cost(30), cost(300)
	if difference := (many - few) / few; difference >= 0.1 || difference <= -0.1 {
		t.Errorf("%v allocations a key at 30 threads, %v at 300", few, many)
	}
}

func BenchmarkKeyBesideProperties(b *testing.B) {
	for _, width := range []int{99, 120} {
		b.Run(strconv.Itoa(width)+" columns", func(b *testing.B) {
			s := uitest.Many(300)
			s.Width = width
			h := uitest.Start(b, s).Settle()
			h.Press("f").Settle().Pass(time.Second).Press("j").Pass(time.Second)
			key := h.MoveAndView()
			b.ReportAllocs()
			for b.Loop() {
				key()
			}
		})
	}
}
