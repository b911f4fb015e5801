//go:build unix

package e2e

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"testing"
	"time"

	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/e2e/terminal"
)

// TestAnUpdateThatIsAnsweredOtherwiseIsNotToldAsSuccess: the service has one answer to it,
// and the next attempt looks at the thread first.
func TestAnUpdateThatIsAnsweredOtherwiseIsNotToldAsSuccess(t *testing.T) {
	t.Parallel()
	for _, s := range sizes() {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			odd := true
			p, arrived := startScripted(t, s, func(w http.ResponseWriter, r *http.Request) bool {
				if r.Method != http.MethodPatch || !odd {
					return false
				}
				odd = false
				return answering(http.MethodPatch, "", http.StatusOK, `{"id":"19:a@thread.v2","topic":"Another one"}`)(w, r)
			})
			p.shows("all loaded")
			thread := p.service.create("Night shift")
			p.types("o")
			p.shows("Open a thread by its id")
			p.types(thread.ID, terminal.Enter)
			p.shows("1 Properties", "created by")
			p.types("e")
			p.shows("Edit “Night shift”")
			p.types("s")
			p.shows("Night shifts")
			p.types(terminal.CtrlS)
			screen := p.shows("not known", "Night shifts")
			if screen.Contains("updated") || screen.Contains("proxy") {
				t.Errorf("told as something that it is not:\n%s", screen.Frame())
			}
			p.service.thread("Night shift")
			looks := len(arrived.with(http.MethodGet, thread.ID))
			p.types(terminal.CtrlS)
			p.shows("updated: topic", "1 Properties")
			p.service.thread("Night shifts")
			if again := len(arrived.with(http.MethodGet, thread.ID)); again <= looks {
				t.Error("the thread was not looked at before the update was sent again")
			}
		})
	}
}

// TestATokenThatEndsEarlierThanAskedForIsToldSo: it is a token, and not the one asked for.
func TestATokenThatEndsEarlierThanAskedForIsToldSo(t *testing.T) {
	t.Parallel()
	for _, s := range sizes() {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			r := startResource(t)
			behind, err := url.Parse(r.endpoint)
			if err != nil {
				t.Fatal(err)
			}
			proxy := &httputil.ReverseProxy{
				Rewrite: func(r *httputil.ProxyRequest) {
					r.SetURL(behind)
					r.Out.Host = r.In.Host // it is signed
				},
				ModifyResponse: func(answer *http.Response) error {
					if !strings.HasSuffix(answer.Request.URL.Path, ":issueAccessToken") {
						return nil
					}
					body, err := io.ReadAll(answer.Body)
					if err != nil {
						return fmt.Errorf("reading the answer: %w", err)
					}
					head, _, _ := strings.Cut(string(body), `"expiresOn":"`)
					short := head + `"expiresOn":"` + time.Now().UTC().Add(70*time.Minute).Format(time.RFC3339) + `"}`
					answer.Body, answer.ContentLength = io.NopCloser(strings.NewReader(short)), int64(len(short))
					answer.Header.Set("Content-Length", fmt.Sprint(len(short)))
					return nil
				},
			}
			server := httptest.NewServer(proxy)
			t.Cleanup(server.Close)
			p := r.startWithKey(t, s, t.TempDir(), "endpoint="+server.URL+"/;accesskey="+emulator.AccessKey, "--user", emulator.DemoUserID)
			p.shows("all loaded", bigThread)
			p.types("U")
			p.shows("Identities", "● is whom you act as")
			p.types("t")
			p.shows("Issue a token of", "▸ chat")
			p.types(terminal.ShiftTab)
			p.shows("▸ life in minutes")
			p.types("120", terminal.CtrlS)
			p.shows("✓ The token is issued.", "! Not as asked for: it ends on", "after it was issued, and not 120")
		})
	}
}
