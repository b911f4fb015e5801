package form

import (
	"slices"

	"github.com/charmbracelet/bubbles/key"

	"acs-chat-tui/ui/component/participantrows"
	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/screen"
)

// Help lists the form's keys, those enabled that do something now.
func (f *Form) Help() screen.Keys {
	return f.HelpWith(f.list == nil || removable(f.list.FocusedRows()))
}

// removable says whether there is a row to remove under the focus.
func removable(focused *participantrows.Editor) bool { return focused != nil && focused.Removable() }

// HelpWith lists the form's keys. onRow says that the focus is on a row that can be
// removed.
func (f *Form) HelpWith(onRow bool) screen.Keys {
	k := f.keys
	if !onRow {
		keys.Unless("the focus is on no row that can be removed", &k.RemoveRow)
	}
	if f.sending {
		switch {
		case f.stop != nil:
			k.Leave = f.host.Keys().Bind(keys.Leave, "stop it")
		case f.run != nil && f.run.CanStop():
			k.Leave = f.host.Keys().Bind(keys.Leave, "stop after this request")
		}
		return screen.Keys{Short: []key.Binding{k.Leave}, Full: [][]key.Binding{{k.Leave}}}
	}
	if f.flat {
		return screen.Keys{
			Short: []key.Binding{k.Submit, k.Leave, k.NextField, k.Preview},
			Full:  [][]key.Binding{{k.Submit, k.Preview, k.Leave}, {k.NextField, k.PreviousField}},
		}
	}
	if f.list == nil {
		return screen.Keys{
			Short: []key.Binding{k.Submit, k.Leave, k.NextField, k.NewRow, k.RemoveRow, k.Preview},
			Full:  [][]key.Binding{{k.Submit, k.Preview, k.Leave}, {k.NextField, k.PreviousField, k.Next, k.NewRow, k.RemoveRow}},
		}
	}
	short := []key.Binding{k.Submit, k.Leave, k.NextField, k.NewRow, k.RemoveRow, k.Import, k.Preview}
	if _, sent := f.list.Report(); sent {
		short = slices.Insert(short, 2, k.Report)
	} else {
		k.Report = f.host.Keys().Bind(keys.SaveReport, "save a report: nothing was sent yet")
	}
	if refusal := f.userRefusal(); refusal != "" {
		k.NewUser = f.host.Keys().Bind(keys.NewUser, "new user for this row: "+refusal)
	} else {
		short = append(short, k.NewUser)
	}
	return screen.Keys{
		Short: short,
		Full: [][]key.Binding{
			{k.Submit, k.Preview, k.Report, k.Leave},
			{k.NextField, k.PreviousField, k.Next, k.NewRow, k.RemoveRow, k.NewUser, k.Import, k.Take},
		},
	}
}
