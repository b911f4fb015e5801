package acs_test

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"acs-chat-tui/acs"
	"acs-chat-tui/acs/emulator"

	"github.com/google/go-cmp/cmp"
)

// TestATokenThatIsReplacedAddsAnAttempt: neither token shows.
func TestATokenThatIsReplacedAddsAnAttempt(t *testing.T) {
	service := newService(t, refusing("second-canary"))
	options, o := quickly(), &observed{}
	options.Observer, options.Retry.MaxRetries = o.observe, -1
	client, _ := renewingClient(t, service.URL, tokens("first-canary", "second-canary"), options)
	if _, err := client.CreateChatThread(t.Context(), "first-canary", nil); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"CreateChatThread 1 of 1: 401", "CreateChatThread 2 of 2: 201"}, briefs(o.all())); diff != "" {
		t.Error(diff)
	}
	if text := printed(t, o.all()[:1]); strings.Contains(text, "first-canary") || !strings.Contains(text, "[access token removed]") {
		t.Errorf("the token shows where the request repeats it: %s", text)
	}
}

// printed is everything that a log could show of exchanges.
func printed(t *testing.T, list []acs.Exchange) string {
	t.Helper()
	var b strings.Builder
	for _, x := range list {
		encoded, err := json.Marshal(x)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "%v\n%+v\n%#v\n%s\n%s\n%s\n", x, x, x, encoded, x.RequestBody.Content, x.ResponseBody.Content)
		for err := x.Err; err != nil; err = errors.Unwrap(err) {
			fmt.Fprintf(&b, "%v\n%+v\n%#v\n", err, err, err)
		}
	}
	return b.String()
}

// TestNoExchangeHoldsASecret: the token, in every place where a gateway may repeat
// it; the access key and its signatures; issued tokens; cookies.
func TestNoExchangeHoldsASecret(t *testing.T) {
	service := newService(t, func(w http.ResponseWriter, r *http.Request, number int) {
		said := r.Header.Get("Authorization")
		w.Header().Set("Www-Authenticate", said)
		w.Header().Set("Set-Cookie", "session=canary-cookie")
		switch {
		case number == 1:
			dropConnection(t, w)
		case number == 2:
			answer(w, http.StatusServiceUnavailable, `{"error":{"code":"x","message":"`+said+`"}}`)
		case strings.HasSuffix(r.URL.Path, "issueAccessToken"):
			answer(w, http.StatusOK, tokenBody)
		case strings.HasSuffix(r.URL.Path, "/identities"):
			answer(w, http.StatusCreated, `{"identity":{"id":"`+userA+`"},"accessToken":`+tokenBody+`}`)
		default:
			answer(w, http.StatusForbidden, `{"error":{"code":"`+said+`"}}`)
		}
	})
	client, o := watched(t, service.URL, nil)
	if _, err := client.GetChatThreadProperties(t.Context(), threadID, nil); err == nil {
		t.Fatal("no error")
	}
	options := quicklySigned()
	options.Observer = o.observe
	identity := newIdentityClient(t, service.URL, options)
	if _, err := identity.IssueToken(t.Context(), userA, []acs.TokenScope{acs.TokenScopeChat}, nil); err != nil {
		t.Fatal(err)
	}
	if _, err := identity.CreateUserAndToken(t.Context(), []acs.TokenScope{acs.TokenScopeChat}, nil); err != nil {
		t.Fatal(err)
	}
	if _, err := identity.RevokeTokens(t.Context(), userA, nil); err == nil {
		t.Fatal("no error")
	}
	list := o.all()
	want := []string{
		"GetChatThreadProperties 1 of 4: 0 lost", "GetChatThreadProperties 2 of 4: 503", "GetChatThreadProperties 3 of 4: 403",
		"IssueToken 1 of 4: 200", "CreateUserAndToken 1 of 4: 201", "RevokeTokens 1 of 4: 403",
	}
	if diff := cmp.Diff(want, briefs(list)); diff != "" {
		t.Fatalf("(-want +got):\n%s", diff)
	}
	text := printed(t, list)
	secrets := []string{"canary-payload", "canary-signature", "canary-cookie", accessKey, "canary-key-7c1d", fmt.Sprintf("%x", canary)}
	for _, request := range service.received() {
		if _, signature, ok := strings.Cut(request.Header.Get("Authorization"), "&Signature="); ok {
			secrets = append(secrets, signature)
		}
	}
	if len(secrets) != 9 {
		t.Fatalf("%d secrets", len(secrets))
	}
	for _, secret := range secrets {
		if i := strings.Index(text, secret); i >= 0 {
			t.Errorf("an exchange shows %s: …%s…", secret, text[max(0, i-200):min(len(text), i+100)])
		}
	}
	for _, x := range list[3:5] {
		if !x.ResponseBody.Secret || x.ResponseBody.Content != nil || int(x.ResponseBody.Size) < len(tokenBody) || x.ResponseBody.Cut() != 0 {
			t.Errorf("%s: %+v", x.Operation, x.ResponseBody)
		}
		if got := x.RequestHeader.Get("Authorization"); got != "HMAC-SHA256 REDACTED" {
			t.Errorf("%s: Authorization is %q", x.Operation, got)
		}
	}
	if !strings.Contains(string(list[2].ResponseBody.Content), "[access token removed]") || list[2].ResponseHeader.Get("Set-Cookie") != "REDACTED" {
		t.Errorf("%+v", list[2])
	}
}

// TestTokensOfTheEmulatorDoNotShow: the canaries of the tests above look like
// nothing else; these are real ones.
func TestTokensOfTheEmulatorDoNotShow(t *testing.T) {
	server, o := startEmulator(t), &observed{}
	identity, err := acs.NewIdentityClientFromConnectionString("endpoint="+server.Endpoint()+"/;accesskey="+emulator.AccessKey, &acs.IdentityClientOptions{Observer: o.observe})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(identity.Close)
	made, err := identity.CreateUserAndToken(t.Context(), []acs.TokenScope{acs.TokenScopeChat}, nil)
	if err != nil {
		t.Fatal(err)
	}
	text, token := printed(t, o.all()), made.AccessToken.Token()
	if strings.Contains(text, token[len(token)-20:]) || strings.Contains(text, emulator.AccessKey) || len(text) < 1000 {
		t.Errorf("a secret shows: %s", text)
	}
	raw, err := base64.StdEncoding.DecodeString(emulator.AccessKey)
	if err != nil || strings.Contains(text, string(raw)) {
		t.Errorf("the key's bytes show: %v", err)
	}
}
