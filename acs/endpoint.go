package acs

import (
	"cmp"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
)

const endpointForm = "https://NAME.communication.azure.com"

// ParseEndpoint returns the URL of a resource without a trailing slash, or a
// *ValueError. A path stays, as gateways need one. http:// is for this machine only.
func ParseEndpoint(text string) (*url.URL, error) {
	if problem := misplaced(text); problem != "" {
		return nil, &ValueError{Name: "endpoint", Problem: problem}
	}
	parsed, err := url.Parse(text)
	if err != nil {
		// Not wrapped: it repeats the text.
		return nil, &ValueError{Name: "endpoint", Problem: "is not a URL; it must look like " + endpointForm}
	}
	if problem := endpointProblem(text, parsed); problem != "" {
		return nil, &ValueError{Name: "endpoint", Problem: problem}
	}
	parsed.Path = strings.TrimRight(parsed.Path, "/")
	parsed.RawPath = strings.TrimRight(parsed.RawPath, "/")
	return parsed, nil
}

// misplaced recognises what people put in the place of an endpoint.
func misplaced(text string) string {
	_, rest, found := strings.Cut(text, "://")
	if !found {
		rest = text
	}
	if end := strings.IndexAny(rest, "/?#"); end >= 0 {
		rest = rest[:end]
	}
	switch {
	case text == "":
		return "is empty; it must look like " + endpointForm
	case strings.Contains(strings.ToLower(text), "accesskey="):
		return "looks like a connection string; an endpoint looks like " + endpointForm
	case strings.HasPrefix(text, "eyJ"):
		return "looks like an access token; an endpoint looks like " + endpointForm
	case strings.ContainsFunc(text, isQuotation):
		return "holds quotation marks; it must look like " + endpointForm
	case strings.Contains(rest, "@"):
		return "holds a user name or password before an @; it must be without"
	}
	return ""
}

// endpointProblem needs the text as well: an empty query or fragment leaves no trace
// in the parsed URL.
func endpointProblem(text string, parsed *url.URL) string {
	port, err := strconv.ParseUint(cmp.Or(parsed.Port(), "443"), 10, 16)
	switch {
	case parsed.Scheme != "http" && parsed.Scheme != "https":
		return "must begin with https://, as in " + endpointForm
	case parsed.Hostname() == "":
		return "names no host; it must look like " + endpointForm
	case strings.Contains(text, "?"):
		return "holds a query; it must end before the question mark"
	case strings.Contains(text, "#"):
		return "holds a fragment; it must end before the #"
	case strings.Contains(parsed.Host, "%"):
		return "names a network interface (a part of the host that begins with %); leave that out"
	case strings.HasSuffix(parsed.Host, ":"):
		return "ends its host with a colon but gives no port"
	case err != nil || port == 0:
		return "has a port that is not between 1 and 65535"
	case parsed.Scheme == "http" && !IsLoopback(parsed.Hostname()):
		return "begins with http://, which would send the access token unencrypted; use https:// (http:// is for this machine only: localhost, 127.0.0.1, [::1])"
	}
	return ""
}

// IsLoopback reports whether a host is this machine by its name alone; nothing is
// looked up.
func IsLoopback(host string) bool {
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
