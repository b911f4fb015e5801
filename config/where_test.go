package config_test

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"acs-chat-tui/config"
)

// TestWhereASecretIsSaysWhereItReallyIs is not parallel: whether there is a keyring
// service is the environment's to say.
func TestWhereASecretIsSaysWhereItReallyIs(t *testing.T) {
	p := newPlace(t)
	folder := filepath.Dir(p.file())
	file := filepath.Join(folder, "secrets", "a")
	loader := p.loader(t, nil)
	listed := func() config.Listed {
		t.Helper()
		all, err := loader.Profiles(config.Flags{})
		if err != nil || len(all) != 1 {
			t.Fatalf("listed %v, %v", all, err)
		}
		return all[0]
	}
	write(t, p.file(), withEndpoint+"keyring = true\n", 0o600)
	const inKeyring = "the keyring (service acs-chat-tui, user a)"
	if got := listed(); got.Kept != "keyring" || got.Where != inKeyring {
		t.Errorf("with a keyring and no file: %q, %q", got.Kept, got.Where)
	}
	write(t, file, someToken, 0o600)
	if got := listed(); got.Kept != "keyring or file" || got.Where != "the file "+file+", unless the keyring has it" {
		t.Errorf("with a keyring and a file: %q, %q", got.Kept, got.Where)
	}

	if runtime.GOOS == "linux" { // The others always have one.
		t.Setenv("DBUS_SESSION_BUS_ADDRESS", "")
		t.Setenv("XDG_RUNTIME_DIR", t.TempDir())
		loader.Keyring = config.SystemKeyring{}
		if got := listed(); got.Kept != "secrets file" || got.Where != "the file "+file {
			t.Errorf("with a file and no keyring: %q, %q", got.Kept, got.Where)
		}
		loaded, err := loader.Load(config.Flags{})
		if err != nil || !strings.HasPrefix(loaded.Origin, "the file "+file+",") {
			t.Errorf("in use, it comes from %q, %v", loaded.Origin, err)
		}
		if err := os.Remove(file); err != nil {
			t.Fatal(err)
		}
		if got := listed(); got.Kept != "nowhere" || !strings.HasPrefix(got.Where, "nowhere: ") || !strings.HasSuffix(got.Where, "there is no file "+file) {
			t.Errorf("with neither: %q, %q", got.Kept, got.Where)
		}
	}

	for keys, where := range map[string]string{
		"token_file = 'run/token'": "the file " + filepath.Join(folder, "run", "token"), "token_command = ['az']": "the command az", "token = 'x'": p.file(),
	} {
		write(t, p.file(), withEndpoint+keys+"\n", 0o600)
		if got := listed(); got.Kept != "" || got.Where != where {
			t.Errorf("with %s: %q, %q; want %q", keys, got.Kept, got.Where, where)
		}
	}
}
