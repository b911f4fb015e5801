package emulator

import (
	"iter"
	"log/slog"
	"net/http"
	"strings"
	"sync"
)

const (
	// maxRequests and maxLoggedBytes bound the request log; the oldest go first. What
	// is counted is all of an entry, headers included.
	maxRequests    = 10_000
	maxLoggedBytes = 32 << 20
	// entryBytes and headerBytes are what an entry and each of its headers take besides
	// their texts.
	entryBytes, headerBytes = 256, 64
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

// size is about what an entry takes in memory, in bytes.
func (r *Request) size() int {
	size := entryBytes + len(r.Method) + len(r.Path) + len(r.Query) + len(r.Body)
	for name, values := range r.Headers {
		for _, value := range values {
			size += headerBytes + len(name) + len(value)
		}
	}
	return size
}

// requestLog holds the requests in order of arrival. They are numbered from 0 on, so
// that a reader finds its place again whatever has gone meanwhile.
type requestLog struct {
	mutex   sync.Mutex
	entries []*Request
	first   int // the number of the first entry held
	bytes   int
}

func (l *requestLog) reset() {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	l.first += len(l.entries)
	l.entries, l.bytes = nil, 0
}

// add notes the arrival of a request.
func (l *requestLog) add(r *http.Request, body []byte) *Request {
	if strings.HasPrefix(r.URL.Path, "/teamsUser/") && len(body) > 0 {
		body = []byte(redactedText)
	}
	entry := &Request{
		// Copies, since each is a part of the whole first line of the request.
		Method: strings.Clone(r.Method), Path: strings.Clone(r.URL.EscapedPath()), Query: strings.Clone(r.URL.RawQuery),
		Headers: redacted(r.Header),
		Body:    strings.ToValidUTF8(string(body[:min(len(body), maxLoggedBody)]), "�"),
	}
	l.mutex.Lock()
	defer l.mutex.Unlock()
	l.entries = append(l.entries, entry)
	l.bytes += entry.size()
	for len(l.entries) > maxRequests || l.bytes > maxLoggedBytes {
		l.bytes -= l.entries[0].size()
		l.entries[0] = nil
		l.entries = l.entries[1:]
		l.first++
	}
	return entry
}

// finish notes how a request ended.
func (l *requestLog) finish(entry *Request, status int) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	entry.Status = status
}

// all gives the requests until now, one after the other: nobody holds more than one
// of them, however long it takes. Those that are dropped from the log meanwhile are
// left out. Their headers are the log's own.
func (l *requestLog) all() iter.Seq[Request] {
	return func(yield func(Request) bool) {
		l.mutex.Lock()
		number, end := l.first, l.first+len(l.entries)
		l.mutex.Unlock()
		for number < end {
			entry, at, found := l.from(number)
			if !found || at >= end || !yield(entry) {
				return
			}
			number = at + 1
		}
	}
}

// from gives the first request held from a number on, and its number.
func (l *requestLog) from(number int) (entry Request, at int, found bool) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	at = max(number, l.first)
	if at-l.first >= len(l.entries) {
		return Request{}, at, false
	}
	return *l.entries[at-l.first], at, true
}

// Requests are the requests so far, in order of arrival; control requests are not
// among them, nor those for another host.
func (s *Service) Requests() []Request {
	list := []Request{}
	for entry := range s.requests.all() {
		entry.Headers = entry.Headers.Clone()
		list = append(list, entry)
	}
	return list
}

// writeRequests answers the requests so far, item by item.
func (s *Service) writeRequests(w http.ResponseWriter) {
	controlHeader(w.Header())
	patience := s.patience(w)
	before := "["
	for entry := range s.requests.all() {
		if err := patience.write(w, append([]byte(before), encode(entry, "")...)); err != nil {
			return // the client is gone, or reads no more
		}
		before = ","
	}
	end := "]"
	if before == "[" {
		end = "[]"
	}
	_ = patience.write(w, []byte(end))
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
