package config_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"acs-chat-tui/config"
)

const withEndpoint = "default_profile = 'a'\n[profiles.a]\nendpoint = '" + resource + "'\n"

func TestTokenFileIsReadForEveryToken(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	path := filepath.Join(filepath.Dir(p.file()), "run", "token")
	write(t, p.file(), withEndpoint+"token_file = 'run/token'\n", 0o644)
	write(t, path, someToken+"\n", 0o600)

	loaded := p.mustLoad(t, nil)
	if loaded.Kind != config.CredentialTokenSource || loaded.Origin != "token_file "+path || !loaded.Token.IsZero() {
		t.Errorf("the credential is %+v", loaded.Credential)
	}
	for _, test := range []struct{ text, want string }{
		{someToken, someToken},
		{"second\r\n", "second"},
		{`{"token": "third", "expires_on": "2026-01-01"}` + "\n", "third"},
		{"\"fourth\"\n", "fourth"},
		{"\n fifth \n", "fifth"},
	} {
		write(t, path, test.text, 0o600)
		got, err := loaded.TokenSource(t.Context())
		if err != nil || got != test.want {
			t.Errorf("of %q the token is %q, %v; want %q", test.text, got, err, test.want)
		}
	}

	for _, test := range []struct {
		text string
		mode os.FileMode
		want string
	}{
		{"", 0o600, "holds nothing"},
		{"Bearer " + canary, 0o600, `begins with "Bearer"`},
		{canary + "\n" + canary, 0o600, "more than one line"},
		{"{" + canary, 0o600, "begins like a JSON object and is none"},
		{`{"access": "` + canary + `"}`, 0o600, `without a member "token"`},
		{`{"token": {"a": "` + canary + `"}}`, 0o600, "begins like a JSON object and is none"},
		{`{"token": ""}`, 0o600, "holds nothing but white space"},
		{`"` + canary, 0o600, "is no JSON text"},
		{strings.Repeat("a", 65537), 0o600, "is larger than 65536 bytes"},
		{canary, 0o644, "holds a token and others may read or write it; run: chmod 600 " + path},
	} {
		write(t, path, test.text, test.mode)
		got, err := loaded.TokenSource(t.Context())
		if got != "" || err == nil || !strings.Contains(err.Error(), test.want) || !strings.Contains(err.Error(), path) {
			t.Errorf("of %.40q with mode %o the token is %q, %v; want an error with %q", test.text, test.mode, got, err, test.want)
			continue
		}
		assertHidden(t, "the error", fmt.Sprintf("%v %#v", err, err))
	}

	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := loaded.TokenSource(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("with an ended context: %v", err)
	}
}

func TestLoadRefusesAMissingTokenFile(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	for _, test := range []struct{ path, want string }{
		{"token", filepath.Join(filepath.Dir(p.file()), "token") + " does not exist"},
		{"~/token", filepath.Join(p.directory, "home", "token") + " does not exist"},
		{"~", filepath.Join(p.directory, "home") + " does not exist"},
		{"~root/token", "another user's home directory"},
		{p.directory, p.directory + " is not a regular file"},
		{"/dev/null", "/dev/null is not a regular file"},
	} {
		write(t, p.file(), withEndpoint+"token_file = '"+test.path+"'\n", 0o600)
		_, err := p.load(t, nil)
		if err == nil || !strings.Contains(err.Error(), test.want) || !strings.Contains(err.Error(), "the profile a: token_file") {
			t.Errorf("%s: %v, want %q", test.path, err, test.want)
		}
	}
}

// commandOf returns the token source of a profile whose command is a line for
// the shell.
func commandOf(t *testing.T, env map[string]string, line string) config.TokenSource {
	t.Helper()
	p := newPlace(t)
	write(t, p.file(), withEndpoint+"token_command = ['sh', '-c', '''"+line+"''']\n", 0o600)
	loaded := p.mustLoad(t, env, "--profile", "a")
	if loaded.Kind != config.CredentialTokenSource || loaded.Origin != "token_command sh" {
		t.Errorf("the credential is %+v", loaded.Credential)
	}
	return loaded.TokenSource
}

func TestTokenCommandGivesATokenEachTime(t *testing.T) {
	t.Parallel()
	counter := filepath.Join(t.TempDir(), "counter")
	source := commandOf(t, nil, `printf x >> "`+counter+`"; echo a warning >&2; printf 'token%s\n' "$(cat "`+counter+`")"`)
	for _, want := range []string{"tokenx", "tokenxx"} {
		if got, err := source(t.Context()); err != nil || got != want {
			t.Errorf("the token is %q, %v; want %q", got, err, want)
		}
	}
	source = commandOf(t, nil, `echo "{\"expires_on\": \"2026\", \"token\": \"jsontoken\"}"`)
	if got, err := source(t.Context()); err != nil || got != "jsontoken" {
		t.Errorf("the token is %q, %v", got, err)
	}
}

