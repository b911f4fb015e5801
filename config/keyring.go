package config

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"

	"github.com/zalando/go-keyring"
)

// KeyringService is the service under which the keyring holds our secrets; the profile's
// name is the user.
const KeyringService = "acs-chat-tui"

// ErrNotInKeyring is returned by a keyring that has no such entry.
var ErrNotInKeyring = errors.New("it has no such entry")

// Keyring is where a system keeps secrets. Get and Delete return ErrNotInKeyring where
// there is none.
type Keyring interface {
	Get(service, user string) (string, error)
	Set(service, user, secret string) error
	Delete(service, user string) error
}

// SystemKeyring is the Secret Service, macOS Keychain or Windows Credential Manager. A call
// may wait for the user to unlock it.
type SystemKeyring struct{}

// Get returns a secret.
func (SystemKeyring) Get(service, user string) (secret string, err error) {
	err = askKeyring(func() error {
		secret, err = keyring.Get(service, user)
		return err //nolint:wrapcheck // askKeyring wraps it
	})
	return secret, err
}

// Set keeps a secret in the place of one that is there.
func (SystemKeyring) Set(service, user, secret string) error {
	return askKeyring(func() error { return keyring.Set(service, user, secret) })
}

// Delete removes a secret.
func (SystemKeyring) Delete(service, user string) error {
	return askKeyring(func() error { return keyring.Delete(service, user) })
}

func askKeyring(ask func() error) error {
	if err := reachable(); err != nil {
		return err
	}
	switch err := ask(); {
	case errors.Is(err, keyring.ErrNotFound):
		return ErrNotInKeyring
	case err != nil:
		return fmt.Errorf("asking the keyring: %w", err)
	}
	return nil
}

// reachable returns why there can be no Secret Service. Without a session bus the library
// would start one, which would outlive the program and get its environment, secrets
// included.
func reachable() error {
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" || os.Getenv("DBUS_SESSION_BUS_ADDRESS") != "" {
		return nil
	}
	directory := os.Getenv("XDG_RUNTIME_DIR")
	if directory == "" {
		directory = fmt.Sprintf("/run/user/%d", os.Getuid())
	}
	for _, name := range []string{"bus", "dbus-session"} {
		if _, err := os.Stat(filepath.Join(directory, name)); err == nil { //nolint:gosec // only whether it is there
			return nil
		}
	}
	return errors.New("this session has no keyring service (no D-Bus session bus)")
}

// secretPlace is where the secret of a profile is: in the keyring, or in a file.
type secretPlace struct {
	keyring Keyring
	profile string
	// file is the path where the secret is in a file. Empty: in the keyring.
	file string
	// why says why it is not in the keyring.
	why error
}

// String says in words where the secret is.
func (p secretPlace) String() string {
	if p.file == "" {
		return fmt.Sprintf("the keyring (service %s, user %s)", KeyringService, p.profile)
	}
	return fmt.Sprintf("the file %s, because of the keyring: %s", p.file, oneLine(p.why))
}

// read returns the secret, without what stands around it in a file.
func (p secretPlace) read() (Secret, error) {
	if p.file == "" {
		value, err := p.keyring.Get(KeyringService, p.profile)
		if err != nil {
			return Secret{}, err //nolint:wrapcheck // the caller says whose it is
		}
		// What another program has put there may be in any encoding.
		text, _, err := decode([]byte(value))
		if err != nil {
			return Secret{}, fmt.Errorf("what it holds %w", err)
		}
		return NewSecret(bare(text)), nil
	}
	held, err := readFile(p.file, maximumSecret)
	if err != nil {
		return Secret{}, fmt.Errorf("the file %s %w", p.file, err)
	}
	if err := checkAccess(p.file, held.mode, othersReadOrWrite, "holds a secret"); err != nil {
		return Secret{}, err
	}
	return NewSecret(bare(held.text)), nil
}

// source is a [TokenSource], for a place that holds a token.
func (p secretPlace) source(ctx context.Context) (string, error) {
	if err := ctx.Err(); err != nil {
		return "", fmt.Errorf("reading the token: %w", err)
	}
	secret, err := p.read()
	if err != nil {
		return "", fmt.Errorf("reading the token from %s: %s", p, oneLine(err))
	}
	token, err := checkToken(secret)
	if err != nil {
		return "", fmt.Errorf("what stands in %s %w", p, err)
	}
	return token.Reveal(), nil
}

// secretFile is the second place for a profile's secret, beside the
// configuration file.
func secretFile(directory, profile string) string {
	return filepath.Join(directory, "secrets", profile)
}

// findSecret asks the keyring and then the file.
func (l Loader) findSecret(directory, profile string) (secretPlace, Secret, error) {
	place := secretPlace{keyring: l.Keyring, profile: profile}
	secret, err := place.read()
	if err == nil {
		return place, secret, nil
	}
	place.file, place.why = secretFile(directory, profile), err
	secret, err = place.read()
	if errors.Is(err, fs.ErrNotExist) {
		return place, Secret{}, fmt.Errorf("there is no secret in the keyring (service %s, user %s: %s), nor in its stead in %s, "+
			"a file that only you may read", KeyringService, profile, oneLine(place.why), place.file)
	}
	return place, secret, err
}

// keepSecret keeps a profile's secret where findSecret finds it: in the keyring, or where
// that does not take it in a file.
func (l Loader) keepSecret(directory, profile string, secret Secret) (secretPlace, error) {
	file := secretFile(directory, profile)
	refusal := l.Keyring.Set(KeyringService, profile, secret.Reveal())
	if refusal == nil {
		// What an earlier secret left behind is of no use to anybody.
		if err := os.Remove(file); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return secretPlace{}, fmt.Errorf("the secret is in the keyring now, but an older one is left in %s, which cannot be removed: %w", file, reason(err))
		}
		return secretPlace{keyring: l.Keyring, profile: profile}, nil
	}
	// Asked before it is written: what others could replace would be refused afterwards.
	if err := checkFolders(file, othersWrite, "would hold the secret"); err != nil {
		return secretPlace{}, fmt.Errorf("the keyring does not take the secret (%s), and %w", oneLine(refusal), err)
	}
	if err := writeFile(file, []byte(secret.Reveal()+"\n")); err != nil {
		return secretPlace{}, fmt.Errorf("the keyring does not take the secret (%s), and the file %s cannot be written: %w", oneLine(refusal), file, err)
	}
	place, found, err := l.findSecret(directory, profile)
	if err != nil {
		return secretPlace{}, fmt.Errorf("reading the secret back: %w", err)
	}
	if !found.Equal(secret) {
		return secretPlace{}, fmt.Errorf("the keyring holds an older secret of this profile and does not take another: %s", oneLine(refusal))
	}
	return place, nil
}

// forgetSecret removes a profile's secret from the keyring and the file.
func (l Loader) forgetSecret(directory, profile string) error {
	file := secretFile(directory, profile)
	if err := os.Remove(file); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("the secret in %s cannot be removed: %w", file, reason(err))
	}
	err := l.Keyring.Delete(KeyringService, profile)
	if err == nil || errors.Is(err, ErrNotInKeyring) {
		return nil
	}
	if _, err := l.Keyring.Get(KeyringService, profile); err != nil {
		return nil //nolint:nilerr // a keyring that gives nothing holds nothing of ours
	}
	return fmt.Errorf("the secret in the keyring (service %s, user %s) cannot be removed: %s", KeyringService, profile, oneLine(err))
}
