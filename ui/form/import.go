package form

import (
	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/rows"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/text"
)

func (f *Form) askFile() {
	f.host.Prompt(screen.Prompt{
		Title: "Import participants from a file",
		Body: "CSV, TSV or JSON with a header (identifier, display name, share history time, metadata.KEY), or one a line: " +
			"the identifier, then, behind a comma, a semicolon or a tab, the display name and the history.",
		Placeholder: "path", Initial: f.path,
		Check: func(path string) string {
			if path == "" {
				return "A path is missing."
			}
			return ""
		},
		OnSubmit: func(path string) tea.Cmd {
			f.path = path
			return rows.Import(f.scope.Ref(), path, f.host.Now())
		},
	})
}

// Imported takes what was read from a file.
func (f *Form) Imported(msg rows.ImportedMsg) {
	if msg.Err != nil {
		f.SetFault("import: " + text.Sanitize(msg.Err.Error()))
		return
	}
	if f.sending {
		f.SetFault("import: the form is being sent; import the file again when the service has answered")
		return
	}
	f.path = ""
	f.list.Import(msg.List)
	f.changedBehind()
}
