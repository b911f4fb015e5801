package doctor_test

import (
	"bytes"
	"context"
	"errors"
	"net/url"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"acs-chat-tui/acs"
	"acs-chat-tui/acs/doctor"
	"acs-chat-tui/acs/emulator"
)

// TestTheReportOfAGoodConnection compares the whole text: it is what a bug report
// holds.
func TestTheReportOfAGoodConnection(t *testing.T) {
	at := time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)
	clock := func() time.Time { return at }
	server := startEmulator(t, clock)
	options := of(server.Endpoint(), server.Token())
	options.Now = clock
	options.LookupEnv = func(name string) (string, bool) {
		return "http://user:" + canary + "@proxy", name == "HTTPS_PROXY" || name == "NO_PROXY"
	}
	got := run(t, options)
	got.passed(t)

	endpoint, err := url.Parse(server.Endpoint())
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for line := range strings.SplitSeq(got.text, "\n") {
		if strings.HasPrefix(line, "     ms-cv: ") || strings.HasPrefix(line, "     x-azure-ref: ") {
			name, _, _ := strings.Cut(line, ": ")
			line = name + ": ID"
		}
		lines = append(lines, strings.ReplaceAll(line, endpoint.Port(), "PORT"))
	}
	want := `acs-chat-tui 1.2.3, connection check
` + runtime.Version() + ", " + runtime.GOOS + "/" + runtime.GOARCH + `, 2026-11-23 10:00:00 UTC
variables for proxies and certificates that are set: HTTPS_PROXY, NO_PROXY

ok   configuration    endpoint and credential from the environment
     endpoint     http://127.0.0.1:PORT
     api-version  2025-03-15
     credential   an access token or a source of them
     HTTPS_PROXY is set and not used: this machine itself is reached directly
ok   name resolution  127.0.0.1 is an address; nothing to look up
ok   TCP              127.0.0.1:PORT answers, 0s
ok   TLS              not used, nor needed: http:// to this machine itself, the only place it is allowed for
ok   HTTP answer      401 Unauthorized to a request without a token, HTTP/1.1, 0s
     EMULATOR: this is the emulator (1.2.3), not the live service
     ms-cv: ID
     x-azure-ref: ID
ok   clock            this machine's clock and the service's agree
ok   api-version      2025-03-15 is supported
     the service names: 2021-03-07, 2021-09-07, 2023-11-07, 2024-03-07, 2024-03-15-preview, 2025-03-15
ok   token            good for another 24 h
     user         ` + emulator.DemoUserID + `
     resource     ` + emulator.ResourceID + `
     scopes       chat
     issued       2026-11-23 10:00:00 UTC
     expires      2026-11-24 10:00:00 UTC
ok   call             listing threads works; the user has at least one

Every step was passed.
`
	if diff := cmp.Diff(want, strings.Join(lines, "\n")); diff != "" {
		t.Errorf("the report differs (-want +got):\n%s", diff)
	}

	// Two requests, and neither changes anything.
	requests := server.Service().Requests()
	type sent struct {
		Method, Path, Query string
		WithToken           bool
	}
	var received []sent
	for _, request := range requests {
		_, with := request.Headers["Authorization"]
		received = append(received, sent{request.Method, request.Path, request.Query, with})
	}
	wanted := []sent{
		{"GET", "/chat/threads", "maxPageSize=1&api-version=2025-03-15", false},
		{"GET", "/chat/threads", "maxPageSize=1&api-version=2025-03-15", true},
	}
	if diff := cmp.Diff(wanted, received); diff != "" {
		t.Errorf("the requests differ (-want +got):\n%s", diff)
	}
}

