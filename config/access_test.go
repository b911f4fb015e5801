//go:build unix

package config_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"acs-chat-tui/config"
)

// chmod sets a mode that the umask has no part in.
func chmod(t *testing.T, path string, mode fs.FileMode) {
	t.Helper()
	if err := os.Chmod(path, mode); err != nil {
		t.Fatal(err)
	}
}

func mkdir(t *testing.T, path string, mode fs.FileMode) string {
	t.Helper()
	if err := os.MkdirAll(path, 0o700); err != nil {
		t.Fatal(err)
	}
	chmod(t, path, mode)
	return path
}

func link(t *testing.T, target, path string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(target, path); err != nil {
		t.Fatal(err)
	}
}

// TestWhatOthersCouldReplaceIsRefused holds that no file decides what is run, or which
// secret is used, that others could put another one in the place of; and that it is
// taken again after what the error says was run.
func TestWhatOthersCouldReplaceIsRefused(t *testing.T) {
	t.Parallel()
	const command, keyring, tokenFile = "token_command = ['true']\n", "keyring = true\n", "token_file = 'run/token'\n"
	for _, test := range []struct {
		name, keys string
		// lax makes something lax and returns it.
		lax func(t *testing.T, folder string) string
	}{
		{"the folder of a command", command, func(t *testing.T, folder string) string { t.Helper(); return mkdir(t, folder, 0o777) }},
		{"the folder of a command that a group shares", command, func(t *testing.T, folder string) string { t.Helper(); return mkdir(t, folder, 0o770) }},
		{"the folder of a profile of the keyring", keyring, func(t *testing.T, folder string) string { t.Helper(); return mkdir(t, folder, 0o777) }},
		{"the folder above", command, func(t *testing.T, folder string) string { t.Helper(); return mkdir(t, filepath.Dir(folder), 0o777) }},
		{"the folder of secrets", keyring, func(t *testing.T, folder string) string {
			t.Helper()
			return mkdir(t, filepath.Join(folder, "secrets"), 0o777)
		}},
		{"the folder of a token file", tokenFile, func(t *testing.T, folder string) string {
			t.Helper()
			return mkdir(t, filepath.Join(folder, "run"), 0o722)
		}},
		{"a folder of a link to a secret", keyring, func(t *testing.T, folder string) string {
			t.Helper()
			lax := mkdir(t, filepath.Join(folder, "lax"), 0o777)
			write(t, filepath.Join(lax, "held"), someToken, 0o600)
			if err := os.RemoveAll(filepath.Join(folder, "secrets", "a")); err != nil {
				t.Fatal(err)
			}
			link(t, "../lax/held", filepath.Join(folder, "secrets", "a"))
			return lax
		}},
		{"a folder of a link on the way", tokenFile, func(t *testing.T, folder string) string {
			t.Helper()
			good := mkdir(t, filepath.Join(folder, "good"), 0o700)
			write(t, filepath.Join(good, "token"), someToken, 0o600)
			lax := mkdir(t, filepath.Join(folder, "lax"), 0o777)
			link(t, good, filepath.Join(lax, "way"))
			if err := os.RemoveAll(filepath.Join(folder, "run")); err != nil {
				t.Fatal(err)
			}
			link(t, filepath.Join(lax, "way"), filepath.Join(folder, "run"))
			return lax
		}},
		{"a configuration file that is a link", command, func(t *testing.T, folder string) string {
			t.Helper()
			lax := mkdir(t, filepath.Join(folder, "lax"), 0o777)
			if err := os.Rename(filepath.Join(folder, "config.toml"), filepath.Join(lax, "mine.toml")); err != nil {
				t.Fatal(err)
			}
			link(t, filepath.Join("lax", "mine.toml"), filepath.Join(folder, "config.toml"))
			return lax
		}},
		{"the file of a profile of the keyring", keyring, func(t *testing.T, folder string) string {
			t.Helper()
			chmod(t, filepath.Join(folder, "config.toml"), 0o666)
			return filepath.Join(folder, "config.toml")
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			p := newPlace(t)
			folder := filepath.Dir(p.file())
			write(t, p.file(), withEndpoint+test.keys, 0o644)
			write(t, filepath.Join(folder, "secrets", "a"), someToken, 0o600)
			write(t, filepath.Join(folder, "run", "token"), someToken, 0o600)
			p.mustLoad(t, nil)
			lax := test.lax(t, folder)
			_, err := p.load(t, nil)
			if err == nil || !strings.HasSuffix(err.Error(), "; run: chmod go-w "+lax) {
				t.Fatalf("Load: %v; want chmod go-w %s", err, lax)
			}
			info, err := os.Stat(lax)
			if err != nil {
				t.Fatal(err)
			}
			chmod(t, lax, info.Mode().Perm()&^0o022)
			p.mustLoad(t, nil)
		})
	}
}

