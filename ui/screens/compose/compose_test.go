package compose_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"acs-chat-tui/acs"
	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/uitest"
)

// sentBodies are the bodies of the messages that the server received from forms.
func sentBodies(h *uitest.Harness, method string) []map[string]any {
	h.T.Helper()
	var bodies []map[string]any
	for _, request := range h.Service.Requests() {
		if request.Method != method || !strings.Contains(request.Path, "/messages") {
			continue
		}
		var body map[string]any
		if err := json.Unmarshal([]byte(request.Body), &body); err != nil {
			h.T.Fatal(err)
		}
		bodies = append(bodies, body)
	}
	return bodies
}

// openCompose opens the form for a new message in a thread of the operator's alone.
func openCompose(t *testing.T, s uitest.Setup) (h *uitest.Harness, threadID string) {
	t.Helper()
	s.Emulator.Seed = emulator.SeedEmpty
	h = uitest.Start(t, s).Settle()
	threadID = h.Thread("Compose")
	h.OpenMessages(threadID).Press("w")
	h.Wants("New message in “Compose”", "what to say", "sent as "+emulator.DemoUserID)
	return h, threadID
}

func TestAMessageIsSentAsItWasTyped(t *testing.T) {
	t.Parallel()
	h, id := openCompose(t, uitest.Setup{})
	h.Write("First line").Press("enter", "enter").Paste("\tpasted: a < b\r\nand  more ")
	h.Press("tab", " ", "tab").Write("Desk 3").Press("tab").Write("tag=blue, n=1").Press("ctrl+x")
	h.Wants("POST "+h.Server.URL, "%40thread.v2/messages?api-ver", `"type": "html"`, `"content": "First line\n\n\tpasted: a < b\nand  more "`)
	h.Press("ctrl+s").Settle()
	h.Wants("✓ message sent to “Compose”", "Desk 3 (you)", "First line")
	want := []map[string]any{{
		"content": "First line\n\n\tpasted: a < b\nand  more ", "type": "html", "senderDisplayName": "Desk 3",
		"metadata": map[string]any{"tag": "blue", "n": "1"},
	}}
	if diff := cmp.Diff(want, sentBodies(h, "POST")); diff != "" {
		t.Errorf("sent (-want +got):\n%s", diff)
	}
	if got := len(h.Texts(id)); got != 1 {
		t.Errorf("%d messages", got)
	}
}

func TestComposeFaults(t *testing.T) {
	t.Parallel()
	h, _ := openCompose(t, uitest.Setup{})
	h.Press("ctrl+s")
	h.Wants("a message needs a text")
	h.Write("x").Press("shift+tab").Write("novalue").Press("ctrl+s")
	h.Wants(`metadata: "novalue" is not of the form key=value`)
	h.Write("=1, novalue=2").Press("ctrl+x")
	h.Wants(`the key "novalue" stands there twice`)
	h.Press("esc")
	h.Wants("Leave the form?")
	h.Press("n")
	if got := len(sentBodies(h, "POST")); got != 0 {
		t.Errorf("%d messages were sent", got)
	}
	h.Press("shift+tab", "shift+tab", "shift+tab").Paste(strings.Repeat("long ", 6000))
	h.Wants("30001 bytes; the service takes about 28 KB")
	h.Press("esc", "y")
	h.Wants("▸3 Messages")
}

func TestLeavingAnUntouchedMessage(t *testing.T) {
	t.Parallel()
	h, _ := openCompose(t, uitest.Setup{})
	h.Press("tab", "tab", "esc")
	h.Wants("▸3 Messages")
	h.Press("w").Write("typed").Press("ctrl+c")
	h.Wants("What was typed has not been sent")
}

