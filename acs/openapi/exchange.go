package openapi

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// Exchange is a request as the service received it, and its answer.
type Exchange struct {
	// Method is the HTTP method, in capitals.
	Method string
	// URL is the absolute URL that the client asked for.
	URL *url.URL
	// Request is what was sent.
	Request Message
	// Status is the answer's HTTP status; 0 where the connection ended without a
	// whole answer. Then there is no answer to check.
	Status int
	// Response is the answer.
	Response Message
}

// Message is the header and the whole body of a request or an answer.
type Message struct {
	Header http.Header
	Body   []byte
}

// Direction says which sides of an exchange are checked.
type Direction int

const (
	// Requests are those that a client sends.
	Requests Direction = 1 << iota
	// Responses are those that a service answers.
	Responses
	// Both sides.
	Both = Requests | Responses
)

// Subject says what an exchange is about, as far as the documents matter.
type Subject int

const (
	// Documented is an exchange of an operation that a document declares.
	Documented Subject = iota
	// NoDocument is one of an api-version without a document here.
	NoDocument
	// OtherAPI is one of the Identity API.
	OtherAPI
	// Control is one of the emulator's control endpoints.
	Control
	// Undocumented is one that no document declares: of an unknown api-version or
	// path.
	Undocumented
)

// Verdict is what the documents say about an exchange.
type Verdict struct {
	// Subject says whether anything was checked: only a Documented exchange was.
	Subject Subject
	// OperationID is the official name of the operation of a Documented exchange.
	OperationID string
	// Version is the exchange's api-version.
	Version string
	// Succeeded says that the answer has a 2xx status.
	Succeeded bool
	// Faults are the differences, in words.
	Faults []string
	// Deviations are the names of the allowed differences.
	Deviations []string
	// Next is the nextLink of the answer, where it has one.
	Next string
	// LinkFaults are what is wrong with the request's query, unless the URL is a
	// nextLink of an earlier answer: the documents declare no query for those
	// (x-ms-pageable), clients send them as they are.
	LinkFaults []string
}

// Check holds an exchange against the documents.
func (d *Documents) Check(ctx context.Context, e Exchange, sides Direction) Verdict {
	query, err := url.ParseQuery(e.URL.RawQuery)
	v := Verdict{Version: query.Get("api-version"), Succeeded: e.Status >= 200 && e.Status < 300}
	switch first, _, _ := strings.Cut(strings.TrimPrefix(e.URL.Path, "/"), "/"); {
	case first == "identities", first == "teamsUser":
		v.Subject = OtherAPI
		return v
	case first == "_emulator":
		v.Subject = Control
		return v
	case slices.Contains(versionsWithout(), v.Version):
		v.Subject = NoDocument
		return v
	}
	c := check{exchange: e, verdict: &v, query: query}
	if err != nil {
		c.fault("the query cannot be read: %v", err)
		return v
	}
	found, known := d.versions[v.Version]
	if !known {
		v.Subject = Undocumented
		c.unknownVersion(sides)
		return v
	}
	c.document = found
	var parameters map[string]string
	if c.operation, parameters, known = found.find(e.Method, e.URL.EscapedPath()); !known {
		v.Subject = Undocumented
		c.unknownPath(sides)
		return v
	}
	v.OperationID = c.operation.id
	if sides&Requests != 0 {
		c.request(ctx, parameters)
	}
	if sides&Responses != 0 && e.Status != 0 {
		c.response(ctx)
	}
	c.readNext()
	return v
}
