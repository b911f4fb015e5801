package emulator

import (
	"bytes"
	"errors"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// runExec runs "emulator exec" and returns what the command printed.
func runExec(t *testing.T, args ...string) (string, error) {
	t.Helper()
	command := NewCommand("test")
	var out bytes.Buffer
	command.SetOut(&out)
	command.SetErr(&out)
	command.SetArgs(append([]string{"exec"}, args...))
	err := command.ExecuteContext(t.Context())
	return out.String(), err
}

// TestExecGivesACommandAnEmulatorOfItsOwn, which it reaches over TLS, and leaves nothing.
func TestExecGivesACommandAnEmulatorOfItsOwn(t *testing.T) {
	temporary := t.TempDir()
	t.Setenv("TMPDIR", temporary)
	t.Setenv("AZURE_COMMUNICATION_ENDPOINT", "https://contoso.communication.azure.com")
	out, err := runExec(t, "--seed", "empty", "--", "sh", "-c", `cat "$SSL_CERT_FILE"; echo "$AZURE_COMMUNICATION_ENDPOINT $1"`, "sh", "--verbose")
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	if !strings.Contains(out, "BEGIN CERTIFICATE") || !strings.Contains(out, "https://127.0.0.1:") || strings.Contains(out, "contoso") || !strings.Contains(out, "--verbose") {
		t.Errorf("the command saw %s", out)
	}
	if left, err := filepath.Glob(filepath.Join(temporary, "acs-chat-emulator-*")); err != nil || len(left) > 0 {
		t.Errorf("left behind: %q, %v", left, err)
	}
}

func TestExecEndsWithTheExitCodeOfItsCommand(t *testing.T) {
	_, err := runExec(t, "--", "sh", "-c", "exit 3")
	if ended := (*ExitError)(nil); !errors.As(err, &ended) || ended.ExitCode() != 3 {
		t.Errorf("ended with %v", err)
	}
	if _, err := runExec(t, "--", "no-such-command-here"); !errors.Is(err, exec.ErrNotFound) {
		t.Errorf("ended with %v", err)
	}
	if _, err := runExec(t); err == nil {
		t.Error("ran without a command")
	}
}
