package participants

import (
	"fmt"

	"github.com/charmbracelet/bubbles/help"
	"github.com/charmbracelet/bubbles/key"

	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/screen"
)

// possible are the keys, with the reason where one does nothing now.
func (m *Model) possible() keyMap {
	own := m.keys
	_, selected := m.list.Selected()
	marked := m.marks.count()
	if !selected {
		keys.Unless(m.list.Nothing("participant"), &own.Details, &own.Mark, &own.MarkRange, &own.MarkAll, &own.Invert)
	}
	if marked == 0 {
		keys.Unless("nothing is marked", &own.Clear)
	}
	if !selected && marked == 0 {
		keys.Unless(m.list.Nothing("participant"), &own.Copy)
		if m.scope.Session().RemoveRefusal() == "" {
			keys.Unless(m.list.Nothing("participant"), &own.Remove)
		}
	}
	if marked == 0 && !m.list.Started() {
		keys.Unless("no page has come", &own.Export)
	}
	if marked > 0 {
		own.Copy = m.host.Keys().Bind(keys.Copy, "copy "+countIDs(marked, ""))
		if m.scope.Session().RemoveRefusal() == "" {
			own.Remove = m.host.Keys().Bind(keys.Remove, fmt.Sprintf("remove %d", marked))
		}
	}
	return own
}

// Help lists the keys that do something now.
func (m *Model) Help() help.KeyMap {
	own, marked := m.possible(), m.marks.count()
	list := m.list.Keys()
	if m.list.OnFailure() {
		own.Details = list.Retry
	}
	switch {
	case m.list.Capturing():
		return screen.Keys{Short: list.Typing(), Full: [][]key.Binding{list.Typing()}}
	case m.list.LoadingAll():
		own.Back = list.StopLoading
	case m.list.Filtered():
		own.Back = list.Unfilter
	}
	short := []key.Binding{own.Add, own.Details, own.Mark, list.Filter, own.Copy, own.Remove, own.Export, own.Row, own.Refresh, own.Back}
	switch {
	case m.list.OnFailure():
		short = []key.Binding{own.Details, own.Refresh, own.Back}
	case m.list.LoadingAll():
		short = []key.Binding{own.Back, own.Details, own.Mark, list.Filter}
	case m.list.Filtered():
		short = []key.Binding{own.Back, own.Details, own.Mark, list.LoadAll, own.MarkAll, own.Remove, own.Copy}
	case marked > 0:
		short = []key.Binding{own.Remove, own.Mark, own.MarkRange, own.Clear, own.Copy, own.Export, own.Details, list.Filter, own.Back}
	}
	return screen.Keys{Short: short, Full: [][]key.Binding{
		{own.Add, own.Edit, own.Remove, own.Details, own.Export, own.Copy, own.Row, own.Refresh, own.Back},
		{own.Mark, own.MarkRange, own.MarkAll, own.Invert, own.Clear},
		list.Navigation(),
	}}
}
