//go:build unix

package e2e

import (
	"encoding/base64"
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

// openConnections opens the connections with the cursor on one.
func (p *program) openConnections(name string) {
	p.t.Helper()
	p.types("P")
	p.shows("Connections", "the built-in emulator")
	p.types("g")
	for row := 2; ; row++ {
		// The list begins below the header and the heading.
		screen := p.until(fmt.Sprintf("the cursor in line %d", row), func(screen terminal.Screen) bool {
			return screen.Contains("Connections") && strings.HasPrefix(screen.Line(row), "▸")
		})
		switch at := strings.TrimLeft(selected(screen), "▸● "); {
		case strings.HasPrefix(at, name):
			return
		case strings.HasPrefix(at, "the built-in emulator"):
			p.t.Fatalf("no connection %s:\n%s", name, screen.Frame())
		}
		p.types("j")
	}
}

// assertSecret holds that a file holds a secret and is its owner's alone.
func assertSecret(t *testing.T, path, want string) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if strings.TrimSpace(string(text)) != want || info.Mode().Perm() != 0o600 {
		t.Errorf("%s has mode %v, and holds the secret: %t", path, info.Mode().Perm(), strings.TrimSpace(string(text)) == want)
	}
}

// TestAProfileOfTheFormIsThereAfterARestart, and its secret in a file that only its
// owner may read: there is no keyring here. No secret is shown, logged, or put into the
// configuration file.
func TestAProfileOfTheFormIsThereAfterARestart(t *testing.T) {
	t.Parallel()
	for _, s := range sizes() {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			r, planted, home := startResource(t), plant(t), t.TempDir()
			log := filepath.Join(t.TempDir(), "log")
			planted.key(emulator.AccessKey)
			token := planted.token(tokenFor(t, emulator.TokenOptions{}))
			p := start(t, terminal.Options{Columns: s.columns, Rows: s.rows, Args: []string{"--log", log}}, "HOME="+home)
			p.shows("This is the built-in emulator", "all loaded")
			p.types("P")
			p.shows("▸ ● the built-in emulator", "made by the emulator")
			p.types("n")
			p.shows("New profile", "▸ name")
			p.types("prod", terminal.Tab)
			p.shows("▸ credential", "← a token →")
			p.types(terminal.Right)
			p.shows("← a connection string →")
			p.types(terminal.Tab, terminal.Paste("endpoint=http://contoso.example/;accesskey="+emulator.AccessKey), terminal.CtrlS)
			p.shows("✗ connection string", "unencrypted", "•••")
			p.types(terminal.CtrlU, terminal.Paste(r.connection), terminal.Tab)
			p.shows("▸ endpoint")
			p.types(terminal.Tab, "somebody", terminal.CtrlS)
			p.shows("✗ act as", "8:acs:RESOURCE_USER")
			p.types(terminal.CtrlU, emulator.DemoUserID, terminal.CtrlS)
			p.shows("profile prod kept in", "Connections", "▸   prod", "● the built-in emulator")
			p.types("n")
			p.shows("▸ name")
			p.types("lone", terminal.Tab, terminal.Tab, terminal.Paste(token), terminal.Tab, r.endpoint, terminal.CtrlS)
			p.shows("profile lone kept in", "Connections")
			p.types("!")
			p.shows("its secret in the file", "no D-Bus session bus")
			p.types(terminal.Escape)

			config := configFile(t, home)
			assertSecret(t, filepath.Join(filepath.Dir(config), "secrets", "prod"), strings.TrimSpace(r.connection))
			assertSecret(t, filepath.Join(filepath.Dir(config), "secrets", "lone"), token)
			if kept := keptUser(t, home); kept != emulator.DemoUserID {
				t.Errorf("the configuration file has the user %q", kept)
			}
			planted.file("the configuration file", config)

			// A connection is tested with doctor's steps, and switched to.
			p.shows("● is the one in use", "prod", "lone")
			p.types(terminal.Escape)
			p.shows("all loaded")
			p.openConnections("prod")
			p.types("T")
			p.shows("✓ no step failed", "Every step was passed.")
			p.types(terminal.Escape)
			p.shows("▸ prod")
			p.types(terminal.Enter)
			p.shows("now on prod", "all loaded", bigThread)
			p.openConnections("lone")
			p.types(terminal.Enter)
			p.shows("now on lone", "all loaded", bigThread)
			planted.afterRun(p, log)

			again := start(t, terminal.Options{Columns: s.columns, Rows: s.rows, Args: []string{"--profile", "prod"}}, "HOME="+home)
			again.shows(strings.TrimPrefix(r.endpoint, "http://"), "all loaded", bigThread)
			again.openConnections("lone")
			again.types("d")
			again.shows("Remove the profile lone?")
			again.types("y")
			again.until("no profile lone", func(screen terminal.Screen) bool {
				return screen.Contains("Connections") && !strings.HasPrefix(strings.TrimLeft(selected(screen), "▸● "), "lone")
			})
			if _, err := os.Stat(filepath.Join(filepath.Dir(config), "secrets", "lone")); !os.IsNotExist(err) {
				t.Errorf("the secret of the removed profile is left: %v", err)
			}
			planted.absent("the terminal", string(again.Output()))
		})
	}
}

