package uitest

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"acs-chat-tui/acs"
	"acs-chat-tui/acs/emulator"
)

// Scripted is a service that answers an operation as a test says; everything else
// goes to the emulator behind it.
type Scripted struct {
	Mutex  sync.Mutex
	Bodies []string
	Status int
	Answer string
}

// NewScripted answers every request whose path ends so, and returns the endpoint.
func NewScripted(t *testing.T, method, pathEnd string, status int, answer string, otherwise http.Handler) (*Scripted, string) {
	t.Helper()
	s := &Scripted{Status: status, Answer: answer}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != method || !strings.HasSuffix(r.URL.Path, pathEnd) {
			otherwise.ServeHTTP(w, r)
			return
		}
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		s.Mutex.Lock()
		defer s.Mutex.Unlock()
		s.Bodies = append(s.Bodies, string(body))
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(s.Status)
		if _, err := io.WriteString(w, s.Answer); err != nil {
			t.Error(err)
		}
	}))
	t.Cleanup(server.Close)
	return s, server.URL
}

// Says changes the answer.
func (s *Scripted) Says(answer string) {
	s.Mutex.Lock()
	defer s.Mutex.Unlock()
	s.Answer = answer
}

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

// Many is an emulator with that many threads, the newest one first.
func Many(count int) Setup {
	s := InEmpty()
	s.Width, s.Height = 120, 30
	s.before = func(h *Harness) {
		for n := range count {
			h.Elsewhere(fmt.Sprintf("Thread %03d", n))
			h.Clock.Add(time.Second)
		}
	}
	return s
}

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

// Added are the raw ids of the adds that the emulator received, one slice a request.
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

// Empty is an emulator without threads.
func Empty() Setup { return Setup{Emulator: emulator.Options{Seed: emulator.SeedEmpty}} }

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

// OpenHostile opens a hostile thread.
func OpenHostile(h *Harness) {
	id := h.HostileThread(12)
	h.Press("o").Paste(id).Press("enter").Settle()
}
