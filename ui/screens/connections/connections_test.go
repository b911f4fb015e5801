package connections_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/command"
	"acs-chat-tui/ui/uitest"
)

func TestConnectionsAreListed(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{}).Settle().Press("P").Settle()
	h.Wants("Connections", "asks", "keyed", "looks", "read-only", "the environment", "AZURE_COMMUNICATION_ACCESS_TOKEN is not set", "the built-in emulator",
		"▸ ● test", "the default at the start", "token, in the file secrets/test", "in use as "+emulator.DemoUserID, "scopes chat", "token life 1 day", "not renewed", "api-version 2025-03-15")
	h.Press("g")
	h.Wants("▸ asks", "credential the file secrets/asks", "secrets file")
	h.WantsNot("keyring")
	h.WantsNot("scopes chat")
	// A key that is pressed again opens no second one.
	h.Press("P", "P", "esc")
	h.Wants("18 threads, all loaded")
	h.Connections.ListErr = errors.New("config.toml:3: the unknown key \x1b[31m")
	h.Press("P").Settle()
	h.Wants("The configuration file cannot be read: config.toml:3: the unknown key ␛[31m", "the built-in emulator")
}

func TestSwitchingStartsOver(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{}).OpenBig()
	h.SwitchTo("keyed")
	h.Wants("✓ now on keyed as "+emulator.DemoUserID[:20], "18 threads, all loaded", "EMULATOR")
	if got := len(h.App.Destinations()); got != 1 {
		t.Errorf("%d screens are open", got)
	}
	h.Press("P").Settle()
	h.Wants("▸ ● keyed", "renewed by itself", "credential from the file secrets/keyed")
	h.Press("esc")
	h.SwitchTo("looks")
	h.Wants("read-only")
	h.Press("n")
	h.Wants("read-only: the profile or --readonly forbids every write")
}

// TestSwitchingWhereNobodyIsActedAs asks whom, and there is a way back.
func TestSwitchingWhereNobodyIsActedAs(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{}).Settle()
	h.PointTo("asks").Press("enter").Settle()
	h.Wants("Whom to act as on 127.0.0.1:", "as nobody yet", "now on asks: choose whom to act as", "Choose another connection")
	h.Press("up", "enter").Settle()
	h.Wants("▸ ● asks", "in use as nobody yet")
	h.Press("esc").Paste(emulator.DemoUserID).Press("enter")
	h.UntilShown("18 threads, all loaded")
	h.Wants("kept in config.toml")
	h.SwitchTo("test").Settle()
	h.Wants("18 threads, all loaded")
}

// TestSwitchingThatFailsChangesNothing, and says why.
func TestSwitchingThatFailsChangesNothing(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{}).Settle()
	h.PointTo("the environment").Press("enter").Settle()
	h.Wants("Could not connect: AZURE_COMMUNICATION_ACCESS_TOKEN is not set", "▸   the environment", "● test")
	h.Press("esc")
	h.Wants("18 threads, all loaded")
}

// TestConnectingCanBeGivenUp: what comes too late changes nothing.
func TestConnectingCanBeGivenUp(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{}).Settle()
	h.Connections.Connecting = make(chan struct{})
	h.PointTo("keyed").Press("enter")
	h.Wants("connecting to keyed…", "stop connecting")
	h.Press("j", "e", "d", "enter")
	h.Wants("▸   keyed", "connecting to keyed…")
	h.Press("esc").Settle()
	h.WantsNot("connecting to keyed…", "Could not connect")
	h.Press("enter", "!")
	close(h.Connections.Connecting)
	h.Settle()
	h.Wants("not switched to keyed: you had left the screen that asked for it", "│ test │")
}

// TestSwitchingWhileAWriteRuns asks first; the answer that comes later touches no
// screen of the new connection, and is told with the old one's name.
func TestSwitchingWhileAWriteRuns(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{Width: 160, Height: 40}).Settle()
	release := make(chan struct{})
	h.Connections.Connecting = nil
	other := emulator.New(emulator.Options{Clock: h.Clock.Now, Seed: emulator.SeedEmpty})
	server := uitest.Serve(t, other)
	h.Connections.Profiles["other"] = command.Profile{Name: "other", Credential: command.CredentialToken, Endpoint: server}
	h.Hold(http.MethodPost, release)
	h.Press("n").Write("Late").Press("ctrl+s", "esc", "y")
	h.PointTo("other").Press("enter")
	h.Wants("Switch while a request is under way?", "Under way to test: create the thread.")
	h.Press("enter")
	h.Wants("▸   other")
	h.Press("enter", "y")
	h.UntilShown("This user is in no thread.")
	h.Clock.Add(10e9)
	h.Tick()
	h.Wants("create the thread on test", "│ other │")
	before := len(other.Requests())
	close(release)
	h.Settle()
	h.Wants("✓ on test: thread “Late” created", "This user is in no thread.", "│ other │")
	if after := len(other.Requests()); after != before {
		t.Errorf("the late answer led to %d requests of the new connection", after-before)
	}
	if got := h.Requests(http.MethodPost, "/threads"); len(got) != 1 || got[0].Status != http.StatusCreated {
		t.Errorf("the old service holds %+v", got)
	}
}

