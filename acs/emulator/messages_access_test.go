package emulator

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// as is the header of another user's token.
func (f *fixture) as(n int, scopes ...string) string {
	f.t.Helper()
	return "Bearer " + f.tokenOf(KnownUserID(n), scopes...)
}

// seenBy are the texts a user sees of a thread.
func (f *fixture) seenBy(n int, threadID string) []string {
	f.t.Helper()
	return f.messages("/chat/threads/"+threadID+"/messages?maxPageSize=200&"+latest, "Authorization", f.as(n)).texts()
}

func TestSharedHistory(t *testing.T) {
	f := newFixture(t, Options{Seed: SeedEmpty})
	id := f.talkative(3) // at 09:30:16 to 09:30:18
	old := f.messages("/chat/threads/" + id + "/messages?" + latest).Value[2].ID
	add := func(n int, since string) {
		t.Helper()
		body := `{"participants":[{"communicationIdentifier":{"rawId":"` + KnownUserID(n) + `"}` + since + `}]}`
		if got := f.do("POST", "/chat/threads/"+id+"/participants/:add?"+latest, body); got.status != http.StatusCreated {
			t.Fatalf("add: %d %s", got.status, got.body)
		}
	}
	f.clock.add(time.Second)
	add(1, "")
	add(2, `,"shareHistoryTime":"2025-11-03T09:30:18Z"`)
	add(3, `,"shareHistoryTime":"2025-11-03T09:30:19Z"`)
	add(4, `,"shareHistoryTime":"2025-11-03T09:30:20Z"`)
	f.clock.add(time.Second)
	f.post(id, `{"content":"m4"}`)
	// m1 is edited now: it is new in the order, and still an old message.
	f.do("PATCH", "/chat/threads/"+id+"/messages/"+old+"?"+latest, `{"content":"m1+"}`, "Content-Type", mergePatch)
	added := []string{"participantAdded", "participantAdded", "participantAdded", "participantAdded"}
	for n, want := range map[int][]string{
		1: append(append([]string{"m1+", "m4"}, added...), "m3", "m2", "topicUpdated", "participantAdded"),
		2: append(append([]string{"m4"}, added...), "m3"),
		3: append([]string{"m4"}, added...),
		4: {"m4"},
	} {
		if diff := cmp.Diff(want, f.seenBy(n, id)); diff != "" {
			t.Errorf("user %d (-want +got):\n%s", n, diff)
		}
	}
	for n, want := range map[int]int{1: 200, 2: 404, 3: 404, 4: 404} {
		if got := f.do("GET", "/chat/threads/"+id+"/messages/"+old+"?"+latest, "", "Authorization", f.as(n)); got.status != want {
			t.Errorf("user %d gets the old message: %d, want %d", n, got.status, want)
		}
		if got := f.do("POST", "/chat/threads/"+id+"/readReceipts?"+latest, `{"chatMessageId":"`+old+`"}`, "Authorization", f.as(n)); got.status != want {
			t.Errorf("user %d reads the old message: %d, want %d", n, got.status, want)
		}
	}
}

