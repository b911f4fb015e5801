// Package faults is the screen that switches what an emulator lets go wrong. It is
// never reached on a real resource.
package faults

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/charmbracelet/bubbles/help"
	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/component/list"
	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/style/theme"
)

// asUsual stands for as often as a fault usually comes.
const asUsual = -1

// Model is the screen.
type Model struct {
	host    screen.Host
	scope   *command.Scope
	theme   *theme.Theme
	keys    keyMap
	presets []preset
	list    *list.List[row]

	// operations are what the next fault is for, nil for what it usually is for; times
	// is how often it comes.
	operations []string
	times      int
	// inForce are the faults in force as the emulator told them last; known says that
	// it has.
	inForce []command.Fault
	known   bool
	// asOf is when it did: somebody else may have changed them since, and their times
	// pass.
	asOf    time.Time
	problem *command.Problem
	// switching says that a change is under way.
	switching bool

	width, height int
}

var (
	_ screen.Screen     = (*Model)(nil)
	_ screen.Clickable  = (*Model)(nil)
	_ screen.Expandable = (*Model)(nil)
)

type keyMap struct{ Switch, Clear, Refresh, Back key.Binding }

// New makes the screen.
func New(host screen.Host, scope *command.Scope, t *theme.Theme) *Model {
	k := host.Keys()
	m := &Model{host: host, scope: scope, theme: t, presets: presets(), times: asUsual}
	m.keys = keyMap{
		Switch: k.Bind(keys.Open, "switch"), Clear: k.Bind(keys.Clear, "clear all"),
		Refresh: k.Bind(keys.Refresh, ""), Back: k.Bind(keys.Back, ""),
	}
	if refusal := scope.Session().WriteRefusal(); refusal != "" {
		m.keys.Switch = k.Bind(keys.Open, "switch: "+refusal)
		m.keys.Clear = k.Bind(keys.Clear, "clear all: "+refusal)
	}
	m.list = list.New(list.Options[row]{Keys: k, Theme: t, Row: m.row, Key: row.key})
	m.list.SetItems(m.rows())
	return m
}

// Init asks for the faults in force.
func (m *Model) Init() tea.Cmd { return command.GetFaults(m.scope) }

// Title is the screen's name.
func (m *Model) Title() string { return "Faults" }

// CapturesKeys is never true.
func (m *Model) CapturesKeys() bool { return false }

// Close cancels the read.
func (m *Model) Close() { m.scope.Close() }

// SetSize gives the screen its room.
func (m *Model) SetSize(width, height int) { m.width, m.height = width, height }

// Update takes a key or a result.
func (m *Model) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyMsg:
		return m.key(msg)
	case command.FaultsMsg:
		if m.scope.Current(msg) {
			m.received(msg)
		}
	case command.PanickedMsg:
		m.problem, m.switching = msg.Problem, false
	}
	return nil
}

func (m *Model) received(msg command.FaultsMsg) {
	m.switching = false
	m.problem = msg.Problem
	if msg.Problem != nil {
		return
	}
	at := m.current()
	m.inForce, m.known, m.asOf = msg.Faults, true, m.host.Now()
	m.list.SetItems(m.rows())
	// What goes before it must not put another fault under the cursor: where the fault is
	// gone itself, that is none.
	if at.kind == otherRow && !m.list.Has(at.key()) {
		m.list.Point(row{kind: operationRow}.key())
	}
}

func (m *Model) key(msg tea.KeyMsg) tea.Cmd {
	switch {
	case key.Matches(msg, m.keys.Back):
		m.host.Back()
	case key.Matches(msg, m.keys.Refresh):
		return m.refresh()
	case key.Matches(msg, m.keys.Clear):
		return m.clearAll()
	case key.Matches(msg, m.keys.Switch):
		return m.choose()
	default:
		m.list.Key(msg)
	}
	return nil
}

// Click puts the cursor on a row, and switches or chooses what the one that it stands on is
// for.
func (m *Model) Click(x, y int) (bool, tea.Cmd) {
	there, opens, _ := m.list.Click(x, y-headLines)
	if opens {
		return true, m.key(m.host.Keys().Press(keys.Open))
	}
	return there, nil
}

// choose does what the row under the cursor is for.
func (m *Model) choose() tea.Cmd {
	switch at := m.current(); at.kind {
	case operationRow:
		m.askOperation()
	case timesRow:
		m.askTimes()
	case presetRow:
		if len(m.alike(at.preset.fault)) > 0 {
			return m.change(command.FaultChange{Remove: []command.Fault{at.preset.fault}})
		}
		return m.change(command.FaultChange{Add: at.preset.faults(m.operations, m.times)})
	case otherRow:
		return m.change(command.FaultChange{Remove: []command.Fault{at.fault}})
	}
	return nil
}

