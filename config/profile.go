package config

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// The keys of a profile.
const (
	keyEndpoint         = "endpoint"
	keyAPIVersion       = "api_version"
	keyToken            = "token"
	keyTokenFile        = "token_file"
	keyTokenCommand     = "token_command"
	keyKeyring          = "keyring"
	keyConnectionString = "connection_string"
	keyUserID           = "user_id"
	keyCAFile           = "ca_file"
	keyPageSize         = "page_size"
	keyReadOnly         = "read_only"
)

// maximumPageSize is a choice of ours: what the service does above its own
// maximum is not documented, and 200 is the one that is documented anywhere.
const maximumPageSize = 200

// profile is one profile of the file. Paths are as they were written.
type profile struct {
	name string
	// kind is the key of the credential.
	kind             string
	endpoint         string
	apiVersion       string
	token            Secret
	tokenFile        string
	tokenCommand     []string
	connectionString Secret
	userID           string
	caFile           string
	pageSize         int
	readOnly         bool
}

func profileKeys() []string {
	return []string{
		keyEndpoint, keyAPIVersion, keyToken, keyTokenFile, keyTokenCommand, keyKeyring, keyConnectionString,
		keyUserID, keyCAFile, keyPageSize, keyReadOnly,
	}
}

// credentialKeys are those of which a profile has exactly one.
func credentialKeys() []string {
	return []string{keyToken, keyTokenFile, keyTokenCommand, keyKeyring, keyConnectionString}
}

// profileName is what a profile may be called: it becomes a table's name, a
// user's name in the keyring and a file's name.
var profileName = regexp.MustCompile(`^[A-Za-z0-9_-]{1,64}$`)

func (p parser) profiles(settings *file, value any) error {
	table, ok := value.(map[string]any)
	if !ok {
		return p.faultf([]string{keyProfiles}, "%s must be tables: [%[1]s.NAME]", keyProfiles)
	}
	for _, name := range p.inOrder(table, keyProfiles) {
		path := []string{keyProfiles, name}
		if !profileName.MatchString(name) {
			return p.faultf(path, "a profile's name is at most 64 of A-Z, a-z, 0-9, - and _")
		}
		keys, ok := table[name].(map[string]any)
		if !ok {
			return p.faultf(path, "a profile must be a table: [%s.NAME]", keyProfiles)
		}
		read, err := p.profile(name, keys)
		if err != nil {
			return err
		}
		settings.profiles[name] = read
	}
	return nil
}

func (p parser) profile(name string, keys map[string]any) (*profile, error) {
	read := &profile{name: name, pageSize: DefaultPageSize}
	for _, key := range p.inOrder(keys, keyProfiles, name) {
		path := []string{keyProfiles, name, key}
		if !slices.Contains(profileKeys(), key) {
			return nil, p.unknownKey(path, profileKeys())
		}
		if err := read.set(key, keys[key]); err != nil {
			return nil, p.faultf(path, "%s %v", key, err)
		}
		if slices.Contains(credentialKeys(), key) && keys[key] != false {
			if read.kind != "" {
				return nil, p.faultf(path, "the profile %s has both %s and %s; it must have exactly one of %s",
					name, read.kind, key, strings.Join(credentialKeys(), ", "))
			}
			read.kind = key
		}
	}
	if err := p.complete(read); err != nil {
		return nil, err
	}
	return read, nil
}

// complete holds what a profile's keys must be together.
func (p parser) complete(read *profile) error {
	path := []string{keyProfiles, read.name}
	switch read.kind {
	case "":
		return p.faultf(path, "the profile %s has no credential; it must have exactly one of %s",
			read.name, strings.Join(credentialKeys(), ", "))
	case keyConnectionString:
		endpoint, err := connectionStringEndpoint(read.connectionString)
		if err == nil && read.endpoint != "" && read.endpoint != endpoint {
			err = errors.New("names another endpoint than " + keyEndpoint + "; leave " + keyEndpoint + " out")
		}
		if err != nil {
			return p.faultf(append(path, keyConnectionString), "%s %v", keyConnectionString, err)
		}
		read.endpoint = endpoint
		return nil
	case keyKeyring: // What the keyring holds decides.
		return nil
	}
	if read.endpoint == "" {
		return p.faultf(path, "the profile %s has %s but no %s (%[3]s = \"https://NAME.communication.azure.com\")",
			read.name, read.kind, keyEndpoint)
	}
	if read.userID != "" {
		return p.faultf(append(path, keyUserID), "%s needs %s: a token says itself who acts; leave %[1]s out",
			keyUserID, keyConnectionString)
	}
	return nil
}

// set takes one value. Its error continues a sentence that begins with the key.
func (r *profile) set(key string, value any) error {
	switch key {
	case keyTokenCommand:
		return r.setTokenCommand(value)
	case keyKeyring:
		return setBool(new(bool), value)
	case keyReadOnly:
		return setBool(&r.readOnly, value)
	case keyPageSize:
		size, ok := value.(int64)
		if !ok || size < 1 || size > maximumPageSize {
			return fmt.Errorf("must be a whole number from 1 to %d", maximumPageSize)
		}
		r.pageSize = int(size)
		return nil
	}
	text, ok := value.(string)
	if !ok {
		return errors.New("must be a text in quotation marks")
	}
	if strings.TrimSpace(text) == "" {
		return errors.New("is empty")
	}
	return r.setText(key, text)
}

func setBool(to *bool, value any) error {
	set, ok := value.(bool)
	if !ok {
		return errors.New("must be true or false")
	}
	*to = set
	return nil
}

func (r *profile) setText(key, text string) (err error) {
	switch key {
	case keyEndpoint:
		r.endpoint, err = checkEndpoint(text)
	case keyAPIVersion:
		r.apiVersion = text
	case keyToken:
		r.token, err = checkToken(NewSecret(text))
	case keyTokenFile:
		r.tokenFile = text
	case keyConnectionString:
		r.connectionString, err = checkConnectionString(NewSecret(text))
	case keyUserID:
		r.userID, err = understandUserID(text)
	case keyCAFile:
		r.caFile = text
	}
	return err
}

// setTokenCommand takes a list and never one text: which quoting would split
// that is what shells disagree about.
func (r *profile) setTokenCommand(value any) error {
	const form = `must be a list, the program and its arguments: ["az", "keyvault", …]; ` +
		`no shell reads it, so for a shell's line write ["sh", "-c", "…"]`
	list, ok := value.([]any)
	if !ok || len(list) == 0 {
		return errors.New(form)
	}
	for _, element := range list {
		argument, ok := element.(string)
		if !ok || strings.ContainsRune(argument, 0) {
			return errors.New(form)
		}
		r.tokenCommand = append(r.tokenCommand, argument)
	}
	if strings.TrimSpace(r.tokenCommand[0]) == "" {
		return errors.New("names no program")
	}
	return nil
}
