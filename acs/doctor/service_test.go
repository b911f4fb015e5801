package doctor_test

import (
	"context"
	"errors"
	"io"
	"maps"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"

	"acs-chat-tui/acs"
	"acs-chat-tui/acs/emulator"
)

func TestClock(t *testing.T) {
	for name, test := range map[string]struct {
		ahead time.Duration // of the service
		fails bool
		want  string
	}{
		"the service an hour ahead":  {time.Hour + time.Second, true, "this machine's clock is 1 h behind the service's"},
		"the service an hour behind": {-time.Hour - time.Second, true, "this machine's clock is 1 h ahead of the service's"},
		"four minutes":               {4 * time.Minute, false, "behind the service's; up to 5 min do no harm"},
	} {
		t.Run(name, func(t *testing.T) {
			at := time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)
			server := startEmulator(t, func() time.Time { return at.Add(test.ahead) })
			options := of(server.Endpoint(), server.Token())
			options.Now = func() time.Time { return at }
			got := run(t, options)
			if test.fails {
				got.failedAt(t, "clock", test.want, "here         2026-11-23 10:00:00 UTC", "→ set this machine's clock")
				return
			}
			got.passed(t, test.want)
		})
	}
}

func TestAServiceThatGivesNoDateIsNotCalledRight(t *testing.T) {
	for date, want := range map[string]string{"": "has no Date header", "soon \u202e": `is not a date: soon \u{202E}`} {
		server := serve(t, live(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, `{"value":[]}`) }))
		handler := server.Config.Handler
		server.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header()["Date"] = nil
			if date != "" {
				w.Header()["Date"] = []string{date}
			}
			handler.ServeHTTP(w, r)
		})
		run(t, of(server.URL, "t")).passed(t, "note clock            not checked: the answer", want)
	}
}

const unsupportedBody = `{"error":{"code":"UnsupportedApiVersion","message":"The HTTP resource does not support it."}}`

func TestAPIVersion(t *testing.T) {
	for name, handler := range map[string]http.HandlerFunc{
		"refused": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Api-Supported-Versions", "2021-03-07, 2021-09-07, 2023-04-01-preview")
			w.WriteHeader(http.StatusBadRequest)
			_, _ = io.WriteString(w, unsupportedBody)
		},
		"not among those named": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Api-Supported-Versions", "2021-03-07, 2021-09-07, 2023-04-01-preview")
			w.WriteHeader(http.StatusUnauthorized)
		},
		"refused only with a token": func(w http.ResponseWriter, r *http.Request) {
			if r.Header.Get("Authorization") == "" {
				w.WriteHeader(http.StatusUnauthorized)
				return
			}
			w.Header().Set("Api-Supported-Versions", "2021-03-07, 2021-09-07, 2023-04-01-preview")
			w.WriteHeader(http.StatusBadRequest)
			_, _ = io.WriteString(w, unsupportedBody)
		},
	} {
		t.Run(name, func(t *testing.T) {
			run(t, of(serve(t, handler).URL, "t")).failedAt(t, "api-version",
				"the service does not support the api-version 2025-03-15",
				"the service names: 2021-03-07, 2021-09-07, 2023-04-01-preview",
				"→ choose with --api-version (or api_version in the profile): 2021-03-07, 2021-09-07\n")
		})
	}
	t.Run("the emulator's fault", func(t *testing.T) {
		server := startEmulator(t, nil)
		if err := server.Service().SetFaults([]emulator.Fault{{
			Operation: "ListChatThreads", Kind: "status", Status: http.StatusBadRequest, Code: "UnsupportedApiVersion", Message: "no",
		}}); err != nil {
			t.Fatal(err)
		}
		run(t, of(server.Endpoint(), server.Token())).failedAt(t, "api-version")
	})
	t.Run("deprecated", func(t *testing.T) {
		server := serve(t, live(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, `{"value":[]}`) }))
		handler := server.Config.Handler
		server.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Api-Deprecated-Versions", "2021-03-07")
			handler.ServeHTTP(w, r)
		})
		options := of(server.URL, "t")
		options.APIVersion = acs.APIVersion20210307
		got := run(t, options)
		if got.err != nil {
			t.Fatal(got.err)
		}
		got.says(t, "note api-version      2021-03-07 still works, but the service calls it deprecated")
	})
}

