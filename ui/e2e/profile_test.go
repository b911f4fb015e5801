//go:build unix

package e2e

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/e2e/terminal"
)

// writeFile writes a file that only its owner may read, unless mode says
// otherwise, and returns its path.
func writeFile(t *testing.T, path, text string, mode os.FileMode) string {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), mode); err != nil {
		t.Fatal(err)
	}
	// The process's umask may have taken bits away.
	if err := os.Chmod(path, mode); err != nil {
		t.Fatal(err)
	}
	return path
}

// writeConfig writes a configuration file that only its owner may read.
func writeConfig(t *testing.T, lines ...string) string {
	t.Helper()
	return writeFile(t, filepath.Join(t.TempDir(), "config.toml"), strings.Join(lines, "\n")+"\n", 0o600)
}

// output is how a run without a terminal ended.
type output struct {
	code   int
	stdout string
	stderr string
}

// runPlain runs the program without a terminal, to its end.
func runPlain(t *testing.T, environment []string, arguments ...string) output {
	t.Helper()
	command := exec.CommandContext(t.Context(), binary, arguments...)
	command.Env = terminal.Environment(t.TempDir(), environment...)
	var stdout, stderr bytes.Buffer
	command.Stdout, command.Stderr = &stdout, &stderr
	err := command.Run()
	if command.ProcessState == nil {
		t.Fatal(err)
	}
	return output{code: command.ProcessState.ExitCode(), stdout: stdout.String(), stderr: stderr.String()}
}

// TestStrictFile starts the program with configuration files that are wrong: it
// says so in one line, and never runs on the emulator instead.
func TestStrictFile(t *testing.T) {
	t.Parallel()
	const secret = "eyJhbGciOiJIUzI1NiJ9.eyJjYW5hcnkiOiJmaWxlIn0.canaryCanaryCanary"
	profile := "[profiles.production]\nendpoint = \"https://contoso.communication.azure.com\"\n"
	cases := []struct {
		name      string
		file      string // empty: there is none
		mode      os.FileMode
		arguments []string
		says      []string
	}{
		{"an unknown key", profile + "token_file = \"t\"\npagesize = 7\n", 0o600, nil, []string{"config.toml:4:", `"pagesize"`, "page_size"}},
		{"an unknown key in a profile that is not used", "default_profile = \"production\"\n" + profile + "token = \"" + secret + "\"\n[profiles.other]\ntokn = \"" + secret + "\"\n", 0o600, nil, []string{"config.toml:6:", `"tokn"`}},
		{"no TOML", "default_profile = production\n", 0o600, nil, []string{"config.toml:1:", "not TOML"}},
		{"two credentials", profile + "token = \"" + secret + "\"\nkeyring = true\n", 0o600, nil, []string{"config.toml:4:", "exactly one"}},
		{"a secret that others can read", profile + "token = \"" + secret + "\"\n", 0o644, nil, []string{"chmod 600", "config.toml"}},
		{"a command that others can change", profile + "token_command = [\"true\"]\n", 0o666, nil, []string{"chmod", "config.toml"}},
		{"a missing profile", profile + "token = \"" + secret + "\"\n", 0o600, []string{"--profile", "staging"}, []string{"staging", "production"}},
		{"a missing file", "", 0, nil, []string{"config.toml", "not exist"}},
		{"a missing token file", profile + "token_file = \"no-such-token\"\n", 0o600, []string{"--profile", "production"}, []string{"no-such-token", "not exist"}},
		{"a missing file of authorities", profile + "token = \"" + secret + "\"\nca_file = \"no-such-ca.pem\"\n", 0o600, []string{"--profile", "production"}, []string{"no-such-ca.pem"}},
		{"no keyring and no file", "[profiles.production]\nkeyring = true\n", 0o600, []string{"--profile", "production"}, []string{"keyring", filepath.Join("secrets", "production")}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(t.TempDir(), "config.toml")
			if c.file != "" {
				writeFile(t, path, c.file, c.mode)
			}
			// The same for the program and for doctor.
			for _, command := range [][]string{nil, {"doctor"}} {
				got := runPlain(t, nil, append(append(command, "--config", path), c.arguments...)...)
				if got.code != 1 || got.stdout != "" || strings.Count(got.stderr, "\n") != 1 || !strings.HasPrefix(got.stderr, "acs-chat-tui: ") {
					t.Errorf("%v: want exit code 1 and one line on standard error, got %+v", command, got)
				}
				for _, part := range c.says {
					if !strings.Contains(got.stderr, part) {
						t.Errorf("%v: %q does not say %q", command, got.stderr, part)
					}
				}
				if strings.Contains(got.stderr, "anary") {
					t.Errorf("%v: the secret is in %q", command, got.stderr)
				}
			}
		})
	}
}

// TestWrongUseOfConnectionFlags ends with exit code 2 and one line.
func TestWrongUseOfConnectionFlags(t *testing.T) {
	t.Parallel()
	token := []string{endpointVariable + "https://contoso.communication.azure.com", tokenVariable + "a.canary.token"}
	cases := []struct {
		name        string
		environment []string
		arguments   []string
		says        []string
	}{
		{"a user with a token", token, []string{"--user", emulator.DemoUserID}, []string{"--user needs a connection string"}},
		{"what is no user", nil, []string{"--user", "somebody"}, []string{"--user", "8:acs:RESOURCE_USER"}},
		{"a profile and an endpoint", nil, []string{"--profile", "p", "--endpoint", "https://contoso.communication.azure.com"}, []string{"exclude each other"}},
		{"an empty profile", nil, []string{"--profile", ""}, []string{"without a value"}},
		{"doctor with a flag of the screen", nil, []string{"doctor", "--theme", "dark"}, []string{"--theme", "--help"}},
		{"doctor with an unknown api-version", token, []string{"doctor", "--api-version", "2019-01-01"}, []string{"2019-01-01"}},
		{"doctor with an argument", nil, []string{"doctor", "now"}, []string{"now"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got := runPlain(t, c.environment, c.arguments...)
			if got.code != 2 || got.stdout != "" || strings.Count(got.stderr, "\n") != 1 || strings.Contains(got.stderr, "canary") {
				t.Errorf("want exit code 2 and one line on standard error, got %+v", got)
			}
			for _, part := range c.says {
				if !strings.Contains(got.stderr, part) {
					t.Errorf("%q does not say %q", got.stderr, part)
				}
			}
		})
	}
}

// TestTheHelpSaysWhereTheSecretIs: there is no keyring here, so a profile's secret
// comes from its file, and the program says so.
func TestTheHelpSaysWhereTheSecretIs(t *testing.T) {
	t.Parallel()
	r := startResource(t)
	file := writeConfig(t, "[profiles.production]", "keyring = true", "user_id = \""+emulator.DemoUserID+"\"")
	writeFile(t, filepath.Join(filepath.Dir(file), "secrets", "production"), r.connection+"\n", 0o600)
	p := start(t, terminal.Options{Columns: 120, Rows: 60, Args: []string{"--config", file, "--profile", "production"}})
	p.shows("all loaded")
	p.types("?")
	p.shows("This connection", "secrets/production", "because of the keyring", "configuration", "config.toml")
	if p.Screen().Contains("accesskey") {
		t.Errorf("the secret is on the screen:\n%s", p.Screen().Frame())
	}
}
