package ui

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/command"
)

// openFaults opens the faults with the cursor on one of them.
func (h *harness) openFaults(name string) *harness {
	h.t.Helper()
	h.press("F").settle()
	h.wants("Faults of the emulator at")
	h.press("g")
	for range 20 {
		if lines := h.lines("▸ " + name); len(lines) > 0 {
			return h
		}
		h.press("j")
	}
	h.t.Fatalf("no fault %q:\n%s", name, h.screen())
	return h
}

// choose answers a choice, as the next read.
func (h *harness) choose(title, way string) {
	h.t.Helper()
	h.wants(title)
	for n := 1; n <= 9; n++ {
		if h.shows(fmt.Sprintf("%d %s", n, way)) {
			h.press(fmt.Sprint(n))
			return
		}
	}
	h.t.Fatalf("no way %q:\n%s", way, h.screen())
}

func TestFaultsAreSwitched(t *testing.T) {
	t.Parallel()
	h := start(t, inEmpty()).settle()
	h.openFaults("slow, 2 s")
	h.wants("Nothing goes wrong on purpose.", "Every answer comes 2 s later. The footer says what is awaited.", "enter switch on")
	h.press("enter").settle()
	h.wants("1 fault in force · u clears all", "slow, 2 s ● on everything until cleared", "enter switch off")
	if diff := cmp.Diff([]emulator.Fault{{Operation: "*", Kind: "latency", Latency: "2s"}}, h.service.Faults()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	h.press("enter").settle()
	h.wants("Nothing goes wrong on purpose.")
	if got := h.service.Faults(); len(got) != 0 {
		t.Errorf("in force: %+v", got)
	}

	// For one operation and a number of times.
	h.press("g", "enter")
	h.choose("What goes wrong?", "another operation, by its name")
	h.write("NoSuchThing").press("enter")
	h.wants("There is no such operation of chat.")
	h.press("ctrl+u").write("GetChatThreadProperties").press("enter")
	h.wants("for GetChatThreadProperties")
	h.press("j", "enter")
	h.choose("How often?", "another number")
	h.write("0").press("enter")
	h.wants("A number from 1 to 1000.")
	h.press("ctrl+u").write("2").press("enter")
	h.wants("how often 2 times")
	h.openFaults("garbage")
	h.press("enter").settle()
	h.wants("garbage ● on GetChatThreadProperties 2 times more")
	if diff := cmp.Diff([]emulator.Fault{{Operation: "GetChatThreadProperties", Kind: "garbage", Times: 2}}, h.service.Faults()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}

	// The usual ones: a fault for each list.
	h.press("g", "enter")
	h.choose("What goes wrong?", "what each fault is usually for")
	h.press("j", "enter")
	h.choose("How often?", "as each fault usually comes")
	h.openFaults("throttled")
	h.press("enter").settle()
	h.wants("2 faults in force", "throttled ● on lists once more")
	h.press("u").settle()
	h.wants("Nothing goes wrong on purpose.")
	if got := h.service.Faults(); len(got) != 0 {
		t.Errorf("one key leaves %+v", got)
	}
}

// TestFaultsOfOthersAreShownAndKept: somebody else set them, and their times pass.
func TestFaultsOfOthersAreShownAndKept(t *testing.T) {
	t.Parallel()
	h := start(t, inEmpty()).settle()
	h.fault(
		emulator.Fault{Operation: "SendChatMessage", Kind: "status", Status: 418, Message: "teapot"},
		emulator.Fault{Operation: "ListChatThreads", Kind: "status", Status: 500, Times: 1},
	)
	h.openFaults("status 418 teapot")
	h.wants("status 418 teapot ● on SendChatMessage until cleared", "fault of the service, 500 ● on ListChatThreads once more", "Set by somebody else")
	// The second one is used up meanwhile: switching another one on does not revive it.
	h.press("esc", "ctrl+r").settle()
	h.wants("service has a fault of its own")
	h.openFaults("garbage")
	h.press("enter").settle()
	h.wants("2 faults in force")
	h.wantsNot("500 ● on")
	h.openFaults("status 418")
	h.press("enter").settle()
	h.wants("1 fault in force")
}

// TestFaultsAreNeverShownOnARealResource: nothing offers them, the key does nothing, and
// no control endpoint is asked.
func TestFaultsAreNeverShownOnARealResource(t *testing.T) {
	t.Parallel()
	var control int
	service := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/_emulator/faults" {
			control++
		}
		w.WriteHeader(http.StatusNotFound)
	})
	_, endpoint := newScripted(t, http.MethodGet, "/chat/threads", http.StatusOK, `{"value":[]}`, service)
	h := start(t, setup{endpoint: endpoint}).settle()
	h.wantsNot("EMULATOR")
	h.press("F").settle()
	h.wants("This user is in no thread.")
	h.press("?")
	h.wantsNot("faults")
	h.press("esc", ":").write("faults")
	h.wants("nothing has such a name")
	if control != 0 {
		t.Errorf("the control endpoint was asked %d times", control)
	}
	for _, elsewhere := range []string{"https://contoso.communication.azure.com", "http://10.0.0.1:7070", "http://localhost.example.com", "::"} {
		if command.NewControl(elsewhere, nil) != nil {
			t.Errorf("%s can be controlled", elsewhere)
		}
	}
}

