package ui_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"acs-chat-tui/acs"
	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/uitest"
)

// refuse makes an operation fail with a hostile message.
func refuse(h *uitest.Harness, operation string, status int) {
	h.T.Helper()
	h.Fault(emulator.Fault{Operation: operation, Kind: "status", Status: status, Code: "Bad\x1b[5mCode", Message: uitest.Hostile})
}

// hang makes every answer come after the test's end.
func hang(h *uitest.Harness) {
	h.T.Helper()
	h.Fault(emulator.Fault{Operation: "*", Kind: "latency", Latency: "1h"})
}

// state is a screen or a dialog, and how to get there.
type state struct {
	name  string
	reach func(h *uitest.Harness)
	// shows is something that stands on the screen once the state is reached.
	shows string
}

// states are the screens and dialogs, each in the states that it has.
func states() []state {
	return append(messageStates(), []state{
		{"threads, empty", func(*uitest.Harness) {}, "This user is in no thread."},
		{"threads, loading", func(h *uitest.Harness) { hang(h); h.Press("ctrl+r") }, "refreshing"},
		{"threads, loaded", func(h *uitest.Harness) { uitest.OpenHostile(h); h.Press("esc", "ctrl+r").Settle() }, "1 thread, all loaded"},
		{"threads, failed", func(h *uitest.Harness) { refuse(h, "*", http.StatusBadRequest); h.Press("ctrl+r").Settle() }, "enter tries again"},
		{"threads, filter typed", func(h *uitest.Harness) {
			uitest.OpenHostile(h)
			h.Press("esc", "ctrl+r").Settle().Press("/").Paste(uitest.Hostile).Write(" 日本")
		}, "filter ›"},
		{"threads, filtered", func(h *uitest.Harness) {
			uitest.OpenHostile(h)
			h.Press("esc", "ctrl+r").Settle().Press("/").Write("~~").Press("enter")
		}, "0 of the 1 thread loaded match, all loaded"},
		{"threads, properties beside", func(h *uitest.Harness) { uitest.OpenHostile(h); h.Press("esc", "ctrl+r").Settle().Pass(time.Second) }, "as of 09:30:"},
		{"threads, refused beside", func(h *uitest.Harness) {
			uitest.OpenHostile(h)
			refuse(h, "GetChatThreadProperties", http.StatusForbidden)
			h.Press("esc", "ctrl+r").Settle().Pass(time.Second)
		}, "no access"},
		{"threads, by name", func(h *uitest.Harness) { uitest.OpenHostile(h); h.Press("esc", "ctrl+r").Settle().Press("s") }, "all loaded · by name"},
		{"threads, watched", func(h *uitest.Harness) {
			uitest.OpenHostile(h)
			h.Press("esc", "ctrl+r").Settle().Press("W")
			h.HostileThread(1)
			h.Pass(10 * time.Second)
		}, "+1 new"},
		{"threads, a look that failed", func(h *uitest.Harness) {
			uitest.OpenHostile(h)
			h.Press("esc", "ctrl+r").Settle().Press("W")
			refuse(h, "*", http.StatusBadRequest)
			h.Pass(10 * time.Second)
		}, "not read again"},
		{"threads, the interval", func(h *uitest.Harness) { h.Press("i").Paste(uitest.Hostile).Press("enter") }, "An interval is a number of seconds"},
		{"participants, watched", func(h *uitest.Harness) {
			uitest.OpenHostile(h)
			h.Press("2").Settle().Press("W")
			h.RemoveElsewhere(emulator.KnownUserID(2))
			name := uitest.Hostile
			addElsewhere(h, h.ThreadID(), acs.ChatParticipant{CommunicationIdentifier: acs.ParseRawID(emulator.KnownUserID(77)), DisplayName: &name})
			h.Pass(10 * time.Second)
		}, "+1 new -1 gone"},
		{"properties, watched", func(h *uitest.Harness) {
			uitest.OpenHostile(h)
			h.Press("W")
			topic, value := "renamed "+uitest.Hostile, uitest.Hostile
			if _, err := h.Client.UpdateChatThreadProperties(h.T.Context(), h.ThreadID(), &acs.UpdateChatThreadPropertiesOptions{
				Topic: &topic, Metadata: map[string]*string{"third": &value},
			}); err != nil {
				h.T.Fatal(err)
			}
			h.Pass(10 * time.Second)
		}, "+1 new ~1 changed"},
		{"faults", func(h *uitest.Harness) { h.Press("F").Settle() }, "Nothing goes wrong on purpose."},
		{"faults, some in force", func(h *uitest.Harness) {
			h.Fault(emulator.Fault{Operation: "ListChatMessages", Kind: "status", Status: 499, Code: uitest.Hostile, Message: uitest.Hostile})
			h.Press("F").Settle().Press("j", "j", "enter").Settle().Press("G")
		}, "2 faults in force"},
		{"faults, asking", func(h *uitest.Harness) { h.Press("F").Settle().Press("enter") }, "What goes wrong?"},
		{"create, empty", func(h *uitest.Harness) { h.Press("n") }, "what the thread is about"},
		{"create, hostile rows", func(h *uitest.Harness) {
			h.Press("n").Paste(uitest.Hostile).Press("tab", "tab", "tab").Paste(strings.Repeat(hostileLine()+"\n", 40))
		}, "New thread"},
		{"create, sending", func(h *uitest.Harness) { hang(h); h.Press("n").Paste(uitest.Hostile).Press("ctrl+s") }, "sending… the form is locked"},
		{"create, fault", func(h *uitest.Harness) { h.Press("n", "ctrl+s") }, "a thread needs a topic"},
		{"create, row fault", func(h *uitest.Harness) {
			h.Press("n").Write("t").Press("tab", "tab", "tab").Write("8:acs:\u202eno").Press("ctrl+s")
		}, "the service refuses this form"},
		{"create, preview", func(h *uitest.Harness) {
			id := "9:" + strings.ReplaceAll(hostileName(), " ", "")
			h.Press("n").Paste(uitest.Hostile).Press("tab", "tab", "tab").Paste(id + "\t" + hostileName()).Press("ctrl+x")
		}, "The request that ctrl+s sends"},
		{"create, refused", func(h *uitest.Harness) {
			refuse(h, "CreateChatThread", http.StatusBadRequest)
			h.Press("n").Paste(uitest.Hostile).Press("ctrl+s").Settle()
		}, "The service said: 400"},
		{"create, made", func(h *uitest.Harness) {
			h.Press("n").Paste(uitest.Hostile).Press("tab", "tab", "tab").
				Paste(emulator.UnknownUserID(1) + "\t" + hostileName() + "\n" + emulator.KnownUserID(2) + "\t" + hostileName()).Press("ctrl+s").Settle()
		}, "the service refused 1 of its participants"},
		{"properties, loading", func(h *uitest.Harness) { hang(h); h.Press("o").Write("19:x").Press("enter") }, "Asking the service for the thread"},
		{"properties, loaded", uitest.OpenHostile, "retention"},
		{"properties, raw", func(h *uitest.Harness) { uitest.OpenHostile(h); h.Press("J") }, "The service's answer as it came"},
		{"properties, failed", func(h *uitest.Harness) {
			refuse(h, "*", http.StatusForbidden)
			h.Press("o").Write("19:x").Press("enter").Settle()
		}, "not allowed: you act as"},
		{"participants, loading", func(h *uitest.Harness) { uitest.OpenHostile(h); hang(h); h.Press("2") }, "loading participants"},
		{"participants, loaded", func(h *uitest.Harness) { uitest.OpenHostile(h); h.Press("2").Settle().Press("j", " ", "j") }, "13 participants, all loaded"},
		{"participants, filtered", func(h *uitest.Harness) { uitest.OpenHostile(h); h.Press("2").Settle().Press("/").Write("zoe blink") }, "of the 13 participants loaded match"},
		{"participants, failed", func(h *uitest.Harness) {
			uitest.OpenHostile(h)
			refuse(h, "*", http.StatusBadRequest)
			h.Press("2").Settle()
		}, "enter tries again"},
		{"participants, jump", func(h *uitest.Harness) {
			uitest.OpenHostile(h)
			h.Press("2")
			h.HoldBack() // the first page does not come
			h.Press("r").Write("5").Press("enter").Settle()
		}, "9 participants loaded, rows 1 to 4 not loaded"},
		{"participants, prompt", func(h *uitest.Harness) {
			uitest.OpenHostile(h)
			h.Press("2").Settle().Press("r").Write("x").Press("enter")
		}, "A row is a whole number from 1."},
		{"participants, marked", func(h *uitest.Harness) {
			uitest.OpenHostile(h)
			h.Press("2").Settle().Press("A", "/").Write("zzz").Press("enter")
		}, "13 marked, 13 not in sight"},
		{"participants, loading all", func(h *uitest.Harness) {
			uitest.OpenHostile(h)
			h.Press("2")
			late := h.HoldBack()
			hang(h)
			if page, ok := late[0].(command.ParticipantsPageMsg); ok {
				page.Page.NextLink = h.Server.URL + "/chat/threads/19:x/participants?skip=13"
				h.Send(page)
			}
			h.Press("f")
		}, "participants so far, loading all"},
		{"participants, remove one", func(h *uitest.Harness) { uitest.OpenHostile(h); h.Press("2").Settle().Press("j", "x") }, "Remove 1 participant?"},
		{"participants, remove several", func(h *uitest.Harness) { uitest.OpenHostile(h); h.Press("2").Settle().Press("A", "x") }, "Remove 13 participants?"},
		{"participants, export", func(h *uitest.Harness) { uitest.OpenHostile(h); h.Press("2").Settle().Press(" ", "E") }, "▸ 1 the 1 marked, to a file"},
		{"participants, export to a file", func(h *uitest.Harness) {
			uitest.OpenHostile(h)
			h.Press("2").Settle().Press("E", "1").Paste(uitest.Hostile).Press("enter")
		}, "The name must end in .csv, .tsv or .json."},
		{"removal, under way", func(h *uitest.Harness) {
			uitest.OpenHostile(h)
			h.Press("2").Settle().Press("A", "x")
			hang(h)
			h.Press("y")
		}, "being removed"},
		{"removal, asked to stop", func(h *uitest.Harness) {
			uitest.OpenHostile(h)
			h.Press("2").Settle().Press("A", "x")
			hang(h)
			h.Press("y", "esc")
		}, "Stop removing?"},
		{"removal, refused", func(h *uitest.Harness) {
			uitest.OpenHostile(h)
			h.Press("2").Settle().Press("A", "x")
			refuse(h, "RemoveChatParticipant", http.StatusForbidden)
			h.Press("y").Settle()
		}, "0 of 13 removed · ✗ 3 refused · – 10 not removed"},
		{"removal, done", func(h *uitest.Harness) { uitest.OpenHostile(h); h.Press("2").Settle().Press("A", "x", "y").Settle() }, "13 of 13 removed"},
		{"details", func(h *uitest.Harness) { uitest.OpenHostile(h); h.Press("2").Settle().Press("j", "j", "enter") }, "Azure Communication user"},
		{"add, empty", func(h *uitest.Harness) { uitest.OpenHostile(h); h.Press("a") }, "An identifier is the raw id"},
		{"add, offers", func(h *uitest.Harness) { uitest.OpenHostile(h); h.Press("2").Settle().Press("a").Write("blink") }, "→"},
		{"add, thirty rows", func(h *uitest.Harness) {
			uitest.OpenHostile(h)
			h.Press("a").Paste(strings.Repeat(hostileLine()+"\n", 30))
		}, "✗ not sent: line 30: the identifier"},
		{"add, a run under way", func(h *uitest.Harness) {
			uitest.OpenHostile(h)
			hang(h)
			h.Press("a").Paste(uitest.People(400, 240)).Press("ctrl+s")
		}, "request 1: sending"},
		{"add, a list with faults", func(h *uitest.Harness) {
			uitest.OpenHostile(h)
			h.Press("a").Paste(uitest.People(400, 230) + "8:acs:no\n" + uitest.People(400, 1))
		}, "1 broken row of the list and 1 duplicate will not be sent"},
		{"add, mixed outcome", func(h *uitest.Harness) {
			uitest.OpenHostile(h)
			h.Press("a").Paste(emulator.KnownUserID(90) + "\t" + hostileName() + "\n" + emulator.UnknownUserID(1) + "\t" + hostileName() + "\n" + emulator.KnownUserID(91)).
				Press("ctrl+s").Settle()
		}, "✓ 2 accepted"},
		{"add, refused whole", func(h *uitest.Harness) {
			uitest.OpenHostile(h)
			refuse(h, "AddChatParticipants", http.StatusBadRequest)
			h.Press("a").Paste(emulator.KnownUserID(90) + "\t" + hostileName()).Press("ctrl+s").Settle()
		}, "refused the whole request"},
		{"edit, loading", func(h *uitest.Harness) { uitest.OpenHostile(h); hang(h); h.Press("e") }, "Asking the service for the thread"},
		{"edit, loaded", func(h *uitest.Harness) { uitest.OpenHostile(h); h.Press("e").Settle() }, "only what was changed"},
		{"edit, changed", func(h *uitest.Harness) {
			uitest.OpenHostile(h)
			h.Press("e").Settle().Paste(uitest.Hostile).Press("ctrl+n").Paste(uitest.Hostile).Press("tab").Paste(uitest.Hostile)
		}, "• "},
		{"edit, failed", func(h *uitest.Harness) {
			uitest.OpenHostile(h)
			refuse(h, "*", http.StatusForbidden)
			h.Press("e").Settle()
		}, "ctrl+s tries again"},
		{"delete", func(h *uitest.Harness) { uitest.OpenHostile(h); h.Press("esc", "ctrl+r").Settle().Press("d") }, "It cannot be undone."},
		{"connections", func(h *uitest.Harness) { h.Press("P").Settle().Press("g") }, "● is the one in use"},
		{"connections, hostile", func(h *uitest.Harness) {
			h.Connections.ListErr = errors.New(uitest.Hostile)
			h.Connections.Profiles["hostile"] = command.Profile{
				Name: uitest.Hostile, Credential: uitest.Hostile, Value: uitest.Hostile, Endpoint: uitest.Hostile, APIVersion: uitest.Hostile, UserID: uitest.Hostile, CAFile: uitest.Hostile, PageSize: uitest.Hostile, ReadOnly: true,
			}
			h.Press("P").Settle().PointTo("hostile")
		}, "The configuration file cannot be read"},
		{"connections, failed", func(h *uitest.Harness) { h.PointTo("the environment").Press("enter").Settle() }, "Could not connect"},
		{"connections, connecting", func(h *uitest.Harness) {
			h.Connections.Connecting = make(chan struct{})
			h.PointTo("keyed").Press("enter")
		}, "connecting to keyed"},
		{"connections, remove", func(h *uitest.Harness) { h.PointTo("test").Press("d") }, "Remove the profile test?"},
		{"profile, new", func(h *uitest.Harness) { h.Press("P").Settle().Press("n") }, "New profile"},
		{"profile, hostile", func(h *uitest.Harness) {
			h.Press("P").Settle().Press("n").Paste(uitest.Hostile).Press("tab", "tab").Paste(uitest.Hostile).Press("tab").Paste("http://contoso" + uitest.Hostile).Press("ctrl+s").Settle()
		}, "would send the token unencrypted"},
		{"profile, edited", func(h *uitest.Harness) { h.PointTo("keyed").Press("e", "right", "right") }, "Profile keyed"},
		{"check, running", func(h *uitest.Harness) {
			h.Connections.Steps = make(chan string)
			h.PointTo("keyed").Press("T")
		}, "running…"},
		{"check, hostile", func(h *uitest.Harness) {
			h.Connections.Steps, h.Connections.Failure = make(chan string, 50), errors.New(uitest.Hostile)
			for range 50 {
				h.Connections.Steps <- "FAIL " + uitest.Hostile
			}
			close(h.Connections.Steps)
			h.PointTo("keyed").Press("T").Settle()
		}, "a step failed"},
		{"identities, of a token", func(h *uitest.Harness) { uitest.OpenHostile(h); h.Press("U") }, "needs the resource's connection string"},
		{"identities", func(h *uitest.Harness) {
			uitest.OpenHostile(h)
			h.SwitchTo("keyed").Press("U", "/").Paste(uitest.Hostile).Press("enter", "esc")
		}, "● is whom you act as"},
		{"identities, question", func(h *uitest.Harness) { h.SwitchTo("keyed").Press("U", "d") }, "Delete the user"},
		{"identities, failed", func(h *uitest.Harness) {
			h.SwitchTo("keyed")
			refuse(h, "*", http.StatusBadRequest)
			h.Press("U", "X", "y").Settle()
		}, "Could not revoke the tokens"},
		{"issue", func(h *uitest.Harness) { h.SwitchTo("keyed").Press("U", "t") }, "Issue a token of"},
		{"issue, failed", func(h *uitest.Harness) {
			h.SwitchTo("keyed")
			refuse(h, "IssueAccessToken", http.StatusForbidden)
			h.Press("U", "t", "ctrl+s").Settle()
		}, "Could not issue a token"},
		{"issue, issued", func(h *uitest.Harness) { h.SwitchTo("keyed").Press("U", "t", "ctrl+s").Settle() }, "The token is issued."},
		{"add, a user being made", func(h *uitest.Harness) {
			h.SwitchTo("keyed")
			uitest.OpenHostile(h)
			hang(h)
			h.Press("a", "ctrl+y")
		}, "a user is being made…"},
		{"question", func(h *uitest.Harness) { h.Press("n").Paste(uitest.Hostile).Press("esc") }, "Leave the form?"},
		{"question with outside text", func(h *uitest.Harness) {
			uitest.OpenHostile(h)
			h.Press("a").Paste(hostileLine() + "\n").Press("ctrl+d")
		}, "Remove row 1?"},
		{"prompt", func(h *uitest.Harness) { h.Press("o").Paste(uitest.Hostile).Press("enter") }, "holds no thread ID"},
		{"palette", func(h *uitest.Harness) { uitest.OpenHostile(h); h.Press(":").Paste(uitest.Hostile) }, "nothing has such a name"},
		{"palette of a form", func(h *uitest.Harness) { h.Press("n", "ctrl+p", "down", "down") }, "Do what?"},
		{"help", func(h *uitest.Harness) { uitest.OpenHostile(h); h.Press("?") }, "Keys:"},
		{"help of a form", func(h *uitest.Harness) { h.Press("n", "ctrl+g") }, "Keys: New thread"},
		{"notifications", func(h *uitest.Harness) {
			h.App.Notify(screen.Notification{Level: screen.LevelError, Text: uitest.Hostile, Details: []string{uitest.Hostile}})
			h.Press("!")
		}, "error, 09:30:"},
		{"request log", func(h *uitest.Harness) { uitest.OpenHostile(h); h.Press("L") }, "requests, newest first"},
		{"request log, hostile", func(h *uitest.Harness) { h.Sent(hostileExchange()).Press("L") }, "418, answer lost"},
		{"request log, bounded", func(h *uitest.Harness) { h.Sent(uitest.Numbered(1, 600)...).Press("L", "j", "G") }, "500 requests, newest first"},
		{"request log, filter typed", func(h *uitest.Harness) { h.Press("L", "/").Paste(uitest.Hostile).Write(" 日本") }, "filter ›"},
		{"request log, nothing matches", func(h *uitest.Harness) { h.Press("L", "/").Write("~~").Press("enter") }, "No request matches the filter"},
		{"request log, cleared", func(h *uitest.Harness) { h.Press("L", "ctrl+l", "y") }, "The log was cleared"},
		{"request log, question", func(h *uitest.Harness) { h.Press("L", "ctrl+l") }, "Clear the request log?"},
		{"request log, one entry", func(h *uitest.Harness) { h.Press("L", "enter") }, "Request headers"},
		{"request log, a hostile entry", func(h *uitest.Harness) { h.Sent(hostileExchange()).Press("L", "enter") }, "attempt"},
		{"request log, a lost entry", func(h *uitest.Harness) {
			h.Fault(emulator.Fault{Operation: "*", Kind: "drop"})
			h.Press("ctrl+r").Settle().Press("L", "enter")
		}, "No answer came"},
		{"request log, save", func(h *uitest.Harness) { h.Press("L", "E") }, "as HAR"},
		{"request log, save under a wrong name", func(h *uitest.Harness) { h.Press("L", "E", "ctrl+u").Paste(uitest.Hostile).Press("enter") }, "The name must end in .har."},
		{"footer with an error", func(h *uitest.Harness) {
			h.App.Notify(screen.Notification{Level: screen.LevelError, Text: uitest.Hostile})
			h.App.Redraw()
		}, "reads it"},
	}...)
}

