package acs

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"strings"
	"syscall"
)

// RequestErrorReason says why a request has no answer.
type RequestErrorReason string

// The reasons of a RequestError. After the first group nothing was sent by the
// last attempt.
const (
	// RequestErrorReasonToken: the credential gave no usable access token.
	RequestErrorReasonToken RequestErrorReason = "token"
	// RequestErrorReasonConnectionRefused: nothing listens at the endpoint.
	RequestErrorReasonConnectionRefused RequestErrorReason = "connectionRefused"
	// RequestErrorReasonUnknownHost: the endpoint's host name cannot be resolved.
	RequestErrorReasonUnknownHost RequestErrorReason = "unknownHost"
	// RequestErrorReasonCertificate: the endpoint's certificate is not trusted.
	RequestErrorReasonCertificate RequestErrorReason = "certificate"
	// RequestErrorReasonProxy: the proxy that the environment names cannot be reached, or
	// does not connect to the endpoint.
	RequestErrorReasonProxy RequestErrorReason = "proxy"
	// RequestErrorReasonNotConnected: no connection came about for another reason.
	RequestErrorReasonNotConnected RequestErrorReason = "notConnected"

	// RequestErrorReasonForeignOrigin: the request or its answer would have gone to
	// or come from somewhere else than the endpoint.
	RequestErrorReasonForeignOrigin RequestErrorReason = "foreignOrigin"
	// RequestErrorReasonLost: the connection broke before the whole answer came.
	RequestErrorReasonLost RequestErrorReason = "lost"
	// RequestErrorReasonTimeout: no whole answer came within Retry.TryTimeout or
	// before the context's deadline, or the deadline came while the client waited to
	// send a refused request again.
	RequestErrorReasonTimeout RequestErrorReason = "timeout"
	// RequestErrorReasonCanceled: the caller's context was cancelled, perhaps while
	// the client waited to send a refused request again.
	RequestErrorReasonCanceled RequestErrorReason = "canceled"
	// RequestErrorReasonAnswerTooLong: the answer was longer than 8 MiB, or, for a
	// page of messages, 64 MiB.
	RequestErrorReasonAnswerTooLong RequestErrorReason = "answerTooLong"
)

// isLoss holds for the reasons after which a repeatable request is sent again.
func (r RequestErrorReason) isLoss() bool {
	return r == RequestErrorReasonLost || r == RequestErrorReasonTimeout
}

// RequestError says that a request got no answer that can be used. It unwraps to
// what the transport, the credential or the context reported. Where the service had
// answered with a refusal after which the request was to be sent again (408, 429,
// 5xx), and the context ended before that, it unwraps to this *ResponseError as well.
type RequestError struct {
	// Operation is the operation's name, such as CreateChatThread.
	Operation Operation
	// Reason is why there is no answer.
	Reason RequestErrorReason
	// Endpoint is the scheme, host and port that was to be reached.
	Endpoint string
	// Attempts is how many times the request was tried.
	Attempts int
	// OutcomeUnknown is set where one of the attempts may have been carried out.
	OutcomeUnknown bool
	// Err is the cause.
	Err error
}

// Error says on one line what happened.
func (e *RequestError) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s", e.Operation, e.inWords())
	if e.Attempts > 1 {
		fmt.Fprintf(&b, " (%d attempts)", e.Attempts)
	}
	if e.OutcomeUnknown {
		b.WriteString("; it is not known whether the request was carried out")
	}
	return oneLine(b.String())
}

// Unwrap returns the cause.
func (e *RequestError) Unwrap() error { return e.Err }

func (e *RequestError) inWords() string {
	if cut, ok := errors.AsType[*waitCutError](e.Err); ok {
		return cut.Error()
	}
	cause := withoutURL(e.Err)
	if proxy, ok := asProxyError(e.Err); ok {
		return proxy.Error()
	}
	switch e.Reason {
	case RequestErrorReasonToken, RequestErrorReasonForeignOrigin, RequestErrorReasonAnswerTooLong, RequestErrorReasonProxy:
		return cause.Error()
	case RequestErrorReasonConnectionRefused:
		return fmt.Sprintf("nothing listens at %s (connection refused)", e.Endpoint)
	case RequestErrorReasonUnknownHost:
		return fmt.Sprintf("the host of %s is unknown: %v", e.Endpoint, cause)
	case RequestErrorReasonCertificate:
		return fmt.Sprintf("the certificate of %s is not trusted: %v", e.Endpoint, cause)
	case RequestErrorReasonNotConnected:
		if isTimeout(e.Err) {
			return fmt.Sprintf("could not connect to %s in time", e.Endpoint)
		}
		return fmt.Sprintf("could not connect to %s: %v", e.Endpoint, cause)
	case RequestErrorReasonTimeout:
		return fmt.Sprintf("%s gave no answer in time", e.Endpoint)
	case RequestErrorReasonCanceled:
		return "cancelled"
	case RequestErrorReasonLost:
		if errors.Is(cause, io.EOF) || errors.Is(cause, io.ErrUnexpectedEOF) {
			return fmt.Sprintf("the answer was lost: %s closed the connection before it was complete", e.Endpoint)
		}
	}
	return fmt.Sprintf("the answer was lost: %v", cause)
}

