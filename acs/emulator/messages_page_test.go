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

// talkative is a thread with count texts "m1", "m2", …, one a second.
func (f *fixture) talkative(count int) string {
	f.t.Helper()
	id := f.create("t")
	for n := range count {
		f.clock.add(time.Second)
		f.post(id, fmt.Sprintf(`{"content":"m%d"}`, n+1))
	}
	return id
}

// names are the texts from one number down to another.
func names(from, to int) []string {
	list := []string{}
	for n := from; n >= to; n-- {
		list = append(list, fmt.Sprintf("m%d", n))
	}
	return list
}

// everything are all pages of a list, following each link as it is.
func (f *fixture) everything(target string) (texts []string, sizes []int) {
	f.t.Helper()
	for target != "" {
		page := f.messages(target)
		texts, sizes = append(texts, page.texts()...), append(sizes, len(page.Value))
		target = page.NextLink
	}
	return texts, sizes
}

func TestSyncStateAsRecorded(t *testing.T) {
	const threadID = "19:aWuNSmqHe3jJOGl36l6DBhxQDcimoCzk5-N6HxAeDWI1@thread.v2"
	const want = "3e3900000031393a6157754e536d714865336a4a4f476c33366c3644426878514463696d6f437a6b352d4e364878416544574931407468726561642e76320" +
		"1daba60ff800100003dc160ff80010000"
	position := messagesPosition{oldest: 1653551971034, newest: 1653551972669}
	if diff := cmp.Diff(want, position.encode(threadID)); diff != "" {
		t.Errorf("syncState (-want +got):\n%s", diff)
	}
}

func TestPagesOfMessages(t *testing.T) {
	f := newFixture(t, Options{Seed: SeedEmpty})
	id := f.talkative(23)
	path := "/chat/threads/" + id + "/messages"
	all := append(names(23, 1), "topicUpdated", "participantAdded")
	for query, want := range map[string][]int{
		"":                 {10, 10, 5},
		"maxPageSize=1&":   slices.Repeat([]int{1}, 25),
		"maxPageSize=5&":   {5, 5, 5, 5, 5}, // no empty last page
		"maxPageSize=24&":  {24, 1},
		"maxPageSize=25&":  {25},
		"maxPageSize=999&": {25},
	} {
		texts, sizes := f.everything(path + "?" + query + latest)
		if diff := cmp.Diff(all, texts); diff != "" {
			t.Errorf("%s: texts (-want +got):\n%s", query, diff)
		}
		if diff := cmp.Diff(want, sizes); diff != "" {
			t.Errorf("%s: sizes (-want +got):\n%s", query, diff)
		}
	}
	for query, want := range map[string]string{
		"": "&startTime=1%2F1%2F1970%2012%3A00%3A00%20AM%20%2B00%3A00&maxPageSize=10&api-version=2025-03-15",
		"maxPageSize=3&startTime=2025-11-03T09:30:20.9Z&": "&startTime=11%2F3%2F2025%209%3A30%3A20%20AM%20%2B00%3A00&maxPageSize=3&api-version=2025-03-15",
	} {
		link := f.messages(path + "?" + query + latest).NextLink
		if !strings.HasPrefix(link, f.server.URL+path+"?syncState=3e") || !strings.HasSuffix(link, want) {
			t.Errorf("%q: nextLink %s", query, link)
		}
	}
}

func TestLargestPageOfMessages(t *testing.T) {
	f := newFixture(t, Options{})
	id := f.seeded("Operations all hands")
	page := f.messages("/chat/threads/" + id + "/messages?maxPageSize=500&" + latest)
	if len(page.Value) != 200 || !strings.Contains(page.NextLink, "&maxPageSize=200&") {
		t.Errorf("%d messages, nextLink %s", len(page.Value), page.NextLink)
	}
}

// TestNewMessageComesAgain is what was reported of the live service: whoever
// follows a link after a message arrived gets that message with the older ones.
func TestNewMessageComesAgain(t *testing.T) {
	f := newFixture(t, Options{Seed: SeedEmpty})
	id := f.talkative(9)
	path := "/chat/threads/" + id + "/messages"
	next := func(target string, want ...string) string {
		t.Helper()
		page := f.messages(target)
		if diff := cmp.Diff(want, page.texts()); diff != "" {
			t.Errorf("page (-want +got):\n%s", diff)
		}
		return page.NextLink
	}
	link := next(path+"?maxPageSize=3&"+latest, "m9", "m8", "m7")
	f.clock.add(time.Second)
	f.post(id, `{"content":"m10"}`)
	link = next(link, "m10", "m6", "m5")
	edited := f.messages(path + "?maxPageSize=200&" + latest).Value[2].ID // m8, which was listed before
	f.do("PATCH", path+"/"+edited+"?"+latest, `{"content":"m8, mended"}`, "Content-Type", mergePatch)
	link = next(link, "m8, mended", "m4", "m3")
	for n := range 4 { // more than a page of new ones: all come, the oldest of them first
		f.clock.add(time.Second)
		f.post(id, fmt.Sprintf(`{"content":"new %d"}`, n+1))
	}
	link = next(link, "new 3", "new 2", "new 1")
	link = next(link, "new 4", "m2", "m1")
	link = next(link, "topicUpdated", "participantAdded")
	if link != "" {
		t.Errorf("one more page: %s", link)
	}
}

