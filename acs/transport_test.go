package acs_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"testing"

	"acs-chat-tui/acs"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/log"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/runtime"
)

func TestRedirectsAreRefused(t *testing.T) {
	elsewhere := newService(t, func(w http.ResponseWriter, _ *http.Request, _ int) { answer(w, http.StatusOK, `{"id":"x"}`) })
	for _, status := range []int{301, 302, 303, 307, 308} {
		service := newService(t, func(w http.ResponseWriter, _ *http.Request, _ int) {
			w.Header().Set("Location", strings.Replace(elsewhere.URL, "http://", "http://user:secret@", 1)+"/chat/threads?token="+canary)
			answer(w, status, `moved`)
		})
		withClient := quickly()
		withClient.Transport = service.Client() // follows redirects when left alone
		for name, options := range map[string]*acs.ClientOptions{"own": quickly(), "given": withClient} {
			client := newClient(t, service.URL, options)
			_, err := client.CreateChatThread(t.Context(), "t", nil)
			response, ok := errors.AsType[*acs.ResponseError](err)
			if !ok || response.StatusCode != status || response.RedirectLocation != elsewhere.URL+"/chat/threads" {
				t.Errorf("%s transport, %d: error %+v", name, status, err)
				continue
			}
			if text := err.Error(); !strings.Contains(text, elsewhere.URL) || strings.Contains(text, "secret") || strings.Contains(text, canary) {
				t.Errorf("%s transport, %d: error %q", name, status, text)
			}
			if got := acs.OutcomeUnknown(err); got != (status == 303) {
				t.Errorf("%d: outcome unknown %v", status, got)
			}
		}
		if got := len(service.received()); got != 2 {
			t.Errorf("%d: %d requests, want one for each transport", status, got)
		}
	}
	if len(elsewhere.received()) != 0 {
		t.Error("a redirect was followed")
	}
}

func TestATransportThatFollowsRedirectsIsFoundOut(t *testing.T) {
	elsewhere := newService(t, func(w http.ResponseWriter, _ *http.Request, _ int) { answer(w, http.StatusCreated, createdBody) })
	service := newService(t, func(w http.ResponseWriter, r *http.Request, _ int) {
		http.Redirect(w, r, elsewhere.URL, http.StatusTemporaryRedirect)
	})
	options := quickly()
	options.Transport = transportFunc(service.Client().Do)
	_, err := newClient(t, service.URL, options).CreateChatThread(t.Context(), "t", nil)
	failure, ok := errors.AsType[*acs.RequestError](err)
	if !ok || failure.Reason != acs.RequestErrorReasonForeignOrigin || !strings.Contains(err.Error(), "followed a redirect to "+elsewhere.URL) {
		t.Errorf("error %v", err)
	}
}

func TestThePoliciesOfACallerCannotTurnARequestAway(t *testing.T) {
	elsewhere := newService(t, func(w http.ResponseWriter, _ *http.Request, _ int) { answer(w, http.StatusOK, `{"id":"x"}`) })
	service := newService(t, func(w http.ResponseWriter, _ *http.Request, _ int) { answer(w, http.StatusOK, `{"id":"x"}`) })
	options := quickly()
	var authorization []string
	options.PerRetryPolicies = []policy.Policy{policyFunc(func(req *policy.Request) (*http.Response, error) {
		authorization = append(authorization, req.Raw().Header.Get("Authorization"))
		req.Raw().URL.Host = strings.TrimPrefix(elsewhere.URL, "http://")
		return req.Next()
	})}
	_, err := newClient(t, service.URL, options).GetChatThreadProperties(t.Context(), threadID, nil)
	if err == nil || !strings.Contains(err.Error(), "points to "+elsewhere.URL) || acs.OutcomeUnknown(err) {
		t.Errorf("error %v", err)
	}
	if len(authorization) != 1 || authorization[0] != "" {
		t.Errorf("a policy saw the token: %q", authorization)
	}
	if len(elsewhere.received()) != 0 {
		t.Error("the request went elsewhere")
	}
}

