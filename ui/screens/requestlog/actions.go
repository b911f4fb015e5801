package requestlog

import (
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/charmbracelet/bubbles/help"
	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/component/savefile"
	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/widget/document"
)

// copyCommand copies the entry as a command.
func (m *Model) copyCommand() tea.Cmd {
	e := m.selected()
	if e == nil {
		return nil
	}
	if refusal := curlRefusal(e.Exchange); refusal != "" {
		m.host.Notify(screen.Notification{Level: screen.LevelInfo, Text: "not copied as curl: " + refusal})
		return nil
	}
	return m.host.Copy("curl command (it takes the token from $"+TokenVariable+")", curl(e.Exchange))
}

// askFile asks where to save the entry that is shown, or all that the list shows.
func (m *Model) askFile() {
	entries := []*entry{m.opened}
	if m.opened == nil {
		entries = slices.Collect(m.list.Shown())
		slices.Reverse(entries)
	}
	if len(entries) == 0 {
		m.host.Notify(screen.Notification{Level: screen.LevelInfo, Text: "there is no request to save"})
		return
	}
	version := m.version
	savefile.Ask(m.host, savefile.Request{
		Title: "Save " + requests(len(entries)) + " as HAR",
		Body:  "Tokens and signatures are left out; topics, names, ids and messages are not. Only you can read the file.",
		Name:  "requests-" + m.host.Now().Format("20060102-150405") + ".har",
		Check: func(path string) string {
			if !strings.EqualFold(filepath.Ext(path), ".har") {
				return "The name must end in .har."
			}
			return ""
		},
		Then: func(file savefile.File) tea.Cmd {
			return savefile.Write(screen.Ref{}, file, requests(len(entries)), func(w io.Writer) error { return writeHAR(w, entries, version) })
		},
	})
}

// askClear asks before the log is emptied.
func (m *Model) askClear() {
	if m.log.Len() == 0 {
		return
	}
	upTo := m.log.last
	m.host.Ask(screen.Question{
		Title: "Clear the request log?", Body: requests(m.log.Len()) + " would be gone.", Yes: "clear", No: "keep",
		OnYes: func() tea.Cmd {
			m.log.Clear(upTo)
			m.list.ClearFilter()
			m.list.SetItems(m.log.newestFirst())
			return nil
		},
	})
}

// Help lists the keys that do something now.
func (m *Model) Help() help.KeyMap {
	own := m.keys
	if m.opened != nil {
		own.Copy = m.copyHelp()
		return document.Help{Keys: m.host.Keys(), Actions: []key.Binding{own.Copy, own.Export, own.Back}}
	}
	list := m.list.Keys()
	if m.list.Capturing() {
		return screen.Keys{Short: list.Typing(), Full: [][]key.Binding{list.Typing()}}
	}
	switch {
	case m.log.Len() == 0:
		keys.Unless("nothing was sent yet", &own.Open, &own.Copy, &own.Export, &own.Clear, &list.Filter)
	case m.list.Len() == 0:
		keys.Unless("the filter matches nothing", &own.Open, &own.Copy, &own.Export)
	default:
		own.Copy = m.copyHelp()
	}
	back := own.Back
	if m.list.Filtered() {
		back = list.Unfilter
	}
	short := []key.Binding{own.Open, own.Copy, own.Export, list.Filter, own.Clear, back}
	return screen.Keys{Short: short, Full: [][]key.Binding{
		{own.Open, own.Copy, own.Export, own.Clear, back},
		append(list.Moves, list.Filter),
	}}
}

// copyHelp is the key that copies, with the reason where it cannot.
func (m *Model) copyHelp() key.Binding {
	binding := m.keys.Copy
	if e := m.selected(); e != nil {
		keys.Unless(curlRefusal(e.Exchange), &binding)
	}
	return binding
}
