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
	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/screen"
)

// elsewhere makes a thread as another program would.
func (h *harness) elsewhere(topic string, people ...acs.ChatParticipant) string {
	h.t.Helper()
	made, err := h.client.CreateChatThread(h.t.Context(), topic, &acs.CreateChatThreadOptions{Participants: people})
	if err != nil {
		h.t.Fatal(err)
	}
	return made.ChatThread.ID
}

// person is a participant of the emulator's resource.
func person(n int, name string) acs.ChatParticipant {
	return acs.ChatParticipant{CommunicationIdentifier: acs.ParseRawID(emulator.KnownUserID(n)), DisplayName: &name}
}

// addElsewhere adds participants as another program would.
func (h *harness) addElsewhere(threadID string, people ...acs.ChatParticipant) {
	h.t.Helper()
	if _, err := h.client.AddChatParticipants(h.t.Context(), threadID, people, nil); err != nil {
		h.t.Fatal(err)
	}
}

// membersElsewhere are the first ids of the thread on top, as the service lists them.
func (h *harness) membersElsewhere(most int32) []string {
	h.t.Helper()
	pager := h.client.NewListChatParticipantsPager(h.threadID(), &acs.ListChatParticipantsOptions{MaxPageSize: &most})
	page, err := pager.NextPage(h.t.Context())
	if err != nil {
		h.t.Fatal(err)
	}
	var ids []string
	for _, p := range page.Value {
		ids = append(ids, p.CommunicationIdentifier.RawID())
	}
	return ids
}

// line is the one line of the frame that holds a text.
func (h *harness) line(holding string) string {
	h.t.Helper()
	lines := h.lines(holding)
	if len(lines) != 1 {
		h.t.Fatalf("%d lines hold %q:\n%s", len(lines), holding, h.screen())
	}
	return lines[0]
}

// wantsMarked wants a row to begin with a sign behind the cursor's cell.
func (h *harness) wantsMarked(sign, holding string) {
	h.t.Helper()
	row := strings.TrimPrefix(strings.TrimPrefix(h.line(holding), "▸"), " ")
	if !strings.HasPrefix(strings.TrimLeft(row, " ●"), sign) && (sign != " " || strings.ContainsAny(row[:1], "+~-")) {
		h.t.Errorf("the row of %q is not marked %q: %q", holding, sign, row)
	}
}

// inEmpty is an empty emulator at a width without properties beside the list.
func inEmpty() setup {
	return setup{emulator: emulator.Options{Seed: emulator.SeedEmpty}, client: noRetries, width: 90, height: 24}
}

func TestTheThreadsAreWatched(t *testing.T) {
	t.Parallel()
	h := start(t, inEmpty()).settle()
	first := h.elsewhere("First")
	h.press("ctrl+r").settle()
	h.press("W")
	h.wants("◉ as of now · every 10 s · W stops", "1 thread, all loaded")
	h.clock.add(4 * time.Second)
	h.tick()
	h.wants("as of 4 s ago")

	h.elsewhere("Second")
	h.rename(first, "Renamed")
	asked := len(h.requests("GET", "/chat/threads"))
	h.pass(5 * time.Second)
	if got := len(h.requests("GET", "/chat/threads")); got != asked {
		t.Fatalf("looked %d times before its time", got-asked)
	}
	h.pass(time.Second)
	h.wants("as of now", "+1 new ~1 changed, u clears", "2 threads, all loaded")
	h.wantsMarked("+", "Second")
	h.wantsMarked("~", "Renamed")
	// The cursor stays on its thread.
	h.wants("▸~Renamed", "here: renamed, was “First”")

	// Nobody was there to see: the marks stay.
	h.pass(10 * time.Second)
	h.wants("+1 new ~1 changed")
	h.press("k")
	h.wants("+1 new ~1 changed")
	h.pass(10 * time.Second)
	h.wantsNot("+1 new", "changed")
	h.press("W")
	h.wantsNot("◉")
}

