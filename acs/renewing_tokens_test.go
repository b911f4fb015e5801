package acs_test

import (
	"context"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"acs-chat-tui/acs"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
)

// given is a source that gives what a test put there last.
type given struct {
	mu    sync.Mutex
	token string
	asked int
}

func give(token string) *given { return &given{token: token} }

func (g *given) Token(context.Context) (string, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.asked++
	return g.token, nil
}

func (g *given) put(token string) string {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.token = token
	return token
}

func (g *given) calls() int {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.asked
}

func current(t *testing.T, credential *acs.RenewingCredential) string {
	t.Helper()
	got, err := credential.GetToken(t.Context(), policy.TokenRequestOptions{})
	if err != nil {
		t.Fatalf("GetToken: %v", err)
	}
	return got.Token
}

func wantProblem(t *testing.T, credential *acs.RenewingCredential, want string) {
	t.Helper()
	status := credential.Status()
	switch {
	case want == "" && status.Err != nil:
		t.Errorf("problem %v, want none", status.Err)
	case want != "" && (status.Err == nil || !strings.Contains(status.Err.Error(), want)):
		t.Errorf("problem %v, want %q", status.Err, want)
	}
}

func TestAFileThatIsNotReplaced(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		old := tokenUntil(time.Now(), time.Hour, 1)
		source := give(old + "\n")
		credential := newRenewing(t, source.Token, nil)
		stop := startRun(t, credential)
		defer stop()
		after(49 * time.Minute)
		wantProblem(t, credential, "")
		after(2 * time.Minute)
		wantProblem(t, credential, "the token source gave the same token again, which expires on 2000-01-01T01:00:00Z")
		if current(t, credential) != old {
			t.Error("the old token does not serve")
		}
		after(15 * time.Minute)
		wantProblem(t, credential, "the token source gave the same token again, which expired on 2000-01-01T01:00:00Z")
		if _, err := credential.GetToken(t.Context(), policy.TokenRequestOptions{}); err == nil || !strings.HasPrefix(err.Error(), "the last one expired on 2000-01-01T01:00:00Z and could not be renewed: ") {
			t.Errorf("error %v", err)
		}
		fresh := source.put(tokenUntil(time.Now(), time.Hour, 2))
		after(61 * time.Second)
		wantProblem(t, credential, "")
		if current(t, credential) != fresh {
			t.Error("the new token does not serve")
		}
	})
}

// TestATokenThatHasEndedWhenItComesIsUsed: this machine's clock may be wrong.
func TestATokenThatHasEndedWhenItComesIsUsed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		late := tokenUntil(time.Now().Add(-2*time.Hour), time.Hour, 1)
		source := give(late)
		credential := newRenewing(t, source.Token, nil)
		defer credential.Close()
		for range 100 {
			if current(t, credential) != late {
				t.Fatal("another token")
			}
		}
		synctest.Wait()
		wantProblem(t, credential, "gave a token that expired on 1999-12-31T23:00:00Z; this machine's clock says 2000-01-01T00:00:00Z")
		if source.calls() != 1 {
			t.Errorf("%d calls, want no haste", source.calls())
		}
		// A valid one is not given up for one that has ended.
		valid := source.put(tokenUntil(time.Now(), time.Hour, 2))
		if err := credential.Renew(t.Context()); err != nil {
			t.Error(err)
		}
		source.put(tokenUntil(time.Now().Add(-2*time.Hour), time.Hour, 3))
		if err := credential.Renew(t.Context()); err == nil || current(t, credential) != valid {
			t.Errorf("error %v", err)
		}
	})
}

func TestATokenThatDoesNotSayWhenItEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		source := give("opaque")
		credential := newRenewing(t, source.Token, nil)
		stop := startRun(t, credential)
		defer stop()
		after(25 * time.Hour)
		if current(t, credential) != "opaque" || source.calls() != 1 {
			t.Errorf("%d calls", source.calls())
		}
		if status := credential.Status(); !status.NextAttempt.IsZero() || status.Err != nil || !status.Claims.ExpiresOn.IsZero() {
			t.Errorf("status %+v", status)
		}
	})
}

