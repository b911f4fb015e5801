package participants

import (
	"fmt"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/acs"
	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/screen"
)

// mark marks the participant under the cursor and moves on.
func (m *Model) mark() tea.Cmd {
	p, ok := m.list.Selected()
	if !ok {
		return nil
	}
	if m.refuseNameless(p.ChatParticipant) {
		return nil
	}
	if m.isGone(p.ChatParticipant) {
		m.tell(calledName(p.ChatParticipant) + " is gone: not in the thread any more")
		return nil
	}
	m.marks.toggle(p.ChatParticipant)
	_, cmd := m.list.Key(m.host.Keys().Press(keys.Down))
	return cmd
}

// markRange marks from the participant that was marked last to the one under the
// cursor, of those in sight.
func (m *Model) markRange() {
	if _, ok := m.list.Selected(); !ok {
		return
	}
	from, ok := 0, false
	if m.marks.last != "" {
		from, ok = m.list.RowOf(m.marks.last)
	}
	if !ok {
		// There is none, or it is not in sight.
		m.tell(m.host.Keys().Name(keys.Mark) + " marks one, " + m.host.Keys().Name(keys.MarkRange) + " then marks up to the cursor")
		return
	}
	to := m.list.Cursor()
	for p := range m.list.Between(from, to) {
		if !m.isGone(p.ChatParticipant) {
			m.marks.add(p.ChatParticipant)
		}
	}
	if m.list.Unloaded(from, to) {
		m.tell("marked as far as they are loaded: some rows in between are not")
	}
}

// markAll marks all in sight.
func (m *Model) markAll() {
	if m.refuseAlike() {
		return
	}
	marked := 0
	for _, p := range m.inSight() {
		if rawID(p) != "" {
			m.marks.add(p)
			marked++
		}
	}
	m.tell(m.markedOf(fmt.Sprintf("%d marked", marked)))
}

// refuseAlike says why those in sight are not marked together, where the filter found
// nobody and shows who is only like it.
func (m *Model) refuseAlike() bool {
	if m.list.Alike() {
		m.tell("nothing was marked: nobody holds what the filter says, and these are only like it")
	}
	return m.list.Alike()
}

// invert marks those in sight that were not, and takes the mark from those that were.
func (m *Model) invert() {
	if m.refuseAlike() {
		return
	}
	for _, p := range m.inSight() {
		m.marks.toggle(p)
	}
	m.tell(m.markedOf("marks inverted"))
}

// markedOf says what was done, of what, and whether there is more that is not loaded.
func (m *Model) markedOf(done string) string {
	of := "all that are loaded"
	if m.list.Filtered() {
		of = "all loaded that match"
	}
	said := done + ": " + of
	if !m.list.AllLoaded() {
		said += "; " + m.host.Keys().Name(keys.LoadAll) + " loads the rest"
	}
	return said
}

// inSight are those in sight who are in the thread.
func (m *Model) inSight() []acs.ChatParticipant {
	var all []acs.ChatParticipant
	for p := range m.list.Shown() {
		if !m.isGone(p.ChatParticipant) {
			all = append(all, p.ChatParticipant)
		}
	}
	return all
}

// clearMarks takes all marks away, also of those that are not in sight.
func (m *Model) clearMarks() {
	if n := m.marks.count(); n > 0 {
		m.tell(fmt.Sprintf("%s cleared", markCount(n)))
	}
	m.marks = newMarks()
}

// dropGone drops the marks of those who are gone, as soon as the whole list is loaded.
func (m *Model) dropGone() {
	if m.marks.count() == 0 || !m.list.AllLoaded() {
		return
	}
	if gone := m.marks.takeGone(m.HasMember); len(gone) > 0 {
		m.host.Notify(screen.Notification{
			Level: screen.LevelWarning, Text: fmt.Sprintf("%s dropped, no longer in the thread: %s", markCount(len(gone)), some(gone)), Details: ids(gone),
		})
	}
}

// note says in the head line how many are marked.
func (m *Model) note() string {
	n := m.marks.count()
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("%d marked", n) + m.notInSight()
}

// notInSight says how many of the marked are not in sight; empty for none.
func (m *Model) notInSight() string {
	hidden := m.marks.countWhere(func(id string) bool { return !m.list.InSight(id) })
	if hidden == 0 {
		return ""
	}
	return fmt.Sprintf(", %d not in sight", hidden)
}

// marked are the marked participants, in the list's order.
func (m *Model) marked() []acs.ChatParticipant {
	return m.marks.sorted(m.list.Index)
}

// copyIDs copies the marked participants' ids, or else the one under the cursor.
func (m *Model) copyIDs() tea.Cmd {
	if marked := m.marked(); len(marked) > 0 {
		return m.host.Copy(countIDs(len(marked), "marked ")+m.notInSight(), strings.Join(ids(marked), "\n"))
	}
	if p, ok := m.list.Selected(); ok && !m.refuseNameless(p.ChatParticipant) {
		return m.host.Copy("raw id", rawID(p.ChatParticipant))
	}
	return nil
}

func (m *Model) tell(said string) {
	m.host.Notify(screen.Notification{Level: screen.LevelInfo, Text: said})
}

func ids(all []acs.ChatParticipant) []string {
	list := make([]string, len(all))
	for i, p := range all {
		list[i] = rawID(p)
	}
	return list
}

// named is how many participants a sentence names.
const named = 3

// some names the first participants, and says how many more there are.
func some(all []acs.ChatParticipant) string {
	var names []string
	for _, p := range all[:min(named, len(all))] {
		names = append(names, calledName(p))
	}
	more := len(all) - len(names)
	switch {
	case more > 0:
		return fmt.Sprintf("%s and %d more", strings.Join(names, ", "), more)
	case len(names) > 1:
		last := len(names) - 1
		return strings.Join(names[:last], ", ") + " and " + names[last]
	}
	return strings.Join(names, "")
}

// countOf is a number of participants.
func countOf(n int) string {
	if n == 1 {
		return "1 participant"
	}
	return fmt.Sprintf("%d participants", n)
}

func markCount(n int) string {
	if n == 1 {
		return "1 mark"
	}
	return fmt.Sprintf("%d marks", n)
}

// countIDs is a number of ids, with its noun.
func countIDs(n int, kind string) string {
	if n == 1 {
		return "1 " + kind + "id"
	}
	return fmt.Sprintf("%d %sids", n, kind)
}
