// Package dialog holds the two dialogs of the program: a question with the answer
// No by default, and a prompt for one line of text.
package dialog

import (
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/style/text"
	"acs-chat-tui/ui/style/theme"
)

// Dialog stands over the screens and takes all keys.
type Dialog interface {
	// Key takes one key. With done the dialog closes, and cmd is run.
	Key(msg tea.KeyMsg) (done bool, cmd tea.Cmd)
	// Paste takes pasted text; accepted is false where the dialog has no field.
	Paste(msg tea.KeyMsg) (accepted bool)
	// Lines draws the dialog's content in at most width cells and, as far as its
	// title and its answer or field allow, in at most height lines.
	Lines(t *theme.Theme, width, height int) []string
	// Guarded says that keys which were typed before the dialog could be seen must
	// not answer it.
	Guarded() bool
	// Hints are the keys, for the footer.
	Hints() [][2]string
}

// Question asks for yes or no. Its texts may hold outside text, which is sanitised
// where it is drawn.
type Question struct {
	screen.Question

	yes bool // which answer is selected; No by default
	// noAt and yesAt are where the answers were drawn last.
	noAt, yesAt span
	scroll      scroll
}

// Key takes one key.
func (q *Question) Key(msg tea.KeyMsg) (bool, tea.Cmd) {
	if q.scroll.key(msg.String()) {
		return false, nil
	}
	switch msg.String() {
	case "y":
		return true, q.OnYes()
	case "n", "q", "esc":
		return true, q.no()
	case "left", "right", "h", "l", "tab", "shift+tab", "up", "down", "j", "k":
		q.yes = !q.yes
	case "enter":
		if q.yes {
			return true, q.OnYes()
		}
		return true, q.no()
	}
	return false, nil
}

func (q *Question) no() tea.Cmd {
	if q.OnNo == nil {
		return nil
	}
	return q.OnNo()
}

// Paste is refused: text is never an answer.
func (q *Question) Paste(tea.KeyMsg) bool { return false }

// Guarded is true: an answer must have been typed after the question was shown.
func (q *Question) Guarded() bool { return true }

// Hints are the question's keys.
func (q *Question) Hints() [][2]string {
	return [][2]string{{"y", q.Yes}, {"n", q.No}, {"enter", "the marked answer"}, {"esc", q.No}}
}

// Lines draws the question.
func (q *Question) Lines(t *theme.Theme, width, height int) []string {
	var body []string
	for paragraph := range strings.SplitSeq(q.Body, "\n") {
		body = append(body, text.Wrap(text.Sanitize(paragraph), width)...)
	}
	yes, no := "  y "+q.Yes+" ", "▸ n "+q.No+" "
	if q.yes {
		yes, no = "▸ y "+q.Yes+" ", "  n "+q.No+" "
		yes = t.Selected.Render(yes)
	} else {
		no = t.Selected.Render(no)
	}
	const between = "   "
	drawn := q.scroll.fit(t, title(t, q.Title, width), body, []string{no + between + yes}, width, height)
	last, noWidth := len(drawn)-1, text.Width(no)
	q.noAt = span{last, 0, noWidth}
	q.yesAt = span{last, noWidth + len(between), noWidth + len(between) + text.Width(yes)}
	return drawn
}

func title(t *theme.Theme, words string, width int) string {
	return t.Heading.Render(text.Truncate(text.Sanitize(words), width))
}

// fit puts a dialog together: where room is short, first the blank lines go, then
// the end of the body; the title and what the user is to do stay.
func fit(title string, body, end []string, height int) []string {
	blank := []string{""}
	if len(body)+len(end)+3 > height {
		blank = nil
		body = body[:max(0, min(len(body), height-1-len(end)))]
	}
	return slices.Concat([]string{title}, blank, body, blank, end)
}
