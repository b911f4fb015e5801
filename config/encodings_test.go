package config_test

import (
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"acs-chat-tui/config"
)

// fileEncodings are the ways in which editors and shells write a text.
func fileEncodings() map[string]func(text string) string {
	sixteen := func(text string, low, high int) string {
		var content strings.Builder
		for _, unit := range utf16.Encode([]rune("\ufeff" + text)) {
			pair := []byte{byte(unit), byte(unit >> 8)}
			content.Write([]byte{pair[low], pair[high]})
		}
		return content.String()
	}
	windows := func(text string) string { return strings.ReplaceAll(text, "\n", "\r\n") }
	return map[string]func(text string) string{
		"plain":                   func(text string) string { return text },
		"without the last end":    func(text string) string { return strings.TrimSuffix(text, "\n") },
		"line ends of Windows":    windows,
		"a byte order mark":       func(text string) string { return "\ufeff" + text },
		"Notepad's":               func(text string) string { return "\ufeff" + windows(text) },
		"Windows PowerShell's >":  func(text string) string { return sixteen(windows(text), 0, 1) },
		"UTF-16, big endian":      func(text string) string { return sixteen(text, 1, 0) },
		"two marks, put together": func(text string) string { return "\ufeff\ufeff" + text },
	}
}

// TestEveryFileIsReadInEveryEncoding goes through all the files that the program takes
// secrets and settings from.
func TestEveryFileIsReadInEveryEncoding(t *testing.T) {
	t.Parallel()
	for name, encode := range fileEncodings() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newPlace(t)
			folder := filepath.Dir(p.file())
			write(t, filepath.Join(folder, "token"), encode(someToken+"\n"), 0o600)
			write(t, filepath.Join(folder, "secrets", "b"), encode(someToken+"\n"), 0o600)
			write(t, filepath.Join(folder, "secrets", "c"), encode(someConnectionString+"\n"), 0o600)
			write(t, filepath.Join(folder, "printed"), encode(someToken+"\n"), 0o600)
			write(t, filepath.Join(folder, "ca.pem"), encode(certificate(t)+certificate(t)), 0o600)
			write(t, p.file(), encode("# é\n[profiles.a]\nendpoint = '"+resource+"'\ntoken_file = 'token'\nca_file = 'ca.pem'\n"+
				"[profiles.b]\nendpoint = '"+resource+"'\nkeyring = true\n[profiles.c]\nkeyring = true\n"+
				"[profiles.d]\nendpoint = '"+resource+"'\ntoken_command = ['cat', '"+filepath.Join(folder, "printed")+"']\n"), 0o600)
			for _, profile := range []string{"a", "b", "d"} {
				loaded := p.mustLoad(t, nil, "--profile", profile)
				if token, err := loaded.TokenSource(t.Context()); err != nil || token != someToken {
					t.Errorf("the token of %s is %q, %v", profile, token, err)
				}
			}
			if loaded := p.mustLoad(t, nil, "--profile", "c"); !loaded.ConnectionString.Equal(config.NewSecret(someConnectionString)) || loaded.Endpoint != resource {
				t.Errorf("the connection string became %q", loaded.ConnectionString.Reveal())
			}
			loaded := p.mustLoad(t, nil, "--profile", "a")
			pool, err := loaded.RootCAs()
			if err != nil {
				t.Fatal(err)
			}
			system, err := config.Config{CAFile: writePEM(t, certificate(t))}.RootCAs()
			if err != nil {
				t.Fatal(err)
			}
			// The pool of the system and one more certificate, against two more.
			if got, want := len(pool.Subjects()), len(system.Subjects())+1; got != want { //nolint:staticcheck // counts those that were added, which is all that is asked
				t.Errorf("%d authorities are trusted, want %d: both of the file", got, want)
			}
		})
	}
}

func writePEM(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "ca.pem")
	write(t, path, text, 0o600)
	return path
}

// TestAChangedFileKeepsItsEncoding holds that a change of the configuration file leaves
// it in the encoding of whoever wrote it.
func TestAChangedFileKeepsItsEncoding(t *testing.T) {
	t.Parallel()
	for name, encode := range fileEncodings() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if name == "two marks, put together" {
				encode = fileEncodings()["a byte order mark"] // One of them goes.
			}
			p := newPlace(t)
			before := "# é\n[profiles.a]\nendpoint = '" + resource + "'\nconnection_string = '" + someConnectionString + "'\n"
			write(t, p.file(), encode(before), 0o600)
			if err := p.mustLoad(t, nil, "--profile", "a").SaveUser(someUser); err != nil {
				t.Fatal(err)
			}
			after := strings.Replace(before, "[profiles.a]\n", "[profiles.a]\nuser_id = \""+someUser+"\"\n", 1)
			if got := read(t, p.file()); got != encode(after) {
				t.Errorf("SaveUser made %q, want %q", got, encode(after))
			}
			changed := *p.listed(t, "a")
			changed.ReadOnly = true
			if _, err := p.change(t, changed, config.Secret{}); err != nil {
				t.Fatal(err)
			}
			// A line is added behind one without an end as well.
			if got := read(t, p.file()); got != encode(strings.TrimSuffix(after, "\n")+"\nread_only = true\n") && got != encode(after)+"\nread_only = true\n" {
				t.Errorf("SaveProfile made %q", got)
			}
		})
	}
}

