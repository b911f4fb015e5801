package ui

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"acs-chat-tui/acs"
	"acs-chat-tui/acs/emulator"
)

// sentBodies are the bodies of the messages that the server received from forms.
func (h *harness) sentBodies(method string) []map[string]any {
	h.t.Helper()
	var bodies []map[string]any
	for _, request := range h.service.Requests() {
		if request.Method != method || !strings.Contains(request.Path, "/messages") {
			continue
		}
		var body map[string]any
		if err := json.Unmarshal([]byte(request.Body), &body); err != nil {
			h.t.Fatal(err)
		}
		bodies = append(bodies, body)
	}
	return bodies
}

// openCompose opens the form for a new message in a thread of the operator's alone.
func openCompose(t *testing.T, s setup) (h *harness, threadID string) {
	t.Helper()
	s.emulator.Seed = emulator.SeedEmpty
	h = start(t, s).settle()
	threadID = h.thread("Compose")
	h.openMessages(threadID).press("w")
	h.wants("New message in “Compose”", "what to say", "sent as "+emulator.DemoUserID)
	return h, threadID
}

func TestAMessageIsSentAsItWasTyped(t *testing.T) {
	t.Parallel()
	h, id := openCompose(t, setup{})
	h.write("First line").press("enter", "enter").paste("\tpasted: a < b\r\nand  more ")
	h.press("tab", " ", "tab").write("Desk 3").press("tab").write("tag=blue, n=1").press("ctrl+x")
	h.wants("POST "+h.server.URL, "%40thread.v2/messages?api-ver", `"type": "html"`, `"content": "First line\n\n\tpasted: a < b\nand  more "`)
	h.press("ctrl+s").settle()
	h.wants("✓ message sent to “Compose”", "Desk 3 (you)", "First line")
	want := []map[string]any{{
		"content": "First line\n\n\tpasted: a < b\nand  more ", "type": "html", "senderDisplayName": "Desk 3",
		"metadata": map[string]any{"tag": "blue", "n": "1"},
	}}
	if diff := cmp.Diff(want, h.sentBodies("POST")); diff != "" {
		t.Errorf("sent (-want +got):\n%s", diff)
	}
	if got := len(h.texts(id)); got != 1 {
		t.Errorf("%d messages", got)
	}
}

func TestComposeFaults(t *testing.T) {
	t.Parallel()
	h, _ := openCompose(t, setup{})
	h.press("ctrl+s")
	h.wants("a message needs a text")
	h.write("x").press("shift+tab").write("novalue").press("ctrl+s")
	h.wants(`metadata: "novalue" is not of the form key=value`)
	h.write("=1, novalue=2").press("ctrl+x")
	h.wants(`the key "novalue" stands there twice`)
	h.press("esc")
	h.wants("Leave the form?")
	h.press("n")
	if got := len(h.sentBodies("POST")); got != 0 {
		t.Errorf("%d messages were sent", got)
	}
	h.press("shift+tab", "shift+tab", "shift+tab").paste(strings.Repeat("long ", 6000))
	h.wants("30001 bytes; the service takes about 28 KB")
	h.press("esc", "y")
	h.wants("▸3 Messages")
}

func TestLeavingAnUntouchedMessage(t *testing.T) {
	t.Parallel()
	h, _ := openCompose(t, setup{})
	h.press("tab", "tab", "esc")
	h.wants("▸3 Messages")
	h.press("w").write("typed").press("ctrl+c")
	h.wants("What was typed has not been sent")
}

// TestALostAnswerIsLookedFor: the message arrived, and the form finds it.
func TestALostAnswerIsLookedFor(t *testing.T) {
	t.Parallel()
	h, id := openCompose(t, setup{})
	h.fault(emulator.Fault{Operation: "SendChatMessage", Kind: "drop-after-commit"})
	h.write("only once").press("ctrl+s").settle()
	h.wants("✓ the answer was lost, but the message is in “Compose”", "▸3 Messages", "only once")
	if diff := cmp.Diff([]string{"only once"}, h.texts(id)); diff != "" {
		t.Errorf("texts (-want +got):\n%s", diff)
	}
	if got := len(h.sentBodies("POST")); got != 1 {
		t.Errorf("sent %d times", got)
	}
}

