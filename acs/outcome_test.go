package acs_test

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"acs-chat-tui/acs"
)

func TestAConnectionThatDoesNotComeAboutIsAnErrorAtOnce(t *testing.T) {
	closed := httptest.NewServer(http.NotFoundHandler())
	closed.Close()
	untrusted := httptest.NewUnstartedServer(http.NotFoundHandler())
	untrusted.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelError) // it notices the refusal
	untrusted.StartTLS()
	defer untrusted.Close()
	plain := httptest.NewServer(http.NotFoundHandler())
	defer plain.Close()

	for name, test := range map[string]struct {
		endpoint string
		reason   acs.RequestErrorReason
		text     string
	}{
		"refused":     {closed.URL, acs.RequestErrorReasonConnectionRefused, "nothing listens at " + closed.URL + " (connection refused)"},
		"certificate": {untrusted.URL, acs.RequestErrorReasonCertificate, "the certificate of " + untrusted.URL + " is not trusted"},
		"no TLS":      {strings.Replace(plain.URL, "http:", "https:", 1), acs.RequestErrorReasonNotConnected, "could not connect to https://127.0.0.1"},
		"unknown":     {"https://host.invalid", acs.RequestErrorReasonUnknownHost, "the host of https://host.invalid is unknown"},
	} {
		t.Run(name, func(t *testing.T) {
			options := quickly()
			if name == "unknown" {
				// What a resolver says, without asking one.
				options.Transport = transportFunc(func(*http.Request) (*http.Response, error) {
					return nil, &net.OpError{Op: "dial", Net: "tcp", Err: &net.DNSError{Err: "no such host", Name: "host.invalid", IsNotFound: true}}
				})
			}
			ctx, events := observe(t.Context())
			_, err := newClient(t, test.endpoint, options).CreateChatThread(ctx, "t", nil)
			failure, ok := errors.AsType[*acs.RequestError](err)
			if !ok || failure.Reason != test.reason || !strings.Contains(err.Error(), test.text) {
				t.Fatalf("error %v, want reason %s and %q", err, test.reason, test.text)
			}
			if acs.OutcomeUnknown(err) || failure.Attempts != 1 || len(*events) != 0 {
				t.Errorf("outcome unknown %v, %d attempts, %d events", acs.OutcomeUnknown(err), failure.Attempts, len(*events))
			}
		})
	}
}

func TestAnEarlierLossKeepsTheOutcomeUnknown(t *testing.T) {
	for name, last := range map[string]func(w http.ResponseWriter){
		"then throttled": func(w http.ResponseWriter) { answer(w, http.StatusTooManyRequests, ``) },
		"then refused":   func(w http.ResponseWriter) { answer(w, http.StatusUnauthorized, ``) },
	} {
		t.Run(name, func(t *testing.T) {
			service := newService(t, func(w http.ResponseWriter, _ *http.Request, number int) {
				if number == 1 {
					dropConnection(t, w)
					return
				}
				last(w)
			})
			_, err := newClient(t, service.URL, nil).CreateChatThread(t.Context(), "t", nil)
			response, ok := errors.AsType[*acs.ResponseError](err)
			if !ok || !response.EarlierAttemptUnknown || !acs.OutcomeUnknown(err) {
				t.Errorf("error %+v: the first attempt may have made a thread", err)
			}
		})
	}
	t.Run("then gone", func(t *testing.T) {
		var service *service
		service = newService(t, func(w http.ResponseWriter, _ *http.Request, _ int) {
			_ = service.Listener.Close()
			dropConnection(t, w)
		})
		_, err := newClient(t, service.URL, nil).CreateChatThread(t.Context(), "t", nil)
		failure, ok := errors.AsType[*acs.RequestError](err)
		if !ok || failure.Reason != acs.RequestErrorReasonConnectionRefused || !acs.OutcomeUnknown(err) || failure.Attempts != 2 {
			t.Errorf("error %+v: the first attempt may have made a thread", err)
		}
	})
	t.Run("then it works", func(t *testing.T) {
		service := newService(t, func(w http.ResponseWriter, _ *http.Request, number int) {
			if number == 1 {
				dropConnection(t, w)
				return
			}
			answer(w, http.StatusCreated, createdBody)
		})
		_, err := newClient(t, service.URL, nil).CreateChatThread(t.Context(), "t", nil)
		if err != nil || acs.OutcomeUnknown(err) {
			t.Errorf("error %v", err)
		}
	})
}

