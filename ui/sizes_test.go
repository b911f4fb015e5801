package ui

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
)

// hostileThread makes a thread whose every text is hostile and returns its id.
func (h *harness) hostileThread(people int) string {
	h.t.Helper()
	name, days := hostile, int32(30)
	// A metadata value holds 1 KB at most with its key.
	options := &acs.CreateChatThreadOptions{
		Metadata:        map[string]string{"k\x1b[5m\n": hostile, "second": "plain"},
		RetentionPolicy: &acs.ChatRetentionPolicy{Kind: acs.ChatRetentionPolicyKindThreadCreationDate, DeleteThreadAfterDays: &days},
	}
	since := h.clock.Now().Add(-1)
	for n := range people {
		p := acs.ChatParticipant{
			CommunicationIdentifier: acs.ParseRawID(emulator.KnownUserID(1 + n)), DisplayName: &name,
			Metadata: map[string]string{"\u202edesk": "\x1b]8;;http://x\a"},
		}
		if n%2 == 0 {
			p.ShareHistoryTime = &since
		}
		options.Participants = append(options.Participants, p)
	}
	made, err := h.client.CreateChatThread(h.t.Context(), hostile, options)
	if err != nil {
		h.t.Fatal(err)
	}
	return made.ChatThread.ID
}

// refuse makes an operation fail with a hostile message.
func (h *harness) refuse(operation string, status int) {
	h.t.Helper()
	h.fault(emulator.Fault{Operation: operation, Kind: "status", Status: status, Code: "Bad\x1b[5mCode", Message: hostile})
}

// hang makes every answer come after the test's end.
func (h *harness) hang() {
	h.t.Helper()
	h.fault(emulator.Fault{Operation: "*", Kind: "latency", Latency: "1h"})
}

func openHostile(h *harness) {
	id := h.hostileThread(12)
	h.press("o").paste(id).press("enter").settle()
}

// state is a screen or a dialog, and how to get there.
type state struct {
	name  string
	reach func(h *harness)
	// shows is something that stands on the screen once the state is reached.
	shows string
}

