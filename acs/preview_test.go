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
		t.Run(test.name, func(t *testing.T) {
			service := newService(t, func(w http.ResponseWriter, _ *http.Request, _ int) { answer(w, test.status, test.answer) })
			got, err := test.preview(newClient(t, service.URL, nil))
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
		got, err := client.PreviewCreateChatThread("Lunch", options)
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
	_, errCreate := client.PreviewCreateChatThread("t", &acs.CreateChatThreadOptions{RepeatabilityRequestID: "x"})
	_, errAdd := client.PreviewAddChatParticipants("", nil)
	_, errUpdate := client.PreviewUpdateChatThreadProperties("", &acs.UpdateChatThreadPropertiesOptions{Topic: new("t")})
	_, errDelete := client.PreviewDeleteChatThread("")
	_, errRemove := client.PreviewRemoveChatParticipant("", acs.ParseRawID(userA))
	_, errSend := client.PreviewSendChatMessage("", "hi", nil)
	_, errEdit := client.PreviewUpdateChatMessage("", messageID, &acs.UpdateChatMessageOptions{Content: new("c")})
	_, errMessage := client.PreviewDeleteChatMessage("", messageID)
	_, errReceipt := client.PreviewSendChatReadReceipt("", messageID)
	_, errTyping := client.PreviewSendTypingNotification("", nil)
	if errCreate == nil || !strings.Contains(errCreate.Error(), "is not a version 4 UUID") {
		t.Errorf("create: error %v", errCreate)
	}
	for operation, err := range map[string]error{
		"AddChatParticipants": errAdd, "UpdateChatThreadProperties": errUpdate, "DeleteChatThread": errDelete,
		"RemoveChatParticipant": errRemove, "SendChatMessage": errSend, "UpdateChatMessage": errEdit,
		"DeleteChatMessage": errMessage, "SendChatReadReceipt": errReceipt, "SendTypingNotification": errTyping,
	} {
		if err == nil || err.Error() != operation+": the chat thread id is empty" {
			t.Errorf("%s: error %v", operation, err)
		}
	}
	options := quickly()
	options.APIVersion = string(acs.APIVersion20210307)
	old := newClient(t, "https://contoso.communication.azure.com", options)
	_, err := old.PreviewSendTypingNotification(threadID, &acs.SendTypingNotificationOptions{SenderDisplayName: new("Jane")})
	if _, ok := errors.AsType[*acs.UnsupportedError](err); !ok {
		t.Errorf("error %v, want an UnsupportedError", err)
	}
}
