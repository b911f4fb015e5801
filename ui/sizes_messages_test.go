package ui

import (
	"net/http"
	"strings"
	"time"

	"acs-chat-tui/acs"
	"acs-chat-tui/acs/emulator"
)

// sayHostile sends messages whose every text is hostile to the newest thread, as the
// demo operator: plain, html, edited, deleted.
func (h *harness) sayHostile() {
	h.t.Helper()
	name, threadID := hostile, h.threadID()
	var last string
	for n := range 10 {
		h.clock.add(time.Hour)
		options := &acs.SendChatMessageOptions{SenderDisplayName: &name, Metadata: map[string]string{"k\x1b[5m": hostile}}
		content := hostile
		if n%3 == 1 {
			options.Type, content = acs.ChatMessageTypeHTML, "<p>&#27;[5m"+hostile+"<a href='\x1b]8;;x'>l</a><img alt=\"\u009b\"></p>"
		}
		if n == 7 {
			content = strings.Repeat(hostile+" ", 100)
		}
		sent, err := h.client.SendChatMessage(h.t.Context(), threadID, content, options)
		if err != nil {
			h.t.Fatal(err)
		}
		last = sent.ID
		switch n {
		case 2:
			content += " edited"
			_, err = h.client.UpdateChatMessage(h.t.Context(), threadID, last, &acs.UpdateChatMessageOptions{Content: &content})
		case 5:
			_, err = h.client.DeleteChatMessage(h.t.Context(), threadID, last, nil)
		case 8:
			_, err = h.client.SendChatReadReceipt(h.t.Context(), threadID, last, nil)
		}
		if err != nil {
			h.t.Fatal(err)
		}
	}
}

// pagesOf has pages of a size asked for from now on.
func (h *harness) pagesOf(size int32) {
	h.app.SetPageSize(h.client, size)
}

func openHostileMessages(h *harness) *harness {
	openHostile(h)
	h.sayHostile()
	return h.press("3").settle()
}

// messageStates are those of the messages and of the form for one.
func messageStates() []state {
	return []state{
		{"messages, loading", func(h *harness) { openHostile(h); h.hang(); h.press("3") }, "loading messages…"},
		{"messages, loaded", func(h *harness) { openHostileMessages(h) }, "12 messages, all loaded"},
		{"messages, a system message", func(h *harness) { openHostileMessages(h).press("G") }, "joined and added"},
		{"messages, more to come", func(h *harness) {
			h.pagesOf(4)
			openHostileMessages(h)
		}, "loaded, more to come"},
		{"messages, filter typed", func(h *harness) { openHostileMessages(h).press("/").paste(hostile) }, "filter ›"},
		{"messages, filtered", func(h *harness) { openHostileMessages(h).press("/").write("~~").press("enter") }, "0 of the 12 messages loaded match, all loaded"},
		{"messages, failed", func(h *harness) {
			openHostile(h)
			h.refuse("*", http.StatusBadRequest)
			h.press("3").settle()
		}, "enter tries again"},
		{"messages, a refresh that failed", func(h *harness) {
			openHostileMessages(h)
			h.refuse("ListChatMessages", http.StatusBadRequest)
			h.press("ctrl+r").settle()
		}, "looking for newer ones failed"},
		{"messages, a page that failed", func(h *harness) {
			h.pagesOf(4)
			openHostile(h)
			h.sayHostile()
			h.press("3").until("a page", func() bool { return h.shows("more to come") })
			h.settle()
			h.refuse("ListChatMessages", http.StatusBadRequest)
			h.press("G").settle().press("G")
		}, "the next page failed"},
		{"messages, delete", func(h *harness) { openHostileMessages(h).press("d") }, "Delete this message?"},
		{"message, details", func(h *harness) { openHostileMessages(h).press("enter") }, "known as"},
		{"message, details of a system message", func(h *harness) { openHostileMessages(h).press("G", "enter") }, "initiator"},
		{"compose, empty", func(h *harness) { openHostile(h); h.press("3").settle().press("w") }, "what to say; enter begins a new line"},
		{"compose, written", func(h *harness) {
			openHostile(h)
			h.press("3").settle().press("w").paste(strings.Repeat(hostile+"\n", 60)).press("tab", " ", "tab").paste(hostile).press("tab").paste(hostile)
		}, "▸ metadata"},
		{"compose, fault", func(h *harness) { openHostile(h); h.press("3").settle().press("w", "ctrl+s") }, "a message needs a text"},
		{"compose, preview", func(h *harness) { openHostile(h); h.press("3").settle().press("w").paste(hostile).press("ctrl+x") }, "The request that ctrl+s sends"},
		{"compose, sending", func(h *harness) {
			openHostile(h)
			h.press("3").settle().press("w").paste(hostile)
			h.hang()
			h.press("ctrl+s")
		}, "sending… the form is locked"},
		{"compose, looking", func(h *harness) {
			openHostile(h)
			h.press("3").settle().press("w").paste(hostile)
			h.fault(emulator.Fault{Operation: "SendChatMessage", Kind: "drop"}, emulator.Fault{Operation: "ListChatMessages", Kind: "latency", Latency: "1h"})
			h.press("ctrl+s").untilShown("looking whether")
		}, "looking whether the message has arrived"},
		{"compose, not arrived", func(h *harness) {
			openHostile(h)
			h.press("3").settle().press("w").paste(hostile)
			h.fault(emulator.Fault{Operation: "SendChatMessage", Kind: "drop"})
			h.press("ctrl+s").settle()
		}, "it is not among the newest"},
		{"compose, again", func(h *harness) {
			openHostile(h)
			h.press("3").settle().press("w").paste(hostile)
			h.fault(emulator.Fault{Operation: "SendChatMessage", Kind: "drop"})
			h.press("ctrl+s").settle().press("ctrl+s")
		}, "Send the message again?"},
		{"compose, refused", func(h *harness) {
			openHostile(h)
			h.press("3").settle().press("w").paste(hostile)
			h.refuse("SendChatMessage", http.StatusBadRequest)
			h.press("ctrl+s").settle()
		}, "The service said: 400"},
		{"compose, edit", func(h *harness) { openHostileMessages(h).press("e") }, "Edit your message in"},
	}
}
