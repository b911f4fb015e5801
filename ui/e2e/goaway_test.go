//go:build unix

package e2e

import (
	"crypto/tls"
	"encoding/pem"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/e2e/terminal"
)

// TestOneMessageIsOneRequest, to a server that would speak HTTP/2 and breaks off when it
// gets one: what is not known is told, and not tried again unseen.
func TestOneMessageIsOneRequest(t *testing.T) {
	t.Parallel()
	r := startResource(t)
	behind, err := url.Parse(r.endpoint)
	if err != nil {
		t.Fatal(err)
	}
	var posts atomic.Int32
	proxy := &httputil.ReverseProxy{Rewrite: func(request *httputil.ProxyRequest) { request.SetURL(behind) }}
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, request *http.Request) {
		if request.Method == http.MethodPost && strings.HasSuffix(request.URL.Path, "/messages") {
			posts.Add(1)
			if request.ProtoMajor != 1 {
				t.Errorf("the message came by %s", request.Proto)
			}
			panic(http.ErrAbortHandler)
		}
		proxy.ServeHTTP(w, request)
	}))
	server.EnableHTTP2 = true
	server.TLS = &tls.Config{MinVersion: tls.VersionTLS12}
	server.StartTLS()
	t.Cleanup(server.Close)
	caFile := filepath.Join(t.TempDir(), "ca.pem")
	if err := os.WriteFile(caFile, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw}), 0o600); err != nil {
		t.Fatal(err)
	}
	p := start(t, terminal.Options{Columns: 120, Rows: 40, Args: []string{"--ca-file", caFile}}, endpointVariable+server.URL, tokenVariable+tokenFor(t, emulator.TokenOptions{}))
	p.service = newService(t, r.endpoint)
	p.shows("all loaded")
	target := p.service.create("One request")
	p.openMessages(target.ID)
	p.shows("messages, all loaded")
	p.types("w")
	p.shows("New message in")
	p.types("hello", terminal.CtrlS)
	p.shows("its answer was lost", "would make a second message if the first one arrived")
	if got := posts.Load(); got != 1 {
		t.Errorf("one message made %d requests", got)
	}
}
