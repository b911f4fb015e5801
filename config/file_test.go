package config_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestLoadRefusesTheFile holds what is said about a file that is wrong, and in
// which line.
func TestLoadRefusesTheFile(t *testing.T) {
	t.Parallel()
	const head = "[profiles.a]\nendpoint = '" + resource + "'\n"
	for _, test := range []struct {
		name string
		text string
		line int
		want string
	}{
		{"an unknown key", "\n# c\ncolour = 1\n", 3, `the unknown key "colour"; here stand default_profile, profiles, users`},
		{"keys that are no table", "keys = 'x'\n", 1, "keys must be a table: [keys]"},
		{"a key that is a number", "[keys]\nquit = 1\n", 2, "a key's name must stand in quotation marks"},
		{"a list of keys with a number", "[keys]\n\nquit = ['x', 1]\n", 3, "a key's name must stand in quotation marks"},
		{"an unknown key in a profile", head + "token = 'x'\n\ntokens = 'x'\n", 5, `the unknown key "tokens"; here stand endpoint`},
		{"an unknown key in a profile that is not used", "[profiles.b]\nendpoint = '" + resource + "'\ntoken='x'\n" + head +
			"token='x'\nurl='x'\n", 7, `the unknown key "url"`},
		{"a key in capitals", head + "Token = 'x'\n", 3, "an unknown key"},
		{"a table in a profile", head + "token = 'x'\n[profiles.a.b]\nc = 1\n", 4, `the unknown key "b"`},
		{"the first fault first", "zz = 1\naa = 1\n", 1, `"zz"`},
		{"no credential", "\n" + head, 2, "the profile a has no credential; it must have exactly one of token, token_file, " +
			"token_command, keyring, connection_string"},
		{"keyring = false is no credential", head + "keyring = false\n", 1, "has no credential"},
		{"two credentials", head + "token = 'x'\ntoken_file = 'y'\n", 4, "has both token and token_file"},
		{"two in another order", head + "keyring = true\ntoken = 'x'\n", 4, "has both keyring and token"},
		{"no endpoint", "[profiles.a]\ntoken = 'x'\n", 1, "the profile a: endpoint is missing, and token needs it"},
		{
			"two endpoints", "[profiles.a]\nendpoint = '" + otherPlace + "'\nconnection_string = '" + someConnectionString + "'\n", 2,
			"endpoint is another one than the connection string's",
		},
		{"a user with a token", head + "token = 'x'\nuser_id = '" + someUser + "'\n", 4, "user_id needs a connection string"},
		{"a bad endpoint", "[profiles.a]\nendpoint = 'http://contoso.example'\ntoken = 'x'\n", 2, "endpoint begins with http://"},
		{"a bad token", head + "token = 'a b'\n", 3, "token holds white space"},
		{"a bad connection string", "[profiles.a]\nconnection_string = 'x'\n", 2, "connection_string names no endpoint"},
		{"a bad user", "[profiles.a]\nconnection_string = '" + someConnectionString + "'\nuser_id = 'me'\n", 3, "user_id is not the ID"},
		{"an empty text", head + "token_file = ' '\n", 3, "token_file is empty"},
		{"a number for a text", head + "token = 1\n", 3, "token must be a text in quotation marks"},
		{"a text for a number", head + "page_size = '100'\n", 3, "page_size must be a whole number from 1 to 200"},
		{"a page of nothing", head + "page_size = 0\n", 3, "page_size must be"},
		{"a page too large", head + "page_size = 201\n", 3, "page_size must be"},
		{"a fraction", head + "page_size = 1.5\n", 3, "page_size must be"},
		{"a text for yes", head + "read_only = 'yes'\n", 3, "read_only must be true or false"},
		{"a text for the keyring", head + "keyring = 'true'\n", 3, "keyring must be true or false"},
		{"a command as one text", head + "token_command = 'az x'\n", 3, "token_command must be a list"},
		{"an empty command", head + "token_command = []\n", 3, "token_command must be a list"},
		{"a command of numbers", head + "token_command = [1]\n", 3, "token_command must be a list"},
		{"a command without a program", head + "token_command = ['', 'x']\n", 3, "token_command names no program"},
		{"a profile that is no table", "[profiles]\na = 1\n", 2, "a profile must be a table"},
		{"profiles that are no tables", "profiles = 1\n", 1, "profiles must be tables"},
		{"profiles in a list", "[[profiles]]\na = 1\n", 1, "profiles must be tables"},
		{"a name with a slash", "[profiles.'../a']\ntoken = 'x'\n", 1, "a profile's name is"},
		{"a default that is no text", "default_profile = 1\n", 1, "default_profile must be a profile's name"},
		{"users that are no table", "users = 1\n", 1, "users must be a table"},
		{"a user by a name", "[users]\ncontoso = '" + someUser + "'\n", 2, "a key of [users] must begin with https://"},
		{"a user that is none", "[users]\n'" + resource + "' = 'me'\n", 2, "a user in [users] is not the ID"},
		{"a user that is a number", "[users]\n'" + resource + "' = 8\n", 2, "must stand in quotation marks"},
		{
			"a user twice", "[users]\n'" + resource + "' = '" + someUser + "'\n'" + resource + "/' = '" + someUser + "'\n", 3,
			"has this endpoint twice",
		},
		{"a key twice", "a = 1\na = 2\n", 2, "this is not TOML"},
		{"no quotation marks", head + "token = eyJx\n", 3, "this is not TOML (a text needs quotation marks around it)"},
		{"no closing quotation mark", head + "token = 'x\n", 3, "this is not TOML"},
		{"not UTF-8", "\na = '\xff'\n", 2, "this is not UTF-8"},
		{"UTF-16 that is no TOML", "\xff\xfea\x00", 1, "this is not TOML"},
		{"UTF-16 without a byte order mark", "a\x00=\x001\x00", 0, "this is not UTF-8 text: it holds NUL bytes, as UTF-16 without a byte order mark does; save it as UTF-8"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			p := newPlace(t)
			write(t, p.file(), test.text, 0o600)
			got, err := p.load(t, nil)
			if err == nil {
				t.Fatalf("Load returned %+v, want an error", got)
			}
			want := fmt.Sprintf("%s:%d: ", p.file(), test.line)
			if test.line == 0 { // The file as a whole.
				want = p.file() + ": "
			}
			if !strings.HasPrefix(err.Error(), want) {
				t.Errorf("the error does not begin with %q:\n%s", want, err)
			}
			if !strings.Contains(err.Error(), test.want) || strings.ContainsAny(err.Error(), "\r\n") {
				t.Errorf("the error does not say %q in one line:\n%q", test.want, err)
			}
		})
	}
}

