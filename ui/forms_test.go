package ui_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/google/go-cmp/cmp"

	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/uitest"
)

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
		{"refused", []emulator.Fault{uitest.Status(http.StatusForbidden)}, "Could not create the thread: not allowed", "New thread"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			h := uitest.Start(t, uitest.Setup{Client: uitest.NoRetries}).Settle()
			h.Fault(c.fault...)
			h.Press("n").Write("asked too late").Press("ctrl+s")
			late := h.HoldBack()
			h.Press("esc")
			h.Wants("Leave while sending?")
			h.Deliver(late)
			h.WantsNot("Leave while sending?")
			h.Wants(c.shows, "asked too late")
			h.Press("y").Settle()
			if got := h.Title(); got != c.title {
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
		fill                   func(*uitest.Harness)
	}{
		{"create", "CreateChatThread", "create the thread", func(h *uitest.Harness) { h.Press("n").Write("lost") }},
		{"add", "AddChatParticipants", "add the participants", func(h *uitest.Harness) { h.OpenAdd().Paste(uitest.People(1, 2)) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := uitest.Empty()
			s.Client = uitest.NoRetries
			h := uitest.Start(t, s).Settle()
			h.Fault(emulator.Fault{Operation: c.operation, Kind: "drop-after-commit", Times: 1})
			c.fill(h)
			h.Press("ctrl+s").Settle()
			unknown := "The request to " + c.doing + " was sent, and whether the service carried it out is not known."
			h.Press("esc")
			h.Wants("Leave the form?", unknown)
			h.Press("n", "ctrl+c")
			h.Wants("Quit?", unknown, "ctrl+c again quits.")
			h.WantsNot("has not been sent")
			h.Press("n", "ctrl+s").Settle()
			h.Press("ctrl+c").Settle()
			if !h.Quit {
				t.Errorf("once the outcome is known nothing is to lose:\n%s", h.Screen())
			}
		})
	}
}

// TestAPastedListBecomesRowsOnOnesOwnName: the list is nobody's name.
func TestAPastedListBecomesRowsOnOnesOwnName(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Empty()).Settle()
	h.Press("n").Write("pasted").Press("tab").Paste(uitest.People(1, 3)).Press("ctrl+s").Settle()
	h.Wants("✓ The thread is made.")
	bodies, _ := h.Creates()
	var got []string
	for _, p := range bodies[0].Participants {
		got = append(got, p.Identifier.RawID)
		if p.DisplayName != "" {
			t.Errorf("%s is named %q", p.Identifier.RawID, p.DisplayName)
		}
	}
	if diff := cmp.Diff(strings.Fields(uitest.People(1, 3)), got); diff != "" {
		t.Errorf("received (-want +got):\n%s", diff)
	}
}

// TestAnAcceptedRowTakesNoText: what is typed or pasted after it goes into rows of
// its own.
func TestAnAcceptedRowTakesNoText(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Empty()).Settle().OpenAdd()
	h.Paste(uitest.People(1, 2)).Press("ctrl+s").Settle()
	h.Wants("✓ 2 accepted")
	h.Write(emulator.KnownUserID(3)).Press("ctrl+s").Settle()
	h.Wants("✓ 3 accepted")
	h.Press("pgup").Paste(emulator.KnownUserID(4)).Press("ctrl+s").Settle()
	h.Wants("✓ 4 accepted")
	h.Press("pgup").Paste(uitest.People(5, 2)).Press("ctrl+s").Settle()
	h.Wants("✓ 6 accepted")
	want := [][]string{
		strings.Fields(uitest.People(1, 2)), {emulator.KnownUserID(3)}, {emulator.KnownUserID(4)}, strings.Fields(uitest.People(5, 2)),
	}
	if diff := cmp.Diff(want, h.Added()); diff != "" {
		t.Errorf("received (-want +got):\n%s", diff)
	}
}

// TestARefusalAfterALostAnswer marks the row that it names, and still says that
// the first attempt may have been carried out.
func TestARefusalAfterALostAnswer(t *testing.T) {
	t.Parallel()
	s := uitest.Empty()
	s.Client = uitest.NoRetries
	h := uitest.Start(t, s).Settle()
	h.Fault(emulator.Fault{Operation: "CreateChatThread", Kind: "drop", Times: 1})
	h.Press("n").Write("twice").Press("tab", "tab", "tab").Paste("9:abc\n" + emulator.KnownUserID(5)).Press("ctrl+s").Settle()
	h.Wants("Whether the thread was made is not known.")
	_, ids := h.Creates()
	h.Fault(emulator.Fault{
		Operation: "CreateChatThread", Kind: "status", Status: http.StatusBadRequest, Code: "BadRequest",
		Message: "Identifier format is invalid (9:abc).",
	})
	h.Press("ctrl+s").Settle()
	h.Wants("✗ refused: Identifier format is invalid (9:abc).", "Whether the thread was made is not known.", ids[0])
	if got := len(h.Lines("✗ refused:")); got != 1 {
		t.Errorf("%d rows are marked as refused:\n%s", got, h.Screen())
	}
	h.Press("esc")
	h.Wants("whether the service carried it out is not known")
}

