package create_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"acs-chat-tui/acs"
	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/uitest"
)

// fillCreate types a whole form: topic, own name, two participants, metadata and
// retention.
func fillCreate(h *uitest.Harness) *uitest.Harness {
	h.Press("n").Write("Quarter planning, room 4")
	h.Press("tab").Write("Robin C.").Press("tab", "tab")
	h.Write(emulator.KnownUserID(7)).Press("tab").Write("Ada Løvelace").Press("tab").Write("now").Press("enter")
	h.Press("ctrl+n").Write(emulator.UnknownUserID(3)).Press("tab").Write("Unknown Person").Press("tab", "tab")
	h.Write("team=ops, floor=4").Press("tab").Write("45")
	return h
}

// typedParts is what fillCreate typed that stands on the screen.
func typedParts() []string {
	return []string{"Quarter planning, room 4", "Robin C.", "Ada Løvelace", "now", "Unknown Person", "team=ops, floor=4", "45"}
}

func TestCreateSendsWhatWasTypedAndTellsWhatBecameOfIt(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{Emulator: emulator.Options{Seed: emulator.SeedEmpty}}).Settle()
	fillCreate(h)
	h.Wants(typedParts()...)
	h.Press("ctrl+s").Settle()
	bodies, ids := h.Creates()
	want := uitest.CreateBody{Topic: "Quarter planning, room 4", Metadata: map[string]string{"team": "ops", "floor": "4"}}
	want.Retention = &struct{ DeleteThreadAfterDays int }{45}
	want.Participants = slices.Grow(want.Participants, 3)[:3]
	want.Participants[0].DisplayName, want.Participants[0].Identifier.RawID = "Robin C.", emulator.DemoUserID
	want.Participants[1].DisplayName, want.Participants[1].Identifier.RawID = "Ada Løvelace", emulator.KnownUserID(7)
	want.Participants[1].History = "2025-11-03T09:30:15Z"
	want.Participants[2].DisplayName, want.Participants[2].Identifier.RawID = "Unknown Person", emulator.UnknownUserID(3)
	if diff := cmp.Diff([]uitest.CreateBody{want}, bodies); diff != "" {
		t.Errorf("received (-want +got):\n%s", diff)
	}
	h.Wants("the service refused 1 of its participants", "Unknown Person "+emulator.UnknownUserID(3), "403 Permissions check failed",
		"/chat/threads/19%3A", ids[0], "Quarter planning, room 4")
	h.WantsNot("earlier attempt")

	// The next thread gets an id of its own, and the form is empty.
	h.Press("n")
	h.WantsNot("Robin C.", ids[0])
	h.Write("second").Press("ctrl+s").Settle()
	if _, ids = h.Creates(); len(ids) != 2 || ids[0] == ids[1] {
		t.Errorf("request ids %v", ids)
	}
	h.Press("enter").Settle()
	h.Wants("▸1 Properties", "second", "created by", emulator.DemoUserID)
	h.Press("esc").Settle()
	h.Wants("2 threads, all loaded")
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
		name := string(fault.Kind) + http.StatusText(fault.Status)
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := uitest.Start(t, uitest.Setup{Client: uitest.NoRetries}).Settle()
			fault.Operation = "CreateChatThread"
			h.Fault(fault)
			fillCreate(h).Press("ctrl+s").Settle()
			told := "Could not create the thread"
			if fault.Status == 0 || fault.Status >= http.StatusInternalServerError {
				told = "It is not known whether the thread was created"
			}
			h.Wants(told)
			h.Wants(typedParts()...)
			h.Wants(emulator.KnownUserID(7)[50:])
			h.Press("esc")
			h.Wants("Leave the form?")
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
			h := uitest.Start(t, uitest.Setup{Emulator: emulator.Options{Seed: emulator.SeedEmpty}, Client: uitest.NoRetries}).Settle()
			h.Fault(emulator.Fault{Operation: "CreateChatThread", Kind: emulator.FaultKind(kind), Times: 1})
			h.Press("n").Write("once").Press("ctrl+s").Settle()
			h.Wants("Whether the thread was made is not known.", "kept: repeats make no second thread", "once")
			h.Press("ctrl+s").Settle()
			h.Wants("✓ The thread is made.", "once")
			h.WantsNot("earlier attempt")
			_, ids := h.Creates()
			if len(ids) < 2 || len(slices.Compact(ids)) != 1 {
				t.Errorf("request ids %v: they must be one", ids)
			}
			if got := h.ThreadsNow(); got != 1 {
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
			h := uitest.Start(t, uitest.Setup{Client: uitest.NoRetries}).Settle()
			h.Fault(emulator.Fault{Operation: "CreateChatThread", Kind: "status", Status: status, Times: 1})
			h.Press("n").Write("topic").Press("ctrl+s").Settle().Press("ctrl+s").Settle()
			h.Wants("✓ The thread is made.")
			_, ids := h.Creates()
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
		edit         func(*uitest.Harness)
		shows, hides string
	}{
		{"made, topic edited", "drop-after-commit", func(h *uitest.Harness) { h.Write(" two") }, made, "topic one two"},
		{"not made, topic edited", "drop", func(h *uitest.Harness) { h.Write(" two") }, "topic one two", "earlier attempt"},
		{"made, participants edited", "drop-after-commit", func(h *uitest.Harness) { h.Press("tab").Write("Robin") }, "may be that of your earlier attempt", made},
		{"not made, participants edited", "drop", func(h *uitest.Harness) { h.Press("tab").Write("Robin") }, "may be that of your earlier attempt", made},
		{"made, metadata edited", "drop-after-commit", func(h *uitest.Harness) { h.Press("tab", "tab", "tab", "tab", "tab", "tab").Write("k=v") }, made, "may be that"},
		{"not made, metadata edited", "drop", func(h *uitest.Harness) { h.Press("tab", "tab", "tab", "tab", "tab", "tab").Write("k=v") }, "✓ The thread is made.", "earlier attempt"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			h := uitest.Start(t, uitest.Setup{Emulator: emulator.Options{Seed: emulator.SeedEmpty}, Client: uitest.NoRetries}).Settle()
			h.Fault(emulator.Fault{Operation: "CreateChatThread", Kind: emulator.FaultKind(c.kind), Times: 1})
			h.Press("n").Write("topic one").Press("ctrl+s").Settle()
			h.Wants("is not known")
			c.edit(h)
			h.Press("ctrl+s").Settle()
			h.Wants("The thread is made", c.shows)
			h.WantsNot(c.hides)
			if got := h.ThreadsNow(); got != 1 {
				t.Errorf("the server holds %d threads", got)
			}
		})
	}
}

