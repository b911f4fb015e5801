package emulator

import (
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strconv"
	"strings"
)

// isCalledByName says whether a request names the emulator as its own listener is
// named: by a loopback name or address, or by one of the names it was given. Without
// that, any web page the user visits could reach it by a name of the page's own that
// points to 127.0.0.1. The port does not matter: a tunnel or a proxy has another
// one, and a page cannot choose it.
func (s *Service) isCalledByName(r *http.Request) bool {
	host, valid := hostName(r.Host)
	return valid && (isLoopback(host) || slices.ContainsFunc(s.options.Hosts, func(own string) bool {
		return strings.EqualFold(own, host)
	}))
}

// hostName is the name or address of a Host header, without port and brackets.
func hostName(header string) (host string, valid bool) {
	host, port, err := net.SplitHostPort(header)
	if err != nil {
		return strings.TrimSuffix(strings.TrimPrefix(header, "["), "]"), true
	}
	_, err = strconv.ParseUint(port, 10, 16)
	return host, err == nil
}

// isLoopback says whether a host, by name or address, is this machine's own.
func isLoopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	address, err := netip.ParseAddr(host)
	return err == nil && address.IsLoopback()
}

// refuseHost answers a request that is for somebody else.
func (s *Service) refuseHost(w http.ResponseWriter, r *http.Request) {
	s.options.Log.WarnContext(r.Context(), "refused a request for another host", "host", r.Host, "path", r.URL.EscapedPath())
	s.controlError(w, http.StatusMisdirectedRequest, "The emulator answers requests for localhost and loopback addresses only, or for the name "+
		"it listens on, and this one is for "+strconv.Quote(r.Host)+".")
}
