package ui_test

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
	"acs-chat-tui/ui/uitest"
)

// addElsewhere adds participants as another program would.
func addElsewhere(h *uitest.Harness, threadID string, people ...acs.ChatParticipant) {
	h.T.Helper()
	if _, err := h.Client.AddChatParticipants(h.T.Context(), threadID, people, nil); err != nil {
		h.T.Fatal(err)
	}
}

// membersElsewhere are the first ids of the thread on top, as the service lists them.
func membersElsewhere(h *uitest.Harness, most int32) []string {
	h.T.Helper()
	pager := h.Client.NewListChatParticipantsPager(h.ThreadID(), &acs.ListChatParticipantsOptions{MaxPageSize: &most})
	page, err := pager.NextPage(h.T.Context())
	if err != nil {
		h.T.Fatal(err)
	}
	var ids []string
	for _, p := range page.Value {
		ids = append(ids, p.CommunicationIdentifier.RawID())
	}
	return ids
}

// wantsMarked wants a row to begin with a sign behind the cursor's cell.
func wantsMarked(h *uitest.Harness, sign, holding string) {
	h.T.Helper()
	row := strings.TrimPrefix(strings.TrimPrefix(h.Line(holding), "▸"), " ")
	if !strings.HasPrefix(strings.TrimLeft(row, " ●"), sign) && (sign != " " || strings.ContainsAny(row[:1], "+~-")) {
		h.T.Errorf("the row of %q is not marked %q: %q", holding, sign, row)
	}
}

func TestTheThreadsAreWatched(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.InEmpty()).Settle()
	first := h.Elsewhere("First")
	h.Press("ctrl+r").Settle()
	h.Press("W")
	h.Wants("◉ as of now · every 10 s · W stops", "1 thread, all loaded")
	h.Clock.Add(4 * time.Second)
	h.Tick()
	h.Wants("as of 4 s ago")

	h.Elsewhere("Second")
	rename(h, first, "Renamed")
	asked := len(h.Requests("GET", "/chat/threads"))
	h.Pass(5 * time.Second)
	if got := len(h.Requests("GET", "/chat/threads")); got != asked {
		t.Fatalf("looked %d times before its time", got-asked)
	}
	h.Pass(time.Second)
	h.Wants("as of now", "+1 new ~1 changed, u clears", "2 threads, all loaded")
	wantsMarked(h, "+", "Second")
	wantsMarked(h, "~", "Renamed")
	// The cursor stays on its thread.
	h.Wants("▸~Renamed", "here: renamed, was “First”")

	// Nobody was there to see: the marks stay.
	h.Pass(10 * time.Second)
	h.Wants("+1 new ~1 changed")
	h.Press("k")
	h.Wants("+1 new ~1 changed")
	h.Pass(10 * time.Second)
	h.WantsNot("+1 new", "changed")
	h.Press("W")
	h.WantsNot("◉")
}

func TestDeletedThreadsAreMarkedAndAKeyClears(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.InEmpty()).Settle()
	id := h.Elsewhere("To delete")
	h.Press("ctrl+r").Settle().Press("W")
	if _, err := h.Client.DeleteChatThread(t.Context(), id, nil); err != nil {
		t.Fatal(err)
	}
	h.Pass(10 * time.Second)
	h.Wants("~1 changed", "▸~To delete", "deleted", "here: deleted")
	h.Press("u")
	h.WantsNot("changed", "~")
	h.Wants("▸ To delete")
}

func TestTheParticipantsAreWatched(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.InEmpty()).Settle()
	id := h.Elsewhere("People", uitest.Person(1, "Ann Zz"), uitest.Person(2, "Ben Zz"), uitest.Person(3, "Cleo Zz"))
	h.Press("o").Paste(id).Press("enter").Settle().Press("2").Settle()
	h.Press("j", "j", " ", "/").Write("zz").Press("enter", "j") // on Ben, who is marked
	before := h.Line("3 Ben Zz")
	h.Press("W")
	h.RemoveElsewhere(emulator.KnownUserID(3))
	addElsewhere(h, id, uitest.Person(4, "Eve Zz"))
	h.Pass(10 * time.Second)
	h.Wants("+1 new -1 gone", "filter › zz", "3 of the 4 participants loaded match")
	wantsMarked(h, "+", "Eve")
	if got := h.Line("3 Ben Zz"); got != before {
		t.Errorf("the row under the cursor was\n%s\nand is\n%s", before, got)
	}
	cleo := h.Line("Cleo")
	if !strings.HasPrefix(cleo, "  -") {
		t.Errorf("the row of one who is gone: %q", cleo)
	}
	if at, ben := strings.Index(h.Screen(), "Cleo"), strings.Index(h.Screen(), "Ben"); at < ben {
		t.Errorf("one who is gone has left the place behind %q:\n%s", "Ben", h.Screen())
	}
	// One who is gone can be neither marked nor removed.
	h.Press("j", "x")
	h.Wants("Remove 1 participant?")
	h.Press("esc", "C", "x")
	h.Wants("Cleo Zz is gone: not in the thread any more")
	h.Press(" ")
	h.WantsNot("1 marked")
	h.Press("enter").Settle()
	h.Wants("GONE not in the thread any more", "Cleo Zz")
	h.Press("esc").Settle()
	// Seen, and therefore gone for good.
	h.Pass(10 * time.Second)
	h.WantsNot("Cleo", "+1", "-1")
	h.Wants("Eve")
}

