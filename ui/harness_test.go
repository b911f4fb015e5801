package ui

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"
	"go.uber.org/goleak"

	"acs-chat-tui/acs"
	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/style/theme"
)

// TestMain runs the tests in a folder of their own: clicks at random reach what saves a
// file, and that is written where the program runs. What fuzzing keeps stays in the tree.
func TestMain(m *testing.M) {
	corpus, err := filepath.Abs("testdata")
	if err != nil {
		panic(err)
	}
	folder, err := os.MkdirTemp("", "ui-test-*")
	if err != nil {
		panic(err)
	}
	if err := os.Chdir(folder); err != nil {
		panic(err)
	}
	if err := os.Symlink(corpus, "testdata"); err != nil {
		panic(err)
	}
	goleak.VerifyTestMain(m, goleak.Cleanup(func(code int) {
		_ = os.RemoveAll(folder)
		os.Exit(code)
	}))
}

// patience bounds every wait of these tests; nothing waits that long unless
// something is broken.
const patience = 20 * time.Second

// clock is a clock that a test moves.
type clock struct {
	mutex sync.Mutex
	now   time.Time
}

func newClock() *clock { return &clock{now: time.Date(2025, 11, 3, 9, 30, 15, 0, time.UTC)} }

func (c *clock) Now() time.Time {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	return c.now
}

func (c *clock) add(step time.Duration) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.now = c.now.Add(step)
}

// setup is what a test may ask for; the zero value is the demo data at 120×40.
type setup struct {
	emulator emulator.Options
	scopes   []string
	lifetime time.Duration // of the token; 0 is a day
	session  func(*command.Session)
	client   func(*acs.ClientOptions)
	endpoint string // instead of the emulator's
	service  command.Service
	watch    command.TokenWatch
	// connect makes what asks whom to act as, instead of a service.
	connect  func(h *harness, endpoint string) (command.Connector, command.Session)
	threadID string
	// before is done on the service before the program starts.
	before func(*harness)
	// paced lets calls that wait for their turn wait for real; without it the clock is
	// moved on instead.
	paced bool
	// keys are the keys in force; press goes on naming them as they are by default.
	keys *keys.Map
	// mouse is --mouse.
	mouse         bool
	width, height int
}

// harness is the real program in process: the root model, the real client, and
// the emulator behind a real HTTP server. It plays Bubble Tea's part.
type harness struct {
	t       testing.TB
	app     *App
	clock   *clock
	service *emulator.Service
	client  *acs.Client
	server  *httptest.Server
	token   string
	// connections are what there is to connect to.
	connections *fakeConnections
	// exchanges is what the client sent and received.
	exchanges *command.Exchanges

	messages chan tea.Msg
	stop     context.CancelFunc
	// pending counts the commands whose message has not come.
	pending int
	// watching counts those that wait for news of a token, which may never come.
	watching int
	// ticks counts the ticks that the program asked for, taken the messages about its
	// token that it got.
	ticks, taken int
	quit         bool

	mutex  sync.Mutex
	copied []string
	// held are the requests of a method that wait until a channel is closed.
	heldMethod string
	held       <-chan struct{}
	ended      chan struct{}
}

