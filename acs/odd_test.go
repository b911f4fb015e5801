package acs_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"acs-chat-tui/acs"
)

// item is what the tests of odd items look at.
type item struct {
	id  string
	odd acs.Oddity
}

// lists read one page of each list.
func lists() map[string]func(t *testing.T, client *acs.Client) ([]item, error) {
	return map[string]func(t *testing.T, client *acs.Client) ([]item, error){
		"chat threads": func(t *testing.T, client *acs.Client) (items []item, err error) {
			t.Helper()
			page, err := client.NewListChatThreadsPager(nil).NextPage(t.Context())
			for _, one := range page.Value {
				items = append(items, item{one.ID, one.Odd})
			}
			return items, err
		},
		"chat participants": func(t *testing.T, client *acs.Client) (items []item, err error) {
			t.Helper()
			page, err := client.NewListChatParticipantsPager(threadID, nil).NextPage(t.Context())
			for _, one := range page.Value {
				items = append(items, item{one.CommunicationIdentifier.RawID(), one.Odd})
			}
			return items, err
		},
		"chat messages": func(t *testing.T, client *acs.Client) (items []item, err error) {
			t.Helper()
			page, err := client.NewListChatMessagesPager(threadID, nil).NextPage(t.Context())
			for _, one := range page.Value {
				items = append(items, item{one.ID, one.Odd})
			}
			return items, err
		},
		"read receipts": func(t *testing.T, client *acs.Client) (items []item, err error) {
			t.Helper()
			page, err := client.NewListChatReadReceiptsPager(threadID, nil).NextPage(t.Context())
			for _, one := range page.Value {
				items = append(items, item{one.ChatMessageID, one.Odd})
			}
			return items, err
		},
	}
}

// good is an item of each list with nothing odd about it, and the id that it has.
func good() map[string]item {
	return map[string]item{
		"chat threads":      {`{"id":"1"}`, acs.Oddity{}},
		"chat messages":     {`{"id":"1"}`, acs.Oddity{}},
		"read receipts":     {`{"chatMessageId":"1"}`, acs.Oddity{}},
		"chat participants": {`{"communicationIdentifier":` + identifierOfA + `}`, acs.Oddity{}},
	}
}

