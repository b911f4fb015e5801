package uitest

import (
	"encoding/json"
	"strings"

	"acs-chat-tui/acs/emulator"
)

// CreateBody is a create's body, as the wire has it.
type CreateBody struct {
	Topic        string
	Metadata     map[string]string
	Retention    *struct{ DeleteThreadAfterDays int } `json:"retentionPolicy"`
	Participants []struct {
		DisplayName string
		Identifier  struct{ RawID string } `json:"communicationIdentifier"`
		History     string                 `json:"shareHistoryTime"`
	}
}

// Creates are the bodies and ids of the creates that the server received.
func (h *Harness) Creates() (bodies []CreateBody, ids []string) {
	h.T.Helper()
	for _, request := range h.Requests("POST", "/chat/threads") {
		var body CreateBody
		if err := json.Unmarshal([]byte(request.Body), &body); err != nil {
			h.T.Fatal(err)
		}
		bodies, ids = append(bodies, body), append(ids, request.Headers.Get("Repeatability-Request-Id"))
	}
	return bodies, ids
}

// ThreadsNow is how many threads the server lists.
func (h *Harness) ThreadsNow() int {
	h.T.Helper()
	page, err := h.Client.NewListChatThreadsPager(nil).NextPage(h.T.Context())
	if err != nil {
		h.T.Fatal(err)
	}
	return len(page.Value)
}

// People is a pasted list of that many people the service knows.
func People(first, count int) string {
	var list strings.Builder
	for n := range count {
		list.WriteString(emulator.KnownUserID(first+n) + "\n")
	}
	return list.String()
}
