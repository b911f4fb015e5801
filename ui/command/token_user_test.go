package command

import (
	"context"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"acs-chat-tui/acs"
	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/data/pages"
)

// TestARenewedTokenOfAnotherUserIsRefused: it never reaches the service, and the
// program says so and acts as before.
func TestARenewedTokenOfAnotherUserIsRefused(t *testing.T) {
	t.Parallel()
	service := emulator.New(emulator.Options{Clock: now, Random: rand.NewChaCha8([32]byte{1})})
	token := func(user string, life time.Duration) string {
		t.Helper()
		signed, err := service.Token(user, life)
		if err != nil {
			t.Fatal(err)
		}
		return signed
	}
	const another = "8:acs:11111111-2222-3333-4444-555555555555_00000000-0000-0000-0000-000000000001"
	mine, others := token(emulator.DemoUserID, 0), token(another, 0)
	var strayed atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.Contains(r.Header.Get("Authorization"), others) {
			strayed.Add(1)
		}
		if r.Header.Get("Authorization") == "Bearer "+mine {
			w.WriteHeader(http.StatusUnauthorized) // A new token is asked for.
			return
		}
		service.ServeHTTP(w, r)
	}))
	defer server.Close()
	asked := 0
	source := func(context.Context) (string, error) {
		if asked++; asked == 1 {
			return mine, nil
		}
		return others, nil
	}
	target := Target{Endpoint: server.URL, APIVersion: acs.DefaultAPIVersion, Session: Session{Profile: "work", PageSize: 100}, Now: now}
	connection, err := target.WithSource(t.Context(), source)
	if err != nil {
		t.Fatal(err)
	}
	r := newTestRunner(t)
	r.Become(connection)()
	defer r.Close()
	if first, ok := r.WatchToken()().(TokenMsg); !ok || first.UserID != emulator.DemoUserID || !r.SetToken(first) {
		t.Fatalf("%+v", first)
	}
	s := r.NewScope(1)
	defer s.Close()
	if listed, ok := ListThreads(s, pages.Request{})().(ThreadsPageMsg); !ok || listed.Problem == nil {
		t.Errorf("listed with another user's token: %+v", listed)
	}
	if told, ok := r.WatchToken()().(TokenMsg); !ok || !r.SetToken(told) {
		t.Fatalf("%+v", told)
	}
	session := r.Session()
	if want := "the new token is of another user (" + another + "): connect again"; session.RenewalProblem != want || session.UserID != emulator.DemoUserID {
		t.Errorf("acting as %s, problem %q; want %q", session.UserID, session.RenewalProblem, want)
	}
	if n := strayed.Load(); n != 0 {
		t.Errorf("the other user's token was sent %d times", n)
	}
}
