package threads_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"acs-chat-tui/acs"
	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/uitest"
)

// topics are the topics in sight, in order, of those given.
func topics(h *uitest.Harness, known ...string) []string {
	var found []string
	for line := range strings.SplitSeq(h.Screen(), "\n") {
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
	h := uitest.Start(t, uitest.InEmpty()).Settle()
	left := h.Elsewhere("Left", uitest.Person(1, "Ann"))
	deleted := h.Elsewhere("Deleted")
	h.Elsewhere("Mine")
	if _, err := h.Client.DeleteChatThread(t.Context(), deleted, nil); err != nil {
		t.Fatal(err)
	}
	h.Press("ctrl+r").Settle()
	h.Press("o").Paste(left).Press("enter").Settle()
	h.RemoveElsewhere(emulator.DemoUserID)
	h.Press("esc", "ctrl+r").Settle()
	// The service lists it as any other.
	h.Wants("Left", "deleted")
	h.WantsNot("no access")
	h.Press("o").Paste(left).Press("enter").Settle()
	h.Wants("not allowed", "probably not a member")
	h.Press("esc")
	if got := h.Line("no access"); !strings.Contains(got, "Left") {
		t.Errorf("marked is %q", got)
	}
	for filter, want := range map[string][]string{"no access": {"Left"}, "deleted": {"Deleted"}, "!no access": {"Mine", "Deleted"}} {
		h.Press("/").Write(filter).Press("enter")
		got := topics(h, "Left", "Deleted", "Mine")
		if diff := cmp.Diff(want, got); diff != "" && filter != "deleted" || filter == "deleted" && got[0] != "Deleted" {
			t.Errorf("%s: (-want +got):\n%s", filter, diff)
		}
		h.Press("esc")
	}
	// It outlasts a refresh, which tells nothing of it.
	h.Press("ctrl+r").Settle()
	h.Wants("no access")

	// Somebody adds the user again, and the service lets him in.
	token, err := h.Service.Token(emulator.KnownUserID(1), 0)
	if err != nil {
		t.Fatal(err)
	}
	ann, err := acs.NewClient(h.Server.URL, acs.NewStaticTokenCredential(token), &acs.ClientOptions{Now: h.Clock.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(ann.Close)
	again := []acs.ChatParticipant{{CommunicationIdentifier: acs.ParseRawID(emulator.DemoUserID)}}
	if _, err := ann.AddChatParticipants(t.Context(), left, again, nil); err != nil {
		t.Fatal(err)
	}
	h.Press("o").Paste(left).Press("enter").Settle().Press("esc")
	h.WantsNot("no access")
}

// TestAScopeThatIsTooSmallIsNoLeftThread: the token is refused, not the user.
func TestAScopeThatIsTooSmallIsNoLeftThread(t *testing.T) {
	t.Parallel()
	s := uitest.InEmpty()
	s.Scopes = []string{"chat.join.limited"}
	h := uitest.Start(t, s).Settle()
	token, err := h.Service.Token(emulator.DemoUserID, 0)
	if err != nil {
		t.Fatal(err)
	}
	full, err := acs.NewClient(h.Server.URL, acs.NewStaticTokenCredential(token), &acs.ClientOptions{Now: h.Clock.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(full.Close)
	if _, err := full.CreateChatThread(t.Context(), "Joined", nil); err != nil {
		t.Fatal(err)
	}
	h.Press("ctrl+r").Settle().Press("enter").Settle().Press("2").Settle().Press("esc")
	h.Wants("Joined")
	h.WantsNot("no access")
}

func TestThreadsByName(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.InEmpty()).Settle()
	names := []string{"beta", "Alpha", "gamma", "Delta"}
	for _, name := range names {
		h.Elsewhere(name)
		h.Clock.Add(time.Minute)
	}
	h.Press("ctrl+r").Settle()
	service := []string{"Delta", "gamma", "Alpha", "beta"}
	if diff := cmp.Diff(service, topics(h, names...)); diff != "" {
		t.Fatalf("the service's order (-want +got):\n%s", diff)
	}
	h.Press("j", "s") // on gamma
	h.Wants("4 threads, all loaded · by name", "▸ gamma")
	if diff := cmp.Diff([]string{"Alpha", "beta", "Delta", "gamma"}, topics(h, names...)); diff != "" {
		t.Errorf("by name (-want +got):\n%s", diff)
	}
	h.Press("ctrl+r").Settle()
	h.Wants("▸ gamma", "by name")
	h.Press("/").Write("a").Press("enter")
	h.Press("esc")
	h.Press("g")
	h.Wants("▸ Alpha")
	h.Press("s")
	if diff := cmp.Diff(service, topics(h, names...)); diff != "" {
		t.Errorf("the service's order again (-want +got):\n%s", diff)
	}
	h.Wants("▸ Alpha")
	h.WantsNot("by name")
}

// TestByNameIsOnlyOfWhatIsLoaded, and says so; what comes is sorted in, and the cursor
// stays on its thread.
func TestByNameIsOnlyOfWhatIsLoaded(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Many(320)).Settle()
	h.Press("s")
	h.Wants("200 threads loaded, more to come · by name, of those loaded", "▸ Thread 319")
	h.Press("f").Settle()
	h.Wants("320 threads, all loaded · by name", "▸ Thread 319")
	h.Press("g")
	h.Wants("▸ Thread 000")
}

// propertyReads are the requests for the properties of single threads.
func propertyReads(h *uitest.Harness) []emulator.Request {
	var found []emulator.Request
	for _, request := range h.Service.Requests() {
		if request.Method == http.MethodGet && strings.HasPrefix(request.Path, "/chat/threads/") && !strings.Contains(request.Path, "/participants") {
			found = append(found, request)
		}
	}
	return found
}

// TestThePropertiesStandBesideTheThreads once the cursor rests, at 100 columns and more.
func TestThePropertiesStandBesideTheThreads(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Many(3)).Settle()
	h.Wants("▸ Thread 002", "properties follow when the cursor rests here")
	if got := len(propertyReads(h)); got != 0 {
		t.Fatalf("%d requests before the cursor rested", got)
	}
	h.Pass(299 * time.Millisecond)
	if got := len(propertyReads(h)); got != 0 {
		t.Errorf("%d requests after 299 ms", got)
	}
	h.Pass(time.Millisecond)
	h.Wants("created by", "retention", "as of 09:30:1")
	if got := len(propertyReads(h)); got != 1 {
		t.Fatalf("%d requests", got)
	}
	// What was seen is shown again at once, and not asked for again.
	h.Press("j").Pass(300 * time.Millisecond)
	h.Press("k")
	h.Wants("created by")
	h.Pass(time.Second)
	if got := len(propertyReads(h)); got != 2 {
		t.Errorf("%d requests for 2 threads", got)
	}
	// Below 100 columns there is nothing beside the list, and nothing is asked.
	h.Resize(99, 30)
	h.WantsNot("created by")
	h.Press("j", "j").Pass(time.Second)
	if got := len(propertyReads(h)); got != 2 {
		t.Errorf("%d requests where nothing is shown", got)
	}
	h.Resize(100, 30)
	h.Pass(time.Second)
	h.Wants("created by")
}

// TestARowPassedOverIsNotAskedFor: 100 threads in keys of their own, and in one read.
func TestARowPassedOverIsNotAskedFor(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Many(210)).Settle()
	h.Pass(time.Second)
	before := len(propertyReads(h))
	for range 100 {
		h.Press("j").Pass(33 * time.Millisecond)
	}
	h.Read(uitest.Runes(strings.Repeat("j", 100)))
	h.Settle()
	if got := len(propertyReads(h)) - before; got != 0 {
		t.Errorf("%d requests for 200 threads passed over", got)
	}
	h.Wants("▸ Thread 009")
	h.Pass(350 * time.Millisecond) // ticks are 50 ms apart at least
	if got := len(propertyReads(h)) - before; got != 1 {
		t.Errorf("%d requests for the thread that the cursor rests on", got)
	}
}

// TestOneRequestBesideAtMost: it ends when the cursor moves on.
func TestOneRequestBesideAtMost(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Many(3)).Settle()
	h.Fault(emulator.Fault{Operation: "GetChatThreadProperties", Kind: "latency", Latency: "1h"})
	h.Clock.Add(300 * time.Millisecond)
	h.Tick()
	untilRead(h, uitest.StatusUnderWay)
	h.Press("j").Settle()
	untilRead(h, uitest.StatusClosed)
	h.Wants("properties follow when the cursor rests here")
	h.Fault()
	h.Pass(300 * time.Millisecond)
	h.Wants("created by")
	if got := len(propertyReads(h)); got != 2 {
		t.Errorf("%d requests", got)
	}
}