func TestBodiesAreBounded(t *testing.T) {
	endless := func(w http.ResponseWriter, status int) {
		w.WriteHeader(status)
		chunk := bytes.Repeat([]byte(" "), 1<<16)
		for {
			if _, err := w.Write(chunk); err != nil {
				return
			}
		}
	}
	for name, handler := range map[string]func(w http.ResponseWriter){
		"endless": func(w http.ResponseWriter) { endless(w, http.StatusCreated) },
		"a bomb": func(w http.ResponseWriter) {
			w.Header().Set("Content-Encoding", "gzip")
			w.WriteHeader(http.StatusCreated)
			packer := gzip.NewWriter(w)
			chunk := make([]byte, 1<<20)
			for range 64 {
				if _, err := packer.Write(chunk); err != nil {
					return
				}
			}
			_ = packer.Close()
		},
	} {
		t.Run(name, func(t *testing.T) {
			service := newService(t, func(w http.ResponseWriter, _ *http.Request, _ int) { handler(w) })
			_, err := newClient(t, service.URL, nil).CreateChatThread(t.Context(), "t", nil)
			failure, ok := errors.AsType[*acs.RequestError](err)
			if !ok || failure.Reason != acs.RequestErrorReasonAnswerTooLong || !strings.Contains(err.Error(), "longer than 8 MiB") || !acs.OutcomeUnknown(err) {
				t.Errorf("error %v", err)
			}
			if got := len(service.received()); got != 1 {
				t.Errorf("%d requests, want 1", got)
			}
		})
	}
	t.Run("a refusal", func(t *testing.T) {
		service := newService(t, func(w http.ResponseWriter, _ *http.Request, _ int) {
			w.Header().Set("Ms-Cv", "aBcDeFgHiJkLmNoPqRsTuV.0")
			endless(w, http.StatusForbidden)
		})
		_, err := newClient(t, service.URL, nil).CreateChatThread(t.Context(), "t", nil)
		if response, ok := errors.AsType[*acs.ResponseError](err); !ok || response.StatusCode != http.StatusForbidden || acs.OutcomeUnknown(err) {
			t.Errorf("error %v, want the 403", err)
		}
	})
	t.Run("just not too long", func(t *testing.T) {
		body := createdBody + strings.Repeat(" ", 8<<20-len(createdBody))
		service := newService(t, func(w http.ResponseWriter, _ *http.Request, _ int) { answer(w, http.StatusCreated, body) })
		if _, err := newClient(t, service.URL, nil).CreateChatThread(t.Context(), "t", nil); err != nil {
			t.Error(err)
		}
	})
}

func TestATokenThatCannotBeSentIsAClearError(t *testing.T) {
	service := newService(t, func(w http.ResponseWriter, _ *http.Request, _ int) { answer(w, http.StatusOK, `{"id":"x"}`) })
	for token, want := range map[string]string{
		canary + "\n":              "holds more than one line: a line break at position",
		canary + "\r\nX-Evil: yes": "holds more than one line: a line break at position",
		"Bearer " + canary:         `begins with "Bearer"`,
		canary + "\x00":            "holds a character that no token has at position",
		canary + "é":               "holds a character that no token has at position",
		"":                         "the access token is empty",
	} {
		client, err := acs.NewClient(service.URL, acs.NewStaticTokenCredential(token), quickly())
		if err != nil {
			t.Fatal(err)
		}
		_, err = client.CreateChatThread(t.Context(), "t", nil)
		failure, ok := errors.AsType[*acs.RequestError](err)
		if !ok || failure.Reason != acs.RequestErrorReasonToken || !strings.Contains(err.Error(), want) || acs.OutcomeUnknown(err) {
			t.Errorf("error %v, want %q", err, want)
		}
		if strings.Contains(fmt.Sprintf("%v %+v %#v", err, err, err), "canary") {
			t.Errorf("the error shows the token: %v", err)
		}
	}
	if len(service.received()) != 0 {
		t.Error("requests were sent")
	}
}

func TestACredentialsErrorIsSurfacedAtOnce(t *testing.T) {
	service := newService(t, func(w http.ResponseWriter, _ *http.Request, _ int) { answer(w, http.StatusOK, `{"id":"x"}`) })
	cause := errors.New("the token command failed")
	calls := 0
	client, err := acs.NewClient(service.URL, credentialFunc(func() (azcore.AccessToken, error) {
		calls++
		return azcore.AccessToken{}, cause
	}), quickly())
	if err != nil {
		t.Fatal(err)
	}
	_, err = client.GetChatThreadProperties(t.Context(), threadID, nil)
	if !errors.Is(err, cause) || calls != 1 || err.Error() != "GetChatThreadProperties: getting an access token: the token command failed" {
		t.Errorf("error %v after %d calls", err, calls)
	}
}

