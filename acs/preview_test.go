package acs_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"acs-chat-tui/acs"

	"github.com/google/go-cmp/cmp"
)

func TestAPreviewIsTheRequestThatIsSent(t *testing.T) {
	for _, test := range changes() {
		t.Run(string(test.name), func(t *testing.T) {
			service := newService(t, func(w http.ResponseWriter, _ *http.Request, _ int) { answer(w, test.status, test.answer) })
			got, err := newClient(t, service.URL, nil).Preview(func(c *acs.Client) error { return test.call(t.Context(), c) })
			if err != nil {
				t.Fatal(err)
			}
			want := acs.RequestPreview{
				Method: test.method, URL: service.URL + test.uri,
				Header: http.Header{"Authorization": {"Bearer <access token>"}, "Accept": {jsonType}},
			}
			if test.body != "" {
				want.Body = []byte(test.body)
				want.Header.Set("Content-Type", test.contentType)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("preview (-want +got):\n%s", diff)
			}
			if len(service.received()) != 0 {
				t.Error("a preview was sent")
			}
		})
	}
}

func TestAPreviewOfACreateHasTheIDThatWasGiven(t *testing.T) {
	client := newClient(t, "https://contoso.communication.azure.com", nil)
	for id, options := range map[string]*acs.CreateChatThreadOptions{
		"":        nil,
		requestID: {RepeatabilityRequestID: requestID},
	} {
		got, err := client.Preview(func(c *acs.Client) error {
			_, err := c.CreateChatThread(t.Context(), "Lunch", options)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if got.Header.Get("Repeatability-Request-Id") != id || string(got.Body) != `{"topic":"Lunch"}` {
			t.Errorf("preview %+v, want the id %q", got, id)
		}
	}
}

func TestAPreviewHasTheErrorsOfItsCall(t *testing.T) {
	client := newClient(t, "https://contoso.communication.azure.com", nil)
	_, err := client.Preview(func(c *acs.Client) error {
		_, err := c.CreateChatThread(t.Context(), "t", &acs.CreateChatThreadOptions{RepeatabilityRequestID: "x"})
		return err
	})
	if err == nil || !strings.Contains(err.Error(), "is not a version 4 UUID") {
		t.Errorf("create: error %v", err)
	}
	ctx := t.Context()
	for operation, call := range map[string]func(c *acs.Client) error{
		"AddChatParticipants": func(c *acs.Client) error {
			_, err := c.AddChatParticipants(ctx, "", nil, nil)
			return err
		},
		"UpdateChatThreadProperties": func(c *acs.Client) error {
			_, err := c.UpdateChatThreadProperties(ctx, "", &acs.UpdateChatThreadPropertiesOptions{Topic: new("t")})
			return err
		},
		"DeleteChatThread": func(c *acs.Client) error {
			_, err := c.DeleteChatThread(ctx, "", nil)
			return err
		},
		"RemoveChatParticipant": func(c *acs.Client) error {
			_, err := c.RemoveChatParticipant(ctx, "", acs.ParseRawID(userA), nil)
			return err
		},
		"SendChatMessage": func(c *acs.Client) error {
			_, err := c.SendChatMessage(ctx, "", "hi", nil)
			return err
		},
		"UpdateChatMessage": func(c *acs.Client) error {
			_, err := c.UpdateChatMessage(ctx, "", messageID, &acs.UpdateChatMessageOptions{Content: new("c")})
			return err
		},
		"DeleteChatMessage": func(c *acs.Client) error {
			_, err := c.DeleteChatMessage(ctx, "", messageID, nil)
			return err
		},
		"SendChatReadReceipt": func(c *acs.Client) error {
			_, err := c.SendChatReadReceipt(ctx, "", messageID, nil)
			return err
		},
		"SendTypingNotification": func(c *acs.Client) error {
			_, err := c.SendTypingNotification(ctx, "", nil)
			return err
		},
	} {
		if _, err := client.Preview(call); err == nil || err.Error() != operation+": the chat thread id is empty" {
			t.Errorf("%s: error %v", operation, err)
		}
	}
	options := quickly()
	options.APIVersion = string(acs.APIVersion20210307)
	old := newClient(t, "https://contoso.communication.azure.com", options)
	_, err = old.Preview(func(c *acs.Client) error {
		_, err := c.SendTypingNotification(ctx, threadID, &acs.SendTypingNotificationOptions{SenderDisplayName: new("Jane")})
		return err
	})
	if _, ok := errors.AsType[*acs.UnsupportedError](err); !ok {
		t.Errorf("error %v, want an UnsupportedError", err)
	}
}
