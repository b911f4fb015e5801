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
	"acs-chat-tui/ui/data/pages"
	"acs-chat-tui/ui/style/text"
)

// Problem is an error in plain words. All its texts are sanitised.
type Problem struct {
	// What says what could not be done.
	What string
	// Why says why not.
	Why string
	// Do says what the user can do about it.
	Do string
	// Status is the HTTP status; 0 where no answer came.
	Status int
	// Between says that the answer is not the service's but that of something in between:
	// what the service would say is not known.
	Between bool
	// Code and Message are the service's own words; the live service often leaves
	// the message out.
	Code, Message string
	// RequestID is what support asks for.
	RequestID string
	// Final says that trying again cannot help.
	Final bool
	// Other says that the service agreed, and answered with something else than was
	// asked for.
	Other bool
}

// KnownDeleted is the problem of a thread that a list showed as deleted: where the service
// says that it knows no such thread, that is why. deletedOn nil stands for none.
func (p *Problem) KnownDeleted(deletedOn *time.Time, now time.Time) *Problem {
	if p == nil || deletedOn == nil || p.Between || p.Status != http.StatusNotFound {
		return p
	}
	known := *p
	known.Why = "the thread was deleted " + text.Ago(now, *deletedOn) + ", and the service tells nothing more of it"
	known.Do, known.Final = "The list of threads still shows it, as the service lists deleted threads.", true
	return &known
}

// Err is the problem as the error of a page.
func (p *Problem) Err() error {
	err := errors.New(p.Why)
	if p.Final {
		return pages.Final(err)
	}
	return err
}

// Summary is the problem on one line.
func (p *Problem) Summary() string { return p.What + ": " + p.Why }

// Lines is the whole problem, a fact a line.
func (p *Problem) Lines() []string {
	lines := []string{p.What + ": " + p.Why}
	if p.Do != "" {
		lines = append(lines, p.Do)
	}
	if said := p.Said(); said != "" {
		lines = append(lines, said)
	}
	return lines
}

// Said is what the service said, with the request's id; empty where no answer
// came.
func (p *Problem) Said() string {
	if p.Status == 0 {
		return ""
	}
	who := "The service said"
	if p.Between {
		who = "The answer"
	}
	said := fmt.Sprintf("%s: %d %s", who, p.Status, http.StatusText(p.Status))
	if p.Code != "" {
		said += " · code " + p.Code
	}
	if p.Message != "" && !strings.Contains(p.Why, p.Message) {
		said += " · " + p.Message
	}
	if p.RequestID != "" {
		said += " · request id " + p.RequestID
	}
	return said
}

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

// doubt is what is said of a write whose outcome is not known: what it is that is not
// known, and what trying again may do.
type doubt struct{ what, do string }

// what says what could not be done, or, where the outcome is not known, that.
func (o operation) what(unknown bool) string {
	switch {
	case !unknown || !o.write:
		return "Could not " + o.name
	case o.doubt != nil:
		return o.doubt.what
	}
	return "It is not known whether the program could " + o.name
}

func panicProblem(op operation) *Problem {
	return &Problem{
		What: op.what(true), Why: "a fault in this program stopped it",
		Do: "Start with --log FILE, do it again, and report what the file holds.",
	}
}

// explain puts an error of the client into words.
func explain(err error, op operation, session Session, now time.Time) *Problem {
	unknown := acs.OutcomeUnknown(err)
	p := &Problem{What: op.what(unknown), Final: acs.Final(err)}
	failed, _ := errors.AsType[*acs.RequestError](err)
	refused, isRefusal := errors.AsType[*acs.ResponseError](err)
	switch {
	case failed != nil && failed.Reason == acs.RequestErrorReasonCanceled:
		// The user ended it; that an earlier attempt was refused is not why.
		explainNoAnswer(p, failed, session)
	case isRefusal:
		explainRefusal(p, refused, op, session, now)
		if failed != nil && failed.Reason == acs.RequestErrorReasonTimeout {
			p.Why += "; the time for trying again ran out"
		}
	default:
		explainFailure(p, err, session)
	}
	if unknown && op.write && op.doubt != nil {
		if p.Between {
			p.Do = op.doubt.do + " " + p.Do
		} else {
			p.Do = op.doubt.do
		}
	}
	for _, s := range []*string{&p.Why, &p.Do, &p.Code, &p.Message, &p.RequestID} {
		*s = text.Sanitize(*s)
	}
	return p
}

