// Package form runs the program's forms. A screen declares its fields and what to send; the
// form walks the focus, draws, checks, shows the request, sends, locks itself meanwhile and
// says what came of it. The form calls the screen and its fields, and never the other way:
// what is to happen next is a Step that they return.
package form

import (
	"fmt"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/style/theme"
	"acs-chat-tui/ui/widget/clickable"
	"acs-chat-tui/ui/widget/document"
)

// Spec declares a form.
type Spec struct {
	Title string
	// Heading is the first line.
	Heading func(width int) string
	// Doing says what the form does, as in "create the thread".
	Doing  string
	Fields []Field
	// Labels is the width of the column of labels; with Signs a sign behind it marks the
	// fields that were changed.
	Labels int
	Signs  bool

	// Load reads what the form edits. There are no fields until Receive returns Open.
	Load func() tea.Cmd
	// Check says what forbids sending, and of which field; nil checks nothing.
	Check func() (fault string, at Field)
	// Preview is the request that Submit would send, or why it would send none; nil where
	// the form shows no request.
	Preview func() (lines []string, fault string)
	// Submit sends what was checked. SubmitDoes names it in help; empty for the key's own
	// words.
	Submit     func() Step
	SubmitDoes string
	// Receive returns what follows a message: an answer, or the end of a command by a fault
	// of the program.
	Receive func(msg tea.Msg) Step
	// Actions are keys beside those of every form.
	Actions []Action

	// Remarks are lines below the fields while the form is open; nil for none.
	Remarks func(width int) []string
	// AtBottom puts what is said below the fields at the bottom of the room.
	AtBottom bool
	// Unsent counts what waits for a further request while one is under way; nil for none.
	Unsent func() int
	// Unsaved says what leaving would lose; empty for the usual words.
	Unsaved string
	// Again says what sending once more would do while an outcome is unknown; empty: that
	// it is safe.
	Again string
}

// Action is a key of a form or of a Page.
type Action struct {
	Key keys.Action
	// Does names it in help; empty for the key's own words.
	Does string
	// Rank is its place in the footer among the form's own keys; see Form.Help.
	Rank int
	// Active reports whether there is such a key now; nil for always.
	Active func() bool
	// Refusal says why it can do nothing now, or nothing; nil for never.
	Refusal func() string
	Do      func() Step
}

// Form is a screen.
type Form struct {
	host  screen.Host
	scope *command.Scope
	theme *theme.Theme
	spec  Spec

	// at is the field with the focus.
	at int
	// page stands in place of the fields, or is nil.
	page     *Page
	document *document.Model
	// wait is the step under way that locks the form, or nil.
	wait *Step
	// warnedLocked reports whether the user knows that the form takes nothing now.
	warnedLocked bool
	// fault and warnings are cleared by the next change, problem by the next attempt.
	fault, warnings []string
	problem         *command.Problem
	// unknown reports whether something was sent whose outcome is not known.
	unknown bool
	// previewed is what stood in the fields when the request was shown, until a key other
	// than the one that sends it; nil where none was shown.
	previewed []screen.Draft
	// remarks is everything that was said below the fields when they were drawn last.
	remarks []string

	drawn         clickable.Lines
	width, height int
}

var (
	_ screen.Screen     = (*Form)(nil)
	_ screen.Clickable  = (*Form)(nil)
	_ screen.Wheeled    = (*Form)(nil)
	_ screen.Expandable = (*Form)(nil)
	_ screen.Drafting   = (*Form)(nil)
)

// New makes a form with the focus on its first field.
func New(host screen.Host, scope *command.Scope, t *theme.Theme, spec Spec) *Form {
	f := &Form{host: host, scope: scope, theme: t, spec: spec, document: document.New(host.Keys())}
	if !f.Focused().Enabled() {
		f.move(1)
	}
	if spec.Load != nil {
		f.page = f.loadPage(nil)
	}
	return f
}

// Init loads what the form edits.
func (f *Form) Init() tea.Cmd {
	if f.spec.Load == nil {
		return nil
	}
	return f.spec.Load()
}

// SetSize gives the form its room.
func (f *Form) SetSize(width, height int) {
	f.width, f.height = width, height
	f.document.SetSize(width, height)
}

// Title is the screen's name.
func (f *Form) Title() string { return f.spec.Title }

// CapturesKeys reports whether the form can be edited.
func (f *Form) CapturesKeys() bool { return f.page == nil || f.page.load }

// TakesRows reports whether lines are rows to the field with the focus.
func (f *Form) TakesRows(lines string) bool {
	field, lists := f.Focused().(Listing)
	return f.page == nil && f.wait == nil && lists && field.TakesRows(lines)
}

