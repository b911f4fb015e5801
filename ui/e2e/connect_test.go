//go:build unix

package e2e

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/e2e/terminal"
)

const (
	endpointVariable   = "AZURE_COMMUNICATION_ENDPOINT="
	tokenVariable      = "AZURE_COMMUNICATION_ACCESS_TOKEN="
	connectionVariable = "AZURE_COMMUNICATION_CONNECTION_STRING="
)

// resource is an emulator in another process, as an operator knows a resource.
type resource struct {
	endpoint, connection string
}

func startResource(t *testing.T, arguments ...string) resource {
	t.Helper()
	var r resource
	for _, variable := range startEmulator(t, arguments...) {
		if value, found := strings.CutPrefix(variable, endpointVariable); found {
			r.endpoint = value
		}
		if value, found := strings.CutPrefix(variable, connectionVariable); found {
			r.connection = value
		}
	}
	return r
}

// startOn runs the program with a home that outlives it. The connection string
// stands in the environment.
func (r resource) startOn(t *testing.T, s size, home string, arguments ...string) *program {
	t.Helper()
	return r.startWithKey(t, s, home, r.connection, arguments...)
}

func (r resource) startWithKey(t *testing.T, s size, home, connection string, arguments ...string) *program {
	t.Helper()
	p := start(t, terminal.Options{Columns: s.columns, Rows: s.rows, Args: arguments}, "HOME="+home, connectionVariable+connection)
	p.service = newService(t, r.endpoint)
	return p
}

// configFile is where the program keeps its configuration in a home. macOS has
// another place for it than other systems.
func configFile(t *testing.T, home string) string {
	t.Helper()
	for _, folder := range []string{".config", "Library/Application Support"} {
		path := filepath.Join(home, folder, "acs-chat-tui", "config.toml")
		if _, err := os.Stat(path); err == nil {
			return path
		}
	}
	return ""
}

// keptUser is the user that the configuration file of a home holds; empty where
// there is none.
func keptUser(t *testing.T, home string) string {
	t.Helper()
	path := configFile(t, home)
	if path == "" {
		return ""
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if info.Mode().Perm() != 0o600 {
		t.Errorf("the configuration file has mode %v, want 0600", info.Mode().Perm())
	}
	if strings.Contains(string(text), emulator.AccessKey) {
		t.Errorf("the configuration file holds the access key:\n%s", text)
	}
	return regexp.MustCompile(`8:acs:[0-9a-f_-]+`).FindString(string(text))
}

// quit ends the program as a user does.
func (p *program) quit() {
	p.t.Helper()
	p.types(terminal.CtrlC)
	code, err := p.Wait(p.t.Context())
	if err != nil || code != 0 {
		p.t.Fatalf("the program ended with exit code %d, %v", code, err)
	}
}

func TestActAsAnExistingUser(t *testing.T) {
	t.Parallel()
	for _, s := range sizes() {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			r, home := startResource(t), t.TempDir()
			p := r.startOn(t, s, home)
			p.shows("Whom to act as on "+strings.TrimPrefix(r.endpoint, "http://"), "Act as an existing user", "Create a new user", "writes to the resource")
			topic := fmt.Sprintf("Mine %d", rand.Int())
			p.service.create(topic)
			p.types(terminal.Paste(emulator.DemoUserID+"\n"), terminal.Enter)
			p.shows("all loaded", topic[:18], bigThread)
			if kept := keptUser(t, home); kept != emulator.DemoUserID {
				t.Errorf("kept is %q", kept)
			}
			p.shows("now acting as " + emulator.DemoUserID[:20])
			if n := len(p.service.requests(http.MethodPost, "/identities")); n != 2 {
				t.Errorf("%d tokens were issued, want one to prove the choice and one to act with", n)
			}
			p.quit()

			again := r.startOn(t, s, home)
			again.shows("all loaded", topic[:18], bigThread)
			if strings.Contains(string(again.Output()), "Whom to act as") {
				t.Error("it asks again")
			}
		})
	}
}

func TestActAsANewUser(t *testing.T) {
	t.Parallel()
	for _, s := range sizes() {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			r, home := startResource(t), t.TempDir()
			p := r.startOn(t, s, home)
			p.shows("Whom to act as")
			p.types(terminal.Tab)
			p.shows("▸ Create a new user")
			p.types(terminal.Enter)
			p.shows("Create a user?", "This writes to the resource", "It is in no thread yet")
			if n := len(p.service.requests(http.MethodPost, "/identities")); n != 0 {
				t.Fatalf("%d requests before the answer to the question", n)
			}
			// No is what enter takes: nothing is written.
			p.types(terminal.Enter)
			p.gone("Create a user?")
			if n := len(p.service.requests(http.MethodPost, "/identities")); n != 0 {
				t.Fatalf("%d requests after No", n)
			}
			p.types(terminal.Enter)
			p.shows("Create a user?")
			p.types("y")
			p.shows("This user is in no thread")
			created := keptUser(t, home)
			if created == "" || created == emulator.DemoUserID {
				t.Fatalf("kept is %q", created)
			}
			// The server knows the user: it takes him into a thread, and he sees it.
			topic := fmt.Sprintf("Welcome %d", rand.Int())
			var made struct {
				Invalid []any `json:"invalidParticipants"`
			}
			p.service.do(http.MethodPost, "/chat/threads?api-version="+apiVersion, "application/json", map[string]any{
				"topic":        topic,
				"participants": []any{map[string]any{"communicationIdentifier": map[string]any{"rawId": created}}},
			}, &made)
			if len(made.Invalid) > 0 {
				t.Fatalf("the server does not know the user: %v", made.Invalid)
			}
			p.types(terminal.CtrlR)
			p.shows(topic[:18], "all loaded")
			p.quit()

			again := r.startOn(t, s, home)
			again.shows(topic[:18], "all loaded")
			if n := len(again.service.requests(http.MethodPost, "/identities")); n < 3 || identitiesMade(again.service) != 1 {
				t.Errorf("%d identities were made", identitiesMade(again.service))
			}
		})
	}
}

