package requestlog

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"acs-chat-tui/acs"
)

// The documents of the HTTP Archive format (HAR) 1.2, as far as they are used here.
// What is not known is written as the format says: -1, or an empty text.
type (
	harDocument struct {
		Log harLog `json:"log"`
	}
	harLog struct {
		Version string     `json:"version"`
		Creator harCreator `json:"creator"`
		Entries []harEntry `json:"entries"`
		Comment string     `json:"comment,omitempty"`
	}
	harCreator struct {
		Name    string `json:"name"`
		Version string `json:"version"`
	}
	harEntry struct {
		StartedDateTime string      `json:"startedDateTime"`
		Time            float64     `json:"time"`
		Request         harRequest  `json:"request"`
		Response        harResponse `json:"response"`
		Cache           struct{}    `json:"cache"`
		Timings         harTimings  `json:"timings"`
		Comment         string      `json:"comment"`
	}
	harRequest struct {
		Method      string       `json:"method"`
		URL         string       `json:"url"`
		HTTPVersion string       `json:"httpVersion"`
		Cookies     []harPair    `json:"cookies"`
		Headers     []harPair    `json:"headers"`
		QueryString []harPair    `json:"queryString"`
		PostData    *harPostData `json:"postData,omitempty"`
		HeadersSize int          `json:"headersSize"`
		BodySize    int64        `json:"bodySize"`
	}
	harPostData struct {
		MimeType string `json:"mimeType"`
		Text     string `json:"text"`
		Comment  string `json:"comment,omitempty"`
	}
	harResponse struct {
		Status      int        `json:"status"`
		StatusText  string     `json:"statusText"`
		HTTPVersion string     `json:"httpVersion"`
		Cookies     []harPair  `json:"cookies"`
		Headers     []harPair  `json:"headers"`
		Content     harContent `json:"content"`
		RedirectURL string     `json:"redirectURL"`
		HeadersSize int        `json:"headersSize"`
		BodySize    int64      `json:"bodySize"`
		Comment     string     `json:"comment,omitempty"`
	}
	harContent struct {
		Size     int64  `json:"size"`
		MimeType string `json:"mimeType"`
		Text     string `json:"text,omitempty"`
		Encoding string `json:"encoding,omitempty"`
		Comment  string `json:"comment,omitempty"`
	}
	harTimings struct {
		Send    float64 `json:"send"`
		Wait    float64 `json:"wait"`
		Receive float64 `json:"receive"`
	}
	harPair struct {
		Name  string `json:"name"`
		Value string `json:"value"`
	}
)

// unknownSize is the format's word for a size that is not known.
const unknownSize = -1

// writeHAR writes entries, oldest first, as a HAR document. Times are in UTC. Of a
// time only the whole is known; it stands as the time that was waited.
func writeHAR(w io.Writer, entries []*entry, version string) error {
	document := harDocument{Log: harLog{
		Version: "1.2", Creator: harCreator{Name: "acs-chat-tui", Version: version}, Entries: make([]harEntry, len(entries)),
		Comment: "Tokens, signatures and cookies are left out. An entry is one attempt of a call; of its time only the whole is known.",
	}}
	for i, e := range entries {
		document.Log.Entries[i] = newHAREntry(e.Exchange)
	}
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(document); err != nil {
		return fmt.Errorf("writing the requests as HAR: %w", err)
	}
	return nil
}

func newHAREntry(x acs.Exchange) harEntry {
	total := float64(x.Duration.Microseconds()) / float64(time.Millisecond/time.Microsecond)
	return harEntry{
		StartedDateTime: x.Started.UTC().Format("2006-01-02T15:04:05.000Z07:00"), Time: total,
		Request: newHARRequest(x), Response: newHARResponse(x), Timings: harTimings{Wait: total},
		Comment: fmt.Sprintf("%s, attempt %d of at most %d", x.Operation, x.Attempt, x.MaxAttempts),
	}
}

func newHARRequest(x acs.Exchange) harRequest {
	r := harRequest{
		Method: x.Method, URL: x.URL, HTTPVersion: x.Protocol, Cookies: []harPair{}, Headers: pairs(x.RequestHeader),
		QueryString: queryPairs(x.URL), HeadersSize: unknownSize, BodySize: x.RequestBody.Size,
	}
	if x.RequestBody.Size > 0 {
		r.PostData = &harPostData{
			MimeType: x.RequestHeader.Get("Content-Type"), Text: strings.ToValidUTF8(string(x.RequestBody.Content), "\uFFFD"),
			Comment: keptWords(x.RequestBody),
		}
	}
	return r
}

func newHARResponse(x acs.Exchange) harResponse {
	_, statusText, _ := strings.Cut(x.Status(), " ")
	r := harResponse{
		Status: x.StatusCode, StatusText: statusText, HTTPVersion: x.Protocol, Cookies: []harPair{}, Headers: pairs(x.ResponseHeader),
		Content: harContent{
			Size: x.ResponseBody.Size, MimeType: x.ResponseHeader.Get("Content-Type"), Text: string(x.ResponseBody.Content),
			Comment: keptWords(x.ResponseBody),
		},
		RedirectURL: x.ResponseHeader.Get("Location"), HeadersSize: unknownSize, BodySize: x.ResponseBody.Size,
	}
	if x.Decompressed || x.StatusCode == 0 {
		r.BodySize = unknownSize
	}
	if r.StatusText == "" && x.StatusCode == 0 {
		r.StatusText = "no answer"
	}
	if !utf8.Valid(x.ResponseBody.Content) {
		r.Content.Text, r.Content.Encoding = base64.StdEncoding.EncodeToString(x.ResponseBody.Content), "base64"
	}
	if x.Err != nil {
		r.Comment = x.Err.Error()
	}
	return r
}

// keptWords say what of a body is missing; empty where nothing is.
func keptWords(b acs.ExchangeBody) string {
	switch {
	case b.Secret:
		return "left out: it may hold an access token"
	case b.Cut() > 0 && b.Incomplete:
		return fmt.Sprintf("the first %s of %s; it was not read to its end", size(int64(len(b.Content))), size(b.Size))
	case b.Cut() > 0:
		return fmt.Sprintf("the first %s of %s; the rest was not kept", size(int64(len(b.Content))), size(b.Size))
	case b.Incomplete:
		return "not read to its end"
	}
	return ""
}

// pairs are headers, sorted by their names.
func pairs(header map[string][]string) []harPair {
	list := []harPair{}
	for _, name := range slices.Sorted(maps.Keys(header)) {
		for _, value := range header[name] {
			list = append(list, harPair{name, strings.ToValidUTF8(value, "\uFFFD")})
		}
	}
	return list
}

// queryPairs are the parameters of a URL in their order.
func queryPairs(address string) []harPair {
	list := []harPair{}
	_, query, _ := strings.Cut(address, "?")
	for pair := range strings.SplitSeq(query, "&") {
		if pair == "" {
			continue
		}
		name, value, _ := strings.Cut(pair, "=")
		list = append(list, harPair{unescaped(name), unescaped(value)})
	}
	return list
}

func unescaped(s string) string {
	if plain, err := url.QueryUnescape(s); err == nil {
		return plain
	}
	return s
}
