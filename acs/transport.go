package acs

import (
	"bytes"
	"cmp"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"strings"
	"sync/atomic"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
)

// Bounds of the body of an answer, after decompression.
const (
	// maxBodySize is the bound of all but pages of messages. The longest legitimate
	// one, a page of participants with full metadata, is far below 1 MiB.
	maxBodySize = 8 << 20
	// maxMessagePageSize is the bound of a page of messages: 200 of 28 KB each
	// (documented) are 5.6 MB, and six times as many where a service writes each
	// character of them as \u003c.
	maxMessagePageSize = 64 << 20
)

// newTransport returns what sends the requests, and a function that closes its
// idle connections. An *http.Client is copied, so that redirects can be refused
// without changing the caller's.
func newTransport(given policy.Transporter, roots *x509.CertPool) (policy.Transporter, func()) {
	var client http.Client
	switch transport := given.(type) {
	case nil:
		client = http.Client{Transport: defaultTransport(roots)}
	case *http.Client:
		client = *transport
	default:
		closeIdle := func() {}
		if closer, ok := given.(interface{ CloseIdleConnections() }); ok {
			closeIdle = closer.CloseIdleConnections
		}
		return given, closeIdle
	}
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &client, client.CloseIdleConnections
}

// defaultTransport is a transport for one host. How long an attempt may take is
// not its affair but Retry.TryTimeout's.
func defaultTransport(roots *x509.CertPool) *http.Transport {
	dialer := &net.Dialer{Timeout: 10 * time.Second, KeepAlive: 30 * time.Second}
	return &http.Transport{
		Proxy:                  http.ProxyFromEnvironment,
		DialContext:            dialer.DialContext,
		ForceAttemptHTTP2:      true,
		MaxIdleConns:           8,
		MaxIdleConnsPerHost:    8,
		IdleConnTimeout:        90 * time.Second,
		TLSHandshakeTimeout:    10 * time.Second,
		ExpectContinueTimeout:  time.Second,
		MaxResponseHeaderBytes: 1 << 20,
		TLSClientConfig:        &tls.Config{MinVersion: tls.VersionTLS12, RootCAs: roots},
		// A laptop that slept has connections that look alive and are not.
		HTTP2: &http.HTTP2Config{SendPingTimeout: 10 * time.Second, PingTimeout: 5 * time.Second},
	}
}

// guardedTransport is the last stop before the network, and the first after it:
// no request leaves for another origin, no body is longer than its operation's, and
// no answer carries the token on.
//
// It reads the bodies itself, within the attempt's time. azcore would do it one
// step later, and there a body that breaks off is not repeated for a POST.
type guardedTransport struct {
	next   policy.Transporter
	origin origin
}

// Do sends one attempt and reads its answer.
func (t *guardedTransport) Do(req *http.Request) (*http.Response, error) {
	current := callFrom(req.Context())
	attempt := current.begin()
	if target := originOf(req.URL); target != t.origin {
		return nil, &foreignOriginError{target: target, origin: t.origin}
	}
	if err := req.Context().Err(); err != nil {
		return nil, err
	}
	current.answer, current.again = nil, false
	trace := &sendTrace{}
	own := req.WithContext(trace.context(req.Context()))
	ownBody(own, current.request.body)
	resp, err := t.next.Do(own)
	if err == nil && resp == nil {
		err = errors.New("the transport gave no answer")
	}
	if err != nil {
		attempt.unknown = trace.sent() && !failedBeforeSending(err)
		return nil, err
	}
	// From here on something answered; whether it is the service's own and whole
	// answer is yet to be seen.
	attempt.unknown = true
	if resp.Request != nil && originOf(resp.Request.URL) != t.origin {
		_ = resp.Body.Close()
		return nil, &foreignOriginError{target: originOf(resp.Request.URL), origin: t.origin, followed: true}
	}
	secret := secretOf(req.Header.Get("Authorization"))
	resp.Request = withoutToken(req)
	if err := readBody(resp, cmp.Or(current.request.maxAnswer, maxBodySize)); err != nil {
		return nil, err
	}
	removeSecret(resp, secret)
	attempt.unknown = statusUnknown(resp.StatusCode)
	current.answer = resp
	return resp, nil
}

// ownBody gives an attempt a body of its own. azcore rewinds one reader for all
// attempts, while net/http may still be reading it for one that was given up: the
// next one would send a torn body.
func ownBody(req *http.Request, content []byte) {
	if req.Body == nil || content == nil {
		return
	}
	req.GetBody = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(content)), nil }
	req.Body = io.NopCloser(bytes.NewReader(content))
}

// readBody replaces the answer's body with one in memory. Of an answer that
// refuses, what could be read is enough: its status is definite.
func readBody(resp *http.Response, limit int64) error {
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(io.LimitReader(resp.Body, limit+1))
	tooLong := int64(len(body)) > limit
	if resp.StatusCode < http.StatusMultipleChoices {
		if err != nil {
			return fmt.Errorf("reading the body of the answer: %w", err)
		}
		if tooLong {
			return &bodyTooLongError{status: resp.StatusCode, limit: limit}
		}
	}
	if tooLong {
		body = body[:limit]
	}
	resp.Body = io.NopCloser(bytes.NewReader(body))
	return nil
}

// withoutToken is the request as the answer remembers it. A copy, because the
// original may still be in use by the transport.
func withoutToken(req *http.Request) *http.Request {
	clone := req.Clone(context.WithoutCancel(req.Context()))
	clone.Body = nil
	clone.GetBody = nil
	if clone.Header.Get("Authorization") != "" {
		clone.Header.Set("Authorization", "REDACTED")
	}
	return clone
}

// secretOf is the part of an Authorization header that must not be shown: the
// token, or the signature.
func secretOf(authorization string) string {
	if _, signature, ok := strings.Cut(authorization, "&Signature="); ok {
		return signature
	}
	return strings.TrimPrefix(authorization, "Bearer ")
}

// removeSecret takes the token or signature out of an answer that repeats it, as
// some gateways do when they refuse one.
func removeSecret(resp *http.Response, secret string) {
	// A very short one is none, and would tear words apart.
	if len(secret) < 8 {
		return
	}
	const removed = "[access token removed]"
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		body = nil // cannot happen: it is in memory
	}
	resp.Body = io.NopCloser(bytes.NewReader(bytes.ReplaceAll(body, []byte(secret), []byte(removed))))
	for _, values := range resp.Header {
		for i, value := range values {
			values[i] = strings.ReplaceAll(value, secret, removed)
		}
	}
}

// bodyTooLongError says that an answer was not read to its end.
type bodyTooLongError struct {
	status int
	limit  int64
}

func (e *bodyTooLongError) Error() string {
	return fmt.Sprintf("the answer (status %d) is longer than %d MiB, which no answer of the service is; it was not read to its end", e.status, e.limit>>20)
}

// sendTrace tells whether an attempt got as far as a connection. net/http may
// call it after the attempt is over.
type sendTrace struct {
	asked, got atomic.Bool
}

func (t *sendTrace) context(ctx context.Context) context.Context {
	return httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		GetConn: func(string) { t.asked.Store(true) },
		GotConn: func(httptrace.GotConnInfo) { t.got.Store(true) },
	})
}

// sent tells whether bytes may have left. A transport that is not traced counts
// as one that sent them.
func (t *sendTrace) sent() bool { return t.got.Load() || !t.asked.Load() }
