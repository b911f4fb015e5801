package acs_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"acs-chat-tui/acs"

	"github.com/google/go-cmp/cmp"
)

func TestRequestsAreTheDocumentedOnes(t *testing.T) {
	for _, test := range later() {
		t.Run(string(test.name), func(t *testing.T) {
			service := newService(t, func(w http.ResponseWriter, _ *http.Request, _ int) { answer(w, test.status, test.answer) })
			if err := test.call(t.Context(), newClient(t, service.URL, nil)); err != nil {
				t.Fatal(err)
			}
			requests := service.received()
			if len(requests) != 1 {
				t.Fatalf("%d requests, want 1", len(requests))
			}
			header := requests[0].Header
			requests[0].Header = nil
			if diff := cmp.Diff(seen{Method: test.method, URI: test.uri, Body: test.body}, requests[0]); diff != "" {
				t.Errorf("request (-want +got):\n%s", diff)
			}
			for name, want := range map[string]string{
				"Authorization":            "Bearer " + canary,
				"Content-Type":             test.contentType,
				"Accept":                   jsonType,
				"Repeatability-Request-Id": "",
			} {
				if got := header.Get(name); got != want {
					t.Errorf("header %s is %q, want %q", name, got, want)
				}
			}
		})
	}
}

func TestTheLeastOfEachChange(t *testing.T) {
	service := newService(t, func(w http.ResponseWriter, r *http.Request, _ int) {
		switch {
		case r.Method == http.MethodPatch:
			w.WriteHeader(http.StatusNoContent)
		case strings.HasSuffix(r.URL.Path, "/messages"):
			answer(w, http.StatusCreated, `{"id":"1"}`)
		}
	})
	client := newClient(t, service.URL, nil)
	_, errTopic := client.UpdateChatThreadProperties(t.Context(), threadID, &acs.UpdateChatThreadPropertiesOptions{Topic: new("")})
	_, errSend := client.SendChatMessage(t.Context(), threadID, "hi", nil)
	_, errKey := client.UpdateChatMessage(t.Context(), threadID, messageID, &acs.UpdateChatMessageOptions{Metadata: map[string]*string{"k": nil}})
	_, errTyping := client.SendTypingNotification(t.Context(), threadID, nil)
	if err := errors.Join(errTopic, errSend, errKey, errTyping); err != nil {
		t.Fatal(err)
	}
	type least struct{ Body, ContentType string }
	var got []least
	for _, request := range service.received() {
		got = append(got, least{request.Body, request.Header.Get("Content-Type")})
	}
	want := []least{{`{"topic":""}`, mergePatchType}, {`{"content":"hi"}`, jsonType}, {`{"metadata":{"k":""}}`, mergePatchType}, {}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("requests (-want +got):\n%s", diff)
	}
	preview, err := client.Preview(func(c *acs.Client) error {
		_, err := c.SendTypingNotification(t.Context(), threadID, nil)
		return err
	})
	if err != nil || preview.Body != nil || preview.Header.Get("Content-Type") != "" {
		t.Errorf("preview %+v, error %v", preview, err)
	}
}

func TestSuccessIsTheOperationsOwnAnswerOnly(t *testing.T) {
	const page = "<html><body>Please log in</body></html>"
	for _, test := range later() {
		for _, wrong := range []struct {
			status int
			body   string
		}{
			{http.StatusOK, page},
			{test.status, page},
			{http.StatusAccepted, test.answer},
			{http.StatusMultiStatus, test.answer},
			{http.StatusOK, `{}`},
			{http.StatusCreated, `{"id":""}`},
			{http.StatusCreated, `{"id":7}`},
			{http.StatusNoContent, ``},
		} {
			if wrong.status == http.StatusNoContent && test.status == http.StatusNoContent {
				continue // its own; HTTP does not let it have a body
			}
			service := newService(t, func(w http.ResponseWriter, _ *http.Request, _ int) { answer(w, wrong.status, wrong.body) })
			err := test.call(t.Context(), newClient(t, service.URL, nil))
			unexpected, ok := errors.AsType[*acs.UnexpectedAnswerError](err)
			if !ok || unexpected.Operation != test.name || unexpected.StatusCode != wrong.status || !acs.OutcomeUnknown(err) {
				t.Errorf("%s, %d %s: error %v, want an UnexpectedAnswerError", test.name, wrong.status, wrong.body, err)
			}
			if got := len(service.received()); got != 1 {
				t.Errorf("%s, %d %s: %d requests", test.name, wrong.status, wrong.body, got)
			}
		}
	}
}

