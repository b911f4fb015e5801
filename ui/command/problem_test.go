package command

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"syscall"
	"testing"
	"time"

	"acs-chat-tui/acs"
)

func now() time.Time { return time.Date(2025, 11, 3, 9, 30, 0, 0, time.UTC) }

func testSession() Session {
	return Session{
		Host: "contoso.example", APIVersion: acs.DefaultAPIVersion, UserID: "8:acs:r_u", Scopes: []string{"chat"},
		TokenExpiresOn: now().Add(time.Hour),
	}
}

func noAnswer(reason acs.RequestErrorReason, err error) error {
	return &acs.RequestError{Operation: "GetChatThreadProperties", Reason: reason, Endpoint: "https://contoso.example", Err: err}
}

// cutShort is a throttled call whose wait for the next attempt was ended.
func cutShort(reason acs.RequestErrorReason, ended error) error {
	return noAnswer(reason, errors.Join(ended, &acs.ResponseError{StatusCode: 429, RetryAfter: 20 * time.Second}))
}

func TestExplain(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name    string
		err     error
		session func(*Session)
		why, do string
	}{
		{"401", &acs.ResponseError{StatusCode: 401}, nil, "does not accept the token", "than contoso.example"},
		{"401 expired", &acs.ResponseError{StatusCode: 401}, func(s *Session) { s.TokenExpiresOn = now() }, "the token ended", "a day at most"},
		{"401, no expiry known", &acs.ResponseError{StatusCode: 401}, func(s *Session) { s.TokenExpiresOn = time.Time{} }, "does not accept", "Issue a new one"},
		{"403", &acs.ResponseError{StatusCode: 403}, nil, "you act as 8:acs:r_u, who is probably not a member", "Act as a member"},
		{"404", &acs.ResponseError{StatusCode: 404}, nil, "knows no such thread", "Check the id"},
		{"429", &acs.ResponseError{StatusCode: 429}, nil, "throttles", "ten seconds"},
		{"429, 59 s", &acs.ResponseError{StatusCode: 429, RetryAfter: 59 * time.Second}, nil, "throttles", "asks to wait 59 s"},
		{"429, 61 s", &acs.ResponseError{StatusCode: 429, RetryAfter: 61 * time.Second}, nil, "throttles", "asks to wait 2 min"},
		{"503", &acs.ResponseError{StatusCode: 503}, nil, "a fault of its own", "request id"},
		{
			"400 unsupported", &acs.ResponseError{StatusCode: 400, ErrorCode: "UnsupportedApiVersion", APISupportedVersions: []string{"2021-03-07", "2021-09-07"}}, nil,
			"does not support api-version 2025-03-15", "names 2021-03-07, 2021-09-07",
		},
		{"418", &acs.ResponseError{StatusCode: 418}, nil, "418 I'm a teapot and gave no reason", "Try again"},
		{"hostile", &acs.ResponseError{StatusCode: 400, Message: "\x1b[5mx\u202e"}, nil, "␛[5mx", "Mend"},
		{"refused", noAnswer(acs.RequestErrorReasonConnectionRefused, syscall.ECONNREFUSED), nil, "nothing listens at contoso.example", "host and port"},
		{"unknown host", noAnswer(acs.RequestErrorReasonUnknownHost, &net.DNSError{}), nil, "the host contoso.example is not known", "typing error"},
		{"certificate", noAnswer(acs.RequestErrorReasonCertificate, x509.UnknownAuthorityError{}), nil, "certificate of contoso.example is not trusted", "authority"},
		{"no https", noAnswer(acs.RequestErrorReasonNotConnected, fmt.Errorf("dial: %w", tls.RecordHeaderError{})), nil, "contoso.example does not speak https", "scheme"},
		{"unreachable", noAnswer(acs.RequestErrorReasonNotConnected, syscall.ENETUNREACH), nil, "no connection to contoso.example came about", "network"},
		{"deadline", noAnswer(acs.RequestErrorReasonTimeout, context.DeadlineExceeded), nil, "did not answer in time", "Try again"},
		{"lost", noAnswer(acs.RequestErrorReasonLost, io.EOF), nil, "the answer was lost", "Try again"},
		{"too long", noAnswer(acs.RequestErrorReasonAnswerTooLong, errors.New("more than 8 MiB")), nil, "longer than any answer of the service should be", "any proxy"},
		{"no token", noAnswer(acs.RequestErrorReasonToken, errors.New("the file is gone")), nil, "there is no usable token: the file is gone", "start again"},
		{"foreign origin", noAnswer(acs.RequestErrorReasonForeignOrigin, errors.New("elsewhere")), nil, "somewhere else than the endpoint: elsewhere", "The token goes to the endpoint alone"},
		{"redirect", &acs.ResponseError{StatusCode: 302, RedirectLocation: "http://x/\x1b[5m"}, nil, "a redirect to http://x/␛[5m, which is not followed", "any proxy"},
		{"paging", &acs.PagingError{Reason: "it leads in a circle"}, nil, "is not followed: it leads in a circle", "a refresh starts over"},
		{"details", &acs.ResponseError{StatusCode: 400, Details: []acs.CommunicationError{{Message: "one"}, {Code: "two"}}}, nil, "the service refused it: one; two", "Mend"},
		{"stopped", context.Canceled, nil, "it was stopped", ""},
		{"stopped while it waited", cutShort(acs.RequestErrorReasonCanceled, context.Canceled), nil, "it was stopped", ""},
		{"its time ran out while it waited", cutShort(acs.RequestErrorReasonTimeout, context.DeadlineExceeded), nil, "throttles: too many requests in a short time; the time for trying again ran out", "asks to wait 20 s"},
		{"408", &acs.ResponseError{StatusCode: 408}, nil, "waited in vain for the whole request", "any proxy"},
		{"304", &acs.ResponseError{StatusCode: 304}, nil, "304 Not Modified and gave no reason", "check the endpoint"},
		{"wrapped", fmt.Errorf("around: %w", &acs.ResponseError{StatusCode: 404}), nil, "knows no such thread", "Check the id"},
		{"another", errors.New("odd\x07"), nil, "odd␇", ""},
	} {
		session := testSession()
		if c.session != nil {
			c.session(&session)
		}
		p := explain(c.err, operation{name: "get the thread", threadID: "t"}, session, now())
		if !strings.Contains(p.Why, c.why) || !strings.Contains(p.Do, c.do) || p.What != "Could not get the thread" {
			t.Errorf("%s: %q, %q, %q", c.name, p.What, p.Why, p.Do)
		}
		for _, line := range p.Lines() {
			if strings.Contains(line, "acs.") || strings.Contains(line, "*") || strings.ContainsAny(line, "\x1b\a\u202e\n") {
				t.Errorf("%s: %q", c.name, line)
			}
		}
	}
}

