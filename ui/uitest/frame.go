package uitest

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"acs-chat-tui/ui/style/text"
)

// Hostile is outside text that must not reach the terminal as it is: sequences
// that colour, move and retitle, control characters of both kinds, line breaks,
// bidi overrides; then what is hard to measure.
const Hostile = "\x1b[5;8mblink\x1b]0;title\a\u009b31m\r\n\tbell\a\x7f\u202eevil\u2066\u200f\u2028" +
	"日本語🧑🏽‍🚒🇫🇷❤️ Zoe\u0308 ﷽ " + "very long name very long name very long name very long name very long name"

// sgr is what the program's own styles are made of: no blinking (5), hiding (8) or
// colours of another palette, which only outside text would ask for.
func sgr() *regexp.Regexp {
	return regexp.MustCompile(`^(0|1|2|4|7|3[0-7]|9[0-7]|)(;(0|1|2|4|7|3[0-7]|9[0-7]))*$`)
}

// FrameChecker checks frames.
type FrameChecker struct {
	style *regexp.Regexp
}

// NewFrameChecker returns a checker of frames.
func NewFrameChecker() *FrameChecker { return &FrameChecker{style: sgr()} }

// Check says what is wrong with a frame, or nothing.
func (c *FrameChecker) Check(view string, width, height int) string {
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
func (c *FrameChecker) checkLine(line string, width int) string {
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

func (c *FrameChecker) checkSequence(s string, width int) string {
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

// sizes are from 1×1 to 300×100: every width to 120 and every height to 45 with
// some of the other, and a coarse grid of the rest.
func sizes() [][2]int {
	var list [][2]int
	for width := 1; width <= 120; width++ {
		for _, height := range []int{10, 24} {
			list = append(list, [2]int{width, height})
		}
	}
	for height := 1; height <= 45; height++ {
		for _, width := range []int{40, 80} {
			list = append(list, [2]int{width, height})
		}
	}
	for _, width := range []int{1, 7, 39, 121, 160, 201, 300} {
		for _, height := range []int{1, 5, 11, 37, 60, 100} {
			list = append(list, [2]int{width, height})
		}
	}
	return list
}

// Slow reports whether the walks go all their ways (ACS_CHAT_TUI_SLOW=1, as in .ci/run).
// Without it they go some of them, which assert the same.
func Slow() bool { return os.Getenv("ACS_CHAT_TUI_SLOW") != "" }

// CheckSizes draws the program at every size.
func (h *Harness) CheckSizes() {
	h.T.Helper()
	h.checkSizes(1, 0)
}

// CheckItsSizes draws the program, in walk n of many, at every eighth size, so that
// eight walks have them all; where Slow, at every size.
func (h *Harness) CheckItsSizes(n int) {
	h.T.Helper()
	if Slow() {
		h.checkSizes(1, 0)
	} else {
		h.checkSizes(8, n%8)
	}
}

func (h *Harness) checkSizes(every, first int) {
	h.T.Helper()
	checker := NewFrameChecker()
	for i, s := range sizes() {
		if i%every != first {
			continue
		}
		h.Send(tea.WindowSizeMsg{Width: s[0], Height: s[1]})
		if fault := checker.Check(h.App.View(), s[0], s[1]); fault != "" {
			h.T.Fatalf("at %d×%d: %s", s[0], s[1], fault)
		}
	}
	h.Send(tea.WindowSizeMsg{Width: 120, Height: 40})
}

// Screen is the frame as plain text.
func (h *Harness) Screen() string { return ansi.Strip(h.App.View()) }

// Shows reports whether the frame holds a text, line breaks counting as spaces, those
// between the borders of a dialog as well.
func (h *Harness) Shows(words string) bool { return strings.Contains(Words(h.Screen()), Words(words)) }

// Words returns a text with its line breaks and borders as single spaces.
func Words(s string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(s, "│", " ")), " ")
}

// Wants holds that the screen shows texts.
func (h *Harness) Wants(texts ...string) {
	h.T.Helper()
	for _, words := range texts {
		if !h.Shows(words) {
			h.T.Errorf("the screen does not show %q:\n%s", words, h.Screen())
		}
	}
}

// WantsNot holds that the screen shows none of the texts.
func (h *Harness) WantsNot(texts ...string) {
	h.T.Helper()
	for _, words := range texts {
		if h.Shows(words) {
			h.T.Errorf("the screen shows %q:\n%s", words, h.Screen())
		}
	}
}

// Lines are the lines of a frame that hold a text.
func (h *Harness) Lines(holding string) []string {
	return slices.DeleteFunc(strings.Split(h.Screen(), "\n"), func(line string) bool { return !strings.Contains(line, holding) })
}

// FooterLine is the frame's last line.
func (h *Harness) FooterLine() string {
	frame := h.Screen()
	return frame[strings.LastIndex(frame, "\n")+1:]
}
