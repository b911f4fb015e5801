package uitest

import (
	"net/http"

	tea "github.com/charmbracelet/bubbletea"
)

// The emulator's words for a request that is not answered yet, and for one whose
// client went away.
const (
	StatusUnderWay = 0
	StatusClosed   = 499
)

// HoldBack runs the commands under way, but keeps their messages until they are
// delivered: answers that come late.
func (h *Harness) HoldBack() []tea.Msg {
	h.T.Helper()
	var late []tea.Msg
	for h.Pending > 0 {
		msg := h.count(<-h.Messages)
		if batch, ok := msg.(tea.BatchMsg); ok {
			h.Send(batch)
			continue
		}
		late = append(late, msg)
	}
	return late
}

// Ask makes a round trip to the server, for the commands that only it knows of.
func (h *Harness) Ask() {
	h.T.Helper()
	request, err := http.NewRequestWithContext(h.T.Context(), http.MethodGet, h.Server.URL+"/_emulator/health", http.NoBody)
	if err != nil {
		h.T.Fatal(err)
	}
	response, err := h.Server.Client().Do(request)
	if err != nil {
		h.T.Fatal(err)
	}
	if err := response.Body.Close(); err != nil {
		h.T.Fatal(err)
	}
}
