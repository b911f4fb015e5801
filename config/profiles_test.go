package config_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"acs-chat-tui/config"
)

// loader is a loader of the place with an environment.
func (p place) loader(t *testing.T, env map[string]string) config.Loader {
	t.Helper()
	l := loaderOf(t, p.directory, env, nil)
	l.Keyring = p.keyring
	return l
}

func (p place) secretFile() string {
	return filepath.Join(filepath.Dir(p.file()), "secrets", "a")
}

// assertSecretFile holds that a secret stands in a file of its owner's alone.
func assertSecretFile(t *testing.T, path, want string) {
	t.Helper()
	if got := read(t, path); got != want+"\n" {
		t.Errorf("%s holds another secret", path)
	}
	for place, mode := range map[string]os.FileMode{path: 0o600, filepath.Dir(path): 0o700} {
		if info, err := os.Stat(place); err != nil || info.Mode().Perm() != mode {
			t.Errorf("the mode of %s is %v, %v; want %v", place, info.Mode(), err, mode)
		}
	}
}

func TestSaveAProfileAndItsSecret(t *testing.T) {
	t.Parallel()
	connection := config.Profile{Name: "a", Credential: "connection_string", UserID: " " + someUser + " ", ReadOnly: true, Default: true, PageSize: "50"}
	want := "default_profile = \"a\"\n\n# mine\n\n[profiles.a]\nendpoint = \"" + resource + "\"\nkeyring = true\nuser_id = \"" + someUser + "\"\npage_size = 50\nread_only = true\n"

	t.Run("in the keyring", func(t *testing.T) {
		t.Parallel()
		p := newPlace(t)
		write(t, p.file(), "# mine\n", 0o644)
		kept, err := p.loader(t, nil).SaveProfile(config.Flags{}, nil, connection, config.NewSecret(someConnectionString))
		if err != nil || kept != "kept in "+p.file()+"; its secret in the keyring (service acs-chat-tui, user a)" {
			t.Fatalf("%q, %v", kept, err)
		}
		if got := read(t, p.file()); got != want {
			t.Errorf("the file is\n%s\nwant\n%s", got, want)
		}
		if p.keyring["a"] != someConnectionString {
			t.Errorf("the keyring holds %q", p.keyring["a"])
		}
		if _, err := os.Stat(p.secretFile()); !os.IsNotExist(err) {
			t.Errorf("the older secret is left in the file: %v", err)
		}
		loaded := p.mustLoad(t, nil)
		if loaded.Profile != "a" || loaded.UserID != someUser || loaded.PageSize != 50 || !loaded.ReadOnly || loaded.ConnectionString.Reveal() != someConnectionString {
			t.Errorf("at the next start: %+v", loaded)
		}
	})
	t.Run("in a file", func(t *testing.T) {
		t.Parallel()
		p := newPlace(t)
		write(t, p.file(), "# mine\n", 0o644)
		l := p.loader(t, nil)
		l.Keyring = brokenKeyring{}
		kept, err := l.SaveProfile(config.Flags{}, nil, connection, config.NewSecret(someConnectionString))
		if err != nil || !strings.Contains(kept, "its secret in the file "+p.secretFile()+", because of the keyring: no keyring / service here") {
			t.Fatalf("%q, %v", kept, err)
		}
		assertSecretFile(t, p.secretFile(), someConnectionString)
		if got := read(t, p.file()); got != want {
			t.Errorf("the file is\n%s\nwant\n%s", got, want)
		}
		listed, err := l.Profiles(config.Flags{})
		shown := config.Profile{Name: "a", Credential: "keyring", Endpoint: resource, UserID: someUser, PageSize: "50", ReadOnly: true, Default: true}
		if err != nil || len(listed) != 1 || !strings.Contains(listed[0].Where, p.secretFile()) {
			t.Fatalf("listed %+v, %v", listed, err)
		}
		if diff := cmp.Diff(shown, listed[0].Profile); diff != "" {
			t.Errorf("listed (-want +got):\n%s", diff)
		}
		said, err := l.RemoveProfile(config.Flags{}, "a")
		if err != nil || !strings.Contains(said, "no profile is the default now") || !strings.Contains(said, "its secret is gone") {
			t.Errorf("removing says %q, %v", said, err)
		}
		if got := read(t, p.file()); got != "\n# mine\n\n" {
			t.Errorf("the file is %q", got)
		}
		if _, err := os.Stat(p.secretFile()); !os.IsNotExist(err) {
			t.Errorf("the secret is left: %v", err)
		}
	})
}

// staleKeyring gives an old secret and takes none.
type staleKeyring struct{ brokenKeyring }

func (staleKeyring) Get(string, string) (string, error) { return "an older one", nil }

