package keys

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Rebinding gives an action other keys than its own.
type Rebinding struct {
	Action Action
	// Keys are the names as they were written. They replace the action's keys.
	Keys []string
	// Place is where that stands, as in "config.toml:12"; empty for nowhere.
	Place string
}

// errorf is what is wrong with a rebinding, and where it stands.
func (r Rebinding) errorf(format string, args ...any) error {
	fault := fmt.Sprintf(format, args...)
	if r.Place == "" {
		return errors.New(fault)
	}
	return fmt.Errorf("%s: %s", r.Place, fault)
}

// New is the keys with some rebound. The error is one line: it names the place of
// the first rebinding that is wrong, and of a key with two meanings it names both.
func New(rebindings []Rebinding) (*Map, error) {
	m := Default()
	rebound := map[Action]Rebinding{}
	for _, r := range rebindings {
		d, known := m.definitions[r.Action]
		switch {
		case !known:
			return nil, r.errorf("there is no action %q; the actions are %s", r.Action, strings.Join(names(), ", "))
		case d.fixed:
			return nil, r.errorf("%s cannot be rebound: %s always quits", r.Action, d.name())
		case len(r.Keys) == 0:
			return nil, r.errorf("%s has no key", r.Action)
		}
		d.keys, d.shown = nil, ""
		for _, written := range r.Keys {
			name, err := readName(written)
			if err == nil {
				err = d.refuses(name)
			}
			if err != nil {
				return nil, r.errorf("%s: %v", r.Action, err)
			}
			if !slices.Contains(d.keys, name) {
				d.keys = append(d.keys, name)
			}
		}
		m.definitions[r.Action] = d
		rebound[r.Action] = r
	}
	for _, r := range rebindings {
		if err := m.collision(r, rebound); err != nil {
			return nil, err
		}
	}
	return m, nil
}

// Keys that dialogs and terminals have meanings for.
const (
	yesKey     = "y"
	escapeKey  = "esc"
	newlineKey = "ctrl+j"
)

// refuses says why a key cannot start the action, or nothing.
func (d definition) refuses(name string) error {
	switch {
	case d.asks && name == yesKey:
		return fmt.Errorf("%q answers the question that this action asks", name)
	case d.group == ofScreens:
		return nil
	case d.group == ofBoth && name == escapeKey:
		return fmt.Errorf("%q leaves a dialog and clears a filter", name)
	case name == newlineKey:
		return fmt.Errorf("%q is what a pasted line ends with", name)
	case isCharacter(name) || name == " ":
		return fmt.Errorf("%q is text in a form", shown(name))
	case slices.Contains(fieldKeys(), name):
		return fmt.Errorf("%q edits text or moves the focus in a form", shown(name))
	}
	return nil
}

// collision says which other action has a key of a rebound one, or nothing.
func (m *Map) collision(r Rebinding, rebound map[Action]Rebinding) error {
	d := m.definitions[r.Action]
	for _, definition := range definitions() {
		other := m.definitions[definition.action]
		if other.action == d.action || !other.group.meets(d.group) {
			continue
		}
		for _, name := range d.keys {
			if !slices.Contains(other.keys, name) {
				continue
			}
			where := ""
			if second, ok := rebound[other.action]; ok && second.Place != "" {
				where = " (" + second.Place + ")"
			}
			return r.errorf("the key %s is bound to both %s and %s%s", shown(name), d.action, other.action, where)
		}
	}
	return nil
}

// Actions lists the actions that can be rebound.
func Actions() []Action {
	var all []Action
	for _, d := range definitions() {
		if !d.fixed {
			all = append(all, d.action)
		}
	}
	return all
}

func names() []string {
	var all []string
	for _, action := range Actions() {
		all = append(all, string(action))
	}
	return all
}
