package ui_test

import (
	"errors"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"acs-chat-tui/acs"
	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/uitest"
)

// TestRefusalsInWords opens a thread that the service refuses.
func TestRefusalsInWords(t *testing.T) {
	t.Parallel()
	unsupported, throttled := uitest.Status(http.StatusBadRequest), uitest.Status(http.StatusTooManyRequests)
	unsupported.Code, unsupported.Message = "UnsupportedApiVersion", "no such version"
	throttled.RetryAfter = "90s"
	told := uitest.Status(http.StatusBadRequest)
	told.Code, told.Message = "BadRequest", "The sky is 42."
	for _, c := range []struct {
		name    string
		fault   emulator.Fault
		session func(*command.Session)
		shows   []string
	}{
		{"401", uitest.Status(http.StatusUnauthorized), nil, []string{"the service does not accept the token", "It may be of another resource", "The service said: 401 Unauthorized"}},
		{"401 expired", uitest.Status(http.StatusUnauthorized), func(s *command.Session) { s.TokenExpiresOn = uitest.NewClock().Now().Add(-2 * time.Hour) }, []string{
			"the token ended 2 h ago", "Issue a new token and start again", "token expired",
		}},
		{"403", uitest.Status(http.StatusForbidden), nil, []string{
			"not allowed: you act as " + emulator.DemoUserID + ", who is probably not a member", "Act as a member", "code Forbidden",
		}},
		{"403 with a scope too small", uitest.Status(http.StatusForbidden), func(s *command.Session) { s.Scopes = []string{"voip"} }, []string{
			"you act as " + emulator.DemoUserID + " with scope voip", "Use a token with scope chat.",
		}},
		{"403 without a user", uitest.Status(http.StatusForbidden), func(s *command.Session) { s.UserID = "" }, []string{"you act as a user whom the token does not name"}},
		{"404", uitest.Status(http.StatusNotFound), nil, []string{"the service knows no such thread", "Check the id, and that the endpoint is the thread's own resource."}},
		{"429", uitest.Status(http.StatusTooManyRequests), nil, []string{"the service throttles", "Wait ten seconds or more"}},
		{"429 with a wait too long", throttled, nil, []string{"the service throttles", "The service asks to wait 2 min"}},
		{"500", uitest.Status(http.StatusInternalServerError), nil, []string{"the service has a fault of its own", "give support the request id", "request id "}},
		{"400 unsupported version", unsupported, nil, []string{"does not support api-version 2025-03-15", "--api-version"}},
		{"400 without a reason", uitest.Status(http.StatusBadRequest), nil, []string{"the service refused it with 400 Bad Request and gave no reason", "give support the request id"}},
		{"400 with a reason", told, nil, []string{"the service refused it: The sky is 42.", "The service said: 400 Bad Request · code BadRequest · request id "}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			h := uitest.Start(t, uitest.Setup{Client: uitest.NoRetries, Session: c.session}).Settle()
			h.Fault(c.fault)
			h.Press("enter").Settle()
			h.Wants("Could not get the thread: ", "enter tries again · esc goes back")
			h.Wants(c.shows...)
			h.Fault()
			h.Press("enter").Settle()
			h.Wants("created by", "Incident 4711")
			h.WantsNot("Could not get the thread")
		})
	}
}

// failing is a transport that fails: what the name server does is not this test's
// to decide.
type failing struct{ err error }

func (f failing) Do(*http.Request) (*http.Response, error) { return nil, f.err }

// TestNoAnswerInWords starts where nothing answers as it should.
func TestNoAnswerInWords(t *testing.T) {
	t.Parallel()
	listener, err := net.Listen("tcp", "127.0.0.1:0") //nolint:noctx // a listener that is closed at once
	if err != nil {
		t.Fatal(err)
	}
	refused := listener.Addr().String()
	if err := listener.Close(); err != nil {
		t.Fatal(err)
	}
	secure := httptest.NewUnstartedServer(http.NotFoundHandler())
	secure.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelError)
	secure.StartTLS()
	t.Cleanup(secure.Close)
	plain := httptest.NewServer(http.NotFoundHandler())
	t.Cleanup(plain.Close)

	for _, c := range []struct {
		name, endpoint string
		client         func(*acs.ClientOptions)
		latency        time.Duration
		shows          []string
	}{
		{"nothing listens", "http://" + refused, uitest.NoRetries, 0, []string{"nothing listens at " + refused, "if it is an emulator, start it"}},
		{"unknown host", "https://nowhere.invalid", func(o *acs.ClientOptions) {
			o.Transport = failing{&net.OpError{Op: "dial", Err: &net.DNSError{Err: "no such host", Name: "nowhere.invalid", IsNotFound: true}}}
		}, 0, []string{"the host nowhere.invalid is not known", "Check the endpoint for a typing error"}},
		{"certificate", secure.URL, uitest.NoRetries, 0, []string{"is not trusted", "name its certificate with --ca-file"}},
		{"no https", "https" + plain.URL[len("http"):], uitest.NoRetries, 0, []string{"Could not list the threads", "Check the endpoint's scheme and port"}},
		{"timeout", "", func(o *acs.ClientOptions) { o.Retry.MaxRetries, o.Retry.TryTimeout = -1, 250*time.Millisecond }, time.Hour, []string{
			"did not answer in time", "Try again; if it stays, check the network.",
		}},
		{"anything else", "https://nowhere.invalid", func(o *acs.ClientOptions) {
			o.Retry.MaxRetries = -1
			o.Transport = failing{errors.New("the cable is \x1b[5mcut")}
		}, 0, []string{"Could not list the threads", "enter tries again"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			h := uitest.Start(t, uitest.Setup{Endpoint: c.endpoint, Client: c.client, Emulator: emulator.Options{Latency: c.latency}}).Settle()
			h.Wants("Could not list the threads", "enter tries again")
			h.Wants(c.shows...)
			h.WantsNot("EMULATOR")
			if fault := uitest.NewFrameChecker().Check(h.App.View(), 120, 40); fault != "" {
				t.Error(fault)
			}
		})
	}
}

