package uitest

import (
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/command"
)

// TwoHundredAndFifty opens the participants of the largest thread that the service
// has, and loads them all.
func TwoHundredAndFifty(tb testing.TB) *Harness {
	tb.Helper()
	h := Start(tb, Setup{Emulator: emulator.Options{Participants: 250}, Session: func(s *command.Session) { s.PageSize = 200 }})
	h.Settle().Press("j", "enter").Settle().Press("2").Settle()
	h.LoadAll()
	return h
}

// LoadAll loads all, and goes to the last row.
func (h *Harness) LoadAll() {
	h.T.Helper()
	for !h.Shows("all loaded") {
		h.Press("G").Settle()
	}
	h.Press("G").Screen()
}

// MoveAndView is one key of the whole program: the cursor moves, to and fro, and
// the frame is drawn.
func (h *Harness) MoveAndView() func() {
	keys := []tea.KeyMsg{Runes("k"), Runes("j")}
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