func TestToken(t *testing.T) {
	server := startEmulator(t, nil)
	now := time.Now()
	good := sign(t, emulator.TokenOptions{ExpiresOn: now.Add(time.Hour)})
	for name, test := range map[string]struct {
		token string
		step  string
		want  []string
	}{
		"expired":      {sign(t, emulator.TokenOptions{ExpiresOn: now.Add(-2 * time.Hour)}), "token", []string{"the access token expired 2 h", "→ get a new one", "user         " + emulator.DemoUserID}},
		"no scope":     {sign(t, emulator.TokenOptions{ExpiresOn: now.Add(time.Hour), Scopes: []string{"voip", "voip.join"}}), "token", []string{"has no chat scope", "scopes       voip, voip.join"}},
		"empty":        {"", "token", []string{"the access token is empty"}},
		"two lines":    {"token-" + canary + "\nx", "token", []string{"a line break at position"}},
		"Bearer":       {"Bearer " + canary, "token", []string{`begins with "Bearer"`}},
		"not ASCII":    {canary + "é", "token", []string{"a character that no token has"}},
		"wrong":        {good[:len(good)-8] + canary, "call", []string{"401 Unauthorized", "does not accept the access token", "get a new token", "the token says that it is of the resource " + emulator.ResourceID}},
		"opaque":       {canary + "-opaque", "call", []string{"note token            there is one, but it does not say whose it is", "401 Unauthorized"}},
		"of another":   {sign(t, emulator.TokenOptions{UserID: emulator.UnknownUserID(1), ExpiresOn: now.Add(time.Hour)}), "call", []string{"does not accept the access token"}},
		"chat.join":    {sign(t, emulator.TokenOptions{ExpiresOn: now.Add(time.Hour), Scopes: []string{"chat.join"}}), "", []string{"with chat.join threads cannot be created"}},
		"limited":      {sign(t, emulator.TokenOptions{ExpiresOn: now.Add(time.Hour), Scopes: []string{"chat.join.limited"}}), "", []string{"nor participants added or removed"}},
		"nearly ended": {sign(t, emulator.TokenOptions{ExpiresOn: now.Add(90 * time.Second)}), "", []string{"good for another 1 min"}},
	} {
		t.Run(name, func(t *testing.T) {
			got := run(t, of(server.Endpoint(), test.token))
			if test.step == "" {
				got.passed(t, test.want...)
			} else {
				got.failedAt(t, test.step, test.want...)
			}
			if len(test.token) > 8 && strings.Contains(got.text, test.token) {
				t.Errorf("the token shows:\n%s", got.text)
			}
		})
	}
}

func TestATokenWithoutAnyFormCanBeAccepted(t *testing.T) {
	server := serve(t, live(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, `{"value":[]}`) }))
	options := of(server.URL, "")
	options.Credential = credentialFunc(func(context.Context) (azcore.AccessToken, error) {
		return azcore.AccessToken{Token: canary + "-opaque", ExpiresOn: time.Date(2030, 1, 2, 3, 4, 5, 0, time.UTC)}, nil
	})
	run(t, options).passed(t, "note token ", "its source says that it ends on 2030-01-02 03:04:05 UTC", "the first page is empty")
}

func TestASourceThatFails(t *testing.T) {
	server := startEmulator(t, nil)
	failing := func(err error) azcore.TokenCredential {
		return credentialFunc(func(context.Context) (azcore.AccessToken, error) { return azcore.AccessToken{}, err })
	}
	t.Run("with its reason", func(t *testing.T) {
		options := of(server.Endpoint(), "")
		options.Secrets = []string{canary}
		options.Credential = failing(errors.New("the token command failed: exit status 1\n az: please log in \x1b[31m\n key " + canary + strings.Repeat("\nline", 30)))
		run(t, options).failedAt(t, "token", "no access token: the token command failed: exit status 1\n",
			`     az: please log in \u{001B}[31m`, "     key [secret removed]\n", "(12 more lines)", "→ mend the token's source")
	})
	t.Run("behind a credential that renews", func(t *testing.T) {
		credential, err := acs.NewRenewingCredential(func(context.Context) (string, error) {
			return "", errors.New("the token command failed:\nplease log in")
		}, nil)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(credential.Close)
		options := of(server.Endpoint(), "")
		options.Credential = credential
		got := run(t, options)
		got.failedAt(t, "token", "no access token: the token command failed:\n     please log in\n")
		got.saysNot(t, "next attempt")
	})
	t.Run("by not ending", func(t *testing.T) {
		options := of(server.Endpoint(), "")
		options.TokenLimit = 20 * time.Millisecond
		options.Credential = credentialFunc(func(ctx context.Context) (azcore.AccessToken, error) {
			<-ctx.Done()
			return azcore.AccessToken{}, ctx.Err()
		})
		run(t, options).failedAt(t, "token", "no access token within 20 ms")
	})
	t.Run("as no user is chosen", func(t *testing.T) {
		options := of(server.Endpoint(), "")
		options.Credential, options.Identity = nil, true
		run(t, options).failedAt(t, "token", "there is no user to act as", "--user RAWID")
	})
	for status, want := range map[int]string{
		http.StatusUnauthorized:        "the access key of the connection string is wrong",
		http.StatusNotFound:            "does not exist in this resource",
		http.StatusTooManyRequests:     "wait a while",
		http.StatusInternalServerError: "support",
	} {
		options := of(server.Endpoint(), "")
		options.Identity = true
		options.Credential = failing(&acs.ResponseError{
			Operation: "IssueToken", StatusCode: status, ErrorCode: "Denied", Message: "Denied by the resource provider.", RequestID: "r-1",
		})
		run(t, options).failedAt(t, "token", "no access token was issued: IssueToken: ", "Denied by the resource provider.", want, "request id: r-1")
	}
}