func TestAnOddItemDoesNotCostTheOthersOfItsPage(t *testing.T) {
	id := func(what string) string {
		if what == "chat participants" {
			return userA
		}
		return "1"
	}
	for _, test := range []struct {
		what, item, id, why string
	}{
		{"chat threads", `null`, "", "is null and no object"},
		{"chat threads", `[1]`, "", "is an array and no object"},
		{"chat threads", `"19:x"`, "", "is a string and no object"},
		{"chat threads", `7`, "", "is a number and no object"},
		{"chat threads", `true`, "", "is a boolean and no object"},
		{"chat threads", `{}`, "", "has no id"},
		{"chat threads", `{"id":"","topic":"x"}`, "", "has no id"},
		{"chat threads", `{"id":null}`, "", "has no id"},
		{"chat threads", `{"id":7,"topic":"x"}`, "", `the field "id" holds a number`},
		{"chat threads", `{"id":"2","lastMessageReceivedOn":"soon"}`, "2", `the field "lastMessageReceivedOn" is no time: "soon"`},
		{"chat threads", `{"id":"2","deletedOn":17,"topic":["x"]}`, "2", `the field "deletedOn" is no time: 17; the field "topic" holds an array`},
		{"chat messages", `null`, "", "is null and no object"},
		{"chat messages", `{"type":"text"}`, "", "has no id"},
		{"chat messages", `{"id":1623783615233}`, "", `the field "id" holds a number`},
		{"chat messages", `{"id":"2","sequenceId":3,"version":4}`, "2", `the field "sequenceId" holds a number, which it must not; the field "version" holds a number`},
		{"chat messages", `{"id":"2","createdOn":"soon"}`, "2", `the field "createdOn" is no time: "soon"`},
		{"chat messages", `{"id":"2","content":"hi"}`, "2", "its content: is a string and no object"},
		{"chat messages", `{"id":"2","metadata":{"a":{}}}`, "2", `the field "metadata" holds an object`},
		{"chat messages", `{"id":"2","senderCommunicationIdentifier":{"rawId":5}}`, "2", `its sender: the field "senderCommunicationIdentifier.rawId" holds a number`},
		{"chat messages", `{"id":"2","content":{"initiatorCommunicationIdentifier":{"rawId":"` + userA + `","communicationUser":{"id":"` + userB + `"}}}}`, "2", "name two users"},
		{"chat messages", `{"id":"2","content":{"participants":[{"communicationIdentifier":{}}]}}`, "2", "its content: its participant 1 has no identifier"},
		{"chat messages", `{"id":"2","content":{"message":"hi","attachments":"none"}}`, "2", `its content: the field "attachments" holds a string`},
		{"chat participants", `null`, "", "is null and no object"},
		{"chat participants", `{}`, "", "has no identifier"},
		{"chat participants", `{"communicationIdentifier":null,"displayName":"x"}`, "", "has no identifier"},
		{"chat participants", `{"communicationIdentifier":{"rawId":null}}`, "", "has no identifier"},
		{"chat participants", `{"communicationIdentifier":{"communicationUser":{}}}`, "", "has no identifier"},
		{"chat participants", `{"communicationIdentifier":{"phoneNumber":{}}}`, "", "has no identifier"},
		{"chat participants", `{"communicationIdentifier":{"microsoftTeamsUser":{"userId":""}}}`, "", "has no identifier"},
		{"chat participants", `{"communicationIdentifier":"` + userB + `"}`, "", `the field "communicationIdentifier" is a string and no object`},
		{"chat participants", `{"communicationIdentifier":{"rawId":42}}`, "", `the field "communicationIdentifier.rawId" holds a number`},
		{"chat participants", `{"communicationIdentifier":{"rawId":42,"communicationUser":{"id":"` + userB + `"}}}`, "", `holds a number`},
		{"chat participants", `{"communicationIdentifier":{"rawId":"` + userA + `","communicationUser":{"id":"` + userB + `"}}}`, "", "name two users"},
		{"chat participants", `{"communicationIdentifier":{"rawId":"` + userB + `","communicationUser":"x"}}`, userB, `"communicationIdentifier.communicationUser" cannot be read`},
		{"chat participants", `{"communicationIdentifier":{"rawId":"` + userB + `"},"metadata":{"floor":3}}`, userB, `the field "metadata" holds a number`},
		{"chat participants", `{"communicationIdentifier":{"rawId":"` + userB + `"},"shareHistoryTime":"always"}`, userB, `the field "shareHistoryTime" is no time: "always"`},
		{"chat participants", `{"communicationIdentifier":{"rawId":"` + userB + `"},"displayName":5}`, userB, `the field "displayName" holds a number`},
		{"read receipts", `null`, "", "is null and no object"},
		{"read receipts", `{}`, "", "has no message id"},
		{"read receipts", `{"chatMessageId":7}`, "", `the field "chatMessageId" holds a number`},
		{"read receipts", `{"chatMessageId":"2","readOn":"soon"}`, "2", `the field "readOn" is no time: "soon"`},
		{"read receipts", `{"chatMessageId":"2","senderCommunicationIdentifier":{"rawId":5}}`, "2", `the field "senderCommunicationIdentifier.rawId" holds a number`},
	} {
		t.Run(test.what+" "+test.item, func(t *testing.T) {
			plain := good()[test.what].id
			service := newService(t, func(w http.ResponseWriter, _ *http.Request, _ int) {
				answer(w, http.StatusOK, `{"value":[`+plain+`,`+test.item+`,`+plain+`]}`)
			})
			items, err := lists()[test.what](t, newClient(t, service.URL, nil))
			if err != nil {
				t.Fatal(err)
			}
			if len(items) != 3 || items[0] != (item{id(test.what), acs.Oddity{}}) || items[2] != items[0] {
				t.Fatalf("%+v: the others are not as they came", items)
			}
			if odd := items[1]; odd.id != test.id || !strings.Contains(odd.odd.Why, test.why) || odd.odd.JSON != test.item {
				t.Errorf("%+v, want the id %q, %q and the item as it came", odd, test.id, test.why)
			}
		})
	}
}

func TestAPageThatIsNoPageIsAnError(t *testing.T) {
	for what, read := range lists() {
		for _, body := range []string{``, `[]`, `<html></html>`, `{}`, `{"value":null}`, `{"value":{}}`, `{"value":"none"}`, `{"value":[`} {
			service := newService(t, func(w http.ResponseWriter, _ *http.Request, _ int) { answer(w, http.StatusOK, body) })
			_, err := read(t, newClient(t, service.URL, nil))
			if _, ok := errors.AsType[*acs.UnexpectedAnswerError](err); !ok || !strings.Contains(err.Error(), "not with a page of "+what) {
				t.Errorf("%s: error %v, want that it is no page of %s", body, err, what)
			}
		}
	}
}

func TestATimeOfTheYearOneIsATime(t *testing.T) {
	service := newService(t, func(w http.ResponseWriter, _ *http.Request, _ int) {
		answer(w, http.StatusOK, `{"id":"`+threadID+`","topic":"t","createdOn":"0001-01-01T00:00:00Z"}`)
	})
	thread, err := newClient(t, service.URL, nil).GetChatThreadProperties(t.Context(), threadID, nil)
	if err != nil || thread.CreatedOn == nil || thread.CreatedOn.Year() != 1 {
		t.Errorf("%+v and the error %v, want the time that came", thread, err)
	}
}
