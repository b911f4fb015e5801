//go:build unix

package e2e

import (
	"bytes"
	"fmt"
	"net"
	"net/http"
	"os/exec"
	"strings"
	"testing"
	"time"

	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/e2e/terminal"
)

// tokenFor is a token that the emulator takes for genuine, whatever it claims.
func tokenFor(t *testing.T, options emulator.TokenOptions) string {
	t.Helper()
	if options.UserID == "" {
		options.UserID = emulator.DemoUserID
	}
	if options.ExpiresOn.IsZero() {
		options.ExpiresOn = time.Now().Add(2 * time.Hour)
	}
	token, err := emulator.SignToken(options)
	if err != nil {
		t.Fatal(err)
	}
	return token
}

// startWith runs the program on another process's emulator with a token of the
// test's own.
func startWith(t *testing.T, s size, token string, arguments ...string) *program {
	t.Helper()
	environment := startEmulator(t)
	endpoint := strings.TrimPrefix(environment[0], "AZURE_COMMUNICATION_ENDPOINT=")
	p := start(t, terminal.Options{Columns: s.columns, Rows: s.rows, Args: arguments}, environment[0], "AZURE_COMMUNICATION_ACCESS_TOKEN="+token)
	p.service = newService(t, endpoint)
	return p
}

// TestEachRefusalHasItsMessage starts the program with credentials that the
// service refuses in different ways.
func TestEachRefusalHasItsMessage(t *testing.T) {
	t.Parallel()
	stranger := emulator.KnownUserID(987654)
	cases := []struct {
		name  string
		token emulator.TokenOptions
		raw   string // instead of token
		shows []string
	}{
		{name: "a wrong token", raw: "not-a-token", shows: []string{"does not accept the token", "Issue a new one with scope chat", "401"}},
		{
			name: "an expired token", token: emulator.TokenOptions{ExpiresOn: time.Now().Add(-3 * time.Hour)},
			shows: []string{"token expired", "the token ended 3 h ago", "Issue a new token"},
		},
		{name: "a missing scope", token: emulator.TokenOptions{Scopes: []string{"voip"}}, shows: []string{"the token is not for chat: its scope is voip", "with scope chat"}},
	}
	for _, c := range cases {
		for _, s := range sizes() {
			t.Run(c.name+" "+s.name, func(t *testing.T) {
				t.Parallel()
				token := c.raw
				if token == "" {
					token = tokenFor(t, c.token)
				}
				p := startWith(t, s, token)
				p.shows(append(c.shows, "Could not list the threads", "enter tries again")...)
				if strings.Contains(p.Screen().Text(), token) {
					t.Error("the token stands on the screen")
				}
			})
		}
	}
	for _, s := range sizes() {
		t.Run("not a member "+s.name, func(t *testing.T) {
			t.Parallel()
			p := startWith(t, s, tokenFor(t, emulator.TokenOptions{UserID: stranger}))
			p.shows("This user is in no thread")
			p.types("o")
			p.shows("Open a thread by its id")
			p.types(p.service.thread(bigThread).ID, terminal.Enter)
			p.shows("Could not get the thread", "you act as "+stranger, "probably not a member", "Act as a member", "403", "request id")
		})
		t.Run("a scope that cannot create "+s.name, func(t *testing.T) {
			t.Parallel()
			p := startWith(t, s, tokenFor(t, emulator.TokenOptions{Scopes: []string{"chat.join"}}))
			p.shows("all loaded")
			p.types("n")
			p.shows("creating a thread needs scope chat")
		})
	}
}

func TestUnreachableEndpoint(t *testing.T) {
	t.Parallel()
	listener, err := net.Listen("tcp", "127.0.0.1:0") //nolint:noctx // closed at once
	if err != nil {
		t.Fatal(err)
	}
	closed := listener.Addr().String()
	if err := listener.Close(); err != nil {
		t.Fatal(err)
	}
	for _, s := range sizes() {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			p := start(t, terminal.Options{Columns: s.columns, Rows: s.rows},
				"AZURE_COMMUNICATION_ENDPOINT=http://"+closed, "AZURE_COMMUNICATION_ACCESS_TOKEN="+tokenFor(t, emulator.TokenOptions{}))
			screen := p.shows("Could not list the threads", "nothing listens at "+closed, "enter tries again")
			if screen.Contains("EMULATOR") {
				t.Errorf("called an emulator without a word from one:\n%s", screen.Frame())
			}
		})
	}
}

func TestThrottling(t *testing.T) {
	t.Parallel()
	for _, s := range sizes() {
		t.Run("with Retry-After "+s.name, func(t *testing.T) {
			t.Parallel()
			p := startBuiltIn(t, s)
			p.shows("all loaded")
			p.service.faults(fault{Operation: "ListChatThreads", Kind: "status", Status: http.StatusTooManyRequests, RetryAfter: "1s", Times: 1})
			p.types(terminal.CtrlR)
			p.shows("throttled, again in")
			p.gone("throttled")
			p.shows("all loaded")
		})
		t.Run("without Retry-After "+s.name, func(t *testing.T) {
			t.Parallel()
			p := startBuiltIn(t, s)
			p.shows("all loaded")
			p.service.faults(fault{Operation: "CreateChatThread", Kind: "status", Status: http.StatusTooManyRequests})
			p.types("n")
			p.shows("▸ topic")
			p.types("Throttled topic", terminal.CtrlS)
			p.shows("throttled, again in 10 s", "esc ends the wait")
			p.types(terminal.Escape)
			p.shows("it was stopped", "Throttled topic", "ctrl+s send")
			if n := len(p.service.requests(http.MethodPost, "/chat/threads")); n != 1 {
				t.Errorf("%d requests, want 1: throttled calls count too", n)
			}
		})
		t.Run("longer than the program waits "+s.name, func(t *testing.T) {
			t.Parallel()
			p := startBuiltIn(t, s)
			p.shows("all loaded")
			p.service.faults(fault{Operation: "ListChatParticipants", Kind: "status", Status: http.StatusTooManyRequests, RetryAfter: "5m"})
			p.openParticipants(p.service.thread(bigThread).ID)
			p.shows("Could not list the participants", "throttles", "asks to wait 5 min")
		})
	}
}

