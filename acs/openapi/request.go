package openapi

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/textproto"
	"slices"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
)

// request checks the sent side of an exchange.
func (c *check) request(ctx context.Context, parameters map[string]string) {
	c.checkQuery(ctx)
	c.checkHeaders()
	sent := &http.Request{
		Method: c.exchange.Method, URL: c.exchange.URL, Header: c.exchange.Request.Header.Clone(),
		Body: io.NopCloser(bytes.NewReader(c.exchange.Request.Body)), ContentLength: int64(len(c.exchange.Request.Body)),
	}
	settings := options()
	// Parameters of the query are checked below, as those of a followed link are
	// not the documents' affair.
	settings.ExcludeRequestQueryParams = true
	settings.AuthenticationFunc = func(_ context.Context, input *openapi3filter.AuthenticationInput) error {
		if scheme := input.SecurityScheme; scheme.In != "header" || sent.Header.Get(scheme.Name) == "" {
			return fmt.Errorf("no %s", input.SecuritySchemeName)
		}
		return nil
	}
	input := &openapi3filter.RequestValidationInput{
		Request: sent, PathParams: parameters, QueryParams: c.query, Route: c.operation.route, Options: settings,
	}
	if err := openapi3filter.ValidateRequest(ctx, input); err != nil {
		for _, reason := range reasons(err) {
			c.fault("request: %s", reason)
		}
		return
	}
	if body := c.operation.route.Operation.RequestBody; body != nil && len(c.exchange.Request.Body) > 0 {
		media := body.Value.Content.Get(sent.Header.Get("Content-Type"))
		value, err := readJSON(c.exchange.Request.Body)
		if err != nil {
			c.fault("request: %v", err)
			return
		}
		c.checkIdentifiers("request", media.Schema.Value, value)
	}
}

// checkQuery checks that the query has all that is required, nothing that is not
// declared, and each parameter once.
func (c *check) checkQuery(ctx context.Context) {
	fault := func(format string, values ...any) {
		c.verdict.LinkFaults = append(c.verdict.LinkFaults, "request: "+fmt.Sprintf(format, values...))
	}
	declared := map[string]*openapi3.Parameter{}
	for _, reference := range c.parameters() {
		if reference.In == openapi3.ParameterInQuery {
			declared[reference.Name] = reference
		}
	}
	for name, values := range c.query {
		switch _, known := declared[name]; {
		case !known:
			fault("the query parameter %s is not declared", name)
		case len(values) != 1:
			fault("the query parameter %s stands there %d times", name, len(values))
		}
	}
	input := &openapi3filter.RequestValidationInput{
		Request:     &http.Request{Method: c.exchange.Method, URL: c.exchange.URL, Header: http.Header{}},
		QueryParams: c.query, Route: c.operation.route, Options: options(),
	}
	for _, parameter := range declared {
		if err := openapi3filter.ValidateParameter(ctx, input, parameter); err != nil {
			for _, reason := range reasons(err) {
				fault("%s", reason)
			}
		}
	}
	slices.Sort(c.verdict.LinkFaults)
}

// parameters are those of the operation and of its path.
func (c *check) parameters() []*openapi3.Parameter {
	var list []*openapi3.Parameter
	for _, references := range []openapi3.Parameters{c.operation.route.PathItem.Parameters, c.operation.route.Operation.Parameters} {
		for _, reference := range references {
			list = append(list, reference.Value)
		}
	}
	return list
}

// checkHeaders refuses headers that neither the operation declares nor HTTP and
// the pipelines of Azure's clients put on every request: otherwise a misspelt one
// would pass.
func (c *check) checkHeaders() {
	allowed := everyRequestHeaders()
	for _, parameter := range c.parameters() {
		if parameter.In == openapi3.ParameterInHeader {
			allowed = append(allowed, textproto.CanonicalMIMEHeaderKey(parameter.Name))
		}
	}
	for name, values := range c.exchange.Request.Header {
		switch {
		case !slices.Contains(allowed, textproto.CanonicalMIMEHeaderKey(name)):
			c.fault("request: the header %s is not declared", name)
		case len(values) != 1:
			c.fault("request: the header %s stands there %d times", name, len(values))
		}
	}
	slices.Sort(c.verdict.Faults)
}

// everyRequestHeaders are headers that need no declaration.
func everyRequestHeaders() []string {
	return []string{
		"Accept", "Accept-Encoding", "Accept-Language", "Authorization", "Cache-Control", "Connection",
		"Content-Length", "Content-Type", "Traceparent", "Transfer-Encoding", "User-Agent",
		"X-Ms-Client-Request-Id", "X-Ms-Useragent",
	}
}