// TestALostAnswerIsLookedFor: the message arrived, and the form finds it.
func TestALostAnswerIsLookedFor(t *testing.T) {
	t.Parallel()
	h, id := openCompose(t, uitest.Setup{})
	h.Fault(emulator.Fault{Operation: "SendChatMessage", Kind: "drop-after-commit"})
	h.Write("only once").Press("ctrl+s").Settle()
	h.Wants("✓ the answer was lost, but the message is in “Compose”", "▸3 Messages", "only once")
	if diff := cmp.Diff([]string{"only once"}, h.Texts(id)); diff != "" {
		t.Errorf("texts (-want +got):\n%s", diff)
	}
	if got := len(sentBodies(h, "POST")); got != 1 {
		t.Errorf("sent %d times", got)
	}
}

// TestALostAnswerThatCannotBeLookedFor: whatever the user does but sending it again on
// purpose, the server holds one message.
func TestALostAnswerThatCannotBeLookedFor(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		choose func(h *uitest.Harness)
		holds  int
	}{
		{"leave", func(h *uitest.Harness) {
			h.Press("esc")
			h.Wants("whether the service carried it out is not known", "would make a second message")
			h.Press("y").Settle()
			h.Press("ctrl+r").Settle()
			h.Wants("once and no more")
		}, 1},
		{"look", func(h *uitest.Harness) {
			h.Press("ctrl+l").Settle()
			h.Wants("the answer was lost, but the message is in")
		}, 1},
		{"send, asked, no", func(h *uitest.Harness) {
			h.Press("ctrl+s")
			h.Wants("Send the message again?", "If it did, the thread will hold two.")
			h.Press("n", "ctrl+s", "esc", "ctrl+s", "enter")
		}, 1},
		{"keys typed ahead of the question", func(h *uitest.Harness) {
			h.Read(uitest.KeyOf(h.T, "ctrl+s"), uitest.KeyOf(h.T, "y"), uitest.KeyOf(h.T, "enter"))
			h.Wants("Send the message again?")
		}, 1},
		{"edit, send, no", func(h *uitest.Harness) {
			h.Write(" edited").Press("ctrl+s")
			h.Wants("Send the message again?")
			h.Press("n")
		}, 1},
		{"send again on purpose", func(h *uitest.Harness) {
			h.Press("ctrl+s", "y").Settle()
			h.Wants("✓ message sent to")
		}, 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			h, id := openCompose(t, uitest.Setup{Client: uitest.NoRetries})
			h.Fault(
				emulator.Fault{Operation: "SendChatMessage", Kind: "drop-after-commit", Times: 1},
				emulator.Fault{Operation: "ListChatMessages", Kind: "status", Status: http.StatusServiceUnavailable, Times: 2},
			)
			h.Write("once and no more").Press("ctrl+s").Settle()
			h.Wants("It is not known whether the message was sent", "its answer was lost", "It may have arrived; looking failed as well", "once and no more")
			h.WantsNot("Could not send")
			c.choose(h)
			h.Settle()
			if got := len(h.Texts(id)); got != c.holds {
				t.Errorf("the server holds %d messages, want %d", got, c.holds)
			}
		})
	}
}

// TestAMessageThatDidNotArrive is said to be not there, and sent again on purpose.
func TestAMessageThatDidNotArrive(t *testing.T) {
	t.Parallel()
	h, id := openCompose(t, uitest.Setup{})
	h.Say(h.Client, id, "the same text")
	h.Press("esc", "ctrl+r").Settle().Press("w")
	h.Fault(emulator.Fault{Operation: "SendChatMessage", Kind: "drop"})
	h.Write("the same text").Press("ctrl+s").Settle()
	h.Wants("it is not among the newest 3 messages", "what was just sent may take a moment to appear")
	h.Fault(emulator.Fault{Operation: "SendChatMessage", Kind: "status", Status: http.StatusBadRequest, Times: 1})
	h.Press("ctrl+s", "y").Settle()
	h.Wants("the service refused it", "An earlier one may have arrived.")
	h.Press("ctrl+s")
	h.Wants("Send the message again?")
	h.Press("y").Settle()
	h.Wants("✓ message sent to")
	if diff := cmp.Diff([]string{"the same text", "the same text"}, h.Texts(id)); diff != "" {
		t.Errorf("texts (-want +got):\n%s", diff)
	}
}

