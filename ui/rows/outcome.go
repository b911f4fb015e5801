package rows

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"acs-chat-tui/acs"
	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/keys"
	"acs-chat-tui/ui/text"
)

// Status is what became of a row.
type Status int

// A row is edited; accepted by the service, and then done; refused by it, with a
// reason; not sent or not added, with why; or sent without an answer that says what
// became of it.
const (
	Editing Status = iota
	Accepted
	Refused
	NotSent
	Uncertain
)

// BatchLimit is the largest number of participants that the service takes with
// one request (documented).
const BatchLimit = 200

// Batch returns the participants to send, at most BatchLimit of them: the rows
// that hold something and have not been accepted. Call FirstFault before.
func (e *Editor) Batch() []acs.ChatParticipant {
	now := e.host.Now()
	var batch []acs.ChatParticipant
	for _, r := range e.rows {
		if !r.pending() {
			continue
		}
		if len(batch) == BatchLimit {
			break
		}
		batch = append(batch, r.participant(now))
	}
	return batch
}

// pending says that the row is to be sent: it asks for something that the service
// has not accepted. The user's own row does so only with a name or a history,
// since the service adds a thread's creator in any case.
func (r *row) pending() bool {
	if r.fixed && strings.TrimSpace(r.name.Value()+r.history.Value()) == "" {
		return false
	}
	return r.status != Accepted && !r.empty()
}

// Sending forgets what was said of the rows that are sent again.
func (e *Editor) Sending() {
	for _, r := range e.rows {
		if r.pending() {
			r.settle(Editing, "")
		}
	}
	e.checks = nil
}

// Lose marks the rows of a batch whose answer was lost.
func (e *Editor) Lose(sent []acs.ChatParticipant) {
	was := sentIDs(sent)
	for _, r := range e.rows {
		if r.pending() && was[r.rawID()] {
			r.settle(Uncertain, "sent; whether the service added it is not known")
		}
	}
	e.checks = nil
}

// Pending counts the rows that hold something and have not been accepted.
func (e *Editor) Pending() int {
	return e.count((*row).pending)
}

// Count counts the rows of a status.
func (e *Editor) Count(status Status) int {
	return e.count(func(r *row) bool { return r.status == status })
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

// Settle marks the rows of a batch that the service answered: those it named as
// refused, all others as accepted. What it named and no row holds is returned.
func (e *Editor) Settle(sent []acs.ChatParticipant, refused []acs.CommunicationError) (unmatched []acs.CommunicationError) {
	reasons := map[string]string{}
	for _, r := range refused {
		reasons[strings.ToLower(r.Target)] = command.Reason(r)
	}
	was := sentIDs(sent)
	matched := map[string]bool{}
	var accepted []*row
	for _, r := range e.rows {
		id := r.rawID()
		if r.status == Accepted || id == "" {
			continue
		}
		if !was[id] {
			r.settle(NotSent, "not sent: the service takes 200 at a time; "+e.host.Keys().Name(keys.Submit)+" sends the next")
			continue
		}
		if reason, no := reasons[strings.ToLower(id)]; no {
			matched[strings.ToLower(id)] = true
			r.settle(Refused, reason)
			continue
		}
		member := e.members != nil && e.members(id)
		r.settle(Accepted, "")
		accepted = append(accepted, r)
		if member {
			r.reason = "already a member, name and history unchanged"
		}
	}
	for _, r := range refused {
		if !matched[strings.ToLower(r.Target)] {
			unmatched = append(unmatched, r)
		}
	}
	if len(unmatched) > 0 {
		for _, r := range accepted {
			r.reason = "not named as refused, but the service refused somebody whom no row here names"
		}
	}
	e.afterOutcome()
	return unmatched
}

// throttled is HTTP's status for too many requests.
const throttled = 429

// RefuseWhole marks the rows of a batch that was not carried out: the row whose
// identifier the service named as its reason, if it named one, as refused, the
// others as not sent. Without an answer nobody was refused.
func (e *Editor) RefuseWhole(sent []acs.ChatParticipant, problem *command.Problem) {
	was := sentIDs(sent)
	reason := "not added: the service refused the whole request"
	switch problem.Status {
	case 0:
		reason = "not added: the request was not carried out"
	case throttled:
		reason = "not added: the service throttles"
	}
	for _, r := range e.rows {
		id := r.rawID()
		if r.status == Accepted || !was[id] {
			continue
		}
		if names(problem.Message, id) {
			r.settle(Refused, problem.Message)
		} else {
			r.settle(NotSent, reason)
		}
	}
	e.afterOutcome()
}

// names says whether a message names an identifier: holds it, and not as a part of
// a longer one.
func names(message, id string) bool {
	id = text.Sanitize(id) // as the message was
	for rest := message; id != ""; {
		at := strings.Index(rest, id)
		if at < 0 {
			return false
		}
		before, _ := utf8.DecodeLastRuneInString(rest[:at])
		rest = rest[at+len(id):]
		after, size := utf8.DecodeRuneInString(rest)
		full := (after == '.' || after == ':') && (len(rest) == size || rest[size] == ' ')
		if !ofIdentifier(before) && (full || !ofIdentifier(after)) {
			return true
		}
	}
	return false
}

// ofIdentifier says whether a character can go on an identifier.
func ofIdentifier(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("_-=+@.:", r)
}

// afterOutcome puts the focus on the first row that is left to mend.
func (e *Editor) afterOutcome() {
	e.checks = nil
	for _, wanted := range []Status{Refused, NotSent, Uncertain} {
		for i, r := range e.rows {
			if r.status == wanted {
				e.focus(i, columnID)
				return
			}
		}
	}
	if e.Pending() == 0 && !e.rows[len(e.rows)-1].empty() {
		// What is typed next is for somebody else, and must not be lost on a row
		// that is done.
		e.insert(len(e.rows))
	}
}

func sentIDs(sent []acs.ChatParticipant) map[string]bool {
	ids := map[string]bool{}
	for _, p := range sent {
		ids[p.CommunicationIdentifier.RawID()] = true
	}
	return ids
}

func (r *row) settle(status Status, reason string) { r.status, r.reason = status, reason }
