package emulator

import (
	"mime"
	"net/http"
	"slices"
	"strings"
	"time"
)

// operation is one operation of the service. Routing, access, throttling, faults and the
// request log know no more of it than this.
type operation struct {
	name         string // the official operationId without its prefix
	method       string
	path         string   // with {id} for the thread's or the identity's ID, {message} for the message's
	scope        access   // the scope it needs (documented); the Identity API needs none
	contentTypes []string // of its body; empty: it has none
	// optionalBody allows a request without a body and content type: recorded for
	// identities, documented for typing notifications.
	optionalBody bool
	limits       []bucket // its rows of the documented service limits
	handle       func(*Service, *call) (response, error)
}

// Media types of request bodies.
const (
	jsonType       = "application/json"
	mergePatchType = "application/merge-patch+json"
)

// operations lists what is served. Where a row of the service limits names several
// operations each has buckets of its own: a choice.
func operations() []operation {
	const (
		get, post, patch, remove = http.MethodGet, http.MethodPost, http.MethodPatch, http.MethodDelete

		threads      = "/chat/threads"
		thread       = threads + "/{id}"
		participants = thread + "/participants"
		messages     = thread + "/messages"
		message      = messages + "/{message}"
		receipts     = thread + "/readReceipts"
		identity     = "/identities/{id}"

		ten, half, minute = 10 * time.Second, 30 * time.Second, time.Minute
	)
	asJSON, asPatch, asEither := []string{jsonType}, []string{mergePatchType}, []string{jsonType, mergePatchType}
	writes := []bucket{{10, ten, ofThread}, {30, minute, ofThread}}
	return []operation{
		{"CreateChatThread", post, threads, accessManage, asJSON, false, []bucket{{10, ten, ofUser}, {3000, minute, ofResource}}, (*Service).createChatThread},
		{"ListChatThreads", get, threads, accessRead, nil, false, []bucket{{50, ten, ofUser}}, (*Service).listChatThreads},
		{"GetChatThreadProperties", get, thread, accessRead, nil, false, []bucket{{50, ten, ofUser}}, (*Service).getChatThreadProperties},
		{"UpdateChatThreadProperties", patch, thread, accessManage, asPatch, false, []bucket{{5, ten, ofThread}}, (*Service).updateChatThreadProperties},
		{"DeleteChatThread", remove, thread, accessManage, nil, false, []bucket{{10, ten, ofUser}}, (*Service).deleteChatThread},
		{"ListChatParticipants", get, participants, accessRead, nil, false, []bucket{{10, ten, ofUserThread}, {250, ten, ofThread}}, (*Service).listChatParticipants},
		{"AddChatParticipants", post, participants + "/:add", accessJoin, asJSON, false, writes, (*Service).addChatParticipants},
		{"RemoveChatParticipant", post, participants + "/:remove", accessJoin, asEither, false, writes, (*Service).removeChatParticipant},
		{"SendChatMessage", post, messages, accessRead, asJSON, false, writes, (*Service).sendChatMessage},
		{"ListChatMessages", get, messages, accessRead, nil, false, []bucket{
			{50, ten, ofUserThread}, {200, minute, ofUserThread}, {250, ten, ofThread}, {400, minute, ofThread},
		}, (*Service).listChatMessages},
		{"GetChatMessage", get, message, accessRead, nil, false, []bucket{{50, ten, ofUserThread}, {250, ten, ofThread}}, (*Service).getChatMessage},
		{"UpdateChatMessage", patch, message, accessRead, asPatch, false, writes, (*Service).updateChatMessage},
		{"DeleteChatMessage", remove, message, accessRead, nil, false, writes, (*Service).deleteChatMessage},
		{"ListChatReadReceipts", get, receipts, accessRead, nil, false, []bucket{{5, ten, ofUserThread}, {100, ten, ofThread}}, (*Service).listChatReadReceipts},
		{"SendChatReadReceipt", post, receipts, accessRead, asJSON, false, []bucket{{10, ten, ofUserThread}, {30, minute, ofUserThread}}, (*Service).sendChatReadReceipt},
		{"SendTypingNotification", post, thread + "/typing", accessRead, asJSON, true, []bucket{
			{5, ten, ofUserThread}, {15, minute, ofUserThread}, {10, ten, ofThread}, {30, minute, ofThread},
		}, (*Service).sendTypingNotification},

		{"Create", post, "/identities", accessRead, asJSON, true, []bucket{{1000, half, ofResource}}, (*Service).createIdentity},
		{"Delete", remove, identity, accessRead, nil, true, []bucket{{500, half, ofResource}}, (*Service).deleteIdentity},
		{"IssueAccessToken", post, identity + "/:issueAccessToken", accessRead, asJSON, true, []bucket{{1000, half, ofResource}}, (*Service).issueAccessToken},
		{"RevokeAccessTokens", post, identity + "/:revokeAccessTokens", accessRead, nil, true, []bucket{{500, half, ofResource}}, (*Service).revokeAccessTokens},
	}
}

// api is the API an operation belongs to.
func (o operation) api() api { return apiOf(o.path) }

// accepts refuses a body of another content type.
func (o operation) accepts(contentType string) error {
	mediaType, _, err := mime.ParseMediaType(contentType)
	if len(o.contentTypes) == 0 || err == nil && slices.Contains(o.contentTypes, mediaType) {
		return nil
	}
	return &failure{
		status: http.StatusUnsupportedMediaType, code: "UnsupportedMediaType",
		message: "The content type must be " + strings.Join(o.contentTypes, " or ") + ".",
	}
}