// TestALostAnswerThatCannotBeLookedFor: whatever the user does but sending it again on
// purpose, the server holds one message.
func TestALostAnswerThatCannotBeLookedFor(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		choose func(h *harness)
		holds  int
	}{
		{"leave", func(h *harness) {
			h.press("esc")
			h.wants("whether the service carried it out is not known", "would make a second message")
			h.press("y").settle()
			h.press("ctrl+r").settle()
			h.wants("once and no more")
		}, 1},
		{"look", func(h *harness) {
			h.press("ctrl+l").settle()
			h.wants("the answer was lost, but the message is in")
		}, 1},
		{"send, asked, no", func(h *harness) {
			h.press("ctrl+s")
			h.wants("Send the message again?", "If it did, the thread will hold two.")
			h.press("n", "ctrl+s", "esc", "ctrl+s", "enter")
		}, 1},
		{"keys typed ahead of the question", func(h *harness) {
			h.read(keyOf(h.t, "ctrl+s"), keyOf(h.t, "y"), keyOf(h.t, "enter"))
			h.wants("Send the message again?")
		}, 1},
		{"edit, send, no", func(h *harness) {
			h.write(" edited").press("ctrl+s")
			h.wants("Send the message again?")
			h.press("n")
		}, 1},
		{"send again on purpose", func(h *harness) {
			h.press("ctrl+s", "y").settle()
			h.wants("✓ message sent to")
		}, 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			h, id := openCompose(t, setup{client: noRetries})
			h.fault(
				emulator.Fault{Operation: "SendChatMessage", Kind: "drop-after-commit", Times: 1},
				emulator.Fault{Operation: "ListChatMessages", Kind: "status", Status: http.StatusServiceUnavailable, Times: 2},
			)
			h.write("once and no more").press("ctrl+s").settle()
			h.wants("It is not known whether the message was sent", "its answer was lost", "It may have arrived; looking failed as well", "once and no more")
			h.wantsNot("Could not send")
			c.choose(h)
			h.settle()
			if got := len(h.texts(id)); got != c.holds {
				t.Errorf("the server holds %d messages, want %d", got, c.holds)
			}
		})
	}
}

// TestAMessageThatDidNotArrive is said to be not there, and sent again on purpose.
func TestAMessageThatDidNotArrive(t *testing.T) {
	t.Parallel()
	h, id := openCompose(t, setup{})
	h.say(h.client, id, "the same text")
	h.press("esc", "ctrl+r").settle().press("w")
	h.fault(emulator.Fault{Operation: "SendChatMessage", Kind: "drop"})
	h.write("the same text").press("ctrl+s").settle()
	h.wants("it is not among the newest 3 messages", "what was just sent may take a moment to appear")
	h.fault(emulator.Fault{Operation: "SendChatMessage", Kind: "status", Status: http.StatusBadRequest, Times: 1})
	h.press("ctrl+s", "y").settle()
	h.wants("the service refused it", "An earlier one may have arrived.")
	h.press("ctrl+s")
	h.wants("Send the message again?")
	h.press("y").settle()
	h.wants("✓ message sent to")
	if diff := cmp.Diff([]string{"the same text", "the same text"}, h.texts(id)); diff != "" {
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
			h, id := openCompose(t, setup{})
			h.clock.add(2 * time.Minute)
			if _, err := h.client.SendChatMessage(t.Context(), id, c.before, &acs.SendChatMessageOptions{Type: c.kind}); err != nil {
				t.Fatal(err)
			}
			h.clock.add(c.later)
			h.write(c.now)
			if c.kind == acs.ChatMessageTypeHTML {
				h.press("tab", " ")
			}
			h.fault(emulator.Fault{Operation: "SendChatMessage", Kind: "drop"})
			h.press("ctrl+s").settle()
			h.wants("It is not known whether the message was sent", "its answer was lost", c.says, "New message in “Compose”", c.now)
			h.wantsNot("Could not send")
			h.wantsNot("the message is in “Compose”")
		})
	}
}

// TestLostHTMLIsFound though the service may have changed how it is written.
func TestLostHTMLIsFound(t *testing.T) {
	t.Parallel()
	h, _ := openCompose(t, setup{})
	h.fault(emulator.Fault{Operation: "SendChatMessage", Kind: "drop-after-commit"})
	h.write("<b>bold</b> words").press("tab", " ", "ctrl+s").settle()
	h.wants("✓ the answer was lost, but the message is in “Compose”")
}

