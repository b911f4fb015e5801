package doctor

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"

	"acs-chat-tui/acs"
)

// tokenScope is what the client asks a credential for.
const tokenScope = "https://communication.azure.com//.default"

// maxReasonLines is how much of a failing source's reason is shown.
const maxReasonLines = 20

// getToken gets the access token and says what it says of itself.
func (e *examination) getToken(ctx context.Context) finding {
	if e.options.Credential == nil {
		return fail("there is no user to act as: a connection string alone names none",
			"name one with --user RAWID (or user_id in the profile), or start the program once and choose")
	}
	access, err := e.options.Credential.GetToken(ctx, policy.TokenRequestOptions{Scopes: []string{tokenScope}})
	if err != nil {
		return e.noToken(ctx, err)
	}
	e.token = access.Token
	e.report.hide(e.token)
	if err := acs.CheckToken(e.token); err != nil {
		return fail(err.Error(),
			"a token is one line without blanks: copy it again, without \"Bearer\" and without quotes")
	}
	claims, err := acs.ParseToken(e.token)
	if err != nil {
		expires := "when it ends is not known"
		if !access.ExpiresOn.IsZero() {
			expires = "its source says that it ends on " + stamp(access.ExpiresOn)
		}
		return note("there is one, but it does not say whose it is: "+err.Error(),
			expires, "a token's form is no contract; the call below shows whether the service accepts it")
	}
	e.claims = claims
	if claims.ExpiresOn.IsZero() {
		e.claims.ExpiresOn = access.ExpiresOn
	}
	return e.described()
}

// noToken says why the source gave none.
func (e *examination) noToken(ctx context.Context, err error) finding {
	// It does not unwrap, and speaks of a next attempt that nobody makes here.
	if renewal, is := errors.AsType[*acs.RenewalError](err); is && renewal.Err != nil {
		err = renewal.Err
	}
	if refusal, is := errors.AsType[*acs.ResponseError](err); is && e.options.Identity {
		return e.notIssued(refusal)
	}
	lines := strings.Split(strings.TrimSpace(err.Error()), "\n")
	found := fail("no access token: "+strings.TrimSpace(lines[0]), "mend the token's source, then run this again")
	if e.options.Identity {
		found.advice = []string{"the resource's identity service, at the same endpoint, gave no token: try again"}
	}
	if timedOut(ctx, err) && ctx.Err() != nil {
		found.summary = fmt.Sprintf("no access token within %s: %s", duration(e.options.TokenLimit), strings.TrimSpace(lines[0]))
	}
	rest := lines[1:]
	for _, line := range rest[:min(len(rest), maxReasonLines)] {
		found = found.with(strings.TrimSpace(line))
	}
	if left := len(rest) - maxReasonLines; left > 0 {
		found = found.with(fmt.Sprintf("(%d more lines)", left))
	}
	return found
}

// notIssued explains a refusal of the Identity API.
func (e *examination) notIssued(refusal *acs.ResponseError) finding {
	reason := "no access token was issued: " + refusal.Error()
	found := fail(reason, "give the request's id to support if it stays so")
	switch {
	case refusal.AnsweredBy == acs.AnswererIntermediary:
		found.advice = e.inBetween(refusal.StatusCode)
		return found.with(supportIDs(refusal)...)
	case acs.UserNotOwned(refusal):
		found.advice = []string{"the user to act as is of another resource, whose id is the first part of its own: check --user (or user_id in the profile); the access key is not at fault"}
		return found.with(supportIDs(refusal)...)
	}
	switch refusal.StatusCode {
	case http.StatusUnauthorized, http.StatusForbidden:
		found.advice = []string{
			"the access key of the connection string is wrong, of another resource, or was regenerated: copy it again (az communication list-key, or the portal's page Keys)",
		}
	case http.StatusNotFound, http.StatusBadRequest:
		found.advice = []string{"the user to act as does not exist in this resource, or was deleted: check --user (or user_id in the profile)"}
	case http.StatusTooManyRequests:
		found.advice = []string{"too many tokens were asked for; wait a while and run this again"}
	}
	return found.with(supportIDs(refusal)...)
}

// described says whose the token is, what it may do and how long.
func (e *examination) described() finding {
	c := e.claims
	who := c.UserID
	if who == "" {
		who = "it does not say"
	}
	details := []string{"user         " + who}
	if c.ResourceID != "" {
		details = append(details, "resource     "+c.ResourceID)
	}
	scopes := "it does not say"
	if len(c.Scopes) > 0 {
		scopes = strings.Join(c.Scopes, ", ")
	}
	details = append(details, "scopes       "+scopes)
	if !c.IssuedOn.IsZero() {
		details = append(details, "issued       "+stamp(c.IssuedOn))
	}
	now := e.options.Now()
	if c.ExpiresOn.IsZero() {
		details = append(details, "expires      it does not say")
	} else {
		details = append(details, "expires      "+stamp(c.ExpiresOn))
	}
	switch left := c.ExpiresOn.Sub(now); {
	case !c.ExpiresOn.IsZero() && left <= 0:
		return fail("the access token expired "+duration(left)+" ago", "get a new one: a token lives 24 hours at most").with(details...)
	case len(c.Scopes) > 0 && !hasChatScope(c.Scopes):
		return fail("the access token has no chat scope; chat takes no other",
			"get one with the scope chat (chat.join and chat.join.limited can do less)").with(details...)
	case c.ExpiresOn.IsZero():
		return ok("there is one; it does not say when it ends", append(details, limits(c.Scopes)...)...)
	default:
		return ok("good for another "+duration(left), append(details, limits(c.Scopes)...)...)
	}
}

func hasChatScope(scopes []string) bool {
	return slices.ContainsFunc(scopes, func(scope string) bool {
		return scope == "chat" || scope == "chat.join" || scope == "chat.join.limited"
	})
}

// limits says what a lesser scope cannot do (documented).
func limits(scopes []string) []string {
	switch {
	case len(scopes) == 0 || slices.Contains(scopes, "chat"):
		return nil
	case slices.Contains(scopes, "chat.join"):
		return []string{"with chat.join threads cannot be created, changed or deleted"}
	}
	return []string{"with chat.join.limited threads cannot be created, changed or deleted, nor participants added or removed"}
}
