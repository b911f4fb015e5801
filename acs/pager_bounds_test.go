package acs_test

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"acs-chat-tui/acs"
)

func TestABlankNextLinkIsNone(t *testing.T) {
	for _, link := range []string{"", " ", "\\t", " \\n\\u00a0"} {
		service := newService(t, func(w http.ResponseWriter, _ *http.Request, _ int) {
			answer(w, http.StatusOK, `{"value":[],"nextLink":"`+link+`"}`)
		})
		client := newClient(t, service.URL, nil)
		for _, options := range []*acs.ListChatThreadsOptions{nil, {NextLink: " "}} {
			pager := client.NewListChatThreadsPager(options)
			page, err := pager.NextPage(t.Context())
			if err != nil || pager.More() || pager.NextLink() != "" || page.NextLink != "" {
				t.Errorf("%q: page %+v, more %v, link %q, error %v", link, page, pager.More(), pager.NextLink(), err)
			}
		}
		if uri := service.received()[1].URI; uri != "/chat/threads?api-version=2025-03-15" {
			t.Errorf("a pager that starts at a blank link asks for %s", uri)
		}
	}
}

func TestANextLinkThatNamesNoPageIsNotFollowed(t *testing.T) {
	service := newService(t, func(w http.ResponseWriter, _ *http.Request, _ int) { answer(w, http.StatusOK, `{"value":[]}`) })
	client := newClient(t, service.URL+"/gateway", nil)
	for _, link := range []string{"?", "#", "#x", "/", "?skip=2", service.URL, service.URL + "/", service.URL + "?skip=2"} {
		pager := client.NewListChatThreadsPager(&acs.ListChatThreadsOptions{NextLink: link})
		_, err := pager.NextPage(t.Context())
		if paging, ok := errors.AsType[*acs.PagingError](err); !ok || paging.Reason != "it names no page" || paging.NextLink != link || !pager.More() {
			t.Errorf("%q: error %v, more %v", link, err, pager.More())
		}
	}
	if got := len(service.received()); got != 0 {
		t.Errorf("%d requests were sent", got)
	}
}

// endless answers every page with another link; items says how many items the page
// of a number has.
func endless(t *testing.T, items func(number int) int) (client *acs.Client, asked *int) {
	t.Helper()
	asked = new(int)
	options := quickly()
	options.Transport = transportFunc(func(req *http.Request) (*http.Response, error) {
		*asked++
		list := strings.TrimSuffix(strings.Repeat(`{"id":"x"},`, items(*asked)), ",")
		body := fmt.Sprintf(`{"value":[%s],"nextLink":"/chat/threads?p=%d"}`, list, *asked)
		return &http.Response{StatusCode: http.StatusOK, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body)), Request: req}, nil
	})
	return newClient(t, "https://contoso.communication.azure.com", options), asked
}

func TestAListWithoutAnEndEndsWithAnError(t *testing.T) {
	for name, test := range map[string]struct {
		items func(number int) int
		pages int
		want  string
	}{
		"of many pages":        {func(int) int { return 1 }, 10_000, "10000 pages were read, and it names yet another one"},
		"of nothing":           {func(int) int { return 0 }, 1001, "the last 1001 pages held nothing, and it names yet another one"},
		"of nothing, later on": {func(n int) int { return (n % 1001) / 1000 }, 3003, ""},
	} {
		t.Run(name, func(t *testing.T) {
			client, asked := endless(t, test.items)
			pager := client.NewListChatThreadsPager(nil)
			for n := range test.pages {
				if _, err := pager.NextPage(t.Context()); err != nil {
					t.Fatalf("page %d: %v", n+1, err)
				}
			}
			if test.want == "" {
				return
			}
			for range 2 {
				_, err := pager.NextPage(t.Context())
				if paging, ok := errors.AsType[*acs.PagingError](err); !ok || paging.Reason != test.want || !pager.More() {
					t.Fatalf("error %v, more %v; want %q", err, pager.More(), test.want)
				}
			}
			if *asked != test.pages {
				t.Errorf("%d requests for %d pages", *asked, test.pages)
			}
			// Whoever wants to goes on with a pager that counts anew.
			again := client.NewListChatThreadsPager(&acs.ListChatThreadsOptions{NextLink: pager.NextLink()})
			if _, err := again.NextPage(t.Context()); err != nil {
				t.Errorf("a new pager: %v", err)
			}
		})
	}
}
