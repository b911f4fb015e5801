package ui

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/command"
)

func TestConnectionsAreListed(t *testing.T) {
	t.Parallel()
	h := start(t, setup{}).settle().press("P").settle()
	h.wants("Connections", "asks", "keyed", "looks", "read-only", "the environment", "AZURE_COMMUNICATION_ACCESS_TOKEN is not set", "the built-in emulator",
		"▸ ● test", "the default at the start", "token, in the file secrets/test", "in use as "+emulator.DemoUserID, "scopes chat", "token life 1 day", "not renewed", "api-version 2025-03-15")
	h.press("g")
	h.wants("▸ asks", "credential the file secrets/asks", "secrets file")
	h.wantsNot("keyring")
	h.wantsNot("scopes chat")
	// A key that is pressed again opens no second one.
	h.press("P", "P", "esc")
	h.wants("18 threads, all loaded")
	h.connections.listErr = errors.New("config.toml:3: the unknown key \x1b[31m")
	h.press("P").settle()
	h.wants("The configuration file cannot be read: config.toml:3: the unknown key ␛[31m", "the built-in emulator")
}

func TestSwitchingStartsOver(t *testing.T) {
	t.Parallel()
	h := start(t, setup{}).openBig()
	h.switchTo("keyed")
	h.wants("✓ now on keyed as "+emulator.DemoUserID[:20], "18 threads, all loaded", "EMULATOR")
	if got := len(h.app.Destinations()); got != 1 {
		t.Errorf("%d screens are open", got)
	}
	h.press("P").settle()
	h.wants("▸ ● keyed", "renewed by itself", "credential from the file secrets/keyed")
	h.press("esc")
	h.switchTo("looks")
	h.wants("read-only")
	h.press("n")
	h.wants("read-only: the profile or --readonly forbids every write")
}

// TestSwitchingWhereNobodyIsActedAs asks whom, and there is a way back.
func TestSwitchingWhereNobodyIsActedAs(t *testing.T) {
	t.Parallel()
	h := start(t, setup{}).settle()
	h.pointTo("asks").press("enter").settle()
	h.wants("Whom to act as on 127.0.0.1:", "as nobody yet", "now on asks: choose whom to act as", "Choose another connection")
	h.press("up", "enter").settle()
	h.wants("▸ ● asks", "in use as nobody yet")
	h.press("esc").paste(emulator.DemoUserID).press("enter")
	h.untilShown("18 threads, all loaded")
	h.wants("kept in config.toml")
	h.switchTo("test").settle()
	h.wants("18 threads, all loaded")
}

// TestSwitchingThatFailsChangesNothing, and says why.
func TestSwitchingThatFailsChangesNothing(t *testing.T) {
	t.Parallel()
	h := start(t, setup{}).settle()
	h.pointTo("the environment").press("enter").settle()
	h.wants("Could not connect: AZURE_COMMUNICATION_ACCESS_TOKEN is not set", "▸   the environment", "● test")
	h.press("esc")
	h.wants("18 threads, all loaded")
}

// TestConnectingCanBeGivenUp: what comes too late changes nothing.
func TestConnectingCanBeGivenUp(t *testing.T) {
	t.Parallel()
	h := start(t, setup{}).settle()
	h.connections.connecting = make(chan struct{})
	h.pointTo("keyed").press("enter")
	h.wants("connecting to keyed…", "stop connecting")
	h.press("j", "e", "d", "enter")
	h.wants("▸   keyed", "connecting to keyed…")
	h.press("esc").settle()
	h.wantsNot("connecting to keyed…", "Could not connect")
	h.press("enter", "!")
	close(h.connections.connecting)
	h.settle()
	h.wants("not switched to keyed: you had left the screen that asked for it", "│ test │")
}

// TestSwitchingWhileAWriteRuns asks first; the answer that comes later touches no
// screen of the new connection, and is told with the old one's name.
func TestSwitchingWhileAWriteRuns(t *testing.T) {
	t.Parallel()
	h := start(t, setup{width: 160, height: 40}).settle()
	release := make(chan struct{})
	h.connections.connecting = nil
	other := emulator.New(emulator.Options{Clock: h.clock.Now, Seed: emulator.SeedEmpty})
	server := serve(t, other)
	h.connections.profiles["other"] = command.Profile{Name: "other", Credential: command.CredentialToken, Endpoint: server}
	h.hold(http.MethodPost, release)
	h.press("n").write("Late").press("ctrl+s", "esc", "y")
	h.pointTo("other").press("enter")
	h.wants("Switch while a request is under way?", "Under way to test: create the thread.")
	h.press("enter")
	h.wants("▸   other")
	h.press("enter", "y")
	h.untilShown("This user is in no thread.")
	h.clock.add(10e9)
	h.tick()
	h.wants("create the thread on test", "│ other │")
	before := len(other.Requests())
	close(release)
	h.settle()
	h.wants("✓ on test: thread “Late” created", "This user is in no thread.", "│ other │")
	if after := len(other.Requests()); after != before {
		t.Errorf("the late answer led to %d requests of the new connection", after-before)
	}
	if got := h.requests(http.MethodPost, "/threads"); len(got) != 1 || got[0].Status != http.StatusCreated {
		t.Errorf("the old service holds %+v", got)
	}
}

