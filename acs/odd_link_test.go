package acs_test

import (
	"errors"
	"net/http"
	"reflect"
	"strings"
	"testing"

	"acs-chat-tui/acs"
)

// TestALinkThatIsNoTextDoesNotCostThePage: its items are there, and what comes next is
// said to be unreadable, in every list.
func TestALinkThatIsNoTextDoesNotCostThePage(t *testing.T) {
	for link, kind := range map[string]string{
		`42`: "a number", `{"href": "/chat/threads?p=2"}`: "an object", `["x"]`: "an array", `true`: "a boolean", `false`: "a boolean",
	} {
		service := newService(t, func(w http.ResponseWriter, _ *http.Request, _ int) {
			answer(w, http.StatusOK, `{"value":[{"id":"1","chatMessageId":"1","communicationIdentifier":{"rawId":"8:acs:x_y"}}],"nextLink":`+link+`}`)
		})
		client := newClient(t, service.URL, nil)
		for name, try := range map[string]func(next string) read{
			"threads": func(next string) read {
				return readWith(t, client.NewListChatThreadsPager(&acs.ListChatThreadsOptions{NextLink: next}))
			},
			"participants": func(next string) read {
				return readWith(t, client.NewListChatParticipantsPager(threadID, &acs.ListChatParticipantsOptions{NextLink: next}))
			},
			"messages": func(next string) read {
				return readWith(t, client.NewListChatMessagesPager(threadID, &acs.ListChatMessagesOptions{NextLink: next}))
			},
			"receipts": func(next string) read {
				return readWith(t, client.NewListChatReadReceiptsPager(threadID, &acs.ListChatReadReceiptsOptions{NextLink: next}))
			},
		} {
			first := try("")
			if first.err != nil || first.items != 1 || first.link != strings.ReplaceAll(link, " ", "") {
				t.Errorf("%s, %s: %d items, the link %q, error %v", name, link, first.items, first.link, first.err)
				continue
			}
			asked := len(service.received())
			for _, err := range []error{first.after, try(first.link).err} {
				paging, ok := errors.AsType[*acs.PagingError](err)
				if !ok || paging.Reason != "it is "+kind+" and no text" || strings.Contains(err.Error(), "\n") {
					t.Errorf("%s, %s: error %v", name, link, err)
				}
			}
			if now := len(service.received()); now != asked {
				t.Errorf("%s, %s: %d requests for a page that nothing names", name, link, now-asked)
			}
		}
	}
}

// read is what a pager said of its first page, and of the one after that.
type read struct {
	items      int
	link       string
	err, after error
}

func readWith[T any](t *testing.T, pager *acs.Pager[T]) read {
	t.Helper()
	page, err := pager.NextPage(t.Context())
	got := read{link: pager.NextLink(), err: err, items: reflect.ValueOf(page).FieldByName("Value").Len()}
	if err == nil && pager.More() {
		_, got.after = pager.NextPage(t.Context())
	}
	return got
}

// TestALinkOfNullIsNone, and a page without a list is none: null is no list.
func TestALinkOfNullIsNone(t *testing.T) {
	for body, problem := range map[string]string{
		`{"value":[],"nextLink":null}`: "", `{"value":[]}`: "", `{"value":[],"nextLink":""}`: "",
		`{"value":null}`: "has no list", `{}`: "has no list", `{"nextLink":"/chat/threads?p=2"}`: "has no list",
		`{"value":{}}`: "not with a page", `{"value":"x"}`: "not with a page", `[]`: "not with a page", `null`: "not with a page",
	} {
		service := newService(t, func(w http.ResponseWriter, _ *http.Request, _ int) { answer(w, http.StatusOK, body) })
		pager := newClient(t, service.URL, nil).NewListChatThreadsPager(nil)
		page, err := pager.NextPage(t.Context())
		switch {
		case problem == "" && (err != nil || pager.More() || page.NextLink != ""):
			t.Errorf("%s: error %v, more %v", body, err, pager.More())
		case problem != "" && (err == nil || !strings.Contains(err.Error(), problem) || !pager.More()):
			t.Errorf("%s: error %v, more %v", body, err, pager.More())
		}
	}
}
