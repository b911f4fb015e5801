// Package remove is the removal of several participants from a thread: one request
// each, under the service's limits, with what became of each.
package remove

import (
	"fmt"

	"github.com/charmbracelet/bubbles/help"
	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/component/list"
	"acs-chat-tui/ui/component/savefile"
	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/style/theme"
)

// Model is the screen.
type Model struct {
	host  screen.Host
	scope *command.Scope
	theme *theme.Theme
	to    command.ToRemove
	keys  keyMap

	run  *run
	list *list.List[*row]
	// follows says that the cursor goes with the row under way, until it is moved.
	follows bool
	// told says that the end of the run has been told.
	told bool
	// saved says that the report of the run as it stands has been saved.
	saved bool

	width, height int
}

var (
	_ screen.Screen     = (*Model)(nil)
	_ screen.Clickable  = (*Model)(nil)
	_ screen.Expandable = (*Model)(nil)
)

type keyMap struct{ Retry, Save, Copy, Stop, Back, Whole key.Binding }

// New makes the screen; Init begins with the first removal.
func New(host screen.Host, scope *command.Scope, t *theme.Theme, to command.ToRemove) *Model {
	m := &Model{host: host, scope: scope, theme: t, to: to, run: newRun(to.Participants, scope.Session().UserID), follows: true}
	k := host.Keys()
	m.list = list.New(list.Options[*row]{
		Keys: k, Theme: t, Key: (*row).rawID,
		Row: func(one *row, _, _ int, selected bool) string { return m.row(one, selected) },
	})
	m.list.SetItems(m.run.pointers())
	m.keys = keyMap{
		Retry: k.Bind(keys.RetryFailed, ""), Save: k.Bind(keys.SaveReport, ""), Copy: k.Bind(keys.Copy, ""),
		Stop: k.Bind(keys.Back, "stop"), Back: k.Bind(keys.Back, ""), Whole: k.Bind(keys.ShowWhole, "why"),
	}
	return m
}

// Init removes the first participant.
func (m *Model) Init() tea.Cmd { return m.goOn() }

// SetSize gives the screen its room.
func (m *Model) SetSize(width, height int) {
	m.width, m.height = width, height
	m.list.SetSize(width, max(0, height-headLines-m.paneHeight()))
}

// Title is the screen's name.
func (m *Model) Title() string { return "Remove participants" }

// CapturesKeys is never true.
func (m *Model) CapturesKeys() bool { return false }

// Close leaves the removal under way to itself; no further one begins.
func (m *Model) Close() {
	m.scope.EndWaits()
	m.scope.Close()
}

// Update takes a key or a result.
func (m *Model) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		return m.key(msg)
	case command.ParticipantRemovedMsg:
		m.run.settle(msg)
		return m.goOn()
	case command.PanickedMsg:
		m.run.lose(msg.Problem)
		return m.goOn()
	case savefile.SavedMsg:
		if msg.Err == nil {
			m.saved = true
			m.tellUnsaved()
		}
	}
	return nil
}

// goOn removes the next participant, or tells of the end of the run.
func (m *Model) goOn() tea.Cmd {
	m.saved = false
	defer m.tellUnsaved()
	if next := m.run.next(); next != nil {
		if m.follows {
			m.list.Point(next.rawID())
		}
		return command.RemoveParticipant(m.scope, command.Removal{
			ThreadID: m.to.ThreadID, Topic: m.to.Topic, Participant: next.participant, Batched: true,
		})
	}
	if !m.run.ended() || m.told {
		return nil
	}
	m.told = true
	ended := screen.BatchEndedMsg{Ref: m.scope.Ref(), Summary: m.summary()}
	return func() tea.Msg { return ended }
}

// summary tells how the run ended, where the screen itself is not in sight.
func (m *Model) summary() screen.Notification {
	n := screen.Notification{Level: screen.LevelSuccess, Text: m.counts()}
	if m.run.left() > 0 {
		n.Level = screen.LevelWarning
	}
	if m.run.stopped != "" {
		n.Details = append(n.Details, m.run.stopped)
	}
	for i := range m.run.rows {
		if one := &m.run.rows[i]; one.state != removed {
			n.Details = append(n.Details, m.outcome(one)+": "+one.rawID())
		}
	}
	return n
}

