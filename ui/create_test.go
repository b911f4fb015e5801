package ui

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"acs-chat-tui/acs"
	"acs-chat-tui/acs/emulator"
)

// createBody is a create's body, as the wire has it.
type createBody struct {
	Topic        string
	Metadata     map[string]string
	Retention    *struct{ DeleteThreadAfterDays int } `json:"retentionPolicy"`
	Participants []struct {
		DisplayName string
		Identifier  struct{ RawID string } `json:"communicationIdentifier"`
		History     string                 `json:"shareHistoryTime"`
	}
}

// creates are the bodies and ids of the creates that the server received.
func (h *harness) creates() (bodies []createBody, ids []string) {
	h.t.Helper()
	for _, request := range h.requests("POST", "/chat/threads") {
		var body createBody
		if err := json.Unmarshal([]byte(request.Body), &body); err != nil {
			h.t.Fatal(err)
		}
		bodies, ids = append(bodies, body), append(ids, request.Headers.Get("Repeatability-Request-Id"))
	}
	return bodies, ids
}

// threadsNow is how many threads the server lists.
func (h *harness) threadsNow() int {
	h.t.Helper()
	page, err := h.client.NewListChatThreadsPager(nil).NextPage(h.t.Context())
	if err != nil {
		h.t.Fatal(err)
	}
	return len(page.Value)
}

// fillCreate types a whole form: topic, own name, two participants, metadata and
// retention.
func (h *harness) fillCreate() *harness {
	h.press("n").write("Quarter planning, room 4")
	h.press("tab").write("Robin C.").press("tab", "tab")
	h.write(emulator.KnownUserID(7)).press("tab").write("Ada Løvelace").press("tab").write("now").press("enter")
	h.press("ctrl+n").write(emulator.UnknownUserID(3)).press("tab").write("Unknown Person").press("tab", "tab")
	h.write("team=ops, floor=4").press("tab").write("45")
	return h
}

// typedParts is what fillCreate typed that stands on the screen.
func typedParts() []string {
	return []string{"Quarter planning, room 4", "Robin C.", "Ada Løvelace", "now", "Unknown Person", "team=ops, floor=4", "45"}
}

func TestCreateSendsWhatWasTypedAndTellsWhatBecameOfIt(t *testing.T) {
	t.Parallel()
	h := start(t, setup{emulator: emulator.Options{Seed: emulator.SeedEmpty}}).settle()
	h.fillCreate()
	h.wants(typedParts()...)
	h.press("ctrl+s").settle()
	bodies, ids := h.creates()
	want := createBody{Topic: "Quarter planning, room 4", Metadata: map[string]string{"team": "ops", "floor": "4"}}
	want.Retention = &struct{ DeleteThreadAfterDays int }{45}
	want.Participants = slices.Grow(want.Participants, 3)[:3]
	want.Participants[0].DisplayName, want.Participants[0].Identifier.RawID = "Robin C.", emulator.DemoUserID
	want.Participants[1].DisplayName, want.Participants[1].Identifier.RawID = "Ada Løvelace", emulator.KnownUserID(7)
	want.Participants[1].History = "2025-11-03T09:30:15Z"
	want.Participants[2].DisplayName, want.Participants[2].Identifier.RawID = "Unknown Person", emulator.UnknownUserID(3)
	if diff := cmp.Diff([]createBody{want}, bodies); diff != "" {
		t.Errorf("received (-want +got):\n%s", diff)
	}
	h.wants("the service refused 1 of its participants", "Unknown Person "+emulator.UnknownUserID(3), "403 Permissions check failed",
		"/chat/threads/19%3A", ids[0], "Quarter planning, room 4")
	h.wantsNot("earlier attempt")

	// The next thread gets an id of its own, and the form is empty.
	h.press("n")
	h.wantsNot("Robin C.", ids[0])
	h.write("second").press("ctrl+s").settle()
	if _, ids = h.creates(); len(ids) != 2 || ids[0] == ids[1] {
		t.Errorf("request ids %v", ids)
	}
	h.press("enter").settle()
	h.wants("▸1 Properties", "second", "created by", emulator.DemoUserID)
	h.press("esc").settle()
	h.wants("2 threads, all loaded")
}

