package emulator

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
)

// route is what a request's method and path lead to.
type route struct {
	operation operation
	api       api    // of the path, even of one that is not served
	id        string // the thread's or the identity's, in the path
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
