package uitest

import (
	"acs-chat-tui/acs"
	"acs-chat-tui/acs/emulator"
)

// Elsewhere makes a thread as another program would.
func (h *Harness) Elsewhere(topic string, people ...acs.ChatParticipant) string {
	h.T.Helper()
	made, err := h.Client.CreateChatThread(h.T.Context(), topic, &acs.CreateChatThreadOptions{Participants: people})
	if err != nil {
		h.T.Fatal(err)
	}
	return made.ChatThread.ID
}

// Person is a participant of the emulator's resource.
func Person(n int, name string) acs.ChatParticipant {
	return acs.ChatParticipant{CommunicationIdentifier: acs.ParseRawID(emulator.KnownUserID(n)), DisplayName: &name}
}

// Line is the one line of the frame that holds a text.
func (h *Harness) Line(holding string) string {
	h.T.Helper()
	lines := h.Lines(holding)
	if len(lines) != 1 {
		h.T.Fatalf("%d lines hold %q:\n%s", len(lines), holding, h.Screen())
	}
	return lines[0]
}

// InEmpty is an empty emulator at a width without properties beside the list.
func InEmpty() Setup {
	return Setup{Emulator: emulator.Options{Seed: emulator.SeedEmpty}, Client: NoRetries, Width: 90, Height: 24}
}
