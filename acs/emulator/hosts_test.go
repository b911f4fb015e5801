package emulator

import (
	"bufio"
	"context"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
)

// TestOtherHostsAreRefused: a page that a name of its own leads to 127.0.0.1 gets
// nothing, on any path.
func TestOtherHostsAreRefused(t *testing.T) {
	server := startServer(t, "127.0.0.1:0", Options{})
	for _, host := range []string{
		"rebound.example.com", "rebound.example.com:7070", "127.0.0.1.example.com", "localhost.example.com", "192.0.2.1", "0.0.0.0", "[::]:80",
		"localhost:x", "localhost:", "127.1", "2130706433", "", "[::2]", "localhost.",
	} {
		for _, path := range []string{"/chat/threads?" + latest, "/identities?" + identityVersion, "/_emulator/health", "/_emulator/requests", "/nothing"} {
			status, body := exchange(t, server, "GET "+path+" HTTP/1.1\r\nHost: "+host+"\r\nAuthorization: Bearer "+server.Token()+"\r\nConnection: close\r\n\r\n")
			if status != http.StatusMisdirectedRequest || !strings.Contains(body, "answers requests for localhost and loopback addresses only") {
				t.Errorf("%s of %q: %d %s", path, host, status, body)
			}
		}
	}
	// The target names the host where it is a whole URL.
	if status, _ := exchange(t, server, "GET http://rebound.example.com/chat/threads?"+latest+" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"); status != http.StatusMisdirectedRequest {
		t.Errorf("a whole URL: %d", status)
	}
	if list := server.Service().Requests(); len(list) != 0 {
		t.Errorf("refused requests are in the log: %+v", list)
	}
}

func TestOwnHostsAreServed(t *testing.T) {
	server := startServer(t, "127.0.0.1:0", Options{Hosts: []string{"emulator", "192.0.2.7"}})
	_, port, err := net.SplitHostPort(server.listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	for _, host := range []string{
		"127.0.0.1:" + port, "localhost:" + port, "[::1]:" + port, "LOCALHOST", "127.0.0.1", "[::1]", "127.8.9.10", "localhost:65535", "Emulator:7070", "192.0.2.7",
	} {
		for _, path := range []string{"/chat/threads?" + latest, "/_emulator/health"} {
			status, body := exchange(t, server, "GET "+path+" HTTP/1.1\r\nHost: "+host+"\r\nAuthorization: Bearer "+server.Token()+"\r\nConnection: close\r\n\r\n")
			if status != http.StatusOK {
				t.Errorf("%s of %q: %d %s", path, host, status, body)
			}
		}
	}
}

func TestNameToListenOnIsServed(t *testing.T) {
	service := startServer(t, "localhost:0", Options{}).Service()
	if got := service.options.Hosts; len(got) != 1 || got[0] != "localhost" {
		t.Errorf("hosts %q", got)
	}
}

// startServer starts a server that ends with the test.
func startServer(t *testing.T, address string, options Options) *Server {
	t.Helper()
	server, err := Start(t.Context(), address, options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := server.Close(context.WithoutCancel(t.Context())); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return server
}

// dial opens a connection to a server; it ends with the test.
func dial(t *testing.T, server *Server) net.Conn {
	t.Helper()
	var dialer net.Dialer
	connection, err := dialer.DialContext(t.Context(), "tcp", server.listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = connection.Close() })
	return connection
}

// exchange sends a request as it stands, and gives the answer.
func exchange(t *testing.T, server *Server, request string) (int, string) {
	t.Helper()
	connection := dial(t, server)
	send(t, connection, request)
	return receive(t, connection)
}

func send(t *testing.T, connection net.Conn, request string) {
	t.Helper()
	if _, err := io.WriteString(connection, request); err != nil {
		t.Fatal(err)
	}
}

// receive reads one answer.
func receive(t *testing.T, connection net.Conn) (int, string) {
	t.Helper()
	answered, err := http.ReadResponse(bufio.NewReader(connection), nil)
	if err != nil {
		t.Fatalf("no answer: %v", err)
	}
	defer func() { _ = answered.Body.Close() }()
	body, err := io.ReadAll(answered.Body)
	if err != nil {
		t.Fatalf("the answer broke off: %v", err)
	}
	return answered.StatusCode, string(body)
}