// hostileExchange has hostile text wherever some comes from outside.
func hostileExchange() acs.Exchange {
	body := acs.ExchangeBody{Content: []byte(`{"a":"` + uitest.Hostile + `",`), Size: 1 << 20}
	return acs.Exchange{
		Operation: "GetChatThreadProperties", Method: http.MethodGet, URL: "https://c.example/" + uitest.Hostile + "?" + uitest.Hostile,
		Attempt: 1, MaxAttempts: 4, StatusCode: http.StatusTeapot, Protocol: uitest.Hostile, Sent: true,
		RequestHeader: http.Header{uitest.Hostile: {uitest.Hostile}}, RequestBody: body,
		ResponseHeader: http.Header{"Ms-Cv": {uitest.Hostile}, uitest.Hostile: {uitest.Hostile, ""}}, ResponseBody: body,
		Err: &acs.RequestError{Operation: uitest.Hostile, Reason: acs.RequestErrorReasonLost, Err: errors.New(uitest.Hostile)},
	}
}

// hostileName is hostile text without what ends a row or a cell of a pasted list.
func hostileName() string {
	return strings.NewReplacer("\n", "", "\r", "", "\t", "").Replace(uitest.Hostile)
}

// hostileLine is a row of a pasted list.
func hostileLine() string { return "9:" + hostileName() + "\t" + hostileName() }

