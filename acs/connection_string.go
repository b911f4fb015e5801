package acs

import (
	"errors"
	"fmt"
	"strings"
)

// ConnectionString is a connection string of an ACS resource, taken apart. However
// it is printed, logged or encoded, the access key does not show.
type ConnectionString struct {
	redacted
	endpoint   string
	credential *KeyCredential
}

// Endpoint is the resource's URL without a trailing slash.
func (c ConnectionString) Endpoint() string { return c.endpoint }

// Credential is the resource's access key; nil only in a value that
// ParseConnectionString did not make.
func (c ConnectionString) Credential() *KeyCredential { return c.credential }

// ParseConnectionString reads a connection string as the portal shows it:
//
//	endpoint=https://contoso.communication.azure.com/;accesskey=<base64>
//
// The names may be written in any case (recorded of the SDKs) and stand in any
// order; parts of other names are passed over (a choice of ours, for what a later
// portal may add). The errors show no part of the input: who mixes up endpoint
// and key must not read the key there.
func ParseConnectionString(s string) (ConnectionString, error) {
	if strings.TrimSpace(s) == "" {
		return ConnectionString{}, errors.New("the connection string is empty")
	}
	var endpoint, accessKey *string
	number := 0
	for part := range strings.SplitSeq(strings.TrimSpace(s), ";") {
		number++
		if strings.TrimSpace(part) == "" {
			continue
		}
		name, value, found := strings.Cut(part, "=")
		if !found {
			return ConnectionString{}, fmt.Errorf("part %d of the connection string has no =; it looks like endpoint=https://…;accesskey=…", number)
		}
		var target **string
		switch strings.ToLower(strings.TrimSpace(name)) {
		case "endpoint":
			target = &endpoint
		case "accesskey":
			target = &accessKey
		default:
			continue
		}
		if *target != nil {
			return ConnectionString{}, errors.New("the connection string holds its endpoint or its access key twice")
		}
		*target = new(strings.TrimSpace(value))
	}
	switch {
	case endpoint == nil:
		return ConnectionString{}, errors.New("the connection string has no endpoint=; it looks like endpoint=https://…;accesskey=…")
	case accessKey == nil:
		return ConnectionString{}, errors.New("the connection string has no accesskey=, or no semicolon before it; it looks like endpoint=https://…;accesskey=…")
	case strings.Contains(strings.ToLower(*endpoint), "accesskey"):
		return ConnectionString{}, errors.New("in the connection string the endpoint runs on into the access key; a semicolon must stand between them")
	}
	parsed, err := parseEndpointNamed(*endpoint, "the endpoint in the connection string")
	if err != nil {
		return ConnectionString{}, err
	}
	credential, err := NewKeyCredential(*accessKey)
	if err != nil {
		return ConnectionString{}, fmt.Errorf("the connection string: %w", err)
	}
	return ConnectionString{
		redacted:   redacted("ConnectionString(endpoint=" + parsed.String() + ";accesskey=REDACTED)"),
		endpoint:   parsed.String(),
		credential: credential,
	}, nil
}
