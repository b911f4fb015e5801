// Package form is what the forms of the program share: sending once, telling of
// the outcome, showing the exact request, importing a file, and leaving without
// losing what was typed.
package form

import (
	"fmt"
	"slices"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/component/participantrows"
	"acs-chat-tui/ui/data/roster"
	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/style/text"
	"acs-chat-tui/ui/style/theme"
	"acs-chat-tui/ui/widget/clickable"
	"acs-chat-tui/ui/widget/document"
)

// Owner is the form itself.
type Owner interface {
	// Submit checks the form and makes the command that sends it; nil where
	// something is at fault, which SetFault has told.
	Submit() tea.Cmd
	// Preview is the request that Submit would send, or why it would send none.
	Preview() (lines []string, fault string)
	// HoldsText says whether something was typed that is not sent.
	HoldsText() bool
	// Edit takes a key or a paste for the field under the focus.
	Edit(msg tea.KeyMsg) tea.Cmd
}

// ListOwner is a form of participants.
type ListOwner interface {
	Owner
	// Import takes participants from a file.
	Import(list roster.Roster)
	// Report is what became of the rows; ok is false while nothing was sent.
	Report() (report roster.Report, ok bool)
	// FocusedRows are the rows, where one of them has the focus; nil where none has.
	FocusedRows() *participantrows.Editor
	// Unsent is how many rows wait for a request after the one under way.
	Unsent() int
}

// Keys are the keys of every form.
type Keys struct {
	NextField, PreviousField, Next, NewRow, RemoveRow key.Binding
	Take, Import, Preview, Submit, Leave, Report      key.Binding
	NewUser                                           key.Binding
}

func newKeys(m *keys.Map) Keys {
	fixed := func(shown, does, name string) key.Binding {
		return key.NewBinding(key.WithKeys(name), key.WithHelp(shown, does))
	}
	return Keys{
		NextField: fixed("tab", "next field", "tab"), PreviousField: fixed("shift+tab", "previous field", "shift+tab"),
		Next: fixed("enter", "next field or row", "enter"), NewRow: m.Bind(keys.NewRow, ""), RemoveRow: m.Bind(keys.RemoveRow, ""),
		Take:   fixed("→", "take the offered identity; pgup, pgdn choose", "right"),
		Import: m.Bind(keys.Import, ""), Preview: m.Bind(keys.Preview, ""),
		Submit: m.Bind(keys.Submit, ""), Leave: m.Bind(keys.Leave, ""),
		Report: m.Bind(keys.SaveReport, ""), NewUser: m.Bind(keys.NewUser, ""),
	}
}

// Form is a form's common state.
type Form struct {
	host  screen.Host
	scope *command.Scope
	theme *theme.Theme
	owner Owner
	// list is the owner where it is a form of participants, or nil; flat says that the
	// form has no rows of any kind.
	list ListOwner
	flat bool
	keys Keys

	sending bool
	// waiting says what is awaited where that is not the sending.
	waiting string
	// run is the run of requests under way, where there is one.
	run *Run
	// unknown says that something was sent whose outcome is not known, and again what
	// sending it again would do.
	unknown bool
	// making are the rows for one of which a user is being made; nil: for none.
	making *participantrows.Editor
	// notMade is why the last one was not made.
	notMade *command.Problem
	again   string
	// stop ends what is awaited, where that leaves no trace; nil where it cannot.
	stop func()
	// toldLocked says that the user knows that the form takes nothing now.
	toldLocked bool
	fault      string
	problem    *command.Problem
	// shown says that the request was shown, and no key has reached the form since but
	// the one that sends it; outdated that the form has changed all the same.
	shown, outdated bool
	width           int
	height          int
	doing           string
	// said is all that was to be said below the fields when they were drawn last.
	said []string
}

// New makes the common part of a form; doing says what it does, as in "create
// the thread".
func New(host screen.Host, scope *command.Scope, t *theme.Theme, owner Owner, doing string) *Form {
	f := &Form{
		host: host, scope: scope, theme: t, owner: owner, keys: newKeys(host.Keys()), doing: doing,
		again: "Sending it again from this form is safe; after leaving, look first whether it was done.",
	}
	f.list, _ = owner.(ListOwner)
	return f
}

