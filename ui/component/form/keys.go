package form

import (
	"cmp"
	"slices"

	"github.com/charmbracelet/bubbles/help"
	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/screen"
)

// key takes a key or a paste.
func (f *Form) key(msg tea.KeyMsg) Step {
	switch {
	case f.page != nil:
		return f.pageKey(msg)
	case f.wait != nil:
		return f.lockedKey(msg)
	case msg.Paste:
		return f.edit(msg)
	}
	k := f.host.Keys()
	if !k.Is(msg, keys.Submit) {
		f.previewed = nil
	}
	if action := f.action(msg, f.spec.Actions); action != nil {
		return action.Do()
	}
	switch {
	case k.Is(msg, keys.Submit):
		return f.submit()
	case k.Is(msg, keys.Leave):
		return f.leave()
	case k.Is(msg, keys.Preview) && f.spec.Preview != nil:
		return f.preview()
	}
	return f.edit(msg)
}

// action is the action that a key starts, or nil.
func (f *Form) action(msg tea.KeyMsg, actions []Action) *Action {
	at := slices.IndexFunc(actions, func(a Action) bool {
		return !msg.Paste && (a.Active == nil || a.Active()) && f.host.Keys().Is(msg, a.Key)
	})
	if at < 0 {
		return nil
	}
	return &actions[at]
}

// lockedKey takes a key while something is under way: that is not changed, but can be
// stopped and left.
func (f *Form) lockedKey(msg tea.KeyMsg) Step {
	if (msg.Paste || msg.Type == tea.KeyRunes || msg.Type == tea.KeySpace) && !f.warnedLocked {
		f.warnedLocked = true
		f.host.Notify(screen.Notification{Level: screen.LevelWarning, Text: "what you type now is not taken: the form is locked while it is sent"})
	}
	switch {
	case msg.Paste, !f.host.Keys().Is(msg, keys.Leave):
		return Stay()
	case f.wait.stop != nil:
		return f.wait.stop()
	}
	return f.leave()
}

// edit gives a key or a paste to the field with the focus.
func (f *Form) edit(msg tea.KeyMsg) Step {
	f.previewed, f.fault, f.warnings = nil, nil, nil
	if at, _, ok := f.rows(); ok && at != f.at && !msg.Paste {
		switch k := f.host.Keys(); {
		case k.Is(msg, keys.NewRow):
			f.at = at
		case k.Is(msg, keys.RemoveRow):
			return Stay()
		}
	}
	step := f.Focused().Key(msg)
	if step.kind == previous && msg.Type == tea.KeyUp && f.alone() {
		return Stay()
	}
	return step
}

// alone reports whether no other field takes the focus.
func (f *Form) alone() bool {
	return !slices.ContainsFunc(f.spec.Fields, func(field Field) bool { return field != f.Focused() && field.Enabled() })
}

// check is what forbids sending; a step that changes nothing where nothing does.
func (f *Form) check() (fault Step, ok bool) {
	if f.spec.Check == nil {
		return Stay(), true
	}
	said, at := f.spec.Check()
	return Fault(at, said), said == ""
}

func (f *Form) submit() Step {
	if f.fault = nil; f.previewed != nil && !slices.Equal(f.previewed, f.Drafts()) {
		f.host.Notify(screen.Notification{Level: screen.LevelWarning, Text: "not sent: the form has changed since the request was shown, and this is it now"})
		return f.preview()
	}
	if fault, ok := f.check(); !ok {
		return fault
	}
	step := f.spec.Submit()
	if step.kind == waiting {
		f.problem, f.warnedLocked = nil, false
	}
	return step
}

// preview shows the exact request.
func (f *Form) preview() Step {
	if fault, ok := f.check(); !ok {
		return fault
	}
	lines, fault := f.spec.Preview()
	if fault != "" {
		return Fault(nil, fault)
	}
	f.fault, f.previewed = nil, append([]screen.Draft{}, f.Drafts()...)
	k := f.host.Keys()
	f.host.Show(screen.Page{
		Title: "The request that " + k.Name(keys.Submit) + " sends, less the headers of every request", Lines: lines,
		CloseKey: keys.Preview, CloseLabel: "close the request", ActionKey: keys.Submit, ActionLabel: "send",
	})
	return Stay()
}

