package config

import (
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
)

// Listed is a profile of the file and where its credential is.
type Listed struct {
	Profile
	// Kept says in one or two words where the secret of a profile of the keyring really is,
	// and Where for every profile where its credential is. The keyring is not asked.
	Kept, Where string
}

// Profiles lists the profiles of the file, in the order of their names. The file is read
// again; what is wrong with it is the error.
func (l Loader) Profiles(flags Flags) ([]Listed, error) {
	l = l.withDefaults()
	where, err := l.locate(flags.ConfigFile)
	if err != nil {
		return nil, err
	}
	settings, err := readSettings(where)
	if err != nil {
		return nil, err
	}
	var listed []Listed
	for _, name := range slices.Sorted(maps.Keys(settings.profiles)) {
		one := Listed{Profile: settings.profiles[name]}
		one.Kept, one.Where = l.where(one.Profile, settings.path)
		listed = append(listed, one)
	}
	return listed, nil
}

// where says where the credential of a profile is, as Listed does.
func (l Loader) where(p Profile, path string) (kept, where string) {
	directory := filepath.Dir(path)
	switch p.Credential {
	case KeyTokenFile:
		file, err := l.expand(p.Value, directory)
		if err != nil {
			file = p.Value // Connecting says what is wrong with it.
		}
		return "", "the file " + file
	case KeyTokenCommand:
		return "", "the command " + p.command()[0]
	case KeyKeyring:
	default:
		return "", path
	}
	file := secretFile(directory, p.Name)
	_, err := os.Stat(file)
	var noKeyring error
	if _, system := l.Keyring.(SystemKeyring); system {
		noKeyring = reachable()
	}
	switch {
	case err == nil && noKeyring != nil:
		return "secrets file", "the file " + file
	case err == nil:
		return "keyring or file", "the file " + file + ", unless the keyring has it"
	case noKeyring != nil:
		return "nowhere", "nowhere: " + oneLine(noKeyring) + ", and there is no file " + file
	}
	return "keyring", secretPlace{profile: p.Name}.String()
}

// HasEnvironment reports whether the environment names a connection.
func (l Loader) HasEnvironment(flags Flags) bool {
	l = l.withDefaults()
	return flags.Endpoint != "" || readEnvironment(l.LookupEnv).anySet()
}

// LoadSource is Load for one source, whatever the order of sources says: SourceProfileFlag
// with a profile's name, SourceEnvironment or SourceEmulatorFlag. Flags that are about the
// connection count only where start, which the program began with, is the same.
func (l Loader) LoadSource(flags Flags, start Config, source SourceKind, profile string) (Config, error) {
	if !same(start, source, profile) {
		flags = Flags{ConfigFile: flags.ConfigFile, ReadOnly: flags.ReadOnly, Theme: flags.Theme, Endpoint: flags.Endpoint}
		l.Changed = nil
	}
	if source != SourceEnvironment {
		flags.Endpoint = ""
	}
	flags.Profile, flags.Emulator = "", source == SourceEmulatorFlag
	if source == SourceProfileFlag {
		flags.Profile = profile
		if profile == "" {
			return Config{}, errors.New("a profile needs a name")
		}
	}
	loaded, err := l.Load(flags)
	if err == nil && source == SourceEnvironment && loaded.Source != SourceEnvironment {
		return Config{}, errors.New("the environment names no connection")
	}
	return loaded, err
}

// same reports whether the program began with a source.
func same(start Config, source SourceKind, profile string) bool {
	switch start.Source {
	case SourceProfileFlag, SourceDefaultProfile:
		return source == SourceProfileFlag && profile == start.Profile
	case SourceEnvironment:
		return source == SourceEnvironment
	case SourceEmulatorFlag, SourceBuiltIn:
		return source == SourceEmulatorFlag
	}
	return false
}
