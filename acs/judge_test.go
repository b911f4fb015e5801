package acs_test

import (
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"acs-chat-tui/acs"

	"github.com/google/go-cmp/cmp"
)

// tokenOf is a token that says whose it is.
func tokenOf(userID, scopes string, ends time.Time) string {
	claims := fmt.Sprintf(`{"skypeid":%q,"acsScope":%q,"exp":%d}`, strings.TrimPrefix(userID, "8:"), scopes, ends.Unix())
	return "e30." + base64.RawURLEncoding.EncodeToString([]byte(claims)) + ".c2ln"
}

func TestACreateThatMadeNothingIsNoSuccess(t *testing.T) {
	const created, deleted = `"createdOn":"2024-04-22T17:33:48Z"`, `"deletedOn":"2024-04-22T17:33:49Z"`
	for body, want := range map[string]string{
		`{"chatThread":{"id":"T1","topic":"t",` + created + `,` + deleted + `}}`:                                  "it was deleted on 2024-04-22T17:33:49Z",
		`{"chatThread":{"id":"T1","topic":"t","createdOn":"2024-04-22T17:20:00Z"}}`:                               "it was created on 2024-04-22T17:20:00Z, before it was asked for",
		`{"chatThread":{"id":"T1","topic":"t","createdOn":"0001-01-01T00:00:00Z"}}`:                               "it was created on 0001-01-01T00:00:00Z",
		`{"chatThread":{"id":"T1","topic":"t","createdByCommunicationIdentifier":` + identifierOfA + `}}`:         "it was created by " + userA + ", and not by " + userB,
		`{"chatThread":{"id":"T1","topic":"PARTY","createdOn":"2023-01-01T00:00:00Z",` + deleted + `}}`:           "its topic is “PARTY”, and not “t”",
		`{"chatThread":{"id":"T1","topic":"t",` + created + `,"deletedOn":"0001-01-01T00:00:00Z"}}`:               "it was deleted on 0001-01-01T00:00:00Z",
		`{"chatThread":{"id":"T1","topic":"t","createdOn":"2024-04-22T17:20:00Z"},"invalidParticipants":"what?"}`: "before it was asked for",
	} {
		service := newService(t, func(w http.ResponseWriter, _ *http.Request, _ int) { answer(w, http.StatusCreated, body) })
		token := tokenOf(userB, "chat", time.Now().Add(time.Hour))
		client, err := acs.NewClient(service.URL, acs.NewStaticTokenCredential(token), quickly())
		if err != nil {
			t.Fatal(err)
		}
		response, err := client.CreateChatThread(t.Context(), "t", nil)
		_, ok := errors.AsType[*acs.MismatchError](err)
		if !ok || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "its id is T1") || response.ChatThread.ID != "" {
			t.Errorf("%s: %+v and the error %v, want %q", body, response, err, want)
		}
		if acs.OutcomeUnknown(err) {
			t.Errorf("%s: the service has answered", body)
		}
	}
}

func TestWhatANewThreadHasOtherwiseIsSaid(t *testing.T) {
	const created = `"createdOn":"2024-04-22T17:33:48Z"`
	days := int32(60)
	policy := &acs.ChatRetentionPolicy{Kind: acs.ChatRetentionPolicyKindThreadCreationDate, DeleteThreadAfterDays: &days}
	for name, test := range map[string]struct {
		thread  string
		options *acs.CreateChatThreadOptions
		want    []string
	}{
		"as asked":        {`"topic":"t",` + created, nil, nil},
		"no time":         {`"topic":"t"`, nil, nil},
		"another topic":   {`"topic":"x",` + created, nil, []string{"its topic is “x”, and not “t”"}},
		"no topic":        {created, nil, []string{"its topic is “”, and not “t”"}},
		"of tomorrow":     {`"topic":"t","createdOn":"2024-04-23T17:33:48Z"`, nil, []string{"it says that it was created on 2024-04-23T17:33:48Z, which is still to come"}},
		"no metadata":     {`"topic":"t",` + created, &acs.CreateChatThreadOptions{Metadata: map[string]string{"a": "1"}}, []string{"its metadata is empty, and not a=1"}},
		"the default":     {`"topic":"t",` + created + `,"retentionPolicy":{"kind":"none"},"metadata":{}`, nil, nil},
		"other retention": {`"topic":"t",` + created + `,"retentionPolicy":{"kind":"threadCreationDate","deleteThreadAfterDays":30}`, &acs.CreateChatThreadOptions{RetentionPolicy: policy}, []string{"its retention is threadCreationDate of 30 days, and not threadCreationDate of 60 days"}},
	} {
		service := newService(t, func(w http.ResponseWriter, _ *http.Request, _ int) {
			answer(w, http.StatusCreated, `{"chatThread":{"id":"T1",`+test.thread+`}}`)
		})
		response, err := newClient(t, service.URL, nil).CreateChatThread(t.Context(), "t", test.options)
		if diff := cmp.Diff(test.want, response.Differences); err != nil || diff != "" {
			t.Errorf("%s: error %v, differences (-want +got):\n%s", name, err, diff)
		}
	}
}

