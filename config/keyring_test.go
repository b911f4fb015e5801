package config_test

import (
	"errors"
	"fmt"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	library "github.com/zalando/go-keyring"

	"acs-chat-tui/config"
)

// brokenKeyring is a session without a keyring service.
type brokenKeyring struct{}

func (brokenKeyring) Get(string, string) (string, error) {
	return "", errors.New("no keyring\nservice here")
}

func (brokenKeyring) Set(string, string, string) error { return errors.New("no keyring\nservice here") }

func (brokenKeyring) Delete(string, string) error { return errors.New("no keyring\nservice here") }

func TestKeyringHoldsATokenOrAConnectionString(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	const origin = "the keyring (service acs-chat-tui, user a)"
	write(t, p.file(), withEndpoint+"keyring = true\n", 0o644)

	p.keyring["a"] = someToken + "\n"
	loaded := p.mustLoad(t, nil)
	if loaded.Kind != config.CredentialTokenSource || loaded.Origin != origin || loaded.Endpoint != resource {
		t.Errorf("with a token: %+v", loaded)
	}
	for _, want := range []string{someToken, "another"} {
		p.keyring["a"] = want
		if got, err := loaded.TokenSource(t.Context()); err != nil || got != want {
			t.Errorf("the token is %q, %v; want %q", got, err, want)
		}
	}
	delete(p.keyring, "a")
	if _, err := loaded.TokenSource(t.Context()); err == nil || !strings.Contains(err.Error(), origin+": it has no such entry") {
		t.Errorf("after the entry is gone: %v", err)
	}

	p.keyring["a"] = someConnectionString
	write(t, p.file(), "[profiles.a]\nkeyring = true\nuser_id = '"+someUser+"'\n", 0o644)
	loaded = p.mustLoad(t, nil, "--profile", "a")
	want := config.Credential{
		Kind: config.CredentialConnectionString, ConnectionString: config.NewSecret(someConnectionString), Origin: origin,
	}
	if diff := cmp.Diff(want, loaded.Credential); diff != "" || loaded.Endpoint != resource || loaded.UserID != someUser {
		t.Errorf("with a connection string: %+v (-want +got):\n%s", loaded, diff)
	}
}

func TestKeyringFallsBackToAFile(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	path := filepath.Join(filepath.Dir(p.file()), "secrets", "a")
	write(t, p.file(), withEndpoint+"keyring = true\n", 0o600)
	loader := loaderOf(t, p.directory, nil, nil)

	for name, test := range map[string]struct {
		keyring config.Keyring
		reason  string
	}{
		"no service": {brokenKeyring{}, "no keyring / service here"},
		"no entry":   {keyringOf{}, "it has no such entry"},
	} {
		loader.Keyring = test.keyring
		write(t, path, someToken+"\n", 0o600)
		loaded, err := loader.Load(config.Flags{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if want := "the file " + path + ", because of the keyring: " + test.reason; loaded.Origin != want {
			t.Errorf("%s: the origin is %q, want %q", name, loaded.Origin, want)
		}
		if got, err := loaded.TokenSource(t.Context()); err != nil || got != someToken {
			t.Errorf("%s: the token is %q, %v", name, got, err)
		}

		write(t, path, someToken, 0o640)
		if _, err := loader.Load(config.Flags{}); err == nil || !strings.Contains(err.Error(), "run: chmod 600 "+path) {
			t.Errorf("%s: a file that others can read gives %v", name, err)
		}
		loader.Keyring = keyringOf{"a": "fromkeyring"}
		if loaded, err := loader.Load(config.Flags{}); err != nil || !strings.HasPrefix(loaded.Origin, "the keyring (") {
			t.Errorf("%s: with both, the origin is %q, %v; want the keyring", name, loaded.Origin, err)
		}
	}
}

func TestKeyringIsRefused(t *testing.T) {
	t.Parallel()
	const noEndpoint = "default_profile = 'a'\n[profiles.a]\nkeyring = true\n"
	for _, test := range []struct{ text, secret, want string }{
		{noEndpoint, "", "there is no secret in the keyring (service acs-chat-tui, user a: it has no such entry), nor in its stead in "},
		{noEndpoint, canary, "holds a token, and the profile has no endpoint"},
		{noEndpoint + "user_id = '" + someUser + "'\nendpoint = '" + resource + "'\n", canary, "user_id needs a connection string"},
		{noEndpoint, canary + " " + canary, "holds white space"},
		{noEndpoint, "accesskey=" + canary, "names no endpoint"},
		{noEndpoint, "endpoint=https://a.example;accesskey=" + canary, "not base64"},
		{withEndpoint + "keyring = true\n", strings.Replace(someConnectionString, "contoso", "fabrikam", 1), "another endpoint"},
	} {
		p := newPlace(t)
		write(t, p.file(), test.text, 0o600)
		if test.secret != "" {
			p.keyring["a"] = test.secret
		}
		_, err := p.load(t, nil)
		if err == nil || !strings.Contains(err.Error(), test.want) || !strings.Contains(err.Error(), "profile a") {
			t.Errorf("with %q: %v, want %q", test.secret, err, test.want)
			continue
		}
		assertHidden(t, "the error", fmt.Sprintf("%v %#v", err, err))
	}
}

// TestSystemKeyring is not parallel: what the library asks is global, and so is
// the environment.
func TestSystemKeyring(t *testing.T) {
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
	library.MockInit()
	if err := library.Set(config.KeyringService, "a", canary); err != nil {
		t.Fatal(err)
	}
	if got, err := (config.SystemKeyring{}).Get(config.KeyringService, "a"); err != nil || got != canary {
		t.Errorf("the secret is %q, %v", got, err)
	}
	if _, err := (config.SystemKeyring{}).Get(config.KeyringService, "b"); !errors.Is(err, config.ErrNotInKeyring) {
		t.Errorf("without an entry: %v", err)
	}
	library.MockInitWithError(errors.New("locked"))
	if _, err := (config.SystemKeyring{}).Get(config.KeyringService, "a"); err == nil || !strings.Contains(err.Error(), "locked") {
		t.Errorf("of a locked keyring: %v", err)
	}
	if runtime.GOOS != "linux" {
		return
	}
	// The library would start a session bus of its own; it must not be asked.
	library.MockInit()
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "")
	t.Setenv("XDG_RUNTIME_DIR", t.TempDir())
	if _, err := (config.SystemKeyring{}).Get(config.KeyringService, "a"); err == nil || !strings.Contains(err.Error(), "no D-Bus session bus") {
		t.Errorf("without a session bus: %v", err)
	}
}