// The ranks of the form's own keys in the footer.
const (
	rankSubmit = 10 * iota
	rankLeave
	rankField
	rankChoose
	rankNewRow
	rankRemoveRow
	rankPreview
)

// entry is a key in help.
type entry struct {
	rank    int
	binding key.Binding
	// aside keys are in the full help alone, and moves reports whether it moves or edits.
	aside, moves bool
}

// Help lists the keys, those enabled that do something now.
func (f *Form) Help() help.KeyMap {
	switch {
	case f.page != nil:
		return f.pageHelp()
	case f.wait != nil:
		leave := []key.Binding{f.host.Keys().Bind(keys.Leave, f.wait.stopDoes)}
		return screen.Keys{Short: leave, Full: [][]key.Binding{leave}}
	}
	entries := f.entries()
	for _, action := range f.spec.Actions {
		if action.Active == nil || action.Active() {
			binding := action.binding(f.host.Keys())
			entries = slices.DeleteFunc(entries, func(e entry) bool { return e.binding.Help().Key == binding.Help().Key })
			entries = append(entries, entry{rank: action.Rank, binding: binding, aside: !binding.Enabled(), moves: action.Rank > rankNewRow})
		}
	}
	slices.SortStableFunc(entries, func(a, b entry) int { return cmp.Compare(a.rank, b.rank) })
	var list screen.Keys
	list.Full = make([][]key.Binding, 2)
	for _, e := range entries {
		if !e.aside {
			list.Short = append(list.Short, e.binding)
		}
		group := 0
		if e.moves {
			group = 1
		}
		list.Full[group] = append(list.Full[group], e.binding)
	}
	return list
}

// entries are the form's own keys.
func (f *Form) entries() []entry {
	k := f.host.Keys()
	fixed := func(shown, does string, names ...string) key.Binding {
		return key.NewBinding(key.WithKeys(names...), key.WithHelp(shown, does))
	}
	entries := []entry{
		{rank: rankSubmit, binding: k.Bind(keys.Submit, f.spec.SubmitDoes)},
		{rank: rankLeave, binding: k.Bind(keys.Leave, "")},
		{rank: rankField, binding: fixed("tab", "next field", "tab"), moves: true},
		{rank: rankField, binding: fixed("shift+tab", "previous field", "shift+tab"), moves: true, aside: true},
	}
	if f.spec.Preview != nil {
		entries = append(entries, entry{rank: rankPreview, binding: k.Bind(keys.Preview, "")})
	}
	if slices.ContainsFunc(f.spec.Fields, isChoice) {
		choose := fixed("← →", "choose a value", "right", "left")
		if !isChoice(f.Focused()) {
			keys.Unless("this field is typed", &choose)
		}
		entries = append(entries, entry{rank: rankChoose, binding: choose, moves: true})
	}
	if at, rows, ok := f.rows(); ok {
		remove := k.Bind(keys.RemoveRow, "")
		if at != f.at || !rows.Removable() {
			keys.Unless("the focus is on no row that can be removed", &remove)
		}
		entries = append(entries,
			entry{rank: rankField, binding: fixed("enter", "next field or row", "enter"), moves: true, aside: true},
			entry{rank: rankNewRow, binding: k.Bind(keys.NewRow, ""), moves: true},
			entry{rank: rankRemoveRow, binding: remove, moves: true})
		for _, binding := range rows.Keys() {
			entries = append(entries, entry{rank: rankPreview, binding: binding, moves: true, aside: true})
		}
	}
	return entries
}

func isChoice(field Field) bool {
	input, ok := field.(*Input)
	return ok && input.text == nil
}

func (a Action) binding(k *keys.Map) key.Binding {
	binding := k.Bind(a.Key, a.Does)
	if a.Refusal != nil {
		keys.Unless(a.Refusal(), &binding)
	}
	return binding
}

// Wheel moves the focus, or the cursor of a field that has its own use for the wheel.
func (f *Form) Wheel(down bool) tea.Cmd {
	if f.wait != nil || f.page != nil {
		return nil
	}
	if field, ok := f.Focused().(Wheeled); ok {
		field.Wheel(down)
		return nil
	}
	return f.Update(screen.Arrow(down))
}

// Click puts the focus on a field.
func (f *Form) Click(x, y int) (there bool, cmd tea.Cmd) {
	return f.wait == nil && f.drawn.Click(x, y), nil
}
