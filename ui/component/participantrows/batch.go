package participantrows

import (
	"strings"

	"acs-chat-tui/acs"
)

// BatchLimit is the largest number of participants that the service takes with
// one request (documented).
const BatchLimit = 200

// Begin makes every row that is to be sent one that waits for its request. Call
// FirstFault before.
func (e *Editor) Begin() {
	for _, r := range e.rows {
		r.sent = false
		if r.pending() {
			r.setStatus(Waiting, "")
		}
	}
	e.checked = false
}

// Batch takes the rows that wait longest, at most limit of them, and returns the
// participants to send with one request.
func (e *Editor) Batch(limit int) []acs.ChatParticipant {
	now := e.host.Now()
	e.batches++
	var batch []acs.ChatParticipant
	for _, r := range e.rows {
		if r.sent = r.status == Waiting && len(batch) < min(limit, BatchLimit); r.sent {
			r.batch = e.batches
			batch = append(batch, r.participant(now))
		}
	}
	return batch
}

// Preview returns what the first request would hold, and changes nothing.
func (e *Editor) Preview() []acs.ChatParticipant {
	now := e.host.Now()
	var batch []acs.ChatParticipant
	for _, r := range e.rows {
		if r.pending() && len(batch) < BatchLimit {
			first := r.firstSent
			batch = append(batch, r.participant(now))
			r.firstSent = first
		}
	}
	return batch
}

// Waiting counts the rows that wait for their request, those under way not among
// them.
func (e *Editor) Waiting() int {
	return e.count(func(r *row) bool { return r.status == Waiting && !r.sent })
}

// End says of the rows that still wait why they are not sent.
func (e *Editor) End(reason string) {
	for _, r := range e.rows {
		if r.status == Waiting {
			r.setStatus(NotSent, reason)
		}
		r.sent = false
	}
	e.afterOutcome()
}

// Pending counts the rows that hold something and have not been accepted.
func (e *Editor) Pending() int { return e.count((*row).pending) }

// Count counts the rows of a status.
func (e *Editor) Count(status Status) int {
	return e.count(func(r *row) bool { return r.status == status })
}

// NewMembers counts the rows that the service has accepted and that were no members
// before, the user's own left out.
func (e *Editor) NewMembers() int {
	return e.count(func(r *row) bool { return r.status == Accepted && !strings.EqualFold(r.rawID(), e.self) })
}

func (e *Editor) count(matches func(*row) bool) int {
	n := 0
	for _, r := range e.rows {
		if matches(r) {
			n++
		}
	}
	return n
}
