package remove

import (
	"fmt"
	"io"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/component/savefile"
	"acs-chat-tui/ui/data/roster"
)

// askReport asks where the report is to be saved.
func (m *Model) askReport() {
	if !m.run.ended() {
		m.tell("the run goes on still: its report can be saved when it has ended")
		return
	}
	savefile.Ask(m.host, savefile.Request{
		Title: "Save what became of each participant",
		Name:  roster.SuggestName(m.to.Topic, "removal", roster.CSV, m.host.Now()),
		Then:  m.write,
	})
}

// write makes the command that writes the report of the run as it stands.
func (m *Model) write(file savefile.File) tea.Cmd {
	about := roster.About{Operation: "remove participants", ThreadID: m.to.ThreadID, Topic: m.to.Topic, At: m.host.Now()}
	outcomes := m.run.outcomes()
	return savefile.Write(m.scope.Ref(), file, fmt.Sprintf("the report of %d rows", len(outcomes)), func(w io.Writer) error {
		return roster.WriteReport(w, file.Format, roster.Report{About: about, Rows: outcomes})
	})
}
