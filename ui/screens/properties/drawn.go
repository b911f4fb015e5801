package properties

import (
	"acs-chat-tui/ui/component/facts"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/style/text"
	"acs-chat-tui/ui/style/theme"
	"acs-chat-tui/ui/widget/document"
)

// drawn is the source of the screen's document: a few lines, and below them the thread,
// or the answer as it came.
type drawn struct {
	theme *theme.Theme
	width int
	head  []string
	told  facts.Lines
	raw   []string
}

// Len is the number of lines, before they are wrapped.
func (d *drawn) Len() int { return len(d.head) + d.told.Len() + len(d.raw) }

// Draw draws one of them.
func (d *drawn) Draw(n int) []string {
	if n < len(d.head) {
		return d.head[n : n+1]
	}
	n -= len(d.head)
	if n < d.told.Len() {
		return document.Labelled(d.theme, []screen.DetailLine{d.told.Line(n)}, d.width)
	}
	return text.Wrap(d.raw[n-d.told.Len()], max(1, d.width))
}

// see takes which lines the user has before his eyes.
func (d *drawn) see(first, end int) { d.told.See(first-len(d.head), end-len(d.head)) }
