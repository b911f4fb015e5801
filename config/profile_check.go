package config

import (
	"strconv"

	"github.com/BurntSushi/toml"
)

// check makes of what was typed a profile whose every key is right, and of the secret
// what is kept of it. before is the profile that is there; nil for none. A secret that
// was given makes the credential one of the keyring.
func (p Profile) check(before *profile, secret Secret) (*profile, Secret, error) {
	p = p.trimmed()
	asked := &profile{name: p.Name, kind: p.Credential, pageSize: DefaultPageSize, readOnly: p.ReadOnly}
	for _, field := range []struct{ key, typed string }{
		{keyEndpoint, p.Endpoint},
		{keyAPIVersion, p.APIVersion},
		{keyUserID, p.UserID},
		{keyCAFile, p.CAFile},
	} {
		if field.typed == "" {
			continue
		}
		if err := asked.set(field.key, field.typed); err != nil {
			return nil, Secret{}, fieldErrorf(field.key, "%v", err)
		}
	}
	if p.PageSize != "" {
		var value any = p.PageSize
		if size, err := strconv.ParseInt(p.PageSize, 10, 32); err == nil {
			value = size
		}
		if err := asked.set(keyPageSize, value); err != nil {
			return nil, Secret{}, fieldErrorf(keyPageSize, "%v", err)
		}
	}
	secret, err := p.checkCredential(asked, before, secret)
	if err != nil {
		return nil, Secret{}, err
	}
	if err := asked.checkTogether(p.Credential, secret); err != nil {
		return nil, Secret{}, err
	}
	return asked, secret, nil
}

// checkCredential takes what the credential is into the profile.
func (p Profile) checkCredential(asked, before *profile, secret Secret) (Secret, error) {
	switch {
	case isTyped(p.Credential) && !secret.IsZero():
		checked, err := checkTyped(p.Credential, secret)
		if err != nil {
			return Secret{}, fieldErrorf(fieldValue, "%v", err)
		}
		asked.kind = keyKeyring
		return checked, nil
	case isTyped(p.Credential):
		if before == nil || before.kind != p.Credential {
			return Secret{}, fieldErrorf(fieldValue, "is empty: type the %s", credentialWords(p.Credential))
		}
		asked.token, asked.connectionString = before.token, before.connectionString
		return Secret{}, nil
	case p.Credential == keyKeyring:
		return Secret{}, nil
	case p.Credential == keyTokenFile, p.Credential == keyTokenCommand:
		value, err := p.value()
		if err == nil {
			err = asked.set(p.Credential, value)
		}
		if err != nil {
			return Secret{}, fieldErrorf(fieldValue, "%v", err)
		}
		return Secret{}, nil
	}
	return Secret{}, fieldErrorf("credential", "is none that there is")
}

func credentialWords(kind string) string {
	if kind == keyToken {
		return "token"
	}
	return "connection string"
}

func checkTyped(kind string, secret Secret) (Secret, error) {
	if kind == keyToken {
		return checkToken(secret)
	}
	return checkConnectionString(secret)
}

// value is what the file would hold of a path or a command.
func (p Profile) value() (any, error) {
	if p.Credential == keyTokenFile {
		return p.Value, nil
	}
	var read map[string]any
	if _, err := toml.Decode("x = "+p.Value+"\n", &read); err != nil || len(read) != 1 {
		return nil, new(profile).setTokenCommand(nil)
	}
	return read["x"], nil
}

// checkTogether holds what the fields must be together. Of a secret that stays in the
// keyring nothing is known here; the connection says it.
func (r *profile) checkTogether(credential string, secret Secret) error {
	if !secret.IsZero() && credential == keyConnectionString {
		r.connectionString = secret
	}
	if !r.connectionString.IsZero() {
		endpoint, err := connectionStringEndpoint(r.connectionString)
		if err != nil {
			return fieldErrorf(fieldValue, "%v", err)
		}
		if r.endpoint != "" && r.endpoint != endpoint {
			return fieldErrorf(keyEndpoint, "is another one than the connection string's; leave it empty")
		}
		r.endpoint = endpoint
		return nil
	}
	if credential == keyKeyring {
		return nil
	}
	if r.endpoint == "" {
		return fieldErrorf(keyEndpoint, "is missing: it looks like https://NAME.communication.azure.com")
	}
	if r.userID != "" {
		return fieldErrorf(keyUserID, "needs a connection string: a token says itself who acts; leave it empty")
	}
	return nil
}

// changes are what makes of the file one that holds the profile. What is as before stays
// as it is written, such as a key that says what goes without saying.
func (p Profile) changes(asked, before *profile, settings *file, secret Secret) []change {
	path := func(key string) []string { return []string{keyProfiles, p.Name, key} }
	set := func(key, value string) change {
		return change{path: path(key), literal: literal(value), take: value == ""}
	}
	if before == nil {
		before = &profile{pageSize: DefaultPageSize}
	}
	pageSize, readOnly := change{path: path(keyPageSize), take: true}, change{path: path(keyReadOnly), take: true}
	if asked.pageSize != DefaultPageSize {
		pageSize = change{path: path(keyPageSize), literal: strconv.Itoa(asked.pageSize)}
	}
	if asked.readOnly {
		readOnly = change{path: path(keyReadOnly), literal: "true"}
	}
	changes := append([]change{set(keyEndpoint, asked.endpoint)}, p.credentialChanges(asked, before, secret)...)
	changes = append(changes,
		set(keyUserID, asked.userID), set(keyAPIVersion, asked.apiVersion), set(keyCAFile, asked.caFile))
	if asked.pageSize != before.pageSize {
		changes = append(changes, pageSize)
	}
	if asked.readOnly != before.readOnly {
		changes = append(changes, readOnly)
	}
	return append(changes, p.defaultChanges(settings)...)
}

// credentialChanges are those of the credential: the one that was before goes.
func (p Profile) credentialChanges(asked, before *profile, secret Secret) []change {
	var changes []change
	for _, key := range credentialKeys() {
		if key != asked.kind && key != before.kind {
			continue
		}
		written := change{path: []string{keyProfiles, p.Name, key}, take: key != asked.kind}
		switch {
		case written.take:
		case key == keyKeyring:
			written.literal = "true"
		case key == keyTokenFile:
			written.literal = literal(asked.tokenFile)
		case key == keyTokenCommand:
			written.literal = literals(asked.tokenCommand)
		case secret.IsZero():
			continue // A secret that stands in the file stays there as it is.
		}
		changes = append(changes, written)
	}
	return changes
}

// defaultChanges are those of the profile that the program starts with.
func (p Profile) defaultChanges(settings *file) []change {
	isDefault := settings.defaultProfile != nil && settings.defaultProfile.name == p.Name
	switch {
	case p.Default && !isDefault:
		return []change{{path: []string{keyDefaultProfile}, literal: literal(p.Name)}}
	case !p.Default && isDefault:
		return []change{{path: []string{keyDefaultProfile}, take: true}}
	}
	return nil
}