func TestASecretThatTheKeyringHides(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	l := p.loader(t, nil)
	l.Keyring = staleKeyring{}
	before := "[profiles.a]\nkeyring = true\nendpoint = '" + resource + "'\n"
	write(t, p.file(), before, 0o600)
	_, err := l.SaveProfile(config.Flags{}, p.listed(t, "a"), config.Profile{Name: "a", Credential: "token", Endpoint: resource}, config.NewSecret(someToken))
	if err == nil || !strings.Contains(err.Error(), "holds an older secret") {
		t.Errorf("%v", err)
	}
	if got := read(t, p.file()); got != before {
		t.Errorf("the file was written: %s", got)
	}
}

func TestChangeAProfile(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	write(t, p.file(), "[profiles.a] # one\ntoken = '"+someToken+"' # secret\nendpoint = '"+resource+"'\n# end\n[profiles.b]\nkeyring = true\nendpoint = '"+resource+"'\n", 0o600)
	p.keyring["b"] = someToken
	write(t, filepath.Join(filepath.Dir(p.file()), "x.pem"), certificate(t), 0o600)
	save := func(changed config.Profile, secret string) {
		t.Helper()
		if _, err := p.change(t, changed, config.NewSecret(secret)); err != nil {
			t.Fatal(err)
		}
	}
	save(config.Profile{Name: "a", Credential: "token", Endpoint: resource, CAFile: "x.pem"}, "")
	rest := "\n# end\n[profiles.b]\nkeyring = true\nendpoint = '" + resource + "'\n"
	if got, want := read(t, p.file()), "[profiles.a] # one\ntoken = '"+someToken+"' # secret\nendpoint = '"+resource+"'\nca_file = \"x.pem\""+rest; got != want {
		t.Errorf("a token that stays: the file is\n%s\nwant\n%s", got, want)
	}
	save(config.Profile{Name: "a", Credential: "token", Endpoint: resource}, someToken+"2")
	if got, want := read(t, p.file()), "[profiles.a] # one\nendpoint = '"+resource+"'\nkeyring = true"+rest; got != want || p.keyring["a"] != someToken+"2" {
		t.Errorf("a new token: the file is\n%s\nwant\n%s", got, want)
	}
	save(config.Profile{Name: "b", Credential: "token_command", Value: `["sh", '-c', "echo \"$X\""]`, Endpoint: resource}, "")
	if got := read(t, p.file()); !strings.HasSuffix(got, "[profiles.b]\nendpoint = '"+resource+"'\ntoken_command = [\"sh\", \"-c\", \"echo \\\"$X\\\"\"]\n") {
		t.Errorf("a command: the file is\n%s", got)
	}
	if _, there := p.keyring["b"]; there {
		t.Error("the secret of a profile that has a command now is left in the keyring")
	}
	if loaded := p.mustLoad(t, nil, "--profile", "b"); loaded.Kind != config.CredentialTokenSource {
		t.Errorf("%+v", loaded)
	}
}

