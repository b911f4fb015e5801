package acs

import (
	"errors"
	"strings"
)

// ConnectionString is a connection string of an ACS resource. However it is printed,
// logged or encoded, the access key does not show; only Reveal returns it.
type ConnectionString struct {
	redacted
	endpoint   string
	credential *KeyCredential
}

// Endpoint is the resource's URL without a trailing slash.
func (c ConnectionString) Endpoint() string { return c.endpoint }

// Credential is the resource's access key; nil in the zero value.
func (c ConnectionString) Credential() *KeyCredential { return c.credential }

// Reveal returns the text, in the form that the portal shows, the access key included.
func (c ConnectionString) Reveal() string {
	if c.credential == nil {
		return ""
	}
	return "endpoint=" + c.endpoint + "/;accesskey=" + c.credential.reveal()
}

// WithEndpoint returns the connection string with another endpoint, which has been
// checked.
func (c ConnectionString) WithEndpoint(endpoint string) ConnectionString {
	return newConnectionString(endpoint, c.credential)
}

func newConnectionString(endpoint string, credential *KeyCredential) ConnectionString {
	return ConnectionString{
		redacted:   redacted("ConnectionString(endpoint=" + endpoint + ";accesskey=REDACTED)"),
		endpoint:   endpoint,
		credential: credential,
	}
}

const connectionStringForm = "; it must look like endpoint=https://…;accesskey=…"

// ParseConnectionString reads a connection string as the portal shows it:
//
//	endpoint=https://contoso.communication.azure.com/;accesskey=<base64>
//
// The names may be written in any case (recorded of the SDKs) and stand in any order;
// other parts are ignored, for what a later portal may add. Errors are *ValueError.
func ParseConnectionString(s string) (ConnectionString, error) {
	endpoint, err := ConnectionStringEndpoint(s)
	if err != nil {
		return ConnectionString{}, err
	}
	accessKey, count := connectionStringPart(s, "accesskey")
	switch {
	case count > 1:
		return ConnectionString{}, connectionStringError("has its access key twice")
	case accessKey == "":
		return ConnectionString{}, connectionStringError("has no access key, or no semicolon before it" + connectionStringForm)
	}
	credential, err := NewKeyCredential(accessKey)
	if err != nil {
		return ConnectionString{}, connectionStringError("has an access key that is not base64; copy the connection string again")
	}
	return newConnectionString(endpoint, credential), nil
}

// ConnectionStringEndpoint returns the endpoint of a connection string whose access key
// is not wanted, and may be missing.
func ConnectionStringEndpoint(s string) (string, error) {
	text, count := connectionStringPart(s, "endpoint")
	switch {
	case strings.TrimSpace(s) == "":
		return "", connectionStringError("is empty" + connectionStringForm)
	case strings.ContainsFunc(s, isQuotation):
		return "", connectionStringError("holds quotation marks" + connectionStringForm + " without any")
	case count > 1:
		return "", connectionStringError("names its endpoint twice")
	case count == 0:
		return "", connectionStringError("names no endpoint" + connectionStringForm)
	case strings.Contains(strings.ToLower(text), "accesskey"):
		return "", connectionStringError("has an endpoint that cannot be used: it runs on into the access key; a semicolon must stand between them")
	}
	endpoint, err := ParseEndpoint(text)
	if problem, is := errors.AsType[*ValueError](err); is {
		return "", connectionStringError("has an endpoint that cannot be used: it " + problem.Problem)
	}
	return endpoint.String(), nil
}

// IsConnectionString reports whether a text has the form of a connection string. No
// access token has.
func IsConnectionString(s string) bool {
	_, endpoints := connectionStringPart(s, "endpoint")
	_, keys := connectionStringPart(s, "accesskey")
	return endpoints+keys > 0
}

// connectionStringPart returns the last part of a name, and how many there are.
func connectionStringPart(s, name string) (value string, count int) {
	for part := range strings.SplitSeq(s, ";") {
		key, text, found := strings.Cut(part, "=")
		if found && strings.EqualFold(strings.TrimSpace(key), name) {
			value = strings.TrimSpace(text)
			count++
		}
	}
	return value, count
}

func connectionStringError(problem string) error {
	return &ValueError{Name: "connection string", Problem: problem}
}
