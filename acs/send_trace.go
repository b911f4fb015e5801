package acs

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/http"
	"net/http/httptrace"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
)

// errSentAgain ends an attempt that net/http would send a second time.
var errSentAgain = errors.New("the connection was closed before an answer came")

// sendTrace tells how far an attempt got, and which headers were written. net/http may
// call it after the attempt is over.
//
// It also sees to it that an attempt is one request. net/http begins again by itself,
// unseen, where a connection that it used before turns out to be closed. Where nothing
// had left this machine that is as well; but it does so with a GET that was written, too.
// Such an attempt ends instead, and what follows is the retrier's to say.
type sendTrace struct {
	asked, got, reused, wrote, answered atomic.Bool

	mutex  sync.Mutex
	header http.Header
}

// context returns the attempt's context, and what ends it.
func (t *sendTrace) context(ctx context.Context) (own context.Context, end func()) {
	own, cancel := context.WithCancelCause(ctx)
	return httptrace.WithClientTrace(own, &httptrace.ClientTrace{
		GetConn: func(string) {
			t.asked.Store(true)
			if t.lost() {
				cancel(errSentAgain)
			}
		},
		GotConn: func(info httptrace.GotConnInfo) {
			if t.lost() && !shared(info.Conn) {
				// It was there before the context's end was seen.
				_ = info.Conn.Close()
				return
			}
			t.got.Store(true)
			t.reused.Store(info.Reused)
			t.mutex.Lock()
			defer t.mutex.Unlock()
			t.header = nil
		},
		WroteHeaderField:     t.wroteField,
		WroteRequest:         func(info httptrace.WroteRequestInfo) { t.wrote.Store(info.Err == nil) },
		GotFirstResponseByte: func() { t.answered.Store(true) },
	}), func() { cancel(nil) }
}

// lost reports whether the request was written and not answered. A transport that
// follows a redirect has an answer.
func (t *sendTrace) lost() bool { return t.wrote.Load() && !t.answered.Load() }

// shared reports whether other requests are under way on a connection, as with the
// HTTP/2 of a transport that the caller gave.
func shared(connection net.Conn) bool {
	secure, ok := connection.(*tls.Conn)
	return ok && secure.ConnectionState().NegotiatedProtocol == "h2"
}

// wroteField keeps a header; HTTP/2 has the host among its pseudo-headers.
func (t *sendTrace) wroteField(name string, values []string) {
	if name == ":authority" {
		name = "Host"
	}
	if strings.HasPrefix(name, ":") {
		return
	}
	t.mutex.Lock()
	defer t.mutex.Unlock()
	if t.header == nil {
		t.header = http.Header{}
	}
	name = http.CanonicalHeaderKey(name)
	t.header[name] = append(t.header[name], slices.Clone(values)...)
}

// wroteHeader is the headers that were written so far; nil where none were.
func (t *sendTrace) wroteHeader() http.Header {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	return t.header.Clone()
}

// sent tells whether bytes may have left. A transport that is not traced counts
// as one that sent them.
func (t *sendTrace) sent() bool { return t.got.Load() || !t.asked.Load() }

// stale reports whether the attempt went to a connection that had been used before, and
// no byte came back.
func (t *sendTrace) stale() bool { return t.reused.Load() && !t.answered.Load() }
