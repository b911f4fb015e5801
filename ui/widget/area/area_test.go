package area_test

import (
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"acs-chat-tui/ui/style/text"
	"acs-chat-tui/ui/style/theme"
	"acs-chat-tui/ui/widget/area"
)

func plain() *theme.Theme { return theme.New(theme.Options{Name: theme.None}) }

// cursor marks the cursor in a view.
const cursor = "‸"

// view is the field, each row up to its last character, with a sign before the
// cursor.
func view(a *area.Area, width, height int) string {
	var rows []string
	for _, row := range a.View(plain(), 0, width, height, true) {
		before, after, found := strings.Cut(row, "\x1b[7m")
		if found {
			row = before + cursor + after
		}
		rows = append(rows, strings.TrimRight(ansi.Strip(row), " "))
	}
	return strings.Join(rows, "|")
}

// press gives keys by their names; everything else is typed.
func press(t *testing.T, a *area.Area, names ...string) {
	t.Helper()
	for _, name := range names {
		msg := tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(name)}
		for k := tea.KeyType(-100); k < 128; k++ {
			if (tea.KeyMsg{Type: k}).String() == name && k != tea.KeyRunes && name != " " {
				msg = tea.KeyMsg{Type: k}
			}
		}
		if !a.Update(msg) {
			t.Errorf("the field does not know %q", name)
		}
	}
}

