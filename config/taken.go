package config

import "os"

// TakeEnvironment removes the secrets from the process's environment, which no program that
// this one starts needs to see, and returns a loader that knows what it held.
func TakeEnvironment(changed func(string) bool) Loader {
	environ, taken := os.Environ(), map[string]string{}
	for _, name := range []string{EnvAccessToken, EnvConnectionString} {
		if value, set := os.LookupEnv(name); set {
			taken[name] = value
			_ = os.Unsetenv(name)
		}
	}
	return Loader{
		Changed: changed,
		LookupEnv: func(name string) (string, bool) {
			if value, ok := taken[name]; ok {
				return value, true
			}
			return os.LookupEnv(name)
		},
		Environ: func() []string { return environ },
	}
}