// TestAWaitIsVisibleAndEscEndsIt: 429 with and without Retry-After, on the first
// screen, on a thread and in a form.
func TestAWaitIsVisibleAndEscEndsIt(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, retryAfter, operation string
		reach                       func(*uitest.Harness)
		wait, after                 string
	}{
		{"list, Retry-After", "30s", "ListChatThreads", func(h *uitest.Harness) { h.Press("ctrl+r") }, "throttled, again in 30 s", "Could not list the threads: it was stopped"},
		{"list, none", "", "ListChatThreads", func(h *uitest.Harness) { h.Press("ctrl+r") }, "throttled, again in 10 s", "Could not list the threads: it was stopped"},
		{"thread", "30s", "GetChatThreadProperties", func(h *uitest.Harness) { h.Press("enter") }, "throttled, again in 30 s", "Could not get the thread: it was stopped"},
		{"form", "30s", "CreateChatThread", func(h *uitest.Harness) { h.Press("n").Write("typed topic").Press("ctrl+s") }, "throttled, again in 30 s", "Could not create the thread: it was stopped"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			h := uitest.Start(t, uitest.Setup{}).Settle()
			h.Fault(emulator.Fault{Operation: c.operation, Kind: "status", Status: http.StatusTooManyRequests, RetryAfter: c.retryAfter})
			c.reach(h)
			h.UntilShown(c.wait + " · esc ends the wait")
			h.Clock.Add(4 * time.Second)
			h.Tick()
			h.WantsNot(c.wait)
			h.Wants("throttled, again in ", "esc ends the wait")
			h.Press("esc").Settle()
			h.Wants(c.after)
			h.WantsNot("again in")
		})
	}
}

// TestAForgottenWait: where the wait is over, the footer says that it is tried
// again, and esc is the screen's.
func TestAForgottenWait(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{}).Settle()
	h.Fault(emulator.Fault{Operation: "GetChatThreadProperties", Kind: "status", Status: http.StatusServiceUnavailable, RetryAfter: "30s"})
	h.Press("enter")
	h.UntilShown("the service answered 503, again in 30 s")
	h.Clock.Add(31 * time.Second)
	h.Tick()
	h.Wants("the service answered 503, trying again (2 of 4)")
	h.Press("esc").Settle()
	if got := h.Title(); got != "Threads" {
		t.Errorf("esc ends on %q", got)
	}
}

// TestAStoppedThrottledAddIsNotARefusal: nobody was refused, and the rows say so.
func TestAStoppedThrottledAddIsNotARefusal(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{}).OpenBig()
	h.Press("1", "a").Settle()
	h.Fault(emulator.Fault{Operation: "AddChatParticipants", Kind: "status", Status: http.StatusTooManyRequests})
	h.Paste(emulator.KnownUserID(9000) + "\tSomebody").Press("ctrl+s")
	h.UntilShown("throttled, again in 10 s")
	h.Press("esc").Settle()
	h.Wants("Somebody", "Could not add the participants: it was stopped", "the request was not carried out")
	h.WantsNot("refused", "is not known")
}

// panicking is a service with a fault in it.
type panicking struct{ *acs.Client }

func (panicking) NewListChatThreadsPager(*acs.ListChatThreadsOptions) *acs.Pager[acs.ListChatThreadsResponse] {
	panic("a fault that tests put here")
}

// TestAPanickingReadIsTold: a read that panics must not look like one that takes
// long.
func TestAPanickingReadIsTold(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{Service: panicking{}}).Settle()
	h.Wants("Could not list the threads: a fault in this program stopped it")
	h.WantsNot("a fault that tests put here")
}
