package faults_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/uitest"
)

// choose answers a choice, as the next read.
func choose(h *uitest.Harness, title, way string) {
	h.T.Helper()
	h.Wants(title)
	for n := 1; n <= 9; n++ {
		if h.Shows(fmt.Sprintf("%d %s", n, way)) {
			h.Press(fmt.Sprint(n))
			return
		}
	}
	h.T.Fatalf("no way %q:\n%s", way, h.Screen())
}

func TestFaultsAreSwitched(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.InEmpty()).Settle()
	h.OpenFaults("slow, 2 s")
	h.Wants("Nothing goes wrong on purpose.", "Every answer comes 2 s later. The footer says what is awaited.", "enter switch on")
	h.Press("enter").Settle()
	h.Wants("1 fault in force · u clears all", "slow, 2 s ● on everything until cleared", "enter switch off")
	if diff := cmp.Diff([]emulator.Fault{{Operation: "*", Kind: "latency", Latency: "2s"}}, h.Service.Faults()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	h.Press("enter").Settle()
	h.Wants("Nothing goes wrong on purpose.")
	if got := h.Service.Faults(); len(got) != 0 {
		t.Errorf("in force: %+v", got)
	}

	// For one operation and a number of times.
	h.Press("g", "enter")
	choose(h, "What goes wrong?", "another operation, by its name")
	h.Write("NoSuchThing").Press("enter")
	h.Wants("There is no such operation of chat.")
	h.Press("ctrl+u").Write("GetChatThreadProperties").Press("enter")
	h.Wants("for GetChatThreadProperties")
	h.Press("j", "enter")
	choose(h, "How often?", "another number")
	h.Write("0").Press("enter")
	h.Wants("A number from 1 to 1000.")
	h.Press("ctrl+u").Write("2").Press("enter")
	h.Wants("how often 2 times")
	h.OpenFaults("garbage")
	h.Press("enter").Settle()
	h.Wants("garbage ● on GetChatThreadProperties 2 times more")
	if diff := cmp.Diff([]emulator.Fault{{Operation: "GetChatThreadProperties", Kind: "garbage", Times: 2}}, h.Service.Faults()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}

	// The usual ones: a fault for each list.
	h.Press("g", "enter")
	choose(h, "What goes wrong?", "what each fault is usually for")
	h.Press("j", "enter")
	choose(h, "How often?", "as each fault usually comes")
	h.OpenFaults("throttled")
	h.Press("enter").Settle()
	h.Wants("2 faults in force", "throttled ● on lists once more")
	h.Press("u").Settle()
	h.Wants("Nothing goes wrong on purpose.")
	if got := h.Service.Faults(); len(got) != 0 {
		t.Errorf("one key leaves %+v", got)
	}
}

// TestFaultsOfOthersAreShownAndKept: somebody else set them, and their times pass.
func TestFaultsOfOthersAreShownAndKept(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.InEmpty()).Settle()
	h.Fault(
		emulator.Fault{Operation: "SendChatMessage", Kind: "status", Status: 418, Message: "teapot"},
		emulator.Fault{Operation: "ListChatThreads", Kind: "status", Status: 500, Times: 1},
	)
	h.OpenFaults("status 418 teapot")
	h.Wants("status 418 teapot ● on SendChatMessage until cleared", "fault of the service, 500 ● on ListChatThreads once more", "Set by somebody else")
	// The second one is used up meanwhile: switching another one on does not revive it.
	h.Press("esc", "ctrl+r").Settle()
	h.Wants("service has a fault of its own")
	h.OpenFaults("garbage")
	h.Press("enter").Settle()
	h.Wants("2 faults in force")
	h.WantsNot("500 ● on")
	h.OpenFaults("status 418")
	h.Press("enter").Settle()
	h.Wants("1 fault in force")
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
	_, endpoint := uitest.NewScripted(t, http.MethodGet, "/chat/threads", http.StatusOK, `{"value":[]}`, service)
	h := uitest.Start(t, uitest.Setup{Endpoint: endpoint}).Settle()
	h.WantsNot("EMULATOR")
	h.Press("F").Settle()
	h.Wants("This user is in no thread.")
	h.Press("?")
	h.WantsNot("faults")
	h.Press("esc", ":").Write("faults")
	h.Wants("nothing has such a name")
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
	h := uitest.Start(t, uitest.InEmpty()).Settle()
	h.Server.Close()
	h.Press("F").Settle()
	h.Wants("Could not list the emulator's faults: nothing answers at", "what is in force is not known")
	h.Press("j", "j", "enter").Settle()
	h.Wants("Could not switch the emulator's faults")
	h.Press("esc")
	h.Wants("This user is in no thread.")
}

