package emulator

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"
)

// TestCloseAnswersWhatIsUnderWay closes a server while a request is delayed by an
// hour: it is carried out and answered at once.
func TestCloseAnswersWhatIsUnderWay(t *testing.T) {
	server, err := Start(t.Context(), "127.0.0.1:0", Options{Latency: time.Hour})
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() {
		r, err := http.NewRequestWithContext(context.WithoutCancel(t.Context()), http.MethodGet, server.Endpoint()+"/chat/threads?maxPageSize=1&"+latest, nil)
		if err == nil {
			r.Header.Set("Authorization", "Bearer "+server.Token())
			var res *http.Response
			if res, err = (&http.Transport{DisableKeepAlives: true}).RoundTrip(r); err == nil {
				var body []byte
				body, err = io.ReadAll(res.Body)
				err = errors.Join(err, res.Body.Close())
				if res.StatusCode != http.StatusOK || !strings.Contains(string(body), `"nextLink":`) {
					err = fmt.Errorf("answered with %d %s", res.StatusCode, body)
				}
			}
		}
		ended <- err
	}()
	await(t, func() bool {
		select {
		case err := <-ended:
			t.Fatalf("the delayed request ended early: %v; log %+v", err, server.Service().Requests())
		default:
		}
		return len(server.Service().Requests()) == 1
	})
	if err := server.Close(t.Context()); err != nil {
		t.Errorf("close: %v", err)
	}
	if err := <-ended; err != nil {
		t.Errorf("the delayed request: %v", err)
	}
}

// TestCloseSendsTheRestOfASlowBody closes a server amid an answer that takes an
// hour: the rest of it comes at once.
func TestCloseSendsTheRestOfASlowBody(t *testing.T) {
	server, err := Start(t.Context(), "127.0.0.1:0", Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := server.Service().SetFaults([]Fault{{Operation: "ListChatThreads", Kind: "slow-body", Latency: "1h", Times: 1}}); err != nil {
		t.Fatal(err)
	}
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server.Endpoint()+"/chat/threads?"+latest, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+server.Token())
	res, err := (&http.Transport{DisableKeepAlives: true}).RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	closed := make(chan error, 1)
	go func() { closed <- server.Close(context.WithoutCancel(t.Context())) }()
	body, err := io.ReadAll(res.Body)
	if err != nil || !strings.HasSuffix(string(body), "}]}") {
		t.Errorf("the answer ends with %v after %d bytes", err, len(body))
	}
	if err := <-closed; err != nil {
		t.Errorf("close: %v", err)
	}
}

func TestCloseDoesNotWaitForUnusedConnections(t *testing.T) {
	server, err := Start(t.Context(), "127.0.0.1:0", Options{})
	if err != nil {
		t.Fatal(err)
	}
	var dialer net.Dialer
	connection, err := dialer.DialContext(t.Context(), "tcp", strings.TrimPrefix(server.Endpoint(), "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = connection.Close() }()
	await(t, func() bool {
		server.unused.mutex.Lock()
		defer server.unused.mutex.Unlock()
		return len(server.unused.connections) == 1
	})
	// Without the handling Shutdown holds on to the connection for 5 s.
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Second)
	defer cancel()
	if err := server.Close(ctx); err != nil {
		t.Errorf("close: %v", err)
	}
}