// TestAStickyFolderIsFine holds that /tmp and its like are: others cannot replace there
// what is not theirs.
func TestAStickyFolderIsFine(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	folder := filepath.Dir(p.file())
	write(t, p.file(), withEndpoint+"token_file = 'run/token'\n", 0o600)
	write(t, filepath.Join(folder, "run", "token"), someToken, 0o600)
	chmod(t, folder, 0o777|fs.ModeSticky)
	chmod(t, filepath.Join(folder, "run"), 0o777|fs.ModeSticky)
	p.mustLoad(t, nil)
}

// TestNothingIsPutWhereOthersCouldReplaceIt holds that a secret is not written into a
// folder from which it would be refused, and neither is a profile.
func TestNothingIsPutWhereOthersCouldReplaceIt(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	folder := filepath.Dir(p.file())
	secrets := mkdir(t, filepath.Join(folder, "secrets"), 0o777)
	loader := p.loader(t, nil)
	loader.Keyring = brokenKeyring{}
	profile := config.Profile{Name: "a", Credential: "token", Endpoint: resource}
	_, err := loader.SaveProfile(config.Flags{}, nil, profile, config.NewSecret(someToken))
	if err == nil || !strings.HasSuffix(err.Error(), "; run: chmod go-w "+secrets) {
		t.Errorf("with lax secrets: %v", err)
	}
	chmod(t, secrets, 0o700)
	chmod(t, folder, 0o777)
	_, err = loader.SaveProfile(config.Flags{}, nil, profile, config.NewSecret(someToken))
	if err == nil || !strings.HasSuffix(err.Error(), "; run: chmod go-w "+folder) {
		t.Errorf("with a lax folder: %v", err)
	}
	if _, err := os.Stat(filepath.Join(secrets, "a")); !os.IsNotExist(err) {
		t.Errorf("the secret was written: %v", err)
	}
	if _, err := os.Stat(p.file()); !os.IsNotExist(err) {
		t.Errorf("the profile was written: %v", err)
	}
}

// TestAProgramThatEverybodyMayChangeIsNotRun holds so of one that is named by its path,
// and of the file of authorities, which says who gets the secret.
func TestAProgramThatEverybodyMayChangeIsNotRun(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	folder := filepath.Dir(p.file())
	tools, trusted := filepath.Join(folder, "tools"), filepath.Join(folder, "trusted")
	program, authorities := filepath.Join(tools, "get"), filepath.Join(trusted, "ca.pem")
	write(t, program, "#!/bin/sh\necho "+someToken+"\n", 0o755)
	write(t, authorities, certificate(t), 0o644)
	write(t, p.file(), withEndpoint+"token_command = ['./tools/get']\nca_file = 'trusted/ca.pem'\n", 0o600)
	for _, lax := range []string{program, tools, authorities, trusted} {
		loaded := p.mustLoad(t, nil)
		if token, err := loaded.TokenSource(t.Context()); err != nil || token != someToken {
			t.Errorf("the token is %q, %v", token, err)
		}
		info, err := os.Stat(lax)
		if err != nil {
			t.Fatal(err)
		}
		chmod(t, lax, info.Mode().Perm()|0o002)
		want := "; run: chmod o-w " + lax
		if _, err := p.load(t, nil); err == nil || !strings.HasSuffix(err.Error(), want) {
			t.Errorf("Load: %v, want %q", err, want)
		}
		if strings.HasPrefix(lax, tools) {
			if token, err := loaded.TokenSource(t.Context()); token != "" || err == nil || !strings.HasSuffix(err.Error(), want) {
				t.Errorf("a program that has become lax since gives %q, %v", token, err)
			}
		}
		chmod(t, lax, info.Mode().Perm())
	}
	// A group of administrators may share a program.
	chmod(t, tools, 0o775)
	chmod(t, program, 0o775)
	p.mustLoad(t, nil)
}

// TestWhatDecidesNothingMayLieAnywhere holds that a file without profiles is taken as it
// is: where somebody adds one, it is refused.
func TestWhatDecidesNothingMayLieAnywhere(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	write(t, p.file(), "[keys]\nrefresh = 'f5'\n[users]\n'"+resource+"' = '"+someUser+"'\n", 0o666)
	chmod(t, filepath.Dir(p.file()), 0o777)
	if loaded := p.mustLoad(t, issuing); len(loaded.Keys) != 1 || loaded.UserID != someUser {
		t.Errorf("loaded %+v", loaded)
	}
}
