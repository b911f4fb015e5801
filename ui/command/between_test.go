package command

import (
	"fmt"
	"strings"
	"testing"

	"acs-chat-tui/acs"
)

// ofProxy is a refusal of something between here and the service.
func ofProxy(status int) *acs.ResponseError {
	return &acs.ResponseError{
		Operation: "IssueToken", StatusCode: status, AnsweredBy: acs.AnswererIntermediary, Sign: "Via: 1.1 squid\x1b[5m", Message: "Access Denied by corporate policy",
	}
}

// TestARefusalInBetweenIsNotTheServices: nothing is said of scopes, memberships, ids and
// keys, and nothing is derived of the access to a thread.
func TestARefusalInBetweenIsNotTheServices(t *testing.T) {
	t.Parallel()
	for _, status := range []int{400, 401, 403, 404, 407, 413, 429, 451, 500, 502, 503, 504, 511} {
		for name, op := range map[string]operation{
			"a thread": {id: acs.OperationGetChatThreadProperties, name: "get the thread", threadID: "19:x@thread.v2"},
			"a write":  {id: acs.OperationAddChatParticipants, name: "add", threadID: "19:x@thread.v2", write: true},
			"the list": {id: acs.OperationListChatThreads, name: "list the threads"},
			"a user":   {name: "connect", identity: true},
		} {
			session := testSession()
			session.Scopes = []string{"chat.join.limited"}
			p := explain(fmt.Errorf("around: %w", ofProxy(status)), op, session, now())
			if want := fmt.Sprintf("something between here and the service answered %d (Via: 1.1 squid␛[5m): Access Denied by corporate policy", status); p.Why != want || p.Do == "" {
				t.Errorf("%d, %s: %q, %q", status, name, p.Why, p.Do)
			}
			for _, line := range p.Lines() {
				for _, wrong := range []string{"scope", "member", "the token", "key", "The service said", "no such", "throttles"} {
					if strings.Contains(line, wrong) {
						t.Errorf("%d, %s: %q speaks of %s", status, name, line, wrong)
					}
				}
			}
			if access := accessOf(op, session, p); access.Refused {
				t.Errorf("%d, %s: the access counts as refused", status, name)
			}
		}
	}
}

func TestACaptivePortalIsNotTheService(t *testing.T) {
	t.Parallel()
	p := explain(&acs.UnexpectedAnswerError{
		StatusCode: 200, AnsweredBy: acs.AnswererIntermediary, Sign: "Server: portal", Problem: "not with a page of threads: the body is no JSON object", Excerpt: "Welcome to Hotel Wifi",
	}, operation{name: "list the threads"}, testSession(), now())
	if p.Why != "something between here and the service answered 200 (Server: portal): Welcome to Hotel Wifi" || !strings.Contains(p.Do, "sign in") {
		t.Errorf("%q, %q", p.Why, p.Do)
	}
}

// TestAWriteInBetweenKeepsBothAdvices: what is not known, and what stands in the way.
func TestAWriteInBetweenKeepsBothAdvices(t *testing.T) {
	t.Parallel()
	p := explain(ofProxy(403), operation{name: "delete the thread", write: true, doubt: doubt{"It is not known whether the thread was deleted", "Delete it again."}}, testSession(), now())
	if !strings.HasPrefix(p.What, "It is not known") || !strings.HasPrefix(p.Do, "Delete it again. ") || !strings.Contains(p.Do, "proxy") {
		t.Errorf("%q, %q", p.What, p.Do)
	}
}

func TestAnEmpty401SaysThatItMayBeAProxys(t *testing.T) {
	t.Parallel()
	p := explain(&acs.ResponseError{StatusCode: 401, AnsweredBy: acs.AnswererUnknown}, operation{name: "list the threads"}, testSession(), now())
	if !strings.Contains(p.Why, "does not accept the token; or something between here and the service refused it") || !strings.Contains(p.Do, "Check any proxy.") {
		t.Errorf("%q, %q", p.Why, p.Do)
	}
}

// TestAUserOfAnotherResourceIsTheIdsFault, in what an operator asks for and in what the
// program asks for itself.
func TestAUserOfAnotherResourceIsTheIdsFault(t *testing.T) {
	t.Parallel()
	refusal := &acs.ResponseError{Operation: "IssueToken", StatusCode: 401, ErrorCode: "IdentityNotOwned", Message: "Provided identity doesn't belong to the resource."}
	p := explain(refusal, operation{name: "connect", identity: true}, testSession(), now())
	if p.Why != "that user is not of this resource" || strings.Contains(p.Do, "connection string") {
		t.Errorf("%q, %q", p.Why, p.Do)
	}
	session := testSession()
	session.Renews = true
	p = explain(noAnswer(acs.RequestErrorReasonToken, fmt.Errorf("getting an access token: %w", &acs.RenewalError{Err: refusal})), operation{name: "list the threads"}, session, now())
	if p.Why != UserNotOwned+": "+session.UserID || strings.Contains(p.Do, "asked for again") {
		t.Errorf("%q, %q", p.Why, p.Do)
	}
	changes := newTokenChanges()
	changes.tell(acs.TokenStatus{Err: refusal})
	if status, err := changes.Next(t.Context()); err != nil || status.Problem != UserNotOwned || !(Session{RenewalProblem: status.Problem}).UserLost() {
		t.Errorf("%+v, %v", status, err)
	}
}
