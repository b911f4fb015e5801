package ui

import (
	"slices"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/acs/emulator"
)

// overForm is something that stands over a form, and the keys that are answers to it:
// what they do to the form is what was asked for.
type overForm struct {
	name    string
	open    func(h *harness)
	shows   string
	answers []string
}

func overlays() []overForm {
	fromPalette := func(words string) func(h *harness) {
		return func(h *harness) { h.press("ctrl+p").write(words).press("enter") }
	}
	return []overForm{
		{"request", func(h *harness) { h.press("ctrl+x") }, "The request that ctrl+s sends", []string{"ctrl+s"}},
		{"help", func(h *harness) { h.press("ctrl+g") }, "Keys: ", nil},
		{"palette", func(h *harness) { h.press("ctrl+p") }, "Do what?", []string{"enter"}},
		{"notifications", fromPalette("notifications"), "Notifications", nil},
		{"request log", fromPalette("request log"), "requests, newest first", nil},
		{"leaving", func(h *harness) { h.press("esc") }, "Leave the form?", []string{"y"}},
		{"row removal", func(h *harness) { h.press("ctrl+d") }, "Remove row", []string{"y"}},
		{"import", func(h *harness) { h.press("ctrl+o") }, "Import participants from a file", nil},
		{"report", func(h *harness) { h.press("ctrl+t") }, "Save the report", []string{"enter"}},
	}
}

// everyKey is every key that a terminal sends, letters of other layouts among them; but
// for those with alt, which are esc and then another key.
func everyKey() []tea.KeyMsg {
	all := []tea.KeyMsg{
		{Type: tea.KeySpace, Runes: []rune{' '}},
		{Type: tea.KeyRunes, Runes: []rune("pasted, text\n8:acs:x"), Paste: true},
	}
	for k := tea.KeyType(-100); k < 128; k++ {
		name := tea.KeyMsg{Type: k}.String()
		if k == tea.KeyRunes || k == tea.KeySpace || name == "" || name == "ctrl+c" || name == "ctrl+z" {
			continue
		}
		all = append(all, tea.KeyMsg{Type: k})
	}
	for r := '!'; r <= '~'; r++ {
		all = append(all, tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}})
	}
	for _, r := range "åßйФωÜאجñ日" {
		all = append(all, tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}})
	}
	return all
}

// formsToCover are the forms, holding text.
func formsToCover() []state {
	inThread := func(h *harness) *harness {
		h.openMessages(h.thread("Covered", emulator.KnownUserID(3)))
		return h.press("1").settle()
	}
	return []state{
		{"create", func(h *harness) {
			h.press("n").write("topic").press("tab", "tab", "tab").write(emulator.KnownUserID(3))
		}, "New thread"},
		{"add", func(h *harness) { inThread(h).press("a").paste(people(400, 3)) }, "Add participants to"},
		{"add, sent", func(h *harness) {
			inThread(h).press("a").paste("8:acs:00000000-0000-4000-8000-000000000001_00000000-0000-4000-8000-000000000002" + "\n" + people(400, 1)).press("ctrl+s").settle()
		}, "1 refused"},
		{"add, offers", func(h *harness) { inThread(h).press("2").settle().press("a").write("Person") }, "→ Person"},
		{"edit", func(h *harness) { inThread(h).press("e").settle().write(" more") }, "Edit “"},
		{"compose", func(h *harness) { inThread(h).press("3").settle().press("w").write("text") }, "New message in"},
		{"profile", func(h *harness) { h.press("P").settle().press("n").write("name") }, "New profile"},
		{"issue", func(h *harness) { h.switchTo("keyed").press("U", "t", "tab", "right") }, "Issue a token of"},
	}
}

// TestWhatStandsOverAFormOwnsEveryKey: no key, paste or click reaches the form behind.
func TestWhatStandsOverAFormOwnsEveryKey(t *testing.T) {
	t.Parallel()
	for _, form := range formsToCover() {
		t.Run(form.name, func(t *testing.T) {
			t.Parallel()
			h := start(t, setup{mouse: true}).settle()
			form.reach(h)
			h.wants(form.shows)
			walked := 0
			for _, over := range overlays() {
				w := walkOver{harness: h, over: over, form: h.app.top()}
				if w.walk() {
					walked++
				}
			}
			if walked < 4 {
				t.Errorf("only %d overlays stood over the form", walked)
			}
		})
	}
}

// walkOver gives everything to one overlay over one form.
type walkOver struct {
	*harness
	over overForm
	form *instance
	// holds is what the form showed before.
	holds string
}

// walk reports whether the overlay can stand over the form.
func (w *walkOver) walk() bool {
	w.t.Helper()
	w.over.open(w.harness)
	there := w.shows(w.over.shows)
	w.closeAll()
	if !there {
		return false
	}
	w.holds = w.form.screen.View()
	for _, k := range everyKey() {
		if slices.Contains(w.over.answers, k.String()) {
			continue
		}
		w.try(k.String(), func() { w.read(k) })
	}
	w.try("wheel", func() { w.wheel(true, 3).wheel(false, 1) })
	for y := range w.app.height - 1 {
		w.try("click", func() {
			for x := 0; x < w.app.width; x += 13 {
				if !w.app.pointer.dialog.holds(x, y) {
					w.pressAt(x, y)
				}
			}
		})
	}
	return true
}

// try opens the overlay, does something, closes all that stands over the form, and looks
// at it.
func (w *walkOver) try(name string, do func()) {
	w.t.Helper()
	w.over.open(w.harness)
	if !w.shows(w.over.shows) {
		w.t.Fatalf("%s does not open again after the key before %s:\n%s", w.over.name, name, w.screen())
	}
	do()
	w.closeAll()
	if w.app.find(w.form.id) == nil {
		w.t.Fatalf("%s over %s closed the form", name, w.over.name)
	}
	if got := w.form.screen.View(); got != w.holds {
		w.t.Fatalf("%s over %s changed the form from\n%s\nto\n%s", name, w.over.name, w.holds, got)
	}
}

// closeAll brings the form on top again.
func (w *walkOver) closeAll() {
	w.t.Helper()
	for range 12 {
		if !w.app.covered() && w.app.top() == w.form {
			return
		}
		w.read(tea.KeyMsg{Type: tea.KeyEscape})
		w.settle()
	}
	w.t.Fatalf("esc does not lead back to the form over which %s stood:\n%s", w.over.name, w.screen())
}

// TestNoUnseenKeyAnswersWhatIsTooSmallToSee: in a terminal too small to show it, a prompt
// takes text, and is neither sent nor closed.
func TestNoUnseenKeyAnswersWhatIsTooSmallToSee(t *testing.T) {
	t.Parallel()
	h := start(t, setup{}).settle()
	h.press("o").write("19:x")
	h.resize(30, 8)
	h.write("y").press("enter", "esc", "tab")
	h.resize(120, 40)
	h.wants("Open a thread by its id", "› 19:xy")
	if got := len(h.requests("GET", "/19:xy")); got != 0 {
		t.Errorf("%d requests were made unseen", got)
	}
}
