package config

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// Profile is a profile of the configuration file as a form shows it and takes it. It
// holds no secret. An empty field is one that the file does not have.
type Profile struct {
	// Name is the profile's: at most 64 of A-Z, a-z, 0-9, - and _.
	Name string
	// Credential is the key of the credential: token, token_file, token_command,
	// keyring or connection_string.
	Credential string
	// Value is the path of token_file, or the list of token_command as TOML writes it.
	Value string
	// The others are the keys of the same names, as they are typed.
	Endpoint, APIVersion, UserID, CAFile, PageSize string
	// ReadOnly forbids every write.
	ReadOnly bool
	// Default says that default_profile names the profile.
	Default bool
}

// FieldError says what is wrong with one field of a Profile.
type FieldError struct {
	// Key is that of the field in the file; "name" for the profile's name, "value" for
	// what a credential is, secrets included.
	Key string
	// Message is one line, in words, without a secret.
	Message string
}

// Error names the key.
func (e *FieldError) Error() string { return e.Key + " " + e.Message }

// Field is the key.
func (e *FieldError) Field() string { return e.Key }

func fieldErrorf(key, format string, args ...any) error {
	return &FieldError{Key: key, Message: fmt.Sprintf(format, args...)}
}

// The fields of a Profile that are no keys of the file.
const (
	fieldName  = "name"
	fieldValue = "value"
)

// Listed is a profile of the file and where its credential is.
type Listed struct {
	Profile
	// Kept says in one or two words where the secret of a profile of the keyring really
	// is; empty for another one's. Where says for every profile in words where its
	// credential is. The keyring is not asked for either.
	Kept, Where string
}

// Profiles lists the profiles of the file, in the order of their names. The file is
// read again; what is wrong with it is the error.
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
		p := settings.profiles[name]
		one := Listed{Profile: p.shown(p == settings.defaultProfile)}
		one.Kept, one.Where = l.where(p, settings.path)
		listed = append(listed, one)
	}
	return listed, nil
}

// shown is the profile as a form shows it.
func (r *profile) shown(isDefault bool) Profile {
	p := Profile{
		Name: r.name, Credential: r.kind, Endpoint: r.endpoint, APIVersion: r.apiVersion, UserID: r.userID, CAFile: r.caFile,
		ReadOnly: r.readOnly, Default: isDefault,
	}
	if r.pageSize != DefaultPageSize {
		p.PageSize = strconv.Itoa(r.pageSize)
	}
	switch r.kind {
	case keyTokenFile:
		p.Value = r.tokenFile
	case keyTokenCommand:
		p.Value = literals(r.tokenCommand)
	}
	return p
}

// where says where the credential of a profile is, as Listed does.
func (l Loader) where(p *profile, path string) (kept, where string) {
	directory := filepath.Dir(path)
	switch p.kind {
	case keyTokenFile:
		file, err := l.expand(p.tokenFile, directory)
		if err != nil {
			file = p.tokenFile // Connecting says what is wrong with it.
		}
		return "", "the file " + file
	case keyTokenCommand:
		return "", "the command " + p.tokenCommand[0]
	case keyKeyring:
		file := secretFile(directory, p.name)
		_, err := os.Stat(file)
		noKeyring := l.noKeyring()
		switch {
		case err == nil && noKeyring != nil:
			return "secrets file", "the file " + file
		case err == nil:
			return "keyring or file", "the file " + file + ", unless the keyring has it"
		case noKeyring != nil:
			return "nowhere", "nowhere: " + oneLine(noKeyring) + ", and there is no file " + file
		}
		return "keyring", secretPlace{profile: p.name}.String()
	}
	return "", path
}

// noKeyring says why there can be no keyring, without asking it for anything. One that
// is not the system's is there.
func (l Loader) noKeyring() error {
	if _, system := l.Keyring.(SystemKeyring); system {
		return reachable()
	}
	return nil
}

// SaveProfile keeps a profile in the configuration file and its secret, a token or a
// connection string, in the keyring, or where that does not take it in the file
// secrets/NAME beside the configuration file; kept says where. A secret is never put
// into the configuration file. An empty secret leaves that of a profile that is there
// as it is. from is the profile as it was when it began to be changed, nil for a new
// one: another of a new one's name is an error. Only what differs from it is changed;
// where that has become something else in the file meanwhile, it is an error.
//
// Everything else in the file stays as it is, comments included, as with SaveUser. The
// error is a [*FieldError] where a field is wrong; nothing is written then.
func (l Loader) SaveProfile(flags Flags, from *Profile, p Profile, secret Secret) (kept string, err error) {
	l = l.withDefaults()
	file, err := l.openForChange(flags)
	if err != nil {
		return "", err
	}
	before, add := file.settings.profiles[p.Name], from == nil
	switch {
	case !profileName.MatchString(p.Name):
		return "", fieldErrorf(fieldName, "must be at most 64 of A-Z, a-z, 0-9, - and _, and not empty")
	case add && before != nil:
		return "", fieldErrorf(fieldName, "is taken: there is such a profile in %s", file.path)
	case !add && before == nil:
		return "", fmt.Errorf("the profile %s is not in %s any more", p.Name, file.path)
	}
	if !add {
		if p, err = p.trimmed().onto(from.trimmed(), before.shown(file.settings.defaultProfile == before), !secret.IsZero()); err != nil {
			return "", err
		}
	}
	asked, secret, err := p.check(before, secret)
	if err == nil {
		err = l.checkAuthorities(asked, before, filepath.Dir(file.named))
	}
	if err != nil {
		return "", err
	}
	if err := file.edit(p.changes(asked, before, file.settings, secret)); err != nil {
		return "", err
	}
	if !secret.IsZero() {
		if err := l.secretTaken(filepath.Dir(file.named), p.Name, before); err != nil {
			return "", err
		}
	}
	return l.write(file, asked, before, secret, add)
}

