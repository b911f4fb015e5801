package list

import (
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/data/pages"
	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/style/theme"
)

// Options say what a list shows, and where it comes from. What is nil or empty is left
// out.
type Options[T any] struct {
	Keys  *keys.Map
	Theme *theme.Theme
	// Now is the clock; nil where nobody asks for AsOf.
	Now func() time.Time

	// Key is an item's identity.
	Key func(T) string
	// Text is what a filter searches, and Name the part of it that people know: where no
	// text holds the filter, the names like it are shown. An id is like anything.
	Text, Name func(T) string
	// FilterHint is what the empty field of the filter says.
	FilterHint string
	// Row draws an item of one line in exactly width cells; number counts from 1, the
	// items passed over by a jump included, and is 0 for one that is gone.
	Row func(item T, number, width int, selected bool) string
	// Compare orders the items where the list is sorted, and SortedBy says so in the head
	// line, as in "by name".
	Compare  func(a, b T) int
	SortedBy string
	// Diff says in words what of an item has changed; empty for nothing.
	Diff func(was, is T) string
	// Odd reports whether something of an item cannot be read.
	Odd func(T) bool

	// Noun names one item and Nouns several, as in "thread" and "threads".
	Noun, Nouns string
	// Head is what the head line says, in place of what is loaded.
	Head func() string
	// Note is what the head line says before what is loaded.
	Note func() string
	// Empty is shown where there are no items at all.
	Empty func() []string
	// Moves names the keys that move the cursor where their own names do not say enough.
	Moves map[keys.Action]string
	// Follows keeps a cursor on the first row there when rows come in above it.
	Follows bool

	// Fetch makes the command that gets a page, and FetchPaced that for one of many, which
	// need not come at once.
	Fetch, FetchPaced func(pages.Request) tea.Cmd
	// Margin is how many items are kept loaded beyond the last visible one: a page, so that
	// the next one comes before the cursor needs it.
	Margin int
	// Stable reports that the service keeps the order of the items, new ones last.
	Stable bool
}
