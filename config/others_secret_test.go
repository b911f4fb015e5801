package config_test

import (
	"errors"
	"strings"
	"testing"

	"acs-chat-tui/config"
)

// TestASecretThatIsAnothersStays: neither is it overwritten nor taken away.
func TestASecretThatIsAnothersStays(t *testing.T) {
	t.Parallel()
	added := config.Profile{Name: "a", Credential: "token", Endpoint: resource}
	for _, where := range []string{"keyring", "file"} {
		p := newPlace(t)
		if where == "keyring" {
			p.keyring["a"] = "theirs"
		} else {
			write(t, p.secretFile(), "theirs", 0o600)
		}
		_, err := p.loader(t, nil).SaveProfile(config.Flags{}, nil, added, config.NewSecret(someToken))
		wrong, ok := errors.AsType[*config.FieldError](err)
		if !ok || wrong.Field() != "name" || !strings.Contains(wrong.Message, "has a secret already, in the "+where) {
			t.Errorf("%s: %v", where, err)
		}
		if where == "keyring" && p.keyring["a"] != "theirs" || where == "file" && read(t, p.secretFile()) != "theirs" {
			t.Errorf("%s: the secret was changed", where)
		}
	}
}
