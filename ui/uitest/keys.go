package uitest

import (
	"regexp"
	"strconv"

	tea "github.com/charmbracelet/bubbletea"
)

// bigTopic is the topic of the demo's big thread.
const BigTopic = "Operations all hands"

// OpenBig opens the participants of the demo's big thread.
func (h *Harness) OpenBig() *Harness {
	h.T.Helper()
	h.Settle().Press("j", "enter").Settle().Press("2").Settle()
	h.Wants(BigTopic)
	return h
}

// Row is the number of the participant under the cursor.
func (h *Harness) Row() int {
	h.T.Helper()
	found := regexp.MustCompile(`(?m)^ ?▸[● ]? *(\d+) `).FindStringSubmatch(h.Screen())
	if found == nil {
		return 0
	}
	n, err := strconv.Atoi(found[1])
	if err != nil {
		h.T.Fatal(err)
	}
	return n
}

// Title is the title of the screen on top.
func (h *Harness) Title() string { return h.App.Screen().Title() }

func Runes(s string) tea.KeyMsg { return tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(s)} }
