package ui_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/uitest"
)

// TestAnAnswerAfterItsScreenClosedIsDropped: pages and properties alike.
func TestAnAnswerAfterItsScreenClosedIsDropped(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{}).Settle()
	for _, key := range []string{"1", "2"} {
		h.Press("j", "enter").Settle()
		h.Press(key, "ctrl+r")
		late := h.HoldBack()
		if len(late) == 0 {
			t.Fatal("nothing was under way")
		}
		h.Press("esc")
		before := h.Screen()
		for _, msg := range late {
			h.Send(msg)
		}
		h.Settle()
		if got := h.Screen(); got != before {
			t.Errorf("after %s the late answer changed the screen:\n%s", key, got)
		}
		h.Press("g")
	}
	h.Press("!")
	h.Wants("Nothing has been reported in this session.")
}

// TestAnAnswerOfAnOlderGenerationIsDropped: the list was refreshed meanwhile.
func TestAnAnswerOfAnOlderGenerationIsDropped(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{}).Settle()
	h.Press("j", "enter").Settle().Press("2")
	late := h.HoldBack() // the first page, not delivered
	h.Press("r").Write("241").Press("enter").Settle()
	h.Wants("rows 1 to 240 not loaded")
	for _, msg := range late {
		h.Send(msg)
	}
	h.Settle()
	h.Wants("rows 1 to 240 not loaded")
	h.Press("ctrl+r").Settle()
	h.Wants("110 participants loaded, rows 101 to 240 not loaded")
	if got := h.Row(); got != 241 {
		t.Errorf("row %d", got)
	}
}

// TestAnOlderAnswerDoesNotReplaceANewerOne: the topic was changed in between.
func TestAnOlderAnswerDoesNotReplaceANewerOne(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{}).Settle()
	h.Press("j", "enter")
	late := h.HoldBack() // with the old topic
	rename(h, h.ThreadID(), "Renamed meanwhile")
	h.Press("ctrl+r").Settle()
	h.Wants("Renamed meanwhile")
	for _, msg := range late {
		h.Send(msg)
	}
	h.Settle()
	h.Wants("Renamed meanwhile")
	h.WantsNot(uitest.BigTopic)
}

// rename changes a thread's topic on the server, as somebody else would.
func rename(h *uitest.Harness, threadID, topic string) {
	h.T.Helper()
	request, err := http.NewRequestWithContext(h.T.Context(), http.MethodPatch,
		h.Server.URL+"/chat/threads/"+threadID+"?api-version=2025-03-15", strings.NewReader(`{"topic":"`+topic+`"}`))
	if err != nil {
		h.T.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/merge-patch+json")
	request.Header.Set("Authorization", "Bearer "+h.Token)
	response, err := h.Server.Client().Do(request)
	if err != nil {
		h.T.Fatal(err)
	}
	if err := response.Body.Close(); err != nil {
		h.T.Fatal(err)
	}
	if response.StatusCode != http.StatusNoContent {
		h.T.Fatalf("renaming: %s", response.Status)
	}
}

// TestAnAnswerFindsItsOwnScreen though another one is on top.
func TestAnAnswerFindsItsOwnScreen(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{}).Settle()
	h.Press("j", "enter").Settle().Press("2")
	late := h.HoldBack()
	h.Press("1")
	for _, msg := range late {
		h.Send(msg)
	}
	h.Settle()
	h.Wants("▸1 Properties", "created by")
	h.Press("2")
	h.Wants("loaded, more to come")
	if got := h.Row(); got != 1 {
		t.Errorf("row %d:\n%s", got, h.Screen())
	}
}

// TestReadsAreCancelledOnCloseAndWritesAreNot, as the server observes it.
func TestReadsAreCancelledOnCloseAndWritesAreNot(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{}).Settle()
	h.Press("j", "enter").Settle()
	h.Fault(emulator.Fault{Operation: "ListChatParticipants", Kind: "latency", Latency: "1h"})
	h.Press("2")
	untilStatus(h, "GET", "/participants", uitest.StatusUnderWay)
	h.Press("esc").Settle()
	untilStatus(h, "GET", "/participants", uitest.StatusClosed)

	h.Fault(emulator.Fault{Operation: "CreateChatThread", Kind: "latency", Latency: "300ms"})
	h.Press("n").Write("left alone").Press("ctrl+s", "esc")
	h.Wants("Leave while sending?")
	h.Press("y")
	if got := h.Title(); got != "Threads" {
		t.Fatalf("on %q", got)
	}
	h.Settle()
	untilStatus(h, "POST", "/chat/threads", http.StatusCreated)
	h.Wants("✓ thread “left alone” created", "left alone just now")
	h.Press("!")
	h.Wants("done, 09:3", "id 19:")
}