func TestACallEndsWithItsContext(t *testing.T) {
	t.Run("before sending", func(t *testing.T) {
		service := newService(t, func(w http.ResponseWriter, _ *http.Request, _ int) { answer(w, http.StatusCreated, createdBody) })
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		_, err := newClient(t, service.URL, nil).CreateChatThread(ctx, "t", nil)
		if !errors.Is(err, context.Canceled) || acs.OutcomeUnknown(err) || len(service.received()) != 0 {
			t.Errorf("error %v, %d requests", err, len(service.received()))
		}
	})
	t.Run("while the service works", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		left := make(chan struct{})
		service := newService(t, func(_ http.ResponseWriter, r *http.Request, _ int) {
			cancel()
			<-r.Context().Done()
			close(left)
		})
		_, err := newClient(t, service.URL, nil).CreateChatThread(ctx, "t", nil)
		if !errors.Is(err, context.Canceled) || !acs.OutcomeUnknown(err) {
			t.Errorf("error %v, outcome unknown %v; want cancelled and unknown", err, acs.OutcomeUnknown(err))
		}
		<-left // the server notices
		if len(service.received()) != 1 {
			t.Errorf("%d requests", len(service.received()))
		}
	})
	t.Run("while it waits after a loss", func(t *testing.T) {
		service := newService(t, func(w http.ResponseWriter, _ *http.Request, _ int) { dropConnection(t, w) })
		options := quickly()
		options.Retry.RetryDelay = time.Hour
		options.Retry.MaxRetryDelay = -1
		ctx, cancel := context.WithCancel(t.Context())
		ctx = acs.WithRetryObserver(ctx, func(acs.RetryEvent) { cancel() })
		_, err := newClient(t, service.URL, options).CreateChatThread(ctx, "t", nil)
		if !errors.Is(err, context.Canceled) || !acs.OutcomeUnknown(err) || len(service.received()) != 1 {
			t.Errorf("error %v, outcome unknown %v, %d requests", err, acs.OutcomeUnknown(err), len(service.received()))
		}
	})
	t.Run("by its deadline", func(t *testing.T) {
		service := newService(t, func(_ http.ResponseWriter, r *http.Request, _ int) { <-r.Context().Done() })
		ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
		defer cancel()
		_, err := newClient(t, service.URL, nil).CreateChatThread(ctx, "t", nil)
		failure, ok := errors.AsType[*acs.RequestError](err)
		if !ok || failure.Reason != acs.RequestErrorReasonTimeout || !acs.OutcomeUnknown(err) {
			t.Errorf("error %v", err)
		}
	})
}

func TestAnAttemptThatTakesTooLongIsRepeated(t *testing.T) {
	service := newService(t, func(w http.ResponseWriter, r *http.Request, number int) {
		switch number {
		case 1: // no answer
			<-r.Context().Done()
		case 2: // an answer whose body does not end
			w.Header().Set("Content-Type", "application/json")
			w.WriteHeader(http.StatusCreated)
			_ = http.NewResponseController(w).Flush()
			<-r.Context().Done()
		default:
			answer(w, http.StatusCreated, createdBody)
		}
	})
	options := quickly()
	options.Retry.TryTimeout = 300 * time.Millisecond
	ctx, events := observe(t.Context())
	if _, err := newClient(t, service.URL, options).CreateChatThread(ctx, "t", nil); err != nil {
		t.Fatal(err)
	}
	for _, event := range *events {
		failure, ok := errors.AsType[*acs.RequestError](event.Err)
		if !ok || failure.Reason != acs.RequestErrorReasonTimeout {
			t.Errorf("event %+v", event)
		}
	}
	if len(*events) != 2 {
		t.Errorf("%d events, want 2", len(*events))
	}
}

// transportFunc is a transport that knows nothing of http.Client.
type transportFunc func(*http.Request) (*http.Response, error)

func (f transportFunc) Do(req *http.Request) (*http.Response, error) { return f(req) }
