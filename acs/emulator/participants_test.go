package emulator

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

const malformedBody = "{\n  \"CommunicationError\": {\n    \"Code\": \"BadRequest\",\n" +
	"    \"Message\": \"Identifier format is invalid (%s).\",\n    \"Details\": []\n  }\n}"

const wordlessBody = "{\n  \"CommunicationError\": {\n    \"Code\": \"%s\",\n    \"Details\": []\n  }\n}"

const notMemberBody = "{\n  \"CommunicationError\": {\n    \"Code\": \"Forbidden\",\n" +
	"    \"Message\": \"The initiator doesn't have the permission to perform the requested operation.\",\n    \"Details\": []\n  }\n}"

func TestAdd(t *testing.T) {
	f := newFixture(t, Options{Seed: SeedEmpty})
	id := f.create("t", KnownUserID(1))
	add := "/chat/threads/" + id + "/participants/:add?" + latest
	tests := []struct {
		name, body string
		status     int
		want       string
	}{
		{"new member", addBody(KnownUserID(2)), 201, `{}`},
		{"present member, unchanged", `{"participants":[{"communicationIdentifier":{"rawId":"` + KnownUserID(2) + `"},"displayName":"New"}]}`, 201, `{}`},
		{"nobody", `{"participants":[]}`, 201, `{}`},
		{
			"sole one refused", addBody(UnknownUserID(9)), 201,
			`{"invalidParticipants":[{"code":"403","message":"Permissions check failed","target":"` + UnknownUserID(9) + `"}]}`,
		},
		{
			"phone number", `{"participants":[{"communicationIdentifier":{"phoneNumber":{"value":"+4930123"}}}]}`, 201,
			`{"invalidParticipants":[{"code":"403","message":"Permissions check failed","target":"4:+4930123"}]}`,
		},
		{"malformed id refuses all", addBody(KnownUserID(3), "8:acs:fakeid==="), 400, fmt.Sprintf(malformedBody, "8:acs:fakeid===")},
		{"too many", addBody(knownUsers(100, 201)...), 400, fmt.Sprintf(wordlessBody, "BadRequest")},
	}
	for _, test := range tests {
		got := f.do("POST", add, test.body)
		if got.status != test.status || got.body != test.want {
			t.Errorf("%s: %d %s\nwant %d %s", test.name, got.status, got.body, test.status, test.want)
		}
		if wantChunks := test.status >= 400; got.chunks != wantChunks {
			t.Errorf("%s: chunked is %t", test.name, got.chunks)
		}
	}
	want := []string{DemoUserID, KnownUserID(1), KnownUserID(2)}
	if diff := cmp.Diff(want, f.members(id)); diff != "" {
		t.Errorf("members (-want +got):\n%s", diff)
	}
	list := f.do("GET", "/chat/threads/"+id+"/participants?"+latest, "").body
	if strings.Contains(list, "New") {
		t.Errorf("adding a member again changed his name: %s", list)
	}
}

func TestCapacity(t *testing.T) {
	f := newFixture(t, Options{Seed: SeedEmpty})
	id := f.create("t", knownUsers(1, 200)...) // 201 with the creator
	add := func(users ...string) answer {
		return f.do("POST", "/chat/threads/"+id+"/participants/:add?"+latest, addBody(users...))
	}
	if got := add(knownUsers(300, 50)...); got.status != 400 || got.body != fmt.Sprintf(wordlessBody, "BadRequest") {
		t.Errorf("251 members: %d %s", got.status, got.body)
	}
	if got := len(f.members(id)); got != 201 {
		t.Fatalf("%d members after a refused batch, want 201", got)
	}
	// Members and refused ids take no place.
	if got := add(append(knownUsers(300, 49), KnownUserID(1), UnknownUserID(1))...); got.status != 201 {
		t.Errorf("250 members: %d %s", got.status, got.body)
	}
	if got := len(f.members(id)); got != 250 {
		t.Errorf("%d members, want 250", got)
	}
	if got := add(KnownUserID(300)); got.status != 201 {
		t.Errorf("a member of a full thread: %d", got.status)
	}
	if got := f.do("POST", "/chat/threads?"+latest, createBody("t", knownUsers(1, 201)...)); got.status != 400 ||
		got.body != fmt.Sprintf(wordlessBody, "BadRequest") {
		t.Errorf("create with 201: %d %s", got.status, got.body)
	}
}

