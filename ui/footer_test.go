package ui_test

import (
	"net/http"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui"
	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/uitest"
)

func failure(text string) screen.Notification {
	return screen.Notification{Level: screen.LevelError, Text: text}
}

// TestACallIsShownWithinATick though the tick that a notification waits for is
// seconds away.
func TestACallIsShownWithinATick(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{}).Settle()
	h.Pass(time.Second).Pass(time.Second) // what loading and the cursor asked for
	h.App.Notify(screen.Notification{Level: screen.LevelSuccess, Text: "all done"})
	before := h.Ticks
	h.Press("g")
	if h.Ticks != before+1 {
		t.Fatalf("%d ticks for the notification", h.Ticks-before)
	}
	h.Press("g", "g")
	if h.Ticks != before+1 {
		t.Errorf("%d ticks at a time", h.Ticks-before)
	}
	hang(h)
	h.Press("ctrl+r")
	h.Until("a quick tick", func() bool { return h.Ticks == before+2 })
	if due := h.Clock.Now().Add(ui.TickEvery); !h.App.TickDue().Equal(due) {
		t.Errorf("the next tick comes at %s, not at %s", h.App.TickDue(), due)
	}
	h.Wants("✓ all done")
	for range 2 {
		h.Clock.Add(ui.TickEvery)
		h.Tick()
	}
	if got := h.FooterLine(); !strings.Contains(got, "list the threads") {
		t.Errorf("after 200 ms: %q", got)
	}
}

// TestNoTickWhereNothingMoves: an idle program does nothing, an unread error
// included.
func TestNoTickWhereNothingMoves(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{}).Settle()
	h.Pass(time.Second).Pass(time.Second)
	h.App.Notify(failure("broken"))
	before := h.Ticks
	h.Press("?", "esc")
	if h.Ticks != before {
		t.Errorf("%d ticks", h.Ticks-before)
	}
}

// TestAnErrorAndARequestAreBothVisible: neither hides the other.
func TestAnErrorAndARequestAreBothVisible(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{}).Settle()
	h.App.Notify(failure("broken"))
	hang(h)
	h.Press("ctrl+r")
	h.Clock.Add(time.Second)
	h.Tick()
	got := h.FooterLine()
	if !strings.Contains(got, "✗ broken") || !strings.ContainsAny(got, ui.Spinner()) {
		t.Errorf("the footer is %q", got)
	}
	h.Send(tea.WindowSizeMsg{Width: 40, Height: 10})
	if got := h.FooterLine(); !strings.Contains(got, "✗ broken") || !strings.ContainsAny(got, ui.Spinner()) {
		t.Errorf("at 40×10 the footer is %q", got)
	}
}

// TestTheFooterNamesNoKeyThatDoesNothing: where ! is text and esc is somebody
// else's, neither is offered.
func TestTheFooterNamesNoKeyThatDoesNothing(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{}).Settle()
	h.App.Notify(failure("broken"))
	h.Press("g")
	h.Wants("✗ broken · ! reads it")
	for _, keys := range [][]string{{"n"}, {"o"}, {"?"}, {"/"}} {
		h.Press(keys...)
		h.Wants("✗ broken")
		h.WantsNot("reads it")
		h.Press("esc")
		h.Wants("✗ broken · ! reads it")
	}
	h.Press("!", "esc")

	h.Fault(emulator.Fault{Operation: "ListChatThreads", Kind: "status", Status: http.StatusTooManyRequests, RetryAfter: "30s"})
	h.Press("ctrl+r")
	h.UntilShown("throttled, again in 30 s · esc ends the wait")
	for _, key := range []string{"o", "?"} {
		h.Press(key)
		h.Wants("throttled, again in 30 s")
		h.WantsNot("esc ends the wait")
		h.Press("esc")
		h.Wants("throttled, again in 30 s · esc ends the wait")
	}
	h.Press("esc").Settle()
	h.WantsNot("again in")
}

// TestNotificationsOpenOnce however often they are asked for.
func TestNotificationsOpenOnce(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{}).Settle()
	h.Press("!")
	h.App.Notify(failure("broken meanwhile"))
	h.Press("!", "!")
	h.Wants("broken meanwhile")
	h.Press("esc")
	if got := h.Title(); got != "Threads" {
		t.Errorf("one esc ends on %q", got)
	}
}