// Again says what sending once more would do while the outcome of a request is not
// known; without it, that it is safe.
func (f *Form) Again(words string) { f.again = words }

// Key takes one key of the form, or a paste.
func (f *Form) Key(msg tea.KeyMsg) tea.Cmd {
	if f.sending {
		f.lockedKey(msg)
		return nil
	}
	if !key.Matches(msg, f.keys.Submit) {
		f.shown, f.outdated = false, false
	}
	var cmd tea.Cmd
	switch {
	case msg.Paste:
		cmd = f.edit(msg)
	case key.Matches(msg, f.keys.Submit):
		return f.submit()
	case key.Matches(msg, f.keys.Leave):
		f.leave()
	case key.Matches(msg, f.keys.Preview):
		f.showPreview()
	case f.list != nil && key.Matches(msg, f.keys.Import):
		f.askFile()
	case f.list != nil && key.Matches(msg, f.keys.Report):
		f.AskReport()
	case f.list != nil && key.Matches(msg, f.keys.NewUser):
		return f.makeUser()
	default:
		cmd = f.edit(msg)
	}
	return cmd
}

// Wheel gives a step of the mouse's wheel to the field under the focus, as some arrow
// keys.
func (f *Form) Wheel(down bool, arrows int) tea.Cmd {
	if f.sending {
		return nil
	}
	var commands []tea.Cmd
	for range arrows {
		commands = append(commands, f.Key(screen.Arrow(down)))
	}
	return tea.Batch(commands...)
}

// lockedKey takes a key while something is under way: that is not changed, but can
// be stopped and left.
func (f *Form) lockedKey(msg tea.KeyMsg) {
	if (msg.Paste || msg.Type == tea.KeyRunes || msg.Type == tea.KeySpace) && !f.toldLocked {
		f.toldLocked = true
		f.host.Notify(screen.Notification{Level: screen.LevelWarning, Text: "what you type now is not taken: the form is locked while it is sent"})
	}
	switch {
	case !key.Matches(msg, f.keys.Leave):
	case f.stop != nil:
		f.stop()
	case f.run != nil && f.run.CanStop():
		f.run.Stop()
	default:
		f.leave()
	}
}

func (f *Form) edit(msg tea.KeyMsg) tea.Cmd {
	f.fault, f.notMade = "", nil
	cmd := f.owner.Edit(msg)
	f.tellUnsaved()
	return cmd
}

func (f *Form) submit() tea.Cmd {
	if f.fault = ""; f.making != nil {
		f.fault = makingFault
		return nil
	}
	if f.showAgain() {
		return nil
	}
	cmd := f.owner.Submit()
	if cmd == nil {
		return nil
	}
	f.sending, f.problem, f.notMade, f.toldLocked = true, nil, nil, false
	return cmd
}

// Hold locks the form while something is under way that changes nothing on the
// service: words say what, and stop ends it, after which the owner settles.
func (f *Form) Hold(words string, stop func()) {
	f.sending, f.toldLocked, f.waiting, f.stop = true, false, words, stop
}

// Send says that what the form was held for is over, and the request is sent.
func (f *Form) Send() { f.sending, f.waiting, f.stop = true, "", nil }

// Wait says what the form waits for, in place of an answer to what was sent; empty
// is that again.
func (f *Form) Wait(what string) { f.waiting = what }

// Flat says that the form has no rows, so that no key for them is shown.
func (f *Form) Flat() { f.flat = true }

// Settle takes the outcome of what was sent. unknown says that it may have been
// carried out though no answer says so.
func (f *Form) Settle(problem *command.Problem, unknown bool) {
	f.sending, f.run, f.problem, f.unknown = false, nil, problem, unknown
	if f.stop != nil {
		f.stop, f.waiting = nil, ""
	}
	f.tellUnsaved()
}

// Begin says that a run of requests is under way; its progress is shown.
func (f *Form) Begin(run *Run) { f.sending, f.run = true, run }

// Run is the run under way, or nil.
func (f *Form) Run() *Run { return f.run }

// Changed says that what the form holds has changed.
func (f *Form) Changed() { f.tellUnsaved() }

// tellUnsaved tells the program what would be lost with the form.
func (f *Form) tellUnsaved() { f.host.Unsaved(f.loss()) }

