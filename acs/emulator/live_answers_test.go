package emulator

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// Tests of what was recorded of the live service, a fact each.

// body is what a GET answers in a version.
func (f *fixture) body(version, target string) string {
	f.t.Helper()
	got := f.do("GET", target+"?api-version="+version, "")
	if got.status != http.StatusOK {
		f.t.Fatalf("%s at %s: %d %s", target, version, got.status, got.body)
	}
	return got.body
}

// created makes a thread in a version; gives its id and the answer.
func (f *fixture) created(version, body string) (id, answered string) {
	f.t.Helper()
	got := f.do("POST", "/chat/threads?api-version="+version, body)
	if got.status != http.StatusCreated {
		f.t.Fatalf("create at %s: %d %s", version, got.status, got.body)
	}
	var result struct{ ChatThread struct{ ID string } }
	decode(f.t, got.body, &result)
	return result.ChatThread.ID, got.body
}

func (f *fixture) patch(target, body string) {
	f.t.Helper()
	if got := f.do("PATCH", target+"?"+latest, body, "Content-Type", mergePatch); got.status != http.StatusNoContent {
		f.t.Fatalf("PATCH %s %s: %d %s", target, body, got.status, got.body)
	}
}

func TestThreadWithoutRetentionPolicyHasOneOfKindNone(t *testing.T) {
	f := newFixture(t, Options{Seed: SeedEmpty})
	const none = `"retentionPolicy":{"kind":"none"}`
	for version, want := range map[string]bool{
		"2021-03-07": false, "2021-09-07": false, "2023-11-07": false, "2024-03-07": false, "2024-03-15-preview": false, "2025-03-15": true,
	} {
		id, answered := f.created(version, `{"topic":"t"}`)
		if got := strings.Contains(answered, none); got != want || !want && strings.Contains(answered, "retention") {
			t.Errorf("create at %s: %s", version, answered)
		}
		if got := f.body(version, "/chat/threads/"+id); strings.Contains(got, none) != want || !want && strings.Contains(got, "retention") {
			t.Errorf("get at %s: %s", version, got)
		}
	}
	id, _ := f.created("2025-03-15", `{"topic":"t","retentionPolicy":{"kind":"threadCreationDate","deleteThreadAfterDays":30}}`)
	f.patch("/chat/threads/"+id, `{"retentionPolicy":null}`)
	if got := f.body("2025-03-15", "/chat/threads/"+id); !strings.Contains(got, none) {
		t.Errorf("after a patch with null: %s", got)
	}
	if got := f.body("2025-03-15", "/chat/threads"); strings.Contains(got, "retention") {
		t.Errorf("an item of the list: %s", got)
	}
}

func TestMessagesOfPeopleListTheirAttachments(t *testing.T) {
	f := newFixture(t, Options{Seed: SeedEmpty})
	id := f.create("t")
	path := "/chat/threads/" + id + "/messages"
	f.post(id, `{"content":"a","type":"text"}`)
	f.post(id, `{"content":"b","type":"html"}`)
	if got := f.do("DELETE", path+"/"+f.post(id, `{"content":"c"}`)+"?"+latest, ""); got.status != http.StatusNoContent {
		t.Fatalf("delete: %d", got.status)
	}
	for version, want := range map[string]int{
		"2021-03-07": 0, "2021-09-07": 0, "2023-11-07": 3, "2024-03-07": 3, "2024-03-15-preview": 3, "2025-03-15": 3,
	} {
		got := f.body(version, path)
		if strings.Count(got, `,"attachments":[]}`) != want || strings.Count(got, "attachments") != want {
			t.Errorf("%s: want %d empty lists of attachments: %s", version, want, got)
		}
	}
}

func TestSequenceIDStaysOnEditAndDelete(t *testing.T) {
	f := newFixture(t, Options{Seed: SeedEmpty})
	id := f.create("t")
	path := "/chat/threads/" + id + "/messages"
	first, second := f.post(id, `{"content":"first"}`), f.post(id, `{"content":"second"}`)
	f.patch(path+"/"+first, `{"content":"mended"}`)
	f.do("DELETE", path+"/"+second+"?"+latest, "")
	f.post(id, `{"content":"third"}`)
	got := map[string]string{}
	for _, one := range f.messages(path + "?" + latest).Value {
		got[one.Type+" "+one.Content.Message] = one.SequenceID
	}
	want := map[string]string{"participantAdded ": "1", "topicUpdated ": "2", "text mended": "3", "text ": "4", "text third": "5"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("sequence ids (-want +got):\n%s", diff)
	}
}