// tellUnsaved tells the program what would be lost with the screen.
func (m *Model) tellUnsaved() { m.host.Unsaved(m.loss()) }

// loss is what would be lost with the screen, in words; empty where nothing would.
func (m *Model) loss() string {
	switch {
	case !m.run.ended():
		return fmt.Sprintf("%d of %d participants are not removed yet, and would not be.", len(m.run.rows)-m.run.count(removed), len(m.run.rows))
	case m.run.left() > 0 && !m.saved:
		return fmt.Sprintf("%d of %d participants were not removed for sure. Which, and why, is kept nowhere else; %s saves it in a file.",
			m.run.left(), len(m.run.rows), m.host.Keys().Name(keys.SaveReport))
	}
	return ""
}

func (m *Model) key(msg tea.KeyMsg) tea.Cmd {
	switch {
	case key.Matches(msg, m.keys.Back):
		m.leave()
	case key.Matches(msg, m.keys.Retry):
		return m.retry()
	case key.Matches(msg, m.keys.Save):
		m.askReport()
	case key.Matches(msg, m.keys.Copy):
		return m.host.Copy("raw id", m.selected().rawID())
	default:
		if moved, _ := m.list.Key(msg); moved {
			m.follows = false
		}
	}
	return nil
}

// selected is the row under the cursor.
func (m *Model) selected() *row {
	one, _ := m.list.Selected()
	return one
}

// leave stops the run, asking; a run that has ended is left, asking where something of
// it would be lost.
func (m *Model) leave() {
	switch {
	case !m.run.ended() && m.run.stopped != "":
		m.tell("the run stops when the service has answered; what is under way is not cut off")
	case !m.run.ended():
		m.host.Ask(screen.Question{
			Title: "Stop removing?",
			Body: fmt.Sprintf("%d of %d are removed. The removal that is under way ends by itself, the others are not sent. What became of each stays here, and %s goes on with the rest. To leave the screen is to stop first.",
				m.run.count(removed), len(m.run.rows), m.host.Keys().Name(keys.RetryFailed)),
			Yes: "stop", No: "go on",
			OnYes: func() tea.Cmd {
				m.run.stop("you stopped the run")
				m.scope.EndWaits()
				return m.goOn()
			},
		})
	case m.loss() != "":
		m.host.Ask(screen.Question{
			Title: "Leave?", Body: m.loss(), Yes: "leave", No: "stay",
			OnYes: func() tea.Cmd {
				m.host.Back()
				return nil
			},
		})
	default:
		m.host.Back()
	}
}

// retry sends what was not removed again.
func (m *Model) retry() tea.Cmd {
	switch {
	case !m.run.ended():
		m.tell("the run goes on still: what fails can be sent again when it has ended")
		return nil
	case m.run.left() == 0:
		m.tell("all are removed: nothing is left to send")
		return nil
	}
	if refusal := m.scope.Session().RemoveRefusal(); refusal != "" {
		m.tell(refusal)
		return nil
	}
	m.run.begin()
	m.follows, m.told = true, false
	return m.goOn()
}

func (m *Model) tell(said string) {
	m.host.Notify(screen.Notification{Level: screen.LevelInfo, Text: said})
}

// Click puts the cursor on a participant; there is nothing to open.
func (m *Model) Click(x, y int) (bool, tea.Cmd) {
	there, _, _ := m.list.Click(x, y-headLines)
	if there {
		m.follows = false
	}
	return there, nil
}

// Help lists the keys that do something now.
func (m *Model) Help() help.KeyMap {
	own := m.keys
	ended := m.run.ended()
	switch {
	case !ended:
		keys.Unless("the removal is under way", &own.Retry, &own.Save)
	case m.run.left() == 0:
		keys.Unless("nothing failed", &own.Retry)
	}
	if m.paneHeight() > 0 {
		// The pane says so where it cuts.
		own.Whole.SetEnabled(false)
	}
	own.Copy.SetHelp(own.Copy.Help().Key, "copy raw id")
	leave := own.Back
	if !ended {
		leave = own.Stop
	}
	return screen.Keys{
		Short: []key.Binding{leave, own.Whole, own.Retry, own.Save, own.Copy},
		Full: [][]key.Binding{
			{own.Retry, own.Save, own.Copy, leave},
			m.list.Keys().Moves,
		},
	}
}
