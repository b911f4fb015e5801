package emulator

import (
	"bytes"
	"encoding/json"
	"os/exec"
	"strings"
	"testing"
)

// TestEnvironmentFormats: a value with quotes and backslashes is the same in every format.
func TestEnvironmentFormats(t *testing.T) {
	awkward := variable{"NAME", `a'b\c"d$e`}
	for format, want := range map[environmentFormat]string{
		formatShell:      `export NAME='a'\''b\c"d$e'`,
		formatFish:       `set -gx NAME 'a\'b\\c"d$e'`,
		formatPowerShell: `$env:NAME = 'a''b\c"d$e'`,
		formatDotenv:     `NAME="a'b\\c\"d\$e"`,
	} {
		if got := format.write(awkward); got != want {
			t.Errorf("%s: %s, want %s", format, got, want)
		}
	}
	shell := exec.CommandContext(t.Context(), "sh", "-c", formatShell.write(awkward)+`; printf %s "$NAME"`)
	if got, err := shell.Output(); err != nil || string(got) != awkward.value {
		t.Errorf("a shell reads %q, %v", got, err)
	}
}

// TestEnvironmentOfTLS names the certificate authority to every kind of client.
func TestEnvironmentOfTLS(t *testing.T) {
	server, err := StartTLS(t.Context(), "127.0.0.1:0", t.TempDir(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close(t.Context()) })
	var printed bytes.Buffer
	if err := printEnvironment(&printed, formatShell, server); err != nil {
		t.Fatal(err)
	}
	var names []string
	for line := range strings.Lines(printed.String()) {
		name, _, _ := strings.Cut(strings.TrimPrefix(line, "export "), "=")
		names = append(names, name)
	}
	const want = "AZURE_COMMUNICATION_ENDPOINT AZURE_COMMUNICATION_ACCESS_TOKEN AZURE_COMMUNICATION_CONNECTION_STRING NODE_EXTRA_CA_CERTS REQUESTS_CA_BUNDLE SSL_CERT_FILE"
	if got := strings.Join(names, " "); got != want {
		t.Errorf("%s, want %s", got, want)
	}
	printed.Reset()
	if err := printEnvironment(&printed, formatJSON, server); err != nil {
		t.Fatal(err)
	}
	var values map[string]string
	if err := json.Unmarshal(printed.Bytes(), &values); err != nil || values["SSL_CERT_FILE"] != server.CAFile() {
		t.Errorf("%s: %v", printed.String(), err)
	}
}