// states are the screens and dialogs, each in the states that it has.
func states() []state {
	return append(messageStates(), []state{
		{"threads, empty", func(*harness) {}, "This user is in no thread."},
		{"threads, loading", func(h *harness) { h.hang(); h.press("ctrl+r") }, "refreshing"},
		{"threads, loaded", func(h *harness) { openHostile(h); h.press("esc", "ctrl+r").settle() }, "1 thread, all loaded"},
		{"threads, failed", func(h *harness) { h.refuse("*", http.StatusBadRequest); h.press("ctrl+r").settle() }, "enter tries again"},
		{"threads, filter typed", func(h *harness) {
			openHostile(h)
			h.press("esc", "ctrl+r").settle().press("/").paste(hostile).write(" 日本")
		}, "filter ›"},
		{"threads, filtered", func(h *harness) {
			openHostile(h)
			h.press("esc", "ctrl+r").settle().press("/").write("~~").press("enter")
		}, "0 of the 1 thread loaded match, all loaded"},
		{"threads, properties beside", func(h *harness) { openHostile(h); h.press("esc", "ctrl+r").settle().pass(time.Second) }, "as of 09:30:"},
		{"threads, refused beside", func(h *harness) {
			openHostile(h)
			h.refuse("GetChatThreadProperties", http.StatusForbidden)
			h.press("esc", "ctrl+r").settle().pass(time.Second)
		}, "no access"},
		{"threads, by name", func(h *harness) { openHostile(h); h.press("esc", "ctrl+r").settle().press("s") }, "all loaded · by name"},
		{"threads, watched", func(h *harness) {
			openHostile(h)
			h.press("esc", "ctrl+r").settle().press("W")
			h.hostileThread(1)
			h.pass(10 * time.Second)
		}, "+1 new"},
		{"threads, a look that failed", func(h *harness) {
			openHostile(h)
			h.press("esc", "ctrl+r").settle().press("W")
			h.refuse("*", http.StatusBadRequest)
			h.pass(10 * time.Second)
		}, "not read again"},
		{"threads, the interval", func(h *harness) { h.press("i").paste(hostile).press("enter") }, "An interval is a number of seconds"},
		{"participants, watched", func(h *harness) {
			openHostile(h)
			h.press("2").settle().press("W")
			h.removeElsewhere(emulator.KnownUserID(2))
			name := hostile
			h.addElsewhere(h.threadID(), acs.ChatParticipant{CommunicationIdentifier: acs.ParseRawID(emulator.KnownUserID(77)), DisplayName: &name})
			h.pass(10 * time.Second)
		}, "+1 new -1 gone"},
		{"properties, watched", func(h *harness) {
			openHostile(h)
			h.press("W")
			topic, value := "renamed "+hostile, hostile
			if _, err := h.client.UpdateChatThreadProperties(h.t.Context(), h.threadID(), &acs.UpdateChatThreadPropertiesOptions{
				Topic: &topic, Metadata: map[string]*string{"third": &value},
			}); err != nil {
				h.t.Fatal(err)
			}
			h.pass(10 * time.Second)
		}, "+1 new ~1 changed"},
		{"faults", func(h *harness) { h.press("F").settle() }, "Nothing goes wrong on purpose."},
		{"faults, some in force", func(h *harness) {
			h.fault(emulator.Fault{Operation: "ListChatMessages", Kind: "status", Status: 499, Code: hostile, Message: hostile})
			h.press("F").settle().press("j", "j", "enter").settle().press("G")
		}, "2 faults in force"},
		{"faults, asking", func(h *harness) { h.press("F").settle().press("enter") }, "What goes wrong?"},
		{"create, empty", func(h *harness) { h.press("n") }, "what the thread is about"},
		{"create, hostile rows", func(h *harness) {
			h.press("n").paste(hostile).press("tab", "tab", "tab").paste(strings.Repeat(hostileLine()+"\n", 40))
		}, "New thread"},
		{"create, sending", func(h *harness) { h.hang(); h.press("n").paste(hostile).press("ctrl+s") }, "sending… the form is locked"},
		{"create, fault", func(h *harness) { h.press("n", "ctrl+s") }, "a thread needs a topic"},
		{"create, row fault", func(h *harness) {
			h.press("n").write("t").press("tab", "tab", "tab").write("8:acs:\u202eno").press("ctrl+s")
		}, "the service refuses this form"},
		{"create, preview", func(h *harness) {
			id := "9:" + strings.ReplaceAll(hostileName(), " ", "")
			h.press("n").paste(hostile).press("tab", "tab", "tab").paste(id + "\t" + hostileName()).press("ctrl+x")
		}, "The request that ctrl+s sends"},
		{"create, refused", func(h *harness) {
			h.refuse("CreateChatThread", http.StatusBadRequest)
			h.press("n").paste(hostile).press("ctrl+s").settle()
		}, "The service said: 400"},
		{"create, made", func(h *harness) {
			h.press("n").paste(hostile).press("tab", "tab", "tab").
				paste(emulator.UnknownUserID(1) + "\t" + hostileName() + "\n" + emulator.KnownUserID(2) + "\t" + hostileName()).press("ctrl+s").settle()
		}, "the service refused 1 of its participants"},
		{"properties, loading", func(h *harness) { h.hang(); h.press("o").write("19:x").press("enter") }, "Asking the service for the thread"},
		{"properties, loaded", openHostile, "retention"},
		{"properties, raw", func(h *harness) { openHostile(h); h.press("J") }, "The service's answer as it came"},
		{"properties, failed", func(h *harness) {
			h.refuse("*", http.StatusForbidden)
			h.press("o").write("19:x").press("enter").settle()
		}, "not allowed: you act as"},
		{"participants, loading", func(h *harness) { openHostile(h); h.hang(); h.press("2") }, "loading participants"},
		{"participants, loaded", func(h *harness) { openHostile(h); h.press("2").settle().press("j", " ", "j") }, "13 participants, all loaded"},
		{"participants, filtered", func(h *harness) { openHostile(h); h.press("2").settle().press("/").write("zoe blink") }, "of the 13 participants loaded match"},
		{"participants, failed", func(h *harness) {
			openHostile(h)
			h.refuse("*", http.StatusBadRequest)
			h.press("2").settle()
		}, "enter tries again"},
		{"participants, jump", func(h *harness) {
			openHostile(h)
			h.press("2")
			h.holdBack() // the first page does not come
			h.press("r").write("5").press("enter").settle()
		}, "9 participants loaded, rows 1 to 4 not loaded"},
		{"participants, prompt", func(h *harness) { openHostile(h); h.press("2").settle().press("r").write("x").press("enter") }, "A row is a whole number from 1."},
		{"participants, marked", func(h *harness) { openHostile(h); h.press("2").settle().press("A", "/").write("zzz").press("enter") }, "13 marked, 13 not in sight"},
		{"participants, loading all", func(h *harness) {
			openHostile(h)
			h.press("2")
			late := h.holdBack()
			h.hang()
			if page, ok := late[0].(command.ParticipantsPageMsg); ok {
				page.Page.NextLink = h.server.URL + "/chat/threads/19:x/participants?skip=13"
				h.send(page)
			}
			h.press("f")
		}, "participants so far, loading all"},
		{"participants, remove one", func(h *harness) { openHostile(h); h.press("2").settle().press("j", "x") }, "Remove 1 participant?"},
		{"participants, remove several", func(h *harness) { openHostile(h); h.press("2").settle().press("A", "x") }, "Remove 13 participants?"},
		{"participants, export", func(h *harness) { openHostile(h); h.press("2").settle().press(" ", "E") }, "▸ 1 the 1 marked, to a file"},
		{"participants, export to a file", func(h *harness) { openHostile(h); h.press("2").settle().press("E", "1").paste(hostile).press("enter") }, "The name must end in .csv, .tsv or .json."},
		{"removal, under way", func(h *harness) {
			openHostile(h)
			h.press("2").settle().press("A", "x")
			h.hang()
			h.press("y")
		}, "being removed"},
		{"removal, asked to stop", func(h *harness) {
			openHostile(h)
			h.press("2").settle().press("A", "x")
			h.hang()
			h.press("y", "esc")
		}, "Stop removing?"},
		{"removal, refused", func(h *harness) {
			openHostile(h)
			h.press("2").settle().press("A", "x")
			h.refuse("RemoveChatParticipant", http.StatusForbidden)
			h.press("y").settle()
		}, "0 of 13 removed · ✗ 3 refused · – 10 not removed"},
		{"removal, done", func(h *harness) { openHostile(h); h.press("2").settle().press("A", "x", "y").settle() }, "13 of 13 removed"},
		{"details", func(h *harness) { openHostile(h); h.press("2").settle().press("j", "j", "enter") }, "Azure Communication user"},
		{"add, empty", func(h *harness) { openHostile(h); h.press("a") }, "An identifier is the raw id"},
		{"add, offers", func(h *harness) { openHostile(h); h.press("2").settle().press("a").write("blink") }, "→"},
		{"add, thirty rows", func(h *harness) { openHostile(h); h.press("a").paste(strings.Repeat(hostileLine()+"\n", 30)) }, "✗ not sent: line 30: the identifier"},
		{"add, a run under way", func(h *harness) {
			openHostile(h)
			h.hang()
			h.press("a").paste(people(400, 240)).press("ctrl+s")
		}, "request 1: sending"},
		{"add, a list with faults", func(h *harness) {
			openHostile(h)
			h.press("a").paste(people(400, 230) + "8:acs:no\n" + people(400, 1))
		}, "1 broken row of the list and 1 duplicate will not be sent"},
		{"add, mixed outcome", func(h *harness) {
			openHostile(h)
			h.press("a").paste(emulator.KnownUserID(90) + "\t" + hostileName() + "\n" + emulator.UnknownUserID(1) + "\t" + hostileName() + "\n" + emulator.KnownUserID(91)).
				press("ctrl+s").settle()
		}, "✓ 2 accepted"},
		{"add, refused whole", func(h *harness) {
			openHostile(h)
			h.refuse("AddChatParticipants", http.StatusBadRequest)
			h.press("a").paste(emulator.KnownUserID(90) + "\t" + hostileName()).press("ctrl+s").settle()
		}, "refused the whole request"},
		{"edit, loading", func(h *harness) { openHostile(h); h.hang(); h.press("e") }, "Asking the service for the thread"},
		{"edit, loaded", func(h *harness) { openHostile(h); h.press("e").settle() }, "only what was changed"},
		{"edit, changed", func(h *harness) {
			openHostile(h)
			h.press("e").settle().paste(hostile).press("ctrl+n").paste(hostile).press("tab").paste(hostile)
		}, "• "},
		{"edit, failed", func(h *harness) {
			openHostile(h)
			h.refuse("*", http.StatusForbidden)
			h.press("e").settle()
		}, "ctrl+s tries again"},
		{"delete", func(h *harness) { openHostile(h); h.press("esc", "ctrl+r").settle().press("d") }, "It cannot be undone."},
		{"connections", func(h *harness) { h.press("P").settle().press("g") }, "● is the one in use"},
		{"connections, hostile", func(h *harness) {
			h.connections.listErr = errors.New(hostile)
			h.connections.profiles["hostile"] = command.Profile{
				Name: hostile, Credential: hostile, Value: hostile, Endpoint: hostile, APIVersion: hostile, UserID: hostile, CAFile: hostile, PageSize: hostile, ReadOnly: true,
			}
			h.press("P").settle().pointTo("hostile")
		}, "The configuration file cannot be read"},
		{"connections, failed", func(h *harness) { h.pointTo("the environment").press("enter").settle() }, "Could not connect"},
		{"connections, connecting", func(h *harness) {
			h.connections.connecting = make(chan struct{})
			h.pointTo("keyed").press("enter")
		}, "connecting to keyed"},
		{"connections, remove", func(h *harness) { h.pointTo("test").press("d") }, "Remove the profile test?"},
		{"profile, new", func(h *harness) { h.press("P").settle().press("n") }, "New profile"},
		{"profile, hostile", func(h *harness) {
			h.press("P").settle().press("n").paste(hostile).press("tab", "tab").paste(hostile).press("tab").paste("http://contoso" + hostile).press("ctrl+s").settle()
		}, "would send the token unencrypted"},
		{"profile, edited", func(h *harness) { h.pointTo("keyed").press("e", "right", "right") }, "Profile keyed"},
		{"check, running", func(h *harness) {
			h.connections.steps = make(chan string)
			h.pointTo("keyed").press("T")
		}, "running…"},
		{"check, hostile", func(h *harness) {
			h.connections.steps, h.connections.failure = make(chan string, 50), errors.New(hostile)
			for range 50 {
				h.connections.steps <- "FAIL " + hostile
			}
			close(h.connections.steps)
			h.pointTo("keyed").press("T").settle()
		}, "a step failed"},
		{"identities, of a token", func(h *harness) { openHostile(h); h.press("U") }, "needs the resource's connection string"},
		{"identities", func(h *harness) {
			openHostile(h)
			h.switchTo("keyed").press("U", "/").paste(hostile).press("enter", "esc")
		}, "● is whom you act as"},
		{"identities, question", func(h *harness) { h.switchTo("keyed").press("U", "d") }, "Delete the user"},
		{"identities, failed", func(h *harness) {
			h.switchTo("keyed")
			h.refuse("*", http.StatusBadRequest)
			h.press("U", "X", "y").settle()
		}, "Could not revoke the tokens"},
		{"issue", func(h *harness) { h.switchTo("keyed").press("U", "t") }, "Issue a token of"},
		{"issue, failed", func(h *harness) {
			h.switchTo("keyed")
			h.refuse("IssueAccessToken", http.StatusForbidden)
			h.press("U", "t", "ctrl+s").settle()
		}, "Could not issue a token"},
		{"issue, issued", func(h *harness) { h.switchTo("keyed").press("U", "t", "ctrl+s").settle() }, "The token is issued."},
		{"add, a user being made", func(h *harness) {
			h.switchTo("keyed")
			openHostile(h)
			h.hang()
			h.press("a", "ctrl+y")
		}, "a user is being made…"},
		{"question", func(h *harness) { h.press("n").paste(hostile).press("esc") }, "Leave the form?"},
		{"question with outside text", func(h *harness) { openHostile(h); h.press("a").paste(hostileLine() + "\n").press("ctrl+d") }, "Remove row 1?"},
		{"prompt", func(h *harness) { h.press("o").paste(hostile).press("enter") }, "holds no thread ID"},
		{"palette", func(h *harness) { openHostile(h); h.press(":").paste(hostile) }, "nothing has such a name"},
		{"palette of a form", func(h *harness) { h.press("n", "ctrl+p", "down", "down") }, "Do what?"},
		{"help", func(h *harness) { openHostile(h); h.press("?") }, "Keys:"},
		{"help of a form", func(h *harness) { h.press("n", "ctrl+g") }, "Keys: New thread"},
		{"notifications", func(h *harness) {
			h.app.Notify(screen.Notification{Level: screen.LevelError, Text: hostile, Details: []string{hostile}})
			h.press("!")
		}, "error, 09:30:"},
		{"request log", func(h *harness) { openHostile(h); h.press("L") }, "requests, newest first"},
		{"request log, hostile", func(h *harness) { h.sent(hostileExchange()).press("L") }, "418, answer lost"},
		{"request log, bounded", func(h *harness) { h.sent(numbered(1, 600)...).press("L", "j", "G") }, "500 requests, newest first"},
		{"request log, filter typed", func(h *harness) { h.press("L", "/").paste(hostile).write(" 日本") }, "filter ›"},
		{"request log, nothing matches", func(h *harness) { h.press("L", "/").write("~~").press("enter") }, "No request matches the filter"},
		{"request log, cleared", func(h *harness) { h.press("L", "ctrl+l", "y") }, "The log was cleared"},
		{"request log, question", func(h *harness) { h.press("L", "ctrl+l") }, "Clear the request log?"},
		{"request log, one entry", func(h *harness) { h.press("L", "enter") }, "Request headers"},
		{"request log, a hostile entry", func(h *harness) { h.sent(hostileExchange()).press("L", "enter") }, "attempt"},
		{"request log, a lost entry", func(h *harness) {
			h.fault(emulator.Fault{Operation: "*", Kind: "drop"})
			h.press("ctrl+r").settle().press("L", "enter")
		}, "No answer came"},
		{"request log, save", func(h *harness) { h.press("L", "E") }, "as HAR"},
		{"request log, save under a wrong name", func(h *harness) { h.press("L", "E", "ctrl+u").paste(hostile).press("enter") }, "The name must end in .har."},
		{"footer with an error", func(h *harness) {
			h.app.Notify(screen.Notification{Level: screen.LevelError, Text: hostile})
			h.app.Redraw()
		}, "reads it"},
	}...)
}