func TestAFailedCreateKeepsEveryCharacter(t *testing.T) {
	t.Parallel()
	for _, fault := range []emulator.Fault{
		{Kind: "status", Status: http.StatusBadRequest, Message: "Identifier format is invalid (" + emulator.KnownUserID(7) + ")."},
		{Kind: "status", Status: http.StatusUnauthorized},
		{Kind: "status", Status: http.StatusForbidden},
		{Kind: "status", Status: http.StatusTooManyRequests},
		{Kind: "status", Status: http.StatusInternalServerError},
		{Kind: "drop"},
		{Kind: "drop-after-commit"},
		{Kind: "garbage"},
		{Kind: "truncate"},
	} {
		name := fault.Kind + http.StatusText(fault.Status)
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := start(t, setup{client: noRetries}).settle()
			fault.Operation = "CreateChatThread"
			h.fault(fault)
			h.fillCreate().press("ctrl+s").settle()
			told := "Could not create the thread"
			if fault.Status == 0 || fault.Status >= http.StatusInternalServerError {
				told = "It is not known whether the thread was created"
			}
			h.wants(told)
			h.wants(typedParts()...)
			h.wants(emulator.KnownUserID(7)[50:])
			h.press("esc")
			h.wants("Leave the form?")
		})
	}
}

// TestTheRequestIDStaysOverAnUnknownOutcome: the answer is lost, the user presses
// ctrl+s again, and the server holds one thread.
func TestTheRequestIDStaysOverAnUnknownOutcome(t *testing.T) {
	t.Parallel()
	for _, kind := range []string{"drop-after-commit", "garbage", "truncate", "drop"} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			h := start(t, setup{emulator: emulator.Options{Seed: emulator.SeedEmpty}, client: noRetries}).settle()
			h.fault(emulator.Fault{Operation: "CreateChatThread", Kind: kind, Times: 1})
			h.press("n").write("once").press("ctrl+s").settle()
			h.wants("Whether the thread was made is not known.", "kept: repeats make no second thread", "once")
			h.press("ctrl+s").settle()
			h.wants("✓ The thread is made.", "once")
			h.wantsNot("earlier attempt")
			_, ids := h.creates()
			if len(ids) < 2 || len(slices.Compact(ids)) != 1 {
				t.Errorf("request ids %v: they must be one", ids)
			}
			if got := h.threadsNow(); got != 1 {
				t.Errorf("the server holds %d threads", got)
			}
		})
	}
}

func TestTheRequestIDChangesAfterADefiniteRefusal(t *testing.T) {
	t.Parallel()
	for _, status := range []int{http.StatusBadRequest, http.StatusUnauthorized, http.StatusForbidden, http.StatusTooManyRequests} {
		t.Run(http.StatusText(status), func(t *testing.T) {
			t.Parallel()
			h := start(t, setup{client: noRetries}).settle()
			h.fault(emulator.Fault{Operation: "CreateChatThread", Kind: "status", Status: status, Times: 1})
			h.press("n").write("topic").press("ctrl+s").settle().press("ctrl+s").settle()
			h.wants("✓ The thread is made.")
			_, ids := h.creates()
			if len(ids) != 2 || ids[0] == ids[1] {
				t.Errorf("request ids %v: they must be two", ids)
			}
		})
	}
}

// TestALostAnswerAndAnEditedForm: the second answer is the first attempt's thread
// where that was made, and the edited one where it was not; the screen says which.
func TestALostAnswerAndAnEditedForm(t *testing.T) {
	t.Parallel()
	const made = "This thread was made by your earlier attempt"
	for _, c := range []struct {
		name, kind   string
		edit         func(*harness)
		shows, hides string
	}{
		{"made, topic edited", "drop-after-commit", func(h *harness) { h.write(" two") }, made, "topic one two"},
		{"not made, topic edited", "drop", func(h *harness) { h.write(" two") }, "topic one two", "earlier attempt"},
		{"made, participants edited", "drop-after-commit", func(h *harness) { h.press("tab").write("Robin") }, "may be that of your earlier attempt", made},
		{"not made, participants edited", "drop", func(h *harness) { h.press("tab").write("Robin") }, "may be that of your earlier attempt", made},
		{"made, metadata edited", "drop-after-commit", func(h *harness) { h.press("tab", "tab", "tab", "tab", "tab", "tab").write("k=v") }, made, "may be that"},
		{"not made, metadata edited", "drop", func(h *harness) { h.press("tab", "tab", "tab", "tab", "tab", "tab").write("k=v") }, "✓ The thread is made.", "earlier attempt"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			h := start(t, setup{emulator: emulator.Options{Seed: emulator.SeedEmpty}, client: noRetries}).settle()
			h.fault(emulator.Fault{Operation: "CreateChatThread", Kind: c.kind, Times: 1})
			h.press("n").write("topic one").press("ctrl+s").settle()
			h.wants("is not known")
			c.edit(h)
			h.press("ctrl+s").settle()
			h.wants("The thread is made", c.shows)
			h.wantsNot(c.hides)
			if got := h.threadsNow(); got != 1 {
				t.Errorf("the server holds %d threads", got)
			}
		})
	}
}

