// Package budget keeps account of the program's own calls under the service's
// published limits (its article on service limits), so that work of many calls can
// stay below them: a call that is throttled counts as well, and trying again at
// once makes it worse. Other programs of the same user or on the same thread count
// too and are not seen here; a 429 therefore stays possible, and is waited for.
package budget

import (
	"slices"
	"time"

	"acs-chat-tui/acs"
)

// Call is one call, of an operation.
type Call struct {
	Operation        acs.Operation
	UserID, ThreadID string
}

// scope says whose calls a limit counts together.
type scope int

const (
	ofUser scope = iota
	ofThread
	ofUserOnThread
)

// limit is one row of the published table.
type limit struct {
	calls  int
	within time.Duration
	scope  scope
}

// limits are the published rows of an operation. Of rows that count all users of a
// thread or of the resource only those are here that one user can reach.
func limits(operation acs.Operation) []limit {
	const ten, minute = 10 * time.Second, time.Minute
	switch operation {
	case acs.OperationCreateChatThread, acs.OperationDeleteChatThread:
		return []limit{{10, ten, ofUser}}
	case acs.OperationUpdateChatThreadProperties:
		return []limit{{5, ten, ofThread}}
	case acs.OperationAddChatParticipants, acs.OperationRemoveChatParticipant, acs.OperationSendChatMessage, acs.OperationUpdateChatMessage, acs.OperationDeleteChatMessage:
		return []limit{{10, ten, ofThread}, {30, minute, ofThread}}
	case acs.OperationGetChatThreadProperties, acs.OperationListChatThreads:
		return []limit{{50, ten, ofUser}}
	case acs.OperationListChatParticipants:
		return []limit{{10, ten, ofUserOnThread}}
	case acs.OperationGetChatMessage:
		return []limit{{50, ten, ofUserOnThread}}
	case acs.OperationListChatMessages:
		return []limit{{50, ten, ofUserOnThread}, {200, minute, ofUserOnThread}}
	case acs.OperationListChatReadReceipts:
		return []limit{{5, ten, ofUserOnThread}}
	case acs.OperationSendChatReadReceipt:
		return []limit{{10, ten, ofUserOnThread}, {30, minute, ofUserOnThread}}
	case acs.OperationSendTypingNotification:
		return []limit{{5, ten, ofUserOnThread}, {15, minute, ofUserOnThread}}
	default:
		return nil
	}
}

// margin is kept between the program's clock and the service's: requests do not
// arrive as evenly as they are sent.
const margin = 500 * time.Millisecond

// kept is how many times a limit's calls are kept: those that are reserved for
// later stand before those that are over.
const kept = 4

// window is the calls that one limit counts together.
type window struct {
	operation acs.Operation
	subject   string
	row       int
}

// Budget is the account. It is for the update goroutine alone; the zero value is
// ready.
type Budget struct {
	// calls are the newest calls of each window, in order.
	calls map[window][]time.Time
}

// Record counts a call, or a repetition of one.
func (b *Budget) Record(call Call, at time.Time) {
	if b.calls == nil {
		b.calls = map[window][]time.Time{}
	}
	for row, l := range limits(call.Operation) {
		w := windowOf(call, row, l)
		times := b.calls[w]
		place, _ := slices.BinarySearchFunc(times, at, time.Time.Compare)
		times = slices.Insert(times, place, at)
		b.calls[w] = times[max(0, len(times)-kept*l.calls):]
	}
}

// Reserve counts a call at the earliest time, now or later, at which it stays under
// the limits, and returns that time.
func (b *Budget) Reserve(call Call, now time.Time) time.Time {
	at := now
	for row, l := range limits(call.Operation) {
		times := b.calls[windowOf(call, row, l)]
		if len(times) < l.calls {
			continue
		}
		if free := times[len(times)-l.calls].Add(l.within + margin); free.After(at) {
			at = free
		}
	}
	b.Record(call, at)
	return at
}

// Below is the earliest time, now or later, at which one more call like this one takes
// no more than a share, from 0 to 1, of each of its limits; at least one call always
// may. It counts nothing.
func (b *Budget) Below(call Call, share float64, now time.Time) time.Time {
	at := now
	for row, l := range limits(call.Operation) {
		most := max(1, int(share*float64(l.calls)))
		times := b.calls[windowOf(call, row, l)]
		if len(times) < most {
			continue
		}
		if free := times[len(times)-most].Add(l.within + margin); free.After(at) {
			at = free
		}
	}
	return at
}

// Use is how much of a limit is used.
type Use struct {
	Operation acs.Operation
	Calls, Of int
	Within    time.Duration
}

// Fullest is the limit of which the largest part is used; ok is false where none is
// used to a half.
func (b *Budget) Fullest(now time.Time) (fullest Use, ok bool) {
	share := 0.5
	for w, times := range b.calls {
		l := limits(w.operation)[w.row]
		used := 0
		for _, at := range times {
			if !at.After(now) && now.Sub(at) < l.within {
				used++
			}
		}
		used = min(used, l.calls)
		part := float64(used) / float64(l.calls)
		u := Use{Operation: w.operation, Calls: used, Of: l.calls, Within: l.within}
		if part > share || (part == share && ok && less(u, fullest)) {
			share, fullest, ok = part, u, true
		}
	}
	return fullest, ok
}

// less puts two limits that are used alike into an order that does not change.
func less(a, b Use) bool {
	if a.Operation != b.Operation {
		return a.Operation < b.Operation
	}
	return a.Within < b.Within
}

func windowOf(call Call, row int, l limit) window {
	w := window{operation: call.Operation, row: row}
	switch l.scope {
	case ofUser:
		w.subject = call.UserID
	case ofThread:
		w.subject = call.ThreadID
	case ofUserOnThread:
		w.subject = call.UserID + " " + call.ThreadID
	}
	return w
}
