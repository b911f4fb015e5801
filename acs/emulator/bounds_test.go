package emulator

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httptrace"
	"os"
	"strings"
	"testing"
	"time"
)

const requestHead = " HTTP/1.1\r\nHost: 127.0.0.1\r\n"

// hurried is a server whose clients have little time.
func hurried(t *testing.T, bound bounds) *Server {
	t.Helper()
	return startServer(t, "127.0.0.1:0", Options{bounds: bound})
}

// TestBodyThatDoesNotComeIsRefused: half of a body, and then nothing.
func TestBodyThatDoesNotComeIsRefused(t *testing.T) {
	server := hurried(t, bounds{50 * time.Millisecond, stallTimeout})
	for path, want := range map[string]string{
		"POST /chat/threads?" + latest:                      `"Code": "RequestTimeout"`,
		"POST /identities?" + identityVersion:               `"code":"RequestTimeout"`,
		"PUT /_emulator/faults":                             "did not come in time",
		"POST /chat/threads?" + latest + "&transfer=chunks": `"Code": "RequestTimeout"`,
	} {
		body := "Content-Length: 100\r\n\r\n{"
		if strings.HasSuffix(path, "chunks") {
			body = "Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n"
		}
		if status, answer := exchange(t, server, path+requestHead+body); status != http.StatusRequestTimeout || !strings.Contains(answer, want) {
			t.Errorf("%s: %d %s", path, status, answer)
		}
	}
	// One that is not read at all is not waited for either.
	for _, request := range []string{"POST /_emulator/reset" + requestHead, "POST /chat/threads HTTP/1.1\r\nHost: example.com\r\n"} {
		connection := dial(t, server)
		send(t, connection, request+"Content-Length: 100\r\n\r\n{")
		receive(t, connection)
		if _, err := io.ReadAll(connection); err != nil {
			t.Errorf("%q: the connection ends with %v", request, err)
		}
	}
}

// TestBodyBoundsEachRequestAlone: the time of one body is not that of the request,
// nor that of the next one on the connection.
func TestBodyBoundsEachRequestAlone(t *testing.T) {
	const bound = time.Second
	server := hurried(t, bounds{bound, bound})
	if err := server.Service().SetFaults([]Fault{{Operation: "CreateChatThread", Kind: "latency", Latency: (2 * bound).String(), Times: 1}}); err != nil {
		t.Fatal(err)
	}
	connection := dial(t, server)
	body := createBody("t")
	for range 3 {
		send(t, connection, fmt.Sprintf("POST /chat/threads?%s%sAuthorization: Bearer %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s",
			latest, requestHead, server.Token(), len(body), body))
		if status, answer := receive(t, connection); status != http.StatusCreated {
			t.Fatalf("%d %s", status, answer)
		}
	}
}

// TestBodyThatBreaksOffIsRefused: what came is not taken for the whole.
func TestBodyThatBreaksOffIsRefused(t *testing.T) {
	server := startServer(t, "127.0.0.1:0", Options{})
	connection := dial(t, server)
	body := createBody("t")
	send(t, connection, "POST /chat/threads?"+latest+requestHead+"Authorization: Bearer "+server.Token()+
		"\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"+fmt.Sprintf("%x\r\n%s\r\n", len(body), body)+"nonsense\r\n")
	if status, answer := receive(t, connection); status != http.StatusBadRequest || !strings.Contains(answer, "broke off") {
		t.Errorf("%d %s", status, answer)
	}
}

func TestLargeHeadersAreRefused(t *testing.T) {
	server := startServer(t, "127.0.0.1:0", Options{})
	for _, header := range []string{"X-Large: " + strings.Repeat("x", 2*maxHeaderBytes), strings.Repeat("X-Many: x\r\n", 2*maxHeaderBytes/8)} {
		connection := dial(t, server)
		// The server may answer and close before it has read all of it.
		_, _ = io.WriteString(connection, "GET /chat/threads"+requestHead+header+"\r\n\r\n")
		got := make([]byte, 12)
		if _, err := io.ReadFull(connection, got); err != nil || string(got) != "HTTP/1.1 431" {
			t.Errorf("%q, %v", got, err)
		}
	}
}

// filled puts more into a service's request log than all buffers between a server
// and its client hold.
func filled(service *Service) {
	for range 100 {
		service.requests.add(httptest.NewRequest(http.MethodPost, "/x", nil), make([]byte, maxLoggedBody)) //nolint:noctx // only its parts are read
	}
}

