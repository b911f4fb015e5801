package screen

import (
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/keys"
)

// Host is what a screen may ask of the program around it. Every method takes
// effect before the next key is handled, so that keys typed ahead reach the
// screen that the user typed them for.
type Host interface {
	// Open puts another screen on top.
	Open(destination Destination)
	// Back closes the asking screen. On the first screen it does nothing.
	Back()
	// Ask puts a question on top; No is the default.
	Ask(question Question)
	// Prompt puts a dialog with one text field on top.
	Prompt(prompt Prompt)
	// Choose puts a list of ways on top, one of which is chosen, or none.
	Choose(choice Choice)
	// Show puts a page on top that takes all keys until one closes it.
	Show(page Page)
	// Notify shows a line in the footer and keeps it among the notifications.
	Notify(notification Notification)
	// Copy puts text on the clipboard and says so; what names it, as in
	// "thread id".
	Copy(what, text string) tea.Cmd
	// Unsaved says what would be lost if the asking screen, or the program, ended
	// now, in words; empty where nothing would.
	Unsaved(loss string)
	// Loss is the first thing that would be lost if all screens were closed now, of
	// those that Unsaved said; empty where nothing would.
	Loss() string
	// Wake sends the asking screen a WakeMsg at a time, or as soon after it as the screen
	// is in sight with nothing above it. It takes the place of an earlier Wake; the zero
	// time takes that back.
	Wake(at time.Time)
	// Now is the program's clock.
	Now() time.Time
	// Keys is the keys in force.
	Keys() *keys.Map
}

// Question is something to confirm.
type Question struct {
	Title string
	Body  string
	// Yes and No label the answers, as in "leave" and "stay".
	Yes, No string
	// OnYes is called when the answer is yes, OnNo, which may be nil, when it is no.
	OnYes, OnNo func() tea.Cmd
}

// Choice is something to choose.
type Choice struct {
	Title   string
	Body    string
	Options []Option
}

// Option is one of the things to choose from.
type Option struct {
	// Label says what choosing it does.
	Label string
	// OnChoose is called when it is chosen.
	OnChoose func() tea.Cmd
}

// Prompt asks for one line of text.
type Prompt struct {
	Title       string
	Body        string
	Placeholder string
	// Initial is the text that the field begins with.
	Initial string
	// Fault is what is wrong with that text, where it was tried before.
	Fault string
	// Note returns what the text is understood as, or nothing: it is shown while the
	// text is typed. It may be nil.
	Note func(text string) string
	// Check returns what is wrong with the text, or nothing.
	Check func(text string) string
	// OnSubmit is called with the text, trimmed, once Check finds nothing wrong.
	OnSubmit func(text string) tea.Cmd
	// Try takes the place of OnSubmit where a text can fail that looks right, as a path
	// does. It runs beside the program, and may wait. With a fault the prompt stays as it
	// is and says so; without one it goes, and then is called. Where the user has closed
	// the prompt meanwhile, nothing comes of it.
	Try func(text string) (then func() tea.Cmd, fault string)
}

// Page is a text to read over the screens.
type Page struct {
	Title string
	// Lines are sanitized; they are wrapped where they are drawn.
	Lines []string
	// CloseKey closes the page, beside esc and q, and CloseLabel is its hint.
	CloseKey   keys.Action
	CloseLabel string
	// ActionKey closes the page and is then handled by the screen below; empty for none.
	ActionKey   keys.Action
	ActionLabel string
}

// Level says how much a notification matters.
type Level int

// The levels. Info goes by itself after some seconds; errors stay in the footer
// until the notifications have been opened.
const (
	LevelInfo Level = iota
	LevelSuccess
	LevelWarning
	LevelError
)

// AboutSaving is what all that is said of files that are written is about.
const AboutSaving = "saving"

// Notification is something that the user should know.
type Notification struct {
	Level Level
	// Text is one line.
	Text string
	// Details are further lines, shown among the notifications.
	Details []string
	// About names what it tells of, where a newer notification about the same makes it old
	// news: it is then no longer shown, but kept among the notifications.
	About string
	// Still says what Text is by now, where that changes with time; ok is false once it is
	// so no more. nil stands for a Text that stays true.
	Still func() (text string, ok bool)
	// RequestID is what the service calls the request that it tells of, in words that
	// support understands; empty where there is none.
	RequestID string
	// When says when it is shown, where it is a Notice's.
	When When
}
