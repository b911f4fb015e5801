package emulator

import (
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

const mergePatch = "application/merge-patch+json"

// post sends a message and gives its id.
func (f *fixture) post(threadID, body string) string {
	f.t.Helper()
	got := f.do("POST", "/chat/threads/"+threadID+"/messages?"+latest, body)
	if got.status != http.StatusCreated {
		f.t.Fatalf("send %s: %d %s", body, got.status, got.body)
	}
	var result struct{ ID string }
	decode(f.t, got.body, &result)
	return result.ID
}

// messagePage is a page of messages as a client reads it.
type messagePage struct {
	Value    []messageItem
	NextLink string
}

// messageItem is a message as a client reads it.
type messageItem struct {
	ID, Type, SequenceID, Version  string
	Content                        struct{ Message, Topic string }
	CreatedOn, EditedOn, DeletedOn string
}

// messages gets one page; a target that begins with / is below the thread.
func (f *fixture) messages(target string, headers ...string) messagePage {
	f.t.Helper()
	got := f.do("GET", strings.TrimPrefix(target, f.server.URL), "", headers...)
	if got.status != http.StatusOK {
		f.t.Fatalf("%s: %d %s", target, got.status, got.body)
	}
	var page messagePage
	decode(f.t, got.body, &page)
	return page
}

// texts are what a page shows: a message's text, or a system message's type.
func (p messagePage) texts() []string {
	list := []string{}
	for _, one := range p.Value {
		if one.Type == typeText || one.Type == typeHTML {
			list = append(list, one.Content.Message)
			continue
		}
		list = append(list, one.Type)
	}
	return list
}

func identifierJSON(rawID string) string {
	return `{"rawId":"` + rawID + `","communicationUser":{"id":"` + rawID + `"}}`
}

// TestSystemMessagesAsRecorded follows a recorded run: their order, their content
// and the form of each field.
func TestSystemMessagesAsRecorded(t *testing.T) {
	f := newFixture(t, Options{Seed: SeedEmpty})
	id := f.create("first topic", KnownUserID(1))
	path := "/chat/threads/" + id
	step := func(method, target, body, contentType string) {
		t.Helper()
		f.clock.add(time.Second)
		if got := f.do(method, path+target+"?"+latest, body, "Content-Type", contentType); got.status >= 300 {
			t.Fatalf("%s %s: %d %s", method, target, got.status, got.body)
		}
	}
	step("PATCH", "", `{"topic":"second topic"}`, mergePatch)
	step("PATCH", "", `{"metadata":{"a":"b"}}`, mergePatch) // no message
	step("POST", "/participants/:add", `{"participants":[{"communicationIdentifier":{"rawId":"`+KnownUserID(2)+`"},"displayName":"Two"},`+
		userJSON(KnownUserID(1))+`,`+userJSON(UnknownUserID(1))+`]}`, "application/json")
	step("POST", "/participants/:add", addBody(KnownUserID(2)), "application/json") // nobody added, no message
	step("POST", "/participants/:remove", `{"rawId":"`+KnownUserID(2)+`"}`, "application/json")
	step("POST", "/participants/:remove", `{"rawId":"`+KnownUserID(2)+`"}`, "application/json") // nobody removed, no message

	me := identifierJSON(DemoUserID)
	system := func(kind string, sequence int, stamp, content, createdOn string) string {
		return `{"id":"` + stamp + `","type":"` + kind + `","sequenceId":"` + strconv.Itoa(sequence) + `","version":"` + stamp +
			`","content":{` + content + `,"initiatorCommunicationIdentifier":` + me + `},"createdOn":"` + createdOn + `"}`
	}
	member := func(rawID, name string) string {
		return `{"communicationIdentifier":` + identifierJSON(rawID) + name + `,"shareHistoryTime":"1970-01-01T00:00:00Z"}`
	}
	want := `{"value":[` + strings.Join([]string{
		system("participantRemoved", 5, "1762162220987", `"participants":[`+member(KnownUserID(2), `,"displayName":"Two"`)+`]`, "2025-11-03T09:30:20Z"),
		system("participantAdded", 4, "1762162218987", `"participants":[`+member(KnownUserID(2), `,"displayName":"Two"`)+`]`, "2025-11-03T09:30:18Z"),
		system("topicUpdated", 3, "1762162216987", `"topic":"second topic"`, "2025-11-03T09:30:16Z"),
		system("topicUpdated", 2, "1762162215988", `"topic":"first topic"`, "2025-11-03T09:30:15Z"),
		system("participantAdded", 1, "1762162215987", `"participants":[`+member(DemoUserID, "")+`,`+member(KnownUserID(1), "")+`]`, "2025-11-03T09:30:15Z"),
	}, ",") + `]}`
	if diff := cmp.Diff(want, f.do("GET", path+"/messages?"+latest, "").body); diff != "" {
		t.Errorf("messages (-want +got):\n%s", diff)
	}
}

func TestMessageFromSendingToDeletion(t *testing.T) {
	f := newFixture(t, Options{Seed: SeedEmpty})
	id := f.create("t")
	path := "/chat/threads/" + id + "/messages"
	sent := f.do("POST", path+"?"+latest, `{"content":"Hello ☎ <b>","senderDisplayName":"Me","type":"html","metadata":{"tags":"a","key":"k"}}`)
	const messageID = "1762162215989" // two system messages came in the same millisecond
	if sent.status != http.StatusCreated || sent.body != `{"id":"`+messageID+`"}` {
		t.Fatalf("send: %d %s", sent.status, sent.body)
	}
	if want := f.server.URL + "/chat/threads/" + strings.Replace(id, ":", "%3A", 1) + "/messages/" + messageID; sent.header.Get("Location") != want {
		t.Errorf("Location %q, want %q", sent.header.Get("Location"), want)
	}
	form := func(version, text, change string) string {
		return `{"id":"` + messageID + `","type":"html","sequenceId":"3","version":"` + version + `","content":{"message":"` + text +
			`","attachments":[]},"senderDisplayName":"Me","createdOn":"2025-11-03T09:30:15Z","senderCommunicationIdentifier":` + identifierJSON(DemoUserID) + change + `}`
	}
	steps := []struct{ method, body, want string }{
		{"GET", "", form(messageID, `Hello ☎ <b>`, `,"metadata":{"tags":"a","key":"k"}`)},
		{"PATCH", `{"content":"mended","metadata":{"tags":"","new":"n"}}`, form("1762162216987", "mended", `,"editedOn":"2025-11-03T09:30:16Z","metadata":{"key":"k","new":"n"}`)},
		{"PATCH", `{}`, form("1762162216987", "mended", `,"editedOn":"2025-11-03T09:30:16Z","metadata":{"key":"k","new":"n"}`)},
		{"PATCH", `{"metadata":null}`, form("1762162218987", "mended", `,"editedOn":"2025-11-03T09:30:18Z"`)},
		{"DELETE", "", form("1762162219987", "", `,"deletedOn":"2025-11-03T09:30:19Z"`)},
	}
	for _, step := range steps {
		if step.method != "GET" {
			f.clock.add(time.Second)
			if got := f.do(step.method, path+"/"+messageID+"?"+latest, step.body, "Content-Type", mergePatch); got.status != http.StatusNoContent || got.body != "" {
				t.Fatalf("%s %s: %d %s", step.method, step.body, got.status, got.body)
			}
		}
		if diff := cmp.Diff(step.want, f.do("GET", path+"/"+messageID+"?"+latest, "").body); diff != "" {
			t.Errorf("after %s %s (-want +got):\n%s", step.method, step.body, diff)
		}
	}
}

// TestRepeatedCreateMakesNoMessages: the thread is not made again, so nothing is
// said again.
func TestRepeatedCreateMakesNoMessages(t *testing.T) {
	f := newFixture(t, Options{Seed: SeedEmpty})
	var result struct{ ChatThread struct{ ID string } }
	for range 2 {
		f.clock.add(time.Second)
		decode(t, f.do("POST", "/chat/threads?"+latest, createBody("once"), "repeatability-request-id", "r").body, &result)
	}
	page := f.messages("/chat/threads/" + result.ChatThread.ID + "/messages?" + latest)
	if diff := cmp.Diff([]string{typeTopicUpdated, typeParticipantAdded}, page.texts()); diff != "" {
		t.Errorf("messages (-want +got):\n%s", diff)
	}
}

func TestResetForgetsMessages(t *testing.T) {
	f := newFixture(t, Options{})
	id := f.seeded("Notes to self")
	target := "/chat/threads/" + id + "/messages?" + latest
	before := f.messages(target)
	f.clock.add(time.Minute)
	f.post(id, `{"content":"one more"}`)
	f.clock.add(-time.Minute)
	f.do("POST", "/_emulator/reset", "")
	if diff := cmp.Diff(before, f.messages(target)); diff != "" {
		t.Errorf("after a reset (-before +after):\n%s", diff)
	}
}

func TestChangedMessageJumpsToTheFront(t *testing.T) {
	f := newFixture(t, Options{Seed: SeedEmpty})
	id := f.create("t")
	path := "/chat/threads/" + id + "/messages"
	first, second := f.post(id, `{"content":"first"}`), f.post(id, `{"content":"second"}`)
	f.post(id, `{"content":"third"}`)
	for _, step := range []struct {
		method, id string
		want       []string
	}{
		{"", "", []string{"third", "second", "first", "topicUpdated", "participantAdded"}},
		{"PATCH", first, []string{"mended", "third", "second", "topicUpdated", "participantAdded"}},
		{"DELETE", second, []string{"", "mended", "third", "topicUpdated", "participantAdded"}},
	} {
		if step.method != "" {
			f.do(step.method, path+"/"+step.id+"?"+latest, `{"content":"mended"}`, "Content-Type", mergePatch)
		}
		page := f.messages(path + "?" + latest)
		if diff := cmp.Diff(step.want, page.texts()); diff != "" {
			t.Errorf("after %s (-want +got):\n%s", step.method, diff)
		}
	}
}
