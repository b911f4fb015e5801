//go:build unix

package e2e

import (
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"testing"
	"time"

	"acs-chat-tui/acs/emulator"
)

// doctorCase is a connection, and what doctor says of it.
type doctorCase struct {
	name        string
	environment []string
	arguments   []string
	// step is the failing step; empty where there is none.
	step string
	says []string
}

// failingStep is the step of the one line that says FAIL; empty where there is
// none.
func failingStep(t *testing.T, report string) string {
	t.Helper()
	step := ""
	for line := range strings.Lines(report) {
		if rest, found := strings.CutPrefix(line, "FAIL "); found {
			if step != "" {
				t.Errorf("more than one step fails:\n%s", report)
			}
			step = strings.TrimSpace(rest)
		}
	}
	return step
}

// check runs doctor and compares exit code, failing step and words.
func (c doctorCase) check(t *testing.T) {
	t.Helper()
	got := runPlain(t, c.environment, append([]string{"doctor"}, c.arguments...)...)
	if strings.Contains(got.stdout, "\x1b") {
		t.Errorf("the report is not plain:\n%q", got.stdout)
	}
	for _, part := range c.says {
		if !strings.Contains(got.stdout, part) {
			t.Errorf("the report does not say %q", part)
		}
	}
	step := failingStep(t, got.stdout)
	if c.step == "" {
		if got.code != 0 || step != "" || got.stderr != "" {
			t.Errorf("exit code %d, standard error %q\n%s", got.code, got.stderr, got.stdout)
		}
		return
	}
	if !strings.HasPrefix(step, c.step+" ") || got.code != 1 {
		t.Errorf("exit code %d, the failing step is %q, want %s", got.code, step, c.step)
	}
	if !strings.Contains(got.stdout, "→") {
		t.Error("the report does not say what to do")
	}
	if want := "acs-chat-tui: the check failed at " + c.step + ": "; !strings.HasPrefix(got.stderr, want) || strings.Count(got.stderr, "\n") != 1 {
		t.Errorf("standard error is %q", got.stderr)
	}
	if t.Failed() {
		t.Logf("the report:\n%s", got.stdout)
	}
}

func (r resource) withToken(token string) []string {
	return []string{endpointVariable + r.endpoint, tokenVariable + token}
}

func TestDoctor(t *testing.T) {
	t.Parallel()
	r := startResource(t)
	secure, caFile := startTLS(t)
	good := tokenFor(t, emulator.TokenOptions{})
	closed := httptest.NewServer(nil)
	closed.Close()
	selfSigned := startSelfSigned(t, http.NotFoundHandler())
	wrongKey := connectionVariable + "endpoint=" + r.endpoint + "/;accesskey=c29tZWJvZHkgZWxzZSdzIGtleSwgbm90IHRoaXMgb25l"
	user := []string{"--user", emulator.DemoUserID}

	cases := []doctorCase{
		{"unknown host", []string{endpointVariable + "https://no-such-resource.invalid", tokenVariable + good}, nil, "name resolution", []string{"no-such-resource.invalid", "Not checked, because of this: TCP"}},
		{"closed port", []string{endpointVariable + closed.URL, tokenVariable + good}, nil, "TCP", []string{"connection refused"}},
		{"self-signed", []string{endpointVariable + selfSigned.URL, tokenVariable + good}, nil, "TLS", []string{"self-signed", "--ca-file"}},
		{"an authority that is not known", secure.withToken(good), nil, "TLS", []string{"unknown authority", "--ca-file"}},
		{"a clock an hour behind", []string{endpointVariable + inFront(t, r, shiftDate(time.Hour)), tokenVariable + good}, nil, "clock", []string{"behind the service's", "set this machine's clock"}},
		{"a clock an hour ahead", []string{endpointVariable + inFront(t, r, shiftDate(-time.Hour)), tokenVariable + good}, nil, "clock", []string{"ahead of the service's"}},
		{"an api-version that the service does not name", []string{endpointVariable + inFront(t, r, onlyOldVersions), tokenVariable + good}, nil, "api-version", []string{"does not support the api-version 2025-03-15", "2021-09-07", "--api-version"}},
		{"a wrong key", []string{wrongKey}, user, "token", []string{"access key of the connection string is wrong", "401"}},
		{"a user that is not there", []string{connectionVariable + r.connection}, []string{"--user", emulator.DeletedUserID(3)}, "token", []string{"does not exist in this resource"}},
		{"no user chosen", []string{connectionVariable + r.connection}, nil, "token", []string{"no user to act as", "--user RAWID"}},
		{"a wrong token", r.withToken(tokenFor(t, emulator.TokenOptions{UserID: unknownID()})), nil, "call", []string{"does not accept the access token", "401"}},
		{"what is no token", r.withToken("not-a-token"), nil, "call", []string{"does not accept the access token", "does not say whose it is"}},
		{"an expired token", r.withToken(tokenFor(t, emulator.TokenOptions{ExpiresOn: time.Now().Add(-210 * time.Minute)})), nil, "token", []string{"expired 3 h 3"}},
		{"a missing scope", r.withToken(tokenFor(t, emulator.TokenOptions{Scopes: []string{"voip"}})), nil, "token", []string{"no chat scope", "voip"}},
		{"all well with a token", r.withToken(good), nil, "", []string{"endpoint     " + r.endpoint, "2025-03-15 is supported", emulator.DemoUserID, "scopes       chat", "listing threads works", "EMULATOR", "Every step was passed."}},
		{"all well with a connection string", []string{connectionVariable + r.connection}, user, "", []string{"a connection string; its resource issues the tokens", emulator.DemoUserID, "Every step was passed."}},
		{"all well by TLS", secure.withToken(good), []string{"--ca-file", caFile}, "", []string{"signed by", "Every step was passed."}},
		{"all well on the built-in emulator", nil, nil, "", []string{"EMULATOR", "Every step was passed."}},
		{"all well with an older api-version", r.withToken(good), []string{"--api-version", "2021-03-07"}, "", []string{"2021-03-07 is supported"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			c.check(t)
		})
	}
}

