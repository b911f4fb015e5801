package config_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/spf13/pflag"

	"acs-chat-tui/config"
)

const (
	someUser   = "8:acs:a5ba7870-0000-0000-0000-000000000001_0000001b-e76c-cf3c-1985-094822007200"
	resource   = "https://contoso.communication.azure.com"
	otherPlace = "https://fabrikam.communication.azure.com"
	someToken  = "eyJhbGciOiJSUzI1NiJ9.eyJza3lwZWlkIjoiYWNzOmEifQ.c2lnbmF0dXJl"
	// The key is "0123456789abcdef" in base64.
	someConnectionString = "endpoint=" + resource + "/;accesskey=MDEyMzQ1Njc4OWFiY2RlZg=="
)

// load parses the arguments as the program does and loads with an environment
// that holds env and nothing else.
func load(t *testing.T, arguments []string, env map[string]string) (config.Config, error) {
	t.Helper()
	var flags config.Flags
	set := pflag.NewFlagSet("acs-chat-tui", pflag.ContinueOnError)
	flags.Register(set)
	if err := set.Parse(arguments); err != nil {
		t.Fatalf("parsing %q: %v", arguments, err)
	}
	return loaderOf(t, t.TempDir(), env, set.Changed).Load(flags)
}

// loaderOf returns a loader that sees env, and a home and a configuration
// directory inside of directory.
func loaderOf(t *testing.T, directory string, env map[string]string, changed func(string) bool) config.Loader {
	t.Helper()
	return config.Loader{
		Changed: changed,
		LookupEnv: func(name string) (string, bool) {
			value, ok := env[name]
			return value, ok
		},
		Environ: func() []string {
			environ := []string{"PATH=" + os.Getenv("PATH")}
			for name, value := range env {
				environ = append(environ, name+"="+value)
			}
			return environ
		},
		UserConfigDir: func() (string, error) { return filepath.Join(directory, "configuration"), nil },
		UserHomeDir:   func() (string, error) { return filepath.Join(directory, "home"), nil },
		Keyring:       keyringOf{},
	}
}

// keyringOf is a keyring that holds these secrets, by profile.
type keyringOf map[string]string

func (k keyringOf) Get(service, user string) (string, error) {
	if secret, ok := k[user]; ok && service == config.KeyringService {
		return secret, nil
	}
	return "", config.ErrNotInKeyring
}

func (k keyringOf) Set(service, user, secret string) error {
	if service != config.KeyringService {
		return errors.New("another service")
	}
	k[user] = secret
	return nil
}

func (k keyringOf) Delete(service, user string) error {
	if _, err := k.Get(service, user); err != nil {
		return err
	}
	delete(k, user)
	return nil
}

// ignorePlaces leaves out where the file is, and the function, which cannot be
// compared.
func ignorePlaces() cmp.Option {
	return cmpopts.IgnoreFields(config.Config{}, "File", "Credential.TokenSource")
}

func tokenFrom(origin string) config.Credential {
	return config.Credential{Kind: config.CredentialToken, Token: config.NewSecret(someToken), Origin: origin}
}

