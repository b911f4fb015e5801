package acs

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
	"syscall"
)

// ProxyFromEnvironment is net/http's choice: HTTPS_PROXY for https://, HTTP_PROXY for
// http://, neither for this machine itself nor for what NO_PROXY names. ALL_PROXY is not
// among them.
//
// Where net/http's error shows a variable's value, which may hold a password, this one does
// not. A value whose password holds a / ? or # is an error as well: net/http would take a
// part of the password for the host.
func ProxyFromEnvironment(req *http.Request) (*url.URL, error) {
	if IsLoopback(req.URL.Hostname()) {
		return nil, nil //nolint:nilnil // as net/http's function, which knows localhost in small letters only
	}
	proxy, err := http.ProxyFromEnvironment(req)
	if err != nil {
		return nil, &proxyError{problem: "the proxy that the environment names (HTTPS_PROXY) is not a URL"}
	}
	if proxy != nil && strings.Contains(proxy.Path+proxy.RawQuery+proxy.Fragment, "@") {
		return nil, &proxyError{problem: "the proxy that the environment names (HTTPS_PROXY) is not a URL: in its user name and password write / as %2F, ? as %3F and # as %23"}
	}
	return proxy, nil
}

// proxyError says that there is no connection to the endpoint because of the proxy.
type proxyError struct{ problem string }

func (e *proxyError) Error() string { return e.problem }

// refusedByProxy is called with a proxy's answer to the request for a tunnel, of which
// net/http's own error keeps a word.
func refusedByProxy(_ context.Context, proxy *url.URL, connect *http.Request, answer *http.Response) error {
	if answer.StatusCode == http.StatusOK {
		return nil
	}
	problem := fmt.Sprintf("the proxy %s did not connect to %s: it answered %d", proxy.Host, connect.Host, answer.StatusCode)
	if status := http.StatusText(answer.StatusCode); status != "" {
		problem += " " + status
	}
	if sign := SignOf(answer.Header); sign != "" {
		problem += " (" + sign + ")"
	}
	if user := proxy.User; user != nil {
		password, _ := user.Password()
		for _, secret := range []string{base64.StdEncoding.EncodeToString([]byte(user.Username() + ":" + password)), password} {
			problem = RemoveSecret(problem, secret, "[password removed]")
		}
	}
	return &proxyError{problem: problem}
}

// asProxyError recognises an error that is about the proxy and not the endpoint.
func asProxyError(err error) (*proxyError, bool) {
	if known, ok := errors.AsType[*proxyError](err); ok {
		return known, true
	}
	operation, ok := errors.AsType[*net.OpError](err)
	if !ok {
		return nil, false
	}
	switch operation.Op {
	case "proxyconnect":
	case "socks connect":
		// Its target is the endpoint, which the proxy was to reach.
		return &proxyError{problem: fmt.Sprintf("the proxy did not connect to the endpoint: %v", operation.Err)}, true
	default:
		return nil, false
	}
	cause := operation.Err
	at := ""
	if inner, ok := errors.AsType[*net.OpError](cause); ok {
		if inner.Addr != nil {
			at = " at " + inner.Addr.String()
		}
		cause = inner.Err
	}
	if name, ok := errors.AsType[*net.DNSError](cause); ok {
		return &proxyError{problem: fmt.Sprintf("the host of the proxy, %s, is unknown", name.Name)}, true
	}
	switch {
	case errors.Is(cause, syscall.ECONNREFUSED):
		return &proxyError{problem: "nothing listens where the proxy should be" + at + " (connection refused)"}, true
	case isTimeout(cause):
		return &proxyError{problem: "the proxy" + at + " did not answer in time"}, true
	}
	return &proxyError{problem: fmt.Sprintf("there is no connection to the proxy%s: %v", at, cause)}, true
}
