//go:build unix

package e2e

import (
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"acs-chat-tui/acs/emulator"
)

// TestNoEscapeReachesTheTerminalByAnError whatever the arguments, the environment and the
// files hold.
func TestNoEscapeReachesTheTerminalByAnError(t *testing.T) {
	t.Parallel()
	const evil = "\x1b[31mred\x07\x1b]0;title\x1b\\ \u009b32m \u202eback\u2066"
	name := "evil\x1b[31m"
	file := writeFile(t, filepath.Join(t.TempDir(), "config.toml"), "[profiles.p]\nendpoint = \"https://contoso.communication.azure.com\"\n"+
		`token_command = ["sh", "-c", "printf '\\033[31mred'; printf '\\033[31mred' >&2; exit 3"]`+"\n", 0o600)
	for _, c := range []struct {
		name        string
		environment []string
		arguments   []string
	}{
		{"an argument", nil, []string{evil}},
		{"a flag", nil, []string{"--" + evil}},
		{"a short flag", nil, []string{"-\x1b"}},
		{"a value", nil, []string{"--theme", evil}},
		{"a number", nil, []string{"emulator", "--participants", evil}},
		{"a profile", nil, []string{"--profile", evil}},
		{"a file", nil, []string{"--config", evil}},
		{"a file of authorities", nil, []string{"--ca-file", evil, "--emulator"}},
		{"a log", nil, []string{"--log", "/nowhere/" + evil}},
		{"an address", nil, []string{"emulator", "--listen", evil}},
		{"an endpoint", []string{"AZURE_COMMUNICATION_ENDPOINT=" + evil, "AZURE_COMMUNICATION_ACCESS_TOKEN=" + evil}, nil},
		{"half a pair", []string{"AZURE_COMMUNICATION_ACCESS_TOKEN=" + evil}, nil},
		{"a connection string", []string{"AZURE_COMMUNICATION_CONNECTION_STRING=" + evil}, nil},
		{"a connection string's endpoint", []string{"AZURE_COMMUNICATION_CONNECTION_STRING=endpoint=https://" + name + "/;accesskey=" + emulator.AccessKey}, nil},
		{"a user", []string{"AZURE_COMMUNICATION_CONNECTION_STRING=endpoint=https://c.example/;accesskey=" + emulator.AccessKey}, []string{"--user", evil}},
		{"a version", nil, []string{"--api-version", evil}},
		{"a proxy", []string{"HTTPS_PROXY=http://" + name, "AZURE_COMMUNICATION_ENDPOINT=https://c.invalid", "AZURE_COMMUNICATION_ACCESS_TOKEN=" + evil}, nil},
		{"a command's words", nil, []string{"--config", file, "--profile", "p"}},
	} {
		for _, command := range []string{"", "doctor"} {
			if command != "" && len(c.arguments) > 0 && (c.arguments[0] == "emulator" || strings.HasPrefix(c.arguments[0], "--th")) {
				continue
			}
			t.Run(strings.TrimSpace(c.name+" "+command), func(t *testing.T) {
				t.Parallel()
				arguments := c.arguments
				if command != "" {
					arguments = append([]string{command}, arguments...)
				}
				got := runPlain(t, c.environment, arguments...)
				if got.code == 0 || got.stderr == "" {
					t.Errorf("the program says nothing: %+v", got)
				}
				for where, text := range map[string]string{"standard error": got.stderr, "standard output": got.stdout} {
					if at := strings.IndexFunc(text, func(r rune) bool { return r != '\n' && (unicode.IsControl(r) || unicode.Is(unicode.Cf, r)) }); at >= 0 {
						t.Errorf("%s holds %q: %q", where, text[at:at+1], text)
					}
				}
			})
		}
	}
}
