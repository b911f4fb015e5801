package ui

import (
	"context"
	"encoding/base64"
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"acs-chat-tui/acs"
	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/command"
)

// resource is a connection string's view of the emulator.
type resource struct {
	key      string // instead of the emulator's
	keepErr  error
	readOnly bool
	kept     []string
}

// connect starts the program with a connection string and no user: the real
// connector, signing real requests to the emulator.
func (r *resource) connect(t *testing.T, s setup) *harness {
	t.Helper()
	key := emulator.AccessKey
	if r.key != "" {
		key = r.key
	}
	s.connect = func(h *harness, endpoint string) (command.Connector, command.Session) {
		target := command.Target{
			Endpoint: endpoint, APIVersion: acs.DefaultAPIVersion, Now: h.clock.Now, Observe: h.exchanges.Observe,
			Session: command.Session{Profile: "work", PageSize: 100, ReadOnly: r.readOnly},
		}
		keep := func(userID string) error {
			r.kept = append(r.kept, userID)
			return r.keepErr
		}
		connector, err := command.NewKeyConnector(target, "endpoint="+endpoint+"/;accesskey="+key, keep, "config.toml")
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(connector.Close)
		session := connector.Session()
		return connector, session
	}
	h := start(t, s)
	h.wants("Whom to act as on 127.0.0.1:", "as nobody yet", "Act as an existing user", "Create a new user (this writes to the resource)")
	return h
}

// identityRequests are the paths of the Identity API's requests so far.
func (h *harness) identityRequests() []string {
	var paths []string
	for _, request := range h.service.Requests() {
		if strings.HasPrefix(request.Path, "/identities") {
			paths = append(paths, request.Method+" "+request.Path)
		}
	}
	return paths
}

func TestConnectAsAnExistingUser(t *testing.T) {
	t.Parallel()
	r := &resource{}
	h := r.connect(t, setup{})
	h.paste("  " + emulator.DemoUserID + "  ").press("enter")
	h.wants("issuing a token for " + emulator.DemoUserID)
	h.untilShown("18 threads, all loaded")
	h.wants("✓ now acting as "+emulator.DemoUserID[:20], "; kept in config.toml", "as …-9c31-e2b8d4700000", "work", "EMULATOR")
	if diff := cmp.Diff([]string{emulator.DemoUserID}, r.kept); diff != "" {
		t.Errorf("kept (-want +got):\n%s", diff)
	}
	h.press("esc")
	h.wants("18 threads, all loaded")
}

// TestConnectAsANewUser writes only after a yes, and says what it writes to.
func TestConnectAsANewUser(t *testing.T) {
	t.Parallel()
	r := &resource{}
	h := r.connect(t, setup{})
	h.press("tab", "enter")
	h.wants("Create a user?", "This writes to the resource 127.0.0.1:")
	h.press("enter").settle()
	h.wants("Whom to act as on")
	if got := h.identityRequests(); len(got) != 0 {
		t.Fatalf("sent %v after No", got)
	}
	h.press("enter", "y")
	h.untilShown("This user is in no thread.")
	if len(r.kept) != 1 || !strings.HasPrefix(r.kept[0], "8:acs:") || h.app.Session().UserID != r.kept[0] {
		t.Errorf("kept %v, acting as %q", r.kept, h.app.Session().UserID)
	}
}

// TestAUserThatIsCreatedIsNotLost where connecting as him fails.
func TestAUserThatIsCreatedIsNotLost(t *testing.T) {
	t.Parallel()
	r := &resource{}
	h := r.connect(t, setup{})
	h.fault(emulator.Fault{Operation: "IssueAccessToken", Kind: "status", Status: http.StatusBadRequest, Times: 1})
	h.press("down", "enter", "y").settle()
	h.wants("Could not connect", "8:acs:")
	h.press("enter")
	h.untilShown("This user is in no thread.")
	created := 0
	for _, path := range h.identityRequests() {
		if path == "POST /identities" {
			created++
		}
	}
	if created != 1 {
		t.Errorf("%d users were created", created)
	}
}

// TestConnectingThatFailsKeepsTheID, says why, and keeps no choice.
func TestConnectingThatFailsKeepsTheID(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, id string
		key      string
		shows    string
		sent     bool
	}{
		{"no id", "", "", "✗ the id is missing", false},
		{"no raw id", "Ada King", "", "✗ ", false},
		{"malformed", "8:acs:ada", "", "✗ ", false},
		{"another kind", "4:+15551234567", "", "which begins with 8:acs:", false},
		{"a deleted user", emulator.DeletedUserID(1), "", "the resource has no such user", true},
		{"another key", emulator.DemoUserID, base64.StdEncoding.EncodeToString([]byte("another key")), "does not accept the connection string's key", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := &resource{key: c.key}
			h := r.connect(t, setup{})
			h.paste(c.id).press("enter").settle()
			h.wants(c.shows, c.id, "as nobody yet", "Whom to act as on")
			if got := len(h.identityRequests()) > 0; got != c.sent || len(r.kept) != 0 {
				t.Errorf("sent %v, kept %v", h.identityRequests(), r.kept)
			}
		})
	}
}

