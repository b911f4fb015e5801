package openapi

import (
	"net/http"
	"slices"
	"strings"
	"testing"
)

const (
	version = "api-version=2025-03-15"
	boxes   = "/chat/boxes?" + version
	oneBox  = "/chat/boxes/a%2Fb?" + version
	good    = `{"label":"a"}`
	refusal = `{"CommunicationError":{"Code":"BadRequest","Message":"No.","Details":[]}}`
)

// verdictCase is an exchange and what is wrong with it: nothing where no fault is
// wanted.
type verdictCase struct {
	name                      string
	method, target            string
	sent                      string
	status                    int
	answered                  string
	sentHeaders, answerHeader map[string]string // "" takes a header away
	want                      string            // a part of a fault
	faults                    int               // how many; 0 is 1
}

func TestCheck(t *testing.T) {
	documents := load(t, madeUp(t))
	for _, test := range []verdictCase{
		{name: "create", method: "POST", target: boxes, sent: good, status: 201, answered: good},
		{
			name: "everything", method: "POST", target: boxes, status: 201,
			sent:     `{"label":"a","weight":-1,"packedOn":"2024-02-29T12:00:00.123+02:00","labels":{"any":"name"},"lid":{"kind":"screwed","turns":3},"owner":{"rawId":"4:1","phoneNumber":{"value":"1"}}}`,
			answered: `{"label":"a","id":"1","lid":{"kind":"none"},"owner":{"kind":"phoneNumber","rawId":"4:1","phoneNumber":{"value":"1"}}}`,
		},
		{name: "a page", method: "GET", target: boxes + "&maxPageSize=5&startTime=2024-02-29T12:00:00Z", status: 200, answered: `{"value":[],"nextLink":"x"}`},
		{name: "an update", method: "PATCH", target: oneBox, sent: `{}`, status: 204, sentHeaders: map[string]string{"Content-Type": "application/merge-patch+json"}},

		// What a client gets wrong.
		{name: "required", method: "POST", target: boxes, sent: `{"weight":1}`, status: 201, answered: good, want: `property "label" is missing`},
		{name: "type", method: "POST", target: boxes, sent: `{"label":1}`, status: 201, answered: good, want: "/label: value must be a string"},
		{name: "nested type", method: "POST", target: boxes, sent: `{"label":"a","labels":{"b":1}}`, status: 201, answered: good, want: "/labels/b: value must be a string"},
		{name: "no int32", method: "POST", target: boxes, sent: `{"label":"a","weight":2147483648}`, status: 201, answered: good, want: "/weight"},
		{name: "null", method: "POST", target: boxes, sent: `{"label":"a","weight":null}`, status: 201, answered: good, want: "/weight: Value is not nullable"},
		{name: "misspelt", method: "POST", target: boxes, sent: `{"label":"a","wieght":1}`, status: 201, answered: good, want: `property "wieght" is unsupported`},
		{name: "misspelt in a choice", method: "POST", target: boxes, sent: `{"label":"a","lid":{"kind":"screwed","turns":1,"turn":1}}`, status: 201, answered: good, want: `property "turn" is unsupported`},
		{name: "of another choice", method: "POST", target: boxes, sent: `{"label":"a","lid":{"kind":"none","turns":1}}`, status: 201, answered: good, want: `property "turns" is unsupported`},
		{name: "required in a choice", method: "POST", target: boxes, sent: `{"label":"a","lid":{"kind":"screwed"}}`, status: 201, answered: good, want: `property "turns" is missing`},
		{name: "no choice", method: "POST", target: boxes, sent: `{"label":"a","lid":{}}`, status: 201, answered: good, want: "/lid"},
		{name: "unknown choice", method: "POST", target: boxes, sent: `{"label":"a","lid":{"kind":"glued"}}`, status: 201, answered: good, want: "/lid"},
		{name: "another case", method: "POST", target: boxes, sent: `{"Label":"a","label":"a"}`, status: 201, answered: good, want: `property "Label" is unsupported`},
		{name: "no such day", method: "POST", target: boxes, sent: `{"label":"a","packedOn":"2023-02-29T12:00:00Z"}`, status: 201, answered: good, want: "/packedOn"},
		{name: "no zone", method: "POST", target: boxes, sent: `{"label":"a","packedOn":"2024-02-29T12:00:00"}`, status: 201, answered: good, want: "/packedOn"},
		{name: "read-only", method: "POST", target: boxes, sent: `{"label":"a","id":"1"}`, status: 201, answered: good, want: `readOnly property "id" in request`},
		{name: "no body", method: "POST", target: boxes, status: 201, answered: good, want: "value is required but missing"},
		{name: "no JSON", method: "POST", target: boxes, sent: `{"label"`, status: 201, answered: good, want: "failed to decode request body"},
		{name: "two values", method: "POST", target: boxes, sent: good + good, status: 201, answered: good, want: "request"},
		{name: "body of a GET", method: "GET", target: boxes, sent: "{}", status: 200, answered: `{"value":[]}`, want: "request body not allowed"},
		{name: "content type", method: "POST", target: boxes, sent: good, status: 201, answered: good, sentHeaders: map[string]string{"Content-Type": "text/plain"}, want: `header Content-Type has unexpected value "text/plain"`},
		{name: "no content type", method: "POST", target: boxes, sent: good, status: 201, answered: good, sentHeaders: map[string]string{"Content-Type": ""}, want: "header Content-Type has unexpected value"},
		{name: "JSON for a patch", method: "PATCH", target: oneBox, sent: `{}`, status: 204, want: `header Content-Type has unexpected value "application/json"`},
		{name: "unknown parameter", method: "GET", target: boxes + "&maxpagesize=1", status: 200, answered: `{"value":[]}`, want: "the query parameter maxpagesize is not declared"},
		{name: "parameter twice", method: "GET", target: boxes + "&maxPageSize=1&maxPageSize=1", status: 200, answered: `{"value":[]}`, want: "the query parameter maxPageSize stands there 2 times"},
		{name: "parameter's type", method: "GET", target: boxes + "&maxPageSize=many", status: 200, answered: `{"value":[]}`, want: `parameter "maxPageSize" in query`},
		{name: "parameter's range", method: "GET", target: boxes + "&maxPageSize=2147483648", status: 200, answered: `{"value":[]}`, want: `parameter "maxPageSize" in query`},
		{name: "parameter's format", method: "GET", target: boxes + "&startTime=1%2F1%2F1970", status: 200, answered: `{"value":[]}`, want: `parameter "startTime" in query`},
		{name: "empty parameter", method: "GET", target: boxes + "&maxPageSize=", status: 200, answered: `{"value":[]}`, want: `parameter "maxPageSize" in query`},
		{name: "misspelt header", method: "POST", target: boxes, sent: good, status: 201, answered: good, sentHeaders: map[string]string{"repeatability-requestid": "1"}, want: "the header Repeatability-Requestid is not declared"},
		{name: "header of another operation", method: "GET", target: boxes, status: 200, answered: `{"value":[]}`, sentHeaders: map[string]string{"repeatability-request-id": "1"}, want: "the header Repeatability-Request-Id is not declared"},
		{name: "declared header", method: "POST", target: boxes, sent: good, status: 201, answered: good, sentHeaders: map[string]string{"repeatability-request-id": "1"}},
		{name: "no credential", method: "GET", target: boxes, status: 200, answered: `{"value":[]}`, sentHeaders: map[string]string{"Authorization": ""}, want: "security requirements failed: no Authorization"},
		{name: "unknown path", method: "GET", target: "/chat/box?" + version, status: 404, answered: refusal, want: "no document declares this method and path"},
		{name: "unknown method", method: "PUT", target: boxes, status: 405, want: "no document declares this method and path"},
		{name: "path one deeper", method: "PATCH", target: "/chat/boxes/a/b?" + version, sent: `{}`, status: 404, answered: refusal, want: "no document declares this method and path"},
		{name: "two kinds of identifier", method: "POST", target: boxes, sent: `{"label":"a","owner":{"communicationUser":{"id":"1"},"phoneNumber":{"value":"1"}}}`, status: 201, answered: good, want: "an identifier of several kinds"},
		{name: "identifier of another kind", method: "POST", target: boxes, sent: `{"label":"a","owner":{"kind":"phoneNumber","communicationUser":{"id":"1"}}}`, status: 201, answered: good, want: "an identifier of the kind phoneNumber holds [communicationUser]"},

		// What a service gets wrong.
		{name: "answer: required", method: "POST", target: boxes, sent: good, status: 201, answered: `{}`, want: `property "label" is missing`},
		{name: "answer: type", method: "POST", target: boxes, sent: good, status: 201, answered: `{"label":true}`, want: "/label: value must be a string"},
		{name: "answer: misspelt", method: "GET", target: boxes, status: 200, answered: `{"value":[{"label":"a","Weight":1}]}`, want: `property "Weight" is unsupported`},
		{name: "answer: null", method: "GET", target: boxes, status: 200, answered: `{"value":[],"nextLink":null}`, want: "/nextLink: Value is not nullable"},
		{name: "answer: date", method: "POST", target: boxes, sent: good, status: 201, answered: `{"label":"a","packedOn":"yesterday"}`, want: "/packedOn"},
		{name: "answer: read-only is allowed", method: "POST", target: boxes, sent: good, status: 201, answered: `{"label":"a","id":"1"}`},
		{name: "answer: content type", method: "POST", target: boxes, sent: good, status: 201, answered: good, answerHeader: map[string]string{"Content-Type": "text/html"}, want: "Content-Type"},
		{name: "answer: no content type", method: "POST", target: boxes, sent: good, status: 201, answered: good, answerHeader: map[string]string{"Content-Type": ""}, want: "Content-Type"},
		{name: "answer: empty", method: "POST", target: boxes, sent: good, status: 201, answerHeader: map[string]string{"Content-Type": "application/json"}, want: "failed to decode response body"},
		{name: "answer: two values", method: "POST", target: boxes, sent: good, status: 201, answered: good + good, want: "response 201"},
		{name: "answer: body of a 204", method: "PATCH", target: oneBox, sent: `{}`, sentHeaders: map[string]string{"Content-Type": "application/merge-patch+json"}, status: 204, answered: "{}", want: "declared without a body"},
		{name: "answer: another success", method: "POST", target: boxes, sent: good, status: 200, answered: good, want: "the status 200 is not declared"},
		{name: "answer: declared elsewhere only", method: "POST", target: boxes, sent: good, status: 401, want: "the status 401 is not declared"},
		{name: "answer: 502", method: "GET", target: boxes, status: 502, answered: refusal, want: "the status 502 is not declared"},
		{name: "answer: identifier without rawId", method: "POST", target: boxes, sent: good, status: 201, answered: `{"label":"a","owner":{"kind":"unknown"}}`, want: "/owner: an identifier without rawId"},
		{name: "answer: error's type", method: "POST", target: boxes, sent: good, status: 403, answered: `{"error":{"code":403,"message":"No."}}`, want: "/error/code: value must be a string"},
		{name: "answer: error without message", method: "POST", target: boxes, sent: good, status: 403, answered: `{"error":{"code":"Forbidden"}}`, want: `property "message" is missing`},
		{name: "answer: error, more in it", method: "POST", target: boxes, sent: good, status: 403, answered: `{"error":{"code":"a","message":"b","Details":[]}}`, want: `property "Details" is unsupported`},
		{name: "answer: third envelope", method: "POST", target: boxes, sent: good, status: 403, answered: `{"Error":{"Code":"a"}}`, want: `property "Error" is unsupported`, faults: 2},
		{name: "answer: own envelope, wrong case", method: "POST", target: boxes, sent: good, status: 400, answered: `{"CommunicationError":{"code":"a","Details":[]}}`, want: `property "Code" is missing`, faults: 2},
		{name: "answer: own envelope, empty message", method: "POST", target: boxes, sent: good, status: 400, answered: `{"CommunicationError":{"Code":"a","Message":"","Details":[]}}`, want: "/CommunicationError/Message"},
		{name: "answer: error as HTML", method: "POST", target: boxes, sent: good, status: 400, answered: refusal, answerHeader: map[string]string{"Content-Type": "text/html"}, want: `the content type is "text/html"`},
		{name: "answer: no JSON", method: "POST", target: boxes, sent: good, status: 400, answered: "<html>", want: "reading JSON"},
		{name: "answer: 403 without a body", method: "POST", target: boxes, sent: good, status: 403, want: "no body"},
		{name: "answer to an unknown version", method: "GET", target: "/chat/boxes?api-version=2099-01-01", status: 200, answered: `{"value":[]}`, want: `200 to the api-version "2099-01-01"`},
		{name: "refusal of an unknown version", method: "GET", target: "/chat/boxes?api-version=2099-01-01", status: 400, answered: `{"error":{"code":"UnsupportedApiVersion","message":"No."}}`},
		{name: "no version answered", method: "GET", target: "/chat/boxes", status: 200, answered: `{"value":[]}`, want: `200 to the api-version ""`},
		{name: "unreadable query", method: "GET", target: boxes + "&a=%zz", status: 200, answered: `{"value":[]}`, want: "the query cannot be read"},
	} {
		e := exchange(t, test.method, test.target, test.sent, test.status, test.answered)
		change(e.Request.Header, test.sentHeaders)
		change(e.Response.Header, test.answerHeader)
		verdict := documents.Check(t.Context(), e, Both)
		faults := slices.Concat(verdict.Faults, verdict.LinkFaults)
		switch {
		case test.want == "" && len(faults) > 0:
			t.Errorf("%s: %q", test.name, faults)
		case test.want != "" && (len(faults) == 0 || !strings.Contains(strings.Join(faults, "\n"), test.want)):
			t.Errorf("%s: faults %q, want %q", test.name, faults, test.want)
		case test.want != "" && len(faults) != max(test.faults, 1):
			t.Errorf("%s: %d faults: %q", test.name, len(faults), faults)
		}
	}
}

func change(header http.Header, changes map[string]string) {
	for name, value := range changes {
		header.Del(name)
		if value != "" {
			header.Set(name, value)
		}
	}
}
