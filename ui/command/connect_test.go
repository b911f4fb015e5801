package command

import (
	"context"
	"encoding/base64"
	"errors"
	"math/rand/v2"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"acs-chat-tui/acs"
	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/data/pages"
)

// keyConnector is the real connector on an emulator of its own.
func keyConnector(t *testing.T, key string, keep func(string) error) *KeyConnector {
	t.Helper()
	server := httptest.NewServer(emulator.New(emulator.Options{Clock: now, Random: rand.NewChaCha8([32]byte{1})}))
	t.Cleanup(server.Close)
	target := Target{Endpoint: server.URL, APIVersion: acs.DefaultAPIVersion, Session: Session{Profile: "work", PageSize: 100}, Now: now}
	connector, err := NewKeyConnector(target, "endpoint="+server.URL+"/;accesskey="+key, keep, "config.toml")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(connector.Close)
	return connector
}

func forget(string) error { return nil }

// TestConnectMakesFurtherCallsAsTheUser, and the connection before is closed once.
func TestConnectMakesFurtherCallsAsTheUser(t *testing.T) {
	t.Parallel()
	var kept []string
	connector := keyConnector(t, emulator.AccessKey, func(id string) error {
		kept = append(kept, id)
		return nil
	})
	r := newTestRunner(t)
	closed := 0
	r.Become(Connection{Session: connector.Session(), Close: func() { closed++ }})()
	if r.Connected() {
		t.Error("connected without a service")
	}
	s := r.NewScope(1)
	defer s.Close()
	msg, ok := Connect(s, connector, emulator.DemoUserID)().(ConnectedMsg)
	if !ok || msg.Problem != nil {
		t.Fatalf("%+v", msg)
	}
	r.Observe(msg)
	r.Become(msg.Connection)()
	defer r.Close()
	if diff := cmp.Diff([]string{emulator.DemoUserID}, kept); diff != "" || msg.Kept != "kept in config.toml" || closed != 1 || !r.Connected() {
		t.Errorf("%q, closed %d times (-want +got):\n%s", msg.Kept, closed, diff)
	}
	if session := r.Session(); session.UserID != emulator.DemoUserID || !session.Renews || session.Profile != "work" {
		t.Errorf("%+v", session)
	}
	listed, ok := ListThreads(s, pages.Request{})().(ThreadsPageMsg)
	if !ok || listed.Problem != nil || len(listed.Page.Items) != 18 {
		t.Errorf("%+v", listed)
	}
	// The first token is told of, with what it says of itself.
	told, ok := r.WatchToken()().(TokenMsg)
	if !ok || told.UserID != emulator.DemoUserID || !told.ExpiresOn.After(now()) || told.Problem != "" {
		t.Errorf("%+v", told)
	}
	r.Close()
	r.Close()
	if closed != 1 {
		t.Errorf("closed %d times", closed)
	}
}

func TestCreateUserIsAWrite(t *testing.T) {
	t.Parallel()
	connector := keyConnector(t, emulator.AccessKey, forget)
	r := newTestRunner(t)
	s := r.NewScope(1)
	cmd := CreateUser(s, connector)
	if calls := r.Calls(); len(calls) != 1 || !calls[0].Write || calls[0].Operation != "create a user" {
		t.Errorf("under way: %+v", calls)
	}
	s.Close() // leaving does not cut it in two
	msg, ok := cmd().(UserCreatedMsg)
	if !ok || msg.Problem != nil || !strings.HasPrefix(msg.RawID, "8:acs:") {
		t.Fatalf("%+v", msg)
	}
	if got := msg.Notification().Text; got != "user created: "+msg.RawID {
		t.Errorf("%q", got)
	}
}

// TestConnectFailures: each has its own words, and no choice is kept.
func TestConnectFailures(t *testing.T) {
	t.Parallel()
	wrong := base64.StdEncoding.EncodeToString([]byte("another key"))
	keep := func(string) error {
		t.Error("a choice that failed is kept")
		return nil
	}
	for _, c := range []struct{ name, key, user, why string }{
		{"another key", wrong, emulator.DemoUserID, "does not accept the connection string's key"},
		{"a deleted user", emulator.AccessKey, emulator.DeletedUserID(1), "the resource has no such user"},
	} {
		r := newTestRunner(t)
		s := r.NewScope(1)
		msg, ok := Connect(s, keyConnector(t, c.key, keep), c.user)().(ConnectedMsg)
		if !ok || msg.Problem == nil || !strings.Contains(msg.Problem.Why, c.why) || strings.Contains(strings.Join(msg.Problem.Lines(), " "), c.key) {
			t.Errorf("%s: %+v", c.name, msg.Problem)
		}
		s.Close()
	}
	if _, err := NewKeyConnector(Target{}, "endpoint=nowhere", nil, ""); err == nil {
		t.Error("half a connection string is taken")
	}
}

// TestAChoiceThatIsNotKeptIsTold, and the connection stands.
func TestAChoiceThatIsNotKeptIsTold(t *testing.T) {
	t.Parallel()
	r := newTestRunner(t)
	s := r.NewScope(1)
	defer s.Close()
	connector := keyConnector(t, emulator.AccessKey, func(string) error { return errors.New("the disk is full") })
	msg, ok := Connect(s, connector, emulator.DemoUserID)().(ConnectedMsg)
	if !ok || msg.Problem != nil || msg.Kept != "the choice is not kept: the disk is full" {
		t.Fatalf("%+v", msg)
	}
	msg.Connection.Close()
}

// statuses is a TokenWatch that tells what is in it.
type statuses chan TokenStatus

func (s statuses) Next(ctx context.Context) (TokenStatus, error) {
	select {
	case status := <-s:
		return status, nil
	case <-ctx.Done():
		return TokenStatus{}, ctx.Err()
	}
}

func TestWatchToken(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	watch := make(statuses, 1)
	r := NewRunner(ctx, Options{Connection: Connection{Watch: watch}, Now: now})
	want := TokenStatus{UserID: "8:acs:r_u", Scopes: []string{"chat"}, ExpiresOn: now(), Problem: "why"}
	watch <- want
	msg, ok := r.WatchToken()().(TokenMsg)
	if diff := cmp.Diff(want, msg.TokenStatus); !ok || diff != "" {
		t.Errorf("told (-want +got):\n%s", diff)
	}
	cmd := r.WatchToken()
	cancel()
	if _, ok := cmd().(TokenMsg); ok {
		t.Error("something is told after the end")
	}
	if NewRunner(t.Context(), Options{Now: now}).WatchToken() != nil {
		t.Error("there is nothing to watch")
	}
}

// TestSetToken: a failed renewal changes nothing that is known of the token.
func TestSetToken(t *testing.T) {
	t.Parallel()
	r := newTestRunner(t)
	before := r.Session()
	r.SetToken(TokenMsg{TokenStatus: TokenStatus{Problem: "why"}})
	want := before
	want.RenewalProblem = "why"
	if diff := cmp.Diff(want, r.Session()); diff != "" {
		t.Errorf("after a failure (-want +got):\n%s", diff)
	}
	r.SetToken(TokenMsg{TokenStatus: TokenStatus{UserID: "8:acs:r_v", Scopes: []string{"chat.join"}, ExpiresOn: now().AddDate(0, 0, 1)}})
	want = before
	want.UserID, want.Scopes, want.TokenExpiresOn = "8:acs:r_v", []string{"chat.join"}, now().AddDate(0, 0, 1)
	if diff := cmp.Diff(want, r.Session()); diff != "" {
		t.Errorf("after a renewal (-want +got):\n%s", diff)
	}
}
