package ui

import (
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/widget/dialog"
)

// host is the program as one screen sees it.
type host struct {
	app *App
	id  screen.ID
}

var _ screen.Host = (*host)(nil)

func (h *host) Open(destination screen.Destination) { h.app.open(destination) }

func (h *host) Back() { h.app.back(h.id) }

func (h *host) Ask(q screen.Question) {
	h.app.openDialog(h.id, &dialog.Question{Question: q})
}

func (h *host) Prompt(p screen.Prompt) {
	h.app.openDialog(h.id, dialog.NewPrompt(p))
}

func (h *host) Choose(c screen.Choice) {
	h.app.openDialog(h.id, dialog.NewChoice(c.Title, c.Body, c.Options))
}

// Show puts a page on top. Its action is done by its key, so that both ways are one.
func (h *host) Show(p screen.Page) {
	a := h.app
	a.openDialog(h.id, dialog.NewPage(a.bindings, p, func() tea.Cmd {
		a.chosen = func() tea.Cmd { return a.key(a.bindings.Press(p.ActionKey)) }
		return nil
	}))
}

func (h *host) Notify(n screen.Notification) { h.app.notify(n) }

func (h *host) Now() time.Time { return h.app.now() }

func (h *host) Keys() *keys.Map { return h.app.bindings }

func (h *host) Unsaved(loss string) {
	if i := h.app.find(h.id); i != nil {
		i.unsaved = loss
	}
}

func (h *host) Loss() string { return h.app.unsaved(0) }

func (h *host) Wake(at time.Time) {
	if i := h.app.find(h.id); i != nil {
		i.wake = at
	}
}

// Copy hands the text to the terminal on a goroutine of the program's own.
func (h *host) Copy(what, text string) tea.Cmd {
	copyOut := h.app.copyOut
	return func() tea.Msg { return copiedMsg{what: what, err: copyOut(text)} }
}
