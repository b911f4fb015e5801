package acs

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"

	"github.com/google/uuid"
)

// CreateChatThread creates a thread and makes its caller, and whoever the options name,
// its members. Participants whom the service does not add are in the response, not in the
// error: the thread exists without them.
//
// Every attempt has the same repeatability request id. Where the outcome stays unknown
// (see [OutcomeUnknown]) call again with that RepeatabilityRequestID: the service answers
// with the thread of the first request, whatever the second one holds (recorded).
//
// A user may create 10 threads in 10 s, a resource 3000 in a minute; 200 participants may
// be named (documented; with more the whole request is refused, recorded). Status 201 is
// documented and recorded; 200 with a thread is accepted as well.
//
// An answer with a thread's id is a success even where other fields cannot be read; the
// response says so, and how the thread differs from what was asked for. A thread that is
// deleted, somebody else's, or older than the first attempt is a *MismatchError.
func (c *Client) CreateChatThread(ctx context.Context, topic string, options *CreateChatThreadOptions) (CreateChatThreadResponse, error) {
	options = cmp.Or(options, &CreateChatThreadOptions{})
	asked := createAsked{topic: topic, options: options, since: options.FirstAttempt}
	if asked.since.IsZero() {
		asked.since = c.now()
	}
	return do(ctx, c.connection, c.createRequest(topic, options), func(answer *reply) (CreateChatThreadResponse, error) {
		asked.now, asked.userID = c.now(), userOf(answer.accessToken())
		return answer.createdThread(asked)
	}, http.StatusCreated, http.StatusOK)
}

func (c *Client) createRequest(topic string, options *CreateChatThreadOptions) request {
	r := c.request(OperationCreateChatThread, http.MethodPost, "/chat/threads")
	participants, err := encodeParticipants(options.Participants, c.version)
	r.fail(err)
	document := createChatThreadRequest{Topic: topic, Participants: participants}
	if len(options.Metadata) > 0 {
		r.fail(c.version.requireThreadMetadata())
		document.Metadata = maps.Clone(options.Metadata)
	}
	if options.RetentionPolicy != nil {
		r.fail(c.version.requireRetentionPolicy())
		document.RetentionPolicy = encodeRetentionPolicy(*options.RetentionPolicy)
	}
	r.repeatabilityID = options.RepeatabilityRequestID
	if r.repeatabilityID == "" && c.preview == nil {
		r.repeatabilityID = c.newRequestID()
	}
	if r.repeatabilityID != "" || c.preview == nil {
		r.fail(checkRepeatabilityID(r.repeatabilityID))
	}
	return r.with(document)
}

// checkRepeatabilityID accepts what every SDK sends: a version 4 UUID in its common form.
func checkRepeatabilityID(id string) error {
	parsed, err := uuid.Parse(id)
	if err != nil || len(id) != 36 || parsed.Version() != 4 || parsed.Variant() != uuid.RFC4122 {
		return fmt.Errorf("the repeatability request id %q is not a version 4 UUID", id)
	}
	return nil
}

// GetChatThreadProperties returns a thread's properties. A user may get and list threads
// 50 times in 10 s (documented). What of a thread cannot be read is its Oddity. Another
// thread than the one asked for is a *MismatchError.
func (c *Client) GetChatThreadProperties(ctx context.Context, chatThreadID string, _ *GetChatThreadPropertiesOptions) (GetChatThreadPropertiesResponse, error) {
	r := c.request(OperationGetChatThreadProperties, http.MethodGet, "/chat/threads/%s", threadInPath(chatThreadID))
	return do(ctx, c.connection, r, func(answer *reply) (GetChatThreadPropertiesResponse, error) {
		var content json.RawMessage
		var thread ChatThreadProperties
		err := decodeJSON(answer.body, &content)
		if err == nil {
			thread, err = decodeProperties(content)
		}
		if err != nil {
			return GetChatThreadPropertiesResponse{}, answer.unexpected("not with a chat thread: " + err.Error())
		}
		if thread.ID != chatThreadID {
			return GetChatThreadPropertiesResponse{}, answer.mismatch(otherID("thread", thread.ID, chatThreadID))
		}
		return GetChatThreadPropertiesResponse{ChatThreadProperties: thread}, nil
	}, http.StatusOK)
}

// NewListChatThreadsPager returns a pager over the user's threads, newest activity first
// (recorded), deleted threads and threads that they have left included. A user may get
// and list threads 50 times in 10 s (documented).
func (c *Client) NewListChatThreadsPager(options *ListChatThreadsOptions) *Pager[ListChatThreadsResponse] {
	options = cmp.Or(options, &ListChatThreadsOptions{})
	first := c.list(OperationListChatThreads, "/chat/threads", nil, options.MaxPageSize, options.StartTime)
	return newPager(c, first, options.NextLink, "chat threads", decodeThreadItem)
}

// UpdateChatThreadProperties changes what the options name and leaves the rest: the
// request is a merge patch. Options that name nothing are an error. A new topic makes a
// system message of type topicUpdated, the others make none (recorded). Five updates of
// one thread in 10 s are allowed (documented). A repetition makes at worst a second
// topicUpdated message, and undoes what somebody else changed in between.
func (c *Client) UpdateChatThreadProperties(ctx context.Context, chatThreadID string, options *UpdateChatThreadPropertiesOptions) (UpdateChatThreadPropertiesResponse, error) {
	options = cmp.Or(options, &UpdateChatThreadPropertiesOptions{})
	r := c.request(OperationUpdateChatThreadProperties, http.MethodPatch, "/chat/threads/%s", threadInPath(chatThreadID))
	document := updateChatThreadRequest{Topic: options.Topic}
	if len(options.Metadata) > 0 {
		r.fail(c.version.requireThreadMetadata())
		document.Metadata = encodePatch(options.Metadata)
	}
	if options.RetentionPolicy != nil {
		r.fail(c.version.requireRetentionPolicy())
		document.RetentionPolicy = encodeRetentionPolicy(*options.RetentionPolicy)
	}
	r = r.patch(document, options.Topic != nil || len(options.Metadata) > 0 || options.RetentionPolicy != nil)
	return do(ctx, c.connection, r, ignored[UpdateChatThreadPropertiesResponse], http.StatusNoContent)
}

// DeleteChatThread deletes a thread for all its members. It stays in their lists, with
// DeletedOn (recorded); its messages are gone (documented).
//
// A 404 NotFound after an attempt of unknown outcome means that the thread is gone: the
// call succeeds, and the response says where that comes from. A later call may be refused
// with 404 for the same reason; that is an error, since it deleted nothing.
func (c *Client) DeleteChatThread(ctx context.Context, chatThreadID string, _ *DeleteChatThreadOptions) (DeleteChatThreadResponse, error) {
	r := c.request(OperationDeleteChatThread, http.MethodDelete, "/chat/threads/%s", threadInPath(chatThreadID))
	r.achieved = isGone
	return do(ctx, c.connection, r, func(answer *reply) (DeleteChatThreadResponse, error) {
		return DeleteChatThreadResponse{ConcludedFromRefusal: answer.concluded}, nil
	}, http.StatusNoContent)
}

// Gone reports whether an error is the service's word that there is no such thing, or no
// more. A 404 of something in front of the service is none.
func Gone(err error) bool {
	refusal, is := errors.AsType[*ResponseError](err)
	return is && isGone(refusal, "")
}

// isGone recognises the refusal that what was to be deleted is gone.
func isGone(refusal *ResponseError, _ string) bool {
	return refusal.is(http.StatusNotFound, "NotFound")
}
