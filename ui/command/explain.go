package command

import (
	"cmp"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"acs-chat-tui/acs"
	"acs-chat-tui/ui/style/text"
)

// UserGone and UserNotOwned are why a token cannot be renewed, now or later: the service
// knows its user no longer, or the user is of another resource.
const (
	UserGone     = "the user that you act as is gone"
	UserNotOwned = "the user that you act as is not of this resource"
)

// UserLost reports whether a token cannot be renewed because of its user.
func (s Session) UserLost() bool {
	return s.RenewalProblem == UserGone || s.RenewalProblem == UserNotOwned
}

// Advice that is given for several reasons.
const (
	tryLater      = "Try again; if it stays, "
	checkEndpoint = "Check the endpoint and any proxy."
	askSupport    = "Try again; if it keeps happening, send support the request ID"
	keyIsFine     = " The key is not at fault."
	wasStopped    = "it was stopped"
)

// explain puts an error of the client into words.
func explain(err error, op operation, session Session, now time.Time) *Problem {
	unknown := acs.OutcomeUnknown(err)
	p := &Problem{What: op.what(unknown), Final: acs.Final(err)}
	e := explanation{p: p, op: op, session: session, now: now}
	failed, _ := errors.AsType[*acs.RequestError](err)
	refused, isRefusal := errors.AsType[*acs.ResponseError](err)
	switch {
	case failed != nil && failed.Reason == acs.RequestErrorReasonCanceled:
		// The user ended it; that an earlier attempt was refused is not why.
		p.Why = wasStopped
	case isRefusal:
		p.Why, p.Do = e.refusal(refused)
		if failed != nil && failed.Reason == acs.RequestErrorReasonTimeout {
			p.Why += "; the time for trying again ran out"
		}
	default:
		p.Why, p.Do = e.failure(err)
	}
	if unknown && op.write && op.doubt.do != "" {
		retry := op.doubt.do
		if p.Between {
			retry += " " + p.Do
		}
		p.Do = retry
	}
	for _, s := range []*string{&p.Why, &p.Do, &p.Code, &p.Message, &p.RequestID} {
		*s = text.Sanitize(*s)
	}
	return p
}

// explanation explains one problem. Its methods return why something failed and what the
// user can do about it.
type explanation struct {
	p       *Problem
	op      operation
	session Session
	now     time.Time
}

// refusal is for answers with a status that is none of success.
func (e explanation) refusal(refused *acs.ResponseError) (why, do string) {
	p := e.p
	p.Status, p.Code, p.Message = refused.StatusCode, refused.ErrorCode, refused.Message
	for _, detail := range refused.Details {
		p.Message = strings.TrimPrefix(p.Message+"; "+cmp.Or(detail.Message, detail.Code), "; ")
	}
	p.RequestID = cmp.Or(refused.RequestID, refused.CorrelationVector)
	p.Between = refused.AnsweredBy == acs.AnswererIntermediary
	switch {
	case refused.RedirectLocation != "":
		p.Message = ""
		return "the answer is a redirect to " + refused.RedirectLocation + ", which is not followed: the token goes to the endpoint alone", checkEndpoint
	case p.Between:
		return e.between(refused.Sign)
	case e.op.identity:
		return e.identity()
	case p.Code == "UnsupportedApiVersion":
		do = "Choose another with --api-version."
		if supported := refused.APISupportedVersions; len(supported) > 0 {
			do = "Choose another with --api-version; the service names " + strings.Join(supported, ", ") + "."
		}
		return fmt.Sprintf("the service does not support api-version %s", e.session.APIVersion), do
	}
	switch p.Status {
	case http.StatusUnauthorized:
		return e.unauthorized(refused.AnsweredBy)
	case http.StatusForbidden:
		return e.forbidden()
	case http.StatusNotFound:
		return e.notFound()
	case http.StatusTooManyRequests:
		return throttled(refused.RetryAfter)
	case http.StatusRequestTimeout:
		return "the service, or something in front of it, waited in vain for the whole request", tryLater + "check the network and any proxy."
	}
	if p.Status >= http.StatusInternalServerError {
		return "the service has a fault of its own", tryLater + "give support the request id."
	}
	return e.badRequest()
}

// between is for refusals of something that is not the service: nothing of them is
// about the token, its scopes or a membership.
func (e explanation) between(sign string) (why, do string) {
	why = acs.IntermediaryAnswer(e.p.Status, sign)
	if e.p.Message != "" {
		why += ": " + e.p.Message
	}
	do = acs.IntermediaryAdvice(e.p.Status, e.session.Host)
	return why, strings.ToUpper(do[:1]) + do[1:] + "."
}