// TestTwoEqualMessagesOfTheTime leave open which one is the lost one.
func TestTwoEqualMessagesOfTheTime(t *testing.T) {
	t.Parallel()
	h, id := openCompose(t, setup{})
	if _, err := h.client.SendChatMessage(t.Context(), id, "twice", nil); err != nil {
		t.Fatal(err)
	}
	h.fault(emulator.Fault{Operation: "SendChatMessage", Kind: "drop-after-commit"})
	h.write("twice").press("ctrl+s").settle()
	h.wants("2 messages like it are in the thread, but whether one of them is this one cannot be told", "┃ twice")
}

// TestAFaultOfTheServiceIsNoLostAnswer: what it said stays.
func TestAFaultOfTheServiceIsNoLostAnswer(t *testing.T) {
	t.Parallel()
	h, _ := openCompose(t, setup{client: noRetries})
	h.fault(emulator.Fault{Operation: "SendChatMessage", Kind: "status", Status: http.StatusInternalServerError})
	h.write("hello").press("ctrl+s").settle()
	h.wants("the service has a fault of its own", "The service said: 500", "request id", "it is not among the newest", "┃ hello")
	h.wantsNot("its answer was lost")
}

// TestLookingCanBeStopped: the form is there again at once.
func TestLookingCanBeStopped(t *testing.T) {
	t.Parallel()
	h, _ := openCompose(t, setup{})
	h.fault(
		emulator.Fault{Operation: "SendChatMessage", Kind: "drop"},
		emulator.Fault{Operation: "ListChatMessages", Kind: "latency", Latency: "1h"},
	)
	h.write("lost").press("ctrl+s").untilShown("looking whether the message has arrived… · esc stops it")
	h.press("esc")
	h.wants("It may have arrived: the look was stopped.")
	h.write("!")
	h.wants("lost!")
}

// TestARefusedMessageStays for mending.
func TestARefusedMessageStays(t *testing.T) {
	t.Parallel()
	h, id := openCompose(t, setup{client: noRetries})
	h.paste(strings.Repeat("x", 29_000)).press("ctrl+s").settle()
	h.wants("the service refused it: The message takes 29000 bytes")
	h.press("ctrl+u").write("short").press("ctrl+s").settle()
	h.wants("✓ message sent to")
	if diff := cmp.Diff([]string{"short"}, h.texts(id)); diff != "" {
		t.Errorf("texts (-want +got):\n%s", diff)
	}
}

// TestAMessageWhoseFormIsLeft is told of in the footer.
func TestAMessageWhoseFormIsLeft(t *testing.T) {
	t.Parallel()
	h, _ := openCompose(t, setup{client: noRetries})
	h.fault(emulator.Fault{Operation: "SendChatMessage", Kind: "drop-after-commit"})
	h.write("left alone").press("ctrl+s")
	late := h.holdBack()
	h.press("esc", "y")
	h.deliver(late)
	h.wants("✗ sending a message to “Compose” has an unknown outcome", "left alone")
	h.press("!")
	h.wants("Look at the thread's messages before you send it again", "It said: left alone")
}

// openEdit opens the form for the operator's own message.
func openEdit(t *testing.T, options *acs.SendChatMessageOptions) (h *harness, threadID, messageID string) {
	t.Helper()
	h = start(t, setup{emulator: emulator.Options{Seed: emulator.SeedEmpty}, client: noRetries}).settle()
	threadID = h.thread("Edit")
	sent, err := h.client.SendChatMessage(t.Context(), threadID, "one\ntwo", options)
	if err != nil {
		t.Fatal(err)
	}
	h.openMessages(threadID).press("e")
	h.wants("Edit your message in “Edit”", "┃ one ┃ two")
	h.wantsNot("▸ type", "  name")
	return h, threadID, sent.ID
}

