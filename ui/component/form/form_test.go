package form_test

import (
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"

	"acs-chat-tui/ui/component/form"
	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/style/text"
	"acs-chat-tui/ui/style/theme"
)

// host keeps what a form says of what would be lost.
type host struct {
	screen.Host
	unsaved string
}

func (h *host) Keys() *keys.Map     { return keys.Default() }
func (h *host) Unsaved(loss string) { h.unsaved = loss }

// sheet is a form of every kind of field on one line.
type sheet struct {
	*form.Form
	host                            *host
	fixed, name, hidden, hush, kind *form.Input
	on                              *form.Input
}

func newSheet() *sheet {
	s := &sheet{
		host: &host{}, fixed: form.Text("fixed", "", ""), name: form.Text("name", "somebody", "a hint"), hidden: form.Text("hidden", "", ""),
		hush: form.Secret("secret", "", ""),
		kind: form.Choice("kind", "", form.Option{Value: "a", Words: "the first"}, form.Option{Value: "b", Words: "the second"}),
		on:   form.Switch("on", "", false),
	}
	s.fixed.Fixed = true
	s.fixed.Begin("stays")
	s.hidden.Shown = func() bool { return false }
	s.Form = form.New(s.host, nil, theme.New(theme.Options{Name: theme.None}), form.Spec{
		Heading: func(int) string { return "Fields" }, Labels: 20, Fields: []form.Field{s.fixed, s.name, s.hidden, s.hush, s.kind, s.on},
	})
	s.SetSize(40, 20)
	return s
}

func (s *sheet) press(names ...tea.KeyType) {
	for _, k := range names {
		s.Update(tea.KeyMsg{Type: k})
	}
}

func (s *sheet) write(words string) {
	for _, r := range words {
		s.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}})
	}
}

// drawn is the lines below the heading.
func (s *sheet) drawn() []string {
	var lines []string
	for line := range strings.SplitSeq(ansi.Strip(s.View()), "\n") {
		lines = append(lines, strings.TrimRight(line, " "))
	}
	return lines[1:]
}

func TestFieldsAreFilledInOrder(t *testing.T) {
	t.Parallel()
	s := newSheet()
	s.write(" Ada ") // the first that can be changed has the focus
	s.press(tea.KeyTab)
	s.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("hush now"), Paste: true})
	s.press(tea.KeyEnter, tea.KeyRight)
	s.write("x") // a choice takes no text
	s.press(tea.KeyDown, tea.KeySpace)
	got := []string{s.fixed.Trimmed(), s.name.Trimmed(), s.hidden.Trimmed(), s.hush.Trimmed(), s.kind.Trimmed(), s.on.Trimmed()}
	if diff := cmp.Diff([]string{"stays", "Ada", "", "hush now", "b", form.Yes}, got); diff != "" || !s.on.On() || !s.Changed() || s.host.unsaved == "" {
		t.Errorf("to lose %q (-want +got):\n%s", s.host.unsaved, diff)
	}
	s.press(tea.KeyTab) // around the end, past what cannot be changed
	s.write("!")
	s.press(tea.KeyShiftTab, tea.KeyLeft)
	if s.name.Trimmed() != "Ada !" || s.on.On() {
		t.Errorf("%q, %t", s.name.Trimmed(), s.on.On())
	}
	s.kind.Begin("a")
	if s.kind.Changed() || s.hidden.Enabled() || s.fixed.Enabled() {
		t.Error("changed after it has begun anew, or a field that cannot be changed takes the focus")
	}
}

// TestAChangeOfWhiteSpaceAlone is one where it makes a difference.
func TestAChangeOfWhiteSpaceAlone(t *testing.T) {
	t.Parallel()
	s := newSheet()
	s.name.Begin("30")
	s.write(" ")
	exact := s.name.Changed()
	s.name.Loose = true
	if loose := s.name.Changed(); !exact || loose {
		t.Errorf("exact %t, loose %t", exact, loose)
	}
	s.name.Rebase("31")
	if s.name.Value() != "30 " || !s.name.Changed() {
		t.Errorf("%q", s.name.Value())
	}
}

func TestFieldsAreDrawn(t *testing.T) {
	t.Parallel()
	s := newSheet()
	s.hush.Set("hush")
	for line := range strings.SplitSeq(s.View(), "\n") {
		if text.Width(line) > 40 {
			t.Errorf("%q is %d cells wide", line, text.Width(line))
		}
	}
	want := []string{
		"  fixed               stays", "▸ name                somebody", "    a hint", "  secret              ••••", "  kind                the first", "  on                  no",
	}
	if diff := cmp.Diff(want, s.drawn()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if hit, _ := s.Click(5, 5); !hit || s.Focused() != form.Field(s.kind) {
		t.Error("a click gave the choice no focus")
	}
	if got := s.drawn()[3]; got != "▸ kind                ← the first →" {
		t.Errorf("%q", got)
	}
	if hit, _ := s.Click(5, 1); hit {
		t.Error("a click gave a fixed field the focus")
	}
}

// TestAFieldSaysWhatItsTextIsUnderstoodAs, also while another field has the focus.
func TestAFieldSaysWhatItsTextIsUnderstoodAs(t *testing.T) {
	t.Parallel()
	s := newSheet()
	s.hush.Note = func(value string) string {
		if value == "" {
			return ""
		}
		return "Understood as " + strings.ToUpper(value)
	}
	empty := s.drawn()
	s.hush.Set(" xyz ")
	if lines := s.drawn(); len(lines) != len(empty)+1 || !strings.Contains(lines[4], "Understood as XYZ") {
		t.Errorf("%d lines without a text, and then:\n%s", len(empty), strings.Join(lines, "\n"))
	}
}
