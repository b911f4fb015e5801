package ui

import (
	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/screen"
)

// record keeps what was sent and received, for the log; its page is told, visible or
// not.
func (a *App) record(msg command.ExchangesMsg) tea.Cmd {
	a.requests.Add(msg.Exchanges, msg.Lost)
	if page := a.find(a.requestLog); page != nil {
		return page.screen.Update(msg)
	}
	return nil
}

// openRequestLog brings the log of requests to the top. One that is open below goes:
// two pages of the same log would only be two steps back.
func (a *App) openRequestLog() {
	if page := a.find(a.requestLog); page != nil {
		if a.visible(page) {
			return
		}
		a.remove(page.id)
	}
	a.open(screen.ToRequestLog{})
	a.requestLog = a.top().id
}
