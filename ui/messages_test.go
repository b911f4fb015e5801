package ui

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"acs-chat-tui/acs"
	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/command"
)

// as is a client of another user, on the same service.
func (h *harness) as(user string) *acs.Client {
	h.t.Helper()
	token, err := h.service.Token(user, 0)
	if err != nil {
		h.t.Fatal(err)
	}
	client, err := acs.NewClient(h.server.URL, acs.NewStaticTokenCredential(token), &acs.ClientOptions{Now: h.clock.Now})
	if err != nil {
		h.t.Fatal(err)
	}
	h.t.Cleanup(client.Close)
	return client
}

// thread makes a thread of the operator and others, and returns its id.
func (h *harness) thread(topic string, others ...string) string {
	h.t.Helper()
	options := &acs.CreateChatThreadOptions{}
	for n, id := range others {
		name := fmt.Sprintf("Person %d", n+1)
		options.Participants = append(options.Participants, acs.ChatParticipant{CommunicationIdentifier: acs.ParseRawID(id), DisplayName: &name})
	}
	made, err := h.client.CreateChatThread(h.t.Context(), topic, options)
	if err != nil {
		h.t.Fatal(err)
	}
	return made.ChatThread.ID
}

// say sends a text a minute later, and returns its id.
func (h *harness) say(client *acs.Client, threadID, text string) string {
	h.t.Helper()
	h.clock.add(time.Minute)
	sent, err := client.SendChatMessage(h.t.Context(), threadID, text, nil)
	if err != nil {
		h.t.Fatal(err)
	}
	return sent.ID
}

// edit gives a message another text.
func (h *harness) edit(client *acs.Client, threadID, messageID, text string) {
	h.t.Helper()
	if _, err := client.UpdateChatMessage(h.t.Context(), threadID, messageID, &acs.UpdateChatMessageOptions{Content: &text}); err != nil {
		h.t.Fatal(err)
	}
}

// openMessages opens a thread's messages by its id.
func (h *harness) openMessages(threadID string) *harness {
	h.t.Helper()
	return h.press("o").paste(threadID).press("enter").settle().press("3").settle()
}

// messageID is the id of the message under the cursor, as the line below the list
// says.
func (h *harness) messageID() string {
	found := regexp.MustCompile(`(?m)^message (\d+) · `).FindStringSubmatch(h.screen())
	if found == nil {
		return ""
	}
	return found[1]
}

// texts are what the thread's messages of its members say, the newest first.
func (h *harness) texts(threadID string) []string {
	h.t.Helper()
	size := int32(200)
	page, err := h.client.NewListChatMessagesPager(threadID, &acs.ListChatMessagesOptions{MaxPageSize: &size}).NextPage(h.t.Context())
	if err != nil {
		h.t.Fatal(err)
	}
	var texts []string
	for _, m := range page.Value {
		if m.Content.Message != nil {
			texts = append(texts, *m.Content.Message)
		}
	}
	return texts
}

