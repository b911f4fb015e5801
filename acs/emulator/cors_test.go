package emulator

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
)

// TestPagesOfThisMachineMayUseTheService: preflights are answered, and answers can be read.
func TestPagesOfThisMachineMayUseTheService(t *testing.T) {
	f := newFixture(t, Options{Origins: []string{"https://chat.example.com"}})
	for _, origin := range []string{"http://localhost:3000", "http://127.0.0.1:5173", "https://[::1]:8443", "http://localhost", "https://chat.example.com"} {
		preflight := f.do(http.MethodOptions, "/chat/threads?"+latest, "", "Origin", origin,
			"Access-Control-Request-Method", "POST", "Access-Control-Request-Headers", "authorization,content-type,repeatability-request-id")
		if preflight.status != http.StatusNoContent || preflight.header.Get("Access-Control-Allow-Origin") != origin ||
			!strings.Contains(preflight.header.Get("Access-Control-Allow-Methods"), "POST") ||
			preflight.header.Get("Access-Control-Allow-Headers") != "authorization,content-type,repeatability-request-id" {
			t.Errorf("%s: %d %v", origin, preflight.status, preflight.header)
		}
		for _, target := range []string{"/chat/threads?" + latest, "/chat/threads?api-version=nonsense", "/_emulator/health"} {
			answer := f.do(http.MethodGet, target, "", "Origin", origin)
			if answer.header.Get("Access-Control-Allow-Origin") != origin || answer.header.Get("Access-Control-Expose-Headers") != "*" {
				t.Errorf("%s of %s: %d %v", target, origin, answer.status, answer.header)
			}
		}
	}
	if list := f.service.Requests(); len(list) == 0 || list[0].Method == http.MethodOptions {
		t.Errorf("preflights are among the requests: %+v", list)
	}
}

// TestPagesOfOthersMayNot: their preflights are refused, and no answer can be read by them.
func TestPagesOfOthersMayNot(t *testing.T) {
	f := newFixture(t, Options{})
	for _, origin := range []string{"https://chat.example.com", "http://localhost.example.com", "http://127.0.0.1.example.com", "null", "file://", "http://localhost:3000/path", "localhost:3000"} {
		preflight := f.do(http.MethodOptions, "/chat/threads?"+latest, "", "Origin", origin, "Access-Control-Request-Method", "POST")
		if preflight.status != http.StatusForbidden || preflight.header.Get("Access-Control-Allow-Origin") != "" || !strings.Contains(preflight.body, "--cors") {
			t.Errorf("%s: %d %v %s", origin, preflight.status, preflight.header, preflight.body)
		}
		if answer := f.do(http.MethodGet, "/chat/threads?"+latest, "", "Origin", origin); answer.header.Get("Access-Control-Allow-Origin") != "" {
			t.Errorf("%s reads the threads: %v", origin, answer.header)
		}
		if answer := f.do(http.MethodPost, "/_emulator/reset", "", "Origin", origin); answer.status != http.StatusForbidden {
			t.Errorf("%s resets the emulator: %d", origin, answer.status)
		}
	}
}

// TestRealTimeNotifications answers what the JavaScript SDK asks at its start.
func TestRealTimeNotifications(t *testing.T) {
	f := newFixture(t, Options{})
	answer := f.do(http.MethodGet, "/chat/config/realTimeNotifications?api-version=2024-09-01", "")
	var got map[string]string
	if err := json.Unmarshal([]byte(answer.body), &got); err != nil || answer.status != http.StatusOK {
		t.Fatalf("%d %s", answer.status, answer.body)
	}
	for _, name := range []string{"trouterServiceUrl", "registrarServiceUrl", "cloudType"} {
		if got[name] == "" {
			t.Errorf("no %s in %s", name, answer.body)
		}
	}
	f.token = "none"
	if answer := f.do(http.MethodGet, "/chat/config/realTimeNotifications?api-version=2024-09-01", ""); answer.status != http.StatusUnauthorized {
		t.Errorf("without a token: %d", answer.status)
	}
}

func TestOriginsAreChecked(t *testing.T) {
	for _, origin := range []string{"", "chat.example.com", "https://chat.example.com/", "https://", "*"} {
		if err := (Options{Origins: []string{origin}}).validate(); err == nil {
			t.Errorf("%q is taken", origin)
		}
	}
}
