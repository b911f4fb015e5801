package details_test

import (
	"encoding/json"
	"strings"
	"testing"

	"acs-chat-tui/acs"
	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/uitest"
)

// TestEveryFieldOfAParticipantIsCopied: the cursor goes over them, y copies the one
// under it.
func TestEveryFieldOfAParticipantIsCopied(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Empty()).Settle()
	uitest.OpenHostile(h)
	h.Press("2").Settle().Press("j", "enter")
	id := emulator.KnownUserID(1)
	resource, user, _ := strings.Cut(strings.TrimPrefix(id, "8:acs:"), "_")
	h.Wants("▸ raw id", "sees messages since 2025-11-03 09:30:14 +00:00 (just now)", "2025-11-03 09:30:14 UTC", "JSON as it came", `"displayName": `)
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
			h.Press(field.key)
		}
		h.Press("y").Settle()
		if len(h.Copied) != n+1 || h.Copied[n] != field.copied {
			t.Fatalf("field %d: copied %q, want %q\n%s", n, h.Copied, field.copied, h.Screen())
		}
	}
	h.Wants("sent to the clipboard")
	h.Press("G", "y").Settle()
	var sent struct {
		Identifier struct {
			RawID string `json:"rawId"`
		} `json:"communicationIdentifier"`
		DisplayName string            `json:"displayName"`
		Metadata    map[string]string `json:"metadata"`
	}
	if err := json.Unmarshal([]byte(h.Copied[len(h.Copied)-1]), &sent); err != nil || sent.Identifier.RawID != id || sent.DisplayName != uitest.Hostile || len(sent.Metadata) != 1 {
		t.Errorf("the JSON copied is %q: %v", h.Copied[len(h.Copied)-1], err)
	}
	h.Press("g", "y").Settle()
	if got := h.Copied[len(h.Copied)-1]; got != uitest.Hostile {
		t.Errorf("the display name copied is %q", got)
	}
}

// TestTheCursorOfDetailsStaysInSight in a small terminal, and the whole page can be read.
func TestTheCursorOfDetailsStaysInSight(t *testing.T) {
	t.Parallel()
	s := uitest.Empty()
	s.Width, s.Height = 60, 12
	h := uitest.Start(t, s).Settle()
	uitest.OpenHostile(h)
	h.Press("2").Settle().Press("j", "enter", "g")
	seen := ""
	for range 60 {
		screen := h.Screen()
		if !strings.Contains(screen, "▸") && !strings.Contains(seen, "JSON as it came") {
			t.Fatalf("the cursor is out of sight:\n%s", screen)
		}
		seen += screen
		h.Press("j")
	}
	for _, part := range []string{"display name", "raw id", "share history", "metadata", "JSON as it came", `"rawId":`} {
		if !strings.Contains(seen, part) {
			t.Errorf("never seen: %s", part)
		}
	}
	h.Press("g")
	h.Wants("▸ display name")
}

// TestDetailsOfSomebodyWithoutAnything: no name, no metadata, the whole history.
func TestDetailsOfSomebodyWithoutAnything(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Empty()).Settle()
	made, err := h.Client.CreateChatThread(h.T.Context(), "bare", &acs.CreateChatThreadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	h.Press("o").Write(made.ChatThread.ID).Press("enter").Settle().Press("2").Settle().Press("enter")
	h.Wants("(no name)", "sees the whole history", "1970-01-01 00:00:00 UTC, the service's default", "metadata none")
	// What is not there cannot be copied.
	h.Press("g", "y").Settle()
	if len(h.Copied) != 1 || h.Copied[0] != emulator.DemoUserID {
		t.Errorf("copied %q", h.Copied)
	}
}