func TestSenderDisplayNameNotGiven(t *testing.T) {
	f := newFixture(t, Options{Seed: SeedEmpty})
	id := f.create("t")
	sent := "/chat/threads/" + id + "/messages/" + f.post(id, `{"content":"x"}`)
	for version, want := range map[string]int{
		"2021-03-07": 1, "2021-09-07": 1, "2023-11-07": 1, "2024-03-07": 1, "2024-03-15-preview": 1, "2025-03-15": 0,
	} {
		got := f.body(version, sent)
		if strings.Count(got, `,"senderDisplayName":"",`) != want || strings.Count(got, "senderDisplayName") != want {
			t.Errorf("%s: %s", version, got)
		}
	}
}

func TestSystemMessagesHaveNoMetadataOfParticipants(t *testing.T) {
	f := newFixture(t, Options{Seed: SeedEmpty})
	one := func(n int) string {
		return `{"communicationIdentifier":{"rawId":"` + KnownUserID(n) + `"},"displayName":"Ada","metadata":{"c":"d"}}`
	}
	id, _ := f.created("2025-03-15", `{"topic":"t","participants":[`+one(1)+`]}`)
	path := "/chat/threads/" + id
	f.do("POST", path+"/participants/:add?"+latest, `{"participants":[`+one(2)+`]}`)
	f.do("POST", path+"/participants/:remove?"+latest, `{"rawId":"`+KnownUserID(2)+`"}`)
	for _, version := range apiChat.versions() {
		got := f.body(version, path+"/messages")
		if strings.Contains(got, "metadata") || strings.Count(got, `"displayName":"Ada"`) != 3 {
			t.Errorf("%s: %s", version, got)
		}
	}
	if got := f.body("2025-03-15", path+"/participants"); !strings.Contains(got, `"metadata":{"c":"d"}`) {
		t.Errorf("the participants themselves: %s", got)
	}
}

func TestMetadataKeepsItsOrder(t *testing.T) {
	f := newFixture(t, Options{Seed: SeedEmpty})
	const given = `"metadata":{"zebra":"1","apple":"<2>","Mango":"3","10":"4","9":"5"}`
	id, answered := f.created("2025-03-15", `{"topic":"t",`+given+`,"participants":[{"communicationIdentifier":{"rawId":"`+KnownUserID(1)+`"},`+given+`}]}`)
	thread := "/chat/threads/" + id
	sent := thread + "/messages/" + f.post(id, `{"content":"x",`+given+`}`)
	for name, body := range map[string]string{
		"create": answered, "thread": f.body("2025-03-15", thread), "participants": f.body("2025-03-15", thread+"/participants"), "message": f.body("2025-03-15", sent),
	} {
		if !strings.Contains(body, given) {
			t.Errorf("%s: %s", name, body)
		}
	}
	// What stays keeps its place, what is new comes last; a name given twice has its
	// last value.
	const change, want = `{"metadata":{"new":"6","apple":"7","10":"","Mango":null,"zebra":"0","new":"8"}}`, `"metadata":{"zebra":"0","apple":"7","9":"5","new":"8"}`
	for _, target := range []string{thread, sent} {
		f.patch(target, change)
		if got := f.body("2025-03-15", target); !strings.Contains(got, want) {
			t.Errorf("after a patch: %s", got)
		}
	}
}

func TestEmptyMetadataComesBackEmpty(t *testing.T) {
	f := newFixture(t, Options{Seed: SeedEmpty})
	for given, want := range map[string]string{`,"metadata":{}`: `,"metadata":{}`, ``: ``, `,"metadata":null`: ``} {
		id, answered := f.created("2025-03-15", `{"topic":"t"`+given+`}`)
		for name, body := range map[string]string{"create": answered, "get": f.body("2025-03-15", "/chat/threads/"+id)} {
			if got := strings.Contains(body, want); !got || want == "" && strings.Contains(body, "metadata") {
				t.Errorf("%s of %q: %s", name, given, body)
			}
		}
		if got := f.body("2024-03-07", "/chat/threads/"+id); strings.Contains(got, "metadata") {
			t.Errorf("2024-03-07 has no metadata: %s", got)
		}
	}
	id, _ := f.created("2025-03-15", `{"topic":"t","metadata":{"a":"b"}}`)
	for _, step := range [][2]string{{`{"metadata":{"a":null}}`, `,"metadata":{},`}, {`{"topic":"u"}`, `,"metadata":{},`}, {`{"metadata":null}`, ``}} {
		f.patch("/chat/threads/"+id, step[0])
		got := f.body("2025-03-15", "/chat/threads/"+id)
		if !strings.Contains(got, step[1]) || step[1] == "" && strings.Contains(got, "metadata") {
			t.Errorf("after %s: %s", step[0], got)
		}
	}
}

