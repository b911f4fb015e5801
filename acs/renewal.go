package acs

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
)

// longestNap is how long run sleeps at most. Timers stand still while a computer
// sleeps, the clock does not; so run looks at the clock now and then.
const longestNap = 30 * time.Second

// errClosed is the failure of a renewal after the credential's end.
var errClosed = errors.New("the credential is closed")

// renewal is the state of a RenewingCredential.
type renewal struct {
	source        TokenSource
	renewBefore   time.Duration
	retryDelay    time.Duration
	maxRetryDelay time.Duration
	sourceTimeout time.Duration
	onChange      func(TokenStatus)
	now           func() time.Time
	newTimer      func(d time.Duration) (<-chan time.Time, func())

	life   context.Context //nolint:containedctx // the credential's own, ended by close
	end    context.CancelFunc
	asking sync.WaitGroup
	// woken makes run look at the plan again.
	woken chan struct{}

	mu       sync.Mutex
	closed   bool
	current  *heldToken // the token that serves, valid or not; nil: none
	claims   TokenClaims
	rejected *heldToken // the token that invalidate dropped last
	dropped  time.Time  // when that was; zero: never
	failures int        // failed renewals since the last good one
	err      error      // why the last one failed
	next     time.Time  // when the next one is due; zero: not planned
	flight   *flight    // the one under way; nil: none
	version  int        // counts changes

	telling sync.Mutex
	told    int // the version that onChange knows
}

// heldToken is a token and what was known of it when it came.
type heldToken struct {
	access func() azcore.AccessToken
	// renewOn is when it is to be renewed; zero: never.
	renewOn time.Time
	// late is set where it had ended by this machine's clock when it came.
	late bool
}

// serves tells whether the token can be sent.
func (t *heldToken) serves(now time.Time) bool {
	if t == nil {
		return false
	}
	expires := t.access().ExpiresOn
	return t.late || expires.IsZero() || now.Before(expires)
}

func (t *heldToken) is(token string) bool { return t != nil && t.access().Token == token }

// flight is one asking of the source. Its results are written before done is
// closed.
type flight struct {
	done   chan struct{}
	access func() azcore.AccessToken // nil: none
	err    error
}

func newRenewal(source TokenSource, options *RenewingCredentialOptions) *renewal {
	r := &renewal{
		source:        source,
		renewBefore:   positiveOr(options.RenewBefore, defaultRenewBefore),
		retryDelay:    positiveOr(options.RetryDelay, defaultRenewalDelay),
		maxRetryDelay: positiveOr(options.MaxRetryDelay, defaultMaxRenewalDelay),
		sourceTimeout: withDefault(options.SourceTimeout, defaultTokenSourceLimits),
		onChange:      options.OnChange,
		now:           options.Now,
		newTimer:      options.NewTimer,
		woken:         make(chan struct{}, 1),
	}
	if r.now == nil {
		r.now = time.Now
	}
	if r.newTimer == nil {
		r.newTimer = func(d time.Duration) (<-chan time.Time, func()) {
			timer := time.NewTimer(d)
			return timer.C, func() { timer.Stop() }
		}
	}
	// No caller's context: the asking outlives the request that began it, and must
	// not see the values that belong to that request.
	r.life, r.end = context.WithCancel(context.Background()) //nolint:forbidigo // ended by close
	return r
}

// positiveOr is a duration, or the default where it is none to wait.
func positiveOr(value, standard time.Duration) time.Duration {
	if value <= 0 {
		return standard
	}
	return value
}

// token returns the token that serves, or the flight to wait for, or why there is
// neither. It begins a flight where one is due.
func (r *renewal) token() (azcore.AccessToken, *flight, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	now := r.now()
	serves := r.current.serves(now)
	due := !r.next.IsZero() && !now.Before(r.next)
	if serves {
		if due {
			r.begin()
		}
		return r.current.access(), nil, nil
	}
	if r.flight == nil && r.err != nil && !due {
		return azcore.AccessToken{}, nil, r.failureNow(r.err, now)
	}
	return azcore.AccessToken{}, r.begin(), nil
}

// start begins a flight, or returns the one under way.
func (r *renewal) start() *flight {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.begin()
}

