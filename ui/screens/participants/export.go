package participants

import (
	"bytes"
	"fmt"
	"io"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/acs"
	"acs-chat-tui/ui/component/savefile"
	"acs-chat-tui/ui/data/roster"
	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/style/text"
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

// askExport asks what is to be exported, and where to. What is in sight or marked is
// exported as it is now, whatever has changed until the answer.
func (m *Model) askExport() {
	var ways []screen.Option
	if marked := m.marked(); len(marked) > 0 {
		ways = append(ways, m.exportWays(fmt.Sprintf("the %d marked", len(marked))+m.notInSight(), countOf(len(marked)), marked)...)
	}
	body := "A filter exports what it shows; marks export what is marked."
	switch {
	case m.list.Filtered():
		shown, of := m.inSight(), m.ofFilter()
		body = fmt.Sprintf("The filter is on: %d%s.", len(shown), of)
		if !m.list.AllLoaded() {
			body += " Not all are loaded; " + m.host.Keys().Name(keys.LoadAll) + " loads the rest."
		}
		if len(shown) > 0 {
			ways = append(ways, m.exportWays(fmt.Sprintf("the %d shown", len(shown)), fmt.Sprintf("%s (%d%s)", countOf(len(shown)), len(shown), of), shown)...)
		}
	case m.list.Started():
		what := "all participants"
		if !m.list.AllLoaded() {
			what += ", loading the rest first,"
		}
		ways = append(ways,
			screen.Option{Label: what + " to a file", OnChoose: func() tea.Cmd {
				return m.askFile("Export all participants to a file", func(file savefile.File) tea.Cmd { return m.exportAll(&file) })
			}},
			screen.Option{Label: what + " to the clipboard as CSV", OnChoose: func() tea.Cmd { return m.exportAll(nil) }})
	}
	if len(ways) == 0 {
		m.tell("there is nothing to export: no participant is loaded, in sight or marked")
		return
	}
	m.host.Choose(screen.Choice{Title: "Export participants", Body: body, Options: ways})
}

// exportWays are the ways to export some participants: what says which they are, and said
// what the result calls them.
func (m *Model) exportWays(what, said string, some []acs.ChatParticipant) []screen.Option {
	return []screen.Option{
		{Label: what + ", to a file", OnChoose: func() tea.Cmd {
			return m.askFile("Export "+what+" to a file", func(file savefile.File) tea.Cmd { return m.write(&file, said, some) })
		}},
		{Label: what + ", to the clipboard as CSV", OnChoose: func() tea.Cmd { return m.write(nil, said, some) }},
	}
}

// ofFilter says of what a filter shows a part, and which filter.
func (m *Model) ofFilter() string {
	by := "filtered by"
	if m.list.Alike() {
		by = "only like the filter"
	}
	return fmt.Sprintf(" of %d loaded, %s “%s”", m.list.LoadedCount(), by, text.Sanitize(m.list.Query()))
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
	return m.list.LoadAll()
}

// goOnExport ends the export where the last page has come, or where none will.
func (m *Model) goOnExport() tea.Cmd {
	switch {
	case m.export == nil:
	case m.list.AllLoaded():
		return m.finishExport()
	case m.list.HasFailed():
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
	m.host.Notify(screen.Notification{Level: level, Text: said, Details: m.list.Problem(), About: screen.AboutSaving})
}

func (m *Model) finishExport() tea.Cmd {
	file := m.export.file
	m.export = nil
	m.host.Unsaved("")
	if n := m.list.Duplicates(); n > 0 {
		m.host.Notify(screen.Notification{
			Level: screen.LevelWarning,
			Text:  fmt.Sprintf("the thread changed while it was loaded: the service sent %d twice, and may have left others out", n),
		})
	}
	all := make([]acs.ChatParticipant, 0, m.list.LoadedCount())
	for one := range m.list.Items() {
		all = append(all, one.ChatParticipant)
	}
	return m.write(file, countOf(len(all)), all)
}

// write makes the command that writes participants to a file, or to the clipboard; what
// says which they are.
func (m *Model) write(file *savefile.File, what string, participants []acs.ChatParticipant) tea.Cmd {
	ref := m.scope.Ref()
	m.tellOdd(participants)
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

// tellOdd says that an export lacks what cannot be read of those in it.
func (m *Model) tellOdd(participants []acs.ChatParticipant) {
	var details []string
	for _, p := range participants {
		if p.Odd.IsOdd() {
			details = append(details, text.Sanitize("! "+p.Odd.Why+": "+p.Odd.Excerpt()))
		}
	}
	if len(details) > 0 {
		m.host.Notify(screen.Notification{
			Level: screen.LevelWarning, Text: fmt.Sprintf("%d of them can't be read in full: what can't is missing in the export", len(details)), Details: details,
		})
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
