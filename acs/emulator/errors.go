package emulator

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"net/http"
)

// failure is a refusal, before it takes the form of an envelope.
type failure struct {
	status  int
	code    string
	message string // absent from the service's envelope where empty
	target  string // only in the lower-case envelope
	gateway bool   // answered by the gateway: the lower-case envelope always
	bare    bool   // without a body, but in the documented form
	usual   bool   // the documented form has its own words for it
	header  http.Header
}

// Error makes a failure an error.
func (f *failure) Error() string {
	return f.code + ": " + f.message
}

func badRequest(message string) *failure {
	return &failure{status: http.StatusBadRequest, code: "BadRequest", message: message}
}

// invalidIdentifier refuses a whole request for one id (recorded).
func invalidIdentifier(rawID string) *failure {
	return badRequest("Identifier format is invalid (" + rawID + ").")
}

func unauthorized() *failure {
	return &failure{status: http.StatusUnauthorized, code: "Unauthorized", bare: true}
}

// forbidden is the recorded refusal of a caller who is not a member.
func forbidden() *failure {
	return &failure{
		status: http.StatusForbidden, code: "Forbidden", usual: true,
		message: "The initiator doesn't have the permission to perform the requested operation.",
	}
}

// notFound is the recorded answer to an unknown thread id: without Message.
func notFound() *failure {
	return &failure{status: http.StatusNotFound, code: "NotFound"}
}

// tooLarge refuses a body beyond the emulator's bound.
func tooLarge() *failure {
	return &failure{
		status: http.StatusRequestEntityTooLarge, code: "PayloadTooLarge",
		message: "The request body is too large.",
	}
}

// errorDetail is the recorded inner form of the service's envelope.
type errorDetail struct {
	Code    string `json:"Code"`
	Message string `json:"Message,omitempty"`
	Details []any  `json:"Details"`
}

// documentedError is the form the OpenAPI documents declare.
type documentedError struct {
	Code    string `json:"code"`
	Message string `json:"message"`
	Target  string `json:"target,omitempty"`
}

// failureResponse gives an error its body. The Identity API has the lower-case
// envelope always (recorded).
func (s *Service) failureResponse(err error, of api) response {
	var refusal *failure
	if !errors.As(err, &refusal) {
		refusal = &failure{
			status: http.StatusInternalServerError, code: "InternalServerError",
			message: "The server could not fulfill the request due to some unexpected failure.",
		}
	}
	answer := response{status: refusal.status, header: refusal.header, contentType: "application/json", chunked: true}
	switch {
	case refusal.gateway || of == apiIdentity:
		message := cmp.Or(refusal.message, documentedMessage(refusal.status))
		answer.body = encode(map[string]documentedError{"error": {Code: refusal.code, Message: message, Target: refusal.target}}, "")
	case s.options.Envelope == EnvelopeDocumented:
		message := refusal.message
		if message == "" || refusal.usual {
			message = documentedMessage(refusal.status)
		}
		answer.body = encode(map[string]documentedError{"error": {Code: refusal.code, Message: message}}, "")
	case refusal.bare:
		answer.contentType, answer.chunked = "", false
	default:
		detail := errorDetail{Code: refusal.code, Message: refusal.message, Details: []any{}}
		indent := "  "
		if refusal.status == http.StatusInternalServerError {
			indent = "" // recorded so of this status alone
		}
		answer.body = encode(map[string]errorDetail{"CommunicationError": detail}, indent)
	}
	return answer
}

// documentedMessage is the message the documents' examples show for a status, and
// for others the status in words: a message is required there.
func documentedMessage(status int) string {
	switch status {
	case http.StatusUnauthorized:
		return "Request is not authorized."
	case http.StatusForbidden:
		return "User is not allowed to perform specified action."
	case http.StatusTooManyRequests:
		return "Rate limit exceeded."
	case http.StatusServiceUnavailable:
		return "The server is currently unable to handle the request."
	}
	return http.StatusText(status)
}

// encode writes JSON as the service does: no HTML escapes, no final newline.
func encode(value any, indent string) []byte {
	var buffer bytes.Buffer
	encoder := json.NewEncoder(&buffer)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", indent)
	if err := encoder.Encode(value); err != nil {
		// The values are the structs of this package, which always encode.
		panic("emulator: encoding a response: " + err.Error())
	}
	return bytes.TrimSuffix(buffer.Bytes(), []byte("\n"))
}