func TestInvalidate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		source := &mint{life: time.Hour}
		credential := newRenewing(t, source.Token, nil)
		defer credential.Close()
		first := current(t, credential)
		credential.Invalidate("another")
		if current(t, credential) != first {
			t.Error("a token that does not serve was dropped")
		}
		credential.Invalidate(first)
		second := current(t, credential)
		if second == first {
			t.Error("the refused token serves")
		}
		credential.Invalidate(first)
		// Where every token is refused, asking does not help: at most once a minute.
		credential.Invalidate(second)
		if current(t, credential) != second || len(source.calls()) != 2 {
			t.Errorf("%d calls", len(source.calls()))
		}
		after(time.Minute)
		credential.Invalidate(second)
		if current(t, credential) == second || len(source.calls()) != 3 {
			t.Errorf("%d calls", len(source.calls()))
		}
	})
}

func TestARefusedTokenThatComesAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		source := give(tokenUntil(time.Now(), time.Hour, 1))
		credential := newRenewing(t, source.Token, nil)
		stop := startRun(t, credential)
		defer stop()
		refused := current(t, credential)
		credential.Invalidate(refused)
		if current(t, credential) != refused {
			t.Error("another token")
		}
		const problem = "gave the token again that the service had refused"
		wantProblem(t, credential, problem)
		after(3 * time.Second) // asked again meanwhile
		wantProblem(t, credential, problem)
		fresh := source.put(tokenUntil(time.Now(), time.Hour, 2))
		after(time.Minute)
		wantProblem(t, credential, "")
		if current(t, credential) != fresh {
			t.Error("the new token does not serve")
		}
	})
}

func TestADroppedTokenIsNotGivenWhileRenewingFails(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		source := &mint{life: time.Hour}
		credential := newRenewing(t, source.Token, nil)
		defer credential.Close()
		refused := current(t, credential)
		source.fail(context.DeadlineExceeded)
		credential.Invalidate(refused)
		for range 2 {
			_, err := credential.GetToken(t.Context(), policy.TokenRequestOptions{})
			if want := "the service refused the last one, and it could not be renewed: context deadline exceeded; next attempt in 2s"; err == nil || err.Error() != want {
				t.Errorf("error %v, want %s", err, want)
			}
		}
	})
}

// TestAUserThatIsGone, or of another resource, is asked for once: no attempt follows, and
// none is announced. A 404 that is not Identity's own is tried again.
func TestAUserThatIsGone(t *testing.T) {
	for name, c := range map[string]struct {
		refusal acs.ResponseError
		gone    bool
		ends    string
	}{
		"gone":               {acs.ResponseError{Operation: "IssueToken", AnsweredBy: acs.AnswererService, StatusCode: 404, ErrorCode: "NotFound", Message: "Provided identity doesn't exist."}, true, "doesn't exist."},
		"a proxy's":          {acs.ResponseError{Operation: "IssueToken", AnsweredBy: acs.AnswererService, StatusCode: 404, Message: "<html>"}, false, "; next attempt in 2s"},
		"another resource's": {acs.ResponseError{Operation: "IssueToken", AnsweredBy: acs.AnswererService, StatusCode: 401, ErrorCode: "IdentityNotOwned", Message: "Provided identity doesn't belong to the resource."}, true, "doesn't belong to the resource."},
		"unauthorized":       {acs.ResponseError{Operation: "IssueToken", AnsweredBy: acs.AnswererService, StatusCode: 401, ErrorCode: "Denied"}, false, "; next attempt in 2s"},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				source := &mint{life: time.Hour}
				source.fail(&c.refusal)
				credential := newRenewing(t, source.Token, nil)
				stop := startRun(t, credential)
				defer stop()
				synctest.Wait()
				_, err := credential.GetToken(t.Context(), policy.TokenRequestOptions{})
				if err == nil || !strings.HasSuffix(err.Error(), c.ends) || (acs.UserGone(err) || acs.UserNotOwned(err)) != c.gone {
					t.Errorf("error %v, user gone %v, not owned %v", err, acs.UserGone(err), acs.UserNotOwned(err))
				}
				after(24 * time.Hour)
				if calls := len(source.calls()); (calls == 1) != c.gone || credential.Status().NextAttempt.IsZero() != c.gone {
					t.Errorf("%d calls, next attempt %v", calls, credential.Status().NextAttempt)
				}
				// Who asks for it asks.
				source.fail(nil)
				if err := credential.Renew(t.Context()); err != nil || number(t, credential) == "" {
					t.Errorf("Renew: %v", err)
				}
			})
		})
	}
}