func TestWhoHasLeftReadsWhatWas(t *testing.T) {
	f := newFixture(t, Options{Seed: SeedEmpty})
	id := f.create("t", KnownUserID(1), KnownUserID(2))
	path := "/chat/threads/" + id
	own := f.post(id, `{"content":"before"}`)
	f.do("POST", path+"/messages?"+latest, `{"content":"mine"}`, "Authorization", f.as(1))
	f.clock.add(time.Second)
	if got := f.do("POST", path+"/participants/:remove?"+latest, `{"rawId":"`+KnownUserID(1)+`"}`); got.status != http.StatusNoContent {
		t.Fatalf("remove: %d", got.status)
	}
	after := f.post(id, `{"content":"after"}`)
	f.do("PATCH", path+"/messages/"+own+"?"+latest, `{"content":"before, mended"}`, "Content-Type", mergePatch)
	want := []string{"before, mended", "participantRemoved", "mine", "topicUpdated", "participantAdded"}
	if diff := cmp.Diff(want, f.seenBy(1, id)); diff != "" {
		t.Errorf("one who has left (-want +got):\n%s", diff)
	}
	for _, request := range []struct {
		method, target, body, contentType string
		want                              int
	}{
		{"GET", "/messages/" + own, "", "", 200},
		{"GET", "/messages/" + after, "", "", 404},
		{"GET", "/participants", "", "", 403},
		{"GET", "/readReceipts", "", "", 403},
		{"POST", "/readReceipts", `{"chatMessageId":"` + own + `"}`, "application/json", 403},
		{"POST", "/messages", `{"content":"x"}`, "application/json", 403},
		{"PATCH", "/messages/" + own, `{"content":"x"}`, mergePatch, 403},
		{"DELETE", "/messages/" + own, "", "", 403},
		{"POST", "/typing", "", "", 403},
	} {
		got := f.do(request.method, path+request.target+"?"+latest, request.body, "Authorization", f.as(1), "Content-Type", request.contentType)
		if got.status != request.want {
			t.Errorf("%s %s: %d, want %d", request.method, request.target, got.status, request.want)
		}
		stranger := f.do(request.method, path+request.target+"?"+latest, request.body, "Authorization", f.as(50), "Content-Type", request.contentType)
		if stranger.status != http.StatusForbidden || stranger.body != notMemberBody {
			t.Errorf("a stranger, %s %s: %d %s", request.method, request.target, stranger.status, stranger.body)
		}
	}
	// Whoever comes back sees what a member sees.
	f.do("POST", path+"/participants/:add?"+latest, addBody(KnownUserID(1)))
	if got := f.seenBy(1, id); len(got) != 7 || got[0] != "participantAdded" {
		t.Errorf("one who came back: %q", got)
	}
}

func TestOnlyTheSenderChangesAMessage(t *testing.T) {
	f := newFixture(t, Options{Seed: SeedEmpty})
	id := f.create("t", KnownUserID(1))
	path := "/chat/threads/" + id + "/messages/"
	mine := f.post(id, `{"content":"mine"}`)
	system := f.messages("/chat/threads/" + id + "/messages?" + latest).Value[1].ID
	tests := []struct {
		name, id, user string
		want           int
	}{
		{"another member", mine, f.as(1), 403},
		{"a system message", system, "Bearer " + f.token, 403},
		{"an unknown id", "1762162215000", "Bearer " + f.token, 404},
		{"an id with zeros before it", "0" + mine, "Bearer " + f.token, 404},
		{"no number", "sanitized", "Bearer " + f.token, 404},
		{"the sender", mine, "Bearer " + f.token, 204},
	}
	for _, test := range tests {
		for _, method := range []string{"PATCH", "DELETE"} {
			got := f.do(method, path+test.id+"?"+latest, `{"content":"changed"}`, "Content-Type", mergePatch, "Authorization", test.user)
			if got.status != test.want {
				t.Errorf("%s by %s: %d %s, want %d", method, test.name, got.status, got.body, test.want)
			}
		}
	}
	for _, method := range []string{"PATCH", "DELETE"} { // it is deleted now
		got := f.do(method, path+mine+"?"+latest, `{"content":"changed"}`, "Content-Type", mergePatch)
		if got.status != http.StatusNotFound || got.body != fmt.Sprintf(wordlessBody, "NotFound") {
			t.Errorf("%s of a deleted message: %d %s", method, got.status, got.body)
		}
	}
}

func TestMessagesOfADeletedThread(t *testing.T) {
	f := newFixture(t, Options{Seed: SeedEmpty})
	id := f.create("t", KnownUserID(1))
	sent := f.post(id, `{"content":"x"}`)
	f.do("POST", "/chat/threads/"+id+"/participants/:remove?"+latest, `{"rawId":"`+KnownUserID(1)+`"}`)
	f.do("DELETE", "/chat/threads/"+id+"?"+latest, "")
	for _, request := range [][3]string{
		{"POST", "/messages", `{"content":"x"}`},
		{"GET", "/messages", ""},
		{"GET", "/messages/" + sent, ""},
		{"DELETE", "/messages/" + sent, ""},
		{"GET", "/readReceipts", ""},
		{"POST", "/readReceipts", `{"chatMessageId":"` + sent + `"}`},
		{"POST", "/typing", ""},
	} {
		for _, user := range []string{"Bearer " + f.token, f.as(1)} {
			if got := f.do(request[0], "/chat/threads/"+id+request[1]+"?"+latest, request[2], "Authorization", user); got.status != http.StatusNotFound {
				t.Errorf("%s %s: %d, want 404", request[0], request[1], got.status)
			}
		}
	}
}

