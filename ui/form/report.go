package form

import (
	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/roster"
	"acs-chat-tui/ui/savefile"
	"acs-chat-tui/ui/screen"
)

// AskReport asks for a file to save the report in.
func (f *Form) AskReport() {
	report, ok := f.list.Report()
	if !ok {
		f.host.Notify(screen.Notification{Level: screen.LevelInfo, Text: "there is nothing to report: nothing was sent yet"})
		return
	}
	f.host.Prompt(screen.Prompt{
		Title:   "Save the report",
		Body:    "What became of each row. The name's ending decides the form: .csv, .tsv or .json. A file that is there already is not replaced.",
		Initial: roster.SuggestName(report.About().Topic, "report", roster.CSV, f.host.Now()),
		Check: func(path string) string {
			_, fault := savefile.FormatOf(path)
			return fault
		},
		OnSubmit: func(path string) tea.Cmd { return savefile.Report(path, report) },
	})
}
