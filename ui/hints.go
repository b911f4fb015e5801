package ui

import (
	"slices"
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/style/text"
)

// hint is a hint of the footer: how its keys are shown, what they do, and their names,
// the first of which its words stand for.
type hint struct {
	shown, does string
	keys        []string
}

// hintOf is the hint of a binding.
func hintOf(b key.Binding) hint { return hint{b.Help().Key, b.Help().Desc, b.Keys()} }

// namedHint is a hint of keys that are known by how they are shown; of several, the last
// is what the words stand for.
func namedHint(shown, does string) hint {
	h := hint{shown: shown, does: does}
	for field := range strings.FieldsSeq(shown) {
		h.keys = append(h.keys, keys.Shown(field))
	}
	slices.Reverse(h.keys)
	return h
}

// betweenHints stands between two hints.
const betweenHints = " · "

func (h hint) width() int { return text.Width(h.shown) + 1 + text.Width(h.does) }

// drawHints draws hints from the footer's beginning, in at most width cells, and makes
// them clickable: each presses its key.
func (a *App) drawHints(hints []hint, width int) string {
	var out strings.Builder
	x := 0
	for n, h := range hints {
		if n > 0 {
			out.WriteString(betweenHints)
			x += text.Width(betweenHints)
		}
		a.hintSpots(h, x, width)
		out.WriteString(a.theme.Key.Render(h.shown) + " " + h.does)
		x += h.width()
	}
	return text.Truncate(out.String(), width)
}

// tailSpot makes the hint at the end of the footer's right part, which begins at x,
// clickable.
func (a *App) tailSpot(x int) {
	t := a.pointer.tail
	if t.action == "" {
		return
	}
	x += t.from
	a.pointer.spots = append(a.pointer.spots, spot{
		area{x, a.height - 1, a.width - x, 1}, func() tea.Cmd { return a.key(a.bindings.Press(t.action)) },
	})
}

// hintSpots makes a hint clickable, and where it shows several keys, each of them.
func (a *App) hintSpots(h hint, x, width int) {
	add := func(from, cells int, name string) {
		cells = min(cells, width-from)
		a.pointer.spots = append(a.pointer.spots, spot{
			area{from, a.height - 1, cells, 1}, func() tea.Cmd { return a.key(keys.Message(name)) },
		})
	}
	if fields := strings.Fields(h.shown); len(fields) > 1 {
		from := x
		for _, field := range fields {
			if name := keys.Shown(field); slices.Contains(h.keys, name) {
				add(from, text.Width(field), name)
			}
			from += text.Width(field) + 1
		}
	}
	if len(h.keys) > 0 {
		add(x, h.width(), h.keys[0])
	}
}
