// Package add is the form that adds participants to a thread: one, ten, or a
// pasted list.
package add

import (
	"fmt"

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
	"acs-chat-tui/ui/widget/document"
)

// Model is the screen.
type Model struct {
	*form.Form
	host  screen.Host
	scope *command.Scope
	theme *theme.Theme
	to    participantrows.ToAdd
	seen  *identities.Seen
	rows  *participantrows.Editor
	// counted is how many participants the thread had when they were counted last, those
	// of this form left out.
	counted int
	// run is the run of requests that began last; nil before the first.
	run *participantrows.Run
	// reported reports whether an attempt has ended.
	reported bool
	// unmatched are refusals that no row asked for.
	unmatched []acs.CommunicationError
	height    int
}

// New makes the screen.
func New(host screen.Host, scope *command.Scope, t *theme.Theme, seen *identities.Seen, to participantrows.ToAdd) *Model {
	m := &Model{
		host: host, scope: scope, theme: t, to: to, seen: seen, counted: participantrows.UnknownCount,
		rows: participantrows.New(host, t, seen, scope.Session().UserID, to.Members),
	}
	m.counted = m.members()
	m.rows.TakesMetadata(scope.Session().APIVersion.SupportsParticipantMetadata())
	m.Form = form.New(host, scope, t, form.Spec{
		Title: "Add participants", Doing: "add the participants",
		Heading: func(int) string { return "Add participants to “" + text.Sanitize(to.Topic) + "”" },
		Fields:  []form.Field{m.rows, form.Note{Text: m.guide}},
		Check: func() (string, form.Field) {
			return m.fault(), nil
		},
		Preview: func() ([]string, string) {
			return command.PreviewAdd(scope, to.ThreadID, m.rows.Preview()), ""
		},
		Submit: m.submit, Receive: m.receive, Remarks: m.remarks, AtBottom: true, Unsent: m.rows.Waiting,
		Actions: m.rows.Actions(scope, func() bool { return true }, m.Report),
	})
	if len(to.Rows) > 0 {
		m.rows.Insert(roster.Roster{Entries: to.Rows})
		m.rows.Enter(false)
		host.Unsaved(m.Loss())
	}
	return m
}

// SetSize gives the screen its room.
func (m *Model) SetSize(width, height int) {
	m.height = height
	m.Form.SetSize(width, height)
}

// FullText is everything that the form says, and every refusal that no row asked for.
func (m *Model) FullText() []string {
	lines := m.Form.FullText()
	for _, refused := range m.unmatched {
		lines = append(lines, unmatchedText(refused))
	}
	return lines
}

func (m *Model) receive(msg tea.Msg) form.Step {
	if step, ok := m.rows.Receive(msg); ok {
		return step
	}
	switch msg := msg.(type) {
	case command.ParticipantsAddedMsg:
		m.run.Apply(msg)
		return m.next()
	case command.PanickedMsg:
		m.run.Lose(msg.Problem)
		return m.next()
	}
	return form.Stay()
}

// next sends the next request of the run, or shows what became of it.
func (m *Model) next() form.Step {
	if step, ok := m.run.Next(); ok {
		return step
	}
	m.unmatched, m.reported = m.run.Unmatched, true
	switch problem := m.run.Problem; {
	case m.run.Unknown:
		return form.Unknown(problem.Advise("Whether they were added is not known. " + m.key(keys.Submit) + " sends the same rows again: who was added meanwhile stays as they are."))
	case problem != nil:
		return form.Refused(problem)
	}
	return form.Open()
}

// submit begins to add the rows.
func (m *Model) submit() form.Step {
	m.rows.Begin()
	m.unmatched = nil
	m.run = m.rows.NewRun(m.scope, m.to.ThreadID, m.to.Topic, m.members())
	return m.next()
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
	if members := m.members(); members != participantrows.UnknownCount {
		return members + m.rows.NewMembers()
	}
	return participantrows.UnknownCount
}