func TestStartTimeOfMessages(t *testing.T) {
	f := newFixture(t, Options{Seed: SeedEmpty})
	id := f.talkative(6) // at 09:30:16 to 09:30:21
	path := "/chat/threads/" + id + "/messages?" + latest
	for start, want := range map[string][]string{
		"2025-11-03T09:30:19Z":                    names(6, 4),
		"2025-11-03T09:30:19.999Z":                names(6, 4), // cut to whole seconds
		"2025-11-03T10:30:20%2B01:00":             names(6, 5),
		"2026-01-01T00:00:00Z":                    {},
		"11/3/2025%209:30:21%20AM%20%2B00:00":     names(6, 6),
		"2025-11-03T09:30:15Z&maxPageSize=3":      names(6, 4),
		"2025-11-03T09:30:18Z&maxPageSize=4&x=yz": names(6, 3),
	} {
		if diff := cmp.Diff(want, f.messages(path+"&startTime="+start).texts()); diff != "" {
			t.Errorf("from %s (-want +got):\n%s", start, diff)
		}
	}
	texts, _ := f.everything(path + "&maxPageSize=2&startTime=2025-11-03T09:30:17Z")
	if diff := cmp.Diff(names(6, 2), texts); diff != "" {
		t.Errorf("pages from a time on (-want +got):\n%s", diff)
	}
}

func TestWrongParametersOfMessages(t *testing.T) {
	f := newFixture(t, Options{Seed: SeedEmpty})
	id := f.talkative(3)
	path := "/chat/threads/" + id + "/messages?" + latest
	other := "/chat/threads/" + f.create("other") + "/messages"
	_, state, _ := strings.Cut(f.messages(path+"&maxPageSize=1").NextLink, "?")
	if got := f.do("GET", other+"?"+state, ""); got.status != http.StatusBadRequest {
		t.Errorf("another thread's link: %d %s", got.status, got.body)
	}
	for _, query := range []string{
		"maxPageSize=0", "maxPageSize=-1", "maxPageSize=x", "maxPageSize=99999999999", "startTime=yesterday",
		"syncState=", "syncState=zz", "syncState=00", "syncState=3e", "syncState=" + strings.Repeat("00", 40),
		"syncState=" + messagesPosition{}.encode(id), "syncState=" + strings.ToUpper(messagesPosition{1, 2}.encode(id)),
	} {
		if got := f.do("GET", path+"&"+query, ""); got.status != http.StatusBadRequest {
			t.Errorf("%s: %d %s", query, got.status, got.body)
		}
	}
}

// FuzzPages holds the pages of a history to what they promise: without a change
// between them all messages come, each once, newest first.
func FuzzPages(f *testing.F) {
	f.Add(uint8(9), uint8(3), []byte{0, 200, 5})
	f.Add(uint8(0), uint8(1), []byte{})
	f.Fuzz(func(t *testing.T, count, size uint8, changes []byte) {
		var said history
		at := time.Unix(1_700_000_000, 0)
		for range count {
			said.add(message{kind: typeText}, at)
		}
		for _, change := range changes {
			if count > 0 {
				said.edit(said.messages[int(change)%int(count)], at, func(*message) {})
			}
		}
		var listed []int64
		position, more := messagesPosition{}, true
		for pages := 0; more; pages++ {
			var page []*message
			if page, position, more = said.page(position, max(1, int(size)), func(*message) bool { return true }); pages > int(count) {
				t.Fatalf("more pages than messages")
			}
			for _, one := range page {
				listed = append(listed, one.version)
			}
		}
		descending := slices.IsSortedFunc(listed, func(a, b int64) int { return int(b - a) })
		if len(listed) != int(count) || !descending || len(slices.Compact(slices.Clone(listed))) != len(listed) {
			t.Errorf("%d of %d listed: %v", len(listed), count, listed)
		}
	})
}
