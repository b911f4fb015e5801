//go:build unix

package e2e

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/e2e/terminal"
)

// tokenPlace is where a test puts the tokens that a token_command hands out.
type tokenPlace struct {
	t *testing.T
	// token holds the token that is handed out, calls grows by a line with each
	// call, and failing is there while the command fails; what it holds goes to
	// the command's standard error.
	token, calls, failing string
	script                string
}

func newTokenPlace(t *testing.T) tokenPlace {
	t.Helper()
	folder := t.TempDir()
	p := tokenPlace{
		t: t, token: filepath.Join(folder, "token"), calls: filepath.Join(folder, "calls"),
		failing: filepath.Join(folder, "failing"), script: filepath.Join(folder, "hand-out"),
	}
	writeFile(t, p.script, fmt.Sprintf(`#!/bin/sh
echo call >> '%s'
if [ -e '%s' ]; then cat '%[2]s' >&2; exit 3; fi
cat '%s'
`, p.calls, p.failing, p.token), 0o700)
	return p
}

// put makes a token of the demo operator the one that is handed out. It is put
// there as a whole: the command may read at any moment.
func (p tokenPlace) put(lifetime time.Duration) {
	p.t.Helper()
	now := time.Now()
	token := tokenFor(p.t, emulator.TokenOptions{IssuedOn: now, ExpiresOn: now.Add(lifetime)})
	writeFile(p.t, p.token+".new", token, 0o600)
	if err := os.Rename(p.token+".new", p.token); err != nil {
		p.t.Fatal(err)
	}
}

// called is how often the command was called.
func (p tokenPlace) called() int {
	p.t.Helper()
	text, err := os.ReadFile(p.calls)
	if err != nil && !os.IsNotExist(err) {
		p.t.Fatal(err)
	}
	return strings.Count(string(text), "\n")
}

// start runs the program on a resource with the tokens of this place.
func (p tokenPlace) start(s size, r resource) *program {
	p.t.Helper()
	file := writeConfig(p.t, `[profiles.short]`, fmt.Sprintf("endpoint = %q", r.endpoint), fmt.Sprintf("token_command = [%q]", p.script))
	running := start(p.t, terminal.Options{Columns: s.columns, Rows: s.rows, Args: []string{"--config", file, "--profile", "short"}})
	running.service = newService(p.t, r.endpoint)
	return running
}

// chatRequests are the program's requests to the chat routes, of any method.
func chatRequests(s *service) []request {
	s.t.Helper()
	return append(s.requests(http.MethodGet, "/chat/"), s.requests(http.MethodPost, "/chat/")...)
}

// TestRenewsUnderAScrollingList hands out tokens of 7 s, which are renewed a fifth of
// their life before their end. The list is scrolled up and down and read anew until the
// third token serves. The client's own tests do it with longer lives and a false clock.
func TestRenewsUnderAScrollingList(t *testing.T) {
	t.Parallel()
	for _, s := range sizes() {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			const lifetime, tokensUsed = 7 * time.Second, 3
			r, tokens := startResource(t, "--latency", "150ms"), newTokenPlace(t)
			tokens.put(lifetime)
			p := tokens.start(s, r)
			p.shows("all loaded")
			p.openParticipants(p.service.thread(bigThread).ID)
			p.shows("more to come")
			p.types("G")
			p.until("the last participant loaded", func(screen terminal.Screen) bool { return rowNumber(screen) > 100 })
			p.types("G")
			p.shows("250 participants, all loaded")
			listed := func() int { return len(p.service.requests(http.MethodGet, "/participants")) }
			for seen := 1; seen < tokensUsed; seen = tokens.called() {
				tokens.put(lifetime)
				const pages = 3
				before := listed()
				p.types(terminal.CtrlR, terminal.PageUp, terminal.PageDown, "G")
				p.service.until("the whole list read anew", func() bool { return listed() >= before+pages })
			}
			requests := chatRequests(p.service)
			for _, r := range requests {
				if r.Status >= http.StatusBadRequest && r.Status != 499 {
					t.Errorf("%s %s was answered with %d", r.Method, r.Path, r.Status)
				}
			}
			screen := p.Screen()
			for _, trouble := range []string{"✗", "expired", "ended"} {
				if screen.Contains(trouble) {
					t.Errorf("the screen shows %q:\n%s", trouble, screen.Frame())
				}
			}
		})
	}
}

// TestSaysThatRenewalFails lets the command fail before a token's end: the user
// reads why while the token still works, and goes on as soon as it is mended.
func TestSaysThatRenewalFails(t *testing.T) {
	t.Parallel()
	for _, s := range sizes() {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			r, tokens := startResource(t), newTokenPlace(t)
			// A fifth of its life before its end, 1 to 1.4 s, it is renewed.
			tokens.put(7 * time.Second)
			ends := time.Now().Add(7 * time.Second).Truncate(time.Second) // as in the token
			p := tokens.start(s, r)
			p.shows("all loaded", "token ends in")
			writeFile(t, tokens.failing, "please run: vault login\n", 0o600)
			p.until("why the renewal failed", func(screen terminal.Screen) bool {
				return screen.Contains("the token ends in") && screen.Contains("renewing")
			})
			if late := time.Since(ends); late > 0 {
				t.Errorf("told %s after the token's end", late)
			}
			p.types("!")
			p.shows("renewing it failed", "hand-out failed with exit code 3", "please run: vault login")
			p.types(terminal.Escape)
			p.gone("please run: vault login")

			// At the end it is said again, and what was typed stays.
			p.types("n")
			p.shows("▸ topic")
			p.types("Typed before the end")
			p.shows("the token has ended", "Typed before the end")
			p.types(terminal.CtrlS)
			p.shows("Could not create the thread", "vault login")
			tokens.put(2 * time.Hour)
			if err := os.Remove(tokens.failing); err != nil {
				t.Fatal(err)
			}
			p.shows("token 1 h", "Typed before the end")
			p.types(terminal.CtrlS)
			p.shows("The thread is made")
			p.service.thread("Typed before the end")
		})
	}
}

// TestTokenFile reads a file again when its token nears its end.
func TestTokenFile(t *testing.T) {
	t.Parallel()
	s := sizes()[1]
	r, tokens := startResource(t), newTokenPlace(t)
	tokens.put(5 * time.Second)
	file := writeConfig(t, `default_profile = "file"`, `[profiles.file]`, fmt.Sprintf("endpoint = %q", r.endpoint), fmt.Sprintf("token_file = %q", tokens.token))
	p := start(t, terminal.Options{Columns: s.columns, Rows: s.rows, Args: []string{"--config", file}})
	p.service = newService(t, r.endpoint)
	p.shows("all loaded", "token ends in")
	tokens.put(2 * time.Hour)
	p.shows("token 1 h")
	p.types(terminal.CtrlR)
	p.shows("all loaded")
	for _, r := range chatRequests(p.service) {
		if r.Status != http.StatusOK && r.Status != 0 { // 0 is one that is still under way
			t.Errorf("%s %s was answered with %d", r.Method, r.Path, r.Status)
		}
	}
}