// untilStatus waits until the newest of such requests has a status. It asks the
// server something in between, so that the server's goroutines get their turn.
func untilStatus(h *uitest.Harness, method, pathEnd string, status int) {
	h.T.Helper()
	expired := time.After(uitest.Patience)
	for {
		requests := h.Requests(method, pathEnd)
		if len(requests) > 0 && requests[len(requests)-1].Status == status {
			return
		}
		select {
		case <-expired:
			h.T.Fatalf("no %s …%s has the status %d: %+v", method, pathEnd, status, requests)
		default:
			h.Ask()
		}
	}
}

// TestAWritesFailureAfterItsScreenClosed stays in the footer until it is read.
func TestAWritesFailureAfterItsScreenClosed(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{Client: uitest.NoRetries}).OpenBig()
	h.Press("a").Paste(emulator.KnownUserID(9000)).Press("ctrl+s")
	late := h.HoldBack()
	h.Press("esc", "y")
	h.Wants("▸2 Participants")
	for _, msg := range late {
		h.Send(msg)
	}
	h.Settle()
	h.Wants("✗ adding 1 participant to “" + uitest.BigTopic + "” failed")
	h.Press("!")
	h.Wants("Could not add the participants", "code BadRequest", "request id")
	h.Press("esc")
	h.WantsNot("failed")
}

// TestAnUnknownOutcomeAfterItsScreenClosed is called what it is.
func TestAnUnknownOutcomeAfterItsScreenClosed(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{Client: uitest.NoRetries}).Settle()
	h.Fault(emulator.Fault{Operation: "CreateChatThread", Kind: "drop-after-commit"})
	h.Press("n").Write("lost").Press("ctrl+s")
	late := h.HoldBack()
	h.Press("esc", "y")
	for _, msg := range late {
		h.Send(msg)
	}
	h.Settle()
	h.Wants("creating thread “lost” has an unknown outcome")
	// The list was asked for again: the thread may be there.
	h.Wants("lost just now")
}

// TestAResultBelowTheVisibleScreen: a result for a screen below the visible one is
// both delivered and told.
func TestAResultBelowTheVisibleScreen(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{}).Settle()
	h.Press("n").Write("below").Press("ctrl+s")
	late := h.HoldBack()
	h.App.Open(screen.ToDetails{Title: "Above", Lines: []screen.DetailLine{{Text: "something"}}})
	for _, msg := range late {
		if _, ok := msg.(command.ThreadCreatedMsg); !ok {
			t.Fatalf("%T is late", msg)
		}
		h.Send(msg)
	}
	h.Settle()
	h.Wants("Above", "✓ thread “below” created")
	h.Press("esc")
	h.Wants("✓ The thread is made.")
}

// TestARefreshThatFailsKeepsWhatWasLoaded and says that it is of before.
func TestARefreshThatFailsKeepsWhatWasLoaded(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{Client: uitest.NoRetries}).Settle()
	h.Wants("18 threads, all loaded")
	h.Fault(uitest.Status(http.StatusForbidden))
	h.Press("ctrl+r").Settle()
	h.Wants("18 threads loaded earlier, loading them again failed", uitest.BigTopic, "enter tries again")
	h.WantsNot("the next page failed")
	h.Fault()
	h.Press("G", "enter").Settle()
	h.Wants("18 threads, all loaded")
}

// TestAFailedPageIsARowThatTriesAgain, and no page is asked for twice.
func TestAFailedPageIsARowThatTriesAgain(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{Client: uitest.NoRetries}).OpenBig()
	h.Fault(uitest.Status(http.StatusInternalServerError))
	h.Press("G").Settle()
	h.Wants("200 participants loaded, the next page failed", "enter tries again", "the service has a fault of its own")
	sent := len(h.Requests("GET", "/participants"))
	h.Press("k", "k", "G", "j").Settle()
	if got := len(h.Requests("GET", "/participants")); got != sent {
		t.Errorf("moving asked %d times more", got-sent)
	}
	h.Fault()
	h.Press("enter").Settle()
	h.Wants("250 participants, all loaded")
	if got := h.Row(); got != 201 {
		t.Errorf("row %d", got)
	}
}

// TestTheBadgeFollowsTheHeader of the newest answer.
func TestTheBadgeFollowsTheHeader(t *testing.T) {
	t.Parallel()
	elsewhere := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNotFound) })
	_, endpoint := uitest.NewScripted(t, http.MethodGet, "/chat/threads", http.StatusOK, `{"value":[]}`, elsewhere)
	h := uitest.Start(t, uitest.Setup{Endpoint: endpoint}).Settle()
	h.Wants("This user is in no thread.")
	h.WantsNot("EMULATOR")
	other := uitest.Start(t, uitest.Setup{}).Settle()
	other.Wants("EMULATOR")
}