func TestRemove(t *testing.T) {
	f := newFixture(t, Options{Seed: SeedEmpty})
	id := f.create("t", KnownUserID(1), KnownUserID(2))
	remove := func(body string) answer {
		return f.do("POST", "/chat/threads/"+id+"/participants/:remove?"+latest, body)
	}
	for _, step := range []struct {
		body   string
		status int
		left   []string
	}{
		{`{"communicationUser":{"id":"` + KnownUserID(1) + `"}}`, 204, []string{DemoUserID, KnownUserID(2)}},
		{`{"rawId":"` + KnownUserID(77) + `"}`, 204, []string{DemoUserID, KnownUserID(2)}},
		{`{"rawId":"8:acs:fakeid"}`, 400, []string{DemoUserID, KnownUserID(2)}},
		{`{}`, 400, []string{DemoUserID, KnownUserID(2)}},
	} {
		if got := remove(step.body); got.status != step.status {
			t.Errorf("%s: %d %s, want %d", step.body, got.status, got.body, step.status)
		}
		if diff := cmp.Diff(step.left, f.members(id)); diff != "" {
			t.Errorf("%s: members (-want +got):\n%s", step.body, diff)
		}
	}
	if got := remove(`{"rawId":"` + DemoUserID + `"}`); got.status != 204 {
		t.Fatalf("leaving: %d", got.status)
	}
	got := f.do("GET", "/chat/threads/"+id+"/participants?"+latest, "")
	if got.status != 403 || got.body != notMemberBody || got.header.Get("Content-Type") != "application/json" {
		t.Errorf("after leaving: %d %s %s", got.status, got.header.Get("Content-Type"), got.body)
	}
	if list := f.do("GET", "/chat/threads?"+latest, "").body; !strings.Contains(list, id) || strings.Contains(list, "deletedOn") {
		t.Errorf("the left thread is not in the list: %s", list)
	}
}

func TestParticipantPages(t *testing.T) {
	f := newFixture(t, Options{Seed: SeedEmpty})
	id := f.create("t", knownUsers(1, 4)...)
	list := "/chat/threads/" + id + "/participants"
	link := func(skip, size int) string {
		return fmt.Sprintf("%s%s?skip=%d&maxPageSize=%d&api-version=2025-03-15", f.server.URL, list, skip, size)
	}
	for _, test := range []struct {
		query string
		count int
		next  string
	}{
		{"", 5, ""},
		{"maxPageSize=2&", 2, link(2, 2)},
		{"skip=2&maxPageSize=2&", 2, link(4, 2)},
		{"skip=4&maxPageSize=2&", 1, ""},
		{"skip=3&maxPageSize=2&", 2, ""}, // no empty last page
		{"maxPageSize=5&", 5, ""},
		{"maxPageSize=1&skip=4&", 1, ""},
		{"skip=99&", 0, ""},
		{"maxPageSize=2147483647&skip=2147483647&", 0, ""},
	} {
		got := f.do("GET", list+"?"+test.query+latest, "")
		var page pageOf
		decode(t, got.body, &page)
		if len(page.Value) != test.count || page.NextLink != test.next || !strings.HasPrefix(got.body, `{"value":[`) {
			t.Errorf("%q: %d items, next %q, want %d, %q", test.query, len(page.Value), page.NextLink, test.count, test.next)
		}
		if test.next == "" && strings.Contains(got.body, "nextLink") {
			t.Errorf("%q: nextLink is not absent: %s", test.query, got.body)
		}
	}
	for _, query := range []string{"maxPageSize=0", "maxPageSize=-1", "maxPageSize=x", "maxPageSize=", "skip=-1", "skip=2147483648"} {
		if got := f.do("GET", list+"?"+query+"&"+latest, ""); got.status != 400 {
			t.Errorf("%s: %d, want 400", query, got.status)
		}
	}
	// The id percent-encoded in any way is the same thread, with the same link.
	encoded := strings.NewReplacer(":", "%3A", "@", "%40").Replace(id)
	var page pageOf
	decode(t, f.do("GET", "/chat/threads/"+encoded+"/participants?maxPageSize=3&"+latest, "").body, &page)
	if page.NextLink != link(3, 3) {
		t.Errorf("nextLink %q, want %q", page.NextLink, link(3, 3))
	}
}

