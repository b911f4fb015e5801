package config

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// SaveUser keeps the user to act as in the configuration file, so that the next
// start does not ask: as user_id of the profile, or, where the connection string
// came from the environment, in the table [users] beside the endpoint. A file
// that is missing is made; nothing secret is put into it. Everything else in the
// file stays as it is, comments included; the file is replaced as a whole, is
// then readable by its owner alone, and a symbolic link to it stays one.
//
// It is an error where a token says who acts, and on the built-in emulator, whose
// users are gone on exit. When the file cannot be changed the error says which
// line to add by hand. Two programs that save at the same moment may undo each
// other: the file is never broken, but one answer is then asked for again.
func (c Config) SaveUser(userID string) error {
	userID, err := understandUserID(userID)
	if err != nil {
		return fmt.Errorf("the user %w", err)
	}
	if c.Kind != CredentialConnectionString {
		return errors.New("the user to act as is kept for a connection string only")
	}
	if c.File == "" {
		return fmt.Errorf("there is no configuration directory to keep the user in; name a file with --%s", flagConfig)
	}
	path, err := followLinks(c.File)
	if err != nil {
		return fmt.Errorf("keeping the user: the configuration file %s %w", c.File, err)
	}
	held, err := openSettings(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("keeping the user: %w", err)
	}
	edited, err := c.editUser(held.text, userID)
	if err != nil {
		return fmt.Errorf("keeping the user in %s: %w", path, err)
	}
	if edited == held.text {
		return nil
	}
	if err := writeFile(path, held.encoding.Encode(edited)); err != nil {
		return fmt.Errorf("keeping the user in %s: %w", path, err)
	}
	return nil
}

// editUser refuses as well what would leave a file that the next start refuses,
// such as one from which the profile has gone meanwhile.
func (c Config) editUser(text, userID string) (string, error) {
	key := []string{keyProfiles, c.Profile, keyUserID}
	if c.Source == SourceEnvironment {
		key = []string{keyUsers, c.Endpoint}
	}
	edited, err := setValue(text, key, userID)
	if err != nil {
		return "", err
	}
	return edited, wouldLoad(c.File, edited)
}

// wouldLoad refuses a text with which the next start would refuse the file at path, once
// it is written.
func wouldLoad(path, text string) error {
	settings, err := parseFile(path, text)
	if err == nil {
		err = settings.checkAccess(writtenMode)
	}
	if err != nil {
		return fmt.Errorf("the file would be refused at the next start: %w", err)
	}
	return nil
}

// writtenMode is what writeFile gives a file.
const writtenMode fs.FileMode = 0o600

// writeFile replaces a file as a whole: at every moment there is the old one or
// the new one. Its folder is made where it is missing. Both are the owner's
// alone.
func writeFile(path string, text []byte) (err error) {
	directory := filepath.Dir(path)
	if err := os.MkdirAll(directory, 0o700); err != nil {
		return fmt.Errorf("making the folder: %w", err)
	}
	temporary, err := os.CreateTemp(directory, "."+filepath.Base(path)+".*") // Its mode is 0600.
	if err != nil {
		return fmt.Errorf("making a file beside it: %w", err)
	}
	defer func() {
		if err != nil {
			_ = temporary.Close()           // The first error is the one to tell.
			_ = os.Remove(temporary.Name()) // The same.
		}
	}()
	if _, err := temporary.Write(text); err != nil {
		return fmt.Errorf("writing: %w", err)
	}
	if err := temporary.Sync(); err != nil {
		return fmt.Errorf("writing: %w", err)
	}
	if err := temporary.Close(); err != nil {
		return fmt.Errorf("writing: %w", err)
	}
	if err := os.Rename(temporary.Name(), path); err != nil {
		return fmt.Errorf("replacing: %w", err)
	}
	return nil
}