// TestTheRequestIsShownOnlyWhereThereIsOne: a fault is shown instead.
func TestTheRequestIsShownOnlyWhereThereIsOne(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Empty()).Settle()
	const request = "The request that ctrl+s sends"
	h.Press("n", "ctrl+x")
	h.Wants("✗ topic: a thread needs a topic")
	h.WantsNot(request)
	h.Write("t").Press("ctrl+x")
	h.Wants(request, `"topic": "t"`)
	h.Press("esc", "esc", "y").OpenAdd()
	h.Press("ctrl+x")
	h.Wants("✗ there is nobody to add")
	h.WantsNot(request)
	h.Write("8:acs:nobody").Press("ctrl+x")
	h.Wants("✗ row 1: the service refuses this form")
	h.WantsNot(request)
}

// TestNowIsTheTimeOfTheFirstAttempt: an unchanged row that is sent again asks for
// the same.
func TestNowIsTheTimeOfTheFirstAttempt(t *testing.T) {
	t.Parallel()
	s := uitest.Empty()
	s.Client = uitest.NoRetries
	h := uitest.Start(t, s).Settle().OpenAdd()
	h.Fault(emulator.Fault{Operation: "AddChatParticipants", Kind: "drop", Times: 1})
	h.Paste(emulator.KnownUserID(1) + ",Ada,now").Press("ctrl+s").Settle()
	h.Clock.Add(time.Hour)
	h.Press("ctrl+s").Settle()
	h.Wants("✓ 1 accepted")
	requests := h.Requests("POST", "/participants/:add")
	if len(requests) != 2 || requests[0].Body != requests[1].Body || !strings.Contains(requests[0].Body, "2025-11-03T09:30:15Z") {
		t.Errorf("received %+v", requests)
	}
}

// TestNothingIsSentFromATooSmallTerminal, and what is typed there is kept.
func TestNothingIsSentFromATooSmallTerminal(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Empty()).Settle()
	h.Press("n").Write("seen")
	h.Send(tea.WindowSizeMsg{Width: 30, Height: 8})
	h.Press("ctrl+s").Write(" and unseen").Press("enter", "ctrl+d", "esc").Settle()
	h.Send(tea.WindowSizeMsg{Width: 80, Height: 24})
	h.Wants("seen and unseen", "New thread")
	h.WantsNot("Leave the form?")
	if bodies, _ := h.Creates(); len(bodies) != 0 {
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
			behind := emulator.New(emulator.Options{Clock: uitest.NewClock().Now})
			_, endpoint := uitest.NewScripted(t, http.MethodPost, "/participants/:add", http.StatusCreated, c.answer, behind)
			h := uitest.Start(t, uitest.Setup{Endpoint: endpoint}).Settle()
			h.Press("enter").Settle().Press("a").Paste(first + "\n" + second).Press("ctrl+s").Settle()
			h.Wants(c.form)
			h.Press("esc")
			if h.Shows("Leave the form?") {
				h.Press("y")
			}
			h.Press("a").Paste(first + "\n" + second).Press("ctrl+s")
			late := h.HoldBack()
			h.Press("esc", "y").Deliver(late)
			h.Wants(c.toast)
		})
	}
}

// TestManyRefusalsThatMatchNoRowLeaveRoomForTheRows, and are counted.
func TestManyRefusalsThatMatchNoRowLeaveRoomForTheRows(t *testing.T) {
	t.Parallel()
	refusals := strings.TrimSuffix(strings.Repeat(`{"code":"403","message":"Permissions check failed","target":"`+emulator.UnknownUserID(9)+`"},`, 10), ",")
	behind := emulator.New(emulator.Options{Clock: uitest.NewClock().Now})
	_, endpoint := uitest.NewScripted(t, http.MethodPost, "/participants/:add", http.StatusCreated, `{"invalidParticipants":[`+refusals+`]}`, behind)
	h := uitest.Start(t, uitest.Setup{Endpoint: endpoint}).Settle()
	h.Press("enter").Settle().Press("a").Paste(uitest.People(1, 5)).Press("ctrl+s").Settle()
	h.Wants("✓ at most 5 accepted", "… and 7 more for no row here")
	if got := len(h.Lines("✗ for no row here")); got != 3 {
		t.Errorf("%d are shown:\n%s", got, h.Screen())
	}
	for _, s := range [][2]int{{80, 24}, {80, 12}, {40, 10}} {
		h.Send(tea.WindowSizeMsg{Width: s[0], Height: s[1]})
		if !focusShown(h, s[1]) || !h.Shows("for no row here") {
			t.Errorf("at %d×%d:\n%s", s[0], s[1], h.Screen())
		}
	}
}

// TestMembersAreKnownFromTheOtherTab: the form that properties opens knows whom the
// participants tab has loaded, and claims nothing where there is no such tab.
func TestMembersAreKnownFromTheOtherTab(t *testing.T) {
	t.Parallel()
	const claim = "already a member"
	h := uitest.Start(t, uitest.Setup{}).Settle()
	h.Press("enter").Settle().Press("a").Paste(uitest.People(2, 2))
	h.WantsNot(claim)
	h.Press("esc", "y", "2").Settle().Press("1", "a").Paste(uitest.People(2, 2))
	h.Wants(claim + ": the service leaves name and history unchanged")
	h.Press("ctrl+s").Settle()
	h.Wants("✓ already a member, name and history unchanged")
}
