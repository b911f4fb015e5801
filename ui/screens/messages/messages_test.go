package messages_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"acs-chat-tui/acs"
	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/uitest"
)

// messageID is the id of the message under the cursor, as the line below the list
// says.
func messageID(h *uitest.Harness) string {
	found := regexp.MustCompile(`(?m)^message (\d+) · `).FindStringSubmatch(h.Screen())
	if found == nil {
		return ""
	}
	return found[1]
}

// TestMessagesInWords: each kind of message, the newest first.
func TestMessagesInWords(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{Emulator: emulator.Options{Seed: emulator.SeedEmpty}}).Settle()
	bo, cy := emulator.KnownUserID(2), emulator.KnownUserID(3)
	id := h.Thread("Words", bo, cy)
	asBo := h.As(bo)
	ctx, name := t.Context(), "Bo from sales"
	if _, err := asBo.SendChatMessage(ctx, id, "<p>see <a href='https://x.example/y'>this</a> &lt;now&gt;</p><ul><li>one</ul>", &acs.SendChatMessageOptions{Type: acs.ChatMessageTypeHTML, SenderDisplayName: &name}); err != nil {
		t.Fatal(err)
	}
	h.Clock.Add(15 * time.Hour)
	h.Edit(h.Client, id, h.Say(h.Client, id, "first"), "second\nthought")
	gone := h.Say(asBo, id, "regretted")
	if _, err := asBo.DeleteChatMessage(ctx, id, gone, nil); err != nil {
		t.Fatal(err)
	}
	topic := "Other words"
	if _, err := h.Client.UpdateChatThreadProperties(ctx, id, &acs.UpdateChatThreadPropertiesOptions{Topic: &topic}); err != nil {
		t.Fatal(err)
	}
	if _, err := h.Client.RemoveChatParticipant(ctx, id, acs.ParseRawID(cy), nil); err != nil {
		t.Fatal(err)
	}
	if _, err := asBo.RemoveChatParticipant(ctx, id, acs.ParseRawID(bo), nil); err != nil {
		t.Fatal(err)
	}
	h.OpenMessages(id)
	me := "…-e2b8d4700000"
	h.Wants(
		"── Tuesday, 4 November 2025 ──", "· Person 1 left · 00:32:15", me+" (you) removed Person 2", "(you) renamed the thread to “Other words”",
		"deleted 00:32:15", "(you) · 00:31:15 · edited 00:31:15", "second thought",
		"── Monday, 3 November 2025 ──", "Bo from sales · 09:30:15 · html", "see this <https://x.example/y> <now> • one",
		"(you) named the thread “Words”", "(you) joined and added Person 1 and Person 2",
	)
	h.WantsNot("regretted", "first")
	var order []int
	for _, text := range []string{"Person 1 left", "removed Person 2", "renamed", "deleted", "second", "Monday", "see this", "named the thread “Words”", "joined"} {
		order = append(order, strings.Index(h.Screen(), text))
	}
	for i := 1; i < len(order); i++ {
		if order[i] <= order[i-1] {
			t.Errorf("out of order: %v\n%s", order, h.Screen())
		}
	}
}

// TestNamesAreLearned: who has no name in a message is called what the session has
// heard.
func TestNamesAreLearned(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{Emulator: emulator.Options{Seed: emulator.SeedEmpty}}).Settle()
	bo := emulator.KnownUserID(2)
	id := h.Thread("Names", bo)
	h.Say(h.As(bo), id, "who am I")
	h.OpenMessages(id)
	h.Wants("Person 1 · 09:31:15")
}

func TestReadReceipts(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{Emulator: emulator.Options{Seed: emulator.SeedEmpty}}).Settle()
	bo := emulator.KnownUserID(2)
	id := h.Thread("Read", bo)
	first := h.Say(h.Client, id, "first")
	h.OpenMessages(id)
	h.Wants("no read receipts")
	h.WantsNot("above 20 participants")
	h.Say(h.Client, id, "second")
	if _, err := h.As(bo).SendChatReadReceipt(t.Context(), id, first, nil); err != nil {
		t.Fatal(err)
	}
	h.Press("ctrl+r").Settle()
	h.Wants("1 read receipt", "first ✓ read up to here by Person 1")
	h.Press("g", "enter")
	h.Wants("read by nobody, as far as read receipts tell")
	h.Press("esc", "j", "enter")
	h.Wants("read by Person 1, 2025-11-03 09:32:15")
	h.Press("esc")
	if got := len(h.Requests("POST", "/readReceipts")); got != 1 {
		t.Errorf("looking left a trace: %d receipts, one of them by Person 1", got)
	}
	if got := len(h.Requests("POST", "/typing")); got != 0 {
		t.Errorf("looking left a trace: %d typing notifications", got)
	}
}