func TestEditing(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		start string
		keys  []string
		want  string // with the cursor, at 11 cells and 5 rows
	}{
		{"typed", "", []string{"a", "b", " ", "c"}, "ab c‸||||"},
		{"lines", "", []string{"one", "enter", "enter", "two"}, "one||two‸||"},
		{"a row that is full", "one two three", nil, "one two|three‸|||"},
		{"a word that is longer than a row", "abcdefghijklmno", nil, "abcdefghij|klmno‸|||"},
		{"wide characters", "日本語日本語日", nil, "日本語日本|語日‸|||"},
		{"left and right over line ends", "a\nb", []string{"left", "left", "x", "right", "right", "y"}, "ax|by‸|||"},
		{"backspace joins lines", "a\nb", []string{"home", "backspace"}, "a‸b||||"},
		{"delete joins lines", "a\nb", []string{"up", "end", "delete"}, "a‸b||||"},
		{"backspace takes a whole character", "Zoe\u0308👨‍👩‍👧", []string{"backspace", "backspace"}, "Zo‸||||"},
		{"a mark joins what is before it", "Zoe", []string{"\u0308", "backspace"}, "Zo‸||||"},
		{"up keeps its cell", "long line\na\nanother", []string{"up", "up"}, "long li‸ne|a|another||"},
		{"up into a shorter line", "long line\na\nanother", []string{"up"}, "long line|a‸|another||"},
		{"up and down within a wrapped line", "one two three four", []string{"up", "home", "down", "end"}, "one two|three four‸|||"},
		{"home and end of a row", "one two three", []string{"up", "end", "!"}, "one two!‸|three|||"},
		{"up at the first row", "abc", []string{"up", "x"}, "x‸abc||||"},
		{"down at the last row", "abc\nde", []string{"home", "up", "right", "down", "down", "x"}, "abc|dex‸|||"},
		{"a word back", "one two", []string{"ctrl+w"}, "one ‸||||"},
		{"a word back at a line's beginning", "a\nb", []string{"home", "ctrl+w"}, "a‸b||||"},
		{"word by word", "one two", []string{"ctrl+left", "ctrl+left", "ctrl+right", "!"}, "one!‸ two||||"},
		{"to the line's beginning", "a\none two", []string{"ctrl+u", "ctrl+u"}, "a‸||||"},
		{"to the line's end", "one\ntwo", []string{"ctrl+a", "up", "ctrl+k", "ctrl+k"}, "‸two||||"},
		{"nothing before the beginning", "", []string{"backspace", "left", "up", "ctrl+w", "ctrl+u", "home"}, "‸write||||"},
		{"nothing behind the end", "a", []string{"delete", "right", "down", "ctrl+k", "ctrl+right"}, "a‸||||"},
		{"the rows around the cursor", "1\n2\n3\n4\n5\n6\n7", []string{"up"}, "3|4|5|6‸|7"},
		{"page up", "1\n2\n3\n4\n5\n6\n7", []string{"pgup", "pgup"}, "‸1|2|3|4|5"},
		{"page down", "1\n2\n3\n4\n5\n6\n7", []string{"pgup", "pgup", "pgdown"}, "1|2|3|4|5‸"},
		{"blanks at the end of a full row", "abcdefghij", []string{" ", " ", " ", "x"}, "abcdefghij|  x‸|||"},
		{"control characters are shown", "a\x1b[31m\tb", nil, "a␛[31m␉b‸||||"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			a := area.New("write")
			a.SetValue(c.start)
			a.View(plain(), 0, 11, 5, true)
			for _, name := range c.keys {
				press(t, a, name)
				a.View(plain(), 0, 11, 5, true)
			}
			if got := view(a, 11, 5); got != strings.ReplaceAll(c.want, "‸", cursor) {
				t.Errorf("\n got %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestAPasteStaysOneText(t *testing.T) {
	t.Parallel()
	a := area.New("")
	press(t, a, "<", ">", "left")
	a.Update(tea.KeyMsg{Type: tea.KeyRunes, Paste: true, Runes: []rune("one\r\n\ttwo\r\rthree")})
	if got, want := a.Value(), "<one\n\ttwo\n\nthree>"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got := view(a, 30, 4); got != "<one|␉two||three"+cursor+">" {
		t.Error(got)
	}
	if a.Empty() || a.Update(tea.KeyMsg{Type: tea.KeyTab}) {
		t.Error("tab is the field's")
	}
}

func TestRows(t *testing.T) {
	t.Parallel()
	a := area.New("")
	if got := a.Rows(11); got != 1 {
		t.Errorf("an empty text takes %d rows", got)
	}
	a.SetValue("one two three\n\nfour")
	if got := a.Rows(11); got != 4 {
		t.Errorf("%d rows", got)
	}
}

// FuzzArea: nothing typed is lost, the rows have their width, and the cursor is in
// sight, whatever is typed.
func FuzzArea(f *testing.F) {
	f.Add("some text\nof lines 日本語 🧑🏽‍🚒", []byte("abcdefghijklmnopqr"), 12, 3)
	f.Fuzz(func(t *testing.T, value string, script []byte, width, height int) {
		if len(value) > 2000 || len(script) > 300 {
			return
		}
		value = strings.ToValidUTF8(value, "?")
		width, height = 4+max(0, min(width, 60)), 1+max(0, min(height, 20))
		a := area.New("")
		a.SetValue(value)
		if got, want := a.Value(), strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(value); got != want {
			t.Fatalf("%q became %q", want, got)
		}
		names := []string{
			"left", "right", "up", "down", "home", "end", "pgup", "pgdown", "ctrl+left", "ctrl+right",
			"enter", "backspace", "delete", "ctrl+w", "ctrl+u", "ctrl+k", "x", "\u0308", "日", "👨",
		}
		for _, step := range script {
			name := names[int(step)%len(names)]
			before := a.Value()
			press(t, a, name)
			if moves := int(step)%len(names) < 10; moves && a.Value() != before {
				t.Fatalf("%s changed the text", name)
			}
			rows := a.View(plain(), 0, width, height, true)
			if len(rows) != height {
				t.Fatalf("%d rows", len(rows))
			}
			cursors := 0
			for _, row := range rows {
				if text.Width(row) != width {
					t.Fatalf("%q is %d wide", row, text.Width(row))
				}
				cursors += strings.Count(row, "\x1b[7m")
			}
			if cursors != 1 {
				t.Fatalf("%d cursors in %q", cursors, rows)
			}
		}
	})
}
