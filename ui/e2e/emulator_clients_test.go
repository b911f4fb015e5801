//go:build unix

package e2e

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"acs-chat-tui/ui/e2e/terminal"
)

// closing is how long the program may take to end its emulator, whatever other
// clients of it do.
const closing = 5 * time.Second

// dial opens a connection to the service; it ends with the test.
func (s *service) dial() net.Conn {
	s.t.Helper()
	var dialer net.Dialer
	connection, err := dialer.DialContext(s.t.Context(), "tcp", strings.TrimPrefix(s.endpoint, "http://"))
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { _ = connection.Close() })
	return connection
}

// stick leaves requests unfinished: half a head, half a body, and answers that
// nobody reads.
func (s *service) stick() {
	s.t.Helper()
	write := func(connection net.Conn, text string) {
		s.t.Helper()
		if _, err := io.WriteString(connection, text); err != nil {
			s.t.Fatal(err)
		}
	}
	write(s.dial(), "GET /chat/threads HTTP/1.1\r\nHost: 127.0")
	for _, head := range []string{"POST /chat/threads?api-version=" + apiVersion, "PUT /_emulator/faults"} {
		connection := s.dial()
		write(connection, head+" HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\nExpect: 100-continue\r\n\r\n{")
		// It continues once it waits for the body.
		if answer, err := http.ReadResponse(bufio.NewReader(connection), nil); err != nil || answer.StatusCode != http.StatusContinue { //nolint:bodyclose // it has none
			s.t.Fatalf("the service does not wait for the body: %v", err)
		}
	}
	connection := s.dial()
	sent := make(chan struct{})
	go func() { // until the connection ends
		defer close(sent)
		_, _ = io.WriteString(connection, strings.Repeat("GET /chat/threads?maxPageSize=200&api-version="+apiVersion+
			" HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer "+s.token+"\r\n\r\n", 20_000))
	}()
	s.t.Cleanup(func() {
		_ = connection.Close()
		<-sent
	})
	if _, err := io.ReadFull(connection, make([]byte, 4)); err != nil {
		s.t.Fatal(err)
	}
}

func TestQuitDoesNotWaitForOtherClientsOfTheBuiltInEmulator(t *testing.T) {
	t.Parallel()
	for _, s := range sizes() {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			p := startBuiltIn(t, s)
			p.shows("all loaded")
			p.service.stick()
			p.types("q")
			ctx, cancel := context.WithTimeout(t.Context(), closing)
			defer cancel()
			if code, err := p.Wait(ctx); err != nil || code != 0 {
				t.Errorf("exit code %d, %v", code, err)
			}
		})
	}
}

// listening is the emulator subcommand as a process of its own, that a test ends
// itself.
func listening(t *testing.T) (*exec.Cmd, *service) {
	t.Helper()
	command := exec.CommandContext(t.Context(), binary, "emulator", "--listen", "127.0.0.1:0")
	return command, startListening(t, command)
}

// startListening starts the emulator subcommand, and returns the service that it is.
func startListening(t *testing.T, command *exec.Cmd) *service {
	t.Helper()
	command.Env = terminal.Environment(t.TempDir())
	output, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if command.ProcessState == nil {
			_ = command.Process.Kill()
			_ = command.Wait()
		}
	})
	line, err := bufio.NewReader(output).ReadString('\n')
	endpoint, found := strings.CutPrefix(strings.TrimSpace(line), "export AZURE_COMMUNICATION_ENDPOINT='")
	if err != nil || !found {
		t.Fatalf("the emulator printed %q, %v", line, err)
	}
	return newService(t, strings.TrimSuffix(endpoint, "'"))
}

// end ends the emulator by a signal, and requires that it does so in time and with
// the exit code 0.
func end(t *testing.T, command *exec.Cmd, signal syscall.Signal) {
	t.Helper()
	ended := make(chan error, 1)
	if err := command.Process.Signal(signal); err != nil {
		t.Fatal(err)
	}
	go func() { ended <- command.Wait() }()
	select {
	case err := <-ended:
		if err != nil {
			t.Errorf("the emulator ended with: %v", err)
		}
	case <-time.After(closing):
		_ = command.Process.Kill()
		t.Errorf("the emulator still runs %s after %s: %v", closing, signal, <-ended)
	}
}

