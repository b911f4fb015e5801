package config_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"acs-chat-tui/config"
)

func TestKeysAreReadWithTheirLines(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	write(t, p.file(), "[keys]\nquit = 'x'\n\nrefresh = ['f5', 'ctrl+r']\n", 0o600)
	for name, environment := range map[string]map[string]string{
		"nothing set":            nil,
		"a token, which decides": {config.EnvEndpoint: resource, config.EnvAccessToken: someToken},
	} {
		got, err := p.load(t, environment)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		want := []config.KeyBinding{
			{Action: "quit", Keys: []string{"x"}, Place: p.file() + ":2"},
			{Action: "refresh", Keys: []string{"f5", "ctrl+r"}, Place: p.file() + ":4"},
		}
		if diff := cmp.Diff(want, got.Keys); diff != "" || got.KeysFault != "" {
			t.Errorf("%s: %q\n%s", name, got.KeysFault, diff)
		}
	}
}

// TestABrokenFileDoesNotKeepATokenFromWorking: only what it says of keys is not in
// force, and why is told.
func TestABrokenFileDoesNotKeepATokenFromWorking(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	write(t, p.file(), "[keys\n", 0o600)
	got, err := p.load(t, map[string]string{config.EnvEndpoint: resource, config.EnvAccessToken: someToken})
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(got.KeysFault, p.file()+":1: this is not TOML") || got.Keys != nil {
		t.Errorf("%q, %v", got.KeysFault, got.Keys)
	}
}