// TestDoctorWithAProfile checks what the program would use, token_command
// included.
func TestDoctorWithAProfile(t *testing.T) {
	t.Parallel()
	r := startResource(t)
	profile := func(t *testing.T, script string) []string {
		t.Helper()
		return []string{"--profile", "vault", "--config", writeConfig(
			t, "[profiles.vault]", fmt.Sprintf("endpoint = %q", r.endpoint), fmt.Sprintf("token_command = [\"sh\", \"-c\", %q]", script))}
	}
	cases := []doctorCase{
		{"a command that works", nil, profile(t, "echo "+tokenFor(t, emulator.TokenOptions{})), "", []string{"vault", "token_command sh", "Every step was passed."}},
		{"a command that fails", nil, profile(t, "echo no access to the vault >&2; exit 7"), "token", []string{"token_command sh failed with exit code 7", "no access to the vault"}},
		{"a command that prints nothing", nil, profile(t, "true"), "token", []string{"holds nothing"}},
		{"a command that is not there", nil, []string{"--profile", "vault", "--config", writeConfig(
			t, "[profiles.vault]", fmt.Sprintf("endpoint = %q", r.endpoint), `token_command = ["no-such-program"]`)}, "token", []string{"no such program in PATH"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			c.check(t)
		})
	}
}

// startSelfSigned is a server whose certificate no authority signed. What it says
// of failing handshakes goes nowhere: they are what is wanted.
func startSelfSigned(t *testing.T, handler http.Handler) *httptest.Server {
	t.Helper()
	server := httptest.NewUnstartedServer(handler)
	server.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelInfo)
	server.StartTLS()
	t.Cleanup(server.Close)
	return server
}

// inFront is a server that passes everything on to a resource and changes the
// answers' headers; it returns its address.
func inFront(t *testing.T, r resource, change func(http.Header)) string {
	t.Helper()
	behind, err := url.Parse(r.endpoint)
	if err != nil {
		t.Fatal(err)
	}
	proxy := &httputil.ReverseProxy{
		Rewrite: func(request *httputil.ProxyRequest) { request.SetURL(behind) },
		ModifyResponse: func(response *http.Response) error {
			change(response.Header)
			return nil
		},
	}
	server := httptest.NewServer(proxy)
	t.Cleanup(server.Close)
	return server.URL
}

// shiftDate sets the service's clock off.
func shiftDate(by time.Duration) func(http.Header) {
	return func(header http.Header) { header.Set("Date", time.Now().Add(by).UTC().Format(http.TimeFormat)) }
}

func onlyOldVersions(header http.Header) {
	header.Set("Api-Supported-Versions", "2020-09-21-preview2, 2021-03-07, 2021-09-07")
}
