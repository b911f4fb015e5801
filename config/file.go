package config

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
)

// maximumFile bounds the configuration file.
const maximumFile = 1 << 20

// The keys of the configuration file.
const (
	keyDefaultProfile = "default_profile"
	keyProfiles       = "profiles"
	keyUsers          = "users"
	keyKeys           = "keys"
)

// file is the configuration file, checked as far as that is possible without looking at
// other files. A file that does not exist is one that says nothing.
type file struct {
	// path is absolute. Empty: the system has no place for one, and missing says why.
	path     string
	missing  error
	absent   bool
	profiles map[string]Profile
	// secrets are the tokens and connection strings that stand in the file, by profile.
	secrets        map[string]Secret
	defaultProfile string
	// users are the users to act as, by endpoint, where the connection string comes from
	// the environment.
	users map[string]string
	// keys are the keys that are rebound, in the order of their lines.
	keys []KeyBinding
}

// KeyBinding is one line of the table [keys]: an action and the keys that start it.
// Which actions and keys there are the program knows, not this package.
type KeyBinding struct {
	Action string
	Keys   []string
	// Place is the line of the file, as in /home/jane/config.toml:12.
	Place string
}

func readSettings(where location) (*file, error) {
	if where.path == "" {
		return &file{missing: where.missing, absent: true}, nil
	}
	held, err := openSettings(where.path)
	if errors.Is(err, fs.ErrNotExist) && !where.named {
		return &file{path: where.path, absent: true}, nil
	}
	if err != nil {
		return nil, err
	}
	settings, err := parseFile(where.path, held.text)
	if err != nil {
		return nil, err
	}
	if err := settings.checkAccess(held.mode); err != nil {
		return nil, err
	}
	return settings, nil
}

// openSettings returns what the configuration file holds; fs.ErrNotExist is in the error
// where there is none.
func openSettings(path string) (content, error) {
	target, err := followLinks(path)
	if err != nil {
		return content{}, fmt.Errorf("the configuration file %s %w", path, err)
	}
	held, err := readFile(target, maximumFile)
	if failed, ok := errors.AsType[*encodingError](err); ok {
		return content{}, parser{path: path}.faultAt(failed.line, "this "+failed.Error())
	}
	if err != nil {
		return content{}, fmt.Errorf("the configuration file %s %w", path, err)
	}
	return held, nil
}

// checkAccess refuses a file whose secrets others can read, and one that others could
// change or replace: it says which command is run, and where which secret goes.
func (f *file) checkAccess(mode fs.FileMode) error {
	if len(f.profiles) == 0 {
		return nil
	}
	what := "says which secret is used"
	for _, name := range slices.Sorted(maps.Keys(f.profiles)) {
		switch key := f.profiles[name].Credential; {
		case isSecretKey(key):
			return checkAccess(f.path, mode, othersReadOrWrite, "holds a secret ("+key+")")
		case key == KeyTokenCommand:
			what = "holds a command to run"
		}
	}
	return checkAccess(f.path, mode, othersWrite, what)
}

// profile returns the profile of this name.
func (f *file) profile(name string) (Profile, error) {
	if chosen, ok := f.profiles[name]; ok {
		return chosen, nil
	}
	switch {
	case f.path == "":
		return Profile{}, fmt.Errorf("there is no profile %q: %w", name, f.missing)
	case f.absent:
		return Profile{}, fmt.Errorf("there is no profile %q: the configuration file %s does not exist", name, f.path)
	case len(f.profiles) == 0:
		return Profile{}, fmt.Errorf("there is no profile %q: %s holds no profile", name, f.path)
	}
	return Profile{}, fmt.Errorf("there is no profile %q in %s, which has %s",
		name, f.path, strings.Join(slices.Sorted(maps.Keys(f.profiles)), ", "))
}
