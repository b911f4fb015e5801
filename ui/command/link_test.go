package command

import (
	"context"
	"testing"
)

// TestAConnectionLivesUntilItsLastCall: a connection that was given up is closed, once,
// when its last call has ended, and not before.
func TestAConnectionLivesUntilItsLastCall(t *testing.T) {
	t.Parallel()
	r := newTestRunner(t)
	closed := 0
	if cmd := r.Become(Connection{Session: Session{Profile: "old"}, Close: func() { closed++ }}); cmd == nil {
		t.Fatal("the first connection has no call, and is not closed")
	}
	s := r.NewScope(1)
	defer s.Close()
	nothing := func(context.Context, Service) (testMsg, error) { return testMsg{}, nil }
	first, second := do(s, operation{name: "one", write: true}, nothing), do(s, operation{name: "two"}, nothing)
	call := r.Calls()[0]
	if former := r.Former(call); former != "" {
		t.Errorf("a call of the connection in use is of %q", former)
	}
	if cmd := r.Become(Connection{Session: Session{Profile: "new"}}); cmd != nil {
		t.Fatal("closed while calls run with it")
	}
	if r.Former(call) != "old" || r.Session().Profile != "new" {
		t.Errorf("the call is of %q, the session of %q", r.Former(call), r.Session().Profile)
	}
	one := first()
	if answer := about(t, one); r.Owns(answer) || answer.Profile != "old" {
		t.Errorf("a late answer of %q is owned", answer.Profile)
	}
	if cmd := r.Observe(one); cmd != nil || closed != 0 {
		t.Error("closed before the last call has ended")
	}
	two := second()
	cmd := r.Observe(two)
	if cmd == nil {
		t.Fatal("not closed with the last call")
	}
	cmd()
	if r.Observe(two) != nil {
		t.Error("an answer that comes twice closes twice")
	}
	third := do(s, operation{name: "three"}, nothing)()
	if !r.Owns(about(t, third)) || r.Observe(third) != nil {
		t.Error("a call of the connection in use is not its own, or closes it")
	}
	r.Close()
	if closed != 1 {
		t.Errorf("closed %d times", closed)
	}
}

// TestClosingTheRunnerClosesFormerConnections that calls still run with.
func TestClosingTheRunnerClosesFormerConnections(t *testing.T) {
	t.Parallel()
	r := newTestRunner(t)
	closed := map[string]int{}
	connection := func(name string) Connection { return Connection{Close: func() { closed[name]++ }} }
	r.Become(connection("old"))()
	s := r.NewScope(1)
	defer s.Close()
	cmd := do(s, operation{name: "one"}, func(context.Context, Service) (testMsg, error) { return testMsg{}, nil })
	r.Become(connection("new"))
	r.Discard(connection("unused"))()
	r.Close()
	r.Close()
	if closing := r.Observe(cmd()); closing != nil {
		closing()
	}
	for _, name := range []string{"old", "new", "unused"} {
		if closed[name] != 1 {
			t.Errorf("%s is closed %d times", name, closed[name])
		}
	}
}

// TestATokenOfAnotherConnection says nothing of the one in use.
func TestATokenOfAnotherConnection(t *testing.T) {
	t.Parallel()
	watch := make(statuses, 1)
	r := newTestRunner(t)
	r.Become(Connection{Watch: watch})()
	waiting := r.WatchToken()
	watch <- TokenStatus{UserID: "8:acs:r_old"}
	late, ok := waiting().(TokenMsg)
	waiting = r.WatchToken()
	r.Become(Connection{Session: Session{UserID: "8:acs:r_new"}})()
	if !ok || r.SetToken(late) || r.Session().UserID != "8:acs:r_new" {
		t.Errorf("the session is that of %q", r.Session().UserID)
	}
	if _, told := waiting().(TokenMsg); told {
		t.Error("a connection that was given up is still watched")
	}
	r.Close()
}
