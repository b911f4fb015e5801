package ui

import (
	"net/http"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/google/go-cmp/cmp"

	"acs-chat-tui/acs/emulator"
)

// deliver gives messages that were held back, and settles.
func (h *harness) deliver(late []tea.Msg) {
	h.t.Helper()
	if len(late) == 0 {
		h.t.Fatal("nothing was held back")
	}
	for _, msg := range late {
		h.send(msg)
	}
	h.settle()
}

// TestAnAnswerWithdrawsTheQuestionWhetherToLeave: there is nothing left to leave
// unfinished, and the outcome stands in the form.
func TestAnAnswerWithdrawsTheQuestionWhetherToLeave(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		fault []emulator.Fault
		shows string
		title string // after y
	}{
		{"made", nil, "✓ The thread is made.", "New thread"},
		{"refused", []emulator.Fault{status(http.StatusForbidden)}, "Could not create the thread: not allowed", "New thread"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			h := start(t, setup{client: noRetries}).settle()
			h.fault(c.fault...)
			h.press("n").write("asked too late").press("ctrl+s")
			late := h.holdBack()
			h.press("esc")
			h.wants("Leave while sending?")
			h.deliver(late)
			h.wantsNot("Leave while sending?")
			h.wants(c.shows, "asked too late")
			h.press("y").settle()
			if got := h.title(); got != c.title {
				t.Errorf("an answer to the question that is gone ends on %q", got)
			}
		})
	}
}

// TestLeavingAfterALostAnswer says what may have happened: that nothing was sent
// would be a lie.
func TestLeavingAfterALostAnswer(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, operation, doing string
		fill                   func(*harness)
	}{
		{"create", "CreateChatThread", "create the thread", func(h *harness) { h.press("n").write("lost") }},
		{"add", "AddChatParticipants", "add the participants", func(h *harness) { h.openAdd().paste(people(1, 2)) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := empty()
			s.client = noRetries
			h := start(t, s).settle()
			h.fault(emulator.Fault{Operation: c.operation, Kind: "drop-after-commit", Times: 1})
			c.fill(h)
			h.press("ctrl+s").settle()
			unknown := "The request to " + c.doing + " was sent, and whether the service carried it out is not known."
			h.press("esc")
			h.wants("Leave the form?", unknown)
			h.press("n", "ctrl+c")
			h.wants("Quit?", unknown, "ctrl+c again quits.")
			h.wantsNot("has not been sent")
			h.press("n", "ctrl+s").settle()
			h.press("ctrl+c").settle()
			if !h.quit {
				t.Errorf("once the outcome is known nothing is to lose:\n%s", h.screen())
			}
		})
	}
}

// TestAPastedListBecomesRowsOnOnesOwnName: the list is nobody's name.
func TestAPastedListBecomesRowsOnOnesOwnName(t *testing.T) {
	t.Parallel()
	h := start(t, empty()).settle()
	h.press("n").write("pasted").press("tab").paste(people(1, 3)).press("ctrl+s").settle()
	h.wants("✓ The thread is made.")
	bodies, _ := h.creates()
	var got []string
	for _, p := range bodies[0].Participants {
		got = append(got, p.Identifier.RawID)
		if p.DisplayName != "" {
			t.Errorf("%s is named %q", p.Identifier.RawID, p.DisplayName)
		}
	}
	if diff := cmp.Diff(strings.Fields(people(1, 3)), got); diff != "" {
		t.Errorf("received (-want +got):\n%s", diff)
	}
}