func TestDeletedThreadsAreMarkedAndAKeyClears(t *testing.T) {
	t.Parallel()
	h := start(t, inEmpty()).settle()
	id := h.elsewhere("To delete")
	h.press("ctrl+r").settle().press("W")
	if _, err := h.client.DeleteChatThread(t.Context(), id, nil); err != nil {
		t.Fatal(err)
	}
	h.pass(10 * time.Second)
	h.wants("~1 changed", "▸~To delete", "deleted", "here: deleted")
	h.press("u")
	h.wantsNot("changed", "~")
	h.wants("▸ To delete")
}

func TestTheParticipantsAreWatched(t *testing.T) {
	t.Parallel()
	h := start(t, inEmpty()).settle()
	id := h.elsewhere("People", person(1, "Ann Zz"), person(2, "Ben Zz"), person(3, "Cleo Zz"))
	h.press("o").paste(id).press("enter").settle().press("2").settle()
	h.press("j", "j", " ", "/").write("zz").press("enter", "j") // on Ben, who is marked
	before := h.line("3 Ben Zz")
	h.press("W")
	h.removeElsewhere(emulator.KnownUserID(3))
	h.addElsewhere(id, person(4, "Eve Zz"))
	h.pass(10 * time.Second)
	h.wants("+1 new -1 gone", "filter › zz", "3 of the 4 participants loaded match")
	h.wantsMarked("+", "Eve")
	if got := h.line("3 Ben Zz"); got != before {
		t.Errorf("the row under the cursor was\n%s\nand is\n%s", before, got)
	}
	cleo := h.line("Cleo")
	if !strings.HasPrefix(cleo, "  -") {
		t.Errorf("the row of one who is gone: %q", cleo)
	}
	if at, ben := strings.Index(h.screen(), "Cleo"), strings.Index(h.screen(), "Ben"); at < ben {
		t.Errorf("one who is gone has left the place behind %q:\n%s", "Ben", h.screen())
	}
	// One who is gone can be neither marked nor removed.
	h.press("j", "x")
	h.wants("Remove 1 participant?")
	h.press("esc", "C", "x")
	h.wants("Cleo Zz is gone: not in the thread any more")
	h.press(" ")
	h.wantsNot("1 marked")
	h.press("enter").settle()
	h.wants("GONE not in the thread any more", "Cleo Zz")
	h.press("esc").settle()
	// Seen, and therefore gone for good.
	h.pass(10 * time.Second)
	h.wantsNot("Cleo", "+1", "-1")
	h.wants("Eve")
}

func TestThePropertiesAreWatched(t *testing.T) {
	t.Parallel()
	h := start(t, inEmpty()).settle()
	id := h.elsewhere("Watched")
	h.press("o").paste(id).press("enter").settle().press("W")
	h.rename(id, "Renamed elsewhere")
	desk := "7"
	if _, err := h.client.UpdateChatThreadProperties(t.Context(), id, &acs.UpdateChatThreadPropertiesOptions{Metadata: map[string]*string{"desk": &desk}}); err != nil {
		t.Fatal(err)
	}
	h.pass(10 * time.Second)
	h.wants("~ topic Renamed elsewhere", "was: Watched", "metadata + desk = 7", "+1 new ~1 changed")
	h.press("j")
	h.pass(10 * time.Second)
	h.wantsNot("was: Watched", "+1 new")
}

// TestAChangeOutOfSightIsNotSeen: on a small terminal it stands below the window, and
// beside the list below what there is room for.
func TestAChangeOutOfSightIsNotSeen(t *testing.T) {
	t.Parallel()
	for name, beside := range map[string]bool{"properties": false, "beside the list": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := inEmpty()
			s.width, s.height = 44, 12
			if beside {
				s.width = 120
			}
			h := start(t, s).settle()
			id := h.elsewhere("One")
			h.press("ctrl+r").settle().pass(time.Second)
			if !beside {
				h.press("enter").settle()
			}
			h.press("W").settle()
			h.rename(id, "Another")
			desk := "7"
			if _, err := h.client.UpdateChatThreadProperties(t.Context(), id, &acs.UpdateChatThreadPropertiesOptions{Metadata: map[string]*string{"desk": &desk}}); err != nil {
				t.Fatal(err)
			}
			h.pass(10 * time.Second)
			h.wantsNot("desk = 7")
			h.press("j")
			h.pass(10 * time.Second)
			h.wantsNot("was: One") // that has been seen
			h.resize(120, 40)
			h.wants("+ desk = 7")
			if beside {
				h.wantsMarked("~", "Another  ")
			}
			h.press("j")
			h.pass(10 * time.Second)
			h.wants("desk = 7")
			h.wantsNot("+ desk = 7", "clears")
		})
	}
}

