//go:build unix

package e2e

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"unicode/utf16"

	"acs-chat-tui/acs/emulator"
	"acs-chat-tui/ui/e2e/terminal"
)

// powerShell is a text as the > of Windows PowerShell writes it: UTF-16 with a byte order
// mark and the line ends of Windows.
func powerShell(text string) string {
	var content bytes.Buffer
	for _, unit := range utf16.Encode([]rune("\ufeff" + strings.ReplaceAll(text, "\n", "\r\n"))) {
		content.Write([]byte{byte(unit), byte(unit >> 8)})
	}
	return content.String()
}

// notepad is a text as editors on Windows write it: UTF-8 with a byte order mark.
func notepad(text string) string { return "\ufeff" + strings.ReplaceAll(text, "\n", "\r\n") }

// TestFilesThatWindowsWrote connects with all of them: the configuration, a token, a
// secret and a file of authorities, and imports a list of participants.
func TestFilesThatWindowsWrote(t *testing.T) {
	t.Parallel()
	r, caFile := startTLS(t)
	authority, err := os.ReadFile(caFile)
	if err != nil {
		t.Fatal(err)
	}
	for name, written := range map[string]func(string) string{"PowerShell": powerShell, "Notepad": notepad} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			folder := t.TempDir()
			file := writeFile(t, filepath.Join(folder, "config.toml"), written(fmt.Sprintf(
				"[profiles.file]\nendpoint = %q\ntoken_file = \"token\"\nca_file = \"ca.pem\"\n"+
					"[profiles.secret]\nkeyring = true\nuser_id = %q\nca_file = \"ca.pem\"\n", r.endpoint, emulator.DemoUserID)), 0o600)
			writeFile(t, filepath.Join(folder, "token"), written(tokenFor(t, emulator.TokenOptions{})+"\n"), 0o600)
			writeFile(t, filepath.Join(folder, "secrets", "secret"), written(r.connection+"\n"), 0o600)
			writeFile(t, filepath.Join(folder, "ca.pem"), written(string(authority)), 0o600)
			for _, profile := range []string{"file", "secret"} {
				if got := runPlain(t, nil, "doctor", "--config", file, "--profile", profile); got.code != 0 {
					t.Errorf("doctor with %s: %+v", profile, got)
				}
			}
			list := writeFile(t, filepath.Join(folder, "people"), written("id,name\n"+emulator.KnownUserID(1)+",Žofie\n"+emulator.KnownUserID(2)+",佐藤\n"), 0o600)
			p := start(t, terminal.Options{Columns: 120, Rows: 40, Args: []string{"--config", file, "--profile", "file"}})
			p.shows("all loaded", bigThread)
			p.types("n")
			p.shows("▸ topic")
			p.types("Windows", terminal.CtrlO)
			p.shows("Import participants")
			p.types(list, terminal.Enter)
			p.shows("Žofie", "佐藤")
		})
	}
}

// TestATokenWithAByteOrderMark holds that what precedes the token does not make it
// another one.
func TestATokenWithAByteOrderMark(t *testing.T) {
	t.Parallel()
	r := startResource(t)
	file := writeConfig(t, "[profiles.p]", fmt.Sprintf("endpoint = %q", r.endpoint), `token_file = "token.txt"`)
	writeFile(t, filepath.Join(filepath.Dir(file), "token.txt"), "\ufeff"+tokenFor(t, emulator.TokenOptions{})+"\r\n", 0o600)
	if got := runPlain(t, nil, "doctor", "--config", file, "--profile", "p"); got.code != 0 {
		t.Errorf("doctor: %+v", got)
	}
}

