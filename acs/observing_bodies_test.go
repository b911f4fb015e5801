package acs_test

import (
	"compress/gzip"
	"io"
	"net/http"
	"strings"
	"testing"

	"acs-chat-tui/acs"
)

// TestOnlyTheBeginningOfABodyIsKept, and it says how long the whole one was.
func TestOnlyTheBeginningOfABodyIsKept(t *testing.T) {
	for name, test := range map[string]struct {
		body string
		kept int
	}{
		"just fits":               {strings.Repeat("a", acs.ExchangeBodyLimit), acs.ExchangeBodyLimit},
		"a byte more":             {strings.Repeat("a", acs.ExchangeBodyLimit+1), acs.ExchangeBodyLimit},
		"cut within a character":  {strings.Repeat("a", acs.ExchangeBodyLimit-2) + strings.Repeat("日", 9), acs.ExchangeBodyLimit - 2},
		"cut behind a character":  {strings.Repeat("a", acs.ExchangeBodyLimit-3) + strings.Repeat("日", 9), acs.ExchangeBodyLimit},
		"cut within a wide emoji": {strings.Repeat("a", acs.ExchangeBodyLimit-3) + strings.Repeat("🧑", 9), acs.ExchangeBodyLimit - 3},
		"no text at all":          {strings.Repeat("\x9f", acs.ExchangeBodyLimit+9), acs.ExchangeBodyLimit},
	} {
		t.Run(name, func(t *testing.T) {
			service := newService(t, func(w http.ResponseWriter, _ *http.Request, _ int) { answer(w, http.StatusForbidden, test.body) })
			client, o := watched(t, service.URL, nil)
			if _, err := client.GetChatThreadProperties(t.Context(), threadID, nil); err == nil {
				t.Fatal("no error")
			}
			got := o.all()[0].ResponseBody
			if int(got.Size) != len(test.body) || string(got.Content) != test.body[:test.kept] || int(got.Cut()) != len(test.body)-test.kept || got.Incomplete {
				t.Errorf("%d of %d bytes, %d cut, incomplete %t", len(got.Content), got.Size, got.Cut(), got.Incomplete)
			}
		})
	}
	t.Run("longer than is read", func(t *testing.T) {
		service := newService(t, func(w http.ResponseWriter, _ *http.Request, _ int) {
			w.WriteHeader(http.StatusOK)
			_, _ = io.CopyN(w, endlessly{}, 9<<20)
		})
		client, o := watched(t, service.URL, nil)
		if _, err := client.GetChatThreadProperties(t.Context(), threadID, nil); err == nil {
			t.Fatal("no error")
		}
		got := o.all()[0]
		if brief(got) != "GetChatThreadProperties 1 of 4: 200 answerTooLong" || got.ResponseBody.Size != 8<<20 || !got.ResponseBody.Incomplete || len(got.ResponseBody.Content) != acs.ExchangeBodyLimit {
			t.Errorf("%s, %d bytes", brief(got), got.ResponseBody.Size)
		}
	})
}

// endlessly gives the letter a.
type endlessly struct{}

func (endlessly) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'a'
	}
	return len(p), nil
}

// TestACompressedAnswerIsObservedAsItWasInside, and says that it was compressed.
func TestACompressedAnswerIsObservedAsItWasInside(t *testing.T) {
	service := newService(t, func(w http.ResponseWriter, r *http.Request, _ int) {
		if r.Header.Get("Accept-Encoding") != "gzip" {
			t.Errorf("Accept-Encoding is %q", r.Header.Get("Accept-Encoding"))
		}
		w.Header().Set("Content-Encoding", "gzip")
		packer := gzip.NewWriter(w)
		if _, err := io.WriteString(packer, `{"value":[]}`); err != nil || packer.Close() != nil {
			t.Errorf("packing: %v", err)
		}
	})
	client, o := watched(t, service.URL, nil)
	if _, err := client.NewListChatThreadsPager(nil).NextPage(t.Context()); err != nil {
		t.Fatal(err)
	}
	x := o.all()[0]
	if !x.Decompressed || string(x.ResponseBody.Content) != `{"value":[]}` || x.RequestHeader.Get("Accept-Encoding") != "gzip" {
		t.Errorf("%+v", x)
	}
}
