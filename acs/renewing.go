package acs

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
)

// Defaults of RenewingCredentialOptions.
const (
	defaultRenewBefore       = 10 * time.Minute
	defaultRenewalDelay      = 2 * time.Second
	defaultMaxRenewalDelay   = time.Minute
	defaultTokenSourceLimits = 2 * time.Minute
)

// RenewingCredentialOptions holds the optional values of NewRenewingCredential.
type RenewingCredentialOptions struct {
	// RenewBefore is how long before its end a token is renewed, but never longer
	// than a fifth of the time that it had left when it came. 0 stands for 10
	// minutes, which is when the SDKs renew (read from their source).
	RenewBefore time.Duration
	// RetryDelay is the wait after the first failed renewal; it doubles with each
	// one up to MaxRetryDelay. 0 stands for 2 s and 1 minute (choices of ours).
	RetryDelay, MaxRetryDelay time.Duration
	// SourceTimeout bounds one call of the source. 0 stands for 2 minutes; a
	// negative value for no bound.
	SourceTimeout time.Duration
	// OnChange is told the status when a renewal begins and when it ends, one call
	// after the other, never an older status after a newer one. It runs on a
	// goroutine of the credential and must return soon; it may call Status and
	// Invalidate, but neither GetToken, Renew nor Close.
	OnChange func(TokenStatus)
	// Now is the clock that expiries are compared with. Nil stands for time.Now.
	Now func() time.Time
	// NewTimer returns a channel that something is sent on after d, and a function
	// that ends the timer. Nil stands for package time's.
	NewTimer func(d time.Duration) (fired <-chan time.Time, stop func())
}

// TokenStatus says how a RenewingCredential's token stands.
type TokenStatus struct {
	// Claims are those of the last token; all zero where there is none yet, or one
	// that does not state any.
	Claims TokenClaims
	// Renewing is set while the source is asked.
	Renewing bool
	// Err is why the last renewal failed; nil after one that did not. It may be an
	// error of the token source's own, such as a *ResponseError of Identity.
	Err error
	// NextAttempt is when the token is renewed next; zero where that is not
	// planned, because the token does not state when it ends, or because the resource has
	// no such user; see UserGone and UserNotOwned.
	NextAttempt time.Time
}

// RenewingCredential is an azcore.TokenCredential that gets its tokens from a
// source and renews them in time. It is safe for concurrent use: however many
// requests wait, the source is asked once at a time. However it is printed, logged
// or encoded, the token does not show.
//
// A token is renewed when it nears its end: by Run while it runs, and else by the
// first request after that, which does not wait for it, as the old token still
// serves. While renewing fails, a valid token goes on serving. Only without one do
// requests wait, each no longer than its own context, and only while the source
// is asked: between two failed attempts they fail at once, with a *RenewalError.
//
// Whether a token is good is the service's to say, and this machine's clock may be
// wrong: a token that has ended by this clock when it comes is used all the same,
// and the status says so.
type RenewingCredential struct {
	redacted
	renewal *renewal
}

// NewRenewingCredential returns a credential of a source, which is not asked yet.
// Whoever makes a credential closes it. Nil options are legal.
func NewRenewingCredential(source TokenSource, options *RenewingCredentialOptions) (*RenewingCredential, error) {
	if source == nil {
		return nil, errors.New("a renewing credential needs a token source")
	}
	if options == nil {
		options = &RenewingCredentialOptions{}
	}
	return &RenewingCredential{
		redacted: "RenewingCredential(REDACTED)",
		renewal:  newRenewal(source, options),
	}, nil
}

// GetToken returns a token, waiting for the source only where none serves.
// Errors: *RenewalError where the source has none to give, else the context's.
func (c *RenewingCredential) GetToken(ctx context.Context, _ policy.TokenRequestOptions) (azcore.AccessToken, error) {
	if c == nil || c.renewal == nil {
		return azcore.AccessToken{}, errors.New("the credential has no token source")
	}
	r := c.renewal
	token, waiting, err := r.token() //nolint:contextcheck // an asking outlives who began it
	if waiting == nil {
		return token, err
	}
	select {
	case <-waiting.done:
	case <-ctx.Done():
		return azcore.AccessToken{}, fmt.Errorf("waiting for the token source: %w", ctx.Err())
	}
	if waiting.access != nil {
		return waiting.access(), nil
	}
	return azcore.AccessToken{}, r.failure(waiting.err)
}

// Invalidate drops a token that the service refused (401), so that the next
// request waits for a new one. It does nothing if that token serves no longer.
//
// A token is dropped at most once in MaxRetryDelay: where the service refuses
// every token, asking for a new one with each request helps nobody. In between the
// token goes on serving, and callers read the service's refusals.
func (c *RenewingCredential) Invalidate(token string) { c.renewal.invalidate(token) }

// Renew asks the source at once, whatever the plan says, or waits for the asking
// that is under way. It returns why that failed.
func (c *RenewingCredential) Renew(ctx context.Context) error {
	waiting := c.renewal.start() //nolint:contextcheck // an asking outlives who began it
	select {
	case <-waiting.done:
		return waiting.err
	case <-ctx.Done():
		return fmt.Errorf("waiting for the token source: %w", ctx.Err())
	}
}

// Run gets the first token and keeps it fresh, also while no request needs it,
// until the context or the credential ends. It is to run once at a time.
func (c *RenewingCredential) Run(ctx context.Context) { c.renewal.run(ctx) }

// Status returns how the token stands.
func (c *RenewingCredential) Status() TokenStatus {
	status, _ := c.renewal.status()
	return status
}

// Close ends an asking of the source that is under way and waits for its end.
// Tokens are no longer renewed then; a valid one goes on serving.
func (c *RenewingCredential) Close() { c.renewal.close() }

// RenewalError says that there is no token that serves and that the source gave
// none.
//
// It does not unwrap: its cause may be a refusal of another service, and must not
// be taken for the answer to the call that needed the token.
type RenewalError struct {
	// Err is why the source gave none.
	Err error
	// ExpiredOn is when the last token ended; zero where there was none or it did
	// not end.
	ExpiredOn time.Time
	// Rejected is set where the last token was refused by the service.
	Rejected bool
	// NextAttempt is when the source is asked again; zero where the resource has no such
	// user and it is not.
	NextAttempt time.Time
	// wait is NextAttempt by the clock of the moment.
	wait time.Duration
}

// Error says on one line what happened to the last token and why there is no new
// one.
func (e *RenewalError) Error() string {
	text := e.Err.Error()
	switch {
	case e.Rejected:
		text = "the service refused the last one, and it could not be renewed: " + text
	case !e.ExpiredOn.IsZero():
		text = fmt.Sprintf("the last one expired on %s and could not be renewed: %s", e.ExpiredOn.UTC().Format(time.RFC3339), text)
	}
	if e.wait > 0 {
		text += fmt.Sprintf("; next attempt in %s", (e.wait + time.Second - 1).Truncate(time.Second))
	}
	return oneLine(text)
}
