package ui

import (
	"regexp"
	"strconv"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/google/go-cmp/cmp"

	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/screen"
)

// bigTopic is the topic of the demo's big thread.
const bigTopic = "Operations all hands"

// openBig opens the participants of the demo's big thread.
func (h *harness) openBig() *harness {
	h.t.Helper()
	h.settle().press("j", "enter").settle().press("2").settle()
	h.wants(bigTopic)
	return h
}

// row is the number of the participant under the cursor.
func (h *harness) row() int {
	h.t.Helper()
	found := regexp.MustCompile(`(?m)^ ?▸[● ]? *(\d+) `).FindStringSubmatch(h.screen())
	if found == nil {
		return 0
	}
	n, err := strconv.Atoi(found[1])
	if err != nil {
		h.t.Fatal(err)
	}
	return n
}

// title is the title of the screen on top.
func (h *harness) title() string { return h.app.Screen().Title() }

func runes(s string) tea.KeyMsg { return tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(s)} }

func TestTwoHundredKeysInOneReadMoveTwoHundredRows(t *testing.T) {
	t.Parallel()
	h := start(t, setup{}).openBig()
	if got := h.row(); got != 1 {
		t.Fatalf("the cursor begins at row %d:\n%s", got, h.screen())
	}
	h.read(runes(strings.Repeat("j", 200)))
	h.settle()
	if got := h.row(); got != 201 {
		t.Errorf("the cursor is at row %d, not 201:\n%s", got, h.screen())
	}
	h.read(runes(strings.Repeat("k", 50) + strings.Repeat("j", 20)))
	if got := h.row(); got != 171 {
		t.Errorf("the cursor is at row %d, not 171", got)
	}
}

// TestMovesOnParticipants also counts the requests: never more than pages.
func TestMovesOnParticipants(t *testing.T) {
	t.Parallel()
	h := start(t, setup{}).openBig()
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
		h.press(step.key).settle()
		if got := h.row(); got != step.row {
			t.Errorf("after %s the cursor is at row %d, not %d", step.key, got, step.row)
		}
	}
	h.wants("250 participants, all loaded")
	if got := len(h.requests("GET", "/participants")); got != 3 {
		t.Errorf("%d requests for 3 pages", got)
	}
}

func TestAltAndARuneIsEscapeAndTheRune(t *testing.T) {
	t.Parallel()
	h := start(t, setup{}).settle()
	h.press("enter").settle()
	if h.title() == "Threads" {
		t.Fatal("enter opened nothing")
	}
	h.read(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{'n'}, Alt: true})
	if got := h.title(); got != "New thread" {
		t.Errorf("esc and n end on %q", got)
	}
	h.press("esc")
	if got := h.title(); got != "Threads" {
		t.Errorf("esc from the form ends on %q: alt+n left the thread open", got)
	}
}

func TestPasteOutsideAFieldDoesNothing(t *testing.T) {
	t.Parallel()
	for _, place := range []struct {
		name  string
		reach func(*harness)
	}{
		{"list", func(*harness) {}},
		{"question", func(h *harness) { h.press("n").write("topic").press("esc") }},
		{"help", func(h *harness) { h.press("?") }},
		{"help of a form", func(h *harness) { h.press("n", "ctrl+g") }},
		{"properties", func(h *harness) { h.press("enter").settle() }},
	} {
		t.Run(place.name, func(t *testing.T) {
			t.Parallel()
			h := start(t, setup{}).settle()
			place.reach(h)
			before := bodyOf(h.screen())
			h.paste("nqy\n?ad")
			h.settle()
			if diff := cmp.Diff(before, bodyOf(h.screen())); diff != "" {
				t.Errorf("the paste changed the screen (-before +after):\n%s", diff)
			}
			h.wants("pasted text ignored: there is no field here to take it")
			if h.quit {
				t.Error("the paste quit the program")
			}
		})
	}
}

// bodyOf is a frame without its last line.
func bodyOf(frame string) string { return frame[:strings.LastIndex(frame, "\n")] }

func TestAQuestionDropsTheKeysOfTheReadThatOpenedIt(t *testing.T) {
	t.Parallel()
	h := start(t, setup{}).settle()
	h.press("n").write("topic")
	h.read(tea.KeyMsg{Type: tea.KeyEscape}, runes("y"), tea.KeyMsg{Type: tea.KeyEnter})
	h.wants("Leave the form?")
	h.press("x")
	h.wants("Leave the form?")
	h.press("enter") // No is the default
	h.wantsNot("Leave the form?")
	h.wants("New thread", "topic")
	h.press("esc", "left", "enter")
	if got := h.title(); got != "Threads" {
		t.Errorf("left and enter end on %q", got)
	}
}

