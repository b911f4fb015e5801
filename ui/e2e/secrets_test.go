//go:build unix

package e2e

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/e2e/terminal"
)

// wrongKey is an access key that no emulator accepts.
const wrongKey = "Y2FuYXJ5IG9mIGEga2V5IHRoYXQgbm9ib2R5IGFjY2VwdHMsIGFuZCB0aGF0IG11c3Qgbm90IHNob3c="

// canaries are the secrets that a test has planted.
type canaries struct {
	t     *testing.T
	parts map[string]string
}

func plant(t *testing.T) *canaries {
	t.Helper()
	return &canaries{t: t, parts: map[string]string{}}
}

// token plants a token, of which no part but the header may show.
func (c *canaries) token(token string) string {
	c.t.Helper()
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		c.t.Fatalf("a token of %d parts", len(parts))
	}
	// The first bytes of the claims are the same in every token.
	c.parts["a token's claims"+parts[2]] = parts[1][20:60]
	c.parts["a token's signature"+parts[2]] = parts[2][:20]
	return token
}

// key plants an access key, in base64 and as its bytes.
func (c *canaries) key(key string) string {
	c.t.Helper()
	raw, err := base64.StdEncoding.DecodeString(key)
	if err != nil {
		c.t.Fatal(err)
	}
	c.parts["an access key"+key] = key[:20]
	c.parts["an access key's bytes"+key] = string(raw[:20])
	return key
}

// absent looks for the canaries in a text.
func (c *canaries) absent(where, text string) {
	c.t.Helper()
	if text == "" {
		c.t.Errorf("%s is empty: nothing was looked at", where)
	}
	if len(c.parts) < 2 {
		c.t.Fatal("no secret was planted")
	}
	for what, part := range c.parts {
		if strings.Contains(text, part) || strings.Contains(squashed(text), part) {
			c.t.Errorf("%s holds %s", where, what)
		}
	}
}

// file looks for the canaries in a file.
func (c *canaries) file(where, path string) {
	c.t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		c.t.Fatal(err)
	}
	c.absent(where, string(text))
}

// afterRun looks at all that a run of the program has left.
func (c *canaries) afterRun(p *program, log string) {
	c.t.Helper()
	c.absent("the screen", p.Screen().Text())
	p.types(terminal.CtrlC)
	if _, err := p.Wait(c.t.Context()); err != nil {
		c.t.Fatal(err)
	}
	c.absent("what was written to the terminal", string(p.Output()))
	if log != "" {
		c.file("the log", log)
	}
}

// tour goes through the main job: create with a refused participant, the exact
// request, a failing request, notifications, participants, adding.
func tour(p *program) {
	p.t.Helper()
	p.shows("all loaded")
	p.types("n")
	p.shows("▸ topic")
	p.types("Canary", terminal.CtrlX)
	p.shows("Repeatability-Request-Id", "Bearer <access token>", "POST "+p.service.endpoint+"/chat/threads?")
	p.types(terminal.Escape)
	p.service.faults(fault{Operation: "CreateChatThread", Kind: "status", Status: http.StatusUnauthorized, Times: 2})
	p.shows("▸ topic")
	p.types(terminal.CtrlS)
	p.shows("does not accept the token")
	p.service.faults()
	p.types(terminal.CtrlS)
	p.shows("The thread is made")
	p.types(terminal.Enter)
	p.shows("1 Properties", "created by")
	p.types("J")
	p.types("2")
	p.shows("1 participant, all loaded")
	p.types("a")
	p.shows("Add participants")
	p.types(unknownID(), terminal.CtrlS)
	p.shows("refused")
	p.types(terminal.CtrlC) // the refused row is still there, so that this asks
	p.shows("Quit?")
}

