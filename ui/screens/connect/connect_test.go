package connect_test

import (
	"context"
	"encoding/base64"
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/uitest"
)

func TestConnectAsAnExistingUser(t *testing.T) {
	t.Parallel()
	r := &uitest.Resource{}
	h := r.Connect(t, uitest.Setup{})
	h.Paste("  " + emulator.DemoUserID + "  ").Press("enter")
	h.Wants("issuing a token for " + emulator.DemoUserID)
	h.UntilShown("18 threads, all loaded")
	h.Wants("✓ now acting as "+emulator.DemoUserID[:20], "; kept in config.toml", "as …-9c31-e2b8d4700000", "work", "EMULATOR")
	if diff := cmp.Diff([]string{emulator.DemoUserID}, r.Kept); diff != "" {
		t.Errorf("kept (-want +got):\n%s", diff)
	}
	h.Press("esc")
	h.Wants("18 threads, all loaded")
}

// TestConnectAsANewUser writes only after a yes, and says what it writes to.
func TestConnectAsANewUser(t *testing.T) {
	t.Parallel()
	r := &uitest.Resource{}
	h := r.Connect(t, uitest.Setup{})
	h.Press("tab", "enter")
	h.Wants("Create a user?", "This writes to the resource 127.0.0.1:")
	h.Press("enter").Settle()
	h.Wants("Whom to act as on")
	if got := h.IdentityRequests(); len(got) != 0 {
		t.Fatalf("sent %v after No", got)
	}
	h.Press("enter", "y")
	h.UntilShown("This user is in no thread.")
	if len(r.Kept) != 1 || !strings.HasPrefix(r.Kept[0], "8:acs:") || h.App.Session().UserID != r.Kept[0] {
		t.Errorf("kept %v, acting as %q", r.Kept, h.App.Session().UserID)
	}
}

// TestAUserThatIsCreatedIsNotLost where connecting as him fails.
func TestAUserThatIsCreatedIsNotLost(t *testing.T) {
	t.Parallel()
	r := &uitest.Resource{}
	h := r.Connect(t, uitest.Setup{})
	h.Fault(emulator.Fault{Operation: "IssueAccessToken", Kind: "status", Status: http.StatusBadRequest, Times: 1})
	h.Press("down", "enter", "y").Settle()
	h.Wants("Could not connect", "8:acs:")
	h.Press("enter")
	h.UntilShown("This user is in no thread.")
	created := 0
	for _, path := range h.IdentityRequests() {
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
			r := &uitest.Resource{Key: c.key}
			h := r.Connect(t, uitest.Setup{})
			h.Paste(c.id).Press("enter").Settle()
			h.Wants(c.shows, c.id, "as nobody yet", "Whom to act as on")
			if got := len(h.IdentityRequests()) > 0; got != c.sent || len(r.Kept) != 0 {
				t.Errorf("sent %v, kept %v", h.IdentityRequests(), r.Kept)
			}
		})
	}
}

// TestAChoiceThatCannotBeKept is used all the same, and told.
func TestAChoiceThatCannotBeKept(t *testing.T) {
	t.Parallel()
	r := &uitest.Resource{KeepErr: errors.New("the disk is full")}
	h := r.Connect(t, uitest.Setup{Width: 200, Height: 40})
	h.Paste(emulator.DemoUserID).Press("enter")
	h.UntilShown("18 threads, all loaded")
	h.Wants("the choice is not kept: the disk is full")
}

// TestNoUserIsCreatedReadOnly, and the screen says why.
func TestNoUserIsCreatedReadOnly(t *testing.T) {
	t.Parallel()
	h := (&uitest.Resource{ReadOnly: true}).Connect(t, uitest.Setup{})
	h.Press("tab", "enter").Settle()
	h.Wants("✗ read-only: the profile or --readonly forbids every write")
	h.WantsNot("Create a user?")
	if got := h.IdentityRequests(); len(got) != 0 {
		t.Errorf("sent %v", got)
	}
}

