// Package add is the form that adds participants to a thread: one, ten, or a
// pasted list.
package add

import (
	"fmt"

	"github.com/charmbracelet/bubbles/help"
	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/acs"
	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/component/form"
	"acs-chat-tui/ui/component/participantrows"
	"acs-chat-tui/ui/data/identities"
	"acs-chat-tui/ui/data/roster"
	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/style/text"
	"acs-chat-tui/ui/style/theme"
	"acs-chat-tui/ui/widget/clickable"
	"acs-chat-tui/ui/widget/document"
)

// Model is the screen.
type Model struct {
	host  screen.Host
	scope *command.Scope
	theme *theme.Theme
	to    participantrows.ToAdd
	seen  *identities.Seen

	form *form.Form
	rows *participantrows.Editor
	// counted is how many participants the thread had when they were counted last, those
	// of this form left out.
	counted int
	// run is the run of requests that began last.
	run *form.Run
	// reported says that there is something to report: an attempt was made.
	reported bool
	// unmatched are refusals that no row asked for.
	unmatched []acs.CommunicationError

	// drawn is what View drew last.
	drawn         clickable.Lines
	width, height int
}

var (
	_ screen.Screen     = (*Model)(nil)
	_ screen.Clickable  = (*Model)(nil)
	_ screen.Wheeled    = (*Model)(nil)
	_ screen.Expandable = (*Model)(nil)
	_ form.ListOwner    = (*Model)(nil)
)

// New makes the screen.
func New(host screen.Host, scope *command.Scope, t *theme.Theme, seen *identities.Seen, to participantrows.ToAdd) *Model {
	m := &Model{
		host: host, scope: scope, theme: t, to: to, seen: seen, counted: form.UnknownCount,
		rows: participantrows.New(host, t, seen, scope.Session().UserID, to.Members),
	}
	m.counted = m.members()
	m.form = form.New(host, scope, t, m, "add the participants")
	m.rows.OnChange(m.form.Changed)
	m.rows.TakesMetadata(scope.Session().APIVersion.SupportsParticipantMetadata())
	if len(to.Rows) > 0 {
		m.rows.Insert(roster.Roster{Entries: to.Rows})
		m.rows.Focus(false)
		m.form.Changed()
	}
	return m
}

// Init does nothing: the form asks nobody.
func (m *Model) Init() tea.Cmd { return nil }

// SetSize gives the screen its room.
func (m *Model) SetSize(width, height int) {
	m.width, m.height = width, height
	m.form.SetSize(width, height)
}

// Title is the screen's name.
func (m *Model) Title() string { return "Add participants" }

// CapturesKeys is always true: the screen is a form.
func (m *Model) CapturesKeys() bool { return true }

// Close leaves a request under way to itself.
func (m *Model) Close() { m.scope.Close() }

// FullText is all that the form says of the row under the focus and below the rows, and every
// refusal that no row asked for.
func (m *Model) FullText() []string {
	lines := m.form.FullText()
	for _, refused := range m.unmatched {
		lines = append(lines, unmatchedText(refused))
	}
	return lines
}

// Drafts is what stands in the rows.
func (m *Model) Drafts() []screen.Draft { return []screen.Draft{m.rows.Draft()} }

// HoldsText says whether a row holds something that has not been accepted.
func (m *Model) HoldsText() bool { return m.rows.HoldsText() }

// Update takes a key or a result.
func (m *Model) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		return m.form.Key(msg)
	case command.UserCreatedMsg:
		m.form.UserCreated(msg)
	case command.ParticipantsAddedMsg:
		return m.settle(msg)
	case command.PanickedMsg:
		if m.form.MakingFailed(msg) {
			return nil
		}
		m.run.Lose(msg.Problem)
		return m.goOn()
	}
	return nil
}

// settle takes the answer to one request of the run, and goes on with the next.
func (m *Model) settle(msg command.ParticipantsAddedMsg) tea.Cmd {
	m.run.Settle(msg)
	return m.goOn()
}

func (m *Model) goOn() tea.Cmd {
	if next := m.run.Next(); next != nil {
		return next
	}
	m.unmatched = m.run.Unmatched()
	problem, unknown := m.run.Problem()
	m.reported = true
	if unknown {
		problem = problem.Advise("Whether they were added is not known. " + m.key(keys.Submit) + " sends the same rows again: who was added meanwhile stays as they are.")
	}
	m.form.Settle(problem, unknown)
	return nil
}

