package emulator

import (
	"mime"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// operation is one operation of the service: its official operationId without
// its prefix, its place, and what it asks of a caller.
type operation struct {
	name         string
	method       string
	path         string   // with {id} for the thread's or the identity's id, {message} for the message's
	scope        access   // the scope it needs; the Identity API asks for none
	contentTypes []string // of its body; empty: it has none
	handle       func(*Service, *call) (response, error)
}

// Media types of request bodies.
const (
	jsonType       = "application/json"
	mergePatchType = "application/merge-patch+json"
)

// api is the API an operation belongs to.
func (o operation) api() api { return apiOf(o.path) }

// operations lists what is served. Scopes are the documented ones.
func operations() []operation {
	const (
		threads      = "/chat/threads"
		thread       = threads + "/{id}"
		participants = thread + "/participants"
		messages     = thread + "/messages"
		message      = messages + "/{message}"
		receipts     = thread + "/readReceipts"
	)
	chat := []operation{
		{"CreateChatThread", http.MethodPost, threads, accessManage, []string{jsonType}, (*Service).createChatThread},
		{"ListChatThreads", http.MethodGet, threads, accessRead, nil, (*Service).listChatThreads},
		{"GetChatThreadProperties", http.MethodGet, thread, accessRead, nil, (*Service).getChatThreadProperties},
		{"UpdateChatThreadProperties", http.MethodPatch, thread, accessManage, []string{mergePatchType}, (*Service).updateChatThreadProperties},
		{"DeleteChatThread", http.MethodDelete, thread, accessManage, nil, (*Service).deleteChatThread},
		{"ListChatParticipants", http.MethodGet, participants, accessRead, nil, (*Service).listChatParticipants},
		{"AddChatParticipants", http.MethodPost, participants + "/:add", accessJoin, []string{jsonType}, (*Service).addChatParticipants},
		{
			"RemoveChatParticipant", http.MethodPost, participants + "/:remove", accessJoin,
			[]string{jsonType, mergePatchType},
			(*Service).removeChatParticipant,
		},
		{"SendChatMessage", http.MethodPost, messages, accessRead, []string{jsonType}, (*Service).sendChatMessage},
		{"ListChatMessages", http.MethodGet, messages, accessRead, nil, (*Service).listChatMessages},
		{"GetChatMessage", http.MethodGet, message, accessRead, nil, (*Service).getChatMessage},
		{"UpdateChatMessage", http.MethodPatch, message, accessRead, []string{mergePatchType}, (*Service).updateChatMessage},
		{"DeleteChatMessage", http.MethodDelete, message, accessRead, nil, (*Service).deleteChatMessage},
		{"ListChatReadReceipts", http.MethodGet, receipts, accessRead, nil, (*Service).listChatReadReceipts},
		{"SendChatReadReceipt", http.MethodPost, receipts, accessRead, []string{jsonType}, (*Service).sendChatReadReceipt},
		{"SendTypingNotification", http.MethodPost, thread + "/typing", accessRead, []string{jsonType}, (*Service).sendTypingNotification},
	}
	return append(chat, identityOperations()...)
}

// bodyIsOptional says whether a request may come without a body, and then without
// a content type: recorded for identities, documented for typing notifications.
func (o operation) bodyIsOptional() bool {
	return o.api() == apiIdentity || o.name == "SendTypingNotification"
}

// accepts refuses a body of another content type.
func (o operation) accepts(contentType string) error {
	if len(o.contentTypes) == 0 {
		return nil
	}
	mediaType, _, err := mime.ParseMediaType(contentType)
	if err == nil && slices.Contains(o.contentTypes, mediaType) {
		return nil
	}
	return &failure{
		status: http.StatusUnsupportedMediaType, code: "UnsupportedMediaType",
		message: "The content type must be " + strings.Join(o.contentTypes, " or ") + ".",
	}
}

// route is what a request's method and path lead to.
type route struct {
	operation operation
	api       api    // of the path, also where nothing is served there
	id        string // the thread's or the identity's one in the path
	messageID string // in the path
	refusal   error
}

// imagePath is where 2024-03-15-preview has its three image operations.
var imagePath = regexp.MustCompile(`^/chat/threads/[^/]+/images(/|$)`)

// match finds the operation of a request. The path is taken apart before it is
// decoded: ids come raw or percent-encoded (both recorded).
func match(operations []operation, r *http.Request) route {
	var allowed []string
	found := route{api: apiOf(r.URL.Path)}
	for _, candidate := range operations {
		id, messageID, fits := matchPath(candidate.path, r.URL.EscapedPath())
		if !fits {
			continue
		}
		if candidate.method == r.Method {
			found.operation, found.id, found.messageID = candidate, id, messageID
			return found
		}
		allowed = append(allowed, candidate.method)
	}
	if len(allowed) > 0 {
		found.refusal = &failure{
			status: http.StatusMethodNotAllowed, code: "MethodNotAllowed", bare: true,
			header: http.Header{"Allow": {strings.Join(allowed, ", ")}},
		}
		return found
	}
	refusal := notFound()
	refusal.message = "The emulator serves no operation at this path."
	if imagePath.MatchString(r.URL.EscapedPath()) {
		refusal.message = "The emulator does not serve the image operations of 2024-03-15-preview."
	}
	found.refusal = refusal
	return found
}

// matchPath compares a path as sent with a pattern, segment by segment.
func matchPath(pattern, escaped string) (id, messageID string, fits bool) {
	want, have := strings.Split(pattern, "/"), strings.Split(escaped, "/")
	if len(want) != len(have) {
		return "", "", false
	}
	for i, segment := range have {
		decoded, err := url.PathUnescape(segment)
		switch {
		case err != nil:
			return "", "", false
		case want[i] == "{id}" && decoded != "":
			id = decoded
		case want[i] == "{message}" && decoded != "":
			messageID = decoded
		case want[i] != decoded:
			return "", "", false
		}
	}
	return id, messageID, true
}
