package config

import (
	"net/url"
	"strings"
	"testing"
	"unicode"

	"acs-chat-tui/acs"
)

func addEndpoints(f *testing.F, prefix string) {
	f.Helper()
	for _, seed := range []string{
		"", " ", "https://contoso.communication.azure.com/", "http://127.0.0.1:7070", "http://[::1]:7070",
		"http://[::1%25lo]:7070", "http://[::ffff:127.0.0.1]", "https://a@b", "https://a?b", "https://a#b", "https://a:",
		"https://a:99999", "http://a", "https:a", "//a", "a", "https://a/%2e%2e/ü/", "https://a\\@b", "https://a//",
	} {
		f.Add(prefix + seed)
	}
}

// assertUsable holds what every address that is let through must be.
func assertUsable(t *testing.T, endpoint string) {
	t.Helper()
	address, err := url.Parse(endpoint)
	if err != nil {
		t.Fatalf("%q was let through and does not parse: %v", endpoint, err)
	}
	if address.Scheme != "https" && (address.Scheme != "http" || !acs.IsLoopback(address.Hostname())) {
		t.Errorf("%q was let through: neither https nor this machine", endpoint)
	}
	if address.Hostname() == "" || address.User != nil || strings.ContainsAny(endpoint, "?#") {
		t.Errorf("%q was let through: no host, user information, a query or a fragment", endpoint)
	}
	if strings.HasSuffix(endpoint, "/") || strings.ContainsFunc(endpoint, unicode.IsControl) {
		t.Errorf("%q was let through: a trailing slash or a control character", endpoint)
	}
	again, err := checkEndpoint(endpoint)
	if err != nil || again != endpoint {
		t.Errorf("%q checked again gives %q, %v", endpoint, again, err)
	}
}

// canary stands in what a fuzzed check is given, before it or behind it, and in
// no error.
const canary = "canary7f3asecret91"

// withCanary returns the value by itself and with the canary at either end.
func withCanary(value string) []string {
	return []string{value, value + canary, canary + value}
}

func assertOneSafeLine(t *testing.T, err error) {
	t.Helper()
	if text := err.Error(); strings.ContainsAny(text, "\r\n") || strings.Contains(text, canary) {
		t.Errorf("the error is more than one line, or shows what it was given: %q", text)
	}
}

func FuzzCheckEndpoint(f *testing.F) {
	addEndpoints(f, "")
	f.Fuzz(func(t *testing.T, fuzzed string) {
		for _, value := range withCanary(fuzzed) {
			endpoint, err := checkEndpoint(value)
			if err != nil {
				assertOneSafeLine(t, err)
				continue
			}
			assertUsable(t, endpoint)
		}
	})
}

func FuzzConnectionStringEndpoint(f *testing.F) {
	addEndpoints(f, "accesskey=a2V5;endpoint=")
	f.Add("endpoint=https://contoso.example/;accesskey=a2V5")
	f.Add("endpoint")
	f.Add(";;=;")
	f.Fuzz(func(t *testing.T, fuzzed string) {
		for _, value := range withCanary(fuzzed) {
			endpoint, err := acs.ConnectionStringEndpoint(bare(value))
			if err != nil {
				assertOneSafeLine(t, err)
				continue
			}
			assertUsable(t, endpoint)
		}
	})
}

func FuzzCheckToken(f *testing.F) {
	for _, seed := range []string{"", "\n", "eyJ.eyJ.c2ln\r\n", "Bearer eyJ", "a b", "a\x00", "é", `"a"`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, fuzzed string) {
		for _, value := range withCanary(fuzzed) {
			token, err := checkToken(NewSecret(value))
			if err != nil {
				assertOneSafeLine(t, err)
				continue
			}
			kept := token.Reveal()
			if kept != bare(value) || kept == "" {
				t.Errorf("%q became %q", value, kept)
			}
			if strings.ContainsFunc(kept, func(r rune) bool { return r <= ' ' || r > '~' }) {
				t.Errorf("%q was let through: it cannot be a header's value", kept)
			}
		}
	})
}

// FuzzCheckConnectionString holds that what is let through has a usable endpoint
// and a key, means the same when it is checked again, and is told from a token.
func FuzzCheckConnectionString(f *testing.F) {
	addEndpoints(f, "accesskey=a2V5;endpoint=")
	f.Add("endpoint=https://contoso.example/;accesskey=a2V5")
	f.Add("ACCESSKEY = a2V5 ;Endpoint=https://contoso.example")
	f.Add("endpoint=https://a.example;accesskey=a2V5=;accesskey=")
	f.Add("endpoint=https://a.example;accesskey=====")
	f.Fuzz(func(t *testing.T, fuzzed string) {
		for _, value := range withCanary(fuzzed) {
			checked, err := checkConnectionString(NewSecret(value))
			if err != nil {
				assertOneSafeLine(t, err)
				continue
			}
			endpoint, err := acs.ConnectionStringEndpoint(checked.Reveal())
			if err != nil || endpoint != checked.Endpoint() || !acs.IsConnectionString(checked.Reveal()) {
				t.Fatalf("%q was let through as %q: %v", value, checked.Reveal(), err)
			}
			assertUsable(t, endpoint)
			again, err := checkConnectionString(NewSecret(checked.Reveal()))
			if err != nil || again.Reveal() != checked.Reveal() {
				t.Errorf("%q checked again gives %q, %v", checked.Reveal(), again.Reveal(), err)
			}
			moved, err := checkConnectionString(NewSecret(checked.WithEndpoint("https://moved.example").Reveal()))
			if err != nil || moved.Reveal() != strings.Replace(checked.Reveal(), endpoint, "https://moved.example", 1) {
				t.Errorf("%q with another endpoint gives %q, %v", checked.Reveal(), moved.Reveal(), err)
			}
		}
	})
}
