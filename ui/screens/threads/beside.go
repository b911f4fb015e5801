package threads

import (
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/acs"
	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/component/facts"
	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/style/text"
	"acs-chat-tui/ui/widget/document"
)

const (
	// wide is the width from which a thread's properties stand beside the list.
	wide = 100
	// restTime is how long the cursor rests on a thread before it is asked for.
	restTime = 300 * time.Millisecond
	// keepFor is how long a thread's properties are shown again without asking.
	keepFor = time.Minute
	// widestBeside is the most that the properties need.
	widestBeside = 70
	divider      = "│ "
)

// beside is the properties of the thread under the cursor. At the most one request is
// under way, for the thread that the cursor rests on.
type beside struct {
	scope *command.Scope
	// id is the thread under the cursor, asked the one that is asked for, and since when.
	id, asked string
	since     time.Time
	known     map[string]known
	// told is what is drawn of it, and toldInSight how many of its lines begin in sight.
	told        facts.Lines
	toldInSight int
}

// known is what the service said of a thread: its properties, or why not.
type known struct {
	sheet   *facts.Sheet
	problem *command.Problem
	asOf    time.Time
}

func newBeside(scope *command.Scope) *beside {
	return &beside{scope: scope.Beside(), known: map[string]known{}}
}

// fresh says whether a thread need not be asked for.
func (b *beside) fresh(id string, now time.Time) bool {
	k, ok := b.known[id]
	return ok && now.Sub(k.asOf) < keepFor
}

// forget drops what was known: it is asked for again.
func (b *beside) forget() {
	clear(b.known)
	b.id = ""
	b.stop()
}

// stop ends the request under way.
func (b *beside) stop() {
	if b.asked != "" {
		b.scope.Renew()
		b.asked = ""
	}
}

// ask makes the request for the thread under the cursor.
func (b *beside) ask(now time.Time) tea.Cmd {
	b.asked, b.since = b.id, now
	return command.GetThread(b.scope, b.id)
}

// settle takes the marks away that the user has seen, but for the thread under the
// cursor: that is looked at again.
func (b *beside) settle() {
	for id, k := range b.known {
		if id != b.id && k.sheet != nil {
			k.sheet.Settle()
		}
	}
}

// take takes an answer, and drops what has become old and holds no mark.
func (b *beside) take(thread *acs.ChatThreadProperties, problem *command.Problem, now time.Time) {
	for id, k := range b.known {
		if marked := k.sheet != nil && k.sheet.Changed(); id != b.asked && !marked && now.Sub(k.asOf) >= keepFor {
			delete(b.known, id)
		}
	}
	k := known{problem: problem, asOf: b.since}
	old := b.known[b.asked]
	switch {
	case problem != nil:
		// What was loaded before is shown below the reason.
		k.sheet = old.sheet
	case old.sheet != nil:
		k.sheet = old.sheet
		k.sheet.Look(thread, b.since)
	default:
		k.sheet = facts.NewSheet(thread, b.scope.Session().APIVersion, b.since)
	}
	b.known[b.asked] = k
	b.asked = ""
}

// besideWidth is the width of the properties beside the list; 0 for none.
func (m *Model) besideWidth() int {
	if m.width < wide {
		return 0
	}
	return min(widestBeside, m.width*2/5)
}

// listWidth is the width of the list.
func (m *Model) listWidth() int {
	if w := m.besideWidth(); w > 0 {
		return m.width - w - len([]rune(divider))
	}
	return m.width
}

// follow takes where the cursor stands: a request for another thread ends, and when the
// cursor has rested this one is asked for.
func (m *Model) follow() {
	id := ""
	if item, ok := m.list.Selected(); ok && m.besideWidth() > 0 && item.DeletedOn == nil {
		id = item.ID
	}
	if id == m.beside.id {
		return
	}
	m.beside.stop()
	m.beside.id = id
	if id == "" || m.beside.fresh(id, m.host.Now()) {
		m.host.Wake(time.Time{})
		return
	}
	m.host.Wake(m.host.Now().Add(restTime))
}

