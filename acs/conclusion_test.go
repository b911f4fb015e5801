package acs_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"

	"acs-chat-tui/acs"
)

const (
	notFoundBody  = `{"CommunicationError":{"Code":"NotFound","Details":[]}}`
	forbiddenBody = `{"CommunicationError":{"Code":"Forbidden","Message":"The initiator doesn't have the permission to perform the requested operation.","Details":[]}}`
)

// tokenOfA is a token of userA, as the service makes them.
func tokenOfA(scope string) string {
	return jwt(`{"skypeid":"` + strings.TrimPrefix(userA, "8:") + `","acsScope":"` + scope + `"}`)
}

// TestWhatARefusalAfterALossMeans lets a first attempt end in the unknown and a
// second one in a refusal.
func TestWhatARefusalAfterALossMeans(t *testing.T) {
	thread := func(ctx context.Context, c *acs.Client) (bool, error) {
		done, err := c.DeleteChatThread(ctx, threadID, nil)
		return done.ConcludedFromRefusal, err
	}
	message := func(ctx context.Context, c *acs.Client) (bool, error) {
		done, err := c.DeleteChatMessage(ctx, threadID, messageID, nil)
		return done.ConcludedFromRefusal, err
	}
	remove := func(rawID string) func(ctx context.Context, c *acs.Client) (bool, error) {
		return func(ctx context.Context, c *acs.Client) (bool, error) {
			done, err := c.RemoveChatParticipant(ctx, threadID, acs.ParseRawID(rawID), nil)
			return done.ConcludedFromRefusal, err
		}
	}
	update := func(ctx context.Context, c *acs.Client) (bool, error) {
		_, err := c.UpdateChatThreadProperties(ctx, threadID, &acs.UpdateChatThreadPropertiesOptions{Topic: new("t")})
		return false, err
	}
	edit := func(ctx context.Context, c *acs.Client) (bool, error) {
		_, err := c.UpdateChatMessage(ctx, threadID, messageID, &acs.UpdateChatMessageOptions{Content: new("c")})
		return false, err
	}
	const page = `<html>not here</html>`
	for name, test := range map[string]struct {
		call   func(context.Context, *acs.Client) (bool, error)
		token  string
		status int
		body   string
		done   bool
	}{
		"thread":                         {thread, canary, 404, notFoundBody, true},
		"thread, documented envelope":    {thread, canary, 404, `{"error":{"code":"notfound","message":"Not found"}}`, true},
		"thread, a proxy's page":         {thread, canary, 404, page, false},
		"thread, no body":                {thread, canary, 404, ``, false},
		"thread, 403":                    {thread, tokenOfA("chat"), 403, forbiddenBody, false},
		"thread, 410":                    {thread, canary, 410, notFoundBody, false},
		"message":                        {message, canary, 404, notFoundBody, true},
		"message, a proxy's page":        {message, canary, 404, page, false},
		"message, 403":                   {message, tokenOfA("chat"), 403, forbiddenBody, false},
		"oneself":                        {remove(userA), tokenOfA("chat"), 403, forbiddenBody, true},
		"oneself, in other letters":      {remove(strings.ToUpper(userA)), tokenOfA("chat"), 403, forbiddenBody, true},
		"oneself, several scopes":        {remove(userA), tokenOfA("voip,chat.join"), 403, forbiddenBody, true},
		"oneself, too small a scope":     {remove(userA), tokenOfA("chat.join.limited"), 403, forbiddenBody, false},
		"oneself, no scope in the token": {remove(userA), tokenOfA(""), 403, forbiddenBody, false},
		"oneself, an opaque token":       {remove(userA), canary, 403, forbiddenBody, false},
		"oneself, 404":                   {remove(userA), tokenOfA("chat"), 404, notFoundBody, false},
		"oneself, a proxy's page":        {remove(userA), tokenOfA("chat"), 403, page, false},
		"somebody else":                  {remove(userB), tokenOfA("chat"), 403, forbiddenBody, false},
		"an update":                      {update, tokenOfA("chat"), 404, notFoundBody, false},
		"an edit":                        {edit, tokenOfA("chat"), 404, notFoundBody, false},
	} {
		t.Run(name, func(t *testing.T) {
			for _, first := range []int{0, 500, 503} {
				service := newService(t, func(w http.ResponseWriter, _ *http.Request, number int) {
					switch {
					case number > 1:
						answer(w, test.status, test.body)
					case first == 0:
						dropConnection(t, w)
					default:
						answer(w, first, ``)
					}
				})
				concluded, err := test.call(t.Context(), clientWithToken(t, service.URL, test.token))
				if test.done {
					if err != nil || !concluded {
						t.Errorf("after %d: concluded %v, error %v", first, concluded, err)
					}
					continue
				}
				refusal, ok := errors.AsType[*acs.ResponseError](err)
				if !ok || refusal.StatusCode != test.status || !refusal.EarlierAttemptUnknown || !acs.OutcomeUnknown(err) || concluded {
					t.Errorf("after %d: concluded %v, error %+v", first, concluded, err)
				}
			}
			// Without the first attempt it is a refusal like any other.
			service := newService(t, func(w http.ResponseWriter, _ *http.Request, _ int) { answer(w, test.status, test.body) })
			concluded, err := test.call(t.Context(), clientWithToken(t, service.URL, test.token))
			refusal, ok := errors.AsType[*acs.ResponseError](err)
			if !ok || refusal.StatusCode != test.status || refusal.EarlierAttemptUnknown || acs.OutcomeUnknown(err) || concluded {
				t.Errorf("at once: concluded %v, error %+v", concluded, err)
			}
			// Throttling is a definite answer, so nothing is concluded after it.
			throttling := newService(t, func(w http.ResponseWriter, _ *http.Request, number int) {
				if number == 1 {
					answer(w, http.StatusTooManyRequests, ``)
					return
				}
				answer(w, test.status, test.body)
			})
			if concluded, err := test.call(t.Context(), clientWithToken(t, throttling.URL, test.token)); err == nil || concluded || acs.OutcomeUnknown(err) {
				t.Errorf("after 429: concluded %v, error %v", concluded, err)
			}
		})
	}
}

func TestAConfirmedChangeIsNotAConclusion(t *testing.T) {
	service := newService(t, func(w http.ResponseWriter, _ *http.Request, number int) {
		if number%2 == 1 {
			dropConnection(t, w)
			return
		}
		w.WriteHeader(http.StatusNoContent)
	})
	client := clientWithToken(t, service.URL, tokenOfA("chat"))
	thread, errThread := client.DeleteChatThread(t.Context(), threadID, nil)
	message, errMessage := client.DeleteChatMessage(t.Context(), threadID, messageID, nil)
	removal, errRemoval := client.RemoveChatParticipant(t.Context(), threadID, acs.ParseRawID(userA), nil)
	if err := errors.Join(errThread, errMessage, errRemoval); err != nil {
		t.Fatal(err)
	}
	if thread.ConcludedFromRefusal || message.ConcludedFromRefusal || removal.ConcludedFromRefusal {
		t.Errorf("concluded: thread %v, message %v, removal %v", thread.ConcludedFromRefusal, message.ConcludedFromRefusal, removal.ConcludedFromRefusal)
	}
	if got := len(service.received()); got != 6 {
		t.Errorf("%d requests, want two for each", got)
	}
}

// clientWithToken returns a client of the endpoint with that token.
func clientWithToken(t *testing.T, endpoint, token string) *acs.Client {
	t.Helper()
	client, err := acs.NewClient(endpoint, acs.NewStaticTokenCredential(token), quickly())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(client.Close)
	return client
}