// TestPastedVariables start the program with what stands around a value where people
// copy it from.
func TestPastedVariables(t *testing.T) {
	t.Parallel()
	r := startResource(t)
	token := tokenFor(t, emulator.TokenOptions{})
	for name, test := range map[string]struct {
		environment []string
		code        int
		says        string
	}{
		"a connection string in quotation marks": {[]string{connectionVariable + `"` + r.connection + `"`}, 0, "Every step was passed."},
		"with the variable before it":            {[]string{connectionVariable + "export " + connectionVariable + "'" + r.connection + "'"}, 0, "Every step was passed."},
		"a token and an address":                 {[]string{endpointVariable + "'" + r.endpoint + "'", tokenVariable + "“" + token + "”"}, 0, "Every step was passed."},
		"one quotation mark alone":               {[]string{connectionVariable + `"` + r.connection}, 1, "holds quotation marks"},
		"a connection string for a token":        {[]string{endpointVariable + r.endpoint, tokenVariable + r.connection}, 1, "looks like a connection string"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			arguments := []string{"doctor"}
			if strings.HasPrefix(test.environment[0], connectionVariable) {
				arguments = append(arguments, "--user", emulator.DemoUserID)
			}
			got := runPlain(t, test.environment, arguments...)
			if got.code != test.code || !strings.Contains(got.stdout+got.stderr, test.says) || strings.Contains(got.stdout+got.stderr, emulator.AccessKey) {
				t.Errorf("%+v, want %q", got, test.says)
			}
		})
	}
}

// TestFilesThatCannotBeUsedAreToldBeforeTheStart holds that none is used by half.
func TestFilesThatCannotBeUsedAreToldBeforeTheStart(t *testing.T) {
	t.Parallel()
	r, caFile := startTLS(t)
	good, err := os.ReadFile(caFile)
	if err != nil {
		t.Fatal(err)
	}
	authority := string(good)
	for name, test := range map[string]struct{ file, text, says string }{
		"a bundle that is cut off":         {"ca.pem", authority + authority[:len(authority)/2], "certificates may be missing"},
		"no certificate":                   {"ca.pem", "# none\n", "holds no certificate in PEM form"},
		"UTF-16 without a byte order mark": {"token", "e\x00y\x00J\x00", "UTF-16 without a byte order mark"},
		"Latin-1":                          {"config.toml", "# caf\xe9\n", "save it as UTF-8"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			file := writeConfig(t, "[profiles.p]", fmt.Sprintf("endpoint = %q", r.endpoint), `token_file = "token"`, `ca_file = "ca.pem"`)
			folder := filepath.Dir(file)
			writeFile(t, filepath.Join(folder, "token"), tokenFor(t, emulator.TokenOptions{}), 0o600)
			writeFile(t, filepath.Join(folder, "ca.pem"), authority, 0o600)
			path := writeFile(t, filepath.Join(folder, test.file), test.text, 0o600)
			for _, command := range [][]string{nil, {"doctor"}} {
				got := runPlain(t, nil, append(command, "--config", file, "--profile", "p")...)
				if got.code != 1 || strings.Count(got.stderr, "\n") != 1 || !strings.Contains(got.stderr, test.says) || !strings.Contains(got.stderr, path) {
					t.Errorf("%v: %+v, want %q", command, got, test.says)
				}
			}
		})
	}
}