// TestTokenCommandSeesNoSecret lets the command print its whole environment.
func TestTokenCommandSeesNoSecret(t *testing.T) {
	t.Parallel()
	out := filepath.Join(t.TempDir(), "environment")
	source := commandOf(t, map[string]string{
		config.EnvAccessToken: canary, config.EnvConnectionString: "endpoint=" + resource + ";accesskey=" + canary,
		config.EnvEndpoint: resource, "AZURE_COMMUNICATION_OTHER": canary, "azure_communication_access_token": canary,
		"HOME": "/home/somebody", "AZURE_CONFIG_DIR": "/home/somebody/.azure",
	}, `env > "`+out+`"; if read -r line; then echo "standard input gave $line"; else echo none; fi`)
	if got, err := source(t.Context()); err != nil || got != "none" {
		t.Errorf("the token is %q, %v; want that standard input is empty", got, err)
	}
	environment := read(t, out)
	assertHidden(t, "the command's environment", environment)
	if strings.Contains(strings.ToUpper(environment), "AZURE_COMMUNICATION") {
		t.Errorf("the environment names our variables:\n%s", environment)
	}
	for _, kept := range []string{"HOME=/home/somebody\n", "AZURE_CONFIG_DIR=", "PATH="} {
		if !strings.Contains(environment, kept) {
			t.Errorf("the environment is without %s:\n%s", kept, environment)
		}
	}
}

func TestTokenCommandSaysWhyItFailed(t *testing.T) {
	t.Parallel()
	env := map[string]string{
		config.EnvAccessToken: canary, config.EnvConnectionString: "endpoint=" + resource + ";accesskey=" + canary + "==",
	}
	for _, test := range []struct{ line, want string }{
		{"exit 3", "token_command sh failed with exit code 3"},
		{"echo please run az login >&2; exit 1", "failed with exit code 1: please run az login"},
		{"printf 'one\\n\\ntwo\\r\\n' >&2; exit 1", "exit code 1: one / two"},
		{"for n in 1 2 3 4 5 6; do echo line $n >&2; done; exit 1", ": … / line 3 / line 4 / line 5 / line 6"},
		{"printf 'a\\033[31mb' >&2; exit 1", "exit code 1: a�[31mb"},
		{"kill -9 $$", "was ended by a signal (signal: killed)"},
		{"", "what token_command sh printed holds nothing"},
		{"echo no token for you >&2", "holds nothing; it must hold a user's access token: no token for you"},
		{"echo two; echo lines", "what token_command sh printed holds more than one line"},
		{"head -c 70000 /dev/zero", "printed more than 65536 bytes"},
		{"echo " + canary + " " + canary, "holds white space"},
		{"echo the token is " + canary + " >&2; exit 1", "the token is [secret]"},
		{"echo AccessKey=" + canary + "== >&2; exit 1", "exit code 1: AccessKey=[secret removed]"},
		{"echo got eyJhbGciOi.eyJleHAi_-.c2ln >&2; exit 1", "exit code 1: got [secret removed]"},
		{"yes complaint | head -c 70000 >&2; exit 1", "exit code 1: … / complaint / complaint"},
	} {
		got, err := commandOf(t, env, test.line)(t.Context())
		if got != "" || err == nil || !strings.Contains(err.Error(), test.want) || strings.ContainsAny(err.Error(), "\r\n") {
			t.Errorf("%s\ngives %q, %q\nwant an error with %q", test.line, got, err, test.want)
			continue
		}
		assertHidden(t, "the error of "+test.line, fmt.Sprintf("%v %#v", err, err))
	}
}

func TestTokenCommandIsFound(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	directory := filepath.Dir(p.file())
	for _, test := range []struct{ program, found, failure string }{
		{"bin/program", filepath.Join(directory, "bin", "program"), "does not exist"},
		{"~/program", filepath.Join(p.directory, "home", "program"), "does not exist"},
		{"/missing/program", "/missing/program", "does not exist"},
		{"acs-chat-tui-no-such-program", "acs-chat-tui-no-such-program", "there is no such program in PATH"},
	} {
		write(t, p.file(), withEndpoint+"token_command = ['"+test.program+"', '"+canary+"']\n", 0o600)
		loaded := p.mustLoad(t, nil)
		if want := "token_command " + test.found; loaded.Origin != want {
			t.Errorf("the origin is %q, want %q", loaded.Origin, want)
		}
		_, err := loaded.TokenSource(t.Context())
		if err == nil || !strings.Contains(err.Error(), test.found+" could not be started: ") ||
			!strings.Contains(err.Error(), test.failure) {
			t.Errorf("%s: %v, want %q", test.program, err, test.failure)
			continue
		}
		assertHidden(t, "the error", err.Error())
	}

	script := filepath.Join(directory, "bin", "program")
	write(t, script, "#!/bin/sh\necho \"$1-$2\"\n", 0o700)
	write(t, p.file(), withEndpoint+"token_command = ['bin/program', '$HOME', '*']\n", 0o600)
	got, err := p.mustLoad(t, nil).TokenSource(t.Context())
	if diff := cmp.Diff("$HOME-*", got); diff != "" || err != nil {
		t.Errorf("the arguments arrive changed, %v (-want +got):\n%s", err, diff)
	}
}
