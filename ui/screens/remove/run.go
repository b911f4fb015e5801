package remove

import (
	"strconv"
	"strings"

	"acs-chat-tui/acs"
	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/data/roster"
)

// state is what became of a row so far.
type state int

const (
	waiting state = iota
	underWay
	removed
	refused
	notRemoved
	unknown
)

// row is one participant to remove.
type row struct {
	participant acs.ChatParticipant
	state       state
	// reason says why the state is what it is; empty where there is nothing to say.
	reason string
	// code is the service's code for a refusal.
	code string
	// request is the number of the request that the row was sent with; 0 for none.
	request int
	// doubtful says that an earlier request for the row may have been carried out.
	doubtful bool
}

func (r *row) rawID() string {
	if r.participant.CommunicationIdentifier == nil {
		return ""
	}
	return r.participant.CommunicationIdentifier.RawID()
}

func (r *row) name() string {
	if r.participant.DisplayName == nil {
		return ""
	}
	return *r.participant.DisplayName
}

// failuresInARow is how many removals in a row may fail before the run stops: what
// stops one for a reason of its own does not stop the next two as well. The number is
// a choice of ours.
const failuresInARow = 3

// HTTP's statuses for what is wrong with a request, a token that is not accepted, and
// too many requests.
const (
	badRequest   = 400
	unauthorized = 401
	throttled    = 429
)

// run is the removals and how far they are. It is pure: it says whom to remove next,
// and is told what came of it.
type run struct {
	rows []row
	// self is the row of the user who acts; -1 for none.
	self int
	// current is the row under way; -1 for none.
	current int
	// requests counts the requests that were made.
	requests int
	// failures counts those in a row.
	failures int
	// queue is the rows that are still to be sent, in order.
	queue []int
	// stopped says why no further row is sent; empty while the run goes on, and where
	// it came to its end.
	stopped string
}

// newRun puts the user who acts last: who removed himself can remove nobody else.
func newRun(participants []acs.ChatParticipant, userID string) *run {
	r := &run{self: -1, current: -1}
	var last []row
	for _, p := range participants {
		one := row{participant: p}
		if id := one.rawID(); id != "" && strings.EqualFold(id, userID) {
			last = append(last, one)
			continue
		}
		r.rows = append(r.rows, one)
	}
	if len(last) > 0 {
		r.self = len(r.rows)
		r.rows = append(r.rows, last...)
	}
	r.begin()
	return r
}

// pointers are the rows, for the list.
func (r *run) pointers() []*row {
	rows := make([]*row, len(r.rows))
	for i := range r.rows {
		rows[i] = &r.rows[i]
	}
	return rows
}

// begin puts the rows that are left into the order in which they are sent: those that
// were not sent yet before those that failed, so that what fails again does not keep
// the others from their turn; the user who acts last.
func (r *run) begin() {
	r.queue, r.failures, r.stopped = nil, 0, ""
	for _, wanted := range [][]state{{waiting, notRemoved}, {refused, unknown}} {
		for i := range r.rows {
			if i != r.self && (r.rows[i].state == wanted[0] || r.rows[i].state == wanted[1]) {
				r.queue = append(r.queue, i)
			}
		}
	}
	if r.self >= 0 && r.rows[r.self].state != removed {
		r.queue = append(r.queue, r.self)
	}
	for _, i := range r.queue {
		r.rows[i].state, r.rows[i].reason, r.rows[i].code = waiting, "", ""
	}
}

// next is the row to send now; nil where none is, because one is under way or the run
// has ended.
func (r *run) next() *row {
	if r.current >= 0 || r.stopped != "" || len(r.queue) == 0 {
		return nil
	}
	if r.queue[0] == r.self && r.left() > 0 {
		// Who has removed himself can remove nobody else.
		r.queue = nil
		own := &r.rows[r.self]
		own.state, own.reason = notRemoved, "not sent: others are left, and without you nobody here could remove them"
		return nil
	}
	r.current, r.queue = r.queue[0], r.queue[1:]
	r.requests++
	one := &r.rows[r.current]
	one.state, one.request = underWay, r.requests
	return one
}

