package config_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"acs-chat-tui/config"
)

// TestAnInlineTableIsNotExtended holds that nothing is written that TOML forbids: what
// an inline table or dotted keys make is closed, and the user is told what to do.
func TestAnInlineTableIsNotExtended(t *testing.T) {
	t.Parallel()
	const keys = "connection_string = '" + someConnectionString + "'"
	for name, text := range map[string]string{
		"all profiles":              "profiles = {a = {" + keys + "}}\n",
		"all profiles, none within": "profiles = {}\n",
		"one profile":               "[profiles]\na = {" + keys + "}\n",
		"dotted keys":               "profiles.a." + keys + "\n",
		"dotted keys below":         "[profiles]\na." + keys + "\n",
		"users":                     "users = {}\n",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newPlace(t)
			write(t, p.file(), text, 0o600)
			added := config.Profile{Name: "b", Credential: "token_file", Value: "t", Endpoint: resource}
			if strings.HasPrefix(name, "all profiles") {
				_, err := p.loader(t, nil).SaveProfile(config.Flags{}, nil, added, config.Secret{})
				if err == nil || !strings.Contains(err.Error(), "change profiles.b.endpoint by hand") || read(t, p.file()) != text {
					t.Errorf("adding a profile: %v; the file is\n%s", err, read(t, p.file()))
				}
			}
			env := map[string]string{}
			arguments := []string{"--profile", "a"}
			if !strings.Contains(text, keys) {
				env, arguments = issuing, nil
			}
			if name == "all profiles, none within" {
				return
			}
			err := p.mustLoad(t, env, arguments...).SaveUser(someUser)
			if err == nil || !strings.Contains(err.Error(), "write into the table [") || read(t, p.file()) != text {
				t.Errorf("keeping the user: %v; the file is\n%s", err, read(t, p.file()))
			}
		})
	}
}

// TestALinkToNothingIsNotReplaced holds that a symbolic link in the place of the
// configuration file is neither taken for no configuration nor made a file.
func TestALinkToNothingIsNotReplaced(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	loaded := p.mustLoad(t, issuing)
	target := filepath.Join(t.TempDir(), "not-mounted", "config.toml")
	if err := os.MkdirAll(filepath.Dir(p.file()), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(target, p.file()); err != nil {
		t.Fatal(err)
	}
	added := config.Profile{Name: "b", Credential: "token_file", Value: "t", Endpoint: resource}
	_, loadErr := p.load(t, nil)
	_, saveErr := p.loader(t, nil).SaveProfile(config.Flags{}, nil, added, config.Secret{})
	for what, err := range map[string]error{"loading": loadErr, "keeping the user": loaded.SaveUser(someUser), "adding a profile": saveErr} {
		if err == nil || !strings.Contains(err.Error(), p.file()+" is a symbolic link to "+target+", which does not exist") {
			t.Errorf("%s: %v", what, err)
		}
	}
	if got, err := os.Readlink(p.file()); err != nil || got != target {
		t.Errorf("the link is %q, %v", got, err)
	}
	if _, err := os.Stat(target); err == nil {
		t.Error("a file was made where the link leads")
	}

	// Where the file is there, the link stays and the file is changed.
	write(t, target, "# mine\n", 0o600)
	if _, err := p.loader(t, nil).SaveProfile(config.Flags{}, nil, added, config.Secret{}); err != nil {
		t.Fatal(err)
	}
	if got, err := os.Readlink(p.file()); err != nil || got != target || !strings.Contains(read(t, target), "[profiles.b]") {
		t.Errorf("the link is %q, %v, and the file\n%s", got, err, read(t, target))
	}
}
