package ui

import (
	"net/http"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/screen"
)

func failure(text string) screen.Notification {
	return screen.Notification{Level: screen.LevelError, Text: text}
}

// footerLine is the frame's last line.
func (h *harness) footerLine() string {
	frame := h.screen()
	return frame[strings.LastIndex(frame, "\n")+1:]
}

// TestACallIsShownWithinATick though the tick that a notification waits for is
// seconds away.
func TestACallIsShownWithinATick(t *testing.T) {
	t.Parallel()
	h := start(t, setup{}).settle()
	h.pass(time.Second).pass(time.Second) // what loading and the cursor asked for
	h.app.Notify(screen.Notification{Level: screen.LevelSuccess, Text: "all done"})
	before := h.ticks
	h.press("g")
	if h.ticks != before+1 {
		t.Fatalf("%d ticks for the notification", h.ticks-before)
	}
	h.press("g", "g")
	if h.ticks != before+1 {
		t.Errorf("%d ticks at a time", h.ticks-before)
	}
	h.hang()
	h.press("ctrl+r")
	h.until("a quick tick", func() bool { return h.ticks == before+2 })
	if due := h.clock.Now().Add(TickEvery); !h.app.TickDue().Equal(due) {
		t.Errorf("the next tick comes at %s, not at %s", h.app.TickDue(), due)
	}
	h.wants("✓ all done")
	for range 2 {
		h.clock.add(TickEvery)
		h.tick()
	}
	if got := h.footerLine(); !strings.Contains(got, "list the threads") {
		t.Errorf("after 200 ms: %q", got)
	}
}

// TestNoTickWhereNothingMoves: an idle program does nothing, an unread error
// included.
func TestNoTickWhereNothingMoves(t *testing.T) {
	t.Parallel()
	h := start(t, setup{}).settle()
	h.pass(time.Second).pass(time.Second)
	h.app.Notify(failure("broken"))
	before := h.ticks
	h.press("?", "esc")
	if h.ticks != before {
		t.Errorf("%d ticks", h.ticks-before)
	}
}

// TestAnErrorAndARequestAreBothVisible: neither hides the other.
func TestAnErrorAndARequestAreBothVisible(t *testing.T) {
	t.Parallel()
	h := start(t, setup{}).settle()
	h.app.Notify(failure("broken"))
	h.hang()
	h.press("ctrl+r")
	h.clock.add(time.Second)
	h.tick()
	got := h.footerLine()
	if !strings.Contains(got, "✗ broken") || !strings.ContainsAny(got, Spinner()) {
		t.Errorf("the footer is %q", got)
	}
	h.send(tea.WindowSizeMsg{Width: 40, Height: 10})
	if got := h.footerLine(); !strings.Contains(got, "✗ broken") || !strings.ContainsAny(got, Spinner()) {
		t.Errorf("at 40×10 the footer is %q", got)
	}
}

// TestTheFooterNamesNoKeyThatDoesNothing: where ! is text and esc is somebody
// else's, neither is offered.
func TestTheFooterNamesNoKeyThatDoesNothing(t *testing.T) {
	t.Parallel()
	h := start(t, setup{}).settle()
	h.app.Notify(failure("broken"))
	h.press("g")
	h.wants("✗ broken · ! reads it")
	for _, keys := range [][]string{{"n"}, {"o"}, {"?"}, {"/"}} {
		h.press(keys...)
		h.wants("✗ broken")
		h.wantsNot("reads it")
		h.press("esc")
		h.wants("✗ broken · ! reads it")
	}
	h.press("!", "esc")

	h.fault(emulator.Fault{Operation: "ListChatThreads", Kind: "status", Status: http.StatusTooManyRequests, RetryAfter: "30s"})
	h.press("ctrl+r")
	h.untilShown("throttled, again in 30 s · esc ends the wait")
	for _, key := range []string{"o", "?"} {
		h.press(key)
		h.wants("throttled, again in 30 s")
		h.wantsNot("esc ends the wait")
		h.press("esc")
		h.wants("throttled, again in 30 s · esc ends the wait")
	}
	h.press("esc").settle()
	h.wantsNot("again in")
}

