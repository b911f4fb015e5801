package ui

import (
	"cmp"

	"acs-chat-tui/ui/screen"
)

// connectionFacts are what the help says of where one is.
func (a *App) connectionFacts() []screen.DetailLine {
	session := a.runner.Session()
	credential := a.places.Credential
	if session.BuiltInEmulator {
		credential = "made by the built-in emulator"
	}
	return []screen.DetailLine{
		{Label: "This connection"},
		{Label: "  profile", Text: session.Profile},
		{Label: "  endpoint", Text: cmp.Or(session.Endpoint, session.Host)},
		{Label: "  acting as", Text: cmp.Or(session.UserID, "nobody yet")},
		{Label: "  api-version", Text: string(session.APIVersion)},
		{Label: "  credential", Text: cmp.Or(credential, "not known")},
		{Label: "  configuration", Text: cmp.Or(a.places.Configuration, "this system has no place for one")},
		{Label: "  log", Text: cmp.Or(a.places.Log, "none (--log FILE writes one)")},
		{},
	}
}

// limits are the service's limits that one meets here (documented in its article on
// service limits).
func limits() []screen.DetailLine {
	return []screen.DetailLine{
		{Label: "The service's limits"},
		{Label: "  participants", Text: "250 in a thread, 200 in one request; read receipts and typing end above 20"},
		{Label: "  metadata", Text: "1 KB for a thread, and for each participant"},
		{Label: "  retention", Text: "30 to 90 days after the thread's creation, or none"},
		{Label: "  messages", Text: "about 28 KB each; 10 sent, edited or deleted in a thread in 10 seconds, 30 a minute"},
		{Label: "  rates", Text: "in 10 seconds: 10 new threads a user, 10 adds or removals a thread (30 a minute), 50 readings of threads a user, 10 of a list of participants"},
	}
}
