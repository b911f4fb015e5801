package config_test

import (
	"errors"
	"strings"
	"testing"

	"acs-chat-tui/config"
)

// listed is a profile as a form begins with it; one of no fields where it is not there.
func (p place) listed(t *testing.T, name string) *config.Profile {
	t.Helper()
	all, err := p.loader(t, nil).Profiles(config.Flags{})
	if err != nil {
		t.Fatal(err)
	}
	for _, one := range all {
		if one.Name == name {
			return &one.Profile
		}
	}
	return &config.Profile{Name: name}
}

// change saves a profile with a form that was opened just now.
func (p place) change(t *testing.T, changed config.Profile, secret config.Secret) (string, error) {
	t.Helper()
	return p.loader(t, nil).SaveProfile(config.Flags{}, p.listed(t, changed.Name), changed, secret)
}

// TestAFormThatIsOlderThanTheFile undoes nothing that was changed meanwhile.
func TestAFormThatIsOlderThanTheFile(t *testing.T) {
	t.Parallel()
	begun := "default_profile = 'a'\n[profiles.a]\nendpoint = '" + resource + "'\nkeyring = true\n[profiles.b]\nendpoint = '" + resource + "'\nkeyring = true\n"
	meanwhile := "default_profile = 'b'\n[profiles.a]\nendpoint = '" + otherPlace + "'\nkeyring = true\npage_size = 7\nread_only = true\n[profiles.b]\nendpoint = '" + resource + "'\nkeyring = true\n"
	for _, test := range []struct {
		name   string
		typed  func(*config.Profile)
		secret string
		field  string // the one that is refused
		after  string
	}{
		{"another field", func(p *config.Profile) { p.APIVersion = "2021-03-07" }, "", "", strings.Replace(meanwhile, "read_only = true\n", "read_only = true\napi_version = \"2021-03-07\"\n", 1)},
		{"the same field", func(p *config.Profile) { p.PageSize = "8" }, "", "page_size", ""},
		{"the same field to the same", func(p *config.Profile) { p.PageSize = "7" }, "", "", meanwhile},
		{"a token for what was the endpoint", func(p *config.Profile) { p.Credential = "token" }, someToken, "endpoint", ""},
		{"the endpoint", func(p *config.Profile) { p.Endpoint = "https://third.example" }, "", "endpoint", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			p := newPlace(t)
			write(t, p.file(), begun, 0o600)
			from := p.listed(t, "a")
			write(t, p.file(), meanwhile, 0o600)
			typed := *from
			test.typed(&typed)
			_, err := p.loader(t, nil).SaveProfile(config.Flags{}, from, typed, config.NewSecret(test.secret))
			if test.field == "" {
				if got := read(t, p.file()); err != nil || got != test.after {
					t.Errorf("%v, the file is\n%s\nwant\n%s", err, got, test.after)
				}
				return
			}
			wrong, ok := errors.AsType[*config.FieldError](err)
			if !ok || wrong.Field() != test.field || !strings.Contains(wrong.Message, "was changed in the file meanwhile") || read(t, p.file()) != meanwhile || len(p.keyring) != 0 {
				t.Errorf("%v; the file is\n%s", err, read(t, p.file()))
			}
		})
	}
}

// TestWhatGoesWithoutSayingStays, with its comments.
func TestWhatGoesWithoutSayingStays(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	write(t, p.file(), "[profiles.a]\nendpoint = '"+resource+"'\ntoken_file = 'token'\nkeyring = false # no\npage_size = 100 # all\nread_only = false # keep\n", 0o600)
	changed := *p.listed(t, "a")
	changed.APIVersion = "2021-03-07"
	if _, err := p.change(t, changed, config.Secret{}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"keyring = false # no\n", "page_size = 100 # all\n", "read_only = false # keep\n", "api_version = \"2021-03-07\"\n"} {
		if got := read(t, p.file()); !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
}
