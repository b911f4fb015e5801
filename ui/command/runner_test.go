package command

import (
	"context"
	"errors"
	"log/slog"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"go.uber.org/goleak"
)

// stopped is why a call that the program or the user ended has no answer.
const stopped = "it was stopped"

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// testMsg is a result of the tests.
type testMsg struct {
	Answer
	value int
}

func newTestRunner(t *testing.T) *Runner {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	t.Cleanup(cancel)
	return NewRunner(ctx, Options{Connection: Connection{Session: testSession()}, Send: func(tea.Msg) {}, Now: now, Log: slog.New(slog.DiscardHandler)})
}

// untilStopped is a call that ends when its context does.
func untilStopped(ctx context.Context, _ Service) (testMsg, error) {
	<-ctx.Done()
	return testMsg{}, ctx.Err()
}

func about(t *testing.T, msg tea.Msg) Answer {
	t.Helper()
	result, ok := msg.(Result)
	if !ok {
		t.Fatalf("%T is no result", msg)
	}
	return result.About()
}

func TestCallsAreTracked(t *testing.T) {
	t.Parallel()
	r := newTestRunner(t)
	s := r.NewScope(7)
	one := do(s, operation{name: "one"}, func(context.Context, Service) (testMsg, error) { return testMsg{value: 1}, nil })
	two := do(s, operation{name: "two", write: true}, func(context.Context, Service) (testMsg, error) { return testMsg{}, errors.New("no") })
	if calls := r.Calls(); len(calls) != 2 || calls[0].Operation != "one" || calls[0].Write || !calls[1].Write {
		t.Fatalf("under way: %v", calls)
	}
	first := one()
	if len(r.Calls()) != 2 {
		t.Error("a call ends when its result is observed, on the update goroutine, and not before")
	}
	r.Observe(first)
	if calls := r.Calls(); len(calls) != 1 || calls[0].Operation != "two" {
		t.Errorf("under way: %v", calls)
	}
	if a := about(t, first); a.Problem != nil || a.Screen != 7 {
		t.Errorf("%+v", a)
	}
	second := two()
	r.Observe(second)
	if a := about(t, second); a.Problem == nil || a.Problem.Why == stopped {
		t.Errorf("%+v", a)
	}
	if len(r.Calls()) != 0 {
		t.Errorf("under way: %v", r.Calls())
	}
}

func TestClosingAScopeEndsReadsAndNotWrites(t *testing.T) {
	t.Parallel()
	r := newTestRunner(t)
	s := r.NewScope(1)
	read := do(s, operation{name: "read"}, untilStopped)
	ended := make(chan struct{})
	write := do(s, operation{name: "write", write: true}, func(ctx context.Context, _ Service) (testMsg, error) {
		<-ended
		return testMsg{}, ctx.Err()
	})
	s.Close()
	if a := about(t, read()); a.Problem == nil || a.Problem.Why != stopped || a.OutcomeUnknown {
		t.Errorf("the read: %+v", a)
	}
	close(ended)
	if a := about(t, write()); a.Problem != nil {
		t.Errorf("the write: %+v", a)
	}
}

func TestRenewingAScope(t *testing.T) {
	t.Parallel()
	r := newTestRunner(t)
	s := r.NewScope(1)
	old := do(s, operation{name: "old"}, untilStopped)
	s.Renew()
	msg := old()
	late, ok := msg.(testMsg)
	if !ok || s.Current(late) || late.Problem == nil || late.Problem.Why != stopped {
		t.Errorf("an answer to the older question: %+v", msg)
	}
	fresh := do(s, operation{name: "new"}, func(context.Context, Service) (testMsg, error) { return testMsg{}, nil })()
	if current, ok := fresh.(testMsg); !ok || !s.Current(current) {
		t.Errorf("an answer to the present question: %+v", fresh)
	}
	s.Close()
}

func TestStop(t *testing.T) {
	t.Parallel()
	r := newTestRunner(t)
	s := r.NewScope(1)
	cmd := do(s, operation{name: "write", write: true}, untilStopped)
	r.Stop(99) // nothing of that id
	r.Stop(r.Calls()[0].ID)
	if a := about(t, cmd()); a.Problem == nil || a.Problem.Why != stopped {
		t.Errorf("%+v", a)
	}
	s.Close()
}

func TestAPanicBecomesAResult(t *testing.T) {
	t.Parallel()
	r := newTestRunner(t)
	s := r.NewScope(1)
	for write, said := range map[bool]string{
		false: "Could not do it: a fault in this program stopped it",
		true:  "It is not known whether the program could do it: a fault in this program stopped it",
	} {
		msg := do(s, operation{name: "do it", write: write}, func(context.Context, Service) (testMsg, error) { panic("secret") })()
		r.Observe(msg)
		fault, ok := msg.(PanickedMsg)
		if !ok || fault.OutcomeUnknown != write || fault.Problem.Summary() != said {
			t.Errorf("%+v", msg)
		}
	}
	if len(r.Calls()) != 0 {
		t.Errorf("under way: %v", r.Calls())
	}
	s.Close()
}

func TestSessionRefusals(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name        string
		session     Session
		create, add bool
	}{
		{"chat", Session{Scopes: []string{"chat"}}, true, true},
		{"several", Session{Scopes: []string{"voip", "chat"}}, true, true},
		{"not told", Session{}, true, true},
		{"join", Session{Scopes: []string{"chat.join"}}, false, true},
		{"limited", Session{Scopes: []string{"chat.join.limited"}}, false, false},
		{"read-only", Session{Scopes: []string{"chat"}, ReadOnly: true}, false, false},
	} {
		if got := c.session.CreateRefusal() == ""; got != c.create {
			t.Errorf("%s: may create %t", c.name, got)
		}
		if got := c.session.AddRefusal() == ""; got != c.add {
			t.Errorf("%s: may add %t", c.name, got)
		}
	}
}

// TestPacedCallsStayUnderTheLimits: the eleventh call within ten seconds waits, is
// shown to wait, and is not sent at all where the wait is ended.
func TestPacedCallsStayUnderTheLimits(t *testing.T) {
	var waits []time.Duration
	r := newTestRunner(t)
	r.wait = func(ctx context.Context, d time.Duration) error {
		waits = append(waits, d)
		calls := r.Calls()
		r.Stop(calls[len(calls)-1].ID)
		return ctx.Err()
	}
	s := r.NewScope(1)
	sent := 0
	op := operation{name: "remove", id: "RemoveChatParticipant", threadID: "19:x", write: true, paced: true}
	for n := range 11 {
		cmd := do(s, op, func(ctx context.Context, _ Service) (testMsg, error) {
			if ctx.Err() == nil {
				sent++
			}
			return testMsg{value: n}, ctx.Err()
		})
		call := r.Calls()[len(r.Calls())-1]
		if call.Waiting(r.now()) != (n == 10) {
			t.Errorf("call %d: waiting %v", n, call.Waiting(r.now()))
		}
		msg, ok := cmd().(testMsg)
		if !ok {
			t.Fatal("another message")
		}
		r.Observe(msg)
		if msg.value != n {
			t.Errorf("the message of call %d says %d", n, msg.value)
		}
		if n == 10 && (msg.Problem == nil || msg.OutcomeUnknown) {
			t.Errorf("a call that was not sent: %+v", msg.Answer)
		}
	}
	if sent != 10 || len(waits) != 1 || waits[0] != 10500*time.Millisecond {
		t.Errorf("%d calls were sent, waits %v", sent, waits)
	}
	if use, ok := r.Budget().Fullest(r.now()); !ok || use.Calls != 10 {
		t.Errorf("the budget says %+v", use)
	}
}