func TestCtrlSTwiceSendsOnce(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{}).Settle()
	h.Press("n").Write("topic")
	h.Read(uitest.KeyOf(t, "ctrl+s"), uitest.KeyOf(t, "ctrl+s"))
	h.Press("ctrl+s").Write("x").Settle()
	if bodies, _ := h.Creates(); len(bodies) != 1 || bodies[0].Topic != "topic" {
		t.Errorf("received %+v", bodies)
	}
}

func TestCreateFaultsAreToldBeforeSending(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		fill  func(*uitest.Harness)
		shows string
	}{
		{"no topic", func(*uitest.Harness) {}, "topic: a thread needs a topic"},
		{"blank topic", func(h *uitest.Harness) { h.Write("   ") }, "topic: a thread needs a topic"},
		{"malformed id", func(h *uitest.Harness) { h.Write("t").Press("tab", "tab", "tab").Write("8:acs:nobody") }, "row 2: the service refuses this form"},
		{"an id with spaces", func(h *uitest.Harness) { h.Write("t").Press("tab", "tab", "tab").Write("Jane Doe") }, "row 2: an identifier holds no spaces"},
		{"an id twice", func(h *uitest.Harness) {
			h.Write("t").Press("tab", "tab", "tab").Write(emulator.KnownUserID(3)).Press("ctrl+n").Write(strings.ToUpper(emulator.KnownUserID(3)))
		}, "row 3: the same identifier as in row 2"},
		{"oneself twice", func(h *uitest.Harness) { h.Write("t").Press("tab", "tab", "tab").Write(emulator.DemoUserID) }, "row 2: the same identifier as in row 1"},
		{"a name without an id", func(h *uitest.Harness) { h.Write("t").Press("tab", "tab", "tab", "tab").Write("Jane") }, "row 2: an identifier is missing"},
		{"a bad time", func(h *uitest.Harness) { h.Write("t").Press("tab", "tab").Write("yesterday") }, `row 1: share history time: "yesterday" is no time`},
		{"a time to come", func(h *uitest.Harness) { h.Write("t").Press("tab", "tab").Write("2099-01-01") }, `row 1: share history time: "2099-01-01" lies in the future`},
		{"bad metadata", func(h *uitest.Harness) { h.Write("t").Press("tab", "tab", "tab", "tab", "tab", "tab").Write("novalue") }, `metadata: "novalue" is not of the form key=value`},
		{"too much metadata", func(h *uitest.Harness) {
			h.Write("t").Press("tab", "tab", "tab", "tab", "tab", "tab").Paste("k=" + strings.Repeat("v", 1024))
		}, "metadata: 1025 bytes are more than the 1024"},
		{"bad retention", func(h *uitest.Harness) { h.Write("t").Press("shift+tab").Write("29") }, `retention: "29" is not a number of days from 30 to 90`},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			h := uitest.Start(t, uitest.Setup{}).Settle()
			h.Press("n")
			c.fill(h)
			h.Press("ctrl+s").Settle()
			h.Wants(c.shows)
			if bodies, _ := h.Creates(); len(bodies) != 0 {
				t.Errorf("sent all the same: %+v", bodies)
			}
		})
	}
}

// TestAnOlderVersionHasFewerFields: what it does not have is neither asked for
// nor sent.
func TestAnOlderVersionHasFewerFields(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{Client: func(o *acs.ClientOptions) { o.APIVersion = string(acs.APIVersion20240307) }}).Settle()
	h.Press("n")
	h.WantsNot("metadata", "retention")
	h.Write("plain").Press("ctrl+s").Settle()
	h.Wants("✓ The thread is made.")
}