func TestProfilesThatAreRefused(t *testing.T) {
	t.Parallel()
	const canaryToken = "eyJ" + canary + ".x"
	good := config.Profile{Name: "new", Credential: "token", Endpoint: resource}
	with := func(f func(*config.Profile)) config.Profile {
		p := good
		f(&p)
		return p
	}
	for _, test := range []struct {
		name         string
		profile      config.Profile
		secret       string
		field, words string
	}{
		{"no name", with(func(p *config.Profile) { p.Name = "" }), someToken, "name", "not empty"},
		{"a path as name", with(func(p *config.Profile) { p.Name = "../x" }), someToken, "name", "at most 64"},
		{"a name that is there", with(func(p *config.Profile) { p.Name = "a" }), someToken, "name", "is taken"},
		{"no endpoint", with(func(p *config.Profile) { p.Endpoint = "" }), someToken, "endpoint", "is missing"},
		{"http", with(func(p *config.Profile) { p.Endpoint = "http://contoso.example" }), someToken, "endpoint", "unencrypted"},
		{"no secret", good, "", "value", "is empty"},
		{"a token with a line end", good, "a\nb" + canary, "value", ""},
		{"a user with a token", with(func(p *config.Profile) { p.UserID = someUser }), someToken, "user_id", "needs a connection string"},
		{"no user's id", with(func(p *config.Profile) { p.UserID = "me" }), someToken, "user_id", "8:acs:"},
		{"an unknown api-version", with(func(p *config.Profile) { p.APIVersion = "1999-01-01" }), someToken, "api_version", "is not known"},
		{"a page size", with(func(p *config.Profile) { p.PageSize = "201" }), someToken, "page_size", "from 1 to 200"},
		{"no number", with(func(p *config.Profile) { p.PageSize = "many" }), someToken, "page_size", "from 1 to 200"},
		{"no credential", with(func(p *config.Profile) { p.Credential = "password" }), someToken, "credential", "none"},
		{"another endpoint", with(func(p *config.Profile) { p.Credential, p.Endpoint = "connection_string", otherPlace }), someConnectionString, "endpoint", "leave it out"},
		{"no connection string", with(func(p *config.Profile) { p.Credential, p.Endpoint = "connection_string", "" }), canaryToken, "value", "endpoint"},
		{"no command", with(func(p *config.Profile) { p.Credential, p.Value = "token_command", "az account" }), "", "value", "must be a list"},
		{"more than a command", with(func(p *config.Profile) { p.Credential, p.Value = "token_command", "['x']\ny = 1" }), "", "value", "must be a list"},
		{"no file", with(func(p *config.Profile) { p.Credential = "token_file" }), "", "value", "is empty"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			p := newPlace(t)
			before := "[profiles.a]\ntoken = '" + someToken + "'\nendpoint = '" + resource + "'\n"
			write(t, p.file(), before, 0o600)
			_, err := p.loader(t, nil).SaveProfile(config.Flags{}, nil, test.profile, config.NewSecret(test.secret))
			wrong, ok := errors.AsType[*config.FieldError](err)
			if !ok || wrong.Field() != test.field || !strings.Contains(wrong.Message, test.words) || strings.Contains(wrong.Message, "\n") {
				t.Fatalf("%v (%T), want %s: %q", err, err, test.field, test.words)
			}
			assertHidden(t, "the error", err.Error())
			if read(t, p.file()) != before || len(p.keyring) != 0 {
				t.Error("something was kept")
			}
		})
	}
	p := newPlace(t)
	if _, err := p.change(t, good, config.NewSecret(someToken)); err == nil || !strings.Contains(err.Error(), "not in") {
		t.Errorf("a profile that is gone: %v", err)
	}
	if _, err := p.loader(t, nil).RemoveProfile(config.Flags{}, "gone"); err == nil || !strings.Contains(err.Error(), "not in") {
		t.Errorf("removing a profile that is gone: %v", err)
	}
	inline := "profiles = { a = { token = '" + canary + "', endpoint = '" + resource + "' } }\n"
	write(t, p.file(), inline, 0o600)
	_, err := p.change(t, config.Profile{Name: "a", Credential: "token", Endpoint: otherPlace}, config.Secret{})
	if err == nil || !strings.Contains(err.Error(), "by hand") || read(t, p.file()) != inline {
		t.Errorf("an inline table: %v", err)
	}
	assertHidden(t, "the error", err.Error())
}

// TestLoadOneSource, whatever the order of sources says.
func TestLoadOneSource(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	write(t, p.file(), "default_profile = 'a'\n[profiles.a]\nconnection_string = '"+someConnectionString+"'\n[profiles.b]\ntoken = '"+someToken+"'\nendpoint = '"+otherPlace+"'\nread_only = true\n", 0o600)
	l := p.loader(t, map[string]string{config.EnvEndpoint: resource, config.EnvAccessToken: someToken})
	flags := config.Flags{Profile: "a", UserID: someUser, APIVersion: "2021-03-07"}
	started, err := l.Load(flags)
	if err != nil {
		t.Fatal(err)
	}
	type told struct {
		Source                            config.SourceKind
		Profile, Endpoint, User, Version  string
		ReadOnly, Emulator, AnEnvironment bool
	}
	for _, test := range []struct {
		source  config.SourceKind
		profile string
		flags   config.Flags
		want    told
	}{
		{config.SourceProfileFlag, "a", flags, told{config.SourceProfileFlag, "a", resource, someUser, "2021-03-07", false, false, true}},
		{config.SourceProfileFlag, "b", flags, told{config.SourceProfileFlag, "b", otherPlace, "", "", true, false, true}},
		{config.SourceEnvironment, "", flags, told{config.SourceEnvironment, "environment", resource, "", "", false, false, true}},
		{config.SourceEmulatorFlag, "", config.Flags{Profile: "a", ReadOnly: true}, told{config.SourceEmulatorFlag, "built-in emulator", "", "", "", true, true, true}},
	} {
		got, err := l.LoadSource(test.flags, started, test.source, test.profile)
		if err != nil {
			t.Errorf("%s %s: %v", test.source, test.profile, err)
			continue
		}
		if diff := cmp.Diff(test.want, told{got.Source, got.Profile, got.Endpoint, got.UserID, got.APIVersion, got.ReadOnly, got.BuiltInEmulator, l.HasEnvironment(flags)}); diff != "" {
			t.Errorf("%s %s (-want +got):\n%s", test.source, test.profile, diff)
		}
	}
	if _, err := p.loader(t, nil).LoadSource(flags, started, config.SourceEnvironment, ""); err == nil || p.loader(t, nil).HasEnvironment(config.Flags{}) {
		t.Errorf("an environment that names nothing: %v", err)
	}
}