// TestNothingIsSwitchedWhereNobodySaysEmulator: a service on this machine that is none.
func TestNothingIsSwitchedWhereNobodySaysEmulator(t *testing.T) {
	t.Parallel()
	var methods []string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		methods = append(methods, r.Method)
		if _, err := w.Write([]byte(`[]`)); err != nil {
			t.Error(err)
		}
	}))
	t.Cleanup(server.Close)
	control := command.NewControl(server.URL, nil)
	if _, err := control.Faults(t.Context()); err == nil {
		t.Error("no error")
	}
	if diff := cmp.Diff([]string{"GET"}, methods); diff != "" {
		t.Error(diff)
	}
}

func TestFaultsOfAnEmulatorThatIsGone(t *testing.T) {
	t.Parallel()
	h := start(t, inEmpty()).settle()
	h.server.Close()
	h.press("F").settle()
	h.wants("Could not list the emulator's faults: nothing answers at", "what is in force is not known")
	h.press("j", "j", "enter").settle()
	h.wants("Could not switch the emulator's faults")
	h.press("esc")
	h.wants("This user is in no thread.")
}

// TestAFailureIsShownAtEverySize, and what was in force is not said to be so still.
func TestAFailureIsShownAtEverySize(t *testing.T) {
	t.Parallel()
	s := inEmpty()
	s.width, s.height = 60, 12
	h := start(t, s).settle()
	h.press("F").settle().press("j", "j", "enter").settle()
	h.wants("1 fault in force · u clears all · as of 09:30:15")
	h.server.Close()
	h.press("u").settle()
	h.wants("✗ Could not switch the emulator", "ctrl+f shows all of it")
	h.wantsNot("1 fault in force")
	h.press("ctrl+f")
	h.wants("Could not switch the emulator's faults: nothing answers at", "connection refused")
	h.press("esc")
	h.resize(80, 24)
	h.wants("✗ what is in force is not known: this is what was, as of 09:30:15", "Could not switch the emulator's faults")
	h.wantsNot("1 fault in force")
}

// TestALateListDoesNotReplaceANewerOne: it was asked for before the change.
func TestALateListDoesNotReplaceANewerOne(t *testing.T) {
	t.Parallel()
	h := start(t, inEmpty()).settle()
	h.openFaults("slow, 2 s").press("ctrl+r")
	late := h.holdBack()
	h.press("enter").settle()
	h.wants("1 fault in force")
	h.deliver(late)
	h.wants("1 fault in force", "slow, 2 s ● on")
}

