package config

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// keepSecret keeps a profile's secret where findSecret finds it: in the keyring, or
// where that does not take it in a file that only the user may read.
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

// forgetSecret takes a profile's secret away, from the keyring and from the file. What
// is left is in the error.
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
