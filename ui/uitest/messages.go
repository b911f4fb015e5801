package uitest

import (
	"fmt"
	"time"

	"acs-chat-tui/acs"
)

// As is a client of another user, on the same service.
func (h *Harness) As(user string) *acs.Client {
	h.T.Helper()
	token, err := h.Service.Token(user, 0)
	if err != nil {
		h.T.Fatal(err)
	}
	client, err := acs.NewClient(h.Server.URL, acs.NewStaticTokenCredential(token), &acs.ClientOptions{Now: h.Clock.Now})
	if err != nil {
		h.T.Fatal(err)
	}
	h.T.Cleanup(client.Close)
	return client
}

// Thread makes a thread of the operator and others, and returns its id.
func (h *Harness) Thread(topic string, others ...string) string {
	h.T.Helper()
	options := &acs.CreateChatThreadOptions{}
	for n, id := range others {
		name := fmt.Sprintf("Person %d", n+1)
		options.Participants = append(options.Participants, acs.ChatParticipant{CommunicationIdentifier: acs.ParseRawID(id), DisplayName: &name})
	}
	made, err := h.Client.CreateChatThread(h.T.Context(), topic, options)
	if err != nil {
		h.T.Fatal(err)
	}
	return made.ChatThread.ID
}

// Say sends a text a minute later, and returns its id.
func (h *Harness) Say(client *acs.Client, threadID, text string) string {
	h.T.Helper()
	h.Clock.Add(time.Minute)
	sent, err := client.SendChatMessage(h.T.Context(), threadID, text, nil)
	if err != nil {
		h.T.Fatal(err)
	}
	return sent.ID
}

// Edit gives a message another text.
func (h *Harness) Edit(client *acs.Client, threadID, messageID, text string) {
	h.T.Helper()
	if _, err := client.UpdateChatMessage(h.T.Context(), threadID, messageID, &acs.UpdateChatMessageOptions{Content: &text}); err != nil {
		h.T.Fatal(err)
	}
}

// OpenMessages opens a thread's messages by its id.
func (h *Harness) OpenMessages(threadID string) *Harness {
	h.T.Helper()
	return h.Press("o").Paste(threadID).Press("enter").Settle().Press("3").Settle()
}

// Texts are what the thread's messages of its members say, the newest first.
func (h *Harness) Texts(threadID string) []string {
	h.T.Helper()
	size := int32(200)
	page, err := h.Client.NewListChatMessagesPager(threadID, &acs.ListChatMessagesOptions{MaxPageSize: &size}).NextPage(h.T.Context())
	if err != nil {
		h.T.Fatal(err)
	}
	var texts []string
	for _, m := range page.Value {
		if m.Content.Message != nil {
			texts = append(texts, *m.Content.Message)
		}
	}
	return texts
}