func TestReadOnlySwitchesNoFault(t *testing.T) {
	t.Parallel()
	s := inEmpty()
	s.session = func(session *command.Session) { session.ReadOnly = true }
	h := start(t, s).settle()
	h.openFaults("garbage")
	h.press("enter", "u").settle()
	h.wants("read-only: the profile or --readonly forbids every write")
	if got := h.service.Faults(); len(got) != 0 {
		t.Errorf("in force: %+v", got)
	}
}

// TestEveryFaultLeavesTheProgramUsable: each is switched on in the screen for what a
// place asks; the place tells what happened, keys work, and when it is cleared all is
// as before. Nothing is made twice.
func TestEveryFaultLeavesTheProgramUsable(t *testing.T) {
	t.Parallel()
	h := start(t, inEmpty()).settle()
	h.press("F").settle()
	var names []string
	for _, p := range []string{
		"slow, 300 ms", "slow, 2 s", "throttled", "fault of the service, 500", "unavailable, 503", "not allowed, 403",
		"lost request", "lost answer", "truncated answer", "garbage", "slow body, 2 s",
	} {
		h.wants(p)
		names = append(names, p)
	}
	for _, name := range names {
		for _, place := range []string{"threads", "participants", "create"} {
			t.Run(name+" on "+place, func(t *testing.T) {
				t.Parallel()
				testFault(t, name, place)
			})
		}
	}
}

// testFault goes through one fault on one place.
func testFault(t *testing.T, name, place string) {
	t.Helper()
	h := start(t, inEmpty()).settle()
	h.elsewhere("Standing", person(1, "Ann"))
	h.press("ctrl+r").settle().press("enter").settle()
	h.press("F").settle().press("g", "enter")
	operation := map[string]string{"threads": "ListChatThreads", "participants": "ListChatParticipants", "create": "CreateChatThread"}[place]
	h.choose("What goes wrong?", operation)
	h.press("j", "enter")
	h.choose("How often?", "until cleared")
	h.openFaults(name).press("enter").settle()
	h.wants(name+" ● on", operation+" until cleared")
	h.press("esc").settle()

	slow := name == "slow, 300 ms" || name == "slow, 2 s" || name == "slow body, 2 s"
	clearAll := func() {
		h.press("F").settle().press("u").settle()
		h.wants("Nothing goes wrong on purpose.")
		h.press("esc")
	}
	switch place {
	case "threads":
		h.press("esc", "ctrl+r").settle()
		h.wants("Standing")
		if !slow {
			h.wants("loading them again failed", "enter tries again")
		}
		h.press("j", "k")
		clearAll()
		h.press("ctrl+r").settle()
		h.wants("1 thread, all loaded", "Standing")
		h.wantsNot("failed")
	case "participants":
		h.press("2").settle()
		if slow {
			h.wants("2 participants, all loaded")
		} else {
			h.wants("Could not list the participants", "enter tries again")
			h.wantsNot("Ann")
		}
		clearAll()
		h.press("ctrl+r").settle()
		h.wants("2 participants, all loaded", "Ann")
	case "create":
		h.press("esc", "n").write("Made once").press("ctrl+s").settle()
		if slow {
			h.wants("The thread is made")
		} else {
			h.wantsNot("The thread is made")
			told := "It is not known whether the thread was created"
			if name == "throttled" || name == "not allowed, 403" {
				told = "Could not create the thread"
			}
			h.wants("Made once", told)
			// A form takes F as text, and the fault is cleared from outside.
			h.fault()
			h.press("ctrl+s").settle()
			h.wants("The thread is made")
		}
		var made int
		for _, request := range h.requests("POST", "/chat/threads") {
			if request.Status == http.StatusCreated || request.Status == http.StatusOK {
				made++
			}
		}
		if made == 0 {
			t.Error("nothing was made")
		}
		h.press("esc").settle()
		h.press("ctrl+r").settle()
		if got := len(h.lines("Made once")); got != 1 {
			t.Errorf("%d threads are made:\n%s", got, h.screen())
		}
	}
	if h.app.Failure() != nil {
		t.Errorf("the program panicked: %v\n%s", h.app.Failure().Fault, h.app.Failure().Stack)
	}
	h.pass(time.Minute)
}
