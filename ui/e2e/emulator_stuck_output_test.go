//go:build unix

package e2e

import (
	"net"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"acs-chat-tui/ui/e2e/terminal"
)

// TestEmulatorWorksWhereNobodyReadsItsLog: standard error is a pipe that takes nothing
// any more. Requests are answered all the same, and a signal ends the emulator in time.
func TestEmulatorWorksWhereNobodyReadsItsLog(t *testing.T) {
	t.Parallel()
	for _, signal := range []syscall.Signal{syscall.SIGTERM, syscall.SIGINT} {
		command := exec.CommandContext(t.Context(), binary, "emulator", "--listen", "127.0.0.1:0")
		command.Stderr = fullPipe(t)
		service := startListening(t, command)
		for n := range 3 {
			request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, service.endpoint+"/chat/threads?api-version="+apiVersion, nil)
			if err != nil {
				t.Fatal(err)
			}
			request.Host = "evil.example:" + strconv.Itoa(n+1)
			answer, err := http.DefaultClient.Do(request)
			if err != nil {
				t.Fatal(err)
			}
			_ = answer.Body.Close()
			if answer.StatusCode != http.StatusMisdirectedRequest {
				t.Errorf("%s", answer.Status)
			}
		}
		end(t, command, signal)
	}
}

// TestEmulatorEndsWhereNobodyReadsItsOutput before it has printed its environment.
func TestEmulatorEndsWhereNobodyReadsItsOutput(t *testing.T) {
	t.Parallel()
	for _, signal := range []syscall.Signal{syscall.SIGTERM, syscall.SIGINT} {
		listener, err := net.Listen("tcp", "127.0.0.1:0") //nolint:noctx // closed at once
		if err != nil {
			t.Fatal(err)
		}
		listen := listener.Addr().String()
		if err := listener.Close(); err != nil {
			t.Fatal(err)
		}
		command := exec.CommandContext(t.Context(), binary, "emulator", "--listen", listen)
		command.Env = terminal.Environment(t.TempDir())
		command.Stdout = fullPipe(t)
		if err := command.Start(); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			if command.ProcessState == nil {
				_ = command.Process.Kill()
				_ = command.Wait()
			}
		})
		for ctx := t.Context(); ; {
			if connection, err := new(net.Dialer).DialContext(ctx, "tcp", listen); err == nil {
				_ = connection.Close()
				break
			} else if ctx.Err() != nil {
				t.Fatal(err)
			}
		}
		end(t, command, signal)
	}
}

// fullPipe is the end to write to of a pipe that is full and that nobody reads.
func fullPipe(t *testing.T) *os.File {
	t.Helper()
	reader, writer, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = reader.Close()
		_ = writer.Close()
	})
	descriptor := int(writer.Fd())
	if err := syscall.SetNonblock(descriptor, true); err != nil {
		t.Fatal(err)
	}
	for piece := []byte(strings.Repeat("x", 4096)); ; {
		if _, err := syscall.Write(descriptor, piece); err == syscall.EAGAIN {
			break
		} else if err != nil {
			t.Fatal(err)
		}
	}
	if err := syscall.SetNonblock(descriptor, false); err != nil {
		t.Fatal(err)
	}
	return writer
}
