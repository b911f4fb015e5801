package acs

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/runtime"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/streaming"
)

// request is a call's HTTP request before the pipeline adds token, client request
// id and user agent.
type request struct {
	operation string
	method    string
	url       string
	// repeatabilityID is the repeatability-request-id header; empty: none.
	repeatabilityID string
	// body is the JSON body; nil: none.
	body []byte
	// contentType is the body's media type; empty: application/json.
	contentType string
	// maxAnswer bounds the answer's body in bytes; 0: maxBodySize.
	maxAnswer int64
	// repetition is after what the request may be sent again.
	repetition repetition
	// achieved recognises the refusals which, after an attempt whose outcome is not
	// known, mean that what was asked for is so; nil: there are none.
	achieved func(refusal *ResponseError, accessToken string) bool
	// secretAnswer is set where the answer holds an access token: its body is
	// shown in no error.
	secretAnswer bool
}

// Media types of request bodies.
const (
	mediaTypeJSON       = "application/json"
	mediaTypeMergePatch = "application/merge-patch+json"
)

// mediaType is the Content-Type of the body.
func (r request) mediaType() string { return cmp.Or(r.contentType, mediaTypeJSON) }

// repetition says after what a request may be sent again by itself.
type repetition int

const (
	// repeatAfterLoss allows it after a lost answer, after 408, 429 and any 5xx.
	repeatAfterLoss repetition = iota
	// repeatWhenThrottled allows it after 429 only: the request makes something new
	// every time that it is carried out.
	repeatWhenThrottled
)

// call is what one call's policies share. The attempts of a call follow each
// other, so it needs no lock.
type call struct {
	request  request
	attempts []*attempt
	retry    *retrier
	// answer is the whole answer to the last attempt that was sent; nil while there
	// is none.
	answer *http.Response
	// again is set where answer is a refusal after which the request was to be sent
	// once more.
	again bool
	// token is the access token of the last attempt. A function, because every way
	// of printing a value stops at one.
	token func() string
}

// attempt is one sending of a call's request.
type attempt struct {
	// unknown is set while the attempt may have been carried out without a
	// definite answer.
	unknown bool
	// stale is set where the attempt was lost on a connection that had been used before,
	// without a byte of an answer: the server, or something in between, had closed it.
	stale bool
}

type callKey struct{}

// callFrom returns the call that a context belongs to. A request that came by
// another way gets one of its own.
func callFrom(ctx context.Context) *call {
	if c, ok := ctx.Value(callKey{}).(*call); ok {
		return c
	}
	return &call{}
}

func (c *call) begin() *attempt {
	a := &attempt{}
	c.attempts = append(c.attempts, a)
	return a
}

// contextOr is the caller's context, which outlives those of the attempts; where the
// call does not know it, the one that is given.
func (c *call) contextOr(ctx context.Context) context.Context {
	if c.retry == nil {
		return ctx
	}
	return c.retry.ctx
}

// unknown tells whether any attempt may have been carried out unnoticed.
func (c *call) unknown() bool {
	return slices.ContainsFunc(c.attempts, func(a *attempt) bool { return a.unknown })
}

// earlierUnknown is unknown without the last attempt.
func (c *call) earlierUnknown() bool {
	if len(c.attempts) == 0 {
		return false
	}
	return slices.ContainsFunc(c.attempts[:len(c.attempts)-1], func(a *attempt) bool { return a.unknown })
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
	operation string
	resp      *http.Response
	body      []byte
	// secret is set where the body is not to be shown.
	secret bool
	// concluded is set where the answer is a refusal that request.achieved
	// recognised.
	concluded bool
	// accessToken gives the token of the attempt that was answered, to judge the answer
	// by. A function, because every way of printing a value stops at one.
	accessToken func() string
}

// send sends a request through the pipeline and returns the answer if it has an
// accepted status, or if request.achieved takes it for one. Everything else is an
// error: *ResponseError where the
// service refused, *UnexpectedAnswerError where it agreed in a way that it is not
// known to, *RequestError where there is no answer.
func (c *connection) send(ctx context.Context, r request, accepted ...int) (*reply, error) {
	current := &call{request: r}
	retry := c.retries.start(ctx, c, current)
	current.retry = retry
	callCtx := context.WithValue(ctx, callKey{}, current)
	callCtx = policy.WithRetryOptions(callCtx, retry.options())
	req, err := c.newRequest(callCtx, r)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", r.operation, err)
	}
	resp, err := c.pipeline.Do(req)
	retry.finish()
	if current.answer != nil && ctx.Err() != nil && errors.Is(err, ctx.Err()) {
		// The context ended when an answer was there already. It says more.
		resp, err = current.answer, nil
		if current.again {
			err = &waitCutError{refusal: c.refusal(current, resp), err: ctx.Err()}
		}
	}
	if err != nil {
		return nil, newRequestError(ctx, c.origin, current, err)
	}
	body, err := runtime.Payload(resp)
	if err != nil {
		return nil, newRequestError(ctx, c.origin, current, err)
	}
	answer := &reply{operation: r.operation, resp: resp, body: body, secret: r.secretAnswer, accessToken: current.accessToken}
	if !slices.Contains(accepted, resp.StatusCode) {
		if resp.StatusCode >= http.StatusOK && resp.StatusCode < http.StatusMultipleChoices {
			return nil, answer.unexpected("with a status that this operation does not have")
		}
		refusal := c.refusal(current, resp)
		if refusal.EarlierAttemptUnknown && r.achieved != nil && r.achieved(refusal, current.accessToken()) {
			answer.concluded = true
			return answer, nil
		}
		return nil, refusal
	}
	if AnswererOf(resp.StatusCode, resp.Header, body) == AnswererIntermediary {
		// A captive portal agrees to everything.
		return nil, answer.unexpected("with a page that is not the service's")
	}
	return answer, nil
}

// refusal is an answer with an error status as a call's error. The body is in
// memory.
func (c *connection) refusal(current *call, resp *http.Response) *ResponseError {
	body, _ := runtime.Payload(resp)
	refusal := newResponseError(current.request.operation, resp, body, c.now())
	refusal.Attempts = len(current.attempts)
	refusal.EarlierAttemptUnknown = current.earlierUnknown()
	return refusal
}

// newRequest makes the pipeline's request of r.
func (c *connection) newRequest(ctx context.Context, r request) (*policy.Request, error) {
	req, err := runtime.NewRequest(ctx, r.method, r.url)
	if err != nil {
		return nil, fmt.Errorf("making the request: %w", err)
	}
	header := req.Raw().Header
	header.Set("Accept", "application/json")
	header.Set("X-Ms-Client-Request-Id", c.newRequestID())
	if r.repeatabilityID != "" {
		header.Set("Repeatability-Request-Id", r.repeatabilityID)
	}
	if r.body != nil {
		body := streaming.NopCloser(bytes.NewReader(r.body))
		if err := req.SetBody(body, r.mediaType()); err != nil {
			return nil, fmt.Errorf("making the request: %w", err)
		}
	}
	return req, nil
}
