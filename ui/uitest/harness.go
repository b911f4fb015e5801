// Package uitest runs the whole program in process for the tests of ui and of its
// screens: the App, the client, and an emulator behind a real HTTP server. A test
// presses keys, and asserts what the screen shows and what the server received.
package uitest

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/acs"
	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui"
	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/style/theme"
)

// Patience bounds every wait of these tests; nothing waits that long unless
// something is broken.
const Patience = 20 * time.Second

// Setup is what a test may ask for; the zero value is the demo data at 120×40.
type Setup struct {
	Emulator emulator.Options
	Scopes   []string
	Lifetime time.Duration // of the token; 0 is a day
	Session  func(*command.Session)
	Client   func(*acs.ClientOptions)
	Endpoint string // instead of the emulator's
	Service  command.Service
	Watch    command.TokenWatch
	// connect makes what asks whom to act as, instead of a service.
	Connect  func(h *Harness, endpoint string) (command.Connector, command.Session)
	ThreadID string
	// before is done on the service before the program starts.
	before func(*Harness)
	// paced lets calls that wait for their turn wait for real; without it the clock is
	// moved on instead.
	Paced bool
	// keys are the keys in force; press goes on naming them as they are by default.
	Keys *keys.Map
	// mouse is --mouse.
	Mouse         bool
	Width, Height int
}

// Harness is the real program in process: the root model, the real client, and
// the emulator behind a real HTTP server. It plays Bubble Tea's part.
type Harness struct {
	T       testing.TB
	App     *ui.App
	Clock   *Clock
	Service *emulator.Service
	// keys are those in force; width and height are the terminal's.
	Keys          *keys.Map
	rebinds       bool
	Width, Height int
	Client        *acs.Client
	Server        *httptest.Server
	Token         string
	// connections are what there is to connect to.
	Connections *fakeConnections
	// exchanges is what the client sent and received.
	Exchanges *command.Exchanges

	Messages chan tea.Msg
	stop     context.CancelFunc
	// pending counts the commands whose message has not come.
	Pending int
	// watching counts those that wait for news of a token, which may never come.
	watching int
	// ticks counts the ticks that the program asked for, taken the messages about its
	// token that it got.
	Ticks, Taken int
	due          []due
	Quit         bool

	Mutex  sync.Mutex
	Copied []string
	// held are the requests of a method that wait until a channel is closed.
	heldMethod string
	held       <-chan struct{}
	ended      chan struct{}
}

// Start starts the program, which ends with the test.
func Start(tb testing.TB, s Setup) *Harness {
	tb.Helper()
	ctx, stop := context.WithCancel(tb.Context())
	h := &Harness{T: tb, Clock: NewClock(), Messages: make(chan tea.Msg, 4096), ended: make(chan struct{}), stop: stop, Exchanges: command.NewExchanges()}
	s.Emulator.Clock, s.Emulator.Random = h.Clock.Now, rand.NewChaCha8([32]byte{1})
	h.Service = emulator.New(s.Emulator)
	h.Server = httptest.NewServer(h.gate(h.Service))
	token, err := h.Service.Token(emulator.DemoUserID, s.Lifetime, s.Scopes...)
	if err != nil {
		tb.Fatal(err)
	}
	h.Token = token
	if s.Endpoint == "" {
		s.Endpoint = h.Server.URL
	}
	options := &acs.ClientOptions{
		ClientOptions: azcore.ClientOptions{Retry: policy.RetryOptions{RetryDelay: time.Nanosecond}},
		Now:           h.Clock.Now, Observer: h.Exchanges.Observe,
	}
	if s.Client != nil {
		s.Client(options)
	}
	if h.Client, err = acs.NewClient(s.Endpoint, acs.NewStaticTokenCredential(token), options); err != nil {
		tb.Fatal(err)
	}
	if s.before != nil {
		s.before(h)
	}
	connection := command.Connection{Service: s.Service, Session: h.session(s, token), Watch: s.Watch, Control: command.NewControl(s.Endpoint, nil)}
	var connector command.Connector
	if s.Connect != nil {
		connector, connection.Session = s.Connect(h, s.Endpoint)
	} else if s.Service == nil {
		connection.Service = h.Client
	}
	h.Connections = newFakeConnections(h, s.Endpoint)
	h.App = ui.New(ctx, ui.Options{
		Connection: connection, Connector: connector, Connections: h.Connections, ThreadID: s.ThreadID, Theme: theme.Options{Name: theme.Auto}, Keys: s.Keys,
		Now: h.Clock.Now, NewID: counter(), Wait: h.wait(s.Paced), Log: slog.New(slog.DiscardHandler),
		Version: "test", Mouse: s.Mouse,
	}, ui.Outside{Send: func(msg tea.Msg) { h.Messages <- msg }, Copy: h.copyOut, After: h.after, Await: h.await})
	tb.Cleanup(h.close)
	if h.Keys, h.rebinds = s.Keys, s.Keys != nil; !h.rebinds {
		h.Keys = keys.Default()
	}
	if s.Width == 0 {
		s.Width, s.Height = 120, 40
	}
	h.Run(h.App.Init())
	h.Send(tea.WindowSizeMsg{Width: s.Width, Height: s.Height})
	return h
}

