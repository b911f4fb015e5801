package emulator

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// receiptsPage is a page of read receipts as a client reads it.
type receiptsPage struct {
	Value []struct {
		SenderCommunicationIdentifier struct{ RawID string }
		ChatMessageID, ReadOn         string
	}
	NextLink string
}

func (f *fixture) read(threadID, messageID string, headers ...string) {
	f.t.Helper()
	got := f.do("POST", "/chat/threads/"+threadID+"/readReceipts?"+latest, `{"chatMessageId":"`+messageID+`"}`, headers...)
	if got.status != http.StatusOK || got.body != "" || got.header.Get("Content-Length") != "0" || got.header.Get("Content-Type") != "" {
		f.t.Fatalf("receipt: %d %q, %v", got.status, got.body, got.header)
	}
}

func TestReadReceipts(t *testing.T) {
	f := newFixture(t, Options{Seed: SeedEmpty})
	id := f.create("t", KnownUserID(1))
	target := "/chat/threads/" + id + "/readReceipts?" + latest
	if got := f.do("GET", target, ""); got.body != `{"value":[]}` { // recorded
		t.Errorf("before: %s", got.body)
	}
	first, second := f.post(id, `{"content":"1"}`), f.post(id, `{"content":"2"}`)
	topic := f.messages("/chat/threads/" + id + "/messages?" + latest).Value[2].ID
	f.read(id, topic) // a system message can be read: recorded
	f.clock.add(time.Minute)
	f.read(id, first, "Authorization", f.as(1))
	f.clock.add(time.Minute)
	f.read(id, second)
	f.clock.add(time.Minute)
	f.read(id, first) // older than what was read: changes nothing
	form := func(n int, messageID, readOn string) string {
		return `{"senderCommunicationIdentifier":` + identifierJSON(KnownUserID(n)) + `,"chatMessageId":"` + messageID + `","readOn":"` + readOn + `"}`
	}
	want := `{"value":[` + form(0, second, "2025-11-03T09:32:15Z") + `,` + form(1, first, "2025-11-03T09:31:15Z") + `]}`
	if diff := cmp.Diff(want, f.do("GET", target, "").body); diff != "" {
		t.Errorf("receipts (-want +got):\n%s", diff)
	}
	for body, want := range map[string]int{
		`{"chatMessageId":"1"}`: 404, `{"chatMessageId":"x"}`: 404, `{}`: 400, `{"chatMessageId":""}`: 400, `{"chatMessageId":1}`: 400, `[]`: 400,
	} {
		got := f.do("POST", target, body)
		if got.status != want || want == 404 && got.body != fmt.Sprintf(wordlessBody, "NotFound") {
			t.Errorf("%s: %d %s, want %d", body, got.status, got.body, want)
		}
	}
}

func TestPagesOfReceipts(t *testing.T) {
	f := newFixture(t, Options{Seed: SeedEmpty})
	id := f.create("t", knownUsers(1, 4)...)
	sent := f.post(id, `{"content":"x"}`)
	for n := range 5 {
		f.read(id, sent, "Authorization", f.as(n))
	}
	path := "/chat/threads/" + id + "/readReceipts"
	var readers []string
	links := []string{}
	for target := path + "?maxPageSize=2&" + latest; target != ""; {
		var page receiptsPage
		decode(t, f.do("GET", strings.TrimPrefix(target, f.server.URL), "").body, &page)
		for _, one := range page.Value {
			readers = append(readers, one.SenderCommunicationIdentifier.RawID)
		}
		if target = page.NextLink; target != "" {
			links = append(links, target)
		}
	}
	if diff := cmp.Diff(knownUsers(0, 5), readers); diff != "" {
		t.Errorf("readers (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{
		f.server.URL + path + "?skip=2&maxPageSize=2&" + latest, f.server.URL + path + "?skip=4&maxPageSize=2&" + latest,
	}, links); diff != "" {
		t.Errorf("links (-want +got):\n%s", diff)
	}
	for query, want := range map[string]int{"skip=9": 200, "skip=-1": 400, "maxPageSize=0": 400} {
		got := f.do("GET", path+"?"+query+"&"+latest, "")
		if got.status != want || want == 200 && got.body != `{"value":[]}` {
			t.Errorf("%s: %d %s", query, got.status, got.body)
		}
	}
}

func TestNoReceiptsAboveTwentyParticipants(t *testing.T) {
	f := newFixture(t, Options{Seed: SeedEmpty})
	id := f.create("t", knownUsers(1, 19)...)
	target := "/chat/threads/" + id + "/readReceipts?" + latest
	first, second := f.post(id, `{"content":"1"}`), f.post(id, `{"content":"2"}`)
	f.read(id, first)
	count := func() string {
		var page receiptsPage
		decode(t, f.do("GET", target, "").body, &page)
		list := []string{}
		for _, one := range page.Value {
			list = append(list, one.ChatMessageID)
		}
		return strings.Join(list, " ")
	}
	if got := count(); got != first {
		t.Errorf("20 participants: %q", got)
	}
	f.do("POST", "/chat/threads/"+id+"/participants/:add?"+latest, addBody(KnownUserID(30)))
	f.read(id, second)
	if got := f.do("GET", target, ""); got.body != `{"value":[]}` {
		t.Errorf("21 participants: %s", got.body)
	}
	if got := f.do("POST", target, `{"chatMessageId":"1"}`); got.status != http.StatusNotFound {
		t.Errorf("21 participants, an unknown message: %d", got.status)
	}
	f.do("POST", "/chat/threads/"+id+"/participants/:remove?"+latest, `{"rawId":"`+KnownUserID(30)+`"}`)
	if got := count(); got != first {
		t.Errorf("20 participants again: %q", got)
	}
}

func TestTyping(t *testing.T) {
	f := newFixture(t, Options{Seed: SeedEmpty})
	id := f.create("t")
	target := "/chat/threads/" + id + "/typing?api-version="
	for _, test := range []struct {
		version, body string
		want          int
	}{
		{"2025-03-15", ``, 200},
		{"2025-03-15", `{}`, 200},
		{"2025-03-15", `{"senderDisplayName":"Me"}`, 200},
		{"2025-03-15", `{"senderDisplayName":1}`, 400},
		{"2025-03-15", `[]`, 400},
		{"2021-09-07", `[]`, 400},
		{"2021-03-07", ``, 200},
		{"2021-03-07", `{"senderDisplayName":1}`, 200}, // it has no body there
	} {
		got := f.do("POST", target+test.version, test.body)
		if got.status != test.want || test.want == 200 && (got.body != "" || got.header.Get("Content-Length") != "0") {
			t.Errorf("%s %s: %d %q, want %d", test.version, test.body, got.status, got.body, test.want)
		}
	}
	if got := f.messages("/chat/threads/" + id + "/messages?" + latest).texts(); len(got) != 2 {
		t.Errorf("typing left messages: %q", got)
	}
}
