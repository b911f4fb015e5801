package requestlog

import (
	"bytes"
	"encoding/json"
	"errors"
	"net/http"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"acs-chat-tui/acs"
)

// archived is the archive of one exchange, read back.
func archived(t *testing.T, x acs.Exchange) harEntry {
	t.Helper()
	var out bytes.Buffer
	if err := writeHAR(&out, []*entry{newEntry(x, 1)}, "1.2.3"); err != nil {
		t.Fatal(err)
	}
	var document harDocument
	decoder := json.NewDecoder(&out)
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&document); err != nil {
		t.Fatal(err)
	}
	if l := document.Log; l.Version != "1.2" || l.Creator != (harCreator{"acs-chat-tui", "1.2.3"}) || len(l.Entries) != 1 {
		t.Fatalf("%+v", l)
	}
	return document.Log.Entries[0]
}

func TestAnEntryOfAnArchive(t *testing.T) {
	t.Parallel()
	got := archived(t, acs.Exchange{
		Operation: "CreateChatThread", Attempt: 2, MaxAttempts: 4,
		Started: time.Date(2025, 3, 4, 5, 6, 7, 89_000_000, time.FixedZone("", 3600)), Duration: 1234567 * time.Microsecond,
		Method: http.MethodPost, URL: "https://c.example/chat/threads?a=%20b+c&d&api-version=2025-03-15",
		RequestHeader: http.Header{"Content-Type": {"application/json"}, "Accept": {"x", "y"}},
		RequestBody:   acs.ExchangeBody{Content: []byte(`{"topic":"<é>"}`), Size: 16},
		StatusCode:    http.StatusCreated, Protocol: "HTTP/2.0",
		ResponseHeader: http.Header{"Content-Type": {"application/json"}, "Location": {"https://c.example/x"}},
		ResponseBody:   acs.ExchangeBody{Content: []byte(`{}`), Size: 2},
	})
	want := harEntry{
		StartedDateTime: "2025-03-04T04:06:07.089Z", Time: 1234.567, Timings: harTimings{Wait: 1234.567},
		Request: harRequest{
			Method: "POST", URL: "https://c.example/chat/threads?a=%20b+c&d&api-version=2025-03-15", HTTPVersion: "HTTP/2.0", Cookies: []harPair{},
			Headers:     []harPair{{"Accept", "x"}, {"Accept", "y"}, {"Content-Type", "application/json"}},
			QueryString: []harPair{{"a", " b c"}, {"d", ""}, {"api-version", "2025-03-15"}},
			PostData:    &harPostData{MimeType: "application/json", Text: `{"topic":"<é>"}`}, HeadersSize: -1, BodySize: 16,
		},
		Response: harResponse{
			Status: 201, StatusText: "Created", HTTPVersion: "HTTP/2.0", Cookies: []harPair{},
			Headers:     []harPair{{"Content-Type", "application/json"}, {"Location", "https://c.example/x"}},
			Content:     harContent{Size: 2, MimeType: "application/json", Text: "{}"},
			RedirectURL: "https://c.example/x", HeadersSize: -1, BodySize: 2,
		},
		Comment: "CreateChatThread, attempt 2 of at most 4",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestAnArchiveSaysWhatIsMissing: of a lost answer, of long, secret, broken and binary
// bodies.
func TestAnArchiveSaysWhatIsMissing(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name       string
		x          acs.Exchange
		status     int
		statusText string
		content    harContent
		bodySize   int64
		comment    string
	}{
		{"lost", acs.Exchange{Err: errors.New("gone")}, 0, "no answer", harContent{}, -1, "gone"},
		{
			"cut",
			acs.Exchange{StatusCode: http.StatusOK, ResponseBody: acs.ExchangeBody{Content: []byte("abc"), Size: 70_000}},
			200, "OK",
			harContent{Size: 70_000, Text: "abc", Comment: "the first 3 B of 68.4 KiB; the rest was not kept"},
			70_000, "",
		},
		{
			"secret",
			acs.Exchange{StatusCode: http.StatusOK, ResponseBody: acs.ExchangeBody{Secret: true, Size: 9}},
			200, "OK",
			harContent{Size: 9, Comment: "left out: it may hold an access token"},
			9, "",
		},
		{
			"broken",
			acs.Exchange{StatusCode: http.StatusOK, ResponseBody: acs.ExchangeBody{Content: []byte("a"), Size: 1, Incomplete: true}, Err: errors.New("gone")},
			200, "OK",
			harContent{Size: 1, Text: "a", Comment: "not read to its end"},
			1, "gone",
		},
		{
			"endless",
			acs.Exchange{StatusCode: http.StatusOK, ResponseBody: acs.ExchangeBody{Content: []byte("a"), Size: 8 << 20, Incomplete: true}},
			200, "OK",
			harContent{Size: 8 << 20, Text: "a", Comment: "the first 1 B of 8.0 MiB; it was not read to its end"},
			8 << 20, "",
		},
		{
			"binary",
			acs.Exchange{StatusCode: http.StatusOK, ResponseBody: acs.ExchangeBody{Content: []byte("\xff\x00"), Size: 2}},
			200, "OK",
			harContent{Size: 2, Text: "/wA=", Encoding: "base64"},
			2, "",
		},
		{
			"compressed",
			acs.Exchange{StatusCode: http.StatusOK, Decompressed: true, ResponseBody: acs.ExchangeBody{Content: []byte("aa"), Size: 2}},
			200, "OK",
			harContent{Size: 2, Text: "aa"},
			-1, "",
		},
		{"of no name", acs.Exchange{StatusCode: 299}, 299, "", harContent{}, 0, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got := archived(t, test.x)
			want := harResponse{
				Status: test.status, StatusText: test.statusText, Cookies: []harPair{}, Headers: []harPair{},
				Content: test.content, HeadersSize: -1, BodySize: test.bodySize, Comment: test.comment,
			}
			if diff := cmp.Diff(want, got.Response); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if got.Request.PostData != nil {
				t.Errorf("a request without a body has %+v", got.Request.PostData)
			}
		})
	}
}
