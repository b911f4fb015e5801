package emulator

import (
	"log/slog"
	"net/http"
	"strings"
	"sync"
)

const (
	// maxRequests and maxLoggedBytes bound the request log; the oldest go first.
	maxRequests    = 10_000
	maxLoggedBytes = 32 << 20
	// maxLoggedBody bounds one body in the log.
	maxLoggedBody = 256 << 10
	// redactedText stands for a secret.
	redactedText = "REDACTED"
)

// Request is an entry of the request log.
type Request struct {
	// Method is the HTTP method.
	Method string `json:"method"`
	// Path is the path as sent, percent-encoding included.
	Path string `json:"path"`
	// Query is the query string as sent, without the question mark.
	Query string `json:"query"`
	// Headers are the request's headers by their canonical names, with secrets
	// replaced by REDACTED.
	Headers http.Header `json:"headers"`
	// Status is the answer's HTTP status; 0 while the request is under way, 499
	// where its client went away while it was delayed, 444 where a fault ended the
	// connection without an answer.
	Status int `json:"status"`
	// Body is the request's body as text, its first 256 KiB; REDACTED where a token
	// is in it (the exchange of Teams tokens, which the emulator does not serve).
	Body string `json:"body"`
}

// requestLog holds the requests in order of arrival.
type requestLog struct {
	mutex   sync.Mutex
	entries []*Request
	bytes   int
}

func (l *requestLog) reset() {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	l.entries, l.bytes = nil, 0
}

// add notes the arrival of a request.
func (l *requestLog) add(r *http.Request, body []byte) *Request {
	if strings.HasPrefix(r.URL.Path, "/teamsUser/") && len(body) > 0 {
		body = []byte(redactedText)
	}
	entry := &Request{
		Method: r.Method, Path: r.URL.EscapedPath(), Query: r.URL.RawQuery, Headers: redacted(r.Header),
		Body: strings.ToValidUTF8(string(body[:min(len(body), maxLoggedBody)]), "�"),
	}
	l.mutex.Lock()
	defer l.mutex.Unlock()
	l.entries = append(l.entries, entry)
	l.bytes += len(entry.Body)
	for len(l.entries) > maxRequests || l.bytes > maxLoggedBytes {
		l.bytes -= len(l.entries[0].Body)
		l.entries[0] = nil
		l.entries = l.entries[1:]
	}
	return entry
}

// finish notes how a request ended.
func (l *requestLog) finish(entry *Request, status int) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	entry.Status = status
}

// Requests are the requests so far, in order of arrival; control requests are not
// among them.
func (s *Service) Requests() []Request {
	s.requests.mutex.Lock()
	defer s.requests.mutex.Unlock()
	list := make([]Request, 0, len(s.requests.entries))
	for _, entry := range s.requests.entries {
		copied := *entry
		copied.Headers = entry.Headers.Clone()
		list = append(list, copied)
	}
	return list
}

// redacted copies headers without the secrets in them.
func redacted(header http.Header) http.Header {
	copied := header.Clone()
	for _, name := range []string{"Authorization", "Proxy-Authorization", "Cookie"} {
		if copied.Get(name) != "" {
			copied.Set(name, redactedText)
		}
	}
	return copied
}

// slogLevel is the level a request is logged at.
func slogLevel(status int) slog.Level {
	if status >= http.StatusBadRequest {
		return slog.LevelWarn
	}
	return slog.LevelInfo
}
