//go:build unix

package e2e

import (
	"bufio"
	"context"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/e2e/terminal"
)

// TestSignalsEndAStartThatWaits for a file, a keyring or a command that never answers.
func TestSignalsEndAStartThatWaits(t *testing.T) {
	t.Parallel()
	const contoso = "endpoint = \"https://contoso.communication.azure.com\"\n"
	pipe := func(t *testing.T) string {
		t.Helper()
		path := filepath.Join(t.TempDir(), "pipe")
		if err := syscall.Mkfifo(path, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	profile := func(t *testing.T, lines string) string {
		t.Helper()
		return writeFile(t, filepath.Join(t.TempDir(), "config.toml"), "[profiles.p]\n"+contoso+lines, 0o600)
	}
	for _, c := range []struct {
		name string
		// begin returns the arguments and the environment, and what says that the program
		// waits; it is closed then.
		begin func(t *testing.T) (arguments, environment []string, waits <-chan struct{})
	}{
		{"a keyring that does not answer", func(t *testing.T) ([]string, []string, <-chan struct{}) {
			t.Helper()
			address, asked := silentBus(t)
			return []string{"--config", profile(t, "keyring = true\n"), "--profile", "p"}, []string{"DBUS_SESSION_BUS_ADDRESS=" + address}, asked
		}},
		{"a keyring that does not answer doctor", func(t *testing.T) ([]string, []string, <-chan struct{}) {
			t.Helper()
			address, asked := silentBus(t)
			return []string{"doctor", "--config", profile(t, "keyring = true\n"), "--profile", "p"}, []string{"DBUS_SESSION_BUS_ADDRESS=" + address}, asked
		}},
		{"a token command that does not end", func(t *testing.T) ([]string, []string, <-chan struct{}) {
			t.Helper()
			began := pipe(t)
			return []string{"--config", profile(t, `token_command = ["sh", "-c", "echo begun >`+began+`; exec sleep 1000"]`+"\n"), "--profile", "p"}, nil, opened(t, began)
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			for _, by := range endings() {
				arguments, environment, waits := c.begin(t)
				p := start(t, terminal.Options{Args: arguments}, environment...)
				select {
				case <-waits:
				case <-time.After(patience):
					t.Fatal("the program asks nobody")
				}
				if err := p.Signal(by.signal); err != nil {
					t.Fatal(err)
				}
				p.ends(by.code)
			}
		})
	}
}

// TestSignalsEndAStartThatWaitsForALog that nobody reads. Nothing says when the program
// waits, and before its first line the system ends it: so it is given ever more time.
func TestSignalsEndAStartThatWaitsForALog(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, by := range endings() {
		for moment := 50 * time.Millisecond; ; moment *= 2 {
			p := start(t, terminal.Options{Args: []string{"--log", path}})
			<-time.After(moment)
			if err := p.Signal(by.signal); err != nil {
				t.Fatal(err)
			}
			ctx, cancel := context.WithTimeout(t.Context(), endsWithin)
			code, err := p.Wait(ctx)
			cancel()
			if code == by.code {
				break
			}
			if err == nil || !strings.Contains(err.Error(), by.signal.String()) || moment > patience {
				t.Fatalf("after %v and %s: exit code %d, %v", by.signal, moment, code, err)
			}
		}
	}
}

// silentBus is a message bus that takes connections and says nothing.
func silentBus(t *testing.T) (address string, asked <-chan struct{}) {
	t.Helper()
	folder, err := os.MkdirTemp("", "bus") //nolint:usetesting // the path of a socket must be short
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(folder) })
	path := filepath.Join(folder, "bus")
	listener, err := new(net.ListenConfig).Listen(t.Context(), "unix", path)
	if err != nil {
		t.Fatal(err)
	}
	connected := make(chan struct{})
	accepted := make(chan net.Conn, 1)
	go func() {
		if connection, err := listener.Accept(); err == nil {
			accepted <- connection
			close(connected)
		}
	}()
	t.Cleanup(func() {
		_ = listener.Close()
		select {
		case connection := <-accepted:
			_ = connection.Close()
		default:
		}
	})
	return "unix:path=" + path, connected
}