// TestAConnectionIsClosedWithItsLastWrite, and once: its token is renewed as long.
func TestAConnectionIsClosedWithItsLastWrite(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{}).Settle()
	h.SwitchTo("keyed")
	release := make(chan struct{})
	h.Hold(http.MethodPost, release)
	h.Press("n").Write("Late").Press("ctrl+s", "esc", "y")
	h.PointTo("test").Press("enter", "y")
	h.UntilShown("18 threads, all loaded")
	close(release)
	h.Settle()
	h.Wants("on keyed: thread “Late” created")
	// The threads of the new connection are as they were loaded.
	h.Wants("18 threads, all loaded")
}

func TestAProfileIsMadeChangedAndRemoved(t *testing.T) {
	t.Parallel()
	const secret = "eyJhbGciOi.canary.Canary"
	h := uitest.Start(t, uitest.Setup{}).Settle()
	listed := len(h.Requests(http.MethodGet, "/chat/threads"))
	h.Press("P").Settle().Press("n")
	h.Wants("New profile", "a token", "ctrl+s save")
	h.Press("ctrl+s").Settle()
	h.Wants("✗ name is empty")
	h.Write("prod").Press("tab", "tab").Paste(secret).Press("tab").Write("http://contoso").Press("ctrl+s").Settle()
	h.Wants("✗ endpoint would send the token unencrypted", "•••", "▸ endpoint")
	h.WantsNot("canary", "eyJ")
	h.Press("ctrl+u").Paste(h.Connections.Endpoint).Press("tab", "tab", "tab", "tab", "tab", "right", "ctrl+s")
	h.Wants("saving…")
	h.Settle()
	h.Wants("✓ profile prod kept in config.toml; its secret in the file secrets/prod", "Connections", "prod", "read-only")
	want := command.Profile{Name: "prod", Credential: command.CredentialToken, Endpoint: h.Connections.Endpoint, ReadOnly: true}
	if diff := cmp.Diff(want, h.Connections.Profiles["prod"]); diff != "" || h.Connections.Secrets["prod"] != secret {
		t.Errorf("kept (-want +got):\n%s", diff)
	}
	h.PointTo("prod").Press("e")
	h.Wants("Profile prod", "stays as it is kept", "▸ credential", "Now in the file secrets/prod.")
	h.Press("ctrl+s")
	h.Wants("✗ nothing is changed")
	h.Press("right", "right", "tab").Write("~/token").Press("esc")
	h.Wants("Leave the form?")
	h.Press("n", "ctrl+s").Settle()
	if got := h.Connections.Profiles["prod"]; got.Credential != command.CredentialTokenFile || got.Value != "~/token" || h.Connections.Secrets["prod"] != secret {
		t.Errorf("changed to %+v", got)
	}
	h.Press("d")
	h.Wants("Remove the profile prod?")
	h.Press("y").Settle()
	h.Wants("the profile prod is removed, and its secret is gone")
	if _, there := h.Connections.Profiles["prod"]; there {
		t.Error("it is still there")
	}
	if after := len(h.Requests(http.MethodGet, "/chat/threads")); after != listed {
		t.Errorf("%d requests for what is in a file", after-listed)
	}
}

func TestWhatIsNoProfileIsNotChanged(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{Width: 160, Height: 40}).Settle()
	h.PointTo("the built-in emulator").Press("e")
	h.Wants("the built-in emulator is always there: only profiles can be changed here")
	h.PointTo("the environment").Press("d")
	h.Wants("the environment is set outside of the program")
	h.Press("?")
	h.Wants("edit: the environment is set outside of the program")
}

func TestAProfileThatCannotBeSaved(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{}).Settle().Press("P").Settle().Press("n")
	h.Write("full").Press("tab", "tab").Write("x").Press("ctrl+s").Settle()
	h.Wants("Could not save the profile: the disk is full", "full", "•")
	h.Press("ctrl+c")
	h.Wants("What was typed has not been saved, and would be gone.")
}

// TestTheStepsOfATestAreShownAsTheyPass, and leaving ends it.
func TestTheStepsOfATestAreShownAsTheyPass(t *testing.T) {
	t.Parallel()
	h := uitest.Start(t, uitest.Setup{}).Settle()
	h.Connections.Steps = make(chan string)
	h.PointTo("keyed").Press("T")
	h.Wants("Test of keyed", "running…")
	h.Connections.Steps <- "ok   TCP"
	h.UntilShown("ok TCP")
	h.Wants("running…")
	h.Connections.Steps <- "FAIL TLS \x1b[31mexpired"
	h.Connections.Failure = errors.New("the check failed at TLS: expired")
	close(h.Connections.Steps)
	h.Settle()
	h.Wants("✗ a step failed", "FAIL TLS ␛[31mexpired", "the check failed at TLS")
	h.Press("y").Settle()
	if len(h.Copied) != 1 || !strings.HasPrefix(h.Copied[0], "ok   TCP\nFAIL TLS") {
		t.Errorf("copied %q", h.Copied)
	}
	h.Connections.Steps, h.Connections.Failure = make(chan string), nil
	h.Press("ctrl+r")
	h.Wants("running…")
	h.WantsNot("FAIL")
	close(h.Connections.Steps)
	h.Settle()
	h.Wants("✓ no step failed")
	// Leaving ends a test.
	h.Connections.Steps = make(chan string)
	h.Press("ctrl+r", "esc").Settle()
	h.Wants("▸   keyed")
}