// TestWhatWasSentElsewhereIsNotTakenForALostMessage: the text is kept, and what is seen
// of the thread is said.
func TestWhatWasSentElsewhereIsNotTakenForALostMessage(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name        string
		kind        acs.ChatMessageType
		before, now string
		later       time.Duration
		says        string
	}{
		{"other html", acs.ChatMessageTypeHTML, "<b>other</b>", "mine", 0, "it is not among the newest"},
		{"other text", acs.ChatMessageTypeText, "other", "mine", 0, "it is not among the newest"},
		{"the same text before", acs.ChatMessageTypeText, "ok", "ok", 2 * time.Minute, "a message like it is in the thread, but whether it is this one cannot be told"},
		{"the same html before", acs.ChatMessageTypeHTML, "<p>ok</p>", "ok", 2 * time.Minute, "a message like it is in the thread, but whether it is this one cannot be told"},
		{"the same text by a clock ahead", acs.ChatMessageTypeText, "ok", "ok", -time.Minute, "a message like it is in the thread, but whether it is this one cannot be told"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			h, id := openCompose(t, uitest.Setup{})
			h.Clock.Add(2 * time.Minute)
			if _, err := h.Client.SendChatMessage(t.Context(), id, c.before, &acs.SendChatMessageOptions{Type: c.kind}); err != nil {
				t.Fatal(err)
			}
			h.Clock.Add(c.later)
			h.Write(c.now)
			if c.kind == acs.ChatMessageTypeHTML {
				h.Press("tab", " ")
			}
			h.Fault(emulator.Fault{Operation: "SendChatMessage", Kind: "drop"})
			h.Press("ctrl+s").Settle()
			h.Wants("It is not known whether the message was sent", "its answer was lost", c.says, "New message in “Compose”", c.now)
			h.WantsNot("Could not send")
			h.WantsNot("the message is in “Compose”")
		})
	}
}

// TestLostHTMLIsFound though the service may have changed how it is written.
func TestLostHTMLIsFound(t *testing.T) {
	t.Parallel()
	h, _ := openCompose(t, uitest.Setup{})
	h.Fault(emulator.Fault{Operation: "SendChatMessage", Kind: "drop-after-commit"})
	h.Write("<b>bold</b> words").Press("tab", " ", "ctrl+s").Settle()
	h.Wants("✓ the answer was lost, but the message is in “Compose”")
}

// TestTwoEqualMessagesOfTheTime leave open which one is the lost one.
func TestTwoEqualMessagesOfTheTime(t *testing.T) {
	t.Parallel()
	h, id := openCompose(t, uitest.Setup{})
	if _, err := h.Client.SendChatMessage(t.Context(), id, "twice", nil); err != nil {
		t.Fatal(err)
	}
	h.Fault(emulator.Fault{Operation: "SendChatMessage", Kind: "drop-after-commit"})
	h.Write("twice").Press("ctrl+s").Settle()
	h.Wants("2 messages like it are in the thread, but whether one of them is this one cannot be told", "┃ twice")
}

// TestAFaultOfTheServiceIsNoLostAnswer: what it said stays.
func TestAFaultOfTheServiceIsNoLostAnswer(t *testing.T) {
	t.Parallel()
	h, _ := openCompose(t, uitest.Setup{Client: uitest.NoRetries})
	h.Fault(emulator.Fault{Operation: "SendChatMessage", Kind: "status", Status: http.StatusInternalServerError})
	h.Write("hello").Press("ctrl+s").Settle()
	h.Wants("the service has a fault of its own", "The service said: 500", "request id", "it is not among the newest", "┃ hello")
	h.WantsNot("its answer was lost")
}