func TestClientRequestIDIsEchoedWhereAskedFor(t *testing.T) {
	f := newFixture(t, Options{Seed: SeedEmpty})
	id := f.create("t")
	for _, test := range []struct{ target, ask, want string }{
		{"/chat/threads", "true", "c1"},
		{"/chat/threads", "True", "c1"},
		{"/chat/threads", "false", ""},
		{"/chat/threads", "", ""},
		{"/chat/threads/" + id, "true", "c1"},
		{"/chat/threads/unknown", "true", "c1"},
		{"/chat/threads/unknown", "", "c1"}, // errors echo it in any case
	} {
		got := f.do("GET", test.target+"?"+latest, "", "x-ms-client-request-id", "c1", "x-ms-return-client-request-id", test.ask)
		if echo := got.header.Get("X-Ms-Client-Request-Id"); echo != test.want {
			t.Errorf("%s, asked with %q: %q, want %q", test.target, test.ask, echo, test.want)
		}
	}
}

func TestAcceptRangesIsOnEvery200(t *testing.T) {
	f := newFixture(t, Options{Seed: SeedEmpty})
	id := f.create("t")
	for _, got := range []answer{
		f.do("GET", "/chat/threads?"+latest, ""),
		f.do("POST", "/chat/threads/"+id+"/typing?"+latest, ""),
		f.do("POST", "/chat/threads?"+latest, createBody("t")),
		f.do("DELETE", "/chat/threads/"+id+"?"+latest, ""),
		f.do("GET", "/chat/threads/"+id+"?"+latest, ""),
		f.doSigned("POST", "/identities/"+DemoUserID+"/:issueAccessToken?"+identityVersion, `{"scopes":["chat"]}`),
		f.doSigned("POST", "/identities?"+identityVersion, ``),
	} {
		want := ""
		if got.status == http.StatusOK {
			want = "bytes"
		}
		if ranges := got.header.Get("Accept-Ranges"); ranges != want {
			t.Errorf("Accept-Ranges of a %d is %q: %s", got.status, ranges, got.body)
		}
	}
}

func TestOnlyChatExposesItsHeaders(t *testing.T) {
	f := newFixture(t, Options{Seed: SeedEmpty})
	for _, got := range []answer{
		f.doSigned("POST", "/identities?"+identityVersion, ``), f.doSigned("DELETE", "/identities/"+UnknownUserID(1)+"?"+identityVersion, ``),
	} {
		if exposed, has := got.header["Access-Control-Expose-Headers"]; has {
			t.Errorf("identities, %d: %q", got.status, exposed)
		}
	}
	if got := f.do("GET", "/chat/threads?"+latest, ""); got.header.Get("Access-Control-Expose-Headers") != "*" {
		t.Errorf("chat: %v", got.header)
	}
}

func TestRemovingAParticipantDoesNotMoveTheThread(t *testing.T) {
	f := newFixture(t, Options{Seed: SeedEmpty})
	old := f.create("old", KnownUserID(1))
	f.clock.add(time.Minute)
	f.create("new")
	before := f.body("2025-03-15", "/chat/threads")
	f.clock.add(time.Minute)
	f.do("POST", "/chat/threads/"+old+"/participants/:remove?"+latest, `{"rawId":"`+KnownUserID(1)+`"}`)
	if kind := f.messages("/chat/threads/" + old + "/messages?" + latest).Value[0].Type; kind != typeParticipantRemoved {
		t.Fatalf("the newest message is %s", kind)
	}
	if diff := cmp.Diff(before, f.body("2025-03-15", "/chat/threads")); diff != "" {
		t.Errorf("the list of threads after a removal (-before +after):\n%s", diff)
	}
	f.do("POST", "/chat/threads/"+old+"/participants/:add?"+latest, addBody(KnownUserID(1)))
	if got := f.body("2025-03-15", "/chat/threads"); !strings.HasPrefix(got, `{"value":[{"id":"`+old+`"`) || !strings.Contains(got, `"lastMessageReceivedOn":"2025-11-03T09:32:15Z"`) {
		t.Errorf("an addition does: %s", got)
	}
}
