package config

import (
	"reflect"
	"strings"
	"testing"

	"github.com/pelletier/go-toml/v2"
)

func TestChangesKeepTheRest(t *testing.T) {
	t.Parallel()
	at := func(keys ...string) []string { return keys }
	for _, test := range []struct {
		name, before string
		changes      []change
		after        string
	}{
		{
			"an empty file", "",
			[]change{{path: at("profiles", "a", "endpoint"), literal: `"x"`}, {path: at("profiles", "a", "keyring"), literal: "true"}},
			"[profiles.a]\nendpoint = \"x\"\nkeyring = true\n",
		},
		{
			"a table behind others, without a line end", "# c\n[keys]\nquit = 'x'",
			[]change{{path: at("profiles", "a", "page_size"), literal: "7"}},
			"# c\n[keys]\nquit = 'x'\n\n[profiles.a]\npage_size = 7\n",
		},
		{
			"values of every kind, comments stay",
			"[profiles.a] # one\n  b = true # yes\n  c = [ # list\n    'x', # first ]\n  ] # end\n  d = \"a # b\" # text\n# last\n[profiles.b]\nb = 1\n",
			[]change{
				{path: at("profiles", "a", "b"), literal: "false"},
				{path: at("profiles", "a", "c"), literal: `["y"]`},
				{path: at("profiles", "a", "d"), literal: `"z"`},
				{path: at("profiles", "a", "e"), literal: "5"},
			},
			"[profiles.a] # one\n  b = false # yes\n  c = [\"y\"] # end\n  d = \"z\" # text\n  e = 5\n# last\n[profiles.b]\nb = 1\n",
		},
		{
			"a key taken away", "[profiles.a]\r\nx = '''\r\n[y]\r\n'''\r\nz = 1\r\n",
			[]change{{path: at("profiles", "a", "x"), remove: true}, {path: at("profiles", "a", "w"), remove: true}},
			"[profiles.a]\r\nz = 1\r\n",
		},
		{
			"a table taken away with its default", "default_profile = 'a'\n\n# about a\n[profiles.a]\nx = 1\n# within\ny = 2\n# about b\n[profiles.b]\nz = 3\n",
			[]change{{path: at("profiles", "a"), remove: true}, {path: at("default_profile"), remove: true}},
			"\n# about a\n# about b\n[profiles.b]\nz = 3\n",
		},
		{
			"the last table taken away", "[profiles.a]\nx = 1\n",
			[]change{{path: at("profiles", "a"), remove: true}},
			"",
		},
		{
			"a key at the top", "# mine\n[profiles.a]\nx = 1\n",
			[]change{{path: at("default_profile"), literal: `"a"`}},
			"default_profile = \"a\"\n\n# mine\n[profiles.a]\nx = 1\n",
		},
		{
			"quotation marks", "[\"profiles\".'a']\n\"x\" = \"1\\\"]\"\n",
			[]change{{path: at("profiles", "a", "x"), literal: quoted("q\"\\\x01é")}},
			"[\"profiles\".'a']\n\"x\" = \"q\\\"\\\\\\u0001é\"\n",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			after, err := apply(test.before, test.changes)
			if err != nil || after != test.after {
				t.Errorf("%q, %v\nwant %q", after, err, test.after)
			}
		})
	}
}

func TestChangesThatCannotBeMade(t *testing.T) {
	t.Parallel()
	set := []change{{path: []string{"profiles", "a", "x"}, literal: `"new"`}}
	for name, text := range map[string]string{
		"an inline table":  "profiles = { a = { x = 'old' } }\n",
		"a table as value": "[profiles]\na = { x = 'old' }\n",
		"no TOML":          "[profiles.a\n",
		"an array":         "[[profiles]]\n[profiles.a]\nx = 1\n",
	} {
		if after, err := apply(text, set); err == nil || strings.Contains(err.Error(), "old") {
			t.Errorf("%s: %q, %v", name, after, err)
		}
	}
}

// FuzzChanges holds that changes change what they say and nothing else.
func FuzzChanges(f *testing.F) {
	for _, seed := range []string{
		"", "# c", "[profiles.a]", "[profiles.a]\nx = 'x' # c\n", "[profiles.a]\r\nx = [1,\r\n2]\r\n", "profiles.a.b = 1\n",
		"profiles = {a = {}}\n", "[profiles.a]\nx = '''\nx'''\n", "[[profiles]]\n", "[profiles]\na.x = 'x'\n", "x = \"\"\"\\\"\"\"\"\n[profiles.a]\n",
		"[profiles.a]\nx = 1979-05-27 07:32:00\n", "d = 1\n[profiles.a]\nx=1", "[ profiles . a ]\nx=1#", "[profiles.a]\nx = {a = [']']} # c",
	} {
		f.Add(seed)
	}
	changes := []change{
		{path: []string{"profiles", "a", "x"}, literal: `["1", "]"]`},
		{path: []string{"profiles", "a", "y"}, literal: "true"},
		{path: []string{"d"}, remove: true},
	}
	f.Fuzz(func(t *testing.T, content string) {
		text, ok := fileText(content)
		if !ok {
			return
		}
		edited, err := apply(text, changes)
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
		for _, c := range changes {
			before = c.applyTo(before)
		}
		if !reflect.DeepEqual(withoutEmpty(before), withoutEmpty(after)) {
			t.Errorf("%q became %q, which says %v", text, edited, after)
		}
		again, err := apply(edited, changes)
		if err != nil || again != edited {
			t.Errorf("%q edited again gives %q, %v", edited, again, err)
		}
	})
}
