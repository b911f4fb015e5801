package acs

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/runtime"
)

// call is what one call's policies share. The attempts of a call follow each other, so
// it needs no lock.
type call struct {
	ctx      context.Context //nolint:containedctx // the caller's, which outlives those of the attempts
	request  request
	attempts []*attempt
	observer func(RetryEvent)
	// answer is the whole answer to the last attempt; nil while there is none.
	answer *http.Response
	// again is set where answer is a refusal after which another attempt was to follow.
	again bool
	// token is the access token of the last attempt. A function, because every way of
	// printing a value stops at one.
	token func() string
}

// attempt is one sending of a call's request.
type attempt struct {
	// unknown is set while the attempt may have been carried out without a definite
	// answer.
	unknown bool
	// stale is set where the attempt was lost, without a byte of an answer, on a
	// connection that had been used before: the other side had closed it.
	stale bool
}

type callKey struct{}

// callFrom returns the call that a context belongs to. A request that came by another
// way gets one of its own.
func callFrom(ctx context.Context) *call {
	if c, ok := ctx.Value(callKey{}).(*call); ok {
		return c
	}
	return &call{ctx: ctx}
}

func (c *call) begin() *attempt {
	a := &attempt{}
	c.attempts = append(c.attempts, a)
	return a
}

// unknown reports whether any attempt may have been carried out unnoticed.
func (c *call) unknown() bool {
	return slices.ContainsFunc(c.attempts, func(a *attempt) bool { return a.unknown })
}

// earlierUnknown is unknown without the last attempt.
func (c *call) earlierUnknown() bool {
	earlier := c.attempts[:max(0, len(c.attempts)-1)]
	return slices.ContainsFunc(earlier, func(a *attempt) bool { return a.unknown })
}

// accessToken is the token of the last attempt; empty where none carried one.
func (c *call) accessToken() string {
	if c.token == nil {
		return ""
	}
	return c.token()
}

// reply is an answer whose body has been read.
type reply struct {
	operation Operation
	resp      *http.Response
	body      []byte
	// concluded is set where the answer is a refusal that request.achieved recognised.
	concluded bool
	// accessToken gives the token of the attempt that was answered. A function, because
	// every way of printing a value stops at one.
	accessToken func() string
}

// do sends a request and reads the answer of an accepted status.
func do[T any](ctx context.Context, c *connection, r request, read func(*reply) (T, error), accepted ...int) (T, error) {
	answer, err := c.send(ctx, r, accepted...)
	if err != nil {
		var none T
		return none, err
	}
	return read(answer)
}

// ignored reads an answer that holds nothing.
func ignored[T any](*reply) (T, error) {
	var response T
	return response, nil
}

// send sends a request through the pipeline and returns the answer if it is a success.
func (c *connection) send(ctx context.Context, r request, accepted ...int) (*reply, error) {
	if r.err != nil {
		return nil, fmt.Errorf("%s: %w", r.operation, r.err)
	}
	if c.preview != nil {
		c.preview(r)
		return nil, errPreviewed
	}
	current := &call{ctx: ctx, request: r}
	current.observer, _ = ctx.Value(observerKey{}).(func(RetryEvent))
	callCtx := policy.WithRetryOptions(context.WithValue(ctx, callKey{}, current), c.retries.azure())
	req, err := r.http(callCtx, c.newRequestID())
	if err != nil {
		return nil, fmt.Errorf("%s: %w", r.operation, err)
	}
	resp, err := c.pipeline.Do(req)
	if current.answer != nil && ctx.Err() != nil && errors.Is(err, ctx.Err()) {
		// The context ended when an answer was there already. It says more.
		resp, err = current.answer, nil
		if current.again {
			err = &waitCutError{refusal: c.refusal(current, resp), err: ctx.Err()}
		}
	}
	if err != nil {
		return nil, newRequestError(c.origin, current, err)
	}
	body, err := runtime.Payload(resp)
	if err != nil {
		return nil, newRequestError(c.origin, current, err)
	}
	return c.judge(current, &reply{operation: r.operation, resp: resp, body: body, accessToken: current.accessToken}, accepted)
}

// judge returns an answer if its status is accepted, or if it is a refusal that
// request.achieved recognises.
func (c *connection) judge(current *call, answer *reply, accepted []int) (*reply, error) {
	status := answer.resp.StatusCode
	switch {
	case !slices.Contains(accepted, status) && isSuccess(status):
		return nil, answer.unexpected("with a status that this operation does not have")
	case !slices.Contains(accepted, status):
		refusal, achieved := c.refusal(current, answer.resp), current.request.achieved
		answer.concluded = refusal.EarlierAttemptUnknown && achieved != nil && achieved(refusal, current.accessToken())
		if !answer.concluded {
			return nil, refusal
		}
	case AnswererOf(status, answer.resp.Header, answer.body) == AnswererIntermediary:
		// A captive portal agrees to everything.
		return nil, answer.unexpected("with a page that is not the service's")
	}
	return answer, nil
}

func isSuccess(status int) bool {
	return status >= http.StatusOK && status < http.StatusMultipleChoices
}

// refusal is an answer with an error status as a call's error. The body is in memory.
func (c *connection) refusal(current *call, resp *http.Response) *ResponseError {
	body, _ := runtime.Payload(resp)
	refusal := newResponseError(current.request.operation, resp, body, c.now())
	refusal.Attempts = len(current.attempts)
	refusal.EarlierAttemptUnknown = current.earlierUnknown()
	return refusal
}
