package command

import (
	"context"
	"errors"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/acs"
	"acs-chat-tui/ui/screen"
)

// FaultKind is what an emulator lets go wrong.
type FaultKind string

// The kinds, as the control endpoint names them.
const (
	FaultStatus          FaultKind = "status"
	FaultLatency         FaultKind = "latency"
	FaultDrop            FaultKind = "drop"
	FaultDropAfterCommit FaultKind = "drop-after-commit"
	FaultTruncate        FaultKind = "truncate"
	FaultGarbage         FaultKind = "garbage"
	FaultSlowBody        FaultKind = "slow-body"
)

// Fault is something that an emulator lets go wrong, as its control endpoint has it.
type Fault struct {
	// Operation is an operationId without its prefix, or *.
	Operation  string    `json:"operation"`
	Kind       FaultKind `json:"kind"`
	Status     int       `json:"status,omitempty"`
	Code       string    `json:"code,omitempty"`
	Message    string    `json:"message,omitempty"`
	RetryAfter string    `json:"retryAfter,omitempty"`
	Latency    string    `json:"latency,omitempty"`
	// Times is how many requests get it; 0 is all until it is cleared.
	Times int `json:"times"`
}

// Alike reports whether two faults do the same, to whatever operations and however often.
func (f Fault) Alike(other Fault) bool {
	f.Operation, f.Times = other.Operation, other.Times
	return f == other
}

// CountFaults is how many faults there are, each once whatever it is for: switching one on
// for several operations gives the emulator one for each.
func CountFaults(faults []Fault) int {
	n := 0
	for i, f := range faults {
		if !slices.ContainsFunc(faults[:i], f.Alike) {
			n++
		}
	}
	return n
}

// FaultsMsg is the answer to GetFaults and ChangeFaults: the faults in force.
type FaultsMsg struct {
	Answer
	Faults []Fault
}

func (m FaultsMsg) success() screen.Notification {
	said := "no fault of the emulator is in force"
	if len(m.Faults) > 0 {
		said = "in force: " + countOf(CountFaults(m.Faults), "fault") + " of the emulator"
	}
	return screen.Notification{Level: screen.LevelSuccess, Text: said}
}

var errNoControl = errors.New("this connection has no emulator to control")

// GetFaults asks the emulator for the faults in force.
func GetFaults(s *Scope) tea.Cmd {
	control := s.runner.current.Control
	return do(s, operation{name: "list the emulator's faults"}, func(ctx context.Context, _ Service) (FaultsMsg, error) {
		if control == nil {
			return FaultsMsg{}, errNoControl
		}
		list, err := control.Faults(ctx)
		return FaultsMsg{Faults: list}, err
	})
}

// FaultChange is a change of the faults in force.
type FaultChange struct {
	// Add come before those in force, so that they have their effect.
	Add []Fault
	// Remove takes those away that are alike.
	Remove []Fault
	// Clear takes all away first.
	Clear bool
}

// ChangeFaults changes the faults in force, which it asks for first: their times may
// have been used up, and somebody else may have changed them. It also makes sure that
// there is an emulator.
func ChangeFaults(s *Scope, change FaultChange) tea.Cmd {
	control := s.runner.current.Control
	op := operation{
		name: "switch the emulator's faults", write: true, local: true, when: screen.WhenGone,
		doing: "switching the emulator's faults", subject: "faults",
	}
	return do(s, op, func(ctx context.Context, _ Service) (FaultsMsg, error) {
		if control == nil {
			return FaultsMsg{}, errNoControl
		}
		list, err := control.Faults(ctx)
		if err != nil {
			return FaultsMsg{}, err
		}
		list = slices.DeleteFunc(list, func(f Fault) bool { return change.Clear || slices.ContainsFunc(change.Remove, f.Alike) })
		list, err = control.SetFaults(ctx, append(slices.Clone(change.Add), list...))
		return FaultsMsg{Faults: list}, err
	})
}

// FaultOperations are the operations that a fault can be for.
func FaultOperations() []string {
	var names []string
	for _, operation := range acs.ChatOperations() {
		names = append(names, string(operation))
	}
	return names
}

// ListOperations are those of FaultOperations that list, WriteOperations those that write.
func ListOperations() []string { return operationsThat("List") }

// WriteOperations are those of FaultOperations that write.
func WriteOperations() []string {
	return operationsThat("Create", "Update", "Delete", "Add", "Remove", "Send")
}

func operationsThat(begin ...string) []string {
	return slices.DeleteFunc(FaultOperations(), func(name string) bool {
		return !slices.ContainsFunc(begin, func(b string) bool { return strings.HasPrefix(name, b) })
	})
}