// TestAFailureIsShownAtEverySize, and what was in force is not said to be so still.
func TestAFailureIsShownAtEverySize(t *testing.T) {
	t.Parallel()
	s := uitest.InEmpty()
	s.Width, s.Height = 60, 12
	h := uitest.Start(t, s).Settle()
	h.Press("F").Settle().Press("j", "j", "enter").Settle()
	h.Wants("1 fault in force · u clears all · as of 09:30:15")
	h.Server.Close()
	h.Press("u").Settle()
	h.Wants("✗ Could not switch the emulator", "ctrl+f shows all of it")
	h.WantsNot("1 fault in force")
	h.Press("ctrl+f")
	h.Wants("Could not switch the emulator's faults: nothing answers at", "connection refused")
	h.Press("esc")
	h.Resize(80, 24)
	h.Wants("✗ what is in force is not known: this is what was, as of 09:30:15", "Could not switch the emulator's faults")
	h.WantsNot("1 fault in force")
}

// TestALateListDoesNotReplaceANewerOne: it was asked for before the change.
func TestALateListDoesNotReplaceANewerOne(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.InEmpty()).Settle()
	h.OpenFaults("slow, 2 s").Press("ctrl+r")
	late := h.HoldBack()
	h.Press("enter").Settle()
	h.Wants("1 fault in force")
	h.Deliver(late)
	h.Wants("1 fault in force", "slow, 2 s ● on")
}

func TestReadOnlySwitchesNoFault(t *testing.T) {
	t.Parallel()
	s := uitest.InEmpty()
	s.Session = func(session *command.Session) { session.ReadOnly = true }
	h := uitest.Start(t, s).Settle()
	h.OpenFaults("garbage")
	h.Press("enter", "u").Settle()
	h.Wants("read-only: the profile or --readonly forbids every write")
	if got := h.Service.Faults(); len(got) != 0 {
		t.Errorf("in force: %+v", got)
	}
}

// TestEveryFaultLeavesTheProgramUsable: each is switched on in the screen for what a
// place asks; the place tells what happened, keys work, and when it is cleared all is
// as before. Nothing is made twice.
func TestEveryFaultLeavesTheProgramUsable(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.InEmpty()).Settle()
	h.Press("F").Settle()
	var names []string
	for _, p := range []string{
		"slow, 300 ms", "slow, 2 s", "throttled", "fault of the service, 500", "unavailable, 503", "not allowed, 403",
		"lost request", "lost answer", "truncated answer", "garbage", "slow body, 2 s",
	} {
		h.Wants(p)
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
	h := uitest.Start(t, uitest.InEmpty()).Settle()
	h.Elsewhere("Standing", uitest.Person(1, "Ann"))
	h.Press("ctrl+r").Settle().Press("enter").Settle()
	h.Press("F").Settle().Press("g", "enter")
	operation := map[string]string{"threads": "ListChatThreads", "participants": "ListChatParticipants", "create": "CreateChatThread"}[place]
	choose(h, "What goes wrong?", operation)
	h.Press("j", "enter")
	choose(h, "How often?", "until cleared")
	h.OpenFaults(name).Press("enter").Settle()
	h.Wants(name+" ● on", operation+" until cleared")
	h.Press("esc").Settle()

	slow := name == "slow, 300 ms" || name == "slow, 2 s" || name == "slow body, 2 s"
	clearAll := func() {
		h.Press("F").Settle().Press("u").Settle()
		h.Wants("Nothing goes wrong on purpose.")
		h.Press("esc")
	}
	switch place {
	case "threads":
		h.Press("esc", "ctrl+r").Settle()
		h.Wants("Standing")
		if !slow {
			h.Wants("loading them again failed", "enter tries again")
		}
		h.Press("j", "k")
		clearAll()
		h.Press("ctrl+r").Settle()
		h.Wants("1 thread, all loaded", "Standing")
		h.WantsNot("failed")
	case "participants":
		h.Press("2").Settle()
		if slow {
			h.Wants("2 participants, all loaded")
		} else {
			h.Wants("Could not list the participants", "enter tries again")
			h.WantsNot("Ann")
		}
		clearAll()
		h.Press("ctrl+r").Settle()
		h.Wants("2 participants, all loaded", "Ann")
	case "create":
		h.Press("esc", "n").Write("Made once").Press("ctrl+s").Settle()
		if slow {
			h.Wants("The thread is made")
		} else {
			h.WantsNot("The thread is made")
			told := "It is not known whether the thread was created"
			if name == "throttled" || name == "not allowed, 403" {
				told = "Could not create the thread"
			}
			h.Wants("Made once", told)
			// A form takes F as text, and the fault is cleared from outside.
			h.Fault()
			h.Press("ctrl+s").Settle()
			h.Wants("The thread is made")
		}
		var made int
		for _, request := range h.Requests("POST", "/chat/threads") {
			if request.Status == http.StatusCreated || request.Status == http.StatusOK {
				made++
			}
		}
		if made == 0 {
			t.Error("nothing was made")
		}
		h.Press("esc").Settle()
		h.Press("ctrl+r").Settle()
		if got := len(h.Lines("Made once")); got != 1 {
			t.Errorf("%d threads are made:\n%s", got, h.Screen())
		}
	}
	if h.App.Failure() != nil {
		t.Errorf("the program panicked: %v\n%s", h.App.Failure().Fault, h.App.Failure().Stack)
	}
	h.Pass(time.Minute)
}
