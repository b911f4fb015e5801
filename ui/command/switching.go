package command

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/screen"
)

// Leaving asks before the connection in use is given up while writes run with it, and
// names them; without any, then is returned as it is.
func Leaving(s *Scope, host screen.Host, then func() tea.Cmd) tea.Cmd {
	var running []string
	for _, call := range s.runner.calls {
		if call.Write && call.link == s.runner.current {
			running = append(running, call.Operation)
		}
	}
	if len(running) == 0 {
		return then()
	}
	host.Ask(screen.Question{
		Title: "Switch while a request is under way?",
		Body: "Under way to " + s.Session().Profile + ": " + strings.Join(running, ", ") + ". It goes on there, and its outcome " +
			"is told in the footer with that name; of a longer work nothing further is sent.",
		Yes: "switch", No: "stay", OnYes: then,
	})
	return nil
}
