package list_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/data/pages"
)

// player plays a user, a network and a service that changes on a list.
type player struct {
	*watched
	service []string
	joined  int
	flying  []pages.Request
}

const playedSize = 4

func (p *player) join() {
	p.joined++
	p.service = append(p.service, fmt.Sprintf("%03d=name %d", p.joined, (p.joined*7)%10))
}

// collect takes the requests that were made.
func (p *player) collect() {
	p.flying = append(p.flying, p.requests...)
	p.requests = nil
}

func (p *player) answer(which int, fail bool) {
	if len(p.flying) == 0 {
		return
	}
	which %= len(p.flying)
	request := p.flying[which]
	p.flying = slices.Delete(p.flying, which, which+1)
	if fail {
		p.list.Failed(request.Generation, errors.New("torn"), []string{"torn cable"})
		return
	}
	skip := request.Skip
	if request.Link != "" {
		if _, err := fmt.Sscan(request.Link, &skip); err != nil {
			p.t.Fatalf("a link that the service never sent: %q", request.Link)
		}
	}
	end := min(skip+playedSize, len(p.service))
	page := pages.Page[thing]{Items: things(p.service[min(skip, end):end]...)}
	if end < len(p.service) {
		page.NextLink = fmt.Sprint(end)
	}
	p.list.Loaded(request.Generation, page)
}

// act does one thing. moves says that it may move the cursor to another item.
func (p *player) act(choice, argument byte) (moves bool) {
	l := p.list
	switch choice % 18 {
	case 0, 1, 2, 3:
		p.answer(int(argument), false)
	case 4:
		p.answer(int(argument), true)
	case 5:
		l.SetSorted(!l.Sorted())
	case 6:
		l.Poll()
	case 7:
		if len(p.service) > 0 {
			at := int(argument) % len(p.service)
			p.service = slices.Delete(p.service, at, at+1)
		}
	case 8:
		p.join()
	case 9:
		l.Refresh()
	case 10:
		l.Reload()
	case 11:
		l.ClearChanges()
	case 12:
		l.SetSize(30+int(argument)%10, int(argument)%14)
	case 13:
		l.Jump(int(argument) % 40)
		return true
	case 14:
		l.LoadAll()
	case 15:
		l.Retext()
		l.CancelPoll()
	default:
		keys := []string{"j", "k", "G", "g", "/", "1", "n", "!", "x", "f"}
		special := []tea.KeyType{tea.KeyEnter, tea.KeyEsc, tea.KeyPgDown, tea.KeyPgUp, tea.KeyCtrlD, tea.KeyCtrlU, tea.KeyBackspace}
		l.See()
		if n := int(argument) % (len(keys) + len(special)); n < len(keys) {
			l.Key(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(keys[n])})
		} else {
			l.Key(tea.KeyMsg{Type: special[n-len(keys)]})
		}
		return true
	}
	return false
}

// check draws the list and asks it for everything that a screen does.
func (p *player) check() {
	l := p.list
	l.View("heading")
	seen := map[string]bool{}
	for item := range l.Shown() {
		if seen[item.key] {
			p.t.Fatalf("%q is shown twice", item.key)
		}
		seen[item.key] = true
		if row, ok := l.RowOf(item.key); !ok || row < 0 || row >= l.Len() {
			p.t.Fatalf("%q stands in row %d, %v", item.key, row, ok)
		}
	}
	if l.Cursor() < 0 || l.Cursor() > max(0, l.Len()-1) {
		p.t.Fatalf("the cursor is on row %d of %d", l.Cursor(), l.Len())
	}
	if !l.Filtered() {
		for item := range l.Items() {
			if !seen[item.key] {
				p.t.Fatalf("%q is loaded and not shown", item.key)
			}
		}
	}
	l.OnFailure()
	l.Unloaded(0, l.Len()-1)
}

// play plays a script. Nothing but the user moves the cursor from an item that is still
// shown.
func play(t *testing.T, script []byte, stable bool) {
	t.Helper()
	p := &player{watched: newWatched(t, stable)}
	for range 18 {
		p.join()
	}
	p.list.SetSize(40, 8)
	for i := 0; i+1 < min(len(script), 400); i += 2 {
		p.collect()
		before, had := p.list.Selected()
		moves := p.act(script[i], script[i+1])
		p.collect()
		p.check()
		if moves || !had {
			continue
		}
		after, _ := p.list.Selected()
		if _, shown := p.list.RowOf(before.key); shown && after.key != before.key {
			t.Fatalf("step %d (%d, %d): the cursor went from %q to %q by itself", i/2, script[i]%18, script[i+1], before.key, after.key)
		}
	}
}

// FuzzList: whatever comes in whatever order, the list can be drawn, shows everything once
// and keeps the cursor on its item.
func FuzzList(f *testing.F) {
	f.Add([]byte{5, 0, 0, 0, 16, 2, 0, 0, 16, 2, 0, 0}, false)
	f.Add([]byte{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7, 3, 6, 0, 0, 0, 6, 0, 0, 0, 6, 0, 0, 0, 16, 2, 11, 0, 16, 2}, true)
	f.Add([]byte{0, 0, 13, 14, 0, 0, 16, 1, 16, 1, 0, 0, 9, 0, 0, 0, 6, 0, 0, 0, 0, 0}, true)
	f.Add([]byte{0, 0, 16, 4, 16, 5, 16, 10, 5, 0, 14, 0, 0, 0, 0, 0, 0, 0}, true)
	f.Fuzz(play)
}

// TestListSurvivesWhateverComes is the same with scripts that are always the same.
func TestListSurvivesWhateverComes(t *testing.T) {
	t.Parallel()
	random := uint32(1)
	for n := range 400 {
		script := make([]byte, 300)
		for i := range script {
			random = random*1664525 + 1013904223
			script[i] = byte(random >> 24)
		}
		play(t, script, n%2 == 0)
	}
}

// TestSortedListGrows: the cases of which a list of threads crashed.
func TestSortedListGrows(t *testing.T) {
	t.Parallel()
	w := newWatched(t, false)
	w.list.SetSorted(true) // before the first page has come
	w.answer("two", "c", "a", "b")
	w.want("> a", "  b", "  c", "  … loading more")
	w.press("G") // on the row behind the last one
	w.answer("three", "e", "d")
	w.press("g")
	w.want("> a", "  b", "  c", "  d", "  e", "  … loading more")
}

// TestGoneRowsLeaveAndTheListGrows: what was gone goes while the cursor stands behind it.
func TestGoneRowsLeaveAndTheListGrows(t *testing.T) {
	t.Parallel()
	w := newWatched(t, true)
	w.answer("", "a", "b", "c")
	w.look([]string{"a", "c"})
	w.want("> a", " -b", "  c")
	w.press("G")
	w.list.ClearChanges()
	w.press("G")
	w.want("  a", "> c")
	if !strings.Contains(w.list.View(""), "2 items, all loaded") {
		t.Errorf("%s", w.list.View(""))
	}
}
