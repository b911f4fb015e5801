package doctor_test

import (
	"bytes"
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"
	"unicode"

	"go.uber.org/goleak"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"

	"acs-chat-tui/acs"
	"acs-chat-tui/acs/doctor"
	"acs-chat-tui/acs/emulator"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// canary is part of every secret of these tests. It must appear nowhere.
const canary = "kanarie9f31"

// outcome is what a user has of a run.
type outcome struct {
	text string
	err  error
}

// run checks with a credential of the given token, and that no secret and nothing
// that a terminal obeys is in what comes out.
func run(t *testing.T, options doctor.Options) outcome {
	t.Helper()
	return runContext(t.Context(), t, options)
}

func runContext(ctx context.Context, t *testing.T, options doctor.Options) outcome {
	t.Helper()
	if options.Program == "" {
		options.Program = "acs-chat-tui 1.2.3"
	}
	if options.LookupEnv == nil {
		options.LookupEnv = func(string) (string, bool) { return "", false }
	}
	var out bytes.Buffer
	err := doctor.Run(ctx, &out, options)
	shown := out.String()
	if err != nil {
		shown += fmt.Sprintf("%v %+v %#v", err, err, err)
		if strings.Contains(err.Error(), "\n") {
			t.Errorf("the error has more than one line: %q", err)
		}
	}
	if strings.Contains(shown, canary) {
		t.Errorf("a secret shows:\n%s", shown)
	}
	for _, r := range shown {
		if r != '\n' && !unicode.IsGraphic(r) {
			t.Errorf("%U is in the output:\n%q", r, shown)
			break
		}
	}
	return outcome{out.String(), err}
}

// failedAt checks that a run ended at a step, and what it said.
func (o outcome) failedAt(t *testing.T, step string, words ...string) {
	t.Helper()
	failure, is := errors.AsType[*doctor.StepError](o.err)
	if !is || failure.Step != step {
		t.Fatalf("error %v, want one of the step %s; output:\n%s", o.err, step, o.text)
	}
	if !strings.HasPrefix(o.err.Error(), "the check failed at "+step+": ") {
		t.Errorf("error %q does not name the step", o.err)
	}
	lines := 0
	for line := range strings.Lines(o.text) {
		if strings.HasPrefix(line, "FAIL ") {
			lines++
			if !strings.HasPrefix(line, fmt.Sprintf("FAIL %-15s  ", step)) {
				t.Errorf("the failing line is %q, want the step %s", line, step)
			}
		}
	}
	if lines != 1 {
		t.Errorf("%d lines begin with FAIL, want 1", lines)
	}
	o.says(t, words...)
	o.saysNot(t, "Every step was passed", "No step failed")
}

func (o outcome) passed(t *testing.T, words ...string) {
	t.Helper()
	if o.err != nil {
		t.Fatalf("error %v; output:\n%s", o.err, o.text)
	}
	conclusion := "\nEvery step was passed.\n"
	if strings.Contains(o.text, "\nnote ") {
		conclusion = "\nNo step failed; the lines that begin with note say what is odd or could not be checked.\n"
	}
	o.says(t, append(words, conclusion)...)
	o.saysNot(t, "FAIL", "Not checked, because")
}

func (o outcome) says(t *testing.T, words ...string) {
	t.Helper()
	for _, word := range words {
		if !strings.Contains(o.text, word) {
			t.Errorf("the output has no %q:\n%s", word, o.text)
		}
	}
}

func (o outcome) saysNot(t *testing.T, words ...string) {
	t.Helper()
	for _, word := range words {
		if strings.Contains(o.text, word) {
			t.Errorf("the output has %q:\n%s", word, o.text)
		}
	}
}

// startEmulator starts one, with a clock if one is given.
func startEmulator(t *testing.T, clock func() time.Time) *emulator.Server {
	t.Helper()
	server, err := emulator.Start(t.Context(), "127.0.0.1:0", emulator.Options{Clock: clock, Version: "1.2.3"})
	if err != nil {
		t.Fatal(err)
	}
	closeAtEnd(t, server)
	return server
}

func closeAtEnd(t *testing.T, server *emulator.Server) {
	t.Helper()
	t.Cleanup(func() {
		if err := server.Close(context.WithoutCancel(t.Context())); err != nil {
			t.Errorf("closing the emulator: %v", err)
		}
	})
}

// startTLS starts an emulator with TLS, and reads its authority.
func startTLS(t *testing.T) (*emulator.Server, *x509.CertPool) {
	t.Helper()
	server, err := emulator.StartTLS(t.Context(), "127.0.0.1:0", t.TempDir(), emulator.Options{Version: "1.2.3"})
	if err != nil {
		t.Fatal(err)
	}
	closeAtEnd(t, server)
	content, err := os.ReadFile(server.CAFile())
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	if !roots.AppendCertsFromPEM(content) {
		t.Fatal("the emulator's authority cannot be read")
	}
	return server, roots
}

// of are the options of an emulator and a token.
func of(endpoint, token string) doctor.Options {
	return doctor.Options{Endpoint: endpoint, Source: "the environment", Credential: acs.NewStaticTokenCredential(token)}
}

// sign makes a token that the emulator accepts, unless its claims are against it.
func sign(t *testing.T, options emulator.TokenOptions) string {
	t.Helper()
	if options.UserID == "" {
		options.UserID = emulator.DemoUserID
	}
	token, err := emulator.SignToken(options)
	if err != nil {
		t.Fatal(err)
	}
	return token
}

// serve starts a server of one handler.
func serve(t *testing.T, handler http.HandlerFunc) *httptest.Server {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	return server
}

// live answers as the live service would: 401 without a token, and with one as
// the handler says.
func live(handler http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Ms-Cv", "aBcDeFgHiJkLmNoPqRsTuV.0")
		if r.Header.Get("Authorization") == "" {
			w.Header().Set("Api-Supported-Versions", "2024-03-07, 2025-03-15")
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		handler(w, r)
	}
}

// credentialFunc is a credential made of a function.
type credentialFunc func(context.Context) (azcore.AccessToken, error)

func (f credentialFunc) GetToken(ctx context.Context, _ policy.TokenRequestOptions) (azcore.AccessToken, error) {
	return f(ctx)
}
