//go:build unix

package e2e

import (
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/e2e/terminal"
)

// corporatePage is a proxy's, in place of every answer.
func corporatePage(t *testing.T, status int) (endpoint string) {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Via", "1.1 squid")
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(status)
		_, _ = io.WriteString(w, `<!DOCTYPE html><html><head><title>Access Denied by corporate policy</title></head><body>x</body></html>`)
	}))
	t.Cleanup(server.Close)
	return server.URL
}

// TestWhatAProxyRefusesIsToldAsTheProxys, on the screen and by doctor.
func TestWhatAProxyRefusesIsToldAsTheProxys(t *testing.T) {
	t.Parallel()
	token := tokenFor(t, emulator.TokenOptions{})
	for _, status := range []int{200, 401, 403, 404, 407, 413} {
		t.Run(fmt.Sprint(status), func(t *testing.T) {
			t.Parallel()
			endpoint := corporatePage(t, status)
			p := start(t, terminal.Options{Columns: 120, Rows: 40}, endpointVariable+endpoint, tokenVariable+token)
			screen := p.shows("Could not list the threads", fmt.Sprintf("something between here and the service answered %d (Via: 1.1 squid): Access Denied by corporate policy", status))
			for _, wrong := range []string{"does not accept the token", "not a member", "scope chat", "must belong to this resource", "The service said"} {
				if strings.Contains(squashed(screen.Text()), squashed(wrong)) {
					t.Errorf("the screen speaks of %q:\n%s", wrong, screen.Text())
				}
			}
			doctorCase{
				environment: []string{endpointVariable + endpoint, tokenVariable + token}, step: "call",
				says: []string{fmt.Sprintf("something between here and the service answered %d (Via: 1.1 squid)", status), "it bears no mark of the service"},
			}.check(t)
		})
	}
}

// TestAProxyThatRefusesIsNamedWithoutItsPassword, for an endpoint elsewhere, which is what
// a proxy is for; and so is one that is not there.
func TestAProxyThatRefusesIsNamedWithoutItsPassword(t *testing.T) {
	t.Parallel()
	const far = endpointVariable + "https://contoso.communication.azure.com"
	token := tokenVariable + tokenFor(t, emulator.TokenOptions{})
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Via", "1.1 squid "+r.Header.Get("Proxy-Authorization"))
		w.WriteHeader(http.StatusProxyAuthRequired)
	}))
	t.Cleanup(proxy.Close)
	closed := httptest.NewServer(nil)
	closed.Close()
	host := func(server *httptest.Server) string { return strings.TrimPrefix(server.URL, "http://") }
	for name, c := range map[string]struct {
		host, step    string
		shows, report []string
	}{
		"refuses": {host(proxy), "TLS", []string{"the proxy " + host(proxy) + " did not connect to contoso.communication.azure.com:443: it answered 407 Proxy Authentication Required"}, []string{"answered 407", "put them into HTTPS_PROXY", ", by HTTPS_PROXY"}},
		"is gone": {host(closed), "TCP", []string{"nothing listens where the proxy should be at " + host(closed)}, []string{"nothing listens at the proxy"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			variable := "HTTPS_PROXY=http://ada:tiny-password@" + c.host
			p := start(t, terminal.Options{Columns: 160, Rows: 40}, far, token, variable)
			screen := p.shows(append(c.shows, "Could not list the threads", "Check HTTPS_PROXY")...)
			got := runPlain(t, []string{far, token, variable}, "doctor")
			for _, text := range []string{screen.Text(), got.stdout, got.stderr} {
				if strings.Contains(text, "tiny-password") || strings.Contains(text, base64.StdEncoding.EncodeToString([]byte("ada:tiny-password"))) {
					t.Errorf("the password shows:\n%s", text)
				}
			}
			doctorCase{environment: []string{far, token, variable}, step: c.step, says: c.report}.check(t)
		})
	}
	for name, value := range map[string]string{
		"is no URL":                  "http://ada:tiny-password@proxy :x",
		"has a / in its password":    "http://ada:1234/tiny-password@proxy.invalid:3128",
		"has a # in its password":    "http://ada:1234#tiny-password@proxy.invalid:3128",
		"is one of no known scheme":  "ftp://ada:tiny-password@proxy.invalid",
		"is only a name and a colon": "ada:tiny-password@",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := start(t, terminal.Options{Columns: 160, Rows: 40}, far, token, "HTTPS_PROXY="+value)
			screen := p.shows("Could not list the threads", "roxy")
			got := runPlain(t, []string{far, token, "HTTPS_PROXY=" + value}, "doctor")
			for _, text := range []string{screen.Text(), got.stdout, got.stderr} {
				if strings.Contains(text, "tiny-password") || strings.Contains(text, "1234") {
					t.Errorf("the password shows:\n%s", text)
				}
			}
			if got.code != 1 {
				t.Errorf("doctor ended with %d:\n%s", got.code, got.stdout)
			}
		})
	}
	t.Run("in ALL_PROXY", func(t *testing.T) {
		t.Parallel()
		got := runPlain(t, []string{endpointVariable + "https://no-such-resource.invalid", token, "ALL_PROXY=http://ada:tiny-password@" + host(proxy)}, "doctor")
		for _, want := range []string{"that are set: ALL_PROXY", "ALL_PROXY is set and not used", "set HTTPS_PROXY to the same value"} {
			if !strings.Contains(got.stdout, want) {
				t.Errorf("the report does not say %q:\n%s", want, got.stdout)
			}
		}
		if strings.Contains(got.stdout+got.stderr, "tiny-password") {
			t.Errorf("the password shows:\n%s", got.stdout)
		}
	})
}

// TestAUserOfAnotherResourceIsFinal: the program says so, asks once, and blames no key.
func TestAUserOfAnotherResourceIsFinal(t *testing.T) {
	t.Parallel()
	var issued atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, ":issueAccessToken") {
			issued.Add(1)
		}
		w.Header().Set("Ms-Cv", "aBcDeFgHiJkLmNoPqRsTuV.0")
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(http.StatusUnauthorized)
		_, _ = io.WriteString(w, `{"error":{"code":"IdentityNotOwned","message":"Provided identity doesn't belong to the resource."}}`)
	}))
	t.Cleanup(server.Close)
	connection := connectionVariable + "endpoint=" + server.URL + "/;accesskey=c29tZWJvZHkgZWxzZSdzIGtleSwgbm90IHRoaXMgb25l"
	user := emulator.KnownUserID(4)
	p := start(t, terminal.Options{Columns: 160, Rows: 40, Args: []string{"--user", user}}, connection)
	screen := p.shows("the user that you act as is not of this resource: "+user, "not this resource's user", "The key is not at fault")
	if text := squashed(screen.Text()); strings.Contains(text, squashed("does not accept the connection string")) || strings.Contains(text, squashed("next attempt")) {
		t.Errorf("the screen:\n%s", screen.Text())
	}
	// Whatever asks for a token again gets the same answer without a request.
	for range 3 {
		p.types("\x12")
		p.shows("the user that you act as is not of this resource: " + user)
	}
	if got := issued.Load(); got != 1 {
		t.Errorf("a token was asked for %d times", got)
	}
	doctorCase{
		environment: []string{connection}, arguments: []string{"--user", user}, step: "token",
		says: []string{"the user to act as is of another resource", "the access key is not at fault"},
	}.check(t)
}
