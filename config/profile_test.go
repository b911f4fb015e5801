package config_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/spf13/pflag"

	"acs-chat-tui/config"
)

// place is a home with a configuration directory, made for one test.
type place struct {
	directory string
	keyring   keyringOf
}

func newPlace(t *testing.T) place {
	t.Helper()
	return place{directory: t.TempDir(), keyring: keyringOf{}}
}

// file is where the configuration file is looked for.
func (p place) file() string {
	return filepath.Join(p.directory, "configuration", "acs-chat-tui", "config.toml")
}

func write(t *testing.T, path, text string, mode os.FileMode) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), mode); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, mode); err != nil { // Whatever the umask is.
		t.Fatal(err)
	}
}

func read(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func (p place) load(t *testing.T, env map[string]string, arguments ...string) (config.Config, error) {
	t.Helper()
	var flags config.Flags
	set := pflag.NewFlagSet("acs-chat-tui", pflag.ContinueOnError)
	flags.Register(set)
	if err := set.Parse(arguments); err != nil {
		t.Fatalf("parsing %q: %v", arguments, err)
	}
	loader := loaderOf(t, p.directory, env, set.Changed)
	loader.Keyring = p.keyring
	return loader.Load(flags)
}

func (p place) mustLoad(t *testing.T, env map[string]string, arguments ...string) config.Config {
	t.Helper()
	loaded, err := p.load(t, env, arguments...)
	if err != nil {
		t.Fatalf("Load: %v", err)
	}
	return loaded
}

// TestLoadPrecedence holds the order of the sources for every combination of
// them, by its outcome: the endpoint, or the emulator, or an error.
func TestLoadPrecedence(t *testing.T) {
	t.Parallel()
	const profiles = `
[profiles.flagged]
endpoint = "https://flagged.example"
token = "flagged-token"
[profiles.defaulted]
endpoint = "https://defaulted.example"
token = "defaulted-token"
`
	for _, withProfile := range []bool{false, true} {
		for _, withEmulator := range []bool{false, true} {
			for _, withEnvironment := range []bool{false, true} {
				for _, withDefault := range []bool{false, true} {
					name := fmt.Sprintf("profile=%v emulator=%v environment=%v default=%v",
						withProfile, withEmulator, withEnvironment, withDefault)
					t.Run(name, func(t *testing.T) {
						t.Parallel()
						p := newPlace(t)
						text, env, arguments := profiles, map[string]string{}, []string{}
						if withDefault {
							text = "default_profile = 'defaulted'\n" + text
						}
						if withEnvironment {
							env[config.EnvEndpoint], env[config.EnvAccessToken] = "https://environment.example", "environment-token"
						}
						if withEmulator {
							arguments = append(arguments, "--emulator")
						}
						if withProfile {
							arguments = append(arguments, "--profile", "flagged")
						}
						write(t, p.file(), text, 0o600)

						got := p.mustLoad(t, env, arguments...)
						want := [3]string{"built-in", "built-in emulator", ""}
						switch {
						case withProfile:
							want = [3]string{"profile flag", "flagged", "flagged"}
						case withEmulator:
							want[0] = "emulator flag"
						case withEnvironment:
							want = [3]string{"environment", "environment", "environment"}
						case withDefault:
							want = [3]string{"default profile", "defaulted", "defaulted"}
						}
						endpoint, token := "", ""
						if want[2] != "" {
							endpoint, token = "https://"+want[2]+".example", want[2]+"-token"
						}
						if diff := cmp.Diff([]string{want[0], want[1], endpoint, token},
							[]string{string(got.Source), got.Profile, got.Endpoint, got.Token.Reveal()}); diff != "" {
							t.Errorf("source, profile, endpoint and token (-want +got):\n%s", diff)
						}
						if got.BuiltInEmulator != (endpoint == "") {
							t.Errorf("BuiltInEmulator = %v with the endpoint %q", got.BuiltInEmulator, endpoint)
						}
					})
				}
			}
		}
	}
}

func TestLoadTakesAWholeProfile(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	authorities := certificate(t)
	write(t, filepath.Join(p.directory, "home", "authorities.pem"), authorities, 0o644)
	write(t, p.file(), `
[profiles.whole]
connection_string = "`+someConnectionString+`"
api_version = "2024-03-07"
user_id = "`+someUser+`"
ca_file = "~/authorities.pem"
page_size = 7
read_only = true
keyring = false
`, 0o600)

	want := config.Config{
		Source: config.SourceProfileFlag, Profile: "whole", Endpoint: resource, Theme: config.ThemeAuto,
		Credential: config.Credential{
			Kind: config.CredentialConnectionString, ConnectionString: config.NewSecret(someConnectionString),
			Origin: "connection_string in " + p.file(),
		},
		UserID: someUser, CAFile: filepath.Join(p.directory, "home", "authorities.pem"), PageSize: 7,
		File: p.file(), APIVersion: "2024-03-07", ReadOnly: true,
	}
	if diff := cmp.Diff(want, p.mustLoad(t, nil, "--profile", "whole")); diff != "" {
		t.Errorf("configuration (-want +got):\n%s", diff)
	}

	other := strings.Replace(someUser, "7200", "7300", 1)
	otherFile := filepath.Join(p.directory, "other.pem")
	write(t, otherFile, authorities, 0o644)
	want.UserID, want.CAFile, want.APIVersion = other, otherFile, "2025-03-15"
	got := p.mustLoad(t, nil, "--profile", "whole", "--user", other, "--ca-file", otherFile, "--api-version", "2025-03-15")
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("with flags over it (-want +got):\n%s", diff)
	}

	_, err := p.load(t, nil, "--profile", "whole", "--readonly=false")
	if _, usage := errors.AsType[*config.UsageError](err); !usage || !strings.Contains(err.Error(), "cannot lift read_only") {
		t.Errorf("--readonly=false over read_only gives %v", err)
	}
}

