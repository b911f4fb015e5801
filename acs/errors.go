package acs

import (
	"cmp"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"
	"unicode"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
)

// ResponseError is a refusal of the service, whichever envelope it came in, or an
// answer with an error status from something in between. It unwraps to an
// *azcore.ResponseError.
//
// Code and message come from outside: whoever puts them on a terminal sanitises
// them.
type ResponseError struct {
	// Operation is the operation's name, such as CreateChatThread.
	Operation Operation
	// StatusCode is the HTTP status.
	StatusCode int
	// AnsweredBy is who refused; see AnswererOf. Sign is what the answer says of that,
	// such as "Via: 1.1 squid"; empty where it says nothing.
	AnsweredBy Answerer
	Sign       string
	// ErrorCode is the service's code, such as Forbidden; empty where the answer
	// has none.
	ErrorCode string
	// Message is the service's message. The live service often leaves it out. For
	// a body that is not of the service's form it is the beginning of that body.
	Message string
	// Target is what the fault is about; usually empty.
	Target string
	// Details are faults that led to this one.
	Details []CommunicationError
	// InnerError is the fault below this one.
	InnerError *CommunicationError
	// RequestID is the header x-ms-request-id.
	RequestID string
	// ClientRequestID is the header x-ms-client-request-id of the answer, or, as
	// the chat service seldom returns it, of the request.
	ClientRequestID string
	// CorrelationVector is the header ms-cv, which the chat service always sends.
	CorrelationVector string
	// RetryAfter is how long the service asks to wait; 0 where it does not say.
	RetryAfter time.Duration
	// APISupportedVersions is the header api-supported-versions, taken apart.
	APISupportedVersions []string
	// RedirectLocation is where a redirect pointed, which was not followed.
	RedirectLocation string
	// Attempts is how many times the request was sent.
	Attempts int
	// EarlierAttemptUnknown is set where an earlier attempt of the same call may
	// have been carried out, though this last one was refused.
	EarlierAttemptUnknown bool
	// RawResponse is the answer; its body can be read with runtime.Payload. Its
	// request does not hold the token.
	RawResponse *http.Response `json:"-"`
}

// ByService reports whether the refusal is the service's own, and not that of
// something in between, or of nobody that it names.
func (e *ResponseError) ByService() bool { return e.AnsweredBy == AnswererService }

// is reports whether the refusal is the service's own, with a status and code. A 404 or
// 403 of something in front of the service says nothing about a thread.
func (e *ResponseError) is(status int, code string) bool {
	return e.ByService() && e.StatusCode == status && strings.EqualFold(e.ErrorCode, code)
}

// newResponseError reads an answer with an error status. The body has been read
// already.
func newResponseError(operation Operation, resp *http.Response, body []byte, now time.Time) *ResponseError {
	fault := decodeErrorBody(body)
	e := &ResponseError{
		Operation:         operation,
		StatusCode:        resp.StatusCode,
		AnsweredBy:        AnswererOf(resp.StatusCode, resp.Header, body),
		Sign:              SignOf(resp.Header),
		ErrorCode:         fault.Code,
		Message:           fault.Message,
		Target:            fault.Target,
		Details:           fault.Details,
		InnerError:        fault.InnerError,
		RequestID:         resp.Header.Get("X-Ms-Request-Id"),
		ClientRequestID:   resp.Header.Get("X-Ms-Client-Request-Id"),
		CorrelationVector: resp.Header.Get("Ms-Cv"),
		RawResponse:       resp,
	}
	e.ErrorCode = cmp.Or(e.ErrorCode, resp.Header.Get("X-Ms-Error-Code"))
	if e.ClientRequestID == "" && resp.Request != nil {
		e.ClientRequestID = resp.Request.Header.Get("X-Ms-Client-Request-Id")
	}
	e.RetryAfter, _ = retryAfter(resp.Header, now)
	for _, line := range resp.Header.Values("Api-Supported-Versions") {
		for version := range strings.SplitSeq(line, ",") {
			if version = strings.TrimSpace(version); version != "" {
				e.APISupportedVersions = append(e.APISupportedVersions, version)
			}
		}
	}
	if isRedirect(resp.StatusCode) {
		e.RedirectLocation = redirectLocation(resp)
		e.Message = "the answer redirects to " + cmp.Or(e.RedirectLocation, "nowhere") +
			"; redirects are not followed, because the token must not go elsewhere"
	}
	return e
}

// isRedirect holds for the statuses that point elsewhere. 304 does not: it says
// that something in between has answered from a store.
func isRedirect(status int) bool {
	return status >= http.StatusMultipleChoices && status < http.StatusBadRequest && status != http.StatusNotModified
}

// redirectLocation is the absolute URL of a redirect, without a password.
func redirectLocation(resp *http.Response) string {
	location, err := resp.Location()
	if err != nil {
		return ""
	}
	shown := url.URL{Scheme: location.Scheme, Host: location.Host, Path: location.Path}
	return shown.String()
}

// Error says on one line what was refused and why.
func (e *ResponseError) Error() string {
	return oneLine(string(e.Operation) + ": " + e.inWords())
}

