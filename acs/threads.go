package acs

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"strconv"

	"github.com/google/uuid"
)

// CreateChatThread creates a thread and makes its caller, and whoever the options
// name, its members. Participants whom the service does not add are in the
// response, not in the error: the thread exists without them.
//
// The request is repeated with one repeatability request id after a lost answer,
// 408, 429 and 5xx. Where the error leaves the outcome open (see [OutcomeUnknown]) call
// again with the same RepeatabilityRequestID: the service then answers with the
// thread of the first request, whatever the second one holds (recorded).
//
// The token needs the scope chat. A user may create 10 threads in 10 s, a resource
// 3000 in a minute; 200 participants may be named (documented; with more the whole
// request is refused, recorded).
//
// Documented and recorded is status 201. 200 with a thread is accepted as well,
// since the thread is there to be seen. An answer with a thread's id is a success even
// where other fields of the thread, or the list of refused participants, cannot be read;
// the response says so, and how the thread differs from what was asked for. A thread that
// is deleted, that somebody else made, or that is older than the first attempt is no
// success: a *MismatchError.
//
// Errors: *UnsupportedError, *ResponseError, *RequestError, *UnexpectedAnswerError,
// *MismatchError.
func (c *Client) CreateChatThread(ctx context.Context, topic string, options *CreateChatThreadOptions) (CreateChatThreadResponse, error) {
	r, err := c.createChatThreadRequest(topic, options)
	if err != nil {
		return CreateChatThreadResponse{}, err
	}
	if options == nil {
		options = &CreateChatThreadOptions{}
	}
	asked := createAsked{topic: topic, options: options, since: options.FirstAttempt}
	if asked.since.IsZero() {
		asked.since = c.now()
	}
	answer, err := c.send(ctx, r, http.StatusCreated, http.StatusOK)
	if err != nil {
		return CreateChatThreadResponse{}, err
	}
	asked.now, asked.userID = c.now(), userOf(answer.accessToken())
	return answer.createdThread(asked)
}

// createChatThreadRequest checks and writes the request.
func (c *Client) createChatThreadRequest(topic string, options *CreateChatThreadOptions) (request, error) {
	const operation = "CreateChatThread"
	if options == nil {
		options = &CreateChatThreadOptions{}
	}
	participants, err := encodeParticipants(options.Participants, c.version)
	if err != nil {
		return request{}, fmt.Errorf("%s: %w", operation, err)
	}
	document := createChatThreadRequest{Topic: topic, Participants: participants}
	if len(options.Metadata) > 0 {
		if err := c.version.requireThreadMetadata(); err != nil {
			return request{}, fmt.Errorf("%s: %w", operation, err)
		}
		document.Metadata = maps.Clone(options.Metadata)
	}
	if options.RetentionPolicy != nil {
		if err := c.version.requireRetentionPolicy(); err != nil {
			return request{}, fmt.Errorf("%s: %w", operation, err)
		}
		document.RetentionPolicy = encodeRetentionPolicy(*options.RetentionPolicy)
	}
	id := options.RepeatabilityRequestID
	if id == "" {
		id = c.newRequestID()
	}
	if err := checkRepeatabilityID(id); err != nil {
		return request{}, fmt.Errorf("%s: %w", operation, err)
	}
	body, err := encodeJSON(document)
	if err != nil {
		return request{}, fmt.Errorf("%s: writing the request: %w", operation, err)
	}
	return request{
		operation:       operation,
		method:          http.MethodPost,
		url:             c.url("/chat/threads"),
		repeatabilityID: id,
		body:            body,
	}, nil
}

// checkRepeatabilityID accepts what every SDK sends: a version 4 UUID in its
// common form.
func checkRepeatabilityID(id string) error {
	parsed, err := uuid.Parse(id)
	if err != nil || len(id) != 36 || parsed.Version() != 4 || parsed.Variant() != uuid.RFC4122 {
		return fmt.Errorf("the repeatability request id %q is not a version 4 UUID", id)
	}
	return nil
}

// threadPath is the path of a thread, its id escaped as most SDKs escape it.
func threadPath(chatThreadID string) (string, error) {
	id, err := pathSegment("chat thread id", chatThreadID)
	if err != nil {
		return "", err
	}
	return "/chat/threads/" + id, nil
}

// GetChatThreadProperties returns a thread's properties. A user may get and list
// threads 50 times in 10 s (documented).
//
// What the service answers for a deleted thread is not known. What of a thread cannot be
// read is its Oddity. Errors: *ResponseError, *RequestError, *UnexpectedAnswerError;
// *MismatchError where another thread came.
func (c *Client) GetChatThreadProperties(ctx context.Context, chatThreadID string, _ *GetChatThreadPropertiesOptions) (GetChatThreadPropertiesResponse, error) {
	const operation = "GetChatThreadProperties"
	path, err := threadPath(chatThreadID)
	if err != nil {
		return GetChatThreadPropertiesResponse{}, fmt.Errorf("%s: %w", operation, err)
	}
	r := request{operation: operation, method: http.MethodGet, url: c.url(path)}
	answer, err := c.send(ctx, r, http.StatusOK)
	if err != nil {
		return GetChatThreadPropertiesResponse{}, err
	}
	var content json.RawMessage
	err = decodeJSON(answer.body, &content)
	var thread ChatThreadProperties
	if err == nil {
		thread, err = decodeProperties(content)
	}
	if err != nil {
		return GetChatThreadPropertiesResponse{}, answer.unexpected("not with a chat thread: " + err.Error())
	}
	if thread.ID != chatThreadID {
		return GetChatThreadPropertiesResponse{}, answer.mismatch(thread.ID, otherID("thread", thread.ID, chatThreadID))
	}
	return GetChatThreadPropertiesResponse{ChatThreadProperties: thread}, nil
}

// NewListChatThreadsPager returns a pager over the threads of the user whom the
// token names, newest activity first (recorded), deleted threads and threads that
// he has left included. A user may get and list threads 50 times in 10 s
// (documented). Nothing is sent before the first NextPage.
func (c *Client) NewListChatThreadsPager(options *ListChatThreadsOptions) *Pager[ListChatThreadsResponse] {
	const operation = "ListChatThreads"
	if options == nil {
		options = &ListChatThreadsOptions{}
	}
	query := pageQuery(options.MaxPageSize, nil)
	var startErr error
	if options.StartTime != nil {
		text, err := formatTime(*options.StartTime)
		if err != nil {
			startErr = fmt.Errorf("the start time: %w", err)
		}
		query = append(query, "startTime", text)
	}
	return newPager(c, pagerPlan[ListChatThreadsResponse]{
		operation: operation,
		first:     c.url("/chat/threads", query...),
		start:     options.NextLink,
		err:       startErr,
		decode: func(body []byte) (decodedPage[ListChatThreadsResponse], error) {
			items, next, err := decodePage(body, "chat threads", decodeThreadItem)
			page := ListChatThreadsResponse{Value: items, NextLink: next}
			return decodedPage[ListChatThreadsResponse]{page, len(items), next}, err
		},
	})
}

// pageQuery is the query of a first page, in the order of the service's own
// links.
func pageQuery(maxPageSize, skip *int32) []string {
	var query []string
	if skip != nil {
		query = append(query, "skip", strconv.Itoa(int(*skip)))
	}
	if maxPageSize != nil {
		query = append(query, "maxPageSize", strconv.Itoa(int(*maxPageSize)))
	}
	return query
}
