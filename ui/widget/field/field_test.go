package field_test

import (
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"acs-chat-tui/ui/style/text"
	"acs-chat-tui/ui/style/theme"
	"acs-chat-tui/ui/widget/field"
)

func plain() *theme.Theme { return theme.New(theme.Options{Name: theme.Auto}) }

func write(f *field.Field, s string) {
	for _, r := range s {
		f.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}})
	}
}

func press(f *field.Field, keys ...tea.KeyType) {
	for _, k := range keys {
		f.Update(tea.KeyMsg{Type: k})
	}
}

func TestTyping(t *testing.T) {
	t.Parallel()
	f := field.New("hint")
	write(f, "日本 ab")
	press(f, tea.KeyLeft, tea.KeyLeft)
	write(f, "X")
	if got := f.Value(); got != "日本 Xab" {
		t.Errorf("%q", got)
	}
	if f.AtEnd() {
		t.Error("the cursor is not at the end")
	}
	press(f, tea.KeyEnd, tea.KeyBackspace)
	if got := f.Value(); got != "日本 Xa" || !f.AtEnd() {
		t.Errorf("%q, at its end: %t", got, f.AtEnd())
	}
	press(f, tea.KeyCtrlW)
	if got := f.Value(); got != "日本 " {
		t.Errorf("%q", got)
	}
	press(f, tea.KeyCtrlU)
	if got := f.Value(); got != "" {
		t.Errorf("%q", got)
	}
}

// TestTheKeysOfFormsAreNotTheFields: they must not change the text.
func TestTheKeysOfFormsAreNotTheFields(t *testing.T) {
	t.Parallel()
	for _, k := range []tea.KeyType{
		tea.KeyTab, tea.KeyShiftTab, tea.KeyUp, tea.KeyDown, tea.KeyCtrlD, tea.KeyCtrlN, tea.KeyCtrlP, tea.KeyCtrlV,
		tea.KeyCtrlS, tea.KeyCtrlO, tea.KeyCtrlX, tea.KeyCtrlG, tea.KeyEsc, tea.KeyEnter, tea.KeyPgUp, tea.KeyPgDown,
	} {
		f := field.New("")
		write(f, "text")
		press(f, tea.KeyLeft, k)
		write(f, "|")
		if got := f.Value(); got != "tex|t" {
			t.Errorf("%s: %q", tea.KeyMsg{Type: k}, got)
		}
	}
}

func TestPasteKeepsOneLine(t *testing.T) {
	t.Parallel()
	f := field.New("")
	f.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("one\ntwo\tthree"), Paste: true})
	if got := f.Value(); strings.ContainsAny(got, "\n\t") || !strings.HasPrefix(got, "one two") {
		t.Errorf("%q", got)
	}
}

func TestViewUnfocused(t *testing.T) {
	t.Parallel()
	f := field.New("hint")
	if got := ansi.Strip(f.View(plain(), 8, false, false)); got != "hint    " {
		t.Errorf("empty: %q", got)
	}
	f.SetValue("8:acs:0123456789_abcdef")
	if got := f.View(plain(), 10, false, false); got != "8:acs:012…" {
		t.Errorf("cut: %q", got)
	}
	if got := f.View(plain(), 11, false, true); !strings.HasPrefix(got, "8:acs") || !strings.HasSuffix(got, "bcdef") {
		t.Errorf("cut in the middle: %q", got)
	}
	if got := f.View(plain(), 0, true, false); got != "" {
		t.Errorf("no room: %q", got)
	}
}

// FuzzView: whatever is typed and wherever the cursor stands, the field takes
// exactly its width, shows the cursor, and lets no control through.
func FuzzView(f *testing.F) {
	for _, s := range []string{"", "plain", "日本語テキスト", "e\u0301e\u0301e\u0301", "🇫🇷🇫🇷🧑🏽‍🚒", "\x1b[5m\u202e", "a\u200db", "❤️❤️", "한국어 ab 한"} {
		f.Add(s, 3, 10)
	}
	f.Add("日本00\x9e0\x82\xb90\x82", 6, 4) // a wide character at the left edge
	style := plain()
	f.Fuzz(func(t *testing.T, s string, back, width int) {
		width, back = width&63, back&31
		box := field.New("a hint that is long")
		box.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(s), Paste: true})
		for range back {
			press(box, tea.KeyLeft)
		}
		for _, focused := range []bool{true, false} {
			view := box.View(style, width, focused, false)
			if got := text.Width(view); got != width {
				t.Errorf("%q back %d, focused %t: %d cells of %d: %q", s, back, focused, got, width, view)
			}
			if shown := strings.Contains(view, "\x1b[7m"); focused && width > 12 && !shown {
				t.Errorf("%q back %d: no cursor in %q", s, back, view)
			}
			if left := strings.NewReplacer("\x1b[7m", "", "\x1b[0m", "", "\x1b[2m", "").Replace(view); strings.ContainsAny(left, "\x1b\r\n\t\u202e") {
				t.Errorf("%q: %q", s, view)
			}
		}
	})
}

// TestASecretShowsDots, one for each character, wherever the cursor is.
func TestASecretShowsDots(t *testing.T) {
	t.Parallel()
	f := field.NewSecret("hint")
	if got := ansi.Strip(f.View(plain(), 10, true, false)); got != "hint      " {
		t.Errorf("%q", got)
	}
	f.SetValue("se日\u0301🧑🏽‍🚒cret")
	dots := len([]rune(f.Value()))
	for range dots + 1 {
		for _, focused := range []bool{true, false} {
			shown := ansi.Strip(f.View(plain(), 30, focused, false))
			if strings.Trim(shown, "• ") != "" || strings.Count(shown, "•") != dots || text.Width(shown) != 30 {
				t.Fatalf("focused %t: %q", focused, shown)
			}
		}
		press(f, tea.KeyLeft)
	}
	if narrow := ansi.Strip(f.View(plain(), 4, true, true)); text.Width(narrow) != 4 || strings.Trim(narrow, "• …") != "" {
		t.Errorf("%q", narrow)
	}
}