func TestEmulatorEndsWhateverItsClientsDo(t *testing.T) {
	t.Parallel()
	for _, signal := range []syscall.Signal{syscall.SIGTERM, syscall.SIGINT} {
		t.Run(signal.String(), func(t *testing.T) {
			t.Parallel()
			command, service := listening(t)
			service.stick()
			end(t, command, signal)
		})
	}
}

// TestEmulatorRefusesOtherHosts: a web page whose name leads to this machine reads
// nothing, even with a token.
func TestEmulatorRefusesOtherHosts(t *testing.T) {
	t.Parallel()
	_, service := listening(t)
	for host, want := range map[string]int{
		"pages.example.com": http.StatusMisdirectedRequest, strings.Replace(service.endpoint, "http://127.0.0.1", "pages.example.com", 1): http.StatusMisdirectedRequest,
		"localhost": http.StatusOK, strings.TrimPrefix(service.endpoint, "http://"): http.StatusOK,
	} {
		for _, path := range []string{"/chat/threads?api-version=" + apiVersion, "/_emulator/health"} {
			request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, service.endpoint+path, nil)
			if err != nil {
				t.Fatal(err)
			}
			request.Host = host
			request.Header.Set("Authorization", "Bearer "+service.token)
			answer, err := http.DefaultClient.Do(request)
			if err != nil {
				t.Fatal(err)
			}
			text, err := io.ReadAll(answer.Body)
			if err != nil || answer.Body.Close() != nil {
				t.Fatal(err)
			}
			if answer.StatusCode != want || want != http.StatusOK && !strings.Contains(string(text), host) {
				t.Errorf("%s of %s: %d %s, want %d", path, host, answer.StatusCode, text, want)
			}
		}
	}
}

// highWater is the most memory that a process has had so far, in MiB; 0 where the system
// does not say. What Linux says at the end counts what this process had at the start of
// the other one as well.
func highWater(t *testing.T, pid int) int64 {
	t.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	found := regexp.MustCompile(`(?m)^VmHWM:\s+(\d+) kB$`).FindSubmatch(status)
	if found == nil {
		return 0
	}
	kilobytes, err := strconv.ParseInt(string(found[1]), 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return kilobytes >> 10
}

// TestEmulatorStaysSmall: thousands of requests with large headers, all of them
// read again, leave it no larger than its log may be.
func TestEmulatorStaysSmall(t *testing.T) {
	t.Parallel()
	command, service := listening(t)
	const count = 4000
	connection := service.dial()
	request := "GET /chat/threads?maxPageSize=1&api-version=" + apiVersion + " HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Large: " + strings.Repeat("x", 60<<10) + "\r\n\r\n"
	answers := bufio.NewReader(connection)
	for range count {
		if _, err := io.WriteString(connection, request); err != nil {
			t.Fatal(err)
		}
		answer, err := http.ReadResponse(answers, nil)
		if err != nil || answer.StatusCode != http.StatusUnauthorized || answer.Body.Close() != nil {
			t.Fatalf("%v, %v", answer, err)
		}
	}
	for range 3 {
		if got := len(service.requests(http.MethodGet, "/chat/threads")); got == 0 || got >= count {
			t.Errorf("the log holds %d of %d requests", got, count)
		}
	}
	peak := highWater(t, command.Process.Pid)
	end(t, command, syscall.SIGTERM)
	if peak == 0 {
		usage, is := command.ProcessState.SysUsage().(*syscall.Rusage)
		if !is {
			t.Fatalf("%T", command.ProcessState.SysUsage())
		}
		peak = usage.Maxrss >> 10
		if runtime.GOOS == "darwin" { // where it is in bytes
			peak >>= 10
		}
	}
	if peak > 200 {
		t.Errorf("it took %d MiB", peak)
	}
}