// TestAboveTwentyParticipants there are no receipts, and the screen says why.
func TestAboveTwentyParticipants(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{Session: func(s *command.Session) { s.PageSize = 200 }}).OpenBig()
	h.LoadAll()
	h.Press("3").Settle()
	h.Wants("no read receipts above 20 participants")
	h.Press("enter")
	h.Wants("the service keeps no read receipts above 20 participants, and this thread has 250")
}

func TestMessageDetails(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{Emulator: emulator.Options{Seed: emulator.SeedEmpty}, Height: 60, Width: 120}).Settle()
	id := h.Thread("Details")
	name := "Desk \x1b[31m"
	if _, err := h.Client.SendChatMessage(t.Context(), id, "<b>bold</b>\n&#27;[5m", &acs.SendChatMessageOptions{
		Type: acs.ChatMessageTypeHTML, SenderDisplayName: &name, Metadata: map[string]string{"tag": "x"},
	}); err != nil {
		t.Fatal(err)
	}
	h.OpenMessages(id)
	said := messageID(h)
	h.Press("enter")
	h.Wants(
		"type html", "message id "+said, "created 2025-11-03 09:30:15 +00:00", "display name Desk ␛[31m", "sender "+emulator.DemoUserID,
		"text bold ␛[5m", "html <b>bold</b>", "&#27;[5m", "metadata tag = x", "sequence id 3", "As the service sent it, indented", `"senderDisplayName": "Desk \u001b[31m"`,
	)
	for _, key := range []string{"y", "j", "y", "j", "y"} {
		h.Press(key).Settle()
	}
	h.Press("esc", "Y").Settle()
	h.Press("y").Settle()
	content := "<b>bold</b>\n&#27;[5m"
	if diff := cmp.Diff([]string{said, emulator.DemoUserID, content, content, said}, h.Copied); diff != "" {
		t.Errorf("copied (-want +got):\n%s", diff)
	}
}

func TestAttachments(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{}).Settle()
	h.Press("o").Write("19:meeting_MjdhNjM4YzUtYzExZi00OTFkLTkzZTAtNTVlNmZmMDhkNGU2@thread.v2").Press("enter").Settle().Press("3").Settle()
	h.Wants(
		"attachment: file “prices 2026.xlsx” https://files.example.com/supplier-call/prices-2026.xlsx", "[image pallet]",
		"attachment: image “pallet.jpeg”",
	)
}

func TestMessagesFilter(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{}).Settle()
	h.Press("enter").Settle().Press("3").Settle()
	h.Press("/").Write("gateway error")
	h.Wants("2 of the 20 messages loaded match, all loaded", "14.2 %", "On it. Error rate")
	h.WantsNot("Post-mortem")
	h.Press("enter", "j")
	said := messageID(h)
	h.Press("esc")
	if messageID(h) != said || !h.Shows("20 messages, all loaded") {
		t.Errorf("on %s, not on %s:\n%s", messageID(h), said, h.Screen())
	}
	h.Press("/").Write("!e").Press("enter")
	h.Wants("of the 20 messages loaded match, all loaded")
	h.WantsNot("Post-mortem")
	h.Press("esc", "/").Write("zzzz")
	h.Wants("Nothing loaded matches the filter. esc clears it.")
	h.Press("ctrl+c")
}