// Submit checks the rows and begins to add them.
func (m *Model) Submit() tea.Cmd {
	if fault := m.firstFault(); fault != "" {
		m.form.SetFault(fault)
		return nil
	}
	m.rows.Begin()
	m.unmatched = nil
	m.run = form.NewRun(m.host, m.scope, m.rows, m.to.ThreadID, m.to.Topic, m.members())
	m.form.Begin(m.run)
	return m.run.Next()
}

// members is how many participants the thread has, those of this form left out.
func (m *Model) members() int {
	if m.to.Count != nil {
		if count, known := m.to.Count(); known {
			m.counted = count - m.rows.NewMembers()
		}
	}
	// What was known before is, with what this form has added, the best that is known.
	return m.counted
}

// total is how many participants the thread has with those of this form.
func (m *Model) total() int {
	if members := m.members(); members != form.UnknownCount {
		return members + m.rows.NewMembers()
	}
	return form.UnknownCount
}

// Unsent is how many rows wait for a further request.
func (m *Model) Unsent() int { return m.rows.Waiting() }

// Report is what became of the rows.
func (m *Model) Report() (roster.Report, bool) {
	about := roster.About{Operation: "add participants", ThreadID: m.to.ThreadID, Topic: m.to.Topic, At: m.host.Now()}
	return roster.Report{About: about, Rows: m.rows.Outcomes()}, m.reported
}

// firstFault says why the rows cannot be sent; it is empty where they can.
func (m *Model) firstFault() string {
	switch {
	case m.rows.Pending() > 0:
		return m.rows.FirstFault()
	case m.rows.Count(participantrows.Broken)+m.rows.Count(participantrows.Duplicate) > 0:
		return "nothing is left to send: what is broken or a duplicate goes out only once it is mended"
	case m.rows.Count(participantrows.Accepted)+m.rows.Count(participantrows.Member) > 0:
		return "all rows are accepted: nothing is left to send"
	}
	return "there is nobody to add: type an identifier, paste a list, or press " + m.key(keys.Import) + " for a file"
}

// Preview is the request that Submit would send.
func (m *Model) Preview() (lines []string, fault string) {
	if fault := m.firstFault(); fault != "" {
		return nil, fault
	}
	return command.PreviewAdd(m.scope, m.to.ThreadID, m.rows.Preview()), ""
}

// Edit takes a key for the field under the focus.
func (m *Model) Edit(msg tea.KeyMsg) tea.Cmd {
	if msg.Paste {
		m.rows.Paste(msg)
		return nil
	}
	switch m.rows.Key(msg) {
	case participantrows.LeaveDown:
		m.rows.Focus(false)
	case participantrows.LeaveUp:
		if msg.String() == "shift+tab" {
			m.rows.Focus(true)
		}
	case participantrows.Stay:
	}
	return nil
}

// Click puts the focus on a field.
func (m *Model) Click(x, y int) (bool, tea.Cmd) {
	return !m.form.Sending() && m.drawn.Click(x, y), nil
}

// Wheel moves the focus over the rows.
func (m *Model) Wheel(down bool) tea.Cmd {
	if !m.form.Sending() {
		m.rows.Wheel(down)
	}
	return nil
}

// FocusedRows are the rows, one of which always has the focus.
func (m *Model) FocusedRows() *participantrows.Editor { return m.rows }

// Import takes participants from a file.
func (m *Model) Import(list roster.Roster) { m.rows.Insert(list) }

// key is the key of an action, for a sentence.
func (m *Model) key(action keys.Action) string { return m.host.Keys().Name(action) }

// Help lists the keys that do something now.
func (m *Model) Help() help.KeyMap { return m.form.Help() }

// View draws the form.
func (m *Model) View() string {
	m.drawn = m.lines()
	return m.drawn.String()
}

func (m *Model) lines() clickable.Lines {
	drawn := clickable.Plain(m.theme.Heading.Render(text.Truncate("Add participants to “"+text.Sanitize(m.to.Topic)+"”", m.width)))
	status := m.status()
	room := max(2, m.height-len(drawn)-len(status))
	drawn = append(drawn, m.rows.Lines(m.width, room, !m.form.Sending())...)
	if m.rows.Empty() {
		drawn = append(drawn, clickable.Plain(m.guide()...)...)
	}
	for len(drawn)+len(status) < m.height {
		drawn = append(drawn, clickable.Line{})
	}
	if over := len(drawn) + len(status) - m.height; over > 0 {
		drawn = drawn[:max(0, len(drawn)-over)]
	}
	return append(drawn, clickable.Plain(status...)...)
}

