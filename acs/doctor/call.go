package doctor

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"acs-chat-tui/acs"
)

// call lists one page of one thread, with the client that the program uses.
func (e *examination) call(ctx context.Context) finding {
	settings := &acs.ClientOptions{Now: e.options.Now}
	settings.APIVersion = string(e.options.APIVersion)
	settings.Retry.MaxRetries = -1 // the first answer is the finding
	settings.Retry.TryTimeout = e.options.StepLimit
	if e.options.ownTransport() {
		transport := e.transport()
		defer transport.CloseIdleConnections()
		settings.Transport = &http.Client{Transport: transport}
	} else {
		settings.RootCAs = e.options.RootCAs
	}
	// The token that was described, not another one from the same source.
	client, err := acs.NewClient(e.options.Endpoint, acs.NewStaticTokenCredential(e.token), settings)
	if err != nil {
		return fail(err.Error())
	}
	defer client.Close()
	size := int32(1)
	page, err := client.NewListChatThreadsPager(&acs.ListChatThreadsOptions{MaxPageSize: &size}).NextPage(ctx)
	if err != nil {
		return e.notListed(err)
	}
	summary := "listing threads works; the user has at least one"
	if len(page.Value) == 0 {
		summary = "listing threads works; the first page is empty"
	}
	return ok(summary)
}

// notListed explains what the call ended with.
func (e *examination) notListed(err error) finding {
	if refusal, is := errors.AsType[*acs.ResponseError](err); is {
		return e.refused(refusal)
	}
	if unexpected, is := errors.AsType[*acs.UnexpectedAnswerError](err); is && unexpected.AnsweredBy == acs.AnswererIntermediary {
		return fail(unexpected.Error(), e.inBetween(unexpected.StatusCode)...)
	} else if is {
		return fail("an answer came that is not the chat service's: "+err.Error(),
			"check the endpoint; a proxy's or a gateway's page looks like this")
	}
	return fail(err.Error(), "the steps before were passed, so try again; if it stays so, something in between breaks the connection")
}

// refused explains a refusal by its status.
func (e *examination) refused(refusal *acs.ResponseError) finding {
	if refusal.StatusCode == http.StatusBadRequest && unsupportedVersion(refusal.ErrorCode) {
		return e.unsupported(refusal.APISupportedVersions).with(supportIDs(refusal)...)
	}
	found := fail(refusal.Error())
	switch status := refusal.StatusCode; {
	case refusal.AnsweredBy == acs.AnswererIntermediary:
		found.advice = e.inBetween(status)
	case status == http.StatusUnauthorized && refusal.AnsweredBy == acs.AnswererUnknown:
		found.advice = append(e.rejected(), "or something in between refused it: check any proxy")
	case status == http.StatusUnauthorized:
		found = fail("the service does not accept the access token ("+refusal.Error()+")", e.rejected()...)
	case status == http.StatusForbidden:
		found = fail(e.acting()+" may not list threads ("+refusal.Error()+")",
			"check that the token is of this resource and has the scope chat")
	case status == http.StatusNotFound:
		found.advice = []string{"check the endpoint: there is no chat service at this host or below this path"}
	case status == http.StatusTooManyRequests:
		found = fail("the service throttles this user ("+refusal.Error()+")",
			"everything up to here works: "+wait(refusal)+" and run this again; throttled calls count against the limit too")
	case status >= http.StatusInternalServerError:
		found.advice = []string{"the service, or what is in front of it, has a fault of its own: try again later, and give these ids to support"}
	case status == http.StatusNotModified:
		found.advice = []string{"something in between answered from a store of its own, which no answer of the service may be kept in: check any proxy"}
	case status >= http.StatusMultipleChoices && status < http.StatusBadRequest:
		found.advice = []string{"check the endpoint: a chat resource does not redirect; the token is not carried elsewhere"}
	}
	return found.with(supportIDs(refusal)...)
}

// inBetween is what to do about an answer that is not the service's.
func (e *examination) inBetween(status int) []string {
	return []string{acs.IntermediaryAdvice(status, e.endpoint.Host)}
}

// rejected is what to do about a token that looks good and is refused.
func (e *examination) rejected() []string {
	if e.options.Identity {
		return []string{"this resource issued it just now: its user may be deleted, or its tokens revoked, in this moment; run this again"}
	}
	advice := []string{
		"it is of another resource than the endpoint, was altered or cut in copying, or was revoked; or its user was deleted, or the resource's keys regenerated",
		"get a new token for a user of this very resource",
	}
	if e.claims.ResourceID != "" {
		advice = append(advice, "the token says that it is of the resource "+e.claims.ResourceID+": compare")
	}
	return advice
}

// acting is as whom the call was made.
func (e *examination) acting() string {
	if e.claims.UserID == "" {
		return "this token's user"
	}
	return e.claims.UserID
}

func wait(refusal *acs.ResponseError) string {
	if refusal.RetryAfter <= 0 {
		return "wait some ten seconds"
	}
	return "wait " + duration(refusal.RetryAfter)
}

// supportIDs are the ids by which the service's makers find a request.
func supportIDs(refusal *acs.ResponseError) []string {
	var lines []string
	for _, id := range []struct{ name, value string }{
		{"request id", refusal.RequestID},
		{"client request id", refusal.ClientRequestID},
		{"ms-cv", refusal.CorrelationVector},
	} {
		if id.value != "" {
			lines = append(lines, fmt.Sprintf("%s: %s", id.name, id.value))
		}
	}
	return lines
}
