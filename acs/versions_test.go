package acs_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"

	"acs-chat-tui/acs"

	"github.com/google/go-cmp/cmp"
)

// TestWhatAVersionLacksIsNotSent goes through every field that came after the first
// version, in every version.
func TestWhatAVersionLacksIsNotSent(t *testing.T) {
	thread := []acs.APIVersion{acs.APIVersion20210307, acs.APIVersion20210907, acs.APIVersion20231107, acs.APIVersion20240307}
	first := []acs.APIVersion{acs.APIVersion20210307}
	for name, test := range map[string]struct {
		lacking []acs.APIVersion
		feature string
		since   acs.APIVersion
		call    func(context.Context, *acs.Client) error
	}{
		"metadata of a thread": {thread, "thread metadata", acs.APIVersion20250315, func(ctx context.Context, c *acs.Client) error {
			_, err := c.UpdateChatThreadProperties(ctx, threadID, &acs.UpdateChatThreadPropertiesOptions{Topic: new("t"), Metadata: map[string]*string{"a": nil}})
			return err
		}},
		"retention of a thread": {thread, "retention policy", acs.APIVersion20250315, func(ctx context.Context, c *acs.Client) error {
			_, err := c.UpdateChatThreadProperties(ctx, threadID, &acs.UpdateChatThreadPropertiesOptions{RetentionPolicy: &acs.ChatRetentionPolicy{Kind: acs.ChatRetentionPolicyKindNone}})
			return err
		}},
		"metadata of a message": {first, "message metadata", acs.APIVersion20210907, func(ctx context.Context, c *acs.Client) error {
			_, err := c.SendChatMessage(ctx, threadID, "m", &acs.SendChatMessageOptions{Metadata: map[string]string{"a": "b"}})
			return err
		}},
		"metadata of an edited message": {first, "message metadata", acs.APIVersion20210907, func(ctx context.Context, c *acs.Client) error {
			_, err := c.UpdateChatMessage(ctx, threadID, messageID, &acs.UpdateChatMessageOptions{Content: new("m"), Metadata: map[string]*string{"a": new("b")}})
			return err
		}},
		"the name of who types": {first, "display name in typing notifications", acs.APIVersion20210907, func(ctx context.Context, c *acs.Client) error {
			_, err := c.SendTypingNotification(ctx, threadID, &acs.SendTypingNotificationOptions{SenderDisplayName: new("Jane")})
			return err
		}},
	} {
		t.Run(name, func(t *testing.T) {
			var refusing []acs.APIVersion
			for _, version := range acs.APIVersions() {
				service := newService(t, func(w http.ResponseWriter, r *http.Request, _ int) {
					switch {
					case r.Method == http.MethodPatch:
						w.WriteHeader(http.StatusNoContent)
					case strings.HasSuffix(r.URL.Path, "/messages"):
						answer(w, http.StatusCreated, `{"id":"1"}`)
					}
				})
				options := quickly()
				options.APIVersion = string(version)
				err := test.call(t.Context(), newClient(t, service.URL, options))
				if unsupported, ok := errors.AsType[*acs.UnsupportedError](err); ok {
					refusing = append(refusing, version)
					if diff := cmp.Diff(acs.UnsupportedError{Feature: test.feature, APIVersion: version, Since: test.since}, *unsupported); diff != "" {
						t.Errorf("error (-want +got):\n%s", diff)
					}
					if len(service.received()) != 0 || acs.OutcomeUnknown(err) {
						t.Errorf("%s: something was sent, or may have been", version)
					}
					continue
				}
				if err != nil || len(service.received()) != 1 {
					t.Errorf("%s: error %v, %d requests", version, err, len(service.received()))
				}
			}
			if diff := cmp.Diff(test.lacking, refusing); diff != "" {
				t.Errorf("versions that lack it (-want +got):\n%s", diff)
			}
		})
	}
}

func TestTheFirstVersionHasAllTheOtherFields(t *testing.T) {
	service := newService(t, func(w http.ResponseWriter, r *http.Request, _ int) {
		if r.Method == http.MethodPatch {
			w.WriteHeader(http.StatusNoContent)
		}
	})
	options := quickly()
	options.APIVersion = string(acs.APIVersion20210307)
	c := newClient(t, service.URL, options)
	_, errThread := c.UpdateChatThreadProperties(t.Context(), threadID, &acs.UpdateChatThreadPropertiesOptions{Topic: new("t")})
	_, errMessage := c.UpdateChatMessage(t.Context(), threadID, messageID, &acs.UpdateChatMessageOptions{Content: new("c")})
	_, errTyping := c.SendTypingNotification(t.Context(), threadID, nil)
	if err := errors.Join(errThread, errMessage, errTyping); err != nil {
		t.Error(err)
	}
	if got, want := service.received()[0].URI, threadPath+"?api-version=2021-03-07"; got != want {
		t.Errorf("request %s, want %s", got, want)
	}
}