func TestThePropertiesAreWatched(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.InEmpty()).Settle()
	id := h.Elsewhere("Watched")
	h.Press("o").Paste(id).Press("enter").Settle().Press("W")
	rename(h, id, "Renamed elsewhere")
	desk := "7"
	if _, err := h.Client.UpdateChatThreadProperties(t.Context(), id, &acs.UpdateChatThreadPropertiesOptions{Metadata: map[string]*string{"desk": &desk}}); err != nil {
		t.Fatal(err)
	}
	h.Pass(10 * time.Second)
	h.Wants("~ topic Renamed elsewhere", "was: Watched", "metadata + desk = 7", "+1 new ~1 changed")
	h.Press("j")
	h.Pass(10 * time.Second)
	h.WantsNot("was: Watched", "+1 new")
}

// TestAChangeOutOfSightIsNotSeen: on a small terminal it stands below the window, and
// beside the list below what there is room for.
func TestAChangeOutOfSightIsNotSeen(t *testing.T) {
	t.Parallel()
	for name, beside := range map[string]bool{"properties": false, "beside the list": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := uitest.InEmpty()
			s.Width, s.Height = 44, 12
			if beside {
				s.Width = 120
			}
			h := uitest.Start(t, s).Settle()
			id := h.Elsewhere("One")
			h.Press("ctrl+r").Settle().Pass(time.Second)
			if !beside {
				h.Press("enter").Settle()
			}
			h.Press("W").Settle()
			rename(h, id, "Another")
			desk := "7"
			if _, err := h.Client.UpdateChatThreadProperties(t.Context(), id, &acs.UpdateChatThreadPropertiesOptions{Metadata: map[string]*string{"desk": &desk}}); err != nil {
				t.Fatal(err)
			}
			h.Pass(10 * time.Second)
			h.WantsNot("desk = 7")
			h.Press("j")
			h.Pass(10 * time.Second)
			h.WantsNot("was: One") // that has been seen
			h.Resize(120, 40)
			h.Wants("+ desk = 7")
			if beside {
				wantsMarked(h, "~", "Another  ")
			}
			h.Press("j")
			h.Pass(10 * time.Second)
			h.Wants("desk = 7")
			h.WantsNot("+ desk = 7", "clears")
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
			s := uitest.InEmpty()
			s.Width, s.Height = 120, 40
			if !seen {
				s.Height = 12
			}
			h := uitest.Start(t, s).Settle()
			for n := range 4 {
				h.Elsewhere(fmt.Sprintf("Further %d", n))
			}
			id := h.Elsewhere("One")
			h.Press("ctrl+r").Settle().Pass(time.Second)
			h.Press("W").Settle()
			desk := "7"
			if _, err := h.Client.UpdateChatThreadProperties(t.Context(), id, &acs.UpdateChatThreadPropertiesOptions{Metadata: map[string]*string{"desk": &desk}}); err != nil {
				t.Fatal(err)
			}
			h.Pass(10 * time.Second)
			wantsMarked(h, "~", "One  ")
			h.Press("j").Settle().Pass(time.Second)
			for range 4 {
				// Another sheet comes more than a minute later.
				h.Pass(30 * time.Second)
				h.Press("j").Settle().Pass(time.Second)
			}
			if seen {
				wantsMarked(h, " ", "One  ")
				h.WantsNot("clears")
			} else {
				wantsMarked(h, "~", "One  ")
				h.Wants("~1 changed, u clears")
			}
		})
	}
}