// TestMarksBesideTheListGoWhenTheyWereSeen, also where the cursor has moved on, and stay
// where they were not.
func TestMarksBesideTheListGoWhenTheyWereSeen(t *testing.T) {
	t.Parallel()
	for name, seen := range map[string]bool{"seen": true, "not seen": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := inEmpty()
			s.width, s.height = 120, 40
			if !seen {
				s.height = 12
			}
			h := start(t, s).settle()
			for n := range 4 {
				h.elsewhere(fmt.Sprintf("Further %d", n))
			}
			id := h.elsewhere("One")
			h.press("ctrl+r").settle().pass(time.Second)
			h.press("W").settle()
			desk := "7"
			if _, err := h.client.UpdateChatThreadProperties(t.Context(), id, &acs.UpdateChatThreadPropertiesOptions{Metadata: map[string]*string{"desk": &desk}}); err != nil {
				t.Fatal(err)
			}
			h.pass(10 * time.Second)
			h.wantsMarked("~", "One  ")
			h.press("j").settle().pass(time.Second)
			for range 4 {
				// Another sheet comes more than a minute later.
				h.pass(30 * time.Second)
				h.press("j").settle().pass(time.Second)
			}
			if seen {
				h.wantsMarked(" ", "One  ")
				h.wantsNot("clears")
			} else {
				h.wantsMarked("~", "One  ")
				h.wants("~1 changed, u clears")
			}
		})
	}
}

// TestOnlyWhatIsInSightIsWatched, and nothing while a dialog is open.
func TestOnlyWhatIsInSightIsWatched(t *testing.T) {
	t.Parallel()
	h := start(t, inEmpty()).settle()
	h.elsewhere("Seen")
	h.press("ctrl+r", "W").settle()
	h.press("enter").settle()
	threads, properties := len(h.requests("GET", "/chat/threads")), len(h.requests("GET", "thread.v2"))
	h.pass(10 * time.Second)
	if got := len(h.requests("GET", "/chat/threads")) - threads; got != 0 {
		t.Errorf("the list behind was looked at %d times", got)
	}
	if got := len(h.requests("GET", "thread.v2")) - properties; got != 1 {
		t.Errorf("the properties in sight were looked at %d times", got)
	}
	for _, covered := range []string{":", "?", "i"} {
		h.press(covered).settle()
		before := len(h.requests("GET", "thread.v2"))
		h.pass(time.Minute)
		if got := len(h.requests("GET", "thread.v2")) - before; got != 0 {
			t.Errorf("under %q it was looked at %d times", covered, got)
		}
		if h.app.TickDue().IsZero() == false && h.clock.Now().Before(h.app.TickDue()) {
			t.Errorf("under %q a tick is awaited", covered)
		}
		h.press("esc").settle()
	}
}

// TestALookWaitsForWhatIsUnderWay, so that there is one request at a time.
func TestALookWaitsForWhatIsUnderWay(t *testing.T) {
	t.Parallel()
	h := start(t, inEmpty()).settle()
	h.press("W", "ctrl+r")
	late := h.holdBack()
	before := len(h.requests("GET", "/chat/threads"))
	h.clock.add(time.Minute)
	h.tick()
	if h.pending > 0 {
		t.Fatal("a look began beside a request")
	}
	for _, msg := range late {
		h.send(msg)
	}
	h.settle()
	if got := len(h.requests("GET", "/chat/threads")) - before; got != 1 {
		t.Errorf("%d looks when the request had come", got)
	}
}