// wait waits for a call's turn by moving the clock on.
func (h *Harness) wait(truly bool) func(context.Context, time.Duration) error {
	if truly {
		return nil
	}
	return func(ctx context.Context, d time.Duration) error {
		h.Clock.Add(d)
		return ctx.Err()
	}
}

func (h *Harness) session(s Setup, token string) command.Session {
	session := command.Session{
		ID: command.ConnectionID{Source: command.FromProfile, Name: "test"}, Profile: "test", Endpoint: s.Endpoint, Host: s.Endpoint, APIVersion: h.Client.APIVersion(), PageSize: 100,
	}
	if u, err := url.Parse(s.Endpoint); err == nil {
		session.Host = u.Host
	}
	claims, err := acs.ParseToken(token)
	if err != nil {
		h.T.Fatal(err)
	}
	session.UserID, session.Scopes, session.TokenExpiresOn = claims.UserID, claims.Scopes, claims.ExpiresOn
	if s.Session != nil {
		s.Session(&session)
	}
	return session
}

// counter makes repeatability request ids of a v4 UUID's form, the same every run.
func counter() func() string {
	n := 0
	return func() string {
		n++
		return fmt.Sprintf("00000000-0000-4000-8000-%012d", n)
	}
}

func (h *Harness) copyOut(text string) error {
	h.Mutex.Lock()
	defer h.Mutex.Unlock()
	h.Copied = append(h.Copied, text)
	return nil
}

// close ends the program as a user's quitting does, and waits for its commands.
func (h *Harness) close() {
	h.stop()
	close(h.ended)
	h.App.Close()
	for h.Pending+h.watching > 0 {
		h.Receive()
	}
	h.Client.Close()
	h.Server.Close()
	if h.App.Failure() != nil {
		h.T.Errorf("the program panicked: %v\n%s", h.App.Failure().Fault, h.App.Failure().Stack)
	}
}

// Send gives one message to the program and starts what it asks for.
func (h *Harness) Send(msg tea.Msg) {
	switch msg := msg.(type) {
	case nil:
		return
	case tea.BatchMsg:
		for _, cmd := range msg {
			h.Run(cmd)
		}
		return
	case command.TokenMsg:
		h.Taken++
	case tea.WindowSizeMsg:
		h.Width, h.Height = msg.Width, msg.Height
	case tea.QuitMsg:
		h.Quit = true
		return
	}
	_, cmd := h.App.Update(msg)
	h.Run(cmd)
}

// done is the message of a command, which counts it as done.
type done struct{ msg tea.Msg }

