package config

import (
	"errors"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
)

// checkEndpoint returns the resource's address without a trailing slash. White
// space and quotation marks around it are dropped. Its error continues a sentence that begins with
// where the address came from, and does not repeat the address: a token or a
// connection string may have been put there by mistake.
func checkEndpoint(value string) (string, error) {
	value = bare(value)
	if err := misplaced(value); err != nil {
		return "", err
	}
	address, err := url.Parse(value)
	if err != nil { // Not wrapped: the error of url.Parse holds the address.
		return "", errors.New("is not an address; it must look like https://NAME.communication.azure.com")
	}
	if err := checkParts(value, address); err != nil {
		return "", err
	}
	if address.Scheme == "http" && !isLoopback(address.Hostname()) {
		return "", errors.New("begins with http://, which would send the token unencrypted; " +
			"use https:// (http:// is only for 127.0.0.1, ::1 and localhost)")
	}
	return address.Scheme + "://" + address.Host + strings.TrimRight(address.EscapedPath(), "/"), nil
}

// misplaced recognises what people put in the place of an address.
func misplaced(value string) error {
	switch {
	case value == "":
		return errors.New("holds nothing but white space; it must look like https://NAME.communication.azure.com")
	case strings.Contains(strings.ToLower(value), "accesskey="):
		return errors.New("looks like a connection string; an address looks like https://NAME.communication.azure.com")
	case strings.HasPrefix(value, "eyJ"):
		return errors.New("looks like an access token; an address looks like https://NAME.communication.azure.com")
	case strings.ContainsFunc(value, isQuotation):
		return errors.New("holds quotation marks; it must look like https://NAME.communication.azure.com")
	}
	return nil
}

// checkParts takes the text as well: a query or fragment that is empty leaves no
// trace in the parsed address.
func checkParts(value string, address *url.URL) error {
	switch {
	case address.Scheme != "https" && address.Scheme != "http":
		return errors.New("must begin with https://, as in https://NAME.communication.azure.com")
	case address.Hostname() == "":
		return errors.New("names no host; it must look like https://NAME.communication.azure.com")
	case address.User != nil:
		return errors.New("holds a user name or password before an @; the address alone is needed")
	case strings.Contains(value, "?"):
		return errors.New("holds a query (a part that begins with ?); the address alone is needed")
	case strings.Contains(value, "#"):
		return errors.New("holds a fragment (a part that begins with #); the address alone is needed")
	}
	if strings.Contains(address.Host, "%") {
		return errors.New("names a network interface (a part of the host that begins with %); leave that out")
	}
	if strings.HasSuffix(address.Host, ":") {
		return errors.New("ends its host with a colon but gives no port")
	}
	if port := address.Port(); port != "" {
		if number, err := strconv.ParseUint(port, 10, 16); err != nil || number == 0 {
			return errors.New("has a port that is not between 1 and 65535")
		}
	}
	return nil
}

// isLoopback reports whether the host is this machine, by its form: no name is
// resolved.
func isLoopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	address, err := netip.ParseAddr(host)
	return err == nil && address.IsLoopback()
}