// stall sends a request many times and reads no more than the beginning of the
// first answer.
func stall(t *testing.T, connection net.Conn, token, target string, times int) {
	t.Helper()
	request := "GET " + target + requestHead + "Authorization: Bearer " + token + "\r\n\r\n"
	sent := make(chan struct{})
	go func() {
		defer close(sent)
		_, _ = io.WriteString(connection, strings.Repeat(request, times)) // until the connection ends
	}()
	t.Cleanup(func() {
		_ = connection.Close()
		<-sent
	})
	if _, err := io.ReadFull(connection, make([]byte, 4)); err != nil {
		t.Fatal(err)
	}
}

// TestClientThatReadsNothingIsCutOff: it holds neither a large answer, nor many
// small ones, nor the request log for ever.
func TestClientThatReadsNothingIsCutOff(t *testing.T) {
	for target, times := range map[string]int{
		"/_emulator/requests": 1, "/_emulator/health": 200_000, "/chat/threads?maxPageSize=200&" + latest: 20_000,
	} {
		t.Run(strings.ReplaceAll(target, "/", " "), func(t *testing.T) {
			service := New(Options{bounds: bounds{bodyTimeout, 500 * time.Millisecond}})
			filled(service)
			token, err := service.Token(DemoUserID, 0)
			if err != nil {
				t.Fatal(err)
			}
			closed := make(chan struct{})
			server := httptest.NewUnstartedServer(service)
			server.Config.ConnState = func(_ net.Conn, state http.ConnState) {
				if state == http.StateClosed {
					close(closed)
				}
			}
			server.Start()
			t.Cleanup(server.Close)
			var dialer net.Dialer
			connection, err := dialer.DialContext(t.Context(), "tcp", server.Listener.Addr().String())
			if err != nil {
				t.Fatal(err)
			}
			stall(t, connection, token, target, times)
			select {
			case <-closed:
			case <-time.After(time.Minute):
				t.Error("the connection is still open")
			}
		})
	}
}

// TestRequestLogIsWrittenItemByItem: nothing holds all of it, and what comes and
// goes meanwhile does no harm.
func TestRequestLogIsWrittenItemByItem(t *testing.T) {
	service := New(Options{Seed: SeedEmpty})
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "http://localhost/x", nil)
	for range 50 {
		service.requests.add(r, make([]byte, 1000))
	}
	all := &pieces{header: http.Header{}}
	service.ServeHTTP(all, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "http://localhost/_emulator/requests", nil))
	var entries []Request
	if err := json.Unmarshal(all.whole.Bytes(), &entries); err != nil || len(entries) != 50 {
		t.Fatalf("%d entries, %v", len(entries), err)
	}
	if all.largest > 2*all.whole.Len()/50 {
		t.Errorf("a piece of %d bytes, of %d in all", all.largest, all.whole.Len())
	}

	changed := &pieces{header: http.Header{}}
	changed.after = func(count int) {
		switch count {
		case 10: // the log has moved on: the first 20 are gone
			for range maxRequests - 30 {
				service.requests.add(r, nil)
			}
		case 20:
			service.requests.reset()
			service.requests.add(r, nil)
		}
	}
	service.ServeHTTP(changed, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "http://localhost/_emulator/requests", nil))
	if err := json.Unmarshal(changed.whole.Bytes(), &entries); err != nil || len(entries) != 20 {
		t.Errorf("%d entries, %v", len(entries), err)
	}
	none := &pieces{header: http.Header{}}
	service.requests.reset()
	service.ServeHTTP(none, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "http://localhost/_emulator/requests", nil))
	if none.whole.String() != "[]" {
		t.Errorf("an empty log is %q", none.whole.String())
	}
}

// pieces keeps what is written to it, and the size of the largest piece.
type pieces struct {
	header  http.Header
	whole   bytes.Buffer
	largest int
	count   int
	after   func(count int)
}

func (p *pieces) Header() http.Header { return p.header }
func (p *pieces) WriteHeader(int)     {}
func (p *pieces) Write(data []byte) (int, error) {
	p.largest = max(p.largest, len(data))
	p.count++
	if p.after != nil {
		p.after(p.count)
	}
	return p.whole.Write(data)
}

