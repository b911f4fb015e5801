package acs

import (
	"net/http"
	"strconv"
	"strings"
	"time"
)

// ExchangeBodyLimit is how many bytes of a body an Exchange keeps at most.
const ExchangeBodyLimit = 64 << 10

// Exchange is one attempt of a call: what was sent and what came back, without its
// secrets. It belongs to whoever receives it and does not change.
//
// These are left out before anybody sees them: the credentials in Authorization,
// Proxy-Authorization, Cookie and Set-Cookie, of which the word REDACTED is left,
// behind the scheme where there is one; the answers of IssueToken and
// CreateUserAndToken that agree, whole; and the request's own token or signature
// wherever else it stands, in what was sent as well as in an answer that repeats it.
type Exchange struct {
	// Operation is the operation's name, such as CreateChatThread.
	Operation Operation
	// Attempt is the number of the attempt within its call, from 1.
	Attempt int
	// MaxAttempts is how many attempts the call has at most, as known at the end of
	// this one: a token that is replaced after a 401 can add one.
	MaxAttempts int
	// Started is when the attempt began, and Duration how long it took to the end of
	// the answer's body, or to its loss; both by ClientOptions.Now.
	Started  time.Time
	Duration time.Duration

	// Method and URL are the request's.
	Method, URL string
	// RequestHeader holds the headers as the transport wrote them, by their canonical
	// names, with those that it adds itself (Host, Content-Length, Accept-Encoding).
	// Where a transport does not tell, or nothing was written, these are the headers
	// that the transport was given.
	RequestHeader http.Header
	// RequestBody is the body that the transport was given.
	RequestBody ExchangeBody
	// Sent says whether a byte of the request may have left.
	Sent bool

	// StatusCode is the answer's status; 0 where none came.
	StatusCode int
	// Protocol is the answer's, such as HTTP/1.1; empty where none came.
	Protocol string
	// ResponseHeader holds the answer's headers; nil where none came.
	ResponseHeader http.Header
	// ResponseBody is what came of the answer's body.
	ResponseBody ExchangeBody
	// Decompressed says that the answer came compressed: its body, with its size, is
	// what was inside, and net/http took Content-Encoding and Content-Length away.
	Decompressed bool

	// Err says why the attempt has no answer that can be used, a *RequestError; nil
	// for every answer that came whole, a refusal included, and for a refusal whose
	// body broke off.
	Err error
}

// Status is the answer's status with the usual words, such as "201 Created"; empty
// where no answer came.
func (x Exchange) Status() string {
	if x.StatusCode == 0 {
		return ""
	}
	return strings.TrimSpace(strconv.Itoa(x.StatusCode) + " " + http.StatusText(x.StatusCode))
}

// ExchangeBody is the body of a request or an answer, as far as it is kept.
type ExchangeBody struct {
	// Content is the body's beginning, ExchangeBodyLimit bytes at most, not cut within
	// a character; nil where there is none and where the body is Secret.
	Content []byte
	// Size is the length of the whole body in bytes, or of what came of one that is
	// Incomplete.
	Size int64
	// Secret says that the body may hold an access token and is not kept.
	Secret bool
	// Incomplete says that the body was not read to its end: the connection broke, or
	// it was longer than the client reads.
	Incomplete bool
}

// Cut is the number of bytes that were there and are not kept; 0 for a body that is
// Secret.
func (b ExchangeBody) Cut() int64 {
	if b.Secret {
		return 0
	}
	return b.Size - int64(len(b.Content))
}
