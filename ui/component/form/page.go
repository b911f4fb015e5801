package form

import (
	"github.com/charmbracelet/bubbles/help"
	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/style/text"
	"acs-chat-tui/ui/widget/document"
)

// Page stands in place of the fields: what came of the form.
type Page struct {
	// Lines draws it; what there is no room for scrolls.
	Lines   func(width int) []string
	Actions []Action
	// Unsaved says what would be lost with the page, or nothing; nil for never.
	Unsaved func() string

	// load reports whether the page stands there until the form is loaded, problem is why
	// that failed.
	load    bool
	problem *command.Problem
}

// loadPage stands where what the form edits is not there; problem is nil while it is
// awaited.
func (f *Form) loadPage(problem *command.Problem) *Page {
	k := f.host.Keys()
	page := &Page{load: true, problem: problem, Lines: func(width int) []string {
		return []string{f.theme.Muted.Render(text.Truncate("Asking the service for the thread…", width))}
	}}
	leave := Action{Key: keys.Leave, Do: f.leave}
	if page.Actions = []Action{leave}; problem == nil {
		return page
	}
	hint := "  " + k.Name(keys.Leave) + " goes back"
	if !problem.Final {
		hint = "  " + k.Name(keys.Submit) + " tries again · " + k.Name(keys.Leave) + " goes back"
		retry := func() Step {
			f.page = f.loadPage(nil)
			f.scope.Renew()
			return Run(f.spec.Load())
		}
		page.Actions = []Action{{Key: keys.Submit, Does: "try again", Do: retry}, leave}
	}
	page.Lines = func(width int) []string {
		said := document.Cut(f.theme, k, document.Problem(f.theme, problem.Lines(), width), f.height-2, width)
		return append(said, "", text.Truncate(hint, width))
	}
	return page
}

func (f *Form) pageKey(msg tea.KeyMsg) Step {
	if f.page.load && !msg.Paste && msg.Type == tea.KeyEnter {
		msg = f.host.Keys().Press(keys.Submit)
	}
	if action := f.action(msg, f.page.Actions); action != nil {
		return action.Do()
	}
	if !f.page.load {
		f.document.Key(msg)
	}
	return Stay()
}

func (f *Form) pageHelp() help.KeyMap {
	bindings := make([]key.Binding, len(f.page.Actions))
	for i, action := range f.page.Actions {
		bindings[i] = action.binding(f.host.Keys())
	}
	if f.page.load {
		return screen.Keys{Short: bindings, Full: [][]key.Binding{bindings}}
	}
	return document.Help{Keys: f.host.Keys(), Actions: bindings}
}
