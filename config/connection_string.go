package config

import (
	"encoding/base64"
	"errors"
	"strings"
)

// connectionStringPart returns a part of a connection string,
// endpoint=…;accesskey=…, with keys in any case and any order, as the official
// SDKs write it, and how often it is there. What stands around the connection string
// where it was pasted does not count; it is taken away here and nowhere else.
func connectionStringPart(connectionString Secret, name string) (value string, count int) {
	for part := range strings.SplitSeq(bare(connectionString.Reveal()), ";") {
		key, text, _ := strings.Cut(part, "=")
		if strings.EqualFold(strings.TrimSpace(key), name) {
			value = text
			count++
		}
	}
	return value, count
}

// isConnectionString reports whether a secret has the form of a connection
// string. No token has: it holds no equals sign but at its end.
func isConnectionString(secret Secret) bool {
	_, endpoints := connectionStringPart(secret, "endpoint")
	_, keys := connectionStringPart(secret, "accesskey")
	return endpoints+keys > 0
}

// connectionStringEndpoint returns the checked endpoint of a connection string.
// The access key is not looked at. Its error continues a sentence that begins
// with where the connection string came from.
func connectionStringEndpoint(connectionString Secret) (string, error) {
	endpoint, count := connectionStringPart(connectionString, "endpoint")
	switch {
	case strings.ContainsFunc(bare(connectionString.Reveal()), isQuotation):
		return "", errors.New("holds quotation marks; it must look like endpoint=https://…;accesskey=… without any")
	case count > 1:
		return "", errors.New("names its endpoint twice")
	case count == 0:
		return "", errors.New("names no endpoint; it must look like endpoint=https://…;accesskey=…")
	}
	checked, err := checkEndpoint(endpoint)
	if err != nil {
		return "", errors.New("has an endpoint that cannot be used: it " + err.Error())
	}
	return checked, nil
}

// checkConnectionString returns the connection string with a checked endpoint, in
// the form endpoint=…/;accesskey=…, so that whoever reads it next reads the same.
// Its error continues a sentence that begins with where it came from.
func checkConnectionString(connectionString Secret) (Secret, error) {
	endpoint, err := connectionStringEndpoint(connectionString)
	if err != nil {
		return Secret{}, err
	}
	key, count := connectionStringPart(connectionString, "accesskey")
	key = strings.TrimSpace(key)
	switch {
	case count > 1:
		return Secret{}, errors.New("has its access key twice")
	case key == "":
		return Secret{}, errors.New("has no access key; it must look like endpoint=https://…;accesskey=…")
	}
	if _, err := base64.StdEncoding.Strict().DecodeString(key); err != nil {
		return Secret{}, errors.New("has an access key that is not base64; copy the connection string again")
	}
	return NewSecret("endpoint=" + endpoint + "/;accesskey=" + key), nil
}

// withEndpoint returns a checked connection string with another endpoint.
func withEndpoint(connectionString Secret, endpoint string) Secret {
	key, _ := connectionStringPart(connectionString, "accesskey")
	return NewSecret("endpoint=" + endpoint + "/;accesskey=" + key)
}