func (e *ResponseError) inWords() string {
	var b strings.Builder
	status := http.StatusText(e.StatusCode)
	if e.AnsweredBy == AnswererIntermediary {
		b.WriteString(IntermediaryAnswer(e.StatusCode, e.Sign))
	} else {
		b.WriteString(strings.TrimSpace(fmt.Sprintf("%d %s", e.StatusCode, status)))
	}
	if e.ErrorCode != "" && e.ErrorCode != strings.ReplaceAll(status, " ", "") {
		b.WriteString(" (" + e.ErrorCode + ")")
	}
	switch {
	case e.Message != "":
		b.WriteString(": " + e.Message)
	case e.AnsweredBy == AnswererUnknown:
		b.WriteString(": the answer is empty and does not show whether it is the service's or that of something in between")
	case e.AnsweredBy == AnswererService:
		b.WriteString(": the service gave no reason")
	}
	for _, detail := range e.Details {
		if text := cmp.Or(detail.Message, detail.Code); text != "" {
			b.WriteString("; " + text)
		}
	}
	if e.RetryAfter > 0 {
		fmt.Fprintf(&b, "; it asks to wait %s", e.RetryAfter)
	}
	if e.EarlierAttemptUnknown {
		b.WriteString("; it is not known whether an earlier attempt was carried out")
	}
	switch {
	case e.RequestID != "":
		b.WriteString(" [request id " + e.RequestID + "]")
	case e.CorrelationVector != "":
		b.WriteString(" [ms-cv " + e.CorrelationVector + "]")
	case e.ClientRequestID != "":
		b.WriteString(" [client request id " + e.ClientRequestID + "]")
	}
	return b.String()
}

// Unwrap returns the refusal as azcore's type.
func (e *ResponseError) Unwrap() error {
	return &azcore.ResponseError{ErrorCode: e.ErrorCode, StatusCode: e.StatusCode, RawResponse: e.RawResponse}
}

// UnexpectedAnswerError says that the answer has a success status and yet is not
// what the operation answers with, such as a proxy's page. Whether the request
// was carried out is not known.
type UnexpectedAnswerError struct {
	// Operation is the operation's name, such as CreateChatThread.
	Operation Operation
	// StatusCode is the HTTP status.
	StatusCode int
	// AnsweredBy is who answered; see AnswererOf. Sign is what the answer says of that,
	// such as "Via: 1.1 squid"; empty where it says nothing.
	AnsweredBy Answerer
	Sign       string
	// Problem is what is wrong with the answer, in words: "not with a chat thread:
	// the body is empty".
	Problem string
	// ContentType is the answer's Content-Type.
	ContentType string
	// Excerpt is the beginning of the body; empty where the body may hold an access
	// token.
	Excerpt string
	// CorrelationVector is the header ms-cv; empty where the answer is not the
	// chat service's.
	CorrelationVector string
	// RawResponse is the answer; its body can be read with runtime.Payload.
	RawResponse *http.Response `json:"-"`
}

// unexpected makes an error of an answer with a success status.
func (r *reply) unexpected(problem string) *UnexpectedAnswerError {
	shown := pageExcerpt(r.body)
	if r.operation.answersToken() {
		shown = ""
	}
	return &UnexpectedAnswerError{
		Operation:         r.operation,
		StatusCode:        r.resp.StatusCode,
		AnsweredBy:        AnswererOf(r.resp.StatusCode, r.resp.Header, r.body),
		Sign:              SignOf(r.resp.Header),
		Problem:           problem,
		ContentType:       r.resp.Header.Get("Content-Type"),
		Excerpt:           shown,
		CorrelationVector: r.resp.Header.Get("Ms-Cv"),
		RawResponse:       r.resp,
	}
}

// Error says on one line what came instead.
func (e *UnexpectedAnswerError) Error() string {
	var b strings.Builder
	b.WriteString(string(e.Operation) + ": ")
	switch e.AnsweredBy {
	case AnswererIntermediary:
		b.WriteString(IntermediaryAnswer(e.StatusCode, e.Sign) + ", " + e.Problem)
	case AnswererService, AnswererUnknown:
		fmt.Fprintf(&b, "the service answered %d %s, but %s", e.StatusCode, http.StatusText(e.StatusCode), e.Problem)
	}
	if e.ContentType != "" {
		b.WriteString(" (" + e.ContentType + ")")
	}
	if e.Excerpt != "" {
		b.WriteString(": " + e.Excerpt)
	}
	return oneLine(b.String())
}

// Final reports whether the same call again can only end in the same way: for what was
// found wrong before anything was sent, a link that is not followed, and a token that
// cannot be renewed because of its user. Every other error may be gone the next time.
func Final(err error) bool {
	if UserGone(err) || UserNotOwned(err) {
		return true
	}
	for _, is := range []func(error) bool{isA[*PagingError], isA[*UnsupportedError], isA[*IdentifierFormatError]} {
		if is(err) {
			return true
		}
	}
	return false
}

// OutcomeUnknown tells whether a request may have been carried out though no
// definite answer came: its answer was lost or cannot be understood, it timed out
// or was cancelled after it may have been sent, or it was answered with 408 or a 5xx;
// or something in between answered in place of the service (but for statuses that are
// about the request before it is passed on, such as 407); also where an earlier attempt
// of the same call ended so and a later one was refused. It is false for nil, for any
// other refusal (4xx), for a connection that did not come about and for whatever was
// found wrong before sending.
//
// While it is true of a create, only a create with the same repeatability request
// id is sure not to make a second thread. While it is true of a SendChatMessage,
// sending again may make a second message.
func OutcomeUnknown(err error) bool {
	// A RequestError comes first: its cause may be a refusal of another call, the
	// one that was to give the token.
	if failure, ok := errors.AsType[*RequestError](err); ok {
		return failure.OutcomeUnknown
	}
	if refusal, ok := errors.AsType[*ResponseError](err); ok {
		return refusal.EarlierAttemptUnknown || answerLeavesOpen(refusal.StatusCode, refusal.AnsweredBy)
	}
	_, ok := errors.AsType[*UnexpectedAnswerError](err)
	return ok
}

// oneLine replaces line breaks and other control characters by spaces, so that an
// error stays one line whatever the service wrote.
func oneLine(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool {
		return unicode.IsControl(r) || r == ' '
	}), " ")
}