// loss is what would be lost with the form, in words; empty where nothing would.
func (f *Form) loss() string {
	switch {
	case f.unknown:
		return "The request to " + f.doing + " was sent, and whether the service carried it out is not known. " + f.again
	case f.owner.HoldsText():
		return "What was typed has not been sent, and would be gone."
	}
	return ""
}

// Sending says that a request of the form is under way.
func (f *Form) Sending() bool { return f.sending }

// SetFault tells of something that forbids sending.
func (f *Form) SetFault(fault string) { f.fault = fault }

func (f *Form) leave() {
	loss := f.loss()
	switch {
	case f.sending:
		f.host.Ask(screen.Question{
			Title: "Leave while sending?",
			Body: "The request to " + f.doing + " goes on, and its outcome is told in the footer. " +
				"If the service refuses it, what was typed here is gone." + f.unsentText(),
			Yes: "leave", No: "stay", OnYes: f.goBack,
		})
	default:
		Leave(f.host, loss)
	}
}

// Leave goes back from a form, asking first where something would be lost with it.
func Leave(host screen.Host, loss string) {
	if loss == "" {
		host.Back()
		return
	}
	host.Ask(screen.Question{
		Title: "Leave the form?", Body: loss, Yes: "leave", No: "stay",
		OnYes: func() tea.Cmd {
			host.Back()
			return nil
		},
	})
}

// unsentText says what leaving means for the rows that wait.
func (f *Form) unsentText() string {
	if f.unsent() == 0 {
		return ""
	}
	return fmt.Sprintf(" %s that wait for a further request will not be sent, and are gone with the form.", rowsText(f.unsent()))
}

func (f *Form) unsent() int {
	if f.list == nil || !f.sending {
		return 0
	}
	return f.list.Unsent()
}

func rowsText(n int) string {
	if n == 1 {
		return "1 row"
	}
	return fmt.Sprintf("%d rows", n)
}

func (f *Form) goBack() tea.Cmd {
	if f.unsent() > 0 {
		f.host.Notify(screen.Notification{
			Level: screen.LevelWarning, Text: rowsText(f.unsent()) + " were not sent: the form to " + f.doing + " was left",
		})
	}
	f.host.Back()
	return nil
}

// SetSize gives the form its room.
func (f *Form) SetSize(width, height int) {
	f.width, f.height = width, height
}

// Status is what is to be said below the fields: what the form itself says before, then
// a fault, the outcome of the last attempt, or that one is under way. It leaves the
// fields half of the room.
func (f *Form) Status(before ...string) []string {
	f.said = slices.Concat(before, f.status())
	return document.Cut(f.theme, f.host.Keys(), f.said, max(2, f.height/2), f.width)
}

// FullText is what is to be said of the row under the focus, and all that stands below the
// fields.
func (f *Form) FullText() []string {
	var lines []string
	if f.list != nil {
		if focused := f.list.FocusedRows(); focused != nil {
			lines = focused.FullText()
		}
	}
	if len(lines) > 0 && len(f.said) > 0 {
		lines = append(lines, "")
	}
	return append(lines, f.said...)
}

func (f *Form) status() []string {
	switch {
	case f.run != nil:
		return f.underWay(f.run.Progress())
	case f.stop != nil:
		return f.underWay(f.waiting + "… · " + f.keys.Leave.Help().Key + " stops it")
	case f.sending && f.waiting != "":
		return f.underWay(f.waiting)
	case f.sending:
		return f.underWay("sending… the form is locked until the service answers")
	case f.fault != "":
		return document.Problem(f.theme, []string{f.fault}, f.width)
	case f.notMade != nil:
		return document.Problem(f.theme, f.notMade.Lines(), f.width)
	case f.problem != nil:
		return document.Problem(f.theme, f.problem.Lines(), f.width)
	}
	return nil
}

func (f *Form) underWay(words string) []string {
	var lines []string
	for _, wrapped := range text.Wrap(words, max(1, f.width-2)) {
		lines = append(lines, "  "+f.theme.Accent.Render(wrapped))
	}
	return lines
}

// Window cuts lines to height so that the line at focus stays in sight.
func Window(all clickable.Lines, focus, height int) clickable.Lines {
	if len(all) <= height {
		return all
	}
	top := max(0, min(focus-height/2, len(all)-height))
	return all[top : top+height]
}
