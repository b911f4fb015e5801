package acs_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"acs-chat-tui/acs"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/google/go-cmp/cmp"
)

// tokens is a source that gives one token after the other, and the last one for
// ever.
func tokens(list ...string) acs.TokenSource {
	var mu sync.Mutex
	next := 0
	return func(context.Context) (string, error) {
		mu.Lock()
		defer mu.Unlock()
		token := list[min(next, len(list)-1)]
		next++
		if token == "" {
			return "", errors.New("no login")
		}
		return token, nil
	}
}

func renewingClient(t *testing.T, endpoint string, source acs.TokenSource, options *acs.ClientOptions) (*acs.Client, *acs.RenewingCredential) {
	t.Helper()
	credential := newRenewing(t, source, nil)
	t.Cleanup(credential.Close)
	if options == nil {
		options = quickly()
	}
	client, err := acs.NewClient(endpoint, credential, options)
	if err != nil {
		t.Fatalf("NewClient: %v", err)
	}
	t.Cleanup(client.Close)
	return client, credential
}

// refusing answers 401 to every token but the good one.
func refusing(good string) func(w http.ResponseWriter, r *http.Request, number int) {
	return func(w http.ResponseWriter, r *http.Request, _ int) {
		if r.Header.Get("Authorization") != "Bearer "+good {
			answer(w, http.StatusUnauthorized, ``)
			return
		}
		answer(w, http.StatusCreated, createdBody)
	}
}

func bearers(requests []seen) []string {
	var list []string
	for _, request := range requests {
		list = append(list, strings.TrimPrefix(request.Header.Get("Authorization"), "Bearer "))
	}
	return list
}

func TestACallWhoseTokenIsRefusedIsSentOnceMore(t *testing.T) {
	for name, test := range map[string]struct {
		source []string
		want   []string
		status int // 0: success
	}{
		"another token":                 {[]string{"first", "second"}, []string{"first", "second"}, 0},
		"the same token":                {[]string{"first"}, []string{"first"}, 401},
		"no token":                      {[]string{"first", ""}, []string{"first"}, 401},
		"an unusable token":             {[]string{"first", "sec ond"}, []string{"first"}, 401},
		"another that is refused":       {[]string{"first", "third", "second"}, []string{"first", "third"}, 401},
		"no refusal in the first place": {[]string{"second"}, []string{"second"}, 0},
	} {
		for _, maxRetries := range []int32{0, -1} {
			service := newService(t, refusing("second"))
			options := quickly()
			options.Retry.MaxRetries = maxRetries
			client, _ := renewingClient(t, service.URL, tokens(test.source...), options)
			ctx, events := observe(t.Context())
			_, err := client.CreateChatThread(ctx, "t", nil)
			refusal, refused := errors.AsType[*acs.ResponseError](err)
			if refused != (test.status != 0) || (refused && (refusal.StatusCode != test.status || refusal.Attempts != len(test.want))) || acs.OutcomeUnknown(err) {
				t.Errorf("%s: error %v", name, err)
			}
			requests := service.received()
			if diff := cmp.Diff(test.want, bearers(requests)); diff != "" {
				t.Errorf("%s: tokens (-want +got):\n%s", name, diff)
			}
			for _, request := range requests {
				if request.Body != requests[0].Body || request.Body == "" || request.Header.Get("Repeatability-Request-Id") != requests[0].Header.Get("Repeatability-Request-Id") {
					t.Errorf("%s: the second request differs: %+v", name, request)
				}
			}
			if len(*events) != len(test.want)-1 {
				t.Errorf("%s: %d events", name, len(*events))
			}
			for _, event := range *events {
				if event.Attempt != 1 || event.StatusCode != http.StatusUnauthorized || event.Wait != 0 {
					t.Errorf("%s: event %+v", name, event)
				}
			}
		}
	}
}

func TestAfterARenewalLossesAreStillRepeated(t *testing.T) {
	service := newService(t, func(w http.ResponseWriter, _ *http.Request, number int) {
		switch number {
		case 1:
			answer(w, http.StatusServiceUnavailable, ``)
		case 2:
			answer(w, http.StatusUnauthorized, ``)
		case 3:
			dropConnection(t, w)
		default:
			answer(w, http.StatusCreated, createdBody)
		}
	})
	client, _ := renewingClient(t, service.URL, tokens("first", "second"), nil)
	if _, err := client.CreateChatThread(t.Context(), "t", nil); err != nil {
		t.Error(err)
	}
	if diff := cmp.Diff([]string{"first", "first", "second", "second"}, bearers(service.received())); diff != "" {
		t.Errorf("tokens (-want +got):\n%s", diff)
	}
}