// TestOnlyOnesOwn can be edited and deleted, and the reason is told.
func TestOnlyOnesOwn(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{Emulator: emulator.Options{Seed: emulator.SeedEmpty}}).Settle()
	bo := emulator.KnownUserID(2)
	id := h.Thread("Own", bo)
	h.Say(h.As(bo), id, "of Bo")
	mine := h.Say(h.Client, id, "mine, "+strings.Repeat("long ", 60))
	h.OpenMessages(id)
	h.Press("d")
	h.Wants("Delete this message?", "It was sent 2025-11-03 09:32:15 and says: “mine, long", "gone for everybody")
	h.Press("n")
	if n := len(h.Requests("DELETE", mine)); n != 0 {
		t.Fatal("no was not the answer")
	}
	h.Press("d", "y").Settle()
	h.Wants("✓ message deleted in “Own”", "deleted 09:32:15")
	if diff := cmp.Diff([]string{"", "of Bo"}, h.Texts(id)); diff != "" {
		t.Errorf("texts (-want +got):\n%s", diff)
	}
	for _, c := range []struct{ key, want string }{{"e", "cannot be edited: "}, {"d", "cannot be deleted: "}} {
		h.Press("g", c.key)
		h.Wants(c.want + "it is deleted")
		h.Press("j", c.key)
		h.Wants(c.want + "only its sender may")
		h.Press("G", c.key)
		h.Wants(c.want + "it is the service's own")
	}
	h.Press("?")
	h.Wants("edit: it is the service's own", "delete: it is the service's own")
}

// TestDeletedBeforeItsPage: the service has confirmed the deletion, the page that shows
// it has not come.
func TestDeletedBeforeItsPage(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{Emulator: emulator.Options{Seed: emulator.SeedEmpty}}).Settle()
	id := h.Thread("Own")
	mine := h.Say(h.Client, id, "mine")
	h.OpenMessages(id)
	h.Fault(emulator.Fault{Operation: "ListChatMessages", Kind: "status", Status: http.StatusForbidden})
	h.Press("d", "y").Settle()
	h.Wants("✓ message deleted in “Own”", "mine")
	h.Press("d")
	h.Wants("this message cannot be deleted: it is deleted")
	if n := len(h.Requests("DELETE", mine)); n != 1 {
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
			h := uitest.Start(t, uitest.Setup{Session: c.session}).Settle()
			h.Press("enter").Settle().Press("3").Settle()
			for _, key := range []string{"w", "e", "d"} {
				h.Press(key)
				h.Wants(c.want)
				h.Press("esc", "enter").Settle().Press("3").Settle()
			}
			h.Press("?")
			h.Wants("write: " + c.want)
		})
	}
	h := uitest.Start(t, uitest.Setup{Scopes: []string{"chat.join.limited"}}).Settle()
	h.Press("enter").Settle().Press("3").Settle().Press("w").Write("still").Press("ctrl+s").Settle()
	h.Wants("✓ message sent to")
}

// TestWhoLeftReadsTheHistory, and is told why he can do no more.
func TestWhoLeftReadsTheHistory(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{}).Settle()
	h.Press("/").Write("Kestrel").Press("enter", "enter").Settle().Press("3").Settle()
	h.Wants("messages, all loaded", "read receipts not told", "The list is in the wiki.")
	h.Press("enter")
	h.Wants("read by not known: not allowed: you act as")
	h.Press("esc", "w").Write("anybody?").Press("ctrl+s").Settle()
	h.Wants("not allowed: you act as", "Only members send messages", "anybody?")
}

func TestMessagesThatAreRefused(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{Client: uitest.NoRetries}).Settle()
	h.Press("o").Write("19:unknown@thread.v2").Press("enter").Settle().Press("3").Settle()
	h.Wants("Could not list the messages", "the service knows no such thread", "enter tries again")
	h.Press("esc", "enter").Settle()
	h.Fault(uitest.Status(http.StatusForbidden))
	h.Press("3").Settle()
	h.Wants("not allowed: you act as", "who is probably not a member")
	h.Fault()
	h.Press("enter").Settle()
	h.Wants("20 messages, all loaded")
	h.Fault(uitest.Status(http.StatusInternalServerError))
	h.Press("ctrl+r").Settle()
	h.Wants("20 messages, all loaded · looking for newer ones failed: ctrl+r tries again", "the service has a fault of its own")
	h.Fault()
	h.Press("ctrl+r").Settle()
	h.Wants("20 messages, all loaded")
	h.WantsNot("failed")
}

// TestOldVersionsHaveNoMessageMetadata, and the form does not offer them.
func TestOldVersionsHaveNoMessageMetadata(t *testing.T) {
	t.Parallel()
	old := func(o *acs.ClientOptions) { o.APIVersion = string(acs.APIVersion20210307) }
	h := uitest.Start(t, uitest.Setup{Client: old}).Settle()
	h.Press("enter").Settle().Press("3").Settle().Press("enter")
	h.Wants("metadata not told by api-version 2021-03-07")
	h.Press("esc", "w")
	h.Wants("type", "name")
	h.WantsNot("metadata")
}
