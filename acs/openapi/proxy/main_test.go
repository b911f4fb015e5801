package main

import (
	"bufio"
	"context"
	"crypto/tls"
	"crypto/x509"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"acs-chat-tui/acs"
	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/acs/openapi"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestWrongUse(t *testing.T) {
	for want, arguments := range map[string][]string{
		"is no URL":            {"--target", "nonsense"},
		"not defined":          {"--to", "https://127.0.0.1"},
		openapi.FolderVariable: {"--target", "https://127.0.0.1:1"},
	} {
		t.Setenv(openapi.FolderVariable, t.TempDir())
		proven, err := run(t.Context(), arguments, io.Discard)
		if proven || err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %t, %v, want %q", arguments, proven, err, want)
		}
	}
}

// TestLinksSurviveTheProxy reads a list page by page through the proxy: links name
// the proxy, since the emulator saw the client's Host.
func TestLinksSurviveTheProxy(t *testing.T) {
	if os.Getenv(openapi.FolderVariable) == "" {
		t.Logf("left out: %s does not name the folder of the OpenAPI documents", openapi.FolderVariable)
		return
	}
	folder := t.TempDir()
	server, err := emulator.StartTLS(t.Context(), "127.0.0.1:0", folder, emulator.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := server.Close(context.WithoutCancel(t.Context())); err != nil {
			t.Error(err)
		}
	})
	endpoint, finish := startProxy(t, "--target", server.Endpoint(), "--cert-dir", folder)
	client := newClient(t, endpoint, server.Token(), filepath.Join(folder, "ca.pem"))
	pager := client.NewListChatThreadsPager(&acs.ListChatThreadsOptions{MaxPageSize: new(int32(5))})
	pages := 0
	for pager.More() {
		page, err := pager.NextPage(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if page.NextLink != "" && !strings.HasPrefix(page.NextLink, endpoint+"/") {
			t.Errorf("the link %s leads past the proxy %s", page.NextLink, endpoint)
		}
		pages++
	}
	if pages < 2 {
		t.Errorf("%d pages", pages)
	}
	proven, out := finish()
	// One operation was seen, in one version: that is no proof.
	if proven || !strings.Contains(out, "faults: 0") || strings.Contains(out, "MISSING Chat_ListChatThreads was not seen to succeed in 2025-03-15") ||
		!strings.Contains(out, "MISSING Chat_ListChatThreads was not seen to succeed in 2024-03-07") {
		t.Errorf("proven %t:\n%s", proven, out)
	}
}

// startProxy runs the command, and gives its URL and what ends it.
func startProxy(t *testing.T, arguments ...string) (string, func() (bool, string)) {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	t.Cleanup(stop)
	out, in := io.Pipe()
	type result struct {
		proven bool
		err    error
	}
	ended := make(chan result, 1)
	go func() {
		proven, err := run(ctx, arguments, in)
		_ = in.Close()
		ended <- result{proven, err}
	}()
	lines := bufio.NewReader(out)
	endpoint, err := lines.ReadString('\n')
	if err != nil {
		t.Fatalf("the proxy did not start: %v, %v", err, (<-ended).err)
	}
	return strings.TrimSpace(endpoint), func() (bool, string) {
		stop()
		rest, err := io.ReadAll(lines)
		last := <-ended
		if err != nil || last.err != nil {
			t.Fatal(err, last.err)
		}
		return last.proven, string(rest)
	}
}

// newClient makes a client that trusts the emulator's authority.
func newClient(t *testing.T, endpoint, token, authority string) *acs.Client {
	t.Helper()
	data, err := os.ReadFile(authority)
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(data)
	transport := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots}}
	t.Cleanup(transport.CloseIdleConnections)
	client, err := acs.NewClient(endpoint, acs.NewStaticTokenCredential(token), &acs.ClientOptions{
		ClientOptions: azcore.ClientOptions{Transport: &http.Client{Transport: transport}},
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(client.Close)
	return client
}