// opened is closed when somebody opens a pipe to write to it.
func opened(t *testing.T, pipe string) <-chan struct{} {
	t.Helper()
	written := make(chan struct{})
	go func() {
		if file, err := os.Open(pipe); err == nil {
			_ = file.Close()
			close(written)
		}
	}()
	return written
}

// TestSignalsEndDoctor while a service does not answer.
func TestSignalsEndDoctor(t *testing.T) {
	t.Parallel()
	asked := make(chan struct{}, 8)
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		asked <- struct{}{}
		<-r.Context().Done()
	}))
	t.Cleanup(server.Close)
	token, err := emulator.SignToken(emulator.TokenOptions{UserID: emulator.DemoUserID, ExpiresOn: time.Now().Add(time.Hour)})
	if err != nil {
		t.Fatal(err)
	}
	for _, by := range endings() {
		p := start(t, terminal.Options{Args: []string{"doctor"}}, "AZURE_COMMUNICATION_ENDPOINT="+server.URL, "AZURE_COMMUNICATION_ACCESS_TOKEN="+token)
		select {
		case <-asked:
		case <-time.After(patience):
			t.Fatal("the service was not asked")
		}
		if err := p.Signal(by.signal); err != nil {
			t.Fatal(err)
		}
		p.ends(by.code)
		if strings.Contains(p.Screen().Text(), "context canceled") {
			t.Errorf("the program says\n%s", p.Screen().Text())
		}
	}
}

// TestSignalsEndTheEmulator without an error, as a service's do.
func TestSignalsEndTheEmulator(t *testing.T) {
	t.Parallel()
	for _, by := range endings() {
		p := start(t, terminal.Options{Args: []string{"emulator", "--listen", "127.0.0.1:0"}})
		p.printed("the emulator listens")
		if err := p.Signal(by.signal); err != nil {
			t.Fatal(err)
		}
		p.ends(0)
	}
}

// TestAnIgnoredHangUpIsIgnored: what nohup starts outlives its terminal.
func TestAnIgnoredHangUpIsIgnored(t *testing.T) {
	t.Parallel()
	p := start(t, terminal.Options{Path: "/bin/sh", Args: []string{"-c", `trap "" HUP; exec "$0" emulator --listen 127.0.0.1:0`, binary}})
	p.printed("the emulator listens")
	running := newService(t, "http://"+address().FindString(p.Screen().Text()))
	if err := p.Signal(syscall.SIGHUP); err != nil {
		t.Fatal(err)
	}
	// A handler that had got it would have closed the listener meanwhile.
	for range 200 {
		running.threads("")
	}
	if err := p.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	p.ends(0)
}

// printed waits for a text of a program that draws no frames.
func (p *program) printed(text string) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	if _, err := p.WaitFor(ctx, text, func(screen terminal.Screen) bool {
		return strings.Contains(squashed(screen.Text()), squashed(text))
	}); err != nil {
		p.t.Fatal(err)
	}
}

// unfinished sends the head of a request to a service, which waits for its body then.
func unfinished(t *testing.T, address string) {
	t.Helper()
	token, err := emulator.SignToken(emulator.TokenOptions{UserID: emulator.DemoUserID, ExpiresOn: time.Now().Add(time.Hour)})
	if err != nil {
		t.Fatal(err)
	}
	connection, err := new(net.Dialer).DialContext(t.Context(), "tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = connection.Close() })
	if _, err := connection.Write([]byte("POST /chat/threads?api-version=" + apiVersion + " HTTP/1.1\r\nHost: " + address + "\r\nAuthorization: Bearer " + token + "\r\nContent-Type: application/json\r\nContent-Length: 100\r\nExpect: 100-continue\r\n\r\n")); err != nil {
		t.Fatal(err)
	}
	// It says so when it begins to read the body.
	if line, err := bufio.NewReader(connection).ReadString('\n'); err != nil || !strings.Contains(line, "100 Continue") {
		t.Fatalf("the service answered %q, %v", line, err)
	}
}

// TestASecondSignalEndsAtOnce what the first one has begun to end.
func TestASecondSignalEndsAtOnce(t *testing.T) {
	t.Parallel()
	for _, by := range endings() {
		p := start(t, terminal.Options{Args: []string{"emulator", "--listen", "127.0.0.1:0"}, Columns: 300})
		p.printed("the emulator listens")
		unfinished(t, address().FindString(p.Screen().Text()))
		// Both are on their way before the first can have ended the program.
		if err := p.Signal(syscall.SIGTERM); err != nil {
			t.Fatal(err)
		}
		p.refuses(address().FindString(p.Screen().Text()))
		if err := p.Signal(by.signal); err != nil {
			t.Fatal(err)
		}
		p.ends(by.code)
	}
}

// refuses waits until nobody listens at an address any more.
func (p *program) refuses(address string) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	for {
		connection, err := new(net.Dialer).DialContext(ctx, "tcp", address)
		if err != nil {
			if ctx.Err() != nil {
				p.t.Fatal("the emulator goes on listening")
			}
			return
		}
		_ = connection.Close()
	}
}

