package acs_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"acs-chat-tui/acs"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
)

const (
	proxyPage   = `<!DOCTYPE html><html><head><title>Access Denied by corporate policy</title></head><body>x</body></html>`
	ownRefusal  = `{"CommunicationError":{"Code":"Forbidden","Details":[]}}`
	documented  = `{"error":{"code":"Forbidden","message":"User is not allowed to perform specified action."}}`
	oldRefusal  = `{"Code":"Forbidden","Message":"m","InnerErrors":[]}`
	otherObject = `{"statusCode":403,"message":"Access denied due to missing subscription key."}`
)

func TestWhoAnswered(t *testing.T) {
	cv := map[string]string{"Ms-Cv": "aBcDeFgHiJkLmNoPqRsTuV.0"}
	via := map[string]string{"Via": "1.1 squid"}
	frontDoor := map[string]string{"X-Azure-Ref": "0abc"}
	for _, c := range []struct {
		name   string
		status int
		header map[string]string
		body   string
		want   acs.Answerer
	}{
		{"the service's envelope", 403, nil, ownRefusal, acs.AnswererService},
		{"the service's envelope through a proxy", 403, via, ownRefusal, acs.AnswererService},
		{"the service's envelope in other letters", 403, nil, `{"communicationerror":{}}`, acs.AnswererService},
		{"the documented envelope", 403, nil, documented, acs.AnswererService},
		{"the envelope of an early preview", 404, nil, `{"Error":{"Code":"NotFound","Message":"m","Details":[]}}`, acs.AnswererService},
		{"no envelope, of the oldest previews", 403, nil, oldRefusal, acs.AnswererService},
		{"an envelope behind a byte order mark", 403, nil, "\xef\xbb\xbf" + documented, acs.AnswererService},
		{"Identity's envelope", 401, nil, `{"error":{"code":"IdentityNotOwned","message":"m"}}`, acs.AnswererService},
		{"empty with ms-cv", 401, cv, ``, acs.AnswererService},
		{"empty with ms-cv through a proxy", 401, map[string]string{"Ms-Cv": "x.0", "Via": "1.1 squid"}, ``, acs.AnswererService},
		{"a page with ms-cv", 500, cv, proxyPage, acs.AnswererService},
		{"empty with api-supported-versions", 400, map[string]string{"Api-Supported-Versions": "2024-03-07"}, ``, acs.AnswererService},
		{"the emulator", 401, map[string]string{"X-Acs-Emulator": "0.1.0"}, ``, acs.AnswererService},
		{"empty behind Front Door", 401, frontDoor, ``, acs.AnswererService},
		{"Front Door's own page", 503, frontDoor, proxyPage, acs.AnswererIntermediary},
		{"an empty 401", 401, nil, ``, acs.AnswererUnknown},
		{"an empty 401 of a web server", 401, map[string]string{"Server": "Microsoft-HTTPAPI/2.0"}, ``, acs.AnswererUnknown},
		{"an empty 401 through a proxy", 401, via, ``, acs.AnswererIntermediary},
		{"a page with 401", 401, nil, proxyPage, acs.AnswererIntermediary},
		{"a page with 403", 403, via, proxyPage, acs.AnswererIntermediary},
		{"an empty 403", 403, nil, ``, acs.AnswererIntermediary},
		{"a page with 404", 404, nil, proxyPage, acs.AnswererIntermediary},
		{"a proxy that wants a password", 407, nil, ``, acs.AnswererIntermediary},
		{"a proxy that wants a password, with ms-cv", 407, cv, ownRefusal, acs.AnswererIntermediary},
		{"a page with 413", 413, nil, proxyPage, acs.AnswererIntermediary},
		{"the service's 413", 413, cv, ``, acs.AnswererService},
		{"a gateway's limit", 429, nil, `too many requests`, acs.AnswererIntermediary},
		{"an empty 502", 502, nil, ``, acs.AnswererIntermediary},
		{"a captive portal", 511, cv, ``, acs.AnswererIntermediary},
		{"a gateway's document", 403, nil, otherObject, acs.AnswererIntermediary},
		{"a code that is a number", 403, nil, `{"error":{"code":403,"message":"m"}}`, acs.AnswererIntermediary},
		{"an error that is a word", 401, nil, `{"error":"invalid_token"}`, acs.AnswererIntermediary},
		{"a null in an envelope", 403, nil, `{"CommunicationError":null}`, acs.AnswererIntermediary},
		{"a page with 200", 200, nil, proxyPage, acs.AnswererIntermediary},
		{"a list with 200", 200, nil, `[]`, acs.AnswererIntermediary},
		{"a document with 200", 200, nil, `{"value":[]}`, acs.AnswererUnknown},
		{"a document with 200 and ms-cv", 200, cv, `{"value":[]}`, acs.AnswererService},
		{"nothing with 204", 204, nil, ``, acs.AnswererUnknown},
	} {
		header := http.Header{}
		for name, value := range c.header {
			header.Set(name, value)
		}
		if got := acs.AnswererOf(c.status, header, []byte(c.body)); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// between answers as something that is not the service.
func between(w http.ResponseWriter, status int) {
	w.Header().Set("Content-Type", "text/html")
	w.Header().Set("Via", "1.1 squid")
	w.WriteHeader(status)
	_, _ = strings.NewReader(proxyPage).WriteTo(w)
}

func TestARefusalOfSomethingInBetweenSaysSo(t *testing.T) {
	for _, status := range []int{400, 401, 403, 404, 407, 413, 429, 500, 502, 503, 504, 511} {
		service := newService(t, func(w http.ResponseWriter, _ *http.Request, _ int) { between(w, status) })
		options := quickly()
		options.Retry.MaxRetries = -1
		_, err := newClient(t, service.URL, options).GetChatThreadProperties(t.Context(), threadID, nil)
		refusal, ok := errors.AsType[*acs.ResponseError](err)
		if !ok || refusal.ByService() || refusal.StatusCode != status || refusal.Sign != "Via: 1.1 squid" || refusal.Message != "Access Denied by corporate policy" {
			t.Errorf("%d: error %+v", status, err)
			continue
		}
		text := err.Error()
		if !strings.Contains(text, fmt.Sprintf("something between here and the service answered %d", status)) || !strings.Contains(text, "(Via: 1.1 squid): Access Denied by corporate policy") || strings.Contains(text, "<") {
			t.Errorf("%d: %s", status, text)
		}
	}
}

// TestWhatARefusalInBetweenLeavesOpen: a page may stand in place of the service's answer,
// but not where its status is about the request before it is passed on.
func TestWhatARefusalInBetweenLeavesOpen(t *testing.T) {
	for status, open := range map[int]bool{
		400: true, 401: false, 403: true, 404: true, 405: true, 407: false, 408: true, 413: false, 414: false, 429: false, 431: false, 451: true,
		302: false, 303: true, 500: true, 502: true, 503: true, 504: true, 511: false,
	} {
		service := newService(t, func(w http.ResponseWriter, _ *http.Request, _ int) { between(w, status) })
		options := quickly()
		options.Retry.MaxRetries = -1
		_, err := newClient(t, service.URL, options).SendChatMessage(t.Context(), threadID, "hello", nil)
		if acs.OutcomeUnknown(err) != open {
			t.Errorf("%d: unknown %v, want %v: %v", status, !open, open, err)
		}
		own := newService(t, func(w http.ResponseWriter, _ *http.Request, _ int) { answer(w, status, ownRefusal) })
		_, err = newClient(t, own.URL, options).SendChatMessage(t.Context(), threadID, "hello", nil)
		if want := (status >= 500 && status != 511) || status == 408 || status == 303; acs.OutcomeUnknown(err) != want {
			t.Errorf("the service's %d: unknown %v: %v", status, !want, err)
		}
	}
}

func TestARefusalInBetweenIsNotRepeatedWhereItsStatusIsNot(t *testing.T) {
	service := newService(t, func(w http.ResponseWriter, _ *http.Request, _ int) { between(w, http.StatusForbidden) })
	_, err := newClient(t, service.URL, nil).CreateChatThread(t.Context(), "t", nil)
	if got := len(service.received()); got != 1 || !acs.OutcomeUnknown(err) {
		t.Errorf("%d requests, error %v", got, err)
	}
}

// counted is a source that counts how often it is asked, and gives another token each
// time.
func counted(asked *atomic.Int32) acs.TokenSource {
	return func(context.Context) (string, error) { return fmt.Sprintf("token-%d", asked.Add(1)), nil }
}

// TestAProxys401RenewsNoToken: another token would not help.
func TestAProxys401RenewsNoToken(t *testing.T) {
	service := newService(t, func(w http.ResponseWriter, _ *http.Request, _ int) { between(w, http.StatusUnauthorized) })
	var asked atomic.Int32
	client, credential := renewingClient(t, service.URL, counted(&asked), nil)
	for range 3 {
		_, err := client.CreateChatThread(t.Context(), "t", nil)
		if refusal, ok := errors.AsType[*acs.ResponseError](err); !ok || refusal.ByService() {
			t.Fatalf("error %v", err)
		}
	}
	if got := len(service.received()); got != 3 || asked.Load() != 1 {
		t.Errorf("%d requests, %d tokens, want 3 and 1", got, asked.Load())
	}
	if _, err := credential.GetToken(t.Context(), policy.TokenRequestOptions{}); err != nil {
		t.Errorf("the token serves no longer: %v", err)
	}
}

// TestAnEmpty401RenewsTheToken: the live service was reported to answer so.
func TestAnEmpty401RenewsTheToken(t *testing.T) {
	service := newService(t, func(w http.ResponseWriter, _ *http.Request, number int) {
		if number == 1 {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		answer(w, http.StatusCreated, createdBody)
	})
	var asked atomic.Int32
	client, _ := renewingClient(t, service.URL, counted(&asked), nil)
	if _, err := client.CreateChatThread(t.Context(), "t", nil); err != nil || asked.Load() != 2 {
		t.Errorf("%d tokens, error %v", asked.Load(), err)
	}
}

func TestAnEmpty401DoesNotPretendToKnowWhoseItIs(t *testing.T) {
	service := newService(t, func(w http.ResponseWriter, _ *http.Request, _ int) { w.WriteHeader(http.StatusUnauthorized) })
	_, err := newClient(t, service.URL, nil).CreateChatThread(t.Context(), "t", nil)
	if err == nil || !strings.Contains(err.Error(), "does not show whether it is the service's") || acs.OutcomeUnknown(err) {
		t.Errorf("error %v", err)
	}
}

// TestACaptivePortalsPageIsNoSuccess, whatever the operation.
func TestACaptivePortalsPageIsNoSuccess(t *testing.T) {
	for _, test := range later() {
		operation := test.name
		for _, status := range []int{200, 201} {
			service := newService(t, func(w http.ResponseWriter, _ *http.Request, _ int) { between(w, status) })
			err := test.call(t.Context(), newClient(t, service.URL, nil))
			unexpected, ok := errors.AsType[*acs.UnexpectedAnswerError](err)
			if !ok || unexpected.AnsweredBy != acs.AnswererIntermediary || !acs.OutcomeUnknown(err) {
				t.Errorf("%s, %d: error %v", operation, status, err)
				continue
			}
			if text := err.Error(); !strings.Contains(text, "something between here and the service answered 20") || !strings.Contains(text, "(Via: 1.1 squid)") {
				t.Errorf("%s, %d: %s", operation, status, text)
			}
			if got := len(service.received()); got != 1 {
				t.Errorf("%s, %d: %d requests", operation, status, got)
			}
		}
	}
}

// TestAProxys404AfterALossIsNoProof that what was to be deleted is gone.
func TestAProxys404AfterALossIsNoProof(t *testing.T) {
	handler := func(w http.ResponseWriter, number int) {
		if number == 1 {
			dropConnection(t, w)
			return
		}
		w.Header().Set("X-Ms-Error-Code", "NotFound")
		between(w, http.StatusNotFound)
	}
	service := newService(t, func(w http.ResponseWriter, _ *http.Request, number int) { handler(w, number) })
	if response, err := newClient(t, service.URL, nil).DeleteChatThread(t.Context(), threadID, nil); err == nil || !acs.OutcomeUnknown(err) {
		t.Errorf("thread: %+v, error %v", response, err)
	}
	identity := newService(t, func(w http.ResponseWriter, _ *http.Request, number int) { handler(w, number) })
	if _, err := newIdentityClient(t, identity.URL, nil).DeleteUser(t.Context(), userA, nil); err == nil || !acs.OutcomeUnknown(err) {
		t.Errorf("user: error %v", err)
	}
}
