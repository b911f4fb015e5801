package acs_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"acs-chat-tui/acs"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/google/go-cmp/cmp"
)

// after waits inside a bubble, where the clock jumps ahead as soon as all sleep.
func after(d time.Duration) { <-time.After(d) }

// mint is a token source that makes tokens of one life, numbered from 1.
type mint struct {
	life  time.Duration
	takes time.Duration

	mu    sync.Mutex
	begun time.Time
	// asked are the moments of the calls, since the first.
	asked   []time.Duration
	busy    int
	overlap bool
	fault   error
	number  int
}

func (m *mint) Token(ctx context.Context) (string, error) {
	m.mu.Lock()
	now := time.Now()
	if m.begun.IsZero() {
		m.begun = now
	}
	m.asked = append(m.asked, now.Sub(m.begun))
	m.busy++
	m.overlap = m.overlap || m.busy > 1
	m.mu.Unlock()
	if m.takes > 0 {
		select {
		case <-time.After(m.takes):
		case <-ctx.Done():
		}
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.busy--
	if ctx.Err() != nil {
		return "", ctx.Err()
	}
	if m.fault != nil {
		return "", m.fault
	}
	m.number++
	return tokenUntil(time.Now(), m.life, m.number), nil
}

func (m *mint) fail(err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.fault = err
}

func (m *mint) calls() []time.Duration {
	m.mu.Lock()
	defer m.mu.Unlock()
	return append([]time.Duration(nil), m.asked...)
}

// tokenUntil is a token with a number that it can be told by.
func tokenUntil(now time.Time, life time.Duration, number int) string {
	return jwt(fmt.Sprintf(`{"skypeid":"acs:r_u","iat":%d,"exp":%d,"acsScope":"chat","resourceId":"%d"}`, now.Unix(), now.Add(life).Unix(), number))
}

func newRenewing(t *testing.T, source acs.TokenSource, options *acs.RenewingCredentialOptions) *acs.RenewingCredential {
	t.Helper()
	credential, err := acs.NewRenewingCredential(source, options)
	if err != nil {
		t.Fatalf("NewRenewingCredential: %v", err)
	}
	return credential
}

// number is the number of the token that a credential gives.
func number(t *testing.T, credential *acs.RenewingCredential) string {
	t.Helper()
	got, err := credential.GetToken(t.Context(), policy.TokenRequestOptions{})
	if err != nil {
		t.Fatalf("GetToken: %v", err)
	}
	claims, err := acs.ParseToken(got.Token)
	if err != nil || !claims.ExpiresOn.Equal(got.ExpiresOn) {
		t.Fatalf("GetToken: a token until %v that says %v (%v)", got.ExpiresOn, claims.ExpiresOn, err)
	}
	return claims.ResourceID
}

// startRun runs a credential until the returned function is called.
func startRun(t *testing.T, credential *acs.RenewingCredential) (stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() {
		defer close(done)
		credential.Run(ctx)
	}()
	return func() {
		cancel()
		<-done
		credential.Close()
	}
}

func seconds(values ...float64) []time.Duration {
	durations := make([]time.Duration, len(values))
	for i, value := range values {
		durations[i] = time.Duration(value * float64(time.Second))
	}
	return durations
}

func TestATokenIsRenewedWhileNobodyAsks(t *testing.T) {
	for _, test := range []struct {
		life, watched, renewBefore time.Duration
		want                       []time.Duration
	}{
		{70 * time.Second, 4 * time.Minute, 0, seconds(0, 56, 112, 168, 224)},
		{time.Hour, 3 * time.Hour, 0, seconds(0, 50*60, 100*60, 150*60)},
		{24 * time.Hour, 25 * time.Hour, 0, seconds(0, (24*60-10)*60)},
		{24 * time.Hour, 25 * time.Hour, time.Hour, seconds(0, 23*60*60)},
		{time.Hour, 2 * time.Hour, time.Hour, seconds(0, 48*60, 96*60)},
	} {
		synctest.Test(t, func(t *testing.T) {
			source := &mint{life: test.life}
			stop := startRun(t, newRenewing(t, source.Token, &acs.RenewingCredentialOptions{RenewBefore: test.renewBefore}))
			after(test.watched)
			stop()
			if diff := cmp.Diff(test.want, source.calls()); diff != "" {
				t.Errorf("life %v: asked at (-want +got):\n%s", test.life, diff)
			}
		})
	}
}

func TestTheFirstRequestNearTheEndRenewsAndDoesNotWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		source := &mint{life: 70 * time.Second, takes: 5 * time.Second}
		credential := newRenewing(t, source.Token, nil)
		defer credential.Close()
		if got := number(t, credential); got != "1" {
			t.Errorf("token %s", got)
		}
		after(60 * time.Second)
		begun := time.Now()
		if got := number(t, credential); got != "1" || !time.Now().Equal(begun) {
			t.Errorf("token %s after %v, want the old one at once", got, time.Since(begun))
		}
		if status := credential.Status(); !status.Renewing || status.Err != nil {
			t.Errorf("status %+v", status)
		}
		after(6 * time.Second)
		if got := number(t, credential); got != "2" {
			t.Errorf("token %s, want the new one", got)
		}
		// Beyond its end a request waits.
		after(2 * time.Minute)
		begun = time.Now()
		if got := number(t, credential); got != "3" || time.Since(begun) != 5*time.Second {
			t.Errorf("token %s after %v, want the third after 5 s", got, time.Since(begun))
		}
	})
}