// TestAChoiceThatCannotBeKept is used all the same, and told.
func TestAChoiceThatCannotBeKept(t *testing.T) {
	t.Parallel()
	r := &resource{keepErr: errors.New("the disk is full")}
	h := r.connect(t, setup{width: 200, height: 40})
	h.paste(emulator.DemoUserID).press("enter")
	h.untilShown("18 threads, all loaded")
	h.wants("the choice is not kept: the disk is full")
}

// TestNoUserIsCreatedReadOnly, and the screen says why.
func TestNoUserIsCreatedReadOnly(t *testing.T) {
	t.Parallel()
	h := (&resource{readOnly: true}).connect(t, setup{})
	h.press("tab", "enter").settle()
	h.wants("✗ read-only: the profile or --readonly forbids every write")
	h.wantsNot("Create a user?")
	if got := h.identityRequests(); len(got) != 0 {
		t.Errorf("sent %v", got)
	}
}

// TestKeysOfTheConnectScreen: what is typed is text, ctrl+c quits.
func TestKeysOfTheConnectScreen(t *testing.T) {
	t.Parallel()
	h := (&resource{}).connect(t, setup{})
	h.press("tab").write("q?!:/").press("esc")
	h.wants("q?!:/", "▸ Act as an existing user")
	h.press("ctrl+g")
	h.wants("Keys: Connect")
	h.press("esc", "ctrl+c").settle()
	if !h.quit {
		t.Errorf("ctrl+c does not quit:\n%s", h.screen())
	}
}

// failingConnector fails with outside text.
type failingConnector struct{}

func (failingConnector) CreateUser(context.Context) (string, error) { return "", errors.New(hostile) }

func (failingConnector) Connect(context.Context, context.Context, string) (command.Connection, string, error) {
	return command.Connection{}, "", errors.New(hostile)
}

// TestConnectAtEverySize in each of its states, with hostile text.
func TestConnectAtEverySize(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		reach func(*harness)
		shows string
	}{
		{"empty", func(*harness) {}, "Whom to act as on"},
		{"hostile id", func(h *harness) { h.paste(hostile).press("enter") }, "✗ "},
		{"question", func(h *harness) { h.press("tab", "enter") }, "Create a user?"},
		{"failed", func(h *harness) { h.paste(emulator.DemoUserID).press("enter").settle() }, "Could not connect"},
		{"not created", func(h *harness) { h.press("tab", "enter", "y").settle() }, "Could not create a user"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			h := start(t, setup{
				connect: func(*harness, string) (command.Connector, command.Session) {
					return failingConnector{}, command.Session{Profile: hostile, Host: hostile, Endpoint: hostile}
				},
			})
			c.reach(h)
			h.wants(c.shows)
			h.checkSizes()
			h.wants(c.shows)
		})
	}
}

// TestConnectingIsStopped: the id stays, and the other ways are open again.
func TestConnectingIsStopped(t *testing.T) {
	t.Parallel()
	r := &resource{}
	h := r.connect(t, setup{})
	h.fault(emulator.Fault{Operation: "IssueAccessToken", Kind: "latency", Latency: "1h", Times: 1})
	h.paste(emulator.DemoUserID).press("enter")
	h.wants("issuing a token for "+emulator.DemoUserID, "esc stop connecting")
	h.wantsNot("enter go", "the next way")
	h.press("esc").settle()
	h.wants("as nobody yet", emulator.DemoUserID, "enter go")
	h.wantsNot("issuing a token for", "Could not connect")
	h.press("up", "enter").settle()
	h.wants("Connections", "the built-in emulator")
	if len(r.kept) != 0 {
		t.Errorf("kept %v", r.kept)
	}
	h.fault()
	h.press("esc", "down", "enter")
	h.untilShown("18 threads, all loaded")
}

// TestAUserThatNobodyWaitedFor is told and not acted as, and no second one is made
// meanwhile.
func TestAUserThatNobodyWaitedFor(t *testing.T) {
	t.Parallel()
	h := (&resource{}).connect(t, setup{width: 160, height: 40})
	h.press("down", "enter", "y")
	h.wants("creating a user…", "esc wait no longer")
	late := h.holdBack()
	h.press("esc", "enter")
	h.wants("✗ a user is being made already")
	h.give(late)
	h.wants("✓ user created: 8:acs:", "as nobody yet", "enter go")
	if got := len(h.identityRequests()); got != 1 {
		t.Errorf("sent %v", h.identityRequests())
	}
	h.press("up", "enter")
	h.untilShown("This user is in no thread.")
}
