package emulator

import (
	"bufio"
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m, goleak.Cleanup(func(code int) { os.Exit(proof.Finish(os.Stdout, code)) }))
}

// fetch gets a URL with a server's token.
func fetch(t *testing.T, client *http.Client, url, token string) (int, string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+token)
	res, err := client.Do(r)
	if err != nil {
		t.Fatalf("GET %s: %v", url, err)
	}
	defer func() { _ = res.Body.Close() }()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatalf("GET %s: %v", url, err)
	}
	return res.StatusCode, string(body)
}

func TestStartAndClose(t *testing.T) {
	for _, address := range []string{"127.0.0.1:0", ":0", "localhost:0"} {
		server, err := Start(t.Context(), address, Options{})
		if err != nil {
			t.Fatalf("%s: %v", address, err)
		}
		client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
		if status, body := fetch(t, client, server.Endpoint()+"/chat/threads?"+latest, server.Token()); status != 200 || !strings.Contains(body, "Operations all hands") {
			t.Errorf("%s: %d %s", address, status, body)
		}
		if want := "endpoint=" + server.Endpoint() + "/;accesskey=" + AccessKey; server.ConnectionString() != want {
			t.Errorf("connection string %q", server.ConnectionString())
		}
		for range 2 {
			if err := server.Close(t.Context()); err != nil {
				t.Errorf("%s: close: %v", address, err)
			}
		}
	}
}

func TestContextEndsTheServer(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	server, err := Start(ctx, "127.0.0.1:0", Options{})
	if err != nil {
		t.Fatal(err)
	}
	cancel()
	<-server.Done()
	if err := server.Close(t.Context()); err != nil {
		t.Errorf("close: %v", err)
	}
}

func TestStartRefuses(t *testing.T) {
	for address, want := range map[string]string{
		"0.0.0.0:0": "not a loopback address", "192.0.2.1:0": "not a loopback address", "[::]:0": "not a loopback address",
		"7070": "is not host:port", "127.0.0.1:99999": "invalid port",
	} {
		if server, err := Start(t.Context(), address, Options{}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, %v", address, server, err)
		}
	}
	for _, options := range []Options{{Seed: "x"}, {Envelope: "x"}, {Participants: -1}, {Latency: -1}} {
		if server, err := Start(t.Context(), "127.0.0.1:0", options); err == nil {
			t.Errorf("%+v: %v", options, server)
		}
	}
}

func TestTLS(t *testing.T) {
	directory := filepath.Join(t.TempDir(), "certs")
	var before []byte
	for run := range 3 {
		server, err := StartTLS(t.Context(), "127.0.0.1:0", directory, Options{})
		if err != nil {
			t.Fatal(err)
		}
		authority, err := os.ReadFile(server.CAFile())
		if err != nil {
			t.Fatal(err)
		}
		if run == 1 && !bytes.Equal(authority, before) {
			t.Error("the authority was made anew")
		}
		before = authority
		roots := x509.NewCertPool()
		roots.AppendCertsFromPEM(authority)
		transport := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots}, DisableKeepAlives: true, ForceAttemptHTTP2: run == 2}
		port := server.Endpoint()[strings.LastIndex(server.Endpoint(), ":"):]
		for _, host := range []string{"https://127.0.0.1", "https://localhost"} {
			status, body := fetch(t, &http.Client{Transport: transport}, host+port+"/chat/threads?maxPageSize=1&"+latest, server.Token())
			if status != 200 || !strings.Contains(body, `"nextLink":"`+host+port+`/chat/threads?`) {
				t.Errorf("%s: %d %s", host, status, body)
			}
		}
		transport.CloseIdleConnections()
		if err := server.Close(t.Context()); err != nil {
			t.Error(err)
		}
	}
	for name, mode := range map[string]os.FileMode{"ca-key.pem": 0o600, "server-key.pem": 0o600, ".": 0o700} {
		if info, err := os.Stat(filepath.Join(directory, name)); err != nil || info.Mode().Perm() != mode {
			t.Errorf("%s: %v %v", name, info.Mode(), err)
		}
	}
}

func TestCertificatesAreRenewed(t *testing.T) {
	directory := t.TempDir()
	start := time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC)
	load := func(now time.Time) (authority, leaf string) {
		t.Helper()
		found, err := loadCertificates(directory, now)
		if err != nil {
			t.Fatal(err)
		}
		data, err := os.ReadFile(found.caFile)
		if err != nil {
			t.Fatal(err)
		}
		return string(data), string(found.leaf.Certificate[0])
	}
	firstCA, firstLeaf := load(start)
	if ca, leaf := load(start.Add(time.Hour)); ca != firstCA || leaf != firstLeaf {
		t.Error("valid certificates were made anew")
	}
	if ca, leaf := load(start.Add(leafLifetime)); ca != firstCA || leaf == firstLeaf {
		t.Error("an expired leaf: want the same authority and a new leaf")
	}
	if err := os.WriteFile(filepath.Join(directory, "ca-key.pem"), []byte("broken"), 0o600); err != nil {
		t.Fatal(err)
	}
	if ca, _ := load(start.Add(time.Hour)); ca == firstCA {
		t.Error("a broken authority was kept")
	}
}