// TestSignalsEndTheClosing of the built-in emulator, which waits for a request of another
// client that is under way.
func TestSignalsEndTheClosing(t *testing.T) {
	t.Parallel()
	for _, by := range endings() {
		p := startBuiltIn(t, sizes()[1])
		where := strings.TrimPrefix(p.service.endpoint, "http://")
		unfinished(t, where)
		p.shows("all loaded")
		p.types("q")
		p.refuses(where)
		if err := p.Signal(by.signal); err != nil {
			t.Fatal(err)
		}
		p.ends(by.code)
	}
}

// TestNoChildOutlivesASignal: a token command is ended with the program, also where a
// second signal follows the first one at once.
func TestNoChildOutlivesASignal(t *testing.T) {
	t.Parallel()
	for _, signals := range [][]syscall.Signal{
		{syscall.SIGTERM},
		{syscall.SIGTERM, syscall.SIGHUP},
		{syscall.SIGHUP, syscall.SIGTERM},
		{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP},
	} {
		for range repeated() {
			childEndsWith(t, signals)
		}
	}
}

func childEndsWith(t *testing.T, signals []syscall.Signal) {
	t.Helper()
	folder := t.TempDir()
	pipe := filepath.Join(folder, "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	file := writeFile(t, filepath.Join(folder, "config.toml"), "[profiles.p]\nendpoint = \"https://contoso.communication.azure.com\"\ntoken_command = [\"sh\", \"-c\", \"exec 3>"+pipe+"; echo begun >&3; sleep 1000 & wait\"]\n", 0o600)
	p := start(t, terminal.Options{Args: []string{"--config", file, "--profile", "p"}})
	held, err := os.Open(pipe) // Opens when the command does.
	if err != nil {
		t.Fatal(err)
	}
	defer held.Close() //nolint:errcheck // only read
	buffer := make([]byte, 64)
	if n, err := held.Read(buffer); err != nil || string(buffer[:n]) != "begun\n" {
		t.Fatalf("%q, %v", buffer[:n], err)
	}
	for _, one := range signals {
		// The first one may have ended it by now.
		if err := p.Signal(one); err != nil && !errors.Is(err, os.ErrProcessDone) {
			t.Fatal(err)
		}
	}
	p.endsByAny()
	if err := held.SetReadDeadline(time.Now().Add(endsWithin)); err != nil {
		t.Fatal(err)
	}
	// The end of the pipe is the end of all that hold it open.
	if n, err := held.Read(buffer); n != 0 || err == nil || err.Error() != "EOF" {
		t.Errorf("something of the command lives on: %d bytes, %v", n, err)
	}
}

// endsByAny waits for the program's end by one of several signals: which of them it sees
// first is the system's affair.
func (p *program) endsByAny() {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), endsWithin)
	defer cancel()
	code, err := p.Wait(ctx)
	if err != nil {
		p.t.Fatal(err)
	}
	if !slices.ContainsFunc(endings(), func(by ending) bool { return by.code == code }) {
		p.t.Errorf("exit code %d is that of no signal\n%s", code, p.Screen().Frame())
	}
}
