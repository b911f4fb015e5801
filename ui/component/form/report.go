package form

import (
	"fmt"
	"io"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/component/savefile"
	"acs-chat-tui/ui/data/roster"
	"acs-chat-tui/ui/screen"
)

// AskReport asks for a file to save the report in.
func (f *Form) AskReport() {
	report, ok := f.list.Report()
	if !ok {
		f.host.Notify(screen.Notification{Level: screen.LevelInfo, Text: "there is nothing to report: nothing was sent yet"})
		return
	}
	savefile.Ask(f.host, savefile.Request{
		Title: "Save the report",
		Body:  "What became of each row. The name's ending decides the form: .csv, .tsv or .json. Only you can read the file.",
		Name:  roster.SuggestName(report.About.Topic, "report", roster.CSV, f.host.Now()),
		Then: func(file savefile.File) tea.Cmd {
			what := fmt.Sprintf("the report of %d rows", len(report.Rows))
			return savefile.Write(screen.Ref{}, file, what, func(w io.Writer) error {
				return roster.WriteReport(w, file.Format, report)
			})
		},
	})
}
