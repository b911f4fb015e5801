package ui

import (
	"slices"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/widget/dialog"
)

// openDialog is a dialog and the terminal's read in which it was opened.
type openDialog struct {
	dialog.Dialog
	read uint64
	// since is when it was opened.
	since time.Time
	// owner is the screen that asked; 0 for the program itself.
	owner screen.ID
	// quits says that it asks whether to end the program.
	quits bool
}

func (a *App) openDialog(owner screen.ID, d dialog.Dialog) {
	a.dialogs = append(a.dialogs, openDialog{Dialog: d, read: a.read, since: a.now(), owner: owner})
}

// dialogKey gives a key to the dialog on top. A question drops the keys of the
// read that opened it, and those of a terminal too small to show it: they were
// typed without it in sight.
func (a *App) dialogKey(msg tea.KeyMsg) tea.Cmd {
	top := a.dialogs[len(a.dialogs)-1]
	if a.ahead(top) || (a.tooSmall() && !a.worksBlind(msg, true)) {
		return nil
	}
	depth := len(a.dialogs)
	done, cmd := top.Key(msg)
	return a.afterDialog(depth, done, cmd)
}

// ahead reports whether what comes now was on its way before a question could be seen.
func (a *App) ahead(d openDialog) bool {
	return d.Guarded() && (d.read == a.read || a.tooSmall())
}

// afterDialog closes the dialog at a depth where it is done, and does what was chosen.
func (a *App) afterDialog(depth int, done bool, cmd tea.Cmd) tea.Cmd {
	if !done {
		return cmd
	}
	// What the answer did may have opened another dialog above.
	a.dialogs = slices.Delete(a.dialogs, depth-1, depth)
	if chosen := a.chosen; chosen != nil {
		a.chosen = nil
		cmd = tea.Batch(cmd, chosen())
	}
	return cmd
}

// tried handles what came of a prompt's text. One that was right closes the prompt, and
// the keys that came meanwhile go where they would have gone; but none of them answers a
// question that comes now.
func (a *App) tried(msg dialog.TriedMsg) tea.Cmd {
	at := slices.IndexFunc(a.dialogs, func(d openDialog) bool { return d.Dialog == dialog.Dialog(msg.Prompt) })
	if at < 0 {
		return nil
	}
	done, held := msg.Prompt.Tried(msg)
	if !done {
		return nil
	}
	owner := a.dialogs[at].owner
	a.dialogs = slices.Delete(a.dialogs, at, at+1)
	if owner != 0 && a.find(owner) == nil {
		return nil
	}
	commands := []tea.Cmd{msg.Then()}
	for _, k := range held {
		if !a.Covered() {
			commands = append(commands, a.handleKeys(k))
		}
	}
	return tea.Batch(commands...)
}

// withdraw closes the dialogs of a screen: what they ask about has changed.
func (a *App) withdraw(owner screen.ID) {
	a.dialogs = slices.DeleteFunc(a.dialogs, func(d openDialog) bool { return d.owner == owner })
}

// interrupt is ctrl+c: it quits, but asks once if something would be lost.
func (a *App) interrupt() tea.Cmd {
	loss := a.loss()
	if loss == "" {
		return tea.Quit
	}
	if at := slices.IndexFunc(a.dialogs, func(d openDialog) bool { return d.quits }); at >= 0 {
		if a.dialogs[at].read == a.read {
			// Pressed before the question could be seen.
			return nil
		}
		return tea.Quit
	}
	return a.askQuit(loss + "\nctrl+c again quits.")
}

// quit is q: it quits, but asks if something would be lost.
func (a *App) quit() tea.Cmd {
	if loss := a.loss(); loss != "" {
		return a.askQuit(loss)
	}
	return tea.Quit
}

func (a *App) askQuit(body string) tea.Cmd {
	a.openDialog(0, &dialog.Question{Question: screen.Question{
		Title: "Quit?", Body: body, Yes: "quit", No: "stay", OnYes: func() tea.Cmd { return tea.Quit },
	}})
	a.dialogs[len(a.dialogs)-1].quits = true
	return nil
}

// loss says what would be lost if the program ended now, or nothing.
func (a *App) loss() string {
	for _, call := range a.runner.Calls() {
		if call.Write {
			return "A request to " + call.Operation + " is under way: whether the service carries it out would stay unknown."
		}
	}
	return a.unsaved(0)
}