func (e explanation) notFound() (why, do string) {
	switch {
	case e.op.threadID == "":
		return e.session.Host + " does not serve chat under this address", "Check the endpoint: it is the resource's own, without a path."
	case e.op.message && e.op.id != acs.OperationSendChatMessage:
		return "the service knows no such thread, or no such message in it: it was deleted meanwhile, or is not there yet",
			"Refresh the list of messages; what was just sent may take a moment to appear."
	}
	return "the service knows no such thread: the id is mistyped, of another resource, or the thread was deleted",
		"Check the id, and that the endpoint is the thread's own resource."
}

func throttled(retryAfter time.Duration) (why, do string) {
	do = "Wait ten seconds or more before trying again; throttled requests count too."
	if retryAfter > 0 {
		do = fmt.Sprintf("The service asks to wait %s before trying again.", text.Life(wholeMinutes(retryAfter)))
	}
	return "the service throttles: too many requests in a short time", do
}

// wholeMinutes rounds a wait of more than a minute up, since text.Life leaves the
// seconds out: who waits too short a time is throttled again.
func wholeMinutes(wait time.Duration) time.Duration {
	if over := wait % time.Minute; wait > time.Minute && over > 0 {
		wait += time.Minute - over
	}
	return wait
}

// badRequest is for refusals that say what is wrong, or nothing at all.
func (e explanation) badRequest() (why, do string) {
	status := e.p.Status
	if e.p.Message != "" {
		return "the service refused it: " + e.p.Message, "Mend what it names and try again."
	}
	do = tryLater + "check the endpoint and the api-version, and give support the request id."
	switch {
	case status != http.StatusBadRequest || !e.op.write:
	case e.op.message:
		do = "Known causes: a message of more than about 28 KB with its metadata, a value out of range."
	default:
		do = "Known causes: more than 200 participants at once, more than 250 in the thread, a value out of range."
	}
	return fmt.Sprintf("the service refused it with %d %s and gave no reason", status, http.StatusText(status)), do
}

// identity is for the calls that a key signs.
func (e explanation) identity() (why, do string) {
	status := e.p.Status
	switch {
	case strings.EqualFold(e.p.Code, "IdentityNotOwned"):
		return "that user is not of this resource", "Check the id: its first part names the resource that it belongs to." + keyIsFine
	case status == http.StatusUnauthorized:
		return e.session.Host + " does not accept the connection string's key",
			"Copy the connection string anew; the key may have been regenerated. If it is right, look at this machine's clock: signatures hold for minutes."
	case status == http.StatusNotFound:
		return "the resource has no such user", "Check the id; it must be of this resource, and not deleted."
	case status >= http.StatusInternalServerError, status == http.StatusTooManyRequests:
		return "the service is busy or has a fault of its own", "Try again in some seconds."
	}
	return "the service refused it: " + cmp.Or(e.p.Message, e.p.Code, http.StatusText(status)), "Check the id: it must be a user of this resource."
}

func (e explanation) unauthorized(by acs.Answerer) (why, do string) {
	s := e.session
	switch {
	case !s.TokenExpiresOn.IsZero() && !e.now.Before(s.TokenExpiresOn):
		return "the token ended " + text.Ago(e.now, s.TokenExpiresOn), "Issue a new token and start again; a token lives a day at most."
	case len(s.Scopes) > 0 && !slices.ContainsFunc(s.Scopes, func(scope string) bool { return strings.HasPrefix(scope, "chat") }):
		return "the token is not for chat: its scope is " + strings.Join(s.Scopes, ", "), "Issue a token with scope chat and start again."
	}
	why = "the service does not accept the token"
	do = fmt.Sprintf("It may be of another resource than %s, revoked or cut off. Issue a new one with scope chat.", s.Host)
	if by == acs.AnswererUnknown {
		why += "; or something between here and the service refused it: the answer does not show which"
		do += " Check any proxy."
	}
	return why, do
}

func (e explanation) forbidden() (why, do string) {
	why = "not allowed: you act as " + cmp.Or(e.session.UserID, "a user whom the token does not name")
	switch {
	case !e.op.id.AllowedBy(e.session.Scopes):
		return why + " with scope " + strings.Join(e.session.Scopes, ", "), "Use a token with scope " + string(e.op.id.Scopes()[0]) + "."
	case e.op.threadID == "":
		return why, "The token's user must belong to this resource, and the token needs scope chat."
	case e.op.message && e.op.write:
		do = "Only members send messages, and only its sender may edit or delete one."
	default:
		do = "Act as a member: use a token of one, or with a connection string --user. Only members see a thread or add to it."
	}
	return why + ", who is probably not a member", do
}

