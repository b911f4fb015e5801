package ui

import (
	"encoding/json"
	"strings"
	"testing"

	"acs-chat-tui/acs"
	"acs-chat-tui/acs/emulator"
)

// TestEveryFieldOfAParticipantIsCopied: the cursor goes over them, y copies the one
// under it.
func TestEveryFieldOfAParticipantIsCopied(t *testing.T) {
	t.Parallel()
	h := start(t, empty()).settle()
	openHostile(h)
	h.press("2").settle().press("j", "enter")
	id := emulator.KnownUserID(1)
	resource, user, _ := strings.Cut(strings.TrimPrefix(id, "8:acs:"), "_")
	h.wants("▸ raw id", "sees messages since 2025-11-03 09:30:14 +00:00 (just now)", "2025-11-03 09:30:14 UTC", "JSON as it came", `"displayName": `)
	fields := []struct{ key, copied string }{
		{"", id},
		{"j", "Azure Communication user"},
		{"j", "public"},
		{"j", resource},
		{"down", user},
		{"j", "2025-11-03T09:30:14Z"},
		{"j", "\x1b]8;;http://x\a"}, // the metadata's value, as the service sent it
	}
	for n, field := range fields {
		if field.key != "" {
			h.press(field.key)
		}
		h.press("y").settle()
		if len(h.copied) != n+1 || h.copied[n] != field.copied {
			t.Fatalf("field %d: copied %q, want %q\n%s", n, h.copied, field.copied, h.screen())
		}
	}
	h.wants("sent to the clipboard")
	h.press("G", "y").settle()
	var sent struct {
		Identifier struct {
			RawID string `json:"rawId"`
		} `json:"communicationIdentifier"`
		DisplayName string            `json:"displayName"`
		Metadata    map[string]string `json:"metadata"`
	}
	if err := json.Unmarshal([]byte(h.copied[len(h.copied)-1]), &sent); err != nil || sent.Identifier.RawID != id || sent.DisplayName != hostile || len(sent.Metadata) != 1 {
		t.Errorf("the JSON copied is %q: %v", h.copied[len(h.copied)-1], err)
	}
	h.press("g", "y").settle()
	if got := h.copied[len(h.copied)-1]; got != hostile {
		t.Errorf("the display name copied is %q", got)
	}
}

// TestTheCursorOfDetailsStaysInSight in a small terminal, and the whole page can be read.
func TestTheCursorOfDetailsStaysInSight(t *testing.T) {
	t.Parallel()
	s := empty()
	s.width, s.height = 60, 12
	h := start(t, s).settle()
	openHostile(h)
	h.press("2").settle().press("j", "enter", "g")
	seen := ""
	for range 60 {
		screen := h.screen()
		if !strings.Contains(screen, "▸") && !strings.Contains(seen, "JSON as it came") {
			t.Fatalf("the cursor is out of sight:\n%s", screen)
		}
		seen += screen
		h.press("j")
	}
	for _, part := range []string{"display name", "raw id", "share history", "metadata", "JSON as it came", `"rawId":`} {
		if !strings.Contains(seen, part) {
			t.Errorf("never seen: %s", part)
		}
	}
	h.press("g")
	h.wants("▸ display name")
}

// TestDetailsOfSomebodyWithoutAnything: no name, no metadata, the whole history.
func TestDetailsOfSomebodyWithoutAnything(t *testing.T) {
	t.Parallel()
	h := start(t, empty()).settle()
	made, err := h.client.CreateChatThread(h.t.Context(), "bare", &acs.CreateChatThreadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	h.press("o").write(made.ChatThread.ID).press("enter").settle().press("2").settle().press("enter")
	h.wants("(no name)", "sees the whole history", "1970-01-01 00:00:00 UTC, the service's default", "metadata none")
	// What is not there cannot be copied.
	h.press("g", "y").settle()
	if len(h.copied) != 1 || h.copied[0] != emulator.DemoUserID {
		t.Errorf("copied %q", h.copied)
	}
}