// TestForbiddenOnCreate: nobody is a member of a thread that does not exist yet.
func TestForbiddenOnCreate(t *testing.T) {
	t.Parallel()
	p := explain(&acs.ResponseError{StatusCode: 403}, operation{name: "create the thread", id: acs.OperationCreateChatThread, write: true}, testSession(), now())
	if strings.Contains(p.Why+p.Do, "a member") || !strings.Contains(p.Do, "must belong to this resource") {
		t.Errorf("%q, %q", p.Why, p.Do)
	}
}

// TestListingThreadsIsAboutNoThread: neither a missing thread nor a missing
// membership can be why the list of threads is refused.
func TestListingThreadsIsAboutNoThread(t *testing.T) {
	t.Parallel()
	for status, want := range map[int]string{404: "Check the endpoint", 403: "must belong to this resource"} {
		p := explain(&acs.ResponseError{StatusCode: status}, operation{name: "list the threads"}, testSession(), now())
		if strings.Contains(p.Why, "member") || strings.Contains(p.Why, "no such thread") || !strings.Contains(p.Do, want) {
			t.Errorf("%d: %q, %q", status, p.Why, p.Do)
		}
	}
}

// TestForbiddenWithASmallScope: chat.join is enough to read and to add, so a
// refusal means something else.
func TestForbiddenWithASmallScope(t *testing.T) {
	t.Parallel()
	session := testSession()
	session.Scopes = []string{"chat.join"}
	refusal := &acs.ResponseError{StatusCode: 403}
	read := explain(refusal, operation{name: "list the participants", id: acs.OperationListChatParticipants, threadID: "t"}, session, now())
	if !strings.Contains(read.Why, "probably not a member") {
		t.Errorf("%q", read.Why)
	}
	create := explain(refusal, operation{name: "create the thread", id: acs.OperationCreateChatThread}, session, now())
	if !strings.Contains(create.Why, "with scope chat.join") || !strings.Contains(create.Do, "scope chat") {
		t.Errorf("%q, %q", create.Why, create.Do)
	}
}

