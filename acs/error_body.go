package acs

import (
	"bytes"
	"cmp"
	"encoding/json"
	"strings"
	"unicode/utf8"
)

// maxErrorDepth bounds how far errors inside errors are followed.
const maxErrorDepth = 8

// errorEnvelope is every outer form an error body is known to have: the
// documented "error", which the gateway and the identity service use;
// "CommunicationError", which the chat service sends (recorded 2021 to 2026);
// "Error" of early previews; and no envelope at all. encoding/json matches the
// names whatever their case.
type errorEnvelope struct {
	Error              json.RawMessage `json:"error"`
	CommunicationError json.RawMessage `json:"communicationError"`
}

// errorFields is an error inside an envelope. Nothing is decoded at once: one
// field of an odd type must not cost the others.
type errorFields struct {
	Code        json.RawMessage `json:"code"`
	Message     json.RawMessage `json:"message"`
	Target      json.RawMessage `json:"target"`
	Details     json.RawMessage `json:"details"`
	InnerError  json.RawMessage `json:"innererror"`
	InnerErrors json.RawMessage `json:"innererrors"`
}

// decodeErrorBody reads an error of any form. It always succeeds: of a body that
// it does not know, the beginning becomes the message.
func decodeErrorBody(body []byte) CommunicationError {
	body = bytes.TrimPrefix(body, []byte("\xef\xbb\xbf"))
	var envelope errorEnvelope
	if err := json.Unmarshal(body, &envelope); err != nil {
		return CommunicationError{Message: pageExcerpt(body)}
	}
	for _, content := range []json.RawMessage{envelope.CommunicationError, envelope.Error, body} {
		if fault, ok := decodeError(content, 0); ok {
			return fault
		}
		// {"error":"invalid_token"}
		if text := jsonText(content); text != "" {
			return CommunicationError{Code: text}
		}
	}
	if emptyJSON(body) {
		return CommunicationError{}
	}
	return CommunicationError{Message: excerpt(body)}
}

// emptyJSON holds for bodies that are JSON and say nothing, whose text would be
// no message to anybody.
func emptyJSON(body []byte) bool {
	var compact bytes.Buffer
	if err := json.Compact(&compact, body); err != nil {
		return false
	}
	switch strings.ToLower(compact.String()) {
	case `{}`, `[]`, `null`, `""`, `{"error":{}}`, `{"communicationerror":{}}`, `{"error":null}`, `{"communicationerror":null}`:
		return true
	}
	return false
}

// decodeError reads one error object; ok is false where there is none, or one
// that says nothing.
func decodeError(content json.RawMessage, depth int) (fault CommunicationError, ok bool) {
	var fields errorFields
	if len(content) == 0 || depth > maxErrorDepth || json.Unmarshal(content, &fields) != nil {
		return CommunicationError{}, false
	}
	fault = CommunicationError{
		Code:    jsonText(fields.Code),
		Message: jsonText(fields.Message),
		Target:  jsonText(fields.Target),
		Details: append(decodeErrors(fields.Details, depth+1), decodeErrors(fields.InnerErrors, depth+1)...),
	}
	if inner, found := decodeError(fields.InnerError, depth+1); found {
		fault.InnerError = &inner
	}
	said := cmp.Or(fault.Code, fault.Message, fault.Target) != ""
	return fault, said || len(fault.Details) > 0 || fault.InnerError != nil
}

// decodeErrors reads a list of errors; what is none is passed over.
func decodeErrors(content json.RawMessage, depth int) []CommunicationError {
	var items []json.RawMessage
	if len(content) == 0 || json.Unmarshal(content, &items) != nil {
		return nil
	}
	var faults []CommunicationError
	for _, item := range items {
		if fault, ok := decodeError(item, depth); ok {
			faults = append(faults, fault)
		}
	}
	return faults
}

// jsonText is the text of a JSON string or number; empty for anything else.
func jsonText(content json.RawMessage) string {
	if len(content) == 0 {
		return ""
	}
	var text string
	if json.Unmarshal(content, &text) == nil {
		return text
	}
	var number json.Number
	if json.Unmarshal(content, &number) == nil {
		return number.String()
	}
	return ""
}

// excerpt is the beginning of a body, on one line.
func excerpt(body []byte) string {
	const maxRunes = 200
	// More than enough for 200 runes, and cheap where the body is huge.
	head := body[:min(len(body), 8*maxRunes)]
	text := oneLine(strings.ToValidUTF8(string(head), "\uFFFD"))
	if utf8.RuneCountInString(text) <= maxRunes && len(head) == len(body) {
		return text
	}
	runes := []rune(text)
	return string(runes[:min(len(runes), maxRunes)]) + "…"
}
