package openapi

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
)

// check is the work on one exchange.
type check struct {
	exchange  Exchange
	document  *document
	operation operation
	query     url.Values
	verdict   *Verdict
}

func (c *check) fault(format string, values ...any) {
	c.verdict.Faults = append(c.verdict.Faults, fmt.Sprintf(format, values...))
}

func (c *check) deviation(name string) {
	c.verdict.Deviations = append(c.verdict.Deviations, name)
}

// unknownVersion is an api-version that no document has: a client may try one, and
// a service must refuse it.
func (c *check) unknownVersion(sides Direction) {
	if status := c.exchange.Status; sides&Responses == 0 {
		c.fault("request: there is no api-version %q", c.verdict.Version)
	} else if status != 0 && status != http.StatusBadRequest {
		c.fault("response: %d to the api-version %q, which no document has", status, c.verdict.Version)
	}
}

// unknownPath is a method and path that the document does not have: a client does
// not send it, and a service must not have it.
func (c *check) unknownPath(sides Direction) {
	status := c.exchange.Status
	if sides&Requests != 0 {
		c.fault("request: no document declares this method and path")
	}
	if sides&Responses != 0 && status != 0 && status != http.StatusNotFound && status != http.StatusMethodNotAllowed {
		c.fault("response: %d to a method and path that no document declares", status)
	}
}

// options are those of the validating library.
func options() *openapi3filter.Options {
	settings := &openapi3filter.Options{
		MultiError: true, IncludeResponseStatus: true, RejectWhenRequestBodyNotSpecified: true, SkipSettingDefaults: true,
		SchemaValidationOptions: formats(),
	}
	settings.WithCustomSchemaErrorFunc(describe)
	return settings
}

// formats are the formats of texts that the library would take too lightly: its
// own date-time knows a 31st of February.
func formats() []openapi3.SchemaValidationOption {
	return []openapi3.SchemaValidationOption{
		openapi3.WithStringFormatValidator("date-time", openapi3.NewCallbackValidator(func(value string) error {
			if _, err := time.Parse(time.RFC3339, value); err != nil {
				return errors.New("not a date and time of RFC 3339")
			}
			return nil
		})),
		openapi3.WithStringFormatValidator("uri", openapi3.NewCallbackValidator(func(value string) error {
			if parsed, err := url.Parse(value); err != nil || !parsed.IsAbs() {
				return errors.New("not an absolute URI")
			}
			return nil
		})),
	}
}

// describe says in one line what is wrong where in a body.
func describe(err *openapi3.SchemaError) string {
	return fmt.Sprintf("/%s: %s", strings.Join(err.JSONPointer(), "/"), err.Reason)
}

// reasons takes an error of the library apart, one line each.
func reasons(err error) []string {
	if several, is := errors.AsType[openapi3.MultiError](err); is {
		var lines []string
		for _, one := range several {
			lines = append(lines, prefixed(err, several, reasons(one))...)
		}
		return lines
	}
	return []string{oneLine(err.Error())}
}

// prefixed puts what an error says around several others before each of them.
func prefixed(whole error, inner openapi3.MultiError, lines []string) []string {
	before, _, found := strings.Cut(whole.Error(), inner.Error())
	before = oneLine(before)
	if !found || before == "" {
		return lines
	}
	for i, line := range lines {
		lines[i] = before + " " + line
	}
	return lines
}

func oneLine(text string) string {
	return strings.Join(strings.Fields(text), " ")
}

// readJSON reads a body as one JSON value, numbers as they stand there.
func readJSON(body []byte) (any, error) {
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	var value any
	if err := decoder.Decode(&value); err != nil {
		return nil, fmt.Errorf("reading JSON: %w", err)
	}
	if decoder.More() {
		return nil, errors.New("reading JSON: more than one value")
	}
	return value, nil
}

// readNext notes the link to the next page, also of an answer that is not
// checked: the client may follow it.
func (c *check) readNext() {
	if !c.operation.pageable || !c.verdict.Succeeded {
		return
	}
	var page struct {
		NextLink string `json:"nextLink"`
	}
	if json.Unmarshal(c.exchange.Response.Body, &page) == nil {
		c.verdict.Next = page.NextLink
	}
}