// Run starts a command on a goroutine of its own, as Bubble Tea does.
func (h *Harness) Run(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	h.Pending++
	go func() { h.Messages <- done{cmd()} }()
}

// awaited is the message of a command that waited for what may never come.
type awaited struct{ msg tea.Msg }

func (h *Harness) await(cmd tea.Cmd) tea.Cmd {
	h.watching++
	go func() { h.Messages <- awaited{cmd()} }()
	return nil
}

// count takes a message off those that are awaited, and returns what it holds for the
// program.
func (h *Harness) count(msg tea.Msg) tea.Msg {
	switch msg := msg.(type) {
	case awaited:
		h.watching--
		return msg.msg
	case done:
		h.Pending--
		return msg.msg
	}
	return msg
}

// Receive takes the next message of a command or of a call under way.
func (h *Harness) Receive() {
	h.T.Helper()
	expired := time.NewTimer(Patience)
	defer expired.Stop()
	select {
	case msg := <-h.Messages:
		msg = h.count(msg)
		// What led to the message was sent and received before it.
		if exchanges, ok := h.Exchanges.Take(); ok {
			h.Send(exchanges)
		}
		h.Send(msg)
	case <-expired.C:
		h.T.Fatalf("waited in vain; the screen:\n%s", h.Screen())
	}
}

// Settle waits until no command is under way.
func (h *Harness) Settle() *Harness {
	h.T.Helper()
	for h.Pending > 0 {
		h.Receive()
	}
	return h
}

// Resize gives the terminal another size.
func (h *Harness) Resize(width, height int) {
	h.Send(tea.WindowSizeMsg{Width: width, Height: height})
}

// Until takes messages until something holds.
func (h *Harness) Until(what string, holds func() bool) {
	h.T.Helper()
	for !holds() {
		if h.Pending+h.watching == 0 && len(h.Messages) == 0 {
			h.T.Fatalf("nothing is under way, yet not: %s; the screen:\n%s", what, h.Screen())
		}
		h.Receive()
	}
}

// UntilShown takes messages until the screen shows a text.
func (h *Harness) UntilShown(text string) {
	h.T.Helper()
	h.Until("shown: "+text, func() bool { return h.Shows(text) })
}

// Fault replaces the emulator's faults.
func (h *Harness) Fault(faults ...emulator.Fault) {
	h.T.Helper()
	if err := h.Service.SetFaults(faults); err != nil {
		h.T.Fatal(err)
	}
}

// Hold lets the requests of a method to the service wait until a channel is closed.
func (h *Harness) Hold(method string, release <-chan struct{}) {
	h.Mutex.Lock()
	defer h.Mutex.Unlock()
	h.heldMethod, h.held = method, release
}

func (h *Harness) gate(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h.Mutex.Lock()
		method, held := h.heldMethod, h.held
		h.Mutex.Unlock()
		if held != nil && r.Method == method && strings.HasPrefix(r.URL.Path, "/chat/") {
			select {
			case <-held:
			case <-h.ended:
			}
		}
		next.ServeHTTP(w, r)
	})
}

// Serve runs another service.
func Serve(tb testing.TB, service http.Handler) (endpoint string) {
	tb.Helper()
	server := httptest.NewServer(service)
	tb.Cleanup(server.Close)
	return server.URL
}

// Requests are those so far whose method and path's end fit.
func (h *Harness) Requests(method, pathEnd string) []emulator.Request {
	var found []emulator.Request
	for _, request := range h.Service.Requests() {
		if request.Method == method && strings.HasSuffix(request.Path, pathEnd) {
			found = append(found, request)
		}
	}
	return found
}

// ThreadID is the id of the thread that is open.
func (h *Harness) ThreadID() string {
	h.T.Helper()
	for _, destination := range slices.Backward(h.App.Destinations()) {
		if thread, ok := destination.(screen.ToThread); ok {
			return thread.ThreadID
		}
	}
	h.T.Fatal("no thread is open")
	return ""
}
