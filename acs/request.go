package acs

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/runtime"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/streaming"
)

// request is what a call sends, before the pipeline adds token, client request id and
// user agent. Its builders keep the first error, which the call returns.
type request struct {
	operation Operation
	method    string
	url       string
	// repeatabilityID is the repeatability-request-id header; empty: none.
	repeatabilityID string
	// body is the JSON body; nil: none.
	body []byte
	// contentType is the body's media type; empty: application/json.
	contentType string
	// maxAnswer bounds the answer's body in bytes; 0: maxBodySize.
	maxAnswer int64
	// achieved reports whether a refusal after an attempt of unknown outcome means that
	// the call succeeded; nil: never.
	achieved func(refusal *ResponseError, accessToken string) bool
	err      error
}

const mediaTypeMergePatch = "application/merge-patch+json"

// pathID is an id in a path, and what it is called in errors.
type pathID struct{ name, value string }

func threadInPath(id string) pathID  { return pathID{"chat thread id", id} }
func messageInPath(id string) pathID { return pathID{"chat message id", id} }
func userInPath(id string) pathID    { return pathID{"user id", id} }

// request begins a request; each %s of the path stands for an id.
func (c *connection) request(operation Operation, method, path string, ids ...pathID) request {
	r := request{operation: operation, method: method}
	segments := make([]any, len(ids))
	for i, id := range ids {
		segment, err := pathSegment(id.name, id.value)
		r.fail(err)
		segments[i] = segment
	}
	r.url = c.endpoint.String() + fmt.Sprintf(path, segments...) + "?api-version=" + url.QueryEscape(c.apiVersion)
	return r
}

// addQuery puts names and values before the api-version, which comes last, as in the
// service's own links.
func (r *request) addQuery(pairs ...string) {
	base, version, _ := strings.Cut(r.url, "?")
	var query strings.Builder
	for i := 0; i+1 < len(pairs); i += 2 {
		fmt.Fprintf(&query, "%s=%s&", pairs[i], url.QueryEscape(pairs[i+1]))
	}
	r.url = base + "?" + query.String() + version
}

// fail keeps the first error.
func (r *request) fail(err error) { r.err = cmp.Or(r.err, err) }

// with returns the request with a JSON document as its body.
func (r request) with(document any) request {
	body, err := encodeJSON(document)
	if err != nil {
		r.fail(fmt.Errorf("writing the request: %w", err))
	}
	r.body = body
	return r
}

// patch returns the request with a merge patch as its body.
func (r request) patch(document any, changes bool) request {
	if !changes {
		r.fail(errors.New("the options name nothing to update; nothing was sent"))
	}
	r = r.with(document)
	r.contentType = mediaTypeMergePatch
	return r
}

func (r request) mediaType() string { return cmp.Or(r.contentType, "application/json") }

// http makes the pipeline's request of r.
func (r request) http(ctx context.Context, clientRequestID string) (*policy.Request, error) {
	req, err := runtime.NewRequest(ctx, r.method, r.url)
	if err != nil {
		return nil, fmt.Errorf("making the request: %w", err)
	}
	header := req.Raw().Header
	header.Set("Accept", "application/json")
	header.Set("X-Ms-Client-Request-Id", clientRequestID)
	if r.repeatabilityID != "" {
		header.Set("Repeatability-Request-Id", r.repeatabilityID)
	}
	if r.body != nil {
		if err := req.SetBody(streaming.NopCloser(bytes.NewReader(r.body)), r.mediaType()); err != nil {
			return nil, fmt.Errorf("making the request: %w", err)
		}
	}
	return req, nil
}

// pathSegment escapes a value so that it stays one segment of a path. Colon and at sign
// are escaped as well, as most SDKs do; the service takes both forms (recorded).
func pathSegment(name, value string) (string, error) {
	switch value {
	case "":
		return "", fmt.Errorf("the %s is empty", name)
	case ".", "..":
		// Servers and proxies resolve these even when escaped.
		return "", fmt.Errorf("the %s %q cannot be part of a URL", name, value)
	}
	return strings.ReplaceAll(url.QueryEscape(value), "+", "%20"), nil
}

// RequestPreview is a request as it would be sent, with a mark in the token's place.
type RequestPreview struct {
	Method string
	URL    string
	// Header leaves out what differs each time: client request id and user agent.
	Header http.Header
	// Body is the JSON body, compact; nil where the request has none.
	Body []byte
}

// errPreviewed ends a call whose request was previewed.
var errPreviewed = errors.New("the request was previewed and not sent")

// Preview returns the request of the call that is made with the client given, which
// sends nothing. A repeatability request id is in it only if the caller chose it. Errors
// are those that the call returns before sending.
func (c *Client) Preview(call func(*Client) error) (RequestPreview, error) {
	return preview(c.connection, "Bearer <access token>", func(conn *connection) error {
		return call(&Client{connection: conn, version: c.version})
	})
}

// Preview is that of [Client]; the signature, which holds for a moment only, is left out.
func (c *IdentityClient) Preview(call func(*IdentityClient) error) (RequestPreview, error) {
	return preview(c.connection, signatureScheme+"<signature>", func(conn *connection) error {
		return call(&IdentityClient{connection: conn})
	})
}

func preview(c *connection, authorization string, call func(*connection) error) (seen RequestPreview, err error) {
	silent := *c
	silent.preview = func(r request) {
		seen = RequestPreview{Method: r.method, URL: r.url, Body: r.body, Header: http.Header{"Authorization": {authorization}, "Accept": {"application/json"}}}
		if r.body != nil {
			seen.Header.Set("Content-Type", r.mediaType())
		}
		if r.repeatabilityID != "" {
			seen.Header.Set("Repeatability-Request-Id", r.repeatabilityID)
		}
	}
	if err = call(&silent); errors.Is(err, errPreviewed) {
		err = nil
	}
	return seen, err
}