func TestTheIntervalIsChosenAndKept(t *testing.T) {
	t.Parallel()
	h := start(t, inEmpty()).settle()
	h.press("i")
	h.wants("Watch: look again every", "› 10 s", "From 2 s to 10 min.")
	for _, wrong := range []string{"1", "11 min", "soon", "-3", "0"} {
		h.press("ctrl+u").write(wrong).press("enter")
		h.wants("An interval is")
	}
	h.press("ctrl+u").write("90").press("enter")
	h.wants("every 1 min 30 s")
	h.press("i", "ctrl+u").write("2.5").press("enter")
	h.wants("every 2.5 s")
	h.press("i")
	h.wants("› 2.5 s")
	h.press("ctrl+u").write("1m30.25s").press("enter")
	h.wants("every 1 min 30.25 s")
	h.press("i", "ctrl+u").write("90").press("enter")
	h.press("W", "W")
	h.wants("every 1 min 30 s")
}

// TestALookThatFailsSaysSoAndGoesOn, and what was loaded stays.
func TestALookThatFailsSaysSoAndGoesOn(t *testing.T) {
	t.Parallel()
	for _, place := range []struct {
		name, operation, stays string
		keys                   []string
	}{
		{"threads", "ListChatThreads", "Kept", []string{"esc"}},
		{"participants", "ListChatParticipants", "Ann", []string{"2"}},
		{"properties", "GetChatThreadProperties", "created by", nil},
	} {
		t.Run(place.name, func(t *testing.T) {
			t.Parallel()
			h := start(t, inEmpty()).settle()
			id := h.elsewhere("Kept", person(1, "Ann"))
			h.press("o").paste(id).press("enter").settle().press(place.keys...).settle()
			h.press("ctrl+r").settle().press("W")
			h.fault(emulator.Fault{Operation: place.operation, Kind: "status", Status: 500})
			h.pass(10 * time.Second)
			h.wants("◉ as of 10 s ago · not read again: the service has a fault of its own", place.stays)
			h.wantsNot("tries again", "loading them again failed")
			h.pass(3 * time.Second)
			h.wants("not read again", "as of 13 s ago")
			h.fault()
			h.pass(7 * time.Second)
			h.wants("as of now", place.stays)
			h.wantsNot("not read again")
		})
	}
}

// TestTheReasonOfALookThatFailedLeavesRoomForTheRest: it holds the user's id, and its end
// says what it is about.
func TestTheReasonOfALookThatFailedLeavesRoomForTheRest(t *testing.T) {
	t.Parallel()
	h := start(t, inEmpty()).settle()
	id := h.elsewhere("Kept")
	h.press("o").paste(id).press("enter").settle().press("W").settle()
	h.fault(emulator.Fault{Operation: "*", Kind: "status", Status: http.StatusForbidden})
	h.pass(10 * time.Second)
	h.wants("◉ as of 10 s ago · not read again: not", "a member · every 10 s · W stops")
}

// TestALookUsesNoMoreThanHalfOfALimit: 10 lists of participants in 10 s are allowed.
func TestALookUsesNoMoreThanHalfOfALimit(t *testing.T) {
	t.Parallel()
	s := inEmpty()
	s.session = func(session *command.Session) { session.PageSize = 1 }
	h := start(t, s).settle()
	var people []acs.ChatParticipant
	for n := range 7 {
		people = append(people, person(n+1, fmt.Sprintf("Person %d", n)))
	}
	id := h.elsewhere("Eight", people...)
	h.press("o").paste(id).press("enter").settle().press("2").settle()
	for !h.shows("8 participants, all loaded") {
		h.press("G").settle()
	}
	h.pass(time.Minute)
	before := len(h.requests("GET", "/participants"))
	h.press("W").settle()
	asked := func() int { return len(h.requests("GET", "/participants")) - before }
	if got := asked(); got != 5 {
		t.Fatalf("a look began with %d requests", got)
	}
	h.wants("waits 11 s: half of the service's limit is used", "as of 1 min ago", "8 participants, all loaded")
	h.wantsNot("ends the wait")
	h.pass(5 * time.Second)
	if got := asked(); got != 5 {
		t.Errorf("%d requests in 5 s", got)
	}
	h.pass(6 * time.Second)
	if got := asked(); got != 8 {
		t.Errorf("%d requests for 8 pages", got)
	}
	// The age is that of the first page.
	h.wants("as of 11 s ago", "8 participants, all loaded")
}

