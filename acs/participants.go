package acs

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"strings"
)

// AddChatParticipants makes participants members of a thread; 200 at most a call, 250 in
// all, and 10 calls that add or remove in 10 s, 30 in a minute, a thread (documented).
// Participants whom the service does not add are in the response, not in the error: it
// answers 201 even if it added nobody (recorded). Members stay as they are, name and
// history included (documented), so the request can be repeated.
//
// Only status 201 counts as success: of another one it would not be known that all who
// were not refused were added.
func (c *Client) AddChatParticipants(ctx context.Context, chatThreadID string, participants []ChatParticipant, _ *AddChatParticipantsOptions) (AddChatParticipantsResponse, error) {
	r := c.request(OperationAddChatParticipants, http.MethodPost, "/chat/threads/%s/participants/:add", threadInPath(chatThreadID))
	encoded, err := encodeParticipants(participants, c.version)
	r.fail(err)
	r = r.with(addChatParticipantsRequest{Participants: encoded})
	return do(ctx, c.connection, r, func(answer *reply) (AddChatParticipantsResponse, error) {
		var result addChatParticipantsResult
		var refused []CommunicationError
		err := decodeJSON(answer.body, &result)
		if err == nil {
			refused, err = decodeInvalidParticipants(result.InvalidParticipants)
		}
		if err != nil {
			return AddChatParticipantsResponse{}, answer.unexpected("not with the result of an add: " + err.Error())
		}
		return AddChatParticipantsResponse{InvalidParticipants: refused}, nil
	}, http.StatusCreated)
}

// RemoveChatParticipant ends somebody's membership of a thread, at once. Any member may
// remove any other (documented) and themselves (recorded); who has left is refused by the
// participants' operations from then on, with 403 (recorded), but keeps the thread in
// their list (reported). An SDK's tests expect success for somebody who is no member.
//
// Where users remove themselves and are refused with 403 Forbidden after an attempt of
// unknown outcome, they are out: the call succeeds, and the response says where that comes
// from. Who acts is read from the access token; where it does not say, or its scope does
// not allow removing, the 403 stays an error.
func (c *Client) RemoveChatParticipant(ctx context.Context, chatThreadID string, participant CommunicationIdentifier, _ *RemoveChatParticipantOptions) (RemoveChatParticipantResponse, error) {
	r := c.request(OperationRemoveChatParticipant, http.MethodPost, "/chat/threads/%s/participants/:remove", threadInPath(chatThreadID))
	body, err := encodeIdentifier(participant, c.version)
	r.fail(err)
	r.body, r.achieved = body, hasLeft(participant)
	return do(ctx, c.connection, r, func(answer *reply) (RemoveChatParticipantResponse, error) {
		return RemoveChatParticipantResponse{ConcludedFromRefusal: answer.concluded}, nil
	}, http.StatusNoContent)
}

// hasLeft recognises the refusal that the token's own user, who was to be removed, is no
// member: who has left is refused everything in the thread (recorded).
func hasLeft(participant CommunicationIdentifier) func(*ResponseError, string) bool {
	return func(refusal *ResponseError, accessToken string) bool {
		claims, err := ParseToken(accessToken)
		return refusal.is(http.StatusForbidden, "Forbidden") && err == nil && strings.EqualFold(claims.UserID, participant.RawID()) &&
			// With a smaller scope the 403 may be for the scope.
			slices.ContainsFunc(OperationRemoveChatParticipant.Scopes(), func(scope TokenScope) bool { return slices.Contains(claims.Scopes, string(scope)) })
	}
}

// NewListChatParticipantsPager returns a pager over a thread's participants, in the order
// in which they were added, the creator first (recorded). A user may ask for 10 pages of a
// thread in 10 s (documented).
func (c *Client) NewListChatParticipantsPager(chatThreadID string, options *ListChatParticipantsOptions) *Pager[ListChatParticipantsResponse] {
	options = cmp.Or(options, &ListChatParticipantsOptions{})
	first := c.list(OperationListChatParticipants, "/chat/threads/%s/participants", options.Skip, options.MaxPageSize, nil, threadInPath(chatThreadID))
	return newPager(c, first, options.NextLink, "chat participants", decodeListedParticipant)
}