// runEmulator runs the subcommand until stop; its first write is its output.
func runEmulator(t *testing.T, arguments ...string) (lines []string, stop func() error) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	reader, writer := io.Pipe()
	command := NewCommand("1.0")
	command.SetArgs(arguments)
	command.SetOut(writer)
	command.SetErr(io.Discard)
	var group sync.WaitGroup
	var failed error
	group.Go(func() {
		failed = command.ExecuteContext(ctx)
		_ = writer.Close()
	})
	scanner := bufio.NewScanner(reader)
	count := 3
	if strings.Contains(strings.Join(arguments, " "), "--tls") {
		count = 6
	}
	for len(lines) < count && scanner.Scan() {
		lines = append(lines, scanner.Text())
	}
	return lines, func() error {
		cancel()
		rest, _ := io.ReadAll(reader)
		group.Wait()
		if len(rest) > 0 {
			t.Errorf("more output: %q", rest)
		}
		return failed
	}
}

func TestCommandPrintsTheEnvironment(t *testing.T) {
	directory := filepath.Join(t.TempDir(), "it's here")
	for _, scheme := range []string{"http", "https"} {
		arguments := []string{"--listen", ":0"}
		patterns := []string{
			`^export AZURE_COMMUNICATION_ENDPOINT='(` + scheme + `://127\.0\.0\.1:\d+)'$`,
			`^export AZURE_COMMUNICATION_ACCESS_TOKEN='([\w-]+\.[\w-]+\.[\w-]+)'$`,
			`^export AZURE_COMMUNICATION_CONNECTION_STRING='endpoint=` + scheme + `://127\.0\.0\.1:\d+/;accesskey=` + regexp.QuoteMeta(AccessKey) + `'$`,
		}
		if scheme == "https" {
			arguments = append(arguments, "--tls", "--cert-dir", directory)
			for _, name := range []string{"NODE_EXTRA_CA_CERTS", "REQUESTS_CA_BUNDLE", "SSL_CERT_FILE"} {
				patterns = append(patterns, `^export `+name+`='(`+regexp.QuoteMeta(strings.ReplaceAll(directory, "'", `'\''`))+`/ca\.pem)'$`)
			}
		}
		lines, stop := runEmulator(t, arguments...)
		values := make([]string, len(patterns))
		for i, pattern := range patterns {
			match := regexp.MustCompile(pattern).FindStringSubmatch(at(lines, i))
			if match == nil {
				t.Fatalf("line %d is %q, want %s (%v)", i, at(lines, i), pattern, stop())
			}
			values[i] = match[len(match)-1]
		}
		if scheme == "http" {
			transport := &http.Transport{DisableKeepAlives: true}
			if status, _ := fetch(t, &http.Client{Transport: transport}, values[0]+"/chat/threads?"+latest, values[1]); status != 200 {
				t.Errorf("the printed token gives %d", status)
			}
		}
		if err := stop(); err != nil {
			t.Errorf("the command ended with %v", err)
		}
	}
}

func at(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return ""
}

// TestCommandEndsWhileItStarts: it is told to end before it listens, which is no
// failure.
func TestCommandEndsWhileItStarts(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for _, address := range []string{"127.0.0.1:0", "emulator.invalid:0"} {
		command := NewCommand("1.0")
		command.SetArgs([]string{"--listen", address})
		command.SetOut(io.Discard)
		command.SetErr(io.Discard)
		if err := command.ExecuteContext(ctx); err != nil {
			t.Errorf("%s: %v", address, err)
		}
	}
}

func TestCommandFlags(t *testing.T) {
	for arguments, want := range map[string]string{
		"--seed x": "--seed", "--errors x": "--errors", "--limits maybe": "--limits", "--tls": "--cert-dir", "--cert-dir x": "--tls",
		"--participants 0": "--participants", "--latency -1s": "--latency", "--seed=": "--seed",
	} {
		command := NewCommand("1.0")
		var out bytes.Buffer
		command.SetArgs(strings.Fields(arguments))
		command.SetOut(&out)
		command.SetErr(io.Discard)
		err := command.ExecuteContext(t.Context())
		var usage *UsageError
		if !errors.As(err, &usage) || !strings.Contains(err.Error(), want) || out.Len() > 0 {
			t.Errorf("%s: %v, printed %q", arguments, err, out.String())
		}
	}
	command := NewCommand("1.0")
	command.SetArgs([]string{"--listen", "0.0.0.0:0"})
	command.SetErr(io.Discard)
	if err := command.ExecuteContext(t.Context()); err == nil || !strings.Contains(err.Error(), "loopback") {
		t.Errorf("0.0.0.0: %v", err)
	}
}