// TestAHostileUserID: a token says of itself what it likes, and the header shows
// it without being broken by it.
func TestAHostileUserID(t *testing.T) {
	t.Parallel()
	for _, id := range []string{
		uitest.Hostile, "8:acs:r_\x1b[31mred\x1b[0m", strings.Repeat("日本語", 10), "8:acs:é́́́" + strings.Repeat("ü", 20), "🧑🏽‍🚒🇫🇷", "a\xff\xfeb\xf0\x9f",
	} {
		h := uitest.Start(t, uitest.Setup{Session: func(s *command.Session) { s.UserID = id }}).Settle()
		checker := uitest.NewFrameChecker()
		for width := ui.MinWidth; width <= 200; width++ {
			h.Send(tea.WindowSizeMsg{Width: width, Height: 12})
			view := h.App.View()
			if fault := checker.Check(view, width, 12); fault != "" || !utf8.ValidString(view) {
				t.Fatalf("%q at a width of %d: %s", id, width, fault)
			}
		}
		h.Wants("as ")
	}
}

// TestCtrlCNeedsTwoReads: keys that come together cannot answer a question that
// nobody has seen.
func TestCtrlCNeedsTwoReads(t *testing.T) {
	t.Parallel()
	for _, between := range []string{"", "x", "left"} {
		h := uitest.Start(t, uitest.Setup{}).Settle()
		h.Press("n").Write("text")
		h.Read(uitest.KeyOf(t, "ctrl+c"), uitest.KeyOf(t, "ctrl+c"))
		h.Settle()
		h.Wants("Quit?")
		if h.Quit {
			t.Fatal("two ctrl+c of one read quit")
		}
		if between != "" {
			h.Press(between)
			h.Wants("Quit?")
		}
		h.Press("ctrl+c").Settle()
		if !h.Quit {
			t.Errorf("ctrl+c after %q does not quit:\n%s", between, h.Screen())
		}
	}
}

// TestEveryDialogShowsItsAnswerOrField in the smallest terminal.
func TestEveryDialogShowsItsAnswerOrField(t *testing.T) {
	t.Parallel()
	const answer, prompt = "▸ n ", "› "
	lose := func(h *uitest.Harness) {
		h.Fault(emulator.Fault{Operation: "CreateChatThread", Kind: "drop", Times: 1})
		h.Press("n").Write("x").Press("ctrl+s").Settle()
	}
	for _, c := range []struct {
		name  string
		reach func(*uitest.Harness)
		shows string
	}{
		{"leave", func(h *uitest.Harness) { h.Press("n").Write("x").Press("esc") }, answer},
		{"leave while sending", func(h *uitest.Harness) { hang(h); h.Press("n").Write("x").Press("ctrl+s", "esc") }, answer},
		{"leave after a lost answer", func(h *uitest.Harness) { lose(h); h.Press("esc") }, answer},
		{"quit", func(h *uitest.Harness) { h.Press("n").Write("x").Press("ctrl+c") }, answer},
		{"quit after a lost answer", func(h *uitest.Harness) { lose(h); h.Press("ctrl+c") }, answer},
		{"quit while sending", func(h *uitest.Harness) { hang(h); h.Press("n").Write("x").Press("ctrl+s", "ctrl+c") }, answer},
		{"remove a row", func(h *uitest.Harness) { h.OpenAdd().Paste(hostileLine()).Press("ctrl+d") }, answer},
		{"open by id", func(h *uitest.Harness) { h.Press("o").Write("19:x y") }, prompt + "19:x y"},
		{"open by a bad id", func(h *uitest.Harness) { h.Press("o").Write("19:x y").Press("enter") }, prompt + "19:x y"},
		{"import", func(h *uitest.Harness) { h.OpenAdd().Press("ctrl+o").Write("people.csv") }, prompt + "people.csv"},
		{"go to a row", func(h *uitest.Harness) {
			h.OpenAdd().Press("esc", "2").Settle().Press("r").Write("none").Press("enter")
		}, prompt + "none"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := uitest.Empty()
			s.Client = uitest.NoRetries
			h := uitest.Start(t, s).Settle()
			c.reach(h)
			h.Send(tea.WindowSizeMsg{Width: ui.MinWidth, Height: ui.MinHeight})
			h.Wants(c.shows)
		})
	}
}
