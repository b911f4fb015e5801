// Package field is a one-line text field: textinput's editing, drawn by the
// program's own rules, so that outside text in it is sanitised and measured like
// everywhere else.
package field

import (
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/bubbles/cursor"
	"github.com/charmbracelet/bubbles/key"
	"github.com/charmbracelet/bubbles/textinput"
	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"
	"github.com/rivo/uniseg"

	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/style/text"
	"acs-chat-tui/ui/style/theme"
)

// Field is a text field. It is a value to copy only before its first use.
type Field struct {
	input       textinput.Model
	placeholder string
	masked      bool
}

// New returns an empty field that shows placeholder while it is empty.
func New(placeholder string) *Field {
	input := textinput.New()
	input.KeyMap = keyMap()
	input.Cursor.SetMode(cursor.CursorStatic)
	input.Focus()
	return &Field{input: input, placeholder: placeholder}
}

// NewSecret returns an empty field that shows a dot for every character.
func NewSecret(placeholder string) *Field {
	f := New(placeholder)
	f.masked = true
	return f
}

// shown is a part of the text as it is drawn.
func (f *Field) shown(part string) string {
	if f.masked {
		return strings.Repeat("•", utf8.RuneCountInString(part))
	}
	return text.Sanitize(part)
}

// keyMap is textinput's, less the keys that forms use themselves (tab, up, down,
// ctrl+d, ctrl+n, ctrl+p), and ctrl+v, which fails silently without a clipboard tool.
func keyMap() textinput.KeyMap {
	none := key.NewBinding()
	return textinput.KeyMap{
		CharacterForward:        key.NewBinding(key.WithKeys("right")),
		CharacterBackward:       key.NewBinding(key.WithKeys("left", "ctrl+b")),
		WordForward:             key.NewBinding(key.WithKeys("ctrl+right", "alt+f")),
		WordBackward:            key.NewBinding(key.WithKeys("ctrl+left", "alt+b")),
		DeleteWordBackward:      key.NewBinding(key.WithKeys("ctrl+w", "alt+backspace")),
		DeleteWordForward:       key.NewBinding(key.WithKeys("alt+d")),
		DeleteAfterCursor:       key.NewBinding(key.WithKeys("ctrl+k")),
		DeleteBeforeCursor:      key.NewBinding(key.WithKeys("ctrl+u")),
		DeleteCharacterBackward: key.NewBinding(key.WithKeys("backspace", "ctrl+h")),
		DeleteCharacterForward:  key.NewBinding(key.WithKeys("delete")),
		LineStart:               key.NewBinding(key.WithKeys("home", "ctrl+a")),
		LineEnd:                 key.NewBinding(key.WithKeys("end", "ctrl+e")),
		Paste:                   none, AcceptSuggestion: none, NextSuggestion: none, PrevSuggestion: none,
	}
}

// Update takes one key or a paste; line breaks in a paste become spaces.
func (f *Field) Update(msg tea.KeyMsg) {
	f.input, _ = f.input.Update(msg)
}

// Value is the text as it was typed.
func (f *Field) Value() string { return f.input.Value() }

// Draft is the text under a label; a secret is left out.
func (f *Field) Draft(label string) screen.Draft {
	if f.masked {
		return screen.Draft{Label: label}
	}
	return screen.Draft{Label: label, Text: f.Value()}
}

// SetValue replaces the text and puts the cursor behind it.
func (f *Field) SetValue(value string) {
	f.input.SetValue(value)
	f.input.CursorEnd()
}

// SetPlaceholder changes what is shown while the field is empty.
func (f *Field) SetPlaceholder(placeholder string) { f.placeholder = placeholder }

// AtEnd says whether the cursor stands behind the text.
func (f *Field) AtEnd() bool { return f.input.Position() >= len([]rune(f.input.Value())) }

// View draws the field in exactly width cells. A focused field shows the cursor
// and the part of the text around it; another shows the text's beginning, or with
// middle its two ends, as suits ids.
func (f *Field) View(t *theme.Theme, width int, focused, middle bool) string {
	if width <= 0 {
		return ""
	}
	value := f.input.Value()
	if !focused {
		if value == "" {
			return t.Muted.Render(text.Fit(f.placeholder, width))
		}
		shown := f.shown(value)
		if middle {
			shown = text.TruncateMiddle(shown, width)
		}
		return text.Fit(shown, width)
	}
	if value == "" {
		first, rest := firstCluster(text.Fit(f.placeholder, width))
		return t.Cursor.Render(first) + t.Muted.Render(rest)
	}
	return f.viewAroundCursor(t, width, value)
}

func (f *Field) viewAroundCursor(t *theme.Theme, width int, value string) string {
	runes := []rune(value)
	at := min(f.input.Position(), len(runes))
	left := f.shown(string(runes[:at]))
	under, right := firstCluster(string(runes[at:]))
	if f.masked {
		// A dot for each character, whatever they make together.
		under, right = firstCluster(f.shown(string(runes[at:])))
	} else {
		under, right = f.shown(under), f.shown(right)
	}
	if under == "" {
		under = " "
	}
	room := max(0, width-text.Width(under))
	if over := text.Width(left) - room; over > 0 {
		left = ansi.TruncateLeft(left, over, "")
	}
	// A wide character that is cut in the middle stays, and is a cell too wide.
	for left != "" && text.Width(left) > room {
		_, left = firstCluster(left)
	}
	room -= text.Width(left)
	if text.Width(under) > width {
		return text.Fit("", width)
	}
	return left + t.Cursor.Render(under) + text.Fit(right, max(0, room))
}

// firstCluster splits s after its first user-perceived character.
func firstCluster(s string) (first, rest string) {
	first, rest, _, _ = uniseg.FirstGraphemeClusterInString(s, -1)
	return first, rest
}