// TestOnlyWhatIsInSightIsWatched, and nothing while a dialog is open.
func TestOnlyWhatIsInSightIsWatched(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.InEmpty()).Settle()
	h.Elsewhere("Seen")
	h.Press("ctrl+r", "W").Settle()
	h.Press("enter").Settle()
	threads, properties := len(h.Requests("GET", "/chat/threads")), len(h.Requests("GET", "thread.v2"))
	h.Pass(10 * time.Second)
	if got := len(h.Requests("GET", "/chat/threads")) - threads; got != 0 {
		t.Errorf("the list behind was looked at %d times", got)
	}
	if got := len(h.Requests("GET", "thread.v2")) - properties; got != 1 {
		t.Errorf("the properties in sight were looked at %d times", got)
	}
	for _, covered := range []string{":", "?", "i"} {
		h.Press(covered).Settle()
		before := len(h.Requests("GET", "thread.v2"))
		h.Pass(time.Minute)
		if got := len(h.Requests("GET", "thread.v2")) - before; got != 0 {
			t.Errorf("under %q it was looked at %d times", covered, got)
		}
		if h.App.TickDue().IsZero() == false && h.Clock.Now().Before(h.App.TickDue()) {
			t.Errorf("under %q a tick is awaited", covered)
		}
		h.Press("esc").Settle()
	}
}

// TestALookWaitsForWhatIsUnderWay, so that there is one request at a time.
func TestALookWaitsForWhatIsUnderWay(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.InEmpty()).Settle()
	h.Press("W", "ctrl+r")
	late := h.HoldBack()
	before := len(h.Requests("GET", "/chat/threads"))
	h.Clock.Add(time.Minute)
	h.Tick()
	if h.Pending > 0 {
		t.Fatal("a look began beside a request")
	}
	for _, msg := range late {
		h.Send(msg)
	}
	h.Settle()
	if got := len(h.Requests("GET", "/chat/threads")) - before; got != 1 {
		t.Errorf("%d looks when the request had come", got)
	}
}

func TestTheIntervalIsChosenAndKept(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.InEmpty()).Settle()
	h.Press("i")
	h.Wants("Watch: look again every", "› 10 s", "From 2 s to 10 min.")
	for _, wrong := range []string{"1", "11 min", "soon", "-3", "0"} {
		h.Press("ctrl+u").Write(wrong).Press("enter")
		h.Wants("An interval is")
	}
	h.Press("ctrl+u").Write("90").Press("enter")
	h.Wants("every 1 min 30 s")
	h.Press("i", "ctrl+u").Write("2.5").Press("enter")
	h.Wants("every 2.5 s")
	h.Press("i")
	h.Wants("› 2.5 s")
	h.Press("ctrl+u").Write("1m30.25s").Press("enter")
	h.Wants("every 1 min 30.25 s")
	h.Press("i", "ctrl+u").Write("90").Press("enter")
	h.Press("W", "W")
	h.Wants("every 1 min 30 s")
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
			h := uitest.Start(t, uitest.InEmpty()).Settle()
			id := h.Elsewhere("Kept", uitest.Person(1, "Ann"))
			h.Press("o").Paste(id).Press("enter").Settle().Press(place.keys...).Settle()
			h.Press("ctrl+r").Settle().Press("W")
			h.Fault(emulator.Fault{Operation: place.operation, Kind: "status", Status: 500})
			h.Pass(10 * time.Second)
			h.Wants("◉ as of 10 s ago · not read again: the service has a fault of its own", place.stays)
			h.WantsNot("tries again", "loading them again failed")
			h.Pass(3 * time.Second)
			h.Wants("not read again", "as of 13 s ago")
			h.Fault()
			h.Pass(7 * time.Second)
			h.Wants("as of now", place.stays)
			h.WantsNot("not read again")
		})
	}
}

// TestTheReasonOfALookThatFailedLeavesRoomForTheRest: it holds the user's id, and its end
// says what it is about.
func TestTheReasonOfALookThatFailedLeavesRoomForTheRest(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.InEmpty()).Settle()
	id := h.Elsewhere("Kept")
	h.Press("o").Paste(id).Press("enter").Settle().Press("W").Settle()
	h.Fault(emulator.Fault{Operation: "*", Kind: "status", Status: http.StatusForbidden})
	h.Pass(10 * time.Second)
	h.Wants("◉ as of 10 s ago · not read again: not", "a member · every 10 s · W stops")
}

