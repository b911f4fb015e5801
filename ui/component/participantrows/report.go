package participantrows

import (
	"strings"

	"acs-chat-tui/ui/data/roster"
)

// Outcomes is what became of every row that holds something, in order. The user's
// own row in the form for a new thread is left out: it asks for a name and not for a
// member.
func (e *Editor) Outcomes() []roster.Outcome {
	var all []roster.Outcome
	for _, r := range e.rows {
		if r.empty() || r.fixed {
			continue
		}
		all = append(all, r.outcome())
	}
	return all
}

func (r *row) outcome() roster.Outcome {
	o := roster.Outcome{
		Line: r.line(), RawID: r.rawID(), DisplayName: r.displayName(), Metadata: r.metadata(),
		History: strings.TrimSpace(r.history.Value()), Reason: r.reason, Code: r.code, Batch: r.batch,
	}
	if !r.firstSent.IsZero() {
		o.ShareHistoryTime, _ = roster.ParseHistory(o.History, r.firstSent)
	} else if r.entry != nil && !r.edited {
		o.ShareHistoryTime = r.entry.ShareHistoryTime
	}
	switch r.status {
	case Accepted:
		o.Status = roster.Accepted
	case Member:
		o.Status = roster.AlreadyMember
	case Refused:
		o.Status = roster.Refused
	case Uncertain:
		o.Status = roster.Unknown
	case Broken:
		o.Status = roster.BrokenRow
	case Duplicate:
		o.Status = roster.DuplicateRow
	case NotSent:
		o.Status = roster.NotSent
	case Editing, Waiting:
		o.Status, o.Reason = roster.NotSent, "not sent yet"
	}
	return o
}

// Left is the rows that were to be added and were not, to be tried again in another
// form.
func (e *Editor) Left() []roster.Entry {
	var left []roster.Entry
	for _, r := range e.rows {
		if !r.pending() || r.fixed {
			continue
		}
		entry := roster.Entry{
			Line: r.line(), LastLine: r.line(), RawID: r.rawID(), DisplayName: r.displayName(),
			History: strings.TrimSpace(r.history.Value()), Metadata: r.metadata(),
		}
		if r.status == Refused {
			entry.Problems = []roster.Problem{{Line: r.line(), Text: "refused before: " + r.reason, Warning: true}}
		}
		left = append(left, entry)
	}
	return left
}
