package ui

import (
	"fmt"
	"testing"
	"time"

	"acs-chat-tui/acs"
	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/command"
)

// paging is an empty emulator with pages of a size.
func paging(size int32) setup {
	s := inEmpty()
	s.session = func(session *command.Session) { session.PageSize = size }
	return s
}

// lookUntil has time go by, and takes answers until n requests to a path were made.
func (h *harness) lookUntil(d time.Duration, path string, n int) {
	h.t.Helper()
	before := len(h.requests("GET", path))
	h.clock.add(d)
	h.tick()
	for len(h.requests("GET", path))-before < n {
		h.receive()
	}
}

// persons are participants with the numbers 1 to n.
func persons(n int) []acs.ChatParticipant {
	all := make([]acs.ChatParticipant, n)
	for i := range all {
		all[i] = person(i+1, fmt.Sprintf("Person %d", i+1))
	}
	return all
}

// TestAThreadThatMovesDuringALookIsNotGone: it went to the top of the list, which had been
// read.
func TestAThreadThatMovesDuringALookIsNotGone(t *testing.T) {
	t.Parallel()
	h := start(t, paging(5)).settle()
	var ids []string
	for i := range 18 {
		h.clock.add(time.Second)
		ids = append(ids, h.elsewhere(fmt.Sprintf("Thread %02d", i)))
	}
	h.press("ctrl+r").settle().press("f").settle().press("W").settle()
	h.lookUntil(10*time.Second, "/chat/threads", 2)
	if _, err := h.client.SendChatMessage(t.Context(), ids[2], "activity", nil); err != nil {
		t.Fatal(err)
	}
	h.settle()
	h.wants("18 threads, all loaded", "Thread 02")
	h.wantsNot("gone")
	h.pass(20 * time.Second)
	h.wants("18 threads, all loaded", "~1 changed")
	h.wantsMarked("~", "Thread 02")
	h.wantsNot("gone", "+1")
}

// TestAMemberPassedOverByALookIsNotGone, and who is gone is marked by two looks.
func TestAMemberPassedOverByALookIsNotGone(t *testing.T) {
	t.Parallel()
	h := start(t, paging(3)).settle()
	id := h.elsewhere("Eleven", persons(10)...)
	h.press("o").paste(id).press("enter").settle().press("2").settle().press("f").settle()
	h.press("A") // all are marked, and stay so
	h.pass(time.Minute)
	h.press("W").settle()
	h.lookUntil(20*time.Second, "/participants", 2)
	h.removeElsewhere(emulator.KnownUserID(1))
	h.settle()
	for n := range 10 {
		h.wants(fmt.Sprintf("Person %d ", n+1))
	}
	h.wants("11 marked", "11 participants, all loaded")
	h.wantsNot("gone")
	h.pass(20 * time.Second)
	h.wantsNot("gone")
	h.pass(20 * time.Second)
	h.wants("-1 gone", "10 participants, all loaded", "10 marked")
	h.wantsMarked("-", "Person 1 ")
}

// TestAHalfLookIsDroppedWithItsScreen: its first pages are ten minutes old when the
// screen comes into sight again.
func TestAHalfLookIsDroppedWithItsScreen(t *testing.T) {
	t.Parallel()
	for name, away := range map[string][2]string{"another tab": {"1", "2"}, "a dialog over it": {"i", "esc"}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := start(t, paging(1)).settle()
			id := h.elsewhere("Eight", persons(7)...)
			h.press("o").paste(id).press("enter").settle().press("2").settle()
			for !h.shows("8 participants, all loaded") {
				h.press("G").settle()
			}
			h.pass(time.Minute)
			h.press("W").settle()
			h.wants("waits 11 s")
			h.press(away[0]).settle()
			h.pass(10 * time.Minute)
			h.removeElsewhere(emulator.KnownUserID(1), emulator.KnownUserID(2))
			h.press(away[1]).settle()
			for range 12 {
				// A look takes more than half of what the service allows in 10 s, and one
				// is no proof.
				h.wantsNot("gone")
				h.pass(time.Second)
			}
			for range 40 {
				h.pass(time.Second)
				if h.shows("gone") {
					break
				}
			}
			h.wants("-2 gone", "6 participants, all loaded")
			h.wantsMarked("-", "Person 1 ")
			h.wantsMarked("-", "Person 2 ")
			h.wantsMarked(" ", "Person 4 ")
		})
	}
}