// TestMessagesInWords: each kind of message, the newest first.
func TestMessagesInWords(t *testing.T) {
	t.Parallel()
	h := start(t, setup{emulator: emulator.Options{Seed: emulator.SeedEmpty}}).settle()
	bo, cy := emulator.KnownUserID(2), emulator.KnownUserID(3)
	id := h.thread("Words", bo, cy)
	asBo := h.as(bo)
	ctx, name := t.Context(), "Bo from sales"
	if _, err := asBo.SendChatMessage(ctx, id, "<p>see <a href='https://x.example/y'>this</a> &lt;now&gt;</p><ul><li>one</ul>", &acs.SendChatMessageOptions{Type: acs.ChatMessageTypeHTML, SenderDisplayName: &name}); err != nil {
		t.Fatal(err)
	}
	h.clock.add(15 * time.Hour)
	h.edit(h.client, id, h.say(h.client, id, "first"), "second\nthought")
	gone := h.say(asBo, id, "regretted")
	if _, err := asBo.DeleteChatMessage(ctx, id, gone, nil); err != nil {
		t.Fatal(err)
	}
	topic := "Other words"
	if _, err := h.client.UpdateChatThreadProperties(ctx, id, &acs.UpdateChatThreadPropertiesOptions{Topic: &topic}); err != nil {
		t.Fatal(err)
	}
	if _, err := h.client.RemoveChatParticipant(ctx, id, acs.ParseRawID(cy), nil); err != nil {
		t.Fatal(err)
	}
	if _, err := asBo.RemoveChatParticipant(ctx, id, acs.ParseRawID(bo), nil); err != nil {
		t.Fatal(err)
	}
	h.openMessages(id)
	me := "…-e2b8d4700000"
	h.wants(
		"── Tuesday, 4 November 2025 ──", "· Person 1 left · 00:32:15", me+" (you) removed Person 2", "(you) renamed the thread to “Other words”",
		"deleted 00:32:15", "(you) · 00:31:15 · edited 00:31:15", "second thought",
		"── Monday, 3 November 2025 ──", "Bo from sales · 09:30:15 · html", "see this <https://x.example/y> <now> • one",
		"(you) named the thread “Words”", "(you) joined and added Person 1 and Person 2",
	)
	h.wantsNot("regretted", "first")
	var order []int
	for _, text := range []string{"Person 1 left", "removed Person 2", "renamed", "deleted", "second", "Monday", "see this", "named the thread “Words”", "joined"} {
		order = append(order, strings.Index(h.screen(), text))
	}
	for i := 1; i < len(order); i++ {
		if order[i] <= order[i-1] {
			t.Errorf("out of order: %v\n%s", order, h.screen())
		}
	}
}

// TestNamesAreLearned: who has no name in a message is called what the session has
// heard.
func TestNamesAreLearned(t *testing.T) {
	t.Parallel()
	h := start(t, setup{emulator: emulator.Options{Seed: emulator.SeedEmpty}}).settle()
	bo := emulator.KnownUserID(2)
	id := h.thread("Names", bo)
	h.say(h.as(bo), id, "who am I")
	h.openMessages(id)
	h.wants("Person 1 · 09:31:15")
}

func TestReadReceipts(t *testing.T) {
	t.Parallel()
	h := start(t, setup{emulator: emulator.Options{Seed: emulator.SeedEmpty}}).settle()
	bo := emulator.KnownUserID(2)
	id := h.thread("Read", bo)
	first := h.say(h.client, id, "first")
	h.openMessages(id)
	h.wants("no read receipts")
	h.wantsNot("above 20 participants")
	h.say(h.client, id, "second")
	if _, err := h.as(bo).SendChatReadReceipt(t.Context(), id, first, nil); err != nil {
		t.Fatal(err)
	}
	h.press("ctrl+r").settle()
	h.wants("1 read receipt", "first ✓ read up to here by Person 1")
	h.press("g", "enter")
	h.wants("read by nobody, as far as read receipts tell")
	h.press("esc", "j", "enter")
	h.wants("read by Person 1, 2025-11-03 09:32:15")
	h.press("esc")
	if got := len(h.requests("POST", "/readReceipts")); got != 1 {
		t.Errorf("looking left a trace: %d receipts, one of them by Person 1", got)
	}
	if got := len(h.requests("POST", "/typing")); got != 0 {
		t.Errorf("looking left a trace: %d typing notifications", got)
	}
}

// TestAboveTwentyParticipants there are no receipts, and the screen says why.
func TestAboveTwentyParticipants(t *testing.T) {
	t.Parallel()
	h := start(t, setup{session: func(s *command.Session) { s.PageSize = 200 }}).openBig()
	h.loadAll()
	h.press("3").settle()
	h.wants("no read receipts above 20 participants")
	h.press("enter")
	h.wants("the service keeps no read receipts above 20 participants, and this thread has 250")
}

