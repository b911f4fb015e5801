package form

import (
	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/component/participantrows"
	"acs-chat-tui/ui/data/roster"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/style/text"
)

func (f *Form) askFile() {
	now := f.host.Now()
	f.host.Prompt(screen.Prompt{
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
		Try: func(path string) (func() tea.Cmd, string) {
			list, err := participantrows.ReadFile(path, now)
			if err != nil {
				return nil, text.Sanitize(err.Error())
			}
			return func() tea.Cmd {
				f.imported(list)
				return nil
			}, ""
		},
	})
}

// imported takes what was read from a file. What was wrong with the form before is not
// said of what it holds now.
func (f *Form) imported(list roster.Roster) {
	f.fault, f.notMade = "", nil
	f.list.Import(list)
	f.changedBehind()
}
