package emulator

import (
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestCreateAnswersAsRecorded(t *testing.T) {
	f := newFixture(t, Options{Seed: SeedEmpty, Version: "1.2.3"})
	got := f.do("POST", "/chat/threads?api-version=2024-03-07", `{"topic":"chat-topic"}`)

	// The id is made of the first 32 bytes of the random source.
	const id = "19:acsV1_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh81@thread.v2"
	want := `{"chatThread":{"id":"` + id + `","topic":"chat-topic","createdOn":"2025-11-03T09:30:15Z",` +
		`"createdByCommunicationIdentifier":{"rawId":"` + DemoUserID + `","communicationUser":{"id":"` + DemoUserID + `"}}}}`
	if got.status != http.StatusCreated {
		t.Fatalf("create: %d %s", got.status, got.body)
	}
	if diff := cmp.Diff(want, got.body); diff != "" {
		t.Errorf("body (-want +got):\n%s", diff)
	}
	for name, value := range map[string]string{
		"Location":                  f.server.URL + "/chat/threads/" + strings.Replace(id, ":", "%3A", 1),
		"Content-Type":              "application/json; charset=utf-8",
		"Content-Length":            strconv.Itoa(len(want)),
		"Api-Supported-Versions":    "2021-03-07, 2021-09-07, 2023-11-07, 2024-03-07, 2024-03-15-preview, 2025-03-15",
		"Date":                      "Mon, 03 Nov 2025 09:30:15 GMT",
		"Strict-Transport-Security": "max-age=31536000;includeSubDomains",
		"X-Processing-Time":         "0ms",
		"X-Cache":                   "CONFIG_NOCACHE",
		Header:                      "1.2.3",
		"Repeatability-Result":      "",
	} {
		if got.header.Get(name) != value {
			t.Errorf("%s = %q, want %q", name, got.header.Get(name), value)
		}
	}
	references := map[string]bool{}
	for name, other := range map[string]answer{
		"a create": got, "a deletion": f.do("DELETE", "/chat/threads/"+id+"?"+latest, ""), "a refusal": f.do("GET", "/chat/threads/none?"+latest, ""),
	} {
		if cv := other.header.Get("Ms-Cv"); !regexp.MustCompile(`^[A-Za-z0-9+/]{22}\.0$`).MatchString(cv) {
			t.Errorf("%s: ms-cv = %q", name, cv)
		}
		reference := other.header.Get("X-Azure-Ref")
		if !regexp.MustCompile(`^20251103T093015Z-[0-9a-f]{32}$`).MatchString(reference) || references[reference] {
			t.Errorf("%s: x-azure-ref = %q", name, reference)
		}
		references[reference] = true
		if exposed := other.header.Values("Access-Control-Expose-Headers"); len(exposed) != 1 || exposed[0] != "*" {
			t.Errorf("%s: access-control-expose-headers = %q", name, exposed)
		}
	}
}

func TestCreateSortsParticipants(t *testing.T) {
	f := newFixture(t, Options{Seed: SeedEmpty})
	body := `{"topic":"mixed","participants":[` + strings.Join([]string{
		userJSON(KnownUserID(7)), userJSON(UnknownUserID(1)), userJSON(DeletedUserID(2)),
		`{"communicationIdentifier":{"microsoftTeamsUser":{"userId":"3a1d9c52-77f0-4c1b-9a3e-5d2f8b60c714"}}}`,
		userJSON(KnownUserID(7)), userJSON(KnownUserID(8)),
	}, ",") + `]}`
	got := f.do("POST", "/chat/threads?"+latest, body)
	want := `"invalidParticipants":[` +
		`{"code":"403","message":"Permissions check failed","target":"` + UnknownUserID(1) + `"},` +
		`{"code":"404","message":"Not found","target":"` + DeletedUserID(2) + `"},` +
		`{"code":"403","message":"Permissions check failed","target":"8:orgid:3a1d9c52-77f0-4c1b-9a3e-5d2f8b60c714"}]}`
	if got.status != http.StatusCreated || !strings.HasSuffix(got.body, want) {
		t.Fatalf("create: %d %s", got.status, got.body)
	}
	var result struct{ ChatThread struct{ ID string } }
	decode(t, got.body, &result)
	if diff := cmp.Diff([]string{DemoUserID, KnownUserID(7), KnownUserID(8)}, f.members(result.ChatThread.ID)); diff != "" {
		t.Errorf("members (-want +got):\n%s", diff)
	}
}

func TestCreatorIsOnceFirstAndNamed(t *testing.T) {
	f := newFixture(t, Options{Seed: SeedEmpty})
	body := `{"topic":"t","participants":[` + userJSON(KnownUserID(5)) +
		`,{"communicationIdentifier":{"rawId":"` + DemoUserID + `"},"displayName":"Me","shareHistoryTime":"2023-05-23T15:17:21.237353Z"}]}`
	var result struct{ ChatThread struct{ ID string } }
	decode(t, f.do("POST", "/chat/threads?"+latest, body).body, &result)
	got := f.do("GET", "/chat/threads/"+result.ChatThread.ID+"/participants?"+latest, "")
	want := `{"value":[{"communicationIdentifier":{"rawId":"` + DemoUserID + `","communicationUser":{"id":"` + DemoUserID + `"}},` +
		`"displayName":"Me","shareHistoryTime":"2023-05-23T15:17:21Z"},` +
		`{"communicationIdentifier":{"rawId":"` + KnownUserID(5) + `","communicationUser":{"id":"` + KnownUserID(5) + `"}},` +
		`"shareHistoryTime":"1970-01-01T00:00:00Z"}]}`
	if diff := cmp.Diff(want, got.body); diff != "" {
		t.Errorf("participants (-want +got):\n%s", diff)
	}
}

func TestRepeatedCreate(t *testing.T) {
	f := newFixture(t, Options{Seed: SeedEmpty})
	send := func(id, body, token string) answer {
		return f.do("POST", "/chat/threads?"+latest, body, "repeatability-request-id", id, "Authorization", "Bearer "+token)
	}
	first := send("r-1", createBody("one", UnknownUserID(3)), f.token)
	f.clock.add(time.Minute)
	again := send("r-1", createBody("another topic"), f.token)
	if again.status != http.StatusCreated || again.body != first.body || again.header.Get("Location") != first.header.Get("Location") {
		t.Errorf("the repeated create differs:\n%s\n%s", first.body, again.body)
	}
	if other := send("r-2", createBody("one"), f.token); other.header.Get("Location") == first.header.Get("Location") {
		t.Error("another id gave the same thread")
	}
	if other := send("r-1", createBody("one"), f.tokenOf(KnownUserID(4))); other.header.Get("Location") == first.header.Get("Location") {
		t.Error("another user's id gave the same thread")
	}
	if refused := send("r-3", `{"topic":""}`, f.token); refused.status != http.StatusBadRequest {
		t.Errorf("empty topic: %d", refused.status)
	}
	if after := send("r-3", createBody("mended"), f.token); !strings.Contains(after.body, `"mended"`) {
		t.Errorf("a refused create used up its id: %s", after.body)
	}
}

func TestSameIDAtTheSameTimeMakesOneThread(t *testing.T) {
	f := newFixture(t, Options{Seed: SeedEmpty})
	var group sync.WaitGroup
	for range 8 {
		r := f.request("POST", "/chat/threads?"+latest, createBody("once"), "repeatability-request-id", "x")
		group.Go(func() {
			if got, err := f.try(r); err != nil || got.status != http.StatusCreated {
				t.Errorf("create: %v %d", err, got.status)
			}
		})
	}
	group.Wait()
	var page pageOf
	decode(t, f.do("GET", "/chat/threads?"+latest, "").body, &page)
	if len(page.Value) != 1 {
		t.Errorf("%d threads, want 1", len(page.Value))
	}
}

func TestVersionsHaveTheirFields(t *testing.T) {
	f := newFixture(t, Options{Seed: SeedEmpty})
	const body = `{"topic":"t","metadata":{"a":"b"},"retentionPolicy":{"kind":"threadCreationDate","deleteThreadAfterDays":30},` +
		`"participants":[{"communicationIdentifier":{"rawId":"` + DemoUserID + `"},"metadata":{"c":"d"}}]}`
	for version, has := range map[string]bool{
		"2021-03-07": false, "2021-09-07": false, "2023-11-07": false, "2024-03-07": false,
		"2024-03-15-preview": true, "2025-03-15": true,
	} {
		created := f.do("POST", "/chat/threads?api-version="+version, body)
		var result struct{ ChatThread struct{ ID string } }
		decode(t, created.body, &result)
		// Read with the newest version: what an old one sent was not stored.
		thread := f.do("GET", "/chat/threads/"+result.ChatThread.ID+"?"+latest, "").body
		members := f.do("GET", "/chat/threads/"+result.ChatThread.ID+"/participants?"+latest, "").body
		want := `,"metadata":{"a":"b"},"retentionPolicy":{"kind":"threadCreationDate","deleteThreadAfterDays":30}}`
		if strings.HasSuffix(thread, want) != has || strings.Contains(members, `"metadata":{"c":"d"}`) != has {
			t.Errorf("%s: %s %s", version, thread, members)
		}
		old := f.do("GET", "/chat/threads/"+result.ChatThread.ID+"?api-version=2024-03-07", "").body
		if strings.Contains(old, "metadata") || strings.Contains(old, "retention") {
			t.Errorf("2024-03-07 shows fields it does not have: %s", old)
		}
	}
}

func TestUpdateMerges(t *testing.T) {
	f := newFixture(t, Options{Seed: SeedEmpty})
	id := f.create("before")
	patch := func(body string) answer {
		return f.do("PATCH", "/chat/threads/"+id+"?"+latest, body, "Content-Type", "application/merge-patch+json")
	}
	steps := []struct{ body, want string }{
		{`{"metadata":{"a":"1","b":"2"}}`, `"topic":"before",…,"metadata":{"a":"1","b":"2"},"retentionPolicy":{"kind":"none"}}`},
		{`{"topic":"after","metadata":{"b":"3","c":"4"}}`, `"topic":"after",…,"metadata":{"a":"1","b":"3","c":"4"},"retentionPolicy":{"kind":"none"}}`},
		{`{"metadata":{"a":null,"c":""}}`, `"topic":"after",…,"metadata":{"b":"3"},"retentionPolicy":{"kind":"none"}}`},
		{`{"retentionPolicy":{"kind":"none"},"metadata":null}`, `"topic":"after",…,"retentionPolicy":{"kind":"none"}}`},
		{`{"retentionPolicy":null}`, `"topic":"after",…,"retentionPolicy":{"kind":"none"}}`},
	}
	created := regexp.MustCompile(`"createdOn":.*?"communicationUser":\{[^}]*\}\}`)
	for _, step := range steps {
		if got := patch(step.body); got.status != http.StatusNoContent || got.body != "" || got.header.Get("Content-Type") != "" {
			t.Fatalf("%s: %d %q", step.body, got.status, got.body)
		}
		got := f.do("GET", "/chat/threads/"+id+"?"+latest, "").body
		got = strings.TrimPrefix(got, `{"id":"`+id+`",`)
		got = created.ReplaceAllString(got, "…")
		if diff := cmp.Diff(step.want, got); diff != "" {
			t.Errorf("after %s (-want +got):\n%s", step.body, diff)
		}
	}
	for _, body := range []string{
		`{"topic":null}`, `{"topic":""}`, `{"topic":3}`, `{"metadata":"x"}`, `[]`, `null`, `{`, ``,
		`{"retentionPolicy":{"kind":"threadCreationDate","deleteThreadAfterDays":29}}`,
		`{"retentionPolicy":{"kind":"threadCreationDate","deleteThreadAfterDays":91}}`,
		`{"retentionPolicy":{"kind":"forever"}}`,
		`{"topic":"x","metadata":{"big":"` + strings.Repeat("ä", 512) + `"}}`,
	} {
		if got := patch(body); got.status != http.StatusBadRequest {
			t.Errorf("%s: %d, want 400", body, got.status)
		}
	}
	if got := f.do("GET", "/chat/threads/"+id+"?"+latest, "").body; !strings.Contains(got, `"topic":"after"`) {
		t.Errorf("a refused patch changed something: %s", got)
	}
	if got := f.do("PATCH", "/chat/threads/"+id+"?"+latest, `{"topic":"x"}`); got.status != http.StatusUnsupportedMediaType {
		t.Errorf("PATCH with application/json: %d", got.status)
	}
}

func TestDeletedThreadStaysListedOnly(t *testing.T) {
	f := newFixture(t, Options{Seed: SeedEmpty})
	id := f.create("going")
	f.clock.add(time.Hour)
	if got := f.do("DELETE", "/chat/threads/"+id+"?"+latest, ""); got.status != http.StatusNoContent {
		t.Fatalf("delete: %d", got.status)
	}
	want := `{"value":[{"id":"` + id + `","topic":"going","deletedOn":"2025-11-03T10:30:15Z","lastMessageReceivedOn":"2025-11-03T09:30:15Z"}]}`
	if diff := cmp.Diff(want, f.do("GET", "/chat/threads?"+latest, "").body); diff != "" {
		t.Errorf("list (-want +got):\n%s", diff)
	}
	for _, request := range [][3]string{
		{"GET", "", ""}, {"DELETE", "", ""}, {"GET", "/participants", ""}, {"POST", "/participants/:add", addBody(KnownUserID(1))},
	} {
		if got := f.do(request[0], "/chat/threads/"+id+request[1]+"?"+latest, request[2]); got.status != http.StatusNotFound {
			t.Errorf("%s %s: %d, want 404", request[0], request[1], got.status)
		}
	}
}
