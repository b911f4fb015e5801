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
	Operation Operation
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

// azure are azcore's settings of a call: one attempt, within its time.
func (s retrySettings) azure() policy.RetryOptions {
	return policy.RetryOptions{MaxRetries: -1, TryTimeout: s.tryTimeout}
}

// retryPolicy sends a call's request until an attempt is not to be followed by another.
type retryPolicy struct {
	*connection
}

// Do sends the attempts of one call.
func (p retryPolicy) Do(req *policy.Request) (*http.Response, error) {
	c := callFrom(req.Raw().Context())
	for {
		resp, err := req.Next()
		if err != nil {
			resp = nil
		}
		wait, again := p.wait(c, resp, err)
		if !again {
			return resp, err
		}
		if resp == nil {
			// Others that lie idle may have gone with the one that was lost.
			p.closeIdle()
		}
		c.again = resp != nil
		p.report(c, resp, err, wait)
		timer := time.NewTimer(wait)
		select {
		case <-timer.C:
		case <-c.ctx.Done():
			timer.Stop()
			return resp, c.ctx.Err()
		}
	}
}

// wait returns the time until the next attempt; again is false where none follows.
func (p retryPolicy) wait(c *call, resp *http.Response, err error) (wait time.Duration, again bool) {
	s, failed := p.retries, len(c.attempts)
	if c.ctx.Err() != nil || failed >= s.maxAttempts || !repeatable(c, resp, err) {
		return 0, false
	}
	if resp == nil && failed == 1 && c.attempts[0].stale {
		// Another connection helps, and waiting does not.
		return time.Millisecond, true
	}
	if resp != nil {
		after, present := retryAfter(resp.Header, p.now())
		switch {
		case after > s.maxDelay:
			return 0, false
		case after > 0:
			return after, true
		case !present && resp.StatusCode == http.StatusTooManyRequests:
			return min(s.throttleDelay, s.maxDelay), true
		}
	}
	// azcore's formula: the delay times 1, 3, 7, …, spread from 0.8 to 1.3 of it.
	backoff := (math.Exp2(float64(failed)) - 1) * (0.8 + s.random()/2) * float64(s.delay)
	if backoff >= float64(s.maxDelay) {
		return s.maxDelay, true
	}
	return time.Duration(backoff), true
}

// repeatable reports whether the operation may be sent again after an answer or a loss.
func repeatable(c *call, resp *http.Response, err error) bool {
	throttled := resp != nil && resp.StatusCode == http.StatusTooManyRequests
	switch {
	case throttled:
		return true
	case c.request.operation.onlyWhenThrottled():
		return false
	case resp == nil:
		return reasonOf(c, err).isLoss()
	}
	return resp.StatusCode == http.StatusRequestTimeout || resp.StatusCode >= http.StatusInternalServerError
}

// report tells the call's observer of a wait.
func (c *connection) report(current *call, resp *http.Response, err error, wait time.Duration) {
	if current.observer == nil {
		return
	}
	event := RetryEvent{
		Operation: current.request.operation, Attempt: len(current.attempts), MaxAttempts: c.retries.maxAttempts, Wait: wait,
	}
	if resp == nil {
		event.Err = newRequestError(c.origin, current, err)
	} else {
		refusal := c.refusal(current, resp)
		event.StatusCode, event.ErrorCode, event.Err = resp.StatusCode, refusal.ErrorCode, refusal
	}
	current.observer(event)
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
		{"Retry-After-Ms", time.Millisecond},
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