// TestAnAcceptedRowTakesNoText: what is typed or pasted after it goes into rows of
// its own.
func TestAnAcceptedRowTakesNoText(t *testing.T) {
	t.Parallel()
	h := start(t, empty()).settle().openAdd()
	h.paste(people(1, 2)).press("ctrl+s").settle()
	h.wants("✓ 2 accepted")
	h.write(emulator.KnownUserID(3)).press("ctrl+s").settle()
	h.wants("✓ 3 accepted")
	h.press("pgup").paste(emulator.KnownUserID(4)).press("ctrl+s").settle()
	h.wants("✓ 4 accepted")
	h.press("pgup").paste(people(5, 2)).press("ctrl+s").settle()
	h.wants("✓ 6 accepted")
	want := [][]string{
		strings.Fields(people(1, 2)), {emulator.KnownUserID(3)}, {emulator.KnownUserID(4)}, strings.Fields(people(5, 2)),
	}
	if diff := cmp.Diff(want, h.added()); diff != "" {
		t.Errorf("received (-want +got):\n%s", diff)
	}
}

// TestARefusalAfterALostAnswer marks the row that it names, and still says that
// the first attempt may have been carried out.
func TestARefusalAfterALostAnswer(t *testing.T) {
	t.Parallel()
	s := empty()
	s.client = noRetries
	h := start(t, s).settle()
	h.fault(emulator.Fault{Operation: "CreateChatThread", Kind: "drop", Times: 1})
	h.press("n").write("twice").press("tab", "tab", "tab").paste("9:abc\n" + emulator.KnownUserID(5)).press("ctrl+s").settle()
	h.wants("Whether the thread was made is not known.")
	_, ids := h.creates()
	h.fault(emulator.Fault{
		Operation: "CreateChatThread", Kind: "status", Status: http.StatusBadRequest, Code: "BadRequest",
		Message: "Identifier format is invalid (9:abc).",
	})
	h.press("ctrl+s").settle()
	h.wants("✗ refused: Identifier format is invalid (9:abc).", "Whether the thread was made is not known.", ids[0])
	if got := len(h.lines("✗ refused:")); got != 1 {
		t.Errorf("%d rows are marked as refused:\n%s", got, h.screen())
	}
	h.press("esc")
	h.wants("whether the service carried it out is not known")
}

// TestTheRequestIsShownOnlyWhereThereIsOne: a fault is shown instead.
func TestTheRequestIsShownOnlyWhereThereIsOne(t *testing.T) {
	t.Parallel()
	h := start(t, empty()).settle()
	const request = "The request that ctrl+s sends"
	h.press("n", "ctrl+x")
	h.wants("✗ topic: a thread needs a topic")
	h.wantsNot(request)
	h.write("t").press("ctrl+x")
	h.wants(request, `"topic": "t"`)
	h.press("esc", "esc", "y").openAdd()
	h.press("ctrl+x")
	h.wants("✗ there is nobody to add")
	h.wantsNot(request)
	h.write("8:acs:nobody").press("ctrl+x")
	h.wants("✗ row 1: the service refuses this form")
	h.wantsNot(request)
}

// TestNowIsTheTimeOfTheFirstAttempt: an unchanged row that is sent again asks for
// the same.
func TestNowIsTheTimeOfTheFirstAttempt(t *testing.T) {
	t.Parallel()
	s := empty()
	s.client = noRetries
	h := start(t, s).settle().openAdd()
	h.fault(emulator.Fault{Operation: "AddChatParticipants", Kind: "drop", Times: 1})
	h.paste(emulator.KnownUserID(1) + ",Ada,now").press("ctrl+s").settle()
	h.clock.add(time.Hour)
	h.press("ctrl+s").settle()
	h.wants("✓ 1 accepted")
	requests := h.requests("POST", "/participants/:add")
	if len(requests) != 2 || requests[0].Body != requests[1].Body || !strings.Contains(requests[0].Body, "2025-11-03T09:30:15Z") {
		t.Errorf("received %+v", requests)
	}
}

// TestNothingIsSentFromATooSmallTerminal, and what is typed there is kept.
func TestNothingIsSentFromATooSmallTerminal(t *testing.T) {
	t.Parallel()
	h := start(t, empty()).settle()
	h.press("n").write("seen")
	h.send(tea.WindowSizeMsg{Width: 30, Height: 8})
	h.press("ctrl+s").write(" and unseen").press("enter", "ctrl+d", "esc").settle()
	h.send(tea.WindowSizeMsg{Width: 80, Height: 24})
	h.wants("seen and unseen", "New thread")
	h.wantsNot("Leave the form?")
	if bodies, _ := h.creates(); len(bodies) != 0 {
		t.Errorf("sent %+v", bodies)
	}
}

