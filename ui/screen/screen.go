// Package screen holds the contract that every screen of the program meets, and
// what a screen may ask of the program around it. It decides nothing.
package screen

import (
	"github.com/charmbracelet/bubbles/help"
	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"
)

// Screen is one page of the program. The root model is the only tea.Model; it
// owns the screens, gives them their size, sends each message to the screen that
// it is for, and calls Close exactly once.
//
// All methods are called on the program's update goroutine. None may block.
type Screen interface {
	// Init returns the command that the screen starts with. It is called once,
	// after SetSize.
	Init() tea.Cmd
	// Update takes one message: a single key, a paste, or a result that carries
	// this screen's Ref.
	Update(msg tea.Msg) tea.Cmd
	// View draws the body: at most as many lines as SetSize said, none wider. The
	// root pads and cuts, so that a mistake here cannot break the frame.
	View() string
	// SetSize tells the cells that the body may use; 0 is possible.
	SetSize(width, height int)
	// Title names the screen in the header, in the service's words where it has
	// some; it may hold outside text and is sanitised by the root.
	Title() string
	// Help lists the keys that do something now.
	Help() help.KeyMap
	// CapturesKeys says that the screen has a text field that takes every key but
	// ctrl+c and ctrl+z.
	CapturesKeys() bool
	// Close ends what the screen began: reads are cancelled, writes are not.
	Close()
}

// ID tells the screens of one run of the program apart. An ID is never used
// again.
type ID uint64

// Expandable is a screen that may have more to say than it has room for: where it cuts, it
// names the key of keys.ShowWhole.
type Expandable interface {
	// FullText is what went wrong and what is under the cursor, uncut and sanitized, a
	// paragraph a line; nil where there is nothing.
	FullText() []string
}

// Drafting is a screen or a dialog with text fields. Its drafts survive a crash of the
// program.
type Drafting interface {
	// Drafts returns the texts of the fields, secrets excepted.
	Drafts() []Draft
}

// Draft is the text of one field.
type Draft struct{ Label, Text string }

// Clickable is a screen in which a click does something. A click never sends anything
// that enter on a row would not, and never changes typed text.
type Clickable interface {
	// Click handles a press of the left button on a cell of what View drew last, counted
	// from its top left corner. hit is false where nothing takes a click.
	Click(x, y int) (hit bool, cmd tea.Cmd)
}

// Wheeled is a form that takes the mouse's wheel while it captures the keys.
type Wheeled interface {
	// Wheel moves the focus, or scrolls what the form shows instead of its fields, by one
	// step: up where down is false. It changes no text.
	Wheel(down bool) tea.Cmd
}

// WheelLines is how far a step of the wheel scrolls a text or a list.
const WheelLines = 3

// Arrow is the arrow key that a step of the wheel stands for in a form.
func Arrow(down bool) tea.KeyMsg {
	if down {
		return tea.KeyMsg{Type: tea.KeyDown}
	}
	return tea.KeyMsg{Type: tea.KeyUp}
}

// Ref says for which screen, and for which of its generations, a result is.
// A screen begins a new generation when it starts over (refresh, another
// position), so that late answers to older questions can be told and dropped.
type Ref struct {
	Screen     ID
	Generation uint64
}

// To returns the Ref itself, so that every message that embeds one is Addressed.
func (r Ref) To() Ref { return r }

// Addressed is a message for one screen, visible or not.
type Addressed interface{ To() Ref }

// Keys is a help.KeyMap of what it holds: the footer's keys, most important
// first, and all of them in groups.
type Keys struct {
	Short []key.Binding
	Full  [][]key.Binding
}

// ShortHelp is the footer's keys.
func (k Keys) ShortHelp() []key.Binding { return k.Short }

// FullHelp is all keys.
func (k Keys) FullHelp() [][]key.Binding { return k.Full }

// Listing is a screen with a field that takes a list: several lines that come at once are
// pasted to it, with or without the brackets of a paste.
type Listing interface {
	// TakesRows reports whether the field has the focus, and takes each of the lines as a row.
	TakesRows(lines string) bool
}
