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
	o.Status = [...]roster.Status{
		Editing: roster.NotSent, Accepted: roster.Accepted, Member: roster.AlreadyMember, Refused: roster.Refused, NotSent: roster.NotSent,
		Uncertain: roster.Unknown, Broken: roster.BrokenRow, Duplicate: roster.DuplicateRow, Waiting: roster.NotSent,
	}[r.status]
	if r.status == Editing || r.status == Waiting {
		o.Reason = "not sent yet"
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