func start(tb testing.TB, s setup) *harness {
	tb.Helper()
	ctx, stop := context.WithCancel(tb.Context())
	h := &harness{t: tb, clock: newClock(), messages: make(chan tea.Msg, 4096), ended: make(chan struct{}), stop: stop, exchanges: command.NewExchanges()}
	s.emulator.Clock, s.emulator.Random = h.clock.Now, rand.NewChaCha8([32]byte{1})
	h.service = emulator.New(s.emulator)
	h.server = httptest.NewServer(h.gate(h.service))
	token, err := h.service.Token(emulator.DemoUserID, s.lifetime, s.scopes...)
	if err != nil {
		tb.Fatal(err)
	}
	h.token = token
	if s.endpoint == "" {
		s.endpoint = h.server.URL
	}
	options := &acs.ClientOptions{
		ClientOptions: azcore.ClientOptions{Retry: policy.RetryOptions{RetryDelay: time.Nanosecond}},
		Now:           h.clock.Now, Observer: h.exchanges.Observe,
	}
	if s.client != nil {
		s.client(options)
	}
	if h.client, err = acs.NewClient(s.endpoint, acs.NewStaticTokenCredential(token), options); err != nil {
		tb.Fatal(err)
	}
	if s.before != nil {
		s.before(h)
	}
	connection := command.Connection{Service: s.service, Session: h.session(s, token), Watch: s.watch, Control: command.NewControl(s.endpoint, nil)}
	var connector command.Connector
	if s.connect != nil {
		connector, connection.Session = s.connect(h, s.endpoint)
	} else if s.service == nil {
		connection.Service = h.client
	}
	h.connections = newFakeConnections(h, s.endpoint)
	h.app = newApp(ctx, Options{
		Connection: connection, Connector: connector, Connections: h.connections, ThreadID: s.threadID, Theme: theme.Options{Name: theme.Auto}, Keys: s.keys,
		Now: h.clock.Now, NewID: counter(), Wait: h.wait(s.paced), Log: slog.New(slog.DiscardHandler),
		Version: "test", Mouse: s.mouse,
	}, func(msg tea.Msg) { h.messages <- msg }, h.copyOut)
	tb.Cleanup(h.close)
	if s.width == 0 {
		s.width, s.height = 120, 40
	}
	h.run(h.app.Init())
	h.send(tea.WindowSizeMsg{Width: s.width, Height: s.height})
	return h
}

// wait waits for a call's turn by moving the clock on.
func (h *harness) wait(truly bool) func(context.Context, time.Duration) error {
	if truly {
		return nil
	}
	return func(ctx context.Context, d time.Duration) error {
		h.clock.add(d)
		return ctx.Err()
	}
}

func (h *harness) session(s setup, token string) command.Session {
	session := command.Session{
		ID: command.ConnectionID{Source: command.FromProfile, Name: "test"}, Profile: "test", Endpoint: s.endpoint, Host: s.endpoint, APIVersion: h.client.APIVersion(), PageSize: 100,
	}
	if u, err := url.Parse(s.endpoint); err == nil {
		session.Host = u.Host
	}
	claims, err := acs.ParseToken(token)
	if err != nil {
		h.t.Fatal(err)
	}
	session.UserID, session.Scopes, session.TokenExpiresOn = claims.UserID, claims.Scopes, claims.ExpiresOn
	if s.session != nil {
		s.session(&session)
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

func (h *harness) copyOut(text string) error {
	h.mutex.Lock()
	defer h.mutex.Unlock()
	h.copied = append(h.copied, text)
	return nil
}

// close ends the program as a user's quitting does, and waits for its commands.
func (h *harness) close() {
	h.stop()
	close(h.ended)
	h.app.runner.Close()
	for h.pending+h.watching > 0 {
		h.receive()
	}
	h.client.Close()
	h.server.Close()
	if h.app.failure != nil {
		h.t.Errorf("the program panicked: %v\n%s", h.app.failure.Fault, h.app.failure.Stack)
	}
}

// send gives one message to the program and starts what it asks for.
func (h *harness) send(msg tea.Msg) {
	switch msg := msg.(type) {
	case nil:
		return
	case tea.BatchMsg:
		for _, cmd := range msg {
			h.run(cmd)
		}
		return
	case command.TokenMsg:
		h.taken++
	case tea.QuitMsg:
		h.quit = true
		return
	}
	_, cmd := h.app.Update(msg)
	h.run(cmd)
}

// answered is the message of a command, which counts it as done.
type answered struct {
	msg     tea.Msg
	watched bool
}

// run starts a command on a goroutine of its own, as Bubble Tea does. Ticks are
// left out: tests move the clock.
func (h *harness) run(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	if isTick(cmd) {
		h.ticks++
		return
	}
	watches := isMadeBy(cmd, ".WatchToken.func")
	if watches {
		h.watching++
	} else {
		h.pending++
	}
	go func() { h.messages <- answered{cmd(), watches} }()
}

func isTick(cmd tea.Cmd) bool { return isMadeBy(cmd, ".Tick.func") }

// isMadeBy reports whether a command is a function that another one, named so, returns.
func isMadeBy(cmd tea.Cmd, name string) bool {
	return strings.Contains(runtime.FuncForPC(reflect.ValueOf(cmd).Pointer()).Name(), name)
}

// receive takes the next message of a command or of a call under way.
func (h *harness) receive() {
	h.t.Helper()
	expired := time.NewTimer(patience)
	defer expired.Stop()
	select {
	case msg := <-h.messages:
		if done, ok := msg.(answered); ok {
			if done.watched {
				h.watching--
			} else {
				h.pending--
			}
			msg = done.msg
		}
		// What led to the message was sent and received before it.
		if exchanges, ok := h.exchanges.Take(); ok {
			h.send(exchanges)
		}
		h.send(msg)
	case <-expired.C:
		h.t.Fatalf("waited in vain; the screen:\n%s", h.screen())
	}
}

// settle waits until no command is under way.
func (h *harness) settle() *harness {
	h.t.Helper()
	for h.pending > 0 {
		h.receive()
	}
	return h
}

// pass lets time go by: what is due comes, and its answers.
func (h *harness) pass(d time.Duration) *harness {
	h.t.Helper()
	h.clock.add(d)
	h.send(tickMsg{})
	return h.settle()
}

// resize gives the terminal another size.
func (h *harness) resize(width, height int) {
	h.send(tea.WindowSizeMsg{Width: width, Height: height})
}

// until takes messages until something holds.
func (h *harness) until(what string, holds func() bool) {
	h.t.Helper()
	for !holds() {
		if h.pending+h.watching == 0 && len(h.messages) == 0 {
			h.t.Fatalf("nothing is under way, yet not: %s; the screen:\n%s", what, h.screen())
		}
		h.receive()
	}
}

// untilShown takes messages until the screen shows a text.
func (h *harness) untilShown(text string) {
	h.t.Helper()
	h.until("shown: "+text, func() bool { return h.shows(text) })
}

// screen is the frame as plain text.
func (h *harness) screen() string { return ansi.Strip(h.app.View()) }

// shows reports whether the frame holds a text, line breaks counting as spaces, those
// between the borders of a dialog as well.
func (h *harness) shows(text string) bool { return strings.Contains(words(h.screen()), words(text)) }

func words(text string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(text, "│", " ")), " ")
}

