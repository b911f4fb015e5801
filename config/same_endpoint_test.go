package config_test

import (
	"strings"
	"testing"

	"acs-chat-tui/config"
)

// TestATokenOfAnotherEndpointIsNotGiven, wherever a profile has its tokens.
func TestATokenOfAnotherEndpointIsNotGiven(t *testing.T) {
	t.Parallel()
	for name, credential := range map[string]string{
		"keyring":       "keyring = true\n",
		"token_file":    "token_file = 'token'\n",
		"token_command": "token_command = ['sh', '-c', 'echo " + someToken + "']\n",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newPlace(t)
			p.keyring["a"] = someToken
			text := withEndpoint + credential
			write(t, strings.TrimSuffix(p.file(), "config.toml")+"token", someToken, 0o600)
			write(t, p.file(), text, 0o600)
			source := p.mustLoad(t, nil).TokenSource
			if got, err := source(t.Context()); err != nil || got != someToken {
				t.Fatalf("%q, %v", got, err)
			}
			for _, test := range []struct{ text, want string }{
				{strings.ReplaceAll(text, resource, otherPlace), "the profile a names another endpoint now (" + otherPlace + "): connect again"},
				{"# empty\n", "the token is not taken: there is no profile"},
				{"broken", "is not known"},
			} {
				write(t, p.file(), test.text, 0o600)
				got, err := source(t.Context())
				if got != "" || err == nil || !strings.Contains(err.Error(), test.want) {
					t.Errorf("%q, %v; want %q", got, err, test.want)
				}
			}
			write(t, p.file(), "# as before\n"+text, 0o600)
			if got, err := source(t.Context()); err != nil || got != someToken {
				t.Errorf("as before: %q, %v", got, err)
			}
		})
	}
}

// TestEditingTheProfileInUse gives the new endpoint's token to nobody.
func TestEditingTheProfileInUse(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	p.keyring["a"] = someToken
	write(t, p.file(), withEndpoint+"keyring = true\n", 0o600)
	source := p.mustLoad(t, nil).TokenSource
	changed := config.Profile{Name: "a", Credential: "token", Endpoint: otherPlace, Default: true}
	if _, err := p.change(t, changed, config.NewSecret("another")); err != nil {
		t.Fatal(err)
	}
	if got, err := source(t.Context()); got != "" || err == nil || !strings.Contains(err.Error(), "another endpoint now") {
		t.Errorf("%q, %v", got, err)
	}
}