func TestSecretsOfTheEnvironment(t *testing.T) {
	t.Parallel()
	for _, s := range sizes() {
		t.Run("a token "+s.name, func(t *testing.T) {
			t.Parallel()
			r, planted, log := startResource(t), plant(t), filepath.Join(t.TempDir(), "log")
			token := planted.token(tokenFor(t, emulator.TokenOptions{}))
			planted.key(wrongKey)
			p := start(t, terminal.Options{Columns: s.columns, Rows: s.rows, Args: []string{"--log", log}}, endpointVariable+r.endpoint,
				tokenVariable+token, connectionVariable+"endpoint="+r.endpoint+"/;accesskey="+wrongKey)
			p.service = newService(t, r.endpoint)
			tour(p)
			planted.afterRun(p, log)
		})
		t.Run("a key "+s.name, func(t *testing.T) {
			t.Parallel()
			r, planted, log, home := startResource(t), plant(t), filepath.Join(t.TempDir(), "log"), t.TempDir()
			planted.key(emulator.AccessKey)
			p := r.startOn(t, s, home, "--log", log)
			p.shows("Whom to act as")
			p.types(emulator.DemoUserID, terminal.Enter)
			tour(p)
			planted.afterRun(p, log)
			planted.file("the configuration file", configFile(t, home))
		})
		t.Run("a wrong key "+s.name, func(t *testing.T) {
			t.Parallel()
			r, planted, log := startResource(t), plant(t), filepath.Join(t.TempDir(), "log")
			planted.key(wrongKey)
			p := r.startWithKey(t, s, t.TempDir(), "endpoint="+r.endpoint+"/;accesskey="+wrongKey, "--log", log)
			p.shows("Whom to act as")
			p.types(emulator.DemoUserID, terminal.Enter)
			p.shows("does not accept the connection string's key")
			planted.afterRun(p, log)
		})
	}
}

func TestSecretsOfProfiles(t *testing.T) {
	t.Parallel()
	s := sizes()[1]
	r := startResource(t)
	profiles := map[string]func(t *testing.T, planted *canaries) string{
		"token": func(t *testing.T, planted *canaries) string {
			t.Helper()
			return fmt.Sprintf("endpoint = %q\ntoken = %q", r.endpoint, planted.token(tokenFor(t, emulator.TokenOptions{})))
		},
		"token_file": func(t *testing.T, planted *canaries) string {
			t.Helper()
			token := planted.token(tokenFor(t, emulator.TokenOptions{}))
			return fmt.Sprintf("endpoint = %q\ntoken_file = %q", r.endpoint, writeFile(t, filepath.Join(t.TempDir(), "token"), token, 0o600))
		},
		"connection_string": func(t *testing.T, planted *canaries) string {
			t.Helper()
			return fmt.Sprintf("connection_string = \"endpoint=%s/;accesskey=%s\"\nuser_id = %q", r.endpoint, planted.key(emulator.AccessKey), emulator.DemoUserID)
		},
	}
	for name, profile := range profiles {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			planted, log := plant(t), filepath.Join(t.TempDir(), "log")
			arguments := []string{"--profile", "p", "--config", writeConfig(t, "[profiles.p]", profile(t, planted))}
			p := start(t, terminal.Options{Columns: s.columns, Rows: s.rows, Args: append(arguments, "--log", log)})
			p.service = newService(t, r.endpoint)
			p.shows("all loaded", bigThread)
			p.types("!")
			p.types(terminal.Escape)
			planted.afterRun(p, log)

			checked := runPlain(t, nil, append([]string{"doctor"}, arguments...)...)
			if checked.code != 0 {
				t.Errorf("doctor: %+v", checked)
			}
			planted.absent("doctor's report", checked.stdout)
		})
	}
}

