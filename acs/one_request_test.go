package acs_test

import (
	"bufio"
	"crypto/tls"
	"crypto/x509"
	"encoding/binary"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"acs-chat-tui/acs"
)

// leaving is a server over TLS that speaks both versions of HTTP. Of each connection it
// answers the first kept requests, and reads the next one and goes away: with GOAWAY, or
// by closing.
type leaving struct {
	endpoint string
	roots    *x509.CertPool
	kept     int
	mutex    sync.Mutex
	// received are the requests' methods, and with HTTP/2 that name.
	received []string
}

func newLeaving(t *testing.T, kept int) *leaving {
	t.Helper()
	// Its certificate is what is wanted.
	issuer := httptest.NewTLSServer(http.NotFoundHandler())
	t.Cleanup(issuer.Close)
	listener, err := tls.Listen("tcp", "127.0.0.1:0", &tls.Config{Certificates: issuer.TLS.Certificates, NextProtos: []string{"h2", "http/1.1"}, MinVersion: tls.VersionTLS12})
	if err != nil {
		t.Fatal(err)
	}
	s := &leaving{endpoint: "https://" + listener.Addr().String(), roots: x509.NewCertPool(), kept: kept}
	s.roots.AddCert(issuer.Certificate())
	var serving sync.WaitGroup
	t.Cleanup(serving.Wait)
	t.Cleanup(func() { _ = listener.Close() })
	serving.Go(func() {
		for {
			connection, err := listener.Accept()
			if err != nil {
				return
			}
			serving.Go(func() {
				defer func() { _ = connection.Close() }()
				secure, _ := connection.(*tls.Conn)
				if secure.HandshakeContext(t.Context()) != nil {
					return
				}
				if secure.ConnectionState().NegotiatedProtocol == "h2" {
					s.serveHTTP2(connection)
					return
				}
				s.serveHTTP1(connection)
			})
		}
	})
	return s
}

func (s *leaving) receive(what string) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.received = append(s.received, what)
}

func (s *leaving) requests() []string {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return append([]string(nil), s.received...)
}

func (s *leaving) serveHTTP1(connection net.Conn) {
	reader := bufio.NewReader(connection)
	for number := range s.kept + 1 {
		req, err := http.ReadRequest(reader)
		if err != nil {
			return
		}
		_, _ = io.Copy(io.Discard, req.Body)
		s.receive(req.Method)
		if number == s.kept {
			return
		}
		_, _ = io.WriteString(connection, "HTTP/1.1 200 OK\r\nMs-Cv: x.0\r\nContent-Type: application/json\r\nContent-Length: 12\r\n\r\n"+`{"value":[]}`)
	}
}

// serveHTTP2 takes the headers of one request, says that it processed none, and goes.
func (s *leaving) serveHTTP2(connection net.Conn) {
	const frameHeaders, frameSettings, frameGoAway, preface = 1, 4, 7, 24
	frame := func(kind byte, payload ...byte) {
		header := binary.BigEndian.AppendUint32(nil, uint32(len(payload))<<8|uint32(kind))
		_, _ = connection.Write(append(append(header, 0, 0, 0, 0, 0), payload...))
	}
	if _, err := io.CopyN(io.Discard, connection, preface); err != nil {
		return
	}
	frame(frameSettings)
	for {
		var header [9]byte
		if _, err := io.ReadFull(connection, header[:]); err != nil {
			return
		}
		length := int64(binary.BigEndian.Uint32(header[:4]) >> 8)
		if _, err := io.CopyN(io.Discard, connection, length); err != nil {
			return
		}
		if header[3] == frameHeaders {
			s.receive("HTTP/2")
			frame(frameGoAway, 0, 0, 0, 0, 0, 0, 0, 0)
			return
		}
	}
}

// client is a client of the server, and counts what its log is told of.
func (s *leaving) client(t *testing.T, delay time.Duration) (client *acs.Client, exchanges *atomic.Int32) {
	t.Helper()
	exchanges = &atomic.Int32{}
	options := quickly()
	options.RootCAs, options.Retry.RetryDelay = s.roots, delay
	options.Observer = func(acs.Exchange) { exchanges.Add(1) }
	return newClient(t, s.endpoint, options), exchanges
}

// TestOneMessageIsOneRequest, to a server that goes away with each connection.
func TestOneMessageIsOneRequest(t *testing.T) {
	server := newLeaving(t, 0)
	client, exchanges := server.client(t, time.Millisecond)
	_, err := client.SendChatMessage(t.Context(), threadID, "hello", nil)
	if got := server.requests(); len(got) != 1 || exchanges.Load() != 1 {
		t.Errorf("%d requests (%v), %d in the log, want 1", len(got), got[:min(len(got), 5)], exchanges.Load())
	}
	if failure, ok := errors.AsType[*acs.RequestError](err); !ok || failure.Reason != acs.RequestErrorReasonLost || !acs.OutcomeUnknown(err) {
		t.Errorf("error %v", err)
	}
}

// TestEveryRequestIsAnAttempt, of calls that are repeated as of those that are not: what a
// server receives is what the log shows, and the retry rule bounds it.
func TestEveryRequestIsAnAttempt(t *testing.T) {
	for _, kept := range []int{0, 1} {
		for _, test := range later() {
			server := newLeaving(t, kept)
			client, exchanges := server.client(t, time.Millisecond)
			for range kept {
				if _, err := client.NewListChatThreadsPager(nil).NextPage(t.Context()); err != nil {
					t.Fatal(err)
				}
			}
			ctx, events := observe(t.Context())
			err := test.call(ctx, client)
			got := server.requests()
			if len(got) != int(exchanges.Load()) || len(got)-kept != len(*events)+1 || len(got)-kept > 4 {
				t.Errorf("%s after %d: %d requests (%v), %d in the log, %d events, error %v", test.name, kept, len(got), got[:min(len(got), 8)], exchanges.Load(), len(*events), err)
			}
			if test.name == "SendChatMessage" && len(got) != kept+1 {
				t.Errorf("a message was sent %d times", len(got)-kept)
			}
		}
	}
}

// TestAStaleConnectionCostsNoWait: the server closed it meanwhile, so another one helps,
// and others that lie idle are not tried one after the other.
func TestAStaleConnectionCostsNoWait(t *testing.T) {
	server := newLeaving(t, 1)
	client, exchanges := server.client(t, 500*time.Millisecond)
	if _, err := client.NewListChatThreadsPager(nil).NextPage(t.Context()); err != nil {
		t.Fatal(err)
	}
	ctx, events := observe(t.Context())
	if _, err := client.NewListChatThreadsPager(nil).NextPage(ctx); err != nil {
		t.Fatal(err)
	}
	if got := server.requests(); len(got) != 3 || exchanges.Load() != 3 {
		t.Errorf("%d requests, %d in the log", len(got), exchanges.Load())
	}
	if len(*events) != 1 || (*events)[0].Wait.Milliseconds() > 1 || !strings.Contains((*events)[0].Err.Error(), "closed") {
		t.Errorf("events %+v", *events)
	}
}