// waitCutError says that the context ended between a refusal and the attempt that
// was to follow it.
type waitCutError struct {
	refusal *ResponseError
	err     error // the context's
}

func (e *waitCutError) Error() string {
	why := "it was cancelled"
	if errors.Is(e.err, context.DeadlineExceeded) {
		why = "its deadline passed"
	}
	return e.refusal.inWords() + "; the wait for the next attempt was cut short: " + why
}

// Unwrap returns both: what the service said, and why the call ended.
func (e *waitCutError) Unwrap() []error { return []error{e.err, e.refusal} }

// newRequestError explains the pipeline's error.
func newRequestError(endpoint origin, c *call, err error) *RequestError {
	return &RequestError{
		Operation:      c.request.operation,
		Reason:         reasonOf(c, err),
		Endpoint:       endpoint.String(),
		Attempts:       len(c.attempts),
		OutcomeUnknown: c.unknown(),
		Err:            err,
	}
}

// reasonOf finds the reason of the last attempt's error.
func reasonOf(c *call, err error) RequestErrorReason {
	switch ctxErr := c.ctx.Err(); {
	case errors.Is(ctxErr, context.DeadlineExceeded):
		return RequestErrorReasonTimeout
	case ctxErr != nil:
		return RequestErrorReasonCanceled
	}
	if _, ok := errors.AsType[*tokenError](err); ok {
		return RequestErrorReasonToken
	}
	if _, ok := errors.AsType[*foreignOriginError](err); ok {
		return RequestErrorReasonForeignOrigin
	}
	if _, ok := errors.AsType[*bodyTooLongError](err); ok {
		return RequestErrorReasonAnswerTooLong
	}
	if reason, ok := connectReason(err); ok {
		return reason
	}
	switch {
	case len(c.attempts) == 0 || !c.attempts[len(c.attempts)-1].unknown:
		return RequestErrorReasonNotConnected
	case isTimeout(err):
		return RequestErrorReasonTimeout
	}
	return RequestErrorReasonLost
}

// failedBeforeSending holds for errors that arise before a request's first byte
// leaves, whoever the transport is.
func failedBeforeSending(err error) bool {
	if _, ok := connectReason(err); ok {
		return true
	}
	operation, ok := errors.AsType[*net.OpError](err)
	return ok && operation.Op == "dial"
}

// connectReason recognises why a connection did not come about.
func connectReason(err error) (RequestErrorReason, bool) {
	if _, ok := asProxyError(err); ok {
		return RequestErrorReasonProxy, true
	}
	if errors.Is(err, syscall.ECONNREFUSED) {
		return RequestErrorReasonConnectionRefused, true
	}
	if _, ok := errors.AsType[*net.DNSError](err); ok {
		return RequestErrorReasonUnknownHost, true
	}
	for _, is := range []func(error) bool{
		isA[*tls.CertificateVerificationError],
		isA[x509.UnknownAuthorityError],
		isA[x509.HostnameError],
		isA[x509.CertificateInvalidError],
		isA[x509.SystemRootsError],
	} {
		if is(err) {
			return RequestErrorReasonCertificate, true
		}
	}
	return "", false
}

func isA[E error](err error) bool {
	_, ok := errors.AsType[E](err)
	return ok
}

func isTimeout(err error) bool {
	if errors.Is(err, context.DeadlineExceeded) {
		return true
	}
	timeout, ok := errors.AsType[net.Error](err)
	return ok && timeout.Timeout()
}

// withoutURL takes net/http's frame off an error: method and URL are long, and
// known to whoever reads the operation's name.
func withoutURL(err error) error {
	if framed, ok := errors.AsType[*url.Error](err); ok {
		return framed.Err
	}
	return err
}
