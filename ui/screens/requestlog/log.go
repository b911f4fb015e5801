package requestlog

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"acs-chat-tui/acs"
	"acs-chat-tui/ui/style/text"
)

// What a Log keeps at most.
const (
	maxEntries = 500
	maxBytes   = 16 << 20
)

// Log is what was sent and received, the newest of it. The zero value is empty. It
// is for the update goroutine alone; the entries in it do not change.
type Log struct {
	entries []*entry // oldest first
	bytes   int
	last    int
	// dropped and lost count since the log was empty: older ones that gave way here,
	// and those that never came.
	dropped, lost int
}

// entry is an exchange in the log.
type entry struct {
	acs.Exchange
	// number counts all entries of a run of the program, from 1.
	number int
	// path is the path and query for a row, and words say how it ended.
	path, words string
	how         success
	// numbers are its numbers for a row: how long it took, the attempt, what was sent
	// and what was received.
	numbers [4]string
	// found is what a filter looks at, in lower case.
	found string
	// bytes is about the memory that it takes.
	bytes int
}

// Add adds exchanges, in the order in which they ended; the oldest entries give way
// where there is no room. lost is how many more there were.
func (l *Log) Add(exchanges []acs.Exchange, lost int) {
	l.lost += lost
	for _, x := range exchanges {
		l.last++
		e := newEntry(x, l.last)
		l.entries = append(l.entries, e)
		l.bytes += e.bytes
	}
	for len(l.entries) > maxEntries || l.bytes > maxBytes {
		l.bytes -= l.entries[0].bytes
		l.entries[0] = nil
		l.entries = l.entries[1:]
		l.dropped++
	}
}

// Lines are the newest n entries, oldest first, one a line and without their bodies.
func (l *Log) Lines(n int) []string {
	var lines []string
	for _, e := range l.entries[max(0, len(l.entries)-n):] {
		lines = append(lines, strings.Join([]string{e.Started.UTC().Format(time.RFC3339), e.Method, e.path, e.words, e.numbers[0]}, "  "))
	}
	return lines
}

// Len is the number of entries.
func (l *Log) Len() int { return len(l.entries) }

// Clear forgets everything up to the entry with a number.
func (l *Log) Clear(upTo int) {
	newer := slices.DeleteFunc(slices.Clone(l.entries), func(e *entry) bool { return e.number <= upTo })
	*l = Log{last: l.last, entries: newer}
	for _, e := range newer {
		l.bytes += e.bytes
	}
}

// newestFirst are the entries, the newest first.
func (l *Log) newestFirst() []*entry {
	entries := slices.Clone(l.entries)
	slices.Reverse(entries)
	return entries
}

// overhead is about what an entry takes beside its texts.
const overhead = 1 << 10

func newEntry(x acs.Exchange, number int) *entry {
	path := readablePath(x.URL)
	e := &entry{Exchange: x, number: number, path: shortPath(path)}
	e.words, e.how = outcome(x)
	e.numbers = [...]string{
		took(x.Duration), fmt.Sprintf("%d of %d", x.Attempt, x.MaxAttempts), size(x.RequestBody.Size), size(x.ResponseBody.Size),
	}
	e.found = strings.ToLower(strings.Join([]string{
		x.Method, path, e.words, string(x.Operation), requestID(x), correlation(x), clientRequestID(x),
	}, " "))
	e.bytes = overhead + len(x.URL) + len(e.path) + len(e.found) + len(x.RequestBody.Content) + len(x.ResponseBody.Content)
	for _, header := range []map[string][]string{x.RequestHeader, x.ResponseHeader} {
		for name, values := range header {
			e.bytes += len(name) + len(strings.Join(values, ""))
		}
	}
	return e
}

// readablePath is the path and the query of a URL, unescaped, without what every
// request has.
func readablePath(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	path := u.Path
	var query []string
	for pair := range strings.SplitSeq(u.RawQuery, "&") {
		if pair != "" && !strings.HasPrefix(pair, "api-version=") {
			query = append(query, pair)
		}
	}
	if len(query) == 0 {
		return path
	}
	asked := strings.Join(query, "&")
	if plain, err := url.QueryUnescape(asked); err == nil {
		asked = plain
	}
	return path + "?" + asked
}

// longSegment is the length from which a part of a path is shortened in a row.
const longSegment = 20

// shortPath is a readable path for a row: the ids in it are shortened.
func shortPath(path string) string {
	path, query, asked := strings.Cut(path, "?")
	parts := strings.Split(text.Sanitize(path), "/")
	for i, part := range parts {
		parts[i] = text.TruncateMiddle(part, longSegment)
	}
	short := strings.Join(parts, "/")
	if asked {
		short += "?" + text.Sanitize(query)
	}
	return short
}

// The ids by which the service finds a request: its own, and the caller's, which it
// may not repeat.
func requestID(x acs.Exchange) string   { return x.ResponseHeader.Get("X-Ms-Request-Id") }
func correlation(x acs.Exchange) string { return x.ResponseHeader.Get("Ms-Cv") }

func clientRequestID(x acs.Exchange) string {
	return x.RequestHeader.Get("X-Ms-Client-Request-Id")
}