func TestManyRefusedCallsRenewOnce(t *testing.T) {
	var gate sync.WaitGroup
	const calls = 20
	gate.Add(calls)
	service := newService(t, func(w http.ResponseWriter, r *http.Request, _ int) {
		if r.Header.Get("Authorization") == "Bearer first" {
			gate.Done()
			gate.Wait() // all are refused together
			answer(w, http.StatusUnauthorized, ``)
			return
		}
		answer(w, http.StatusOK, `{"id":"`+threadID+`"}`)
	})
	asked := 0
	give := tokens("first", "second", "third")
	client, credential := renewingClient(t, service.URL, func(ctx context.Context) (string, error) {
		asked++
		return give(ctx)
	}, nil)
	var running sync.WaitGroup
	for range calls {
		running.Go(func() {
			if _, err := client.GetChatThreadProperties(t.Context(), threadID, nil); err != nil {
				t.Error(err)
			}
		})
	}
	running.Wait()
	credential.Close()
	if asked != 2 || len(service.received()) != 2*calls {
		t.Errorf("asked %d times, %d requests", asked, len(service.received()))
	}
}

func TestAFixedTokenThatIsRefusedIsNotSentAgain(t *testing.T) {
	service := newService(t, refusing("second"))
	_, err := newClient(t, service.URL, nil).CreateChatThread(t.Context(), "t", nil)
	if refusal, ok := errors.AsType[*acs.ResponseError](err); !ok || refusal.StatusCode != http.StatusUnauthorized || len(service.received()) != 1 {
		t.Errorf("error %v after %d requests", err, len(service.received()))
	}
}

// TestARefusalByIdentityIsNotTakenForOneByChat: nothing was sent to Chat, and a
// 404 of Identity is no missing thread.
func TestARefusalByIdentityIsNotTakenForOneByChat(t *testing.T) {
	for _, status := range []int{401, 404, 503} {
		service := newService(t, func(w http.ResponseWriter, _ *http.Request, _ int) {
			answer(w, status, `{"error":{"code":"Denied","message":"Denied by the resource provider."}}`)
		})
		client, credential := renewingClient(t, service.URL, acs.NewConnectionStringTokenSource(newIdentityClient(t, service.URL, nil), userA), nil)
		_, err := client.CreateChatThread(t.Context(), "t", nil)
		failure, ok := errors.AsType[*acs.RequestError](err)
		if !ok || failure.Reason != acs.RequestErrorReasonToken || failure.Attempts != 0 || acs.OutcomeUnknown(err) {
			t.Errorf("%d: error %v", status, err)
		}
		if refusal, ok := errors.AsType[*acs.ResponseError](err); ok {
			t.Errorf("%d: passes for a refusal of %s", status, refusal.Operation)
		}
		if text := err.Error(); !strings.HasPrefix(text, "CreateChatThread: getting an access token: IssueToken: ") || !strings.Contains(text, "Denied by the resource provider.") {
			t.Errorf("%d: error %s", status, text)
		}
		if refusal, ok := errors.AsType[*acs.ResponseError](credential.Status().Err); !ok || refusal.StatusCode != status {
			t.Errorf("%d: status %v", status, credential.Status().Err)
		}
	}
}

// TestACredentialThatPassesARefusalOnIsNotTakenForTheService is the same for a
// credential of somebody else's making.
func TestACredentialThatPassesARefusalOnIsNotTakenForTheService(t *testing.T) {
	service := newService(t, func(w http.ResponseWriter, _ *http.Request, _ int) { answer(w, http.StatusServiceUnavailable, ``) })
	identity := newIdentityClient(t, service.URL, nil)
	client, err := acs.NewClient(service.URL, credentialFunc(func() (azcore.AccessToken, error) {
		_, err := identity.CreateUser(t.Context(), nil)
		return azcore.AccessToken{}, err
	}), quickly())
	if err != nil {
		t.Fatal(err)
	}
	_, err = client.CreateChatThread(t.Context(), "t", nil)
	if err == nil || acs.OutcomeUnknown(err) || len(service.received()) != 1 {
		t.Errorf("error %v, outcome unknown %v, %d requests", err, acs.OutcomeUnknown(err), len(service.received()))
	}
}

// TestTheSourceSeesNothingOfTheCall: what a caller hangs on its context (an
// observer, a place for the answer) is for the call and not for the renewal.
func TestTheSourceSeesNothingOfTheCall(t *testing.T) {
	service := newService(t, func(w http.ResponseWriter, r *http.Request, number int) {
		switch {
		case number == 1:
			answer(w, http.StatusTooManyRequests, ``)
		case strings.HasPrefix(r.URL.Path, "/identities/"):
			answer(w, http.StatusOK, tokenBody)
		default:
			answer(w, http.StatusCreated, createdBody)
		}
	})
	client, _ := renewingClient(t, service.URL, acs.NewConnectionStringTokenSource(newIdentityClient(t, service.URL, nil), userA), nil)
	var captured *http.Response
	ctx, events := observe(policy.WithCaptureResponse(t.Context(), &captured))
	if _, err := client.CreateChatThread(ctx, "t", nil); err != nil {
		t.Fatal(err)
	}
	if len(*events) != 0 || captured.StatusCode != http.StatusCreated || len(service.received()) != 3 {
		t.Errorf("events %+v, answer %d, %d requests", *events, captured.StatusCode, len(service.received()))
	}
}