func TestLoadReadsNoFileThatDecidesNothing(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	write(t, p.file(), "broken", 0o600)
	pair := map[string]string{config.EnvEndpoint: resource, config.EnvAccessToken: someToken}
	issuing := map[string]string{config.EnvConnectionString: someConnectionString}

	p.mustLoad(t, nil, "--emulator")
	p.mustLoad(t, pair)
	p.mustLoad(t, issuing, "--user", someUser)
	for name, load := range map[string]func() (config.Config, error){
		"nothing else":             func() (config.Config, error) { return p.load(t, nil) },
		"a profile":                func() (config.Config, error) { return p.load(t, pair, "--profile", "a") },
		"a user to look up":        func() (config.Config, error) { return p.load(t, issuing) },
		"--config with --emulator": func() (config.Config, error) { return p.load(t, nil, "--emulator", "--config", p.file()) },
		"--config with a token":    func() (config.Config, error) { return p.load(t, pair, "--config", p.file()) },
	} {
		if got, err := load(); err == nil || !strings.Contains(err.Error(), p.file()+":1: ") {
			t.Errorf("%s: got %+v, %v; want an error that names line 1 of the file", name, got, err)
		}
	}
}

func TestLoadNeverFallsBack(t *testing.T) {
	t.Parallel()
	const (
		profileA = "[profiles.a]\nendpoint='" + resource + "'\ntoken='x'\n"
		profileB = "[profiles.b]\nendpoint='" + resource + "'\ntoken='x'\n"
	)
	// DIR stands for the test's folder, FILE for its configuration file.
	for _, test := range []struct {
		name      string
		text      string
		arguments []string
		want      []string
	}{
		{"a profile without a file", "", []string{"--profile", "a"}, []string{`no profile "a"`, "FILE does not exist"}},
		{"a file that is not there", "", []string{"--config", "DIR/missing.toml"}, []string{"DIR/missing.toml does not exist"}},
		{"that file with --emulator", "", []string{"--config", "DIR/missing.toml", "--emulator"}, []string{"DIR/missing.toml does not exist"}},
		{"a folder", "", []string{"--config", "DIR"}, []string{"is not a regular file"}},
		{"a profile of another name", profileB + profileA, []string{"--profile", "c"}, []string{
			`no profile "c"`, "which has a, b",
		}},
		{"no profile at all", "# empty\n", []string{"--profile", "c"}, []string{"holds no profile"}},
		{"a default that is not there", "\ndefault_profile = 'gone'\n", nil, []string{
			"FILE:2: default_profile names a profile that is not in this file",
		}},
		{"--user with a profile's token", profileA, []string{"--profile", "a", "--user", someUser}, []string{
			"--user needs a connection string",
		}},
		{"a file of authorities that is not there", "", []string{"--ca-file", "DIR/missing.toml"}, []string{"DIR/missing.toml does not exist"}},
		{"a file of authorities without any", "# nothing", []string{"--ca-file", "FILE"}, []string{"no certificate in PEM form"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			p := newPlace(t)
			if test.text != "" {
				write(t, p.file(), test.text, 0o600)
			}
			here := strings.NewReplacer("DIR", p.directory, "FILE", p.file())
			var arguments []string
			for _, argument := range test.arguments {
				arguments = append(arguments, here.Replace(argument))
			}
			got, err := p.load(t, nil, arguments...)
			if err == nil {
				t.Fatalf("Load returned %+v, want an error", got)
			}
			for _, want := range test.want {
				if !strings.Contains(err.Error(), here.Replace(want)) {
					t.Errorf("the error does not say %q:\n%s", want, err)
				}
			}
		})
	}
}

func TestLoadWithoutAConfigurationDirectory(t *testing.T) {
	t.Parallel()
	loader := loaderOf(t, t.TempDir(), nil, nil)
	loader.UserConfigDir = func() (string, error) { return "", errors.New("$HOME is not defined") }
	got, err := loader.Load(config.Flags{})
	if err != nil || !got.BuiltInEmulator || got.File != "" {
		t.Errorf("with nothing set: got %+v, %v; want the built-in emulator", got, err)
	}
	_, err = loader.Load(config.Flags{Profile: "a"})
	if err == nil || !strings.Contains(err.Error(), "$HOME is not defined") || !strings.Contains(err.Error(), "--config") {
		t.Errorf("with a profile: %v", err)
	}
}
