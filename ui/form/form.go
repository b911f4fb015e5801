// Package form is what the forms of the program share: sending once, telling of
// the outcome, showing the exact request, importing a file, and leaving without
// losing what was typed.
package form

import (
	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/rows"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/text"
	"acs-chat-tui/ui/theme"
	"acs-chat-tui/ui/widget/document"
)

// Owner is the form itself.
type Owner interface {
	// Submit checks the form and makes the command that sends it; nil where
	// something is at fault, which SetFault has told.
	Submit() tea.Cmd
	// Preview is the request that Submit would send.
	Preview() []string
	// HoldsText says whether something was typed that is not sent.
	HoldsText() bool
	// Import takes participants from a file.
	Import(entries []rows.Entry)
	// Edit takes a key or a paste for the field under the focus.
	Edit(msg tea.KeyMsg) tea.Cmd
}

// Keys are the keys of every form.
type Keys struct {
	NextField, PreviousField, Next, NewRow, RemoveRow key.Binding
	Take, Import, Preview, Submit, Leave              key.Binding
}

func newKeys() Keys {
	bind := func(help, description string) key.Binding {
		return key.NewBinding(key.WithKeys(help), key.WithHelp(help, description))
	}
	return Keys{
		NextField: bind("tab", "next field"), PreviousField: bind("shift+tab", "previous field"),
		Next: bind("enter", "next field or row"), NewRow: bind("ctrl+n", "new row"), RemoveRow: bind("ctrl+d", "remove row"),
		Take:   key.NewBinding(key.WithKeys("right"), key.WithHelp("→", "take the offered identity; pgup, pgdn choose")),
		Import: bind("ctrl+o", "import file"), Preview: bind("ctrl+x", "show request"),
		Submit: bind("ctrl+s", "send"), Leave: bind("esc", "leave"),
	}
}

// Form is a form's common state.
type Form struct {
	host  screen.Host
	scope *command.Scope
	theme *theme.Theme
	owner Owner
	keys  Keys

	sending bool
	fault   string
	problem *command.Problem
	preview *document.Model
	lines   []string
	viewing bool
	width   int
	height  int
	doing   string
}

// New makes the common part of a form; doing says what it does, as in "create
// the thread".
func New(host screen.Host, scope *command.Scope, t *theme.Theme, owner Owner, doing string) *Form {
	return &Form{host: host, scope: scope, theme: t, owner: owner, keys: newKeys(), preview: document.New(), doing: doing}
}

// Key takes one key of the form, or a paste.
func (f *Form) Key(msg tea.KeyMsg) tea.Cmd {
	if f.sending {
		// What is under way is not changed; leaving is possible.
		if key.Matches(msg, f.keys.Leave) {
			f.leave()
		}
		return nil
	}
	if f.viewing && f.previewKey(msg) {
		return nil
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
		f.viewing = true
		f.lines = f.owner.Preview()
		f.preview.Home()
		f.drawPreview()
	case key.Matches(msg, f.keys.Import):
		f.askFile()
	default:
		cmd = f.edit(msg)
	}
	return cmd
}

func (f *Form) edit(msg tea.KeyMsg) tea.Cmd {
	f.fault = ""
	cmd := f.owner.Edit(msg)
	f.host.HoldsText(f.owner.HoldsText())
	return cmd
}

// previewKey scrolls the preview or closes it; false for a key of the form,
// which closes it too, so that no character goes where nobody sees it.
func (f *Form) previewKey(msg tea.KeyMsg) bool {
	switch msg.String() {
	case "up", "down", "pgup", "pgdown":
		return f.preview.Key(msg)
	case "esc", "ctrl+x":
		f.viewing = false
		return true
	}
	f.viewing = false
	return false
}

func (f *Form) submit() tea.Cmd {
	f.fault = ""
	cmd := f.owner.Submit()
	if cmd == nil {
		return nil
	}
	f.sending, f.problem, f.viewing = true, nil, false
	return cmd
}