// TestAConnectionIsClosedWithItsLastWrite, and once: its token is renewed as long.
func TestAConnectionIsClosedWithItsLastWrite(t *testing.T) {
	t.Parallel()
	h := start(t, setup{}).settle()
	h.switchTo("keyed")
	release := make(chan struct{})
	h.hold(http.MethodPost, release)
	h.press("n").write("Late").press("ctrl+s", "esc", "y")
	h.pointTo("test").press("enter", "y")
	h.untilShown("18 threads, all loaded")
	close(release)
	h.settle()
	h.wants("on keyed: thread “Late” created")
	// The threads of the new connection are as they were loaded.
	h.wants("18 threads, all loaded")
}

func TestAProfileIsMadeChangedAndRemoved(t *testing.T) {
	t.Parallel()
	const secret = "eyJhbGciOi.canary.Canary"
	h := start(t, setup{}).settle()
	listed := len(h.requests(http.MethodGet, "/chat/threads"))
	h.press("P").settle().press("n")
	h.wants("New profile", "a token", "ctrl+s save")
	h.press("ctrl+s").settle()
	h.wants("✗ name is empty")
	h.write("prod").press("tab", "tab").paste(secret).press("tab").write("http://contoso").press("ctrl+s").settle()
	h.wants("✗ endpoint would send the token unencrypted", "•••", "▸ endpoint")
	h.wantsNot("canary", "eyJ")
	h.press("ctrl+u").paste(h.connections.endpoint).press("tab", "tab", "tab", "tab", "tab", "right", "ctrl+s")
	h.wants("saving…")
	h.settle()
	h.wants("✓ profile prod kept in config.toml; its secret in the file secrets/prod", "Connections", "prod", "read-only")
	want := command.Profile{Name: "prod", Credential: command.CredentialToken, Endpoint: h.connections.endpoint, ReadOnly: true}
	if diff := cmp.Diff(want, h.connections.profiles["prod"]); diff != "" || h.connections.secrets["prod"] != secret {
		t.Errorf("kept (-want +got):\n%s", diff)
	}
	h.pointTo("prod").press("e")
	h.wants("Profile prod", "stays as it is kept", "▸ credential", "Now in the file secrets/prod.")
	h.press("ctrl+s")
	h.wants("✗ nothing is changed")
	h.press("right", "right", "tab").write("~/token").press("esc")
	h.wants("Leave the form?")
	h.press("n", "ctrl+s").settle()
	if got := h.connections.profiles["prod"]; got.Credential != command.CredentialTokenFile || got.Value != "~/token" || h.connections.secrets["prod"] != secret {
		t.Errorf("changed to %+v", got)
	}
	h.press("d")
	h.wants("Remove the profile prod?")
	h.press("y").settle()
	h.wants("the profile prod is removed, and its secret is gone")
	if _, there := h.connections.profiles["prod"]; there {
		t.Error("it is still there")
	}
	if after := len(h.requests(http.MethodGet, "/chat/threads")); after != listed {
		t.Errorf("%d requests for what is in a file", after-listed)
	}
}

func TestWhatIsNoProfileIsNotChanged(t *testing.T) {
	t.Parallel()
	h := start(t, setup{width: 160, height: 40}).settle()
	h.pointTo("the built-in emulator").press("e")
	h.wants("the built-in emulator is always there: only profiles can be changed here")
	h.pointTo("the environment").press("d")
	h.wants("the environment is set outside of the program")
	h.press("?")
	h.wants("edit: the environment is set outside of the program")
}

func TestAProfileThatCannotBeSaved(t *testing.T) {
	t.Parallel()
	h := start(t, setup{}).settle().press("P").settle().press("n")
	h.write("full").press("tab", "tab").write("x").press("ctrl+s").settle()
	h.wants("Could not save the profile: the disk is full", "full", "•")
	h.press("ctrl+c")
	h.wants("What was typed has not been saved, and would be gone.")
}

// TestTheStepsOfATestAreShownAsTheyPass, and leaving ends it.
func TestTheStepsOfATestAreShownAsTheyPass(t *testing.T) {
	t.Parallel()
	h := start(t, setup{}).settle()
	h.connections.steps = make(chan string)
	h.pointTo("keyed").press("T")
	h.wants("Test of keyed", "running…")
	h.connections.steps <- "ok   TCP"
	h.untilShown("ok TCP")
	h.wants("running…")
	h.connections.steps <- "FAIL TLS \x1b[31mexpired"
	h.connections.failure = errors.New("the check failed at TLS: expired")
	close(h.connections.steps)
	h.settle()
	h.wants("✗ a step failed", "FAIL TLS ␛[31mexpired", "the check failed at TLS")
	h.press("y").settle()
	if len(h.copied) != 1 || !strings.HasPrefix(h.copied[0], "ok   TCP\nFAIL TLS") {
		t.Errorf("copied %q", h.copied)
	}
	h.connections.steps, h.connections.failure = make(chan string), nil
	h.press("ctrl+r")
	h.wants("running…")
	h.wantsNot("FAIL")
	close(h.connections.steps)
	h.settle()
	h.wants("✓ no step failed")
	// Leaving ends a test.
	h.connections.steps = make(chan string)
	h.press("ctrl+r", "esc").settle()
	h.wants("▸   keyed")
}
