package acs_test

import (
	"context"
	"errors"
	"net/http"
	"testing"

	"acs-chat-tui/acs"
)

func TestAMessageIsSentAgainAfter429Only(t *testing.T) {
	send := func(ctx context.Context, client *acs.Client) error {
		_, err := client.SendChatMessage(ctx, threadID, "hi", nil)
		return err
	}
	for _, fault := range []int{0, 429, 500, 502, 503, 504} {
		service := newService(t, func(w http.ResponseWriter, _ *http.Request, number int) {
			switch {
			case number > 1:
				answer(w, http.StatusCreated, `{"id":"1"}`)
			case fault == 0:
				dropConnection(t, w)
			default:
				answer(w, fault, ``)
			}
		})
		err := send(t.Context(), newClient(t, service.URL, nil))
		if fault == http.StatusTooManyRequests {
			if err != nil || len(service.received()) != 2 {
				t.Errorf("after %d: error %v, %d requests", fault, err, len(service.received()))
			}
			continue
		}
		if !acs.OutcomeUnknown(err) || len(service.received()) != 1 {
			t.Errorf("after %d: error %v, %d requests; want an unknown outcome and 1", fault, err, len(service.received()))
		}
	}
	for _, refusal := range []int{400, 401, 403, 404} {
		service := newService(t, func(w http.ResponseWriter, _ *http.Request, _ int) { answer(w, refusal, ``) })
		err := send(t.Context(), newClient(t, service.URL, nil))
		response, ok := errors.AsType[*acs.ResponseError](err)
		if !ok || response.StatusCode != refusal || acs.OutcomeUnknown(err) || len(service.received()) != 1 {
			t.Errorf("error %v, %d requests; want a definite %d and 1", err, len(service.received()), refusal)
		}
	}
}
