package acs

import (
	"context"
	"fmt"
	"net/http"
)

// AddChatParticipants makes participants members of a thread; 200 at most a call,
// 250 in all, and 10 calls that add or remove in 10 s, 30 in a minute, a thread
// (documented). Participants whom the service does not add are in the
// response, not in the error: it answers 201 even if it added nobody (recorded).
// Whoever is a member already stays as he is, name and history included
// (documented), so the request can be repeated, and is after a lost answer,
// 408, 429 and 5xx.
//
// Only status 201 counts as success. The answer to an add says who was refused
// and nothing else: of another status it would not be known that all others were
// added. Errors: *UnsupportedError, *ResponseError, *RequestError,
// *UnexpectedAnswerError.
func (c *Client) AddChatParticipants(ctx context.Context, chatThreadID string, participants []ChatParticipant, _ *AddChatParticipantsOptions) (AddChatParticipantsResponse, error) {
	r, err := c.addChatParticipantsRequest(chatThreadID, participants)
	if err != nil {
		return AddChatParticipantsResponse{}, err
	}
	answer, err := c.send(ctx, r, http.StatusCreated)
	if err != nil {
		return AddChatParticipantsResponse{}, err
	}
	var result addChatParticipantsResult
	if err := decodeJSON(answer.body, &result); err != nil {
		return AddChatParticipantsResponse{}, answer.unexpected("not with the result of an add: " + err.Error())
	}
	refused, err := decodeInvalidParticipants(result.InvalidParticipants)
	if err != nil {
		return AddChatParticipantsResponse{}, answer.unexpected("not with the result of an add: " + err.Error())
	}
	return AddChatParticipantsResponse{InvalidParticipants: refused}, nil
}

// addChatParticipantsRequest checks and writes the request.
func (c *Client) addChatParticipantsRequest(chatThreadID string, participants []ChatParticipant) (request, error) {
	const operation = "AddChatParticipants"
	path, err := threadPath(chatThreadID)
	if err != nil {
		return request{}, fmt.Errorf("%s: %w", operation, err)
	}
	encoded, err := encodeParticipants(participants, c.version)
	if err != nil {
		return request{}, fmt.Errorf("%s: %w", operation, err)
	}
	body, err := encodeJSON(addChatParticipantsRequest{Participants: encoded})
	if err != nil {
		return request{}, fmt.Errorf("%s: writing the request: %w", operation, err)
	}
	return request{
		operation: operation,
		method:    http.MethodPost,
		url:       c.url(path + "/participants/:add"),
		body:      body,
	}, nil
}

// RemoveChatParticipant ends somebody's membership of a thread, at once. Any member
// may remove any other (documented) and himself (recorded); who removed himself is
// refused by the participants' operations from then on, with 403 (recorded), but
// keeps the thread in his list (reported). The token needs the scope chat or
// chat.join. What the service answers for somebody who
// is no member is not known for certain; an SDK's tests expect success.
//
// The request is repeated after a lost answer, 408, 429 and 5xx. Where the user removes
// himself and, after an attempt whose outcome is not known, is refused with 403
// Forbidden, he is out: the call succeeds, and the response says where that comes
// from. Who acts is read from the access token; where the token does not say, or
// has a scope that does not allow removing, the 403 stays an error. Errors:
// *ResponseError (400 for an id of a malformed kind, recorded), *RequestError,
// *UnexpectedAnswerError.
func (c *Client) RemoveChatParticipant(ctx context.Context, chatThreadID string, participant CommunicationIdentifier, _ *RemoveChatParticipantOptions) (RemoveChatParticipantResponse, error) {
	r, err := c.removeChatParticipantRequest(chatThreadID, participant)
	if err != nil {
		return RemoveChatParticipantResponse{}, err
	}
	answer, err := c.send(ctx, r, http.StatusNoContent)
	if err != nil {
		return RemoveChatParticipantResponse{}, err
	}
	return RemoveChatParticipantResponse{ConcludedFromRefusal: answer.concluded}, nil
}

// removeChatParticipantRequest checks and writes the request.
func (c *Client) removeChatParticipantRequest(chatThreadID string, participant CommunicationIdentifier) (request, error) {
	const operation = "RemoveChatParticipant"
	path, err := threadPath(chatThreadID)
	if err != nil {
		return request{}, fmt.Errorf("%s: %w", operation, err)
	}
	body, err := encodeIdentifier(participant, c.version)
	if err != nil {
		return request{}, fmt.Errorf("%s: %w", operation, err)
	}
	return request{
		operation: operation,
		method:    http.MethodPost,
		url:       c.url(path + "/participants/:remove"),
		body:      body,
		achieved:  hasLeft(participant),
	}, nil
}

// NewListChatParticipantsPager returns a pager over a thread's participants, in
// the order in which they were added, the creator first (recorded). A user may ask
// for 10 pages of a thread in 10 s (documented). Nothing is sent before the first
// NextPage.
func (c *Client) NewListChatParticipantsPager(chatThreadID string, options *ListChatParticipantsOptions) *Pager[ListChatParticipantsResponse] {
	if options == nil {
		options = &ListChatParticipantsOptions{}
	}
	path, err := threadPath(chatThreadID)
	return newPager(c, pagerPlan[ListChatParticipantsResponse]{
		operation: "ListChatParticipants",
		first:     c.url(path+"/participants", pageQuery(options.MaxPageSize, options.Skip)...),
		start:     options.NextLink,
		err:       err,
		decode: func(body []byte) (decodedPage[ListChatParticipantsResponse], error) {
			items, next, err := decodePage(body, "chat participants", decodeListedParticipant)
			page := ListChatParticipantsResponse{Value: items, NextLink: next}
			return decodedPage[ListChatParticipantsResponse]{page, len(items), next}, err
		},
	})
}
