package acs_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"acs-chat-tui/acs"
)

// TestATokensLifeIsHeldAgainstTheMinutesAskedFor, by the service's own clock.
func TestATokensLifeIsHeldAgainstTheMinutesAskedFor(t *testing.T) {
	now := time.Date(2024, 4, 22, 17, 33, 49, 0, time.UTC)
	hundred := int32(100)
	for name, test := range map[string]struct {
		minutes *int32
		life    time.Duration
		claimed time.Duration
		noDate  bool
		want    string
	}{
		"as asked":              {&hundred, 100 * time.Minute, 0, false, ""},
		"a little less":         {&hundred, 96 * time.Minute, 0, false, ""},
		"much less":             {&hundred, 60 * time.Minute, 0, false, "it ends on 2024-04-22T18:33:49Z, 60 minutes after it was issued, and not 100"},
		"much more":             {&hundred, 24 * time.Hour, 0, false, "1440 minutes after it was issued, and not 100"},
		"much less by itself":   {&hundred, 100 * time.Minute, 10 * time.Minute, false, "10 minutes after it was issued, and not 100"},
		"nothing asked":         {nil, 10 * time.Minute, 0, false, ""},
		"no time in the answer": {&hundred, 10 * time.Minute, 0, true, ""},
	} {
		service := newService(t, func(w http.ResponseWriter, r *http.Request, _ int) {
			at, token := now, "opaque"
			if test.noDate {
				w.Header()["Date"] = nil
				at = signedOn
			}
			if test.claimed > 0 {
				token = tokenOf(userA, "chat", at.Add(test.claimed))
			}
			issued := fmt.Sprintf(`{"token":%q,"expiresOn":%q}`, token, at.Add(test.life).Format(time.RFC3339))
			if strings.HasSuffix(r.URL.Path, "/identities") {
				answer(w, http.StatusCreated, `{"identity":{"id":"`+userA+`"},"accessToken":`+issued+`}`)
				return
			}
			answer(w, http.StatusOK, issued)
		})
		client := newIdentityClient(t, service.URL, nil)
		scopes := []acs.TokenScope{acs.TokenScopeChat}
		issued, err := client.IssueToken(t.Context(), userA, scopes, &acs.IssueTokenOptions{ExpiresInMinutes: test.minutes})
		if err != nil || issued.AccessToken.Token() == "" {
			t.Errorf("%s: error %v", name, err)
		}
		created, err := client.CreateUserAndToken(t.Context(), scopes, &acs.CreateUserAndTokenOptions{ExpiresInMinutes: test.minutes})
		if err != nil || created.UserID != userA {
			t.Errorf("%s: error %v", name, err)
		}
		for _, differences := range [][]string{issued.Differences, created.Differences} {
			if got := strings.Join(differences, "|"); (got == "") != (test.want == "") || !strings.Contains(got, test.want) {
				t.Errorf("%s: %q, want %q", name, got, test.want)
			}
		}
	}
}

// TestAnUpdateThatIsAnsweredOtherwiseIsNoSuccess: the operation has one answer, 204.
func TestAnUpdateThatIsAnsweredOtherwiseIsNoSuccess(t *testing.T) {
	topic := "new"
	for _, body := range []string{``, `{}`, `{"id":"T1","topic":"old"}`, `{"id":"T1","topic":"new"}`} {
		service := newService(t, func(w http.ResponseWriter, _ *http.Request, _ int) { answer(w, http.StatusOK, body) })
		_, err := newClient(t, service.URL, nil).UpdateChatThreadProperties(t.Context(), "T1", &acs.UpdateChatThreadPropertiesOptions{Topic: &topic})
		if !acs.OutcomeUnknown(err) || len(service.received()) != 1 {
			t.Errorf("%q: error %v after %d requests", body, err, len(service.received()))
		}
	}
}
