package edit

import (
	"fmt"
	"maps"
	"slices"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/component/form"
	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/style/text"
	"acs-chat-tui/ui/widget/clickable"
	"acs-chat-tui/ui/widget/field"
)

// pairs is the field of the metadata: a key and its value a row.
type pairs struct {
	form.Base
	keys *keys.Map
	// before is what the service said last.
	before map[string]string
	rows   []*pair
	at     int
	// inValue reports whether the value of the row has the focus, and not its key.
	inValue bool
	// scratch makes of values what a field makes of them.
	scratch *field.Field
}

func newPairs(k *keys.Map) *pairs { return &pairs{keys: k, scratch: field.New("")} }

// given is a row of the service's.
func (ps *pairs) given(name, value string) *pair {
	return &pair{given: true, exact: name, shown: ps.shownAs(value)}
}

// shownAs is what a field makes of a value, of which it does not keep every character.
func (ps *pairs) shownAs(value string) string {
	ps.scratch.SetValue(value)
	return ps.scratch.Value()
}

// begin fills the field with what the service said.
func (ps *pairs) begin(metadata map[string]string) {
	ps.before, ps.rows = metadata, nil
	for _, name := range slices.Sorted(maps.Keys(metadata)) {
		ps.rows = append(ps.rows, ps.given(name, metadata[name]))
	}
}

// Enabled reports whether there is a row.
func (ps *pairs) Enabled() bool { return len(ps.rows) > 0 }

// Removable reports true: a key of the service's is removed once the form is sent.
func (ps *pairs) Removable() bool { return ps.Enabled() }

// Keys are none.
func (ps *pairs) Keys() []key.Binding { return nil }

// Least is one line.
func (ps *pairs) Least() int { return min(1, len(ps.rows)) }

// Changed reports whether a row is not as the service has it.
func (ps *pairs) Changed() bool { return slices.ContainsFunc(ps.rows, (*pair).changed) }

// Drafts is the rows that were typed.
func (ps *pairs) Drafts() []screen.Draft {
	var typed []screen.Draft
	for _, p := range ps.rows {
		if p.touched() || !p.given {
			typed = append(typed, screen.Draft{Label: "metadata", Text: p.name() + "=" + p.value.Value()})
		}
	}
	return typed
}

// Enter puts the focus on the first row, or coming from below on the last.
func (ps *pairs) Enter(fromBelow bool) {
	if ps.at, ps.inValue = 0, false; fromBelow {
		ps.at = max(0, len(ps.rows)-1)
		ps.inValue = len(ps.rows) > 0 && !ps.rows[ps.at].given
	}
}

// Key takes a key or a paste.
func (ps *pairs) Key(msg tea.KeyMsg) form.Step {
	if !msg.Paste && ps.keys.Is(msg, keys.NewRow) {
		ps.rows = append(ps.rows, newPair())
		ps.at, ps.inValue = len(ps.rows)-1, false
		return form.Stay()
	}
	p := ps.rows[ps.at].fields()
	step, walks := form.Walk(msg)
	switch {
	case !msg.Paste && ps.keys.Is(msg, keys.RemoveRow):
		return ps.remove(p)
	case walks:
		return ps.walk(msg, step)
	case p.removed:
	case ps.inValue || p.given:
		p.value.Update(msg)
	default:
		p.key.Update(msg)
	}
	return form.Stay()
}

// walk moves the focus by a field with tab, and by a row with the arrows.
func (ps *pairs) walk(msg tea.KeyMsg, out form.Step) form.Step {
	typed := !ps.rows[ps.at].given
	back, byRow := msg.Type == tea.KeyShiftTab || msg.Type == tea.KeyUp, msg.Type == tea.KeyUp || msg.Type == tea.KeyDown
	switch {
	case !byRow && typed && back == ps.inValue:
		ps.inValue = !back
	case back && ps.at > 0:
		ps.at--
		ps.inValue = !byRow && !ps.rows[ps.at].given
	case !back && ps.at < len(ps.rows)-1:
		ps.at++
		ps.inValue = false
	default:
		return out
	}
	return form.Stay()
}

// remove removes a row, or undoes that: a key of the service's stays in sight until the
// form is sent.
func (ps *pairs) remove(p *pair) form.Step {
	if p.given {
		p.removed = !p.removed
		return form.Stay()
	}
	last := ps.at == len(ps.rows)-1
	ps.rows = slices.Delete(ps.rows, ps.at, ps.at+1)
	if ps.inValue = false; last {
		ps.at = max(0, ps.at-1)
		return form.Next()
	}
	return form.Stay()
}

// Lines draws the rows around the focus.
func (ps *pairs) Lines(c form.Canvas) (drawn clickable.Lines, focus int) {
	from := max(0, min(ps.at-c.Height/2, len(ps.rows)-c.Height))
	for i := from; i < min(len(ps.rows), from+c.Height); i++ {
		p, row := ps.rows[i], c
		row.Focused = c.Focused && i == ps.at
		drawn = append(drawn, clickable.Line{Text: ps.line(p.fields(), row), Click: func(x int) {
			ps.at, ps.inValue = i, !p.given && x >= 2+c.Labels()
		}})
	}
	return drawn, ps.at - from
}

