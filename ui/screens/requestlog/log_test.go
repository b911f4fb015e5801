package requestlog

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"acs-chat-tui/acs"
)

// TestTheBoundsHold, whichever is met first, and the newest stay.
func TestTheBoundsHold(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name         string
		body         int
		count        int
		least, most  int
		leastDropped int
	}{
		{"many small ones", 10, 1200, maxEntries, maxEntries, 700},
		{"some large ones", acs.ExchangeBodyLimit, 1200, 100, 256, 900},
	} {
		var l Log
		body := acs.ExchangeBody{Content: []byte(strings.Repeat("b", test.body)), Size: int64(test.body)}
		for n := range test.count {
			l.Add([]acs.Exchange{{Method: http.MethodGet, Attempt: n + 1, ResponseBody: body, RequestHeader: http.Header{"X": {"y"}}}}, 0)
			if l.Len() > maxEntries || l.bytes > maxBytes {
				t.Fatalf("%s: %d entries, %d bytes", test.name, l.Len(), l.bytes)
			}
		}
		if l.Len() < test.least || l.Len() > test.most || l.dropped != test.count-l.Len() || l.dropped < test.leastDropped {
			t.Errorf("%s: %d kept, %d dropped", test.name, l.Len(), l.dropped)
		}
		sum := 0
		for row, e := range l.newestFirst() {
			sum += e.bytes
			if e.Attempt != test.count-row {
				t.Fatalf("%s: row %d holds number %d", test.name, row, e.Attempt)
			}
		}
		if sum != l.bytes {
			t.Errorf("%s: %d bytes are counted, %d are there", test.name, l.bytes, sum)
		}
		l.Clear(l.last)
		if l.Len() != 0 || l.bytes != 0 || l.dropped != 0 {
			t.Errorf("%s: not empty: %+v", test.name, l)
		}
	}
}

// TestOneThatIsTooLargeAlone: no bound keeps the log from taking the next one.
func TestOneThatIsTooLargeAlone(t *testing.T) {
	t.Parallel()
	var l Log
	l.Add([]acs.Exchange{{ResponseHeader: http.Header{"X": {strings.Repeat("x", maxBytes)}}}}, 2)
	if l.Len() != 0 || l.dropped != 1 || l.lost != 2 || l.bytes != 0 {
		t.Errorf("%d kept, %d dropped", l.Len(), l.dropped)
	}
	l.Add([]acs.Exchange{{Method: http.MethodGet}}, 0)
	if l.Len() != 1 {
		t.Errorf("%d kept", l.Len())
	}
}

func TestPaths(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]string{
		"https://c.example/chat/threads?api-version=2025-03-15":                                                            "/chat/threads",
		"https://c.example/chat/threads?maxPageSize=5&api-version=2025-03-15":                                              "/chat/threads?maxPageSize=5",
		"https://c.example/chat/threads/19%3AkMGazTj-GvZ4GJgX2096VDFWu7MA8yQ1%40thread.v2/participants/:add?api-version=1": "/chat/threads/19:kMGazTj…thread.v2/participants/:add",
		"https://c.example/chat/threads/19:a@thread.v2/participants?skip=2&api-version=1":                                  "/chat/threads/19:a@thread.v2/participants?skip=2",
		"https://c.example/a?startTime=1%2F1%2F1970%20A&api-version=1":                                                     "/a?startTime=1/1/1970 A",
		"https://c.example/a?bad=%zz": "/a?bad=%zz",
		"https://c.example":           "",
	} {
		if got := shortPath(readablePath(address)); got != want {
			t.Errorf("%s is %q, want %q", address, got, want)
		}
	}
}

func TestOutcomes(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		status int
		reason acs.RequestErrorReason
		words  string
		how    success
	}{
		{200, "", "200 OK", fine},
		{299, "", "299", fine},
		{302, "", "302 Found", doubtful},
		{429, "", "429 Too Many Requests", doubtful},
		{403, "", "403 Forbidden", bad},
		{503, "", "503 Service Unavailable", bad},
		{0, acs.RequestErrorReasonCanceled, "cancelled", doubtful},
		{0, acs.RequestErrorReasonLost, "answer lost", bad},
		{201, acs.RequestErrorReasonLost, "201, answer lost", bad},
		{200, acs.RequestErrorReasonAnswerTooLong, "200, answer too long", bad},
		{0, acs.RequestErrorReasonTimeout, "no answer in time", bad},
		{0, acs.RequestErrorReasonConnectionRefused, "connection refused", bad},
		{0, acs.RequestErrorReasonUnknownHost, "unknown host", bad},
		{0, acs.RequestErrorReasonCertificate, "untrusted certificate", bad},
		{0, acs.RequestErrorReasonNotConnected, "no connection", bad},
		{0, acs.RequestErrorReasonForeignOrigin, "from elsewhere", bad},
		{0, "something new", "failed", bad},
	} {
		x := acs.Exchange{StatusCode: test.status}
		if test.reason != "" {
			x.Err = &acs.RequestError{Reason: test.reason}
		}
		if words, how := outcome(x); words != test.words || how != test.how {
			t.Errorf("%d %s: %q, %d", test.status, test.reason, words, how)
		}
	}
}

func TestWordsOfNumbers(t *testing.T) {
	t.Parallel()
	for d, want := range map[time.Duration]string{
		0: "<1 ms", 999 * time.Microsecond: "<1 ms", 87 * time.Millisecond: "87 ms", 999 * time.Millisecond: "999 ms", 1299 * time.Millisecond: "1.2 s",
		9999 * time.Millisecond: "9.9 s", 20 * time.Second: "20 s", 125 * time.Second: "2 min",
	} {
		if got := took(d); got != want {
			t.Errorf("%s is %q, want %q", d, got, want)
		}
	}
	for n, want := range map[int64]string{0: "0 B", 1023: "1023 B", 1024: "1.0 KiB", 1 << 20: "1.0 MiB", 64 << 20: "64.0 MiB"} {
		if got := size(n); got != want {
			t.Errorf("%d is %q, want %q", n, got, want)
		}
	}
}