// identitiesMade counts the requests that make an identity.
func identitiesMade(s *service) int {
	s.t.Helper()
	made := 0
	for _, r := range s.requests(http.MethodPost, "/identities") {
		if r.Path == "/identities" {
			made++
		}
	}
	return made
}

func TestWrongChoiceIsNotKept(t *testing.T) {
	t.Parallel()
	for _, s := range sizes() {
		t.Run("a user that is not there "+s.name, func(t *testing.T) {
			t.Parallel()
			r, home := startResource(t), t.TempDir()
			p := r.startOn(t, s, home)
			p.shows("Whom to act as")
			p.types(terminal.Enter)
			p.shows("the id is missing")
			p.types("4:+15551234567", terminal.Enter)
			p.shows("4:+15551234567 is not the id of a Communication Services user", "begins with 8:acs:")
			if n := len(p.service.requests(http.MethodPost, "/identities")); n != 0 {
				t.Errorf("%d requests for what is no id", n)
			}
			for id, words := range map[string][2]string{
				emulator.DeletedUserID(7): {"the resource has no such user", "404"},
				unknownID():               {"that user is not of this resource", "401"},
			} {
				p.types(terminal.CtrlU, id, terminal.Enter)
				p.shows("Could not connect", words[0], "Check the id", words[1], id[len(id)-36:])
				p.types(terminal.CtrlU)
			}
			if kept := configFile(t, home); kept != "" {
				t.Errorf("%s was written", kept)
			}
			// The way on is open: nothing has to be started again.
			p.types(emulator.DemoUserID, terminal.Enter)
			p.shows("all loaded", bigThread)
		})
		t.Run("a wrong key "+s.name, func(t *testing.T) {
			t.Parallel()
			r, home := startResource(t), t.TempDir()
			wrong := "c29tZWJvZHkgZWxzZSdzIGtleSwgbm90IHRoaXMgb25l"
			p := r.startWithKey(t, s, home, "endpoint="+r.endpoint+"/;accesskey="+wrong)
			p.shows("Whom to act as")
			p.types(emulator.DemoUserID, terminal.Enter)
			p.shows("Could not connect", "does not accept the connection string's key", "Copy the connection string anew", "401")
			p.types(terminal.Tab, terminal.Enter)
			p.shows("Create a user?")
			p.types("y")
			p.shows("Could not create a user", "does not accept the connection string's key")
			if kept := configFile(t, home); kept != "" {
				t.Errorf("%s was written", kept)
			}
			if strings.Contains(string(p.Output()), wrong) {
				t.Error("the key was shown")
			}
		})
	}
}

func TestReadOnlyCreatesNoUser(t *testing.T) {
	t.Parallel()
	for _, s := range sizes() {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			r := startResource(t)
			p := r.startOn(t, s, t.TempDir(), "--readonly")
			p.shows("Whom to act as", "read-only")
			p.types(terminal.Tab, terminal.Enter)
			p.shows("✗ read-only")
			p.types(terminal.ShiftTab, emulator.DemoUserID, terminal.Enter)
			p.shows("all loaded", bigThread)
			if n := identitiesMade(p.service); n != 0 {
				t.Errorf("%d identities were made", n)
			}
		})
	}
}

// TestSomebodyElsesThread is the support engineer's way.
func TestSomebodyElsesThread(t *testing.T) {
	t.Parallel()
	for _, s := range sizes() {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			r, home := startResource(t), t.TempDir()
			somebody, stranger := emulator.KnownUserID(rand.IntN(1e6)+1000), emulator.KnownUserID(rand.IntN(1e6)+2e6)
			theirs := newService(t, r.endpoint)
			theirs.token = tokenFor(t, emulator.TokenOptions{UserID: somebody})
			thread := theirs.create(fmt.Sprintf("Theirs %d", rand.Int()))

			p := r.startOn(t, s, home, "--user", somebody, "--thread", thread.ID)
			p.shows("1 Properties", thread.Topic, thread.ID, somebody[len(somebody)-12:])
			p.quit()

			p = r.startOn(t, s, home, "--user", stranger, "--thread", thread.ID)
			p.shows("Could not get the thread", "you act as "+stranger, "probably not a member", "403")
			if kept := configFile(t, home); kept != "" {
				t.Errorf("--user was kept in %s", kept)
			}
		})
	}
}
