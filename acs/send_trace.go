package acs

import (
	"context"
	"net/http"
	"net/http/httptrace"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
)

// sendTrace tells whether an attempt got as far as a connection, and which headers
// were written to it. net/http may call it after the attempt is over.
type sendTrace struct {
	asked, got atomic.Bool

	mutex  sync.Mutex
	header http.Header
}

func (t *sendTrace) context(ctx context.Context) context.Context {
	return httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		GetConn: func(string) { t.asked.Store(true) },
		GotConn: func(httptrace.GotConnInfo) {
			t.got.Store(true)
			// net/http begins again by itself on a connection that was closed meanwhile.
			t.mutex.Lock()
			defer t.mutex.Unlock()
			t.header = nil
		},
		WroteHeaderField: t.wrote,
	})
}

// wrote keeps a header; HTTP/2 has the host among its pseudo-headers.
func (t *sendTrace) wrote(name string, values []string) {
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
