package uitest

import (
	tea "github.com/charmbracelet/bubbletea"
)

// Deliver gives messages that were held back, and settles.
func (h *Harness) Deliver(late []tea.Msg) {
	h.T.Helper()
	if len(late) == 0 {
		h.T.Fatal("nothing was held back")
	}
	for _, msg := range late {
		h.Send(msg)
	}
	h.Settle()
}