// TestTheTokenShowsNowhere makes errors of every kind, prints them and what hangs
// on them in every way, and looks for the token.
func TestTheTokenShowsNowhere(t *testing.T) {
	var logged bytes.Buffer
	log.SetListener(func(event log.Event, message string) { fmt.Fprintln(&logged, event, message) })
	t.Cleanup(func() { log.SetListener(nil) })

	service := newService(t, func(w http.ResponseWriter, r *http.Request, number int) {
		// A gateway that repeats what it was sent.
		w.Header().Set("Www-Authenticate", r.Header.Get("Authorization"))
		w.Header().Set("X-Ms-Request-Id", r.Header.Get("Authorization"))
		body := `{"error":{"code":"` + r.Header.Get("Authorization") + `","message":"token ` + canary + ` is not valid","target":"` + canary + `"}}`
		switch number {
		case 1:
			dropConnection(t, w)
		case 2:
			answer(w, http.StatusInternalServerError, body)
		case 3:
			answer(w, http.StatusCreated, canary)
		default:
			answer(w, http.StatusUnauthorized, body)
		}
	})
	options := quickly()
	options.Logging.IncludeBody = true
	options.Logging.AllowedHeaders = []string{"authorization", "Www-Authenticate"}
	credential := acs.NewStaticTokenCredential(canary)
	client, err := acs.NewClient(service.URL, credential, options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(client.Close)

	var shown bytes.Buffer
	show := func(values ...any) {
		for _, value := range values {
			for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
				fmt.Fprintf(&shown, verb+"\n", value)
			}
			encoded, err := json.Marshal(value)
			fmt.Fprintln(&shown, string(encoded), err)
			slog.New(slog.NewJSONHandler(&shown, nil)).Info("x", "value", value)
		}
	}
	var captured *http.Response
	ctx := policy.WithCaptureResponse(t.Context(), &captured)
	ctx = acs.WithRetryObserver(ctx, func(event acs.RetryEvent) { show(event, event.Err) })
	for range 2 {
		_, err := client.CreateChatThread(ctx, "t", nil)
		if err == nil {
			t.Fatal("no error")
		}
		show(err)
		for ; err != nil; err = errors.Unwrap(err) {
			show(err)
		}
		show(captured.Header, captured.Request.Header)
		body, err := runtime.Payload(captured)
		show(string(body), err)
	}
	show(client, *client, credential, *credential, struct{ C *acs.StaticTokenCredential }{credential}, struct{ c acs.StaticTokenCredential }{*credential})

	for name, text := range map[string]string{"a value that was printed": shown.String(), "the log": logged.String()} {
		if i := strings.Index(text, "canary-payload"); i >= 0 {
			t.Errorf("%s shows the token: …%s…", name, text[max(0, i-200):min(len(text), i+100)])
		}
		if len(text) < 1000 {
			t.Errorf("%s is suspiciously short: %q", name, text)
		}
	}
	if strings.Contains(shown.String(), fmt.Sprintf("%x", canary)) {
		t.Error("a value that was printed shows the token in hexadecimal")
	}
	if !strings.Contains(shown.String(), "[access token removed] is not valid") {
		t.Error("the refusal does not say that something was removed")
	}
}

func TestAHalfReadRefusalKeepsItsStatus(t *testing.T) {
	service := newService(t, func(w http.ResponseWriter, _ *http.Request, _ int) {
		w.Header().Set("Content-Length", "500")
		w.WriteHeader(http.StatusForbidden)
		_, _ = io.WriteString(w, "not al")
	})
	_, err := newClient(t, service.URL, nil).CreateChatThread(t.Context(), "t", nil)
	if response, ok := errors.AsType[*acs.ResponseError](err); !ok || response.StatusCode != http.StatusForbidden || response.Message != "not al" {
		t.Errorf("error %+v", err)
	}
}

type policyFunc func(*policy.Request) (*http.Response, error)

func (f policyFunc) Do(req *policy.Request) (*http.Response, error) { return f(req) }

type credentialFunc func() (azcore.AccessToken, error)

func (f credentialFunc) GetToken(context.Context, policy.TokenRequestOptions) (azcore.AccessToken, error) {
	return f()
}
