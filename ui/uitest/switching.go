package uitest

import (
	tea "github.com/charmbracelet/bubbletea"
)

// Give gives the program messages that were held back.
func (h *Harness) Give(late []tea.Msg) *Harness {
	h.T.Helper()
	for _, msg := range late {
		h.Send(msg)
	}
	return h.Settle()
}