// Report is what became of the rows; ok is false while nothing was sent.
func (m *Model) Report() (report roster.Report, ok bool) {
	about := roster.About{Operation: "add participants", ThreadID: m.to.ThreadID, Topic: m.to.Topic, At: m.host.Now()}
	return roster.Report{About: about, Rows: m.rows.Outcomes()}, m.reported
}

// fault says why the rows cannot be sent; it is empty where they can.
func (m *Model) fault() string {
	switch {
	case m.rows.Pending() > 0 || m.rows.Making():
		return m.rows.FirstFault()
	case m.rows.Count(participantrows.Broken)+m.rows.Count(participantrows.Duplicate) > 0:
		return "nothing is left to send: what is broken or a duplicate goes out only once it is mended"
	case m.rows.Count(participantrows.Accepted)+m.rows.Count(participantrows.Member) > 0:
		return "all rows are accepted: nothing is left to send"
	}
	return "there is nobody to add: type an identifier, paste a list, or press " + m.key(keys.Import) + " for a file"
}

// key is the key of an action, for a sentence.
func (m *Model) key(action keys.Action) string { return m.host.Keys().Name(action) }

// remarks are the outcome: how many were accepted, refused, and not sent; before that,
// what is to be said of what is about to be sent.
func (m *Model) remarks(width int) []string {
	var lines []string
	if m.reported {
		lines = m.outcome(width)
	}
	if !m.reported || m.rows.Count(participantrows.Editing) > 0 {
		lines = append(lines, m.rows.Plan(m.total(), width)...)
	}
	return append(lines, m.unmatchedLines(width)...)
}

// outcome is what became of the rows, and what can be done now: beside it where there is
// room, else below.
func (m *Model) outcome(width int) []string {
	outcome, hint := "  "+m.rows.Summary(len(m.unmatched) > 0), ""
	switch {
	case m.rows.Count(participantrows.Refused) > 0:
		hint = "Fix the rows marked ✗; " + m.key(keys.Submit) + " resends only those."
	case m.rows.Pending() == 0 && m.rows.Count(participantrows.Broken)+m.rows.Count(participantrows.Duplicate) == 0:
		hint = "nothing is left to send · " + m.key(keys.Leave) + " goes back"
	}
	if hint == "" || text.Width(outcome)+2+text.Width(hint) <= width {
		return []string{text.Truncate(outcome+"  "+m.theme.Muted.Render(hint), width)}
	}
	return append([]string{text.Truncate(outcome, width)}, document.Paragraph(m.theme.Muted, hint, 2, width)...)
}

// unmatchedShown is how many refusals that no row asked for are shown: the rows
// need the room more.
const unmatchedShown = 3

// unmatchedLines are the refusals that match no row: in a third of the height, as
// many whole ones as fit, and how many more there are.
func (m *Model) unmatchedLines(width int) []string {
	shows := " · " + m.key(keys.ShowWhole) + " shows all"
	for shown := min(len(m.unmatched), unmatchedShown); shown > 0; shown-- {
		var lines []string
		for _, refused := range m.unmatched[:shown] {
			lines = append(lines, document.Problem(m.theme, []string{unmatchedText(refused)}, width)...)
		}
		if more := len(m.unmatched) - shown; more > 0 {
			lines = append(lines, m.errorLine(width, fmt.Sprintf("… and %d more for no row here", more)+shows))
		}
		if len(lines) <= m.height/3 {
			return lines
		}
	}
	if len(m.unmatched) == 0 {
		return nil
	}
	return []string{m.errorLine(width, fmt.Sprintf("✗ %d refused for no row here", len(m.unmatched))+shows)}
}

func unmatchedText(refused acs.CommunicationError) string {
	return "for no row here: " + command.RefusalText(refused)
}

func (m *Model) errorLine(width int, line string) string {
	return "  " + m.theme.Error.Render(text.Truncate(line, max(0, width-2)))
}

// guide says where identifiers come from.
func (m *Model) guide(c form.Canvas) []string {
	if !m.rows.Empty() {
		return nil
	}
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
		lines = append(lines, document.Paragraph(m.theme.Muted, fact, 6, c.Width)...)
	}
	return lines
}