func TestConfigurationIsCheckedFirst(t *testing.T) {
	for name, test := range map[string]struct {
		endpoint string
		version  acs.APIVersion
		want     string
	}{
		"empty":               {"", "", "the endpoint is empty"},
		"no scheme":           {"contoso.communication.azure.com", "", "must begin with https://"},
		"http to elsewhere":   {"http://contoso.communication.azure.com", "", "http:// is for this machine only"},
		"a password":          {"https://me:" + canary + "@contoso.test", "", "user name or password before an @"},
		"a password, no URL":  {"me:" + canary + "@contoso.test", "", "user name or password before an @"},
		"a query":             {"https://contoso.test/?code=" + canary, "", "holds a query"},
		"a fragment":          {"https://contoso.test/#" + canary, "", "holds a fragment"},
		"a connection string": {"endpoint=https://contoso.test/;AccessKey=" + canary, "", "looks like a connection string"},
		"an unknown version":  {"https://contoso.test", "2020-01-01", `unknown api-version "2020-01-01"`},
		"escape sequences":    {"ftp://\x1b]0;\u202e\x07", "", `\x1b`},
	} {
		t.Run(name, func(t *testing.T) {
			options := of(test.endpoint, "token-"+canary)
			options.APIVersion = test.version
			got := run(t, options)
			if name == "escape sequences" {
				got.failedAt(t, "configuration", "not a URL")
				return
			}
			got.failedAt(t, "configuration", test.want, "endpoint and credential from the environment",
				"Not checked, because of this: name resolution, TCP, TLS, HTTP answer, clock, api-version, token, call.")
		})
	}
}

func TestWhatComesFromOutsideIsShownAsText(t *testing.T) {
	options := of("https://contoso.test", "t")
	options.Source = "profile \x1b[31m\u202eprod\u200b\u0085\r\n\xff"
	options.LookupHost = func(context.Context, string) ([]string, error) { return nil, errors.New("no\x1b[2Jnet\x00work") }
	run(t, options).failedAt(t, "name resolution",
		`profile \u{001B}[31m\u{202E}prod\u{200B}\u{0085}\u{000D}\n\xff`, `no\u{001B}[2Jnet\u{0000}work`)
}

func TestGivenSecretsAreRemovedWhereverTheyCameFrom(t *testing.T) {
	options := of("https://contoso.test", "t")
	key := canary + "+/key=="
	options.Secrets = []string{key, "short"}
	options.LookupHost = func(context.Context, string) ([]string, error) {
		return nil, errors.New("short: " + key + " and " + url.QueryEscape(key) +
			" and accesskey=" + canary + "; and Authorization: Bearer " + canary + " and eyJhbGciOiJI." + canary + ".x")
	}
	run(t, options).failedAt(t, "name resolution",
		"short: [secret removed] and [secret removed] and accesskey=[secret removed]; and Authorization: Bearer [secret removed] and [secret removed]")
}

func TestTheCallersContextEndsTheCheck(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	options := of("https://contoso.test", "t")
	options.LookupHost = func(ctx context.Context, _ string) ([]string, error) {
		cancel()
		<-ctx.Done()
		return nil, ctx.Err()
	}
	got := runContext(ctx, t, options)
	got.failedAt(t, "name resolution", "interrupted")
	if !errors.Is(got.err, context.Canceled) {
		t.Errorf("error %v is not the context's", got.err)
	}

	ended, end := context.WithDeadline(t.Context(), time.Now().Add(-time.Second))
	defer end()
	runContext(ended, t, of("https://contoso.test", "t")).failedAt(t, "configuration", "the time for the whole check ran out")
}

// brokenWriter fails from its second write on.
type brokenWriter struct{ bytes.Buffer }

func (w *brokenWriter) Write(p []byte) (int, error) {
	if w.Len() > 0 {
		return 0, errors.New("the disk is full")
	}
	return w.Buffer.Write(p)
}

func TestAReportThatCannotBeWrittenIsAnError(t *testing.T) {
	err := doctor.Run(t.Context(), &brokenWriter{}, of("https://contoso.test", "t"))
	if err == nil || err.Error() != "writing the report: the disk is full" {
		t.Errorf("error %v", err)
	}
}
