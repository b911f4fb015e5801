package config_test

import (
	"fmt"
	"os"
	"runtime"
	"strings"
	"testing"

	"acs-chat-tui/config"
)

// manyProfiles is a configuration file of so many profiles, of every kind, with as many
// keys and users.
func manyProfiles(count int) string {
	var text, users, bound strings.Builder
	text.WriteString("default_profile = 'p0'\n")
	users.WriteString("[users]\n")
	bound.WriteString("[keys]\n")
	for n := range count {
		credential := []string{
			"token = '" + someToken + "'", "token_file = 'x'", "keyring = true",
			"token_command = ['sh', '-c', 'echo']", "connection_string = '" + strings.Replace(someConnectionString, "contoso", fmt.Sprintf("r%d", n), 1) + "'",
		}[n%5]
		endpoint := "endpoint = '" + resource + "'\n"
		if n%5 == 4 {
			endpoint = ""
		}
		fmt.Fprintf(&text, "\n# number %d\n[profiles.p%d]\n%s%s\npage_size = 50\nread_only = true\n", n, n, endpoint, credential)
		fmt.Fprintf(&users, "'https://r%d.example' = '%s'\n", n, someUser)
		fmt.Fprintf(&bound, "a%d = 'x'\n", n)
	}
	return text.String() + users.String() + bound.String()
}

// profileWork is what is done with a configuration file of many profiles, by name.
func profileWork(tb testing.TB, loader config.Loader, path string, count int) map[string]func() {
	tb.Helper()
	text := manyProfiles(count)
	flags := config.Flags{ConfigFile: path}
	restore := func() {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			tb.Fatal(err)
		}
	}
	restore()
	check := func(err error) {
		if err != nil {
			tb.Fatal(err)
		}
	}
	return map[string]func(){
		"load": func() {
			loaded, err := loader.Load(config.Flags{ConfigFile: path})
			check(err)
			if len(loaded.Keys) != count {
				tb.Fatalf("%d keys are bound, want %d", len(loaded.Keys), count)
			}
		},
		"list": func() {
			listed, err := loader.Profiles(flags)
			check(err)
			if len(listed) != count {
				tb.Fatalf("%d profiles are listed, want %d", len(listed), count)
			}
		},
		"add": func() {
			_, err := loader.SaveProfile(flags, nil, config.Profile{Name: "new", Credential: "token_file", Value: "x", Endpoint: resource}, config.Secret{})
			check(err)
			restore()
		},
		"remove": func() {
			_, err := loader.RemoveProfile(flags, fmt.Sprintf("p%d", count/2))
			check(err)
			restore()
		},
		"keep the user": func() {
			check(config.Config{
				Source: config.SourceEnvironment, Endpoint: otherPlace, File: path,
				Credential: config.Credential{Kind: config.CredentialConnectionString},
			}.SaveUser(someUser))
			restore()
		},
	}
}

// TestManyProfilesCostInProportion holds that four times the profiles cost about four
// times the memory: a key that looks through all the others would make it sixteen. It is
// not parallel, as what is counted is the whole program's.
func TestManyProfilesCostInProportion(t *testing.T) {
	const few, times = 100, 4
	cost := func(name string, count int) float64 {
		loader, path := loaderOf(t, t.TempDir(), nil, nil), t.TempDir()+"/config.toml"
		work := profileWork(t, loader, path, count)[name]
		work() // What is made only once is made now.
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		work()
		runtime.ReadMemStats(&after)
		return float64(after.TotalAlloc - before.TotalAlloc)
	}
	for _, name := range []string{"load", "list", "add", "remove", "keep the user"} {
		small, large := cost(name, few), cost(name, few*times)
		if ratio := large / small; ratio > 1.6*times {
			t.Errorf("%s: %d times the profiles cost %.1f times the memory (%.0f and %.0f bytes)", name, times, ratio, small, large)
		}
	}
}

func BenchmarkThousandProfiles(b *testing.B) {
	for _, name := range []string{"load", "list", "add", "remove", "keep the user"} {
		b.Run(name, func(b *testing.B) {
			directory := b.TempDir()
			loader := config.Loader{
				LookupEnv: func(string) (string, bool) { return "", false }, Environ: func() []string { return nil },
				UserConfigDir: func() (string, error) { return directory, nil }, UserHomeDir: func() (string, error) { return directory, nil }, Keyring: keyringOf{},
			}
			work := profileWork(b, loader, directory+"/config.toml", 1000)[name]
			b.ReportAllocs()
			for b.Loop() {
				work()
			}
		})
	}
}
