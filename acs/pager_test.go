package acs_test

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"acs-chat-tui/acs"

	"github.com/google/go-cmp/cmp"
)

func TestParticipantsComePageByPageInOrder(t *testing.T) {
	var service *service
	service = newService(t, func(w http.ResponseWriter, _ *http.Request, number int) {
		next := fmt.Sprintf(`,"nextLink":"%s/chat/threads/%s/participants?skip=%d&maxPageSize=1&api-version=2025-03-15"`, service.URL, threadID, number)
		if number == 3 {
			next = ""
		}
		answer(w, http.StatusOK, fmt.Sprintf(`{"value":[{"communicationIdentifier":{"rawId":"user%d","communicationUser":{"id":"user%d"}},"displayName":"n%d","shareHistoryTime":"1970-01-01T00:00:00Z","metadata":{"n":"%d"}}]%s}`, number, number, number, number, next))
	})
	pager := newClient(t, service.URL, nil).NewListChatParticipantsPager(threadID, &acs.ListChatParticipantsOptions{MaxPageSize: new(int32(1)), Skip: new(int32(0))})
	var got []acs.ChatParticipant
	for pager.More() {
		page, err := pager.NextPage(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if page.NextLink != pager.NextLink() {
			t.Errorf("the page names %q, the pager %q", page.NextLink, pager.NextLink())
		}
		got = append(got, page.Value...)
	}
	var want []acs.ChatParticipant
	for n := 1; n <= 3; n++ {
		want = append(want, acs.ChatParticipant{
			CommunicationIdentifier: acs.CommunicationUserIdentifier{ID: fmt.Sprintf("user%d", n)},
			DisplayName:             new(fmt.Sprintf("n%d", n)),
			ShareHistoryTime:        new(time.Unix(0, 0).UTC()),
			Metadata:                map[string]string{"n": fmt.Sprint(n)},
		})
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("participants (-want +got):\n%s", diff)
	}
	var uris []string
	for _, request := range service.received() {
		uris = append(uris, request.URI)
	}
	wantURIs := []string{
		"/chat/threads/19%3AkMGazTj-GvZ4GJgX2096VDFWu7MA8yQKxPQSkuXQCjs1%40thread.v2/participants?skip=0&maxPageSize=1&api-version=2025-03-15",
		"/chat/threads/" + threadID + "/participants?skip=1&maxPageSize=1&api-version=2025-03-15",
		"/chat/threads/" + threadID + "/participants?skip=2&maxPageSize=1&api-version=2025-03-15",
	}
	if diff := cmp.Diff(wantURIs, uris); diff != "" {
		t.Errorf("requests (-want +got):\n%s", diff)
	}
	if _, err := pager.NextPage(t.Context()); err == nil {
		t.Error("a page after the last one")
	}
}

func TestThreadsComeWithTheirFields(t *testing.T) {
	service := newService(t, func(w http.ResponseWriter, _ *http.Request, _ int) {
		answer(w, http.StatusOK, `{"value":[{"id":"19:a","topic":"A","lastMessageReceivedOn":"2024-01-02T03:04:05Z"},{"id":"19:b","topic":"B","deletedOn":"2024-01-02T03:04:05Z","lastMessageReceivedOn":null}],"nextLink":null}`)
	})
	pager := newClient(t, service.URL, nil).NewListChatThreadsPager(&acs.ListChatThreadsOptions{
		MaxPageSize: new(int32(50)),
		StartTime:   new(time.Date(2024, 1, 1, 2, 0, 0, 5, time.FixedZone("", 7200))),
	})
	page, err := pager.NextPage(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2024, 1, 2, 3, 4, 5, 0, time.UTC)
	want := acs.ListChatThreadsResponse{Value: []acs.ChatThreadItem{
		{ID: "19:a", Topic: "A", LastMessageReceivedOn: &at},
		{ID: "19:b", Topic: "B", DeletedOn: &at},
	}}
	if diff := cmp.Diff(want, page); diff != "" {
		t.Errorf("page (-want +got):\n%s", diff)
	}
	if pager.More() {
		t.Error("More is true after the last page")
	}
	if got, want := service.received()[0].URI, "/chat/threads?maxPageSize=50&startTime=2024-01-01T00%3A00%3A00Z&api-version=2025-03-15"; got != want {
		t.Errorf("request %s, want %s", got, want)
	}
}

func TestAFailedPageIsAskedForAgain(t *testing.T) {
	var service *service
	service = newService(t, func(w http.ResponseWriter, _ *http.Request, number int) {
		switch number {
		case 1:
			answer(w, http.StatusOK, `{"value":[{"id":"19:a","topic":"A"}],"nextLink":"`+service.URL+`/chat/threads?page=2&api-version=v"}`)
		case 2:
			answer(w, http.StatusForbidden, ``)
		case 3:
			answer(w, http.StatusOK, `{"nothing":1}`)
		default:
			answer(w, http.StatusOK, `{"value":[]}`)
		}
	})
	pager := newClient(t, service.URL, nil).NewListChatThreadsPager(nil)
	if _, err := pager.NextPage(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"403", "not with a page of chat threads: the document has no list"} {
		if _, err := pager.NextPage(t.Context()); err == nil || !strings.Contains(err.Error(), want) || !pager.More() {
			t.Fatalf("error %v, More %v; want %q and true", err, pager.More(), want)
		}
	}
	if page, err := pager.NextPage(t.Context()); err != nil || len(page.Value) != 0 || pager.More() {
		t.Fatalf("page %v, error %v, More %v", page, err, pager.More())
	}
	for _, request := range service.received()[1:] {
		if request.URI != "/chat/threads?page=2&api-version=v" {
			t.Errorf("asked for %s", request.URI)
		}
	}
}

func TestANextLinkIsRequestedAsItIs(t *testing.T) {
	for link, want := range map[string]string{
		"/chat/threads?startTime=1%2F1%2F1970%2012%3A00%3A00%20AM%20%2B00%3A00&maxPageSize=3&api-version=2021-09-07": "/chat/threads?startTime=1%2F1%2F1970%2012%3A00%3A00%20AM%20%2B00%3A00&maxPageSize=3&api-version=2021-09-07",
		"/chat/threads?z=1&a=2;b&%zz&a=%2f&syncState=AbC":                                                            "/chat/threads?z=1&a=2;b&%zz&a=%2f&syncState=AbC&api-version=2025-03-15",
		"/chat/threads/19%3ax@thread.v2/participants?skip=2&API-Version=1":                                           "/chat/threads/19%3ax@thread.v2/participants?skip=2&API-Version=1",
		"/chat/threads?startTime=1/1/1970 12:00:00 AM +00:00":                                                        "/chat/threads?startTime=1/1/1970%2012:00:00%20AM%20+00:00&api-version=2025-03-15",
		"/chat/threads":              "/chat/threads?api-version=2025-03-15",
		"/chat/threads?":             "/chat/threads?api-version=2025-03-15",
		"/chat/threads?a=b&":         "/chat/threads?a=b&api-version=2025-03-15",
		"/chat/threads?a=b#fragment": "/chat/threads?a=b&api-version=2025-03-15",
	} {
		service := newService(t, func(w http.ResponseWriter, _ *http.Request, _ int) { answer(w, http.StatusOK, `{"value":[]}`) })
		client := newClient(t, service.URL, nil)
		for _, start := range []string{service.URL + link, strings.Replace(service.URL, "http:", "HTTP:", 1) + link, link} {
			before := len(service.received())
			if _, err := client.NewListChatThreadsPager(&acs.ListChatThreadsOptions{NextLink: start}).NextPage(t.Context()); err != nil {
				t.Errorf("%s: %v", start, err)
				continue
			}
			if got := service.received()[before].URI; got != want {
				t.Errorf("%s was requested as %s, want %s", start, got, want)
			}
		}
	}
}

func TestANextLinkElsewhereIsNotFollowed(t *testing.T) {
	other := newService(t, func(w http.ResponseWriter, _ *http.Request, _ int) { answer(w, http.StatusOK, `{"value":[]}`) })
	service := newService(t, func(w http.ResponseWriter, _ *http.Request, _ int) { answer(w, http.StatusOK, `{"value":[]}`) })
	host := strings.TrimPrefix(service.URL, "http://")
	client := newClient(t, service.URL, nil)
	for link, want := range map[string]string{
		other.URL + "/chat/threads":            "it leads to " + other.URL + " and the token goes to " + service.URL + " only",
		"https://" + host + "/chat/threads":    "it leads to https://" + host,
		"//evil.example/chat/threads":          "it leads to http://evil.example",
		"http://user:secret@" + host + "/chat": "it holds a user name",
		"http://[::1/":                         "it is not a URL",
		"ftp://" + host:                        "it leads to ftp://" + host,
	} {
		pager := client.NewListChatThreadsPager(&acs.ListChatThreadsOptions{NextLink: link})
		_, err := pager.NextPage(t.Context())
		paging, ok := errors.AsType[*acs.PagingError](err)
		if !ok || !strings.Contains(paging.Reason, want) || !pager.More() {
			t.Errorf("%s: error %v, More %v; want %q and true", link, err, pager.More(), want)
		}
		if strings.Contains(err.Error(), "secret") {
			t.Errorf("the error shows a password: %v", err)
		}
	}
	if len(service.received())+len(other.received()) != 0 {
		t.Error("requests were sent")
	}
}

func TestLinksThatDifferInWhatCannotBeDecodedAreTwoPages(t *testing.T) {
	links := []string{
		"/m?syncState=%zz1&a=1", "/m?syncState=%zz2&a=1", // no percent-encoding
		"/m?state=3e;1", "/m?state=3e;2", // a semicolon, which net/url takes for a fault
		"/m?syncState=3eA", "/m?syncState=3ea",
		"/m?a=b%26c=d", "/m?a=b&c=d",
		"/m?a=1%2F1%2F1970%2012%3A00%3A00%20AM%20%2B00%3A00", "/m?a=1%2F1%2F1970%2012%3A00%3A00%20AM%20%2B01%3A00",
	}
	service := newService(t, func(w http.ResponseWriter, _ *http.Request, number int) {
		if number > len(links) {
			answer(w, http.StatusOK, `{"value":[]}`)
			return
		}
		answer(w, http.StatusOK, `{"value":[],"nextLink":"`+links[number-1]+`&api-version=v"}`)
	})
	pager := newClient(t, service.URL, nil).NewListChatMessagesPager(threadID, nil)
	for pager.More() {
		if _, err := pager.NextPage(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if got := len(service.received()); got != len(links)+1 {
		t.Errorf("%d pages, want %d", got, len(links)+1)
	}
}

func TestCyclicNextLinksEndWithAnError(t *testing.T) {
	for name, test := range map[string]struct {
		links []string // the nextLink of page 1, 2, …; the last one for ever
		pages int
	}{
		"to itself":           {[]string{"/chat/threads?p=1", "/chat/threads?p=1"}, 2},
		"to the first page":   {[]string{"/chat/threads?api-version=2025-03-15"}, 1},
		"in a circle":         {[]string{"/chat/threads?p=1", "/chat/threads?p=2", "/chat/threads?p=1"}, 3},
		"in another case":     {[]string{"/chat/threads?p=%2f", "/chat/threads?p=/"}, 2},
		"in another spelling": {[]string{"/chat/threads?p=1&q=2", "/chat/thr%65ads?q=2&p=%31"}, 2},
	} {
		t.Run(name, func(t *testing.T) {
			var service *service
			service = newService(t, func(w http.ResponseWriter, _ *http.Request, number int) {
				link := test.links[min(number, len(test.links))-1]
				answer(w, http.StatusOK, `{"value":[{"id":"19:a","topic":"A"}],"nextLink":"`+service.URL+link+`"}`)
			})
			pager := newClient(t, service.URL, nil).NewListChatThreadsPager(nil)
			for range test.pages {
				if _, err := pager.NextPage(t.Context()); err != nil {
					t.Fatal(err)
				}
			}
			for range 2 {
				_, err := pager.NextPage(t.Context())
				if _, ok := errors.AsType[*acs.PagingError](err); !ok || !strings.Contains(err.Error(), "a page that was read before") || !pager.More() {
					t.Fatalf("error %v, More %v", err, pager.More())
				}
			}
			if got := len(service.received()); got != test.pages {
				t.Errorf("%d requests for %d pages", got, test.pages)
			}
		})
	}
}
