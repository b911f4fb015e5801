package dialog

import (
	"slices"

	"acs-chat-tui/ui/style/text"
	"acs-chat-tui/ui/style/theme"
)

// scroll is how far the body of a dialog is scrolled that has more lines than there is
// room for.
type scroll struct {
	top int
	// page is how many lines were in sight, and most how far they can be scrolled.
	page, most int
}

// key takes a key; false for one that does not scroll.
func (s *scroll) key(name string) bool {
	switch name {
	case "pgdown":
		s.top += s.page
	case "pgup":
		s.top -= s.page
	default:
		return false
	}
	s.top = max(0, min(s.top, s.most))
	return true
}

// fit puts a dialog together: where room is short, first the blank lines go, then the
// body scrolls; the title and what the user is to do stay.
func (s *scroll) fit(t *theme.Theme, title string, body, end []string, width, height int) []string {
	room := max(0, height-1-len(end))
	if len(body) <= room {
		s.top, s.most = 0, 0
		return fit(title, body, end, height)
	}
	if room < 2 {
		s.top, s.most = 0, 0
		return slices.Concat([]string{title}, body[:room], end)
	}
	s.page = room - 1
	s.most = len(body) - s.page
	s.top = min(s.top, s.most)
	words := "… pgdn shows more"
	if s.top == s.most {
		words = "… pgup shows what is above"
	}
	return slices.Concat([]string{title}, body[s.top:s.top+s.page], []string{t.Muted.Render(text.Truncate(words, width))}, end)
}