// TestCloseDoesNotWaitForStuckClients: half a request, half a body, an answer that
// nobody reads; each would be waited for, for ever.
func TestCloseDoesNotWaitForStuckClients(t *testing.T) {
	t.Parallel()
	half := func(head string) func(*testing.T, *Server) {
		return func(t *testing.T, s *Server) {
			t.Helper()
			connection := dial(t, s)
			send(t, connection, head+requestHead+"Content-Length: 100\r\nExpect: 100-continue\r\n\r\n{")
			// That it continues says that the server waits for the body.
			if status, _ := receive(t, connection); status != http.StatusContinue {
				t.Fatalf("status %d", status)
			}
		}
	}
	unread := func(target string, times int) func(*testing.T, *Server) {
		return func(t *testing.T, s *Server) {
			t.Helper()
			stall(t, dial(t, s), s.Token(), target, times)
		}
	}
	for name, stick := range map[string]func(*testing.T, *Server){
		"half a head": func(t *testing.T, s *Server) {
			t.Helper()
			send(t, dial(t, s), "GET /chat/threads HTTP/1.1\r\nHost: 127")
			await(t, func() bool {
				s.unused.mutex.Lock()
				defer s.unused.mutex.Unlock()
				return len(s.unused.connections) == 1
			})
		},
		"half a head after a request": func(t *testing.T, s *Server) {
			t.Helper()
			connection := dial(t, s)
			send(t, connection, "GET /_emulator/health"+requestHead+"\r\nGET /_emulator/health HTTP/1.1\r\nHo")
			receive(t, connection)
		},
		"half a body":                            half("POST /chat/threads?" + latest),
		"half a body of a control request":       half("PUT /_emulator/faults"),
		"an answer that is not read":             unread("/_emulator/requests", 1),
		"many answers that are not read":         unread("/chat/threads?"+latest, 20_000),
		"many control answers that nobody reads": unread("/_emulator/health", 200_000),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server, err := Start(t.Context(), "127.0.0.1:0", Options{})
			if err != nil {
				t.Fatal(err)
			}
			filled(server.service)
			stick(t, server)
			ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
			defer cancel()
			if err := server.Close(ctx); err != nil {
				t.Errorf("close: %v", err)
			}
			dialer := net.Dialer{Timeout: time.Second}
			if _, err := dialer.DialContext(t.Context(), "tcp", server.listener.Addr().String()); err == nil {
				t.Error("it still takes connections")
			}
		})
	}
}

// TestHTTP2IsBoundedToo: a body that does not come is refused on its stream, and
// closing does not wait for one.
func TestHTTP2IsBoundedToo(t *testing.T) {
	for _, bound := range []time.Duration{50 * time.Millisecond, time.Hour} {
		t.Run(bound.String(), func(t *testing.T) {
			server, err := StartTLS(t.Context(), "127.0.0.1:0", t.TempDir(), Options{bounds: bounds{bound, stallTimeout}})
			if err != nil {
				t.Fatal(err)
			}
			authority, err := os.ReadFile(server.CAFile())
			if err != nil {
				t.Fatal(err)
			}
			roots := x509.NewCertPool()
			roots.AppendCertsFromPEM(authority)
			transport := &http.Transport{
				TLSClientConfig: &tls.Config{RootCAs: roots}, ForceAttemptHTTP2: true, ExpectContinueTimeout: time.Hour,
			}
			defer transport.CloseIdleConnections()
			reading := make(chan struct{})
			ctx := httptrace.WithClientTrace(t.Context(), &httptrace.ClientTrace{Got100Continue: func() { close(reading) }})
			body, end := io.Pipe()
			defer func() { _ = end.Close() }()
			r, err := http.NewRequestWithContext(ctx, http.MethodPost, server.Endpoint()+"/chat/threads?"+latest, body)
			if err != nil {
				t.Fatal(err)
			}
			r.Header.Set("Expect", "100-continue")
			answered := make(chan string, 1)
			go func() {
				res, err := transport.RoundTrip(r)
				if err != nil {
					answered <- "nothing"
					return
				}
				_ = res.Body.Close()
				answered <- res.Proto + " " + res.Status
			}()
			<-reading
			want := "HTTP/2.0 408 Request Timeout"
			if bound == time.Hour {
				want = "nothing"
			} else if got := <-answered; got != want {
				t.Errorf("answered with %s, want %s", got, want)
			}
			dial(t, server) // with a handshake that never comes
			closing, cancel := context.WithTimeout(t.Context(), 5*time.Second)
			defer cancel()
			if err := server.Close(closing); err != nil {
				t.Errorf("close: %v", err)
			}
			if bound == time.Hour {
				if got := <-answered; got != want {
					t.Errorf("half a request is answered with %s", got)
				}
			}
		})
	}
}