func explainRefusal(p *Problem, refused *acs.ResponseError, op operation, session Session, now time.Time) {
	p.Status, p.Code, p.Message = refused.StatusCode, refused.ErrorCode, refused.Message
	for _, detail := range refused.Details {
		p.Message = strings.TrimPrefix(p.Message+"; "+cmp.Or(detail.Message, detail.Code), "; ")
	}
	p.RequestID = cmp.Or(refused.RequestID, refused.CorrelationVector)
	p.Between = refused.AnsweredBy == acs.AnswererIntermediary
	switch {
	case p.Between && refused.RedirectLocation == "":
		explainBetween(p, refused.Sign, session)
	case refused.RedirectLocation != "":
		p.Message = ""
		p.Why = "the answer is a redirect to " + refused.RedirectLocation + ", which is not followed: the token goes to the endpoint alone"
		p.Do = "Check the endpoint and any proxy."
	case op.identity:
		explainIdentity(p, session)
	case p.Code == "UnsupportedApiVersion":
		p.Why = fmt.Sprintf("the service does not support api-version %s", session.APIVersion)
		p.Do = "Choose another with --api-version."
		if len(refused.APISupportedVersions) > 0 {
			p.Do = "Choose another with --api-version; the service names " + joinWords(refused.APISupportedVersions) + "."
		}
	case p.Status == http.StatusUnauthorized:
		explainUnauthorized(p, session, now, refused.AnsweredBy)
	case p.Status == http.StatusForbidden:
		explainForbidden(p, op, session)
	case p.Status == http.StatusNotFound:
		explainNotFound(p, op, session)
	case p.Status == http.StatusTooManyRequests:
		explainThrottled(p, refused.RetryAfter)
	case p.Status == http.StatusRequestTimeout:
		p.Why = "the service, or something in front of it, waited in vain for the whole request"
		p.Do = "Try again; if it stays, check the network and any proxy."
	case p.Status >= http.StatusInternalServerError:
		p.Why = "the service has a fault of its own"
		p.Do = "Try again; if it stays, give support the request id."
	default:
		explainOther(p, op)
	}
}

// explainBetween is for refusals of something that is not the service: nothing of them is
// about the token, its scopes or a membership.
func explainBetween(p *Problem, sign string, session Session) {
	p.Why = fmt.Sprintf("something between here and the service answered %d", p.Status)
	if sign != "" {
		p.Why += " (" + sign + ")"
	}
	if p.Message != "" {
		p.Why += ": " + p.Message
	}
	switch {
	case p.Status == http.StatusProxyAuthRequired:
		p.Do = "The proxy wants a user name and a password: put them into HTTPS_PROXY, or take " + session.Host + " into NO_PROXY."
	case p.Status == http.StatusNetworkAuthenticationRequired || p.Status < http.StatusMultipleChoices:
		p.Do = "The network may want you to sign in: open a page in a browser, then try again. Otherwise check the endpoint and any proxy."
	case p.Status == http.StatusRequestEntityTooLarge:
		p.Do = "It lets no request of this size pass: send less at once, or ask whoever runs the proxy or gateway."
	case p.Status == http.StatusTooManyRequests:
		p.Do = "Wait a while before trying again, or ask whoever runs the proxy or gateway."
	case p.Status >= http.StatusInternalServerError:
		p.Do = "Try again; if it stays, ask whoever runs the proxy or gateway."
	default:
		p.Do = "Check the endpoint, and ask whoever runs the proxy, firewall or gateway to let " + session.Host + " pass."
	}
}

func explainNotFound(p *Problem, op operation, session Session) {
	if !op.thread {
		p.Why = session.Host + " does not serve chat under this address"
		p.Do = "Check the endpoint: it is the resource's own, without a path."
		return
	}
	if op.message && op.id != "SendChatMessage" {
		p.Why = "the service knows no such thread, or no such message in it: it was deleted meanwhile, or is not there yet"
		p.Do = "Refresh the list of messages; what was just sent may take a moment to appear."
		return
	}
	p.Why = "the service knows no such thread: the id is mistyped, of another resource, or the thread was deleted"
	p.Do = "Check the id, and that the endpoint is the thread's own resource."
}

func explainThrottled(p *Problem, retryAfter time.Duration) {
	p.Why = "the service throttles: too many requests in a short time"
	p.Do = "Wait ten seconds or more before trying again; throttled requests count too."
	if retryAfter > 0 {
		p.Do = fmt.Sprintf("The service asks to wait %s before trying again.", text.Life(wholeMinutes(retryAfter)))
	}
}

