package acs

import (
	"context"
	"math"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
)

// Defaults of ClientOptions.
const (
	defaultMaxRetries     = 3
	defaultTryTimeout     = 20 * time.Second
	defaultRetryDelay     = 800 * time.Millisecond
	defaultMaxRetryDelay  = 60 * time.Second
	defaultThrottledDelay = 10 * time.Second
)

// RetryEvent says that an attempt failed and that another one follows.
type RetryEvent struct {
	// Operation is the operation's name, such as CreateChatThread.
	Operation string
	// Attempt is the number of the attempt that failed, from 1.
	Attempt int
	// MaxAttempts is how many attempts the call has in all.
	MaxAttempts int
	// Wait is how long the client waits before the next attempt.
	Wait time.Duration
	// StatusCode is the status of the answer; 0 where none came.
	StatusCode int
	// ErrorCode is the service's code; empty where it gave none.
	ErrorCode string
	// Err is what the call would have returned had this been its last attempt.
	Err error
}

type observerKey struct{}

// WithRetryObserver returns a context whose calls report each wait before another
// attempt, just before it begins. The observer runs on the goroutine of the call
// and must return at once. A wait ends when the context does. An inner observer
// replaces an outer one; nil removes it. Where the context ends a wait after a
// refusal, the error is a *RequestError that unwraps to that *ResponseError.
//
// All calls are repeated after a lost answer, after 408, 429 and any 5xx, but
// SendChatMessage, CreateUser and CreateUserAndToken after 429 only: each of those
// makes something new every time that it is carried out. A call whose access token was
// refused (401) is sent once more, without a wait, if the credential then has
// another token. A connection that did not come about
// (refused, unknown host, untrusted certificate, a proxy that refuses, …) is an error at
// once, and so is a Retry-After beyond the longest wait. The first attempt is followed
// without a wait where it was lost on a connection that had been used before.
func WithRetryObserver(ctx context.Context, observer func(RetryEvent)) context.Context {
	return context.WithValue(ctx, observerKey{}, observer)
}

// retrySettings are a client's waits and numbers.
type retrySettings struct {
	maxAttempts   int
	tryTimeout    time.Duration // 0: none
	delay         time.Duration
	maxDelay      time.Duration
	throttleDelay time.Duration
	random        func() float64
}

func newRetrySettings(options *ClientOptions) retrySettings {
	s := retrySettings{
		maxAttempts:   1 + withDefault(int(options.Retry.MaxRetries), defaultMaxRetries),
		tryTimeout:    withDefault(options.Retry.TryTimeout, defaultTryTimeout),
		delay:         withDefault(options.Retry.RetryDelay, defaultRetryDelay),
		maxDelay:      options.Retry.MaxRetryDelay,
		throttleDelay: withDefault(options.ThrottledDelay, defaultThrottledDelay),
		random:        options.Random,
	}
	switch {
	case s.maxDelay == 0:
		s.maxDelay = defaultMaxRetryDelay
	case s.maxDelay < 0:
		s.maxDelay = math.MaxInt64
	}
	if s.random == nil {
		s.random = random
	}
	return s
}

// withDefault reads an option in azcore's manner: 0 stands for the default, a
// negative value for 0.
func withDefault[T ~int | ~int64](value, standard T) T {
	switch {
	case value == 0:
		return standard
	case value < 0:
		return 0
	}
	return value
}

// start makes the retrier of one call.
func (s retrySettings) start(ctx context.Context, conn *connection, c *call) *retrier {
	observer, _ := ctx.Value(observerKey{}).(func(RetryEvent))
	return &retrier{settings: s, ctx: ctx, conn: conn, call: c, observer: observer}
}

// retrier decides for one call whether azcore's retry policy tries again, and
// when.
//
// azcore chooses its waits itself, in part at random, and tells nobody. So that
// the wait on the screen is the one that happens, the retrier chooses it: after
// an answer through a header that azcore obeys, after a lost one by waiting here
// with azcore's own wait set to nothing.
type retrier struct {
	settings retrySettings
	ctx      context.Context //nolint:containedctx // lives as long as the call; azcore's predicate gets none
	conn     *connection
	call     *call
	observer func(RetryEvent)

	failed   int
	marked   http.Header
	replaced []string
}

// retryAfterMS is the header that azcore reads first.
const retryAfterMS = "Retry-After-Ms"

// options are azcore's settings for this call.
func (r *retrier) options() policy.RetryOptions {
	maxRetries := r.settings.maxAttempts - 1
	if maxRetries == 0 {
		maxRetries = -1 // azcore's word for none
	}
	return policy.RetryOptions{
		MaxRetries: int32(min(maxRetries, math.MaxInt32)),
		TryTimeout: r.settings.tryTimeout,
		// The least there is. azcore v1.24.0 takes "none" (-1) for an overflow and
		// waits as long as it can.
		RetryDelay:    time.Nanosecond,
		MaxRetryDelay: -1,
		ShouldRetry:   r.shouldRetry,
	}
}