// status is the outcome: how many were accepted, refused, and not sent; before
// that, what is to be said of what is about to be sent.
func (m *Model) status() []string {
	var lines []string
	switch {
	case m.form.Sending():
	case m.reported:
		lines = append(lines, m.outcome()...)
		if m.rows.Count(participantrows.Editing) > 0 {
			lines = append(lines, m.rows.Plan(m.total(), m.width)...)
		}
	default:
		lines = append(lines, m.rows.Plan(m.total(), m.width)...)
	}
	return m.form.Status(append(lines, m.unmatchedLines()...)...)
}

// outcome is what became of the rows, and what can be done now: beside it where there is
// room, else below.
func (m *Model) outcome() []string {
	outcome, hint := "  "+m.rows.Summary(len(m.unmatched) > 0), ""
	switch {
	case m.rows.Count(participantrows.Refused) > 0:
		hint = "Fix the rows marked ✗; " + m.key(keys.Submit) + " resends only those."
	case m.rows.Pending() == 0 && m.rows.Count(participantrows.Broken)+m.rows.Count(participantrows.Duplicate) == 0:
		hint = "nothing is left to send · " + m.key(keys.Leave) + " goes back"
	}
	if hint == "" || text.Width(outcome)+2+text.Width(hint) <= m.width {
		return []string{text.Truncate(outcome+"  "+m.theme.Muted.Render(hint), m.width)}
	}
	lines := []string{text.Truncate(outcome, m.width)}
	for _, wrapped := range text.Wrap(hint, max(1, m.width-2)) {
		lines = append(lines, "  "+m.theme.Muted.Render(wrapped))
	}
	return lines
}

// unmatchedShown is how many refusals that no row asked for are shown: the rows
// need the room more.
const unmatchedShown = 3

// unmatchedLines are the refusals that match no row: in a third of the height, as
// many whole ones as fit, and how many more there are.
func (m *Model) unmatchedLines() []string {
	shows := " · " + m.key(keys.ShowWhole) + " shows all"
	for shown := min(len(m.unmatched), unmatchedShown); shown > 0; shown-- {
		var lines []string
		for _, refused := range m.unmatched[:shown] {
			lines = append(lines, document.Problem(m.theme, []string{unmatchedText(refused)}, m.width)...)
		}
		if more := len(m.unmatched) - shown; more > 0 {
			lines = append(lines, m.errorLine(fmt.Sprintf("… and %d more for no row here", more)+shows))
		}
		if len(lines) <= m.height/3 {
			return lines
		}
	}
	if len(m.unmatched) == 0 {
		return nil
	}
	return []string{m.errorLine(fmt.Sprintf("✗ %d refused for no row here", len(m.unmatched)) + shows)}
}

func unmatchedText(refused acs.CommunicationError) string {
	return "for no row here: " + command.RefusalText(refused)
}

func (m *Model) errorLine(line string) string {
	return "  " + m.theme.Error.Render(text.Truncate(line, max(0, m.width-2)))
}

// guide says where identifiers come from.
func (m *Model) guide() []string {
	facts := []string{
		"",
		"An identifier is the raw id of an identity of this resource: 8:acs:<resource>_<user>.",
		"Your own service makes them (Identity API), and keeps who they are.",
	}
	if n := m.seen.Len(); n == 1 {
		facts = append(facts, "Part of a name finds the one identity that this session has seen.")
	} else if n > 1 {
		facts = append(facts, fmt.Sprintf("Part of a name finds one of the %d identities that this session has seen.", n))
	}
	if m.scope.IssueRefusal() == "" {
		facts = append(facts, m.key(keys.NewUser)+" makes a new user of the resource for the row.")
	}
	facts = append(facts, "Paste a list, or import a file with "+m.key(keys.Import)+": one a line, “id, name, history”.")
	var lines []string
	for _, fact := range facts {
		for _, wrapped := range text.Wrap(fact, max(1, m.width-6)) {
			lines = append(lines, "      "+m.theme.Muted.Render(wrapped))
		}
	}
	return lines
}
