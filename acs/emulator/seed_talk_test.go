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

// TestDemoConversations reads all the messages of the demo data as the operator
// does, over HTTP.
func TestDemoConversations(t *testing.T) {
	f := newFixture(t, Options{})
	list := f.do("GET", "/chat/threads?"+latest, "").body
	var threads pageOf
	decode(t, list, &threads)
	kinds, edited, deleted, largest := map[string]int{}, 0, 0, 0
	for _, item := range threads.Value {
		target := "/chat/threads/" + item.ID + "/messages?maxPageSize=200&" + latest
		if item.DeletedOn != "" {
			if got := f.do("GET", target, ""); got.status != http.StatusNotFound {
				t.Errorf("%q, deleted: %d", item.Topic, got.status)
			}
			continue
		}
		moved := slices.IndexFunc(f.messages(target).Value, func(one messageItem) bool { return one.Type != typeParticipantRemoved })
		if moved < 0 || f.messages(target).Value[moved].CreatedOn != item.LastMessageReceivedOn {
			t.Errorf("%q: the newest message that moves lastMessageReceivedOn is not of %s", item.Topic, item.LastMessageReceivedOn)
			continue
		}
		count := 0
		var oldest []string
		for target != "" {
			page := f.messages(target)
			for _, one := range page.Value {
				kinds[one.Type]++
				count++
				oldest = append(oldest, one.Type)
				if one.EditedOn != "" {
					edited++
				}
				if one.DeletedOn != "" {
					deleted++
				}
				if !utf8.ValidString(one.Content.Message) || one.Type != typeParticipantRemoved && one.CreatedOn > item.LastMessageReceivedOn {
					t.Errorf("%q: message %q of %s", item.Topic, one.Content.Message, one.CreatedOn)
				}
			}
			target = page.NextLink
		}
		largest = max(largest, count)
		begin := []string{typeTopicUpdated, typeParticipantAdded}
		if item.Topic == "Operations all hands" { // too large for one request
			begin = []string{typeParticipantAdded, typeTopicUpdated, typeParticipantAdded}
		}
		if diff := cmp.Diff(begin, oldest[len(oldest)-len(begin):]); diff != "" {
			t.Errorf("%q begins with (-want +got):\n%s", item.Topic, diff)
		}
	}
	for _, kind := range []string{typeText, typeHTML, typeTopicUpdated, typeParticipantAdded, typeParticipantRemoved} {
		if kinds[kind] == 0 {
			t.Errorf("no message of type %s", kind)
		}
	}
	if largest < 2000 || edited < 10 || deleted < 10 || kinds[typeHTML] < 20 {
		t.Errorf("%d messages in the largest thread, %d edited, %d deleted, types %v", largest, edited, deleted, kinds)
	}
	if got := f.do("GET", "/chat/threads?"+latest, "").body; got != list {
		t.Errorf("reading messages changed the list of threads:\n%s\n%s", list, got)
	}
}

func TestDemoThreadThatWasLeft(t *testing.T) {
	f := newFixture(t, Options{})
	id := f.seeded("Former project Kestrel")
	page := f.messages("/chat/threads/" + id + "/messages?" + latest)
	if len(page.Value) != 9 || page.Value[0].Type != typeParticipantRemoved {
		t.Errorf("the operator, who has left, sees %q", page.texts())
	}
	f.do("POST", "/chat/threads/"+id+"/messages?"+latest, `{"content":"later"}`, "Authorization", f.as(22))
	if got := f.messages("/chat/threads/" + id + "/messages?" + latest); len(got.Value) != 9 {
		t.Errorf("after a later message he sees %q", got.texts())
	}
}

func TestDemoReceiptsAndAttachments(t *testing.T) {
	f := newFixture(t, Options{})
	for topic, want := range map[string]bool{"Incident 4711": true, "Order 88213": true, "Operations all hands": false, "Support escalations": false} {
		got := f.do("GET", "/chat/threads/"+f.seeded(topic)+"/readReceipts?"+latest, "")
		if has := strings.Contains(got.body, `"chatMessageId":`); got.status != http.StatusOK || has != want {
			t.Errorf("%s: receipts %v: %d %s", topic, has, got.status, got.body)
		}
	}
	meeting := "/chat/threads/" + f.seeded("Weekly supplier call") + "/messages?maxPageSize=50&api-version="
	for version, want := range map[string]int{"2021-09-07": 0, "2023-11-07": 1, "2025-03-15": 2} {
		if got := strings.Count(f.do("GET", meeting+version, "").body, `"attachmentType":`); got != want {
			t.Errorf("%s: %d attachments, want %d", version, got, want)
		}
	}
}

// TestDemoHistoriesHoldTogether: what a service that was called at those times
// would hold.
func TestDemoHistoriesHoldTogether(t *testing.T) {
	clock := newTestClock()
	for _, size := range []int{1, 3, 250, 1000} {
		for _, one := range New(Options{Clock: clock.Now, Participants: size}).store.threads {
			said := one.said()
			ids, sequences := map[int64]bool{}, map[int]bool{}
			for i, m := range said.messages {
				ids[m.id], sequences[m.sequence] = true, true
				if i > 0 && m.version <= said.messages[i-1].version {
					t.Errorf("%s: message %d is not after the one before", one.topic, i)
				}
				moves := m.kind != typeParticipantRemoved
				if m.createdOn.Before(one.createdOn) || moves && m.createdOn.After(one.lastMessageOn) || m.version > clock.Now().UnixMilli() {
					t.Errorf("%s: message %d of %s", one.topic, i, m.createdOn)
				}
				if len(m.participants) > maxBatch || m.isSystem() == (m.sender != "") {
					t.Errorf("%s: message %d: %+v", one.topic, i, m)
				}
			}
			if len(ids) != len(said.messages) || len(sequences) != len(said.messages) || !sequences[1] || !sequences[len(said.messages)] {
				t.Errorf("%s: %d ids and %d sequence numbers of %d messages", one.topic, len(ids), len(sequences), len(said.messages))
			}
			for _, r := range said.receipts {
				if !ids[r.messageID] || r.readOn.After(clock.Now()) {
					t.Errorf("%s: receipt %+v", one.topic, r)
				}
			}
		}
	}
}

func TestTalkOfAllHandsVaries(t *testing.T) {
	texts := map[string]bool{}
	for _, one := range allHandsLines() {
		texts[one.text] = true
	}
	if len(texts) < allHandsSize*99/100 {
		t.Errorf("%d different texts of %d", len(texts), allHandsSize)
	}
}

// TestHistoryBeforeItIsRead: whatever comes first to a demo thread comes after its
// history.
func TestHistoryBeforeItIsRead(t *testing.T) {
	f := newFixture(t, Options{})
	id := f.seeded("Notes to self")
	f.clock.add(time.Minute)
	f.do("PATCH", "/chat/threads/"+id+"?"+latest, `{"topic":"Notes"}`, "Content-Type", mergePatch)
	got := f.messages("/chat/threads/" + id + "/messages?" + latest).texts()
	if len(got) != 7 || got[0] != typeTopicUpdated || !slices.Contains(got, "Ask Ines about the spare scanner.") {
		t.Errorf("messages: %q", got)
	}
}
