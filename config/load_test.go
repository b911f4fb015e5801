package config_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/spf13/pflag"

	"acs-chat-tui/config"
)

const (
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
	return config.Load(flags, set.Changed, func(name string) (string, bool) {
		value, ok := env[name]
		return value, ok
	})
}

func TestLoadChoosesOneSource(t *testing.T) {
	t.Parallel()
	builtIn := config.Config{
		Source: config.SourceBuiltIn, Profile: "built-in emulator", BuiltInEmulator: true, Theme: config.ThemeAuto,
	}
	byFlag := builtIn
	byFlag.Source = config.SourceEmulatorFlag
	environment := config.Config{
		Source: config.SourceEnvironment, Profile: "environment", Theme: config.ThemeAuto,
		Endpoint: resource, Token: config.NewSecret(someToken),
	}
	elsewhere := environment
	elsewhere.Endpoint = otherPlace

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
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got, err := load(t, test.arguments, test.env)
			if err != nil {
				t.Fatalf("Load: %v", err)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("configuration (-want +got):\n%s", diff)
			}
			if want := test.want.Token.Reveal(); got.Token.Reveal() != want {
				t.Error("the token is not the one that was set")
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
		ReadOnly: true, Mouse: true,
	}
	if diff := cmp.Diff(want, got); diff != "" {
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
	got, err := config.Load(config.Flags{}, func(string) bool { return false },
		func(string) (string, bool) { return "", false })
	if err != nil {
		t.Fatalf("Load: %v", err)
	}
	if got.Theme != config.ThemeAuto || !got.BuiltInEmulator {
		t.Errorf("got %+v, want the built-in emulator with the theme auto", got)
	}
}

func TestLoadRefuses(t *testing.T) {
	t.Parallel()
	pair := map[string]string{config.EnvEndpoint: resource, config.EnvAccessToken: someToken}
	token := func(value string) map[string]string {
		return map[string]string{config.EnvEndpoint: resource, config.EnvAccessToken: value}
	}
	endpoint := func(value string) map[string]string {
		return map[string]string{config.EnvEndpoint: value, config.EnvAccessToken: someToken}
	}
	connection := func(value string) map[string]string {
		return map[string]string{config.EnvConnectionString: value, config.EnvAccessToken: someToken}
	}
	for _, test := range []struct {
		name      string
		arguments []string
		env       map[string]string
		usage     bool
		want      []string
	}{
		// Half a pair.
		{"no token", nil, map[string]string{config.EnvEndpoint: resource}, false, []string{
			"AZURE_COMMUNICATION_ENDPOINT is set but AZURE_COMMUNICATION_ACCESS_TOKEN is not",
			"export AZURE_COMMUNICATION_ACCESS_TOKEN='…'",
		}},
		{"an empty token", nil, token(""), false, []string{"AZURE_COMMUNICATION_ACCESS_TOKEN is not, or is empty"}},
		{"no endpoint", nil, map[string]string{config.EnvAccessToken: someToken}, false, []string{
			"AZURE_COMMUNICATION_ACCESS_TOKEN is set but AZURE_COMMUNICATION_ENDPOINT is not",
			"export AZURE_COMMUNICATION_ENDPOINT='https://NAME.communication.azure.com'",
		}},
		{"endpoint and connection string", nil, map[string]string{
			config.EnvEndpoint: resource, config.EnvConnectionString: someConnectionString,
		}, false, []string{"AZURE_COMMUNICATION_ACCESS_TOKEN is not"}},
		{"--endpoint alone", []string{"--endpoint", resource}, nil, false, []string{
			"--endpoint needs a token", "AZURE_COMMUNICATION_ACCESS_TOKEN is not set",
		}},
		{"--endpoint and connection string", []string{"--endpoint", resource}, map[string]string{
			config.EnvConnectionString: someConnectionString,
		}, false, []string{"--endpoint needs a token", "AZURE_COMMUNICATION_ACCESS_TOKEN is not set"}},
		{"a connection string alone", nil, map[string]string{
			config.EnvConnectionString: someConnectionString,
		}, false, []string{"not yet supported", "AZURE_COMMUNICATION_CONNECTION_STRING", "AZURE_COMMUNICATION_ACCESS_TOKEN"}},
		{"a broken connection string alone", nil, map[string]string{
			config.EnvConnectionString: "broken",
		}, false, []string{"not yet supported"}},

		// Wrong usage.
		{"unknown theme", []string{"--theme", "solarized"}, nil, true, []string{`"solarized"`, "auto, dark, light, none"}},
		{"empty theme", []string{"--theme="}, nil, true, []string{`unknown theme ""`}},
		{"--emulator with --endpoint", []string{"--emulator", "--endpoint", resource}, pair, true, []string{
			"--emulator and --endpoint exclude each other",
		}},
		{"empty --endpoint", []string{"--endpoint="}, pair, true, []string{"--endpoint was given without a value"}},
		{"empty --endpoint with --emulator", []string{"--endpoint=", "--emulator"}, nil, true, []string{"--endpoint"}},
		{"empty --thread", []string{"--thread", ""}, nil, true, []string{"--thread was given without a value"}},
		{"blank --log", []string{"--log", " "}, nil, true, []string{"--log was given without a value"}},
		{"empty --api-version", []string{"--api-version="}, nil, true, []string{"--api-version was given without"}},
		{"--endpoint of a bad form", []string{"--endpoint", "contoso"}, pair, true, []string{
			"--endpoint must begin with https://",
		}},

		// The form of the token.
		{"a blank token", nil, token(" \n"), false, []string{"AZURE_COMMUNICATION_ACCESS_TOKEN holds nothing but"}},
		{"a newline for a token", nil, token("\n"), false, []string{"holds nothing but white space"}},
		{"a token of two lines", nil, token("eyJ.\neyJ"), false, []string{"more than one line"}},
		{"white space before the token", nil, token(" " + someToken), false, []string{"holds white space"}},
		{"white space after the token", nil, token(someToken + " "), false, []string{"holds white space"}},
		{"Bearer before the token", nil, token("Bearer " + someToken), false, []string{`begins with "Bearer"`}},
		{"a quoted token", nil, token(`"` + someToken + `"`), false, []string{"quotation marks"}},
		{"a control character", nil, token(someToken + "\x1b"), false, []string{"a character that no token has"}},
		{"a letter beyond ASCII", nil, token("é" + someToken), false, []string{"a character that no token has"}},
		{"a byte that is not UTF-8", nil, token("\xff" + someToken), false, []string{"a character that no token has"}},

		// The form of the endpoint.
		{"a blank endpoint", nil, endpoint(" "), false, []string{"AZURE_COMMUNICATION_ENDPOINT holds nothing but"}},
		{"no scheme", nil, endpoint("contoso.communication.azure.com"), false, []string{"must begin with https://"}},
		{"host and port without a scheme", nil, endpoint("localhost:7070"), false, []string{"must begin with https://"}},
		{"another scheme", nil, endpoint("ftp://contoso.example"), false, []string{"must begin with https://"}},
		{"http to another machine", nil, endpoint("http://contoso.example"), false, []string{"unencrypted"}},
		{"http to a name like localhost", nil, endpoint("http://localhost.example"), false, []string{"unencrypted"}},
		{"http to all interfaces", nil, endpoint("http://0.0.0.0:7070"), false, []string{"unencrypted"}},
		{"a password", nil, endpoint("https://user:word@contoso.example"), false, []string{"user name or password"}},
		{"a query", nil, endpoint(resource + "/?api-version=1"), false, []string{"holds a query"}},
		{"an empty query", nil, endpoint(resource + "?"), false, []string{"holds a query"}},
		{"a fragment", nil, endpoint(resource + "#x"), false, []string{"holds a fragment"}},
		{"an empty fragment", nil, endpoint(resource + "#"), false, []string{"holds a fragment"}},
		{"no host", nil, endpoint("https:///chat"), false, []string{"names no host"}},
		{"only a port", nil, endpoint("https://:443"), false, []string{"names no host"}},
		{"no port after the colon", nil, endpoint("https://contoso.example:"), false, []string{"gives no port"}},
		{"port 0", nil, endpoint("https://contoso.example:0"), false, []string{"between 1 and 65535"}},
		{"a port too big", nil, endpoint("https://contoso.example:65536"), false, []string{"between 1 and 65535"}},
		{"a port that is no number", nil, endpoint("https://contoso.example:https"), false, []string{"is not an address"}},
		{"white space inside", nil, endpoint("https://conto so.example"), false, []string{"is not an address"}},
		{"quotation marks", nil, endpoint("'" + resource + "'"), false, []string{"quotation marks"}},
		{"a connection string", nil, endpoint(someConnectionString), false, []string{"looks like a connection string"}},
		{"a token", nil, endpoint(someToken), false, []string{"looks like an access token"}},

		// The endpoint of a connection string.
		{"no key=value at all", nil, connection("broken"), false, []string{
			"AZURE_COMMUNICATION_ENDPOINT is not set", "AZURE_COMMUNICATION_CONNECTION_STRING names no endpoint",
		}},
		{"only a key", nil, connection("accesskey=a2V5"), false, []string{"names no endpoint"}},
		{"two endpoints", nil, connection("endpoint=" + resource + ";endpoint=" + otherPlace), false, []string{"twice"}},
		{"http in it", nil, connection("endpoint=http://contoso.example;accesskey=a2V5"), false, []string{
			"has an endpoint that cannot be used: it begins with http://",
		}},
		{"a comma for the semicolon", nil, connection("endpoint=https://contoso.example,accesskey=a2V5"), false, []string{
			"cannot be used",
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got, err := load(t, test.arguments, test.env)
			if err == nil {
				t.Fatalf("Load returned %+v, want an error", got)
			}
			if diff := cmp.Diff(config.Config{}, got); diff != "" {
				t.Errorf("configuration beside an error (-want +got):\n%s", diff)
			}
			for _, want := range test.want {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("the error does not say %q:\n%s", want, err)
				}
			}
			if strings.ContainsAny(err.Error(), "\r\n") {
				t.Errorf("the error is more than one line:\n%q", err)
			}
			if _, usage := errors.AsType[*config.UsageError](err); usage != test.usage {
				t.Errorf("is a usage error: %v, want %v (%v)", usage, test.usage, err)
			}
		})
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