// TestALookUsesNoMoreThanHalfOfALimit: 10 lists of participants in 10 s are allowed.
func TestALookUsesNoMoreThanHalfOfALimit(t *testing.T) {
	t.Parallel()
	s := uitest.InEmpty()
	s.Session = func(session *command.Session) { session.PageSize = 1 }
	h := uitest.Start(t, s).Settle()
	var people []acs.ChatParticipant
	for n := range 7 {
		people = append(people, uitest.Person(n+1, fmt.Sprintf("Person %d", n)))
	}
	id := h.Elsewhere("Eight", people...)
	h.Press("o").Paste(id).Press("enter").Settle().Press("2").Settle()
	for !h.Shows("8 participants, all loaded") {
		h.Press("G").Settle()
	}
	h.Pass(time.Minute)
	before := len(h.Requests("GET", "/participants"))
	h.Press("W").Settle()
	asked := func() int { return len(h.Requests("GET", "/participants")) - before }
	if got := asked(); got != 5 {
		t.Fatalf("a look began with %d requests", got)
	}
	h.Wants("waits 11 s: half of the service's limit is used", "as of 1 min ago", "8 participants, all loaded")
	h.WantsNot("ends the wait")
	h.Pass(5 * time.Second)
	if got := asked(); got != 5 {
		t.Errorf("%d requests in 5 s", got)
	}
	h.Pass(6 * time.Second)
	if got := asked(); got != 8 {
		t.Errorf("%d requests for 8 pages", got)
	}
	// The age is that of the first page.
	h.Wants("as of 11 s ago", "8 participants, all loaded")
}

// TestALookKeepsThePlace in a long list, where much changes above it.
func TestALookKeepsThePlace(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{Width: 90, Height: 24}).OpenBig()
	h.LoadAll()
	h.Press("k", "k", "k", "k", "k")
	h.Wants("250 participants, all loaded")
	number, line := h.Row(), strings.Index(h.Screen(), "▸ ")
	h.RemoveElsewhere(membersElsewhere(h, 100)[20:25]...)
	h.Press("W")
	h.Pass(20 * time.Second)
	h.Wants("250 participants, all loaded") // one look of several pages is no proof
	h.WantsNot("gone")
	h.Pass(20 * time.Second)
	h.Wants("245 participants, all loaded", "-5 gone")
	if got := h.Row(); got != number-5 {
		t.Errorf("row %d, want %d", got, number-5)
	}
	if got := strings.Index(h.Screen(), "▸ "); got == line {
		t.Log("the line of the watch stands above") // the frame is a line shorter
	}
	h.Press("g")
	h.WantsNot("Selected")
	h.Press("u")
	h.WantsNot("gone")
}

// TestNoTickWithoutAWatch, and one at a time with one.
func TestNoTickWithoutAWatch(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.InEmpty()).Settle()
	h.Pass(time.Second)
	before := h.Ticks
	h.Press("u", "y", "?", "esc")
	if h.Ticks != before {
		t.Errorf("%d ticks without a watch", h.Ticks-before)
	}
	h.Press("W", "j", "k", "g")
	if got := h.Ticks - before; got != 1 {
		t.Errorf("%d ticks awaited at a time", got)
	}
	h.Press("W")
	h.Pass(time.Minute)
	h.Press("j")
	const ages = 3 // a minute's, by which ages move on
	if got := h.Ticks - before; got != 1+ages {
		t.Errorf("%d ticks after the watch", got)
	}
}

// TestAWatchOfWhatNeverCame asks again until it comes.
func TestAWatchOfWhatNeverCame(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.InEmpty()).Settle()
	id := h.Elsewhere("Late")
	always := emulator.Fault{Operation: "*", Kind: "status", Status: http.StatusForbidden}
	h.Fault(always)
	h.Press("o").Paste(id).Press("enter").Settle().Press("W").Settle()
	for _, tab := range []struct{ key, shows string }{{"1", "created by"}, {"2", "1 participant, all loaded"}} {
		h.Fault(always)
		h.Press(tab.key).Settle()
		h.Wants("not allowed", "watching · every 10 s")
		before := len(h.Service.Requests())
		h.Pass(10 * time.Second)
		h.Wants("not allowed")
		if got := len(h.Service.Requests()) - before; got != 1 {
			t.Errorf("tab %s: %d requests", tab.key, got)
		}
		h.Fault()
		h.Pass(10 * time.Second)
		h.Wants(tab.shows)
		h.WantsNot("not allowed")
	}
}

// TestEveryScreenOfAThreadCanBeWatched, so that none is forgotten.
func TestEveryScreenOfAThreadCanBeWatched(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{}).OpenBig()
	h.Press("3").Settle()
	var names []string
	h.App.EachScreen(func(s screen.Screen, _ string) {
		if _, ok := s.(screen.Watchable); ok {
			names = append(names, fmt.Sprintf("%T", s))
		}
	})
	if diff := cmp.Diff([]string{"*threads.Model", "*properties.Model", "*participants.Model", "*messages.Model"}, names); diff != "" {
		t.Error(diff)
	}
}