func TestLoadChoosesOneSource(t *testing.T) {
	t.Parallel()
	builtIn := config.Config{
		Source: config.SourceBuiltIn, Profile: "built-in emulator", BuiltInEmulator: true, Theme: config.ThemeAuto,
		PageSize: 100,
	}
	builtInForUser := builtIn
	builtInForUser.UserID = someUser
	byFlag := builtIn
	byFlag.Source = config.SourceEmulatorFlag
	environment := config.Config{
		Source: config.SourceEnvironment, Profile: "environment", Theme: config.ThemeAuto,
		Endpoint: resource, Credential: tokenFrom(config.EnvAccessToken), PageSize: 100,
	}
	elsewhere := environment
	elsewhere.Endpoint = otherPlace
	issuing := environment
	issuing.Credential = config.Credential{
		Kind: config.CredentialConnectionString, ConnectionString: config.NewSecret(someConnectionString),
		Origin: config.EnvConnectionString,
	}
	issuingElsewhere := issuing
	issuingElsewhere.Endpoint = otherPlace
	issuingElsewhere.ConnectionString = config.NewSecret(strings.Replace(someConnectionString, resource, otherPlace, 1))
	issuingForUser := issuing
	issuingForUser.UserID = someUser

	for _, test := range []struct {
		name      string
		arguments []string
		env       map[string]string
		want      config.Config
	}{
		{"nothing is set", nil, nil, builtIn},
		{"empty variables count as not set", nil, map[string]string{
			config.EnvEndpoint: "", config.EnvAccessToken: "", config.EnvConnectionString: "",
		}, builtIn},
		{"--emulator", []string{"--emulator"}, nil, byFlag},
		{"--user on the built-in emulator", []string{"--user", someUser}, nil, builtInForUser},
		{"--emulator beats the environment", []string{"--emulator"}, map[string]string{
			config.EnvEndpoint: otherPlace, config.EnvAccessToken: someToken,
		}, byFlag},
		{"--emulator does not look at a broken environment", []string{"--emulator"}, map[string]string{
			config.EnvEndpoint: "http://contoso.example",
		}, byFlag},
		{"--emulator=false is no request for it", []string{"--emulator=false"}, map[string]string{
			config.EnvEndpoint: resource, config.EnvAccessToken: someToken,
		}, environment},
		{"endpoint and token", nil, map[string]string{
			config.EnvEndpoint: resource, config.EnvAccessToken: someToken,
		}, environment},
		{"trailing slash and the ends of lines", nil, map[string]string{
			config.EnvEndpoint: resource + "/\r\n", config.EnvAccessToken: someToken + "\r\n",
		}, environment},
		{"all three: endpoint and token decide", nil, map[string]string{
			config.EnvEndpoint: otherPlace, config.EnvAccessToken: someToken,
			config.EnvConnectionString: someConnectionString,
		}, elsewhere},
		{"all three: the connection string is not read", nil, map[string]string{
			config.EnvEndpoint: resource, config.EnvAccessToken: someToken, config.EnvConnectionString: "broken",
		}, environment},
		{"token and connection string: its endpoint", nil, map[string]string{
			config.EnvAccessToken: someToken, config.EnvConnectionString: someConnectionString,
		}, environment},
		{"the connection string's keys in any case and order", nil, map[string]string{
			config.EnvAccessToken: someToken, config.EnvConnectionString: "AccessKey=a2V5;Endpoint=" + resource + "/",
		}, environment},
		{"--endpoint replaces the environment's", []string{"--endpoint", otherPlace + "/"}, map[string]string{
			config.EnvEndpoint: resource, config.EnvAccessToken: someToken,
		}, elsewhere},
		{"--endpoint replaces a broken one", []string{"--endpoint", otherPlace}, map[string]string{
			config.EnvEndpoint: "broken", config.EnvAccessToken: someToken,
		}, elsewhere},
		{"--endpoint with the environment's token", []string{"--endpoint", otherPlace}, map[string]string{
			config.EnvAccessToken: someToken, config.EnvConnectionString: someConnectionString,
		}, elsewhere},
		{"a connection string alone", nil, map[string]string{config.EnvConnectionString: someConnectionString}, issuing},
		{"a connection string in another form", nil, map[string]string{
			config.EnvConnectionString: " AccessKey = MDEyMzQ1Njc4OWFiY2RlZg== ; Endpoint =" + resource + "\n",
		}, issuing},
		{"a connection string and its endpoint", nil, map[string]string{
			config.EnvConnectionString: someConnectionString, config.EnvEndpoint: resource + "/",
		}, issuing},
		{"--endpoint with a connection string", []string{"--endpoint", otherPlace}, map[string]string{
			config.EnvConnectionString: someConnectionString, config.EnvEndpoint: resource,
		}, issuingElsewhere},
		{"--user with a connection string", []string{"--user", someUser}, map[string]string{
			config.EnvConnectionString: someConnectionString,
		}, issuingForUser},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got, err := load(t, test.arguments, test.env)
			if err != nil {
				t.Fatalf("Load: %v", err)
			}
			if diff := cmp.Diff(test.want, got, ignorePlaces()); diff != "" {
				t.Errorf("configuration (-want +got):\n%s", diff)
			}
			if want := test.want.Token.Reveal(); got.Token.Reveal() != want {
				t.Error("the token is not the one that was set")
			}
			if !got.ConnectionString.Equal(test.want.ConnectionString) {
				t.Errorf("the connection string is %q", got.ConnectionString.Reveal())
			}
		})
	}
}

