package ui_test

import (
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/google/go-cmp/cmp"

	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/uitest"
)

func TestTwoHundredKeysInOneReadMoveTwoHundredRows(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{}).OpenBig()
	if got := h.Row(); got != 1 {
		t.Fatalf("the cursor begins at row %d:\n%s", got, h.Screen())
	}
	h.Read(uitest.Runes(strings.Repeat("j", 200)))
	h.Settle()
	if got := h.Row(); got != 201 {
		t.Errorf("the cursor is at row %d, not 201:\n%s", got, h.Screen())
	}
	h.Read(uitest.Runes(strings.Repeat("k", 50) + strings.Repeat("j", 20)))
	if got := h.Row(); got != 171 {
		t.Errorf("the cursor is at row %d, not 171", got)
	}
}

// TestMovesOnParticipants also counts the requests: never more than pages.
func TestMovesOnParticipants(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{}).OpenBig()
	for _, step := range []struct {
		key string
		row int
	}{
		{"j", 2},
		{"down", 3},
		{"k", 2},
		{"up", 1},
		{"up", 1},
		{"pgdown", 32},
		{"pgup", 1},
		{"ctrl+d", 16},
		{"ctrl+u", 1},
		{"G", 201},
		{"end", 250},
		{"j", 250},
		{"home", 1},
		{"end", 250},
		{"g", 1},
	} {
		h.Press(step.key).Settle()
		if got := h.Row(); got != step.row {
			t.Errorf("after %s the cursor is at row %d, not %d", step.key, got, step.row)
		}
	}
	h.Wants("250 participants, all loaded")
	if got := len(h.Requests("GET", "/participants")); got != 3 {
		t.Errorf("%d requests for 3 pages", got)
	}
}

func TestAltAndARuneIsEscapeAndTheRune(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{}).Settle()
	h.Press("enter").Settle()
	if h.Title() == "Threads" {
		t.Fatal("enter opened nothing")
	}
	h.Read(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{'n'}, Alt: true})
	if got := h.Title(); got != "New thread" {
		t.Errorf("esc and n end on %q", got)
	}
	h.Press("esc")
	if got := h.Title(); got != "Threads" {
		t.Errorf("esc from the form ends on %q: alt+n left the thread open", got)
	}
}

func TestPasteOutsideAFieldDoesNothing(t *testing.T) {
	t.Parallel()
	for _, place := range []struct {
		name  string
		reach func(*uitest.Harness)
	}{
		{"list", func(*uitest.Harness) {}},
		{"question", func(h *uitest.Harness) { h.Press("n").Write("topic").Press("esc") }},
		{"help", func(h *uitest.Harness) { h.Press("?") }},
		{"help of a form", func(h *uitest.Harness) { h.Press("n", "ctrl+g") }},
		{"properties", func(h *uitest.Harness) { h.Press("enter").Settle() }},
	} {
		t.Run(place.name, func(t *testing.T) {
			t.Parallel()
			h := uitest.Start(t, uitest.Setup{}).Settle()
			place.reach(h)
			before := bodyOf(h.Screen())
			h.Paste("nqy\n?ad")
			h.Settle()
			if diff := cmp.Diff(before, bodyOf(h.Screen())); diff != "" {
				t.Errorf("the paste changed the screen (-before +after):\n%s", diff)
			}
			h.Wants("pasted text ignored: there is no field here to take it")
			if h.Quit {
				t.Error("the paste quit the program")
			}
		})
	}
}

// bodyOf is a frame without its last line.
func bodyOf(frame string) string { return frame[:strings.LastIndex(frame, "\n")] }

func TestAQuestionDropsTheKeysOfTheReadThatOpenedIt(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{}).Settle()
	h.Press("n").Write("topic")
	h.Read(tea.KeyMsg{Type: tea.KeyEscape}, uitest.Runes("y"), tea.KeyMsg{Type: tea.KeyEnter})
	h.Wants("Leave the form?")
	h.Press("x")
	h.Wants("Leave the form?")
	h.Press("enter") // No is the default
	h.WantsNot("Leave the form?")
	h.Wants("New thread", "topic")
	h.Press("esc", "left", "enter")
	if got := h.Title(); got != "Threads" {
		t.Errorf("left and enter end on %q", got)
	}
}

func TestTypedAheadIntoTheForm(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{}).Settle()
	h.Read(uitest.Runes("nquestions?"))
	h.Wants("New thread")
	if got := h.Lines("topic"); len(got) == 0 || !strings.Contains(got[0], "questions?") {
		t.Errorf("what was typed behind n is not in the topic:\n%s", h.Screen())
	}
}

// TestTypedAheadIntoAPrompt: what is typed ahead of a prompt belongs into it.
func TestTypedAheadIntoAPrompt(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{}).Settle()
	h.Read(uitest.Runes("o19:q@thread.v2"))
	h.Wants("Open a thread by its id", "› 19:q@thread.v2")
}