func TestHoweverManyWaitTheSourceIsAskedOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		source := &mint{life: time.Hour, takes: 10 * time.Second}
		credential := newRenewing(t, source.Token, nil)
		defer credential.Close()
		impatient, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		var waiting sync.WaitGroup
		begun := time.Now()
		// The one that begins the asking leaves first.
		waiting.Go(func() {
			_, err := credential.GetToken(impatient, policy.TokenRequestOptions{})
			if !errors.Is(err, context.DeadlineExceeded) || time.Since(begun) != time.Second {
				t.Errorf("the impatient one: %v after %v", err, time.Since(begun))
			}
		})
		synctest.Wait()
		for range 100 {
			waiting.Go(func() {
				if got := number(t, credential); got != "1" {
					t.Errorf("token %s", got)
				}
			})
		}
		waiting.Wait()
		if time.Since(begun) != 10*time.Second || len(source.calls()) != 1 {
			t.Errorf("%d calls in %v", len(source.calls()), time.Since(begun))
		}
	})
}

func TestAValidTokenServesWhileRenewingFails(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		source := &mint{life: 70 * time.Second}
		cause := errors.New("the command ended with status 3: no login")
		var told []acs.TokenStatus
		credential := newRenewing(t, source.Token, &acs.RenewingCredentialOptions{OnChange: func(status acs.TokenStatus) { told = append(told, status) }})
		stop := startRun(t, credential)
		defer stop()
		begun := time.Now()
		synctest.Wait()
		source.fail(cause)

		after(69 * time.Second)
		if got := number(t, credential); got != "1" {
			t.Errorf("token %s", got)
		}
		status := credential.Status()
		if !errors.Is(status.Err, cause) || !status.NextAttempt.Equal(begun.Add(70*time.Second)) || status.Claims.UserID != "8:acs:r_u" {
			t.Errorf("status %+v", status)
		}
		after(2 * time.Second)
		_, err := credential.GetToken(t.Context(), policy.TokenRequestOptions{})
		want := "the last one expired on 2000-01-01T00:01:10Z and could not be renewed: the command ended with status 3: no login; next attempt in 15s"
		if failure, ok := errors.AsType[*acs.RenewalError](err); !ok || err.Error() != want || !errors.Is(failure.Err, cause) {
			t.Errorf("error %v, want %s", err, want)
		}
		after(4 * time.Minute)
		source.fail(nil)
		after(time.Minute)
		if got := number(t, credential); got != "2" {
			t.Errorf("token %s", got)
		}
		if status := credential.Status(); status.Err != nil || status.Renewing {
			t.Errorf("status after recovery %+v", status)
		}
		// Doubled from 2 s to a minute; the last one succeeded.
		if diff := cmp.Diff(seconds(0, 56, 58, 62, 70, 86, 118, 178, 238, 298, 358), source.calls()); diff != "" {
			t.Errorf("asked at (-want +got):\n%s", diff)
		}
		stop()
		for i, status := range told {
			if status.Renewing != (i%2 == 0) {
				t.Errorf("change %d: %+v", i, status)
			}
		}
		if len(told) != 2*len(source.calls()) {
			t.Errorf("%d changes were told of %d calls", len(told), len(source.calls()))
		}
	})
}

