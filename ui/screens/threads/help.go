package threads

import (
	"github.com/charmbracelet/bubbles/help"
	"github.com/charmbracelet/bubbles/key"

	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/screen"
)

type keyMap struct {
	Open, New, OpenByID, Edit, Delete, Copy, Refresh, Sort key.Binding
}

func newKeyMap(k *keys.Map, session command.Session) keyMap {
	m := keyMap{
		Open: k.Bind(keys.Open, ""), New: k.Bind(keys.NewThread, ""), OpenByID: k.Bind(keys.OpenByID, ""),
		Edit: k.Bind(keys.Edit, ""), Delete: k.Bind(keys.Delete, ""),
		Copy: k.Bind(keys.Copy, ""), Refresh: k.Bind(keys.Refresh, ""), Sort: k.Bind(keys.SortByName, ""),
	}
	if refusal := session.UpdateRefusal(); refusal != "" {
		m.Edit = k.Bind(keys.Edit, "edit: "+refusal)
		m.Delete = k.Bind(keys.Delete, "delete: "+refusal)
	}
	if refusal := session.CreateRefusal(); refusal != "" {
		m.New = k.Bind(keys.NewThread, "new thread: "+refusal)
	}
	return m
}

// Help lists the keys that do something now.
func (m *Model) Help() help.KeyMap {
	own := m.keys
	item, selected := m.list.Selected()
	if !selected {
		nothing := m.list.Nothing("thread")
		keys.Unless(nothing, &own.Open, &own.Copy, &own.Sort)
		if m.scope.Session().UpdateRefusal() == "" {
			keys.Unless(nothing, &own.Edit, &own.Delete)
		}
	}
	if refusal := refusalOf(item); selected && refusal != "" && m.scope.Session().UpdateRefusal() == "" {
		own.Edit = m.host.Keys().Bind(keys.Edit, "edit: "+refusal)
		own.Delete = m.host.Keys().Bind(keys.Delete, "delete: "+refusal)
	}
	if m.list.Sorted() {
		own.Sort = m.host.Keys().Bind(keys.SortByName, "the service's order")
	}
	list := m.list.Keys()
	if m.list.OnFailure() {
		own.Open = list.Retry
	}
	short := []key.Binding{own.Open, own.New, own.OpenByID, own.Edit, own.Delete, list.Filter, own.Copy, own.Refresh, own.Sort}
	switch {
	case m.list.Capturing():
		return screen.Keys{Short: list.Typing(), Full: [][]key.Binding{list.Typing()}}
	case m.list.LoadingAll():
		short = append([]key.Binding{list.StopLoading}, short...)
	case m.list.Filtered():
		short = []key.Binding{list.Unfilter, own.Open, list.LoadAll, own.Copy}
	}
	return screen.Keys{Short: short, Full: [][]key.Binding{
		{own.Open, own.New, own.OpenByID, own.Edit, own.Delete, own.Copy, own.Refresh, own.Sort},
		append(list.Navigation(), list.StopLoading, list.Unfilter),
	}}
}
