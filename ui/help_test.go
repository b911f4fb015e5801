package ui_test

import (
	"strings"
	"testing"

	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui"
	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/uitest"
)

// TestTheHelpSaysWhereOneIs: the connection, the places of this program's files and
// the service's limits stand below the keys.
func TestTheHelpSaysWhereOneIs(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{Height: 80, Width: 120, Session: func(s *command.Session) { s.Credential = "the file secrets/\x1b[31mprod" }}).Settle()
	h.App.SetPlaces(ui.Places{Configuration: "/home/jane/config.toml"})
	h.Press("?")
	h.Wants(
		"This connection", "acting as", emulator.DemoUserID, "credential the file secrets/␛[31mprod", "configuration /home/jane/config.toml",
		"log none (--log FILE writes one)", "api-version 2025-03-15", "The service's limits", "250 in a thread, 200 in one request",
	)
	for range strings.Count(h.Screen(), "\n") {
		h.Press("j")
	}
	h.Wants("10 of a list of participants")
}

// TestTheHelpOfAThreadHasItsLastLine: the bar of the thread's tabs stands above it.
func TestTheHelpOfAThreadHasItsLastLine(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{Height: 30, Width: 200}).Settle()
	h.Press("enter").Settle().Press("?")
	h.Wants("1 Properties", "Keys: ")
	h.Press("G")
	h.Wants("1 Properties", "10 of a list of participants")
	h.Press("g")
	h.Wants("1 Properties", "Keys: ")
}
