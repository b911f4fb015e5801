//go:build unix

package e2e

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/e2e/terminal"
)

// readmeProfiles are the configuration files that README shows, with an emulator
// and the demo operator in the places that the reader fills in.
func readmeProfiles(t *testing.T, r resource) []string {
	t.Helper()
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	filled := strings.NewReplacer(
		"https://contoso.communication.azure.com", r.endpoint, "https://staging.communication.azure.com", r.endpoint,
		"accesskey=…", "accesskey="+emulator.AccessKey, "8:acs:…", emulator.DemoUserID)
	var blocks []string
	for _, block := range regexp.MustCompile("(?s)```toml\n(.*?)```").FindAllStringSubmatch(string(text), -1) {
		if strings.Contains(block[1], "[profiles.") {
			blocks = append(blocks, filled.Replace(block[1]))
		}
	}
	if len(blocks) != 3 {
		t.Fatalf("README shows %d configuration files", len(blocks))
	}
	return blocks
}

// fakeAz puts a program az into a folder that answers what README asks it, in the
// form in which az prints it.
func fakeAz(t *testing.T, r resource) (folder string) {
	t.Helper()
	folder = t.TempDir()
	token := tokenFor(t, emulator.TokenOptions{ExpiresOn: time.Now().Add(5 * time.Hour)})
	writeFile(t, filepath.Join(folder, "az"), fmt.Sprintf(`#!/bin/sh
case "$*" in
"keyvault secret show --vault-name contoso --name chat-token --query value --output tsv") echo '%[1]s' ;;
"keyvault secret show --vault-name contoso --name chat-connection --query value --output tsv") echo '%[2]s' ;;
"communication list-key --name contoso --resource-group chat --query primaryConnectionString --output tsv") echo '%[2]s' ;;
"communication user-identity token issue --scope chat --user %[3]s --output json")
	[ "$AZURE_COMMUNICATION_CONNECTION_STRING" = '%[2]s' ] || exit 4
	printf '{\n  "expires_on": "2030-01-01 00:00:00+00:00",\n  "token": "%[1]s",\n  "user_id": "%[3]s"\n}\n' ;;
*) echo "unexpected: $*" >&2; exit 2 ;;
esac
`, token, r.connection, emulator.DemoUserID), 0o700)
	return folder
}

// TestReadmeConnects goes the ways that README shows, with a stand-in for az.
func TestReadmeConnects(t *testing.T) {
	t.Parallel()
	r := startResource(t)
	_, caFile := startTLS(t)
	home, az := t.TempDir(), fakeAz(t, r)
	environment := []string{"HOME=" + home, "PATH=" + az + ":/usr/local/bin:/usr/bin:/bin"}
	writeFile(t, filepath.Join(home, ".chat-token"), tokenFor(t, emulator.TokenOptions{}), 0o600)
	authority, err := os.ReadFile(caFile)
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range readmeProfiles(t, r) {
		config := writeConfig(t, text)
		beside := filepath.Dir(config)
		writeFile(t, filepath.Join(beside, "company-ca.pem"), string(authority), 0o600)
		writeFile(t, filepath.Join(beside, "secrets", "production"), r.connection+"\n", 0o600)
		for _, match := range regexp.MustCompile(`\[profiles\.([a-z-]+)\]`).FindAllStringSubmatch(text, -1) {
			t.Run(match[1], func(t *testing.T) {
				t.Parallel()
				arguments := []string{"--config", config, "--profile", match[1]}
				c := doctorCase{environment: environment, arguments: arguments, says: []string{emulator.DemoUserID, "Every step was passed."}}
				switch match[1] {
				case "production":
					c.says = append(c.says, filepath.Join("secrets", "production"), "because of the keyring")
				case "staging": // It asks, and takes --user for the answer.
					c.arguments = append(c.arguments, "--user", emulator.DemoUserID)
				}
				c.check(t)
			})
		}
	}
	t.Run("az in the environment", func(t *testing.T) {
		t.Parallel()
		script := `export AZURE_COMMUNICATION_CONNECTION_STRING="$(az communication list-key --name contoso \
  --resource-group chat --query primaryConnectionString --output tsv)"
exec "$0"`
		text, err := os.ReadFile("../../README.md")
		if err != nil {
			t.Fatal(err)
		}
		if shown, _, _ := strings.Cut(script, "exec"); !strings.Contains(string(text), shown) {
			t.Error("README shows another line")
		}
		p := startShell(t, terminal.Options{Args: []string{"-c", script, binary}}, environment...)
		p.shows("Whom to act as")
	})
}

// startShell runs a shell in a terminal.
func startShell(t *testing.T, options terminal.Options, environment ...string) *program {
	t.Helper()
	options.Path, options.Env = "/bin/sh", terminal.Environment(t.TempDir(), environment...)
	term, err := terminal.Start(t.Context(), options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := term.Close(); err != nil {
			t.Error(err)
		}
	})
	return &program{Terminal: term, t: t}
}

// TestReadmeKeys starts the program with the keys that README shows.
func TestReadmeKeys(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	block := regexp.MustCompile("(?s)```toml\n(\\[keys\\].*?)```").FindStringSubmatch(string(text))
	if block == nil {
		t.Fatal("README shows no keys")
	}
	p := start(t, terminal.Options{Columns: 120, Rows: 40, Args: []string{"--config", writeConfig(t, block[1])}})
	p.shows("all loaded", "c new thread", "f5 ctrl+r refresh")
	p.types("c")
	p.shows("f2 send")
}