// untilRead waits until the newest request for properties has a status.
func untilRead(h *uitest.Harness, status int) {
	h.T.Helper()
	expired := time.After(uitest.Patience)
	for {
		if reads := propertyReads(h); len(reads) > 0 && reads[len(reads)-1].Status == status {
			return
		}
		select {
		case <-expired:
			h.T.Fatalf("no request for properties has the status %d: %+v", status, propertyReads(h))
		default:
			h.Ask()
		}
	}
}

// TestNothingIsAskedForBesideWhatIsNotInSight: a dialog or another screen is on top.
func TestNothingIsAskedForBesideWhatIsNotInSight(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Many(3)).Settle()
	for _, covered := range []string{"n", "?", ":"} {
		h.Press("j", covered).Pass(time.Second)
		if got := len(propertyReads(h)); got != 0 {
			t.Errorf("under %q: %d requests", covered, got)
		}
		h.Press("esc")
	}
	h.Pass(time.Second)
	if got := len(propertyReads(h)); got != 1 {
		t.Errorf("%d requests when the list is in sight again", got)
	}
}

// TestWhatCannotBeReadStandsBesideTheThread: refused, and deleted.
func TestWhatCannotBeReadStandsBesideTheThread(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Many(3)).Settle()
	h.Fault(uitest.Status(http.StatusForbidden))
	h.Pass(300 * time.Millisecond)
	h.Wants("Could not get the thread: not allowed", "no access")
	h.Fault()
	h.Press("ctrl+r").Settle().Pass(300 * time.Millisecond)
	h.Wants("created by")
	h.WantsNot("not allowed", "no access")

	before := len(propertyReads(h))
	h.Press("d", "y").Settle()
	h.Pass(time.Second)
	h.Wants("The service tells nothing more of a deleted thread.")
	if got := len(propertyReads(h)) - before; got != 0 {
		t.Errorf("%d requests for a deleted thread", got)
	}
}

// TestTheWatchLooksBesideAsWell: what the list does not tell is seen as well.
func TestTheWatchLooksBesideAsWell(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Many(2)).Settle()
	h.Pass(300 * time.Millisecond)
	h.Wants("metadata none")
	var id string
	for _, request := range propertyReads(h) {
		id = strings.TrimPrefix(request.Path, "/chat/threads/")
	}
	id = strings.NewReplacer("%3A", ":", "%40", "@").Replace(id)
	desk := "7"
	if _, err := h.Client.UpdateChatThreadProperties(t.Context(), id, &acs.UpdateChatThreadPropertiesOptions{Metadata: map[string]*string{"desk": &desk}}); err != nil {
		t.Fatal(err)
	}
	h.Press("W")
	h.Pass(10 * time.Second)
	h.Wants("+ desk = 7", "~1 changed", "here: its properties", "▸~Thread 001")
	h.Press("u")
	h.Wants("desk = 7")
	h.WantsNot("+ desk")
}
