package doctor_test

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"

	"acs-chat-tui/acs"
)

// TestTheVariablesForProxies are named with what becomes of each, and their values, which
// may hold a password, are not shown.
func TestTheVariablesForProxies(t *testing.T) {
	const value, far = "http://ada:" + canary + "@proxy.test:3128", "https://contoso.test"
	for name, c := range map[string]struct {
		endpoint string
		set      []string
		proxy    bool
		want     []string
		not      []string
	}{
		"used":                  {far, []string{"HTTPS_PROXY"}, true, []string{"that are set: HTTPS_PROXY\n", "proxy        http://proxy.test:3128, by HTTPS_PROXY\n"}, []string{"not used"}},
		"used, in small":        {far, []string{"https_proxy"}, true, []string{", by https_proxy\n"}, []string{"not used"}},
		"both spellings":        {far, []string{"HTTPS_PROXY", "https_proxy"}, true, []string{", by HTTPS_PROXY\n", "https_proxy is set and not used: HTTPS_PROXY is set as well"}, nil},
		"excepted":              {far, []string{"HTTPS_PROXY", "NO_PROXY"}, false, []string{"HTTPS_PROXY is set and not used: NO_PROXY excepts contoso.test"}, nil},
		"for http":              {far, []string{"HTTP_PROXY"}, false, []string{"HTTP_PROXY is set and not used: it is not for https:// endpoints"}, nil},
		"all":                   {far, []string{"ALL_PROXY"}, false, []string{"that are set: ALL_PROXY\n", "note configuration", "ALL_PROXY is set and not used: the program reads HTTPS_PROXY and NO_PROXY", "→ to go through the proxy that ALL_PROXY names, set HTTPS_PROXY to the same value"}, nil},
		"all, in small":         {far, []string{"all_proxy"}, false, []string{"note configuration", "→ to go through the proxy that all_proxy names"}, nil},
		"all beside the one":    {far, []string{"HTTPS_PROXY", "ALL_PROXY"}, true, []string{"ok   configuration", ", by HTTPS_PROXY\n", "ALL_PROXY is set and not used"}, []string{"→ to go through"}},
		"all, for this machine": {"https://localhost:1", []string{"ALL_PROXY"}, false, []string{"ok   configuration", "ALL_PROXY is set and not used: this machine itself is reached directly"}, []string{"→ to go through"}},
		"none":                  {far, nil, false, []string{"that are set: none\n"}, []string{"not used"}},
	} {
		t.Run(name, func(t *testing.T) {
			options := of(c.endpoint, "t")
			options.LookupEnv = func(name string) (string, bool) {
				if slices.Contains(c.set, name) {
					return value, true
				}
				return "", false
			}
			options.Proxy = func(*http.Request) (*url.URL, error) {
				if !c.proxy {
					return nil, nil //nolint:nilnil // as net/http's function
				}
				return url.Parse(value)
			}
			options.LookupHost = func(context.Context, string) ([]string, error) { return nil, errors.New("no network here") }
			got := run(t, options)
			got.failedAt(t, "name resolution", c.want...)
			got.saysNot(t, append(c.not, "ada:", canary)...)
		})
	}
}

// TestARefusalInBetweenIsNotTheServices: nothing is said of scopes, tokens and
// memberships where a proxy answered.
func TestARefusalInBetweenIsNotTheServices(t *testing.T) {
	for status, advice := range map[int]string{
		401: "ask whoever runs the proxy", 403: "ask whoever runs the proxy", 404: "ask whoever runs the proxy", 413: "ask whoever runs the proxy", 503: "try again",
		407: "put them into HTTPS_PROXY", 511: "open a page in a browser",
	} {
		server := serve(t, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Via", "1.1 squid")
			w.WriteHeader(status)
			_, _ = strings.NewReader("<html><title>Blocked " + r.Header.Get("Authorization") + "</title>").WriteTo(w)
		})
		got := run(t, of(server.URL, "opaque-"+canary))
		got.failedAt(t, "call", "it bears no mark of the service", "something between here and the service answered", "(Via: 1.1 squid): Blocked", advice)
		got.saysNot(t, "scope", "member", "the service does not accept", canary)
	}
}

// TestAUserOfAnotherResourceIsTheIdsFault, and the access key is not at fault.
func TestAUserOfAnotherResourceIsTheIdsFault(t *testing.T) {
	server := startEmulator(t, nil)
	options := of(server.Endpoint(), "")
	options.Identity = true
	options.Credential = credentialFunc(func(context.Context) (azcore.AccessToken, error) {
		return azcore.AccessToken{}, &acs.ResponseError{Operation: "IssueToken", AnsweredBy: acs.AnswererService, StatusCode: 401, ErrorCode: "IdentityNotOwned", Message: "Provided identity doesn't belong to the resource."}
	})
	got := run(t, options)
	got.failedAt(t, "token", "doesn't belong to the resource", "the user to act as is of another resource", "check --user", "the access key is not at fault")
	got.saysNot(t, "key of the connection string is wrong")
}