func (ps *pairs) line(p *pair, c form.Canvas) string {
	name := text.Fit(text.Sanitize(p.name()), c.Labels()-1)
	if !p.given {
		name = p.key.View(c.Theme, c.Labels()-1, c.Focused && !ps.inValue, false)
	}
	before, had := ps.before[p.name()]
	label, room := c.Prefix(c.Theme.Label.Render(name+" "), p.removed || p.name() != "" && (!had || p.touched()))
	if p.removed {
		return label + c.Theme.Warning.Render(text.Fit("will be removed (was “"+text.Sanitize(before)+"”)", room))
	}
	return label + p.value.View(c.Theme, room, c.Focused && (p.given || ps.inValue), false)
}

// changes are what the rows say otherwise than the service, nil for a key to remove, and
// what is wrong with them.
func (ps *pairs) changes() (changed map[string]*string, fault string) {
	changed = map[string]*string{}
	size, seen := 0, map[string]bool{}
	for _, p := range ps.rows {
		name, value := p.name(), p.text()
		if p.blank() {
			continue
		}
		if fault := ps.fault(p, seen); fault != "" {
			return nil, fault
		}
		seen[name] = true
		before, had := ps.before[name]
		switch {
		case p.removed || (value == "" && p.touched()):
			if had {
				changed[name] = nil
			}
		case p.given && !p.touched():
			size += len(name) + len(before)
		default:
			size += len(name) + len(value)
			if value != before || !had {
				changed[name] = &value
			}
		}
	}
	if size > form.MetadataLimit && len(changed) > 0 {
		return nil, fmt.Sprintf("%d bytes are more than the %d that the service takes", size, form.MetadataLimit)
	}
	return changed, ""
}

// fault says what is wrong with a row; seen are the keys before it.
func (ps *pairs) fault(p *pair, seen map[string]bool) string {
	name, value := p.name(), p.text()
	_, had := ps.before[name]
	switch {
	case name == "":
		return fmt.Sprintf("the value %q has no key", value)
	case seen[name]:
		return fmt.Sprintf("the key %q stands there twice", name)
	case value == "" && !had && !p.removed && !p.given:
		return fmt.Sprintf("the key %q has no value: the service takes an empty one for its removal", name)
	}
	return ""
}

// manyKeys is how many keys that somebody else has changed are named.
const manyKeys = 8

// merge makes what the service says now what the rows are compared with, and says what
// somebody else has changed.
func (ps *pairs) merge(now map[string]string) (elsewhere []string) {
	names := slices.Concat(slices.Collect(maps.Keys(ps.before)), slices.Collect(maps.Keys(now)))
	slices.Sort(names)
	rows, out := make(map[string]*pair, len(ps.rows)), map[*pair]bool{}
	for _, p := range slices.Backward(ps.rows) {
		rows[p.name()] = p
	}
	further := 0
	for _, name := range slices.Compact(names) {
		was, had := ps.before[name]
		is, has := now[name]
		if had == has && was == is {
			continue
		}
		said := fmt.Sprintf("the metadata %s is “%s” now", text.Sanitize(name), text.Sanitize(is))
		if !has {
			said = fmt.Sprintf("the metadata %s is gone", text.Sanitize(name))
		}
		if len(elsewhere) < manyKeys {
			elsewhere = append(elsewhere, said)
		} else {
			further++
		}
		if p := rows[name]; !has && p != nil && !p.touched() {
			out[p] = true
		} else {
			ps.follow(p, name, is, has)
		}
	}
	ps.drop(out)
	if ps.before = now; further > 0 {
		elsewhere = append(elsewhere, fmt.Sprintf("and %d further keys of the metadata", further))
	}
	return elsewhere
}

// follow makes the row of a key that somebody else has changed follow, unless it was
// changed here as well. p is nil where there is none.
func (ps *pairs) follow(p *pair, name, is string, has bool) {
	switch {
	case p == nil && has:
		ps.rows = append(ps.rows, ps.given(name, is))
	case p == nil:
	case !has:
		p.rename(name)
	default:
		if p.given && !p.touched() && !p.removed {
			p.show(ps.shownAs(is))
		}
		p.given, p.exact = true, name
	}
}

// drop takes rows out. The focus stays on its row, if that is left.
func (ps *pairs) drop(out map[*pair]bool) {
	for _, p := range ps.rows[:min(ps.at, len(ps.rows))] {
		if out[p] {
			ps.at--
		}
	}
	ps.rows = slices.DeleteFunc(ps.rows, func(p *pair) bool { return out[p] })
	ps.at = max(0, min(ps.at, len(ps.rows)-1))
}

// adopt makes what the form has sent for a key, and the service has by now, what its row is
// compared with: a row that was taken out since then is to be removed, one that the service
// has no more is a new one where it is wanted again.
func (ps *pairs) adopt(name, is string, has bool) {
	at := slices.IndexFunc(ps.rows, func(p *pair) bool { return p.name() == name })
	if ps.before = maps.Clone(ps.before); ps.before == nil {
		ps.before = map[string]string{}
	}
	if has {
		ps.before[name] = is
	} else {
		delete(ps.before, name)
	}
	switch {
	case at < 0 && !has:
	case at < 0:
		p := ps.given(name, is)
		p.removed = true
		ps.rows = append(ps.rows, p)
	case has:
		p := ps.rows[at].fields()
		p.given, p.exact, p.shown = true, name, ps.shownAs(is)
		p.key.SetValue(name)
	case ps.rows[at].removed || ps.rows[at].text() == "":
		ps.drop(map[*pair]bool{ps.rows[at]: true})
	default:
		ps.rows[at].rename(name)
		ps.rows[at].shown = ""
	}
}
