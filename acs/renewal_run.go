package acs

import (
	"context"
	"time"
)

// run keeps the token fresh until the context or the credential ends.
func (r *renewal) run(ctx context.Context) {
	for ctx.Err() == nil && r.life.Err() == nil {
		fired, stop := r.newTimer(r.beginIfDue()) //nolint:contextcheck // an asking outlives who began it
		select {
		case <-fired:
		case <-r.woken:
		case <-ctx.Done():
		case <-r.life.Done():
		}
		stop()
	}
}

// beginIfDue begins a flight that is due, and returns how long to sleep. The end
// of a flight wakes run.
func (r *renewal) beginIfDue() time.Duration {
	r.mu.Lock()
	defer r.mu.Unlock()
	now := r.now()
	first := r.current == nil && r.err == nil
	switch {
	case r.flight != nil:
	case first || (!r.next.IsZero() && !now.Before(r.next)):
		r.begin()
	case !r.next.IsZero():
		return min(longestNap, r.next.Sub(now))
	}
	return longestNap
}

// wake makes run look again, now or when it comes to it.
func (r *renewal) wake() {
	select {
	case r.woken <- struct{}{}:
	default:
	}
}

// tell gives the newest status to onChange, unless it knows it.
func (r *renewal) tell() {
	if r.onChange == nil {
		return
	}
	r.telling.Lock()
	defer r.telling.Unlock()
	status, version := r.status()
	if version == r.told {
		return
	}
	r.told = version
	r.onChange(status)
}

func (r *renewal) status() (TokenStatus, int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return TokenStatus{
		Claims:      r.claims,
		Renewing:    r.flight != nil,
		Err:         r.err,
		NextAttempt: r.next,
	}, r.version
}

// failure says why there is no token that serves.
func (r *renewal) failure(cause error) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.failureNow(cause, r.now())
}

// failureNow is failure, for callers that hold the lock.
func (r *renewal) failureNow(cause error, now time.Time) error {
	e := &RenewalError{Err: cause, NextAttempt: r.next, wait: r.next.Sub(now)}
	switch {
	case r.current != nil:
		e.ExpiredOn = r.current.access().ExpiresOn
	case r.rejected != nil:
		e.Rejected = true
	}
	return e
}

// close ends the credential.
func (r *renewal) close() {
	r.mu.Lock()
	r.closed = true
	r.mu.Unlock()
	r.end()
	r.asking.Wait()
}