// TestNotificationsOpenOnce however often they are asked for.
func TestNotificationsOpenOnce(t *testing.T) {
	t.Parallel()
	h := start(t, setup{}).settle()
	h.press("!")
	h.app.Notify(failure("broken meanwhile"))
	h.press("!", "!")
	h.wants("broken meanwhile")
	h.press("esc")
	if got := h.title(); got != "Threads" {
		t.Errorf("one esc ends on %q", got)
	}
}

// TestAHostileUserID: a token says of itself what it likes, and the header shows
// it without being broken by it.
func TestAHostileUserID(t *testing.T) {
	t.Parallel()
	for _, id := range []string{
		hostile, "8:acs:r_\x1b[31mred\x1b[0m", strings.Repeat("日本語", 10), "8:acs:é́́́" + strings.Repeat("ü", 20), "🧑🏽‍🚒🇫🇷", "a\xff\xfeb\xf0\x9f",
	} {
		h := start(t, setup{session: func(s *command.Session) { s.UserID = id }}).settle()
		checker := newFrameChecker()
		for width := MinWidth; width <= 200; width++ {
			h.send(tea.WindowSizeMsg{Width: width, Height: 12})
			view := h.app.View()
			if fault := checker.check(view, width, 12); fault != "" || !utf8.ValidString(view) {
				t.Fatalf("%q at a width of %d: %s", id, width, fault)
			}
		}
		h.wants("as ")
	}
}

// TestCtrlCNeedsTwoReads: keys that come together cannot answer a question that
// nobody has seen.
func TestCtrlCNeedsTwoReads(t *testing.T) {
	t.Parallel()
	for _, between := range []string{"", "x", "left"} {
		h := start(t, setup{}).settle()
		h.press("n").write("text")
		h.read(keyOf(t, "ctrl+c"), keyOf(t, "ctrl+c"))
		h.settle()
		h.wants("Quit?")
		if h.quit {
			t.Fatal("two ctrl+c of one read quit")
		}
		if between != "" {
			h.press(between)
			h.wants("Quit?")
		}
		h.press("ctrl+c").settle()
		if !h.quit {
			t.Errorf("ctrl+c after %q does not quit:\n%s", between, h.screen())
		}
	}
}

// TestEveryDialogShowsItsAnswerOrField in the smallest terminal.
func TestEveryDialogShowsItsAnswerOrField(t *testing.T) {
	t.Parallel()
	const answer, prompt = "▸ n ", "› "
	lose := func(h *harness) {
		h.fault(emulator.Fault{Operation: "CreateChatThread", Kind: "drop", Times: 1})
		h.press("n").write("x").press("ctrl+s").settle()
	}
	for _, c := range []struct {
		name  string
		reach func(*harness)
		shows string
	}{
		{"leave", func(h *harness) { h.press("n").write("x").press("esc") }, answer},
		{"leave while sending", func(h *harness) { h.hang(); h.press("n").write("x").press("ctrl+s", "esc") }, answer},
		{"leave after a lost answer", func(h *harness) { lose(h); h.press("esc") }, answer},
		{"quit", func(h *harness) { h.press("n").write("x").press("ctrl+c") }, answer},
		{"quit after a lost answer", func(h *harness) { lose(h); h.press("ctrl+c") }, answer},
		{"quit while sending", func(h *harness) { h.hang(); h.press("n").write("x").press("ctrl+s", "ctrl+c") }, answer},
		{"remove a row", func(h *harness) { h.openAdd().paste(hostileLine()).press("ctrl+d") }, answer},
		{"open by id", func(h *harness) { h.press("o").write("19:x y") }, prompt + "19:x y"},
		{"open by a bad id", func(h *harness) { h.press("o").write("19:x y").press("enter") }, prompt + "19:x y"},
		{"import", func(h *harness) { h.openAdd().press("ctrl+o").write("people.csv") }, prompt + "people.csv"},
		{"go to a row", func(h *harness) {
			h.openAdd().press("esc", "2").settle().press("r").write("none").press("enter")
		}, prompt + "none"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := empty()
			s.client = noRetries
			h := start(t, s).settle()
			c.reach(h)
			h.send(tea.WindowSizeMsg{Width: MinWidth, Height: MinHeight})
			h.wants(c.shows)
		})
	}
}