// failure is for calls that no usable answer came to.
func (e explanation) failure(err error) (why, do string) {
	var (
		unsupported *acs.UnsupportedError
		failed      *acs.RequestError
		unexpected  *acs.UnexpectedAnswerError
		mismatch    *acs.MismatchError
		paging      *acs.PagingError
	)
	p := e.p
	switch {
	case errors.As(err, &unsupported):
		return unsupported.Error(), "Choose a newer version with --api-version, or leave that field empty."
	case errors.As(err, &failed):
		return e.noAnswer(failed)
	case errors.As(err, &mismatch):
		p.Status, p.RequestID, p.Other = mismatch.StatusCode, mismatch.CorrelationVector, true
		return "the service answered with something else than was asked for: " + strings.Join(mismatch.Differences, "; "), askSupport + "."
	case errors.As(err, &unexpected):
		p.Status, p.Message, p.RequestID = unexpected.StatusCode, unexpected.Excerpt, unexpected.CorrelationVector
		if p.Between = unexpected.AnsweredBy == acs.AnswererIntermediary; p.Between {
			return e.between(unexpected.Sign)
		}
		return "an answer came, but " + unexpected.Problem, askSupport + " and the answer, which the request log keeps."
	case errors.As(err, &paging):
		return "the service's link to the next page is not followed: " + paging.Reason, "What is loaded so far stays; a refresh starts over."
	case errors.Is(err, context.Canceled):
		return wasStopped, ""
	}
	return err.Error(), ""
}

func (e explanation) noAnswer(failed *acs.RequestError) (why, do string) {
	host := e.session.Host
	switch failed.Reason {
	case acs.RequestErrorReasonCanceled:
		return wasStopped, ""
	case acs.RequestErrorReasonUnknownHost:
		return "the host " + host + " is not known", "Check the endpoint for a typing error, and the network."
	case acs.RequestErrorReasonConnectionRefused:
		return "nothing listens at " + host, "Check the endpoint's host and port; if it is an emulator, start it."
	case acs.RequestErrorReasonProxy:
		// Less the operation, which the problem names already.
		return strings.TrimPrefix(failed.Error(), string(failed.Operation)+": "),
			"Check HTTPS_PROXY, or take the host into NO_PROXY. doctor says which variables are used."
	case acs.RequestErrorReasonCertificate:
		return "the certificate of " + host + " is not trusted",
			"If an authority of your own signed it, name its certificate with --ca-file (or ca_file in the profile)."
	case acs.RequestErrorReasonTimeout:
		return host + " did not answer in time", tryLater + "check the network."
	case acs.RequestErrorReasonLost:
		return "the answer was lost: the connection ended before it came", "Try again."
	case acs.RequestErrorReasonNotConnected:
		why = "no connection to " + host + " came about"
		if _, plain := errors.AsType[tls.RecordHeaderError](failed); plain {
			why = host + " does not speak https"
		}
		return why, "Check the endpoint's scheme and port, and the network."
	case acs.RequestErrorReasonToken:
		return e.noToken(failed)
	case acs.RequestErrorReasonForeignOrigin:
		return "the answer would have come from somewhere else than the endpoint: " + failed.Err.Error(),
			"The token goes to the endpoint alone. " + checkEndpoint
	case acs.RequestErrorReasonAnswerTooLong:
		return "the answer is longer than any answer of the service should be", checkEndpoint
	}
	return "", ""
}

// noToken is for calls whose credential gave no token.
func (e explanation) noToken(failed *acs.RequestError) (why, do string) {
	switch {
	case acs.UserGone(failed.Err):
		return UserGone + ": " + cmp.Or(e.session.UserID, "it was deleted"),
			"Act as another user of the resource, or switch to another connection. The id of a deleted user is not used again."
	case acs.UserNotOwned(failed.Err):
		return UserNotOwned + ": " + e.session.UserID,
			"Act as a user of the resource, or switch to the connection that the user belongs to." + keyIsFine
	}
	do = "Set a new one and start again."
	if e.session.Renews {
		do = "It is asked for again by itself; mend what the reason names."
	}
	return "there is no usable token: " + failed.Err.Error(), do
}
