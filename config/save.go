package config

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"acs-chat-tui/acs"
)

// changing is the configuration file while it is changed.
type changing struct {
	// named is the file's path, path where a symbolic link leads.
	named, path string
	held        content
	settings    *file
	edited      string
}

// openForChange reads the file as it is now; one that is missing is an empty one.
func (l Loader) openForChange(flags Flags) (*changing, error) {
	where, err := l.locate(flags.ConfigFile)
	if err != nil {
		return nil, err
	}
	if where.path == "" {
		return nil, where.missing
	}
	c, err := openChanging(where.path)
	if err != nil {
		return nil, err
	}
	if c.settings, err = parseFile(c.path, c.held.text); err != nil {
		return nil, err
	}
	return c, c.settings.checkAccess(c.held.mode)
}

func openChanging(named string) (*changing, error) {
	path, err := followLinks(named)
	if err != nil {
		return nil, fmt.Errorf("the configuration file %s %w", named, err)
	}
	held, err := openSettings(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	return &changing{named: named, path: path, held: held}, nil
}

// edit makes changes in the text. It refuses what would leave a file that the next start
// refuses.
func (c *changing) edit(changes ...change) (err error) {
	if c.edited, err = apply(c.held.text, changes); err != nil {
		return err
	}
	settings, err := parseFile(c.named, c.edited)
	if err == nil {
		err = settings.checkAccess(writtenMode)
	}
	if err != nil {
		return fmt.Errorf("the file would be refused at the next start: %w", err)
	}
	return nil
}

// write keeps the edited text, if there is something to keep.
func (c *changing) write() error {
	if c.edited == c.held.text {
		return nil
	}
	if err := writeFile(c.path, encode(c.edited, c.held.form)); err != nil {
		return fmt.Errorf("changing %s: %w", c.path, err)
	}
	return nil
}

// SaveUser keeps the user to act as in the configuration file: as user_id of the profile,
// or, where the connection string came from the environment, in the table [users]. A file
// that is missing is made, and everything else in it stays as it is. Where the file cannot
// be changed the error says which line to add by hand. Of two programs that save at the
// same moment one may undo the other's answer, which is then asked for again.
func (c Config) SaveUser(userID string) error {
	userID, err := checkUserID(userID)
	if err != nil {
		return fmt.Errorf("the user %w", err)
	}
	if c.Kind != CredentialConnectionString {
		return errors.New("the user to act as is kept for a connection string only")
	}
	if c.File == "" {
		return fmt.Errorf("there is no configuration directory to keep the user in; name a file with --%s", flagConfig)
	}
	table, key := keyProfiles+"."+c.Profile, keyUserID
	set := change{path: []string{keyProfiles, c.Profile, keyUserID}, literal: quoted(userID), first: true}
	if c.Source == SourceEnvironment {
		table, key = keyUsers, quoted(c.Endpoint)
		set.path = []string{keyUsers, c.Endpoint}
	}
	file, err := openChanging(c.File)
	if err == nil {
		err = file.edit(set)
	}
	if errors.Is(err, errUneditable) {
		err = fmt.Errorf("%w; write into the table [%s]: %s = %s", err, table, key, set.literal)
	}
	if err == nil {
		err = file.write()
	}
	if err != nil {
		return fmt.Errorf("keeping the user in %s: %w", c.File, err)
	}
	return nil
}

// SaveProfile keeps a profile in the configuration file and its secret, a token or a
// connection string, in the keyring, or where that does not take it in the file
// secrets/NAME; kept says where. An empty secret leaves the one that is kept as it is. from
// is the profile when it began to be changed, nil for a new one. Only what differs from it
// is changed, unless that has become something else in the file meanwhile. The error is a
// [*FieldError] where a field is wrong; nothing is written then.
func (l Loader) SaveProfile(flags Flags, from *Profile, p Profile, secret Secret) (kept string, err error) {
	l = l.withDefaults()
	file, err := l.openForChange(flags)
	if err != nil {
		return "", err
	}
	before, there := file.settings.profiles[p.Name]
	switch {
	case from == nil && there:
		return "", fieldErrorf(fieldName, "is taken: there is such a profile in %s", file.path)
	case from != nil && !there:
		return "", fmt.Errorf("the profile %s is not in %s any more", p.Name, file.path)
	}
	p = p.trimmed()
	if from != nil {
		if p, err = p.rebase(from.trimmed(), before, !secret.IsZero()); err != nil {
			return "", err
		}
	}
	if p, secret, err = p.checkTyped(before, file.settings.secrets[p.Name], secret); err != nil {
		return "", err
	}
	directory := filepath.Dir(file.named)
	if err := l.checkAuthorities(p.CAFile, before.CAFile, directory); err != nil {
		return "", err
	}
	if err := file.edit(p.changes(before)...); err != nil {
		return "", file.byHand(p.changes(before)[0], err)
	}
	if !secret.IsZero() && before.Credential != KeyKeyring {
		if err := l.checkFree(directory, p.Name); err != nil {
			return "", err
		}
	}
	return l.write(file, p, before, secret)
}

// checkTyped checks a profile with the secret that was typed for it, or with the one that
// stands in the file. A secret that was typed makes the credential one of the keyring.
func (p Profile) checkTyped(before Profile, inFile, secret Secret) (Profile, Secret, error) {
	if p.APIVersion != "" {
		if _, err := acs.ParseAPIVersion(p.APIVersion); err != nil {
			return p, Secret{}, fieldErrorf(keyAPIVersion, "is not known: %v", err)
		}
	}
	switch {
	case !isSecretKey(p.Credential):
		checked, err := p.check(Secret{})
		return checked, Secret{}, err
	case !secret.IsZero():
		typed, err := checkTyped(p.Credential, secret)
		if err != nil {
			return p, Secret{}, fieldErrorf(fieldValue, "%v", err)
		}
		checked, err := p.check(typed)
		checked.Credential = KeyKeyring
		return checked, typed, err
	case before.Credential != p.Credential:
		return p, Secret{}, fieldErrorf(fieldValue, "is empty: type the %s", strings.ReplaceAll(p.Credential, "_", " "))
	}
	checked, err := p.check(inFile)
	return checked, Secret{}, err
}

// byHand says what to change by hand where the file is written in a way that the program
// cannot change.
func (c *changing) byHand(by change, err error) error {
	if errors.Is(err, errUneditable) {
		err = fmt.Errorf("%w; change %s by hand", err, strings.Join(by.path, "."))
	}
	return fmt.Errorf("%s: %w", c.path, err)
}

// checkAuthorities refuses a file of authorities that no connection could use. One that
// is not changed is left alone: it may have gone since.
func (l Loader) checkAuthorities(file, before, directory string) error {
	if file == "" || file == before {
		return nil
	}
	path, err := l.expand(file, directory)
	if err == nil {
		_, err = readAuthorities(path)
	}
	if err != nil {
		return fieldErrorf(keyCAFile, "%s", strings.TrimPrefix(err.Error(), path+" "))
	}
	return nil
}

// checkFree refuses a name under which there is a secret already: another file's, or one
// made by hand.
func (l Loader) checkFree(directory, name string) error {
	place, _, err := l.findSecret(directory, name)
	_, missing := os.Stat(secretFile(directory, name))
	if err == nil || missing == nil { // A file that cannot be read counts as well.
		return fieldErrorf(fieldName, "has a secret already, in %s: choose what is kept under this name, or another name", place)
	}
	return nil
}

// write keeps the secret and then the file.
func (l Loader) write(file *changing, p, before Profile, secret Secret) (kept string, err error) {
	directory := filepath.Dir(file.named)
	kept = "kept in " + file.path
	if !secret.IsZero() {
		place, err := l.keepSecret(directory, p.Name, secret)
		if err != nil {
			return "", fmt.Errorf("the configuration file is not changed: %w", err)
		}
		kept += "; its secret in " + place.String()
	}
	if err := file.write(); err != nil {
		switch {
		case secret.IsZero():
			return "", err
		case before.Name != "":
			return "", fmt.Errorf("the new secret is kept already, but %w", err)
		}
		return "", errors.Join(err, l.forgetSecret(directory, p.Name))
	}
	if before.Credential == KeyKeyring && p.Credential != KeyKeyring && secret.IsZero() {
		if err := l.forgetSecret(directory, p.Name); err != nil {
			kept += "; but " + err.Error()
		}
	}
	return kept, nil
}

// RemoveProfile removes a profile from the configuration file, default_profile with it
// where that names it, and its secret; said tells what became of these.
func (l Loader) RemoveProfile(flags Flags, name string) (said string, err error) {
	l = l.withDefaults()
	file, err := l.openForChange(flags)
	if err != nil {
		return "", err
	}
	before, there := file.settings.profiles[name]
	if !there {
		return "", fmt.Errorf("the profile %s is not in %s any more", name, file.path)
	}
	changes := []change{{path: []string{keyProfiles, name}, remove: true}}
	said = "the profile " + name + " is removed from " + file.path
	if before.Default {
		changes = append(changes, change{path: []string{keyDefaultProfile}, remove: true})
		said += "; no profile is the default now"
	}
	if err := file.edit(changes...); err != nil {
		return "", file.byHand(changes[0], err)
	}
	if err := file.write(); err != nil {
		return "", err
	}
	if before.Credential != KeyKeyring {
		return said, nil
	}
	if err := l.forgetSecret(filepath.Dir(file.named), name); err != nil {
		return said + "; but " + err.Error(), nil //nolint:nilerr // the profile is gone, and what is left is said
	}
	return said + ", and its secret is gone", nil
}