func TestTypedAheadIntoTheForm(t *testing.T) {
	t.Parallel()
	h := start(t, setup{}).settle()
	h.read(runes("nquestions?"))
	h.wants("New thread")
	if got := h.lines("topic"); len(got) == 0 || !strings.Contains(got[0], "questions?") {
		t.Errorf("what was typed behind n is not in the topic:\n%s", h.screen())
	}
}

// TestTypedAheadIntoAPrompt: what is typed ahead of a prompt belongs into it.
func TestTypedAheadIntoAPrompt(t *testing.T) {
	t.Parallel()
	h := start(t, setup{}).settle()
	h.read(runes("o19:q@thread.v2"))
	h.wants("Open a thread by its id", "› 19:q@thread.v2")
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
		{"esc on the first screen does nothing", []string{"esc"}, false, bigTopic},
		{"q in the help closes it", []string{"?", "q"}, false, bigTopic},
		{"esc in the help closes it", []string{"?", "esc"}, false, bigTopic},
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
			h := start(t, setup{}).settle()
			h.press(c.keys...)
			h.settle()
			if h.quit != c.quit {
				t.Fatalf("quit is %t, not %t:\n%s", h.quit, c.quit, h.screen())
			}
			if c.shows != "" {
				h.wants(c.shows)
			}
		})
	}
}

func TestCtrlCWhileAWriteRuns(t *testing.T) {
	t.Parallel()
	h := start(t, setup{}).settle()
	h.fault(emulator.Fault{Operation: "CreateChatThread", Kind: "latency", Latency: "1h"})
	h.press("n").write("topic").press("ctrl+s", "ctrl+c")
	h.wants("A request to create the thread is under way", "ctrl+c again quits.")
	if h.quit {
		t.Fatal("the first ctrl+c quit")
	}
	h.press("ctrl+c").until("quit", func() bool { return h.quit })
}

func TestTabs(t *testing.T) {
	t.Parallel()
	h := start(t, setup{}).settle()
	h.press("j", "enter").settle()
	h.wants("▸1 Properties", "created by")
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
		h.press(step.key).settle()
		h.wants(step.shows)
	}
	h.press("j", "j", "1", "2")
	if got := h.row(); got != 3 {
		t.Errorf("the tab left behind lost its place: row %d, not 3", got)
	}
	if got := len(h.requests("GET", "/participants")); got > 2 {
		t.Errorf("switching tabs asked for the participants %d times", got)
	}
	h.press("esc")
	if got := h.title(); got != "Threads" {
		t.Errorf("esc from a tab ends on %q", got)
	}
}

func TestNotifications(t *testing.T) {
	t.Parallel()
	h := start(t, setup{}).settle()
	h.press("!")
	h.wants("Nothing has been reported in this session.")
	h.press("esc")
	h.app.Notify(screen.Notification{Level: screen.LevelError, Text: "first fault", Details: []string{"its detail"}})
	h.app.Notify(screen.Notification{Level: screen.LevelInfo, Text: "news"})
	h.tick()
	h.wants("news")
	h.clock.add(7e9)
	h.tick()
	h.wants("✗ first fault · ! reads it")
	h.clock.add(3600e9)
	h.tick()
	h.wants("✗ first fault · ! reads it")
	h.press("!")
	h.wants("error, 09:30:15 first fault", "its detail", "info, 09:30:15 news")
	h.press("esc")
	h.wantsNot("first fault")
}

func TestCopy(t *testing.T) {
	t.Parallel()
	h := start(t, setup{}).openBig()
	first := emulator.KnownUserID(1)
	h.press("y").settle()
	h.wants("raw id sent to the clipboard")
	h.press(" ", " ", "y").settle()
	h.wants("2 marked ids sent to the clipboard")
	h.press("1", "y").settle()
	h.wants("thread id sent to the clipboard")
	if diff := cmp.Diff([]string{first, first + "\n" + emulator.DemoUserID, h.threadID()}, h.copied); diff != "" {
		t.Errorf("copied (-want +got):\n%s", diff)
	}
}
