package config_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"acs-chat-tui/config"
)

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
		{"an endpoint and another one's connection string", nil, map[string]string{
			config.EnvEndpoint: otherPlace, config.EnvConnectionString: someConnectionString,
		}, false, []string{"name different endpoints", config.EnvEndpoint, config.EnvConnectionString}},
		{"an unknown api-version", []string{"--emulator", "--api-version", "1999-01-01"}, nil, true, []string{
			`unknown api-version "1999-01-01"; known are 2021-03-07`,
		}},
		{"--endpoint alone", []string{"--endpoint", resource}, nil, false, []string{
			"--endpoint needs a token", "AZURE_COMMUNICATION_ACCESS_TOKEN is not set",
		}},
		{"a broken connection string alone", nil, map[string]string{
			config.EnvConnectionString: "broken",
		}, false, []string{"AZURE_COMMUNICATION_CONNECTION_STRING names no endpoint"}},
		{"a connection string without a key", nil, map[string]string{
			config.EnvConnectionString: "endpoint=" + resource,
		}, false, []string{"AZURE_COMMUNICATION_CONNECTION_STRING has no access key"}},
		{"a connection string with half a key", nil, map[string]string{
			config.EnvConnectionString: "endpoint=" + resource + ";accesskey=MDEyMzQ1Njc4OWFiY2RlZg",
		}, false, []string{"has an access key that is not base64"}},
		{"a connection string with two keys", nil, map[string]string{
			config.EnvConnectionString: someConnectionString + ";accesskey=MDEyMzQ1Njc4OWFiY2RlZg==",
		}, false, []string{"has its access key twice"}},

		// Wrong usage.
		{"unknown theme", []string{"--theme", "solarized"}, nil, true, []string{`"solarized"`, "auto, dark, light, none"}},
		{"empty theme", []string{"--theme="}, nil, true, []string{`unknown theme ""`}},
		{"--emulator with --endpoint", []string{"--emulator", "--endpoint", resource}, pair, true, []string{
			"--emulator and --endpoint exclude each other",
		}},
		{"--profile with --endpoint", []string{"--profile", "a", "--endpoint", resource}, pair, true, []string{
			"--profile and --endpoint exclude each other",
		}},
		{"empty --profile", []string{"--profile="}, nil, true, []string{"--profile was given without a value"}},
		{"empty --config", []string{"--config="}, nil, true, []string{"--config was given without a value"}},
		{"empty --user", []string{"--user="}, nil, true, []string{"--user was given without a value"}},
		{"empty --ca-file", []string{"--ca-file="}, nil, true, []string{"--ca-file was given without a value"}},
		{"--user with a token", []string{"--user", someUser}, pair, true, []string{
			"--user needs a connection string", "AZURE_COMMUNICATION_ACCESS_TOKEN",
		}},
		{"--user that is no user", []string{"--user", "28:orgid:x"}, nil, true, []string{"--user is not the ID of a"}},
		{"--user with nothing behind the family", []string{"--user", "8:acs:"}, nil, true, []string{"--user is not"}},
		{"--user on two lines", []string{"--user", "8:acs:\nx"}, nil, true, []string{"--user holds white space"}},
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
		{"white space within the token", nil, token(someToken + " " + someToken), false, []string{"holds white space"}},
		{"Bearer before the token", nil, token("Bearer " + someToken), false, []string{`begins with "Bearer"`}},
		{"a quotation mark before the token", nil, token(`"` + someToken), false, []string{"quotation marks"}},
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
		{"a port that is no number", nil, endpoint("https://contoso.example:https"), false, []string{"is not a URL"}},
		{"white space inside", nil, endpoint("https://conto so.example"), false, []string{"is not a URL"}},
		{"a quotation mark before the endpoint", nil, endpoint("'" + resource), false, []string{"quotation marks"}},
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
