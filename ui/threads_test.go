package ui

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"acs-chat-tui/acs"
	"acs-chat-tui/acs/emulator"
)

// topics are the topics in sight, in order, of those given.
func (h *harness) topics(known ...string) []string {
	var found []string
	for line := range strings.SplitSeq(h.screen(), "\n") {
		for _, topic := range known {
			if row := strings.TrimLeft(line, "▸+~- "); strings.HasPrefix(row, topic+"  ") {
				found = append(found, topic)
			}
		}
	}
	return found
}

// TestALeftThreadIsMarkedWhenTheServiceRefuses, found by the filter, and cleared when
// the service lets the user in again.
func TestALeftThreadIsMarkedWhenTheServiceRefuses(t *testing.T) {
	t.Parallel()
	h := start(t, inEmpty()).settle()
	left := h.elsewhere("Left", person(1, "Ann"))
	deleted := h.elsewhere("Deleted")
	h.elsewhere("Mine")
	if _, err := h.client.DeleteChatThread(t.Context(), deleted, nil); err != nil {
		t.Fatal(err)
	}
	h.press("ctrl+r").settle()
	h.press("o").paste(left).press("enter").settle()
	h.removeElsewhere(emulator.DemoUserID)
	h.press("esc", "ctrl+r").settle()
	// The service lists it as any other.
	h.wants("Left", "deleted")
	h.wantsNot("no access")
	h.press("o").paste(left).press("enter").settle()
	h.wants("not allowed", "probably not a member")
	h.press("esc")
	if got := h.line("no access"); !strings.Contains(got, "Left") {
		t.Errorf("marked is %q", got)
	}
	for filter, want := range map[string][]string{"no access": {"Left"}, "deleted": {"Deleted"}, "!no access": {"Mine", "Deleted"}} {
		h.press("/").write(filter).press("enter")
		got := h.topics("Left", "Deleted", "Mine")
		if diff := cmp.Diff(want, got); diff != "" && filter != "deleted" || filter == "deleted" && got[0] != "Deleted" {
			t.Errorf("%s: (-want +got):\n%s", filter, diff)
		}
		h.press("esc")
	}
	// It outlasts a refresh, which tells nothing of it.
	h.press("ctrl+r").settle()
	h.wants("no access")

	// Somebody adds the user again, and the service lets him in.
	token, err := h.service.Token(emulator.KnownUserID(1), 0)
	if err != nil {
		t.Fatal(err)
	}
	ann, err := acs.NewClient(h.server.URL, acs.NewStaticTokenCredential(token), &acs.ClientOptions{Now: h.clock.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(ann.Close)
	again := []acs.ChatParticipant{{CommunicationIdentifier: acs.ParseRawID(emulator.DemoUserID)}}
	if _, err := ann.AddChatParticipants(t.Context(), left, again, nil); err != nil {
		t.Fatal(err)
	}
	h.press("o").paste(left).press("enter").settle().press("esc")
	h.wantsNot("no access")
}

// TestAScopeThatIsTooSmallIsNoLeftThread: the token is refused, not the user.
func TestAScopeThatIsTooSmallIsNoLeftThread(t *testing.T) {
	t.Parallel()
	s := inEmpty()
	s.scopes = []string{"chat.join.limited"}
	h := start(t, s).settle()
	token, err := h.service.Token(emulator.DemoUserID, 0)
	if err != nil {
		t.Fatal(err)
	}
	full, err := acs.NewClient(h.server.URL, acs.NewStaticTokenCredential(token), &acs.ClientOptions{Now: h.clock.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(full.Close)
	if _, err := full.CreateChatThread(t.Context(), "Joined", nil); err != nil {
		t.Fatal(err)
	}
	h.press("ctrl+r").settle().press("enter").settle().press("2").settle().press("esc")
	h.wants("Joined")
	h.wantsNot("no access")
}

func TestThreadsByName(t *testing.T) {
	t.Parallel()
	h := start(t, inEmpty()).settle()
	names := []string{"beta", "Alpha", "gamma", "Delta"}
	for _, name := range names {
		h.elsewhere(name)
		h.clock.add(time.Minute)
	}
	h.press("ctrl+r").settle()
	service := []string{"Delta", "gamma", "Alpha", "beta"}
	if diff := cmp.Diff(service, h.topics(names...)); diff != "" {
		t.Fatalf("the service's order (-want +got):\n%s", diff)
	}
	h.press("j", "s") // on gamma
	h.wants("4 threads, all loaded · by name", "▸ gamma")
	if diff := cmp.Diff([]string{"Alpha", "beta", "Delta", "gamma"}, h.topics(names...)); diff != "" {
		t.Errorf("by name (-want +got):\n%s", diff)
	}
	h.press("ctrl+r").settle()
	h.wants("▸ gamma", "by name")
	h.press("/").write("a").press("enter")
	h.press("esc")
	h.press("g")
	h.wants("▸ Alpha")
	h.press("s")
	if diff := cmp.Diff(service, h.topics(names...)); diff != "" {
		t.Errorf("the service's order again (-want +got):\n%s", diff)
	}
	h.wants("▸ Alpha")
	h.wantsNot("by name")
}

// TestByNameIsOnlyOfWhatIsLoaded, and says so; what comes is sorted in, and the cursor
// stays on its thread.
func TestByNameIsOnlyOfWhatIsLoaded(t *testing.T) {
	t.Parallel()
	h := start(t, many(320)).settle()
	h.press("s")
	h.wants("200 threads loaded, more to come · by name, of those loaded", "▸ Thread 319")
	h.press("f").settle()
	h.wants("320 threads, all loaded · by name", "▸ Thread 319")
	h.press("g")
	h.wants("▸ Thread 000")
}

// many is an emulator with that many threads, the newest one first.
func many(count int) setup {
	s := inEmpty()
	s.width, s.height = 120, 30
	s.before = func(h *harness) {
		for n := range count {
			h.elsewhere(fmt.Sprintf("Thread %03d", n))
			h.clock.add(time.Second)
		}
	}
	return s
}

// propertyReads are the requests for the properties of single threads.
func (h *harness) propertyReads() []emulator.Request {
	var found []emulator.Request
	for _, request := range h.service.Requests() {
		if request.Method == http.MethodGet && strings.HasPrefix(request.Path, "/chat/threads/") && !strings.Contains(request.Path, "/participants") {
			found = append(found, request)
		}
	}
	return found
}

// TestThePropertiesStandBesideTheThreads once the cursor rests, at 100 columns and more.
func TestThePropertiesStandBesideTheThreads(t *testing.T) {
	t.Parallel()
	h := start(t, many(3)).settle()
	h.wants("▸ Thread 002", "properties follow when the cursor rests here")
	if got := len(h.propertyReads()); got != 0 {
		t.Fatalf("%d requests before the cursor rested", got)
	}
	h.pass(299 * time.Millisecond)
	if got := len(h.propertyReads()); got != 0 {
		t.Errorf("%d requests after 299 ms", got)
	}
	h.pass(time.Millisecond)
	h.wants("created by", "retention", "as of 09:30:1")
	if got := len(h.propertyReads()); got != 1 {
		t.Fatalf("%d requests", got)
	}
	// What was seen is shown again at once, and not asked for again.
	h.press("j").pass(300 * time.Millisecond)
	h.press("k")
	h.wants("created by")
	h.pass(time.Second)
	if got := len(h.propertyReads()); got != 2 {
		t.Errorf("%d requests for 2 threads", got)
	}
	// Below 100 columns there is nothing beside the list, and nothing is asked.
	h.resize(99, 30)
	h.wantsNot("created by")
	h.press("j", "j").pass(time.Second)
	if got := len(h.propertyReads()); got != 2 {
		t.Errorf("%d requests where nothing is shown", got)
	}
	h.resize(100, 30)
	h.pass(time.Second)
	h.wants("created by")
}

// TestARowPassedOverIsNotAskedFor: 100 threads in keys of their own, and in one read.
func TestARowPassedOverIsNotAskedFor(t *testing.T) {
	t.Parallel()
	h := start(t, many(210)).settle()
	h.pass(time.Second)
	before := len(h.propertyReads())
	for range 100 {
		h.press("j").pass(33 * time.Millisecond)
	}
	h.read(runes(strings.Repeat("j", 100)))
	h.settle()
	if got := len(h.propertyReads()) - before; got != 0 {
		t.Errorf("%d requests for 200 threads passed over", got)
	}
	h.wants("▸ Thread 009")
	h.pass(300 * time.Millisecond)
	if got := len(h.propertyReads()) - before; got != 1 {
		t.Errorf("%d requests for the thread that the cursor rests on", got)
	}
}

// TestOneRequestBesideAtMost: it ends when the cursor moves on.
func TestOneRequestBesideAtMost(t *testing.T) {
	t.Parallel()
	h := start(t, many(3)).settle()
	h.fault(emulator.Fault{Operation: "GetChatThreadProperties", Kind: "latency", Latency: "1h"})
	h.clock.add(300 * time.Millisecond)
	h.tick()
	h.receive() // what the tick starts
	h.untilRead(statusUnderWay)
	h.press("j").settle()
	h.untilRead(statusClosed)
	h.wants("properties follow when the cursor rests here")
	h.fault()
	h.pass(300 * time.Millisecond)
	h.wants("created by")
	if got := len(h.propertyReads()); got != 2 {
		t.Errorf("%d requests", got)
	}
}

// untilRead waits until the newest request for properties has a status.
func (h *harness) untilRead(status int) {
	h.t.Helper()
	expired := time.After(patience)
	for {
		if reads := h.propertyReads(); len(reads) > 0 && reads[len(reads)-1].Status == status {
			return
		}
		select {
		case <-expired:
			h.t.Fatalf("no request for properties has the status %d: %+v", status, h.propertyReads())
		default:
			h.ask()
		}
	}
}

// TestNothingIsAskedForBesideWhatIsNotInSight: a dialog or another screen is on top.
func TestNothingIsAskedForBesideWhatIsNotInSight(t *testing.T) {
	t.Parallel()
	h := start(t, many(3)).settle()
	for _, covered := range []string{"n", "?", ":"} {
		h.press("j", covered).pass(time.Second)
		if got := len(h.propertyReads()); got != 0 {
			t.Errorf("under %q: %d requests", covered, got)
		}
		h.press("esc")
	}
	h.pass(time.Second)
	if got := len(h.propertyReads()); got != 1 {
		t.Errorf("%d requests when the list is in sight again", got)
	}
}

// TestWhatCannotBeReadStandsBesideTheThread: refused, and deleted.
func TestWhatCannotBeReadStandsBesideTheThread(t *testing.T) {
	t.Parallel()
	h := start(t, many(3)).settle()
	h.fault(status(http.StatusForbidden))
	h.pass(300 * time.Millisecond)
	h.wants("Could not get the thread: not allowed", "no access")
	h.fault()
	h.press("ctrl+r").settle().pass(300 * time.Millisecond)
	h.wants("created by")
	h.wantsNot("not allowed", "no access")

	before := len(h.propertyReads())
	h.press("d", "y").settle()
	h.pass(time.Second)
	h.wants("The service tells nothing more of a deleted thread.")
	if got := len(h.propertyReads()) - before; got != 0 {
		t.Errorf("%d requests for a deleted thread", got)
	}
}

// TestTheWatchLooksBesideAsWell: what the list does not tell is seen as well.
func TestTheWatchLooksBesideAsWell(t *testing.T) {
	t.Parallel()
	h := start(t, many(2)).settle()
	h.pass(300 * time.Millisecond)
	h.wants("metadata none")
	var id string
	for _, request := range h.propertyReads() {
		id = strings.TrimPrefix(request.Path, "/chat/threads/")
	}
	id = strings.NewReplacer("%3A", ":", "%40", "@").Replace(id)
	desk := "7"
	if _, err := h.client.UpdateChatThreadProperties(t.Context(), id, &acs.UpdateChatThreadPropertiesOptions{Metadata: map[string]*string{"desk": &desk}}); err != nil {
		t.Fatal(err)
	}
	h.press("W")
	h.pass(10 * time.Second)
	h.wants("+ desk = 7", "~1 changed", "here: its properties", "▸~Thread 001")
	h.press("u")
	h.wants("desk = 7")
	h.wantsNot("+ desk")
}
