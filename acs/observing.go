package acs

import (
	"bytes"
	"net/http"
	"strings"
	"time"
	"unicode/utf8"
)

// observation is an attempt before it is handed over, secrets included.
type observation struct {
	call     *call
	request  *http.Request
	trace    *sendTrace
	started  time.Time
	answer   *received // nil where none came
	err      error
	sent     bool
	tries    int
	origin   origin
	duration time.Duration
}

// secretHeaders hold credentials.
var secretHeaders = [...]string{"Authorization", "Proxy-Authorization", "Cookie", "Set-Cookie"}

// redactedHeader stands for a credential in a header.
const redactedHeader = "REDACTED"

// exchange is the attempt without its secrets.
func (o observation) exchange() Exchange {
	secret := secretOf(o.request.Header.Get("Authorization"))
	x := Exchange{
		Operation:     o.call.request.operation,
		Attempt:       len(o.call.attempts),
		MaxAttempts:   max(o.tries, len(o.call.attempts)),
		Started:       o.started,
		Duration:      o.duration,
		Method:        o.request.Method,
		URL:           string(withoutSecret([]byte(o.request.URL.Redacted()), secret)),
		RequestHeader: redactHeader(o.trace.wroteHeader(), secret),
		RequestBody:   keptBody(withoutSecret(o.call.request.body, secret)),
		Sent:          o.sent,
	}
	if len(x.RequestHeader) == 0 {
		x.RequestHeader = redactHeader(o.request.Header, secret)
	}
	if o.err != nil {
		x.Err = newRequestError(o.origin, o.call, o.err)
	}
	if o.answer == nil {
		return x
	}
	resp := o.answer.resp
	x.StatusCode, x.Protocol, x.Decompressed = resp.StatusCode, resp.Proto, resp.Uncompressed
	x.ResponseHeader = redactHeader(resp.Header, secret)
	x.ResponseBody = keptBody(o.answer.body)
	x.ResponseBody.Incomplete = o.answer.incomplete
	if o.call.request.operation.answersToken() && resp.StatusCode < http.StatusMultipleChoices {
		x.ResponseBody.Content, x.ResponseBody.Secret = nil, true
	}
	return x
}

// keptBody keeps the beginning of a body: a copy, so that a long one can go.
func keptBody(body []byte) ExchangeBody {
	kept := body[:min(len(body), ExchangeBodyLimit)]
	if len(kept) < len(body) {
		// Not within a character: only one that the whole body has is looked for.
		for back := 1; back < utf8.UTFMax && len(kept) > back; back++ {
			if start := kept[len(kept)-back:]; utf8.RuneStart(start[0]) {
				if !utf8.FullRune(start) {
					kept = kept[:len(kept)-back]
				}
				break
			}
		}
	}
	return ExchangeBody{Content: bytes.Clone(kept), Size: int64(len(body))}
}

// redactHeader copies headers without what is secret in them.
func redactHeader(header http.Header, secret string) http.Header {
	copied := header.Clone()
	for _, values := range copied {
		for i, value := range values {
			values[i] = string(withoutSecret([]byte(value), secret))
		}
	}
	for _, name := range secretHeaders {
		for i, value := range copied[name] {
			copied[name][i] = redactedHeader
			if scheme, _, found := strings.Cut(value, " "); found && strings.HasSuffix(name, "Authorization") {
				copied[name][i] = scheme + " " + redactedHeader
			}
		}
	}
	return copied
}