// wholeMinutes rounds a wait of more than a minute up, since text.Life leaves the
// seconds out: who waits too short a time is throttled again.
func wholeMinutes(wait time.Duration) time.Duration {
	if over := wait % time.Minute; wait > time.Minute && over > 0 {
		wait += time.Minute - over
	}
	return wait
}

// explainOther is for refusals that say what is wrong, or nothing at all.
func explainOther(p *Problem, op operation) {
	if p.Message != "" {
		p.Why = "the service refused it: " + p.Message
		p.Do = "Mend what it names and try again."
		return
	}
	p.Why = fmt.Sprintf("the service refused it with %d %s and gave no reason", p.Status, http.StatusText(p.Status))
	p.Do = "Try again; if it stays, check the endpoint and the api-version, and give support the request id."
	switch {
	case p.Status != http.StatusBadRequest || !op.write:
	case op.message:
		p.Do = "Known causes: a message of more than about 28 KB with its metadata, a value out of range."
	default:
		p.Do = "Known causes: more than 200 participants at once, more than 250 in the thread, a value out of range."
	}
}

// explainIdentity is for the calls that a key signs.
func explainIdentity(p *Problem, session Session) {
	switch {
	case strings.EqualFold(p.Code, "IdentityNotOwned"):
		p.Why = "that user is not of this resource"
		p.Do = "Check the id: its first part names the resource that it belongs to. The key is not at fault."
	case p.Status == http.StatusUnauthorized:
		p.Why = fmt.Sprintf("%s does not accept the connection string's key", session.Host)
		p.Do = "Copy the connection string anew; the key may have been regenerated. If it is right, look at this machine's clock: signatures hold for minutes."
	case p.Status == http.StatusNotFound:
		p.Why = "the resource has no such user"
		p.Do = "Check the id; it must be of this resource, and not deleted."
	case p.Status >= http.StatusInternalServerError, p.Status == http.StatusTooManyRequests:
		p.Why = "the service is busy or has a fault of its own"
		p.Do = "Try again in some seconds."
	default:
		p.Why = "the service refused it: " + cmp.Or(p.Message, cmp.Or(p.Code, http.StatusText(p.Status)))
		p.Do = "Check the id: it must be a user of this resource."
	}
}

func explainUnauthorized(p *Problem, session Session, now time.Time, by acs.Answerer) {
	if !session.TokenExpiresOn.IsZero() && !now.Before(session.TokenExpiresOn) {
		p.Why = fmt.Sprintf("the token ended %s", text.Ago(now, session.TokenExpiresOn))
		p.Do = "Issue a new token and start again; a token lives a day at most."
		return
	}
	if len(session.Scopes) > 0 && !slices.ContainsFunc(session.Scopes, func(s string) bool { return strings.HasPrefix(s, "chat") }) {
		p.Why = fmt.Sprintf("the token is not for chat: its scope is %s", joinWords(session.Scopes))
		p.Do = "Issue a token with scope chat and start again."
		return
	}
	p.Why = "the service does not accept the token"
	p.Do = fmt.Sprintf("It may be of another resource than %s, revoked or cut off. Issue a new one with scope chat.", session.Host)
	if by == acs.AnswererUnknown {
		p.Why += "; or something between here and the service refused it: the answer does not show which"
		p.Do += " Check any proxy."
	}
}

func explainForbidden(p *Problem, op operation, session Session) {
	who := cmp.Or(session.UserID, "a user whom the token does not name")
	if !scopeSuffices(op, session) {
		p.Why = fmt.Sprintf("not allowed: you act as %s with scope %s", who, joinWords(session.Scopes))
		p.Do = "Use a token with scope " + op.scopes[0] + "."
		return
	}
	if op.thread {
		p.Why = fmt.Sprintf("not allowed: you act as %s, who is probably not a member", who)
		p.Do = "Act as a member: use a token of one, or with a connection string --user. Only members see a thread or add to it."
		if op.message && op.write {
			p.Do = "Only members send messages, and only its sender may edit or delete one."
		}
		return
	}
	p.Why = fmt.Sprintf("not allowed: you act as %s", who)
	p.Do = "The token's user must belong to this resource, and the token needs scope chat."
}