// TestLaxFoldersAreRefused with the chmod to run, after which the program starts.
func TestLaxFoldersAreRefused(t *testing.T) {
	t.Parallel()
	r := startResource(t)
	for name, test := range map[string]struct {
		keys string
		lax  string // below the folder of the configuration
		mode fs.FileMode
	}{
		"secrets":                           {"keyring = true", "secrets", 0o777},
		"secrets that a group may write to": {"keyring = true", "secrets", 0o770},
		"the configuration of a command":    {`token_command = ["cat", "%s/token"]`, ".", 0o777},
		"the configuration of a secret":     {"keyring = true", ".", 0o777},
		"a token file's":                    {`token_file = "run/token"`, "run", 0o777},
		"a program's":                       {`token_command = ["./bin/get", "%s/token"]`, "bin", 0o777},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			folder, token := t.TempDir(), tokenFor(t, emulator.TokenOptions{})
			keys := strings.ReplaceAll(test.keys, "%s", folder)
			file := writeFile(t, filepath.Join(folder, "config.toml"), fmt.Sprintf("[profiles.p]\nendpoint = %q\n%s\n", r.endpoint, keys), 0o600)
			for _, path := range []string{"token", "run/token", "secrets/p"} {
				writeFile(t, filepath.Join(folder, path), token, 0o600)
			}
			writeFile(t, filepath.Join(folder, "bin", "get"), "#!/bin/sh\ncat \"$1\"\n", 0o700)
			lax := filepath.Join(folder, test.lax)
			if err := os.Chmod(lax, test.mode); err != nil {
				t.Fatal(err)
			}
			arguments := []string{"doctor", "--config", file, "--profile", "p"}
			got := runPlain(t, nil, arguments...)
			_, remedy, found := strings.Cut(got.stderr, "; run: ")
			if got.code != 1 || got.stdout != "" || strings.Count(got.stderr, "\n") != 1 || !found || !strings.HasSuffix(remedy, " "+lax+"\n") {
				t.Fatalf("%+v, want the chmod for %s", got, lax)
			}
			if said, err := exec.CommandContext(t.Context(), "sh", "-c", remedy).CombinedOutput(); err != nil {
				t.Fatalf("%s: %v, %s", remedy, err, said)
			}
			if got := runPlain(t, nil, arguments...); got.code != 0 {
				t.Errorf("after %s: %+v", remedy, got)
			}
		})
	}
}

// TestAnExistingLogIsNarrowed holds that a log that others could read is its user's
// alone from then on, and goes on where it was.
func TestAnExistingLogIsNarrowed(t *testing.T) {
	t.Parallel()
	log := writeFile(t, filepath.Join(t.TempDir(), "log"), "before\n", 0o644)
	p := start(t, terminal.Options{Columns: 80, Rows: 24, Args: []string{"--log", log}})
	p.shows("all loaded")
	p.quit()
	info, err := os.Stat(log)
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(log)
	if err != nil {
		t.Fatal(err)
	}
	if info.Mode().Perm() != 0o600 || !strings.HasPrefix(string(text), "before\n") {
		t.Errorf("the log has mode %v and begins with %.20q", info.Mode().Perm(), text)
	}
	// What is no file of ours keeps its mode.
	before := mode(t, os.DevNull)
	p = start(t, terminal.Options{Columns: 80, Rows: 24, Args: []string{"--log", os.DevNull}})
	p.shows("all loaded")
	p.quit()
	if after := mode(t, os.DevNull); after != before {
		t.Errorf("%s had mode %v and has %v", os.DevNull, before, after)
	}
}

func mode(t *testing.T, path string) fs.FileMode {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	return info.Mode()
}

// TestATokenCommandThatPrintsForEver is stopped as soon as it has printed more than a
// token can be, with what it has started.
func TestATokenCommandThatPrintsForEver(t *testing.T) {
	t.Parallel()
	r := startResource(t)
	pipe := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	file := writeConfig(t, "[profiles.p]", fmt.Sprintf("endpoint = %q", r.endpoint), fmt.Sprintf(`token_command = ["sh", "-c", "exec 3>'%s'; yes canary & wait"]`, pipe))
	gone := make(chan error, 1)
	go func() {
		_, err := os.ReadFile(pipe) // Ends when the last one that holds it is gone.
		gone <- err
	}()
	got := runPlain(t, nil, "doctor", "--config", file, "--profile", "p")
	if step := failingStep(t, got.stdout); got.code != 1 || !strings.HasPrefix(step, "token") ||
		!strings.Contains(got.stdout, "token_command sh printed more than 65536 bytes and was stopped") || strings.Contains(got.stdout, "canary") {
		t.Errorf("%+v", got)
	}
	if err := <-gone; err != nil {
		t.Error(err)
	}
}