// clearAll clears all faults. It asks where some of them are of somebody else, which this
// screen could not switch on again.
func (m *Model) clearAll() tea.Cmd {
	all := func() tea.Cmd { return m.change(command.FaultChange{Clear: true}) }
	var others []command.Fault
	for _, r := range m.rows() {
		if r.kind == otherRow {
			others = append(others, r.fault)
		}
	}
	if len(others) == 0 || m.scope.Session().WriteRefusal() != "" {
		return all()
	}
	m.host.Ask(screen.Question{
		Title: "Clear all faults?",
		Body:  fmt.Sprintf("In force: %d, set by somebody else: %d. Those can't be switched on again here.", command.CountFaults(m.inForce), command.CountFaults(others)),
		Yes:   "clear", No: "keep", OnYes: all,
	})
	return nil
}

// change changes the faults in force, one change at a time.
func (m *Model) change(change command.FaultChange) tea.Cmd {
	if refusal := m.scope.Session().WriteRefusal(); refusal != "" {
		m.host.Notify(screen.Notification{Level: screen.LevelInfo, Text: refusal})
		return nil
	}
	if m.switching {
		m.host.Notify(screen.Notification{Level: screen.LevelInfo, Text: "the emulator has not answered the last change yet"})
		return nil
	}
	// A list that was asked for before is older than the answer to this.
	m.scope.Renew()
	m.switching = true
	return command.ChangeFaults(m.scope, change)
}

// refresh asks for the faults in force, unless the answer to a change tells them anyway.
func (m *Model) refresh() tea.Cmd {
	if m.switching {
		return nil
	}
	m.scope.Renew()
	return command.GetFaults(m.scope)
}

func (m *Model) askOperation() {
	set := func(operations ...string) func() tea.Cmd {
		return func() tea.Cmd {
			m.operations = operations
			return nil
		}
	}
	m.host.Choose(screen.Choice{
		Title: "What goes wrong?", Body: "It holds for the faults that are switched on from now.",
		Options: []screen.Option{
			{Label: "what each fault is usually for", OnChoose: set()},
			{Label: "everything", OnChoose: set(everything)},
			{Label: "lists", OnChoose: set(command.ListOperations()...)},
			{Label: "writes", OnChoose: set(command.WriteOperations()...)},
			{Label: "ListChatThreads", OnChoose: set("ListChatThreads")},
			{Label: "ListChatParticipants", OnChoose: set("ListChatParticipants")},
			{Label: "CreateChatThread", OnChoose: set("CreateChatThread")},
			{Label: "AddChatParticipants", OnChoose: set("AddChatParticipants")},
			{Label: "another operation, by its name", OnChoose: m.askOperationName},
		},
	})
}

func (m *Model) askOperationName() tea.Cmd {
	known := func(name string) bool { return slices.Contains(command.FaultOperations(), name) }
	m.host.Prompt(screen.Prompt{
		Title: "Which operation goes wrong?", Body: "The official operationId without its prefix.", Placeholder: "GetChatThreadProperties",
		Check: func(name string) string {
			if !known(name) {
				return "There is no such operation of chat."
			}
			return ""
		},
		OnSubmit: func(name string) tea.Cmd {
			m.operations = []string{name}
			return nil
		},
	})
	return nil
}

// mostTimes is the largest number of times: more are as good as until it is cleared.
const mostTimes = 1000

func (m *Model) askTimes() {
	set := func(times int) func() tea.Cmd {
		return func() tea.Cmd {
			m.times = times
			return nil
		}
	}
	m.host.Choose(screen.Choice{
		Title: "How often?", Body: "It holds for the faults that are switched on from now. Of several operations, each gets it as often.",
		Options: []screen.Option{
			{Label: "as each fault usually comes", OnChoose: set(asUsual)},
			{Label: "until cleared", OnChoose: set(0)},
			{Label: "once", OnChoose: set(1)},
			{Label: "3 times", OnChoose: set(3)},
			{Label: "10 times", OnChoose: set(10)},
			{Label: "another number", OnChoose: m.askNumber},
		},
	})
}

func (m *Model) askNumber() tea.Cmd {
	read := func(typed string) (int, bool) {
		n, err := strconv.Atoi(typed)
		return n, err == nil && n >= 1 && n <= mostTimes
	}
	m.host.Prompt(screen.Prompt{
		Title: "How often?", Placeholder: "1",
		Check: func(typed string) string {
			if _, ok := read(typed); !ok {
				return fmt.Sprintf("A number from 1 to %d.", mostTimes)
			}
			return ""
		},
		OnSubmit: func(typed string) tea.Cmd {
			m.times, _ = read(typed)
			return nil
		},
	})
	return nil
}

// Help lists the keys that do something now.
func (m *Model) Help() help.KeyMap {
	own, k := m.keys, m.host.Keys()
	at := m.current()
	if m.scope.Session().WriteRefusal() == "" {
		switch {
		case at.kind == operationRow, at.kind == timesRow:
			own.Switch = k.Bind(keys.Open, "choose")
		case at.kind == otherRow, len(m.alike(at.preset.fault)) > 0:
			own.Switch = k.Bind(keys.Open, "switch off")
		default:
			own.Switch = k.Bind(keys.Open, "switch on")
		}
	}
	if len(m.inForce) == 0 && m.known {
		keys.Unless("no fault is in force", &own.Clear)
	}
	actions := []key.Binding{own.Switch, own.Clear, own.Refresh, own.Back}
	return screen.Keys{Short: actions, Full: [][]key.Binding{actions, m.list.Keys().Moves}}
}