// TestLookingCanBeStopped: the form is there again at once.
func TestLookingCanBeStopped(t *testing.T) {
	t.Parallel()
	h, _ := openCompose(t, uitest.Setup{})
	h.Fault(
		emulator.Fault{Operation: "SendChatMessage", Kind: "drop"},
		emulator.Fault{Operation: "ListChatMessages", Kind: "latency", Latency: "1h"},
	)
	h.Write("lost").Press("ctrl+s").UntilShown("looking whether the message has arrived… · esc stops it")
	h.Press("esc")
	h.Wants("It may have arrived: the look was stopped.")
	h.Write("!")
	h.Wants("lost!")
}

// TestARefusedMessageStays for mending.
func TestARefusedMessageStays(t *testing.T) {
	t.Parallel()
	h, id := openCompose(t, uitest.Setup{Client: uitest.NoRetries})
	h.Paste(strings.Repeat("x", 29_000)).Press("ctrl+s").Settle()
	h.Wants("the service refused it: The message takes 29000 bytes")
	h.Press("ctrl+u").Write("short").Press("ctrl+s").Settle()
	h.Wants("✓ message sent to")
	if diff := cmp.Diff([]string{"short"}, h.Texts(id)); diff != "" {
		t.Errorf("texts (-want +got):\n%s", diff)
	}
}

// TestAMessageWhoseFormIsLeft is told of in the footer.
func TestAMessageWhoseFormIsLeft(t *testing.T) {
	t.Parallel()
	h, _ := openCompose(t, uitest.Setup{Client: uitest.NoRetries})
	h.Fault(emulator.Fault{Operation: "SendChatMessage", Kind: "drop-after-commit"})
	h.Write("left alone").Press("ctrl+s")
	late := h.HoldBack()
	h.Press("esc", "y")
	h.Deliver(late)
	h.Wants("✗ sending a message to “Compose” has an unknown outcome", "left alone")
	h.Press("!")
	h.Wants("Look at the thread's messages before you send it again", "It said: left alone")
}

// openEdit opens the form for the operator's own message.
func openEdit(t *testing.T, options *acs.SendChatMessageOptions) (h *uitest.Harness, threadID, messageID string) {
	t.Helper()
	h = uitest.Start(t, uitest.Setup{Emulator: emulator.Options{Seed: emulator.SeedEmpty}, Client: uitest.NoRetries}).Settle()
	threadID = h.Thread("Edit")
	sent, err := h.Client.SendChatMessage(t.Context(), threadID, "one\ntwo", options)
	if err != nil {
		t.Fatal(err)
	}
	h.OpenMessages(threadID).Press("e")
	h.Wants("Edit your message in “Edit”", "┃ one ┃ two")
	h.WantsNot("▸ type", "  name")
	return h, threadID, sent.ID
}

// TestAnEditSendsWhatChanged, and nothing else.
func TestAnEditSendsWhatChanged(t *testing.T) {
	t.Parallel()
	metadata := map[string]string{"keep": "1", "change": "2", "drop": "3"}
	h, _, _ := openEdit(t, &acs.SendChatMessageOptions{Metadata: metadata})
	h.Press("ctrl+s")
	h.Wants("nothing is changed yet")
	h.Write(" three").Press("ctrl+x")
	h.Wants("PATCH ", `"content": "one\ntwo three"`)
	h.Press("esc", "ctrl+s").Settle()
	h.Wants("✓ message edited in “Edit”", "two three", "· edited ")
	h.Press("e", "tab", "ctrl+u").Write("keep=1, change=9, new=4").Press("ctrl+s").Settle()
	h.Wants("✓ message edited", "change=9 · keep=1 · new=4")
	want := []map[string]any{{"content": "one\ntwo three"}, {"metadata": map[string]any{"change": "9", "drop": "", "new": "4"}}}
	if diff := cmp.Diff(want, sentBodies(h, "PATCH")); diff != "" {
		t.Errorf("sent (-want +got):\n%s", diff)
	}
}