func TestWithoutATokenAFailureIsToldAtOnceUntilTheNextAttempt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		source := &mint{life: time.Hour, takes: time.Second}
		source.fail(errors.New("no\nlogin"))
		credential := newRenewing(t, source.Token, nil)
		defer credential.Close()
		for i, want := range []string{"no login; next attempt in 2s", "no login; next attempt in 2s"} {
			begun := time.Now()
			_, err := credential.GetToken(t.Context(), policy.TokenRequestOptions{})
			if err == nil || err.Error() != want {
				t.Errorf("error %v, want %s", err, want)
			}
			if took := time.Since(begun); took != time.Duration(1-i)*time.Second {
				t.Errorf("request %d took %v", i, took)
			}
		}
		if len(source.calls()) != 1 {
			t.Errorf("%d calls", len(source.calls()))
		}
		// Who asks for it need not wait.
		source.fail(nil)
		if err := credential.Renew(t.Context()); err != nil {
			t.Errorf("Renew: %v", err)
		}
		if got := number(t, credential); got != "1" {
			t.Errorf("token %s", got)
		}
	})
}

func TestSourcesThatGiveNoUsableToken(t *testing.T) {
	for name, test := range map[string]struct {
		source acs.TokenSource
		want   string
	}{
		"empty":      {func(context.Context) (string, error) { return " \n", nil }, "the access token is empty; next"},
		"two lines":  {func(context.Context) (string, error) { return canary + "\n" + canary, nil }, "the access token holds more than one line: a line break"},
		"a panic":    {func(context.Context) (string, error) { panic(canary) }, "the token source stopped by a fault in this program; next"},
		"never ends": {func(ctx context.Context) (string, error) { <-ctx.Done(); return "", ctx.Err() }, "the token source took longer than 2m0s: context deadline exceeded; next"},
	} {
		synctest.Test(t, func(t *testing.T) {
			credential := newRenewing(t, test.source, nil)
			defer credential.Close()
			_, err := credential.GetToken(t.Context(), policy.TokenRequestOptions{})
			if err == nil || len(err.Error()) < len(test.want) || err.Error()[:len(test.want)] != test.want {
				t.Errorf("%s: error %v, want %q", name, err, test.want)
			}
			if errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("%s: the source's time-out passes for the caller's", name)
			}
		})
	}
	if _, err := acs.NewRenewingCredential(nil, nil); err == nil {
		t.Error("a credential without a source")
	}
	if _, err := new(acs.RenewingCredential).GetToken(t.Context(), policy.TokenRequestOptions{}); err == nil {
		t.Error("an empty credential gave a token")
	}
}

func TestCloseEndsTheSource(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ended := false
		credential := newRenewing(t, func(ctx context.Context) (string, error) {
			<-ctx.Done()
			ended = true
			return "", ctx.Err()
		}, nil)
		failed := make(chan error)
		go func() {
			_, err := credential.GetToken(t.Context(), policy.TokenRequestOptions{})
			failed <- err
		}()
		stop := startRun(t, credential)
		synctest.Wait()
		credential.Close()
		if !ended {
			t.Error("Close did not wait for the source")
		}
		if err := <-failed; err == nil || errors.Is(err, context.Canceled) {
			t.Errorf("error %v", err)
		}
		if err := credential.Renew(t.Context()); err == nil || err.Error() != "the credential is closed" {
			t.Errorf("Renew after Close: %v", err)
		}
		stop()
	})
}