// hostileExchange has hostile text wherever some comes from outside.
func hostileExchange() acs.Exchange {
	body := acs.ExchangeBody{Content: []byte(`{"a":"` + hostile + `",`), Size: 1 << 20}
	return acs.Exchange{
		Operation: "GetChatThreadProperties", Method: http.MethodGet, URL: "https://c.example/" + hostile + "?" + hostile,
		Attempt: 1, MaxAttempts: 4, StatusCode: http.StatusTeapot, Protocol: hostile, Sent: true,
		RequestHeader: http.Header{hostile: {hostile}}, RequestBody: body,
		ResponseHeader: http.Header{"Ms-Cv": {hostile}, hostile: {hostile, ""}}, ResponseBody: body,
		Err: &acs.RequestError{Operation: hostile, Reason: acs.RequestErrorReasonLost, Err: errors.New(hostile)},
	}
}

// hostileName is hostile text without what ends a row or a cell of a pasted list.
func hostileName() string { return strings.NewReplacer("\n", "", "\r", "", "\t", "").Replace(hostile) }

// hostileLine is a row of a pasted list.
func hostileLine() string { return "9:" + hostileName() + "\t" + hostileName() }

// TestEveryScreenAtEverySize draws each state at sizes from 1×1 to 300×100 with
// hostile text wherever text comes from outside: the frame has exactly the
// terminal's height, no line is wider than it, and nothing but the program's own
// sequences reaches it.
func TestEveryScreenAtEverySize(t *testing.T) {
	t.Parallel()
	for _, state := range states() {
		t.Run(state.name, func(t *testing.T) {
			t.Parallel()
			h := start(t, setup{
				emulator: emulator.Options{Seed: emulator.SeedEmpty},
				client:   func(o *acs.ClientOptions) { o.Retry.MaxRetries = -1 },
			}).settle()
			state.reach(h)
			h.wants(state.shows)
			h.checkSizes()
			h.wants(state.shows)
		})
	}
}

// TestLoadingAtEverySize is the time before the first answer.
func TestLoadingAtEverySize(t *testing.T) {
	t.Parallel()
	h := start(t, setup{emulator: emulator.Options{Latency: patience}})
	h.wants("loading threads")
	h.checkSizes()
}

// TestBuiltInEmulatorAtEverySize has the banner as well.
func TestBuiltInEmulatorAtEverySize(t *testing.T) {
	t.Parallel()
	h := start(t, setup{session: builtIn}).settle()
	h.wants("This is the built-in emulator", "EMULATOR", "n makes a new thread", "AZURE_COMMUNICATION_ENDPOINT")
	h.checkSizes()
}
