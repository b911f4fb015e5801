package paged

import (
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/data/pages"
	"acs-chat-tui/ui/keys"
)

// Options say what a list shows, and where it comes from.
type Options[T any] struct {
	// Keys is the keys in force.
	Keys *keys.Map
	// Key is an item's identity.
	Key func(T) string
	// Text is what a filter looks at, and Name the part of it that people know: what is
	// like a filter is looked for in that alone, since an id is like anything. A nil
	// Name stands for Text.
	Text, Name func(T) string
	// Row draws an item in exactly width cells; number counts from 1, the items
	// passed over by a jump included, and is 0 for one that is gone.
	Row func(item T, number, width int, selected bool) string
	// Fetch makes the command that gets a page.
	Fetch func(pages.Request) tea.Cmd
	// FetchPaced is Fetch for one of many pages, which need not come at once.
	FetchPaced func(pages.Request) tea.Cmd
	// Compare orders the items where the list is sorted; nil where it never is.
	Compare func(a, b T) int
	// SortedBy says in the head line what Compare goes by, as in "by name".
	SortedBy string
	// Diff says in words what of an item has changed; empty for nothing. nil where the
	// list is never looked at again.
	Diff func(was, is T) string
	// Stable says that the service keeps the order of the items, new ones last.
	Stable bool
	// Odd reports whether something of an item cannot be read; nil where everything can.
	Odd func(T) bool
	// Now is the clock; nil where nobody asks for AsOf.
	Now func() time.Time
	// Note is what the head line says before it says what is loaded; nil for nothing.
	Note func() string
	// Noun names one item and Nouns several, as in "thread" and "threads".
	Noun, Nouns string
	// Empty is shown where the service has no items at all.
	Empty []string
	// Margin is how many items are kept loaded beyond the last visible one: a
	// page, so that the next one comes before the cursor needs it.
	Margin int
}