// TestAThreadOfAnEarlierAttemptIsNoneOfBefore: the caller says when it first asked.
func TestAThreadOfAnEarlierAttemptIsNoneOfBefore(t *testing.T) {
	service := newService(t, func(w http.ResponseWriter, _ *http.Request, _ int) {
		answer(w, http.StatusCreated, `{"chatThread":{"id":"T1","topic":"t","createdOn":"2024-04-22T15:33:48Z"}}`)
	})
	client := newClient(t, service.URL, nil)
	if _, err := client.CreateChatThread(t.Context(), "t", nil); err == nil {
		t.Error("a thread that is two hours old passes for a new one")
	}
	first := time.Now().Add(-2 * time.Hour)
	if _, err := client.CreateChatThread(t.Context(), "t", &acs.CreateChatThreadOptions{RepeatabilityRequestID: requestID, FirstAttempt: first}); err != nil {
		t.Errorf("the thread of the first attempt: %v", err)
	}
}

// TestWithoutTheServicesTimeOnlyADayCounts: this machine's clock may be wrong.
func TestWithoutTheServicesTimeOnlyADayCounts(t *testing.T) {
	for age, fails := range map[time.Duration]bool{3 * time.Hour: false, 48 * time.Hour: true} {
		service := newService(t, func(w http.ResponseWriter, _ *http.Request, _ int) {
			w.Header()["Date"] = nil
			w.WriteHeader(http.StatusCreated)
			_, _ = fmt.Fprintf(w, `{"chatThread":{"id":"T1","topic":"t","createdOn":%q}}`, time.Now().Add(-age).UTC().Format(time.RFC3339))
		})
		if _, err := newClient(t, service.URL, nil).CreateChatThread(t.Context(), "t", nil); (err != nil) != fails {
			t.Errorf("%s: error %v", age, err)
		}
	}
}

func TestAThreadThatWasNotAskedForIsNotShown(t *testing.T) {
	service := newService(t, func(w http.ResponseWriter, _ *http.Request, _ int) {
		answer(w, http.StatusOK, `{"id":"19:other","topic":"t"}`)
	})
	response, err := newClient(t, service.URL, nil).GetChatThreadProperties(t.Context(), threadID, nil)
	_, ok := errors.AsType[*acs.MismatchError](err)
	if !ok || response.Topic != "" || !strings.Contains(err.Error(), "it is the thread 19:other, and "+threadID+" was asked for") {
		t.Errorf("%+v and the error %v", response, err)
	}
}

func TestATokenIsJudgedByWhatWasAskedFor(t *testing.T) {
	now := time.Date(2024, 4, 22, 17, 33, 49, 0, time.UTC)
	for name, test := range map[string]struct {
		token string
		ends  time.Time
		want  string
	}{
		"as asked":           {tokenOf(userA, "chat,voip", now.Add(time.Hour)), now.Add(time.Hour), ""},
		"says nothing":       {"opaque", now.Add(time.Hour), ""},
		"ended":              {"opaque", now.Add(-time.Minute), "the token ended on 2024-04-22T17:32:49Z"},
		"ends now":           {"opaque", now, "the token ended on"},
		"ended by itself":    {tokenOf(userA, "chat", now.Add(-time.Hour)), now.Add(time.Hour), "the token ended on 2024-04-22T16:33:49Z"},
		"of another user":    {tokenOf(userB, "chat", now.Add(time.Hour)), now.Add(time.Hour), "the token is of " + userB + ", and not of " + userA},
		"for something else": {tokenOf(userA, "voip", now.Add(time.Hour)), now.Add(time.Hour), "the token has the scope voip, and not chat"},
	} {
		service := newService(t, func(w http.ResponseWriter, _ *http.Request, _ int) {
			answer(w, http.StatusOK, fmt.Sprintf(`{"token":%q,"expiresOn":%q}`, test.token, test.ends.Format(time.RFC3339)))
		})
		response, err := newIdentityClient(t, service.URL, nil).IssueToken(t.Context(), userA, []acs.TokenScope{acs.TokenScopeChat}, nil)
		_, ok := errors.AsType[*acs.MismatchError](err)
		switch {
		case test.want == "" && (err != nil || response.AccessToken.Token() != test.token):
			t.Errorf("%s: error %v", name, err)
		case test.want != "" && (!ok || !strings.Contains(err.Error(), test.want) || response.AccessToken.Token() != "" || strings.Contains(err.Error(), test.token)):
			t.Errorf("%s: error %v, want %q", name, err, test.want)
		}
	}
}

func TestAnIDThatIsNoUsersIsNoNewUser(t *testing.T) {
	for _, id := range []string{"", "28:orgid:x", "Ada", "19:x@thread.v2"} {
		service := newService(t, func(w http.ResponseWriter, _ *http.Request, _ int) {
			answer(w, http.StatusCreated, fmt.Sprintf(`{"identity":{"id":%q}}`, id))
		})
		response, err := newIdentityClient(t, service.URL, nil).CreateUser(t.Context(), nil)
		if !acs.OutcomeUnknown(err) || response.UserID != "" || !strings.Contains(err.Error(), "not with a user") {
			t.Errorf("%q: %+v and the error %v", id, response, err)
		}
	}
}