// Settle takes the outcome of what was sent.
func (f *Form) Settle(problem *command.Problem) {
	f.sending, f.problem = false, problem
	f.host.HoldsText(f.owner.HoldsText())
}

// Sending says that a request of the form is under way.
func (f *Form) Sending() bool { return f.sending }

// SetFault tells of something that forbids sending.
func (f *Form) SetFault(fault string) { f.fault = fault }

func (f *Form) leave() {
	switch {
	case f.sending:
		f.host.Ask(screen.Question{
			Title: "Leave while sending?",
			Body: "The request to " + f.doing + " goes on, and its outcome is told in the footer. " +
				"If the service refuses it, what was typed here is gone.",
			Yes: "leave", No: "stay", OnYes: f.goBack,
		})
	case f.owner.HoldsText():
		f.host.Ask(screen.Question{
			Title: "Leave the form?", Body: "What was typed has not been sent, and would be gone.",
			Yes: "leave", No: "stay", OnYes: f.goBack,
		})
	default:
		f.host.Back()
	}
}

func (f *Form) goBack() tea.Cmd {
	f.host.Back()
	return nil
}

func (f *Form) askFile() {
	f.host.Prompt(screen.Prompt{
		Title:       "Import participants from a file",
		Body:        "One a line: the identifier, then, behind a comma, a semicolon or a tab, the display name and the history.",
		Placeholder: "path",
		Check: func(path string) string {
			if path == "" {
				return "A path is missing."
			}
			return ""
		},
		OnSubmit: func(path string) tea.Cmd { return rows.Import(f.scope.Ref(), path) },
	})
}

// Imported takes what was read from a file.
func (f *Form) Imported(msg rows.ImportedMsg) {
	if msg.Err != nil {
		f.SetFault("import: " + text.Sanitize(msg.Err.Error()))
		return
	}
	f.owner.Import(msg.Entries)
	f.host.HoldsText(f.owner.HoldsText())
}

// SetSize gives the form its room.
func (f *Form) SetSize(width, height int) {
	f.width, f.height = width, height
	f.preview.SetSize(width, max(0, height-2))
	f.drawPreview()
}

func (f *Form) drawPreview() {
	var lines []string
	for _, line := range f.lines {
		lines = append(lines, text.Wrap(line, max(1, f.width))...)
	}
	f.preview.SetLines(lines)
}

// Preview is the exact request, where it is asked for; nil otherwise.
func (f *Form) Preview() []string {
	if !f.viewing {
		return nil
	}
	head := f.theme.Heading.Render(text.Truncate("The request that ctrl+s sends · ctrl+x or esc closes · ↓ ↑ scroll", f.width))
	return append([]string{head, ""}, f.preview.View()...)
}

// Status is what is to be said below the fields: a fault, the outcome of the
// last attempt, or that one is under way.
func (f *Form) Status() []string {
	switch {
	case f.sending:
		return []string{f.theme.Accent.Render(text.Truncate("  sending: asking the service to "+f.doing+"… the form is locked until it answers", f.width))}
	case f.fault != "":
		return document.Problem(f.theme, []string{f.fault}, f.width)
	case f.problem != nil:
		return document.Problem(f.theme, f.problem.Lines(), f.width)
	}
	return nil
}

// Help lists the form's keys.
func (f *Form) Help() screen.Keys {
	k := f.keys
	if f.sending {
		return screen.Keys{Short: []key.Binding{k.Leave}, Full: [][]key.Binding{{k.Leave}}}
	}
	return screen.Keys{
		Short: []key.Binding{k.Submit, k.Leave, k.NextField, k.NewRow, k.RemoveRow, k.Import, k.Preview},
		Full:  [][]key.Binding{{k.Submit, k.Preview, k.Leave}, {k.NextField, k.PreviousField, k.Next, k.NewRow, k.RemoveRow, k.Import, k.Take}},
	}
}

// Window cuts lines to height so that the line at focus stays in sight.
func Window(lines []string, focus, height int) []string {
	if len(lines) <= height {
		return lines
	}
	top := max(0, min(focus-height/2, len(lines)-height))
	return lines[top : top+height]
}
