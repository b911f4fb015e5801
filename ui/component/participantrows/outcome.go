package participantrows

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"acs-chat-tui/acs"
	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/style/text"
)

// Lose marks the rows of the request whose answer was lost.
func (e *Editor) Lose() {
	for _, r := range e.rows {
		if r.sent {
			r.setStatus(Uncertain, "sent; whether the service added it is not known")
			r.sent, r.lost = false, true
		}
	}
	e.checked = false
}

// Apply marks the rows of the request that the service answered: those it named
// as refused, all others as accepted. What it named and no row holds is returned.
func (e *Editor) Apply(refused []acs.CommunicationError) (unmatched []acs.CommunicationError) {
	faults := map[string]acs.CommunicationError{}
	for _, r := range refused {
		faults[strings.ToLower(r.Target)] = r
	}
	var accepted []*row
	for _, r := range e.rows {
		if !r.sent {
			continue
		}
		r.sent = false
		id := strings.ToLower(r.rawID())
		if fault, no := faults[id]; no {
			delete(faults, id)
			r.setStatus(Refused, command.Reason(fault))
			r.code = fault.Code
			continue
		}
		member := e.members != nil && e.members(r.rawID())
		r.setStatus(Accepted, "")
		accepted = append(accepted, r)
		if member && !r.lost {
			r.setStatus(Member, "already a member, name and history unchanged")
		}
	}
	for _, r := range refused {
		if _, left := faults[strings.ToLower(r.Target)]; left {
			unmatched = append(unmatched, r)
		}
	}
	if len(unmatched) > 0 {
		for _, r := range accepted {
			r.reason = "not named as refused, but the service refused somebody whom no row here names"
		}
	}
	e.checked = false
	return unmatched
}

// Doubt makes the rows of an answered request wait for another one, but for those that
// sure says were in every attempt: where an earlier attempt was carried out, the answer
// says nothing of the others.
func (e *Editor) Doubt(sure func(rawID string) bool) {
	for _, r := range e.rows {
		if r.done() && !r.fixed && !sure(strings.ToLower(r.rawID())) {
			r.setStatus(Waiting, "")
			r.sent = false
		}
	}
	e.checked = false
}

// throttled is HTTP's status for too many requests.
const throttled = 429

// RefuseWhole marks the rows of the request that was not carried out: the row whose
// identifier the service named as its reason, if it named one, as refused, and the
// others as not sent. Without an answer nobody was refused. It reports whether a row was
// named: then the others are worth another request, and wait for it.
func (e *Editor) RefuseWhole(problem *command.Problem) (named bool) {
	var others []*row
	for _, r := range e.rows {
		switch {
		case !r.sent:
		case !problem.Between && names(problem.Message, r.rawID()):
			r.setStatus(Refused, problem.Message)
			named = true
		default:
			others = append(others, r)
		}
		r.sent = false
	}
	for _, r := range others {
		r.setStatus(NotSent, wholeReason(problem))
		if named {
			r.setStatus(Waiting, "")
		}
	}
	e.checked = false
	return named
}

// wholeReason says why a row was not added whose request was not carried out.
func wholeReason(problem *command.Problem) string {
	switch {
	case problem.Between:
		return "not added: " + problem.Why
	case problem.Other:
		return "not added: the service answered with another thread"
	}
	switch problem.Status {
	case 0:
		return "not added: the request was not carried out"
	case throttled:
		return "not added: the service throttles"
	}
	return "not added: the service refused the whole request"
}

// names reports whether a message names an identifier: holds it, and not as a part of
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

// ofIdentifier reports whether a character can go on an identifier.
func ofIdentifier(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("_-=+@.:", r)
}

// afterOutcome puts the focus on the first row that is left to mend.
func (e *Editor) afterOutcome() {
	e.checked = false
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