// rested asks for the thread that the cursor rests on, as soon as that stays under half
// of the service's limits.
func (m *Model) rested() tea.Cmd {
	now := m.host.Now()
	if m.beside.id == "" || m.beside.asked != "" || m.beside.fresh(m.beside.id, now) {
		return nil
	}
	if wait := m.scope.PollWait(getThread, m.beside.id); wait > 0 {
		m.host.Wake(now.Add(wait))
		return nil
	}
	return m.beside.ask(now)
}

// takeBeside takes the properties.
func (m *Model) takeBeside(msg command.ThreadMsg) {
	if m.beside.scope.Current(msg) && m.beside.asked != "" {
		m.beside.take(&msg.Thread, msg.Problem, m.host.Now())
	}
}

// besideLines draws the properties, at most height lines.
func (m *Model) besideLines(width, height int) []string {
	m.beside.told, m.beside.toldInSight = facts.Lines{}, 0
	item, ok := m.list.Selected()
	if !ok {
		return nil
	}
	topic := text.Truncate(text.Sanitize(shownTopic(item)), width)
	k, has := m.beside.known[item.ID]
	lines := []string{m.theme.Heading.Render(topic), m.theme.Muted.Render(text.Truncate(m.asOfText(k), width))}
	lines = append(lines, document.Labelled(m.theme, facts.OddLines(item.Odd), width)...)
	if item.ID == "" {
		return lines[:min(len(lines), height)]
	}
	if k.sheet == nil || item.DeletedOn != nil {
		lines = append(lines, document.Labelled(m.theme, []screen.DetailLine{{Label: "id", Text: item.ID}}, width)...)
	}
	switch {
	case item.DeletedOn != nil:
		lines = append(lines, document.Labelled(m.theme, []screen.DetailLine{
			{Label: "deleted", Text: text.Ago(m.host.Now(), *item.DeletedOn)},
			{Text: "The service tells nothing more of a deleted thread."},
		}, width)...)
	case !has:
		lines = append(lines, "", m.theme.Muted.Render(text.Truncate("properties follow when the cursor rests here", width)))
	default:
		lines = m.knownLines(lines, k, width, height)
	}
	if len(lines) > height {
		lines = lines[:max(0, height)]
		if height > 0 {
			lines[height-1] = m.theme.Muted.Render(text.Truncate("… "+m.host.Keys().Name(keys.Open)+" shows all", width))
		}
	}
	return lines
}

// knownLines adds what is known of a thread to the lines, as far as the height goes.
func (m *Model) knownLines(lines []string, k known, width, height int) []string {
	if k.problem != nil {
		lines = append(append(lines, ""), document.Problem(m.theme, k.problem.Lines(), width)...)
		lines = append(lines, "")
	}
	if k.sheet == nil {
		return lines
	}
	m.beside.told = k.sheet.Lines(m.host.Now())
	for n := 0; n < m.beside.told.Len() && len(lines) <= height; n++ {
		if len(lines) < height-1 {
			m.beside.toldInSight = n + 1
		}
		lines = append(lines, document.Labelled(m.theme, []screen.DetailLine{m.beside.told.Line(n)}, width)...)
	}
	// The last line says that there are more, where not all have room.
	if len(lines) <= height {
		m.beside.toldInSight = m.beside.told.Len()
	}
	return lines
}

// asOfText says when what is shown was asked of the service; empty where nothing was.
func (m *Model) asOfText(k known) string {
	asOf := k.asOf
	if k.sheet != nil {
		asOf = k.sheet.AsOf()
	}
	if asOf.IsZero() {
		return ""
	}
	return "as of " + asOf.In(m.host.Now().Location()).Format("15:04:05")
}

// join draws the list with the properties beside it, each line of which begins at the
// same column whatever stands to the left of it.
func (m *Model) join(list string) string {
	width := m.besideWidth()
	if width == 0 {
		return list
	}
	lines := strings.Split(list, "\n")
	right := m.besideLines(width, len(lines))
	column := text.Column(m.listWidth()) + m.theme.Muted.Render(divider)
	for n, line := range lines {
		lines[n] = text.Fit(line, m.listWidth()) + column
		if n < len(right) {
			lines[n] += right[n]
		}
	}
	return strings.Join(lines, "\n")
}