// explainFailure is for calls that no usable answer came to.
func explainFailure(p *Problem, err error, session Session) {
	var (
		unsupported *acs.UnsupportedError
		failed      *acs.RequestError
		unexpected  *acs.UnexpectedAnswerError
		mismatch    *acs.MismatchError
		paging      *acs.PagingError
	)
	switch {
	case errors.As(err, &unsupported):
		p.Why, p.Do = unsupported.Error(), "Choose a newer version with --api-version, or leave that field empty."
	case errors.As(err, &failed):
		explainNoAnswer(p, failed, session)
	case errors.As(err, &mismatch):
		p.Status, p.RequestID, p.Other = mismatch.StatusCode, mismatch.CorrelationVector, true
		p.Why = "the service answered with something else than was asked for: " + strings.Join(mismatch.Differences, "; ")
		p.Do = "Try again; if it keeps happening, send support the request ID."
	case errors.As(err, &unexpected):
		p.Status, p.Message, p.RequestID = unexpected.StatusCode, unexpected.Excerpt, unexpected.CorrelationVector
		p.Why = "an answer came, but " + unexpected.Problem
		p.Do = "Try again; if it keeps happening, send support the request ID and the answer, which the request log keeps."
		if p.Between = unexpected.AnsweredBy == acs.AnswererIntermediary; p.Between {
			explainBetween(p, unexpected.Sign, session)
		}
	case errors.As(err, &paging):
		p.Why = "the service's link to the next page is not followed: " + paging.Reason
		p.Do = "What is loaded so far stays; a refresh starts over."
	case errors.Is(err, context.Canceled):
		p.Why = "it was stopped"
	default:
		p.Why = err.Error()
	}
}

func explainNoAnswer(p *Problem, failed *acs.RequestError, session Session) {
	host := session.Host
	switch failed.Reason {
	case acs.RequestErrorReasonCanceled:
		p.Why = "it was stopped"
	case acs.RequestErrorReasonUnknownHost:
		p.Why = fmt.Sprintf("the host %s is not known", host)
		p.Do = "Check the endpoint for a typing error, and the network."
	case acs.RequestErrorReasonConnectionRefused:
		p.Why = fmt.Sprintf("nothing listens at %s", host)
		p.Do = "Check the endpoint's host and port; if it is an emulator, start it."
	case acs.RequestErrorReasonProxy:
		p.Why = withoutOperation(failed)
		p.Do = "Check HTTPS_PROXY, or take the host into NO_PROXY. doctor says which variables are used."
	case acs.RequestErrorReasonCertificate:
		p.Why = fmt.Sprintf("the certificate of %s is not trusted", host)
		p.Do = "If an authority of your own signed it, name its certificate with --ca-file (or ca_file in the profile)."
	case acs.RequestErrorReasonTimeout:
		p.Why = fmt.Sprintf("%s did not answer in time", host)
		p.Do = "Try again; if it stays, check the network."
	case acs.RequestErrorReasonLost:
		p.Why = "the answer was lost: the connection ended before it came"
		p.Do = "Try again."
	case acs.RequestErrorReasonNotConnected:
		p.Why = fmt.Sprintf("no connection to %s came about", host)
		p.Do = "Check the endpoint's scheme and port, and the network."
		if _, plain := errors.AsType[tls.RecordHeaderError](failed); plain {
			p.Why = host + " does not speak https"
		}
	case acs.RequestErrorReasonToken:
		explainNoToken(p, failed, session)
	case acs.RequestErrorReasonForeignOrigin:
		p.Why = "the answer would have come from somewhere else than the endpoint: " + failed.Err.Error()
		p.Do = "The token goes to the endpoint alone. Check the endpoint and any proxy."
	case acs.RequestErrorReasonAnswerTooLong:
		p.Why = "the answer is longer than any answer of the service should be"
		p.Do = "Check the endpoint and any proxy."
	}
}

// explainNoToken is for calls whose credential gave no token.
func explainNoToken(p *Problem, failed *acs.RequestError, session Session) {
	p.Why = "there is no usable token: " + failed.Err.Error()
	p.Do = "Set a new one and start again."
	switch {
	case acs.UserGone(failed.Err):
		p.Why = UserGone + ": " + cmp.Or(session.UserID, "it was deleted")
		p.Do = "Act as another user of the resource, or switch to another connection. The id of a deleted user is not used again."
	case acs.UserNotOwned(failed.Err):
		p.Why = UserNotOwned + ": " + session.UserID
		p.Do = "Act as a user of the resource, or switch to the connection that the user belongs to. The key is not at fault."
	case session.Renews:
		p.Do = "It is asked for again by itself; mend what the reason names."
	}
}

// withoutOperation is an error's own words: the problem says what was to be done.
func withoutOperation(failed *acs.RequestError) string {
	return strings.TrimPrefix(failed.Error(), failed.Operation+": ")
}
