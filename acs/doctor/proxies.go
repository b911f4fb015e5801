package doctor

import (
	"strings"

	"acs-chat-tui/acs"
)

// proxyVariables are the variables that programs read for a proxy, in the order in which
// net/http does. It reads no ALL_PROXY.
func proxyVariables() []string {
	return []string{"HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"}
}

// isSet reports whether a variable holds something. Its value is not shown: it may hold a
// password.
func (e *examination) isSet(name string) bool {
	value, found := e.options.LookupEnv(name)
	return found && value != ""
}

// firstSet is the first of some variables that is set; empty: none is.
func (e *examination) firstSet(names ...string) string {
	for _, name := range names {
		if e.isSet(name) {
			return name
		}
	}
	return ""
}

// proxies says which of the variables for proxies is used for the endpoint, and of the
// others that are set why they are not. An http:// endpoint is on this machine, which is
// reached directly.
func (e *examination) proxies() []string {
	inEffect := e.firstSet("HTTPS_PROXY", "https_proxy")
	var lines []string
	if e.proxy != nil {
		by := inEffect
		if by == "" {
			by = "the environment"
		}
		lines = append(lines, "proxy        "+e.proxy.Scheme+"://"+e.proxy.Host+", by "+by)
	}
	for _, name := range proxyVariables() {
		upper := strings.ToUpper(name)
		switch {
		case !e.isSet(name) || name == inEffect && e.proxy != nil:
		case e.onThisMachine():
			lines = append(lines, name+" is set and not used: this machine itself is reached directly")
		case name == inEffect:
			lines = append(lines, name+" is set and not used: "+e.excepted())
		case upper == "ALL_PROXY":
			lines = append(lines, name+" is set and not used: the program reads HTTPS_PROXY and NO_PROXY")
		case inEffect != "" && upper == strings.ToUpper(inEffect):
			lines = append(lines, name+" is set and not used: "+inEffect+" is set as well")
		default:
			lines = append(lines, name+" is set and not used: it is not for https:// endpoints")
		}
	}
	return lines
}

// onThisMachine reports whether the endpoint is on this machine, by its name alone.
func (e *examination) onThisMachine() bool {
	return acs.IsLoopback(e.endpoint.Hostname())
}

// excepted says why a proxy is not used.
func (e *examination) excepted() string {
	host := e.endpoint.Hostname()
	if name := e.firstSet("NO_PROXY", "no_proxy"); name != "" {
		return name + " excepts " + host
	}
	return host + " is excepted"
}

// missesProxy is the variable that would name a proxy if the program read it, where it
// uses none for an endpoint elsewhere; empty: there is none.
func (e *examination) missesProxy() string {
	if e.proxy != nil || e.onThisMachine() || e.firstSet("HTTPS_PROXY", "https_proxy") != "" {
		return ""
	}
	return e.firstSet("ALL_PROXY", "all_proxy")
}
