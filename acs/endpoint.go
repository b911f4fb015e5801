package acs

import (
	"errors"
	"fmt"
	"net/netip"
	"net/url"
	"strings"
)

// parseEndpoint reads the resource's URL. A trailing slash goes, a path stays.
// The errors never show what stood before an @.
func parseEndpoint(endpoint string) (*url.URL, error) {
	return parseEndpointNamed(endpoint, fmt.Sprintf("the endpoint %q", endpoint))
}

// parseEndpointNamed is parseEndpoint with the words that its errors name the
// endpoint with; from elsewhere they show nothing of it.
func parseEndpointNamed(endpoint, name string) (*url.URL, error) {
	if endpoint == "" {
		return nil, errors.New("the endpoint is empty; it looks like https://contoso.communication.azure.com")
	}
	parsed, err := url.Parse(endpoint)
	if err != nil {
		// The parser's error repeats its whole input, a password included.
		return nil, errors.New("the endpoint is not a URL; it looks like https://contoso.communication.azure.com")
	}
	switch {
	case parsed.User != nil:
		return nil, errors.New("the endpoint holds a user name or password before an @; it must be without")
	case parsed.Scheme != "http" && parsed.Scheme != "https":
		return nil, fmt.Errorf("%s does not begin with https://", name)
	case parsed.Hostname() == "":
		return nil, fmt.Errorf("%s names no host", name)
	case parsed.RawQuery != "" || parsed.ForceQuery:
		return nil, fmt.Errorf("%s holds a query; it must end before the question mark", name)
	case parsed.Fragment != "" || strings.HasSuffix(endpoint, "#"):
		return nil, fmt.Errorf("%s holds a fragment; it must end before the #", name)
	case parsed.Scheme == "http" && !isLoopback(parsed.Hostname()):
		return nil, fmt.Errorf("%s would send the access token unencrypted: http:// is for this machine only (localhost, 127.0.0.1, [::1]); use https://", name)
	}
	parsed.Path = strings.TrimRight(parsed.Path, "/")
	parsed.RawPath = strings.TrimRight(parsed.RawPath, "/")
	return parsed, nil
}

// isLoopback tells whether a host is this machine by its name alone; nothing is
// looked up.
func isLoopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	address, err := netip.ParseAddr(host)
	return err == nil && address.IsLoopback()
}

// origin is what may receive the access token: scheme, host and port.
type origin struct {
	scheme, host, port string
}

func originOf(u *url.URL) origin {
	o := origin{
		scheme: strings.ToLower(u.Scheme),
		host:   strings.ToLower(u.Hostname()),
		port:   u.Port(),
	}
	if o.port == "" {
		switch o.scheme {
		case "https":
			o.port = "443"
		case "http":
			o.port = "80"
		}
	}
	return o
}

// String is the origin as a URL.
func (o origin) String() string {
	host := o.host
	if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	if (o.scheme == "https" && o.port == "443") || (o.scheme == "http" && o.port == "80") || o.port == "" {
		return o.scheme + "://" + host
	}
	return o.scheme + "://" + host + ":" + o.port
}

// pathSegment escapes a value so that it stays one segment of a path. Colon and
// at sign are escaped as well, as most SDKs do; the service takes both forms
// (recorded).
func pathSegment(name, value string) (string, error) {
	switch value {
	case "":
		return "", fmt.Errorf("the %s is empty", name)
	case ".", "..":
		// Servers and proxies resolve these even when escaped.
		return "", fmt.Errorf("the %s %q cannot be part of a URL", name, value)
	}
	return strings.ReplaceAll(url.QueryEscape(value), "+", "%20"), nil
}