func TestTheConnectionStringSource(t *testing.T) {
	service := newService(t, func(w http.ResponseWriter, _ *http.Request, _ int) { answer(w, http.StatusOK, tokenBody) })
	identity := newIdentityClient(t, service.URL, nil)
	for _, source := range []acs.TokenSource{
		acs.NewConnectionStringTokenSource(identity, userA),
		acs.NewConnectionStringTokenSource(identity, userA, acs.TokenScopeChatJoin, acs.TokenScopeVoIP),
	} {
		if token, err := source(t.Context()); err != nil || token != canary {
			t.Errorf("error %v", err)
		}
	}
	bodies := []string{`{"scopes":["chat"]}`, `{"scopes":["chat.join","voip"]}`}
	for i, request := range service.received() {
		if request.Body != bodies[i] || !strings.HasPrefix(request.URI, "/identities/"+userAPath+"/:issueAccessToken?") {
			t.Errorf("request %d: %s %s", i, request.URI, request.Body)
		}
	}
}

// TestTokensOf70SecondsRenewUnderLoad has ten people scroll for five minutes. The
// service refuses every token that has ended.
func TestTokensOf70SecondsRenewUnderLoad(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		source := &mint{life: 70 * time.Second, takes: 3 * time.Second}
		credential := newRenewing(t, source.Token, nil)
		stop := startRun(t, credential)
		defer stop()
		var mu sync.Mutex
		requests, refused := 0, 0
		options := quickly()
		options.Transport = transportFunc(func(r *http.Request) (*http.Response, error) {
			<-time.After(50 * time.Millisecond)
			mu.Lock()
			defer mu.Unlock()
			requests++
			status := http.StatusOK
			claims, err := acs.ParseToken(strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer "))
			if err != nil || !time.Now().Before(claims.ExpiresOn) {
				refused++
				status = http.StatusUnauthorized
			}
			return &http.Response{StatusCode: status, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(`{"value":[]}`)), Request: r}, nil
		})
		client, err := acs.NewClient("https://contoso.communication.azure.com", credential, options)
		if err != nil {
			t.Fatal(err)
		}
		after(3 * time.Second) // the first token
		var people sync.WaitGroup
		for range 10 {
			people.Go(func() {
				for range 300 {
					begun := time.Now()
					if _, err := client.NewListChatParticipantsPager(threadID, nil).NextPage(t.Context()); err != nil {
						t.Error(err)
					}
					if took := time.Since(begun); took != 50*time.Millisecond {
						t.Errorf("a request waited: %v", took)
					}
					after(time.Second - 50*time.Millisecond)
				}
			})
		}
		people.Wait()
		if requests != 10*300 || refused != 0 || source.overlap {
			t.Errorf("%d requests, %d refused, the source asked twice at once: %v", requests, refused, source.overlap)
		}
		// A token that comes at 3 s is renewed at 59 s, the next comes at 62 s.
		want := seconds(0, 59, 118, 177, 236, 295)
		if diff := cmp.Diff(want, source.calls()); diff != "" {
			t.Errorf("asked at (-want +got):\n%s", diff)
		}
	})
}

// TestASlowSourceTakesNoTimeFromAnAttempt: an attempt has 20 s, a source two
// minutes.
func TestASlowSourceTakesNoTimeFromAnAttempt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		source := &mint{life: 24 * time.Hour, takes: time.Minute}
		credential := newRenewing(t, source.Token, nil)
		defer credential.Close()
		var sent []time.Duration
		begun := time.Now()
		options := quickly()
		options.Transport = transportFunc(func(r *http.Request) (*http.Response, error) {
			sent = append(sent, time.Since(begun))
			<-time.After(15 * time.Second)
			status, body := http.StatusOK, `{"id":"`+threadID+`"}`
			if len(sent) == 1 {
				status, body = http.StatusUnauthorized, ``
			}
			return &http.Response{StatusCode: status, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body)), Request: r}, r.Context().Err()
		})
		client, err := acs.NewClient("https://contoso.communication.azure.com", credential, options)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := client.GetChatThreadProperties(t.Context(), threadID, nil); err != nil {
			t.Error(err)
		}
		if diff := cmp.Diff(seconds(60, 135), sent); diff != "" {
			t.Errorf("sent at (-want +got):\n%s", diff)
		}
	})
}