// TestARefusedWriteWithoutAReason names what is known to cause it; nothing of that
// can be why a read is refused.
func TestARefusedWriteWithoutAReason(t *testing.T) {
	t.Parallel()
	refusal := &acs.ResponseError{StatusCode: 400}
	if p := explain(refusal, operation{name: "add the participants", write: true, threadID: "t"}, testSession(), now()); !strings.Contains(p.Do, "more than 200 participants at once") {
		t.Errorf("a write: %q", p.Do)
	}
	if p := explain(refusal, operation{name: "list the threads"}, testSession(), now()); strings.Contains(p.Do, "participants") {
		t.Errorf("a read: %q", p.Do)
	}
}

// TestIdentityRefusals are about the key and the user's id, not about a thread.
func TestIdentityRefusals(t *testing.T) {
	t.Parallel()
	for status, want := range map[int]string{
		400: "must be a user of this resource", 401: "Copy the connection string anew", 404: "Check the id", 429: "Try again", 503: "Try again",
	} {
		p := explain(&acs.ResponseError{StatusCode: status}, operation{name: "connect", identity: true}, testSession(), now())
		if !strings.Contains(p.Do, want) || strings.Contains(p.Why+p.Do, "thread") || strings.Contains(p.Why+p.Do, "accept the token") {
			t.Errorf("%d: %q, %q", status, p.Why, p.Do)
		}
	}
}

func TestUnexpectedAnswer(t *testing.T) {
	t.Parallel()
	p := explain(&acs.UnexpectedAnswerError{Operation: "ListChatThreads", StatusCode: 200, Problem: "it is not JSON", CorrelationVector: "cv.0"},
		operation{name: "list the threads"}, testSession(), now())
	if strings.Contains(p.Why, "ListChatThreads") || !strings.Contains(p.Why, "it is not JSON") || p.RequestID != "cv.0" || strings.Contains(p.Do, "proxy") {
		t.Errorf("%+v", p)
	}
}

// TestAProxyIsBlamedWithAReason, which is said, and otherwise not at all.
func TestAProxyIsBlamedWithAReason(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		err  acs.UnexpectedAnswerError
		want string
	}{
		"something in between": {acs.UnexpectedAnswerError{AnsweredBy: acs.AnswererIntermediary, Sign: "Via: 1.1 squid"}, "(Via: 1.1 squid)"},
		"nobody knows who":     {acs.UnexpectedAnswerError{AnsweredBy: acs.AnswererUnknown, Sign: "Via: 1.1 squid"}, ""},
		"the service":          {acs.UnexpectedAnswerError{Sign: "Via: 1.1 squid"}, ""},
	} {
		p := explain(&test.err, operation{name: "list the threads"}, testSession(), now())
		if strings.Contains(p.Do, "proxy") != (test.want != "") || !strings.Contains(p.Why, test.want) {
			t.Errorf("%s: %q, %q, want %q", name, p.Why, p.Do, test.want)
		}
	}
}

func TestSaid(t *testing.T) {
	t.Parallel()
	for want, p := range map[string]Problem{
		"":                                {Code: "x"},
		"The service said: 403 Forbidden": {Status: 403},
		"The service said: 403 Forbidden · code Forbidden · message · request id abc": {Status: 403, Code: "Forbidden", Message: "message", RequestID: "abc"},
	} {
		if got := p.Said(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestReason(t *testing.T) {
	t.Parallel()
	for want, e := range map[string]acs.CommunicationError{
		"no reason given": {}, "403, no message": {Code: "403"}, "why": {Message: "why"}, "403 why": {Code: "403", Message: "why"},
	} {
		if got := Reason(e); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
