package ui

import (
	"net/http"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/screen"
)

// The emulator's words for a request that is not answered yet, and for one whose
// client went away.
const (
	statusUnderWay = 0
	statusClosed   = 499
)

// holdBack runs the commands under way, but keeps their messages until they are
// delivered: answers that come late.
func (h *harness) holdBack() []tea.Msg {
	h.t.Helper()
	var late []tea.Msg
	for h.pending > 0 {
		msg := h.count(<-h.messages)
		if msg == nil {
			continue
		}
		if batch, ok := msg.(tea.BatchMsg); ok {
			h.send(batch)
			continue
		}
		late = append(late, msg)
	}
	return late
}

// TestAnAnswerAfterItsScreenClosedIsDropped: pages and properties alike.
func TestAnAnswerAfterItsScreenClosedIsDropped(t *testing.T) {
	t.Parallel()
	h := start(t, setup{}).settle()
	for _, key := range []string{"1", "2"} {
		h.press("j", "enter").settle()
		h.press(key, "ctrl+r")
		late := h.holdBack()
		if len(late) == 0 {
			t.Fatal("nothing was under way")
		}
		h.press("esc")
		before := h.screen()
		for _, msg := range late {
			h.send(msg)
		}
		h.settle()
		if got := h.screen(); got != before {
			t.Errorf("after %s the late answer changed the screen:\n%s", key, got)
		}
		h.press("g")
	}
	h.press("!")
	h.wants("Nothing has been reported in this session.")
}

// TestAnAnswerOfAnOlderGenerationIsDropped: the list was refreshed meanwhile.
func TestAnAnswerOfAnOlderGenerationIsDropped(t *testing.T) {
	t.Parallel()
	h := start(t, setup{}).settle()
	h.press("j", "enter").settle().press("2")
	late := h.holdBack() // the first page, not delivered
	h.press("r").write("241").press("enter").settle()
	h.wants("rows 1 to 240 not loaded")
	for _, msg := range late {
		h.send(msg)
	}
	h.settle()
	h.wants("rows 1 to 240 not loaded")
	h.press("ctrl+r").settle()
	h.wants("110 participants loaded, rows 101 to 240 not loaded")
	if got := h.row(); got != 241 {
		t.Errorf("row %d", got)
	}
}

// TestAnOlderAnswerDoesNotReplaceANewerOne: the topic was changed in between.
func TestAnOlderAnswerDoesNotReplaceANewerOne(t *testing.T) {
	t.Parallel()
	h := start(t, setup{}).settle()
	h.press("j", "enter")
	late := h.holdBack() // with the old topic
	h.rename(h.threadID(), "Renamed meanwhile")
	h.press("ctrl+r").settle()
	h.wants("Renamed meanwhile")
	for _, msg := range late {
		h.send(msg)
	}
	h.settle()
	h.wants("Renamed meanwhile")
	h.wantsNot(bigTopic)
}

