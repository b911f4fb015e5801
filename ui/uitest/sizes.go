package uitest

import (
	"acs-chat-tui/acs"
	"acs-chat-tui/acs/emulator"
)

// HostileThread makes a thread whose every text is hostile and returns its id.
func (h *Harness) HostileThread(people int) string {
	h.T.Helper()
	name, days := Hostile, int32(30)
	// A metadata value holds 1 KB at most with its key.
	options := &acs.CreateChatThreadOptions{
		Metadata:        map[string]string{"k\x1b[5m\n": Hostile, "second": "plain"},
		RetentionPolicy: &acs.ChatRetentionPolicy{Kind: acs.ChatRetentionPolicyKindThreadCreationDate, DeleteThreadAfterDays: &days},
	}
	since := h.Clock.Now().Add(-1)
	for n := range people {
		p := acs.ChatParticipant{
			CommunicationIdentifier: acs.ParseRawID(emulator.KnownUserID(1 + n)), DisplayName: &name,
			Metadata: map[string]string{"\u202edesk": "\x1b]8;;http://x\a"},
		}
		if n%2 == 0 {
			p.ShareHistoryTime = &since
		}
		options.Participants = append(options.Participants, p)
	}
	made, err := h.Client.CreateChatThread(h.T.Context(), Hostile, options)
	if err != nil {
		h.T.Fatal(err)
	}
	return made.ChatThread.ID
}

func OpenHostile(h *Harness) {
	id := h.HostileThread(12)
	h.Press("o").Paste(id).Press("enter").Settle()
}