func TestQuit(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		keys []string
		quit bool
		// shows is what stands there afterwards.
		shows string
	}{
		{"q on the first screen", []string{"q"}, true, ""},
		{"esc on the first screen does nothing", []string{"esc"}, false, uitest.BigTopic},
		{"q in the help closes it", []string{"?", "q"}, false, uitest.BigTopic},
		{"esc in the help closes it", []string{"?", "esc"}, false, uitest.BigTopic},
		{"q in a field is text", []string{"n", "q"}, false, "New thread"},
		{"q in a prompt is text", []string{"o", "q"}, false, "Open a thread by its id"},
		{"q in a question closes it", []string{"n", "x", "esc", "q"}, false, "New thread"},
		{"ctrl+c with nothing to lose", []string{"ctrl+c"}, true, ""},
		{"ctrl+c with an empty form", []string{"n", "ctrl+c"}, true, ""},
		{"ctrl+c once with text asks", []string{"n", "x", "ctrl+c"}, false, "What was typed has not been sent, and would be gone."},
		{"ctrl+c twice with text quits", []string{"n", "x", "ctrl+c", "ctrl+c"}, true, ""},
		{"the answer is No by default", []string{"n", "x", "ctrl+c", "enter"}, false, "New thread"},
		{"y quits", []string{"n", "x", "ctrl+c", "y"}, true, ""},
		{"another key in between, and it asks again", []string{"n", "x", "ctrl+c", "esc", "y", "ctrl+c"}, false, "Quit?"},
		{"ctrl+c in the help", []string{"?", "ctrl+c"}, true, ""},
		{"ctrl+c in a prompt", []string{"o", "ctrl+c"}, true, ""},
		{"? in a form is text", []string{"n", "?"}, false, "New thread"},
		{"ctrl+g in a form is help", []string{"n", "ctrl+g"}, false, "Keys: New thread"},
		{"ctrl+g on a list is help", []string{"ctrl+g"}, false, "Keys: Threads"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			h := uitest.Start(t, uitest.Setup{}).Settle()
			h.Press(c.keys...)
			h.Settle()
			if h.Quit != c.quit {
				t.Fatalf("quit is %t, not %t:\n%s", h.Quit, c.quit, h.Screen())
			}
			if c.shows != "" {
				h.Wants(c.shows)
			}
		})
	}
}

func TestCtrlCWhileAWriteRuns(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{}).Settle()
	h.Fault(emulator.Fault{Operation: "CreateChatThread", Kind: "latency", Latency: "1h"})
	h.Press("n").Write("topic").Press("ctrl+s", "ctrl+c")
	h.Wants("A request to create the thread is under way", "ctrl+c again quits.")
	if h.Quit {
		t.Fatal("the first ctrl+c quit")
	}
	h.Press("ctrl+c").Until("quit", func() bool { return h.Quit })
}

func TestTabs(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{}).Settle()
	h.Press("j", "enter").Settle()
	h.Wants("▸1 Properties", "created by")
	for _, step := range []struct{ key, shows string }{
		{"2", "▸2 Participants"},
		{"1", "▸1 Properties"},
		{"3", "▸3 Messages"},
		{"tab", "▸1 Properties"},
		{"tab", "▸2 Participants"},
		{"tab", "▸3 Messages"},
		{"shift+tab", "▸2 Participants"},
		{"shift+tab", "▸1 Properties"},
		{"shift+tab", "▸3 Messages"},
		{"2", "▸2 Participants"},
	} {
		h.Press(step.key).Settle()
		h.Wants(step.shows)
	}
	h.Press("j", "j", "1", "2")
	if got := h.Row(); got != 3 {
		t.Errorf("the tab left behind lost its place: row %d, not 3", got)
	}
	if got := len(h.Requests("GET", "/participants")); got > 2 {
		t.Errorf("switching tabs asked for the participants %d times", got)
	}
	h.Press("esc")
	if got := h.Title(); got != "Threads" {
		t.Errorf("esc from a tab ends on %q", got)
	}
}

func TestNotifications(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{}).Settle()
	h.Press("!")
	h.Wants("Nothing has been reported in this session.")
	h.Press("esc")
	h.App.Notify(screen.Notification{Level: screen.LevelError, Text: "first fault", Details: []string{"its detail"}})
	h.App.Notify(screen.Notification{Level: screen.LevelInfo, Text: "news"})
	h.Tick()
	h.Wants("news")
	h.Clock.Add(7e9)
	h.Tick()
	h.Wants("✗ first fault · ! reads it")
	h.Clock.Add(3600e9)
	h.Tick()
	h.Wants("✗ first fault · ! reads it")
	h.Press("!")
	h.Wants("error, 09:30:15 first fault", "its detail", "info, 09:30:15 news")
	h.Press("esc")
	h.WantsNot("first fault")
}

func TestCopy(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{}).OpenBig()
	first := emulator.KnownUserID(1)
	h.Press("y").Settle()
	h.Wants("raw id sent to the clipboard")
	h.Press(" ", " ", "y").Settle()
	h.Wants("2 marked ids sent to the clipboard")
	h.Press("1", "y").Settle()
	h.Wants("thread id sent to the clipboard")
	if diff := cmp.Diff([]string{first, first + "\n" + emulator.DemoUserID, h.ThreadID()}, h.Copied); diff != "" {
		t.Errorf("copied (-want +got):\n%s", diff)
	}
}