// TestFaultsInAForm checks what is said beside a field before anything is sent.
func TestFaultsInAForm(t *testing.T) {
	t.Parallel()
	for _, s := range sizes() {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			p := startBuiltIn(t, s)
			p.shows("all loaded")
			p.types("n")
			p.shows("▸ topic")
			p.types(terminal.CtrlS)
			p.shows("a thread needs a topic")
			p.types("Faults", terminal.Tab, terminal.CtrlN, "8:acs:fakeid", terminal.CtrlS)
			p.shows("row 2: the service refuses this form", "two GUIDs")
			id := emulator.KnownUserID(4711)
			p.types(terminal.CtrlU, id, terminal.CtrlN, id, terminal.CtrlS)
			p.shows("row 3: the same identifier as in row 2")
			p.types(terminal.CtrlU, emulator.KnownUserID(4712), terminal.Tab, terminal.Tab, "next tuesday", terminal.CtrlS)
			p.shows("is no time")
			if n := len(p.service.requests(http.MethodPost, "")); n != 0 {
				t.Errorf("%d requests were sent in spite of the faults", n)
			}
			p.types(terminal.CtrlU, "2020-02-03 04:05", terminal.CtrlS)
			p.shows("The thread is made")
		})
	}
}

func TestCommandLine(t *testing.T) {
	t.Parallel()
	endpoint, token := "AZURE_COMMUNICATION_ENDPOINT=http://127.0.0.1:9", "AZURE_COMMUNICATION_ACCESS_TOKEN=secret-canary"
	connection := "AZURE_COMMUNICATION_CONNECTION_STRING=endpoint=https://contoso.communication.azure.com/;accesskey=c2VjcmV0LWNhbmFyeQ=="
	cases := []struct {
		name        string
		arguments   []string
		environment []string
		code        int
		says        []string
	}{
		{"an unknown flag", []string{"--no-such-flag"}, nil, 2, []string{"no-such-flag", "--help"}},
		{"an unknown argument", []string{"threads"}, nil, 2, []string{"threads", "--help"}},
		{"an unknown flag of the emulator", []string{"emulator", "--no-such-flag"}, nil, 2, []string{"no-such-flag"}},
		{"an unknown api-version", []string{"--api-version", "2019-01-01"}, nil, 2, []string{"2019-01-01", "2025-03-15"}},
		{"an unknown theme", []string{"--theme", "pink"}, nil, 2, []string{"pink", "auto"}},
		{"an endpoint without a token", nil, []string{endpoint}, 1, []string{"AZURE_COMMUNICATION_ACCESS_TOKEN"}},
		{"a token without an endpoint", nil, []string{token}, 1, []string{"AZURE_COMMUNICATION_ENDPOINT"}},
		{"a connection string alone, without a terminal", nil, []string{connection}, 1, []string{"terminal"}},
		{"http to another machine", nil, []string{"AZURE_COMMUNICATION_ENDPOINT=http://contoso.example", token}, 1, []string{"https"}},
		{"no terminal", nil, nil, 1, []string{"terminal"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			command := exec.CommandContext(t.Context(), binary, c.arguments...)
			command.Env = terminal.Environment(t.TempDir(), c.environment...)
			var output, errors bytes.Buffer
			command.Stdout, command.Stderr = &output, &errors
			err := command.Run()
			if code := command.ProcessState.ExitCode(); code != c.code {
				t.Errorf("exit code %d, want %d (%v)", code, c.code, err)
			}
			said := errors.String()
			if strings.Count(said, "\n") != 1 || !strings.HasPrefix(said, "acs-chat-tui: ") {
				t.Errorf("want one line on standard error, got %q", said)
			}
			for _, part := range c.says {
				if !strings.Contains(said, part) {
					t.Errorf("%q does not say %q", said, part)
				}
			}
			if output.Len() > 0 || strings.Contains(said, "\x1b") || strings.Contains(said, "canary") || strings.Contains(said, "c2VjcmV0") {
				t.Errorf("standard output %q, standard error %q", output.String(), said)
			}
		})
	}
}

// TestAsksTheTerminalNothing starts in a terminal that answers no query: the
// first frame must not wait for one.
func TestAsksTheTerminalNothing(t *testing.T) {
	t.Parallel()
	for _, s := range sizes() {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			p := start(t, terminal.Options{Columns: s.columns, Rows: s.rows, Deaf: true})
			p.shows("acs-chat-tui", "all loaded")
			if queries := p.Queries(); len(queries) > 0 {
				t.Errorf("the program asked the terminal: %v", fmt.Sprint(queries))
			}
		})
	}
}