// TestSwitchingWhileAPostIsDelayed asks first. The answer, arriving later, touches no
// screen of the new profile.
func TestSwitchingWhileAPostIsDelayed(t *testing.T) {
	t.Parallel()
	for _, s := range sizes() {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			old, next := startResource(t), startResource(t, "--seed", "empty")
			config := writeConfig(
				t,
				"[profiles.old]", fmt.Sprintf("endpoint = %q", old.endpoint), fmt.Sprintf("token = %q", tokenFor(t, emulator.TokenOptions{})),
				"[profiles.next]", fmt.Sprintf("endpoint = %q", next.endpoint), fmt.Sprintf("token = %q", tokenFor(t, emulator.TokenOptions{})))
			p := start(t, terminal.Options{Columns: s.columns, Rows: s.rows, Args: []string{"--config", config, "--profile", "old"}})
			p.service = newService(t, old.endpoint)
			other := newService(t, next.endpoint)
			p.shows("all loaded", bigThread)
			p.service.faults(fault{Operation: "CreateChatThread", Kind: "latency", Latency: "4s", Times: 1})
			topic := fmt.Sprintf("Late %d", rand.Int())
			p.types("n")
			p.shows("▸ topic")
			p.types(topic, terminal.CtrlS)
			p.shows("sending…")
			p.types(terminal.Escape)
			p.shows("Leave while sending?")
			p.types("y")
			p.openConnections("next")
			p.types(terminal.Enter)
			p.shows("Switch while a request is under way?", "Under way to old: create the thread.")
			p.types("y")
			p.shows(strings.TrimPrefix(next.endpoint, "http://"), "This user is in no thread.")
			listed := len(other.requests(http.MethodGet, "/chat/threads"))
			p.shows("on old: thread “" + topic[:10])
			p.shows(strings.TrimPrefix(next.endpoint, "http://"), "This user is in no thread.")
			if n := len(other.requests(http.MethodGet, "/chat/threads")); n != listed {
				t.Errorf("the late answer led to %d requests of the new connection", n-listed)
			}
			p.service.thread(topic)
			if n := len(other.requests(http.MethodPost, "/")); n != 0 {
				t.Errorf("%d requests that write reached the new resource", n)
			}
		})
	}
}

// TestIdentities makes a user, issues a token that is copied and never shown, revokes
// it, and deletes the user.
func TestIdentities(t *testing.T) {
	t.Parallel()
	for _, s := range sizes() {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			r, planted, log := startResource(t), plant(t), filepath.Join(t.TempDir(), "log")
			planted.key(emulator.AccessKey)
			p := r.startOn(t, s, t.TempDir(), "--user", emulator.DemoUserID, "--log", log)
			p.shows("all loaded", bigThread)
			p.types("U")
			p.shows("Identities", "● is whom you act as", "has no list")
			p.types("n")
			p.shows("Create a user?")
			p.types("y")
			screen := p.shows("made just now")
			created := regexp.MustCompile(`8:acs:[0-9a-f_-]{73}`).FindString(squashed(strings.Join(below(screen, "id "), "")))
			if created == "" || identitiesMade(p.service) != 1 {
				t.Fatalf("%d users were made:\n%s", identitiesMade(p.service), screen.Frame())
			}
			p.types("t")
			p.shows("Issue a token of", "▸ chat")
			p.types(terminal.CtrlS)
			p.shows("✓ The token is issued.", "It is not shown.")
			p.types("y")
			p.shows("token sent to the clipboard")
			token := planted.token(copied(t, string(p.Output())))
			theirs := newService(t, r.endpoint)
			theirs.token = token
			const list = "/chat/threads?api-version=" + apiVersion
			if status := theirs.do(http.MethodGet, list, "", nil, nil); status != http.StatusOK {
				t.Errorf("the copied token is answered %d", status)
			}
			p.types(terminal.Escape)
			p.shows("Identities")
			p.types("X")
			p.shows("Revoke the tokens of", created[:70])
			p.types("y")
			p.shows("revoked just now")
			if status := theirs.do(http.MethodGet, list, "", nil, nil); status != http.StatusUnauthorized {
				t.Errorf("the revoked token is answered %d", status)
			}
			p.types(terminal.Enter)
			p.shows("This user is in no thread.", created[len(created)-8:])
			p.types("U")
			p.shows("Identities")
			p.types("d")
			p.shows("Delete the user", "You act as this user")
			p.types("y")
			p.shows("deleted just now")
			if n := len(p.service.requests(http.MethodDelete, created)); n != 1 {
				t.Errorf("%d users were deleted", n)
			}
			planted.afterRun(p, log)
		})
	}
}

// below are the lines of a screen from the one on that begins so.
func below(screen terminal.Screen, beginning string) []string {
	lines := screen.Lines()
	for i, line := range lines {
		if strings.HasPrefix(line, beginning) {
			return lines[i:]
		}
	}
	return nil
}

// copied is what was last sent to the terminal's clipboard.
func copied(t *testing.T, output string) string {
	t.Helper()
	found := regexp.MustCompile(`\x1b\]52;c;([A-Za-z0-9+/=]+)`).FindAllStringSubmatch(output, -1)
	if len(found) == 0 {
		t.Fatal("nothing was sent to the clipboard")
	}
	text, err := base64.StdEncoding.DecodeString(found[len(found)-1][1])
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