func TestCtrlSTwiceSendsOnce(t *testing.T) {
	t.Parallel()
	h := start(t, setup{}).settle()
	h.press("n").write("topic")
	h.read(keyOf(t, "ctrl+s"), keyOf(t, "ctrl+s"))
	h.press("ctrl+s").write("x").settle()
	if bodies, _ := h.creates(); len(bodies) != 1 || bodies[0].Topic != "topic" {
		t.Errorf("received %+v", bodies)
	}
}

func TestCreateFaultsAreToldBeforeSending(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		fill  func(*harness)
		shows string
	}{
		{"no topic", func(*harness) {}, "topic: a thread needs a topic"},
		{"blank topic", func(h *harness) { h.write("   ") }, "topic: a thread needs a topic"},
		{"malformed id", func(h *harness) { h.write("t").press("tab", "tab", "tab").write("8:acs:nobody") }, "row 2: the service refuses this form"},
		{"an id with spaces", func(h *harness) { h.write("t").press("tab", "tab", "tab").write("Jane Doe") }, "row 2: an identifier holds no spaces"},
		{"an id twice", func(h *harness) {
			h.write("t").press("tab", "tab", "tab").write(emulator.KnownUserID(3)).press("ctrl+n").write(strings.ToUpper(emulator.KnownUserID(3)))
		}, "row 3: the same identifier as in row 2"},
		{"oneself twice", func(h *harness) { h.write("t").press("tab", "tab", "tab").write(emulator.DemoUserID) }, "row 2: the same identifier as in row 1"},
		{"a name without an id", func(h *harness) { h.write("t").press("tab", "tab", "tab", "tab").write("Jane") }, "row 2: an identifier is missing"},
		{"a bad time", func(h *harness) { h.write("t").press("tab", "tab").write("yesterday") }, `row 1: share history time: "yesterday" is no time`},
		{"a time to come", func(h *harness) { h.write("t").press("tab", "tab").write("2099-01-01") }, `row 1: share history time: "2099-01-01" lies in the future`},
		{"bad metadata", func(h *harness) { h.write("t").press("tab", "tab", "tab", "tab", "tab", "tab").write("novalue") }, `metadata: "novalue" is not of the form key=value`},
		{"too much metadata", func(h *harness) {
			h.write("t").press("tab", "tab", "tab", "tab", "tab", "tab").paste("k=" + strings.Repeat("v", 1024))
		}, "metadata: 1025 bytes are more than the 1024"},
		{"bad retention", func(h *harness) { h.write("t").press("shift+tab").write("29") }, `retention: "29" is not a number of days from 30 to 90`},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			h := start(t, setup{}).settle()
			h.press("n")
			c.fill(h)
			h.press("ctrl+s").settle()
			h.wants(c.shows)
			if bodies, _ := h.creates(); len(bodies) != 0 {
				t.Errorf("sent all the same: %+v", bodies)
			}
		})
	}
}

// people is a pasted list of that many people the service knows.
func people(first, count int) string {
	var list strings.Builder
	for n := range count {
		list.WriteString(emulator.KnownUserID(first+n) + "\n")
	}
	return list.String()
}

// TestAnOlderVersionHasFewerFields: what it does not have is neither asked for
// nor sent.
func TestAnOlderVersionHasFewerFields(t *testing.T) {
	t.Parallel()
	h := start(t, setup{client: func(o *acs.ClientOptions) { o.APIVersion = string(acs.APIVersion20240307) }}).settle()
	h.press("n")
	h.wantsNot("metadata", "retention")
	h.write("plain").press("ctrl+s").settle()
	h.wants("✓ The thread is made.")
}
