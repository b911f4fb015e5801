package config

import (
	"reflect"
	"strings"
	"testing"

	"github.com/pelletier/go-toml/v2"
)

// FuzzAddedLine holds that an edit changes one value and nothing else, whatever
// the file looks like, and that the lines of the file are all still there.
func FuzzAddedLine(f *testing.F) {
	for _, seed := range []string{
		"", "# c", "[profiles.a]", "[profiles.a]\nuser_id = 'x' # c\n", "[profiles.a]\r\nuser_id = \"x\"\r\n",
		"profiles.a.b = 1\n", "profiles = {a = {}}\n", "[profiles.a]\nuser_id = '''\nx'''\n", "[profiles.a]\nuser_id = \"\\u0041b\"\n",
		"[[profiles]]\n", "[profiles]\na.user_id = 'x'\n", "[profiles.a.b]\nc = 1\n", "\ufeff[profiles.a]\nuser_id = 'x'\n", "\ufeff",
		"x = '''\n[profiles.a]\n'''\n[profiles.a]\n", "[profiles.a]\nuser_id = 1\n", "[profiles.a]\nuser_id = ['x']\n", "é = 'é'\n[profiles.a]\nuser_id = 'é'",
	} {
		f.Add(seed)
	}
	path := []string{keyProfiles, "a", keyUserID}
	set := change{path: path, literal: quoted("8:acs:r_u"), first: true}
	f.Fuzz(func(t *testing.T, content string) {
		text, ok := fileText(content)
		if !ok {
			return
		}
		edited, err := apply(text, []change{set})
		if err != nil {
			return
		}
		var before, after map[string]any
		if err := toml.Unmarshal([]byte(text), &before); err != nil {
			t.Fatalf("%q was edited and is not TOML: %v", text, err)
		}
		if err := toml.Unmarshal([]byte(edited), &after); err != nil {
			t.Fatalf("%q became %q, which is not TOML: %v", text, edited, err)
		}
		_, there := valueAt(before, path)
		if !reflect.DeepEqual(after, set.applyTo(before)) {
			t.Errorf("%q became %q, which says %v", text, edited, after)
		}
		if !there {
			assertLinesKept(t, text, edited)
		}
		again, err := apply(edited, []change{set})
		if err != nil || again != edited {
			t.Errorf("%q edited again gives %q, %v", edited, again, err)
		}
	})
}

// fileText is the text of a file that holds this content, which alone is edited: a byte
// order mark is no part of it. What holds no text is never edited.
func fileText(content string) (string, bool) {
	text, _, err := decode([]byte(content))
	return text, err == nil
}

func valueAt(table map[string]any, path []string) (any, bool) {
	for _, key := range path[:len(path)-1] {
		table, _ = table[key].(map[string]any)
	}
	value, there := table[path[len(path)-1]]
	return value, there
}

// assertLinesKept holds that each line of a text is still there after others
// were added, in the same order.
func assertLinesKept(t *testing.T, text, edited string) {
	t.Helper()
	left := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	for line := range strings.SplitSeq(edited, "\n") {
		if len(left) > 0 && strings.TrimSuffix(left[0], "\r") == strings.TrimSuffix(line, "\r") {
			left = left[1:]
		}
	}
	if len(left) > 0 {
		t.Errorf("%q became %q, without the line %q", text, edited, left[0])
	}
}

// FuzzParseFile holds that no text makes the reading panic, and that each error
// names the file in one line.
func FuzzParseFile(f *testing.F) {
	for _, seed := range []string{
		"", "default_profile = 'a'", "[profiles.a]\nendpoint = 'https://a.example'\ntoken = 'x'", "[keys]", "profiles = 1", "[[profiles.a]]",
		"[profiles.a]\nconnection_string = 'endpoint=https://a.example/;accesskey=a2V5'", "[users]\n'https://a.example' = '8:acs:x'",
		"profiles.a.keyring = true", "a = [[[1]]]", "[profiles]\na = []", "[profiles.a]\ntoken_command = [['x']]",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		settings, err := parseFile("/config.toml", text)
		if err != nil {
			if said := err.Error(); !strings.HasPrefix(said, "/config.toml:") || strings.ContainsAny(said, "\r\n\x00\x1b") {
				t.Errorf("%q gives %q", text, said)
			}
			return
		}
		for name, read := range settings.profiles {
			if !isProfileName(name) || read.Credential == "" || read.pageSize() < 1 {
				t.Errorf("%q was let through as %q: %+v", text, name, read)
			}
		}
	})
}

// FuzzRedact holds that nothing that a command complains about can move the
// cursor, and that no known secret survives.
func FuzzRedact(f *testing.F) {
	for _, seed := range []string{"", "a\nb\r\n", "\x1b[2J", "Bearer abc", "key=", "eyJ", "\xff", "\u202e", "a\x00b"} {
		f.Add(seed)
	}
	secrets := []Secret{NewSecret(canary), NewSecret("endpoint=https://a.example/;accesskey=" + canary)}
	f.Fuzz(func(t *testing.T, text string) {
		for _, text := range withCanary(text) {
			said := redact(text, secrets)
			if strings.Contains(said, canary) {
				t.Errorf("%q shows the secret: %q", text, said)
			}
			if strings.ContainsFunc(said, func(r rune) bool { return r < ' ' || r == 0x7f || r >= 0x80 && r < 0xa0 || r >= 0x202a && r <= 0x202e }) {
				t.Errorf("%q becomes %q", text, said)
			}
			if length := len([]rune(said)); length > maximumSaid+1 {
				t.Errorf("what is said is %d characters long", length)
			}
		}
	})
}