// TestOneRuleForAccepted: the form and the notification that stands for it count
// alike.
func TestOneRuleForAccepted(t *testing.T) {
	t.Parallel()
	first, second := emulator.KnownUserID(1), emulator.KnownUserID(2)
	for _, c := range []struct{ name, answer, form, toast string }{
		{"nobody refused", `{}`, "✓ 2 accepted", "✓ 2 participants accepted for “"},
		{"one refused, in capitals", `{"invalidParticipants":[{"code":"403","target":"` + strings.ToUpper(second) + `"}]}`, "✓ 1 accepted", "! 1 participant accepted for “"},
		{"somebody else refused", `{"invalidParticipants":[{"code":"403","target":"8:acs:else"}]}`, "✓ at most 2 accepted", "! at most 2 participants accepted for “"},
		{"both refused", `{"invalidParticipants":[{"target":"` + first + `"},{"target":"` + second + `"}]}`, "✓ 0 accepted", "! 0 participants accepted for “"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			behind := emulator.New(emulator.Options{Clock: newClock().Now})
			_, endpoint := newScripted(t, http.MethodPost, "/participants/:add", http.StatusCreated, c.answer, behind)
			h := start(t, setup{endpoint: endpoint}).settle()
			h.press("enter").settle().press("a").paste(first + "\n" + second).press("ctrl+s").settle()
			h.wants(c.form)
			h.press("esc")
			if h.shows("Leave the form?") {
				h.press("y")
			}
			h.press("a").paste(first + "\n" + second).press("ctrl+s")
			late := h.holdBack()
			h.press("esc", "y").deliver(late)
			h.wants(c.toast)
		})
	}
}

// TestManyRefusalsThatMatchNoRowLeaveRoomForTheRows, and are counted.
func TestManyRefusalsThatMatchNoRowLeaveRoomForTheRows(t *testing.T) {
	t.Parallel()
	refusals := strings.TrimSuffix(strings.Repeat(`{"code":"403","message":"Permissions check failed","target":"`+emulator.UnknownUserID(9)+`"},`, 10), ",")
	behind := emulator.New(emulator.Options{Clock: newClock().Now})
	_, endpoint := newScripted(t, http.MethodPost, "/participants/:add", http.StatusCreated, `{"invalidParticipants":[`+refusals+`]}`, behind)
	h := start(t, setup{endpoint: endpoint}).settle()
	h.press("enter").settle().press("a").paste(people(1, 5)).press("ctrl+s").settle()
	h.wants("✓ at most 5 accepted", "… and 7 more for no row here")
	if got := len(h.lines("✗ for no row here")); got != 3 {
		t.Errorf("%d are shown:\n%s", got, h.screen())
	}
	for _, s := range []size{{80, 24}, {80, 12}, {40, 10}} {
		h.send(tea.WindowSizeMsg{Width: s.width, Height: s.height})
		if !h.focusShown(s.height) || !h.shows("for no row here") {
			t.Errorf("at %d×%d:\n%s", s.width, s.height, h.screen())
		}
	}
}

// TestMembersAreKnownFromTheOtherTab: the form that properties opens knows whom the
// participants tab has loaded, and claims nothing where there is no such tab.
func TestMembersAreKnownFromTheOtherTab(t *testing.T) {
	t.Parallel()
	const claim = "already a member"
	h := start(t, setup{}).settle()
	h.press("enter").settle().press("a").paste(people(2, 2))
	h.wantsNot(claim)
	h.press("esc", "y", "2").settle().press("1", "a").paste(people(2, 2))
	h.wants(claim + ": the service leaves name and history unchanged")
	h.press("ctrl+s").settle()
	h.wants("✓ already a member, name and history unchanged")
}
