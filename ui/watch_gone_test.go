package ui_test

import (
	"fmt"
	"testing"
	"time"

	"acs-chat-tui/acs"
	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/uitest"
)

// paging is an empty emulator with pages of a size.
func paging(size int32) uitest.Setup {
	s := uitest.InEmpty()
	s.Session = func(session *command.Session) { session.PageSize = size }
	return s
}

// lookUntil has time go by, and takes answers until n requests to a path were made.
func lookUntil(h *uitest.Harness, d time.Duration, path string, n int) {
	h.T.Helper()
	before := len(h.Requests("GET", path))
	h.Clock.Add(d)
	h.Tick()
	for len(h.Requests("GET", path))-before < n {
		h.Receive()
	}
}

// persons are participants with the numbers 1 to n.
func persons(n int) []acs.ChatParticipant {
	all := make([]acs.ChatParticipant, n)
	for i := range all {
		all[i] = uitest.Person(i+1, fmt.Sprintf("Person %d", i+1))
	}
	return all
}

// TestAThreadThatMovesDuringALookIsNotGone: it went to the top of the list, which had been
// read.
func TestAThreadThatMovesDuringALookIsNotGone(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, paging(5)).Settle()
	var ids []string
	for i := range 18 {
		h.Clock.Add(time.Second)
		ids = append(ids, h.Elsewhere(fmt.Sprintf("Thread %02d", i)))
	}
	h.Press("ctrl+r").Settle().Press("f").Settle().Press("W").Settle()
	lookUntil(h, 10*time.Second, "/chat/threads", 2)
	if _, err := h.Client.SendChatMessage(t.Context(), ids[2], "activity", nil); err != nil {
		t.Fatal(err)
	}
	h.Settle()
	h.Wants("18 threads, all loaded", "Thread 02")
	h.WantsNot("gone")
	h.Pass(20 * time.Second)
	h.Wants("18 threads, all loaded", "~1 changed")
	wantsMarked(h, "~", "Thread 02")
	h.WantsNot("gone", "+1")
}

// TestAMemberPassedOverByALookIsNotGone, and who is gone is marked by two looks.
func TestAMemberPassedOverByALookIsNotGone(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, paging(3)).Settle()
	id := h.Elsewhere("Eleven", persons(10)...)
	h.Press("o").Paste(id).Press("enter").Settle().Press("2").Settle().Press("f").Settle()
	h.Press("A") // all are marked, and stay so
	h.Pass(time.Minute)
	h.Press("W").Settle()
	lookUntil(h, 20*time.Second, "/participants", 2)
	h.RemoveElsewhere(emulator.KnownUserID(1))
	h.Settle()
	for n := range 10 {
		h.Wants(fmt.Sprintf("Person %d ", n+1))
	}
	h.Wants("11 marked", "11 participants, all loaded")
	h.WantsNot("gone")
	h.Pass(20 * time.Second)
	h.WantsNot("gone")
	h.Pass(20 * time.Second)
	h.Wants("-1 gone", "10 participants, all loaded", "10 marked")
	wantsMarked(h, "-", "Person 1 ")
}

// TestAHalfLookIsDroppedWithItsScreen: its first pages are ten minutes old when the
// screen comes into sight again.
func TestAHalfLookIsDroppedWithItsScreen(t *testing.T) {
	t.Parallel()
	for name, away := range map[string][2]string{"another tab": {"1", "2"}, "a dialog over it": {"i", "esc"}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := uitest.Start(t, paging(1)).Settle()
			id := h.Elsewhere("Eight", persons(7)...)
			h.Press("o").Paste(id).Press("enter").Settle().Press("2").Settle()
			for !h.Shows("8 participants, all loaded") {
				h.Press("G").Settle()
			}
			h.Pass(time.Minute)
			h.Press("W").Settle()
			h.Wants("waits 11 s")
			h.Press(away[0]).Settle()
			h.Pass(10 * time.Minute)
			h.RemoveElsewhere(emulator.KnownUserID(1), emulator.KnownUserID(2))
			h.Press(away[1]).Settle()
			for range 12 {
				// A look takes more than half of what the service allows in 10 s, and one
				// is no proof.
				h.WantsNot("gone")
				h.Pass(time.Second)
			}
			for range 40 {
				h.Pass(time.Second)
				if h.Shows("gone") {
					break
				}
			}
			h.Wants("-2 gone", "6 participants, all loaded")
			wantsMarked(h, "-", "Person 1 ")
			wantsMarked(h, "-", "Person 2 ")
			wantsMarked(h, " ", "Person 4 ")
		})
	}
}
