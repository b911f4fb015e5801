package dialog

import (
	"strconv"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/style/text"
	"acs-chat-tui/ui/style/theme"
)

// Choice asks for one of some options, the first one marked.
type Choice struct {
	title, body string
	options     []screen.Option
	at          int
	// shown is which of the options were drawn last.
	shown window
}

// NewChoice makes a choice of one to nine options. Its texts may hold outside text, which
// is sanitised where it is drawn.
func NewChoice(title, body string, options []screen.Option) *Choice {
	return &Choice{title: title, body: body, options: options}
}

// Key takes one key.
func (c *Choice) Key(msg tea.KeyMsg) (bool, tea.Cmd) {
	switch name := msg.String(); name {
	case "esc", "q":
		return true, nil
	case "down", "j", "tab", "right", "l":
		c.at = (c.at + 1) % len(c.options)
	case "up", "k", "shift+tab", "left", "h":
		c.at = (c.at + len(c.options) - 1) % len(c.options)
	case "enter":
		return true, c.options[c.at].OnChoose()
	default:
		if n, err := strconv.Atoi(name); err == nil && n >= 1 && n <= len(c.options) {
			return true, c.options[n-1].OnChoose()
		}
	}
	return false, nil
}

// Paste is refused: text is never an answer.
func (c *Choice) Paste(tea.KeyMsg) bool { return false }

// Guarded is true: a way must have been chosen after the choice was shown.
func (c *Choice) Guarded() bool { return true }

// Hints are the choice's keys.
func (c *Choice) Hints() [][2]string {
	return [][2]string{{"enter", "the marked one"}, {"↑ ↓", "another"}, {"esc", "cancel"}}
}

// Lines draws the choice. Where room is short, the body goes first and then those of the
// options that are farthest from the marked one.
func (c *Choice) Lines(t *theme.Theme, width, height int) []string {
	var body []string
	for paragraph := range strings.SplitSeq(c.body, "\n") {
		body = append(body, text.Wrap(text.Sanitize(paragraph), width)...)
	}
	options := make([]string, len(c.options))
	for n, option := range c.options {
		line := text.Truncate(strconv.Itoa(n+1)+" "+text.Sanitize(option.Label), max(0, width-2))
		if n == c.at {
			options[n] = t.Selected.Render("▸ " + line)
		} else {
			options[n] = "  " + line
		}
	}
	c.shown.around(c.at, len(options), max(1, height-1))
	options = options[c.shown.first : c.shown.first+c.shown.count]
	drawn := fit(title(t, c.title, width), body, options, height)
	c.shown.line = len(drawn) - len(options)
	return drawn
}