func TestMessageDetails(t *testing.T) {
	t.Parallel()
	h := start(t, setup{emulator: emulator.Options{Seed: emulator.SeedEmpty}, height: 60, width: 120}).settle()
	id := h.thread("Details")
	name := "Desk \x1b[31m"
	if _, err := h.client.SendChatMessage(t.Context(), id, "<b>bold</b>\n&#27;[5m", &acs.SendChatMessageOptions{
		Type: acs.ChatMessageTypeHTML, SenderDisplayName: &name, Metadata: map[string]string{"tag": "x"},
	}); err != nil {
		t.Fatal(err)
	}
	h.openMessages(id)
	said := h.messageID()
	h.press("enter")
	h.wants(
		"type html", "message id "+said, "created 2025-11-03 09:30:15 +00:00", "display name Desk ␛[31m", "sender "+emulator.DemoUserID,
		"text bold ␛[5m", "html <b>bold</b>", "&#27;[5m", "metadata tag = x", "sequence id 3", "As the service sent it, indented", `"senderDisplayName": "Desk \u001b[31m"`,
	)
	for _, key := range []string{"y", "j", "y", "j", "y"} {
		h.press(key).settle()
	}
	h.press("esc", "Y").settle()
	h.press("y").settle()
	content := "<b>bold</b>\n&#27;[5m"
	if diff := cmp.Diff([]string{said, emulator.DemoUserID, content, content, said}, h.copied); diff != "" {
		t.Errorf("copied (-want +got):\n%s", diff)
	}
}

func TestAttachments(t *testing.T) {
	t.Parallel()
	h := start(t, setup{}).settle()
	h.press("o").write("19:meeting_MjdhNjM4YzUtYzExZi00OTFkLTkzZTAtNTVlNmZmMDhkNGU2@thread.v2").press("enter").settle().press("3").settle()
	h.wants(
		"attachment: file “prices 2026.xlsx” https://files.example.com/supplier-call/prices-2026.xlsx", "[image pallet]",
		"attachment: image “pallet.jpeg”",
	)
}

func TestMessagesFilter(t *testing.T) {
	t.Parallel()
	h := start(t, setup{}).settle()
	h.press("enter").settle().press("3").settle()
	h.press("/").write("gateway error")
	h.wants("2 of the 20 messages loaded match, all loaded", "14.2 %", "On it. Error rate")
	h.wantsNot("Post-mortem")
	h.press("enter", "j")
	said := h.messageID()
	h.press("esc")
	if h.messageID() != said || !h.shows("20 messages, all loaded") {
		t.Errorf("on %s, not on %s:\n%s", h.messageID(), said, h.screen())
	}
	h.press("/").write("!e").press("enter")
	h.wants("of the 20 messages loaded match, all loaded")
	h.wantsNot("Post-mortem")
	h.press("esc", "/").write("zzzz")
	h.wants("Nothing loaded matches the filter. esc clears it.")
	h.press("ctrl+c")
}

// TestOnlyOnesOwn can be edited and deleted, and the reason is told.
func TestOnlyOnesOwn(t *testing.T) {
	t.Parallel()
	h := start(t, setup{emulator: emulator.Options{Seed: emulator.SeedEmpty}}).settle()
	bo := emulator.KnownUserID(2)
	id := h.thread("Own", bo)
	h.say(h.as(bo), id, "of Bo")
	mine := h.say(h.client, id, "mine, "+strings.Repeat("long ", 60))
	h.openMessages(id)
	h.press("d")
	h.wants("Delete this message?", "It was sent 2025-11-03 09:32:15 and says: “mine, long", "gone for everybody")
	h.press("n")
	if n := len(h.requests("DELETE", mine)); n != 0 {
		t.Fatal("no was not the answer")
	}
	h.press("d", "y").settle()
	h.wants("✓ message deleted in “Own”", "deleted 09:32:15")
	if diff := cmp.Diff([]string{"", "of Bo"}, h.texts(id)); diff != "" {
		t.Errorf("texts (-want +got):\n%s", diff)
	}
	for _, c := range []struct{ key, want string }{{"e", "cannot be edited: "}, {"d", "cannot be deleted: "}} {
		h.press("g", c.key)
		h.wants(c.want + "it is deleted")
		h.press("j", c.key)
		h.wants(c.want + "only its sender may")
		h.press("G", c.key)
		h.wants(c.want + "it is the service's own")
	}
	h.press("?")
	h.wants("edit: it is the service's own", "delete: it is the service's own")
}