func TestCall(t *testing.T) {
	answer := func(status int, header http.Header, body string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			maps.Copy(w.Header(), header)
			w.WriteHeader(status)
			// A gateway that repeats what it was sent.
			_, _ = strings.NewReplacer("TOKEN", r.Header.Get("Authorization")).WriteString(w, body)
		}
	}
	for name, test := range map[string]struct {
		handler http.HandlerFunc
		want    []string
	}{
		"401":         {answer(401, nil, ""), []string{"the service does not accept the access token", "ms-cv: aBcDeFgHiJkLmNoPqRsTuV.0"}},
		"403":         {answer(403, nil, `{"CommunicationError":{"Code":"Forbidden","Message":"no TOKEN \u001b[2J"}}`), []string{"this token's user may not list threads (ListChatThreads: 403 Forbidden: no ", "→ check that the token is of this resource"}},
		"404":         {answer(404, nil, ""), []string{"404 Not Found", "there is no chat service at this host"}},
		"429":         {answer(429, http.Header{"Retry-After": {"7"}}, ""), []string{"throttles this user", "wait 7 s and run this again"}},
		"429, silent": {answer(429, nil, ""), []string{"wait some ten seconds"}},
		"503":         {answer(503, nil, ""), []string{"503 Service Unavailable", "a fault of its own"}},
		"a redirect":  {answer(302, http.Header{"Location": {"https://elsewhere.test/?" + canary}}, ""), []string{"redirects to https://elsewhere.test/", "a chat resource does not redirect"}},
		"304":         {answer(304, nil, ""), []string{"304 Not Modified", "answered from a store of its own"}},
		"a page":      {answer(200, http.Header{"Content-Type": {"text/html"}}, "<html>Sign in TOKEN"), []string{"an answer came that is not the chat service's", ": Sign in"}},
		"hangs up":    {func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, []string{"closed the connection before it was complete", "→ the steps before were passed"}},
	} {
		t.Run(name, func(t *testing.T) {
			run(t, of(serve(t, live(test.handler)).URL, "opaque-"+canary)).failedAt(t, "call", test.want...)
		})
	}
}

func TestARefusalSaysAsWhomOneActs(t *testing.T) {
	token := sign(t, emulator.TokenOptions{ExpiresOn: time.Now().Add(time.Hour)})
	for status, want := range map[int]string{
		http.StatusForbidden:    emulator.DemoUserID + " may not list threads",
		http.StatusUnauthorized: "→ this resource issued it just now",
	} {
		options := of(serve(t, live(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) })).URL, token)
		options.Identity = true
		run(t, options).failedAt(t, "call", want, "credential   a connection string; its resource issues the tokens")
	}
}

func TestSomethingThatIsNoChatServiceIsNotTakenForOne(t *testing.T) {
	server := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Server", "nginx\u202e")
		_, _ = io.WriteString(w, "<html>Welcome")
	})
	run(t, of(server.URL, "t")).failedAt(t, "call", "note HTTP answer      200 OK to a request without a token",
		"a chat resource refuses such a request with 401", "it bears no mark of the service", "server: nginx",
		"note api-version      not checked", "something between here and the service answered 200 (Server: nginx")
}
