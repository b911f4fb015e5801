package doctor

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"strings"
	"syscall"
	"time"
)

// maxAddresses is how many addresses of a host are tried.
const maxAddresses = 8

// reached is the URL of what is connected to: the proxy, if there is one, or the
// endpoint.
func (e *examination) reached() *url.URL {
	if e.proxy != nil {
		return e.proxy
	}
	return e.endpoint
}

// portOf is a URL's port, given or by its scheme.
func portOf(u *url.URL) string {
	if port := u.Port(); port != "" {
		return port
	}
	switch strings.ToLower(u.Scheme) {
	case "http":
		return "80"
	case "socks5", "socks5h":
		return "1080"
	}
	return "443"
}

// whose prefixes a text with the proxy, where it is about that.
func (e *examination) whose(text string) string {
	if e.proxy != nil {
		return "the proxy " + text
	}
	return text
}

// resolve looks the host up. It leaves the addresses, joined by spaces, to dial.
func (e *examination) resolve(ctx context.Context) finding {
	host := e.reached().Hostname()
	var details []string
	if e.proxy != nil {
		details = []string{"the proxy looks up " + e.endpoint.Hostname() + "; that is not checked here"}
	}
	if _, err := netip.ParseAddr(host); err == nil {
		e.address = host
		return ok(e.whose(host+" is an address; nothing to look up"), details...)
	}
	addresses, err := e.options.lookupHost(ctx, host)
	if err == nil && len(addresses) == 0 {
		err = errors.New("the resolver gave no address")
	}
	if err != nil {
		return e.unresolved(ctx, host, err)
	}
	e.address = strings.Join(addresses, " ")
	return ok(e.whose(host+" → "+someOf(addresses)), details...)
}

// unresolved says why a host has no address.
func (e *examination) unresolved(ctx context.Context, host string, err error) finding {
	failure, isDNS := errors.AsType[*net.DNSError](err)
	switch {
	case isDNS && failure.IsNotFound:
		advice := []string{"compare the endpoint with the one of the resource (az communication list, or the portal's page Keys)"}
		if e.proxy != nil {
			advice = []string{"correct the proxy's name in the environment"}
		} else if strings.HasSuffix(host, ".communications.azure.com") {
			advice = []string{"the name of a resource ends in .communication.azure.com, without an s"}
		}
		advice = append(advice, "a name that only a company's own resolver knows needs its network or VPN")
		return fail(e.whose(host+" is unknown: no such host"), advice...)
	case timedOut(ctx, err):
		return fail(fmt.Sprintf("%s: the resolver gave no answer within %s", e.whose(host), duration(e.options.StepLimit)),
			"check this machine's network and its resolver (/etc/resolv.conf)")
	case isDNS:
		return fail(fmt.Sprintf("%s could not be looked up: %s", e.whose(host), failure.Err),
			"check this machine's network and its resolver (/etc/resolv.conf)")
	}
	return fail(fmt.Sprintf("%s could not be looked up: %s", e.whose(host), err))
}

// dial connects to the addresses in turn, until one answers, and leaves that one.
func (e *examination) dial(ctx context.Context) finding {
	port := portOf(e.reached())
	addresses := strings.Fields(e.address)
	var failures []string
	refused := 0
	for i, address := range addresses[:min(len(addresses), maxAddresses)] {
		target := net.JoinHostPort(address, port)
		started := e.options.Now()
		err := e.connect(ctx, target, len(addresses)-i)
		if err == nil {
			e.address = target
			took := e.options.Now().Sub(started).Round(time.Millisecond)
			return ok(fmt.Sprintf("%s answers, %s", e.whose(target), took), failures...)
		}
		reason := networkWords(err)
		if timedOut(ctx, err) {
			reason = "no answer"
		}
		if errors.Is(err, syscall.ECONNREFUSED) {
			refused++
		}
		failures = append(failures, target+": "+reason)
		if ctx.Err() != nil {
			break
		}
	}
	host := net.JoinHostPort(e.reached().Hostname(), port)
	advice := []string{"a firewall, a missing VPN or a proxy that is needed and not set (HTTPS_PROXY) are the usual reasons"}
	if name := e.missesProxy(); name != "" {
		advice = []string{name + " is set and not used: set HTTPS_PROXY to the same value", advice[0]}
	}
	summary := fmt.Sprintf("no connection to %s", e.whose(host))
	if refused == len(failures) {
		summary = fmt.Sprintf("nothing listens at %s (connection refused)", e.whose(host))
		advice = []string{"check the port; an emulator must be running: acs-chat-tui emulator"}
		if e.proxy != nil {
			advice = []string{"check the proxy in the environment"}
		}
	}
	return fail(summary, advice...).with(failures...)
}

// connect opens a connection and closes it. The time is shared among the
// addresses left, so that one that does not answer leaves some to the next.
func (e *examination) connect(ctx context.Context, target string, left int) error {
	dialer := net.Dialer{Timeout: e.options.StepLimit / time.Duration(max(1, min(left, 3)))}
	connection, err := dialer.DialContext(ctx, "tcp", target)
	if err != nil {
		return err
	}
	_ = connection.Close()
	return nil
}
