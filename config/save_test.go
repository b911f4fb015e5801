package config_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"acs-chat-tui/config"
)

var issuing = map[string]string{config.EnvConnectionString: someConnectionString}

// assertFile compares the file and holds that only its owner may read it and
// that nothing is left beside it.
func assertFile(t *testing.T, path, want string) {
	t.Helper()
	if diff := cmp.Diff(want, read(t, path)); diff != "" {
		t.Errorf("the file (-want +got):\n%s", diff)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file's mode is %v, %v; want 0600", info.Mode(), err)
	}
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil || len(entries) != 1 {
		t.Errorf("beside the file there are %v, %v", entries, err)
	}
}

// TestSaveUserOfTheEnvironment is the first connection: nothing is there, and
// the second start asks nothing.
func TestSaveUserOfTheEnvironment(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	loaded := p.mustLoad(t, issuing)
	if loaded.UserID != "" || loaded.File != p.file() {
		t.Errorf("at the first start: %+v", loaded)
	}
	if err := loaded.SaveUser(someUser); err != nil {
		t.Fatalf("SaveUser: %v", err)
	}
	assertFile(t, p.file(), "[users]\n\""+resource+"\" = \""+someUser+"\"\n")
	info, err := os.Stat(filepath.Dir(p.file()))
	if err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("the folder's mode is %v, %v; want 0700", info.Mode(), err)
	}
	if got := p.mustLoad(t, issuing); got.UserID != someUser {
		t.Errorf("at the second start the user is %q", got.UserID)
	}

	elsewhere := p.mustLoad(t, issuing, "--endpoint", otherPlace)
	if elsewhere.UserID != "" {
		t.Errorf("another endpoint has the user %q of the first", elsewhere.UserID)
	}
	other := strings.Replace(someUser, "7200", "7300", 1)
	if got := p.mustLoad(t, issuing, "--user", other); got.UserID != other {
		t.Errorf("--user gives %q", got.UserID)
	}
	if err := elsewhere.SaveUser(other); err != nil {
		t.Fatalf("SaveUser: %v", err)
	}
	assertFile(t, p.file(), "[users]\n\""+otherPlace+"\" = \""+other+"\"\n\""+resource+"\" = \""+someUser+"\"\n")
	if err := loaded.SaveUser(other); err != nil {
		t.Fatalf("SaveUser: %v", err)
	}
	assertFile(t, p.file(), "[users]\n\""+otherPlace+"\" = \""+other+"\"\n\""+resource+"\" = \""+other+"\"\n")
	if got := p.mustLoad(t, map[string]string{config.EnvEndpoint: resource, config.EnvAccessToken: someToken}); got.UserID != "" {
		t.Errorf("a token acts as %q of the file", got.UserID)
	}
}

func TestSaveUserOfAProfileKeepsTheRest(t *testing.T) {
	t.Parallel()
	const connection = `connection_string = "` + someConnectionString + `" # from the portal`
	for _, test := range []struct{ name, before, after string }{
		{
			"a line below the header",
			"# ours\n\n[profiles.other]\nendpoint = '" + resource + "'\ntoken_file = '/x'\n\n  [profiles.a]  # the one\n  " +
				connection + "\n\n# end",
			"# ours\n\n[profiles.other]\nendpoint = '" + resource + "'\ntoken_file = '/x'\n\n  [profiles.a]  # the one\n  user_id = \"" +
				someUser + "\"\n  " + connection + "\n\n# end",
		},
		{
			"the value replaced",
			"[profiles.a]\nuser_id   =   '8:acs:old_one'   # me\n" + connection + "\n",
			"[profiles.a]\nuser_id   =   '" + someUser + "'   # me\n" + connection + "\n",
		},
		{
			"a key in quotation marks",
			"[\"profiles\".'a']\n\"user_id\"=\"8:acs:old_one\"\n" + connection,
			"[\"profiles\".'a']\n\"user_id\"=\"" + someUser + "\"\n" + connection,
		},
		{
			"line ends of Windows",
			"# a\r\n[profiles.a]\r\n" + connection + "\r\n",
			"# a\r\n[profiles.a]\r\nuser_id = \"" + someUser + "\"\r\n" + connection + "\r\n",
		},
		{
			"the value replaced between line ends of Windows",
			"# a\r\n[profiles.a]\r\nuser_id = '8:acs:old_one'\r\n" + connection + "\r\n",
			"# a\r\n[profiles.a]\r\nuser_id = '" + someUser + "'\r\n" + connection + "\r\n",
		},
		{
			"the same user",
			"[profiles.a]\n" + connection + "\nuser_id = '" + someUser + "'\n",
			"[profiles.a]\n" + connection + "\nuser_id = '" + someUser + "'\n",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			p := newPlace(t)
			write(t, p.file(), test.before, 0o600)
			loaded := p.mustLoad(t, nil, "--profile", "a")
			if err := loaded.SaveUser(someUser); err != nil {
				t.Fatalf("SaveUser: %v", err)
			}
			assertFile(t, p.file(), test.after)
			if got := p.mustLoad(t, nil, "--profile", "a"); got.UserID != someUser {
				t.Errorf("at the next start the user is %q", got.UserID)
			}
		})
	}
}

