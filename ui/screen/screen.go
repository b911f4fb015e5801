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

// TopicMsg says what a thread's topic is, as the service has just given it.
type TopicMsg struct{ ThreadID, Topic string }

// TimeMsg says that time has passed: ages are to be drawn anew.
type TimeMsg struct{}

// ChangedMsg says that another screen has written something to the service, so
// that what this one shows may be old.
type ChangedMsg struct{}

// CreatedMsg says that a thread was made: where a list of threads has it, the cursor goes
// there.
type CreatedMsg struct{ ThreadID string }

// ProfilesChangedMsg says that the profiles of the configuration file have changed;
// Name is the one that was saved.
type ProfilesChangedMsg struct{ Name string }

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