// TestEveryScreenAtEverySize draws each state at sizes from 1×1 to 300×100 with
// hostile text wherever text comes from outside: the frame has exactly the
// terminal's height, no line is wider than it, and nothing but the program's own
// sequences reaches it.
func TestEveryScreenAtEverySize(t *testing.T) {
	t.Parallel()
	for n, state := range states() {
		t.Run(state.name, func(t *testing.T) {
			t.Parallel()
			h := uitest.Start(t, uitest.Setup{
				Emulator: emulator.Options{Seed: emulator.SeedEmpty},
				Client:   func(o *acs.ClientOptions) { o.Retry.MaxRetries = -1 },
			}).Settle()
			state.reach(h)
			h.Wants(state.shows)
			h.CheckItsSizes(n)
			h.Wants(state.shows)
		})
	}
}

// TestLoadingAtEverySize is the time before the first answer.
func TestLoadingAtEverySize(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{Emulator: emulator.Options{Latency: uitest.Patience}})
	h.Wants("loading threads")
	h.CheckSizes()
}

// TestBuiltInEmulatorAtEverySize has the banner as well.
func TestBuiltInEmulatorAtEverySize(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{Session: uitest.BuiltIn}).Settle()
	h.Wants("This is the built-in emulator", "EMULATOR", "n makes a new thread", "AZURE_COMMUNICATION_ENDPOINT")
	h.CheckSizes()
}
