package uitest

import (
	"acs-chat-tui/acs"
)

// RemoveElsewhere removes participants of the demo's big thread, as somebody else would.
func (h *Harness) RemoveElsewhere(ids ...string) {
	h.T.Helper()
	for _, id := range ids {
		if _, err := h.Client.RemoveChatParticipant(h.T.Context(), h.ThreadID(), acs.ParseRawID(id), nil); err != nil {
			h.T.Fatal(err)
		}
	}
}

// Members are the raw ids of the thread on top, in the service's order.
func (h *Harness) Members() []string {
	h.T.Helper()
	var ids []string
	pager := h.Client.NewListChatParticipantsPager(h.ThreadID(), nil)
	for pager.More() {
		page, err := pager.NextPage(h.T.Context())
		if err != nil {
			h.T.Fatal(err)
		}
		for _, p := range page.Value {
			ids = append(ids, p.CommunicationIdentifier.RawID())
		}
	}
	return ids
}
