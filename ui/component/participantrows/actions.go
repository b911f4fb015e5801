package participantrows

import (
	"fmt"
	"io"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/component/form"
	"acs-chat-tui/ui/component/savefile"
	"acs-chat-tui/ui/data/roster"
	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/style/text"
)

// Actions are the keys of a form of participants: importing a list, making a user for a
// row, and saving what became of the rows. focused reports whether the rows have the form's
// focus.
func (e *Editor) Actions(scope *command.Scope, focused func() bool, report func() (roster.Report, bool)) []form.Action {
	return []form.Action{
		{Key: keys.Import, Rank: 55, Do: e.askFile},
		{Key: keys.NewUser, Rank: 65, Refusal: func() string { return e.userRefusal(scope, focused()) }, Do: func() form.Step {
			if refusal := e.userRefusal(scope, focused()); refusal != "" {
				e.host.Notify(screen.Notification{Level: screen.LevelInfo, Text: refusal})
				return form.Stay()
			}
			e.awaiting = e.rows[e.at]
			e.awaiting.id.SetPlaceholder("a user is being made…")
			return form.Fault(nil).Then(form.Run(command.NewUser(scope)))
		}},
		e.ReportAction(report),
	}
}

func (e *Editor) askFile() form.Step {
	now := e.host.Now()
	return form.Prompt(screen.Prompt{
		Title: "Import participants from a file",
		Body: "CSV, TSV or JSON with a header (identifier, display name, share history time, metadata.KEY), or one a line: " +
			"the identifier, then, behind a comma, a semicolon or a tab, the display name and the history.",
		Placeholder: "path",
		Check: func(path string) string {
			if path == "" {
				return "A path is missing."
			}
			return ""
		},
	}, func(path string) (func() form.Step, string) {
		list, err := readFile(path, now)
		if err != nil {
			return nil, text.Sanitize(err.Error())
		}
		return func() form.Step {
			e.Insert(list)
			return form.Fault(e)
		}, ""
	})
}

// ReportAction asks for a file to save the report in; ok is false while there is none.
func (e *Editor) ReportAction(report func() (report roster.Report, ok bool)) form.Action {
	return form.Action{
		Key: keys.SaveReport, Rank: 15,
		Refusal: func() string {
			if _, ok := report(); !ok {
				return "nothing was sent yet"
			}
			return ""
		},
		Do: func() form.Step {
			r, ok := report()
			if !ok {
				e.host.Notify(screen.Notification{Level: screen.LevelInfo, Text: "there is nothing to report: nothing was sent yet"})
				return form.Stay()
			}
			savefile.Ask(e.host, savefile.Request{
				Title: "Save the report",
				Body:  "What became of each row. The name's ending decides the form: .csv, .tsv or .json. Only you can read the file.",
				Name:  roster.SuggestName(r.About.Topic, "report", roster.CSV, e.host.Now()),
				Then: func(file savefile.File) tea.Cmd {
					what := fmt.Sprintf("the report of %d rows", len(r.Rows))
					return savefile.Write(screen.Ref{}, file, what, func(w io.Writer) error {
						return roster.WriteReport(w, file.Format, r)
					})
				},
			})
			return form.Stay()
		},
	}
}

// makingFault says why the form is not sent yet.
const makingFault = "a user is being made for a row: send the form when it is there"

// Making reports whether a user is being made for a row.
func (e *Editor) Making() bool { return e.awaiting != nil }

// userRefusal says why no user can be made for the row under the focus, or nothing.
func (e *Editor) userRefusal(scope *command.Scope, focused bool) string {
	r := e.rows[e.at]
	switch refusal := scope.IssueRefusal(); {
	case refusal != "":
		return refusal
	case e.Making():
		return "a user is being made already"
	case !focused:
		return "go to the row that the new user is for"
	case r.fixed:
		return "this row is you: a new user is for another row"
	case r.done():
		return "this row is accepted: a new user is for another row"
	case r.rawID() != "":
		return "this row has an identifier already: a new user is for an empty one"
	}
	return ""
}

// Receive returns what follows a message about a user who is being made for a row; ok is
// false for other messages.
func (e *Editor) Receive(msg tea.Msg) (step form.Step, ok bool) {
	switch msg := msg.(type) {
	case command.UserCreatedMsg:
		return e.userCreated(msg.RawID, msg.Problem), true
	case command.PanickedMsg:
		if e.Making() {
			return e.userCreated("", msg.Problem), true
		}
	}
	return form.Stay(), false
}

// userCreated puts the user who was made into the row that waits for him, or where that
// has gone or was filled meanwhile into a new one.
func (e *Editor) userCreated(rawID string, problem *command.Problem) form.Step {
	r := e.awaiting
	if e.awaiting = nil; r == nil {
		return form.Stay()
	}
	r.id.SetPlaceholder(idPlaceholder)
	if problem != nil {
		return form.Fault(nil, problem.Lines()...)
	}
	if !slices.Contains(e.rows, r) || r.rawID() != "" || r.done() {
		r = newRow()
		e.rows = append(e.rows, r)
	}
	r.id.SetValue(rawID)
	e.touched(r)
	e.host.Notify(screen.Notification{Level: screen.LevelSuccess, Text: "user created: " + text.Sanitize(rawID), Details: []string{text.Sanitize(rawID)}})
	return form.Fault(nil)
}
