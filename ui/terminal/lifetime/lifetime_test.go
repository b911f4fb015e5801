package lifetime_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"acs-chat-tui/acs"
	"acs-chat-tui/ui/terminal/lifetime"
)

// TestWhatFailedIsSaidAsItCanBeRead and with its exit code.
func TestWhatFailedIsSaidAsItCanBeRead(t *testing.T) {
	t.Parallel()
	byTerm := &lifetime.InterruptionError{Signal: syscall.SIGTERM}
	for _, c := range []struct {
		name string
		err  error
		code int
		says string
	}{
		{"well", nil, 0, ""},
		{"failed", errors.New("broken"), 1, "name: broken\n"},
		{"escapes", fmt.Errorf("starting: %w", usageError{}), 7, "unknown argument"},
		{"interrupted", fmt.Errorf("%w", byTerm), 143, ""},
		{"interrupted while writing", fmt.Errorf("Deleting was under way%w", silent{byTerm}), 143, "name: Deleting was under way\n"},
		{"hung up", lifetime.Hangup(), 129, ""},
	} {
		var stderr bytes.Buffer
		code := lifetime.Program{
			Name: "name", Stderr: &stderr,
			Run: func(context.Context) error { return c.err },
		}.Main(t.Context())
		if code != c.code || !strings.Contains(stderr.String(), c.says) || (c.says == "" && stderr.Len() > 0) {
			t.Errorf("%s: %d, %q", c.name, code, stderr.String())
		}
		if strings.ContainsAny(stderr.String(), "\x1b\x07\u202e") {
			t.Errorf("%s: %q cannot be read safely", c.name, stderr.String())
		}
	}
}

// usageError has an exit code of its own.
type usageError struct{}

func (usageError) Error() string { return "unknown argument \x1b[31mx\x07 \u202e" }
func (usageError) ExitCode() int { return 7 }

// silent is an error that errors.As sees and the user does not.
type silent struct{ error }

func (silent) Error() string   { return "" }
func (s silent) Unwrap() error { return s.error }

// TestAwait ends with its context, and leaves a panic of the work to its caller.
func TestAwait(t *testing.T) {
	t.Parallel()
	if value, err := lifetime.Await(t.Context(), func() (int, error) { return 7, nil }); value != 7 || err != nil {
		t.Errorf("%d, %v", value, err)
	}
	never := make(chan struct{})
	defer close(never)
	ctx, cancel := context.WithCancelCause(t.Context())
	begun := make(chan struct{})
	go func() {
		<-begun
		cancel(lifetime.Hangup())
	}()
	_, err := lifetime.Await(ctx, func() (int, error) {
		close(begun)
		<-never
		return 7, nil
	})
	if by := (*lifetime.InterruptionError)(nil); !errors.As(err, &by) {
		t.Errorf("%v, want the cause", err)
	}
	defer func() {
		if fault := recover(); fmt.Sprint(fault) != "a fault" {
			t.Errorf("the caller got the panic %v", fault)
		}
	}()
	_, _ = lifetime.Await(t.Context(), func() (int, error) { panic("a fault") })
}

// TestAReportHoldsNoSecret in whatever form it comes.
func TestAReportHoldsNoSecret(t *testing.T) {
	t.Parallel()
	const key = "c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2Vjcg=="
	const token = "eyJhbGciOiJIUzI1NiJ9.eyJjYW5hcnkiOiJmaWxlIn0.canaryCanary"
	for _, text := range []string{
		token, "a token " + token + ".", `{"token":"opaque-c2Vj"}`, "endpoint=https://c.example/;accesskey=" + key, "Authorization: Bearer opaque-c2Vj",
		"Authorization: HMAC-SHA256 SignedHeaders=a&Signature=" + key, key, "https://user:opaque-c2Vj@proxy.example:3128", "AccessKey: opaque-c2Vj",
	} {
		folder := t.TempDir()
		report := lifetime.Report{At: time.Unix(0, 0), Doing: "drawing", Fault: text, Stack: []byte(text), Details: "before " + text + " after\nnext line\n"}
		err := report.Save(acs.RemoveSecretLike, func(name string) (string, bool) {
			return folder, name == "XDG_STATE_HOME" || name == "HOME" || name == "LOCALAPPDATA"
		})
		var crash *lifetime.CrashError
		if !errors.As(err, &crash) || crash.Err != nil || !strings.HasPrefix(crash.Path, folder) || !strings.Contains(err.Error(), crash.Path) {
			t.Fatalf("%v", err)
		}
		written, err := os.ReadFile(crash.Path)
		if err != nil {
			t.Fatal(err)
		}
		for _, part := range []string{"c2Vj", "canary", "Canary", "eyJjYW5"} {
			if strings.Contains(string(written), part) {
				t.Errorf("of %q the report holds\n%s", text, written)
			}
		}
		if !strings.Contains(string(written), "before ") || !strings.Contains(string(written), "next line") {
			t.Errorf("of %q the report leaves no more than\n%s", text, written)
		}
	}
}

// TestWhereReportsGo goes by the system's rules, and never by a relative path.
func TestWhereReportsGo(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	lookup := func(environment map[string]string) func(string) (string, bool) {
		return func(name string) (string, bool) {
			value, set := environment[name]
			return value, set
		}
	}
	want := map[string]string{
		"windows": "", "darwin": filepath.Join(home, "Library", "Logs", "acs-chat-tui"),
	}
	path, named := want[runtime.GOOS]
	if !named {
		path = filepath.Join(home, ".local", "state", "acs-chat-tui")
	}
	if got := lifetime.Folder(lookup(map[string]string{"HOME": home, "XDG_STATE_HOME": "relative"})); got != path {
		t.Errorf("%q, want %q", got, path)
	}
	if got := lifetime.Folder(lookup(nil)); got != "" {
		t.Errorf("without a home: %q", got)
	}
}