// begin is start, for callers that hold the lock.
func (r *renewal) begin() *flight {
	if r.flight != nil {
		return r.flight
	}
	f := &flight{done: make(chan struct{})}
	if r.closed {
		f.err = errClosed
		close(f.done)
		return f
	}
	r.flight = f
	r.version++
	r.asking.Go(func() {
		r.tell()
		token, err := r.ask()
		r.settle(f, token, err)
		r.tell()
	})
	return f
}

// ask calls the source once.
func (r *renewal) ask() (token string, err error) {
	defer func() {
		if recover() != nil {
			// The value is not shown: it may hold a token.
			token, err = "", errors.New("the token source stopped by a fault in this program")
		}
	}()
	ctx := r.life
	if r.sourceTimeout > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, r.sourceTimeout)
		defer cancel()
	}
	token, err = r.source(ctx)
	switch {
	case err != nil && r.life.Err() != nil:
		return "", errClosed
	case err != nil && errors.Is(ctx.Err(), context.DeadlineExceeded):
		return "", fmt.Errorf("the token source took longer than %s: %w", r.sourceTimeout, err)
	case err != nil:
		return "", err
	}
	token = strings.TrimSpace(token)
	return token, CheckToken(token)
}

// settle takes a flight's result in and plans the next one.
func (r *renewal) settle(f *flight, token string, err error) {
	r.mu.Lock()
	now := r.now()
	if err == nil {
		err = r.take(token, now)
	}
	switch r.err = err; {
	case UserGone(err) || UserNotOwned(err):
		r.failures++
		r.next = time.Time{}
	case err != nil:
		r.failures++
		r.next = now.Add(r.backOff())
	default:
		r.failures = 0
		r.next = r.current.renewOn
	}
	f.err = err
	if r.current.serves(now) {
		f.access = r.current.access
	}
	r.flight = nil
	r.version++
	r.mu.Unlock()
	close(f.done)
	r.wake()
}

// take makes a token the current one if that is any gain, and says what is wrong
// with it.
func (r *renewal) take(token string, now time.Time) error {
	claims, _ := ParseToken(token) // any string may be a token
	expires := claims.ExpiresOn
	fresh := &heldToken{access: func() azcore.AccessToken {
		return azcore.AccessToken{Token: token, ExpiresOn: expires}
	}}
	left := expires.Sub(now)
	if !expires.IsZero() {
		fresh.late = left <= 0
		fresh.renewOn = expires.Add(-min(r.renewBefore, max(0, left)/5))
	}
	same := r.current.is(token)
	errRefused := errors.New("the token source gave the token again that the service had refused")
	switch {
	case same && r.rejected.is(token):
		return errRefused
	case same && fresh.late:
		return fmt.Errorf("the token source gave the same token again, which expired on %s", expires.Format(time.RFC3339))
	case same && !r.current.renewOn.IsZero() && !now.Before(r.current.renewOn):
		return fmt.Errorf("the token source gave the same token again, which expires on %s", expires.Format(time.RFC3339))
	case same:
		return nil
	case fresh.late && r.current.serves(now) && !r.current.late:
		return fmt.Errorf("the token source gave a token that expired on %s", expires.Format(time.RFC3339))
	}
	r.current, r.claims = fresh, claims
	switch {
	case r.rejected.is(token):
		return errRefused
	case fresh.late:
		return fmt.Errorf("the token source gave a token that expired on %s; this machine's clock says %s", expires.Format(time.RFC3339), now.UTC().Format(time.RFC3339))
	}
	return nil
}

// backOff is the wait after the last failure: doubled with each, and bounded.
func (r *renewal) backOff() time.Duration {
	wait := r.retryDelay
	for range r.failures - 1 {
		if wait >= r.maxRetryDelay {
			break
		}
		wait *= 2
	}
	return min(wait, r.maxRetryDelay)
}

// invalidate drops the current token if it is the given one.
func (r *renewal) invalidate(token string) {
	r.mu.Lock()
	now := r.now()
	if !r.current.is(token) || (!r.dropped.IsZero() && now.Before(r.dropped.Add(r.maxRetryDelay))) {
		r.mu.Unlock()
		return
	}
	r.rejected, r.current = r.current, nil
	r.dropped, r.next = now, now
	r.version++
	r.mu.Unlock()
	r.wake()
}
