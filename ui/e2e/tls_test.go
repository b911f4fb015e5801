//go:build unix

package e2e

import (
	"fmt"
	"net/http"
	"path/filepath"
	"strings"
	"testing"

	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/e2e/terminal"
)

// startTLS runs an emulator with certificates of its own and returns the file of
// its authority as well.
func startTLS(t *testing.T) (r resource, caFile string) {
	t.Helper()
	folder := t.TempDir()
	r = startResource(t, "--tls", "--cert-dir", folder)
	if !strings.HasPrefix(r.endpoint, "https://") {
		t.Fatalf("the endpoint is %s", r.endpoint)
	}
	return r, filepath.Join(folder, "ca.pem")
}

func TestOwnAuthority(t *testing.T) {
	t.Parallel()
	r, caFile := startTLS(t)
	token := tokenFor(t, emulator.TokenOptions{})
	host := strings.TrimPrefix(r.endpoint, "https://")
	withToken := []string{endpointVariable + r.endpoint, tokenVariable + token}
	profile := func(t *testing.T, lines ...string) []string {
		t.Helper()
		file := writeConfig(t, append([]string{"[profiles.own]", fmt.Sprintf("endpoint = %q", r.endpoint), fmt.Sprintf("token = %q", token)}, lines...)...)
		return []string{"--config", file, "--profile", "own"}
	}
	for _, s := range sizes() {
		run := func(name string, environment, arguments, shows []string) {
			t.Run(name+" "+s.name, func(t *testing.T) {
				t.Parallel()
				p := start(t, terminal.Options{Columns: s.columns, Rows: s.rows, Args: arguments}, environment...)
				p.shows(shows...)
			})
		}
		reached := []string{"all loaded", bigThread, "EMULATOR"}
		refused := []string{"Could not list the threads", "the certificate of " + host + " is not trusted"}
		run("with the flag", withToken, []string{"--ca-file", caFile}, reached)
		run("without", withToken, nil, refused)
		run("with the profile's", nil, profile(t, fmt.Sprintf("ca_file = %q", caFile)), reached)
		run("with another authority's", withToken, []string{"--ca-file", otherAuthority(t)}, refused)
		run("without the profile's", nil, profile(t), refused)
		// Issuing tokens goes the same way as chat.
		run("a connection string with the flag", []string{connectionVariable + r.connection},
			[]string{"--ca-file", caFile, "--user", emulator.DemoUserID}, reached)
		run("a connection string without", []string{connectionVariable + r.connection},
			[]string{"--user", emulator.DemoUserID}, []string{"Could not list the threads", "certificate"})
	}
}

// otherAuthority is a file of an authority that signed nothing of the emulator's.
func otherAuthority(t *testing.T) string {
	t.Helper()
	_, caFile := startTLS(t)
	return caFile
}

// TestFirstConnectionByTLS asks whom to act as over TLS.
func TestFirstConnectionByTLS(t *testing.T) {
	t.Parallel()
	r, caFile := startTLS(t)
	for _, s := range sizes() {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			p := start(t, terminal.Options{Columns: s.columns, Rows: s.rows, Args: []string{"--ca-file", caFile}}, connectionVariable+r.connection)
			p.shows("Whom to act as")
			p.types(emulator.DemoUserID, terminal.Enter)
			p.shows("all loaded", bigThread)

			p = start(t, terminal.Options{Columns: s.columns, Rows: s.rows}, connectionVariable+r.connection)
			p.shows("Whom to act as")
			p.types(emulator.DemoUserID, terminal.Enter)
			p.shows("Could not connect", "the certificate of "+strings.TrimPrefix(r.endpoint, "https://")+" is not trusted")
		})
	}
}

// TestWrongServerGetsNoToken answers with a certificate that nobody signed: no
// request reaches it.
func TestWrongServerGetsNoToken(t *testing.T) {
	t.Parallel()
	reached := make(chan string, 16)
	server := startSelfSigned(t, http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { reached <- r.URL.Path }))
	for _, s := range sizes() {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			p := start(t, terminal.Options{Columns: s.columns, Rows: s.rows}, endpointVariable+server.URL, tokenVariable+tokenFor(t, emulator.TokenOptions{}))
			p.shows("Could not list the threads", "is not trusted")
			select {
			case path := <-reached:
				t.Errorf("a request for %s was sent", path)
			default:
			}
		})
	}
}