func TestBigThreadBeyondTheLimit(t *testing.T) {
	f := newFixture(t, Options{Participants: 620})
	var threads pageOf
	decode(t, f.do("GET", "/chat/threads?"+latest, "").body, &threads)
	var id string
	for _, item := range threads.Value {
		if item.Topic == "Operations all hands" {
			id = item.ID
		}
	}
	members := f.members(id)
	unique := slices.Compact(slices.Sorted(slices.Values(members)))
	if len(members) != 620 || len(unique) != 620 {
		t.Errorf("%d members, %d different, want 620", len(members), len(unique))
	}
	var page pageOf
	decode(t, f.do("GET", "/chat/threads/"+id+"/participants?maxPageSize=1000&"+latest, "").body, &page)
	if len(page.Value) != 200 || !strings.Contains(page.NextLink, "skip=200&maxPageSize=200&") {
		t.Errorf("a page of 1000: %d items, %s", len(page.Value), page.NextLink)
	}
	if got := f.do("POST", "/chat/threads/"+id+"/participants/:add?"+latest, addBody(KnownUserID(99_999))); got.status != http.StatusBadRequest {
		t.Errorf("adding to it: %d", got.status)
	}
}

func TestThreadPagesFollowActivity(t *testing.T) {
	f := newFixture(t, Options{Seed: SeedEmpty})
	ids := make([]string, 0, 7)
	for n := range 7 {
		ids = append(ids, f.create(fmt.Sprintf("t%d", n)))
		if n%2 == 1 { // two threads a second: their order still stands
			f.clock.add(time.Second)
		}
	}
	f.do("POST", "/chat/threads/"+ids[0]+"/participants/:add?"+latest, addBody(KnownUserID(1)))
	want := []string{ids[0], ids[6], ids[5], ids[4], ids[3], ids[2], ids[1]}
	var got []string
	target := "/chat/threads?maxPageSize=3&" + latest
	pages := 0
	for target != "" {
		var page pageOf
		decode(t, f.do("GET", target, "").body, &page)
		for _, item := range page.Value {
			got = append(got, item.ID)
		}
		if pages++; page.NextLink != "" && !strings.HasPrefix(page.NextLink, f.server.URL+"/chat/threads?syncState=") {
			t.Errorf("nextLink %q", page.NextLink)
		}
		target = strings.TrimPrefix(page.NextLink, f.server.URL)
	}
	if diff := cmp.Diff(want, got); diff != "" || pages != 3 {
		t.Errorf("%d pages; threads (-want +got):\n%s", pages, diff)
	}
	var page pageOf
	decode(t, f.do("GET", "/chat/threads?startTime=2025-11-03T09:30:17Z&maxPageSize=1&"+latest, "").body, &page)
	if !strings.Contains(page.NextLink, "&startTime=11%2F3%2F2025%209%3A30%3A17%20AM%20%2B00%3A00&maxPageSize=1&api-version=2025-03-15") {
		t.Errorf("nextLink %q", page.NextLink)
	}
	decode(t, f.do("GET", strings.TrimPrefix(page.NextLink, f.server.URL), "").body, &page)
	if len(page.Value) != 1 || page.Value[0].ID != want[1] {
		t.Errorf("the page after: %+v", page.Value)
	}
	for _, query := range []string{"startTime=yesterday", "syncState=zz", "syncState=00", "maxPageSize=0"} {
		if got := f.do("GET", "/chat/threads?"+query+"&"+latest, ""); got.status != 400 {
			t.Errorf("%s: %d, want 400", query, got.status)
		}
	}
}