// TestSecretsOfACommand plants secrets in the environment and looks for them in
// what a token_command gets, and for the token in what it complains.
func TestSecretsOfACommand(t *testing.T) {
	t.Parallel()
	for _, s := range sizes() {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			r, planted, log, dump := startResource(t), plant(t), filepath.Join(t.TempDir(), "log"), filepath.Join(t.TempDir(), "environment")
			planted.key(wrongKey)
			environment := []string{
				endpointVariable + r.endpoint, connectionVariable + "endpoint=" + r.endpoint + "/;accesskey=" + wrongKey,
				tokenVariable + planted.token(tokenFor(t, emulator.TokenOptions{ExpiresOn: time.Now().Add(3 * time.Hour)})), "CANARY_THAT_STAYS=yes",
			}
			token := planted.token(tokenFor(t, emulator.TokenOptions{ExpiresOn: time.Now().Add(70 * time.Minute)}))
			// The first call complains with the token in it, the next ones hand it out.
			script := fmt.Sprintf("env >> '%s'; echo 'handing out %s' >&2; mkdir '%[1]s.failed' 2>/dev/null && exit 1; echo '%[2]s'", dump, token)
			handOut := writeFile(t, filepath.Join(t.TempDir(), "hand-out"), script, 0o600)
			arguments := []string{"--profile", "p", "--config", writeConfig(
				t, "[profiles.p]", fmt.Sprintf("endpoint = %q", r.endpoint), fmt.Sprintf(`token_command = ["sh", %q]`, handOut))}

			checked := runPlain(t, environment, append([]string{"doctor"}, arguments...)...)
			if checked.code != 1 || !strings.Contains(checked.stdout, "token_command sh failed with exit code 1: handing out") {
				t.Errorf("doctor: %+v", checked)
			}
			planted.absent("doctor's report", checked.stdout)
			planted.absent("doctor's standard error", checked.stderr)
			if err := os.Remove(dump + ".failed"); err != nil {
				t.Fatal(err)
			}

			p := start(t, terminal.Options{Columns: s.columns, Rows: s.rows, Args: append(arguments, "--log", log)}, environment...)
			p.service = newService(t, r.endpoint)
			p.shows("Could not list the threads", "handing out")
			p.shows("as …") // the command is called again by itself
			p.types(terminal.CtrlR)
			p.shows("all loaded", bigThread)
			planted.afterRun(p, log)
			planted.file("the command's environment", dump)
			text, err := os.ReadFile(dump)
			if err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(string(text), "CANARY_THAT_STAYS=yes") || strings.Contains(string(text), "AZURE_COMMUNICATION_") {
				t.Errorf("the command's environment is\n%s", text)
			}
		})
	}
}

// TestSecretsOfDoctor lets each step fail with secrets planted.
func TestSecretsOfDoctor(t *testing.T) {
	t.Parallel()
	r := startResource(t)
	echo := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, request *http.Request) {
		// A server that repeats what it was sent, in every place that doctor reads.
		said := request.Header.Get("Authorization")
		w.Header().Set("Server", said)
		w.Header().Set("Ms-Cv", said)
		w.WriteHeader(http.StatusUnauthorized)
		if err := json.NewEncoder(w).Encode(map[string]any{"error": map[string]string{"code": said, "message": said}}); err != nil {
			t.Error(err)
		}
	}))
	t.Cleanup(echo.Close)
	for name, endpoint := range map[string]string{
		"an unknown host": "https://no-such-resource.invalid", "a refused token": r.endpoint, "a server that repeats it": echo.URL,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			planted := plant(t)
			token := planted.token(tokenFor(t, emulator.TokenOptions{UserID: unknownID()}))
			planted.key(wrongKey)
			for _, environment := range [][]string{
				{endpointVariable + endpoint, tokenVariable + token, connectionVariable + "endpoint=" + endpoint + ";accesskey=" + wrongKey},
				{connectionVariable + "endpoint=" + endpoint + ";accesskey=" + wrongKey},
			} {
				got := runPlain(t, environment, "doctor")
				if got.code != 1 {
					t.Errorf("%+v", got)
				}
				planted.absent("the report", got.stdout)
				planted.absent("standard error", got.stderr)
			}
		})
	}
}