// TestMetadataThatTheFieldCannotHold stay as they are.
func TestMetadataThatTheFieldCannotHold(t *testing.T) {
	t.Parallel()
	h, _, _ := openEdit(t, &acs.SendChatMessageOptions{Metadata: map[string]string{"list": "a, b=c"}})
	h.WantsNot("metadata")
	h.Write("!").Press("ctrl+s").Settle()
	h.Wants("✓ message edited", "list=a, b=c")
	if diff := cmp.Diff([]map[string]any{{"content": "one\ntwo!"}}, sentBodies(h, "PATCH")); diff != "" {
		t.Errorf("sent (-want +got):\n%s", diff)
	}
}

// TestAChangeMeanwhileIsShown before it is overwritten.
func TestAChangeMeanwhileIsShown(t *testing.T) {
	t.Parallel()
	h, id, message := openEdit(t, nil)
	h.Edit(h.Client, id, message, "changed elsewhere")
	before := len(h.Requests("PATCH", message))
	h.Write(" mine").Press("ctrl+s").Settle()
	h.Wants("somebody else has changed it meanwhile", "It says now: “changed elsewhere”", "ctrl+s overwrites that", "┃ two mine")
	if got := len(h.Requests("PATCH", message)); got != before {
		t.Fatalf("it was overwritten by %d requests", got-before)
	}
	h.Press("ctrl+s").Settle()
	h.Wants("✓ message edited")
	if diff := cmp.Diff([]string{"one\ntwo mine"}, h.Texts(id)); diff != "" {
		t.Errorf("texts (-want +got):\n%s", diff)
	}
}

func TestAnEditOfAMessageThatIsGone(t *testing.T) {
	t.Parallel()
	h, id, message := openEdit(t, nil)
	if _, err := h.Client.DeleteChatMessage(t.Context(), id, message, nil); err != nil {
		t.Fatal(err)
	}
	h.Write("!").Press("ctrl+s").Settle()
	h.Wants("it was deleted meanwhile", "What you typed is still here", "two!")
	if got := len(h.Requests("PATCH", message)); got != 0 {
		t.Errorf("%d edits were sent", got)
	}
}

// TestAnEditWhoseLookFails or is stopped sends nothing.
func TestAnEditWhoseLookFails(t *testing.T) {
	t.Parallel()
	h, _, message := openEdit(t, nil)
	h.Fault(emulator.Fault{Operation: "GetChatMessage", Kind: "status", Status: http.StatusServiceUnavailable, Times: 1})
	h.Write("!").Press("ctrl+s").Settle()
	h.Wants("Did not edit the message; looking at it first failed", "two!")
	h.Fault(emulator.Fault{Operation: "GetChatMessage", Kind: "latency", Latency: "1h"})
	h.Press("ctrl+s")
	h.Wants("looking whether the message was changed meanwhile… · esc stops it")
	h.Press("esc")
	h.Wants("you stopped it before anything was sent")
	h.Settle()
	if got := len(h.Requests("PATCH", message)); got != 0 {
		t.Errorf("%d edits were sent", got)
	}
}

func TestAnEditWhoseAnswerIsLost(t *testing.T) {
	t.Parallel()
	h, id, _ := openEdit(t, nil)
	h.Fault(emulator.Fault{Operation: "UpdateChatMessage", Kind: "drop-after-commit", Times: 1})
	h.Write("!").Press("ctrl+s").Settle()
	h.Wants("Whether it was edited is not known", "two!")
	h.Press("ctrl+s").Settle()
	h.Wants("✓ an answer was lost, but the message in “Edit” is edited")
	if got := len(sentBodies(h, "PATCH")); got != 1 {
		t.Errorf("edited %d times", got)
	}
	if diff := cmp.Diff([]string{"one\ntwo!"}, h.Texts(id)); diff != "" {
		t.Errorf("texts (-want +got):\n%s", diff)
	}
}
