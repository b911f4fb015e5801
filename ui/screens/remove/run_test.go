package remove

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"acs-chat-tui/acs"
	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/data/roster"
)

func id(n int) string { return fmt.Sprintf("8:acs:r_%d", n) }

// people are the users 0 to n-1.
func people(n int) []acs.ChatParticipant {
	all := make([]acs.ChatParticipant, n)
	for i := range all {
		all[i].CommunicationIdentifier = acs.ParseRawID(id(i))
	}
	return all
}

// answer is the service's answer for a row: a status, 204 for success, 0 for none.
func answer(one *row, status int, unknown bool) command.ParticipantRemovedMsg {
	msg := command.ParticipantRemovedMsg{Removal: command.Removal{Participant: one.participant}}
	if status != 204 {
		msg.Problem = &command.Problem{Why: "because", Status: status}
		msg.OutcomeUnknown = unknown
	}
	return msg
}

// go on sends until the run ends and returns whom it sent, in order.
func (r *run) sendAll(status func(id string) (int, bool)) (sent []string) {
	for one := r.next(); one != nil; one = r.next() {
		sent = append(sent, one.rawID())
		code, unknown := status(one.rawID())
		r.settle(answer(one, code, unknown))
	}
	return sent
}

func tally(t *testing.T, r *run) roster.Tally {
	t.Helper()
	return roster.Report{Rows: r.outcomes()}.Tally()
}

// TestOneselfIsLast whatever the place in the list, and in a retry as well.
func TestOneselfIsLast(t *testing.T) {
	t.Parallel()
	r := newRun(people(4), strings.ToUpper(id(1)))
	fails := true
	status := func(string) (int, bool) {
		if fails {
			return 400, false
		}
		return 204, false
	}
	want := []string{id(0), id(2), id(3), id(1)}
	// While others are left one does not remove oneself: nobody could remove them then.
	if diff := cmp.Diff(want[:3], r.sendAll(status)); diff != "" {
		t.Errorf("the order (-want +got):\n%s", diff)
	}
	if own := r.rows[r.self]; own.state != notRemoved || !strings.Contains(own.reason, "others are left") || !r.ended() {
		t.Errorf("oneself: %+v", own)
	}
	fails = false
	r.begin()
	if diff := cmp.Diff(want, r.sendAll(status)); diff != "" {
		t.Errorf("the order of the retry (-want +got):\n%s", diff)
	}
}

// TestTheRunStops where going on would fail as well, and a retry begins with those
// that had no turn.
func TestTheRunStops(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name    string
		status  int
		unknown bool
		sent    int
		tally   roster.Tally
	}{
		{"bad identifiers", 400, false, 10, roster.Tally{Rows: 10, Refused: 10}},
		{"not allowed", 403, false, 3, roster.Tally{Rows: 10, Refused: 3, NotSent: 7}},
		{"no such thread", 404, false, 3, roster.Tally{Rows: 10, Refused: 3, NotSent: 7}},
		{"no token", 401, false, 1, roster.Tally{Rows: 10, Refused: 1, NotSent: 9}},
		{"throttled", 429, false, 3, roster.Tally{Rows: 10, NotSent: 10}},
		{"not reached", 0, false, 3, roster.Tally{Rows: 10, NotSent: 10}},
		{"answers lost", 0, true, 3, roster.Tally{Rows: 10, Unknown: 3, NotSent: 7}},
		{"faults", 500, true, 3, roster.Tally{Rows: 10, Unknown: 3, NotSent: 7}},
	} {
		r := newRun(people(10), "")
		sent := r.sendAll(func(string) (int, bool) { return c.status, c.unknown })
		if len(sent) != c.sent || !r.ended() {
			t.Errorf("%s: sent %d, want %d", c.name, len(sent), c.sent)
		}
		if diff := cmp.Diff(c.tally, tally(t, r)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
		r.begin()
		again := r.sendAll(func(string) (int, bool) { return 204, false })
		if len(again) != 10 || (c.tally.Refused+c.tally.Unknown < 10 && c.sent < 10 && c.tally.NotSent < 10 && again[0] != id(c.sent)) {
			t.Errorf("%s: the retry sent %v", c.name, again)
		}
		if got := tally(t, r); got.Accepted != 10 {
			t.Errorf("%s: after the retry %+v", c.name, got)
		}
	}
}

// TestStoppedByTheUser: the row under way keeps its outcome, the others are not sent.
func TestStoppedByTheUser(t *testing.T) {
	t.Parallel()
	r := newRun(people(5), "")
	first := r.next()
	r.settle(answer(first, 204, false))
	second := r.next()
	r.stop("you stopped the run")
	if r.ended() || r.next() != nil {
		t.Error("the row under way was forgotten, or another one begun")
	}
	r.settle(answer(second, 204, false))
	if got, want := tally(t, r), (roster.Tally{Rows: 5, Accepted: 2, NotSent: 3}); !r.ended() || got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
	if got := r.rows[4].reason; got != "not sent: you stopped the run" {
		t.Errorf("the reason is %q", got)
	}
}

// TestRandomFaults: whatever the service answers, the counts add up, whoever was removed
// is not sent again, and enough retries remove everybody.
func TestRandomFaults(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		n := 1 + random.IntN(40)
		r := newRun(people(n), id(random.IntN(n+3)))
		gone := map[string]bool{}
		for try := 0; r.left() > 0 || try == 0; try++ {
			if try > 0 {
				r.begin()
			}
			sent := r.sendAll(func(who string) (int, bool) {
				if gone[who] {
					t.Fatalf("%s was sent again", who)
				}
				status := []int{204, 204, 400, 401, 403, 429, 500, 0}[random.IntN(8)]
				if try > 20 {
					status = 204
				}
				if status == 204 {
					gone[who] = true
				}
				return status, status == 500 || (status == 0 && random.IntN(2) == 0)
			})
			if !r.ended() || len(slices.Compact(slices.Sorted(slices.Values(sent)))) != len(sent) {
				t.Fatalf("sent %v", sent)
			}
			got := tally(t, r)
			if got.Rows != n || got.Accepted != len(gone) || got.Accepted+got.Refused+got.NotSent+got.Unknown != n {
				t.Fatalf("%+v of %d rows, %d gone", got, n, len(gone))
			}
		}
		if len(gone) != n {
			t.Fatalf("%d of %d are gone", len(gone), n)
		}
	}
}

// TestADoubtStaysOne: after a lost answer, a refusal says nothing of whether the first
// request was carried out.
func TestADoubtStaysOne(t *testing.T) {
	t.Parallel()
	r := newRun(people(1), "")
	r.sendAll(func(string) (int, bool) { return 0, true })
	r.begin()
	r.sendAll(func(string) (int, bool) { return 403, false })
	if got := r.rows[0].state; got != unknown {
		t.Errorf("refused after a doubt: %v", got)
	}
	r.begin()
	r.sendAll(func(string) (int, bool) { return 204, false })
	if got := r.rows[0].state; got != removed {
		t.Errorf("removed after a doubt: %v", got)
	}
}
