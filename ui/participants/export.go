package participants

import (
	"bytes"
	"fmt"
	"io"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/acs"
	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/pages"
	"acs-chat-tui/ui/roster"
	"acs-chat-tui/ui/savefile"
	"acs-chat-tui/ui/screen"
)

// export is an export of all participants that waits for the pages that are left.
type export struct {
	// file is where it goes; nil for the clipboard.
	file *savefile.File
}

// tableMsg is a table for the clipboard.
type tableMsg struct {
	screen.Ref
	what, table string
	err         error
}

// askExport asks what is to be exported, and where to.
func (m *Model) askExport() {
	var ways []screen.Way
	if n := m.marks.count(); n > 0 {
		what := fmt.Sprintf("the %d marked", n)
		ways = append(ways,
			screen.Way{Does: what + ", to a file", OnChoose: func() tea.Cmd {
				return m.askFile("Export "+what+" to a file", func(file savefile.File) tea.Cmd { return m.write(&file, m.marked()) })
			}},
			screen.Way{Does: what + ", to the clipboard as CSV", OnChoose: func() tea.Cmd { return m.write(nil, m.marked()) }})
	}
	if m.list.Pages().Fetched() > 0 {
		what := "all participants"
		if !m.list.AllLoaded() {
			what += ", loading the rest first,"
		}
		ways = append(ways,
			screen.Way{Does: what + " to a file", OnChoose: func() tea.Cmd {
				return m.askFile("Export all participants to a file", func(file savefile.File) tea.Cmd { return m.exportAll(&file) })
			}},
			screen.Way{Does: what + " to the clipboard as CSV", OnChoose: func() tea.Cmd { return m.exportAll(nil) }})
	}
	if len(ways) == 0 {
		m.tell("there is nothing to export: no participant is loaded or marked")
		return
	}
	body := "What a filter lets through is exported when it is marked: " + m.host.Keys().Name(keys.MarkAll) + " marks all of it."
	m.host.Choose(screen.Choice{Title: "Export participants", Body: body, Ways: ways})
}

func (m *Model) askFile(title string, then func(savefile.File) tea.Cmd) tea.Cmd {
	savefile.Ask(m.host, savefile.Request{
		Title: title, Name: roster.SuggestName(m.Title(), "participants", roster.CSV, m.host.Now()), Then: then,
	})
	return nil
}

// exportAll exports all participants as soon as they are loaded.
func (m *Model) exportAll(file *savefile.File) tea.Cmd {
	m.export = &export{file: file}
	if m.list.AllLoaded() {
		return m.finishExport()
	}
	m.host.Unsaved("The participants are still being loaded for the export: nothing is written yet.")
	if m.list.Pages().Offset() > 0 || m.list.Pages().Stale() {
		// The list begins somewhere else, or is about to be replaced.
		m.scope.Renew()
		return tea.Batch(m.list.Refresh(), m.list.LoadAll())
	}
	return m.list.LoadAll()
}

// goOnExport ends the export where the last page has come, or where none will.
func (m *Model) goOnExport() tea.Cmd {
	switch {
	case m.export == nil:
	case m.list.AllLoaded():
		return m.finishExport()
	case m.list.Pages().State() == pages.Failed:
		reason := "the service's list has no end"
		if problem := m.list.Problem(); len(problem) > 0 {
			reason = problem[0]
		}
		m.endExport(screen.LevelError, "Nothing was exported: "+reason)
	case !m.list.LoadingAll():
		m.endExport(screen.LevelWarning, "The export was stopped: nothing was written.")
	}
	return nil
}

func (m *Model) endExport(level screen.Level, said string) {
	m.export = nil
	m.host.Unsaved("")
	m.host.Notify(screen.Notification{Level: level, Text: said, Details: m.list.Problem()})
}

func (m *Model) finishExport() tea.Cmd {
	file := m.export.file
	m.export = nil
	m.host.Unsaved("")
	if n := m.list.Pages().Duplicates(); n > 0 {
		m.host.Notify(screen.Notification{
			Level: screen.LevelWarning,
			Text:  fmt.Sprintf("the thread changed while it was loaded: the service sent %d twice, and may have left others out", n),
		})
	}
	all := make([]acs.ChatParticipant, 0, m.list.Pages().Len())
	for _, one := range m.list.Pages().Items() {
		all = append(all, one.ChatParticipant)
	}
	return m.write(file, all)
}

// write makes the command that writes participants to a file, or to the clipboard.
func (m *Model) write(file *savefile.File, participants []acs.ChatParticipant) tea.Cmd {
	what, ref := countOf(len(participants)), m.scope.Ref()
	participants = slices.Clone(participants)
	if file != nil {
		to := *file
		return savefile.Write(ref, to, "the list of "+what, func(w io.Writer) error { return roster.Write(w, to.Format, participants) })
	}
	return func() tea.Msg {
		var table bytes.Buffer
		err := roster.Write(&table, roster.CSV, participants)
		return tableMsg{Ref: ref, what: what + " as CSV", table: table.String(), err: err}
	}
}

// copyTable puts a table that is made on the clipboard.
func (m *Model) copyTable(msg tableMsg) tea.Cmd {
	if msg.err != nil {
		m.host.Notify(screen.Notification{Level: screen.LevelError, Text: "Nothing was copied: " + msg.err.Error() + "."})
		return nil
	}
	return m.host.Copy(msg.what, msg.table)
}
