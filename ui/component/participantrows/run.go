package participantrows

import (
	"fmt"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"acs-chat-tui/acs"
	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/component/form"
	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/screen"
	"acs-chat-tui/ui/style/text"
)

// UnknownCount stands for a number of members that is not known.
const UnknownCount = -1

// Run adds the rows that wait to a thread, one request after another.
type Run struct {
	host  screen.Host
	scope *command.Scope
	rows  *Editor
	// threadID and topic are the thread's.
	threadID, topic string
	// members is how many were in the thread before, as far as it is known.
	members int

	total   int
	started time.Time
	request int
	// stopping reports whether no further request is to be sent.
	stopping bool
	// end is why the rows that still wait are not sent.
	end string

	// Unmatched are refusals that no row asked for.
	Unmatched []acs.CommunicationError
	// Problem is what ended the run, or nil; Unknown reports whether it leaves open whether
	// rows were added.
	Problem *command.Problem
	Unknown bool
}

// NewRun makes a run of the rows that wait. members is the number of the thread's
// participants, without these, or UnknownCount.
func (e *Editor) NewRun(scope *command.Scope, threadID, topic string, members int) *Run {
	return &Run{
		host: e.host, scope: scope, rows: e, threadID: threadID, topic: topic, members: members, total: e.Waiting(), started: e.host.Now(),
	}
}

// Next sends the next request; ok is false where there is none, and the rows that are left
// say why.
func (r *Run) Next() (step form.Step, ok bool) {
	limit, full := BatchLimit, false
	if r.members != UnknownCount {
		limit = min(limit, threadLimit-r.members-r.rows.NewMembers())
		full = limit <= 0
	}
	waiting := r.rows.Waiting()
	switch {
	case waiting == 0:
	case r.end != "":
	case r.stopping:
		r.end = "not sent: you stopped before this request"
	case full:
		r.end = fmt.Sprintf("not sent: the thread has %d participants, the most that the service allows", threadLimit)
	default:
		r.request++
		return r.underWay(command.AddParticipants(r.scope, r.threadID, r.topic, r.rows.Batch(limit))), true
	}
	r.rows.End(r.end)
	return form.Stay(), false
}

// underWay locks the form while a request is under way, after which the run can be stopped
// where something still waits.
func (r *Run) underWay(request tea.Cmd) form.Step {
	step := form.Progress(r.progress, request)
	if !r.canStop() {
		return step
	}
	return step.Stoppable("stop after this request", func() form.Step {
		r.stopping = true
		return r.underWay(nil)
	})
}

// Apply records the answer to the request under way. Next follows.
func (r *Run) Apply(msg command.ParticipantsAddedMsg) {
	switch {
	case msg.Problem == nil:
		r.Unmatched = append(r.Unmatched, r.rows.Apply(msg.Refused)...)
	case msg.OutcomeUnknown:
		r.Lose(msg.Problem)
	case r.rows.RefuseWhole(msg.Problem):
		// One row was named; the others wait for a request without it.
		r.Problem = nil
	default:
		r.Problem = msg.Problem
		r.end = "not sent: an earlier request was not carried out"
	}
}

// Lose records that the outcome of the request under way is not known.
func (r *Run) Lose(problem *command.Problem) {
	r.rows.Lose()
	r.Problem, r.Unknown = problem, true
	r.end = "not sent: the outcome of an earlier request is not known"
}

func (r *Run) canStop() bool { return !r.stopping && r.rows.Waiting() > 0 }

// progress is how far the run is, on one line.
func (r *Run) progress() string {
	waiting := r.rows.Waiting()
	underWay := r.rows.Count(Waiting) - waiting
	answered := r.total - waiting - underWay
	line := fmt.Sprintf("request %d: sending %d", r.request, underWay)
	if r.stopping {
		line = fmt.Sprintf("stopping after request %d, which sends %d", r.request, underWay)
	}
	if r.total > underWay {
		line += fmt.Sprintf(" · %d of %d rows done", answered, r.total)
	}
	if r.canStop() {
		line += " · " + r.host.Keys().Name(keys.Leave) + " stops after it"
	}
	if took := r.host.Now().Sub(r.started); answered > 0 && waiting > 0 && took > time.Second {
		line += " · about " + text.Life(took*time.Duration(r.total-answered)/time.Duration(answered)) + " left"
	}
	return line
}
