package acs_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"acs-chat-tui/acs"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/google/go-cmp/cmp"
)

// deadlined is a context whose deadline passes when the test says so.
type deadlined struct {
	context.Context
	done chan struct{}
	once sync.Once
}

func newDeadlined(parent context.Context) *deadlined {
	return &deadlined{Context: parent, done: make(chan struct{})}
}

func (d *deadlined) pass()                 { d.once.Do(func() { close(d.done) }) }
func (d *deadlined) Done() <-chan struct{} { return d.done }

func (d *deadlined) Err() error {
	select {
	case <-d.done:
		return context.DeadlineExceeded
	default:
		return nil
	}
}

// TestAWaitThatIsCutShortTellsOfTheRefusal: the service has answered, so that "no
// answer" would be wrong.
func TestAWaitThatIsCutShortTellsOfTheRefusal(t *testing.T) {
	for _, end := range []struct {
		err    error
		reason acs.RequestErrorReason
		text   string
	}{
		{context.Canceled, acs.RequestErrorReasonCanceled, "it was cancelled"},
		{context.DeadlineExceeded, acs.RequestErrorReasonTimeout, "its deadline passed"},
	} {
		for status, unknown := range map[int]string{
			http.StatusTooManyRequests:    "",
			http.StatusRequestTimeout:     "; it is not known whether the request was carried out",
			http.StatusServiceUnavailable: "; it is not known whether the request was carried out",
		} {
			err := cutShort(t, status, end.reason)
			refusal, isRefusal := errors.AsType[*acs.ResponseError](err)
			if !isRefusal || refusal.StatusCode != status || refusal.Message != "said so" || refusal.Attempts != 1 || refusal.RetryAfter != 20*time.Second {
				t.Errorf("%d: error %+v, want one that has the refusal", status, err)
			}
			if _, ok := errors.AsType[*azcore.ResponseError](err); !ok {
				t.Errorf("%d: error %v has no azcore error", status, err)
			}
			failure, isFailure := errors.AsType[*acs.RequestError](err)
			if !isFailure || failure.Reason != end.reason || !errors.Is(err, end.err) {
				t.Errorf("%d: error %v, want reason %s", status, err, end.reason)
			}
			if got := acs.OutcomeUnknown(err); got != (unknown != "") {
				t.Errorf("%d: outcome unknown: %v", status, got)
			}
			want := fmt.Sprintf("CreateChatThread: %d %s (Busy): said so; it asks to wait 20s [ms-cv aBcDeFgHiJkLmNoPqRsTuV.0]; the wait for the next attempt was cut short: %s%s",
				status, http.StatusText(status), end.text, unknown)
			if diff := cmp.Diff(want, err.Error()); diff != "" {
				t.Errorf("text (-want +got):\n%s", diff)
			}
		}
	}
}

// cutShort ends a create's context while it waits after a refusal.
func cutShort(t *testing.T, status int, reason acs.RequestErrorReason) error {
	t.Helper()
	service := newService(t, func(w http.ResponseWriter, _ *http.Request, _ int) {
		w.Header().Set("Retry-After", "20")
		answer(w, status, `{"CommunicationError":{"Code":"Busy","Message":"said so","Details":[]}}`)
	})
	deadline := newDeadlined(t.Context())
	ctx, cancel := context.WithCancel(deadline)
	defer cancel()
	end := cancel
	if reason == acs.RequestErrorReasonTimeout {
		end = func() {
			deadline.pass()
			<-ctx.Done()
		}
	}
	_, err := newClient(t, service.URL, nil).CreateChatThread(acs.WithRetryObserver(ctx, func(acs.RetryEvent) { end() }), "t", nil)
	if got := len(service.received()); err == nil || got != 1 {
		t.Fatalf("error %v after %d requests", err, got)
	}
	return err
}