// stop ends the run when the row under way has ended.
func (r *run) stop(why string) {
	if r.stopped != "" || (r.current < 0 && len(r.queue) == 0) {
		return
	}
	r.stopped = why
	r.closeQueue()
}

// closeQueue says of the rows that are left why they are not sent.
func (r *run) closeQueue() {
	for _, i := range r.queue {
		r.rows[i].state, r.rows[i].reason = notRemoved, "not sent: "+r.stopped
	}
	r.queue = nil
}

// settle takes the outcome of the row under way.
func (r *run) settle(msg command.ParticipantRemovedMsg) {
	if r.current < 0 || r.rows[r.current].rawID() != msg.RawID() {
		return
	}
	one := &r.rows[r.current]
	r.current = -1
	if msg.Problem == nil {
		r.failures = 0
		one.state = removed
		if msg.Concluded {
			one.reason = "no member any more: an answer was lost, and then the service refused you as no member"
		}
		return
	}
	r.fail(one, msg.Problem, msg.OutcomeUnknown)
}

// lose takes the news that a fault of this program ended the row under way.
func (r *run) lose(problem *command.Problem) {
	if r.current < 0 {
		return
	}
	one := &r.rows[r.current]
	r.current = -1
	r.fail(one, problem, true)
}

// fail settles a row that failed, and stops the run where the next ones would as well.
func (r *run) fail(one *row, problem *command.Problem, outcomeUnknown bool) {
	one.reason, one.code = reasonOf(problem), ""
	if problem.Status != 0 {
		one.code = strconv.Itoa(problem.Status)
	}
	switch {
	case outcomeUnknown, one.doubtful && problem.Status != badRequest && problem.Status != throttled && problem.Status != unauthorized:
		// After an answer that was lost a refusal may just mean that it was carried out.
		one.state, one.doubtful = unknown, true
		one.reason = "whether it was removed is not known: " + problem.Why
	case problem.Status == 0:
		one.state = notRemoved
		one.reason = "not sent: " + problem.Why
		one.request = 0
	case problem.Status == throttled:
		one.state = notRemoved
		one.reason = "not removed: " + problem.Why
	default:
		one.state = refused
	}
	if problem.Status == badRequest && !outcomeUnknown {
		// It is about this participant alone.
		r.failures = 0
		return
	}
	r.failures++
	switch {
	case problem.Status == unauthorized && problem.Between:
		r.stop(problem.Why)
	case problem.Status == unauthorized:
		r.stop("the service did not accept the token")
	case r.failures == failuresInARow:
		r.stop("the run stopped after " + strconv.Itoa(failuresInARow) + " failures in a row")
	}
}

// reasonOf is why the service refused, in its own words where it has some.
func reasonOf(p *command.Problem) string {
	if p.Message != "" && !strings.Contains(p.Why, p.Message) {
		return p.Why + " (" + p.Message + ")"
	}
	return p.Why
}

// ended says that no row is under way and none is left to send.
func (r *run) ended() bool { return r.current < 0 && len(r.queue) == 0 }

// count counts the rows in a state.
func (r *run) count(wanted state) int {
	n := 0
	for i := range r.rows {
		if r.rows[i].state == wanted {
			n++
		}
	}
	return n
}

// left counts the rows that are to be sent again by a retry.
func (r *run) left() int { return r.count(refused) + r.count(notRemoved) + r.count(unknown) }

// outcomes are the rows as a report has them.
func (r *run) outcomes() []roster.Outcome {
	all := make([]roster.Outcome, len(r.rows))
	for i := range r.rows {
		one := &r.rows[i]
		all[i] = roster.Outcome{
			RawID: one.rawID(), DisplayName: one.name(), Metadata: one.participant.Metadata,
			ShareHistoryTime: one.participant.ShareHistoryTime,
			Status:           one.status(), Reason: one.reason, Code: one.code, Batch: one.request,
		}
	}
	return all
}

// status is the row's state as a report has it.
func (r *row) status() roster.Status {
	switch r.state {
	case removed:
		return roster.Accepted
	case refused:
		return roster.Refused
	case unknown, underWay:
		return roster.Unknown
	case waiting, notRemoved:
	}
	return roster.NotSent
}
