package emulator

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func TestDemoData(t *testing.T) {
	f := newFixture(t, Options{})
	var page pageOf
	decode(t, f.do("GET", "/chat/threads?"+latest, "").body, &page)
	if len(page.Value) < 12 {
		t.Errorf("%d threads", len(page.Value))
	}
	deleted, left, sizes := 0, 0, map[int]bool{}
	activity := make([]string, 0, len(page.Value))
	for _, item := range page.Value {
		activity = append(activity, item.LastMessageReceivedOn)
		got := f.do("GET", "/chat/threads/"+item.ID+"/participants?"+latest, "")
		switch {
		case item.DeletedOn != "":
			deleted++
			if got.status != http.StatusNotFound {
				t.Errorf("%q, deleted: %d", item.Topic, got.status)
			}
			continue
		case got.status == http.StatusForbidden:
			left++
			continue
		}
		members := f.members(item.ID)
		sizes[len(members)] = true
		if unique := slices.Compact(slices.Sorted(slices.Values(members))); len(unique) != len(members) {
			t.Errorf("%q: an id twice", item.Topic)
		}
		if !slices.Contains(members, DemoUserID) {
			t.Errorf("%q: the operator is no member", item.Topic)
		}
	}
	if deleted != 1 || left != 1 || !sizes[250] || !sizes[1] {
		t.Errorf("%d deleted, %d left, sizes %v", deleted, left, sizes)
	}
	if !slices.IsSortedFunc(activity, func(a, b string) int { return strings.Compare(b, a) }) {
		t.Errorf("the order of activity: %q", activity)
	}
}

func TestSeedIsTheSameEveryTime(t *testing.T) {
	clock := newTestClock()
	random := &countingReader{}
	first := New(Options{Clock: clock.Now, Random: random}).store
	second := New(Options{Clock: clock.Now}).store
	clock.add(time.Hour) // a history is as old as the demo data, whenever it is read
	for id := range first.threads {
		first.threads[id].said()
		second.threads[id].said()
	}
	clock.add(-time.Hour)
	if diff := cmp.Diff(first, second, cmp.AllowUnexported(store{}, thread{}, participant{}, repeatedCreate{}, repeatKey{}, history{}, message{}, receipt{}, view{}, attachment{}, script{}, seedThread{}, seedPerson{}, entry{})); diff != "" {
		t.Errorf("two services differ (-first +second):\n%s", diff)
	}
	if random.next != 0 {
		t.Errorf("the seed took %d random bytes", random.next)
	}
	for id, seeded := range first.threads {
		if seeded.lastMessageOn.Before(seeded.createdOn) || seeded.lastMessageOn.After(clock.Now()) || seeded.createdOn.Nanosecond() != 0 {
			t.Errorf("%s: created %s, last message %s", id, seeded.createdOn, seeded.lastMessageOn)
		}
		if seeded.lastMessageOn.Sub(seeded.createdOn) < 0 || seeded.deletedOn.After(clock.Now().Add(-time.Hour)) {
			t.Errorf("%s: deleted %s", id, seeded.deletedOn)
		}
	}
}

func TestSizesOfTheBigThread(t *testing.T) {
	for _, size := range []int{1, 2, 3, 21, 22, 23, 250, 1000} {
		list := bigThread(size)
		ids := map[string]bool{}
		for _, one := range list {
			ids[one.id] = true
		}
		if len(list) != size || len(ids) != size || !ids[DemoUserID] {
			t.Errorf("size %d: %d people, %d ids", size, len(list), len(ids))
		}
	}
}

