package acs_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"acs-chat-tui/acs"

	"github.com/google/go-cmp/cmp"
)

// observed keeps what a client tells its observer.
type observed struct {
	mu        sync.Mutex
	exchanges []acs.Exchange
}

func (o *observed) observe(x acs.Exchange) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.exchanges = append(o.exchanges, x)
}

func (o *observed) all() []acs.Exchange {
	o.mu.Lock()
	defer o.mu.Unlock()
	return append([]acs.Exchange(nil), o.exchanges...)
}

// watched returns a client whose observer keeps everything.
func watched(t *testing.T, endpoint string, options *acs.ClientOptions) (*acs.Client, *observed) {
	t.Helper()
	if options == nil {
		options = quickly()
	}
	o := &observed{}
	options.Observer = o.observe
	return newClient(t, endpoint, options), o
}

// brief is an exchange in some words.
func brief(x acs.Exchange) string {
	said := fmt.Sprintf("%s %d of %d: %d", x.Operation, x.Attempt, x.MaxAttempts, x.StatusCode)
	if failure, ok := errors.AsType[*acs.RequestError](x.Err); ok {
		said += " " + string(failure.Reason)
	}
	if !x.Sent {
		said += ", not sent"
	}
	return said
}

func briefs(list []acs.Exchange) []string {
	said := make([]string, len(list))
	for i, x := range list {
		said[i] = brief(x)
	}
	return said
}

// TestAnExchangeIsWhatTheServerSaw: method, URL, headers and body as they were
// received, the token apart, and the answer as it was sent.
func TestAnExchangeIsWhatTheServerSaw(t *testing.T) {
	var host string
	service := newService(t, func(w http.ResponseWriter, r *http.Request, _ int) {
		host = r.Host
		answer(w, http.StatusCreated, createdBody)
	})
	options := quickly()
	now := time.Date(2025, 3, 4, 5, 6, 7, 0, time.UTC)
	options.Now = func() time.Time {
		defer func() { now = now.Add(time.Second) }()
		return now
	}
	client, o := watched(t, service.URL, options)
	if _, err := client.CreateChatThread(t.Context(), "Lunch & “more”", &acs.CreateChatThreadOptions{RepeatabilityRequestID: requestID}); err != nil {
		t.Fatal(err)
	}
	list := o.all()
	if len(list) != 1 {
		t.Fatalf("%d exchanges", len(list))
	}
	x, got := list[0], service.received()[0]
	want := got.Header.Clone()
	want.Set("Host", host)
	want.Set("Authorization", "Bearer REDACTED")
	if diff := cmp.Diff(want, x.RequestHeader); diff != "" {
		t.Errorf("request headers (-received +observed):\n%s", diff)
	}
	if x.Method != http.MethodPost || x.URL != service.URL+got.URI || string(x.RequestBody.Content) != got.Body || int(x.RequestBody.Size) != len(got.Body) {
		t.Errorf("%s %s %s", x.Method, x.URL, x.RequestBody.Content)
	}
	if x.StatusCode != http.StatusCreated || x.Status() != "201 Created" || x.Protocol != "HTTP/1.1" || string(x.ResponseBody.Content) != createdBody || x.ResponseBody.Incomplete || x.ResponseBody.Cut() != 0 {
		t.Errorf("%d %s %s", x.StatusCode, x.Protocol, x.ResponseBody.Content)
	}
	if x.ResponseHeader.Get("Ms-Cv") == "" || x.ResponseHeader.Get("Content-Length") == "" {
		t.Errorf("answer's headers: %v", x.ResponseHeader)
	}
	if brief(x) != "CreateChatThread 1 of 4: 201" || !x.Started.Equal(time.Date(2025, 3, 4, 5, 6, 8, 0, time.UTC)) || x.Duration != time.Second {
		t.Errorf("%s, %s, %s", brief(x), x.Started, x.Duration)
	}
}