// Close leaves a request under way to itself.
func (f *Form) Close() { f.scope.Close() }

// Drafts is what stands in the fields.
func (f *Form) Drafts() []screen.Draft {
	var typed []screen.Draft
	for _, field := range f.spec.Fields {
		typed = append(typed, field.Drafts()...)
	}
	return typed
}

// Update takes a key or a result.
func (f *Form) Update(msg tea.Msg) tea.Cmd {
	if msg, isKey := msg.(tea.KeyMsg); isKey {
		return f.apply(f.key(msg))
	}
	return f.apply(f.spec.Receive(msg))
}

// apply does what a step says.
func (f *Form) apply(s Step) tea.Cmd {
	switch {
	case s.kind == submitted:
		return f.apply(f.submit())
	case s.kind == finished:
		f.host.Unsaved("")
		f.host.Notify(s.notification)
		f.host.Back()
		return nil
	case s.kind < waiting:
		f.act(s)
	default:
		f.turn(s)
	}
	if !f.Focused().Enabled() {
		f.move(1)
	}
	f.host.Unsaved(f.Loss())
	if s.then != nil {
		return tea.Batch(s.cmd, f.apply(*s.then))
	}
	return s.cmd
}

// act does what leaves a form that is open open, and one that is locked locked.
func (f *Form) act(s Step) {
	switch s.kind { //nolint:exhaustive // the others do nothing here
	case next:
		f.move(1)
	case previous:
		f.move(-1)
	case first:
		f.at = len(f.spec.Fields) - 1
		f.move(1)
	case asked:
		f.host.Ask(s.question(f))
	case prompted:
		f.host.Prompt(s.prompt(f))
	}
}

// turn locks or opens the form.
func (f *Form) turn(s Step) {
	locked := f.wait != nil
	f.wait = nil
	switch s.kind { //nolint:exhaustive // the others are no state of a form
	case waiting:
		f.wait, f.fault, f.warnings = &s, nil, nil
	case faulty:
		f.fault, f.warnings = s.lines, s.warnings
		f.focus(s.at)
		if locked {
			f.problem, f.unknown = nil, false
		}
	case opened:
		f.page, f.problem, f.unknown = nil, nil, false
	case refused:
		if f.problem, f.unknown = s.problem, s.unknown; f.page != nil {
			f.page = f.loadPage(s.problem)
		}
	case shown:
		f.page, f.problem, f.unknown = s.page, nil, false
	}
}

// Changed reports whether a field differs from what it began with.
func (f *Form) Changed() bool { return slices.ContainsFunc(f.spec.Fields, Field.Changed) }

// Loss is what would be lost with the form, in words; empty where nothing would.
func (f *Form) Loss() string {
	switch {
	case f.page != nil && f.page.Unsaved != nil:
		return f.page.Unsaved()
	case f.page != nil:
		return ""
	case f.unknown && f.spec.Again != "":
		return "The request to " + f.spec.Doing + " was sent, and whether the service carried it out is not known. " + f.spec.Again
	case f.unknown:
		return "The request to " + f.spec.Doing + " was sent, and whether the service carried it out is not known. " +
			"Sending it again from this form is safe; after leaving, look first whether it was done."
	case !f.Changed():
		return ""
	case f.spec.Unsaved != "":
		return f.spec.Unsaved
	}
	return "What was typed has not been sent, and would be gone."
}

// leave goes back, asking first where something would be lost.
func (f *Form) leave() Step {
	q := screen.Question{Title: "Leave the form?", Body: f.Loss(), Yes: "leave", No: "stay"}
	unsent := 0
	if f.wait != nil {
		if f.spec.Unsent != nil {
			unsent = f.spec.Unsent()
		}
		q.Title = "Leave while sending?"
		q.Body = "The request to " + f.spec.Doing + " goes on, and its outcome is told in the footer. " +
			"If the service refuses it, what was typed here is gone."
		if unsent > 0 {
			q.Body += " " + rowsText(unsent) + " that wait for a further request will not be sent, and are gone with the form."
		}
	}
	goBack := func() Step {
		if unsent > 0 {
			f.host.Notify(screen.Notification{
				Level: screen.LevelWarning, Text: rowsText(unsent) + " were not sent: the form to " + f.spec.Doing + " was left",
			})
		}
		f.host.Back()
		return Stay()
	}
	if q.Body == "" {
		return goBack()
	}
	return Ask(q, goBack)
}

func rowsText(n int) string {
	if n == 1 {
		return "1 row"
	}
	return fmt.Sprintf("%d rows", n)
}