func TestNamesAreShown(t *testing.T) {
	names := map[string]bool{}
	for _, one := range bigThread(250) {
		names[one.name] = true
		if !utf8.ValidString(one.name) || strings.ContainsFunc(one.name, func(r rune) bool { return r < ' ' || r == 0x202E }) {
			t.Errorf("name %q", one.name)
		}
	}
	if len(names) < 220 {
		t.Errorf("only %d different names", len(names))
	}
	all := strings.Join(slices.Collect(func(yield func(string) bool) {
		for name := range names {
			if !yield(name) {
				return
			}
		}
	}), "\n")
	for kind, sample := range map[string]string{
		"Japanese": "佐藤", "Korean": "김", "Chinese": "王", "Arabic": "الحسيني", "joined emoji": "\u200D", "flag": "\U0001F1EB\U0001F1F7",
		"skin tone": "\U0001F3FD", "combining mark": "\u0302",
	} {
		if !strings.Contains(all, sample) {
			t.Errorf("no name with %s", kind)
		}
	}
}

func TestIdentities(t *testing.T) {
	if KnownUserID(0) != DemoUserID || KnownUserID(-1) != DemoUserID {
		t.Errorf("the demo user is %s, not %s", KnownUserID(0), DemoUserID)
	}
	for rawID, want := range map[string]identity{
		DemoUserID: identityKnown, strings.ToUpper(KnownUserID(3))[:8] + KnownUserID(3)[8:]: identityForeign,
		KnownUserID(1 << 30): identityKnown, UnknownUserID(0): identityForeign, DeletedUserID(0): identityDeleted,
		strings.Replace(DemoUserID, "8:acs:", "8:gcch-acs:", 1): identityForeign,
		DemoUserID + "_" + ResourceID:                           identityForeign, // a Teams extension user
		"8:acs:fakeid":                                          identityMalformed, "8:acs:": identityMalformed, DemoUserID + " ": identityMalformed, DemoUserID + "\n": identityMalformed,
		"8:dod-acs:x": identityMalformed, "": identityMalformed, "x": identityMalformed, "4:": identityMalformed,
		"4:+49301": identityForeign, "8:orgid:x": identityForeign, "28:bot": identityForeign, "8:live:x": identityForeign,
	} {
		if got := classify(rawID); got != want {
			t.Errorf("%q is %d, want %d", rawID, got, want)
		}
	}
	seen := map[string]bool{}
	for n := range 5000 {
		seen[KnownUserID(n)] = true
	}
	if len(seen) != 5000 {
		t.Errorf("%d different ids of 5000", len(seen))
	}
}

func TestKindsOfParticipantsOnTheWire(t *testing.T) {
	f := newFixture(t, Options{})
	got := f.do("GET", "/chat/threads/19:meeting_MjdhNjM4YzUtYzExZi00OTFkLTkzZTAtNTVlNmZmMDhkNGU2@thread.v2/participants?"+latest, "").body
	for _, want := range []string{
		`{"rawId":"8:orgid:3a1d9c52-77f0-4c1b-9a3e-5d2f8b60c714","microsoftTeamsUser":{"userId":"3a1d9c52-77f0-4c1b-9a3e-5d2f8b60c714","isAnonymous":false,"cloud":"public"}}`,
		`{"rawId":"8:teamsvisitor:b0c7e6a1f2d94e3b8a5c0d1e2f3a4b5c","microsoftTeamsUser":{"userId":"b0c7e6a1f2d94e3b8a5c0d1e2f3a4b5c","isAnonymous":true,"cloud":"public"}}`,
		`{"rawId":"28:orgid:c92f0b6d-4a15-4f8e-8f27-1b7d3e9a5c60","microsoftTeamsApp":{"appId":"c92f0b6d-4a15-4f8e-8f27-1b7d3e9a5c60","cloud":"public"}}`,
		`{"rawId":"4:+493012345678","phoneNumber":{"value":"+493012345678"}}`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("missing %s in %s", want, got)
		}
	}
}

// seeded is the id of a demo thread.
func (f *fixture) seeded(topic string) string {
	f.t.Helper()
	var page pageOf
	decode(f.t, f.do("GET", "/chat/threads?"+latest, "").body, &page)
	for _, item := range page.Value {
		if strings.HasPrefix(item.Topic, topic) {
			return item.ID
		}
	}
	f.t.Fatalf("no demo thread %q", topic)
	return ""
}
