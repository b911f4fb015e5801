package uitest

import (
	"encoding/json"
	"testing"

	"acs-chat-tui/acs/emulator"
)

// Added are the raw ids of the adds that a server received, one slice a request.
func Added(tb testing.TB, bodies []string) [][]string {
	tb.Helper()
	var all [][]string
	for _, body := range bodies {
		var received CreateBody
		if err := json.Unmarshal([]byte(body), &received); err != nil {
			tb.Fatal(err)
		}
		var ids []string
		for _, p := range received.Participants {
			ids = append(ids, p.Identifier.RawID)
		}
		all = append(all, ids)
	}
	return all
}

func (h *Harness) Added() [][]string {
	h.T.Helper()
	var bodies []string
	for _, request := range h.Requests("POST", "/participants/:add") {
		bodies = append(bodies, request.Body)
	}
	return Added(h.T, bodies)
}

// OpenAdd makes a thread of one's own and opens its add form.
func (h *Harness) OpenAdd() *Harness {
	h.T.Helper()
	made, err := h.Client.CreateChatThread(h.T.Context(), "Night shift", nil)
	if err != nil {
		h.T.Fatal(err)
	}
	h.Press("o").Write(made.ChatThread.ID).Press("enter").Settle().Press("a")
	h.Wants("Add participants to “Night shift”")
	return h
}

func Empty() Setup { return Setup{Emulator: emulator.Options{Seed: emulator.SeedEmpty}} }
