package faults

import (
	"fmt"
	"slices"
	"strings"

	"acs-chat-tui/ui/command"
)

// kind is what a row is.
type kind int

const (
	operationRow kind = iota
	timesRow
	presetRow
	otherRow
)

// row is a line of the list: one of the two choices, a preset, or a fault in force that
// no preset makes.
type row struct {
	kind   kind
	preset preset
	fault  command.Fault
}

// rows are the lines of the list.
func (m *Model) rows() []row {
	list := []row{{kind: operationRow}, {kind: timesRow}}
	for _, p := range m.presets {
		list = append(list, row{kind: presetRow, preset: p})
	}
	for _, f := range m.inForce {
		if !slices.ContainsFunc(m.presets, func(p preset) bool { return p.fault.Alike(f) }) {
			list = append(list, row{kind: otherRow, fault: f})
		}
	}
	return list
}

// current is the row under the cursor.
func (m *Model) current() row {
	at, _ := m.list.Selected()
	return at
}

// key names the row for the list.
func (r row) key() string {
	return fmt.Sprint(r.kind, " ", r.preset.name, " ", r.fault.Operation, " ", faultText(r.fault))
}

// alike are the faults in force that do the same as one.
func (m *Model) alike(f command.Fault) []command.Fault {
	return slices.DeleteFunc(slices.Clone(m.inForce), func(other command.Fault) bool { return !f.Alike(other) })
}

// inForceText says what faults that do the same are for, and how often they still come.
func inForceText(list []command.Fault) string {
	var parts []string
	for len(list) > 0 {
		times := list[0].Times
		var operations []string
		list = slices.DeleteFunc(list, func(f command.Fault) bool {
			if f.Times == times {
				operations = append(operations, f.Operation)
			}
			return f.Times == times
		})
		left := timesText(times)
		if times > 0 {
			left += " more"
		}
		parts = append(parts, operationsText(operations)+" "+left)
	}
	return strings.Join(parts, "; ")
}