// TestEveryAttemptIsObserved, answered or not.
func TestEveryAttemptIsObserved(t *testing.T) {
	throttled := func(w http.ResponseWriter) { answer(w, http.StatusTooManyRequests, `{}`) }
	fine := func(w http.ResponseWriter) { answer(w, http.StatusCreated, createdBody) }
	dropped := func(w http.ResponseWriter) { dropConnection(t, w) }
	broken := func(w http.ResponseWriter) {
		w.Header().Set("Content-Length", "1000")
		answer(w, http.StatusCreated, createdBody[:40])
	}
	for name, test := range map[string]struct {
		answers []func(http.ResponseWriter)
		want    []string
	}{
		"throttled, then fine": {
			[]func(http.ResponseWriter){throttled, throttled, fine},
			[]string{"CreateChatThread 1 of 4: 429", "CreateChatThread 2 of 4: 429", "CreateChatThread 3 of 4: 201"},
		},
		"lost, then fine": {
			[]func(http.ResponseWriter){dropped, fine},
			[]string{"CreateChatThread 1 of 4: 0 lost", "CreateChatThread 2 of 4: 201"},
		},
		"broken off, then fine": {
			[]func(http.ResponseWriter){broken, fine},
			[]string{"CreateChatThread 1 of 4: 201 lost", "CreateChatThread 2 of 4: 201"},
		},
		"lost for good": {
			[]func(http.ResponseWriter){dropped, dropped, dropped, dropped},
			[]string{"CreateChatThread 1 of 4: 0 lost", "CreateChatThread 2 of 4: 0 lost", "CreateChatThread 3 of 4: 0 lost", "CreateChatThread 4 of 4: 0 lost"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			service := newService(t, func(w http.ResponseWriter, _ *http.Request, number int) { test.answers[number-1](w) })
			client, o := watched(t, service.URL, nil)
			_, err := client.CreateChatThread(t.Context(), "t", nil)
			if (err == nil) != !strings.HasSuffix(name, "for good") {
				t.Errorf("the call ended with %v", err)
			}
			list := o.all()
			if diff := cmp.Diff(test.want, briefs(list)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			id := list[0].RequestHeader.Get("X-Ms-Client-Request-Id")
			for _, x := range list {
				if x.RequestHeader.Get("X-Ms-Client-Request-Id") != id || id == "" {
					t.Errorf("the attempts of a call do not share an id: %v", x.RequestHeader)
				}
			}
		})
	}
	service := newService(t, func(w http.ResponseWriter, _ *http.Request, _ int) { broken(w) })
	client, o := watched(t, service.URL, nil)
	if _, err := client.CreateChatThread(t.Context(), "t", nil); err == nil {
		t.Fatal("no error")
	}
	if got := o.all()[0].ResponseBody; string(got.Content) != createdBody[:40] || !got.Incomplete || got.Size != 40 {
		t.Errorf("of an answer that broke off: %+v", got)
	}
}

// TestACallWithoutAnAnswerIsObserved: one that is given up, one that takes too long,
// and one whose connection does not come about.
func TestACallWithoutAnAnswerIsObserved(t *testing.T) {
	arrived := make(chan struct{}, 8)
	service := newService(t, func(_ http.ResponseWriter, r *http.Request, _ int) {
		arrived <- struct{}{}
		<-r.Context().Done()
	})
	t.Run("given up", func(t *testing.T) {
		client, o := watched(t, service.URL, nil)
		ctx, cancel := context.WithCancel(t.Context())
		go func() {
			<-arrived
			cancel()
		}()
		if _, err := client.GetChatThreadProperties(ctx, threadID, nil); err == nil {
			t.Fatal("no error")
		}
		if diff := cmp.Diff([]string{"GetChatThreadProperties 1 of 4: 0 canceled"}, briefs(o.all())); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("too late", func(t *testing.T) {
		options := quickly()
		options.Retry.TryTimeout, options.Retry.MaxRetries = 50*time.Millisecond, -1
		client, o := watched(t, service.URL, options)
		if _, err := client.GetChatThreadProperties(t.Context(), threadID, nil); err == nil {
			t.Fatal("no error")
		}
		if diff := cmp.Diff([]string{"GetChatThreadProperties 1 of 1: 0 timeout"}, briefs(o.all())); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("nobody listens", func(t *testing.T) {
		gone := newService(t, func(http.ResponseWriter, *http.Request, int) {})
		gone.Close()
		client, o := watched(t, gone.URL, nil)
		if _, err := client.GetChatThreadProperties(t.Context(), threadID, nil); err == nil {
			t.Fatal("no error")
		}
		list := o.all()
		if diff := cmp.Diff([]string{"GetChatThreadProperties 1 of 4: 0 connectionRefused, not sent"}, briefs(list)); diff != "" {
			t.Fatal(diff)
		}
		if got := list[0].RequestHeader.Get("Authorization"); got != "Bearer REDACTED" || list[0].ResponseHeader != nil {
			t.Errorf("%+v", list[0])
		}
	})
	t.Run("no token", func(t *testing.T) {
		o := &observed{}
		options := quickly()
		options.Observer = o.observe
		client, err := acs.NewClient(service.URL, acs.NewStaticTokenCredential("with a space"), options)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(client.Close)
		if _, err := client.GetChatThreadProperties(t.Context(), threadID, nil); err == nil {
			t.Fatal("no error")
		}
		if list := o.all(); len(list) != 0 {
			t.Errorf("nothing was sent, and yet: %v", briefs(list))
		}
	})
}

// TestAnObserverOfManyCalls is told of each, with a transport that does not tell what
// it writes as well.
func TestAnObserverOfManyCalls(t *testing.T) {
	service := startEmulator(t)
	for _, traced := range []bool{true, false} {
		o, options := &observed{}, quickly()
		options.Observer = o.observe
		if !traced {
			options.Transport = transportFunc(func(r *http.Request) (*http.Response, error) {
				return http.DefaultClient.Do(r.Clone(t.Context()))
			})
		}
		client, err := acs.NewClient(service.Endpoint(), acs.NewStaticTokenCredential(service.Token()), options)
		if err != nil {
			t.Fatal(err)
		}
		var running sync.WaitGroup
		for range 20 {
			running.Go(func() {
				if _, err := client.NewListChatThreadsPager(nil).NextPage(t.Context()); err != nil {
					t.Error(err)
				}
			})
		}
		running.Wait()
		client.Close()
		list := o.all()
		for _, x := range list {
			if brief(x) != "ListChatThreads 1 of 4: 200" || len(x.ResponseBody.Content) == 0 || x.RequestHeader.Get("Authorization") != "Bearer REDACTED" {
				t.Errorf("%s: %v", brief(x), x.RequestHeader)
			}
			if got := x.RequestHeader.Get("Host") != ""; got != traced {
				t.Errorf("the host is told: %t", got)
			}
		}
		if len(list) != 20 {
			t.Errorf("%d exchanges", len(list))
		}
	}
	http.DefaultClient.CloseIdleConnections()
}
