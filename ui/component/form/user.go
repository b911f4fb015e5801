package form

import (
	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/style/text"
)

// makingFault says why the form is not sent yet.
const makingFault = "a user is being made for a row: send the form when it is there"

// makeUser makes a new user of the resource for the row under the focus.
func (f *Form) makeUser() tea.Cmd {
	if refusal := f.userRefusal(); refusal != "" {
		f.host.Notify(screen.Notification{Level: screen.LevelInfo, Text: refusal})
		return nil
	}
	editor := f.list.FocusedRows()
	editor.AwaitUser()
	f.fault, f.notMade, f.making = "", nil, editor
	return command.NewUser(f.scope)
}

// userRefusal says why no user can be made for the row under the focus, or nothing.
func (f *Form) userRefusal() string {
	editor := f.list.FocusedRows()
	switch refusal := f.scope.IssueRefusal(); {
	case refusal != "":
		return refusal
	case f.making != nil:
		return "a user is being made already"
	case editor == nil:
		return "go to the row that the new user is for"
	}
	return editor.UserRefusal()
}

// UserCreated takes the user that was made for a row.
func (f *Form) UserCreated(msg command.UserCreatedMsg) { f.takeUser(msg.RawID, msg.Problem) }

// MakingFailed says that making a user ended in a fault of the program; false where
// none was being made.
func (f *Form) MakingFailed(msg command.PanickedMsg) bool {
	if f.making == nil {
		return false
	}
	f.takeUser("", msg.Problem)
	return true
}

func (f *Form) takeUser(rawID string, problem *command.Problem) {
	if f.making == nil {
		return
	}
	editor := f.making
	if f.making = nil; f.fault == makingFault {
		f.fault = ""
	}
	if problem != nil {
		editor.TakeUser("")
		f.notMade = problem
		return
	}
	editor.TakeUser(rawID)
	f.changedBehind()
	f.host.Notify(screen.Notification{Level: screen.LevelSuccess, Text: "user created: " + text.Sanitize(rawID), Details: []string{text.Sanitize(rawID)}})
}