// TestConnectionsSayWhereASecretReallyIs: there is no keyring here, so that nothing lies
// in it.
func TestConnectionsSayWhereASecretReallyIs(t *testing.T) {
	t.Parallel()
	r := startResource(t)
	file := writeConfig(t, "[profiles.prod]", "keyring = true", fmt.Sprintf("user_id = %q", emulator.DemoUserID), "[profiles.lost]", "keyring = true")
	secret := writeFile(t, filepath.Join(filepath.Dir(file), "secrets", "prod"), r.connection+"\n", 0o600)
	for _, s := range sizes() {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			p := start(t, terminal.Options{Columns: s.columns, Rows: s.rows, Args: []string{"--config", file}})
			p.shows("all loaded")
			p.openConnections("prod")
			screen := p.shows("credential", "the file "+secret)
			if screen.Contains("keyring") {
				t.Errorf("a keyring is named:\n%s", screen.Frame())
			}
			p.types("e")
			p.shows("Profile prod", "Now in the file "+secret)
			p.types(terminal.Escape)
			p.openConnections("lost")
			p.shows("nowhere: this session has no keyring service")
		})
	}
}

// TestAProfileWithAFileOfAuthoritiesThatIsMissing is not saved without a word.
func TestAProfileWithAFileOfAuthoritiesThatIsMissing(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	p := start(t, terminal.Options{Columns: 120, Rows: 40}, "HOME="+home)
	p.shows("all loaded")
	p.types("P")
	p.shows("the built-in emulator", "made by the emulator")
	p.types("n")
	p.shows("New profile", "▸ name")
	p.types("prod", terminal.Tab)
	p.shows("▸ credential")
	p.types(terminal.Tab, "eyJ.e30.x", terminal.Tab, "https://contoso.communication.azure.com", terminal.Tab, terminal.Tab, terminal.Tab)
	p.shows("▸ CA file")
	p.types("no-such.pem", terminal.CtrlS)
	p.shows("✗ CA file", "does not exist")
	if file := configFile(t, home); file != "" {
		t.Errorf("%s was written", file)
	}
}

// TestTheConfigurationIsALinkToNothing says so and leaves the link.
func TestTheConfigurationIsALinkToNothing(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	p := start(t, terminal.Options{Columns: 80, Rows: 24}, "HOME="+home)
	p.shows("all loaded")
	p.quit()
	target := filepath.Join(home, "not-mounted", "config.toml")
	for _, folder := range []string{".config", "Library/Application Support"} {
		path := filepath.Join(home, folder, "acs-chat-tui")
		if err := os.MkdirAll(path, 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(target, filepath.Join(path, "config.toml")); err != nil {
			t.Fatal(err)
		}
	}
	got := runPlain(t, []string{"HOME=" + home})
	if got.code != 1 || !strings.Contains(got.stderr, "is a symbolic link to "+target+", which does not exist") {
		t.Errorf("%+v", got)
	}
}

// TestAThousandProfiles are loaded, listed and changed as few are.
func TestAThousandProfiles(t *testing.T) {
	t.Parallel()
	r := startResource(t)
	var lines []string
	for n := range 1000 {
		lines = append(lines, fmt.Sprintf("\n# number %d\n[profiles.p%03d]\nendpoint = %q\ntoken_file = \"token\"\npage_size = 50", n, n, r.endpoint))
	}
	file := writeConfig(t, lines...)
	before := string(mustRead(t, file))
	writeFile(t, filepath.Join(filepath.Dir(file), "token"), tokenFor(t, emulator.TokenOptions{}), 0o600)
	p := start(t, terminal.Options{Columns: 120, Rows: 40, Args: []string{"--config", file, "--profile", "p999"}})
	p.shows("p999", "all loaded", bigThread)
	p.types("P")
	p.shows("Connections", "▸ ● p999")
	p.types("k")
	p.shows("▸   p998")
	p.types("d")
	p.shows("Remove the profile p998?")
	p.types("y")
	p.shows("Connections", "the profile p998 is removed")
	stanza := fmt.Sprintf("[profiles.p998]\nendpoint = %q\ntoken_file = \"token\"\npage_size = 50\n", r.endpoint)
	if want := strings.Replace(before, stanza, "", 1); string(mustRead(t, file)) != want || want == before {
		t.Error("something else than the one profile was changed")
	}
}
