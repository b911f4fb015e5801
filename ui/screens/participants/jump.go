package participants

import (
	"errors"
	"fmt"
	"strconv"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/screen"
)

// lastRow is the largest number of a row: the service's skip parameter is an int32.
const lastRow = 1 << 31

// askRow asks for the row to go to. Where it is not loaded, the service passes over the
// ones before it.
func (m *Model) askRow() {
	m.host.Prompt(screen.Prompt{
		Title: "Go to row", Body: "The number of a participant, counted from 1. What is loaded stays.",
		Placeholder: "1",
		Check: func(typed string) string {
			n, err := strconv.ParseInt(typed, 10, 64)
			switch {
			case errors.Is(err, strconv.ErrRange) || n > lastRow:
				return fmt.Sprintf("The service counts to %d.", lastRow)
			case err != nil || n < 1:
				return "A row is a whole number from 1."
			}
			return ""
		},
		OnSubmit: func(typed string) tea.Cmd {
			n, _ := strconv.Atoi(typed) // Check has read it
			if !m.list.IsLoaded(n - 1) {
				m.scope.Renew()
			}
			return m.list.Jump(n - 1)
		},
	})
}