func TestIDsThatCannotBeAreNotSent(t *testing.T) {
	service := newService(t, func(http.ResponseWriter, *http.Request, int) {})
	c, ctx := newClient(t, service.URL, nil), t.Context()
	topic := &acs.UpdateChatThreadPropertiesOptions{Topic: new("t")}
	edit := &acs.UpdateChatMessageOptions{Content: new("c")}
	_, noThread := c.UpdateChatThreadProperties(ctx, "", topic)
	_, noThreadDelete := c.DeleteChatThread(ctx, "..", nil)
	_, noThreadRemove := c.RemoveChatParticipant(ctx, ".", acs.ParseRawID(userA), nil)
	_, nobody := c.RemoveChatParticipant(ctx, threadID, nil, nil)
	_, noThreadSend := c.SendChatMessage(ctx, "", "c", nil)
	_, noThreadList := c.NewListChatMessagesPager("", nil).NextPage(ctx)
	_, noYear := c.NewListChatMessagesPager(threadID, &acs.ListChatMessagesOptions{StartTime: new(time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC))}).NextPage(ctx)
	_, noMessage := c.GetChatMessage(ctx, threadID, "", nil)
	_, noThreadGet := c.GetChatMessage(ctx, "", messageID, nil)
	_, noMessageUpdate := c.UpdateChatMessage(ctx, threadID, "..", edit)
	_, noMessageDelete := c.DeleteChatMessage(ctx, threadID, "", nil)
	_, noThreadReceipts := c.NewListChatReadReceiptsPager("", nil).NextPage(ctx)
	_, noThreadReceipt := c.SendChatReadReceipt(ctx, "", messageID, nil)
	_, noMessageReceipt := c.SendChatReadReceipt(ctx, threadID, "", nil)
	_, noThreadTyping := c.SendTypingNotification(ctx, "", nil)
	for _, test := range []struct {
		err  error
		want string
	}{
		{noThread, "UpdateChatThreadProperties: the chat thread id is empty"},
		{noThreadDelete, `DeleteChatThread: the chat thread id ".." cannot be part of a URL`},
		{noThreadRemove, `RemoveChatParticipant: the chat thread id "." cannot be part of a URL`},
		{nobody, "RemoveChatParticipant: the identifier is missing"},
		{noThreadSend, "SendChatMessage: the chat thread id is empty"},
		{noThreadList, "ListChatMessages: the chat thread id is empty"},
		{noYear, "ListChatMessages: the start time: the year 10000 cannot be written"},
		{noMessage, "GetChatMessage: the chat message id is empty"},
		{noThreadGet, "GetChatMessage: the chat thread id is empty"},
		{noMessageUpdate, `UpdateChatMessage: the chat message id ".." cannot be part of a URL`},
		{noMessageDelete, "DeleteChatMessage: the chat message id is empty"},
		{noThreadReceipts, "ListChatReadReceipts: the chat thread id is empty"},
		{noThreadReceipt, "SendChatReadReceipt: the chat thread id is empty"},
		{noMessageReceipt, "SendChatReadReceipt: the chat message id is empty"},
		{noThreadTyping, "SendTypingNotification: the chat thread id is empty"},
	} {
		if test.err == nil || test.err.Error() != test.want || acs.OutcomeUnknown(test.err) {
			t.Errorf("error %v, want %q", test.err, test.want)
		}
	}
	if len(service.received()) != 0 {
		t.Error("requests were sent")
	}
}

func TestAnUpdateThatNamesNothingIsNotSent(t *testing.T) {
	service := newService(t, func(http.ResponseWriter, *http.Request, int) {})
	c := newClient(t, service.URL, nil)
	for _, options := range []*acs.UpdateChatThreadPropertiesOptions{nil, {}, {Metadata: map[string]*string{}}} {
		_, err := c.UpdateChatThreadProperties(t.Context(), threadID, options)
		_, errPreview := c.Preview(func(c *acs.Client) error {
			_, err := c.UpdateChatThreadProperties(t.Context(), threadID, options)
			return err
		})
		if err == nil || errPreview == nil || err.Error() != "UpdateChatThreadProperties: the options name nothing to update; nothing was sent" || err.Error() != errPreview.Error() {
			t.Errorf("%+v: errors %v and %v", options, err, errPreview)
		}
	}
	for _, options := range []*acs.UpdateChatMessageOptions{nil, {}, {Metadata: map[string]*string{}}} {
		_, err := c.UpdateChatMessage(t.Context(), threadID, messageID, options)
		if err == nil || err.Error() != "UpdateChatMessage: the options name nothing to update; nothing was sent" {
			t.Errorf("%+v: error %v", options, err)
		}
	}
	if len(service.received()) != 0 {
		t.Error("requests were sent")
	}
}
