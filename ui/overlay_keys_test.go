package ui_test

import (
	"slices"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/uitest"
)

// overForm is something that stands over a form, and the keys that are answers to it:
// what they do to the form is what was asked for.
type overForm struct {
	name    string
	open    func(h *uitest.Harness)
	shows   string
	answers []string
}

func overlays() []overForm {
	fromPalette := func(words string) func(h *uitest.Harness) {
		return func(h *uitest.Harness) { h.Press("ctrl+p").Write(words).Press("enter") }
	}
	return []overForm{
		{"request", func(h *uitest.Harness) { h.Press("ctrl+x") }, "The request that ctrl+s sends", []string{"ctrl+s"}},
		{"help", func(h *uitest.Harness) { h.Press("ctrl+g") }, "Keys: ", nil},
		{"palette", func(h *uitest.Harness) { h.Press("ctrl+p") }, "Do what?", []string{"enter"}},
		{"notifications", fromPalette("notifications"), "Notifications", nil},
		{"request log", fromPalette("request log"), "requests, newest first", nil},
		{"leaving", func(h *uitest.Harness) { h.Press("esc") }, "Leave the form?", []string{"y"}},
		{"row removal", func(h *uitest.Harness) { h.Press("ctrl+d") }, "Remove row", []string{"y"}},
		{"import", func(h *uitest.Harness) { h.Press("ctrl+o") }, "Import participants from a file", nil},
		{"report", func(h *uitest.Harness) { h.Press("ctrl+t") }, "Save the report", []string{"enter"}},
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
	inThread := func(h *uitest.Harness) *uitest.Harness {
		h.OpenMessages(h.Thread("Covered", emulator.KnownUserID(3)))
		return h.Press("1").Settle()
	}
	return []state{
		{"create", func(h *uitest.Harness) {
			h.Press("n").Write("topic").Press("tab", "tab", "tab").Write(emulator.KnownUserID(3))
		}, "New thread"},
		{"add", func(h *uitest.Harness) { inThread(h).Press("a").Paste(uitest.People(400, 3)) }, "Add participants to"},
		{"add, sent", func(h *uitest.Harness) {
			inThread(h).Press("a").Paste("8:acs:00000000-0000-4000-8000-000000000001_00000000-0000-4000-8000-000000000002" + "\n" + uitest.People(400, 1)).Press("ctrl+s").Settle()
		}, "1 refused"},
		{"add, offers", func(h *uitest.Harness) { inThread(h).Press("2").Settle().Press("a").Write("Person") }, "→ Person"},
		{"edit", func(h *uitest.Harness) { inThread(h).Press("e").Settle().Write(" more") }, "Edit “"},
		{"compose", func(h *uitest.Harness) { inThread(h).Press("3").Settle().Press("w").Write("text") }, "New message in"},
		{"profile", func(h *uitest.Harness) { h.Press("P").Settle().Press("n").Write("name") }, "New profile"},
		{"issue", func(h *uitest.Harness) { h.SwitchTo("keyed").Press("U", "t", "tab", "right") }, "Issue a token of"},
	}
}

// TestWhatStandsOverAFormOwnsEveryKey: no key, paste or click reaches the form behind.
func TestWhatStandsOverAFormOwnsEveryKey(t *testing.T) {
	t.Parallel()
	for n, form := range formsToCover() {
		t.Run(form.name, func(t *testing.T) {
			t.Parallel()
			h := uitest.Start(t, uitest.Setup{Mouse: true}).Settle()
			form.reach(h)
			h.Wants(form.shows)
			walked := 0
			for _, over := range overlays() {
				w := walkOver{Harness: h, over: over, form: h.App.Screen(), number: n}
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
	*uitest.Harness
	over overForm
	form screen.Screen
	// number is the form's among all.
	number int
	// holds is what the form showed before.
	holds string
}

// walk reports whether the overlay can stand over the form.
func (w *walkOver) walk() bool {
	w.T.Helper()
	w.over.open(w.Harness)
	there := w.Shows(w.over.shows)
	w.closeAll()
	if !there {
		return false
	}
	w.holds = w.form.View()
	for n, k := range everyKey() {
		if !w.turn(n) {
			continue
		}
		if slices.Contains(w.over.answers, k.String()) {
			continue
		}
		w.try(k.String(), func() { w.Read(k) })
	}
	w.try("wheel", func() { w.Wheel(true, 3).Wheel(false, 1) })
	for y := range w.Height - 1 {
		if !w.turn(y) {
			continue
		}
		w.try("click", func() {
			for x := 0; x < w.Width; x += 13 {
				if !w.App.DialogHolds(x, y) {
					w.PressAt(x, y)
				}
			}
		})
	}
	return true
}

// turn reports whether key or line n is for this form: the first form, which all overlays
// but one can stand over, has all of them, and the others share them.
func (w *walkOver) turn(n int) bool {
	const others = 7
	return uitest.Slow() || w.number == 0 || n%others == w.number%others
}

// try opens the overlay, does something, closes all that stands over the form, and looks
// at it.
func (w *walkOver) try(name string, do func()) {
	w.T.Helper()
	w.over.open(w.Harness)
	if !w.Shows(w.over.shows) {
		w.T.Fatalf("%s does not open again after the key before %s:\n%s", w.over.name, name, w.Screen())
	}
	do()
	w.closeAll()
	open := false
	w.App.EachScreen(func(s screen.Screen, _ string) { open = open || s == w.form })
	if !open {
		w.T.Fatalf("%s over %s closed the form", name, w.over.name)
	}
	if got := w.form.View(); got != w.holds {
		w.T.Fatalf("%s over %s changed the form from\n%s\nto\n%s", name, w.over.name, w.holds, got)
	}
}

// closeAll brings the form on top again.
func (w *walkOver) closeAll() {
	w.T.Helper()
	for range 12 {
		if !w.App.Covered() && w.App.Screen() == w.form {
			return
		}
		w.Read(tea.KeyMsg{Type: tea.KeyEscape})
		w.Settle()
	}
	w.T.Fatalf("esc does not lead back to the form over which %s stood:\n%s", w.over.name, w.Screen())
}

// TestNoUnseenKeyAnswersWhatIsTooSmallToSee: in a terminal too small to show it, a prompt
// takes text, and is neither sent nor closed.
func TestNoUnseenKeyAnswersWhatIsTooSmallToSee(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{}).Settle()
	h.Press("o").Write("19:x")
	h.Resize(30, 8)
	h.Write("y").Press("enter", "esc", "tab")
	h.Resize(120, 40)
	h.Wants("Open a thread by its id", "› 19:xy")
	if got := len(h.Requests("GET", "/19:xy")); got != 0 {
		t.Errorf("%d requests were made unseen", got)
	}
}
