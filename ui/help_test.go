package ui

import (
	"strings"
	"testing"

	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/command"
)

// TestTheHelpSaysWhereOneIs: the connection, the places of this program's files and
// the service's limits stand below the keys.
func TestTheHelpSaysWhereOneIs(t *testing.T) {
	t.Parallel()
	h := start(t, setup{height: 80, width: 120, session: func(s *command.Session) { s.Credential = "the file secrets/\x1b[31mprod" }}).settle()
	h.app.SetPlaces(Places{Configuration: "/home/jane/config.toml"})
	h.press("?")
	h.wants(
		"This connection", "acting as", emulator.DemoUserID, "credential the file secrets/␛[31mprod", "configuration /home/jane/config.toml",
		"log none (--log FILE writes one)", "api-version 2025-03-15", "The service's limits", "250 in a thread, 200 in one request",
	)
	for range strings.Count(h.screen(), "\n") {
		h.press("j")
	}
	h.wants("10 of a list of participants")
}

// TestTheHelpOfAThreadHasItsLastLine: the bar of the thread's tabs stands above it.
func TestTheHelpOfAThreadHasItsLastLine(t *testing.T) {
	t.Parallel()
	h := start(t, setup{height: 30, width: 200}).settle()
	h.press("enter").settle().press("?")
	h.wants("1 Properties", "Keys: ")
	h.press("G")
	h.wants("1 Properties", "10 of a list of participants")
	h.press("g")
	h.wants("1 Properties", "Keys: ")
}