func TestLoadTakesTheOtherFlags(t *testing.T) {
	t.Parallel()
	got, err := load(t, []string{
		"--api-version", "2024-03-07", "--thread", "19:abc@thread.v2", "--readonly",
		"--log", "chat.log", "--theme", "light", "--mouse",
	}, nil)
	if err != nil {
		t.Fatalf("Load: %v", err)
	}
	want := config.Config{
		Source: config.SourceBuiltIn, Profile: "built-in emulator", BuiltInEmulator: true,
		APIVersion: "2024-03-07", ThreadID: "19:abc@thread.v2", LogFile: "chat.log", Theme: config.ThemeLight,
		ReadOnly: true, Mouse: true, PageSize: 100,
	}
	if diff := cmp.Diff(want, got, ignorePlaces()); diff != "" {
		t.Errorf("configuration (-want +got):\n%s", diff)
	}
}

func TestLoadNoColor(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name      string
		arguments []string
		env       map[string]string
		want      bool
	}{
		{"nothing", nil, nil, false},
		{"NO_COLOR=1", nil, map[string]string{config.EnvNoColor: "1"}, true},
		{"NO_COLOR=0 is set as well", nil, map[string]string{config.EnvNoColor: "0"}, true},
		{"NO_COLOR empty", nil, map[string]string{config.EnvNoColor: ""}, false},
		{"--theme none", []string{"--theme=none"}, nil, true},
		{"--theme beside NO_COLOR", []string{"--theme=dark"}, map[string]string{config.EnvNoColor: "1"}, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got, err := load(t, test.arguments, test.env)
			if err != nil {
				t.Fatalf("Load: %v", err)
			}
			if got.NoColor != test.want {
				t.Errorf("NoColor = %v, want %v", got.NoColor, test.want)
			}
		})
	}
}

// TestLoadOfZeroFlags holds that Load needs no parsed command line.
func TestLoadOfZeroFlags(t *testing.T) {
	t.Parallel()
	got, err := loaderOf(t, t.TempDir(), nil, nil).Load(config.Flags{})
	if err != nil {
		t.Fatalf("Load: %v", err)
	}
	if got.Theme != config.ThemeAuto || !got.BuiltInEmulator {
		t.Errorf("got %+v, want the built-in emulator with the theme auto", got)
	}
}

func TestLoadAcceptsTheseEndpoints(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ given, want string }{
		{"https://contoso.communication.azure.com", resource},
		{"https://contoso.communication.azure.com/", resource},
		{"https://contoso.communication.azure.com//", resource},
		{" https://contoso.communication.azure.com \n", resource},
		{"HTTPS://contoso.communication.azure.com", resource},
		{"https://contoso.unitedstates.communication.azure.com", "https://contoso.unitedstates.communication.azure.com"},
		{"https://gateway.example/acs/", "https://gateway.example/acs"},
		{"https://gateway.example:8443", "https://gateway.example:8443"},
		{"http://127.0.0.1:7070", "http://127.0.0.1:7070"},
		{"http://127.8.9.10", "http://127.8.9.10"},
		{"http://localhost:7070/", "http://localhost:7070"},
		{"http://LOCALHOST:7070/", "http://LOCALHOST:7070"},
		{"http://[::1]:7070", "http://[::1]:7070"},
		{"https://[2001:db8::1]", "https://[2001:db8::1]"},
	} {
		t.Run(test.given, func(t *testing.T) {
			t.Parallel()
			got, err := load(t, nil, map[string]string{config.EnvEndpoint: test.given, config.EnvAccessToken: someToken})
			if err != nil {
				t.Fatalf("Load: %v", err)
			}
			if got.Endpoint != test.want {
				t.Errorf("endpoint %q, want %q", got.Endpoint, test.want)
			}
		})
	}
}
