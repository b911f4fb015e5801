package command

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/screen"
)

// Leaving asks before the connection in use is given up while writes run with it, which
// it names, or where something on the screens would be lost; without either, then is
// returned as it is.
func Leaving(s *Scope, host screen.Host, then func() tea.Cmd) tea.Cmd {
	var running, body []string
	for _, call := range s.runner.calls {
		if call.Write && call.link == s.runner.current {
			running = append(running, call.Operation)
		}
	}
	title := "Switch, and close what is open?"
	if len(running) > 0 {
		title = "Switch while a request is under way?"
		body = append(body, "Under way to "+s.Session().Profile+": "+strings.Join(running, ", ")+". It goes on there, and its outcome "+
			"is told in the footer with that name; of a longer work nothing further is sent.")
	}
	if loss := host.Loss(); loss != "" {
		body = append(body, loss)
	}
	if len(body) == 0 {
		return then()
	}
	host.Ask(screen.Question{Title: title, Body: strings.Join(body, "\n"), Yes: "switch", No: "stay", OnYes: then})
	return nil
}