// TestDeletedBeforeItsPage: the service has confirmed the deletion, the page that shows
// it has not come.
func TestDeletedBeforeItsPage(t *testing.T) {
	t.Parallel()
	h := start(t, setup{emulator: emulator.Options{Seed: emulator.SeedEmpty}}).settle()
	id := h.thread("Own")
	mine := h.say(h.client, id, "mine")
	h.openMessages(id)
	h.fault(emulator.Fault{Operation: "ListChatMessages", Kind: "status", Status: http.StatusForbidden})
	h.press("d", "y").settle()
	h.wants("✓ message deleted in “Own”", "mine")
	h.press("d")
	h.wants("this message cannot be deleted: it is deleted")
	if n := len(h.requests("DELETE", mine)); n != 1 {
		t.Errorf("%d deletions sent, want 1", n)
	}
}

func TestSendingIsRefused(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name    string
		session func(*command.Session)
		want    string
	}{
		{"read-only", func(s *command.Session) { s.ReadOnly = true }, "read-only: the profile or --readonly forbids every write"},
		{"scope", func(s *command.Session) { s.Scopes = []string{"voip"} }, "sending needs scope chat, chat.join or chat.join.limited; the token has voip"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			h := start(t, setup{session: c.session}).settle()
			h.press("enter").settle().press("3").settle()
			for _, key := range []string{"w", "e", "d"} {
				h.press(key)
				h.wants(c.want)
				h.press("esc", "enter").settle().press("3").settle()
			}
			h.press("?")
			h.wants("write: " + c.want)
		})
	}
	h := start(t, setup{scopes: []string{"chat.join.limited"}}).settle()
	h.press("enter").settle().press("3").settle().press("w").write("still").press("ctrl+s").settle()
	h.wants("✓ message sent to")
}

// TestWhoLeftReadsTheHistory, and is told why he can do no more.
func TestWhoLeftReadsTheHistory(t *testing.T) {
	t.Parallel()
	h := start(t, setup{}).settle()
	h.press("/").write("Kestrel").press("enter", "enter").settle().press("3").settle()
	h.wants("messages, all loaded", "read receipts not told", "The list is in the wiki.")
	h.press("enter")
	h.wants("read by not known: not allowed: you act as")
	h.press("esc", "w").write("anybody?").press("ctrl+s").settle()
	h.wants("not allowed: you act as", "Only members send messages", "anybody?")
}

func TestMessagesThatAreRefused(t *testing.T) {
	t.Parallel()
	h := start(t, setup{client: noRetries}).settle()
	h.press("o").write("19:unknown@thread.v2").press("enter").settle().press("3").settle()
	h.wants("Could not list the messages", "the service knows no such thread", "enter tries again")
	h.press("esc", "enter").settle()
	h.fault(status(http.StatusForbidden))
	h.press("3").settle()
	h.wants("not allowed: you act as", "who is probably not a member")
	h.fault()
	h.press("enter").settle()
	h.wants("20 messages, all loaded")
	h.fault(status(http.StatusInternalServerError))
	h.press("ctrl+r").settle()
	h.wants("20 messages, all loaded · looking for newer ones failed: ctrl+r tries again", "the service has a fault of its own")
	h.fault()
	h.press("ctrl+r").settle()
	h.wants("20 messages, all loaded")
	h.wantsNot("failed")
}

// TestOldVersionsHaveNoMessageMetadata, and the form does not offer them.
func TestOldVersionsHaveNoMessageMetadata(t *testing.T) {
	t.Parallel()
	old := func(o *acs.ClientOptions) { o.APIVersion = string(acs.APIVersion20210307) }
	h := start(t, setup{client: old}).settle()
	h.press("enter").settle().press("3").settle().press("enter")
	h.wants("metadata not told by api-version 2021-03-07")
	h.press("esc", "w")
	h.wants("type", "name")
	h.wantsNot("metadata")
}