// rename changes a thread's topic on the server, as somebody else would.
func (h *harness) rename(threadID, topic string) {
	h.t.Helper()
	request, err := http.NewRequestWithContext(h.t.Context(), http.MethodPatch,
		h.server.URL+"/chat/threads/"+threadID+"?api-version=2025-03-15", strings.NewReader(`{"topic":"`+topic+`"}`))
	if err != nil {
		h.t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/merge-patch+json")
	request.Header.Set("Authorization", "Bearer "+h.token)
	response, err := h.server.Client().Do(request)
	if err != nil {
		h.t.Fatal(err)
	}
	if err := response.Body.Close(); err != nil {
		h.t.Fatal(err)
	}
	if response.StatusCode != http.StatusNoContent {
		h.t.Fatalf("renaming: %s", response.Status)
	}
}

// TestAnAnswerFindsItsOwnScreen though another one is on top.
func TestAnAnswerFindsItsOwnScreen(t *testing.T) {
	t.Parallel()
	h := start(t, setup{}).settle()
	h.press("j", "enter").settle().press("2")
	late := h.holdBack()
	h.press("1")
	for _, msg := range late {
		h.send(msg)
	}
	h.settle()
	h.wants("▸1 Properties", "created by")
	h.press("2")
	h.wants("loaded, more to come")
	if got := h.row(); got != 1 {
		t.Errorf("row %d:\n%s", got, h.screen())
	}
}

// TestReadsAreCancelledOnCloseAndWritesAreNot, as the server observes it.
func TestReadsAreCancelledOnCloseAndWritesAreNot(t *testing.T) {
	t.Parallel()
	h := start(t, setup{}).settle()
	h.press("j", "enter").settle()
	h.fault(emulator.Fault{Operation: "ListChatParticipants", Kind: "latency", Latency: "1h"})
	h.press("2")
	h.untilStatus("GET", "/participants", statusUnderWay)
	h.press("esc").settle()
	h.untilStatus("GET", "/participants", statusClosed)

	h.fault(emulator.Fault{Operation: "CreateChatThread", Kind: "latency", Latency: "300ms"})
	h.press("n").write("left alone").press("ctrl+s", "esc")
	h.wants("Leave while sending?")
	h.press("y")
	if got := h.title(); got != "Threads" {
		t.Fatalf("on %q", got)
	}
	h.settle()
	h.untilStatus("POST", "/chat/threads", http.StatusCreated)
	h.wants("✓ thread “left alone” created", "left alone just now")
	h.press("!")
	h.wants("done, 09:3", "id 19:")
}

// ask makes a round trip to the server, for the commands that only it knows of.
func (h *harness) ask() {
	h.t.Helper()
	request, err := http.NewRequestWithContext(h.t.Context(), http.MethodGet, h.server.URL+"/_emulator/health", http.NoBody)
	if err != nil {
		h.t.Fatal(err)
	}
	response, err := h.server.Client().Do(request)
	if err != nil {
		h.t.Fatal(err)
	}
	if err := response.Body.Close(); err != nil {
		h.t.Fatal(err)
	}
}

// untilStatus waits until the newest of such requests has a status. It asks the
// server something in between, so that the server's goroutines get their turn.
func (h *harness) untilStatus(method, pathEnd string, status int) {
	h.t.Helper()
	expired := time.After(patience)
	for {
		requests := h.requests(method, pathEnd)
		if len(requests) > 0 && requests[len(requests)-1].Status == status {
			return
		}
		select {
		case <-expired:
			h.t.Fatalf("no %s …%s has the status %d: %+v", method, pathEnd, status, requests)
		default:
			h.ask()
		}
	}
}

// TestAWritesFailureAfterItsScreenClosed stays in the footer until it is read.
func TestAWritesFailureAfterItsScreenClosed(t *testing.T) {
	t.Parallel()
	h := start(t, setup{client: noRetries}).openBig()
	h.press("a").paste(emulator.KnownUserID(9000)).press("ctrl+s")
	late := h.holdBack()
	h.press("esc", "y")
	h.wants("▸2 Participants")
	for _, msg := range late {
		h.send(msg)
	}
	h.settle()
	h.wants("✗ adding 1 participant to “" + bigTopic + "” failed")
	h.press("!")
	h.wants("Could not add the participants", "code BadRequest", "request id")
	h.press("esc")
	h.wantsNot("failed")
}

// TestAnUnknownOutcomeAfterItsScreenClosed is called what it is.
func TestAnUnknownOutcomeAfterItsScreenClosed(t *testing.T) {
	t.Parallel()
	h := start(t, setup{client: noRetries}).settle()
	h.fault(emulator.Fault{Operation: "CreateChatThread", Kind: "drop-after-commit"})
	h.press("n").write("lost").press("ctrl+s")
	late := h.holdBack()
	h.press("esc", "y")
	for _, msg := range late {
		h.send(msg)
	}
	h.settle()
	h.wants("creating thread “lost” has an unknown outcome")
	// The list was asked for again: the thread may be there.
	h.wants("lost just now")
}

// TestAResultBelowTheVisibleScreen: a result for a screen below the visible one is
// both delivered and told.
func TestAResultBelowTheVisibleScreen(t *testing.T) {
	t.Parallel()
	h := start(t, setup{}).settle()
	h.press("n").write("below").press("ctrl+s")
	late := h.holdBack()
	h.app.Open(screen.ToDetails{Title: "Above", Lines: []screen.DetailLine{{Text: "something"}}})
	for _, msg := range late {
		if _, ok := msg.(command.ThreadCreatedMsg); !ok {
			t.Fatalf("%T is late", msg)
		}
		h.send(msg)
	}
	h.settle()
	h.wants("Above", "✓ thread “below” created")
	h.press("esc")
	h.wants("✓ The thread is made.")
}

// TestARefreshThatFailsKeepsWhatWasLoaded and says that it is of before.
func TestARefreshThatFailsKeepsWhatWasLoaded(t *testing.T) {
	t.Parallel()
	h := start(t, setup{client: noRetries}).settle()
	h.wants("18 threads, all loaded")
	h.fault(status(http.StatusForbidden))
	h.press("ctrl+r").settle()
	h.wants("18 threads loaded earlier, loading them again failed", bigTopic, "enter tries again")
	h.wantsNot("the next page failed")
	h.fault()
	h.press("G", "enter").settle()
	h.wants("18 threads, all loaded")
}

// TestAFailedPageIsARowThatTriesAgain, and no page is asked for twice.
func TestAFailedPageIsARowThatTriesAgain(t *testing.T) {
	t.Parallel()
	h := start(t, setup{client: noRetries}).openBig()
	h.fault(status(http.StatusInternalServerError))
	h.press("G").settle()
	h.wants("200 participants loaded, the next page failed", "enter tries again", "the service has a fault of its own")
	sent := len(h.requests("GET", "/participants"))
	h.press("k", "k", "G", "j").settle()
	if got := len(h.requests("GET", "/participants")); got != sent {
		t.Errorf("moving asked %d times more", got-sent)
	}
	h.fault()
	h.press("enter").settle()
	h.wants("250 participants, all loaded")
	if got := h.row(); got != 201 {
		t.Errorf("row %d", got)
	}
}

// TestTheBadgeFollowsTheHeader of the newest answer.
func TestTheBadgeFollowsTheHeader(t *testing.T) {
	t.Parallel()
	elsewhere := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNotFound) })
	_, endpoint := newScripted(t, http.MethodGet, "/chat/threads", http.StatusOK, `{"value":[]}`, elsewhere)
	h := start(t, setup{endpoint: endpoint}).settle()
	h.wants("This user is in no thread.")
	h.wantsNot("EMULATOR")
	other := start(t, setup{}).settle()
	other.wants("EMULATOR")
}