// checkAuthorities refuses a file of authorities that no connection could use. One that
// is not changed is left alone: it may have gone since.
func (l Loader) checkAuthorities(asked, before *profile, directory string) error {
	if asked.caFile == "" || before != nil && before.caFile == asked.caFile {
		return nil
	}
	path, err := l.expand(asked.caFile, directory)
	if err == nil {
		_, err = readAuthorities(path)
	}
	if err != nil {
		return fieldErrorf(keyCAFile, "%s", strings.TrimPrefix(err.Error(), path+" "))
	}
	return nil
}

// secretTaken is the error for a secret of that name that is not the profile's as it was:
// it is another file's, or was put there by hand.
func (l Loader) secretTaken(directory, name string, before *profile) error {
	if before != nil && before.kind == keyKeyring {
		return nil
	}
	place, _, err := l.findSecret(directory, name)
	_, missing := os.Stat(secretFile(directory, name))
	if err == nil || missing == nil { // A file that cannot be read counts as well.
		return fieldErrorf(fieldName, "has a secret already, in %s: choose what is kept under this name, or another name", place)
	}
	return nil
}

// write keeps the secret and then the file.
func (l Loader) write(file *changing, asked, before *profile, secret Secret, add bool) (kept string, err error) {
	directory := filepath.Dir(file.named)
	kept = "kept in " + file.path
	if !secret.IsZero() {
		place, err := l.keepSecret(directory, asked.name, secret)
		if err != nil {
			return "", fmt.Errorf("the configuration file is not changed: %w", err)
		}
		kept += "; its secret in " + place.String()
	}
	if err := file.write(); err != nil {
		if secret.IsZero() {
			return "", err
		}
		if !add {
			return "", fmt.Errorf("the new secret is kept already, but %w", err)
		}
		return "", errors.Join(err, l.forgetSecret(directory, asked.name))
	}
	if before != nil && before.kind == keyKeyring && asked.kind != keyKeyring && secret.IsZero() {
		if err := l.forgetSecret(directory, asked.name); err != nil {
			kept += "; but " + err.Error()
		}
	}
	return kept, nil
}

// RemoveProfile takes a profile out of the configuration file, default_profile with it
// where that names it, and its secret out of the keyring and of the file beside it. said
// tells what became of these.
func (l Loader) RemoveProfile(flags Flags, name string) (said string, err error) {
	l = l.withDefaults()
	file, err := l.openForChange(flags)
	if err != nil {
		return "", err
	}
	before := file.settings.profiles[name]
	if before == nil {
		return "", fmt.Errorf("the profile %s is not in %s any more", name, file.path)
	}
	changes := []change{{path: []string{keyProfiles, name}, take: true}}
	said = "the profile " + name + " is removed from " + file.path
	if file.settings.defaultProfile == before {
		changes = append(changes, change{path: []string{keyDefaultProfile}, take: true})
		said += "; no profile is the default now"
	}
	if err := file.edit(changes); err != nil {
		return "", err
	}
	if err := file.write(); err != nil {
		return "", err
	}
	if before.kind != keyKeyring {
		return said, nil
	}
	if err := l.forgetSecret(filepath.Dir(file.named), name); err != nil {
		return said + "; but " + err.Error(), nil //nolint:nilerr // the profile is gone, and what is left is said
	}
	return said + ", and its secret is gone", nil
}

// HasEnvironment says whether the environment names a connection.
func (l Loader) HasEnvironment(flags Flags) bool {
	l = l.withDefaults()
	return flags.Endpoint != "" || readEnvironment(l.LookupEnv).anySet()
}

// LoadSource is Load for one source, whatever the order of sources says: the profile
// of a name, the environment, or the built-in emulator (SourceProfileFlag,
// SourceEnvironment, SourceEmulatorFlag). Of the flags only those count that say where
// the file is and whether anything may be written; where start is the source and the
// profile that the program began with, all of them do.
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

// same says whether the program began with a source.
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

// isTyped says whether a credential is a secret that is typed.
func isTyped(kind string) bool { return kind == keyToken || kind == keyConnectionString }

// trimmed is the profile without white space around what was typed.
func (p Profile) trimmed() Profile {
	for _, s := range []*string{&p.Value, &p.Endpoint, &p.APIVersion, &p.UserID, &p.CAFile, &p.PageSize} {
		*s = strings.TrimSpace(*s)
	}
	return p
}
