package ui

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/style/text"
)

// hostile is outside text that must not reach the terminal as it is: sequences
// that colour, move and retitle, control characters of both kinds, line breaks,
// bidi overrides; then what is hard to measure.
const hostile = "\x1b[5;8mblink\x1b]0;title\a\u009b31m\r\n\tbell\a\x7f\u202eevil\u2066\u200f\u2028" +
	"日本語🧑🏽‍🚒🇫🇷❤️ Zoe\u0308 ﷽ " + "very long name very long name very long name very long name very long name"

// sgr is what the program's own styles are made of: no blinking (5), hiding (8) or
// colours of another palette, which only outside text would ask for.
func sgr() *regexp.Regexp {
	return regexp.MustCompile(`^(0|1|2|4|7|3[0-7]|9[0-7]|)(;(0|1|2|4|7|3[0-7]|9[0-7]))*$`)
}

// frameChecker checks frames.
type frameChecker struct {
	style *regexp.Regexp
}

func newFrameChecker() *frameChecker { return &frameChecker{style: sgr()} }

// check says what is wrong with a frame, or nothing.
func (c *frameChecker) check(view string, width, height int) string {
	lines := strings.Split(view, "\n")
	if len(lines) != height {
		return fmt.Sprintf("%d lines", len(lines))
	}
	for n, line := range lines {
		if got := text.Width(line); got > width {
			return fmt.Sprintf("line %d is %d wide: %q", n, got, line)
		}
		if fault := c.checkLine(line, width); fault != "" {
			return fmt.Sprintf("line %d: %s: %q", n, fault, line)
		}
	}
	return ""
}

// checkLine parses a line: characters, and control sequences that colour (SGR),
// erase to the end (EL) or go to a column of the terminal (CHA).
func (c *frameChecker) checkLine(line string, width int) string {
	for i, r := range line {
		switch {
		case r == 0x1b:
			if fault := c.checkSequence(line[i:], width); fault != "" {
				return fault
			}
		case r < ' ', r >= 0x7f && r < 0xa0:
			return fmt.Sprintf("control character %U", r)
		case isBidiControl(r), r == 0x2028, r == 0x2029:
			return fmt.Sprintf("format character %U", r)
		}
	}
	return ""
}

func isBidiControl(r rune) bool {
	return r == 0x061c || r == 0x200e || r == 0x200f || (r >= 0x202a && r <= 0x202e) || (r >= 0x2066 && r <= 0x2069)
}

func (c *frameChecker) checkSequence(s string, width int) string {
	parameters, found := strings.CutPrefix(s, "\x1b[")
	end := strings.IndexFunc(parameters, func(r rune) bool { return r >= 0x40 && r <= 0x7e })
	if !found || end < 0 {
		return "an escape that begins no control sequence"
	}
	final, parameters := parameters[end], parameters[:end]
	switch {
	case final == 'm' && c.style.MatchString(parameters), final == 'K' && parameters == "":
		return ""
	case final == 'G':
		if column, err := strconv.Atoi(parameters); err == nil && column >= 1 && column <= width+1 {
			return ""
		}
	}
	return "a sequence that is not the program's own: ESC [ " + parameters + string(final)
}

func TestFrameCheckerFindsFaults(t *testing.T) {
	t.Parallel()
	c := newFrameChecker()
	for _, bad := range []string{"12345", "a\nb", "\x1b[5mx", "\x1b]0;t\a", "\x1b[9G", "\x1b[2J", "a\rb", "\u202ex", "\x1bc", "\u009b"} {
		if c.check(bad, 4, 1) == "" {
			t.Errorf("nothing is found in %q", bad)
		}
	}
	if fault := c.check("\x1b[1;36mab\x1b[0m\x1b[K\x1b[3Gcd", 4, 1); fault != "" {
		t.Errorf("a good frame: %s", fault)
	}
}

// size is a terminal's size.
type size struct{ width, height int }

// sizes are from 1×1 to 300×100: every width to 120 and every height to 45 with
// some of the other, and a coarse grid of the rest.
func sizes() []size {
	var list []size
	for width := 1; width <= 120; width++ {
		for _, height := range []int{10, 24} {
			list = append(list, size{width, height})
		}
	}
	for height := 1; height <= 45; height++ {
		for _, width := range []int{40, 80} {
			list = append(list, size{width, height})
		}
	}
	for _, width := range []int{1, 7, 39, 121, 160, 201, 300} {
		for _, height := range []int{1, 5, 11, 37, 60, 100} {
			list = append(list, size{width, height})
		}
	}
	return list
}

// checkSizes draws the program at every size.
func (h *harness) checkSizes() {
	h.t.Helper()
	checker := newFrameChecker()
	for _, s := range sizes() {
		h.send(tea.WindowSizeMsg{Width: s.width, Height: s.height})
		if fault := checker.check(h.app.View(), s.width, s.height); fault != "" {
			h.t.Fatalf("at %d×%d: %s", s.width, s.height, fault)
		}
	}
	h.send(tea.WindowSizeMsg{Width: 120, Height: 40})
}

// TestNoSizeAtAll is the time before the terminal has told its size.
func TestNoSizeAtAll(t *testing.T) {
	t.Parallel()
	h := start(t, setup{})
	for _, s := range []size{{0, 0}, {0, 10}, {10, 0}} {
		h.send(tea.WindowSizeMsg{Width: s.width, Height: s.height})
		if got := h.app.View(); got != "" {
			t.Errorf("at %d×%d: %q", s.width, s.height, got)
		}
	}
	h.settle()
}

// TestTooSmall says so, keeps what is typed, and takes no command that cannot be
// seen.
func TestTooSmall(t *testing.T) {
	t.Parallel()
	h := start(t, setup{}).settle()
	h.send(tea.WindowSizeMsg{Width: 39, Height: 10})
	h.wants("Too small: 39×10", "needs 40×10", "nothing is lost")
	h.press("n")
	h.send(tea.WindowSizeMsg{Width: 80, Height: 24})
	h.wants("Operations all hands")
	h.press("n").write("half a topic")
	h.send(tea.WindowSizeMsg{Width: 20, Height: 5})
	h.write(" and the rest")
	h.send(tea.WindowSizeMsg{Width: 80, Height: 24})
	h.wants("half a topic and the rest")

	h.press("esc")
	h.wants("Leave the form?")
	h.send(tea.WindowSizeMsg{Width: 20, Height: 5})
	h.press("y")
	h.send(tea.WindowSizeMsg{Width: 80, Height: 24})
	h.wants("Leave the form?")
}

// lines are the lines of a frame that hold a text.
func (h *harness) lines(holding string) []string {
	return slices.DeleteFunc(strings.Split(h.screen(), "\n"), func(line string) bool { return !strings.Contains(line, holding) })
}
