package participants

import (
	"maps"
	"slices"

	"acs-chat-tui/acs"
)

// marks is who is marked, by raw id. A mark holds the participant as it was when the
// list showed it last, so that it can be used while the list does not hold it.
type marks struct {
	byID map[string]acs.ChatParticipant
	// last is the participant that was marked last and still is; empty for none.
	last string
}

func newMarks() marks { return marks{byID: map[string]acs.ChatParticipant{}} }

func (m *marks) count() int { return len(m.byID) }

func (m *marks) has(id string) bool {
	_, marked := m.byID[id]
	return marked
}

// add marks somebody; whoever has no id cannot be told apart, and is not marked.
func (m *marks) add(p acs.ChatParticipant) {
	if id := rawID(p); id != "" {
		m.byID[id], m.last = p, id
	}
}

func (m *marks) remove(id string) {
	delete(m.byID, id)
	if m.last == id {
		m.last = ""
	}
}

// toggle marks somebody, or takes the mark away.
func (m *marks) toggle(p acs.ChatParticipant) {
	if id := rawID(p); m.has(id) {
		m.remove(id)
	} else {
		m.add(p)
	}
}

// renew takes what the service has said anew of those that are marked.
func (m *marks) renew(p acs.ChatParticipant) {
	if id := rawID(p); m.has(id) {
		m.byID[id] = p
	}
}

// countWhere counts the marked ones whose id meets a condition.
func (m *marks) countWhere(meets func(id string) bool) int {
	n := 0
	for id := range m.byID {
		if meets(id) {
			n++
		}
	}
	return n
}

// takeGone drops the marks of those who are not members any more, and returns them in
// the order of their ids.
func (m *marks) takeGone(isMember func(id string) bool) []acs.ChatParticipant {
	var gone []acs.ChatParticipant
	for _, id := range slices.Sorted(maps.Keys(m.byID)) {
		if !isMember(id) {
			gone = append(gone, m.byID[id])
			m.remove(id)
		}
	}
	return gone
}

// sorted are the marked ones: those whose place in the list is known in its order,
// then the others in the order of their ids.
func (m *marks) sorted(place func(id string) (int, bool)) []acs.ChatParticipant {
	type placed struct {
		at    int
		known bool
		p     acs.ChatParticipant
	}
	all := make([]placed, 0, len(m.byID))
	for _, id := range slices.Sorted(maps.Keys(m.byID)) {
		at, known := place(id)
		all = append(all, placed{at, known, m.byID[id]})
	}
	slices.SortStableFunc(all, func(a, b placed) int {
		switch {
		case a.known && b.known:
			return a.at - b.at
		case a.known:
			return -1
		case b.known:
			return 1
		}
		return 0
	})
	sorted := make([]acs.ChatParticipant, len(all))
	for i, one := range all {
		sorted[i] = one.p
	}
	return sorted
}