// TestKeysOfTheConnectScreen: what is typed is text, ctrl+c quits.
func TestKeysOfTheConnectScreen(t *testing.T) {
	t.Parallel()
	h := (&uitest.Resource{}).Connect(t, uitest.Setup{})
	h.Press("tab").Write("q?!:/").Press("esc")
	h.Wants("q?!:/", "▸ Act as an existing user")
	h.Press("ctrl+g")
	h.Wants("Keys: Connect")
	h.Press("esc", "ctrl+c").Settle()
	if !h.Quit {
		t.Errorf("ctrl+c does not quit:\n%s", h.Screen())
	}
}

// failingConnector fails with outside text.
type failingConnector struct{}

func (failingConnector) CreateUser(context.Context) (string, error) {
	return "", errors.New(uitest.Hostile)
}

func (failingConnector) Connect(context.Context, context.Context, string) (command.Connection, string, error) {
	return command.Connection{}, "", errors.New(uitest.Hostile)
}

// TestConnectAtEverySize in each of its states, with hostile text.
func TestConnectAtEverySize(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		reach func(*uitest.Harness)
		shows string
	}{
		{"empty", func(*uitest.Harness) {}, "Whom to act as on"},
		{"hostile id", func(h *uitest.Harness) { h.Paste(uitest.Hostile).Press("enter") }, "✗ "},
		{"question", func(h *uitest.Harness) { h.Press("tab", "enter") }, "Create a user?"},
		{"failed", func(h *uitest.Harness) { h.Paste(emulator.DemoUserID).Press("enter").Settle() }, "Could not connect"},
		{"not created", func(h *uitest.Harness) { h.Press("tab", "enter", "y").Settle() }, "Could not create a user"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			h := uitest.Start(t, uitest.Setup{
				Connect: func(*uitest.Harness, string) (command.Connector, command.Session) {
					return failingConnector{}, command.Session{Profile: uitest.Hostile, Host: uitest.Hostile, Endpoint: uitest.Hostile}
				},
			})
			c.reach(h)
			h.Wants(c.shows)
			h.CheckSizes()
			h.Wants(c.shows)
		})
	}
}

// TestConnectingIsStopped: the id stays, and the other ways are open again.
func TestConnectingIsStopped(t *testing.T) {
	t.Parallel()
	r := &uitest.Resource{}
	h := r.Connect(t, uitest.Setup{})
	h.Fault(emulator.Fault{Operation: "IssueAccessToken", Kind: "latency", Latency: "1h", Times: 1})
	h.Paste(emulator.DemoUserID).Press("enter")
	h.Wants("issuing a token for "+emulator.DemoUserID, "esc stop connecting")
	h.WantsNot("enter go", "the next way")
	h.Press("esc").Settle()
	h.Wants("as nobody yet", emulator.DemoUserID, "enter go")
	h.WantsNot("issuing a token for", "Could not connect")
	h.Press("up", "enter").Settle()
	h.Wants("Connections", "the built-in emulator")
	if len(r.Kept) != 0 {
		t.Errorf("kept %v", r.Kept)
	}
	h.Fault()
	h.Press("esc", "down", "enter")
	h.UntilShown("18 threads, all loaded")
}

// TestAUserThatNobodyWaitedFor is told and not acted as, and no second one is made
// meanwhile.
func TestAUserThatNobodyWaitedFor(t *testing.T) {
	t.Parallel()
	h := (&uitest.Resource{}).Connect(t, uitest.Setup{Width: 160, Height: 40})
	h.Press("down", "enter", "y")
	h.Wants("creating a user…", "esc wait no longer")
	late := h.HoldBack()
	h.Press("esc", "enter")
	h.Wants("✗ a user is being made already")
	h.Give(late)
	h.Wants("✓ user created: 8:acs:", "as nobody yet", "enter go")
	if got := len(h.IdentityRequests()); got != 1 {
		t.Errorf("sent %v", h.IdentityRequests())
	}
	h.Press("up", "enter")
	h.UntilShown("This user is in no thread.")
}
