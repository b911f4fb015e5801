package ui

import (
	"fmt"
	"runtime/debug"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/terminal/lifetime"
	"acs-chat-tui/ui/terminal/painter"
)

// reportedRequests is how many of the last requests stand in the report of a crash.
const reportedRequests = 20

// panicMsg says that a command ended in a panic.
type panicMsg struct {
	fault any
	stack []byte
}

// guarded is the root model as Bubble Tea runs it. Every command passes here.
type guarded struct{ *App }

// Caret is where the terminal's cursor belongs.
func (g guarded) Caret() painter.Caret { return painter.Caret{} }

// Init guards the first commands.
func (g guarded) Init() tea.Cmd { return guard(g.App.Init()) }

// Update guards the commands that a message leads to.
func (g guarded) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	_, cmd := g.App.Update(msg)
	return g, guard(cmd)
}

// guard catches the panics of a command, and of the commands that it answers with: on
// their goroutines they would end the program with the terminal as it is.
func guard(cmd tea.Cmd) tea.Cmd {
	if cmd == nil {
		return nil
	}
	return func() (msg tea.Msg) {
		defer func() {
			if fault := recover(); fault != nil {
				msg = panicMsg{fault: fault, stack: debug.Stack()}
			}
		}()
		msg = cmd()
		if batch, ok := msg.(tea.BatchMsg); ok {
			guarded := make(tea.BatchMsg, len(batch))
			for i, one := range batch {
				guarded[i] = guard(one)
			}
			return guarded
		}
		return msg
	}
}

// catch is deferred: a panic ends the program, and then is done instead.
func (a *App) catch(doing string, then func()) {
	if fault := recover(); fault != nil { //nolint:revive // catch itself is what is deferred
		a.fail(doing, fault, debug.Stack())
		then()
	}
}

// kindOf names a message without what it holds.
func kindOf(msg tea.Msg) string { return fmt.Sprintf("%T", msg) }

// fail ends the program because of a fault of its own, and keeps what is known of it.
func (a *App) fail(doing string, fault any, stack []byte) {
	if a.failure != nil {
		return
	}
	a.failure = &lifetime.Report{Version: a.version, At: a.now(), Doing: doing, Fault: fault, Stack: stack}
	a.failure.Details = a.crashDetails()
	a.end(errInternal)
}

// crashDetails is what a report says of the program: where the user was, what was typed, and
// what was sent last. A section that panics itself says so, and leaves the others.
func (a *App) crashDetails() string {
	var b strings.Builder
	section := func(heading string, lines func() []string) {
		fmt.Fprintf(&b, "== %s ==\n", heading)
		defer func() {
			if fault := recover(); fault != nil {
				fmt.Fprintf(&b, "not known: %v\n", fault)
			}
		}()
		for _, line := range lines() {
			b.WriteString(line + "\n")
		}
	}
	section("Screens", a.describeScreens)
	section("Typed in forms", a.describeTyped)
	section("Under way", func() []string { return a.runner.UnderWay() })
	section("Last requests", func() []string { return a.requests.Lines(reportedRequests) })
	return b.String()
}

func (a *App) describeScreens() []string {
	lines := []string{fmt.Sprintf("%d×%d, %d dialogs", a.width, a.height, len(a.dialogs))}
	for _, e := range a.stack {
		for tab, i := range e.tabs {
			if i != nil {
				shown := ""
				if screen.Tab(tab) == e.active {
					shown = ", shown"
				}
				lines = append(lines, fmt.Sprintf("%T%s  %s", i.screen, shown, i.unsaved))
			}
		}
	}
	for _, d := range a.dialogs {
		lines = append(lines, fmt.Sprintf("%T", d.Dialog))
	}
	return lines
}

// describeTyped is what stands in the fields of all forms and dialogs.
func (a *App) describeTyped() []string {
	var lines []string
	take := func(of any) {
		defer func() {
			if fault := recover(); fault != nil {
				lines = append(lines, fmt.Sprintf("%T: not known: %v", of, fault))
			}
		}()
		typing, ok := of.(screen.Drafting)
		if !ok {
			return
		}
		for _, typed := range typing.Drafts() {
			if typed.Text != "" {
				lines = append(lines, fmt.Sprintf("-- %T, %s:", of, typed.Label), typed.Text)
			}
		}
	}
	for i := range a.instances() {
		take(i.screen)
	}
	for _, d := range a.dialogs {
		take(d.Dialog)
	}
	return lines
}
