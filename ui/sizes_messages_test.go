package ui_test

import (
	"net/http"
	"strings"
	"time"

	"acs-chat-tui/acs"
	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/uitest"
)

// sayHostile sends messages whose every text is hostile to the newest thread, as the
// demo operator: plain, html, edited, deleted.
func sayHostile(h *uitest.Harness) {
	h.T.Helper()
	name, threadID := uitest.Hostile, h.ThreadID()
	var last string
	for n := range 10 {
		h.Clock.Add(time.Hour)
		options := &acs.SendChatMessageOptions{SenderDisplayName: &name, Metadata: map[string]string{"k\x1b[5m": uitest.Hostile}}
		content := uitest.Hostile
		if n%3 == 1 {
			options.Type, content = acs.ChatMessageTypeHTML, "<p>&#27;[5m"+uitest.Hostile+"<a href='\x1b]8;;x'>l</a><img alt=\"\u009b\"></p>"
		}
		if n == 7 {
			content = strings.Repeat(uitest.Hostile+" ", 100)
		}
		sent, err := h.Client.SendChatMessage(h.T.Context(), threadID, content, options)
		if err != nil {
			h.T.Fatal(err)
		}
		last = sent.ID
		switch n {
		case 2:
			content += " edited"
			_, err = h.Client.UpdateChatMessage(h.T.Context(), threadID, last, &acs.UpdateChatMessageOptions{Content: &content})
		case 5:
			_, err = h.Client.DeleteChatMessage(h.T.Context(), threadID, last, nil)
		case 8:
			_, err = h.Client.SendChatReadReceipt(h.T.Context(), threadID, last, nil)
		}
		if err != nil {
			h.T.Fatal(err)
		}
	}
}

// pagesOf has pages of a size asked for from now on.
func pagesOf(h *uitest.Harness, size int32) {
	h.App.SetPageSize(h.Client, size)
}

func openHostileMessages(h *uitest.Harness) *uitest.Harness {
	uitest.OpenHostile(h)
	sayHostile(h)
	return h.Press("3").Settle()
}

// messageStates are those of the messages and of the form for one.
func messageStates() []state {
	return []state{
		{"messages, loading", func(h *uitest.Harness) { uitest.OpenHostile(h); hang(h); h.Press("3") }, "loading messages…"},
		{"messages, loaded", func(h *uitest.Harness) { openHostileMessages(h) }, "12 messages, all loaded"},
		{"messages, a system message", func(h *uitest.Harness) { openHostileMessages(h).Press("G") }, "joined and added"},
		{"messages, more to come", func(h *uitest.Harness) {
			pagesOf(h, 4)
			openHostileMessages(h)
		}, "loaded, more to come"},
		{"messages, filter typed", func(h *uitest.Harness) { openHostileMessages(h).Press("/").Paste(uitest.Hostile) }, "filter ›"},
		{"messages, filtered", func(h *uitest.Harness) { openHostileMessages(h).Press("/").Write("~~").Press("enter") }, "0 of the 12 messages loaded match, all loaded"},
		{"messages, failed", func(h *uitest.Harness) {
			uitest.OpenHostile(h)
			refuse(h, "*", http.StatusBadRequest)
			h.Press("3").Settle()
		}, "enter tries again"},
		{"messages, a refresh that failed", func(h *uitest.Harness) {
			openHostileMessages(h)
			refuse(h, "ListChatMessages", http.StatusBadRequest)
			h.Press("ctrl+r").Settle()
		}, "looking for newer ones failed"},
		{"messages, a page that failed", func(h *uitest.Harness) {
			pagesOf(h, 4)
			uitest.OpenHostile(h)
			sayHostile(h)
			h.Press("3").Until("a page", func() bool { return h.Shows("more to come") })
			h.Settle()
			refuse(h, "ListChatMessages", http.StatusBadRequest)
			h.Press("G").Settle().Press("G")
		}, "the next page failed"},
		{"messages, delete", func(h *uitest.Harness) { openHostileMessages(h).Press("d") }, "Delete this message?"},
		{"message, details", func(h *uitest.Harness) { openHostileMessages(h).Press("enter") }, "known as"},
		{"message, details of a system message", func(h *uitest.Harness) { openHostileMessages(h).Press("G", "enter") }, "initiator"},
		{"compose, empty", func(h *uitest.Harness) { uitest.OpenHostile(h); h.Press("3").Settle().Press("w") }, "what to say; enter begins a new line"},
		{"compose, written", func(h *uitest.Harness) {
			uitest.OpenHostile(h)
			h.Press("3").Settle().Press("w").Paste(strings.Repeat(uitest.Hostile+"\n", 60)).Press("tab", " ", "tab").Paste(uitest.Hostile).Press("tab").Paste(uitest.Hostile)
		}, "▸ metadata"},
		{"compose, fault", func(h *uitest.Harness) { uitest.OpenHostile(h); h.Press("3").Settle().Press("w", "ctrl+s") }, "a message needs a text"},
		{"compose, preview", func(h *uitest.Harness) {
			uitest.OpenHostile(h)
			h.Press("3").Settle().Press("w").Paste(uitest.Hostile).Press("ctrl+x")
		}, "The request that ctrl+s sends"},
		{"compose, sending", func(h *uitest.Harness) {
			uitest.OpenHostile(h)
			h.Press("3").Settle().Press("w").Paste(uitest.Hostile)
			hang(h)
			h.Press("ctrl+s")
		}, "sending… the form is locked"},
		{"compose, looking", func(h *uitest.Harness) {
			uitest.OpenHostile(h)
			h.Press("3").Settle().Press("w").Paste(uitest.Hostile)
			h.Fault(emulator.Fault{Operation: "SendChatMessage", Kind: "drop"}, emulator.Fault{Operation: "ListChatMessages", Kind: "latency", Latency: "1h"})
			h.Press("ctrl+s").UntilShown("looking whether")
		}, "looking whether the message has arrived"},
		{"compose, not arrived", func(h *uitest.Harness) {
			uitest.OpenHostile(h)
			h.Press("3").Settle().Press("w").Paste(uitest.Hostile)
			h.Fault(emulator.Fault{Operation: "SendChatMessage", Kind: "drop"})
			h.Press("ctrl+s").Settle()
		}, "it is not among the newest"},
		{"compose, again", func(h *uitest.Harness) {
			uitest.OpenHostile(h)
			h.Press("3").Settle().Press("w").Paste(uitest.Hostile)
			h.Fault(emulator.Fault{Operation: "SendChatMessage", Kind: "drop"})
			h.Press("ctrl+s").Settle().Press("ctrl+s")
		}, "Send the message again?"},
		{"compose, refused", func(h *uitest.Harness) {
			uitest.OpenHostile(h)
			h.Press("3").Settle().Press("w").Paste(uitest.Hostile)
			refuse(h, "SendChatMessage", http.StatusBadRequest)
			h.Press("ctrl+s").Settle()
		}, "The service said: 400"},
		{"compose, edit", func(h *uitest.Harness) { openHostileMessages(h).Press("e") }, "Edit your message in"},
	}
}