// TestFileErrorsShowNoSecret puts the canary wherever a secret can stand in the
// file, rightly or by mistake.
func TestFileErrorsShowNoSecret(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	const table = "[profiles.a]\n"
	failed := 0
	for _, text := range []string{
		canary, canary + " = 1", "'" + canary + "' = 1", canary + " = ", "x = " + canary, "x = '" + canary, "x = \"\\" + canary + "\"",
		"default_profile = '" + canary, "default_profile = '" + canary + "'", "[" + canary + "]", "[" + canary,
		"[profiles." + canary + "]\n[profiles." + canary + "]", "[profiles.'" + canary + " " + canary + "']",
		table + canary, table + canary + " = 1", table + "token = " + canary, table + "token = '" + canary,
		table + "token = '" + canary + "'", table + "token = 'a " + canary + "'\nendpoint = '" + resource + "'",
		table + "token = '" + canary + "'\ntoken = '" + canary + "'", table + "token = '" + canary + "'\ntoken_file = '" + canary + "'",
		table + "token = ['" + canary + "']", table + "token = {a = '" + canary + "'}", table + "token = '''\n" + canary + "\n'''",
		table + "connection_string = '" + canary + "'", table + "connection_string = 'accesskey=" + canary + "'",
		table + "connection_string = 'endpoint=https://a.example;accesskey=" + canary + "'",
		table + "connection_string = 'endpoint=" + canary + ";accesskey=" + canary + "'",
		table + "connection_string = 'endpoint=https://a.example;accesskey=" + canary + "", table + "endpoint = '" + canary + "'",
		table + "endpoint = 'https://user:" + canary + "@a.example'", table + "user_id = '" + canary + "'",
		table + "api_version = " + canary, table + "page_size = '" + canary + "'", table + "token_command = '" + canary + "'",
		table + "keyring = '" + canary + "'", table + "read_only = " + canary, "[users]\n'" + canary + "' = '" + canary + "'",
		"[users]\n'" + resource + "' = '" + canary + "'",
	} {
		write(t, p.file(), text+"\n", 0o600)
		_, err := p.load(t, nil)
		if err == nil {
			t.Errorf("no error for %q", text)
			continue
		}
		failed++
		assertHidden(t, fmt.Sprintf("the error for %q", text), fmt.Sprintf("%v %+v %#v", err, err, err))
	}
	if failed == 0 {
		t.Error("no error was looked at")
	}
}

func TestLoadRefusesWhatOthersCanRead(t *testing.T) {
	t.Parallel()
	const endpoint = "[profiles.a]\nendpoint = '" + resource + "'\n"
	secret, command := endpoint+"token = 'x'\n", endpoint+"token_command = ['x']\n"
	connection := "[profiles.a]\nconnection_string = '" + someConnectionString + "'\n"
	for _, test := range []struct {
		text string
		mode os.FileMode
		want string
	}{
		{secret, 0o600, ""},
		{secret, 0o400, ""},
		{secret, 0o640, "chmod 600 "},
		{secret, 0o604, "chmod 600 "},
		{secret, 0o620, "chmod 600 "},
		{secret, 0o644, "holds a secret (token) and others may read or write it; run: chmod 600 "},
		{connection, 0o644, "holds a secret (connection_string)"},
		{command, 0o644, ""},
		{command, 0o664, "holds a command to run and others may write to it; run: chmod go-w "},
		{command, 0o602, "chmod go-w "},
		{endpoint + "token_file = 'token'\n", 0o644, ""},
		{"[users]\n", 0o666, ""},
	} {
		t.Run(fmt.Sprintf("%o %q", test.mode, test.text), func(t *testing.T) {
			t.Parallel()
			p := newPlace(t)
			write(t, p.file(), test.text, test.mode)
			write(t, filepath.Join(filepath.Dir(p.file()), "token"), someToken, 0o600)
			_, err := p.load(t, nil)
			switch {
			case test.want == "" && err != nil:
				t.Errorf("Load: %v", err)
			case test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want) || !strings.Contains(err.Error(), p.file())):
				t.Errorf("Load gives %v, want %q with the file's path", err, test.want)
			}
		})
	}
}