// TestTokensOfMessages: every chat scope may do all of these.
func TestTokensOfMessages(t *testing.T) {
	f := newFixture(t, Options{Seed: SeedEmpty})
	id := f.create("t", KnownUserID(1))
	for header, want := range map[string]bool{
		f.as(1, "chat"): true, f.as(1, "chat.join"): true, f.as(1, "chat.join.limited"): true,
		f.as(1, "voip"): false, "Bearer x": false, "": false, "Bearer " + f.tokenOf(DeletedUserID(1)): false,
	} {
		sent := f.do("POST", "/chat/threads/"+id+"/messages?"+latest, `{"content":"x"}`, "Authorization", header)
		_, messageID, _ := strings.Cut(strings.TrimSuffix(sent.body, `"}`), `{"id":"`)
		for _, request := range []struct {
			method, target, body, contentType string
			want                              int
		}{
			{"GET", "/messages", "", "", 200},
			{"GET", "/messages/" + messageID, "", "", 200},
			{"PATCH", "/messages/" + messageID, `{"content":"y"}`, mergePatch, 204},
			{"POST", "/readReceipts", `{"chatMessageId":"` + messageID + `"}`, "application/json", 200},
			{"GET", "/readReceipts", "", "", 200},
			{"POST", "/typing", "", "", 200},
			{"DELETE", "/messages/" + messageID, "", "", 204},
		} {
			if !want {
				request.want = 401
				request.target = strings.Replace(request.target, "/messages/", "/messages/1", 1)
			}
			got := f.do(request.method, "/chat/threads/"+id+request.target+"?"+latest, request.body, "Authorization", header, "Content-Type", request.contentType)
			if got.status != request.want || !want && got.body != "" {
				t.Errorf("%.30s, %s %s: %d %s, want %d", header, request.method, request.target, got.status, got.body, request.want)
			}
		}
	}
}

func TestSendingAtTheSameTime(t *testing.T) {
	f := newFixture(t, Options{Seed: SeedEmpty})
	id := f.create("t")
	var group sync.WaitGroup
	for n := range 20 {
		r := f.request("POST", "/chat/threads/"+id+"/messages?"+latest, fmt.Sprintf(`{"content":"%d"}`, n))
		group.Go(func() {
			if got, err := f.try(r); err != nil || got.status != http.StatusCreated {
				t.Errorf("send: %v %d", err, got.status)
			}
		})
	}
	group.Wait()
	page := f.messages("/chat/threads/" + id + "/messages?maxPageSize=200&" + latest)
	texts := map[string]bool{}
	for i, one := range page.Value {
		texts[one.Content.Message] = true
		if i > 0 && page.Value[i-1].ID <= one.ID {
			t.Errorf("the id %s is not below %s", one.ID, page.Value[i-1].ID)
		}
		if want := fmt.Sprint(len(page.Value) - i); one.SequenceID != want {
			t.Errorf("sequenceId %s, want %s", one.SequenceID, want)
		}
	}
	if len(page.Value) != 22 || len(texts) != 21 {
		t.Errorf("%d messages, %d texts", len(page.Value), len(texts))
	}
}

func TestIDsRiseWhenTheClockGoesBack(t *testing.T) {
	f := newFixture(t, Options{Seed: SeedEmpty})
	id := f.create("t")
	first := f.post(id, `{"content":"first"}`)
	f.clock.add(-time.Hour)
	second := f.post(id, `{"content":"second"}`)
	if second <= first {
		t.Errorf("%s after %s", second, first)
	}
	if diff := cmp.Diff([]string{"second", "first"}, f.messages("/chat/threads/" + id + "/messages?" + latest).texts()[:2]); diff != "" {
		t.Errorf("order (-want +got):\n%s", diff)
	}
}