func TestSaveUserRefuses(t *testing.T) {
	t.Parallel()
	const inline = "profiles = { a = { connection_string = '" + someConnectionString + "' } }\n"
	const withKey = "[profiles]\na = { user_id = '8:acs:old_one', connection_string = '" + someConnectionString + "' }\n"
	const dotted = "profiles.a.connection_string = '" + someConnectionString + "'\n"
	const table = "[profiles.a]\nconnection_string = '" + someConnectionString + "'\n"
	for _, test := range []struct{ name, text, then, user, want string }{
		{"an inline table", inline, inline, someUser, "write into the table [profiles.a]: user_id = \"" + someUser + "\""},
		{"an inline table with the key", withKey, withKey, someUser, "write into the table [profiles.a]: user_id = "},
		{"a dotted key", dotted, dotted, someUser, "write into the table [profiles.a]: user_id = \"" + someUser + "\""},
		{"a profile that is gone", table, "# gone\n", someUser, "would be refused at the next start"},
		{"a file that is broken now", table, table + canary, someUser, "it is not TOML any more"},
		{"no user", table, table, "me", "is not the ID of a"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			p := newPlace(t)
			write(t, p.file(), test.text, 0o600)
			loaded := p.mustLoad(t, nil, "--profile", "a")
			write(t, p.file(), test.then, 0o600)
			err := loaded.SaveUser(test.user)
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Fatalf("SaveUser gives %v, want %q", err, test.want)
			}
			assertHidden(t, "the error", err.Error())
			assertFile(t, p.file(), test.then)
		})
	}

	p := newPlace(t)
	for name, loaded := range map[string]config.Config{
		"the built-in emulator": p.mustLoad(t, nil),
		"a token":               p.mustLoad(t, map[string]string{config.EnvEndpoint: resource, config.EnvAccessToken: someToken}),
	} {
		if err := loaded.SaveUser(someUser); err == nil || !strings.Contains(err.Error(), "for a connection string only") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := os.Stat(p.file()); !os.IsNotExist(err) {
		t.Errorf("a file was made: %v", err)
	}
	loaded := p.mustLoad(t, issuing)
	loaded.File = ""
	if err := loaded.SaveUser(someUser); err == nil || !strings.Contains(err.Error(), "--config") {
		t.Errorf("without a place for the file: %v", err)
	}
}

// TestSaveUserFollowsALink holds that a file kept elsewhere stays there.
func TestSaveUserFollowsALink(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	target := filepath.Join(p.directory, "dotfiles", "chat.toml")
	write(t, target, "# mine\n", 0o644)
	if err := os.MkdirAll(filepath.Dir(p.file()), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(target, p.file()); err != nil {
		t.Fatal(err)
	}
	if err := p.mustLoad(t, issuing).SaveUser(someUser); err != nil {
		t.Fatalf("SaveUser: %v", err)
	}
	if got, err := os.Readlink(p.file()); err != nil || got != target {
		t.Errorf("the link leads to %q, %v", got, err)
	}
	assertFile(t, target, "# mine\n\n[users]\n\""+resource+"\" = \""+someUser+"\"\n")
}
