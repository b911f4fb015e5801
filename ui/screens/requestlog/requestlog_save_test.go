package requestlog_test

import (
	"encoding/json"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/uitest"
)

// harOf reads of a saved archive what the tests look at.
func harOf(t *testing.T, path string) (methods []string, statuses []int, text string) {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var document struct {
		Log struct {
			Entries []struct {
				Request  struct{ Method string }
				Response struct{ Status int }
			}
		}
	}
	if err := json.Unmarshal(content, &document); err != nil {
		t.Fatal(err)
	}
	for _, e := range document.Log.Entries {
		methods, statuses = append(methods, e.Request.Method), append(statuses, e.Response.Status)
	}
	return methods, statuses, string(content)
}

// TestSavingTheLog writes what the list shows, oldest first, for the user alone, and
// over a file only where the user agrees.
func TestSavingTheLog(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{Client: quickRetries}).Settle()
	h.Fault(emulator.Fault{Operation: "CreateChatThread", Kind: "status", Status: http.StatusServiceUnavailable, Times: 1})
	h.Press("n").Write("Lunch").Press("ctrl+s").Settle().Press("esc").Settle()
	path := filepath.Join(t.TempDir(), "all.har")
	h.Press("L", "E")
	h.Wants("Save 4 requests as HAR", "requests-20251103-093015.har")
	h.Press("ctrl+u").Write(path).Press("enter").Settle()
	h.Wants("✓ 4 requests saved in " + path)
	methods, statuses, _ := harOf(t, path)
	if diff := cmp.Diff([]string{"GET", "POST", "POST", "GET"}, methods) + cmp.Diff([]int{200, 503, 201, 200}, statuses); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}

	one := filepath.Join(t.TempDir(), "one.HAR")
	h.Press("/").Write("post").Press("enter", "E")
	h.Wants("Save 2 requests as HAR")
	h.Press("esc", "enter", "E")
	h.Wants("Save 1 request as HAR")
	h.Press("ctrl+u").Write(one).Press("enter").Settle()
	if methods, statuses, _ := harOf(t, one); len(methods) != 1 || statuses[0] != http.StatusCreated {
		t.Errorf("%v %v", methods, statuses)
	}

	h.Press("E", "ctrl+u").Write(path).Press("enter").Settle()
	h.Wants("Replace the file?")
	h.Press("n").Settle()
	if methods, _, _ := harOf(t, path); len(methods) != 4 {
		t.Errorf("the file was replaced: %v", methods)
	}
	h.Press("ctrl+u").Write(strings.TrimSuffix(path, ".har")).Press("enter")
	h.Wants("The name must end in .har.")
}

// TestNoSecretInTheLog plants a token that a gateway repeats, and a key, and looks at
// all that the log shows, copies and saves.
func TestNoSecretInTheLog(t *testing.T) {
	t.Parallel()
	behind := emulator.New(emulator.Options{Clock: uitest.NewClock().Now, Random: rand.NewChaCha8([32]byte{1})})
	gateway := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodPost || strings.HasPrefix(r.URL.Path, "/identities") {
			behind.ServeHTTP(w, r)
			return
		}
		said := r.Header.Get("Authorization")
		w.Header().Set("X-Said", said)
		w.Header().Set("Set-Cookie", "session=canary-cookie")
		w.WriteHeader(http.StatusForbidden)
		if err := json.NewEncoder(w).Encode(map[string]any{"error": map[string]string{"code": said, "message": said}}); err != nil {
			t.Error(err)
		}
	}))
	t.Cleanup(gateway.Close)
	h := (&uitest.Resource{}).Connect(t, uitest.Setup{Endpoint: gateway.URL, Height: 90, Width: 160})
	h.Paste(emulator.DemoUserID).Press("enter")
	h.UntilShown("18 threads, all loaded")
	h.Press("n").Write("Lunch").Press("ctrl+s")
	h.UntilShown("The service said: 403")
	issued := 0
	for _, request := range behind.Requests() {
		if strings.HasSuffix(request.Path, "issueAccessToken") && request.Status == http.StatusOK {
			issued++
		}
	}
	// Every token begins with the beginning of a JSON object.
	secrets := []string{emulator.AccessKey[:20], "canary-cookie", "eyJ"}
	path := filepath.Join(t.TempDir(), "all.har")
	h.Press("esc", "y", "L", "E", "ctrl+u").Write(path).Press("enter")
	h.UntilShown("requests saved in")
	methods, _, saved := harOf(t, path)
	if len(methods) < 4 || issued < 2 {
		t.Fatalf("%v: too few to say anything, %d tokens", methods, issued)
	}
	shown := h.Screen()
	for n := range methods {
		h.Press("g")
		for range n {
			h.Press("j")
		}
		h.Press("enter")
		for _, key := range []string{"g", "G"} {
			h.Press(key)
			shown += h.Screen()
		}
		h.Press("y")
		h.Press("esc")
	}
	h.UntilShown("sent to the clipboard")
	h.Mutex.Lock()
	copied := strings.Join(h.Copied, "\n")
	h.Mutex.Unlock()
	for place, text := range map[string]string{"the screen": shown, "the archive": saved, "a copied command": copied} {
		for _, secret := range secrets {
			if i := strings.Index(text, secret); i >= 0 {
				t.Errorf("%s shows %s: …%s…", place, secret, text[max(0, i-100):min(len(text), i+60)])
			}
		}
	}
	if !strings.Contains(saved, "[access token removed]") || !strings.Contains(saved, `"HMAC-SHA256 REDACTED"`) ||
		!strings.Contains(shown, "[access token removed]") || !strings.Contains(copied, "$AZURE_COMMUNICATION_ACCESS_TOKEN") {
		t.Errorf("too little was looked at:\n%s\n%s", saved, copied)
	}
}
