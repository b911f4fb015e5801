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
	"strings"
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
		client = http.Client{Transport: NewTransport(roots)}
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

// NewTransport returns the transport of clients for which none is given; nil roots are
// the system's. It is for one host. How long an attempt may take is not its affair but
// Retry.TryTimeout's.
//
// It speaks HTTP/1.1 only: net/http's HTTP/2 sends a request again by itself, unseen and
// without bound, while a server goes away with each connection (GOAWAY).
//
// Keep-alive probes end a connection whose other side is gone within about five minutes
// (30 s, then 9 probes 30 s apart). One that died while this machine slept is noticed
// earlier, by the attempt that uses it: at once where the other side answers at all, else
// at the attempt's time limit, since no shorter limit for unacknowledged data can be told
// from a slow network. A repetition goes to a new connection: the lost one and all that
// lie idle are closed before it.
func NewTransport(roots *x509.CertPool) *http.Transport {
	dialer := &net.Dialer{Timeout: 10 * time.Second, KeepAlive: 30 * time.Second}
	protocols := &http.Protocols{}
	protocols.SetHTTP1(true)
	return &http.Transport{
		Proxy:                  ProxyFromEnvironment,
		OnProxyConnectResponse: refusedByProxy,
		DialContext:            dialer.DialContext,
		Protocols:              protocols,
		MaxIdleConns:           8,
		MaxIdleConnsPerHost:    8,
		IdleConnTimeout:        90 * time.Second,
		TLSHandshakeTimeout:    10 * time.Second,
		ExpectContinueTimeout:  time.Second,
		MaxResponseHeaderBytes: 1 << 20,
		TLSClientConfig:        &tls.Config{MinVersion: tls.VersionTLS12, RootCAs: roots},
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
	// observer is told of every attempt that got as far as the transport; nil: nobody.
	observer    func(Exchange)
	now         func() time.Time
	maxAttempts int
}

// received is an answer as far as its body was read.
type received struct {
	resp       *http.Response
	body       []byte
	incomplete bool
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
	seen := observation{call: current, request: req, trace: &sendTrace{}, origin: t.origin, tries: t.maxAttempts}
	if t.observer != nil {
		seen.started = t.now()
	}
	seen.answer, seen.err = t.send(req, current, attempt, seen.trace)
	if t.observer != nil {
		seen.duration = t.now().Sub(seen.started)
		seen.sent = seen.answer != nil || attempt.unknown
		t.observer(seen.exchange())
	}
	if seen.err != nil {
		return nil, seen.err
	}
	return seen.answer.resp, nil
}

// send sends one attempt. Beside an error there may be an answer that cannot be
// used.
func (t *guardedTransport) send(req *http.Request, current *call, attempt *attempt, trace *sendTrace) (*received, error) {
	ctx, end := trace.context(req.Context())
	defer end()
	own := req.WithContext(ctx)
	ownBody(own, current.request.body)
	secret := secretOf(req.Header.Get("Authorization"))
	resp, err := t.next.Do(own)
	if err == nil && resp == nil {
		err = errors.New("the transport gave no answer")
	}
	if err != nil {
		attempt.unknown = trace.sent() && !failedBeforeSending(err)
		attempt.stale = trace.stale()
		return nil, errorWithoutSecret(err, secret)
	}
	// From here on something answered; whether it is the service's own and whole
	// answer is yet to be seen.
	attempt.unknown = true
	answer := &received{resp: resp}
	if resp.Request != nil && originOf(resp.Request.URL) != t.origin {
		_ = resp.Body.Close()
		answer.incomplete = true
		return answer, &foreignOriginError{target: originOf(resp.Request.URL), origin: t.origin, followed: true}
	}
	resp.Request = withoutToken(req)
	err = answer.readBody(cmp.Or(current.request.maxAnswer, maxBodySize))
	answer.removeSecret(secret)
	resp.Body = io.NopCloser(bytes.NewReader(answer.body))
	if err != nil {
		return answer, errorWithoutSecret(err, secret)
	}
	attempt.unknown = answerLeavesOpen(resp.StatusCode, AnswererOf(resp.StatusCode, resp.Header, answer.body))
	current.answer = resp
	return answer, nil
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

// readBody reads the answer's body. Of an answer that refuses, what could be read is
// enough: its status is definite.
func (a *received) readBody(limit int64) error {
	defer func() { _ = a.resp.Body.Close() }()
	body, err := io.ReadAll(io.LimitReader(a.resp.Body, limit+1))
	tooLong := int64(len(body)) > limit
	if tooLong {
		body = body[:limit]
	}
	a.body, a.incomplete = body, err != nil || tooLong
	if a.resp.StatusCode < http.StatusMultipleChoices {
		if err != nil {
			return fmt.Errorf("reading the body of the answer: %w", err)
		}
		if tooLong {
			return &bodyTooLongError{status: a.resp.StatusCode, limit: limit}
		}
	}
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
func (a *received) removeSecret(secret string) {
	a.body = withoutSecret(a.body, secret)
	for _, values := range a.resp.Header {
		for i, value := range values {
			values[i] = string(withoutSecret([]byte(value), secret))
		}
	}
}

// errorWithoutSecret is an error of the transport, which may quote what a server wrote:
// a header that is none, with the token in it. What quotes is none of the errors that
// anybody looks for.
func errorWithoutSecret(err error, secret string) error {
	text := withoutURL(err).Error()
	if cleaned := string(withoutSecret([]byte(text), secret)); cleaned != text {
		return errors.New(cleaned)
	}
	return err
}

// bodyTooLongError says that an answer was not read to its end.
type bodyTooLongError struct {
	status int
	limit  int64
}

func (e *bodyTooLongError) Error() string {
	return fmt.Sprintf("the answer (status %d) is longer than %d MiB, which no answer of the service is; it was not read to its end", e.status, e.limit>>20)
}
