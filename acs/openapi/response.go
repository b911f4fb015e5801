package openapi

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
)

// response checks the answered side of an exchange.
func (c *check) response(ctx context.Context) {
	status, answer := c.exchange.Status, c.exchange.Response
	declared := c.operation.route.Operation.Responses.Status(status)
	if declared == nil {
		name, allowed := undeclaredStatus(status)
		if !allowed {
			c.fault("response: the status %d is not declared", status)
			return
		}
		c.deviation(name)
		if len(answer.Body) > 0 || status != http.StatusMethodNotAllowed {
			c.failure()
		}
		return
	}
	if len(declared.Value.Content) == 0 {
		if len(answer.Body) > 0 {
			c.fault("response: %d is declared without a body and has one", status)
		}
		return
	}
	if status >= http.StatusBadRequest {
		c.failure()
		return
	}
	input := &openapi3filter.ResponseValidationInput{
		RequestValidationInput: &openapi3filter.RequestValidationInput{
			Request: &http.Request{Method: c.exchange.Method, URL: c.exchange.URL, Header: http.Header{}},
			Route:   c.operation.route, Options: options(),
		},
		Status: status, Header: answer.Header, Body: io.NopCloser(bytes.NewReader(answer.Body)), Options: options(),
	}
	if err := openapi3filter.ValidateResponse(ctx, input); err != nil {
		for _, reason := range reasons(err) {
			c.fault("response %d: %s", status, reason)
		}
		return
	}
	value, err := readJSON(answer.Body)
	if err != nil {
		c.fault("response %d: %v", status, err)
		return
	}
	c.checkIdentifiers("response", declared.Value.Content.Get(answer.Header.Get("Content-Type")).Schema.Value, value)
}

// failure checks the body of a refusal: the documented error, or what the live
// service sends in its place.
func (c *check) failure() {
	status, answer := c.exchange.Status, c.exchange.Response
	if len(answer.Body) == 0 {
		if status == http.StatusUnauthorized {
			c.deviation(emptyRefusal)
			return
		}
		c.fault("response %d: no body", status)
		return
	}
	if media, _, _ := strings.Cut(answer.Header.Get("Content-Type"), ";"); media != "application/json" {
		c.fault("response %d: the content type is %q", status, media)
	}
	value, err := readJSON(answer.Body)
	if err != nil {
		c.fault("response %d: %v", status, err)
		return
	}
	schema := c.document.failure
	if object, is := value.(map[string]any); is && object["CommunicationError"] != nil {
		c.deviation(ownEnvelope)
		schema = ownEnvelopeSchema()
	}
	settings := append(formats(), openapi3.MultiErrors(), openapi3.VisitAsResponse(), openapi3.SetSchemaErrorMessageCustomizer(describe))
	if err := schema.VisitJSON(value, settings...); err != nil {
		for _, reason := range reasons(err) {
			c.fault("response %d: %s", status, reason)
		}
	}
}

// ownEnvelopeSchema is the recorded form of the live service's errors, as strict
// as the documents' own.
func ownEnvelopeSchema() *openapi3.Schema {
	object := func(required []string, properties map[string]*openapi3.Schema) *openapi3.Schema {
		schema := openapi3.NewObjectSchema().WithProperties(properties).WithoutAdditionalProperties()
		schema.Required = required
		return schema
	}
	return object([]string{"CommunicationError"}, map[string]*openapi3.Schema{
		"CommunicationError": object([]string{"Code", "Details"}, map[string]*openapi3.Schema{
			"Code":    openapi3.NewStringSchema().WithMinLength(1),
			"Message": openapi3.NewStringSchema().WithMinLength(1),
			"Details": openapi3.NewArraySchema().WithMaxItems(0),
		}),
	})
}