// TestALookKeepsThePlace in a long list, where much changes above it.
func TestALookKeepsThePlace(t *testing.T) {
	t.Parallel()
	h := start(t, setup{width: 90, height: 24}).openBig()
	h.loadAll()
	h.press("k", "k", "k", "k", "k")
	h.wants("250 participants, all loaded")
	number, line := h.row(), strings.Index(h.screen(), "▸ ")
	h.removeElsewhere(h.membersElsewhere(100)[20:25]...)
	h.press("W")
	h.pass(20 * time.Second)
	h.wants("250 participants, all loaded") // one look of several pages is no proof
	h.wantsNot("gone")
	h.pass(20 * time.Second)
	h.wants("245 participants, all loaded", "-5 gone")
	if got := h.row(); got != number-5 {
		t.Errorf("row %d, want %d", got, number-5)
	}
	if got := strings.Index(h.screen(), "▸ "); got == line {
		t.Log("the line of the watch stands above") // the frame is a line shorter
	}
	h.press("g")
	h.wantsNot("Selected")
	h.press("u")
	h.wantsNot("gone")
}

// TestNoTickWithoutAWatch, and one at a time with one.
func TestNoTickWithoutAWatch(t *testing.T) {
	t.Parallel()
	h := start(t, inEmpty()).settle()
	h.pass(time.Second)
	before := h.ticks
	h.press("u", "y", "?", "esc")
	if h.ticks != before {
		t.Errorf("%d ticks without a watch", h.ticks-before)
	}
	h.press("W", "j", "k", "g")
	if got := h.ticks - before; got != 1 {
		t.Errorf("%d ticks awaited at a time", got)
	}
	h.press("W")
	h.pass(time.Minute)
	h.press("j")
	if got := h.ticks - before; got != 1 {
		t.Errorf("%d ticks after the watch", got)
	}
}

// TestAWatchOfWhatNeverCame asks again until it comes.
func TestAWatchOfWhatNeverCame(t *testing.T) {
	t.Parallel()
	h := start(t, inEmpty()).settle()
	id := h.elsewhere("Late")
	always := emulator.Fault{Operation: "*", Kind: "status", Status: http.StatusForbidden}
	h.fault(always)
	h.press("o").paste(id).press("enter").settle().press("W").settle()
	for _, tab := range []struct{ key, shows string }{{"1", "created by"}, {"2", "1 participant, all loaded"}} {
		h.fault(always)
		h.press(tab.key).settle()
		h.wants("not allowed", "watching · every 10 s")
		before := len(h.service.Requests())
		h.pass(10 * time.Second)
		h.wants("not allowed")
		if got := len(h.service.Requests()) - before; got != 1 {
			t.Errorf("tab %s: %d requests", tab.key, got)
		}
		h.fault()
		h.pass(10 * time.Second)
		h.wants(tab.shows)
		h.wantsNot("not allowed")
	}
}

// TestEveryScreenOfAThreadCanBeWatched, so that none is forgotten.
func TestEveryScreenOfAThreadCanBeWatched(t *testing.T) {
	t.Parallel()
	h := start(t, setup{}).openBig()
	h.press("3").settle()
	var names []string
	h.app.EachScreen(func(s screen.Screen, _ string) {
		if _, ok := s.(screen.Watchable); ok {
			names = append(names, fmt.Sprintf("%T", s))
		}
	})
	if diff := cmp.Diff([]string{"*threads.Model", "*properties.Model", "*participants.Model", "*messages.Model"}, names); diff != "" {
		t.Error(diff)
	}
}