// TestAnAnswerThatComesAsTheContextEndsIsUsed: it is there, and what it says of the
// outcome is definite.
func TestAnAnswerThatComesAsTheContextEndsIsUsed(t *testing.T) {
	for status, body := range map[int]string{201: createdBody, 403: forbiddenBody, 429: ``, 503: ``} {
		service := newService(t, func(w http.ResponseWriter, _ *http.Request, _ int) { answer(w, status, body) })
		ctx, cancel := context.WithCancel(t.Context())
		options := quickly()
		options.Transport = transportFunc(func(req *http.Request) (*http.Response, error) {
			resp, err := service.Client().Transport.RoundTrip(req)
			if err != nil {
				return nil, err
			}
			content, err := io.ReadAll(resp.Body)
			_ = resp.Body.Close()
			resp.Body = io.NopCloser(bytes.NewReader(content))
			cancel()
			return resp, err
		})
		got, err := newClient(t, service.URL, options).CreateChatThread(ctx, "t", nil)
		if status == 201 {
			if err != nil || got.ChatThread.ID != threadID {
				t.Errorf("the thread was made: %+v, error %v", got, err)
			}
			continue
		}
		refusal, ok := errors.AsType[*acs.ResponseError](err)
		if !ok || refusal.StatusCode != status || acs.OutcomeUnknown(err) != (status == 503) {
			t.Errorf("%d: error %v, outcome unknown %v", status, err, acs.OutcomeUnknown(err))
		}
	}
}

// TestA304IsNoRedirect: it points nowhere, and says nothing of the token.
func TestA304IsNoRedirect(t *testing.T) {
	service := newService(t, func(w http.ResponseWriter, _ *http.Request, _ int) {
		w.Header().Set("Location", "/elsewhere")
		w.WriteHeader(http.StatusNotModified)
	})
	_, err := newClient(t, service.URL, nil).GetChatThreadProperties(t.Context(), threadID, nil)
	refusal, ok := errors.AsType[*acs.ResponseError](err)
	if !ok || refusal.StatusCode != http.StatusNotModified || refusal.RedirectLocation != "" || refusal.Message != "" || strings.Contains(err.Error(), "redirect") {
		t.Errorf("error %+v", err)
	}
}

// TestAMessageIsNotSentAgainAfter408: something in front may have passed it on.
func TestAMessageIsNotSentAgainAfter408(t *testing.T) {
	service := newService(t, func(w http.ResponseWriter, _ *http.Request, _ int) { answer(w, http.StatusRequestTimeout, ``) })
	_, err := newClient(t, service.URL, nil).SendChatMessage(t.Context(), threadID, "hi", nil)
	if refusal, ok := errors.AsType[*acs.ResponseError](err); !ok || refusal.StatusCode != http.StatusRequestTimeout || !acs.OutcomeUnknown(err) || len(service.received()) != 1 {
		t.Errorf("error %v, outcome unknown %v, %d requests", err, acs.OutcomeUnknown(err), len(service.received()))
	}
}

// twoTokens is a credential that has another token after a refusal.
type twoTokens struct{ refused bool }

func (c *twoTokens) Invalidate(string) { c.refused = true }

func (c *twoTokens) GetToken(context.Context, policy.TokenRequestOptions) (azcore.AccessToken, error) {
	token := azcore.AccessToken{Token: "first", ExpiresOn: time.Now().Add(time.Hour)}
	if c.refused {
		token.Token = "second"
	}
	return token, nil
}

// TestACallThatEndsBeforeItsSecondTokenTellsOfTheRefusal: the service refused the
// first one, and was not asked again.
func TestACallThatEndsBeforeItsSecondTokenTellsOfTheRefusal(t *testing.T) {
	service := newService(t, func(w http.ResponseWriter, _ *http.Request, _ int) { answer(w, http.StatusUnauthorized, ``) })
	client, err := acs.NewClient(service.URL, &twoTokens{}, quickly())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(client.Close)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	_, err = client.SendChatMessage(acs.WithRetryObserver(ctx, func(acs.RetryEvent) { cancel() }), threadID, "hi", nil)
	refusal, isRefusal := errors.AsType[*acs.ResponseError](err)
	if !isRefusal || refusal.StatusCode != http.StatusUnauthorized || !errors.Is(err, context.Canceled) || acs.OutcomeUnknown(err) || len(service.received()) != 1 {
		t.Errorf("error %v, outcome unknown %v, %d requests", err, acs.OutcomeUnknown(err), len(service.received()))
	}
}