// TestAnEditSendsWhatChanged, and nothing else.
func TestAnEditSendsWhatChanged(t *testing.T) {
	t.Parallel()
	metadata := map[string]string{"keep": "1", "change": "2", "drop": "3"}
	h, _, _ := openEdit(t, &acs.SendChatMessageOptions{Metadata: metadata})
	h.press("ctrl+s")
	h.wants("nothing is changed yet")
	h.write(" three").press("ctrl+x")
	h.wants("PATCH ", `"content": "one\ntwo three"`)
	h.press("esc", "ctrl+s").settle()
	h.wants("✓ message edited in “Edit”", "two three", "· edited ")
	h.press("e", "tab", "ctrl+u").write("keep=1, change=9, new=4").press("ctrl+s").settle()
	h.wants("✓ message edited", "change=9 · keep=1 · new=4")
	want := []map[string]any{{"content": "one\ntwo three"}, {"metadata": map[string]any{"change": "9", "drop": "", "new": "4"}}}
	if diff := cmp.Diff(want, h.sentBodies("PATCH")); diff != "" {
		t.Errorf("sent (-want +got):\n%s", diff)
	}
}

// TestMetadataThatTheFieldCannotHold stay as they are.
func TestMetadataThatTheFieldCannotHold(t *testing.T) {
	t.Parallel()
	h, _, _ := openEdit(t, &acs.SendChatMessageOptions{Metadata: map[string]string{"list": "a, b=c"}})
	h.wantsNot("metadata")
	h.write("!").press("ctrl+s").settle()
	h.wants("✓ message edited", "list=a, b=c")
	if diff := cmp.Diff([]map[string]any{{"content": "one\ntwo!"}}, h.sentBodies("PATCH")); diff != "" {
		t.Errorf("sent (-want +got):\n%s", diff)
	}
}

// TestAChangeMeanwhileIsShown before it is overwritten.
func TestAChangeMeanwhileIsShown(t *testing.T) {
	t.Parallel()
	h, id, message := openEdit(t, nil)
	h.edit(h.client, id, message, "changed elsewhere")
	before := len(h.requests("PATCH", message))
	h.write(" mine").press("ctrl+s").settle()
	h.wants("somebody else has changed it meanwhile", "It says now: “changed elsewhere”", "ctrl+s overwrites that", "┃ two mine")
	if got := len(h.requests("PATCH", message)); got != before {
		t.Fatalf("it was overwritten by %d requests", got-before)
	}
	h.press("ctrl+s").settle()
	h.wants("✓ message edited")
	if diff := cmp.Diff([]string{"one\ntwo mine"}, h.texts(id)); diff != "" {
		t.Errorf("texts (-want +got):\n%s", diff)
	}
}

func TestAnEditOfAMessageThatIsGone(t *testing.T) {
	t.Parallel()
	h, id, message := openEdit(t, nil)
	if _, err := h.client.DeleteChatMessage(t.Context(), id, message, nil); err != nil {
		t.Fatal(err)
	}
	h.write("!").press("ctrl+s").settle()
	h.wants("it was deleted meanwhile", "What you typed is still here", "two!")
	if got := len(h.requests("PATCH", message)); got != 0 {
		t.Errorf("%d edits were sent", got)
	}
}

// TestAnEditWhoseLookFails or is stopped sends nothing.
func TestAnEditWhoseLookFails(t *testing.T) {
	t.Parallel()
	h, _, message := openEdit(t, nil)
	h.fault(emulator.Fault{Operation: "GetChatMessage", Kind: "status", Status: http.StatusServiceUnavailable, Times: 1})
	h.write("!").press("ctrl+s").settle()
	h.wants("Did not edit the message; looking at it first failed", "two!")
	h.fault(emulator.Fault{Operation: "GetChatMessage", Kind: "latency", Latency: "1h"})
	h.press("ctrl+s")
	h.wants("looking whether the message was changed meanwhile… · esc stops it")
	h.press("esc")
	h.wants("you stopped it before anything was sent")
	h.settle()
	if got := len(h.requests("PATCH", message)); got != 0 {
		t.Errorf("%d edits were sent", got)
	}
}

func TestAnEditWhoseAnswerIsLost(t *testing.T) {
	t.Parallel()
	h, id, _ := openEdit(t, nil)
	h.fault(emulator.Fault{Operation: "UpdateChatMessage", Kind: "drop-after-commit", Times: 1})
	h.write("!").press("ctrl+s").settle()
	h.wants("Whether it was edited is not known", "two!")
	h.press("ctrl+s").settle()
	h.wants("✓ an answer was lost, but the message in “Edit” is edited")
	if got := len(h.sentBodies("PATCH")); got != 1 {
		t.Errorf("edited %d times", got)
	}
	if diff := cmp.Diff([]string{"one\ntwo!"}, h.texts(id)); diff != "" {
		t.Errorf("texts (-want +got):\n%s", diff)
	}
}