func (h *harness) wants(texts ...string) {
	h.t.Helper()
	for _, text := range texts {
		if !h.shows(text) {
			h.t.Errorf("the screen does not show %q:\n%s", text, h.screen())
		}
	}
}

func (h *harness) wantsNot(texts ...string) {
	h.t.Helper()
	for _, text := range texts {
		if h.shows(text) {
			h.t.Errorf("the screen shows %q:\n%s", text, h.screen())
		}
	}
}

// fault replaces the emulator's faults.
func (h *harness) fault(faults ...emulator.Fault) {
	h.t.Helper()
	if err := h.service.SetFaults(faults); err != nil {
		h.t.Fatal(err)
	}
}

// hold lets the requests of a method to the service wait until a channel is closed.
func (h *harness) hold(method string, release <-chan struct{}) {
	h.mutex.Lock()
	defer h.mutex.Unlock()
	h.heldMethod, h.held = method, release
}

func (h *harness) gate(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h.mutex.Lock()
		method, held := h.heldMethod, h.held
		h.mutex.Unlock()
		if held != nil && r.Method == method && strings.HasPrefix(r.URL.Path, "/chat/") {
			select {
			case <-held:
			case <-h.ended:
			}
		}
		next.ServeHTTP(w, r)
	})
}

// serve runs another service.
func serve(tb testing.TB, service http.Handler) (endpoint string) {
	tb.Helper()
	server := httptest.NewServer(service)
	tb.Cleanup(server.Close)
	return server.URL
}

// requests are those so far whose method and path's end fit.
func (h *harness) requests(method, pathEnd string) []emulator.Request {
	var found []emulator.Request
	for _, request := range h.service.Requests() {
		if request.Method == method && strings.HasSuffix(request.Path, pathEnd) {
			found = append(found, request)
		}
	}
	return found
}