// shouldRetry is azcore's question after every failed or refused attempt, and
// after every successful one.
func (r *retrier) shouldRetry(resp *http.Response, err error) bool {
	r.failed++
	r.finish()
	if err == nil && resp == nil {
		return false
	}
	if err != nil {
		resp = nil
	}
	if !r.repeatable(resp, err) || r.failed >= r.settings.maxAttempts {
		return false
	}
	wait, ok := r.wait(resp)
	if !ok {
		return false
	}
	if err != nil && r.onlyStale() {
		wait = time.Millisecond
	}
	if err != nil {
		// Others that lie idle may have gone with the one that was lost.
		r.conn.closeIdle()
	}
	r.report(resp, err, wait)
	if resp != nil {
		r.call.again = true
		r.marked = resp.Header
		r.replaced = resp.Header.Values(retryAfterMS)
		resp.Header.Set(retryAfterMS, strconv.FormatInt(wait.Milliseconds(), 10))
		return true
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-r.ctx.Done(): // azcore notices it next
	}
	return true
}

// repeatable holds for answers and losses after which the call's operation may be
// sent again.
func (r *retrier) repeatable(resp *http.Response, err error) bool {
	throttled := err == nil && resp.StatusCode == http.StatusTooManyRequests
	if r.call.request.repetition != repeatAfterLoss {
		return throttled
	}
	if err != nil {
		return r.ctx.Err() == nil && reasonOf(r.ctx, r.call, err).isLoss()
	}
	return throttled || resp.StatusCode == http.StatusRequestTimeout || resp.StatusCode >= http.StatusInternalServerError
}

// onlyStale reports whether the first attempt, and no other, was lost on a connection
// that had been closed meanwhile: another connection helps, and waiting does not.
func (r *retrier) onlyStale() bool {
	attempts := r.call.attempts
	return len(attempts) == 1 && attempts[0].stale
}

// wait is the time until the next attempt, in whole milliseconds; ok is false
// where the service asks for more than the longest wait.
func (r *retrier) wait(resp *http.Response) (wait time.Duration, ok bool) {
	s := r.settings
	if resp != nil {
		after, present := retryAfter(resp.Header, r.conn.now())
		switch {
		case after > s.maxDelay:
			return 0, false
		case after > 0:
			return roundUp(after), true
		case !present && resp.StatusCode == http.StatusTooManyRequests:
			return roundUp(min(s.throttleDelay, s.maxDelay)), true
		}
	}
	// azcore's formula: the delay times 1, 3, 7, …, spread from 0.8 to 1.3 of it.
	factor := math.Exp2(float64(r.failed)) - 1
	spread := 0.8 + s.random()/2
	backoff := factor * spread * float64(s.delay)
	if backoff >= float64(s.maxDelay) {
		return roundUp(s.maxDelay), true
	}
	return roundUp(time.Duration(backoff)), true
}

// roundUp gives whole milliseconds, at least one: the header cannot say less.
func roundUp(d time.Duration) time.Duration {
	whole := d.Truncate(time.Millisecond)
	if whole < d && whole <= math.MaxInt64-time.Millisecond {
		whole += time.Millisecond
	}
	return max(time.Millisecond, whole)
}

// report tells the observer.
func (r *retrier) report(resp *http.Response, err error, wait time.Duration) {
	if r.observer == nil {
		return
	}
	event := RetryEvent{
		Operation:   r.call.request.operation,
		Attempt:     r.failed,
		MaxAttempts: r.settings.maxAttempts,
		Wait:        wait,
	}
	if resp == nil {
		event.Err = newRequestError(r.ctx, r.conn.origin, r.call, err)
	} else {
		refusal := r.conn.refusal(r.call, resp)
		event.StatusCode, event.ErrorCode, event.Err = resp.StatusCode, refusal.ErrorCode, refusal
	}
	r.observer(event)
}

// finish takes the retrier's own header out of the last answer again: whoever
// looks at an answer sees what the service sent.
func (r *retrier) finish() {
	if r.marked == nil {
		return
	}
	r.marked.Del(retryAfterMS)
	for _, value := range r.replaced {
		r.marked.Add(retryAfterMS, value)
	}
	r.marked, r.replaced = nil, nil
}

// retryAfter reads how long the service asks to wait: in milliseconds, in
// seconds, or as a date, which is compared with the answer's own: the clocks of this
// machine and the service may differ. Only an answer without a date is measured by now.
// A value that cannot be read counts as absent.
func retryAfter(header http.Header, now time.Time) (wait time.Duration, present bool) {
	for _, source := range []struct {
		name string
		unit time.Duration
	}{
		{retryAfterMS, time.Millisecond},
		{"X-Ms-Retry-After-Ms", time.Millisecond},
		{"Retry-After", time.Second},
	} {
		value := strings.TrimSpace(header.Get(source.name))
		if value == "" {
			continue
		}
		if number, err := strconv.ParseUint(value, 10, 63); err == nil {
			if number > uint64(math.MaxInt64/source.unit) { //nolint:gosec // positive constants
				return math.MaxInt64, true
			}
			return time.Duration(number) * source.unit, true
		}
		if date, err := http.ParseTime(value); err == nil && source.unit == time.Second {
			if answered, err := http.ParseTime(header.Get("Date")); err == nil {
				now = answered
			}
			return max(0, date.Sub(now)), true
		}
	}
	return 0, false
}