// TestWhatIsNoTextIsRefused holds that each file is refused in words that name it and
// the encoding that is expected.
func TestWhatIsNoTextIsRefused(t *testing.T) {
	t.Parallel()
	for name, content := range map[string]string{
		"UTF-16 without a mark": canary + "c\x00a\x00n\x00",
		"Latin-1":               "# " + canary + " \xe9\n" + someToken,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newPlace(t)
			folder := filepath.Dir(p.file())
			assertRefused := func(what, path string) {
				t.Helper()
				_, err := p.load(t, nil)
				if err == nil || !strings.Contains(err.Error(), path) || !strings.Contains(err.Error(), "save it as UTF-8") {
					t.Errorf("%s: %v", what, err)
					return
				}
				assertHidden(t, what, err.Error())
			}
			write(t, p.file(), content, 0o600)
			assertRefused("the configuration", p.file())
			for _, test := range []struct{ keys, file string }{
				{"token_file = 'held'", "held"},
				{"keyring = true", filepath.Join("secrets", "a")},
				{"token = 'x'\nca_file = 'ca.pem'", "ca.pem"},
			} {
				path := filepath.Join(folder, test.file)
				write(t, path, content, 0o600)
				write(t, p.file(), withEndpoint+test.keys+"\n", 0o600)
				assertRefused(test.keys, path)
			}
		})
	}
}

// TestACredentialIsReadWithWhatStandsAroundIt holds that what people paste with a
// credential is taken off, wherever they put it.
func TestACredentialIsReadWithWhatStandsAroundIt(t *testing.T) {
	t.Parallel()
	for _, form := range []string{
		"%s", " %s\n", `"%s"`, "'%s'", "`%s`", "“%s”", `"%s";`, ` '%s' `, "\ufeff%s\r\n", "NAME=%s", "NAME='%s'", "export NAME='%s'\n",
		`$env:NAME = "%s"`, `set NAME=%s`, `set -gx NAME '%s'`, `setx NAME "%s"`, "\ufeff" + `"%s"`, `NAME="%s";`,
	} {
		around := func(name, value string) string {
			return strings.ReplaceAll(strings.ReplaceAll(form, "NAME", name), "%s", value)
		}
		t.Run(form, func(t *testing.T) {
			t.Parallel()
			p := newPlace(t)
			pasted := around(config.EnvConnectionString, someConnectionString)
			loaded := p.mustLoad(t, map[string]string{config.EnvConnectionString: pasted})
			if !loaded.ConnectionString.Equal(config.NewSecret(someConnectionString)) || loaded.Endpoint != resource {
				t.Errorf("in the environment: %q", loaded.ConnectionString.Reveal())
			}
			token, endpoint := around(config.EnvAccessToken, someToken), around(config.EnvEndpoint, resource)
			loaded = p.mustLoad(t, map[string]string{config.EnvAccessToken: token, config.EnvEndpoint: endpoint})
			if !loaded.Token.Equal(config.NewSecret(someToken)) || loaded.Endpoint != resource {
				t.Errorf("in the environment: the token %q for %s", loaded.Token.Reveal(), loaded.Endpoint)
			}
			p.keyring["a"] = pasted
			write(t, p.file(), "[profiles.a]\nkeyring = true\n[profiles.b]\nkeyring = true\nendpoint = '"+resource+"'\n", 0o600)
			if loaded = p.mustLoad(t, nil, "--profile", "a"); !loaded.ConnectionString.Equal(config.NewSecret(someConnectionString)) {
				t.Errorf("in the keyring: %q", loaded.ConnectionString.Reveal())
			}
			write(t, filepath.Join(filepath.Dir(p.file()), "secrets", "b"), token, 0o600)
			if got, err := p.mustLoad(t, nil, "--profile", "b").TokenSource(t.Context()); err != nil || got != someToken {
				t.Errorf("in the file of secrets: %q, %v", got, err)
			}
			if _, err := p.loader(t, nil).SaveProfile(config.Flags{}, nil, config.Profile{Name: "c", Credential: "connection_string"}, config.NewSecret(pasted)); err != nil {
				t.Errorf("typed into the form: %v", err)
			}
			if p.keyring["c"] != someConnectionString {
				t.Errorf("of the form the keyring holds %q", p.keyring["c"])
			}
		})
	}
}
